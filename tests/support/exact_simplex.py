"""Linear programs in exact fractions, slowly: a reference that shares nothing with HiGHS.

The textbook's two-phase simplex in a dense tableau, with Bland's rule so that it ends.
"""

from collections.abc import Sequence
from fractions import Fraction

INFEASIBLE = "infeasible"
UNBOUNDED = "unbounded"
Row = tuple[dict[int, Fraction], str, Fraction]
"""Factors by variable, one of ``<= >= =``, right-hand side."""


def minimise(cost: dict[int, Fraction], rows: Sequence[Row], variables: int) -> Fraction | str:
    """Least ``cost · x`` over ``x >= 0`` that meets all rows."""
    slacks = sum(sense != "=" for _, sense, _ in rows)
    width = variables + slacks + len(rows)
    table: list[list[Fraction]] = []
    next_slack = variables
    for number, (factors, sense, right) in enumerate(rows):
        line = [Fraction(0)] * (width + 1)
        for variable, factor in factors.items():
            line[variable] += factor
        line[-1] = right
        if sense != "=":
            line[next_slack] = Fraction(1 if sense == "<=" else -1)
            next_slack += 1
        if line[-1] < 0:
            line = [-each for each in line]
        line[variables + slacks + number] = Fraction(1)
        table.append(line)
    basis = [variables + slacks + number for number in range(len(rows))]
    artificial = set(basis)
    phase_one = {each: Fraction(1) for each in artificial}
    value = _pivot(table, basis, phase_one, width, set())
    if value != 0:
        return INFEASIBLE
    for number, line in enumerate(table):
        if basis[number] in artificial:
            column = next((each for each in range(variables + slacks) if line[each] != 0), None)
            if column is not None:
                _exchange(table, basis, number, column)
    return _pivot(table, basis, cost, width, artificial)


def _pivot(
    table: list[list[Fraction]],
    basis: list[int],
    cost: dict[int, Fraction],
    width: int,
    banned: set[int],
) -> Fraction | str:
    while True:
        reduced = [cost.get(column, Fraction(0)) for column in range(width)]
        value = Fraction(0)
        for number, line in enumerate(table):
            price = cost.get(basis[number], Fraction(0))
            value += price * line[-1]
            if price:
                for column in range(width):
                    reduced[column] -= price * line[column]
        entering = next(
            (each for each in range(width) if reduced[each] < 0 and each not in banned), None
        )
        if entering is None:
            return value
        ratios = [
            (line[-1] / line[entering], basis[number], number)
            for number, line in enumerate(table)
            if line[entering] > 0
        ]
        if not ratios:
            return UNBOUNDED
        _exchange(table, basis, min(ratios)[2], entering)


def _exchange(table: list[list[Fraction]], basis: list[int], number: int, column: int) -> None:
    pivot = table[number][column]
    table[number] = [each / pivot for each in table[number]]
    for other, line in enumerate(table):
        if other != number and line[column] != 0:
            factor = line[column]
            table[other] = [
                mine - factor * theirs for mine, theirs in zip(line, table[number], strict=True)
            ]
    basis[number] = column
