"""Money spent is told with what it was spent on, and never added to it."""

from typing import Any

from ledger_gold import FakeLookup, claim, document

from grandlivre.claims.model import Claim, Role
from grandlivre.documents.model import Document
from grandlivre.ledger import Commitment, Ledger, reconcile

BN = 10**9


def _ledger(*facts: dict[str, Any], part_of: dict[int, int] | None = None) -> Ledger:
    documents: list[Document] = []
    claims: list[Claim] = []
    tied = part_of or {}
    for number, fact in enumerate(facts):
        at = tied.get(number)
        day = fact.pop("day", "2026-01-10")
        source = (
            documents[at]
            if at is not None
            else document(f"{number}.txt", str(number), published=day)
        )
        documents.append(source)
        whole = {} if at is None else {"part_of": claims[at].id}
        claims.append(claim(source, number, **fact, **whole))
    return reconcile(claims, documents, lookup=FakeLookup())


def _pledge(
    bn: int, *projects: str, place: str = "Marseille", party: str = "Aurel"
) -> dict[str, Any]:
    return {"investors": (party,), "low": bn * BN, "high": bn * BN, "places": (place,),
            "projects": (*projects, "data center")}  # fmt: skip


def _spent(bn: int, *projects: str, **more: Any) -> dict[str, Any]:
    return {**_pledge(bn, *projects, **{k: more.pop(k) for k in ("place", "party") if k in more}),
            "role": Role.SPENT, **more}  # fmt: skip


def _paid(ledger: Ledger) -> list[tuple[Commitment, list[int]]]:
    return [
        (each, [int(amount.euros.low or 0) // BN for amount in each.paid])
        for each in ledger.commitments
        if each.paid
    ]


def test_what_a_payer_spent_in_the_town_of_its_pledge_is_told_with_it() -> None:
    ledger = _ledger(_pledge(9), _spent(2))
    ((entry, amounts),) = _paid(ledger)
    assert amounts == [2]
    assert len(ledger.commitments) == 1
    assert next(each for each in ledger.totals if each.id == "commitments").euros.low == 9 * BN
    assert entry.origins == 1  # who tells of a payment does not vouch for the pledge


def test_words_that_tie_it_say_enough() -> None:
    ledger = _ledger(_pledge(9), _spent(2, place="Paris", party="Nobody"), part_of={1: 0})
    ((_, amounts),) = _paid(ledger)
    assert amounts == [2]


def test_payments_stand_in_order_of_time() -> None:
    ledger = _ledger(_pledge(9), _spent(4, day="2026-06-01"), _spent(2, day="2026-02-01"))
    ((_, amounts),) = _paid(ledger)
    assert amounts == [2, 4]


def test_it_goes_to_the_part_where_the_part_fits() -> None:
    ledger = _ledger(_pledge(9, "Campus Lys"), _pledge(3, "Campus Lys"), _spent(2, "Campus Lys"),
                     part_of={1: 0})  # fmt: skip
    (found,) = _paid(ledger)
    assert found[0].euros.low == 3 * BN


def test_what_surely_belongs_to_none_is_told_with_none() -> None:
    for spent in (
        _spent(2, party="Borealis"),
        _spent(2, place="Paris"),
        _spent(2, place="France"),
        _spent(12),
    ):
        assert _paid(_ledger(_pledge(9), spent)) == [], spent
    assert _paid(_ledger(_pledge(9, "Lys"), _pledge(40, "Iris"), _spent(2))) == []
