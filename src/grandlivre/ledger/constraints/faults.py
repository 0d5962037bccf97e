"""Why a component cannot hold: irreducible infeasible subsets, and the lightest repair.

Subsets and repair are found together (an implicit hitting set): reject the lightest set of
groups that meets all subsets found so far; if the rest still cannot hold, it has another subset.
When the rest holds, what was rejected is the lightest repair of all: any repair meets every
subset, so none can be lighter than the lightest that meets some of them. Fellegi and Holt (1976)
ask for the fewest fields to change; with equal weights this is it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from grandlivre.ledger.constraints.hitting import lightest_hitting_set
from grandlivre.ledger.constraints.problem import Problem
from grandlivre.ledger.constraints.system import Flags

_MOST_ROUNDS = 400
_MOST_SUBSETS = 60
"""Subsets of one component after which the repair at hand is taken, and not called the lightest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Groups that cannot all hold, while any of them left out would mend it."""

    groups: tuple[int, ...]
    size: float
    """By how much figures would have to move: least sum of the movements that mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What is wrong in some components, and what to reject."""

    faults: tuple[Fault, ...]
    rejected: Flags
    """Of each group of the problem."""
    is_lightest: Flags
    """Of each component: whether no lighter repair exists."""


class Finder(Protocol):
    """Something that finds faults in the components of a problem."""

    def faults(self, active: Flags, wanted: Flags) -> Iterable[tuple[int, Fault]]:
        """Faults among active groups of wanted components, one at least for each that has any."""
        ...


@dataclass(slots=True)
class _Case:
    """One component on its way to a repair."""

    subsets: list[frozenset[int]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rejected: frozenset[int] = frozenset()
    is_lightest: bool = True


def repaired(problem: Problem, finder: Finder) -> Repaired:
    """Find what is wrong in every component, and the lightest set of groups to reject.

    Parameters
    ----------
    problem
        What is to hold.
    finder
        How faults are found in it.
    """
    active = np.ones(len(problem.about), dtype=bool)
    wanted = np.ones(problem.components, dtype=bool)
    cases: dict[int, _Case] = defaultdict(_Case)
    for turn in range(_MOST_ROUNDS):
        if not wanted.any():
            break
        found = list(finder.faults(active, wanted))
        torn = {component for component, _ in found}
        for component, fault in found:
            case = cases[component]
            case.faults.append(fault)
            case.subsets.append(frozenset(fault.groups))
            if not case.rejected & case.subsets[-1]:
                # Set aside one more, to see first what else is wrong.
                case.rejected |= {_lightest(fault.groups, problem)}
        for component in np.flatnonzero(wanted).tolist():
            if component in torn:
                continue
            wanted[component] = component in cases and not _is_settled(
                cases[component], problem, is_last=turn >= _MOST_ROUNDS // 2
            )
        _set_aside(active, cases.values())
    return Repaired(
        faults=tuple(fault for key in sorted(cases) for fault in cases[key].faults),
        rejected=~active,
        is_lightest=np.array(
            [cases[key].is_lightest if key in cases else True for key in range(problem.components)],
            dtype=bool,
        ),
    )


def _lightest(groups: Sequence[int], problem: Problem) -> int:
    return min(groups, key=lambda each: (problem.weight[each], each))


def _is_settled(case: _Case, problem: Problem, *, is_last: bool) -> bool:
    """True where what is rejected, which mends it, is the lightest repair; else try a lighter."""
    weight = {each: float(problem.weight[each]) for subset in case.subsets for each in subset}
    if is_last or len(case.subsets) > _MOST_SUBSETS:
        case.is_lightest = False
        return True
    best, is_proven = lightest_hitting_set(case.subsets, weight)
    if best == case.rejected:
        case.is_lightest = is_proven
        return True
    lighter = sum(weight[each] for each in best) < sum(weight[each] for each in case.rejected)
    if not is_proven and not lighter:
        case.is_lightest = False
        return True
    case.rejected = best
    return False


def _set_aside(active: Flags, cases: Iterable[_Case]) -> None:
    active[:] = True
    for case in cases:
        active[list(case.rejected)] = False
