"""Days in running text, in spans: "du 3 au 8 octobre", "7 et 8 octobre", "October 7-8"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from grandlivre.base.fold import fold
from grandlivre.claims.notices.model import Day
from grandlivre.claims.quantities.forms import trie
from grandlivre.reference.words import LANGUAGES, words

_MOST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = r"(?:[12]\d|3[01]|[1-9])(?!\d)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A span of days, and where it stands; one day has `first` as its `last`."""

    start: int
    end: int
    first: Day
    last: Day
    year: int | None


def days_in(text: str, start: int, stop: int) -> Iterator[Days]:
    """Spans of days between two places of a text.

    Examples
    --------
    >>> [(each.first, each.last) for each in days_in("du 30 mai au 2 juin", 0, 19)]
    [((5, 30), (6, 2))]
    >>> [(each.first, each.year) for each in days_in("on 19 May 2025, at noon", 0, 23)]
    [((5, 19), 2025)]
    """
    for found in _form().finditer(text, start, stop):
        days = _read(found)
        if days is not None:
            yield days


def _read(found: re.Match[str]) -> Days | None:
    months = _months()
    if found["month"]:  # "February 10 and 11"
        month = months[fold(found["month"])]
        first = (month, int(found["d3"]))
        last = (month, int(found["d4"])) if found["d4"] else first
    else:
        month = months[fold(found["m2"])]
        last = (month, int(found["d2"]))
        first = last
        if found["d1"]:
            first = (months[fold(found["m1"])] if found["m1"] else month, int(found["d1"]))
    if any(day > _MOST[at - 1] for at, day in (first, last)) or first > last:
        return None
    year = found["y1"] or found["y2"]
    return Days(
        start=found.start(),
        end=found.end(),
        first=first,
        last=last,
        year=int(year) if year else None,
    )


@cache
def _months() -> dict[str, int]:
    """Months by their names, whole names only: "mar" and "sept" are words too."""
    return {
        fold(form): number
        for language in LANGUAGES
        for form, number in words(language).months.items()
        if (len(form) > 3 and form != "sept") or form in ("mai", "may")
    }


@cache
def _form() -> re.Pattern[str]:
    spelt = {form for language in LANGUAGES for form in words(language).months}
    month = trie(form for form in spelt if fold(form) in _months())
    weekdays = trie({day for each in LANGUAGES for day in words(each).weekdays if len(day) > 4})
    join = r"(?:,? (?:au|et|à|and|to) (?:le |the )?| ?[–-] ?)"
    lead = rf"(?:(?:du|les|from|between|entre|le|la|on) (?:the )?)?(?:(?:{weekdays}),? (?:le )?)?"

    def number(name: str) -> str:
        return rf"(?P<{name}>{_DAY})(?:er|st|nd|rd|th)?"

    return re.compile(
        rf"(?<![\w,.])(?:{lead}"
        rf"(?:(?:{number('d1')}(?: (?P<m1>{month}))?{join}(?:(?:{weekdays}) )?)?{number('d2')}"
        rf"(?: of)? (?P<m2>{month})(?:,? (?P<y1>20\d\d))?"
        rf"|(?P<month>{month}) {number('d3')}(?:{join}(?:(?:{month}) )?{number('d4')})?"
        rf"(?:,? (?P<y2>20\d\d))?))(?![\w%])",
        re.IGNORECASE,
    )
