"""Dates of a text, absolute and relative, as partial dates: "fin 2027", "last August", "T3 2027".

Years, and the words that dates are made of, are found in one pass; only around them is anything
parsed. What is relative is resolved against the day of publication, and stays unresolved without.
"""

from functools import cache

from grandlivre.claims.dates.calendar import Today, calendar_forms
from grandlivre.claims.dates.model import DateMention
from grandlivre.claims.dates.walk import DateWalk
from grandlivre.claims.text.anchors import WordFinder, as_bytes, lowered, runs_of_four, shortest


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
    >>> [(d.value, d.relation) for d in find_dates("£7bn over the next three years", "2025-09-17")]
    [('2028', 'over')]
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


@cache
def _word_finder() -> WordFinder:
    """Finds the words of dates, as they are written in running text and in capitals.

    Short ones are looked for with what stands around them: "an" and "mai" begin other words.
    """
    forms = calendar_forms()
    long = {word for word in forms.kinds if len(word) > 3 or not word.isascii()} - {"semester"}
    named = {word for word in long if forms.kinds[word][0] in ("month", "weekday", "day")}
    stems = shortest(long)
    capitals = shortest(word.capitalize() for word in named)
    upper = shortest(word.upper() for word in named if forms.kinds[word][0] == "month")
    around = [
        *(f"{before}{word}" for before in " '" for word in ("an ", "ans")),
        *(f"{before}{word}{after}" for before in " '" for word in ("mai",) for after in " ,.\n)"),
        *(f"{month}{after}" for month in ("May", "Mai", "MAI", "MAY") for after in " ,."),
        *(f" {letter}{number}" for letter in "TQ" for number in "1234"),
        *(f"{word}." for word in ("avr", "oct", "nov", "jan", "dec", "sep")),
    ]
    short = [
        word.capitalize()
        for word in forms.kinds
        if len(word) == 3 and word not in ("mai", "may", "ans")
    ]
    return WordFinder(stems[:60], stems[60:], capitals, [*around, *short], upper)


def _anchors(text: str, raw: bytes) -> list[int]:
    """Where years, and words of dates, start."""
    found = runs_of_four(raw)
    for start in _word_finder().starts(raw + b" "):
        at = start if text[start].isalpha() else start + 1
        if not at or not text[at - 1].isalnum():
            found.append(at)
    found.sort()
    return found
