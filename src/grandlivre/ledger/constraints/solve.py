"""The verbs of the numerical core: solve a system; solve it again after something was added."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from grandlivre.ledger.constraints.faults import Fault, Finder, repaired
from grandlivre.ledger.constraints.forest import are_trees, downward, settled
from grandlivre.ledger.constraints.general import GeneralFaults
from grandlivre.ledger.constraints.isolated import repaired_alone
from grandlivre.ledger.constraints.problem import Problem, prepared
from grandlivre.ledger.constraints.system import Flags, Floats, Ints, System
from grandlivre.ledger.constraints.trees import TreeFaults
from grandlivre.ledger.constraints.values import wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What a system of claims comes to; arrays by number of the system's variables and claims."""

    low: Floats
    """Least value of each variable over all solutions; ``-inf`` where there is no least."""
    high: Floats
    best: Floats
    """A value inside: the weighted median of what is claimed, moved as little as sums and ends
    need; values of a component add up. NaN where nothing is claimed and an end is open."""
    component: Ints
    """Of each variable."""
    is_consistent: Flags
    """Of each component: whether all of its claims can hold. Where not, `low`, `high` and `best`
    are what is left after the lightest repair."""
    is_lightest: Flags
    """Of each component: whether no lighter repair exists; False where the search was cut."""
    rejected: Flags
    """Of each claim: whether the repair rejects it."""
    subset_start: Ints
    """Irreducible infeasible subset k is ``subset_claim[subset_start[k]:subset_start[k + 1]]``."""
    subset_claim: Ints
    """Numbers of claims: of several that say the same, the one of most weight."""
    subset_size: Floats
    """Of each subset: by how much its figures would have to move, in all, to hold."""
    subset_component: Ints

    def subsets(self) -> list[tuple[int, ...]]:
        """The irreducible infeasible subsets, as tuples of claims."""
        spans = zip(self.subset_start[:-1].tolist(), self.subset_start[1:].tolist(), strict=True)
        return [tuple(self.subset_claim[begin:end].tolist()) for begin, end in spans]


@dataclass(slots=True)
class _Found:
    """What was found so far, by numbers of the whole problem."""

    low: Floats
    high: Floats
    best: Floats
    is_consistent: Flags
    is_lightest: Flags
    rejected: Flags
    faults: list[Ints]
    """Groups of each batch of faults, one after another."""
    counts: list[Ints]
    sizes: list[Floats]


def solve(made: System) -> Solution:
    """Bounds of every variable, and where claims cannot all hold: which, and what to reject.

    Parameters
    ----------
    made
        Variables, claims and relations.

    Notes
    -----
    Components are solved apart. A variable on its own is an intersection of intervals, and a
    component without cycles two passes of interval sums: both exact, and all of them at once.
    What has cycles goes to a linear program, component by component.

    Examples
    --------
    >>> from grandlivre.ledger.constraints.system import claims, system
    >>> stated = claims([0, 1, 1], [80, 50, 45], [80, np.inf, np.inf])
    >>> found = solve(system(2, stated, [(0, [1], False)]))
    >>> found.low, found.high
    (array([80., 50.,  0.]), array([80., 80., 30.]))
    """
    problem, known_as, group = prepared(made)
    found = _solved(problem)
    return _told(found, problem, known_as, group)


def _solved(problem: Problem) -> _Found:
    low, high = problem.bounds()
    found = _Found(
        low=low,
        high=high,
        best=wishes(problem, np.ones(len(problem.about), dtype=bool)),
        is_consistent=np.ones(problem.components, dtype=bool),
        is_lightest=np.ones(problem.components, dtype=bool),
        rejected=np.zeros(len(problem.about), dtype=bool),
        faults=[],
        counts=[],
        sizes=[],
    )
    is_tied = np.zeros(problem.components, dtype=bool)
    is_tied[problem.component[problem.variable]] = True
    is_tree = are_trees(problem)
    _solve_alone(problem, ~is_tied, found)
    _solve_trees(problem, is_tied & is_tree, found)
    _solve_general(problem, is_tied & ~is_tree, found)
    crossed = found.low > found.high
    middle = (found.low[crossed] + found.high[crossed]) / 2
    found.low[crossed] = found.high[crossed] = middle
    found.best = np.clip(found.best, found.low, found.high)
    return found


def _solve_alone(problem: Problem, wanted: Flags, found: _Found) -> None:
    """Variables on their own: only those whose ends crossed need more than the intersection."""
    torn = np.zeros(problem.components, dtype=bool)
    torn[problem.component[found.low > found.high + problem.tolerance]] = True
    torn &= wanted
    if not torn.any():
        return
    part = problem.taken(torn)
    rejected, pairs, sizes = repaired_alone(part)
    low, high = part.bounds(~rejected)
    found.low[part.known_as], found.high[part.known_as] = low, high
    found.best[part.known_as] = wishes(part, ~rejected)
    found.is_consistent[torn] = False
    found.rejected[part.told_as[rejected]] = True
    single = pairs[:, 0] == pairs[:, 1]
    kept = np.stack([np.ones(len(pairs), dtype=bool), ~single], axis=1)
    found.faults.append(part.told_as[np.sort(pairs, axis=1)][kept])
    found.counts.append(kept.sum(axis=1))
    found.sizes.append(sizes)


def _solve_trees(problem: Problem, wanted: Flags, found: _Found) -> None:
    if not wanted.any():
        return
    part = problem.taken(wanted)
    trees = TreeFaults(part)
    torn = np.zeros(part.components, dtype=bool)
    everything = np.ones(len(part.about), dtype=bool)
    torn[part.component[trees.upward(everything).torn]] = True
    rejected = np.zeros(len(part.about), dtype=bool)
    if torn.any():
        inside = part.taken(torn)
        rejected[inside.told_as] = _repair(inside, TreeFaults(inside), part, torn, found, problem)
    up = trees.upward(~rejected)
    low, high = downward(trees.forest, up.low, up.high)
    found.low[part.known_as], found.high[part.known_as] = low, high
    wish = wishes(part, ~rejected)
    found.best[part.known_as] = _shown(settled(trees.forest, low, high, wish), wish, low, high)


def _solve_general(problem: Problem, wanted: Flags, found: _Found) -> None:
    if not wanted.any():
        return
    part = problem.taken(wanted)
    finder = GeneralFaults(part)
    torn = np.ones(part.components, dtype=bool)
    rejected = _repair(part, finder, part, torn, found, problem)
    wish = wishes(part, ~rejected)
    for component in finder.components:
        ends = component.exact(~rejected[component.part.told_as])
        if ends is None:
            continue
        where = part.known_as[component.part.known_as]
        found.low[where], found.high[where] = ends
        own = wish[component.part.known_as]
        found.best[where] = _shown(component.nearest(ends, own), own, *ends)


def _repair(
    inside: Problem, finder: Finder, part: Problem, torn: Flags, found: _Found, problem: Problem
) -> Flags:
    """Repair torn components of a part of the problem; which groups of `inside` are rejected."""
    fixed = repaired(inside, finder)
    whole = np.flatnonzero(_components_of(part, problem))[torn]
    outer = part.told_as if inside is part else part.told_as[inside.told_as]
    broken = np.zeros(inside.components, dtype=bool)
    broken[[int(inside.component[inside.about[each.groups[0]]]) for each in fixed.faults]] = True
    found.is_consistent[whole[broken]] = False
    found.is_lightest[whole] = fixed.is_lightest
    found.rejected[outer[fixed.rejected]] = True
    _add(found, fixed.faults, outer)
    return fixed.rejected


def _components_of(part: Problem, problem: Problem) -> Flags:
    """Which components of the problem the part holds."""
    held = np.zeros(problem.components, dtype=bool)
    held[problem.component[part.known_as]] = True
    return held


def _add(found: _Found, faults: tuple[Fault, ...], outer: Ints) -> None:
    if faults:
        found.faults.append(outer[np.concatenate([each.groups for each in faults])])
        found.counts.append(np.array([len(each.groups) for each in faults]))
        found.sizes.append(np.array([each.size for each in faults]))


def _shown(value: Floats, wish: Floats, low: Floats, high: Floats) -> Floats:
    """The value, but none where nothing was claimed and an end is open."""
    known = ~np.isnan(wish) | (np.isfinite(low) & np.isfinite(high))
    return np.where(known, value, np.nan)


def _told(found: _Found, problem: Problem, known_as: Ints, group: Ints) -> Solution:
    """The result, by numbers of the system."""
    none = np.zeros(0, dtype=np.int64)
    groups = np.concatenate([none, *found.faults])
    counts = np.concatenate([none, *found.counts])
    sizes = np.concatenate([np.zeros(0), *found.sizes])
    start = np.concatenate([none, [0], np.cumsum(counts)])
    component = problem.component[problem.about[groups[start[:-1]]]] if len(counts) else none
    order = np.lexsort((groups[start[:-1]] if len(counts) else none, component))
    pieces = [groups[start[each] : start[each + 1]] for each in order.tolist()]
    return Solution(
        low=found.low[known_as],
        high=found.high[known_as],
        best=found.best[known_as],
        component=problem.component[known_as],
        is_consistent=found.is_consistent,
        is_lightest=found.is_lightest,
        rejected=found.rejected[group],
        subset_start=np.array([0, *accumulate(map(len, pieces))], dtype=np.int64),
        subset_claim=problem.spokesman[np.concatenate([none, *pieces])],
        subset_size=sizes[order],
        subset_component=component[order],
    )
