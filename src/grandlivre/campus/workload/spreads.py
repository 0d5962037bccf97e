"""Log-normal quantities: drawn, averaged, and how often they stay below a bound."""

from functools import cache
from statistics import NormalDist

import numpy as np

from grandlivre.campus.design.model import Spread
from grandlivre.campus.workload.arrays import Floats

_HIGH = 1.6448536269514722
"""Standard deviations between a normal's median and its 95 %."""
_PARTS = 2048


def sigma(spread: Spread) -> float:
    """Standard deviation of the logarithm."""
    return (
        float(np.log(spread.high / spread.median) / _HIGH) if spread.high > spread.median else 0.0
    )


def drawn(spread: Spread, normals: Floats) -> Floats:
    """Values for standard normal numbers, cut to the spread's least and most.

    Examples
    --------
    >>> drawn(Spread(median=8, high=64), np.array([0.0, 1.6448536])).round(3).tolist()
    [8.0, 64.0]
    """
    values = spread.median * np.exp(sigma(spread) * normals)
    return np.asarray(np.clip(values, spread.least, spread.most))


@cache
def moments(spread: Spread) -> tuple[float, float]:
    """Mean, and squared ratio of standard deviation to mean, of what is drawn.

    Examples
    --------
    >>> mean, scatter = moments(Spread(median=1, high=float(np.exp(1.6448536))))
    >>> round(mean, 2), round(scatter, 1)  # exp(1/2); e - 1, less the far tail
    (1.65, 1.6)
    """
    values = drawn(spread, _grid())
    mean = float(values.mean())
    return mean, float(values.var() / mean**2) if mean > 0 else 0.0


@cache
def _grid() -> Floats:
    """Normal numbers in the middle of equal parts of probability."""
    return normal_quantile((np.arange(_PARTS) + 0.5) / _PARTS)


def share_below(spread: Spread, bounds: Floats) -> Floats:
    """Share of what is drawn that lies at or below each bound."""
    with np.errstate(divide="ignore"):
        distance = np.log(np.maximum(bounds, 1e-300) / spread.median)
    width = sigma(spread)
    share = normal_share(distance / width) if width else (distance >= 0).astype(np.float64)
    share = np.where(bounds < spread.least, 0.0, share)
    return np.asarray(np.where(bounds >= spread.most, 1.0, share))


def normal_share(x: Floats) -> Floats:
    """The normal distribution function, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17).

    Examples
    --------
    >>> normal_share(np.array([0.0, 1.6448536])).round(6).tolist()
    [0.5, 0.95]
    """
    t = 1 / (1 + 0.2316419 * np.abs(x))
    series = t * (
        0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    )
    tail = np.exp(-0.5 * x * x) / np.sqrt(2 * np.pi) * series
    return np.asarray(np.where(x >= 0, 1 - tail, tail))


def normal_quantile(p: Floats) -> Floats:
    """The normal quantile.

    Examples
    --------
    >>> normal_quantile(np.array([0.5, 0.95])).round(5).tolist()
    [0.0, 1.64485]
    """
    law = NormalDist()
    return np.array([law.inv_cdf(float(each)) for each in p])
