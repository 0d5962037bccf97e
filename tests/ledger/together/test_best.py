from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_gold import claim, document

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.entities import resolve
from grandlivre.ledger.entries.bounds import reconcile_amounts
from grandlivre.ledger.grouping.statements import Statement, read_statements
from grandlivre.ledger.model import Best, BestMethod
from grandlivre.ledger.together.best import best_values
from grandlivre.ledger.together.whole import Whole

BN = 10**9
Bounds = tuple[int | None, int | None]


def _bn(low: float | None, high: float | None) -> Interval:
    ends = [None if end is None else Decimal(str(end)) * BN for end in (low, high)]
    return Interval(low=ends[0], high=ends[1])


def _statements(*bounds: Bounds, name: str = "a", **more: Any) -> tuple[Statement, ...]:
    documents: list[Document] = []
    claims: list[Claim] = []
    for number, (low, high) in enumerate(bounds):
        source = document(f"{name}{number}.txt", f"{name}{number}")
        documents.append(source)
        ends = {
            "low": None if low is None else low * BN,
            "high": None if high is None else high * BN,
        }
        claims.append(claim(source, investors=("Orano",), places=("Cambrai",), **ends, **more))
    return read_statements(claims, documents, resolve(claims), lambda key: key, None)[0]


def _alone(euros: Interval, statements: tuple[Statement, ...], *weights: float) -> Best | None:
    given = {each.claim.id: 1.0 for each in statements}
    if weights:
        told = sorted(statements, key=lambda each: each.claim.document)
        given = {each.claim.id: weight for each, weight in zip(told, weights, strict=True)}
    return best_values({"e": euros}, {"e": statements}, (), given).get("e")


def test_it_is_the_median_of_the_voices() -> None:
    best = _alone(_bn(30, 50), _statements((30, 50), (30, 50), (50, 50), (50, 50)))
    assert best == Best(euros=Decimal(45 * BN), method=BestMethod.MEDIAN)


def test_weightier_voices_decide_it() -> None:
    told = _statements((15, 15), (20, 20), (20, 20))
    best = _alone(_bn(15, 20), told)
    assert best == Best(euros=Decimal(20 * BN), method=BestMethod.MEDIAN)
    best = _alone(_bn(15, 20), told, 3.0, 1.0, 1.0)
    assert best == Best(euros=Decimal(15 * BN), method=BestMethod.MEDIAN)


@pytest.mark.parametrize("ends", [(2, None), (None, 10)])
def test_where_one_end_is_open_the_other_is_named_as_such(ends: Bounds) -> None:
    best = _alone(_bn(*ends), _statements(ends))
    assert best == Best(euros=Decimal((ends[0] or ends[1] or 0) * BN), method=BestMethod.END)


def test_without_any_amount_there_is_none() -> None:
    assert best_values({"e": Interval()}, {"e": ()}, (), {}) == {}


def test_values_of_a_whole_and_its_parts_add_up_and_the_light_ones_move() -> None:
    groups = {
        "whole": _statements((60, 60), name="w"),
        "first": _statements((20, 40), name="f"),
        "second": _statements((20, 40), name="s"),
    }
    bounds = {"whole": _bn(60, 60), "first": _bn(20, 40), "second": _bn(20, 40)}
    heavy = {each.claim.id: 5.0 for each in groups["first"]}
    light = {each.claim.id: 1.0 for key in ("whole", "second") for each in groups[key]}
    whole = Whole(key="whole", parts=("first", "second"), is_exhaustive=True)
    found = best_values(bounds, groups, [whole], heavy | light)
    assert found["first"].euros + found["second"].euros == found["whole"].euros == 60 * BN
    bounds["whole"], groups["whole"] = _bn(70, 70), _statements((70, 70), name="w")
    light |= {each.claim.id: 1.0 for each in groups["whole"]}
    found = best_values(bounds, groups, [whole], heavy | light)
    assert found["first"] == Best(euros=Decimal(30 * BN), method=BestMethod.MEDIAN)
    assert found["second"] == Best(euros=Decimal(40 * BN), method=BestMethod.TOGETHER)


def _any_bounds() -> st.SearchStrategy[Bounds]:
    value = st.one_of(st.none(), st.integers(min_value=1, max_value=60))
    return st.tuples(value, value).filter(
        lambda ends: (
            ends != (None, None) and (ends[0] is None or ends[1] is None or ends[0] <= ends[1])
        )
    )


@settings(deadline=None)
@given(st.lists(_any_bounds(), min_size=1, max_size=6), st.randoms())
def test_it_lies_inside_the_bounds_whatever_the_weights(bounds: list[Bounds], chance: Any) -> None:
    statements = _statements(*bounds)
    euros = reconcile_amounts(statements).euros
    best = _alone(euros, statements, *(chance.uniform(0.1, 5.0) for _ in statements))
    assert (best is None) == (euros == Interval())
    assert best is None or euros.contains(best.euros)
