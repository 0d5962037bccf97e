"""Random small systems of claims, and what an exact solver says of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from exact_simplex import INFEASIBLE, UNBOUNDED, Row, minimise
from hypothesis import strategies as st

from grandlivre.ledger.constraints import System, claims, system

Ends = tuple[int, int | None, int | None]
"""Variable, low, high."""
Relation = tuple[int, tuple[int, ...], bool]


@dataclass(frozen=True)
class Sample:
    """A system as plain numbers."""

    variables: int
    stated: tuple[Ends, ...]
    weights: tuple[int, ...]
    origins: tuple[int, ...]
    relations: tuple[Relation, ...]
    same: tuple[tuple[int, int], ...] = ()

    def system(self) -> System:
        return system(
            self.variables,
            claims(
                [each[0] for each in self.stated],
                [np.nan if each[1] is None else each[1] for each in self.stated],
                [np.nan if each[2] is None else each[2] for each in self.stated],
                weight=np.array(self.weights, dtype=float) if self.weights else 1.0,
                origin=self.origins,
            ),
            self.relations,
            same=self.same,
        )

    def rows(self, kept: Iterable[int] | None = None) -> tuple[list[Row], int]:
        """Rows for the exact solver, with the claims that are kept; how many variables."""
        rows: list[Row] = []
        width = self.variables
        for whole, parts, is_all in self.relations:
            factors: dict[int, Fraction] = {}
            for variable, factor in ((whole, -1), *((part, 1) for part in parts)):
                factors[variable] = factors.get(variable, Fraction(0)) + factor
            if not is_all:
                factors[width] = Fraction(1)
                width += 1
            rows.append((factors, "=", Fraction(0)))
        for one, other in self.same:
            if one != other:
                rows.append(({one: Fraction(1), other: Fraction(-1)}, "=", Fraction(0)))
        for number in range(len(self.stated)) if kept is None else kept:
            variable, low, high = self.stated[number]
            if low is not None:
                rows.append(({variable: Fraction(1)}, ">=", Fraction(low)))
            if high is not None:
                rows.append(({variable: Fraction(1)}, "<=", Fraction(high)))
        return rows, width

    def holds(self, kept: Iterable[int] | None = None) -> bool:
        rows, width = self.rows(kept)
        return minimise({}, rows, width) != INFEASIBLE

    def exact(self, kept: Iterable[int] | None = None) -> list[tuple[float, float]]:
        """Least and most of every variable."""
        rows, width = self.rows(kept)
        found = []
        for variable in range(width):
            low = minimise({variable: Fraction(1)}, rows, width)
            high = minimise({variable: Fraction(-1)}, rows, width)
            assert not isinstance(low, str), low
            assert high != INFEASIBLE
            found.append((float(low), np.inf if high == UNBOUNDED else -float(high)))  # type: ignore[arg-type]
        return found


def _ends(low: int | None, high: int | None) -> tuple[int | None, int | None]:
    if low is not None and high is not None and low > high:
        return high, low
    return low, high


@st.composite
def trees(draw: st.DrawFn, variables: int) -> tuple[Relation, ...]:
    """Sums of which every variable is a part once at most, and a whole once at most."""
    relations = []
    free = list(range(1, variables))
    wholes = [0]
    while free and wholes and draw(st.booleans()):
        whole = wholes.pop(0)
        count = draw(st.integers(1, min(3, len(free))))
        parts, free = tuple(free[:count]), free[count:]
        wholes.extend(parts)
        relations.append((whole, parts, draw(st.booleans())))
    return tuple(relations)


@st.composite
def webs(draw: st.DrawFn, variables: int) -> tuple[Relation, ...]:
    """Sums of any kind, cycles and all."""
    number = st.integers(0, variables - 1)
    relation = st.tuples(number, st.lists(number, min_size=1, max_size=3), st.booleans())
    return tuple(
        (whole, tuple(parts), is_all)
        for whole, parts, is_all in draw(st.lists(relation, max_size=4))
        if whole not in parts
    )


@st.composite
def samples(draw: st.DrawFn, *, cyclic: bool | None = None, true: bool = False) -> Sample:
    """A random system; with `true`, one that a drawn point satisfies."""
    variables = draw(st.integers(1, 7))
    web = draw(st.booleans()) if cyclic is None else cyclic
    relations = draw((webs if web else trees)(variables))
    same: tuple[tuple[int, int], ...] = ()
    if web and draw(st.booleans()):
        number = st.integers(0, variables - 1)
        same = tuple(draw(st.lists(st.tuples(number, number), max_size=1)))
    figure = st.one_of(st.none(), st.integers(0, 12))
    triple = st.tuples(st.integers(0, variables - 1), figure, figure)
    stated: Sequence[Ends] = [
        (variable, *_ends(low, high)) for variable, low, high in draw(st.lists(triple, max_size=9))
    ]
    if true:
        stated = _satisfied(draw, Sample(variables, (), (), (), relations, same))
    count = len(stated)
    weights = draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))
    origins = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    return Sample(variables, tuple(stated), tuple(weights), tuple(origins), relations, same)


def _satisfied(draw: st.DrawFn, bare: Sample) -> list[Ends]:
    """Claims that hold at one point, a vertex for a drawn cost."""
    point = truth(draw, bare)
    stated: list[Ends] = []
    for variable in draw(st.lists(st.integers(0, bare.variables - 1), max_size=8)):
        below = draw(st.one_of(st.none(), st.integers(0, 5)))
        above = draw(st.one_of(st.none(), st.integers(0, 5)))
        low = None if below is None else int(np.floor(point[variable])) - below
        high = None if above is None else int(np.ceil(point[variable])) + above
        stated.append((variable, low, high))
    return stated


def truth(draw: st.DrawFn, bare: Sample) -> list[float]:
    """Values of all variables that satisfy the relations: a few are fixed, the rest follows."""
    fixed: list[Ends] = []
    for variable in range(bare.variables):
        wanted = draw(st.integers(0, 10))
        tried = [*fixed, (variable, wanted, wanted)]
        if Sample(bare.variables, tuple(tried), (), (), bare.relations, bare.same).holds():
            fixed = tried
    whole = Sample(bare.variables, tuple(fixed), (), (), bare.relations, bare.same)
    return [low for low, _ in whole.exact()][: bare.variables]
