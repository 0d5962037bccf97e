"""Outcomes counted into bins as draws come, in memory that does not grow with their number."""

from typing import Any

import numpy as np
from numba import njit

from grandlivre.outlook.arrays import CAUSES, Factors, Floats, Found, Ints

STEPS_PER_OCTAVE = 64
"""Bins between a value and its double: what a bin holds differs by 1.6 % at most."""
OCTAVES = 8
"""Below the scale; what is smaller shares one bin with all down to zero."""
jit = njit(nogil=True, cache=True, error_model="numpy")

BINS = STEPS_PER_OCTAVE * OCTAVES + 2
_SHIFT = 17  # of a 32-bit float's 23 bits of mantissa, 6 are kept
_LEAST = (127 - OCTAVES) * STEPS_PER_OCTAVE


@jit
def tally(
    found: tuple[Floats, Floats],
    draws: Ints,
    groups: tuple[int, int],
    factors: Factors,
    recipe: Ints,
    scale: Floats,
    sums: Floats,
    ends: Floats,
    counts: np.ndarray,
) -> None:
    """Add a block of draws to the counts of some groups.

    Parameters
    ----------
    found
        Changes, (N, cells, Q + 1, columns), as `Found` has them; and the share of each cell in
        each group, (groups, cells), or (0, 0) where each group is a cell.
    draws
        (n,): which of them count.
    groups
        The first, and the one after the last.
    factors
        By what an outcome's column is multiplied, for the draws that count.
    recipe
        (outcomes, 2): its column, and how it is read: 0 at the quarter's end, 1 the mean of the
        quarter, 2 the change in it.
    scale
        (groups, outcomes): the largest value that has a bin of its own.
    sums, ends, counts
        (groups, outcomes, Q), the same with least and most, and with `BINS`; added to.
    """
    changes, mix = found
    n, quarters = len(draws), changes.shape[2] - 1
    # A few more, so that rows do not all fall into the same lines of the cache.
    levels = np.empty((changes.shape[3], quarters + 1, n + 8))
    values = np.empty(n)
    places = np.empty(n, dtype=np.int32)
    bins = np.empty(n, dtype=np.float32)
    bits = bins.view(np.int32)
    for g in range(groups[0], groups[1]):
        _levels(changes, mix, draws, g, levels)
        for outcome in range(recipe.shape[0]):
            column, reading = recipe[outcome, 0], recipe[outcome, 1]
            inverse = 1.0 / scale[g, outcome]
            for q in range(quarters):
                before, after = levels[column, q], levels[column, q + 1]
                factor, times = factors.of_draw[outcome], factors.of_quarter[outcome, q]
                if reading == 0:
                    for d in range(n):
                        values[d] = after[d] * factor[d] * times
                elif reading == 1:
                    for d in range(n):
                        values[d] = 0.5 * (before[d] + after[d]) * factor[d] * times
                else:
                    for d in range(n):
                        values[d] = (after[d] - before[d]) * factor[d] * times
                for d in range(n):
                    bins[d] = values[d] * inverse
                for d in range(n):
                    place = min(max((bits[d] >> _SHIFT) - _LEAST, 0), BINS - 2) + 1
                    places[d] = place if values[d] > 0.0 else 0
                _into(values, places, sums[g, outcome], ends[g, outcome], counts[g, outcome], q)


@jit
def _levels(changes: Floats, mix: Floats, draws: Ints, g: int, levels: Floats) -> None:
    """Sum a group's changes up, draws side by side."""
    columns, quarters = levels.shape[0], levels.shape[1]
    row = np.empty((quarters, columns))
    for i in range(len(draws)):
        d = draws[i]
        if mix.size == 0:
            row[:] = changes[d, g]
        else:
            row[:] = 0.0
            for cell in range(mix.shape[1]):
                weight = mix[g, cell]
                if weight != 0.0:
                    for q in range(quarters):
                        for column in range(columns):
                            row[q, column] += weight * changes[d, cell, q, column]
        for column in range(columns):
            level = 0.0
            for q in range(quarters):
                level += row[q, column]
                levels[column, q, i] = level


@jit
def _into(
    values: Floats, places: np.ndarray, sums: Floats, ends: Floats, counts: np.ndarray, q: int
) -> None:
    """Add values, and the bins that they fall into, to one cell."""
    total, low, high = 0.0, ends[q, 0], ends[q, 1]
    row = counts[q]
    for d in range(len(values)):
        value = values[d]
        total += value
        low, high = min(low, value), max(high, value)
        row[places[d]] += 1
    sums[q] += total
    ends[q, 0], ends[q, 1] = low, high


@jit
def promises(
    found: Found,
    draws: Ints,
    enough: Floats,
    scale: Floats,
    times: tuple[Ints, Ints, Ints],
    sums: Floats,
    ends: Floats,
    counts: np.ndarray,
) -> None:
    """Add a block of draws to what becomes of the promises.

    Parameters
    ----------
    found
        Of the block.
    draws
        (n,): which of them count.
    enough, scale
        (P,): MW that keep a promise; the largest value that has a bin of its own.
    times
        How often each is kept by its date, and ever, (P,); and missed by cause, (P, CAUSES).
    sums, ends, counts
        Of MW by the promised date: (P,), (P, 2), (P, `BINS`); added to.
    """
    by_date, ever, causes = times
    for d in draws:
        for p in range(len(enough)):
            value, least = found.promised[d, p], enough[p] * (1.0 - 1e-9)
            by_date[p] += value > 0.0 and value >= least
            ever[p] += found.final[d, p] > 0.0 and found.final[d, p] >= least
            for cause in range(CAUSES):
                causes[p, cause] += (found.causes[d, p] >> cause) & 1
            sums[p] += value
            ends[p, 0], ends[p, 1] = min(ends[p, 0], value), max(ends[p, 1], value)
            place = 0
            if value > 0.0:
                word: Any = np.float32(value / scale[p]).view(np.int32)
                place = min(max((word >> _SHIFT) - _LEAST, 0), BINS - 2) + 1
            counts[p, place] += 1


@jit
def quantiles(
    counts: np.ndarray, ends: Floats, edges: Floats, ranks: Floats, order: Ints
) -> Floats:
    """Values at ranks, read off linearly inside their bins.

    Parameters
    ----------
    counts
        (C, bins)
    ends
        (C, 2): least and most of each cell, which bound its bins too.
    edges
        (bins + 1,): a bin holds what lies between its edge and the next.
    ranks, order
        (L,): counts of draws, and the indices that sort them.

    Returns
    -------
    Floats
        (C, L)
    """
    found = np.zeros((len(counts), len(ranks)))
    for c in range(len(counts)):
        reached, place = 0.0, 0
        for k in order:
            rank = max(ranks[k], 1e-9)
            while place < counts.shape[1] - 1 and reached + counts[c, place] < rank:
                reached += counts[c, place]
                place += 1
            low, high = edges[place], edges[place + 1]
            if place == counts.shape[1] - 1:
                high = ends[c, 1]
            low, high = max(low, min(ends[c, 0], high)), min(high, ends[c, 1])
            part = min((rank - reached) / max(float(counts[c, place]), 1.0), 1.0)
            found[c, k] = low + part * (high - low)
    return found


# Compiled from: 9d50fd5168e268ae
