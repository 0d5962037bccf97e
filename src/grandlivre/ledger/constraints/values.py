"""What claims would have a variable be: the weighted median of the figures that they give."""

import numpy as np

from grandlivre.ledger.constraints.problem import Problem
from grandlivre.ledger.constraints.system import Flags, Floats


def wishes(problem: Problem, active: Flags) -> Floats:
    """The weighted median of each variable's active groups; NaN where none says anything.

    Parameters
    ----------
    problem
        The groups: a figure, or the middle of a range, or the end that was stated.
    active
        Which groups count.

    Notes
    -----
    The least value that half of the weight does not exceed: it minimises ``Σ w |x - figure|``.
    """
    has_low, has_high = np.isfinite(problem.low), np.isfinite(problem.high)
    low = np.where(has_low, problem.low, problem.high)
    figure = (low + np.where(has_high, problem.high, low)) / 2
    used = np.flatnonzero(active & (has_low | has_high))
    wish = np.full(problem.variables, np.nan)
    if not len(used):
        return wish
    order = used[np.lexsort((figure[used], problem.about[used]))]
    about, weight = problem.about[order], problem.weight[order]
    total = np.bincount(about, weights=weight, minlength=problem.variables)
    first = np.flatnonzero(np.concatenate([[True], np.diff(about) != 0]))
    below = np.cumsum(weight)
    span = np.diff(np.concatenate([first, [len(order)]]))
    below -= np.repeat(below[first] - weight[first], span)
    reached = 2 * below >= total[about]
    position = np.where(reached, np.arange(len(order)), len(order))
    middle = np.minimum.reduceat(position, first)
    wish[about[first]] = figure[order[middle]]
    return wish
