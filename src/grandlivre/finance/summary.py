"""A financing summed up: quantiles, odds, costs by part, and what each owner receives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grandlivre.finance.case import Floats
from grandlivre.finance.cashflow import CashFlow
from grandlivre.finance.model import (
    LEVELS,
    CostPart,
    CoverYear,
    InvestorView,
    Metric,
    Odds,
    YearSeries,
)
from grandlivre.finance.returns import (
    internal_rates,
    least_cover,
    metric,
    metrics,
    present_value,
)
from grandlivre.finance.trade import Trade

_FEWEST = 20
"""Draws below which a year's cover has no quantiles worth a name."""
_EXACTLY = 1e-6
Share = tuple[str, str, float, bool]
"""Party, name, share of a phase, and whether a text gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Financed:
    """One phase with its money."""

    trade: Trade
    flow: CashFlow
    shares: tuple[Share, ...]
    """Its owners; one together."""


def figures(phases: Sequence[Financed], whole: CashFlow) -> tuple[Metric, ...]:
    """Every metric of the whole, and what the announced money leaves to be found.

    Parameters
    ----------
    phases
        Each with its loan.
    whole
        All of them together.
    """
    short = np.maximum(whole.loan.service_eur - whole.cover_eur, 0.0)
    due = whole.loan.service_eur > 0.01
    return (
        *metrics(whole),
        metric("capex_not_announced", "EUR", _added(phases)),
        metric("service_short", "EUR", np.where(due, short, 0.0).sum(axis=1)),
    )


def series(whole: CashFlow, build: Mapping[str, Floats]) -> tuple[YearSeries, ...]:
    """Figures year by year.

    Parameters
    ----------
    whole
        The money.
    build
        Other figures by name, such as ``power_mw``, (draw, year).
    """
    case, loan = whole.case, whole.loan
    euros = {
        "capex_eur": whole.capex_eur,
        "renewal_eur": whole.renewal_eur,
        "revenue_eur": case.revenue_eur,
        "opex_eur": case.opex_eur,
        "tax_eur": whole.tax_eur,
        "drawn_eur": loan.drawn_eur,
        "cover_eur": whole.cover_eur,
        "service_eur": loan.service_eur,
        "balance_eur": loan.balance_eur,
        "owners_eur": whole.equity_eur,
        "owners_to_date_eur": np.cumsum(whole.equity_eur, axis=1),
    }
    units = {"power_mw": "MW", "accelerators": "count", "sold_hours": "h"}
    told = {**build, "sold_hours": case.sold_hours}
    return (
        *(year_series(name, units.get(name, "EUR"), values) for name, values in told.items()),
        *(year_series(name, "EUR", values) for name, values in euros.items()),
    )


def year_series(name: str, unit: str, values: Floats) -> YearSeries:
    """One figure's quantiles and mean by year, from (draw, year)."""
    low, quarter, middle, most, high = np.quantile(values, LEVELS, axis=0).tolist()
    return YearSeries(
        name=name, unit=unit, low=tuple(low), quarter=tuple(quarter), middle=tuple(middle),
        most=tuple(most), high=tuple(high), mean=tuple(values.mean(axis=0).tolist()),
    )  # fmt: skip


def cover_years(whole: CashFlow) -> tuple[CoverYear, ...]:
    """The debt's cover in each year in which some draw has service due."""
    first = whole.case.terms.first_year
    found = []
    for column in range(whole.dscr.shape[1]):
        cover = whole.dscr[:, column]
        cover = cover[~np.isnan(cover)]
        if not len(cover):
            continue
        many = len(cover) >= min(_FEWEST, len(whole.dscr))
        found.append(
            CoverYear(
                year=first + column,
                due=len(cover),
                quantiles=tuple(np.quantile(cover, LEVELS).tolist())
                if many
                else (None,) * len(LEVELS),
                covered=float((cover >= 1.0 - _EXACTLY).mean()),
            )
        )
    return tuple(found)


def odds(phases: Sequence[Financed], whole: CashFlow, built: float) -> Odds:
    """Shares of the draws.

    Parameters
    ----------
    phases, whole
        The money of the draws in which the campus is built.
    built
        Their share of all draws.
    """
    least, _ = least_cover(whole)
    borrows = ~np.isnan(least)
    asked = whole.case.terms.debt.dscr
    value = present_value(whole.equity_eur, whole.case.terms.discount_rate)
    return Odds(
        built=built,
        covered=float((np.where(borrows, least, np.inf) >= 1.0 - _EXACTLY).mean()),
        agreed_cover=float((np.where(borrows, least, np.inf) >= asked * (1.0 - _EXACTLY)).mean()),
        is_capped=float(whole.loan.is_capped.mean()),
        value_positive=float((value >= 0.0).mean()),
        borrows=float(borrows.mean()),
        adds=float((_added(phases) > 0).mean()),
        renews=_renewed(phases, whole),
    )


def _added(phases: Sequence[Financed]) -> Floats:
    """Euros of machines that no announced money pays for, (draw,)."""
    added: Floats = np.sum([each.trade.added_eur for each in phases], axis=(0, 2))
    return added


def _renewed(phases: Sequence[Financed], whole: CashFlow) -> float | None:
    """Of the draws whose machines run to the end of their life, those that replace some."""
    if all(each.trade.case.renews is None for each in phases):
        return None
    return float((whole.renewal_eur > 0).any(axis=1).mean())


def cost_parts(phases: Sequence[Financed], whole: CashFlow) -> tuple[CostPart, ...]:
    """What an accelerator-hour sold costs, part by part: means, which add up.

    Notes
    -----
    Each part discounted over hours sold discounted, in each draw; draws that sell none are left
    out. What is recovered at the end is a part below zero.
    """
    rate = whole.case.terms.discount_rate
    hours = present_value(whole.case.sold_hours, rate)
    sells = hours > 0
    if not sells.any():
        return ()
    parts: dict[str, Floats] = {}
    for each in phases:
        for asset, spent in zip(each.flow.case.terms.assets, each.flow.case.capex_eur, strict=True):
            parts[asset.name] = parts.get(asset.name, 0.0) + present_value(spent, rate)
        for name, spent in each.trade.costs_eur.items():
            parts[name] = parts.get(name, 0.0) + present_value(spent, rate)
    parts["renewals"] = present_value(whole.renewal_eur, rate)
    parts["recovered"] = -present_value(whole.residual_eur, rate)
    return tuple(
        CostPart(name=name, eur_per_hour=float((values[sells] / hours[sells]).mean()))
        for name, values in parts.items()
    )


def investors(phases: Sequence[Financed]) -> tuple[InvestorView, ...]:
    """What each owner pays in and receives, by its share of each phase, largest first.

    Parameters
    ----------
    phases
        With their owners.
    """
    flows: dict[tuple[str, str], Floats] = {}
    said: dict[tuple[str, str], bool] = {}
    for each in phases:
        for party, name, share, is_said in each.shares:
            key = (party, name)
            flows[key] = flows.get(key, 0.0) + share * each.flow.equity_eur
            said[key] = said.get(key, True) and is_said
    rate = phases[0].flow.case.terms.discount_rate
    paid = {key: -np.minimum(flow, 0.0).sum(axis=1) for key, flow in flows.items()}
    together = max(sum(float(each.mean()) for each in paid.values()), 1e-9)
    found = [
        InvestorView(
            party=key[0],
            name=key[1],
            share=float(paid[key].mean()) / together,
            is_said=said[key],
            paid_in=metric("paid_in", "EUR", paid[key]),
            received=metric("received", "EUR", np.maximum(flow, 0.0).sum(axis=1)),
            value=metric("value", "EUR", present_value(flow, rate)),
            rate=metric("rate", "share/year", internal_rates(flow)),
            by_year=year_series("owners_eur", "EUR", flow),
        )
        for key, flow in flows.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.share, each.name)))
