"""Scores of odds: Brier and logarithmic, their parts, and how sure a small sample lets one be."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from grandlivre.base.draws import generator
from grandlivre.outlook.calibration.model import Estimate

Floats = NDArray[np.float64]
_ENDS = (0.05, 0.95)


def brier(odds: Floats, met: Floats) -> Floats:
    """Squared error of each odds.

    Parameters
    ----------
    odds
        Shape (n,), from 0 to 1.
    met
        Shape (n,), 1 for what came and 0 for what did not.

    Notes
    -----
    ``(p - y)²`` (Brier, 1950, Monthly Weather Review 78: 1-3). Strictly proper: its expectation
    is least where p is the true probability.

    Examples
    --------
    >>> [round(float(score), 2) for score in brier(np.array([0.8, 0.3]), np.array([1.0, 1.0]))]
    [0.04, 0.49]
    """
    return np.asarray((odds - met) ** 2)


def log_score(odds: Floats, met: Floats) -> Floats:
    """Minus the logarithm of the odds given to what came; infinite for the impossible.

    Notes
    -----
    ``-y ln p - (1 - y) ln (1 - p)`` (Good, 1952, Journal of the Royal Statistical Society B 14).

    Examples
    --------
    >>> round(float(log_score(np.array([0.5]), np.array([1.0]))[0]), 3)
    0.693
    """
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(np.where(met > 0, odds, 1 - odds)))


def parts(odds: Floats, met: Floats) -> tuple[float, float, float]:
    """Reliability, resolution and uncertainty: ``Brier = reliability - resolution + uncertainty``.

    Notes
    -----
    The parts are Murphy's (1973, Journal of Applied Meteorology 12: 595-600). Where he groups
    forecasts in bins, whose choice decides the result on a small sample, the odds are relabelled
    by isotonic regression, as in Dimitriadis, Gneiting and Jordan (2021, PNAS 118 e2016191118):
    reliability is what relabelling saves, resolution what relabelled odds save against the
    judged cases' own share. Measured within the sample, both flatter resolution.

    Examples
    --------
    >>> odds, met = np.array([0.1, 0.1, 0.9, 0.9]), np.array([0.0, 0.0, 1.0, 1.0])
    >>> tuple(round(part, 6) for part in parts(odds, met))
    (0.01, 0.25, 0.25)
    """
    place = np.unique(odds, return_inverse=True)[1]
    count = np.bincount(place).astype(float)
    share = np.bincount(place, weights=met) / count
    relabelled = float(np.mean(brier(never_falling(share, count)[place], met)))
    uncertainty = float(np.mean(met) * (1 - np.mean(met)))
    return float(np.mean(brier(odds, met))) - relabelled, uncertainty - relabelled, uncertainty


def never_falling(values: Floats, weights: Floats) -> Floats:
    """The never falling sequence that is nearest to `values`, by weighted squares.

    Notes
    -----
    Pool adjacent violators (Barlow and others, 1972, *Statistical Inference under Order
    Restrictions*): neighbours that fall are joined at their mean.

    Examples
    --------
    >>> never_falling(np.array([0.2, 0.6, 0.4]), np.array([1.0, 1.0, 1.0])).tolist()
    [0.2, 0.5, 0.5]
    """
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        mean, mass, length = value, weight, 1
        while pools and pools[-1][0] >= mean:
            before, earlier, longer = pools.pop()
            mean = (before * earlier + mean * mass) / (earlier + mass)
            mass, length = earlier + mass, longer + length
        pools.append((mean, mass, length))
    return np.repeat([pool[0] for pool in pools], [pool[2] for pool in pools])


def resampled(groups: Sequence[str], *, resamples: int, seed: int) -> Floats:
    """How often each case is drawn, in resamples of whole groups.

    Returns
    -------
    Floats
        Shape (resamples, cases): groups are drawn with replacement, as many as there are, and
        the statements of a group come and go together.

    Notes
    -----
    The cluster bootstrap (Davison and Hinkley, 1997, *Bootstrap Methods*, section 3.8).
    """
    names = sorted(set(groups))
    member = np.array([names.index(group) for group in groups])
    random = generator(seed, "scores")
    drawn = random.multinomial(len(names), np.full(len(names), 1 / len(names)), size=resamples)
    return np.asarray(drawn[:, member], dtype=np.float64)


def estimate(values: Floats, times: Floats) -> Estimate:
    """The mean of a score, with its interval over the resamples.

    Parameters
    ----------
    values
        Shape (cases,).
    times
        Shape (resamples, cases), of `resampled`.
    """
    value = float(np.mean(values))
    if not np.all(np.isfinite(values)):
        return Estimate(value=value, low=value, high=value)
    low, high = np.quantile(weighted_means(values, times), _ENDS)
    return Estimate(value=value, low=float(low), high=float(high))


def skill(values: Floats, base: Floats, times: Floats) -> tuple[Estimate, float]:
    """``1 - score / base score`` with its interval, and how often it is above 0.

    Examples
    --------
    >>> times = resampled(["a", "b"], resamples=100, seed=1)
    >>> found, better = skill(np.array([0.1, 0.1]), np.array([0.2, 0.2]), times)
    >>> round(found.value, 3), better
    (0.5, 1.0)
    """
    ratio = weighted_means(values, times) / np.maximum(weighted_means(base, times), 1e-300)
    low, high = np.quantile(1 - ratio, _ENDS)
    value = 1 - float(np.mean(values)) / max(float(np.mean(base)), 1e-300)
    return Estimate(value=value, low=float(low), high=float(high)), float(np.mean(ratio < 1))


def weighted_means(values: Floats, times: Floats) -> Floats:
    """The mean of each resample; shape (resamples,)."""
    return np.asarray(times @ values / np.sum(times, axis=1))
