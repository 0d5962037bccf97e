import math
from decimal import Decimal
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.reference.parameters import Row, Scale, Share
from grandlivre.reference.parameters.pooling import Shape, fault, pool, weights


def share(
    central: float, *, low: float | None = None, high: float | None = None, weight: float = 1.0
) -> Share:
    row = Row(
        number=1, parameter="height", unit="ratio", low=None, central=Decimal(1), high=None,
        applies_to="a tower", year="2025", source_name="somebody", source_url="https://example.org",
        source_date="2025", note="",
    )  # fmt: skip
    return Share(row=row, low=low, central=central, high=high, weight=weight, how="")


figures = st.floats(0.01, 0.99)


@st.composite
def pools(draw: st.DrawFn) -> list[Share]:
    """Up to eight rows of up to four origins, with and without ends."""
    number = draw(st.integers(1, 8))
    origins = [str(draw(st.integers(1, 4))) for _ in range(number)]
    found = []
    for weight in weights(origins):
        ends = sorted(draw(st.tuples(figures, figures, figures)))
        kind = draw(st.sampled_from(["point", "range", "lower", "upper"]))
        found.append(
            share(
                ends[1],
                low=ends[0] if kind in ("range", "lower") else None,
                high=ends[2] if kind in ("range", "upper") else None,
                weight=weight,
            )
        )
    return found


@given(pools(), st.sampled_from(list(Scale)))
def test_weighty_rows_lie_inside_the_range(shares: list[Share], scale: Scale) -> None:
    """Half of a row's mass lies on either side: with 10 % of the weight it is inside 5 to 95 %."""
    spread = pool(shares, Shape(scale=scale))
    assert fault(spread) is None
    for each in shares:
        if each.weight >= 0.1 + 1e-9:
            assert spread.low <= each.central * (1 + 1e-3)
            assert spread.high >= each.central * (1 - 1e-3)


@given(pools(), st.sampled_from(list(Scale)))
def test_the_median_lies_between_the_rows(shares: list[Share], scale: Scale) -> None:
    spread = pool(shares, Shape(scale=scale))
    least = min(each.low or each.central for each in shares)
    most = max(each.high or each.central for each in shares)
    # Kernels of rows on one side reach over it by no more than their own spread.
    room = 3 * (most - least) + 1e-3
    assert least - room <= spread.median <= most + room


@given(pools(), st.sampled_from(list(Scale)), st.randoms())
def test_the_order_of_rows_does_not_matter(shares: list[Share], scale: Scale, random) -> None:  # type: ignore[no-untyped-def]
    mixed = list(shares)
    random.shuffle(mixed)
    first, second = pool(shares, Shape(scale=scale)), pool(mixed, Shape(scale=scale))
    assert first.low == pytest.approx(second.low, rel=1e-3)
    assert first.median == pytest.approx(second.median, rel=1e-3)
    assert first.high == pytest.approx(second.high, rel=1e-3)


@given(st.tuples(figures, figures, figures).map(sorted), st.sampled_from(list(Scale)))
def test_one_row_with_both_ends_is_taken_as_it_is(ends: list[float], scale: Scale) -> None:
    spread = pool([share(ends[1], low=ends[0], high=ends[2])], Shape(scale=scale))
    assert (spread.low, spread.median, spread.high) == pytest.approx(ends, rel=1e-3)


@given(pools(), st.floats(1.1, 10))
def test_a_least_factor_is_kept(shares: list[Share], factor: float) -> None:
    spread = pool(shares, Shape(scale=Scale.LOG, least_factor=factor))
    assert spread.high / spread.median >= factor * (1 - 1e-3)
    assert spread.median / spread.low >= factor * (1 - 1e-3)


@given(pools())
def test_limits_are_kept(shares: list[Share]) -> None:
    spread = pool(shares, Shape(scale=Scale.LINEAR, floor=0.3, ceiling=0.6))
    assert 0.3 <= spread.low <= spread.median <= spread.high <= 0.6


def test_the_pool_is_the_mixture_that_many_draws_make() -> None:
    """An oracle: draw a row, then a figure of that row; the quantiles of a million such draws."""
    rows = [(10.0, 12.0, 18.0, 0.5), (20.0, 30.0, 33.0, 0.3), (8.0, 9.0, 10.0, 0.2)]
    shares = [share(c, low=low, high=high, weight=w) for low, c, high, w in rows]
    spread = pool(shares, Shape(scale=Scale.LOG))
    random = np.random.default_rng(5)
    z = random.standard_normal(1_000_000)
    chosen = random.choice(3, size=z.size, p=[0.5, 0.3, 0.2])
    low, centre, high, _ = (np.log(np.array(column)) for column in zip(*rows, strict=True))
    kernel = _kernel(centre, np.array([0.5, 0.3, 0.2]))
    z95 = NormalDist().inv_cdf(0.95)
    below = np.maximum(kernel, (centre - low) / z95)
    above = np.maximum(kernel, (high - centre) / z95)
    width = np.where(z < 0, below[chosen], above[chosen])
    drawn = np.exp(centre[chosen] + width * z)
    expected = np.quantile(drawn, [0.05, 0.5, 0.95])
    assert [spread.low, spread.median, spread.high] == pytest.approx(expected.tolist(), rel=0.01)


def _kernel(centres: np.ndarray, weight: np.ndarray) -> float:
    deviation = math.sqrt(float(np.sum(weight * (centres - np.sum(weight * centres)) ** 2)))
    return 1.06 * deviation * float(np.sum(weight**2)) ** 0.2


def test_sources_that_disagree_give_a_wider_range_than_any_of_them() -> None:
    near = share(10, low=9, high=11, weight=0.5)
    far = share(30, low=27, high=33, weight=0.5)
    spread = pool([near, far], Shape(scale=Scale.LOG))
    assert spread.low < 10
    assert spread.high > 30


def test_each_origin_has_one_voice() -> None:
    assert weights(["a", "b", "a", "c", "a", "a"]) == pytest.approx(
        [1 / 12, 1 / 3, 1 / 12, 1 / 3, 1 / 12, 1 / 12]
    )


def test_points_that_agree_have_no_spread_of_their_own() -> None:
    spread = pool([share(2, weight=0.5), share(2, weight=0.5)], Shape(scale=Scale.LOG))
    assert (spread.low, spread.median, spread.high) == (2, 2, 2)


def test_a_range_can_be_widened_upwards_alone() -> None:
    rows = [share(10, low=9, high=11)]
    plain = pool(rows, Shape(scale=Scale.LOG))
    wide = pool(rows, Shape(scale=Scale.LOG, least_above=2.0))
    assert (wide.low, wide.median) == (plain.low, plain.median)
    assert wide.high == pytest.approx(20, rel=1e-3)
