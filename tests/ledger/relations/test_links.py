from typing import Any

from sentences import BN, bring, told

from grandlivre.claims.model import Purpose, Role, Stage
from grandlivre.ledger import LinkKind
from grandlivre.ledger.model import RelationBasis

FACT: dict[str, Any] = {
    "investors": ("Oracle",), "projects": ("data center",), "places": ("Cambrai",),
    "low": 23 * BN, "high": 23 * BN,
}  # fmt: skip
PLAN: dict[str, Any] = {
    "role": Role.PROGRAMME, "low": 73 * BN, "high": 73 * BN, "places": ("France",),
    "purpose": Purpose.AI,
}  # fmt: skip


def test_money_raised_may_pay_for_works_of_that_time() -> None:
    raised = {"role": Role.ROUND, "beneficiaries": ("Oracle",), "purpose": Purpose.DATA_CENTRE,
              "low": 2 * BN, "high": 2 * BN}  # fmt: skip
    ledger = bring(
        told("a 23 Md€", ("23 Md€", FACT)),
        told("b 2 Md€", ("2 Md€", raised), published="2025-06-01"),
    )
    (link,) = ledger.links
    assert link.kind is LinkKind.FUNDS
    assert link.basis is RelationBasis.READING
    late = told("b 2 Md€", ("2 Md€", raised), published="2027-06-01")
    assert not bring(told("a 23 Md€", ("23 Md€", FACT)), late).links


def test_who_builds_where_another_gave_up_supersedes_it() -> None:
    gone = {**FACT, "stage": Stage.CANCELLED}
    later = {**FACT, "investors": ("Digital Realty",), "low": 11 * BN, "high": 11 * BN}
    ledger = bring(
        told("a 23 Md€", ("23 Md€", gone)),
        told("b 11 Md€", ("11 Md€", later), published="2026-06-01"),
    )
    (link,) = ledger.links
    entries = {each.id: each for each in ledger.commitments}
    assert link.kind is LinkKind.SUPERSEDES
    assert entries[link.target].is_cancelled
    assert "Cambrai" in link.reason.en
    earlier = told("b 11 Md€", ("11 Md€", later), published="2024-06-01")
    assert not bring(told("a 23 Md€", ("23 Md€", gone)), earlier).links


def _plan(size: int, day: str) -> Any:
    plan = {**PLAN, "low": size * BN, "high": size * BN}
    return told(
        f"{day} : sur {size} Md€, 23 Md€ à Cambrai.",
        (f"{size} Md€", plan),
        ("23 Md€", {**FACT, "part_of": 0}),
        published=day,
    )


def test_a_later_plan_counts_again_what_was_in_an_earlier_one() -> None:
    ledger = bring(
        _plan(73, "2025-02-10"), _plan(73, "2025-02-11"), _plan(91, "2025-12-10"),
        _plan(91, "2025-12-11"),
    )  # fmt: skip
    again = [each for each in ledger.links if each.kind is LinkKind.REANNOUNCES]
    plans = {each.id: each.euros.high for each in ledger.programmes}
    assert [plans[each.source] for each in again] == [91 * BN]


def test_what_a_text_calls_known_already_is_announced_anew() -> None:
    ledger = bring(
        told(
            "Oracle met 23 Md€, dont 4 Md€ déjà annoncés en mai.",
            ("23 Md€", FACT),
            ("4 Md€", {**FACT, "low": 4 * BN, "high": 4 * BN, "part_of": 0}),
        )
    )
    (link,) = ledger.links
    assert link.kind is LinkKind.REANNOUNCES
    assert link.basis is RelationBasis.STATED
