"""Which values of an item support one another: a rounded figure and the exact one, near ones."""

from dataclasses import dataclass

import numpy as np

from grandlivre.ledger.fusion.model import ValueKind
from grandlivre.ledger.fusion.table import Columns
from grandlivre.ledger.fusion.values import MINUTES_A_DAY, Bools, Floats, Ints

MOST_VALUES = 64
"""Items with more distinct values than this are not compared value by value: their pairs would
outgrow the table."""
_NEGLIGIBLE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Pairs of facts of one item of which the one supports the other."""

    lender: Ints
    borrower: Ints
    degree: Floats
    """0 to 1; 1 where the lender holds the borrower."""
    holds: Bools
    """True where the borrower is within what the lender says: if it is true, both are."""


def pairs_within(group: Ints, most: int) -> tuple[Ints, Ints]:
    """All pairs of neighbours of one group, each once.

    Parameters
    ----------
    group
        Number of each row's group, rising.
    most
        Groups of more rows are left out.

    Examples
    --------
    >>> first, second = pairs_within(np.array([0, 0, 0, 1, 2, 2]), most=9)
    >>> list(zip(first.tolist(), second.tolist()))
    [(0, 1), (0, 2), (1, 2), (4, 5)]
    """
    if not len(group):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
    sizes = np.diff(np.append(starts, len(group)))
    place = np.arange(len(group)) - np.repeat(starts, sizes)
    size = np.repeat(sizes, sizes)
    after = np.where(size <= most, size - 1 - place, 0)
    first = np.repeat(np.arange(len(group)), after)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
    return first, first + 1 + offset


def likeness(columns: Columns, closeness: float) -> Likeness:
    """Compare the values of each item.

    Parameters
    ----------
    columns
        The table.
    closeness
        See `FusionOptions.closeness`.

    Returns
    -------
    Likeness
        Empty for values that are text.

    Notes
    -----
    A value lends all of its evidence to one within it: an exact figure that it may be the
    rounding of, a narrower range. Else it lends exp(-d/(closeness * scale)) of it, d being the
    distance between their nearer ends.
    """
    values = columns.values
    if values.kind is ValueKind.TEXT:
        nothing = np.zeros(0, dtype=np.int64)
        return Likeness(
            lender=nothing, borrower=nothing, degree=np.zeros(0), holds=np.zeros(0, dtype=bool)
        )
    one, other = pairs_within(columns.fact_item, MOST_VALUES)
    lender, borrower = np.concatenate([one, other]), np.concatenate([other, one])
    mine, theirs = columns.fact_value[lender], columns.fact_value[borrower]
    low, high, slack = values.low, values.high, values.slack
    holds = (low[theirs] >= low[mine] - slack[mine]) & (high[theirs] <= high[mine] + slack[mine])
    with np.errstate(invalid="ignore"):
        distance = np.maximum(np.abs(low[theirs] - low[mine]), np.abs(high[theirs] - high[mine]))
    # Two ends that are open alike are no distance apart.
    distance = np.where(np.isnan(distance), np.inf, distance)
    if values.kind is ValueKind.TIME:
        distance = np.minimum(distance, MINUTES_A_DAY - distance)
    scale = np.maximum(values.scale[mine], values.scale[theirs])
    degree = np.where(holds, 1.0, np.exp(-distance / (closeness * scale)))
    kept = degree > _NEGLIGIBLE
    return Likeness(
        lender=lender[kept], borrower=borrower[kept], degree=degree[kept], holds=holds[kept]
    )
