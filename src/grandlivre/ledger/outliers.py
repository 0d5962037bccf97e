"""Entries that one text alone vouches for and the rest of the ledger speaks against."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from grandlivre.ledger.bounds import origins_of
from grandlivre.ledger.conflicts.sides import make, side_of
from grandlivre.ledger.model import (
    Aside,
    Commitment,
    Conflict,
    ConflictKind,
    EntryKind,
    Programme,
    RelationBasis,
    Words,
)
from grandlivre.ledger.scope import is_other_money
from grandlivre.ledger.statements import Statement, significant_digits
from grandlivre.ledger.weights import GOOD, is_faint, weight_of
from grandlivre.ledger.words import money, money_range

_OUT_OF_SCALE = 20
"""From how many times the other figures of a party on a sum is out of proportion."""
_OUT_OF_SCALE_UNSURE = 5
"""The same where the sum was read unsurely."""
_LEAST_OTHERS = 2
"""How many origins those other figures must come from."""
_DIGITS = 2
"""Digits from which on a figure is hardly another's by chance."""
_ALIKE = 3
"""How many origins an entry must have for another text's same figure to be its echo."""

Groups = Mapping[str, tuple[Statement, ...]]


def set_aside(
    commitments: Sequence[Commitment],
    programmes: Sequence[Programme],
    groups: Groups,
    others: frozenset[str],
) -> tuple[list[Commitment], list[Programme], list[Conflict]]:
    """Mark the entries that no total may count, and say where one clashes with the rest.

    Parameters
    ----------
    commitments, programmes
        The entries.
    groups
        Statements by entry id.
    others
        Documents that are not about AI or what it runs on.
    """
    plans = [
        replace(each, aside=Aside.OTHER_MONEY) if is_other_money(groups[each.id], others) else each
        for each in programmes
    ]
    known = [each for each in plans if each.aside is None]
    found: list[Commitment] = []
    conflicts: list[Conflict] = []
    for each in commitments:
        aside: Aside | None = None
        if is_other_money(groups[each.id], others):
            aside = Aside.OTHER_MONEY
        elif each.kind is not EntryKind.CAPACITY and _is_alone(each, groups):
            conflict = _outlier(each, commitments, known, groups)
            if conflict is not None:
                conflicts.append(conflict)
                aside = Aside.OUTLIER
            elif is_faint([one for one in groups[each.id] if one.amount is not None]):
                aside = Aside.FAINT
            elif _is_echo(each, commitments, groups):
                aside = Aside.ECHO
        found.append(replace(each, aside=aside))
    return found, plans, conflicts


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


def _is_echo(entry: Commitment, commitments: Sequence[Commitment], groups: Groups) -> bool:
    """True where several texts give its very figure for a better supported entry.

    A figure of one digit ("10 bn") may be anybody's; two digits, or a range end for end, of the
    same kind and in the same place are hardly told of two undertakings. Nor is a round figure that
    one text tells twice or of one party again, where it names no payer or was read unsurely.
    """
    told = [each for each in groups[entry.id] if each.amount is not None]
    unsure = not entry.known_by or max(map(weight_of, told)) < GOOD
    texts = {each.origin for each in told}
    payers = {party.key for party in entry.known_by}
    return any(
        other.origins >= _ALIKE
        and other.origins > entry.origins
        and other.kind is entry.kind
        and bool(
            _telling(entry, _DIGITS) & _telling(other, _DIGITS)
            or (
                unsure
                and (
                    texts & {each.origin for each in groups[other.id]}
                    or payers & {party.key for party in other.known_by}
                )
                and _telling(entry, 1) & _telling(other, 1)
            )
        )
        and (_may_touch(entry, other) or bool(_ranges(entry) & _ranges(other)))
        for other in commitments
        if other.id != entry.id
    )


def _ranges(entry: Commitment) -> set[tuple[Decimal | None, Decimal | None]]:
    """Ranges that an entry's claims state: the same one is hardly told of two undertakings."""
    return {(low, high) for low, high in _telling(entry, _DIGITS) if low is not None}


def _telling(entry: Commitment, digits: int) -> set[tuple[Decimal | None, Decimal | None]]:
    """Ranges, and figures of so many digits or more, among what an entry's claims state."""
    found: set[tuple[Decimal | None, Decimal | None]] = set()
    for amount in entry.amounts:
        low, high = amount.euros.low, amount.euros.high
        if amount.unit != "EUR" or high is None:
            continue
        if low and low < high:
            found.add((low, high))
        if significant_digits(high) >= digits:
            found.add((None, high))
    return found


def _may_touch(first: Commitment, second: Commitment) -> bool:
    if not first.places or not second.places:
        return True
    return any(one.touches(other) for one in first.places for other in second.places)


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
