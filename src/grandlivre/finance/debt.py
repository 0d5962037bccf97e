"""The loan: how much can be borrowed, how it is drawn, served and kept in reserve."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.finance.case import Floats
from grandlivre.finance.model import DebtTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A loan by draw and year."""

    drawn_eur: Floats
    """(draw, year): principal paid out."""
    interest_eur: Floats
    """(draw, year): accrued; before the first repayment it is added to the debt."""
    service_eur: Floats
    """(draw, year): interest and principal paid."""
    balance_eur: Floats
    """(draw, year): owed at the end of the year."""
    reserve_eur: Floats
    """(draw, year): in the reserve account at the end of the year."""
    fee_eur: Floats
    """(draw, year)"""
    interest_during_construction_eur: Floats
    """(draw,)"""
    debt_eur: Floats
    """(draw,): principal drawn and interest added to it."""
    uses_eur: Floats
    """(draw,): all that is paid for until repayment begins: works, interest, fee and reserve."""
    gearing: Floats
    """(draw,): debt over uses."""
    is_capped: NDArray[np.bool_]
    """(draw,): True where the maximum gearing, not the cover, sets the debt."""


def borrow(
    capex_eur: Floats, cover_eur: Floats, repays: NDArray[np.bool_], terms: DebtTerms
) -> Loan:
    """The largest loan that the cash can serve and the maximum gearing allows.

    Parameters
    ----------
    capex_eur
        Works to be paid for. Euros, (draw, year).
    cover_eur
        Cash available for debt service. Euros, (draw, year); a negative year serves nothing.
    repays
        Years of repayment. (draw, year).
    terms
        Rate, cover, gearing.

    Returns
    -------
    Loan

    Notes
    -----
    Service follows the cash, ``DS_t = CFADS_t / DSCR`` [1]_. A constant part g of the works is
    borrowed; the balance ``B_t = (1 + r) B_{t-1} + g C_t − DS_t`` ends at nought where

        g = Σ DS_t (1 + r)^−t / Σ C_t (1 + r)^−t.

    Debt D, interest during construction, fee and reserve are all proportional to the service, so
    that the gearing k D / (C + k (IDC + fee + reserve)) reaches its maximum G at

        k = G C / (D − G (IDC + fee + reserve)),

    and the whole loan is scaled by min(1, k): the cover is then better than asked for.

    .. [1] E. Yescombe, *Principles of Project Finance*, 2nd ed., Academic Press 2014, ch. 12.
    """
    years = capex_eur.shape[1]
    worth = (1.0 + terms.rate) ** -np.arange(years)
    service = np.where(repays, np.maximum(cover_eur, 0.0) / terms.dscr, 0.0)
    works = capex_eur.sum(axis=1)
    priced = capex_eur @ worth
    part = np.divide(service @ worth, priced, out=np.zeros_like(priced), where=priced > 0)
    drawn = part[:, None] * capex_eur
    service = np.where(priced[:, None] > 0, service, 0.0)
    balance, interest = _balances(drawn, service, terms.rate)

    has_begun = np.logical_or.accumulate(repays, axis=1)
    capitalised = np.where(has_begun, 0.0, interest).sum(axis=1)
    debt = drawn.sum(axis=1) + capitalised
    fee = terms.fee_share * debt
    reserve = _reserve(service, terms.reserve_months)
    first_reserve = reserve[np.arange(len(reserve)), _before_first(repays)]
    beside = capitalised + fee + first_reserve
    room = debt - terms.gearing_maximum * beside
    limit = np.divide(terms.gearing_maximum * works, room, out=np.ones_like(room), where=room > 0)
    scale = np.minimum(1.0, limit)
    fees = np.zeros_like(capex_eur)
    fees[np.arange(len(fees)), (capex_eur > 0).argmax(axis=1)] = fee * scale
    uses = works + scale * beside
    scaled = scale[:, None]
    return Loan(
        drawn_eur=drawn * scaled,
        interest_eur=interest * scaled,
        service_eur=service * scaled,
        balance_eur=balance * scaled,
        reserve_eur=reserve * scaled,
        fee_eur=fees,
        interest_during_construction_eur=capitalised * scale,
        debt_eur=debt * scale,
        uses_eur=uses,
        gearing=np.divide(debt * scale, uses, out=np.zeros_like(uses), where=uses > 0),
        is_capped=scale < 1.0,
    )


def _balances(drawn: Floats, service: Floats, rate: float) -> tuple[Floats, Floats]:
    """What is owed at each year's end, and the interest of each year."""
    balance, interest = np.zeros_like(drawn), np.zeros_like(drawn)
    owed = np.zeros(len(drawn))
    for year in range(drawn.shape[1]):
        interest[:, year] = owed * rate
        owed = owed * (1.0 + rate) + drawn[:, year] - service[:, year]
        balance[:, year] = owed
    return balance, interest


def _reserve(service: Floats, months: float) -> Floats:
    """The reserve at each year's end: some months of the next year's service."""
    following = np.concatenate([service[:, 1:], np.zeros((len(service), 1))], axis=1)
    return following * (months / 12.0)


def _before_first(repays: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The year before the first repayment, when the reserve is filled."""
    before: NDArray[np.intp] = np.maximum(repays.argmax(axis=1) - 1, 0)
    return before
