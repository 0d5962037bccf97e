"""A ledger ready to be looked through: narrowed, sorted, in pages, by party and by place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from grandlivre.base.fold import fold
from grandlivre.claims.model import Purpose, Stage
from grandlivre.entities.model import Entity, Place
from grandlivre.errors import AskError
from grandlivre.export.jsons import json_bytes
from grandlivre.ledger import Commitment, Conflict, Ledger, Programme, Total
from grandlivre.ledger.asking.explain import by_size
from grandlivre.ledger.codec import record_to_json
from grandlivre.ledger.history import Entry, entries_of

Thing = TypeVar("Thing")
Keyed = TypeVar("Keyed", Entity, Place)
_MOST_NARROWED = 100
"""Lists of entries that are held in the order that was asked for."""
SORTS = ("size", "title", "date", "origins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Which entries are asked for."""

    text: str = ""
    """Words of the title, in either language."""
    party: str = ""
    """Key of a party that pays or receives."""
    place: str = ""
    """Key of a place: what lies in it counts too."""
    purpose: Purpose | None = None
    stage: Stage | None = None
    sort: str = "size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Thing]):
    """Some of a list."""

    items: Sequence[Thing]
    after: str | None
    """Where the next page goes on; None on the last one."""
    of: int | None = None
    """How many there are in all; None where nobody counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met(Generic[Thing]):
    """A party or a place with the entries that it is named in."""

    thing: Thing
    entries: tuple[str, ...] = field(repr=False)


class Catalogue:
    """A ledger's entries, conflicts, parties and places; made once for a state."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.entries: Mapping[str, Entry] = {each.id: each for each in entries_of(ledger)}
        self.conflicts: Mapping[str, Conflict] = {each.id: each for each in ledger.conflicts}
        self.totals: Mapping[str, Total] = {each.id: each for each in ledger.totals}
        self.parties: Mapping[str, Met[Entity]] = _met(
            self.entries.values(), lambda each: (*each.investors, *each.beneficiaries)
        )
        self.places: Mapping[str, Met[Place]] = _met(
            self.entries.values(), lambda each: each.places
        )
        self._titles = {
            key: fold(f"{each.title.fr} {each.title.en}") for key, each in self.entries.items()
        }

        self._narrowed: dict[tuple[Narrowing, bool], tuple[tuple[Entry, ...], dict[str, int]]] = {}
        self._records: dict[str, bytes] = {}

    @cached_property
    def _sorted(self) -> Mapping[str, tuple[str, ...]]:
        """Keys of all entries in each order."""
        entries = list(self.entries.values())
        orders: dict[str, Callable[[Entry], Any]] = {
            "size": by_size,
            "title": lambda each: (fold(each.title.en), each.id),
            "date": lambda each: (_falling(each.money_date or ""), each.id),
            "origins": lambda each: (-each.origins, each.id),
        }
        return {
            name: tuple(each.id for each in sorted(entries, key=order))
            for name, order in orders.items()
        }

    def page(
        self, asked: Narrowing, after: str | None, most: int, *, programmes: bool = False
    ) -> Page[Entry]:
        """A page of the entries, or programmes, that answer to what is asked.

        Raises
        ------
        AskError
            As `paged` does.
        """
        key = (asked, programmes)
        found = self._narrowed.get(key)
        if found is None:
            kept = self.narrowed(asked, programmes=programmes)
            found = kept, {each.id: number for number, each in enumerate(kept)}
            if len(self._narrowed) >= _MOST_NARROWED:
                self._narrowed.clear()
            self._narrowed[key] = found
        entries, places = found
        start = _start(None if after is None else places.get(after), after)
        items = entries[start : start + most]
        is_last = start + most >= len(entries)
        return Page(items=items, after=None if is_last else items[-1].id, of=len(entries))

    def record(self, key: str) -> bytes:
        """An entry as JSON, written once."""
        if key not in self._records:
            self._records[key] = json_bytes(record_to_json(self.entries[key]) or {})
        return self._records[key]

    def narrowed(self, asked: Narrowing, *, programmes: bool) -> tuple[Entry, ...]:
        """Entries, or programmes, that answer to what is asked, in its order."""
        kind: type[Commitment] | type[Programme] = Programme if programmes else Commitment
        keys: set[str] | None = None
        if asked.party:
            met = self.parties.get(asked.party)
            keys = set(met.entries) if met else set()
        if asked.place:
            there = {
                key
                for each in self.places.values()
                if asked.place in (each.thing.key, *each.thing.within)
                for key in each.entries
            }
            keys = there if keys is None else keys & there
        words = fold(asked.text).split()
        found = []
        for key in self._sorted[asked.sort]:
            each = self.entries[key]
            if (
                isinstance(each, kind)
                and (keys is None or key in keys)
                and (asked.purpose is None or each.purpose is asked.purpose)
                and (asked.stage is None or each.stage is asked.stage)
                and all(word in self._titles[key] for word in words)
            ):
                found.append(each)
        return tuple(found)


def paged(
    things: Sequence[Thing], key: Callable[[Thing], str], after: str | None, most: int
) -> Page[Thing]:
    """A page of a list that is held: behind the thing of that key, or from the first.

    Raises
    ------
    AskError
        Where the list holds no such thing, as when it has changed since.
    """
    place = None
    if after is not None:
        place = next((number for number, each in enumerate(things) if key(each) == after), None)
    start = _start(place, after)
    items = things[start : start + most]
    is_last = start + most >= len(things)
    return Page(items=items, after=None if is_last else key(items[-1]), of=len(things))


def _start(place: int | None, after: str | None) -> int:
    """Where a page begins whose last one ended behind `place`."""
    if after is None:
        return 0
    if place is None:
        raise AskError(
            "the list has changed since that page was read",
            where=after,
            remedy="start again without a cursor",
            code="gone",
        )
    return place + 1


def _met(
    entries: Iterable[Entry], named: Callable[[Entry], Sequence[Keyed]]
) -> dict[str, Met[Keyed]]:
    things: dict[str, Keyed] = {}
    keys: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for each in named(entry):
            things.setdefault(each.key, each)
            keys[each.key][entry.id] = None
    order = sorted(things, key=lambda key: (-len(keys[key]), key))
    return {key: Met(thing=things[key], entries=tuple(keys[key])) for key in order}


def _falling(text: str) -> tuple[int, ...]:
    """Sorts a text the other way round."""
    return tuple(-ord(sign) for sign in text)
