"""Quantiles and means with their Monte-Carlo errors, from counts."""

from functools import cache
from math import sqrt

import numpy as np

from grandlivre.outlook.arrays import Floats, Ints
from grandlivre.outlook.model import LEVELS, Band
from grandlivre.outlook.tally import Counts


def bands_of(
    counts: Counts, ends: Floats, sums: Floats, kept: Ints, scale: float
) -> tuple[Band, ...]:
    """Bands of some cells that share a scale.

    Parameters
    ----------
    counts
        (C, bins)
    ends
        (C, 2): least and most.
    sums
        (R, C), by replicate.
    kept
        (R,): draws of each replicate.
    scale
        The largest value that has a bin of its own.

    Notes
    -----
    Bins are logarithmic as in DDSketch (Masson, Rim and Lee 2019, doi 10.14778/3352063.3352135),
    64 to a doubling over eight doublings; a quantile is read off linearly inside its bin, so that
    it is off by 1.6 % of itself at most (values below 1/256 of the scale: by 1/256 of it). The
    standard error of a quantile is half of what it moves where its level moves by
    ``sqrt(p (1 - p) / n)`` either way (Woodruff 1952, doi 10.1080/01621459.1952.10483443), the
    binomial error of n independent draws: an upper estimate for quasi-random ones.
    """
    from grandlivre.outlook.compiled.count import quantiles

    n = int(kept.sum())
    mean, error = mean_and_error(sums, kept)
    ranks = n * np.array(_levels(n))
    found = quantiles(counts, ends, bin_edges() * scale, ranks, np.argsort(ranks))
    middle = len(LEVELS)
    errors = 0.5 * (found[:, 2 * middle :] - found[:, middle : 2 * middle])
    return tuple(
        Band(
            quantiles=tuple(row[:middle].tolist()),
            mean=float(mean[cell]),
            error=float(error[cell]),
            quantile_errors=tuple(errors[cell].tolist()),
        )
        for cell, row in enumerate(found)
    )


def mean_and_error(sums: Floats, kept: Ints) -> tuple[Floats, Floats]:
    """The mean over all kept draws, and its standard error by the spread of the replicates.

    Notes
    -----
    With s_r the sum and c_r the draws of replicate r, and m = Σs / Σc, the variance of the ratio
    is ``R/(R-1) Σ (s_r - m c_r)² / (Σc)²`` (Cochran 1977, Sampling Techniques, §6.3); with equal
    c_r it is that of the mean of independent randomisations (Owen 1997,
    doi 10.1137/S0036142994277468).
    """
    total = int(kept.sum())
    mean = sums.sum(axis=0) / total
    replicates = int((kept > 0).sum())
    if replicates < 2:
        return mean, np.full_like(mean, np.nan)
    rest = sums - mean * kept.reshape((-1,) + (1,) * (sums.ndim - 1))
    variance = replicates / (replicates - 1) * (rest**2).sum(axis=0)
    return mean, np.sqrt(variance) / total


def _levels(n: int) -> tuple[float, ...]:
    """The levels, then a standard error below each, then above."""
    steps = [sqrt(p * (1 - p) / n) for p in LEVELS]
    below = [max(p - step, 0.0) for p, step in zip(LEVELS, steps, strict=True)]
    above = [min(p + step, 1.0) for p, step in zip(LEVELS, steps, strict=True)]
    return (*LEVELS, *below, *above)


@cache
def bin_edges() -> Floats:
    """Edges of the bins, relative to the scale: bins + 1, the first bin being that of zero."""
    from grandlivre.outlook.compiled.count import BINS, OCTAVES, STEPS_PER_OCTAVE

    steps = np.arange(1, BINS)
    octave, step = steps // STEPS_PER_OCTAVE, steps % STEPS_PER_OCTAVE
    upper = 2.0 ** (octave - OCTAVES) * (1 + step / STEPS_PER_OCTAVE)
    return np.concatenate([[0.0, 0.0], upper])
