"""Outcomes counted into bins as draws come, in memory that does not grow with their number."""

import numpy as np
from numba import njit

from grandlivre.outlook.arrays import TILE, Floats, Ints

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
    changes: Floats,
    draws: Ints,
    groups: tuple[int, int],
    factors: Floats,
    recipe: Ints,
    scale: Floats,
    sums: Floats,
    ends: Floats,
    counts: np.ndarray,
) -> None:
    """Add a block of draws to the counts of some groups.

    Parameters
    ----------
    changes
        (tiles, groups, columns, Q + 1, TILE), as `Found` has them.
    draws
        (n,): which of them count.
    groups
        The first, and the one after the last.
    factors
        (outcomes, Q, n): by what an outcome's column is multiplied.
    recipe
        (outcomes, 2): its column, and how it is read: 0 at the quarter's end, 1 the mean of the
        quarter, 2 the change in it.
    scale
        (groups, outcomes): the largest value that has a bin of its own.
    sums, ends, counts
        (groups, outcomes, Q), the same with least and most, and with `BINS`; added to.
    """
    n, quarters = len(draws), changes.shape[3] - 1
    levels = np.empty((changes.shape[2], quarters + 1, n))
    values = np.empty(n)
    bins = np.empty(n, dtype=np.float32)
    bits = bins.view(np.int32)
    for g in range(groups[0], groups[1]):
        _levels(changes, draws, g, levels)
        for outcome in range(recipe.shape[0]):
            column, reading = recipe[outcome, 0], recipe[outcome, 1]
            inverse = 1.0 / scale[g, outcome]
            for q in range(quarters):
                before, after = levels[column, q], levels[column, q + 1]
                factor = factors[outcome, q]
                if reading == 0:
                    for d in range(n):
                        values[d] = after[d] * factor[d]
                elif reading == 1:
                    for d in range(n):
                        values[d] = 0.5 * (before[d] + after[d]) * factor[d]
                else:
                    for d in range(n):
                        values[d] = (after[d] - before[d]) * factor[d]
                for d in range(n):
                    bins[d] = values[d] * inverse
                _into(values, bits, sums[g, outcome], ends[g, outcome], counts[g, outcome], q)


@jit
def _levels(changes: Floats, draws: Ints, g: int, levels: Floats) -> None:
    """Sum a group's changes up, draws side by side."""
    for i in range(len(draws)):
        tile, lane = draws[i] // TILE, draws[i] % TILE
        for column in range(levels.shape[0]):
            level = 0.0
            for q in range(levels.shape[1]):
                level += changes[tile, g, column, q, lane]
                levels[column, q, i] = level


@jit
def _into(
    values: Floats, bits: np.ndarray, sums: Floats, ends: Floats, counts: np.ndarray, q: int
) -> None:
    """Add values, and the bins that their bits name, to one cell."""
    total, low, high = 0.0, ends[q, 0], ends[q, 1]
    row = counts[q]
    for d in range(len(values)):
        value = values[d]
        total += value
        low, high = min(low, value), max(high, value)
        place = 0
        if value > 0.0:
            place = min(max((bits[d] >> _SHIFT) - _LEAST, 0), BINS - 2) + 1
        row[place] += 1
    sums[q] += total
    ends[q, 0], ends[q, 1] = low, high


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


# Compiled from: df5cefc8ce67bda1
