"""Entries that tell of one thing: counted once, under the better supported one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grandlivre.base.periods import Period
from grandlivre.ledger.model import Commitment, EntryKind, Ledger, LinkKind
from grandlivre.programme.facts import Facts, is_town, party_keys

_DAYS_OF_ONE_NEWS = 60
_SEVERAL = 2
_TELLING_DIGITS = 2
"""Sums of so many digits seldom agree by chance: 8.3 does not, 5 does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """How the entries that build stand to one another."""

    hosts: Mapping[str, str]
    """For what tells of the same thing as a better supported entry, that entry."""
    parts: Mapping[str, str]
    """For what lies inside another entry though no relation says so, that entry."""

    def host(self, key: str) -> str:
        """The entry under which it is counted: itself for most."""
        while key in self.hosts:
            key = self.hosts[key]
        return key


def tie(builders: Sequence[Commitment], ledger: Ledger, facts: Facts) -> Ties:
    """Find the entries that tell of the same thing, or of a part of it.

    Parameters
    ----------
    builders
        Entries that build something.
    ledger
        For its links.
    facts
        What claims say of power and places.
    """
    entries = {each.id: each for each in builders}
    hosts: dict[str, str] = {}
    ties = Ties(hosts=hosts, parts={})
    for first, second in (*_linked(ledger), *_same_sums(builders)):
        if first in entries and second in entries and ties.host(first) != ties.host(second):
            one, other = entries[ties.host(first)], entries[ties.host(second)]
            weak, strong = sorted((one, other), key=lambda each: _support(each, facts))
            if strong.id not in _inside(weak, entries) and weak.id not in _inside(strong, entries):
                hosts[weak.id] = strong.id
    parts: dict[str, str] = {}
    beside = _Beside(builders, facts)
    for entry in sorted(builders, key=lambda each: _support(each, facts)):
        if entry.id in hosts:
            continue
        others = [each for each in beside.of(entry) if each.id not in hosts]
        if entry.kind is EntryKind.CAPACITY:
            host = _same_power(entry, others, facts)
            if host is not None:
                hosts[entry.id] = host
                continue
        if not (set(entry.wholes) & set(entries)):
            whole = _held_by(entry, others, facts)
            if whole is not None:
                parts[entry.id] = whole
    return Ties(hosts=hosts, parts=parts)


class _Beside:
    """Entries that share a party or a text with one: no other can tell of the same thing."""

    def __init__(self, builders: Sequence[Commitment], facts: Facts) -> None:
        self._facts = facts
        self._by_mark: dict[str, list[Commitment]] = defaultdict(list)
        for each in builders:
            for mark in self._marks(each):
                self._by_mark[mark].append(each)

    def of(self, entry: Commitment) -> list[Commitment]:
        """Those entries, by their ids."""
        found = {
            each.id: each for mark in self._marks(entry) for each in self._by_mark.get(mark, ())
        }
        found.pop(entry.id, None)
        return [found[key] for key in sorted(found)]

    def _marks(self, entry: Commitment) -> frozenset[str]:
        named = party_keys((*entry.investors, *entry.known_by))
        return named | self._facts.documents.get(entry.id, frozenset())


def _linked(ledger: Ledger) -> Iterable[tuple[str, str]]:
    for link in ledger.links:
        if link.kind is LinkKind.SAME_AS:
            yield link.source, link.target


def _same_sums(builders: Sequence[Commitment]) -> Iterable[tuple[str, str]]:
    """Pairs that state the very same sum, and share a party or the days of one piece of news."""
    by_sum: dict[tuple[Decimal, str], list[Commitment]] = {}
    for entry in builders:
        stated = {(amount.stated.low, amount.unit) for amount in entry.amounts}
        for value, unit in stated:
            if value is not None:
                by_sum.setdefault((value, unit), []).append(entry)
    for (value, _), group in by_sum.items():
        is_telling = len(value.normalize().as_tuple().digits) >= _TELLING_DIGITS
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                if _is_same_money(one, other, is_telling=is_telling):
                    yield one.id, other.id


def _is_same_money(one: Commitment, other: Commitment, *, is_telling: bool) -> bool:
    shared = party_keys((*one.investors, *one.beneficiaries)) & party_keys(
        (*other.investors, *other.beneficiaries)
    )
    called = {each.name for each in one.projects} & {each.name for each in other.projects}
    named = {each.name for each in (*one.projects, *other.projects) if each.is_named}
    if shared and (is_telling or called & named):
        return True
    if not is_telling:
        return False
    lone = any(
        each.origins == 1 and not any(party.is_known for party in each.known_by)
        for each in (one, other)
    )
    return lone and _is_one_news(one, other)


def _is_one_news(one: Commitment, other: Commitment) -> bool:
    first, second = _day(one.announced), _day(other.announced)
    return (
        first is not None
        and second is not None
        and (abs((first - second).days) <= _DAYS_OF_ONE_NEWS)
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return Period.parse(text).first
    except ValueError:
        return None


def _support(entry: Commitment, facts: Facts) -> tuple[bool, int, bool, bool, bool, int, str]:
    return (
        entry.kind is EntryKind.COMMITMENT,
        entry.origins,
        len({place.country for place in entry.places if place.country}) < _SEVERAL,
        any(each.is_named for each in entry.projects),
        bool(facts.powers.get(entry.id)),
        len(entry.claims),
        entry.id,
    )


def _inside(entry: Commitment, entries: Mapping[str, Commitment]) -> frozenset[str]:
    """All that an entry is a part of."""
    found, waiting = set[str](), list(entry.wholes)
    while waiting:
        key = waiting.pop()
        if key in entries and key not in found:
            found.add(key)
            waiting.extend(entries[key].wholes)
    return frozenset(found)


def _same_power(entry: Commitment, others: Sequence[Commitment], facts: Facts) -> str | None:
    """The entry whose power a text tells of once more."""
    own = {said.value for said in facts.powers.get(entry.id, ())}
    towns = {place.key for place in entry.places if is_town(place)}
    parties = party_keys(entry.investors)
    best: tuple[int, int, str] | None = None
    for other in others:
        if other.kind is EntryKind.CAPACITY and other.origins <= entry.origins:
            continue
        shared = len(parties & party_keys(other.investors))
        same = bool(own & {said.value for said in facts.powers.get(other.id, ())})
        near = bool(towns & {place.key for place in other.places if is_town(place)})
        together = bool(facts.documents.get(entry.id, frozenset()) & facts.documents[other.id])
        marks = 2 * (near and shared > 0) + 2 * (same and shared > 0) + (same and together)
        if marks and (shared or (same and together and not towns)):
            rank = (marks, shared, other.id)
            best = rank if best is None else max(best, rank)
    return best[2] if best is not None else None


def _held_by(entry: Commitment, others: Sequence[Commitment], facts: Facts) -> str | None:
    """The bigger entry of the same promoter that a place and a size put this one in."""
    parties = party_keys(entry.known_by)
    for other in others:
        if not parties & party_keys(other.known_by) or other.is_cancelled != entry.is_cancelled:
            continue
        if entry.kind is EntryKind.CAPACITY and _is_room_for(entry, other, facts):
            return other.id
        if (
            entry.kind is other.kind is EntryKind.COMMITMENT
            and _is_one_of_towns(entry, other)
            and _is_one_news(entry, other)
            and (entry.euros.high or 0) < (other.euros.high or other.euros.low or 0)
        ):
            return other.id
    return None


def _is_room_for(entry: Commitment, other: Commitment, facts: Facts) -> bool:
    """True where a power lies in the wider place of a bigger one."""
    own = max((said.value for said in facts.powers.get(entry.id, ())), default=None)
    most = max((said.value for said in facts.powers.get(other.id, ())), default=None)
    if own is None or most is None or own > most or not entry.places:
        return False
    if any(is_town(place) for place in other.places):
        return False
    return all(any(place.key in each.within for place in other.places) for each in entry.places)


def _is_one_of_towns(entry: Commitment, other: Commitment) -> bool:
    own = {place.key for place in entry.places if is_town(place)}
    among = {place.key for place in other.places if is_town(place)}
    return bool(own) and own < among
