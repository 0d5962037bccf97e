"""Entries held against one another, on invented plans told by texts of an invented press."""

import pickle
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from ledger_gold import FakeLookup, claim, document

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Measure, Role, Stage
from grandlivre.entities import resolve
from grandlivre.ledger import Commitment, ConflictKind, Ledger, Programme, reconcile
from grandlivre.ledger.constraints import claims as as_claims
from grandlivre.ledger.constraints import solve, system
from grandlivre.ledger.grouping.statements import Statement, read_statements
from grandlivre.ledger.model import Relation, RelationBasis, Words
from grandlivre.ledger.together.balance import Whole, balance
from grandlivre.ledger.together.rows import money_rows, weights_of
from grandlivre.ledger.together.tears import conflict_of

BN = 10**9
PLAN = {"role": Role.PROGRAMME, "projects": ("Plan Aurore",), "places": ("France",)}


def _bn(low: float | None, high: float | None) -> Interval:
    ends = [None if end is None else Decimal(str(end)) * BN for end in (low, high)]
    return Interval(low=ends[0], high=ends[1])


def _ledger(
    whole: dict[str, Any], parts: list[dict[str, Any]], texts: int = 2, more: tuple[Claim, ...] = ()
) -> Ledger:
    """What several independent texts say of one whole and its parts."""
    documents, told = [], list(more)
    for number in range(texts):
        source = document(f"{number}.txt", str(number), published=f"2025-02-{10 + number}")
        documents.append(source)
        first = claim(source, 0, **whole)
        told.append(first)
        for place, part in enumerate(parts):
            told.append(claim(source, 10 * (place + 1), part_of=first.id, **part))
    return reconcile(told, documents, lookup=FakeLookup())


def _part(party: str, low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    ends = _bn(low, high)
    return {
        "investors": (party,),
        "low": ends.low,
        "high": ends.high,
        "places": ("Cambrai",),
        **more,
    }


def _plan(ledger: Ledger) -> Programme:
    (plan,) = ledger.programmes
    return plan


def _entry(ledger: Ledger, party: str) -> Commitment:
    (found,) = [
        each for each in ledger.commitments if party in {known.name for known in each.investors}
    ]
    return found


def test_a_whole_closes_what_its_parts_leave_open() -> None:
    ledger = _ledger(
        PLAN | {"low": 30 * BN, "high": 30 * BN},
        [_part("Brookfield", 20, 20), _part("Mistral AI", 2, None)],
    )
    assert _entry(ledger, "Mistral AI").euros == _bn(2, None)
    assert _entry(ledger, "Mistral AI").implied == _bn(2, 10)
    assert _entry(ledger, "Brookfield").implied is None
    assert _plan(ledger).remainder == _bn(0, 8)


def test_one_text_alone_closes_nothing() -> None:
    """A single tie may be misread: it is no ground to narrow what is claimed."""
    ledger = _ledger(
        PLAN | {"low": 30 * BN, "high": 30 * BN},
        [_part("Brookfield", 20, 20), _part("Mistral AI", 2, None)],
        texts=1,
    )
    assert _entry(ledger, "Mistral AI").implied is None


def test_parts_that_exceed_their_whole_are_a_conflict_with_repairs() -> None:
    ledger = _ledger(
        PLAN | {"low": 30 * BN, "high": 30 * BN},
        [_part("Brookfield", 20, 20), _part("Digital Realty", 15, 15), _part("Mistral AI", 1, 1)],
    )
    (conflict,) = [each for each in ledger.conflicts if each.kind is ConflictKind.SUM]
    words = [each.en for each in conflict.repairs]
    assert any("€30bn" in each and "at least €35bn" in each for each in words), words
    assert any("€15bn" in each and "up to €10bn" in each for each in words), words


def test_rounded_figures_contradict_nothing() -> None:
    ledger = _ledger(
        PLAN | {"low": 30 * BN, "high": 30 * BN},
        [_part("Brookfield", 20, 20), _part("Digital Realty", 10.4, 10.4)],
    )
    repairs = [each.en for conflict in ledger.conflicts for each in conflict.repairs]
    assert not any(each.startswith("Reject") for each in repairs)


def test_megawatts_go_through_the_same() -> None:
    """A campus of 500 MW cannot hold two halls of 300; its phases contradict nothing."""
    power = {"measure": Measure.POWER, "role": Role.CAPACITY, "unit": "W", "investors": ("MGX",)}
    source = document("0.txt", "0")
    told = [
        claim(source, number, **power, projects=(name,), places=(place,), low=each, high=each)
        for number, (name, place, each) in enumerate(
            [
                ("Campus Boréal", "Nord", 500e6),
                ("Campus Boréal", "Nord", 200e6),
                ("Hall Est", "Cambrai", 300e6),
                ("Hall Ouest", "Escaudain", 300e6),
            ]
        )
    ]
    linker = resolve(told, lookup=FakeLookup())
    statements, _ = read_statements(told, [source], linker, lambda key: key, None)
    groups: dict[str, tuple[Statement, ...]] = defaultdict(tuple)
    for each in statements:
        groups[each.claim.projects[0]] += (each,)
    (entry, *_) = reconcile(told, [source], lookup=FakeLookup()).commitments
    tie = Relation(
        whole="Campus Boréal", basis=RelationBasis.STATED, claims=(), reason=Words(fr="", en="")
    )
    entries = [
        replace(
            entry, id=key, title=Words(fr=key, en=key), relations=() if "Boréal" in key else (tie,)
        )
        for key in groups
    ]
    weights = weights_of(statements, linker, {})
    (tear,) = balance(entries, (), groups, weights).tears
    assert tear.measure is Measure.POWER
    assert set(tear.entries) == set(groups)
    conflict = conflict_of(tear, {each.id: each.title for each in entries}, weights)
    assert "500\u00a0MW" in conflict.explanation.en
    assert "at least 600\u00a0MW" in conflict.explanation.en
    assert conflict.size is None
    assert any("at least 600\u00a0MW" in each.en for each in conflict.repairs)


def test_every_conflict_over_an_amount_is_an_infeasible_subset() -> None:
    documents = [document(f"{number}.txt", str(number)) for number in range(3)]
    told = [
        claim(source, investors=("Brookfield",), projects=("data center",), places=("Cambrai",),
              low=low * BN, high=low * BN)
        for source, low in zip(documents, (15, 20, 20), strict=True)
    ]  # fmt: skip
    ledger = reconcile(told, documents, lookup=FakeLookup())
    assert backed(ledger, told)
    (conflict,) = [each for each in ledger.conflicts if each.kind is ConflictKind.AMOUNT]
    assert len(conflict.claims) == 3


def backed(ledger: Ledger, told: list[Claim]) -> bool:
    """True where the claims of each conflict of kind amount cannot all hold, by the kernel."""
    by_id = {each.id: each for each in told}
    for conflict in ledger.conflicts:
        if conflict.kind is ConflictKind.AMOUNT:
            stated = [by_id[key] for key in conflict.claims]
            found = solve(
                system(
                    1,
                    as_claims(
                        np.zeros(len(stated)),
                        [np.nan if each.low is None else float(each.low) for each in stated],
                        [np.nan if each.high is None else float(each.high) for each in stated],
                    ),
                )
            )
            if found.is_consistent.all():
                return False
    return True


def test_the_order_of_entries_is_irrelevant() -> None:
    parts = [_part("Brookfield", 20, 20), _part("Digital Realty", 15, 15)]
    whole = PLAN | {"low": 30 * BN, "high": 30 * BN}
    first, second = _ledger(whole, parts), _ledger(whole, parts[::-1])
    assert {each.kind for each in first.conflicts} == {each.kind for each in second.conflicts}
    assert _plan(first).implied == _plan(second).implied


@pytest.mark.parametrize("is_exhaustive", [True, False])
def test_wholes_are_plain_values(is_exhaustive: bool) -> None:
    whole = Whole(key="prg_1", parts=("cmt_1",), is_exhaustive=is_exhaustive)
    assert pickle.loads(pickle.dumps(whole)) == whole


def test_only_claims_that_stand_are_rows() -> None:
    assert money_rows("cmt_1", ()) == []


def test_what_officials_say_weighs_more_and_old_news_less() -> None:
    said = [
        {"attributed_to": ("Bpifrance",)},
        {},
        {"stage": Stage.CONSIDERED},
        {"reader": "statement"},
    ]
    documents = [document(f"{n}.txt", str(n), published="2026-02-10") for n in range(4)]
    documents.append(document("old.txt", "old", published="2023-02-10"))
    told = [
        claim(source, investors=("Brookfield",), places=("Cambrai",), **more)
        for source, more in zip(documents, [*said, {}], strict=True)
    ]
    linker = resolve(told)
    statements, _ = read_statements(told, documents, linker, lambda key: key, None)
    by_id = weights_of(statements, linker, {})
    official, press, considered, row, old = (by_id[each.id] for each in told)
    assert row > official > press > considered
    assert old == pytest.approx(press / 2)


def test_a_publishers_reliability_weighs_its_words_and_never_to_nothing() -> None:
    documents = [document(f"{n}.txt", str(n), published="2026-02-10") for n in range(3)]
    told = [claim(each, investors=("Brookfield",), places=("Cambrai",)) for each in documents]
    linker = resolve(told)
    statements, _ = read_statements(told, documents, linker, lambda key: key, None)
    reliability = {documents[0].id: 0.96, documents[1].id: 0.0}
    by_id = weights_of(statements, linker, reliability)
    good, bad, unknown = (by_id[each.id] for each in told)
    assert good == pytest.approx(1.2 * unknown)
    assert bad == pytest.approx(0.25 * unknown)
