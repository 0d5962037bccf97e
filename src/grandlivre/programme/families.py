"""A whole and its parts cut into slices of money that do not overlap."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from grandlivre.base.fold import fold
from grandlivre.entities.model import Place
from grandlivre.ledger.model import Commitment, EntryKind, Words
from grandlivre.programme.arithmetic import less, megawatts, portions, said_money
from grandlivre.programme.facts import Facts, Said, is_near, is_town, party_keys
from grandlivre.programme.model import Figure, Mark
from grandlivre.programme.ties import Ties

_SLACK = Decimal("1.02")
"""Parts may pass their whole by so much: amounts are rounded."""
_NOTHING_LEFT = Decimal("0.01")
_LEAST_SHARE = 0.4
"""A town that fewer claims name, beside the place that most name, is where someone spoke."""
_REGION = 3


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
    """All its entries, the root first."""
    parties: frozenset[str]
    """Keys of all that pay for it or are paid."""

    @property
    def towns(self) -> tuple[Place, ...]:
        """Towns where it builds."""
        return tuple(place for each in self.slices for place in each.towns)


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
        parts: dict[str, list[str]] = defaultdict(list)
        for key, parent in self._parent.items():
            if parent is not None:
                parts[parent].append(key)
        for key in self._told:
            if self._parent[key] is None:
                self._parent[key] = self._shared_whole(key, parts[key])
        self._children: dict[str, list[str]] = defaultdict(list)
        for key, parent in sorted(self._parent.items()):
            if parent is not None:
                self._children[parent].append(key)

    def all(self) -> tuple[Family, ...]:
        """Every family, in the ledger's order."""
        return tuple(
            Family(
                root=self._entries[key],
                slices=self._slices(key, None, (), ()),
                members=self._below(key),
                parties=self._parties(key),
            )
            for key in self._entries
            if self._told.get(key) and self._parent[key] is None
        )

    def towns(self, key: str) -> tuple[Place, ...]:
        """Where an entry builds: towns that its claims name often enough, neighbours joined."""
        entry = self._entries[key]
        counts = self._facts.towns[key]
        found = {place.key: place for place in entry.places if is_town(place)}
        if entry.is_cancelled and not found:
            places = (self._facts.places[each] for each in counts)
            found = {place.key: place for place in places if is_town(place)}
        if not entry.places:
            found = self._in_names(entry)
        alone = self._alone(key)
        order = sorted(found, key=lambda each: (each not in alone, -counts.get(each, 0), each))
        groups: dict[str, int] = {}
        for each in order:
            beside = next((one for one in groups if is_near(found[each], found[one])), None)
            if beside is None or each in alone:
                groups[each] = counts.get(each, 0)
            else:
                groups[beside] += counts.get(each, 0)
        wide = (counts.get(place.key, 0) for place in entry.places if place.level >= _REGION)
        most = max((*groups.values(), *wide), default=0)
        return tuple(
            found[each]
            for each, told in groups.items()
            if each in alone or told >= _LEAST_SHARE * most
        )

    def _in_names(self, entry: Commitment) -> dict[str, Place]:
        """Towns that the names of its projects hold: "data centre at Fouju"."""
        names = [f" {fold(project.name)} " for project in entry.projects]
        return {
            key: place
            for key, place in self._facts.places.items()
            if is_town(place) and any(f" {fold(place.name)} " in name for name in names)
        }

    def _alone(self, key: str) -> frozenset[str]:
        """Towns that some statement of power is of, and of no other."""
        return frozenset(
            said.towns[0].key for said in self._facts.powers.get(key, ()) if len(said.towns) == 1
        )

    def _parent_of(self, key: str) -> str | None:
        """The smallest entry that it is a part of; a withdrawn one is part of nothing live."""
        entry = self._entries[key]
        found = [
            self._entries[each]
            for each in self._wholes(key)
            if self._entries[each].is_cancelled == entry.is_cancelled
            and key not in self._above(each)
        ]
        chosen = min(found, key=lambda each: (_size(each), each.id), default=None)
        return None if chosen is None else chosen.id

    def _shared_whole(self, key: str, parts: Sequence[str]) -> str | None:
        """A bigger whole by the same parties of which one of its own parts is a part too.

        Two wholes of one part overlap: the smaller is taken to lie inside the bigger.
        """
        own = self._entries[key]
        if own.is_cancelled:
            return None
        parties = party_keys((*own.investors, *own.beneficiaries))
        above = self._above(key)
        found = []
        for part in parts:
            for whole in self._wholes(part):
                other = self._entries[whole]
                if (
                    whole not in above
                    and key not in self._above(whole)
                    and not other.is_cancelled
                    and _size(own) <= _size(other)
                    and parties & party_keys((*other.investors, *other.beneficiaries))
                ):
                    found.append(other)
        chosen = min(found, key=lambda each: (_size(each), each.id), default=None)
        return None if chosen is None else chosen.id

    def _wholes(self, key: str) -> set[str]:
        """The entries that one is directly a part of, as they are counted."""
        found = {
            self._ties.host(each) for each in self._entries[key].wholes if each in self._entries
        }
        if key in self._ties.parts:
            found.add(self._ties.host(self._ties.parts[key]))
        return found - {key}

    def _above(self, key: str) -> frozenset[str]:
        found, waiting = {key}, [key]
        while waiting:
            for host in self._wholes(waiting.pop()) - found:
                found.add(host)
                waiting.append(host)
        return frozenset(found)

    def _below(self, key: str) -> tuple[str, ...]:
        found = list(self._told[key])
        for child in self._children[key]:
            found.extend(self._below(child))
        return tuple(found)

    def _parties(self, key: str) -> frozenset[str]:
        members = (self._entries[each] for each in self._below(key))
        return frozenset(
            party
            for each in members
            for party in party_keys((*each.investors, *each.beneficiaries))
        )

    def _slices(
        self,
        key: str,
        money: Figure | None,
        inherited: tuple[Said, ...],
        around: tuple[Place, ...],
    ) -> tuple[Slice, ...]:
        """Cut an entry: a slice for each part that fits into it, and one for the rest."""
        own = money or said_money(self._entries[key])
        said = tuple(each for told in self._told[key] for each in self._facts.powers.get(told, ()))
        towns = self.towns(key)
        if not towns and not self._entries[key].places and len(around) == 1:
            # What a text puts nowhere is where its whole is.
            towns = around
        here = {place.key for place in towns}
        # What the whole says of a town is said of the part that lies there.
        pool = (*said, *(each for each in inherited if _is_of(each, here)))
        taken, dropped = self._taken(key, own)
        if not taken:
            told = (*self._told[key], *dropped)
            return (Slice(entry=key, money=own, towns=towns, told=told, powers=pool),)
        parts = {child: self._money_of(child, key, own) for child in taken}
        found = [each for child in taken for each in self._slices(child, parts[child], pool, towns)]
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
        return portions(own, (power, most - power), (how, how))[0]


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
