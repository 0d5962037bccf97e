"""A campus financed: its phases, each with its loan, and all that is asked of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grandlivre.errors import FinanceError
from grandlivre.finance.assumed import Assumed, assumed, names_of, terms_of
from grandlivre.finance.case import Floats
from grandlivre.finance.cashflow import CashFlow, cash_flow
from grandlivre.finance.facilities import together
from grandlivre.finance.model import (
    CostPart,
    Covers,
    CoverYear,
    InvestorView,
    Metric,
    Odds,
    Operations,
    Terms,
    YearSeries,
)
from grandlivre.finance.summary import (
    Financed,
    Share,
    cost_parts,
    cover_years,
    figures,
    investors,
    odds,
    series,
)
from grandlivre.finance.trade import Build, trade
from grandlivre.reference.parameters.model import Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseBuild:
    """One phase in every draw, with who owns it."""

    build: Build
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be financed, and on what assumptions."""

    phases: tuple[PhaseBuild, ...]
    parameters: Mapping[str, Parameter]
    shared: Mapping[str, Floats]
    """(draw,): the build's own assumptions."""
    operations: Operations
    covers: Covers
    first_year: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it, over the draws in which the campus is built."""

    terms: Terms
    whole: CashFlow
    phases: tuple[Financed, ...]
    built: int
    metrics: tuple[Metric, ...]
    series: tuple[YearSeries, ...]
    cover: tuple[CoverYear, ...]
    costs: tuple[CostPart, ...]
    investors: tuple[InvestorView, ...]
    odds: Odds
    assumptions: tuple[str, ...]


def finance(question: Question) -> Answer:
    """Finance a campus.

    Parameters
    ----------
    question
        Its phases draw by draw, how it runs, and the assumptions.

    Returns
    -------
    Answer
        Of the draws in which something is built: a campus that is withdrawn costs nothing here.

    Raises
    ------
    FinanceError
        Where no draw builds anything.

    Notes
    -----
    Each phase has a loan of its own, agreed when it is built on what lenders then count on: the
    build as it came, and the median of every price and share. What each draw then earns covers the
    agreed service, or does not.
    """
    spent = np.sum([each.build.shell_eur for each in question.phases], axis=(0, 2))
    numbers = np.flatnonzero(spent > 0)
    if not len(numbers):
        raise FinanceError(
            "no draw builds anything that is still to be paid for",
            remedy="name a project that is not withdrawn, or ask for more draws",
            code="finance_nothing",
        )
    shared = {name: values[numbers] for name, values in question.shared.items()}
    drawn = assumed(question.parameters, question.covers, question.seed, shared, numbers)
    terms = terms_of(question.parameters, question.covers, question.first_year)
    phases = tuple(
        _financed(_only(each, numbers), drawn, question, terms) for each in question.phases
    )
    whole = together([each.flow for each in phases])
    builds = [_only(each, numbers).build for each in question.phases]
    return Answer(
        terms=terms,
        whole=whole,
        phases=phases,
        built=len(numbers),
        metrics=figures(phases, whole),
        series=series(
            whole,
            {
                "power_mw": np.sum([each.power_mw for each in builds], axis=0),
                "accelerators": np.sum([each.accelerators for each in builds], axis=0),
            },
        ),
        cover=cover_years(whole),
        costs=cost_parts(phases, whole),
        investors=investors(phases),
        odds=odds(phases, whole, len(numbers) / len(spent)),
        assumptions=names_of(question.covers),
    )


def _financed(phase: PhaseBuild, drawn: Assumed, question: Question, terms: Terms) -> Financed:
    operations, covers = question.operations, question.covers
    traded = trade(phase.build, drawn, operations, terms, covers)
    count = len(phase.build.power_mw)
    expected = trade(phase.build, drawn.median(count), operations, terms, covers)
    # The works are what they are: only what they earn and cost to run is foreseen.
    counted = expected.case
    lenders = type(counted)(
        terms=terms,
        capex_eur=traded.case.capex_eur,
        revenue_eur=counted.revenue_eur,
        opex_eur=counted.opex_eur,
        sold_hours=counted.sold_hours,
        renews=counted.renews,
    )
    return Financed(trade=traded, flow=cash_flow(traded.case, lenders=lenders), shares=phase.shares)


def _only(phase: PhaseBuild, numbers: Floats) -> PhaseBuild:
    """The phase in some draws alone."""
    build = phase.build
    return PhaseBuild(
        build=Build(
            power_mw=build.power_mw[numbers],
            filled_mw=build.filled_mw[numbers],
            accelerators=build.accelerators[numbers],
            added=build.added[numbers],
            shell_eur=build.shell_eur[numbers],
            servers_eur=build.servers_eur[numbers],
            price_eur=build.price_eur,
            price_ratio=build.price_ratio,
            tokens_ratio=build.tokens_ratio,
        ),
        shares=phase.shares,
    )


def shares_of(shares: Sequence[Share]) -> tuple[Share, ...]:
    """Owners' shares that come to one, in proportion.

    Examples
    --------
    >>> shares_of([("a", "A", 0.375, True), ("b", "B", 0.125, False)])
    (('a', 'A', 0.75, True), ('b', 'B', 0.25, False))
    >>> shares_of([])
    (('', '', 1.0, False),)
    """
    together = sum(each[2] for each in shares)
    if together <= 0:
        return (("", "", 1.0, False),)
    return tuple((party, name, share / together, said) for party, name, share, said in shares)
