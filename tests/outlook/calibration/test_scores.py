"""Scores by hand, and what proper scores must do."""

from math import inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression

from grandlivre.outlook.calibration.scores import (
    brier,
    estimate,
    log_score,
    never_falling,
    parts,
    resampled,
    skill,
    weighted_means,
)

ODDS = np.array([0.9, 0.6, 0.6, 0.2, 0.0])
MET = np.array([1.0, 1.0, 0.0, 0.0, 0.0])
chances = st.floats(0.01, 0.99)


def test_by_hand() -> None:
    assert brier(ODDS, MET).tolist() == pytest.approx([0.01, 0.16, 0.36, 0.04, 0.0])
    assert log_score(ODDS, MET).tolist() == pytest.approx(
        [-log(0.9), -log(0.6), -log(0.4), -log(0.8), 0.0]
    )


def test_the_impossible_that_came() -> None:
    assert log_score(np.array([0.0, 1.0]), np.array([1.0, 0.0])).tolist() == [inf, inf]
    found = estimate(log_score(np.array([0.0]), np.array([1.0])), np.ones((3, 1)))
    assert (found.value, found.low, found.high) == (inf, inf, inf)


@given(truth=chances, said=chances)
def test_truth_has_the_least_expected_score(truth: float, said: float) -> None:
    """Both scores are proper: nobody gains by saying other odds than those believed."""
    for score in (brier, log_score):

        def expected(odds: float, score=score) -> float:
            came, went = score(np.array([odds, odds]), np.array([1.0, 0.0]))
            return truth * came + (1 - truth) * went

        assert expected(truth) <= expected(said) + 1e-12


@given(st.lists(st.tuples(chances, st.booleans()), min_size=1, max_size=40))
def test_the_parts_add_up(pairs) -> None:
    odds = np.array([pair[0] for pair in pairs])
    met = np.array([float(pair[1]) for pair in pairs])
    reliability, resolution, uncertainty = parts(odds, met)
    assert reliability - resolution + uncertainty == pytest.approx(np.mean(brier(odds, met)))
    assert reliability >= -1e-12
    assert resolution >= -1e-12
    assert uncertainty == pytest.approx(np.mean(met) * (1 - np.mean(met)))


def test_parts_are_murphy_s_where_odds_come_in_few_values() -> None:
    """Ten forecasts of 0.3 with 4 met and ten of 0.8 with 7 met: bins and relabelling agree."""
    odds = np.repeat([0.3, 0.8], 10)
    met = np.array([1.0] * 4 + [0.0] * 6 + [1.0] * 7 + [0.0] * 3)
    share, uncertainty = 0.55, 0.55 * 0.45
    reliability = (10 * (0.3 - 0.4) ** 2 + 10 * (0.8 - 0.7) ** 2) / 20
    resolution = (10 * (0.4 - share) ** 2 + 10 * (0.7 - share) ** 2) / 20
    assert parts(odds, met) == pytest.approx((reliability, resolution, uncertainty))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.5, 9)), min_size=1, max_size=30))
def test_relabelling_is_scipy_s_isotonic_regression(pairs) -> None:
    values, weights = (np.array(column) for column in zip(*pairs, strict=True))
    theirs = isotonic_regression(values, weights=weights).x
    assert never_falling(values, weights) == pytest.approx(theirs, abs=1e-9)


def test_resamples_draw_groups_whole() -> None:
    times = resampled(["a", "b", "a", "c"], resamples=500, seed=3)
    assert times.shape == (500, 4)
    assert (times[:, 0] == times[:, 2]).all()
    assert (times[:, 0] + times[:, 1] + times[:, 3] == 3).all()
    assert np.mean(times) == pytest.approx(1, abs=0.05)


def test_an_interval_covers_as_often_as_it_says() -> None:
    """Means of 30 uniforms: a 90 % interval holds 1/2 about nine times in ten."""
    random = np.random.default_rng(0)
    held = 0
    for seed in range(200):
        found = estimate(random.random(30), resampled([str(i) for i in range(30)],
                                                      resamples=400, seed=seed))  # fmt: skip
        held += found.low <= 0.5 <= found.high
    assert 0.83 <= held / 200 <= 0.95


def test_skill_against_itself_is_none() -> None:
    times = resampled(list("abcde"), resamples=200, seed=0)
    found, better = skill(brier(ODDS, MET), brier(ODDS, MET), times)
    assert (found.value, found.low, found.high, better) == (0.0, 0.0, 0.0, 0.0)


def test_weighted_means() -> None:
    assert weighted_means(np.array([1.0, 3.0]), np.array([[1.0, 1.0], [3.0, 1.0]])).tolist() == [
        2.0,
        1.5,
    ]
