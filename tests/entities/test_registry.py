from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.base.codec import dumps, loads
from grandlivre.base.fold import fold
from grandlivre.entities.cluster import cluster
from grandlivre.entities.model import Identities, Judgement, Name, Ruling
from grandlivre.entities.registry import Addition, Registry, settle
from grandlivre.entities.ruling import ruled

pytest.importorskip("bench.names", reason="run from the project's folder: python -m pytest")

from bench.names import named

FORMS = (
    "Zephyrion", "Zephyrion SA", "Zephyrion Technologies", "Zephyrion Energy", "Zephirion",
    "Banque de Boréalie", "Bank of Borealie", "BDB", "Campus Alta 1", "Campus Alta 2", "Borealie Bank",
)  # fmt: skip
NAMES = st.lists(st.sampled_from(FORMS), min_size=1, max_size=8).map(
    lambda forms: [Name(form=form) for form in forms]
)
PAIR = st.tuples(st.sampled_from(FORMS), st.sampled_from(FORMS)).filter(
    lambda pair: fold(pair[0]) != fold(pair[1])
)
JUDGEMENTS = st.lists(
    st.builds(
        lambda pair, ruling, day: Judgement(
            first=pair[0], second=pair[1], ruling=ruling, at=f"2025-01-0{day}"
        ),
        PAIR,
        # The other rulings are of relations and conflicts.
        st.sampled_from([Ruling.SAME, Ruling.NOT_SAME, Ruling.UNSURE]),
        st.integers(1, 9),
    ),
    max_size=5,
)


def names(*forms: str) -> list[Name]:
    return [Name(form=form) for form in forms]


def keys(found: Identities) -> dict[str, str]:
    return {name.form: each.key for each in found.settled for name in each.names}


def same(first: str, second: str, at: str = "2025-01-01") -> Judgement:
    return Judgement(first=first, second=second, ruling=Ruling.SAME, at=at)


def not_same(first: str, second: str, at: str = "2025-01-01") -> Judgement:
    return Judgement(first=first, second=second, ruling=Ruling.NOT_SAME, at=at)


def test_a_new_spelling_joins_and_the_key_stays() -> None:
    first = settle(names("Zephyrion Technologies"))
    later = settle(names("Zephyrion", "ZEPHYRION TECHNOLOGIES SA"), first)
    assert len(later.settled) == 1
    assert later.settled[0].key == first.settled[0].key


def test_the_name_to_show_gets_better_and_the_key_stays() -> None:
    first = settle([Name(form="ZEPHYRION COMPUTE")])
    assert first.settled[0].called() == "ZEPHYRION COMPUTE"
    later = settle([Name(form="Zephyrion Compute", uses=5)], first)
    assert later.settled[0].called() == "Zephyrion Compute"
    known = settle([Name(form="zephyrion compute", known="Zephyrion")], later)
    assert known.settled[0].called() == "Zephyrion"
    assert {each.settled[0].key for each in (first, later, known)} == {first.settled[0].key}


def test_a_later_rival_moves_nobody() -> None:
    first = settle(names("Boréalie", "Boréalie Systems"))
    assert len(first.settled) == 1
    later = settle(names("Boréalie Labs"), first)
    assert keys(later)["Boréalie"] == keys(first)["Boréalie Systems"]
    assert keys(later)["Boréalie Labs"] != keys(first)["Boréalie Systems"]
    assert ("Boréalie", "Boréalie Labs") in {(each.first, each.second) for each in later.decisions}
    # Together, they would have been three.
    assert len(settle(names("Boréalie", "Boréalie Systems", "Boréalie Labs")).settled) == 3


def test_an_acronym_that_means_one_gets_no_second_meaning() -> None:
    first = settle(names("CDB", "Compagnie de Boréalie"))
    assert len(first.settled) == 1
    assert len(settle(names("Caisse de Bretonneau"), first).settled) == 2
    assert len(settle(names("Compagnie de Boréalie SA"), first).settled) == 1


def test_a_short_form_that_came_first_is_the_long_ones() -> None:
    first = settle(names("Boréalie", "BOREALIE SA"))
    assert len(settle(names("Boréalie Systems"), first).settled) == 1


def test_evidence_for_merging_two_is_a_proposal() -> None:
    first = settle(
        [
            Name(form="Zephyrion", ids=("siren:732829320",)),
            Name(form="Borealia", ids=("wikidata:Q42",)),
        ]
    )
    both = Name(form="Zephyrion-Borealia", ids=("siren:732829320", "wikidata:Q42"))
    later = settle([both], first)
    assert len(later.settled) == 2
    assert [(each.first, each.second) for each in later.proposals] == [
        tuple(sorted(keys(first).values()))
    ]
    assert later.proposals[0].decision.features[0].name == "id.same"
    # Who judges them one or two answers the proposal.
    one = ruled(later, [same("Zephyrion", "Borealia")])
    assert len(one.settled) == 1
    assert one.proposals == ()
    two = ruled(later, [not_same("Zephyrion", "Borealia")])
    assert len(two.settled) == 2
    assert two.proposals == ()


def test_two_of_one_key_told_apart_have_two_keys() -> None:
    found = settle(
        names("Zephyrion SA", "Zephyrion GmbH"), apart=[("Zephyrion SA", "Zephyrion GmbH")]
    )
    assert len({each.key for each in found.settled}) == 2


def test_a_person_merges_and_takes_it_back() -> None:
    base = settle(names("Zephyrion", "Borealia"))
    judgement = same("zephyrion", "BOREALIA")
    merged = ruled(base, [judgement])
    assert len(merged.settled) == 1
    assert merged.settled[0].key in {each.key for each in base.settled}
    back = Judgement(
        first="", second="", ruling=Ruling.UNSURE, at="2025-01-02", reverses=judgement.id
    )
    assert ruled(base, [judgement, back]) == base


def test_a_person_parts_what_was_settled_together() -> None:
    base = settle(names("Zephyrion", "Zephyrion Technologies", "Zephyrion Tech", "Borealia"))
    assert len(base.settled) == 2
    parted = ruled(base, [not_same("Zephyrion", "Zephyrion Technologies")])
    found = keys(parted)
    assert found["Zephyrion"] != found["Zephyrion Technologies"]
    assert found["Borealia"] == keys(base)["Borealia"]
    assert keys(base)["Zephyrion"] in found.values()


def test_unsure_keeps_apart_without_saying_that_they_are_two() -> None:
    base = settle(names("Zephyrion", "Zephyrion Technologies"))
    unsure = Judgement(first="Zephyrion", second="Zephyrion Technologies", ruling=Ruling.UNSURE)
    assert len(ruled(base, [unsure]).settled) == 2


def test_a_merge_that_a_person_spoke_against_is_not_made() -> None:
    base = settle(names("Zephyrion", "Borealia", "Cyclonis"))
    said = [
        not_same("Zephyrion", "Cyclonis", at="2025-01-01"),
        same("Zephyrion", "Borealia", at="2025-01-02"),
        same("Borealia", "Cyclonis", at="2025-01-03"),
    ]
    found = keys(ruled(base, said))
    assert found["Zephyrion"] == found["Borealia"] != found["Cyclonis"]


@settings(deadline=None, max_examples=60)
@given(NAMES, NAMES, NAMES)
def test_adding_names_moves_no_settled_identity(
    one: list[Name], two: list[Name], three: list[Name]
) -> None:
    first = settle(one)
    second = settle(two, first)
    third = settle(three, second)
    for before, after in ((first, second), (second, third)):
        assert keys(before).items() <= keys(after).items()
        assert {each.key for each in before.settled} <= {each.key for each in after.settled}
    assert settle(three, third).settled == third.settled


@settings(deadline=None, max_examples=60)
@given(NAMES, NAMES, st.randoms())
def test_within_a_batch_the_order_makes_no_difference(
    one: list[Name], two: list[Name], random: object
) -> None:
    first = settle(one)
    shuffled = two[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert settle(two, first) == settle(shuffled, first)


@settings(deadline=None, max_examples=60)
@given(NAMES)
def test_identities_are_kept_as_json(given_names: list[Name]) -> None:
    found = settle(given_names)
    assert loads(Identities, dumps(found)) == found


@settings(deadline=None, max_examples=60)
@given(NAMES, JUDGEMENTS)
def test_persons_are_obeyed(given_names: list[Name], judgements: list[Judgement]) -> None:
    base = settle(given_names)
    view = ruled(base, judgements)
    where = {fold(form): key for form, key in keys(view).items()}
    assert sorted(keys(view)) == sorted(keys(base))
    assert len({each.key for each in view.settled}) == len(view.settled)
    last: dict[frozenset[str], Judgement] = {}
    for each in sorted(judgements, key=lambda each: (each.at, each.id)):
        last[frozenset((fold(each.first), fold(each.second)))] = each
    for each in last.values():
        one, other = where.get(fold(each.first)), where.get(fold(each.second))
        if each.ruling is not Ruling.SAME and one and other:
            assert one != other
    assert ruled(base, ()) == base


def without_index(new: list[Name], earlier: Identities) -> Identities:
    """As `settle`, every settled name looked at."""
    owner = {name.form: each.key for each in earlier.settled for name in each.names}
    old = [name for each in earlier.settled for name in each.names]
    fresh = list({name.form: name for name in new if name.form not in owner}.values())
    given = [*old, *fresh]
    found = cluster(given, settled=[owner.get(name.form, "") for name in given])
    registry = Registry(earlier)
    added, proposals = registry._take_in(given, found)
    registry._proposals.extend(proposals)
    registry._decisions.extend(found.decisions)
    assert {name.form for _, name in added} == {name.form for name in fresh}
    return registry.identities()


MADE = st.lists(st.sampled_from([form for form, _ in named(17, 120)]), min_size=1, max_size=40).map(
    lambda forms: [Name(form=form) for form in dict.fromkeys(forms)]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(MADE, NAMES), min_size=1, max_size=4))
def test_an_index_that_is_kept_changes_nothing(batches: list[list[Name]]) -> None:
    kept, anew, slow = Registry(), Identities(), Identities()
    for batch in batches:
        once = list({name.form: name for name in batch}.values())
        kept.add(once)
        anew, slow = settle(once, anew), without_index(once, slow)
        assert kept.identities() == anew == slow


def test_an_index_that_is_kept_changes_nothing_among_many() -> None:
    gold = Path(__file__).parents[1] / "golden" / "entities" / "spellings.tsv"
    real = [line.split("\t")[0] for line in gold.read_text(encoding="utf-8").splitlines()[3:]]
    made = [form for form, _ in named(17, 1_200)]
    first = [Name(form=form) for form in dict.fromkeys((*made[:1_000], *real[::2]))]
    new = [Name(form=form) for form in dict.fromkeys((*made[1_000:], *real[1::2]))]
    registry = Registry()
    registry.add(first)
    base = registry.identities()
    registry.add(new)
    assert registry.identities() == settle(new, base) == without_index(new, base)


def test_what_a_list_knows_later_is_found_by_it() -> None:
    registry = Registry()
    registry.add([Name(form="Zephyrion"), Name(form="Borealia Group")])
    registry.add([Name(form="Borealia Group", known="Borealia", ids=("wikidata:Q42",))])
    added = registry.add([Name(form="Boréal", ids=("wikidata:Q42",)), Name(form="Zephyrion")])
    assert [key for key, _ in added.names] == [keys(registry.identities())["Borealia Group"]]


def test_an_addition_says_what_is_new_and_no_more() -> None:
    registry = Registry()
    first = registry.add([Name(form="Zephyrion", uses=2)])
    assert [name.form for _, name in first.names] == ["Zephyrion"]
    assert registry.add([Name(form="Zephyrion", uses=1)]) == Addition()
    more = registry.add([Name(form="Zephyrion", uses=5), Name(form="ZEPHYRION SA")])
    assert [(name.form, name.uses) for _, name in more.names] == [
        ("Zephyrion", 5), ("ZEPHYRION SA", 1),
    ]  # fmt: skip
    assert {key for key, _ in (*first.names, *more.names)} == {first.names[0][0]}
    assert [each.features[0].name for each in more.decisions]
