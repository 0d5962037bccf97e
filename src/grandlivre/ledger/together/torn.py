"""Claims that cannot all hold: irreducible sets of them, found by the numerical core."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure
from grandlivre.ledger.constraints import System, claims, relaxed, solve, system
from grandlivre.ledger.together.rows import Row
from grandlivre.ledger.together.whole import Whole, relations_among, sums_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Tear:
    """Claims that cannot all hold: an irreducible infeasible subset."""

    measure: Measure
    rows: tuple[Row, ...]
    wholes: tuple[Whole, ...]
    """Sums between the entries that it is about; none where it is about one."""
    size: Decimal
    """By how much figures would have to move, in all."""
    weights: Mapping[str, float]
    """What rejecting each entry's claims of it costs."""

    @property
    def entries(self) -> tuple[str, ...]:
        """Ids of its entries, in order."""
        return tuple(sorted({row.entry for row in self.rows}))

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of its claims, in order."""
        return tuple(sorted({row.statement.claim.id for row in self.rows}))


def tears_in(
    measure: Measure,
    rows: Sequence[Row],
    wholes: Sequence[Whole],
    weights: Mapping[str, float],
) -> list[Tear]:
    """Irreducible infeasible subsets of claims, in one entry or over several.

    Parameters
    ----------
    measure
        Of the rows: money or power.
    rows
        Claims, each of its entry.
    wholes
        Sums between entries; those of entries without a row are left out.
    weights
        What rejecting each claim costs, by its id.
    """
    keys = sorted({row.entry for row in rows})
    number = {key: place for place, key in enumerate(keys)}
    sums = [
        Whole(key=each.key, parts=parts, is_exhaustive=each.is_exhaustive)
        for each in wholes
        if each.key in number and (parts := tuple(key for key in each.parts if key in number))
    ]
    found = solve(rows_to_system(rows, number, sums, weights))
    tears = []
    for place, subset in enumerate(found.subsets()):
        inside = tuple(rows[each] for each in subset)
        cost: dict[str, float] = defaultdict(float)
        for row in inside:
            cost[row.entry] += weights[row.statement.claim.id]
        tears.append(
            Tear(
                measure=measure,
                rows=inside,
                wholes=sums_between(set(cost), sums) if len(cost) > 1 else (),
                size=_exact(float(found.subset_size[place])),
                weights=cost,
            )
        )
    return tears


def rows_to_system(
    rows: Sequence[Row],
    number: Mapping[str, int],
    sums: Sequence[Whole],
    weights: Mapping[str, float],
) -> System:
    """One row a claim, in their order; copies of one dispatch share one weight."""
    origins = {key: place for place, key in enumerate(sorted({r.statement.origin for r in rows}))}
    return system(
        len(number),
        claims(
            [number[row.entry] for row in rows],
            [_float(row.loosened.low) for row in rows],
            [_float(row.loosened.high) for row in rows],
            weight=np.array([weights[row.statement.claim.id] for row in rows], dtype=float),
            origin=[origins[row.statement.origin] for row in rows],
        ),
        relations_among(sums, number),
    )


def left_by(rows: Sequence[Row], entry: str, wholes: Sequence[Whole]) -> Interval:
    """What some claims and sums leave to an entry; as stated, else with the slack of digits."""
    keys = {entry, *(row.entry for row in rows), *(k for w in wholes for k in (w.key, *w.parts))}
    number = {key: place for place, key in enumerate(sorted(keys))}
    ones = {row.statement.claim.id: 1.0 for row in rows}
    solution = solve(rows_to_system([_as_stated(row) for row in rows], number, wholes, ones))
    if not solution.is_consistent.all():
        solution = solve(rows_to_system(rows, number, wholes, ones))
    low, high = (float(end[number[entry]]) for end in (solution.low, solution.high))
    return Interval(
        low=_exact(low) if np.isfinite(low) else None,
        high=_exact(high) if np.isfinite(high) else None,
    )


def lightest(rows: Sequence[Row], weights: Mapping[str, float]) -> list[Row]:
    """The claims of one entry whose rejection is the lightest repair; none where all hold."""
    number = {key: place for place, key in enumerate(sorted({row.entry for row in rows}))}
    found = solve(rows_to_system(rows, number, (), weights))
    return [row for row, is_out in zip(rows, found.rejected.tolist(), strict=True) if is_out]


def compromise(tear: Tear, weights: Mapping[str, float]) -> dict[str, Decimal]:
    """The entries whose figures give way when all give way as little as can be, and to what.

    Notes
    -----
    The elastic program: ``min Σ w (s⁺ + s⁻)`` with ``low ≤ x + s⁺ - s⁻ ≤ high`` for each claim,
    sums hard (Chinneck 2008, chapter 6).
    """
    keys = {*tear.entries, *(k for w in tear.wholes for k in (w.key, *w.parts))}
    number = {key: place for place, key in enumerate(sorted(keys))}
    rows = [_as_stated(row) for row in tear.rows]
    values, _ = relaxed(rows_to_system(rows, number, tear.wholes, weights))
    moved = {}
    for row in tear.rows:
        value = _exact(float(values[number[row.entry]]))
        if not row.loosened.contains(value):
            moved[row.entry] = value
    return moved


def _as_stated(row: Row) -> Row:
    return Row(entry=row.entry, statement=row.statement, stated=row.stated, loosened=row.stated)


def _exact(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _float(value: Decimal | None) -> float:
    return np.nan if value is None else float(value)
