"""Components with cycles, such as sums in two hierarchies: by linear programs."""

from collections.abc import Iterator

import numpy as np

from grandlivre.ledger.constraints.faults import Fault
from grandlivre.ledger.constraints.highs import Program
from grandlivre.ledger.constraints.problem import TOLERANCE, Problem
from grandlivre.ledger.constraints.system import Flags, Floats, Ints


class Component:
    """One component as a linear program, its figures scaled so that the largest is one."""

    def __init__(self, part: Problem, program: Program) -> None:
        self.part = part
        self.scale = float(part.scale[0])
        self.program = program
        self._by_low = np.lexsort((part.weight, part.low, part.about))
        self._by_high = np.lexsort((part.weight, -part.high, part.about))

    def ends(self, active: Flags) -> tuple[Floats, Floats]:
        """Scaled ends of its variables, by the active ones of its groups."""
        low, high = self.part.bounds(active)
        return low / self.scale, high / self.scale

    def exact(self, active: Flags) -> tuple[Floats, Floats] | None:
        """Exact ends of its variables; None where the active groups cannot all hold.

        Notes
        -----
        Two programs a variable, save where a solution met on the way already reaches an end
        that is known from outside.
        """
        low, high = self._met(*self.ends(active))
        self._load(low, high)
        count = len(low)
        found = self.program.least()
        if found is None:
            return None
        reached = np.stack([found.columns, found.columns])
        exact = np.stack([low, high])
        for variable in range(count):
            for side, sign in enumerate((1.0, -1.0)):
                if abs(reached[side, variable] - exact[side, variable]) <= TOLERANCE / 10:
                    continue
                cost = np.zeros(count)
                cost[variable] = sign
                self.program.cost(cost)
                answer = self.program.least()
                if answer is None or not len(answer.columns):
                    continue
                exact[side, variable] = answer.columns[variable]
                np.minimum(reached[0], answer.columns, out=reached[0])
                np.maximum(reached[1], answer.columns, out=reached[1])
        return exact[0] * self.scale, exact[1] * self.scale

    def nearest(self, ends: tuple[Floats, Floats], wish: Floats) -> Floats:
        """Values that add up, as near as can be in sum to what is wished.

        Parameters
        ----------
        ends
            Exact ends of its variables.
        wish
            Wished values; NaN where there is no wish.
        """
        low, high = self._met(ends[0] / self.scale, ends[1] / self.scale)
        wished = np.flatnonzero(~np.isnan(wish))
        soft = np.full(len(wished), 1.0)
        target = np.clip(wish[wished] / self.scale, low[wished], high[wished])
        value, _ = self._relaxed((low, high), wished, (target, target), soft)
        return np.clip(value, low, high) * self.scale

    def relaxed(self, active: Flags) -> tuple[Floats, float]:
        """Values that overstep claims least, and the weight of the oversteps: ``Σ w (s⁺ + s⁻)``."""
        groups = np.flatnonzero(active)
        ends = self.part.low[groups] / self.scale, self.part.high[groups] / self.scale
        hard = self.part.floor / self.scale, self.part.ceiling / self.scale
        value, cost = self._relaxed(hard, self.part.about[groups], ends, self.part.weight[groups])
        return value * self.scale, cost * self.scale

    def faults(self, active: Flags) -> list[Fault]:
        """Irreducible sets of active groups that cannot all hold; none if all can.

        Notes
        -----
        Groups of one variable that miss one another are faults by themselves. Else the program
        is asked: the multipliers that prove it infeasible point at the groups that matter, and
        a deletion filter (Chinneck 2008) makes these irreducible, program by program.
        """
        ends = self.ends(active)
        torn = np.flatnonzero(ends[0] > ends[1] + TOLERANCE)
        setters = self._setters(active)
        if len(torn):
            return [self._pair(variable, setters) for variable in torn.tolist()]
        self._load(*self._met(*ends))
        if self.program.least() is not None:
            return []
        left = self._suspects(ends, setters)
        self._load(*self._met(*self._ends_by(left)))
        if self.program.least() is not None:
            # The proof was too faint to tell: start from all that matters.
            left = {int(each) for column in setters for each in column if each >= 0}
            self._load(*self._met(*self._ends_by(left)))
        return [self._reduced(left)]

    def _pair(self, variable: int, setters: tuple[Ints, Ints]) -> Fault:
        """The two groups that set ends of a variable that cross, or the one that cannot hold."""
        low, high = int(setters[0][variable]), int(setters[1][variable])
        for group in (low, high):
            if group < 0:
                continue
            ends = self._ends_by({group})
            missed = float((ends[0] - ends[1])[variable])
            if missed > TOLERANCE:
                return Fault(groups=(group,), size=missed * self.scale)
            self._load(*self._met(*ends))
            if self.program.least() is None:
                return self._reduced({group})
        size = float(self.part.low[low] - self.part.high[high])
        return Fault(groups=tuple(sorted((low, high))), size=size)

    def _setters(self, active: Flags) -> tuple[Ints, Ints]:
        """Of each variable: the active groups that set its low and its high end; -1 for none."""
        found = []
        for order, ends, hard in (
            (self._by_low, self.part.low, self.part.floor),
            (self._by_high, -self.part.high, -self.part.ceiling),
        ):
            kept = order[active[order]]
            kept = kept[ends[kept] > hard[self.part.about[kept]]]
            group = np.full(self.part.variables, -1)
            group[self.part.about[kept]] = kept
            found.append(group)
        return found[0], found[1]

    def _suspects(self, ends: tuple[Floats, Floats], setters: tuple[Ints, Ints]) -> set[int]:
        """Groups that the proof of infeasibility rests on; all that matter where there is none."""
        leverage = self._leverage(ends)
        if leverage is None:
            return {int(each) for column in setters for each in column if each >= 0}
        sides = setters[0][leverage > 0], setters[1][leverage < 0]
        return {int(each) for side in sides for each in side if each >= 0}

    def _leverage(self, ends: tuple[Floats, Floats]) -> Floats | None:
        """What a variable counts in the proof: ``Σ leverage · x > 0`` within the ends, not 0."""
        ray = self.program.proof()
        if ray is None:
            return None
        weights = ray[self.part.row] * self.part.factor
        leverage: Floats = np.bincount(
            self.part.variable, weights=weights, minlength=self.part.variables
        ).astype(np.float64)
        leverage[np.abs(leverage) <= 1e-7 * np.abs(leverage).max(initial=0.0)] = 0.0
        return leverage if _least(leverage, ends) > 0 else -leverage

    def _reduced(self, left: set[int]) -> Fault:
        """Leave out one group after the other, as long as the rest cannot hold."""
        for group in sorted(left):
            rest = left - {group}
            self._set(int(self.part.about[group]), rest)
            if self.program.least() is None:
                left = rest
            else:
                self._set(int(self.part.about[group]), left)
        ends = self._met(*self._ends_by(left))
        self._load(*ends)
        self.program.least()
        leverage = self._leverage(ends)
        size = 0.0
        if leverage is not None:
            most = np.abs(leverage[self.part.about[sorted(left)]]).max(initial=0.0)
            size = _least(leverage, ends) / most if most > 0 else 0.0
        return Fault(groups=tuple(sorted(left)), size=max(size, 0.0) * self.scale)

    def _set(self, variable: int, groups: set[int]) -> None:
        """Give a variable the ends that some groups leave it."""
        mine = [each for each in groups if self.part.about[each] == variable]
        low = max([self.part.floor[variable], *(self.part.low[each] for each in mine)])
        high = min([self.part.ceiling[variable], *(self.part.high[each] for each in mine)])
        ends = self._met(np.array([low]) / self.scale, np.array([high]) / self.scale)
        self.program.bound(np.array([variable]), *ends)

    def _ends_by(self, groups: set[int]) -> tuple[Floats, Floats]:
        chosen = np.zeros(len(self.part.about), dtype=bool)
        chosen[list(groups)] = True
        return self.ends(chosen)

    def _relaxed(
        self,
        hard: tuple[Floats, Floats],
        about: Ints,
        ends: tuple[Floats, Floats],
        weight: Floats,
    ) -> tuple[Floats, float]:
        """Solve ``min Σ w (s⁺ + s⁻)`` with ``low ≤ x + s⁺ - s⁻ ≤ high`` for each soft row."""
        variables, rows, count = len(hard[0]), self.part.rows, len(about)
        soft = np.arange(count)
        row = np.concatenate([self.part.row, np.repeat(rows + soft, 3)])
        column = np.stack([about, variables + soft, variables + count + soft], axis=1).ravel()
        factor = np.tile([1.0, 1.0, -1.0], count)
        nothing, endless = np.zeros(2 * count), np.full(2 * count, np.inf)
        self.program.load(
            (np.concatenate([hard[0], nothing]), np.concatenate([hard[1], endless])),
            (
                np.concatenate([np.zeros(rows), ends[0]]),
                np.concatenate([np.zeros(rows), ends[1]]),
            ),
            (
                row,
                np.concatenate([self.part.variable, column]),
                np.concatenate([self.part.factor, factor]),
            ),
        )
        self.program.cost(np.concatenate([np.zeros(variables), weight, weight]))
        answer = self.program.least()
        if answer is None or not len(answer.columns):
            return np.full(variables, np.nan), np.inf
        return answer.columns[:variables], answer.value

    def _met(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Ends that missed one another by a hair meet in the middle."""
        crossed = low > high
        middle = np.where(crossed, (low + np.where(crossed, high, low)) / 2, 0.0)
        return np.where(crossed, middle, low), np.where(crossed, middle, high)

    def _load(self, low: Floats, high: Floats) -> None:
        nothing = np.zeros(self.part.rows)
        self.program.load(
            (low, high), (nothing, nothing), (self.part.row, self.part.variable, self.part.factor)
        )


class GeneralFaults:
    """Finds faults in components of any shape."""

    def __init__(self, problem: Problem) -> None:
        program = Program()
        self.components = [Component(part, program) for part in problem.apart()]

    def faults(self, active: Flags, wanted: Flags) -> Iterator[tuple[int, Fault]]:
        """See `faults.Finder`."""
        for number in np.flatnonzero(wanted).tolist():
            component = self.components[number]
            for fault in component.faults(active[component.part.told_as]):
                groups = component.part.told_as[list(fault.groups)]
                yield number, Fault(groups=tuple(groups.tolist()), size=fault.size)


def _least(leverage: Floats, ends: tuple[Floats, Floats]) -> float:
    """The least that a weighted sum of the variables comes to within their ends."""
    used = leverage != 0
    side = np.where(leverage > 0, ends[0], ends[1])
    return float((leverage[used] * side[used]).sum())
