from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.entities.cluster import Clusters, cluster
from grandlivre.entities.model import Name, Verdict

FORMS = (
    "Zephyrion", "Zephyrion SA", "Zephyrion Technologies", "Zephyrion Energy", "Zephyrion Capital",
    "Zephyrion France", "Zephirion", "Banque de Boréalie", "Bank of Borealie", "BDB", "Campus Alta 1",
    "Campus Alta 2", "Campus Alta", "Bank of Borealie Holding", "Borealie Bank",
)  # fmt: skip
NAMES = st.lists(st.sampled_from(FORMS), unique=True, min_size=1).map(
    lambda forms: [Name(form=form) for form in forms]
)


def groups(names: list[Name], found: Clusters) -> set[frozenset[str]]:
    return {frozenset(names[place].form for place in group) for group in found.groups}


def grouped(*forms: str, **more: object) -> set[frozenset[str]]:
    names = [Name(form=form) for form in forms]
    return groups(names, cluster(names, **more))  # type: ignore[arg-type]


def test_spellings_come_together_and_arms_stay_apart() -> None:
    assert grouped(
        "Zephyrion", "ZEPHYRION SAS", "Zephyrion Technologies", "Zephyrion Energy", "Zephyrionn"
    ) == {
        frozenset({"Zephyrion", "ZEPHYRION SAS", "Zephyrion Technologies", "Zephyrionn"}),
        frozenset({"Zephyrion Energy"}),
    }


def test_a_short_form_of_two_means_neither() -> None:
    assert len(grouped("Boréalie", "Boréalie Systems", "Boréalie Labs")) == 3


def test_a_short_form_that_means_one_brings_no_other_in() -> None:
    """Of two long names one is met more often, so that the short one means that."""
    names = [
        Name(form="Boréalie", uses=1),
        Name(form="Boréalie Systems", uses=3),
        Name(form="Boréalie Labs", uses=1),
    ]
    assert groups(names, cluster(names)) == {
        frozenset({"Boréalie", "Boréalie Systems"}),
        frozenset({"Boréalie Labs"}),
    }


def test_an_acronym_of_two_means_neither() -> None:
    assert len(grouped("CDB", "Compagnie de Boréalie", "Caisse de Bretonneau")) == 3
    assert len(grouped("CDB", "Compagnie de Boréalie")) == 1


def test_an_acronym_joins_nobody_among_so_many_names_that_chance_would() -> None:
    many = [f"Alpha{chr(97 + n % 26)}{chr(97 + n // 26)} Bureau" for n in range(400)]
    found = grouped("CDB", "Compagnie de Boréalie", *many)
    assert frozenset({"CDB"}) in found


def test_misprints_of_one_name_come_together_though_they_are_two_apart() -> None:
    assert len(grouped("Zephyrion Systems", "Zephyrion Sytems", "Zephyrion Systemms")) == 1


def test_a_chain_never_joins_what_a_person_told_apart() -> None:
    forms = ("Zephyrion", "Zephyrion SA", "Zephyrion Technologies")
    assert len(grouped(*forms)) == 1
    found = grouped(*forms, apart=[("zephyrion sa", "Zephyrion Technologies")])
    assert not any({"Zephyrion SA", "Zephyrion Technologies"} <= group for group in found)


def test_different_identifiers_never_meet_not_even_through_a_third() -> None:
    names = [
        Name(form="Zephyrion SA", ids=("siren:732829320",)),
        Name(form="Zephyrion", uses=9),
        Name(form="Zephyrion SAS", ids=("siren:552081317",)),
    ]
    found = groups(names, cluster(names))
    assert not any({"Zephyrion SA", "Zephyrion SAS"} <= group for group in found)


def test_names_settled_apart_are_refused_and_told() -> None:
    names = [
        Name(form="Zephyrion", ids=("siren:732829320",)),
        Name(form="Borealia", ids=("wikidata:Q42",)),
        Name(form="Zephyrion-Borealia", ids=("siren:732829320", "wikidata:Q42")),
    ]
    found = cluster(names, settled=["ent_1", "ent_2", ""])
    assert len(found.groups) == 2
    assert [why.verdict for _, _, why in found.refused] == [Verdict.UNSURE]
    assert [each.name for each in found.refused[0][2].features] == ["id.same", "left.open"]


def test_an_open_decision_is_not_called_the_same() -> None:
    found = cluster([Name(form=form) for form in ("Boréalie", "Boréalie Systems", "Boréalie Labs")])
    assert found.decisions
    assert all(each.verdict is not Verdict.SAME for each in found.decisions)


@settings(deadline=None)
@given(NAMES, st.randoms())
def test_the_order_of_names_makes_no_difference(names: list[Name], random: object) -> None:
    shuffled = names[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = cluster(names), cluster(shuffled)
    assert groups(names, one) == groups(shuffled, other)
    assert one.decisions == other.decisions


@settings(deadline=None)
@given(NAMES, st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(FORMS)), max_size=4))
def test_what_was_told_apart_never_meets(names: list[Name], apart: list[tuple[str, str]]) -> None:
    apart = [pair for pair in apart if pair[0] != pair[1]]
    for group in groups(names, cluster(names, apart=apart)):
        assert not any({one, other} <= group for one, other in apart)


@settings(deadline=None)
@given(NAMES, st.lists(st.sampled_from(("", "a", "b", "c")), min_size=15, max_size=15))
def test_what_is_settled_stays(names: list[Name], keys: list[str]) -> None:
    settled = keys[: len(names)]
    found = cluster(names, settled=settled)
    for group in found.groups:
        assert len({settled[place] for place in group} - {""}) <= 1
    for key in set(settled) - {""}:
        holders = [group for group in found.groups if any(settled[place] == key for place in group)]
        assert len(holders) == 1
