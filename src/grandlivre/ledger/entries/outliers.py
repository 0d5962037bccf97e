"""Entries that one text alone vouches for and the rest of the ledger speaks against."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from grandlivre.entities.resolve import Linker
from grandlivre.ledger.conflicts.sides import make, side_of
from grandlivre.ledger.entries.bounds import origins_of
from grandlivre.ledger.entries.echoes import Echoes
from grandlivre.ledger.grouping.scope import is_other_money
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.grouping.weights import GOOD, is_faint, weight_of
from grandlivre.ledger.model import (
    Aside,
    Commitment,
    Conflict,
    ConflictKind,
    EntryKind,
    Link,
    Programme,
    RelationBasis,
    Words,
)
from grandlivre.ledger.wordings import is_reckoned
from grandlivre.ledger.words import money, money_range

_OUT_OF_SCALE = 20
"""From how many times the other figures of a party on a sum is out of proportion."""
_OUT_OF_SCALE_UNSURE = 5
"""The same where the sum was read unsurely."""
_LEAST_OTHERS = 2
"""How many origins those other figures must come from."""

Groups = Mapping[str, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The entries, those marked that no total may count, and what was found on the way."""

    commitments: list[Commitment]
    programmes: list[Programme]
    conflicts: list[Conflict]
    links: list[Link]


def set_aside(
    commitments: Sequence[Commitment],
    programmes: Sequence[Programme],
    groups: Groups,
    others: frozenset[str],
    linker: Linker,
) -> Sorted:
    """Mark the entries that no total may count, and say where one clashes with the rest.

    Parameters
    ----------
    commitments, programmes
        The entries.
    groups
        Statements by entry id.
    others
        Documents that are not about AI or what it runs on.
    linker
        Who is who.
    """
    plans = [_plan_aside(each, groups, others) for each in programmes]
    known = [each for each in plans if each.aside is None]
    echoes = Echoes(commitments, groups, linker)
    by_id = {each.id: each for each in commitments}
    asides: dict[str, Aside] = {}
    conflicts: list[Conflict] = []
    links: list[Link] = []
    for each in commitments:
        if is_other_money(groups[each.id], others):
            asides[each.id] = Aside.OTHER_MONEY
            continue
        if each.kind is EntryKind.CAPACITY:
            continue
        if not _is_alone(each, groups):
            echo = echoes.of(each, is_alone=False)
            if echo is not None:
                links.append(echoes.link(echo))
                found = echoes.conflict(echo, by_id)
                conflicts.extend([] if found is None else [found])
            continue
        told = [one for one in groups[each.id] if one.amount is not None]
        conflict = _outlier(each, commitments, known, groups)
        echo = echoes.of(each)
        if conflict is not None and (echo is None or not echo.is_sure):
            conflicts.append(conflict)
            asides[each.id] = Aside.OUTLIER
        elif is_faint(told):
            asides[each.id] = Aside.FAINT
        elif echo is not None and echo.is_sure:
            asides[each.id] = Aside.ECHO
        elif all(map(is_reckoned, told)):
            asides[each.id] = Aside.REMAINDER
        if echo is not None and asides.get(each.id) is not Aside.FAINT:
            links.append(echoes.link(echo))
            found = echoes.conflict(echo, by_id)
            conflicts.extend([] if found is None else [found])
    asides.update(_inside_asides(commitments, asides, groups))
    marked = [replace(each, aside=asides.get(each.id)) for each in commitments]
    return Sorted(commitments=marked, programmes=plans, conflicts=conflicts, links=links)


def _plan_aside(programme: Programme, groups: Groups, others: frozenset[str]) -> Programme:
    """A programme marked where only texts about something else, or a faint reading, know it."""
    if is_other_money(groups[programme.id], others):
        return replace(programme, aside=Aside.OTHER_MONEY)
    if is_faint(groups[programme.id]):
        return replace(programme, aside=Aside.FAINT)
    return programme


def _inside_asides(
    commitments: Sequence[Commitment], asides: Mapping[str, Aside], groups: Groups
) -> dict[str, Aside]:
    """Entries of one text that are a part of what stands aside: no firmer than their whole."""
    return {
        each.id: Aside.PART_OF_ASIDE
        for each in commitments
        if each.id not in asides
        and each.kind is EntryKind.COMMITMENT
        # Whose megawatts others tell of is known by more than this one text.
        and len({one.origin for one in groups[each.id]}) == 1
        and any(
            asides.get(relation.whole) in (Aside.FAINT, Aside.OUTLIER, Aside.REMAINDER)
            for relation in each.relations
        )
    }


def _is_alone(entry: Commitment, groups: Groups) -> bool:
    """True where one text's reading alone vouches for an entry."""
    told = [each for each in groups[entry.id] if each.amount is not None]
    return origins_of(told) == 1 and all(each.claim.reader != "statement" for each in told)


def _outlier(
    entry: Commitment,
    commitments: Sequence[Commitment],
    programmes: Sequence[Programme],
    groups: Groups,
) -> Conflict | None:
    low = entry.euros.low or entry.euros.high
    if low is None or entry.kind is not EntryKind.COMMITMENT:
        return None
    tops = {each.id: each.euros.high or each.euros.low or Decimal(0) for each in programmes}
    if tops and low > max(tops.values()):
        largest = max(tops, key=lambda key: (tops[key], key))
        than = Words(fr="que toute enveloppe connue ici", en="than any envelope known here")
        return _flag(entry, low, [largest], tops[largest], than, groups)
    mine = {party.key for party in entry.known_by}
    peers = {
        each.id: each.euros.high or each.euros.low or Decimal(0)
        for each in commitments
        if each.id != entry.id
        and not _is_alone(each, groups)
        and each.kind is EntryKind.COMMITMENT
        and mine & {party.key for party in each.known_by}
    }
    voices = {one.origin for key in peers for one in groups[key]}
    told = [one for one in groups[entry.id] if one.amount is not None]
    scale = _OUT_OF_SCALE if max(map(weight_of, told)) >= GOOD else _OUT_OF_SCALE_UNSURE
    if len(voices) < _LEAST_OTHERS or low < scale * max(peers.values()):
        return None
    than = Words(
        fr=f"de {scale} fois les autres chiffres de {entry.known_by[0].called('fr')}",
        en=f"than {scale} times the other figures of {entry.known_by[0].called('en')}",
    )
    return _flag(entry, low, sorted(peers), max(peers.values()), than, groups)


def _flag(
    entry: Commitment,
    low: Decimal,
    others: Sequence[str],
    top: Decimal,
    than: Words,
    groups: Groups,
) -> Conflict:
    beside = [one for key in others for one in groups[key] if one.amount is not None]
    told = [one for one in groups[entry.id] if one.amount is not None]
    shown = money_range(entry.euros)
    return make(
        ConflictKind.OUTLIER,
        (entry.id, *others),
        (side_of(shown, told), side_of(money(top), beside)),
        Words(
            fr=f"{shown.fr}, selon un seul texte : plus {than.fr}. Laissé hors des totaux.",
            en=f"{shown.en} in one text alone: more {than.en}. Left out of totals.",
        ),
        size=low - top,
        repairs=(
            Words(
                fr="Ce chiffre n’est peut-être pas une promesse, ou son unité est fausse.",
                en="The figure may not be a pledge, or its unit may be wrong.",
            ),
        ),
    )


def in_programmes(
    commitments: Sequence[Commitment], programmes: Sequence[Programme]
) -> tuple[Commitment, ...]:
    """Commitments whose ties say "perhaps" wherever the programme itself says so."""
    weak: dict[str, set[str]] = defaultdict(set)
    for each in programmes:
        for item in each.items:
            if item.is_perhaps:
                weak[item.entry].add(each.id)
    return tuple(
        replace(
            each,
            relations=tuple(
                replace(one, basis=RelationBasis.PERHAPS) if one.whole in weak[each.id] else one
                for one in each.relations
            ),
        )
        if each.id in weak
        else each
        for each in commitments
    )
