"""A campus' money by draw and year, from works to what its owners receive."""

from dataclasses import dataclass

import numpy as np

from grandlivre.finance.case import Case, Floats
from grandlivre.finance.debt import Loan, borrow
from grandlivre.finance.model import AssetClass, Losses, TaxTerms

# Tax depends on interest, interest on debt, debt on cash after tax. Each round shrinks the error
# by about the tax rate times the interest's part of the service: thirty rounds are plenty.
_ROUNDS = 60
_CLOSE = 1e-13


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFlow:
    """Euros by draw and year, (draw, year); receipts positive, payments as positive costs."""

    case: Case
    loan: Loan
    capex_eur: Floats
    renewal_eur: Floats
    """Assets bought anew at the end of their life."""
    upkeep_eur: Floats
    """Paid into the account from which renewals are bought."""
    ebitda_eur: Floats
    depreciation_eur: Floats
    tax_eur: Floats
    """Negative where a loss is refunded."""
    cover_eur: Floats
    """Cash available for debt service; of several loans together, of those that are served."""
    residual_eur: Floats
    project_eur: Floats
    """What the campus yields as if nothing were borrowed."""
    equity_eur: Floats
    """What its owners pay in and receive."""

    @property
    def dscr(self) -> Floats:
        """(draw, year): cover over service; not a number where nothing is due."""
        due = self.loan.service_eur
        # Less than a cent is nothing due.
        return np.divide(self.cover_eur, due, out=np.full_like(due, np.nan), where=due > 0.01)


def cash_flow(case: Case, *, lenders: Case | None = None) -> CashFlow:
    """The money of a campus, financed.

    Parameters
    ----------
    case
        Costs, receipts and terms.
    lenders
        What lenders count on, with the same works: the loan and its service are agreed on that,
        and what really comes then covers them or does not. None where lenders foresee each draw.

    Returns
    -------
    CashFlow
        Arrays of (draw, year).

    Notes
    -----
    ``EBITDA = revenue − opex``; ``CFADS = EBITDA − upkeep − tax`` (before tax, or before upkeep,
    where the terms say so); ``tax = rate × (EBITDA − depreciation − interest)``, losses as the
    terms say. Tax and debt depend on one another: they are worked out in turn until neither moves.
    Where a year's cash does not cover an agreed service, owners pay the rest.
    """
    terms = case.terms
    capex = case.capex_eur.sum(axis=0)
    operates = case.operates
    renewals = np.stack(
        [
            _renewals(asset, spent, operates)
            for asset, spent in zip(terms.assets, case.capex_eur, strict=True)
        ]
    )
    if case.renews is not None:
        renewals *= case.renews[:, None]
    upkeep = sum(
        (
            _upkeep(asset, renewal, operates)
            for asset, renewal in zip(terms.assets, renewals, strict=True)
        ),
        start=np.zeros_like(capex),
    )
    ebitda = case.revenue_eur - case.opex_eur
    written_off, left = _depreciation(case, renewals)
    residual = np.zeros_like(capex)
    residual[:, -1] = left
    if lenders is None:
        loan, tax = _financed(case, ebitda, upkeep, written_off)
    else:
        loan = cash_flow(lenders).loan
        tax = _tax(_profit(case, ebitda, written_off, loan), terms.tax)
    cover = _cover(case, ebitda, upkeep, tax)

    kept = np.diff(loan.reserve_eur, axis=1, prepend=0.0)
    equity = (
        -capex - loan.fee_eur + loan.drawn_eur + ebitda - upkeep - tax
        - loan.service_eur - kept + residual
    )  # fmt: skip
    unlevered = _tax(ebitda - written_off, terms.tax)
    renewal = renewals.sum(axis=0)
    return CashFlow(
        case=case,
        loan=loan,
        capex_eur=capex,
        renewal_eur=renewal,
        upkeep_eur=upkeep,
        ebitda_eur=ebitda,
        depreciation_eur=written_off,
        tax_eur=tax,
        cover_eur=cover,
        residual_eur=residual,
        project_eur=-capex - renewal + ebitda - unlevered + residual,
        equity_eur=equity,
    )


def _financed(
    case: Case, ebitda: Floats, upkeep: Floats, written_off: Floats
) -> tuple[Loan, Floats]:
    """The loan and the tax of each year, which hang together."""
    terms, capex, operates = case.terms, case.capex_eur.sum(axis=0), case.operates
    age = np.cumsum(operates, axis=1) - terms.debt.grace_years
    repays = operates & (age > 0) & (age <= terms.debt.tenor_years)
    tax = np.zeros_like(capex)
    for _ in range(_ROUNDS):
        loan = borrow(capex, _cover(case, ebitda, upkeep, tax), repays, terms.debt)
        due = _tax(_profit(case, ebitda, written_off, loan), terms.tax)
        moved = np.abs(due - tax).max(initial=0.0)
        tax = due
        if moved <= _CLOSE * max(1.0, float(np.abs(due).max(initial=0.0))):
            break
    return borrow(capex, _cover(case, ebitda, upkeep, tax), repays, terms.debt), tax


def _cover(case: Case, ebitda: Floats, upkeep: Floats, tax: Floats) -> Floats:
    """Cash available for debt service."""
    cover = ebitda - tax if case.terms.is_cover_after_tax else ebitda
    return cover - upkeep if case.terms.is_upkeep_senior else cover


def _profit(case: Case, ebitda: Floats, written_off: Floats, loan: Loan) -> Floats:
    """What tax is paid on."""
    works = case.capex_eur.sum(axis=(0, 2))
    # Interest during construction is written off with the works that it paid for.
    extra = np.divide(
        loan.interest_during_construction_eur, works, out=np.zeros_like(works), where=works > 0
    )
    paid = np.where(case.operates, loan.interest_eur, 0.0)
    profit: Floats = ebitda - written_off * (1.0 + extra)[:, None] - paid
    return profit


def _renewals(asset: AssetClass, spent: Floats, operates: np.ndarray) -> Floats:
    """What is spent when an asset's life ends, and ends again, within the horizon.

    A life begins when the campus first operates, or when the asset is paid for if later.
    """
    renewed = np.zeros_like(spent)
    years = spent.shape[1]
    if asset.renewal_share <= 0:
        return renewed
    starts = np.where(operates.any(axis=1), operates.argmax(axis=1), years)
    for year in range(years):
        cost = spent[:, year]
        if not cost.any():
            continue
        born = np.maximum(starts - 1, year)
        for lives in range(1, years // asset.life_years + 1):
            at = born + lives * asset.life_years
            # What would be bought in the last year would serve nobody.
            inside = at < years - 1
            np.add.at(
                renewed,
                (np.flatnonzero(inside), at[inside]),
                cost[inside] * asset.renewal_share**lives,
            )
    return renewed


def _upkeep(asset: AssetClass, renewal: Floats, operates: np.ndarray) -> Floats:
    """Equal parts set aside over the life before each renewal."""
    aside = np.zeros_like(renewal)
    for year in np.flatnonzero(renewal.any(axis=0)):
        first = max(int(year) - asset.life_years + 1, 0)
        window = operates[:, first : year + 1].astype(float)
        years = window.sum(axis=1, keepdims=True)
        aside[:, first : year + 1] += window / np.maximum(years, 1.0) * renewal[:, year : year + 1]
    return aside


def _depreciation(case: Case, renewals: Floats) -> tuple[Floats, Floats]:
    """What is written off each year, and what of the rest is recovered at the end."""
    terms, operates = case.terms, case.operates
    draws, years = operates.shape
    starts = np.where(operates.any(axis=1), operates.argmax(axis=1), years)
    total, recovered = np.zeros((draws, years)), np.zeros(draws)
    steps = np.arange(years)[None, :]
    for asset, first, again in zip(terms.assets, case.capex_eur, renewals, strict=True):
        spent = first + again
        off = np.zeros((draws, years))
        for year in np.flatnonzero(spent.any(axis=0)):
            begin = np.maximum(starts, year + 1)[:, None]
            age = steps - begin
            share = ((age >= 0) & (age < asset.depreciation_years)).astype(float)
            if terms.tax.half_first_year:
                share = 0.5 * (
                    share + ((age >= 1) & (age <= asset.depreciation_years)).astype(float)
                )
            off += spent[:, year : year + 1] * share / asset.depreciation_years
        total += off
        recovered += asset.residual_share * np.maximum(spent.sum(axis=1) - off.sum(axis=1), 0.0)
    return total, recovered


def _tax(profit: Floats, terms: TaxTerms) -> Floats:
    """Tax of each year on the profit of each year."""
    if terms.losses is Losses.REFUNDED:
        return terms.rate * profit
    due = np.zeros_like(profit)
    carried = np.zeros(len(profit))
    for year in range(profit.shape[1]):
        gain = np.maximum(profit[:, year], 0.0)
        usable = np.minimum(gain, terms.loss_free_eur) + terms.loss_share * np.maximum(
            gain - terms.loss_free_eur, 0.0
        )
        used = np.minimum(carried, usable)
        due[:, year] = terms.rate * (gain - used)
        carried += np.maximum(-profit[:, year], 0.0) - used
    return due
