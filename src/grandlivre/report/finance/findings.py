"""What a financing comes to, in sentences: the finding first, poor ones as plainly as good ones."""

from collections.abc import Iterable

from grandlivre.base.wording import number, period
from grandlivre.finance.model import Covers, Financing, Metric
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.finance.texts import COVERS, METRICS, form, said
from grandlivre.report.finance.words import MIDDLE, draws, euros, price, rate, ratio

RUN = "finance-run"
"""Id of the element that says how the draws were made."""
_ROWS = (
    "capex", "capex_not_announced", "debt", "gearing", "interest_during_construction",
    "least_dscr", "least_dscr_year", "service_short", "equity_irr", "project_irr", "equity_npv",
    "project_npv", "payback", "cost_per_accelerator_hour", "revenue_per_accelerator_hour",
    "cost_per_million_tokens",
)  # fmt: skip


def figure(text: str) -> Figure:
    """A figure of the draws: followed to the run."""
    return Figure(text=text, run=RUN)


def headline(told: Financing, language: str) -> Sentence:
    """Whether the debt is covered and owners get what they ask for."""
    value = figure(draws(told.odds.value_positive, language))
    if not told.odds.borrows:
        return Sentence(form=form("title_no_debt", language), figures={"value": value})
    return Sentence(
        form=form("title", language),
        figures={"covered": figure(draws(told.odds.covered, language)), "value": value},
    )


def deck(told: Financing, language: str) -> Sentence:
    """What is financed, over which draws."""
    count = said("count", language, number=number(told.draws, language))
    return Sentence(
        form=form("deck", language),
        figures={
            "draws": figure(count),
            "built": figure(draws(told.odds.built, language)),
        },
        words={
            "name": told.title.of(language),
            "covers": COVERS[told.covers].of(language),
            "scenario": told.scenario_title.of(language),
            "day": period(told.as_of.isoformat(), language),
        },
    )


def findings(told: Financing, language: str) -> tuple[Sentence, ...]:
    """What matters beside the headline, one sentence each."""
    return tuple(
        each
        for each in (
            _value(told, language),
            _cost(told, language),
            _capped(told, language),
            _renewed(told, language),
            _announced(told, language),
            *_basis(told, language),
        )
        if each is not None
    )


def rows(told: Financing) -> Iterable[Metric]:
    """The metrics in the order in which they are shown; what is nothing is left out."""
    for name in _ROWS:
        found = told.metric(name)
        if found is None:
            continue
        is_side = name in ("capex_not_announced", "service_short")
        if is_side and (not told.is_from_ledger and name == "capex_not_announced"):
            continue
        if is_side and not any(found.quantiles):
            continue
        yield found


def label(metric: Metric, language: str) -> str:
    """What a metric is called."""
    return METRICS[metric.name].of(language)


def _at(told: Financing, name: str) -> float | None:
    found = told.metric(name)
    return found.quantiles[MIDDLE] if found is not None else None


def _value(told: Financing, language: str) -> Sentence | None:
    value, earned = _at(told, "equity_npv"), _at(told, "equity_irr")
    if value is None:
        return None
    key = "find_value_high" if value >= 0 else "find_value_low"
    figures = {
        "amount": figure(euros(abs(value), language)),
        "asked": figure(rate(told.terms.discount_rate, language)),
    }
    if earned is None:
        key = "find_value_lost"
    else:
        figures["rate"] = figure(rate(earned, language))
    return Sentence(form=form(key, language), figures=figures)


def _cost(told: Financing, language: str) -> Sentence | None:
    cost = _at(told, "cost_per_accelerator_hour")
    revenue = _at(told, "revenue_per_accelerator_hour")
    if cost is None or revenue is None:
        return None
    return Sentence(
        form=form("find_cost" if told.covers is Covers.ALL_IN else "find_cost_hosting", language),
        figures={
            "cost": figure(price(cost, language)),
            "revenue": figure(price(revenue, language)),
        },
    )


def _capped(told: Financing, language: str) -> Sentence | None:
    if not told.odds.borrows:
        return None
    if told.odds.is_capped <= 0:
        return Sentence(
            form=form("find_not_capped", language),
            figures={"cover": figure(ratio(told.terms.debt.dscr, language))},
        )
    return Sentence(
        form=form("find_capped", language),
        figures={
            "most": figure(rate(told.terms.debt.gearing_maximum, language)),
            "draws": figure(draws(told.odds.is_capped, language)),
        },
    )


def _renewed(told: Financing, language: str) -> Sentence | None:
    if told.odds.renews is None:
        return None
    return Sentence(
        form=form("find_renews", language),
        figures={"draws": figure(draws(told.odds.renews, language))},
    )


def _announced(told: Financing, language: str) -> Sentence | None:
    """Machines that no announced money pays for, where a ledger announces any."""
    if told.covers is not Covers.ALL_IN or not told.is_from_ledger or not told.odds.adds:
        return None
    return Sentence(
        form=form("find_announced", language),
        figures={"draws": figure(draws(told.odds.adds, language))},
    )


def _basis(told: Financing, language: str) -> Iterable[Sentence]:
    if not told.is_from_ledger:
        yield Sentence(form=form("find_design", language))
    if told.operations.sold_share is None:
        yield Sentence(form=form("find_parameters", language))
    else:
        yield Sentence(
            form=form("find_year", language),
            figures={"sold": figure(rate(told.operations.sold_share, language))},
        )
