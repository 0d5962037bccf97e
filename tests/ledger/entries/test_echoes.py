from typing import Any

from sentences import BN, bring, told

from grandlivre.ledger import ConflictKind, Ledger, LinkKind
from grandlivre.ledger.model import Aside

FACT: dict[str, Any] = {
    "investors": ("Oracle",), "projects": ("data center",), "places": ("Cambrai",),
    "low": 23 * BN, "high": 23 * BN,
}  # fmt: skip


def _ledger(*facts: dict[str, Any]) -> Ledger:
    return bring(*(told(f"{n} 23", ("23", {**FACT, **fact})) for n, fact in enumerate(facts)))


def _asides(ledger: Ledger) -> dict[str, Aside | None]:
    return {each.known_by[0].name: each.aside for each in ledger.commitments}


def test_one_sum_at_one_site_by_another_party_is_an_echo() -> None:
    ledger = _ledger({}, {}, {"investors": ("Digital Realty",)})
    assert _asides(ledger) == {"Oracle": None, "Digital Realty": Aside.ECHO}
    (link,) = ledger.links
    assert link.kind is LinkKind.SAME_AS
    assert [each.kind for each in ledger.conflicts] == [ConflictKind.PARTIES]
    assert ledger.totals[0].euros.high == 23 * BN


def test_one_against_one_is_only_suspected() -> None:
    ledger = _ledger({}, {"investors": ("Digital Realty",)})
    assert set(_asides(ledger).values()) == {None}
    assert [each.kind for each in ledger.conflicts] == [ConflictKind.PARTIES]
    assert len(ledger.links) == 1
    assert ledger.conflicts[0].explanation.fr.endswith(" selon un autre.")
    assert ledger.conflicts[0].explanation.en.endswith(" in another.")


def test_one_digit_elsewhere_by_another_party_is_chance() -> None:
    seven = {"low": 7 * BN, "high": 7 * BN}
    ledger = _ledger(
        seven, seven, {**seven, "investors": ("Digital Realty",), "places": ("Marseille",)}
    )
    assert not ledger.conflicts
    assert not ledger.links


def test_what_one_text_tells_of_both_is_two() -> None:
    other = {**FACT, "places": ("Marseille",)}
    ledger = bring(
        told("a 23 Md€", ("23 Md€", FACT)),
        told("b 23 Md€, et vingt-trois à Marseille", ("23 Md€", FACT), ("vingt-trois", other)),
    )
    assert {each.aside for each in ledger.commitments} == {None}
    assert not ledger.conflicts


def test_other_names_are_other_undertakings() -> None:
    ledger = _ledger(
        {"projects": ("Campus Zenith",)},
        {"projects": ("Campus Zenith",)},
        {"projects": ("Projet Nadir",), "places": ("Marseille",)},
    )
    assert {each.aside for each in ledger.commitments} == {None}


def test_a_part_of_what_is_read_faintly_is_no_firmer() -> None:
    whole = {**FACT, "low": 60 * BN, "high": 60 * BN, "confidence": 0.4}
    ledger = bring(
        told("Sur 60 Md€, 23 Md€ vont à Cambrai.", ("60 Md€", whole),
             ("23 Md€", {**FACT, "part_of": 0, "investors": ("Digital Realty",)}))
    )  # fmt: skip
    assert {each.aside for each in ledger.commitments} == {Aside.FAINT, Aside.PART_OF_ASIDE}


def test_what_a_text_works_out_itself_is_no_pledge() -> None:
    ledger = bring(
        told("Il reste donc 23 Md€ à trouver.", ("23 Md€", FACT)),
        told("b 41 Md€", ("41 Md€", {**FACT, "low": 41 * BN, "high": 41 * BN,
                                     "investors": ("MGX",)})),
    )  # fmt: skip
    assert _asides(ledger) == {"Oracle": Aside.REMAINDER, "MGX": None}


def test_a_range_misread_of_another_party_leaves_its_entry() -> None:
    wide = {"low": 31 * BN, "high": 52 * BN}
    ledger = _ledger(
        *[{**wide, "investors": ("MGX",), "places": ("Fouju",)}] * 3,
        {"low": 31 * BN, "high": 31 * BN},
        {**wide, "confidence": 0.6},
    )
    oracle = [each for each in ledger.commitments if each.known_by[0].name == "Oracle"]
    assert sorted((each.euros.high, each.aside) for each in oracle) == [
        (31 * BN, None),
        (52 * BN, Aside.ECHO),
    ]


def test_one_figure_of_the_same_partners_elsewhere_is_an_echo() -> None:
    """Even of one digit: two partners hardly promise the same sum twice."""
    pair = {"investors": ("Oracle", "Digital Realty"), "low": 7 * BN, "high": 7 * BN}
    known = [{**pair}, {**pair}, {**pair}]
    ledger = _ledger(*known, {**pair, "places": ("Marseille",)})
    by_place = {each.places[0].name: each.aside for each in ledger.commitments}
    assert by_place == {"Cambrai": None, "Marseille": Aside.ECHO}
    alone = {"investors": ("Oracle",), "low": 7 * BN, "high": 7 * BN}
    ledger = _ledger(alone, alone, alone, {**alone, "places": ("Marseille",)})
    assert {each.aside for each in ledger.commitments} == {None}
