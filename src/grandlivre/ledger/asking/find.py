"""Finding a thing of the ledger by what a person types: an id, a few words, a figure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim
from grandlivre.ledger.history.match import entries_of
from grandlivre.ledger.model import (
    Amount,
    Commitment,
    Conflict,
    Ledger,
    Programme,
    Total,
    Words,
)
from grandlivre.ledger.words import money_range, same

Thing = Commitment | Programme | Conflict | Total | Claim
_CLAIM = "clm_"
_PREFIX = re.compile(r"(?:(?:cmt|prg|cfl|clm)_)?[0-9a-f]{4,20}|(?:cmt|prg|cfl|clm)_[0-9a-f]*\Z")
_FIGURE = re.compile(
    r"(?<![\w.,])[€$£]?(\d+(?:[.,]\d+)?)[\s\u00a0\u202f]*"
    r"(bn|billions?|md|mds|milliards?|m|mn|millions?|mw|gw)?[\s\u00a0\u202f]*(?:€|\$|£|eur\b|usd\b)?"
    r"(?![\w])",
    re.IGNORECASE,
)
_BILLION, _MILLION = Decimal(10) ** 9, Decimal(10) ** 6
_BILLIONS = ("b", "md", "milliard")
_ANY = (_BILLION, _MILLION, Decimal(1))
# Small words say nothing about which entry is meant.
_IDLE = frozenset(
    "le la les l de du des d et en au aux the of in and for a un une euros euro".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A thing of the ledger that answers to what was typed."""

    id: str
    title: Words
    euros: Interval | None
    """Its bounds; None where it is no money."""
    thing: Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    value: Decimal
    unit: str
    """``bn``, ``m``, ``mw``, ``gw``, or nothing where the scale was left out."""


def find(ledger: Ledger, claims: Mapping[str, Claim], asked: str) -> tuple[Found, ...]:
    """Find what a person means.

    Parameters
    ----------
    ledger
        Where to look.
    claims
        Its claims by id.
    asked
        An id or the beginning of one, with or without its ``cmt_``; a figure ("109",
        "8.5bn", "1.4 GW"); words of a title, a party, a project or a place; or both.

    Returns
    -------
    tuple of Found
        What answers best, the largest first: one thing where it is clear what is meant, none
        where nothing answers, several where it might be any of them.
    """
    asked = asked.strip()
    for tier in (_by_id(ledger, claims, asked), _by_prefix(ledger, claims, asked)):
        if tier:
            return tuple(tier)
    return tuple(_by_words(ledger, asked)) or tuple(_by_quote(claims, asked))


def everything(ledger: Ledger) -> Iterator[Found]:
    """All of the ledger that has an id."""
    titles = {each.id: each.title for each in entries_of(ledger)}
    for entry in entries_of(ledger):
        yield Found(id=entry.id, title=entry.title, euros=entry.euros, thing=entry)
    for conflict in ledger.conflicts:
        about = next((titles[key] for key in conflict.entries if key in titles), None)
        yield Found(id=conflict.id, title=about or conflict.explanation, euros=None, thing=conflict)
    for total in ledger.totals:
        yield Found(id=total.id, title=total.title, euros=total.euros, thing=total)


def _claim(claim: Claim) -> Found:
    quote = " ".join(claim.evidence.quote.split())
    return Found(id=claim.id, title=same(quote), euros=None, thing=claim)


def _by_id(ledger: Ledger, claims: Mapping[str, Claim], asked: str) -> list[Found]:
    found = [each for each in everything(ledger) if each.id == asked]
    # Claims may be many, and far away: one that is asked for is fetched alone.
    is_claim = asked.startswith(_CLAIM) and asked in claims
    return found or ([_claim(claims[asked])] if is_claim else [])


def _by_prefix(ledger: Ledger, claims: Mapping[str, Claim], asked: str) -> list[Found]:
    if not _PREFIX.fullmatch(asked):
        return []
    # Four digits alone are a figure before they are the beginning of an id.
    if asked.isdigit() and len(asked) < 6:
        return []
    found = [each for each in everything(ledger) if _begins(each.id, asked)]
    if asked.startswith(_CLAIM) or "_" not in asked:
        found.extend(_claim(claims[key]) for key in sorted(claims) if _begins(key, asked))
    return found


def _begins(key: str, asked: str) -> bool:
    return key.startswith(asked) or key.partition("_")[2].startswith(asked)


def _by_words(ledger: Ledger, asked: str) -> list[Found]:
    """Entries, envelopes and totals, by figures and words; those of the best rank."""
    figures, words = _read(asked)
    if not figures and not words:
        return []
    ranked: list[tuple[tuple[int, ...], Found]] = []
    for each in everything(ledger):
        thing = each.thing
        if isinstance(thing, Conflict | Claim):
            continue
        rank = _rank(thing, figures, words)
        if rank is not None:
            ranked.append((rank, each))
    if not ranked:
        return []
    best = min(rank for rank, _ in ranked)
    return sorted((found for rank, found in ranked if rank == best), key=_size)


def _by_quote(claims: Mapping[str, Claim], asked: str) -> list[Found]:
    """Claims of that very figure; failing that, those whose very words were typed."""
    figures, words = _read(asked)
    values = {value for each in figures for value in _values(each)}
    wanted = fold(asked)
    found = []
    for _, claim in sorted(claims.items()):
        quote = " ".join(claim.evidence.quote.split())
        is_it = (
            bool({claim.low, claim.high} & values)
            if figures and not words
            else bool(wanted) and f" {wanted} " in f" {fold(quote)} "
        )
        if is_it:
            found.append(_claim(claim))
    return found


def _size(found: Found) -> tuple[Decimal, str]:
    euros = found.euros
    size = (euros.high or euros.low or Decimal(0)) if euros is not None else Decimal(0)
    return -size, found.id


def _read(asked: str) -> tuple[list[_Figure], list[str]]:
    figures = []
    for number, unit in _FIGURE.findall(asked):
        small = unit.lower()
        kind = small if small in ("mw", "gw") else small[:1]
        kind = "bn" if small.startswith(_BILLIONS) else kind
        figures.append(_Figure(value=Decimal(number.replace(",", ".")), unit=kind))
    rest = fold(_FIGURE.sub(" ", asked))
    return figures, [word for word in rest.split() if word not in _IDLE]


def _rank(
    thing: Commitment | Programme | Total, figures: list[_Figure], words: list[str]
) -> tuple[int, ...] | None:
    """How well a thing answers, the lower the better; None where it does not."""
    told = _told(thing, words)
    meant = max((_meant(thing, each) for each in figures), default=0)
    if told is None or meant >= _NOT_MEANT:
        return None
    aside = not isinstance(thing, Total) and thing.aside is not None
    # What counts before what stands aside; envelopes and pledges before sums of them.
    return int(aside), meant, told, int(isinstance(thing, Total))


_NOT_MEANT = 9


def _meant(thing: Commitment | Programme | Total, figure: _Figure) -> int:
    """How well a figure is the thing's, the lower the better.

    Its figure comes before an end of its bounds, that before a sum that a claim states; and
    where the scale was left out, billions come before millions.
    """
    if figure.unit in ("mw", "gw"):
        power = figure.value * (1000 if figure.unit == "gw" else 1)
        capacities = thing.capacities if isinstance(thing, Commitment) else ()
        known = {end for each in capacities for end in (each.megawatts.low, each.megawatts.high)}
        return 0 if power in known else _NOT_MEANT
    ranks = [
        3 * level + number
        for number, value in enumerate(_values(figure))
        if (level := _level(thing, value)) is not None
    ]
    return min(ranks, default=_NOT_MEANT)


def _level(thing: Commitment | Programme | Total, value: Decimal) -> int | None:
    """0 where a sum is the thing's own, 1 where an end of its bounds, 2 where a claim says so."""
    if thing.euros.is_exact and thing.euros.low == value:
        return 0
    if value in (thing.euros.low, thing.euros.high):
        return 1
    amounts: Iterable[Amount] = () if isinstance(thing, Total) else thing.amounts
    stated = {end for each in amounts for end in (each.stated.low, each.stated.high)}
    return 2 if value in stated else None


def _values(figure: _Figure) -> tuple[Decimal, ...]:
    """What a figure may stand for: billions, millions or units where its scale was left out."""
    scales = {
        "bn": (_BILLION,),
        "m": (_MILLION,),
        "mw": (_MILLION,),
        "gw": (_BILLION,),
    }.get(figure.unit, _ANY)
    return tuple(figure.value * scale for scale in scales)


def _told(thing: Commitment | Programme | Total, words: list[str]) -> int | None:
    """0 where the words are the title, 1 where they stand in it, 2 in a name; else None."""
    if not words:
        return 0
    title = {*fold(thing.title.fr).split(), *fold(thing.title.en).split()}
    wanted = " ".join(words)
    if wanted in (fold(thing.title.fr), fold(thing.title.en)):
        return 0
    if title.issuperset(words):
        return 1
    if isinstance(thing, Total):
        return None
    names = {word for name in _names(thing) for word in fold(name).split()}
    return 2 if (names | title).issuperset(words) else None


def _names(entry: Commitment | Programme) -> Iterator[str]:
    for party in (*entry.investors, *entry.beneficiaries):
        yield from (party.name, party.name_en, *party.forms)
    for project in entry.projects:
        yield project.name
    for place in entry.places:
        yield from (place.name, place.name_en)


def label(found: Found) -> Words:
    """The bounds and the title of what was found, for a list to choose from."""
    if found.euros is None:
        return found.title
    shown = money_range(found.euros)
    return Words(fr=f"{shown.fr}  {found.title.fr}", en=f"{shown.en}  {found.title.en}")
