"""What stands where in an edition: made once, and asked by every page."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.documents.model import Document
from grandlivre.entities.model import Entity, Place
from grandlivre.ledger.asking.explain import by_size
from grandlivre.ledger.history import Step
from grandlivre.ledger.model import (
    Aside,
    Commitment,
    Conflict,
    EntryKind,
    Link,
    Programme,
    Relation,
    Total,
)
from grandlivre.ledger.natures import Nature, home_of, nature_of
from grandlivre.outlook.model import PromiseOdds
from grandlivre.programme.model import Phase, Site
from grandlivre.report.pages.model import Edition, Sort
from grandlivre.report.pages.past import steps_told

Entry = Commitment | Programme
_Made = TypeVar("_Made")
GROUPS = ("works", "rounds", "capacities", "programmes", "withdrawn", "doubtful", "other_money")
"""What a ledger's entries are listed under, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """A party with the entries that it pays for or receives from."""

    entity: Entity
    pays: tuple[str, ...]
    receives: tuple[str, ...]
    counted: tuple[str, ...]
    """Those it is known for that the total of commitments adds up."""
    sum: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with the entries that lie in it."""

    place: Place
    entries: tuple[str, ...]
    """Of the place itself and of what lies inside it."""
    sum: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What one entry would build: a phase, where, and its odds."""

    phase: Phase
    site: Site | None
    odds: PromiseOdds | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What a list of all documents keeps of each."""

    id: str
    name: str
    published: str
    """Partial date; empty for none."""
    searched: str


class Index:
    """An edition with its parts found by id, by party, by place and by document.

    Parameters
    ----------
    edition
        What is shown. An index is made once for it and shared by all its pages.
    """

    def __init__(self, edition: Edition) -> None:
        ledger = edition.ledger
        self.edition = edition
        self.ledger = ledger
        self.library = edition.library
        self.home = home_of(ledger)
        self.entries: dict[str, Entry] = {each.id: each for each in ledger.commitments}
        self.entries.update((each.id, each) for each in ledger.programmes)
        self.conflicts: dict[str, Conflict] = {each.id: each for each in ledger.conflicts}
        self.conflicts_of: Mapping[str, list[Conflict]] = _by_entry(ledger.conflicts)
        self.parts_of, self.links_of = _ties(self.entries.values(), ledger.links)
        self.orders: dict[Sort, tuple[Entry, ...]] = {}
        """Entries in the orders that were asked for so far."""
        self._made: dict[tuple[str, ...], object] = {}
        self._steps: dict[str, tuple[Step, ...]] = {}

    def once(self, key: tuple[str, ...], make: Callable[[], _Made]) -> _Made:
        """What several pages share: made when it is first asked for, then kept."""
        if key not in self._made:
            self._made[key] = make()
        return cast("_Made", self._made[key])

    @cached_property
    def total(self) -> Total | None:
        """The sum of all commitments; None for a ledger without any."""
        return next((each for each in self.ledger.totals if each.id == "commitments"), None)

    @cached_property
    def counted(self) -> frozenset[str]:
        """Ids of the entries that it adds up."""
        return frozenset(self.total.sums) if self.total is not None else frozenset()

    def nature(self, entry: Entry) -> Nature:
        """Whose money an entry is."""
        if isinstance(entry, Programme):
            return Nature.UNKNOWN
        return nature_of(entry, self.home)

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """What each entry is listed under."""
        return {key: _group(entry) for key, entry in self.entries.items()}

    @cached_property
    def searched(self) -> Mapping[str, str]:
        """What a search looks in, by entry."""
        return {key: " ".join(map(fold, _names(entry))) for key, entry in self.entries.items()}

    @cached_property
    def parties(self) -> Mapping[str, Borne]:
        """Parties by key, those of the largest sums first."""
        entities: dict[str, Entity] = {}
        pays: dict[str, list[str]] = defaultdict(list)
        receives: dict[str, list[str]] = defaultdict(list)
        counted: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries.values():
            known = entry.known_by if isinstance(entry, Commitment) else entry.investors
            for each in {one.key: one for one in (*entry.investors, *known)}.values():
                entities[each.key] = each
                pays[each.key].append(entry.id)
            for each in entry.beneficiaries:
                entities[each.key] = each
                receives[each.key].append(entry.id)
            if entry.id in self.counted:
                for each in known:
                    counted[each.key].append(entry.id)
        found = [
            Borne(
                entity=entity,
                pays=self._largest_first(pays[key]),
                receives=self._largest_first(receives[key]),
                counted=tuple(counted[key]),
                sum=self.sum_of(counted[key]),
            )
            for key, entity in entities.items()
        ]
        found.sort(key=lambda each: (*_falling(each.sum), each.entity.name))
        return {each.entity.key: each for each in found}

    @cached_property
    def places(self) -> Mapping[str, Spot]:
        """Places by key, the smallest kind of place first, then by falling sums."""
        places: dict[str, Place] = {}
        at: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries.values():
            for place in entry.places:
                places[place.key] = place
        for entry in self.entries.values():
            inside = {key for place in entry.places for key in (place.key, *place.within)}
            for key in inside & places.keys():
                at[key].append(entry.id)
        found = [
            Spot(
                place=place,
                entries=self._largest_first(at[key]),
                sum=self.sum_of(each for each in at[key] if each in self.counted),
            )
            for key, place in places.items()
        ]
        found.sort(key=lambda each: (-each.place.level, *_falling(each.sum), each.place.name))
        return {each.place.key: each for each in found}

    def _largest_first(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(keys, key=lambda key: by_size(self.entries[key])))

    def sum_of(self, keys: Iterable[str]) -> Interval:
        """The bounds of some entries added up; no lower end is nothing for sure."""
        low, high = Decimal(0), Decimal(0)
        is_open, found = False, False
        for key in keys:
            euros = self.entries[key].euros
            found = True
            low += euros.low or 0
            if euros.high is None:
                is_open = True
            else:
                high += euros.high
        if not found:
            return Interval()
        return Interval(low=low, high=None if is_open else high)

    def origin(self, document: str) -> str:
        """The document that counts as the source of another."""
        return self.library.origins.get(document, document)

    @cached_property
    def _copies(self) -> Mapping[str, list[str]]:
        """Ids of the documents of each origin that several share."""
        found: dict[str, list[str]] = defaultdict(list)
        for document, origin in self.library.origins.items():
            found[origin].append(document)
        return found

    def copies_of(self, document: str) -> tuple[str, ...]:
        """Ids of the other documents that speak with the same voice."""
        origin = self.origin(document)
        group = dict.fromkeys([origin, *self._copies.get(origin, ())])
        return tuple(key for key in group if key != document)

    @cached_property
    def voices(self) -> Sequence[tuple[Leaf, ...]]:
        """Documents by origin, each group by date, the latest group first; one look at each."""
        groups: dict[str, list[Leaf]] = defaultdict(list)
        for document in self.library.documents.values():
            groups[self.origin(document.id)].append(_leaf(document))
        ordered = [tuple(sorted(each, key=_by_date)) for each in groups.values()]
        ordered.sort(key=lambda group: group[0].name)
        ordered.sort(key=lambda group: group[0].published, reverse=True)
        return ordered

    @cached_property
    def entry_of(self) -> Mapping[str, str]:
        """The entry that each claim of the ledger speaks of."""
        return {key: entry.id for entry in self.entries.values() for key in entry.claims}

    def steps(self, entry: Entry) -> tuple[Step, ...]:
        """How the bounds of an entry came to be; its texts alone are looked at."""
        if entry.id not in self._steps:
            found = steps_told(entry, self.library)
            if len(self._steps) > _MOST_STEPS:
                self._steps.clear()
            self._steps[entry.id] = found
        return self._steps[entry.id]

    @cached_property
    def built(self) -> Mapping[str, tuple[Built, ...]]:
        """What each entry would build."""
        prospect = self.edition.prospect
        if prospect is None:
            return {}
        sites = {site.id: site for site in prospect.plan.sites}
        odds = {each.phase: each for each in prospect.outlook.promises}
        found: dict[str, list[Built]] = defaultdict(list)
        for phase in prospect.plan.phases:
            one = Built(phase=phase, site=sites.get(phase.site), odds=odds.get(phase.id))
            for entry in phase.entries:
                found[entry].append(one)
        return {key: tuple(each) for key, each in found.items()}


_MOST_STEPS = 4000


def _group(entry: Entry) -> str:
    if isinstance(entry, Programme):
        return "programmes" if entry.aside is None else "doubtful"
    if entry.aside is Aside.OTHER_MONEY:
        return "other_money"
    if entry.aside is not None:
        return "doubtful"
    if entry.is_cancelled:
        return "withdrawn"
    names = {EntryKind.COMMITMENT: "works", EntryKind.ROUND: "rounds"}
    return names.get(entry.kind, "capacities")


def _names(entry: Entry) -> Iterable[str]:
    yield entry.title.fr
    yield entry.title.en
    for party in (*entry.investors, *entry.beneficiaries):
        yield from party.forms
        yield party.name
    for place in entry.places:
        yield place.name
    for project in entry.projects:
        yield project.name


def _falling(euros: Interval) -> tuple[Decimal, Decimal]:
    low = euros.low or Decimal(0)
    return -(euros.high if euros.high is not None else low), -low


def _leaf(document: Document) -> Leaf:
    first = next((cell.value for cell in document.fields if cell.value), "")
    told = (document.name, document.title, document.publisher, first)
    return Leaf(
        id=document.id,
        name=document.name,
        published=document.published or "",
        searched=fold(" ".join(each for each in told if each)),
    )


def _by_date(leaf: Leaf) -> tuple[str, str]:
    return leaf.published or "~", leaf.name


def _by_entry(conflicts: Iterable[Conflict]) -> Mapping[str, list[Conflict]]:
    found: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        for key in conflict.entries:
            found[key].append(conflict)
    return found


def _ties(
    entries: Iterable[Entry], links: Iterable[Link]
) -> tuple[Mapping[str, list[tuple[str, Relation]]], Mapping[str, list[Link]]]:
    parts: dict[str, list[tuple[str, Relation]]] = defaultdict(list)
    beside: dict[str, list[Link]] = defaultdict(list)
    for entry in entries:
        for relation in entry.relations:
            parts[relation.whole].append((entry.id, relation))
    for link in links:
        beside[link.source].append(link)
        beside[link.target].append(link)
    return parts, beside
