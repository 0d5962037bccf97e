"""The backtest keeps the future out, and reports what it did."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from grandlivre.errors import ConfigError
from grandlivre.outlook.calibration import (
    METHODS,
    Ending,
    Method,
    backtest,
    base_rate,
    resolved_cases,
)
from grandlivre.outlook.calibration.foretell import SPLIT, gate_rate

CASES = resolved_cases()
LOOKED = date(2026, 7, 5)


def test_every_case_is_fitted_or_judged() -> None:
    found = backtest(CASES)
    assert found.fitted + found.judged == len(CASES) >= 25
    assert min(found.fitted, found.judged) >= 10
    assert all(forecast.case.resolved_on >= SPLIT for forecast in found.forecasts)
    assert found.met == sum(forecast.case.is_met for forecast in found.forecasts)


@pytest.mark.parametrize("is_rolling", [False, True])
def test_a_score_is_that_of_its_forecasts(is_rolling: bool) -> None:
    found = backtest(CASES, is_rolling=is_rolling)
    met = np.array([forecast.case.is_met for forecast in found.forecasts], dtype=float)
    for at, (method, score) in enumerate(zip(METHODS, found.scores, strict=True)):
        given = np.array([forecast.odds[at] for forecast in found.forecasts])
        assert score.method is method
        assert ((given >= 0) & (given <= 1)).all()
        assert score.brier.value == pytest.approx(np.mean((given - met) ** 2))
        assert score.brier.low <= score.brier.value <= score.brier.high
        assert score.reliability - score.resolution + score.uncertainty == pytest.approx(
            score.brier.value
        )
    stated = found.scores[METHODS.index(Method.STATED)]
    assert stated.brier.value == pytest.approx(1 - np.mean(met))
    assert stated.log_score.value == np.inf
    assert found.scores[METHODS.index(Method.BASE_RATE)].skill.value == 0


def test_how_judged_cases_ended_does_not_change_their_odds() -> None:
    """Outcomes after the split, turned round, leave every forecast as it was."""
    turned = tuple(
        replace(case, ending=Ending.NOT_YET if case.is_met else Ending.MET)
        if case.resolved_on >= SPLIT
        else case
        for case in CASES
    )
    before = [forecast.odds for forecast in backtest(CASES).forecasts]
    assert [forecast.odds for forecast in backtest(turned).forecasts] == before


def test_rolling_odds_know_only_what_the_day_of_the_statement_knew() -> None:
    found = backtest(CASES, is_rolling=True)
    first = min(found.forecasts, key=lambda forecast: forecast.case.stated_day)
    told = tuple(case for case in CASES if case.resolved_on < first.case.stated_day)
    alone = backtest((*told, first.case), is_rolling=True)
    assert alone.forecasts[0].odds == pytest.approx(first.odds)


def test_only_what_has_fallen_due() -> None:
    found = backtest(CASES, due_by=LOOKED)
    assert all(forecast.case.due <= LOOKED for forecast in found.forecasts)
    assert found.judged < backtest(CASES).judged


def test_rates() -> None:
    assert base_rate((), known=LOOKED) == 0.5
    before = [case for case in CASES if case.resolved_on < SPLIT]
    met = sum(case.is_met for case in before)
    assert base_rate(CASES, known=SPLIT) == pytest.approx((met + 0.5) / (len(before) + 1))
    rates = {gate_rate(case, CASES, known=LOOKED) for case in CASES}
    assert len(rates) == len({case.promised for case in CASES})
    assert all(0 < rate < 1 for rate in rates)


def test_nothing_to_judge() -> None:
    with pytest.raises(ConfigError, match="after the split"):
        backtest(CASES, date(2030, 1, 1))


def test_a_seed_is_a_result() -> None:
    assert backtest(CASES, seed=4) == backtest(CASES, seed=4)
