import numpy as np
import pytest
import pyxirr
from financings import cases, phased
from hypothesis import given, settings

from grandlivre.errors import FinanceError
from grandlivre.finance import cash_flow, metrics, to_investors, waterfall
from grandlivre.finance.returns import (
    cost_per_hour,
    internal_rates,
    least_cover,
    payback_years,
    present_value,
)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_at_its_internal_rate_a_flow_is_worth_nothing(case):
    flows = cash_flow(case).equity_eur
    for row, rate in zip(flows, internal_rates(flows), strict=True):
        if np.isnan(rate) or rate < -0.5:
            continue
        size = np.abs(row).sum()
        assert abs(present_value(row[None], rate)[0]) <= 1e-9 * size


@settings(max_examples=60, deadline=None)
@given(cases())
def test_present_values_are_those_of_pyxirr(case):
    flows = cash_flow(case).project_eur
    ours = present_value(flows, case.terms.discount_rate)
    theirs = [pyxirr.npv(case.terms.discount_rate, row) for row in flows]
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-3)


def test_an_hour_sold_at_its_cost_leaves_the_project_at_its_discount_rate():
    """Before tax, and without a loan, the cost of an hour is the price that yields the rate."""
    flow = cash_flow(phased(draws=1))
    cost = cost_per_hour(flow)[0]
    case = flow.case
    even = cost * case.sold_hours - case.opex_eur - flow.capex_eur - flow.renewal_eur
    even += flow.residual_eur
    rate = case.terms.discount_rate
    assert present_value(even, rate)[0] == pytest.approx(0.0, abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_uses_come_to_sources(case):
    steps = {step.name: step.euros for step in waterfall(cash_flow(case))}
    sources = steps["revenue"] + steps["drawn"] + steps["residual"]
    uses = sum(
        steps[name]
        for name in (
            "works",
            "operation",
            "tax",
            "upkeep",
            "debt_service",
            "reserve",
            "owners",
        )
    )
    assert uses == pytest.approx(sources, rel=1e-9, abs=1e-2)


def test_owners_parts_come_to_what_owners_have():
    flow = cash_flow(phased())
    parts = to_investors(flow, {"a": 0.5, "b": 0.3, "c": 0.2})
    assert sum(parts.values()) == pytest.approx(flow.equity_eur)
    with pytest.raises(FinanceError, match="shares come to"):
        to_investors(flow, {"a": 0.5, "b": 0.3})


def test_payback_waits_for_the_last_deficit():
    flows = np.array([[-10.0, 12.0, -8.0, 4.0, 4.0], [5.0, 1.0, 1.0, 1.0, 1.0]])
    assert payback_years(flows).tolist() == [3.5, 0.0]


def test_the_least_cover_has_its_year():
    flow = cash_flow(phased(price=3.0))
    least, year = least_cover(flow)
    assert (flow.loan.is_capped).all()
    for draw, (cover, when) in enumerate(zip(least, year, strict=True)):
        column = int(when) - flow.case.terms.first_year
        assert flow.dscr[draw, column] == cover
        assert np.nanmin(flow.dscr[draw]) == cover


def test_metrics_keep_draws_without_a_value_in_the_count():
    flow = cash_flow(phased(price=0.1))
    found = {metric.name: metric for metric in metrics(flow)}
    assert found["equity_irr"].defined == 0
    assert found["equity_irr"].quantiles == (None,) * 5
    assert found["capex"].defined == 3
