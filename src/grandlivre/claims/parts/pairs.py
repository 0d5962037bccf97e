"""Features that a part and its whole may share: their roles, sizes, words and parties."""

from decimal import Decimal
from functools import lru_cache

from grandlivre.claims.figures.around import Features

_FULL, _LOOSE = Decimal("1.03"), Decimal("0.015")
"""Share of a whole beyond which its parts are too many, and how near they come to it."""

Value = tuple[Decimal, str]
"""Size and unit of a quantity: its tellings have one."""


class Parts:
    """The parts of one whole that were found so far."""

    def __init__(self) -> None:
        self._values: set[Value] = set()
        self._sums: dict[str, Decimal] = {}

    def add(self, part: Value) -> None:
        """One more part, or another telling of one."""
        if part not in self._values:
            self._values.add(part)
            self._sums[part[1]] = self._sums.get(part[1], Decimal(0)) + part[0]

    def room(self, part: Value, whole: Value) -> Features:
        """Whether there is room for one more: it may overfill the whole, or just fill it."""
        size, unit = part
        if unit != whole[1] or part in self._values:
            return ()
        share = (self._sums.get(unit, Decimal(0)) + size) / whole[0]
        if share > _FULL:
            return ("over",)
        return ("fills",) if abs(share - 1) < _LOOSE else ()


@lru_cache(maxsize=10_000)
def common(
    my_role: str, its_role: str, gap: int, where: str, ratio: int, *, is_largest: bool
) -> Features:
    """What every pair shows: roles, distance and size."""
    found = [
        f"roles={my_role}<{its_role}",
        f"its={its_role}",
        f"gap={gap}",
        where,
        f"ratio={ratio}",
        f"{where.rpartition('-')[2]}&{its_role}",
    ]
    if is_largest:
        found.append(f"largest:{its_role}")
    return tuple(found)


def overlap(mine: frozenset[int], its: frozenset[int]) -> str:
    """How the parties, projects or places of the two compare."""
    if mine and its:
        return "same" if mine == its else "some" if mine & its else "differ"
    return "mine" if mine else "its" if its else "none"


@lru_cache(maxsize=10_000)
def worded(part: tuple[str, ...], whole: tuple[str, ...], where: str) -> Features:
    """The words around the two, with how they stand to one another."""
    near = where.partition("-")[0]
    found = [f"{word}>{where}" for word in part]
    found += [f"{word}>{near}" for word in part]
    found += [f"{word}<{near}" for word in whole]
    found += [f"{word}<{where}" for word in whole]
    return tuple(found)
