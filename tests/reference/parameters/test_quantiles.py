import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grandlivre.reference.parameters import Distribution, Scale, mean, parameters, quantile
from grandlivre.reference.parameters.pooling import fault
from grandlivre.reference.parameters.quantiles import standard_normal

_RANGES = {
    Scale.LINEAR: (-1e4, 1e4),
    Scale.LOG: (1e-3, 1e6),
    Scale.LOGIT: (0.005, 0.995),
}


@st.composite
def spreads(draw: st.DrawFn, *, tails: bool = True) -> Distribution:
    scale = draw(st.sampled_from(list(Scale)))
    low, high = _RANGES[scale]
    figure = st.floats(low, high, allow_nan=False)
    ends = sorted(draw(st.tuples(figure, figure, figure)))
    has_tail = tails and scale is Scale.LOG and draw(st.booleans())
    return Distribution(
        scale=scale,
        low=ends[0],
        median=ends[1],
        high=ends[2],
        tail_alpha=draw(st.floats(0.8, 6)) if has_tail else None,
        floor=ends[0] if draw(st.booleans()) else None,
        ceiling=ends[2] * 2 if scale is Scale.LOG and draw(st.booleans()) else None,
    )


@given(spreads())
def test_the_three_quantiles_are_hit(spread: Distribution) -> None:
    drawn = quantile(spread, np.array([0.05, 0.5, 0.95]))
    assert drawn == pytest.approx([spread.low, spread.median, spread.high], rel=1e-9, abs=1e-9)


@given(spreads(), st.lists(st.floats(0, 1), min_size=2, max_size=50))
def test_quantiles_never_fall(spread: Distribution, levels: list[float]) -> None:
    drawn = quantile(spread, np.array(sorted(levels)))
    slack = 1e-9 * np.maximum(1, np.abs(drawn[1:]))
    assert np.all(np.diff(drawn) >= -slack)
    assert np.all(np.isfinite(drawn))


@given(spreads(), st.floats(0, 1))
def test_draws_stay_inside_floor_and_ceiling(spread: Distribution, level: float) -> None:
    drawn = float(quantile(spread, np.array([level]))[0])
    assert spread.floor is None or drawn >= spread.floor
    assert spread.ceiling is None or drawn <= spread.ceiling
    if spread.scale is Scale.LOGIT:
        assert 0 <= drawn <= 1
    if spread.scale is Scale.LOG:
        assert drawn > 0


@given(st.floats(1e-12, 1 - 1e-12))
def test_normal_quantiles_are_those_of_the_standard_library(level: float) -> None:
    expected = NormalDist().inv_cdf(level)
    assert standard_normal(np.array([level]))[0] == pytest.approx(expected, rel=1e-12, abs=1e-14)


def test_far_tails_are_finite_and_right() -> None:
    # Φ⁻¹(1e-100) from tables of the normal distribution.
    assert standard_normal(np.array([1e-100]))[0] == pytest.approx(-21.273453560966, rel=1e-10)
    spread = Distribution(scale=Scale.LOG, low=1, median=2, high=4)
    ends = quantile(spread, np.array([0.0, 1.0]))
    assert np.all(np.isfinite(ends))


@settings(max_examples=40)
@given(spreads(tails=False))
def test_the_mean_is_that_of_many_draws(spread: Distribution) -> None:
    # Of a longer tail, so many draws miss half a hundredth of the mean.
    sides = (spread.high / spread.median, spread.median / spread.low) if spread.low > 0 else (1, 1)
    assume(spread.scale is not Scale.LOG or max(sides) < 20)
    levels = (np.arange(50_000) + 0.5) / 50_000
    width = max(spread.high - spread.low, 1e-9)
    assert mean(spread) == pytest.approx(
        float(quantile(spread, levels).mean()), rel=5e-3, abs=1e-3 * width
    )


def test_the_mean_of_a_lognormal_in_closed_form() -> None:
    sigma, mu = 0.4, math.log(20)
    low, high = (math.exp(mu + z * sigma) for z in (-1.6448536269514722, 1.6448536269514722))
    spread = Distribution(scale=Scale.LOG, low=low, median=20, high=high)
    assert mean(spread) == pytest.approx(math.exp(mu + sigma**2 / 2), rel=1e-10)


@pytest.mark.parametrize("alpha", [0.9, 1.0, 1.5, 3.0])
@pytest.mark.parametrize("ceiling", [None, 1.5, 6.0])
def test_the_mean_of_a_pareto_tail_in_closed_form(alpha: float, ceiling: float | None) -> None:
    # All below 95 % at 1: what is left is the tail from 1.
    spread = Distribution(
        scale=Scale.LINEAR, low=1, median=1, high=1, tail_alpha=alpha, ceiling=ceiling
    )
    if ceiling is None:
        expected = 0.95 + 0.05 * (alpha / (alpha - 1) if alpha > 1 else math.inf)
    else:
        levels = 0.95 + 0.05 * (np.arange(200_000) + 0.5) / 200_000
        expected = 0.95 + 0.05 * float(quantile(spread, levels).mean())
    assert mean(spread) == pytest.approx(expected, rel=1e-4)


def test_a_figure_without_spread_is_always_itself() -> None:
    spread = Distribution(scale=Scale.LINEAR, low=1, median=1, high=1)
    assert quantile(spread, np.array([0, 0.3, 1])).tolist() == [1, 1, 1]
    assert mean(spread) == 1


def test_every_parameter_draws_within_reason() -> None:
    levels = np.linspace(0.001, 0.999, 999)
    for name, parameter in parameters().items():
        spread = parameter.distribution
        assert fault(spread) is None, name
        drawn = quantile(spread, levels)
        assert np.all(np.isfinite(drawn)), name
        assert math.isfinite(mean(spread)), name
        if parameter.unit == "fraction":
            assert drawn.min() >= 0, name
            assert drawn.max() <= 1, name
