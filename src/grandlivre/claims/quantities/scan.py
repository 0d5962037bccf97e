"""Where in a text numbers may stand, and the stretches of it that are worth reading."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from operator import sub

from grandlivre.claims.quantities.counts import STOP, is_plural
from grandlivre.claims.quantities.forms import quantity_forms
from grandlivre.claims.quantities.people import is_people
from grandlivre.claims.quantities.walk import Found, Walk
from grandlivre.claims.text.anchors import WordFinder, as_bytes, digit_runs, shortest

_FAR = 760
"""Numbers further apart have no bearing on one another."""
_MARGIN_BEFORE, _MARGIN_AFTER = 160, 260
"""What is read around a number that stands far from all others."""

# Words that a number begins with and that no noun follows at once are found by what follows.
_ONES = frozenset("un une one a an zero zéro nil demi".split())
_COUNTING = ("plusieurs", "several", "quelques", "gigawatt", "mégawatt", "megawatt")
CAPITALS = tuple("ILLI GIGAWATT MEGAWATT MÉGAWATT HUNDRED THOUSAND CENTAINE DIZAINE".split())


@cache
def _word_finder() -> WordFinder:
    """Finds the words that numbers begin with."""
    return WordFinder(*_beginnings())


def _beginnings() -> tuple[list[str], ...]:
    """The shortest beginnings that tell the words that numbers begin with, as they are written.

    Short ones are looked for with what follows them: "cent" also begins "centre", "ten" "tend".
    """
    words = _first_words()
    short = {word for word in words if len(word) < 4 or word in ("cent", "cents", "mille", "tens")}
    # "illi" is in million, milliard, billion, trillion and millier.
    stems = shortest(words - short - {"millier", "milliers"})
    short_forms = [f"{word}{after}" for word in sorted(short) for after in " -,."]
    capitals = [stem.capitalize() for stem in (*stems, *short_forms)]
    return [*stems, "illi"], short_forms, capitals[:60], [*capitals[60:], *CAPITALS]


def beginnings() -> list[str]:
    """All of `_beginnings`, in one list."""
    return sorted({each for group in _beginnings() for each in group})


def _first_words() -> set[str]:
    """Words that a number begins with, but for those found by what follows them."""
    forms = quantity_forms()
    words = {word for table in (forms.cardinals, forms.collectives) for word in table}
    words = {word for word in words if " " not in word and "-" not in word} - _ONES
    return words | {"mille", "thousand", "hundred", "lakh", "crore", "cents", *_COUNTING}


def number_stems() -> list[str]:
    """The shortest beginnings of all words that a number begins with; "illi" is within its word."""
    return [*shortest(_first_words() - {"millier", "milliers"}), "illi"]


@cache
def number_words() -> frozenset[str]:
    """Every word that `_word_finder` may find and that a number may begin with."""
    forms = quantity_forms()
    tables = (forms.cardinals, forms.collectives, forms.scales, forms.several, forms.unit_words)
    words = {word for table in tables for form in table for word in _WORD.findall(form)}
    return frozenset(words) | {"hundred", "thousand"}


_WORD = re.compile(r"[^\W\d_]+")


def _anchors(text: str, raw: bytes) -> list[int]:
    """Where numbers may start: each run of digits, each word that numbers are made of."""
    found = digit_runs(raw)
    words = number_words()
    for start in _word_finder().starts(raw):
        at = start
        if at and text[at - 1].isalpha():
            # Of "million" only "illi" was found; of "accueilli" and "bronze" there is no number.
            if text[at : at + 4] not in ("illi", "ILLI"):
                continue
            while at and text[at - 1].isalpha() and start - at < 12:
                at -= 1
        word = _WORD.match(text, at)
        if word is not None and word.group().lower() in words:
            found.append(at)
    found.sort()
    return found


def scan(text: str) -> list[Found]:
    """Read every quantity of a text, in order."""
    found: list[Found] = []
    raw = as_bytes(text)
    for start, stop, anchors in _stretches(text, _anchors(text, raw)):
        if len(anchors) < 8 and not any(_promises(text, at) for at in anchors):
            continue
        walk = Walk(text, raw, start, stop)
        for at in anchors:
            if at - start >= walk.past:
                walk.read(at - start)
        found.extend(walk.found)
    return found


def _stretches(text: str, anchors: list[int]) -> Iterator[tuple[int, int, list[int]]]:
    """Group numbers that are near enough to bear on one another, with the text around them."""
    if not anchors:
        return
    gaps = list(map(sub, anchors[1:], anchors))
    far = gaps and max(gaps) > _FAR
    breaks = [i for i, gap in enumerate(gaps, 1) if gap > _FAR] if far else []
    for first, stop in pairwise([0, *breaks, len(anchors)]):
        group = anchors[first:stop]
        start = max(0, group[0] - _MARGIN_BEFORE)
        yield start, min(len(text), group[-1] + _MARGIN_AFTER), group


def _promises(text: str, at: int) -> bool:
    """False for a number that counts nothing of ours: a year, a length of time, a share."""
    if text[at] in "0123456789":
        return _DULL_DIGITS.match(text, at) is None
    words = _TWO_WORDS.match(text, at)
    if words is None:
        # "Un gigawatt." may be all there is; "dix." alone counts nothing.
        return text[at : at + 24].lower().startswith(_UNITS)
    first, second = words[1].lower(), words[2].lower()
    if first in quantity_forms().several:
        return _is_counted(second)
    if first not in quantity_forms().cardinals or second in _LINKS:
        return True
    # A noun in the plural that we do not know can neither be what is counted nor stand before it.
    if second in STOP or second in quantity_forms().uncounted:
        return False
    if not is_plural(words[2][0].lower(), second) or _is_known(second):
        return True
    return is_people(words[2], 100)


def _is_counted(word: str) -> bool:
    """True where "plusieurs" before a word may make an amount: "plusieurs dizaines", "several MW".

    Several persons or sites are no figure (`grandlivre.claims.quantities.walk`), and most texts
    have some.
    """
    forms = quantity_forms()
    return (
        word in forms.unit_words
        or word in forms.scaling
        or word in forms.cardinals
        or word in forms.collectives
        or word in STOP
    )


def _is_known(word: str) -> bool:
    forms = quantity_forms()
    return (
        word in forms.count_words
        or word in forms.unit_words
        or word in forms.scaling
        or word in forms.cardinals
    )


_TWO_WORDS = re.compile(r"([^\W\d_]+)[ -]([^\W\d_]+)")
_UNITS = ("gigawatt", "megawatt", "mégawatt", "million", "milliard", "billion", "trillion")
_LINKS = frozenset("à to ou or et and virgule point voire".split())
_DULL_DIGITS = re.compile(
    r"(?:19|20)\d\d(?=[,;:)\]»\"\n]|\.(?!\d)| (?:a|à|au|aux|the|of|in|on|at|to|for|by|with|and"
    r"|as|is|are|was|le|la|les|pour|sur|dans|avec|par|en|est|sont|un|une|des|du)\b)"
    r"|\d{1,3} ?%|\d{1,3} (?:ans|years|mois|months|jours|days)\b"
)
