"""A text that tells of one thing as it was and as it is."""

from typing import Any

import pytest
from ledger_gold import FakeLookup
from sentences import BN, bring, kinds, only, told

from grandlivre.claims.model import Claim, Measure, Role
from grandlivre.documents.model import Document
from grandlivre.entities.resolve import resolve
from grandlivre.ledger import ConflictKind, Ledger
from grandlivre.ledger.grouping.former import with_former
from grandlivre.ledger.grouping.statements import read_statements

SITE: dict[str, Any] = {
    "investors": ("Brookfield",),
    "projects": ("data center",),
    "places": ("Cambrai",),
}
THREE = {**SITE, "low": 3 * BN, "high": 3 * BN}
FIVE = {**SITE, "low": 5 * BN, "high": 5 * BN}
RAISED = "Brookfield porte son investissement à Cambrai de 3 Md€ à 5 Md€."


def _over(text: str, **of_three: Any) -> list[str]:
    """The figures that a text of 3 and 5 billion says are over."""
    source, claims = told(text, ("3 Md€", {**THREE, **of_three}), ("5 Md€", FIVE))
    linker = resolve(claims, lookup=FakeLookup())
    statements, _ = read_statements(claims, [source], linker, lambda key: key, None)
    return [each.claim.evidence.quote for each in with_former(statements) if each.replaced_by]


@pytest.mark.parametrize(
    "text",
    [
        RAISED,
        "Brookfield said it would raise its investment to 5 Md€, from 3 Md€ announced in May.",
        "Brookfield is lifting its spending from an initial 3 Md€ to 5 Md€.",
        "Brookfield will spend 5 Md€ at Cambrai instead of the planned 3 Md€.",
        "Brookfield mettra 5 Md€ dans son centre de données, au lieu des 3 Md€ prévus.",
        "Le centre coûtera 5 Md€, contre 3 Md€ annoncés en février.",
        "Initialement chiffré à 3 Md€, le centre coûtera 5 Md€.",
        "The data center, originally priced at 3 Md€, will cost 5 Md€.",
    ],
)
def test_a_text_says_what_a_sum_was_before(text: str) -> None:
    assert _over(text) == ["3 Md€"]


@pytest.mark.parametrize(
    "text",
    [
        "Brookfield mettra 3 Md€ dans une halle et 5 Md€ dans une autre.",
        "Brookfield mettra de 3 Md€ à 5 Md€ à Cambrai.",
        "Brookfield augmente sa mise de 3 Md€, à 5 Md€.",
        "Brookfield mettra 5 Md€ à Cambrai, contre 3 Md€ pour la halle voisine.",
        "Brookfield voulait mettre 3 Md€. Au lieu de cela, il mettra 5 Md€.",
    ],
)
def test_two_sums_side_by_side_are_both_so(text: str) -> None:
    assert _over(text) == []


def test_a_sum_of_another_place_or_payer_is_not_over() -> None:
    text = "Brookfield mettra 5 Md€ à Cambrai au lieu de 3 Md€."
    assert _over(text, places=("Fouju",)) == []
    assert _over(text, investors=("Digital Realty",)) == []


def _texts(*later: tuple[Document, list[Claim]]) -> Ledger:
    first = told("Brookfield mettra 3 Md€.", ("3 Md€", THREE), published="2025-02-10")
    raised = told(RAISED, ("3 Md€", THREE), ("5 Md€", FIVE), published="2025-02-24")
    return bring(first, raised, *later)


def test_what_a_sum_was_is_not_counted_beside_what_it_is() -> None:
    ledger = _texts()
    (entry,) = ledger.commitments
    assert entry.euros.low == entry.euros.high == 5 * BN
    assert kinds(ledger) == {ConflictKind.REVISION}
    revision = only(ledger, ConflictKind.REVISION)
    assert "(2025-02-10), puis" in revision.explanation.fr
    assert len(revision.sides[0].claims) == 2


def test_however_far_the_sums_lie_apart() -> None:
    first = told("Brookfield mettra 5 Md€.", ("5 Md€", FIVE), published="2025-02-10")
    text = "Brookfield ramène son investissement à Cambrai de 5 Md€ à 1,2 Md€."
    less = {**SITE, "low": 12 * BN // 10, "high": 12 * BN // 10}
    cut = told(text, ("5 Md€", FIVE), ("1,2 Md€", less), published="2025-09-24")
    (entry,) = bring(first, cut).commitments
    assert entry.euros.low == entry.euros.high == 12 * BN // 10


def test_a_sum_that_only_its_successor_tells_of_has_no_day() -> None:
    ledger = bring(told(RAISED, ("3 Md€", THREE), ("5 Md€", FIVE), published="2025-02-24"))
    (entry,) = ledger.commitments
    assert entry.euros.low == entry.euros.high == 5 * BN
    assert "before that, then" in only(ledger, ConflictKind.REVISION).explanation.en


def test_who_tells_the_old_sum_long_after_copies_what_is_stale() -> None:
    late = told("Brookfield y mettra 3 Md€.", ("3 Md€", THREE), published="2025-09-01")
    ledger = _texts(late)
    assert ledger.commitments[0].euros.low == 5 * BN
    assert kinds(ledger) == {ConflictKind.REVISION, ConflictKind.STALE_COPY}


def test_who_goes_on_from_there_contradicts_the_new_sum() -> None:
    other = told("Brookfield y mettra 7 Md€.", ("7 Md€", {**SITE, "low": 7 * BN, "high": 7 * BN}),
                 published="2025-02-25")  # fmt: skip
    ledger = _texts(other)
    (entry,) = ledger.commitments
    assert (entry.euros.low, entry.euros.high) == (5 * BN, 7 * BN)
    assert kinds(ledger) == {ConflictKind.AMOUNT}


def test_power_that_was_raised_contradicts_nothing() -> None:
    power = {**SITE, "measure": Measure.POWER, "role": Role.CAPACITY, "unit": "W"}
    less = {**power, "low": 200 * 10**6, "high": 200 * 10**6}
    more = {**power, "low": 350 * 10**6, "high": 350 * 10**6}
    text = "Brookfield portera son centre de Cambrai de 200 MW à 350 MW."
    ledger = bring(
        told("Brookfield y veut 200 MW.", ("200 MW", less), published="2025-02-10"),
        told(text, ("200 MW", less), ("350 MW", more), published="2025-09-10"),
    )
    assert kinds(ledger) == {ConflictKind.REVISION}
    (entry,) = ledger.commitments
    assert entry.power_mw is not None
    assert entry.power_mw.low == 350


def test_a_sum_may_change_twice_in_a_month() -> None:
    eight = {**SITE, "low": 8 * BN, "high": 8 * BN}
    text = "Brookfield porte son investissement à Cambrai de 5 Md€ à 8 Md€."
    ledger = _texts(told(text, ("5 Md€", FIVE), ("8 Md€", eight), published="2025-03-05"))
    (entry,) = ledger.commitments
    assert entry.euros.low == entry.euros.high == 8 * BN
    revision = only(ledger, ConflictKind.REVISION)
    assert [len(side.claims) for side in revision.sides] == [2, 2, 1]
