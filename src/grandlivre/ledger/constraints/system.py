"""What is to be reconciled, as columns: variables, claims about them, sums that hold for sure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grandlivre.errors import LedgerError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_GRAIN = 2.0**20
"""Weights are multiples of one part in this: their sums are exact, in whatever order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Claims as columns, one row each: ``low ≤ x[variable] ≤ high``; made by `claims`.

    A claim is *soft*: it may be rejected, at the cost of its weight.
    """

    variable: Ints
    low: Floats
    """In the unit of the variable; ``-inf`` for an end that nobody stated."""
    high: Floats
    weight: Floats
    origin: Ints
    """Claims of one origin that say the same have one weight between them."""

    def __len__(self) -> int:
        return len(self.variable)

    def followed_by(self, more: "Claims") -> "Claims":
        """These rows, then those; the numbers of these rows stay."""
        return Claims(
            variable=np.concatenate([self.variable, more.variable]),
            low=np.concatenate([self.low, more.low]),
            high=np.concatenate([self.high, more.high]),
            weight=np.concatenate([self.weight, more.weight]),
            origin=np.concatenate([self.origin, more.origin]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums as columns: ``x[whole[k]] = Σ x[part] of row k``; made by `sums`.

    A partial sum has a remainder, which is a variable and one of its parts. Sums are *hard*.
    """

    whole: Ints
    row: Ints
    """Number of the sum that each part belongs to, rising."""
    part: Ints
    remainder: Ints
    """Variable of each sum's remainder; -1 where the parts are all there is."""

    def __len__(self) -> int:
        return len(self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Variables, claims and hard relations; made by `system`, added to by `grown`."""

    variables: int
    """How many; those that were declared first, then a remainder for each partial sum."""
    floor: Floats
    """What each variable is at least, whatever is claimed."""
    ceiling: Floats
    claims: Claims
    sums: Sums
    same: Ints
    """Pairs of variables that are one; shape (pairs, 2)."""


def claims(
    variable: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    weight: ArrayLike = 1.0,
    origin: ArrayLike | None = None,
    slack: ArrayLike = 0.0,
) -> Claims:
    """Put claims into columns.

    Parameters
    ----------
    variable
        Number of the variable that each claim is about; shape (claims,).
    low, high
        Ends in the variable's unit; NaN or infinite where open.
    weight
        What rejecting each claim costs; positive.
    origin
        Number of the independent origin of each; by default every claim is one of its own.
    slack
        How far the true figure may lie from the stated one, such as `half_last_digit`.

    Raises
    ------
    LedgerError
        Where columns differ in length, a low end is above its high end, or a weight is not
        positive.

    Examples
    --------
    >>> claims([0, 0], [30.0, 50.0], [50.0, np.nan], slack=0.5).high
    array([50.5,  inf])
    """
    about = _whole_numbers(variable)
    count = len(about)
    lows = np.nan_to_num(_column(low, count), nan=-np.inf, posinf=np.inf, neginf=-np.inf)
    highs = np.nan_to_num(_column(high, count), nan=np.inf, posinf=np.inf, neginf=-np.inf)
    if (lows > highs).any():
        raise LedgerError(
            "a claim's low end is above its high end",
            where=f"claim {int(np.argmax(lows > highs))}",
            remedy="swap the ends",
        )
    spread = _column(slack, count)
    weights = np.ceil(_column(weight, count) * _GRAIN) / _GRAIN
    if not (np.isfinite(weights).all() and (weights > 0).all()):
        raise LedgerError("a claim's weight is not positive", remedy="leave such claims out")
    return Claims(
        variable=about,
        low=lows - spread,
        high=highs + spread,
        weight=weights,
        origin=np.arange(count) if origin is None else _whole_numbers(origin),
    )


def system(
    variables: int,
    stated: Claims,
    relations: Sequence[tuple[int, Sequence[int], bool]] = (),
    *,
    same: ArrayLike = (),
    floor: ArrayLike = 0.0,
    ceiling: ArrayLike = np.inf,
) -> System:
    """Bring claims and relations together.

    Parameters
    ----------
    variables
        How many there are to begin with.
    stated
        Claims about them.
    relations
        Sums, each as whole, parts, and whether these parts are all there is.
    same
        Pairs of variables that are one.
    floor, ceiling
        Hard ends of the variables; amounts are not negative by default.

    Examples
    --------
    A plan of 80, of which 50 and more is known to be spent:

    >>> plan = system(2, claims([0, 1], [80.0, 50.0], [80.0, np.inf]), [(0, [1], False)])
    >>> plan.variables, plan.sums.remainder
    (3, array([2]))
    """
    table = sums_of(
        [whole for whole, _, _ in relations],
        [len(parts) for _, parts, _ in relations],
        [part for _, parts, _ in relations for part in parts],
        [not is_all for _, _, is_all in relations],
        first_free=variables,
    )
    left = int((table.remainder >= 0).sum())
    return checked(
        System(
            variables=variables + left,
            floor=np.concatenate([_column(floor, variables), np.zeros(left)]),
            ceiling=np.concatenate([_column(ceiling, variables), np.full(left, np.inf)]),
            claims=stated,
            sums=table,
            same=_whole_numbers(same).reshape(-1, 2),
        )
    )


def sums_of(
    whole: ArrayLike, count: ArrayLike, part: ArrayLike, is_partial: ArrayLike, *, first_free: int
) -> Sums:
    """Sums from columns, with a new variable for the remainder of each partial one.

    Parameters
    ----------
    whole, count, is_partial
        Of each sum: its whole, how many parts are named, whether there may be others.
    part
        The parts of the first sum, then those of the second, and so on.
    first_free
        Number that the first remainder takes.
    """
    wholes, counts, parts = (_whole_numbers(each) for each in (whole, count, part))
    partial = np.asarray(is_partial, dtype=bool)
    remainder = np.full(len(wholes), -1)
    remainder[partial] = first_free + np.arange(int(partial.sum()))
    row = np.concatenate([np.repeat(np.arange(len(wholes)), counts), np.flatnonzero(partial)])
    both = np.concatenate([parts, remainder[partial]])
    order = np.argsort(row, kind="stable")
    return Sums(whole=wholes, row=row[order], part=both[order], remainder=remainder)


def grown(
    base: System,
    more: Claims,
    relations: Sequence[tuple[int, Sequence[int], bool]] = (),
    *,
    same: ArrayLike = (),
    variables: int = 0,
) -> System:
    """A system with more claims and relations; every number of before stays what it was.

    Parameters
    ----------
    base
        What there was.
    more
        New claims.
    relations, same
        New ones, as for `system`.
    variables
        How many new variables there are: they take the next numbers, before new remainders.
    """
    extra = system(
        base.variables + variables,
        more,
        relations,
        same=same,
        floor=np.concatenate([base.floor, np.zeros(variables)]),
        ceiling=np.concatenate([base.ceiling, np.full(variables, np.inf)]),
    )
    table = Sums(
        whole=np.concatenate([base.sums.whole, extra.sums.whole]),
        row=np.concatenate([base.sums.row, extra.sums.row + len(base.sums)]),
        part=np.concatenate([base.sums.part, extra.sums.part]),
        remainder=np.concatenate([base.sums.remainder, extra.sums.remainder]),
    )
    return replace(
        extra,
        claims=base.claims.followed_by(more),
        sums=table,
        same=np.concatenate([base.same, extra.same]),
    )


def checked(made: System) -> System:
    """The system itself, if its columns fit together.

    Raises
    ------
    LedgerError
        Where a claim or relation is about a variable that there is not, a floor is above its
        ceiling, or both ends are open.
    """
    for name, column in (
        ("claim", made.claims.variable),
        ("sum", made.sums.whole),
        ("part", made.sums.part),
        ("pair", made.same.ravel()),
    ):
        wrong = (column < 0) | (column >= made.variables)
        if wrong.any():
            raise LedgerError(
                "there is no such variable",
                where=f"{name} {int(np.argmax(wrong))}",
                remedy="number variables from 0",
            )
    if (made.floor > made.ceiling).any():
        raise LedgerError(
            "a variable's floor is above its ceiling",
            where=f"variable {int(np.argmax(made.floor > made.ceiling))}",
            remedy="swap the ends",
        )
    return made


def half_last_digit(value: ArrayLike) -> Floats:
    """Half of the last digit that figures are written with, in thousands, millions and so on.

    Notes
    -----
    ``109e9`` is written "109 billion": the last digit stands for one billion. Zeros before the
    decimal point count as written, for nobody writes "20 billion" to mean "about 2 tens". It is
    no more than a quarter of the figure: half a billion is not written "one billion" either.

    Examples
    --------
    >>> half_last_digit([109e9, 8.5e9, 1e9, 0.0])
    array([5.0e+08, 5.0e+07, 2.5e+08, 0.0e+00])
    """
    values = np.abs(np.asarray(value, dtype=float))
    values = np.where(np.isfinite(values), values, 0.0)
    power = np.floor(np.log10(np.maximum(values, 1.0)) / 3.0 + 1e-12).clip(0, 4)
    scale = 10.0 ** (3.0 * power)
    scaled = values / scale
    unit = np.ones_like(scaled)
    for _ in range(6):
        told = scaled / unit
        unit = np.where(
            np.abs(told - np.round(told)) > 1e-7 * np.maximum(told, 1.0), unit / 10, unit
        )
    return np.where(values > 0, np.minimum(0.5 * scale * unit, values / 4), 0.0)


def _column(value: ArrayLike, count: int) -> Floats:
    column = np.asarray(value, dtype=np.float64)
    if column.ndim == 0:
        return np.full(count, float(column))
    if len(column) != count:
        raise LedgerError(
            "columns differ in length", where=f"{len(column)} rows of {count}", remedy="fill them"
        )
    return column


def _whole_numbers(value: Any) -> Ints:
    return np.asarray(value, dtype=np.int64).reshape(-1)
