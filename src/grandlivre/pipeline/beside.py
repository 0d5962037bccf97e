"""What stands beside an outlook: other programmes through the same code, and how well its odds
foretold what came.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from grandlivre.base.codec import encode
from grandlivre.ledger import Ledger
from grandlivre.outlook import ProjectOptions, Scenario
from grandlivre.outlook.calibration import METHODS, Backtest, Estimate, backtest, resolved_cases
from grandlivre.outlook.calibration.foretell import SPLIT
from grandlivre.outlook.comparators import Comparator, comparators
from grandlivre.pipeline.asking import Book
from grandlivre.reference.parameters import Parameter, parameters
from grandlivre.report.answers import Paper
from grandlivre.report.outlook.beside import backtest_answer, programmes_answer

_FIRST = date(1990, 1, 1)
"""Before every case: all of them are then judged."""
_DRAWS = 2048


@cache
def backtests() -> tuple[Backtest, ...]:
    """The resolved statements of the package, foretold in three manners.

    Returns
    -------
    tuple of Backtest
        Fitted before a day and judged after it; each of those by what was known on the day that
        it was made; and so every statement, also those of which hardly any earlier one is known.
    """
    cases = resolved_cases()
    return (
        backtest(cases),
        backtest(cases, SPLIT, is_rolling=True),
        backtest(cases, _FIRST, is_rolling=True),
    )


def programmes_of(
    book: Book, scenario: Scenario, day: date | None, own: Path | None, seed: int
) -> tuple[Comparator, ...]:
    """The programmes of a recorded ledger side by side.

    Parameters
    ----------
    book
        The ledger's database.
    scenario
        The same for all.
    day
        As of which day; None for that of the latest text.
    own
        A user's file of reference figures.
    seed
        Of the draws.
    """
    as_of = book.as_of(day)
    return programmes_beside(book.ledger(day), parameters(own), scenario, as_of, seed=seed)


def programmes_beside(
    ledger: Ledger,
    known: Mapping[str, Parameter],
    scenario: Scenario,
    as_of: date,
    *,
    seed: int = ProjectOptions().seed,
) -> tuple[Comparator, ...]:
    """The ledger's programmes, per head and per product, each sum projected in the same way."""
    options = ProjectOptions(draws=_DRAWS, seed=seed)
    return comparators(ledger, known, scenario, as_of=as_of, options=options)


def programmes_text(found: Sequence[Comparator], scenario: Scenario, paper: Paper) -> str:
    """The programmes side by side, for people."""
    return programmes_answer(found, scenario, paper)


def backtest_text(paper: Paper, *, everything: bool = False) -> str:
    """How well the odds foretold what came, for people; every statement where asked."""
    return backtest_answer(backtests(), paper, everything=everything)


def programmes_json(found: Sequence[Comparator]) -> list[dict[str, Any]]:
    """The programmes side by side, for programs."""
    return [
        {
            "programme": each.programme,
            "title": {"fr": each.title.fr, "en": each.title.en},
            "territory": each.economy.code,
            "population": each.economy.population,
            "gdp_eur": each.economy.gdp_eur,
            "economy_year": each.economy.year,
            "economy_source": each.economy.source,
            "stated_eur": [_plain(each.stated_eur.low), _plain(each.stated_eur.high)],
            "best_eur": float(each.best_eur),
            "by": each.by,
            "quarter": each.quarter,
            "expected_eur": encode(each.expected_eur),
            "expected_mw": encode(each.expected_mw),
            "stated_eur_per_head": each.stated_eur_per_head,
            "stated_share_of_gdp": each.stated_share_of_gdp,
            "expected_eur_per_head": each.expected_eur_per_head,
            "expected_share_of_gdp": each.expected_share_of_gdp,
            "expected_w_per_head": each.expected_w_per_head,
            "claims": list(each.basis),
        }
        for each in found
    ]


def backtests_json(found: Sequence[Backtest]) -> list[dict[str, Any]]:
    """The backtests with every forecast, for programs."""
    return [
        {
            "split": each.split.isoformat(),
            "is_rolling": each.is_rolling,
            "fitted": each.fitted,
            "judged": each.judged,
            "builds": each.groups,
            "met": each.met,
            "scores": {
                score.method.value: {
                    "brier": _ends(score.brier),
                    "log_score": _ends(score.log_score),
                    "skill": _ends(score.skill),
                    "better_than_base_rate": score.better,
                    "reliability": score.reliability,
                    "resolution": score.resolution,
                    "uncertainty": score.uncertainty,
                }
                for score in each.scores
            },
            "forecasts": [
                {
                    "case": forecast.case.id,
                    "ending": forecast.case.ending.value,
                    "is_met": forecast.case.is_met,
                    "odds": dict(
                        zip((method.value for method in METHODS), forecast.odds, strict=True)
                    ),
                    "said": forecast.case.stated_url,
                    "came": forecast.case.resolved_url,
                }
                for forecast in each.forecasts
            ],
        }
        for each in found
    ]


def _ends(found: Estimate) -> dict[str, float | None]:
    """Value and 90 % interval; None where it is infinite, which JSON cannot say."""
    parts = {"value": found.value, "low": found.low, "high": found.high}
    return {name: value if abs(value) != float("inf") else None for name, value in parts.items()}


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)
