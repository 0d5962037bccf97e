import numpy as np
import pytest
from financings import ASSETS, cases, phased, terms
from hypothesis import given, settings

from grandlivre.errors import FinanceError
from grandlivre.finance import AssetClass, Case, DebtTerms, Losses, TaxTerms, cash_flow


@settings(max_examples=80, deadline=None)
@given(cases())
def test_every_euro_goes_somewhere(case):
    """Owners' flows, discounted at nothing, are all receipts less all payments."""
    flow = cash_flow(case)
    loan = flow.loan
    paid = (
        case.revenue_eur.sum(axis=1)
        + flow.residual_eur.sum(axis=1)
        - case.opex_eur.sum(axis=1)
        - flow.capex_eur.sum(axis=1)
        - flow.upkeep_eur.sum(axis=1)
        - flow.tax_eur.sum(axis=1)
        - loan.fee_eur.sum(axis=1)
        # All interest, in the end: what was drawn is paid back.
        - loan.interest_eur.sum(axis=1)
    )
    size = 1.0 + case.revenue_eur.sum(axis=1) + flow.capex_eur.sum(axis=1)
    assert (np.abs(flow.equity_eur.sum(axis=1) - paid) <= 1e-9 * size).all()


@settings(max_examples=60, deadline=None)
@given(cases())
def test_what_is_set_aside_is_what_renewals_cost(case):
    flow = cash_flow(case)
    assert flow.upkeep_eur.sum(axis=1) == pytest.approx(flow.renewal_eur.sum(axis=1), rel=1e-9)
    # And the account is never overdrawn.
    held = np.cumsum(flow.upkeep_eur - flow.renewal_eur, axis=1)
    assert (held >= -1e-6 * (1 + flow.renewal_eur.sum(axis=1, keepdims=True))).all()


def test_servers_are_bought_anew_at_the_end_of_each_life_and_shells_are_not():
    flow = cash_flow(phased(draws=1))
    renewed = np.flatnonzero(flow.renewal_eur[0])
    # In use from the end of year 1 and of year 4, for five years each; none in the last year.
    assert renewed.tolist() == [6, 9, 11, 14]
    assert flow.renewal_eur[0, 6] == pytest.approx(600e6 * 0.7)
    assert flow.renewal_eur[0, 11] == pytest.approx(600e6 * 0.7**2)


def test_nothing_is_written_off_twice_or_before_it_serves():
    flow = cash_flow(phased(years=40, draws=1))
    off = flow.depreciation_eur[0]
    assert not off[:2].any()
    bought = flow.capex_eur.sum() + flow.renewal_eur.sum()
    assert off.sum() <= bought * (1 + 1e-12)


def test_losses_carried_forward_by_hand():
    """Loss of 10 million, then profits of 4: one million whole and half of the other three."""
    years = 5
    capex = np.zeros((1, 1, years))
    capex[0, 0, 0] = 1e-3
    revenue, opex = np.zeros((1, years)), np.zeros((1, years))
    revenue[0, 1:], opex[0, 1], opex[0, 2:] = 5e6, 15e6, 1e6
    flow = cash_flow(
        Case(
            terms=terms(
                assets=(AssetClass(name="a", life_years=9, depreciation_years=1, renewal_share=0),),
                debt=DebtTerms(rate=0.05, tenor_years=1, dscr=1.2, gearing_maximum=0.0),
            ),
            capex_eur=capex,
            revenue_eur=revenue,
            opex_eur=opex,
            sold_hours=revenue,
        )
    )
    used = 1e6 + 0.5 * 3e6
    assert flow.tax_eur[0] == pytest.approx([0, 0, *[0.25 * (4e6 - used)] * 3])


def test_a_refunded_loss_is_worth_more_than_one_carried_forward():
    carried = cash_flow(phased(price=0.4))
    refunded = cash_flow(
        phased(price=0.4, agreed=terms(tax=TaxTerms(rate=0.25, losses=Losses.REFUNDED)))
    )
    assert (refunded.tax_eur.sum(axis=1) <= carried.tax_eur.sum(axis=1)).all()


@settings(max_examples=60, deadline=None)
@given(cases())
def test_tax_and_debt_agree_with_one_another(case):
    """The debt worked out again from the cash after the tax found is the debt found."""
    from grandlivre.finance.debt import borrow

    flow = cash_flow(case)
    age = np.cumsum(case.operates, axis=1)
    repays = case.operates & (age <= case.terms.debt.tenor_years)
    again = borrow(flow.capex_eur, flow.cover_eur, repays, case.terms.debt)
    assert again.service_eur == pytest.approx(flow.loan.service_eur, rel=1e-7, abs=1.0)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"capex_eur": np.zeros((1, 3, 16))}, "finance_shape"),
        ({"opex_eur": np.zeros((3, 15))}, "finance_shape"),
        ({"sold_hours": np.full((3, 16), np.nan)}, "finance_gap"),
        ({"opex_eur": np.full((3, 16), -1.0)}, "finance_negative"),
    ],
)
def test_a_case_that_makes_no_sense_says_where(changed, code):
    given_case = phased()
    fields = {
        name: getattr(given_case, name)
        for name in ("terms", "capex_eur", "revenue_eur", "opex_eur", "sold_hours")
    }
    with pytest.raises(FinanceError) as caught:
        Case(**(fields | changed))
    assert caught.value.code == code
    assert caught.value.where in changed


def test_a_campus_that_never_opens_borrows_nothing():
    years = 6
    capex = np.ones((2, 1, years)) * 1e6
    none = np.zeros((1, years))
    flow = cash_flow(
        Case(
            terms=terms(assets=ASSETS),
            capex_eur=capex,
            revenue_eur=none,
            opex_eur=none,
            sold_hours=none,
        )
    )
    assert flow.loan.debt_eur[0] == 0
    assert flow.equity_eur[0] == pytest.approx(-2e6 * np.ones(years) + flow.residual_eur[0])
