"""Variables that no sum ties to another: all of them at once, by sorting."""

import numpy as np

from grandlivre.ledger.constraints.problem import Problem
from grandlivre.ledger.constraints.system import Flags, Floats, Ints


def repaired_alone(problem: Problem) -> tuple[Flags, Ints, Floats]:
    """Reject the lightest claims of variables on their own, and say against what.

    Parameters
    ----------
    problem
        Without any sum.

    Returns
    -------
    tuple
        Whether each group is rejected; the faults, one for each rejected group: it and the
        group that it cannot hold with, shape (faults, 2), the same twice for one that cannot
        hold at all; the size of each fault.

    Notes
    -----
    Groups hold together when they share a point (Helly's theorem on a line), so the lightest
    repair leaves the heaviest set of groups over one point: a sweep over the sorted ends finds
    it. On a line every irreducible infeasible subset is a pair. A rejected group misses the
    point to one side, and then also misses the kept group that ends first on that side: else a
    point between would have had more weight.
    """
    tolerance = problem.tolerance
    about = problem.about
    possible = (problem.low <= problem.ceiling[about] + tolerance[about]) & (
        problem.high >= problem.floor[about] - tolerance[about]
    )
    point = _heaviest_point(problem, possible)
    kept = (
        possible
        & (problem.low <= point[about] + tolerance[about])
        & (problem.high >= point[about] - tolerance[about])
    )
    groups = np.flatnonzero(~kept)
    ends_first = _first(problem, kept, problem.high)
    begins_last = _first(problem, kept, -problem.low)
    is_above = problem.low[groups] > point[about[groups]]
    other = np.where(is_above, ends_first[about[groups]], begins_last[about[groups]])
    size = np.where(
        is_above,
        problem.low[groups] - problem.high[other],
        problem.low[other] - problem.high[groups],
    )
    alone = ~possible[groups]
    missed = np.maximum(
        problem.low[groups] - problem.ceiling[about[groups]],
        problem.floor[about[groups]] - problem.high[groups],
    )
    other = np.where(alone, groups, other)
    return ~kept, np.stack([groups, other], axis=1), np.where(alone, missed, size)


def _heaviest_point(problem: Problem, possible: Flags) -> Floats:
    """Of each variable: the lowest point that the most weight of groups holds."""
    about = problem.about[possible]
    begin = np.maximum(problem.low[possible], problem.floor[about])
    end = np.minimum(problem.high[possible], problem.ceiling[about]) + problem.tolerance[about]
    weight = problem.weight[possible]
    variable = np.concatenate([about, about])
    place = np.concatenate([begin, end])
    leaving = np.repeat([False, True], len(about))
    change = np.concatenate([weight, -weight])
    order = np.lexsort((leaving, place, variable))
    # Weights are exact and every group that begins ends, so each variable starts from nought.
    held = np.cumsum(change[order])
    point = np.maximum(problem.floor, -np.finfo(float).max)
    if not len(order):
        return point
    sorted_variable = variable[order]
    first = np.flatnonzero(np.concatenate([[True], np.diff(sorted_variable) != 0]))
    most = np.maximum.reduceat(held, first)
    span = np.diff(np.concatenate([first, [len(order)]]))
    at_most = held == np.repeat(most, span)
    position = np.where(at_most, np.arange(len(order)), len(order))
    best = np.minimum.reduceat(position, first)
    point[sorted_variable[first]] = place[order][best]
    return point


def _first(problem: Problem, kept: Flags, end: Floats) -> Ints:
    """Of each variable: the kept group with the least of an end, the heaviest of those."""
    order = np.lexsort((-problem.weight, end, problem.about))
    order = order[kept[order]][::-1]
    group = np.zeros(problem.variables, dtype=np.int64)
    group[problem.about[order]] = order
    return group
