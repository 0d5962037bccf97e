"""A campus financed: no euro is lost between works, lenders and owners, whatever is drawn."""

from dataclasses import replace

import numpy as np
import pytest
import pyxirr
from built import build, question, shared
from financings import cases, phased, terms
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.errors import FinanceError
from grandlivre.finance import (
    Covers,
    DebtTerms,
    PhaseBuild,
    cash_flow,
    finance,
    metrics,
    together,
    waterfall,
)
from grandlivre.finance.returns import cost_per_hour, internal_rates, present_value

USES = ("works", "operation", "tax", "upkeep", "debt_service", "reserve", "owners")
SOURCES = ("revenue", "drawn", "residual")


def two_phases(draws=6, seed=0):
    """Phases of different size and date, with different owners; a draw builds none of them."""
    rng = np.random.default_rng(seed)
    size = rng.uniform(0.3, 2.0, (draws, 1))
    size[-1] = 0.0
    first, second = build(draws=draws, start=3), build(draws=draws, start=7)
    names = ("power_mw", "filled_mw", "accelerators", "added", "shell_eur", "servers_eur")
    return tuple(
        PhaseBuild(
            build=replace(each, **{name: getattr(each, name) * size for name in names}),
            shares=owners,
        )
        for each, owners in (
            (first, (("ent_a", "North Fund", 1.0, True),)),
            (second, (("ent_a", "North Fund", 0.5, False), ("ent_b", "South Bank", 0.5, False))),
        )
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from(list(Covers)))
def test_every_euro_goes_somewhere_in_every_draw(seed, covers):
    asked = question(two_phases(seed=seed), covers, seed=seed, shared=shared(6))
    answer = finance(asked)
    for flow in (answer.whole, *(each.flow for each in answer.phases)):
        steps = {step.name: step.euros for step in waterfall(flow)}
        uses = sum(steps[name] for name in USES)
        sources = sum(steps[name] for name in SOURCES)
        assert uses == pytest.approx(sources, rel=1e-9, abs=1.0)
        assert (flow.loan.gearing <= flow.case.terms.debt.gearing_maximum + 1e-9).all()
        owed = np.abs(flow.loan.balance_eur[:, -1])
        assert (owed <= 1e-6 * (1.0 + flow.loan.debt_eur)).all()
    parts = [each.by_year.mean for each in answer.investors]
    owners = answer.whole.equity_eur.mean(axis=0)
    assert np.sum(parts, axis=0) == pytest.approx(owners, rel=1e-9, abs=1.0)
    assert answer.built == 5


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31))
def test_what_an_hour_costs_is_the_sum_of_its_parts(seed):
    answer = finance(question(two_phases(seed=seed), seed=seed, shared=shared(6)))
    whole = np.nanmean(cost_per_hour(answer.whole))
    assert sum(part.eur_per_hour for part in answer.costs) == pytest.approx(whole, rel=1e-9)


def test_rates_and_values_are_those_of_pyxirr_over_the_draws():
    answer = finance(question(two_phases(draws=40), shared=shared(40)))
    for flows in (answer.whole.equity_eur, answer.whole.project_eur):
        rate = answer.terms.discount_rate
        ours = present_value(flows, rate)
        theirs = [pyxirr.npv(rate, row) for row in flows]
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-2)
        for row, found in zip(flows, internal_rates(flows), strict=True):
            if np.isfinite(found) and found > -0.5:
                # Bisection finds the same root.
                low, high = found - 0.05, found + 0.05
                if np.sign(pyxirr.npv(low, row)) == np.sign(pyxirr.npv(high, row)):
                    continue
                for _ in range(80):
                    middle = 0.5 * (low + high)
                    is_same = np.sign(pyxirr.npv(middle, row)) == np.sign(pyxirr.npv(low, row))
                    low, high = (middle, high) if is_same else (low, middle)
                assert found == pytest.approx(low, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(cases(), st.floats(0.3, 3.0))
def test_an_agreed_loan_is_served_whatever_comes(case, factor):
    """The service is that of what lenders count on; the cover moves with what really comes."""
    real = replace(case, revenue_eur=case.revenue_eur * factor)
    agreed = cash_flow(case)
    flow = cash_flow(real, lenders=case)
    assert flow.loan.service_eur == pytest.approx(agreed.loan.service_eur)
    cover = agreed.dscr[~np.isnan(agreed.dscr)]
    assert (cover >= case.terms.debt.dscr * (1 - 1e-6)).all()
    same = cash_flow(case, lenders=case)
    assert same.equity_eur == pytest.approx(agreed.equity_eur, rel=1e-6, abs=10.0)
    if factor < 1:
        assert (flow.cover_eur <= agreed.cover_eur + 1e-3).all()


def test_phases_together_are_their_sums_and_one_alone_is_itself():
    flow = cash_flow(phased())
    alone, twice = together([flow]), together([flow, flow])
    assert alone.equity_eur == pytest.approx(flow.equity_eur)
    assert alone.dscr == pytest.approx(flow.dscr, nan_ok=True)
    assert twice.dscr == pytest.approx(flow.dscr, nan_ok=True)
    assert twice.loan.gearing == pytest.approx(flow.loan.gearing)
    rates = [{m.name: m.quantiles for m in metrics(each)}["equity_irr"] for each in (flow, twice)]
    assert rates[0] == pytest.approx(rates[1])
    with pytest.raises(FinanceError, match="share their terms"):
        together([flow, cash_flow(phased(agreed=terms(discount_rate=0.2)))])
    with pytest.raises(FinanceError):
        together([])


def test_repayment_waits_for_its_grace():
    given = DebtTerms(rate=0.06, tenor_years=5, dscr=1.3, gearing_maximum=0.9, grace_years=2)
    flow = cash_flow(phased(draws=1, agreed=terms(debt=given)))
    due = np.flatnonzero(flow.loan.service_eur[0] > 1.0)
    assert due.tolist() == [4, 5, 6, 7, 8]
    assert flow.loan.balance_eur[0, -1] == pytest.approx(0.0, abs=1e-3)


def test_renewals_after_the_debt_leave_more_to_cover_it():
    junior = cash_flow(phased(agreed=terms(is_upkeep_senior=False)))
    senior = cash_flow(phased())
    assert (junior.loan.debt_eur >= senior.loan.debt_eur - 1.0).all()
    assert (junior.cover_eur >= senior.cover_eur - 1.0).all()


def test_draws_that_build_nothing_are_counted_and_left_out():
    answer = finance(question(two_phases(), shared=shared(6)))
    assert answer.odds.built == pytest.approx(5 / 6)
    assert all(len(each.flow.capex_eur) == 5 for each in answer.phases)
    nothing = [
        replace(each, build=replace(each.build, shell_eur=0.0 * each.build.shell_eur))
        for each in two_phases()
    ]
    with pytest.raises(FinanceError, match="no draw builds"):
        finance(question(nothing, shared=shared(6)))


def test_the_same_seed_gives_the_same_figures_and_another_gives_others():
    one, two, other = (finance(question(two_phases(), shared=shared(6), seed=s)) for s in (1, 1, 2))
    assert one.metrics == two.metrics
    assert one.metrics != other.metrics


def test_what_is_never_paid_back_is_the_worst_payback():
    answer = finance(question(two_phases(draws=30), shared=shared(30)))
    payback = next(each for each in answer.metrics if each.name == "payback")
    known = [each for each in payback.quantiles if each is not None]
    assert known == sorted(known)
    assert payback.quantiles == (*known, *[None] * (5 - len(known)))
