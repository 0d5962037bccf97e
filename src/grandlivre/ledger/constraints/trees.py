"""Faults of components without cycles, read off the ends that crossed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grandlivre.errors import LedgerError
from grandlivre.ledger.constraints.faults import Fault
from grandlivre.ledger.constraints.forest import OWN, Forest, Upward, hung, upward
from grandlivre.ledger.constraints.problem import Problem
from grandlivre.ledger.constraints.system import Flags, Floats, Ints


class TreeFaults:
    """Finds faults in a problem whose components are trees.

    Notes
    -----
    Where the ends of a variable cross, its low end goes back, through sums, to low and high
    ends of claims, and so does its high end: these claims cannot all hold. A deletion filter
    (Chinneck 2008) then leaves out one claim after the other, as long as what is left still
    cannot hold. It needs no solver: in a tree each claim serves one end at one place, so what
    is left is known by adding up again, with what is certain in place of what was left out.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.forest: Forest = hung(problem)
        count = problem.variables
        free = np.full(count, -np.inf), np.full(count, np.inf)
        self.hard = upward(self.forest, problem.floor, problem.ceiling, free, problem.tolerance)
        if len(self.hard.torn):
            raise LedgerError(
                "the relations cannot hold, whatever the claims",
                where=f"variable {int(problem.known_as[self.hard.torn[0]])}",
                remedy="take back a relation, a floor or a ceiling",
            )
        self._by_low = np.lexsort((problem.weight, problem.low, problem.about))
        self._by_high = np.lexsort((problem.weight, -problem.high, problem.about))
        self._children = self._rows()

    def upward(self, active: Flags) -> Upward:
        """What the subtrees allow, by the active groups."""
        low, high = self.problem.bounds(active)
        hard = (self.hard.low, self.hard.high)
        return upward(self.forest, low, high, hard, self.problem.tolerance)

    def faults(self, active: Flags, wanted: Flags) -> Iterator[tuple[int, Fault]]:
        """See `faults.Finder`; components that are not wanted are looked at all the same."""
        found = self.upward(active)
        if not len(found.torn):
            return
        foremost = self._foremost(self._by_low, active), self._foremost(self._by_high, active)
        for position, variable in enumerate(found.torn.tolist()):
            component = int(self.problem.component[variable])
            if not wanted[component]:
                continue
            chain = _Chain(self, found, foremost)
            starts = found.torn_from[0][position], found.torn_from[1][position]
            chain.follow(variable, (int(starts[0]), int(starts[1])))
            yield component, chain.reduced(float(self.problem.tolerance[variable]))

    def _foremost(self, order: Ints, active: Flags) -> Ints:
        """Of each variable: the active group that sets its end; -1 where there is none."""
        kept = order[active[order]]
        group = np.full(self.problem.variables, -1)
        group[self.problem.about[kept]] = kept
        return group

    def _rows(self) -> dict[int, list[tuple[int, float]]]:
        """Children of each row, with their sign."""
        children: dict[int, list[tuple[int, float]]] = {}
        for level in self.forest.levels:
            rows = level.rows[level.of].tolist()
            for row, child, sign in zip(
                rows, level.child.tolist(), level.sign.tolist(), strict=True
            ):
                children.setdefault(row, []).append((child, sign))
        return children

    def children(self, row: int) -> list[tuple[int, float]]:
        """Variables below a row, each with its sign."""
        return self._children.get(row, [])


@dataclass(slots=True)
class _Link:
    """One end of one variable, as a lower bound: high ends are turned round."""

    group: int
    """The claim that sets it; -1 where a sum does or nothing but what is certain."""
    value: float
    hard: float
    above: int
    """Place of the link that this one adds to; -1 for the two ends that crossed."""
    total: float = 0.0
    """Sum of the links below."""


class _Chain:
    """From two ends that crossed back to the claims that they rest on."""

    def __init__(self, trees: TreeFaults, found: Upward, foremost: tuple[Ints, Ints]) -> None:
        self.trees = trees
        self.found = found
        self.foremost = foremost
        self.links: list[_Link] = []

    def follow(self, variable: int, starts: tuple[int, int]) -> None:
        """Gather the links of both ends of a variable, parents before children."""
        waiting = [(variable, is_high, starts[is_high], -1) for is_high in (0, 1)]
        while waiting:
            node, is_high, source, above = waiting.pop()
            place = len(self.links)
            self.links.append(self._link(node, is_high, source, above))
            if source < 0:
                continue
            for child, sign in self.trees.children(source):
                side = is_high if sign > 0 else 1 - is_high
                ends: Ints = self.found.high_from if side else self.found.low_from
                waiting.append((child, side, int(ends[child]), place))
        summed: set[int] = set()
        for place in range(len(self.links) - 1, -1, -1):
            link = self.links[place]
            if place in summed:
                link.value = max(link.hard, link.total)
            if link.above >= 0:
                self.links[link.above].total += link.value
                summed.add(link.above)

    def _link(self, node: int, is_high: int, source: int, above: int) -> _Link:
        ends = (self.trees.hard.low, self.trees.hard.high)
        hard = -float(ends[1][node]) if is_high else float(ends[0][node])
        group = int(self.foremost[is_high][node]) if source == OWN else -1
        value = hard
        if group >= 0:
            column: Floats = self.trees.problem.high if is_high else self.trees.problem.low
            value = -float(column[group]) if is_high else float(column[group])
            if value <= hard:
                group, value = -1, hard
        return _Link(group=group, value=value, hard=hard, above=above)

    def reduced(self, tolerance: float) -> Fault:
        """The irreducible rest, after a deletion filter: what matters least goes first."""
        tops = [each for each in self.links if each.above < 0]
        used = [each for each in self.links if each.group >= 0]
        gap = sum(each.value for each in tops)
        kept = []
        for link in sorted(used, key=lambda each: (each.value - each.hard, each.group)):
            before = self._lower(link)
            rest = sum(each.value for each in tops)
            if rest > tolerance:
                gap = rest
                continue
            kept.append(link.group)
            for each, value, total in before:
                each.value, each.total = value, total
        return Fault(groups=tuple(sorted(kept)), size=gap)

    def _lower(self, link: _Link) -> list[tuple[_Link, float, float]]:
        """Leave a claim out; what the links on the way to the top were before."""
        before = [(link, link.value, link.total)]
        change = link.hard - link.value
        link.value = link.hard
        while link.above >= 0 and change < 0:
            link = self.links[link.above]
            before.append((link, link.value, link.total))
            link.total += change
            value = max(link.hard, link.total)
            change = value - link.value
            link.value = value
        return before
