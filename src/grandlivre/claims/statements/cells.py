"""What stands in the cells of an analyst's spreadsheet beside its figures: dates, names, stages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from grandlivre.base.fold import fold
from grandlivre.base.periods import Period
from grandlivre.claims.dates.find import find_dates
from grandlivre.claims.model import Purpose, Role, Stage
from grandlivre.claims.statements.columns import vocabulary
from grandlivre.documents.dates import partial_date
from grandlivre.documents.views import view_of
from grandlivre.reference.parties import parties

_LONGEST = 600
_MOST_NAMES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of a cell, and what was set aside: remarks in brackets, and payers without a name."""

    names: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()


_PARTIAL = re.compile(
    r"(?<![\w.,-])\d{4}-(?:H[12]|Q[1-4]|(?:0[1-9]|1[0-2])(?:-\d{2})?)(?![\w-])|(?<!\d)\d{1,2}/\d{1,2}/\d{4}(?!\d)"
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20|21)\d{2}(?![\d.,]\d|\d|-\d\d-)")


def periods_of(cell: str, published: str | None) -> list[Period]:
    """The dates of a cell, as they stand.

    Examples
    --------
    >>> [each.text for each in periods_of("2028 (phase 1), 2033 (complete)", None)]
    ['2028', '2033']
    >>> [each.text for each in periods_of("2026-H2", None)]
    ['2026-H2']
    """
    view = view_of(cell[:_LONGEST]).text
    found = [(m.start(), m.end(), partial_date(m.group())) for m in _PARTIAL.finditer(view)]
    for mention in find_dates(view, published):
        if mention.value and not _overlaps(mention.start, mention.end, found):
            found.append((mention.start, mention.end, mention.value))
    for year in _YEAR.finditer(view):
        if not _overlaps(year.start(), year.end(), found):
            found.append((year.start(), year.end(), year.group()))
    periods = []
    for _, _, value in sorted(found, key=lambda each: each[0]):
        try:
            periods.append(Period.parse(value or ""))
        except ValueError:
            continue
    return periods


def _overlaps(start: int, end: int, found: Iterable[tuple[int, int, object]]) -> bool:
    return any(start < other_end and other < end for other, other_end, _ in found)


def stage_of(cell: str) -> tuple[Stage, str]:
    """How far a cell says that it has come, and the phrase that says so.

    Examples
    --------
    >>> stage_of("permit granted Dec 2025, court challenge")
    (<Stage.CONFIRMED: 'confirmed'>, 'permit granted')
    >>> stage_of("not yet in service")
    (<Stage.ANNOUNCED: 'announced'>, '')
    """
    known = vocabulary()
    folded = fold(cell[:_LONGEST])
    said: tuple[Stage, str] = (Stage.ANNOUNCED, "")
    for found in _phrases("stages").finditer(folded):
        before = f" {' '.join(folded[: found.start()].split()[-3:])} "
        if any(f" {word} " in before for word in known.negators):
            continue
        stage = known.stages[found.group()]
        if stage is Stage.CANCELLED:
            return stage, found.group()
        if not said[1]:
            said = stage, found.group()
    return said


def purpose_of(cell: str) -> tuple[Purpose, str] | None:
    """What a project is for, by the words of a cell; None where none tells.

    Examples
    --------
    >>> purpose_of("Fluidstack supercomputer campus")
    (<Purpose.COMPUTE: 'compute'>, 'supercomputer')
    """
    known = vocabulary().purposes
    ranks = {purpose: rank for rank, purpose in enumerate(dict.fromkeys(known.values()))}
    found = [m.group() for m in _phrases("purposes").finditer(fold(cell[:_LONGEST]))]
    best = min(found, key=lambda phrase: ranks[known[phrase]], default=None)
    return None if best is None else (known[best], best)


def role_of(cell: str) -> tuple[Role, str] | None:
    """What a sum is, by the cell that tells its nature; None where it does not."""
    found = _phrases("roles").search(fold(cell[:_LONGEST]))
    return None if found is None else (vocabulary().roles[found.group()], found.group())


def holds(cell: str, words: Iterable[str]) -> str:
    """The first of some folded words or phrases that a cell has; empty where it has none."""
    folded = f" {fold(cell[:_LONGEST])} "
    return next((word for word in sorted(words) if f" {word} " in folded), "")


@cache
def _phrases(table: str) -> re.Pattern[str]:
    """Finds the phrases of a table of the vocabulary in folded text, the longest first."""
    phrases: Mapping[str, object] = getattr(vocabulary(), table)
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\S)")


_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BLANKS = re.compile(r"[^\S\n]+")
_SEMICOLON = re.compile(r"\s*[;|]\s*|\s+/\s+|\n+")
_COMMA = re.compile(r"\s*,\s*")
_AND = re.compile(r"\s+(?:and|et|&|with|avec)\s+", re.IGNORECASE)
_SUM = re.compile(
    r"\s+(?:(?:up to|about|jusqu'à|environ)\s+)?[€$£]?\d[\d.,  ]*\s?"
    r"(?:%|[€$£]|bn\b|md\b|mds\b|mn?\b|millions?\b|milliards?\b|billions?\b).*$",
    re.IGNORECASE,
)
_LED = re.compile(r"[- ](?:led|backed)\b.*$", re.IGNORECASE)


def parties_of(cell: str) -> Names:
    """Parties that a cell names.

    Examples
    --------
    >>> parties_of("OpCore (Iliad; InfraVia); EDF and partners")
    Names(names=('OpCore', 'EDF'), remarks=('Iliad; InfraVia',), nameless=('partners',))
    >>> parties_of("private, mostly foreign").names
    ()
    """
    bare, remarks = _without_brackets(cell)
    names: dict[str, None] = {}
    nameless: dict[str, None] = {}
    for part in _split_parties(bare):
        for name in _joined(part):
            short = _LED.sub("", _SUM.sub("", name)).strip(" '\"“”«».,")
            if short != name.strip(" '\"“”«».,"):
                remarks.append(name)
            if not short:
                continue
            (nameless if _is_generic(short) else names).setdefault(short)
    return Names(
        names=tuple(names)[:_MOST_NAMES],
        remarks=tuple(remarks[:_MOST_NAMES]),
        nameless=tuple(nameless)[:_MOST_NAMES],
    )


def _without_brackets(cell: str) -> tuple[str, list[str]]:
    """A cell without what stands in brackets, and that."""
    remarks: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        remarks.append((found[1] or found[2] or "").strip())
        return " "

    bare = _BRACKETS.sub(set_aside, cell[:_LONGEST])
    return _BLANKS.sub(" ", bare).strip(), [remark for remark in remarks if remark]


def _split_parties(bare: str) -> list[str]:
    parts = [part for part in _SEMICOLON.split(bare) if part]
    split: list[str] = []
    for part in parts:
        words = part.split(None, 1)
        is_list = len(words) == 2 and words[0].lower() in vocabulary().leads
        if is_list:
            part = words[1]
        split.extend(_by_commas(part) if is_list or len(parts) == 1 else [part])
    return split


def _by_commas(part: str) -> list[str]:
    """Parts between commas, but "Vantage Data Centers, Inc." is one."""
    pieces: list[str] = []
    for piece in _COMMA.split(part):
        if pieces and fold(piece) in vocabulary().corporate:
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    return pieces


def _joined(part: str) -> list[str]:
    """The parties that "and" joins, where it does: "MGX and partners", not "Ernst and Young"."""
    if parties().by_name(fold(part)) is not None:
        return [part]
    pieces = [piece for piece in _AND.split(part) if piece.strip()]
    return pieces if len(pieces) > 1 and all(map(_is_tail, pieces[1:])) else [part]


def _is_tail(piece: str) -> bool:
    """True for what may follow "and" after a party: a known one, or nobody by name."""
    return (
        _is_generic(piece)
        or fold(piece).split()[-1:] == ["members"]
        or parties().by_name(fold(piece)) is not None
    )


def _is_generic(name: str) -> bool:
    """True where a payer is nobody by name: "foreign investors", "70+ projects"."""
    known = vocabulary()
    return all(
        word in known.generic or word in known.counts or word.isdigit()
        for word in fold(name).split()
    )


_PLACES = re.compile(
    r"\s*[;,|/\n]\s*|\s+(?:and|et|near|près de|outside|around|dont|notably|notamment)\s+",
    re.IGNORECASE,
)
_MODIFIER = re.compile(r"^(?:[a-zà-ÿ]+(?:['’ ]|$))+")
_ARTICLES = ("la ", "le ", "les ", "l'", "l’")


def places_of(cell: str) -> Names:
    """Places that a cell names.

    Examples
    --------
    >>> places_of("Europe, mostly France; Alixan (Rovaltain)").names
    ('Europe', 'France', 'Alixan')
    >>> places_of("three sites, Hauts-de-France").names
    ('Hauts-de-France',)
    """
    bare, remarks = _without_brackets(cell)
    names: dict[str, None] = {}
    for part in _PLACES.split(bare):
        name = part.strip(" '\"“”«».")
        if not name.lower().startswith(_ARTICLES):
            name = _MODIFIER.sub("", name).strip()
        if name and not _is_generic(name) and not name.isdigit():
            names.setdefault(name)
    return Names(names=tuple(names)[:_MOST_NAMES], remarks=tuple(remarks[:_MOST_NAMES]))
