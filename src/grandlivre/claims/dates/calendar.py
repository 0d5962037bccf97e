"""The words of dates, of both languages, and what they mean seen from a day of publication."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from grandlivre.base.fold import fold
from grandlivre.base.periods import Period
from grandlivre.claims.quantities.forms import trie
from grandlivre.reference.words import LANGUAGES, words

# Relations of a date to what happens, by the phrase before it.
_BEFORE_IT: Mapping[str, tuple[str, ...]] = {
    "by": tuple(
        "d'ici|d'ici à|d'ici au|d'ici le|d'ici la|d'ici l'|d'ici à la|d'ici à l'|by|by the|avant"
        "|avant le|avant la|avant l'"
        "|before|before the|until|until the|till|jusqu'en|jusqu'à|jusqu'au|jusqu'à la|jusqu'à l'"
        "|horizon|l'horizon"
        "|à l'horizon|à horizon|à l'horizon de|no later than|not later than|au plus tard en"
        "|au plus tard le|au plus tard"
        "|through|through to|pas avant|not before|within|by around|by about|d'ici environ"
        "|d'ici courant".split("|")
    ),
    "start": tuple(
        "dès|dès le|dès la|dès l'|from|from the|à partir de|à partir du|à partir d'|à compter de"
        "|à compter du|since"
        "|since the|depuis|depuis le|depuis la|depuis l'|starting|starting in|starting from"
        "|starting on|beginning"
        "|beginning in|as of|as from|as early as|effective".split("|")
    ),
}
# What refines a date and stands between it and the relation; "end" where it is the end of it.
_REFINING: Mapping[str, tuple[str, ...]] = {
    "end": tuple(
        "fin|fin de|fin de l'|fin d'|la fin|la fin de|la fin de l'|la fin d'|la fin du"
        "|la fin des|à la fin de|à la fin de l'"
        "|à la fin|end|end of|end of the|the end of|the end of the|the end|end-|late|late in"
        "|later in|year-end".split("|")
    ),
    "": tuple(
        "début|début de|le début de|au début de|au début|dès le début|early|early in"
        "|the beginning of|beginning of|the start of"
        "|start of|mi-|mid-|mid|la mi-|le milieu de|milieu|courant|courant de|le courant de"
        "|during|au cours de|l'année|année"
        "|the year|year|fiscal|fiscal year|financial year|fy|l'exercice|exercice"
        "|l'exercice fiscal|calendar|calendar year"
        "|le|la|l'|the|of|de|du|en|in|on|au|in the|pour|for|d'|ce|cette|cet|this|dans|à|at"
        "|around|vers|about|environ|le mois de"
        "|le courant du|au mois de|l'an".split("|")
    ),
}


@dataclass(frozen=True, slots=True)
class CalendarForms:
    """Words of dates, compiled; ``*_back`` regular expressions read turned-around text."""

    kinds: Mapping[str, tuple[str, int]]
    """For a word, with accents or without: ``month``, ``weekday``, ``span``, ``season`` or ``day``,
    and its number."""
    ordinals: Mapping[str, int]
    before: Mapping[str, tuple[bool, str]]
    """For a phrase before a date: whether it tells its relation, and which; else whether the date
    is the end of what follows it."""
    before_back: re.Pattern[str]
    before_ends: frozenset[str]
    """Last words of those phrases."""
    month: re.Pattern[str]


@cache
def calendar_forms() -> CalendarForms:
    """Compile the words of both languages, once in a process."""
    both = [words(language) for language in LANGUAGES]
    kinds: dict[str, tuple[str, int]] = {}

    def add(kind: str, table: Mapping[str, int]) -> None:
        for form, number in table.items():
            for spelt in (form, fold(form), form.replace("û", "u")):
                kinds.setdefault(spelt, (kind, number))

    for each in both:
        add("month", each.months)
        add("weekday", {form: day for form, day in each.weekdays.items() if len(form) > 4})
        add("span", {form: months for form, months in each.spans_months.items() if " " not in form})
        add("season", {form: (months[1] - 1) // 3 + 1 for form, months in each.seasons.items()})
    add(
        "day",
        {"hier": -1, "yesterday": -1, "aujourd'hui": 0, "today": 0, "demain": 1, "tomorrow": 1},
    )
    before = {phrase: (False, name) for name, phrases in _REFINING.items() for phrase in phrases}
    before |= {phrase: (True, name) for name, phrases in _BEFORE_IT.items() for phrase in phrases}
    months = sorted({form for each in both for form in each.months})
    return CalendarForms(
        kinds=kinds,
        ordinals={form: number for each in both for form, number in each.ordinals.items()},
        before=before,
        before_back=_back(before),
        before_ends=frozenset(phrase.rpartition(" ")[2] for phrase in before),
        month=re.compile(trie(months) + r"(?![^\W_])"),
    )


def _back(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"[ (]?(" + trie(phrase[::-1] for phrase in phrases) + r")(?![^\W_])")


_YEARLY = {
    1: "of next year|next year|de l'an prochain|de l'année prochaine|l'an prochain"
    "|l'année prochaine",
    -1: "of last year|last year|de l'an dernier|de l'année dernière|l'an dernier|l'an passé"
    "|l'année dernière|of the previous year",
    0: "of this year|this year|de cette année|de l'année en cours|of the year|de l'année",
}
_TURNING = {
    "next": "prochaine|prochain|prochains|prochaines|à venir|suivant|suivante",
    "last": "dernière|dernier|dernières|derniers|passé|passée|passés|passées|écoulé|écoulée",
}
_TURNS: dict[str, str | int] = {
    f" {phrase}": turn
    for table in (_YEARLY, _TURNING)
    for turn, phrases in table.items()
    for phrase in phrases.split("|")
}
_TURN = re.compile(trie(_TURNS) + r"(?![^\W_])")
_LED = {"next": "next", "coming": "next", "last": "last", "previous": "last", "past": "last"}
_LEDS = tuple(f"{lead} " for lead in _LED)


def turned(low: str, start: int, end: int) -> tuple[str | int, int]:
    """What the words around a date turn it to: ``next``, ``last``, a number of years, or nothing.

    Examples
    --------
    >>> turned("au printemps dernier", 3, 12), turned("in March of next year", 3, 8)
    (('last', 20), (1, 21))
    """
    found = _TURN.match(low, end)
    if found is not None:
        return _TURNS[found.group()], found.end()
    before = low[max(0, start - 10) : start]
    if before.endswith(_LEDS):
        return _LED.get(before.split()[-1], ""), end
    return "", end


@dataclass(frozen=True, slots=True)
class Today:
    """The day of publication, as far as it is known."""

    year: int
    month: int | None = None
    day: date | None = None

    @classmethod
    def parse(cls, published: str | None) -> "Today | None":
        """Read a partial date; None for None, and for what is no date."""
        if published is None:
            return None
        try:
            period = Period.parse(published[:10])
        except ValueError:
            return None
        known = published[5:6].isdigit()
        return cls(
            period.first.year,
            period.first.month if known else None,
            period.first if period.first == period.last else None,
        )

    def month_year(self, month: int, day: int | None, *, ahead: bool) -> int:
        """The year of a month that stands without one: the latest past one, or the next."""
        if self.month is None or (month == self.month and (day is None or self.day is None)):
            return self.year
        later = month > self.month or (
            month == self.month and day is not None and self.day is not None and day > self.day.day
        )
        if ahead:
            return self.year if later or month == self.month else self.year + 1
        return self.year - 1 if later else self.year

    def part_year(self, number: int, months: int, *, ahead: bool) -> int:
        """The year of a quarter or half-year that stands without one."""
        if self.month is None:
            return self.year
        now = (self.month - 1) // months + 1
        if ahead:
            return self.year if number >= now else self.year + 1
        return self.year - 1 if number > now else self.year

    def last_part(self, months: int) -> str | None:
        """The quarter, or half-year, before the current one."""
        if self.month is None:
            return None
        parts = 12 // months
        now = (self.month - 1) // months
        year, number = (self.year, now) if now else (self.year - 1, parts)
        return f"{year}-{'Q' if months == 3 else 'H'}{number}"

    def weekday(self, number: int, *, ahead: bool) -> str | None:
        """The day of a weekday: the last one, the day itself included, or the next."""
        if self.day is None:
            return None
        back = (self.day.isoweekday() - number) % 7
        try:
            found = self.day + timedelta(days=7 - back if ahead else -back)
        except OverflowError:
            return None
        return found.isoformat()

    def shifted(self, days: int) -> str | None:
        """The day so many days later."""
        if self.day is None:
            return None
        try:
            return (self.day + timedelta(days=days)).isoformat()
        except OverflowError:
            return None

    def later(self, months: int) -> str | None:
        """The year so many months later, or earlier."""
        year = self.year + (months // 12 if self.month is None else (self.month - 1 + months) // 12)
        return f"{year:04d}" if 1000 <= year < 3000 else None


def day_value(year: int, month: int, day: int | None) -> str | None:
    """A partial date of a month or day; None where there is no such day."""
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
