"""A table of claims as it is given, and as columns of numbers that the kernel works on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from grandlivre.errors import ConfigError
from grandlivre.ledger.fusion.values import Bools, Floats, Ints, Numeric, Raw, Values, read_values


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTable:
    """Claims in columns: who tells what of which item, and when.

    Examples
    --------
    >>> table = ClaimTable(items=["a", "a"], sources=["x", "y"], values=[1.0, 2.0])
    >>> len(table.items)
    2
    """

    items: Sequence[str] | Ints
    sources: Sequence[str] | Ints
    """Names, or whole numbers in an array, which are faster."""
    values: Sequence[Raw] | Numeric
    """Text, numbers, times of day, ranges; None tells nothing."""
    times: Sequence[float] | Numeric | None = None
    """When each claim was made, as any growing number; later ones weigh more."""
    classes: Mapping[str, str] = field(default_factory=dict)
    """Class of a source, such as ``agency``; sources without one form a class of their own."""
    copies: Iterable[Iterable[str]] = ()
    """Groups of sources that are known to copy one another: each group is one voice."""

    def __post_init__(self) -> None:
        lengths = {len(self.items), len(self.sources), len(self.values)}
        if self.times is not None:
            lengths.add(len(self.times))
        if len(lengths) != 1:
            raise ConfigError(
                f"the columns of a table of claims are of {sorted(lengths)} rows",
                remedy="give one item, source, value and time to each row",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A table in numbers. Arrays are per claim, per fact (one value of one item) or per source."""

    item_names: tuple[str, ...]
    source_names: tuple[str, ...]
    class_names: tuple[str, ...]
    values: Values
    fact_item: Ints
    fact_value: Ints
    """Facts stand in the order of their items, so that an item's facts are neighbours."""
    claim_fact: Ints
    claim_source: Ints
    """Claims stand in the order of their facts, each claim once."""
    freshness: Floats
    """Per claim: 1 for the latest of its item, less for older ones."""
    source_class: Ints
    source_group: Ints
    """Number of the group of known copies; every other source has a number of its own."""

    @property
    def claim_item(self) -> Ints:
        """The item of each claim."""
        return self.fact_item[self.claim_fact]

    @property
    def is_disputed(self) -> Bools:
        """Per item, whether more than one value was told of it."""
        return np.bincount(self.fact_item, minlength=len(self.item_names)) > 1

    @property
    def first_fact(self) -> Ints:
        """Per item, where its facts begin, and where the last ones end."""
        return np.searchsorted(self.fact_item, np.arange(len(self.item_names) + 1))


def columns_of(table: ClaimTable, staleness: float) -> Columns:
    """Put a table into numbers that depend on its claims, not on the order of its rows.

    Parameters
    ----------
    table
        As given; rows without a value are left out, rows given twice count once.
    staleness
        See `FusionOptions.staleness`.

    Returns
    -------
    Columns

    Notes
    -----
    Of two values that one source gives of one item at different times, the later one replaces
    the earlier; without times both stand, as two claims.
    """
    item_names, item = _names(table.items)
    source_names, source = _names(table.sources)
    values, value = read_values(table.values)
    when = np.zeros(len(item)) if table.times is None else np.asarray(table.times, dtype=np.float64)
    order = np.lexsort((-when, value, source, item))
    order = order[value[order] >= 0]
    item, source, value, when = item[order], source[order], value[order], when[order]
    kept = _first_of((item, source, value))
    if table.times is not None:
        latest = _latest(item, source, when)
        kept &= when == latest
    item, source, value, when = item[kept], source[kept], value[kept], when[kept]
    order = np.lexsort((source, value, item))
    item, source, value, when = item[order], source[order], value[order], when[order]
    opens = _first_of((item, value))
    class_names, classes = _names([table.classes.get(each, "") for each in source_names])
    return Columns(
        item_names=item_names,
        source_names=source_names,
        class_names=class_names,
        values=values,
        fact_item=item[opens],
        fact_value=value[opens],
        claim_fact=np.cumsum(opens) - 1,
        claim_source=source,
        freshness=_freshness(item, when, staleness),
        source_class=classes,
        source_group=_groups(table.copies, source_names),
    )


def _names(column: Sequence[str] | Ints) -> tuple[tuple[str, ...], Ints]:
    """Distinct names in order, and the number of each row's name."""
    if isinstance(column, np.ndarray):
        distinct, inverse = np.unique(column, return_inverse=True)
        return tuple(map(str, distinct.tolist())), inverse.astype(np.int64)
    numbers: dict[str, int] = {}
    codes = np.fromiter(
        (numbers.setdefault(each, len(numbers)) for each in column),
        dtype=np.int64,
        count=len(column),
    )
    names = sorted(numbers)
    rank = np.empty(len(names), dtype=np.int64)
    for number, name in enumerate(names):
        rank[numbers[name]] = number
    return tuple(names), rank[codes] if len(names) else codes


def _first_of(keys: tuple[Ints | Floats, ...]) -> Bools:
    """Per row of a sorted table, whether it differs from the row before."""
    first = np.ones(len(keys[0]), dtype=bool)
    if len(first):
        first[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return first


def _latest(item: Ints, source: Ints, when: Floats) -> Floats:
    """Per row, when its source last told of its item. Rows stand in the order of both."""
    opens = _first_of((item, source))
    starts = np.flatnonzero(opens)
    if not len(starts):
        return when
    latest: Floats = np.maximum.reduceat(when, starts)
    each: Floats = latest[np.cumsum(opens) - 1]
    return each


def _freshness(item: Ints, when: Floats, staleness: float) -> Floats:
    """Per claim, 1 less a part of the share of its item's other claims that are later."""
    if not len(item):
        return np.ones(0)
    order = np.lexsort((when, item))
    starts = np.flatnonzero(_first_of((item[order],)))
    sizes = np.diff(np.append(starts, len(item)))
    ends = np.repeat(starts + sizes, sizes)
    # Claims of one moment are as fresh as the last of them.
    opens = np.flatnonzero(_first_of((item[order], when[order])))
    lasts = np.append(opens[1:], len(item))
    last = np.repeat(lasts, np.diff(np.append(opens, len(item))))
    later = (ends - last) / np.maximum(np.repeat(sizes, sizes) - 1, 1)
    fresh = np.empty(len(item))
    fresh[order] = 1.0 - staleness * later
    return fresh


def _groups(copies: Iterable[Iterable[str]], names: tuple[str, ...]) -> Ints:
    """Number of each source's group; groups that share a source are one."""
    number = {name: index for index, name in enumerate(names)}
    parent = list(range(len(names)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for group in copies:
        members = sorted(number[name] for name in group if name in number)
        for other in members[1:]:
            low, high = sorted((root(members[0]), root(other)))
            parent[high] = low
    return np.array([root(index) for index in range(len(names))], dtype=np.int64)
