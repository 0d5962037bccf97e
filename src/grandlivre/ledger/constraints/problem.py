"""A system made ready to solve: one column a variable, claims that say the same as one, parts."""

from dataclasses import dataclass

import numpy as np

from grandlivre.ledger.constraints.system import Claims, Flags, Floats, Ints, System

TOLERANCE = 1e-8
"""Two figures of a component meet where they differ by no more than this part of its largest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Columns that the solvers work on. Variables, groups and components have numbers of its own.

    A *group* is all claims that say the same of one variable: rejecting one of them alone
    would change nothing. Its weight is the sum over origins of the heaviest claim of each.
    """

    floor: Floats
    ceiling: Floats
    component: Ints
    """Component of each variable."""
    row: Ints
    """Of each edge (a variable in a sum): the sum; rising."""
    variable: Ints
    factor: Floats
    """``Σ factor · x[variable] = 0`` over the edges of each row."""
    rows: int
    components: int
    scale: Floats
    """Of each component: its largest figure, and at least a little."""
    about: Ints
    """Of each group: the variable; rising."""
    low: Floats
    high: Floats
    weight: Floats
    spokesman: Ints
    """Of each group: the row of the claim that stands for it, in the system."""
    told_as: Ints
    """Of each group: its number in the problem that this one was taken from."""
    known_as: Ints
    """Of each variable: its number in the problem that this one was taken from."""

    @property
    def variables(self) -> int:
        """How many variables."""
        return len(self.floor)

    @property
    def tolerance(self) -> Floats:
        """Of each variable: how far two ends may miss one another and still meet."""
        return TOLERANCE * self.scale[self.component]

    def bounds(self, active: Flags | None = None) -> tuple[Floats, Floats]:
        """Ends of each variable by its own claims and hard ends alone."""
        low, high = self.floor.copy(), self.ceiling.copy()
        about, lows, highs = self.about, self.low, self.high
        if active is not None:
            about, lows, highs = about[active], lows[active], highs[active]
        np.maximum.at(low, about, lows)
        np.minimum.at(high, about, highs)
        return low, high

    def taken(self, wanted: Flags) -> "Problem":
        """The part of it that some whole components make up.

        Parameters
        ----------
        wanted
            Of each component: whether it is wanted.
        """
        variables = wanted[self.component]
        edges = variables[self.variable]
        groups = variables[self.about]
        new_component = np.cumsum(wanted) - 1
        new_variable = np.cumsum(variables) - 1
        rows, row = np.unique(self.row[edges], return_inverse=True)
        return Problem(
            floor=self.floor[variables],
            ceiling=self.ceiling[variables],
            component=new_component[self.component[variables]],
            row=row.astype(np.int64),
            variable=new_variable[self.variable[edges]],
            factor=self.factor[edges],
            rows=len(rows),
            components=int(wanted.sum()),
            scale=self.scale[wanted],
            about=new_variable[self.about[groups]],
            low=self.low[groups],
            high=self.high[groups],
            weight=self.weight[groups],
            spokesman=self.spokesman[groups],
            told_as=np.flatnonzero(groups),
            known_as=np.flatnonzero(variables),
        )

    def apart(self) -> list["Problem"]:
        """Each component on its own, in time that grows with the whole alone."""
        orders = [
            np.argsort(column, kind="stable")
            for column in (
                self.component,
                self.component[self.variable],
                self.component[self.about],
            )
        ]
        ends = np.arange(self.components + 1)
        cuts = [
            np.searchsorted(column[order], ends)
            for column, order in zip(
                (self.component, self.component[self.variable], self.component[self.about]),
                orders,
                strict=True,
            )
        ]
        place = np.empty(self.variables, dtype=np.int64)
        place[orders[0]] = np.arange(self.variables) - cuts[0][self.component[orders[0]]]
        return [
            self._one(
                place,
                *(
                    order[cut[each] : cut[each + 1]]
                    for order, cut in zip(orders, cuts, strict=True)
                ),
            )
            for each in range(self.components)
        ]

    def _one(self, place: Ints, variables: Ints, edges: Ints, groups: Ints) -> "Problem":
        rows, row = np.unique(self.row[edges], return_inverse=True)
        return Problem(
            floor=self.floor[variables],
            ceiling=self.ceiling[variables],
            component=np.zeros(len(variables), dtype=np.int64),
            row=row.astype(np.int64),
            variable=place[self.variable[edges]],
            factor=self.factor[edges],
            rows=len(rows),
            components=1,
            scale=self.scale[self.component[variables[:1]]],
            about=place[self.about[groups]],
            low=self.low[groups],
            high=self.high[groups],
            weight=self.weight[groups],
            spokesman=self.spokesman[groups],
            told_as=groups,
            known_as=variables,
        )


def prepared(made: System) -> tuple[Problem, Ints, Ints]:
    """Make a system ready to solve.

    Returns
    -------
    tuple
        The problem; the number in it of each variable of the system (those that are one share
        it); the group in it of each claim.
    """
    known_as = _merged(made.variables, made.same)
    count = int(known_as.max()) + 1 if len(known_as) else 0
    floor, ceiling = np.full(count, -np.inf), np.full(count, np.inf)
    np.maximum.at(floor, known_as, made.floor)
    np.minimum.at(ceiling, known_as, made.ceiling)
    row, variable, factor = _edges(made, known_as, count)
    component, components = _components(count, row, variable, len(made.sums))
    about, low, high, weight, spokesman, group = _grouped(made.claims, known_as)
    scale = np.full(components, 1e-300)
    for where, values in (
        (component[about], low),
        (component[about], high),
        (component, floor),
        (component, ceiling),
    ):
        size = np.abs(values)
        np.maximum.at(scale, where, np.where(np.isfinite(size), size, 0.0))
    problem = Problem(
        floor=floor,
        ceiling=ceiling,
        component=component,
        row=row,
        variable=variable,
        factor=factor,
        rows=len(made.sums),
        components=components,
        scale=scale,
        about=about,
        low=low,
        high=high,
        weight=weight,
        spokesman=spokesman,
        told_as=np.arange(len(about)),
        known_as=np.arange(count),
    )
    return problem, known_as, group


def _merged(variables: int, pairs: Ints) -> Ints:
    """New numbers from 0, the same for variables that are one."""
    if not len(pairs):
        return np.arange(variables)
    root = _labels(variables, pairs[:, 0], pairs[:, 1])
    number: Ints = np.unique(root, return_inverse=True)[1].astype(np.int64)
    return number


def _edges(made: System, known_as: Ints, count: int) -> tuple[Ints, Ints, Floats]:
    """The sums as rows, wholes with factor -1; a variable twice in a row as one edge."""
    sums = made.sums
    rows = np.concatenate([np.arange(len(sums)), sums.row])
    variables = known_as[np.concatenate([sums.whole, sums.part])]
    factors = np.concatenate([-np.ones(len(sums)), np.ones(len(sums.part))])
    keys, where = np.unique(rows * max(count, 1) + variables, return_inverse=True)
    total = np.bincount(where, weights=factors, minlength=len(keys))
    kept = total != 0
    row: Ints = keys[kept] // max(count, 1)
    variable: Ints = keys[kept] % max(count, 1)
    return row, variable, total[kept]


def _components(count: int, row: Ints, variable: Ints, rows: int) -> tuple[Ints, int]:
    """The connected component of each variable, numbered by their first variable."""
    root = _labels(count + rows, variable, count + row)[:count]
    names, number = np.unique(root, return_inverse=True)
    return number.astype(np.int64), len(names)


def _labels(count: int, one: Ints, other: Ints) -> Ints:
    """The least node that each node is connected to, by hooking and pointer jumping."""
    label = np.arange(count)
    while True:
        least = np.minimum(label[one], label[other])
        before = label.copy()
        np.minimum.at(label, label[one], least)
        np.minimum.at(label, label[other], least)
        np.minimum.at(label, one, least)
        np.minimum.at(label, other, least)
        while True:
            jumped = label[label]
            if np.array_equal(jumped, label):
                break
            label = jumped
        if np.array_equal(before, label):
            return label


def _grouped(table: Claims, known_as: Ints) -> tuple[Ints, Floats, Floats, Floats, Ints, Ints]:
    """Claims that say the same of one variable, as one; in an order of what they say.

    The claim that stands for a group is its heaviest, the first of those.
    """
    if not len(table):
        none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0)
        return none, nothing, nothing, nothing, none, none
    variable = known_as[table.variable]
    order = np.lexsort((-table.weight, table.high, table.low, variable))
    about, low, high = variable[order], table.low[order], table.high[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(about) != 0) | (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    group: Ints = np.empty(len(order), dtype=np.int64)
    group[order] = np.cumsum(first) - 1
    # Claims of one origin vote once: the heaviest of them.
    voters = np.lexsort((table.weight, table.origin, group))
    voted, origin = group[voters], table.origin[voters]
    last = np.ones(len(voters), dtype=bool)
    last[:-1] = (np.diff(voted) != 0) | (np.diff(origin) != 0)
    weight: Floats = np.bincount(
        voted[last], weights=table.weight[voters][last], minlength=int(first.sum())
    ).astype(np.float64)
    spokesman: Ints = order[first].astype(np.int64)
    return about[first], low[first], high[first], weight, spokesman, group


def spans(start: Ints, nodes: Ints) -> Ints:
    """Positions ``start[n] … start[n + 1]`` of each node, one after another."""
    counts = start[nodes + 1] - start[nodes]
    shift = np.repeat(start[nodes] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    found: Ints = shift + np.arange(int(counts.sum()))
    return found
