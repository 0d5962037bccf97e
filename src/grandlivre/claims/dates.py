"""Dates of a text, absolute and relative, as partial dates: "fin 2027", "last August", "T3 2027".

Years, and the words that dates are made of, are found in one pass; only around them is anything
parsed. What is relative is resolved against the day of publication, and stays unresolved without.
"""

from dataclasses import dataclass
from functools import cache

from grandlivre.claims.anchors import WordFinder, as_bytes, lowered, runs_of_four
from grandlivre.claims.calendar import Today
from grandlivre.claims.datewalk import DateWalk
from grandlivre.claims.published import find_published

__all__ = ["DateMention", "find_dates", "find_published"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, or a length of time, that a text names."""

    start: int
    end: int
    value: str | None
    """Partial date (`grandlivre.base.periods`); None where it is relative to an unknown day."""
    relation: str = "in"
    """``in``; ``by`` (by, d'ici, avant, until); ``end`` (fin 2027); ``start`` (dès, from, depuis);
    ``over`` (a length of time from publication on: its last year); ``past`` (one that is over:
    its first year). "Entre 2025 et 2027" gives two dates, ``start`` and ``by``."""


def find_dates(view_text: str, published: str | None) -> list[DateMention]:
    """Find every date of a text, in order.

    Parameters
    ----------
    view_text
        Text of a view (`grandlivre.documents.views.view_of`), in French, English or both.
    published
        Partial date of publication, which "last August" and "sur cinq ans" are counted from.

    Returns
    -------
    list[DateMention]
        In text order, none overlapping another.

    Examples
    --------
    >>> find_dates("mise en service d'ici fin 2027", "2026-03-30")
    [DateMention(start=22, end=30, value='2027', relation='by')]
    >>> [(d.value, d.relation) for d in find_dates("£22bn over the next four years", "2025-09-17")]
    [('2029', 'over')]
    """
    raw = as_bytes(view_text)
    anchors = _anchors(view_text, raw)
    if not anchors:
        return []
    walk = DateWalk(view_text, lowered(view_text, raw), Today.parse(published))
    for at in anchors:
        if at >= walk.past:
            walk.read(at)
    return [DateMention(*found) for found in walk.found]


# What the words of dates begin with.
_STEMS = (
    "janv fév fev mars avril avr. juin juil août aout septembre sept. octobre oct. novembre nov."
    " décembre déc. lundi mardi mercredi jeudi vendredi samedi dimanche trimestre quarter semestre"
    " half année year mois month décennie decade printemps automne hiver été rentrée summer autumn"
    " winter spring aujourd hier demain yesterday today tomorrow"
).split()
_CAPITALS = (
    "January February March April June July August September October November December Jan Feb"
    " Mar Apr Jun"
    " Jul Aug Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Janvier"
    " Février Mars Avril"
    " Juin Juillet Août Septembre Octobre Novembre Décembre Lundi Mardi Mercredi Jeudi Vendredi"
    " Samedi Dimanche"
).split()
_SHORT = ("an ", "ans", "mai ", "mai,", "mai.", "mai\n", "mai)")
_OTHERS = (
    *(f" {word}" for word in _SHORT),
    *(f"'{word}" for word in _SHORT),
    *(f" {letter}{number}" for letter in "TQ" for number in "1234"),
    *("May ", "May,", "May.", "Mai ", "MAI ", "MAY ", "MARS ", " fall"),
    *"JAN FEB FÉV MARCH AVRIL APRIL JUIN JUNE JUIL JULY AOÛT AUGUST SEPTEMB OCTOB".split(),
    *"NOVEMB DECEMB DÉCEMB Hier Demain Yesterday Today Aujourd".split(),
)


@cache
def _word_finder() -> WordFinder:
    return WordFinder(_STEMS, _CAPITALS, _OTHERS)


def _anchors(text: str, raw: bytes) -> list[int]:
    """Where years, and words of dates, start."""
    found = runs_of_four(raw)
    for start in _word_finder().starts(raw + b" "):
        at = start if text[start].isalpha() else start + 1
        if not at or not text[at - 1].isalnum():
            found.append(at)
    found.sort()
    return found
