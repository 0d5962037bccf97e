"""Solving again after something was added: only the components that it touches."""

from dataclasses import replace

import numpy as np

from grandlivre.ledger.constraints.problem import spans
from grandlivre.ledger.constraints.solve import Solution, solve
from grandlivre.ledger.constraints.system import Claims, Flags, Ints, Sums, System


def renewed(made: System, base: System, before: Solution) -> Solution:
    """Solve a system that has grown; the same as `solve`, in the time of what was touched.

    Parameters
    ----------
    made
        What `grown` made of `base`.
    base, before
        The system before, and its solution.

    Examples
    --------
    >>> from grandlivre.ledger.constraints.system import claims, grown, system
    >>> base = system(2, claims([0, 1], [80, 50], [80, 60]))
    >>> more = grown(base, claims([0], [75], [85]), [(0, [1], False)])
    >>> renewed(more, base, solve(base)).high
    array([80., 60., 30.])
    """
    touched = _touched(made, base, before)
    inner, variables, rows = _taken(made, touched)
    found = solve(inner)
    component, kept, fresh = _components(touched, before, found)
    low, high, best = (
        np.concatenate([each, np.full(made.variables - base.variables, np.nan)])
        for each in (before.low, before.high, before.best)
    )
    low[variables], high[variables], best[variables] = found.low, found.high, found.best
    rejected = np.concatenate(
        [before.rejected, np.zeros(len(made.claims) - len(base.claims), dtype=bool)]
    )
    rejected[rows] = found.rejected
    count = int(component.max()) + 1 if len(component) else 0
    flags = []
    for old, new in (
        (before.is_consistent, found.is_consistent),
        (before.is_lightest, found.is_lightest),
    ):
        both = np.ones(count, dtype=bool)
        both[kept[kept >= 0]] = old[kept >= 0]
        both[fresh] = new
        flags.append(both)
    stays = kept[before.subset_component] >= 0
    of = np.concatenate([kept[before.subset_component[stays]], fresh[found.subset_component]])
    size = np.concatenate([before.subset_size[stays], found.subset_size])
    order = np.argsort(of, kind="stable")
    lengths = np.concatenate([np.diff(before.subset_start)[stays], np.diff(found.subset_start)])
    members = np.concatenate(
        [
            before.subset_claim[spans(before.subset_start, np.flatnonzero(stays))],
            rows[found.subset_claim],
        ]
    )
    start = np.concatenate([[0], np.cumsum(lengths)])
    return Solution(
        low=low,
        high=high,
        best=best,
        component=component,
        is_consistent=flags[0],
        is_lightest=flags[1],
        rejected=rejected,
        subset_start=np.concatenate([[0], np.cumsum(lengths[order])]).astype(np.int64),
        subset_claim=members[spans(start, order)],
        subset_size=size[order],
        subset_component=of[order],
    )


def _touched(made: System, base: System, before: Solution) -> Flags:
    """Which variables are in a component that something new is about."""
    new_rows = made.sums.row >= len(base.sums)
    named = np.concatenate(
        [
            made.claims.variable[len(base.claims) :],
            made.sums.whole[len(base.sums) :],
            made.sums.part[new_rows],
            made.same[len(base.same) :].ravel(),
        ]
    )
    components = np.zeros(len(before.is_consistent), dtype=bool)
    touched = np.ones(made.variables, dtype=bool)
    touched[: base.variables] = False
    touched[named] = True
    reached = -1
    # Once is enough, save where a whole cancels out of its sum and so is not tied to its parts.
    while reached < int(touched.sum()):
        reached = int(touched.sum())
        sums = touched[made.sums.whole]
        sums[made.sums.row[touched[made.sums.part]]] = True
        touched[made.sums.whole[sums]] = True
        touched[made.sums.part[sums[made.sums.row]]] = True
        components[before.component[touched[: base.variables]]] = True
        touched[: base.variables] |= components[before.component]
    return touched


def _taken(made: System, touched: Flags) -> tuple[System, Ints, Ints]:
    """The part of a system about some variables; their numbers, and the rows of its claims."""
    number = np.cumsum(touched) - 1
    rows = np.flatnonzero(touched[made.claims.variable])
    stated = Claims(
        variable=number[made.claims.variable[rows]],
        low=made.claims.low[rows],
        high=made.claims.high[rows],
        weight=made.claims.weight[rows],
        origin=made.claims.origin[rows],
    )
    sums = touched[made.sums.whole]
    parts = sums[made.sums.row]
    left = made.sums.remainder[sums]
    table = Sums(
        whole=number[made.sums.whole[sums]],
        row=(np.cumsum(sums) - 1)[made.sums.row[parts]],
        part=number[made.sums.part[parts]],
        remainder=np.where(left >= 0, number[left], -1),
    )
    pairs = made.same[touched[made.same[:, 0]]] if len(made.same) else made.same
    inner = replace(
        made,
        variables=int(touched.sum()),
        floor=made.floor[touched],
        ceiling=made.ceiling[touched],
        claims=stated,
        sums=table,
        same=number[pairs],
    )
    return inner, np.flatnonzero(touched), rows


def _components(touched: Flags, before: Solution, found: Solution) -> tuple[Ints, Ints, Ints]:
    """The component of each variable, and the new number of each old and each fresh component.

    Old ones that were touched have none: -1.
    """
    old = len(before.is_consistent)
    label = np.empty(len(touched), dtype=np.int64)
    label[: len(before.component)] = before.component
    label[touched] = old + found.component
    names, first, where = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(names), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(names))
    number = np.full(old + len(found.is_consistent), -1)
    number[names] = rank
    return rank[where], number[:old], number[old:]
