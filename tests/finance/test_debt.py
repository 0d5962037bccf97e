import numpy as np
import pytest
from financings import cases, phased, terms
from hypothesis import given, settings

from grandlivre.finance import DebtTerms, cash_flow
from grandlivre.finance.debt import borrow


def test_a_level_loan_is_an_annuity():
    """One outlay, level cash: the debt is the annuity's present value."""
    capex, cover = np.zeros((1, 11)), np.zeros((1, 11))
    capex[0, 0], cover[0, 1:] = 1000.0, 130.0
    loan = borrow(
        capex, cover, cover > 0, DebtTerms(rate=0.05, tenor_years=10, dscr=1.3, gearing_maximum=1.0)
    )
    annuity = (1 - 1.05**-10) / 0.05
    assert loan.debt_eur[0] == pytest.approx(100.0 * annuity, rel=1e-12)
    assert loan.balance_eur[0, -1] == pytest.approx(0.0, abs=1e-9)
    assert not loan.is_capped[0]


def test_interest_during_construction_is_borrowed_with_the_works():
    capex, cover = np.zeros((1, 5)), np.zeros((1, 5))
    capex[0, :2], cover[0, 3:] = 100.0, 60.0
    loan = borrow(
        capex, cover, cover > 0, DebtTerms(rate=0.10, tenor_years=2, dscr=1.2, gearing_maximum=1.0)
    )
    part = loan.drawn_eur[0, 0]
    assert loan.drawn_eur[0, 1] == pytest.approx(part)
    # A year's interest on the first half, then a year's on both and on that interest.
    by_hand = part * 0.1 + (part * 2.1) * 0.1
    assert loan.interest_during_construction_eur[0] == pytest.approx(by_hand)
    assert loan.service_eur[0, 3] == pytest.approx(50.0)
    assert loan.balance_eur[0, -1] == pytest.approx(0.0, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(cases())
def test_no_loan_passes_the_maximum_gearing_or_stays_unpaid(case):
    loan = cash_flow(case).loan
    assert (loan.gearing <= case.terms.debt.gearing_maximum + 1e-9).all()
    scale = 1.0 + loan.debt_eur
    assert (np.abs(loan.balance_eur[:, -1]) <= 1e-7 * scale).all()
    assert (loan.service_eur >= -1e-9).all()


@settings(max_examples=80, deadline=None)
@given(cases())
def test_cover_is_what_was_asked_for_or_better(case):
    flow = cash_flow(case)
    cover = flow.dscr[~np.isnan(flow.dscr)]
    assert (cover >= case.terms.debt.dscr * (1 - 1e-6)).all()
    if not flow.loan.is_capped.any():
        assert cover == pytest.approx(case.terms.debt.dscr, rel=1e-6)


def test_a_richer_campus_borrows_more_until_the_cap():
    loans = [cash_flow(phased(price=price)).loan for price in (0.5, 0.6, 0.7, 3.0)]
    debts = [loan.debt_eur[0] for loan in loans]
    assert debts == sorted(debts)
    assert [bool(loan.is_capped[0]) for loan in loans] == [False, False, False, True]
    assert loans[-1].gearing == pytest.approx(0.7)


def test_a_reserve_holds_its_months_of_the_next_service():
    flow = cash_flow(phased(agreed=terms()))
    loan = flow.loan
    assert loan.reserve_eur[:, 1:9] == pytest.approx(loan.service_eur[:, 2:10] * 0.5)
