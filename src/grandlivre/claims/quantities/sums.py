"""Which quantities of a text add up to another one: 230 + 290 = 520 MW, 1.2 + 2.4 = 3.6 billion.

That figures add up is no proof that they are parts, for small round numbers add up by chance; it is
one more sign, weighed with the words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from grandlivre.claims.quantities.model import Quantity

_MOST_VALUES = 24
"""Different values of one measure beyond which nothing is added: 24 make 2,300 sums."""
_TOLERANCE = Decimal("0.004")
_LOOSE = Decimal("0.015")
"""For a whole given as "more than 800" or "about 6": what rounding leaves."""

_LEAST = Decimal("0.98")
"""Share of a sum below which no value is that sum, however loose: less than 1 / (1 + 0.015)."""
_LEAST_ROUGHLY, _MOST_ROUGHLY = 0.97, 1.03
"""Shares of a sum beyond which no value is that sum, with more room than floats ever need."""


def sums(quantities: Sequence[Quantity]) -> frozenset[tuple[int, int]]:
    """Pairs (part, whole) of positions in `quantities` where two or three values make a third.

    Examples
    --------
    >>> from grandlivre.claims.quantities.find import find_quantities
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


_LONGEST_RUN = 6
"""Figures told one after another that may add up to one."""
_CRUMB = Decimal("0.03")
"""Share of a sum below which a figure adds nothing: 37.4 billion and 30 million make no sum."""
_AROUND = 4
"""Figures before and after such a run among which their sum is looked for."""


def runs(
    quantities: Sequence[Quantity], rows: Iterable[Sequence[int]] = ()
) -> frozenset[tuple[int, int]]:
    """Pairs (part, whole) where figures told one after another make the one before or after them.

    Unlike a sum of figures from anywhere on the page, such a run seldom adds up by chance.

    Parameters
    ----------
    quantities
        All quantities of a page, in order.
    rows
        Numbers of quantities that are told one after another if others are passed over: the first
        of each item of a list, after what leads it.

    Examples
    --------
    >>> from grandlivre.claims.quantities.find import find_quantities
    >>> sorted(runs(find_quantities("€20bn: up to €15bn for halls, the other €5bn for power")))
    [(1, 0), (2, 0)]
    """
    found: set[tuple[int, int]] = set()
    for numbers in (range(len(quantities)), *rows):
        alike: dict[tuple[object, str], list[int]] = {}
        for i in numbers:
            alike.setdefault((quantities[i].measure, quantities[i].unit), []).append(i)
        for row in alike.values():
            found.update(_runs_of(quantities, row))
    return frozenset(found)


def _runs_of(quantities: Sequence[Quantity], row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The same of quantities of one unit."""
    values = [_told(quantities[i]) for i in row]
    for start in range(len(row)):
        total = values[start]
        for stop in range(start + 1, min(start + _LONGEST_RUN, len(row))):
            total += values[stop]
            if min(values[start : stop + 1]) < _CRUMB * total:
                continue
            lo, hi = max(0, start - _AROUND), min(len(row), stop + 1 + _AROUND)
            for whole in (*range(start - 1, lo - 1, -1), *range(stop + 1, hi)):
                loose = _LOOSE if quantities[row[whole]].hedge else _TOLERANCE
                if total and abs(total - values[whole]) <= loose * total:
                    yield from [(row[part], row[whole]) for part in range(start, stop + 1)]


def _told(quantity: Quantity) -> Decimal:
    """The value that a quantity adds: its upper end where it has one."""
    return (quantity.low if quantity.high is None else quantity.high) or Decimal(0)


def _additions(
    values: Sequence[Decimal], hedged: set[Decimal]
) -> Iterator[tuple[tuple[Decimal, ...], Decimal]]:
    """Two or three values and the value that they make, `values` ascending."""
    # Most sums come near no value; floats tell that in a third of the time that decimals take.
    rough = [float(value) for value in values]
    for size in (2, 3):
        for places in combinations(range(len(values)), size):
            about = sum([rough[place] for place in places])
            at = bisect_left(rough, about * _LEAST_ROUGHLY)
            if at == len(rough) or rough[at] > about * _MOST_ROUGHLY:
                continue
            parts = tuple([values[place] for place in places])
            total = sum(parts)
            first = bisect_right(values, max(parts[-1], total * _LEAST))
            for whole in values[first:]:
                gap = abs(total - whole)
                if whole > total and gap > _LOOSE * whole:
                    break
                if gap <= (_LOOSE if whole in hedged else _TOLERANCE) * whole:
                    yield parts, whole
