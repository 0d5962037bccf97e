"""What a financing yields: rates of return, present values, cover, costs an hour."""

import numpy as np
import pyxirr

from grandlivre.finance.case import Floats
from grandlivre.finance.cashflow import CashFlow
from grandlivre.finance.model import LEVELS, Metric

_WORSE_ABOVE = ("payback", "cost_per_accelerator_hour", "cost_per_million_tokens")


def internal_rates(flows: Floats) -> Floats:
    """The internal rate of return of each draw.

    Parameters
    ----------
    flows
        Euros, (draw, year), each at its year's end.

    Returns
    -------
    ndarray
        (draw,): a year's rate; not a number where the flows never change sign.

    Examples
    --------
    >>> internal_rates(np.array([[-100.0, 60.0, 60.0], [1.0, 1.0, 1.0]])).round(4)
    array([0.1307,    nan])
    """
    found = [pyxirr.irr(row, silent=True) for row in np.asarray(flows, dtype=float)]
    return np.array([np.nan if rate is None else rate for rate in found], dtype=float)


def present_value(flows: Floats, rate: float) -> Floats:
    """Worth in the first year of flows of later years, (draw,).

    Examples
    --------
    >>> present_value(np.array([[0.0, 110.0]]), 0.10).round(6)
    array([100.])
    """
    worth: Floats = flows @ (1.0 + rate) ** -np.arange(flows.shape[1])
    return worth


def payback_years(flows: Floats) -> Floats:
    """Years until what was paid in is recovered, undiscounted, in parts of a year.

    Returns
    -------
    ndarray
        (draw,): counted from the first year; not a number where it never is.

    Examples
    --------
    >>> payback_years(np.array([[-100.0, 40.0, 40.0, 40.0], [-100.0, 1.0, 1.0, 1.0]]))
    array([2.5, nan])
    """
    held = np.cumsum(flows, axis=1)
    # The last year in deficit decides: a campus built in phases goes under more than once.
    years = flows.shape[1]
    short = held < 0
    last = np.where(short.any(axis=1), years - 1 - short[:, ::-1].argmax(axis=1), -1)
    back = np.full(len(flows), np.nan)
    for draw, year in enumerate(last):
        if year < 0:
            back[draw] = 0.0
        elif year < years - 1:
            back[draw] = year - held[draw, year] / flows[draw, year + 1]
    return back


def cost_per_hour(flow: CashFlow) -> Floats:
    """Euros for an accelerator-hour sold: discounted cost over discounted hours sold, (draw,).

    Notes
    -----
    ``Σ (capex + renewals + opex − residual)_t (1+r)^−t / Σ hours_t (1+r)^−t``, before tax: the
    levelised cost, with the hours that somebody paid for below the line instead of those that the
    campus could have given.
    """
    return _per(flow, flow.case.sold_hours)


def cost_per_million_tokens(flow: CashFlow) -> Floats | None:
    """Euros for a million tokens sold, (draw,); None where no tokens are told of."""
    tokens = flow.case.sold_tokens
    return None if tokens is None else _per(flow, tokens / 1e6)


def _per(flow: CashFlow, sold: Floats) -> Floats:
    rate = flow.case.terms.discount_rate
    cost = flow.capex_eur + flow.renewal_eur + flow.case.opex_eur - flow.residual_eur
    below = present_value(sold, rate)
    return np.divide(
        present_value(cost, rate), below, out=np.full_like(below, np.nan), where=below > 0
    )


def least_cover(flow: CashFlow) -> tuple[Floats, Floats]:
    """The least DSCR of each draw and the year in which it falls, both (draw,).

    Not a number where a draw borrows nothing.
    """
    cover = np.where(np.isnan(flow.dscr), np.inf, flow.dscr)
    least = cover.min(axis=1)
    year = (flow.case.terms.first_year + cover.argmin(axis=1)).astype(float)
    none = np.isinf(least)
    return np.where(none, np.nan, least), np.where(none, np.nan, year)


def metrics(flow: CashFlow) -> tuple[Metric, ...]:
    """Every figure that an owner or a lender asks for, over the draws.

    Parameters
    ----------
    flow
        As `cash_flow` gives it.

    Returns
    -------
    tuple of Metric
    """
    rate = flow.case.terms.discount_rate
    least, year = least_cover(flow)
    tokens = cost_per_million_tokens(flow)
    values = {
        ("capex", "EUR"): flow.capex_eur.sum(axis=1),
        ("debt", "EUR"): flow.loan.debt_eur,
        ("gearing", "share"): flow.loan.gearing,
        ("gearing_is_capped", "share"): flow.loan.is_capped.astype(float),
        ("interest_during_construction", "EUR"): flow.loan.interest_during_construction_eur,
        ("least_dscr", "ratio"): least,
        ("least_dscr_year", "year"): year,
        ("equity_irr", "share/year"): internal_rates(flow.equity_eur),
        ("project_irr", "share/year"): internal_rates(flow.project_eur),
        ("equity_npv", "EUR"): present_value(flow.equity_eur, rate),
        ("project_npv", "EUR"): present_value(flow.project_eur, rate),
        ("payback", "years"): payback_years(flow.equity_eur),
        ("cost_per_accelerator_hour", "EUR/h"): cost_per_hour(flow),
        ("revenue_per_accelerator_hour", "EUR/h"): _price(flow),
    }
    if tokens is not None:
        values["cost_per_million_tokens", "EUR"] = tokens
    return tuple(metric(name, unit, array) for (name, unit), array in values.items())


def _price(flow: CashFlow) -> Floats:
    rate, case = flow.case.terms.discount_rate, flow.case
    below = present_value(case.sold_hours, rate)
    return np.divide(
        present_value(case.revenue_eur, rate),
        below,
        out=np.full_like(below, np.nan),
        where=below > 0,
    )


def metric(name: str, unit: str, values: Floats) -> Metric:
    """Quantiles of a figure over all draws: those without a value rank as the worst.

    That is above all others for what is the worse the more it is, such as a cost or the years to
    payback, and below all others else.

    Parameters
    ----------
    name, unit
        Of the figure.
    values
        (draw,): not a number where a draw has none.

    Returns
    -------
    Metric

    Examples
    --------
    >>> metric("rate", "share/year", np.array([0.1, np.nan, 0.2, 0.3])).quantiles
    (None, 0.1, 0.2, 0.3, 0.3)
    """
    worst = np.inf if name in _WORSE_ABOVE else -np.inf
    ordered = np.sort(np.where(np.isnan(values), worst, values))
    at = [ordered[min(int(level * len(ordered)), len(ordered) - 1)] for level in LEVELS]
    return Metric(
        name=name,
        unit=unit,
        quantiles=tuple(None if np.isinf(value) else float(value) for value in at),
        defined=int((~np.isnan(values)).sum()),
    )
