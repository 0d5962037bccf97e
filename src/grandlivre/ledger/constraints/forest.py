"""Components without cycles: bounds by two passes of interval arithmetic, and values that add up.

Think of a component as a graph with a node for each variable and one for each sum, an edge where
the variable is in the sum. Where that graph is a tree, two passes are exact.

Up: hang the tree on any variable. What a sum's children leave to the variable above it is the
interval sum of theirs; a variable keeps what is common to its own claims and to all sums below
it. By induction from the leaves this is exactly what the subtree below allows, since subtrees
share no variable: any choice of values in the children's intervals can be completed below.

Down: a child may take what its parent's exact interval less its siblings' intervals leaves.
Any such value can be completed below (by the induction) and above (the parent's value was one
that the whole tree allows). Each interval is so the exact projection of all solutions.
"""

from dataclasses import dataclass

import numpy as np

from grandlivre.ledger.constraints.problem import Problem, spans
from grandlivre.ledger.constraints.system import Flags, Floats, Ints

OWN = -1
"""Where an end comes from: the variable's own claims or hard ends; else the number of a row."""
CERTAIN = -2
"""Or what is certain alone, where the variable was torn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Rows at one height of the forest, and their edges to the variables below them."""

    above: Ints
    """Variable above each row; shape (rows,)."""
    rows: Ints
    start: Ints
    """Where each row's children begin; every row has at least one here."""
    child: Ints
    sign: Floats
    """``x[above] = Σ sign · x[child]``."""
    of: Ints
    """Position in `rows` of each child's row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """How the variables of components without cycles hang together."""

    levels: tuple[Level, ...]
    """From the roots down."""
    lone: tuple[Ints, Ints]
    """Rows without children and the variable above each: it must be nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upward:
    """What each subtree allows to the variable at its top, and where these ends come from."""

    low: Floats
    high: Floats
    low_from: Ints
    high_from: Ints
    torn: Ints
    """Variables whose ends crossed, although all below them is in order."""
    gap: Floats
    """By how much each of them crossed."""
    torn_from: tuple[Ints, Ints]
    """Where the crossing low and high ends come from."""


def are_trees(problem: Problem) -> Flags:
    """Whether each component is a tree with unit factors: as many edges as nodes less one."""
    component = problem.component[problem.variable]
    edges = np.bincount(component, minlength=problem.components)
    variables = np.bincount(problem.component, minlength=problem.components)
    first = np.ones(len(problem.row), dtype=bool)
    first[1:] = np.diff(problem.row) != 0
    rows = np.bincount(component[first], minlength=problem.components)
    odd = np.bincount(
        component, weights=np.abs(problem.factor) != 1.0, minlength=problem.components
    )
    is_tree: Flags = (edges == variables + rows - 1) & (odd == 0)
    return is_tree


def hung(problem: Problem) -> Forest:
    """Hang each tree on its first variable; all components must be trees."""
    rows_at = np.concatenate([[0], np.cumsum(np.bincount(problem.row, minlength=problem.rows))])
    by_variable = np.argsort(problem.variable, kind="stable")
    count = np.bincount(problem.variable, minlength=problem.variables)
    edges_at = np.concatenate([[0], np.cumsum(count)])
    from_row = np.full(problem.variables, -1)
    _, frontier = np.unique(problem.component, return_index=True)
    levels: list[Level] = []
    lone_rows: list[Ints] = []
    lone_above: list[Ints] = []
    while len(frontier):
        edges = by_variable[spans(edges_at, frontier)]
        edges = edges[problem.row[edges] != from_row[problem.variable[edges]]]
        rows, above, leading = problem.row[edges], problem.variable[edges], problem.factor[edges]
        order = np.argsort(rows, kind="stable")
        rows, above, leading = rows[order], above[order], leading[order]
        inside = spans(rows_at, rows)
        of = np.repeat(np.arange(len(rows)), rows_at[rows + 1] - rows_at[rows])
        below = problem.variable[inside] != above[of]
        inside, of = inside[below], of[below]
        children = np.bincount(of, minlength=len(rows))
        lone_rows.append(rows[children == 0])
        lone_above.append(above[children == 0])
        child = problem.variable[inside]
        sign = -problem.factor[inside] / leading[of]
        full = children > 0
        of = (np.cumsum(full) - 1)[of]
        from_row[child] = rows[full][of]
        frontier = child
        if len(child):
            start = np.concatenate([[0], np.cumsum(children[full])[:-1]])
            levels.append(
                Level(
                    above=above[full], rows=rows[full], start=start, child=child, sign=sign, of=of
                )
            )
    none = np.zeros(0, dtype=np.int64)
    return Forest(
        levels=tuple(levels),
        lone=(np.concatenate([none, *lone_rows]), np.concatenate([none, *lone_above])),
    )


def upward(
    forest: Forest, low: Floats, high: Floats, hard: tuple[Floats, Floats], tolerance: Floats
) -> Upward:
    """What each subtree allows to its top, by what each variable's own claims leave.

    Parameters
    ----------
    forest
        How the variables hang together.
    low, high
        Ends of each variable by its own claims.
    hard
        Ends of each variable by what is certain alone, as `upward` finds them without claims.
    tolerance
        Of each variable.

    Notes
    -----
    Where the ends of a variable cross it is *torn*: that is one fault, found at the lowest
    place where it shows. Above it the variable counts with its hard ends alone, so that other
    faults of the component, apart from this one, show in the same pass.
    """
    low, high = low.copy(), high.copy()
    sources = np.full(len(low), OWN), np.full(len(low), OWN)
    torn: list[tuple[Ints, Floats, Ints, Ints]] = []

    def tear(where: Ints) -> None:
        gap = low[where] - high[where]
        crossed = gap > tolerance[where]
        where, gap = where[crossed], gap[crossed]
        torn.append((where, gap, sources[0][where], sources[1][where]))
        low[where], high[where] = hard[0][where], hard[1][where]
        sources[0][where] = sources[1][where] = CERTAIN

    tear(np.arange(len(low)))
    lone_rows, lone_above = forest.lone
    for row, above in zip(lone_rows, lone_above, strict=True):
        if low[above] < 0:
            low[above], sources[0][above] = 0.0, row
        if high[above] > 0:
            high[above], sources[1][above] = 0.0, row
    tear(np.unique(lone_above))
    for level in reversed(forest.levels):
        ends = _children(level, low, high)
        least = np.add.reduceat(ends[0], level.start)
        most = np.add.reduceat(ends[1], level.start)
        _tighten(level, least, low, sources[0])
        np.negative(high, out=high)
        _tighten(level, -most, high, sources[1])
        np.negative(high, out=high)
        tear(np.unique(level.above))
    return Upward(
        low=low,
        high=high,
        low_from=sources[0],
        high_from=sources[1],
        torn=np.concatenate([each[0] for each in torn]),
        gap=np.concatenate([each[1] for each in torn]),
        torn_from=(
            np.concatenate([each[2] for each in torn]),
            np.concatenate([each[3] for each in torn]),
        ),
    )


def _children(level: Level, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """What each child adds to the variable above: its interval, turned round for a minus."""
    lows, highs = low[level.child], high[level.child]
    plus = level.sign > 0
    return np.where(plus, lows, -highs), np.where(plus, highs, -lows)


def _tighten(level: Level, least: Floats, low: Floats, source: Ints) -> None:
    """Raise the ends above a level's rows; of equal ones, claims first, then the first row."""
    before = low[level.above]
    np.maximum.at(low, level.above, least)
    raising = (least > before) & (least == low[level.above])
    source[level.above[raising][::-1]] = level.rows[raising][::-1]


def downward(forest: Forest, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The exact ends of every variable, by what its subtree allows; nothing may be torn."""
    low, high = low.copy(), high.copy()
    for level in forest.levels:
        ends = _children(level, low, high)
        rest_low = _without(level, ends[0])
        rest_high = _without(level, ends[1])
        least = low[level.above][level.of] - rest_high
        most = high[level.above][level.of] - rest_low
        plus = level.sign > 0
        np.maximum.at(low, level.child, np.where(plus, least, -most))
        np.minimum.at(high, level.child, np.where(plus, most, -least))
    return low, high


def _without(level: Level, ends: Floats) -> Floats:
    """Sum of the other children's ends, for each child."""
    open_end = np.isinf(ends)
    value = np.where(open_end, 0.0, ends)
    total = np.add.reduceat(value, level.start)[level.of] - value
    opens = np.add.reduceat(open_end.astype(np.int64), level.start)[level.of] - open_end
    infinite = np.inf if ends.size and (ends[open_end] > 0).any() else -np.inf
    return np.where(opens > 0, infinite, total)


def settled(forest: Forest, low: Floats, high: Floats, wish: Floats) -> Floats:
    """Values that add up, as near to what is wished as the ends allow.

    Parameters
    ----------
    forest
        How the variables hang together.
    low, high
        Exact ends, as `downward` finds them.
    wish
        Wished value of each variable; NaN where there is no wish.

    Notes
    -----
    From the roots down: children take their wishes, then what is lacking or too much is spread
    over those without a wish, then over the others, each by the room that it has.
    """
    wish = _gathered(forest, wish)
    near = np.where(np.isfinite(low), low, np.where(np.isfinite(high), high, 0.0))
    value = np.clip(np.where(np.isnan(wish), near, wish), low, high)
    for level in forest.levels:
        taken = level.sign * value[level.child]
        ends = _children(level, low, high)
        free = np.isnan(wish[level.child])
        for turn in (free, ~free):
            lack = value[level.above] - np.add.reduceat(taken, level.start)
            taken = taken + _share(level, lack, taken, ends, turn)
        value[level.child] = level.sign * taken
    return value


def _share(
    level: Level, lack: Floats, taken: Floats, ends: tuple[Floats, Floats], turn: Flags
) -> Floats:
    """What each child whose turn it is takes of what its row lacks, by its room."""
    lacks = lack[level.of]
    room = np.where(lacks > 0, ends[1] - taken, taken - ends[0])
    room = np.where(turn, np.maximum(room, 0.0), 0.0)
    endless = np.isinf(room)
    any_endless = np.add.reduceat(endless.astype(float), level.start)[level.of]
    room = np.where(any_endless > 0, endless.astype(float) * np.abs(lacks), room)
    whole = np.add.reduceat(room, level.start)[level.of]
    part = np.divide(room, whole, out=np.zeros_like(room), where=whole > 0)
    return part * np.sign(lacks) * np.minimum(np.abs(lacks), whole)


def _gathered(forest: Forest, wish: Floats) -> Floats:
    """Wishes, those of variables without one made up of their parts' where all have one."""
    wish = wish.copy()
    for level in reversed(forest.levels):
        total = np.add.reduceat(level.sign * wish[level.child], level.start)
        empty = np.isnan(wish[level.above])
        wish[level.above[empty]] = total[empty]
    return wish
