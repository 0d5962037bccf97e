"""Odds fitted on what was known before a day, judged on what came after it."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from grandlivre.errors import ConfigError
from grandlivre.outlook.calibration.fit import Posterior, posterior
from grandlivre.outlook.calibration.laws import odds, worlds
from grandlivre.outlook.calibration.model import METHODS, Backtest, Case, Forecast, Method, Score
from grandlivre.outlook.calibration.scores import (
    brier,
    estimate,
    log_score,
    parts,
    resampled,
    skill,
)
from grandlivre.reference.parameters import Parameter, parameters

Floats = NDArray[np.float64]
SPLIT = date(2025, 7, 1)
"""The default split."""
RESAMPLES = 4000


def backtest(
    cases: Sequence[Case],
    split: date = SPLIT,
    *,
    assumed: Mapping[str, Parameter] | None = None,
    is_rolling: bool = False,
    due_by: date | None = None,
    seed: int = 0,
) -> Backtest:
    """Foretell the statements resolved from a day on by what was known before it.

    Parameters
    ----------
    cases
        Resolved statements.
    split
        Cases resolved before it are fitted on, the others judged.
    assumed
        Parameters by name; the package's own where None.
    is_rolling
        Foretell each statement by the cases resolved before the day it was made instead of those
        before the split: no odds then know anything that the day did not.
    due_by
        Judge only what had fallen due by this day. Before its date a statement can be met or
        withdrawn but not late, so that the others are no fair sample; None judges them too.
    seed
        Of the draws and resamples.

    Returns
    -------
    Backtest
        Forecast by forecast, and each method's scores with 90 % intervals.

    Raises
    ------
    ConfigError
        Where no case is left to be judged.

    Notes
    -----
    Judging forecasts in the order in which their outcomes came is the prequential principle
    (Dawid, 1984, Journal of the Royal Statistical Society A 147: 278-292).
    """
    judged = [
        case
        for case in cases
        if case.resolved_on >= split and (due_by is None or case.due <= due_by)
    ]
    if not judged:
        raise ConfigError(
            "no statement was resolved after the split", remedy="choose an earlier split"
        )
    prior = worlds(assumed or parameters(), seed=seed)
    days = {case.stated_day if is_rolling else split for case in judged}
    found = {day: posterior(prior, cases, known=day) for day in days}
    given = tuple(
        _forecast(case, cases, day, found[day])
        for case in judged
        for day in [case.stated_day if is_rolling else split]
    )
    return Backtest(
        split=split,
        is_rolling=is_rolling,
        fitted=sum(case.resolved_on < split for case in cases),
        judged=len(judged),
        groups=len({case.group for case in judged}),
        met=sum(case.is_met for case in judged),
        forecasts=given,
        scores=_scores(given, seed),
    )


def base_rate(cases: Sequence[Case], *, known: date) -> float:
    """The share of the cases resolved before a day that were met.

    Notes
    -----
    ``(met + ½) / (cases + 1)``, the mean under Jeffreys' prior: never 0 or 1, and one half where
    no case is known.
    """
    heard = [case for case in cases if case.resolved_on < known]
    return (sum(case.is_met for case in heard) + 0.5) / (len(heard) + 1)


def gate_rate(case: Case, cases: Sequence[Case], *, known: date) -> float:
    """The same of the cases that promised the same gate, and two cases' worth of the base rate."""
    heard = [each for each in cases if each.resolved_on < known and each.promised is case.promised]
    return (sum(each.is_met for each in heard) + 2 * base_rate(cases, known=known)) / (
        len(heard) + 2
    )


def _forecast(case: Case, cases: Sequence[Case], known: date, found: Posterior) -> Forecast:
    # A statement that is judged was not resolved by then, so it is not among its own evidence.
    chances = odds(case, found.worlds)
    given = {
        Method.STATED: 1.0,
        Method.BASE_RATE: base_rate(cases, known=known),
        Method.GATE_RATE: gate_rate(case, cases, known=known),
        Method.REFERENCE: float(np.mean(chances)),
        Method.CALIBRATED: found.mean(chances),
    }
    return Forecast(case=case, odds=tuple(given[method] for method in METHODS))


def _scores(forecasts: Sequence[Forecast], seed: int) -> tuple[Score, ...]:
    met = np.array([float(forecast.case.is_met) for forecast in forecasts])
    times = resampled(
        [forecast.case.group for forecast in forecasts], resamples=RESAMPLES, seed=seed
    )
    given = {
        method: np.array([forecast.odds[at] for forecast in forecasts])
        for at, method in enumerate(METHODS)
    }
    base = brier(given[Method.BASE_RATE], met)
    return tuple(_score(method, given[method], met, base, times) for method in METHODS)


def _score(method: Method, given: Floats, met: Floats, base: Floats, times: Floats) -> Score:
    errors = brier(given, met)
    reliability, resolution, uncertainty = parts(given, met)
    found, better = skill(errors, base, times)
    return Score(
        method=method,
        brier=estimate(errors, times),
        log_score=estimate(log_score(given, met), times),
        reliability=reliability,
        resolution=resolution,
        uncertainty=uncertainty,
        skill=found,
        better=better,
    )
