"""A whole and its parts cut into slices of money that do not overlap."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from grandlivre.entities.model import Place
from grandlivre.ledger.model import Commitment, EntryKind, Words
from grandlivre.programme.arithmetic import less, megawatts, portions, said_money
from grandlivre.programme.facts import Facts, Said, is_town
from grandlivre.programme.model import Figure, Mark
from grandlivre.programme.ties import Ties

_SLACK = Decimal("1.02")
"""Parts may pass their whole by so much: amounts are rounded."""
_NOTHING_LEFT = Decimal("0.01")
_NEAR_KM = 15.0
"""Texts name one site by several communes that it lies in or beside."""
_LEAST_SHARE = 0.4
"""A town that fewer claims name, beside the one that most name, is where someone spoke."""
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Money for one thing: an entry without parts, or what its parts leave of an entry."""

    entry: str
    money: Figure
    towns: tuple[Place, ...]
    """Where; several where a text names several, none where no text says."""
    told: tuple[str, ...]
    """Entries that tell of it, its own first."""
    powers: tuple[Said, ...]
    """Megawatts that are said of it."""
    is_rest: bool = False
    """True for what is left of an entry beside its parts."""
    parts: tuple[str, ...] = ()
    """For a rest, the entries that are taken away."""
    split: Figure | None = None
    """Megawatts of it, where its power was shared out among several towns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """An entry that is part of no other, with all that is part of it."""

    root: Commitment
    slices: tuple[Slice, ...]
    members: tuple[str, ...]


class Families:
    """Cuts the entries that build into slices; see `families`."""

    def __init__(self, builders: Sequence[Commitment], ties: Ties, facts: Facts) -> None:
        self._entries = {each.id: each for each in builders}
        self._ties, self._facts = ties, facts
        self._told: dict[str, list[str]] = defaultdict(list)
        for key in self._entries:
            self._told[ties.host(key)].append(key)
        for host, keys in self._told.items():
            keys.sort(key=lambda key: (key != host, key))
        self._parent = {key: self._parent_of(key) for key in self._told}
        self._children: dict[str, list[str]] = defaultdict(list)
        for key, parent in sorted(self._parent.items()):
            if parent is not None:
                self._children[parent].append(key)

    def all(self) -> tuple[Family, ...]:
        """Every family, in the ledger's order."""
        return tuple(
            Family(
                root=self._entries[key],
                slices=self._slices(key, None, ()),
                members=self._below(key),
            )
            for key in self._entries
            if self._told.get(key) and self._parent[key] is None
        )

    def towns(self, key: str) -> tuple[Place, ...]:
        """Where an entry builds: towns that its claims name often enough, neighbours joined."""
        entry = self._entries[key]
        counts = self._facts.towns[key]
        found = {place.key: place for place in entry.places if is_town(place)}
        for tied in self._told[key] if not found else ():
            found |= {each.key: each for each in self._entries[tied].places if is_town(each)}
        if entry.is_cancelled and not found:
            found = {each: self._facts.places[each] for each in counts}
        most = max((counts.get(each, 0) for each in found), default=0)
        kept = [each for each in found if counts.get(each, 0) >= _LEAST_SHARE * most]
        if counts and len(kept) < len(found):
            alone = self._alone(key)
            kept = [each for each in found if each in kept or each in alone]
        return self._joined(key, [found[each] for each in kept])

    def _joined(self, key: str, towns: list[Place]) -> tuple[Place, ...]:
        """Leave out towns beside another one that no figure of power is of."""
        counts, alone = self._facts.towns[key], self._alone(key)
        towns.sort(key=lambda place: (place.key not in alone, -counts.get(place.key, 0), place.key))
        kept: list[Place] = []
        for place in towns:
            if not any(is_near(place, other) for other in kept) or place.key in alone:
                kept.append(place)
        return tuple(kept)

    def _alone(self, key: str) -> frozenset[str]:
        """Towns that some statement of power is of, and of no other."""
        return frozenset(
            said.towns[0].key for said in self._facts.powers.get(key, ()) if len(said.towns) == 1
        )

    def _parent_of(self, key: str) -> str | None:
        """The smallest entry that it is a part of; a withdrawn one is part of nothing live."""
        entry = self._entries[key]
        wholes = {self._ties.host(each) for each in entry.wholes if each in self._entries}
        if key in self._ties.parts:
            wholes.add(self._ties.host(self._ties.parts[key]))
        found = [
            self._entries[each]
            for each in wholes
            if each != key
            and self._entries[each].is_cancelled == entry.is_cancelled
            and key not in self._above(each)
        ]
        chosen = min(found, key=lambda each: (_size(each), each.id), default=None)
        return None if chosen is None else chosen.id

    def _above(self, key: str) -> frozenset[str]:
        found, waiting = {key}, [key]
        while waiting:
            entry = self._entries[waiting.pop()]
            whole = self._ties.parts.get(entry.id)
            for each in (*entry.wholes, *((whole,) if whole else ())):
                host = self._ties.host(each)
                if host in self._entries and host not in found:
                    found.add(host)
                    waiting.append(host)
        return frozenset(found)

    def _below(self, key: str) -> tuple[str, ...]:
        found = list(self._told[key])
        for child in self._children[key]:
            found.extend(self._below(child))
        return tuple(found)

    def _slices(
        self, key: str, money: Figure | None, inherited: tuple[Said, ...]
    ) -> tuple[Slice, ...]:
        """Cut an entry: a slice for each part that fits into it, and one for the rest."""
        own = money or said_money(self._entries[key])
        said = tuple(each for told in self._told[key] for each in self._facts.powers.get(told, ()))
        towns = self.towns(key)
        here = {place.key for place in towns}
        # What the whole says of a town is said of the part that lies there.
        pool = (*said, *(each for each in inherited if _is_of(each, here)))
        taken, dropped = self._taken(key, own)
        if not taken:
            told = (*self._told[key], *dropped)
            return (Slice(entry=key, money=own, towns=towns, told=told, powers=pool),)
        parts = {child: self._money_of(child, key, own) for child in taken}
        found = [each for child in taken for each in self._slices(child, parts[child], pool)]
        rest = less(own, list(parts.values()))
        told = (*self._told[key], *dropped)
        if own.best is None or (rest.best or Decimal(0)) <= _NOTHING_LEFT * own.best:
            found[0] = replace(found[0], told=(*found[0].told, *told))
            return tuple(found)
        there = {place.key for each in found for place in each.towns}
        found.append(
            Slice(
                entry=key,
                money=rest,
                towns=_of_rest(towns, there),
                told=told,
                powers=said,
                is_rest=True,
                parts=tuple(taken),
            )
        )
        return tuple(found)

    def _taken(self, key: str, own: Figure) -> tuple[list[str], list[str]]:
        """Parts that fit into a whole together, and those that cut it another way."""
        waiting = list(self._children[key])
        taken: list[str] = []
        dropped: list[str] = []
        left = own.best
        while waiting:
            waiting.sort(key=self._rank)
            child = waiting.pop(0)
            size = self._money_of(child, key, own).best
            if left is None or size is None or size > left * _SLACK:
                dropped.extend(self._told[child])
                waiting.extend(self._children[child])
                continue
            taken.append(child)
            left = max(Decimal(0), left - size)
        return taken, dropped

    def _rank(self, key: str) -> tuple[bool, bool, Decimal, str]:
        """Parts with a site of their own first, then the smaller."""
        entry = self._entries[key]
        power_alone = entry.kind is EntryKind.CAPACITY
        return (not self.towns(key), power_alone, _size(entry), key)

    def _money_of(self, child: str, whole: str, own: Figure) -> Figure:
        """A part's money; of a part whose power alone is said, its share of the whole's."""
        entry = self._entries[child]
        stated = said_money(entry)
        if stated.mark is Mark.SAID or own.best is None:
            return stated
        power, most = (
            max((each.value for each in self._facts.powers.get(key, ())), default=Decimal(0))
            for key in (child, whole)
        )
        if not power or not most or power > most:
            return stated
        of, total = megawatts(power), megawatts(most)
        how = Words(fr=f"part de {of.fr} sur {total.fr}", en=f"share of {of.en} in {total.en}")
        first, _ = portions(own, (power, max(most - power, Decimal(1))), (how, how))
        return first


def is_near(one: Place, other: Place) -> bool:
    """True where two towns are so close that one site may be called by both."""
    if one.key == other.key:
        return True
    ends = (one.latitude, one.longitude, other.latitude, other.longitude)
    if None in ends:
        return False
    south, west, north, east = (radians(end) for end in ends if end is not None)
    half = sin((north - south) / 2) ** 2 + (cos(south) * cos(north) * sin((east - west) / 2) ** 2)
    return 2 * _EARTH_KM * asin(sqrt(half)) <= _NEAR_KM


def _is_of(said: Said, towns: set[str]) -> bool:
    return len(said.towns) == 1 and said.towns[0].key in towns


def _of_rest(towns: tuple[Place, ...], taken: set[str]) -> tuple[Place, ...]:
    """Where the rest of an entry is: its towns without its parts', or their only one."""
    left = tuple(place for place in towns if place.key not in taken)
    if left:
        return left
    return towns if len(towns) == 1 and taken <= {towns[0].key} else ()


def _size(entry: Commitment) -> Decimal:
    return entry.euros.high or entry.euros.low or Decimal(0)


def families(builders: Sequence[Commitment], ties: Ties, facts: Facts) -> tuple[Family, ...]:
    """Cut the entries that build something into slices of money that do not overlap.

    Parameters
    ----------
    builders
        Entries that build something.
    ties
        Which of them tell of the same thing.
    facts
        What claims say of power and places.

    Notes
    -----
    An entry belongs to the smallest whole that it is a part of. Of parts that together pass
    their whole, those with a site of their own are kept, the smallest first: the others cut the
    same money in another way. What parts leave of their whole is a slice too.
    """
    return Families(builders, ties, facts).all()
