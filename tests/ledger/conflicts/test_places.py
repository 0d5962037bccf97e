from sentences import BN, bring, kinds, only, told

from grandlivre.entities.model import Place
from grandlivre.ledger import ConflictKind, Ledger
from grandlivre.ledger.conflicts.places import are_near
from grandlivre.ledger.model import Aside

FACT = {"investors": ("Oracle",), "projects": ("data center",), "low": 23 * BN, "high": 23 * BN}


def _ledger(*places: str, **more: object) -> Ledger:
    return bring(
        *(
            told(f"{n} 23 Md€", ("23 Md€", {**FACT, "places": (place,), **more}))
            for n, place in enumerate(places)
        )
    )


def test_one_sum_in_two_towns_is_a_conflict_and_counted_once() -> None:
    ledger = _ledger("Cambrai", "Cambrai", "Marseille")
    conflict = only(ledger, ConflictKind.PLACE)
    assert conflict.size == 23 * BN
    asides = {each.places[0].name: each.aside for each in ledger.commitments}
    assert asides == {"Cambrai": None, "Marseille": Aside.ECHO}
    assert ledger.totals[0].euros.high == 23 * BN


def test_places_of_one_named_project_that_lie_apart() -> None:
    ledger = _ledger("Cambrai", "Cambrai", "Marseille", projects=("Campus Zenith",))
    assert only(ledger, ConflictKind.PLACE).is_contradiction


def test_a_town_in_its_department_is_a_refinement() -> None:
    ledger = _ledger("Nord", "Cambrai")
    note = only(ledger, ConflictKind.REFINED)
    assert not note.is_contradiction
    assert [side.says.fr for side in note.sides] == ["Nord", "Cambrai"]


def test_a_country_is_too_wide_to_be_refined() -> None:
    assert not _ledger("France", "Cambrai").conflicts


def test_a_place_read_unsurely_contradicts_nothing() -> None:
    assert ConflictKind.PLACE not in kinds(
        _ledger("Cambrai", "Marseille", projects=("Campus Zenith",), confidence=0.6)
    )


def test_one_use_among_others_or_the_whole() -> None:
    fact = {**FACT, "places": ("Cambrai",)}
    ledger = bring(
        told("Oracle met 23 Md€ pour bâtir notamment un centre à Cambrai.", ("23 Md€", fact)),
        told("Oracle met 23 Md€ à Cambrai.", ("23 Md€", fact)),
    )
    note = only(ledger, ConflictKind.SCOPE)
    assert not note.is_contradiction
    assert "one use among others" in note.sides[0].says.en


def test_a_first_tranche_to_one_and_the_amount_to_another() -> None:
    fact = {**FACT, "places": ("Cambrai",)}
    ledger = bring(
        told("A first tranche of €23bn goes to Cambrai.", ("€23bn", fact)),
        told("Oracle puts €23bn in Cambrai.", ("€23bn", fact)),
    )
    assert "first tranche" in only(ledger, ConflictKind.REFINED).explanation.en


def _at(name: str, latitude: float, longitude: float, level: int = 5) -> Place:
    return Place(key=name, name=name, level=level, latitude=latitude, longitude=longitude)


def test_towns_side_by_side_may_be_told_of_one_site() -> None:
    here, beside, away = _at("a", 48.0, 4.0), _at("b", 48.1, 4.05), _at("c", 48.3, 4.3)
    assert are_near(here, beside)
    assert not are_near(here, away)
    assert not are_near(here, _at("d", 48.05, 4.0, level=4))
    assert not are_near(here, Place(key="e", name="e", level=5))


def test_sites_of_a_national_plan_contradict_nobody() -> None:
    ledger = _ledger(
        "France", "France", "France", "France", "Cambrai", "Marseille", projects=("Plan Zenith",)
    )
    assert ConflictKind.PLACE not in kinds(ledger)


def test_where_it_was_told_is_no_site() -> None:
    """A passage that names the others' town too may mean either: a hall, and what is built."""
    fact = {**FACT, "projects": ("Campus Zenith",)}
    flat = [told(f"{n} Oracle met 23 Md€ à Cambrai.", ("23 Md€", {**fact, "places": ("Cambrai",)}))
            for n in range(2)]  # fmt: skip
    hall = told(
        "À Marseille, Oracle promet 23 Md€. Le site sera à Cambrai.",
        ("23 Md€", {**fact, "places": ("Marseille",)}),
    )
    alone = told("À Marseille, Oracle met 23 Md€.", ("23 Md€", {**fact, "places": ("Marseille",)}))
    assert ConflictKind.PLACE not in kinds(bring(*flat, hall))
    assert ConflictKind.PLACE in kinds(bring(*flat, alone))


def test_an_echo_that_names_both_towns_contradicts_nobody() -> None:
    flat = [told(f"{n} Oracle met 23 Md€ à Cambrai.", ("23 Md€", {**FACT, "places": ("Cambrai",)}))
            for n in range(2)]  # fmt: skip
    both = told(
        "Marseille. — Oracle, 23 Md€ à Cambrai.", ("23 Md€", {**FACT, "places": ("Marseille",)})
    )
    ledger = bring(*flat, both)
    assert ConflictKind.PLACE not in kinds(ledger)
    # It is still not added: the sum is the same one.
    assert ledger.totals[0].euros.high == 23 * BN
