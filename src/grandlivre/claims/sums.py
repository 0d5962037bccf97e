"""Which quantities of a text add up to another one: 230 + 290 = 520 MW, 1.2 + 2.4 = 3.6 billion.

That figures add up is no proof that they are parts, for small round numbers add up by chance; it is
one more sign, weighed with the words.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from grandlivre.claims.quantities import Quantity

_MOST_VALUES = 24
"""Different values of one measure beyond which nothing is added: 24 make 2,300 sums."""
_TOLERANCE = Decimal("0.004")
_LOOSE = Decimal("0.015")
"""For a whole given as "more than 800" or "about 6": what rounding leaves."""

_LEAST = Decimal("0.98")
"""Share of a sum below which no value is that sum, however loose: less than 1 / (1 + 0.015)."""


def sums(quantities: Sequence[Quantity]) -> frozenset[tuple[int, int]]:
    """Pairs (part, whole) of positions in `quantities` where two or three values make a third.

    Examples
    --------
    >>> from grandlivre.claims.quantities import find_quantities
    >>> sorted(sums(find_quantities("230 MW, then 290 MW more, would give 520 MW")))
    [(0, 2), (1, 2)]
    """
    found: set[tuple[int, int]] = set()
    for measure in {quantity.measure for quantity in quantities}:
        places: dict[Decimal, list[int]] = {}
        hedged: set[Decimal] = set()
        for i, quantity in enumerate(quantities):
            value = quantity.low if quantity.high is None else quantity.high
            if quantity.measure is measure and value:
                places.setdefault(value, []).append(i)
                if quantity.hedge:
                    hedged.add(value)
        if 2 < len(places) <= _MOST_VALUES:
            for parts, whole in _additions(sorted(places), hedged):
                found.update((i, j) for part in parts for i in places[part] for j in places[whole])
    return frozenset(found)


def _additions(
    values: Sequence[Decimal], hedged: set[Decimal]
) -> Iterator[tuple[tuple[Decimal, ...], Decimal]]:
    """Two or three values and the value that they make, `values` ascending."""
    for size in (2, 3):
        for parts in combinations(values, size):
            total = sum(parts)
            first = bisect_right(values, max(parts[-1], total * _LEAST))
            for whole in values[first:]:
                gap = abs(total - whole)
                if whole > total and gap > _LOOSE * whole:
                    break
                if gap <= (_LOOSE if whole in hedged else _TOLERANCE) * whole:
                    yield parts, whole
