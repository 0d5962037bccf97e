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
        value, _, _ = self._relaxed((low, high), wished, (target, target), soft)
        return np.clip(value, low, high) * self.scale

    def relaxed(self, active: Flags) -> tuple[Floats, float]:
        """Values that overstep claims least, and the weight of the oversteps: ``Σ w (s⁺ + s⁻)``."""
        groups = np.flatnonzero(active)
        ends = self.part.low[groups] / self.scale, self.part.high[groups] / self.scale
        hard = self.part.floor / self.scale, self.part.ceiling / self.scale
        value, cost, _ = self._relaxed(
            hard, self.part.about[groups], ends, self.part.weight[groups]
        )
        return value * self.scale, cost * self.scale

    def is_feasible(self, active: Flags) -> bool:
        """Whether the active groups can all hold."""
        low, high = self.ends(active)
        if (low > high + TOLERANCE).any():
            return False
        self._load(*self._met(low, high))
        return self.program.least() is not None

    def fault(self, active: Flags) -> Fault | None:
        """One irreducible set of active groups that cannot all hold; None if all can.

        Notes
        -----
        Only the groups that set the ends of variables matter. The duals of the elastic program
        over them prove that it is infeasible, by the groups with a dual that is not nought
        (Farkas' lemma); a deletion filter makes what they leave irreducible.
        """
        if self.is_feasible(active):
            return None
        foremost = self._foremost(active)
        suspects = self._suspects(foremost)
        left = np.zeros(len(active), dtype=bool)
        left[suspects] = True
        if self.is_feasible(left):
            # The duals were too faint to tell: start from all that matters.
            left[foremost] = True
        for group in np.flatnonzero(left):
            left[group] = False
            if self.is_feasible(left):
                left[group] = True
        members = np.flatnonzero(left)
        ends = self.part.low[members] / self.scale, self.part.high[members] / self.scale
        hard = self.part.floor / self.scale, self.part.ceiling / self.scale
        ones = np.ones(len(members))
        _, size, _ = self._relaxed(hard, self.part.about[members], ends, ones)
        return Fault(groups=tuple(members.tolist()), size=size * self.scale)

    def _foremost(self, active: Flags) -> Ints:
        """Active groups that set an end of a variable."""
        chosen: set[int] = set()
        for ends in (self.part.low, -self.part.high):
            order = np.lexsort((self.part.weight, ends, self.part.about))
            order = order[active[order] & np.isfinite(ends[order])]
            group = np.full(self.part.variables, -1)
            group[self.part.about[order]] = order
            chosen.update(group[group >= 0].tolist())
        return np.array(sorted(chosen), dtype=np.int64)

    def _suspects(self, groups: Ints) -> Ints:
        """Groups whose claims the elastic program's duals rest on."""
        ends = self.part.low[groups] / self.scale, self.part.high[groups] / self.scale
        hard = self.part.floor / self.scale, self.part.ceiling / self.scale
        ones = np.ones(len(groups))
        _, _, duals = self._relaxed(hard, self.part.about[groups], ends, ones)
        return groups[np.abs(duals) > 1e-7]

    def _relaxed(
        self,
        hard: tuple[Floats, Floats],
        about: Ints,
        ends: tuple[Floats, Floats],
        weight: Floats,
    ) -> tuple[Floats, float, Floats]:
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
            return np.full(variables, np.nan), np.inf, np.ones(count)
        return answer.columns[:variables], answer.value, answer.duals[rows:]

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
            fault = component.fault(active[component.part.told_as])
            if fault is not None:
                groups = component.part.told_as[list(fault.groups)]
                yield number, Fault(groups=tuple(groups.tolist()), size=fault.size)
