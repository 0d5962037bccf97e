"""Which entries a query leaves, in which order, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.report.pages.index import GROUPS, Entry, Index
from grandlivre.report.pages.model import Query, Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a query leaves."""

    entries: tuple[Entry, ...]
    """All of them, in order."""
    shown: tuple[Entry, ...]
    """Those of the page that is asked for."""
    page: int
    pages: int
    summed: int
    """How many the total of commitments adds up."""
    sum: Interval
    """What those come to."""


def listed(index: Index, query: Query, most: int) -> Listed:
    """Narrow the ledger's entries to what is asked for.

    Parameters
    ----------
    index
        The edition.
    query
        Filters, order and page.
    most
        Rows of a page.
    """
    kept = [entry for entry in ordered(index, query.sort) if _answers(index, entry, query)]
    pages = max(1, -(-len(kept) // most))
    page = min(query.page, pages)
    counted = [entry.id for entry in kept if entry.id in index.counted]
    # Without a filter the ledger has its sum already.
    whole = index.total is not None and len(counted) == len(index.counted)
    total = index.total.euros if whole and index.total is not None else index.sum_of(counted)
    return Listed(
        entries=tuple(kept),
        shown=tuple(kept[(page - 1) * most : page * most]),
        page=page,
        pages=pages,
        summed=len(counted),
        sum=total,
    )


def ordered(index: Index, sort: Sort) -> Sequence[Entry]:
    """All entries in an order; by size, what is counted comes first."""
    found = index.orders.get(sort)
    if found is None:
        found = tuple(sorted(index.entries.values(), key=lambda entry: _key(index, entry, sort)))
        index.orders[sort] = found
    return found


def _key(index: Index, entry: Entry, sort: Sort) -> tuple[object, ...]:
    euros = entry.euros
    size = -(euros.high if euros.high is not None else euros.low or Decimal(0))
    match sort:
        case Sort.TITLE:
            return fold(entry.title.en), entry.id
        case Sort.DATE:
            return tuple(-ord(char) for char in entry.money_date or " "), size, entry.id
        case Sort.SOURCES:
            return -entry.origins, size, entry.id
    return GROUPS.index(index.group_of[entry.id]), size, entry.id


def _answers(index: Index, entry: Entry, query: Query) -> bool:
    if query.purpose is not None and entry.purpose is not query.purpose:
        return False
    if query.stage is not None and entry.stage is not query.stage:
        return False
    if query.nature is not None and index.nature(entry) is not query.nature:
        return False
    if query.party and not any(
        each.key == query.party for each in (*entry.investors, *entry.beneficiaries)
    ):
        return False
    if query.place and not any(query.place in (place.key, *place.within) for place in entry.places):
        return False
    return _in_years(entry, query) and _holds(index, entry, query.text)


def _in_years(entry: Entry, query: Query) -> bool:
    if query.year_from is None and query.year_to is None:
        return True
    told = entry.money_date
    if told is None:
        return False
    year = int(told[:4])
    return (query.year_from or year) <= year <= (query.year_to or year)


def _holds(index: Index, entry: Entry, asked: str) -> bool:
    words = fold(asked).split()
    return not words or all(word in index.searched[entry.id] for word in words)
