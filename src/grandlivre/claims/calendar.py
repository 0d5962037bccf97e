"""The words of dates, of both languages, and what they mean seen from a day of publication."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from grandlivre.base.fold import fold
from grandlivre.base.periods import Period
from grandlivre.claims.forms import trie
from grandlivre.reference.words import LANGUAGES, words

# Relations of a date to what happens, by the phrase before it.
_BEFORE_IT: Mapping[str, tuple[str, ...]] = {
    "by": tuple(
        "d'ici|d'ici à|d'ici au|d'ici le|d'ici la|d'ici l'|d'ici à la|d'ici à l'|by|by the|avant|avant le|avant la|avant l'"
        "|before|before the|until|until the|till|jusqu'en|jusqu'à|jusqu'au|jusqu'à la|jusqu'à l'|horizon|l'horizon"
        "|à l'horizon|à horizon|à l'horizon de|no later than|not later than|au plus tard en|au plus tard le|au plus tard"
        "|through|through to|pas avant|not before|within|by around|by about|d'ici environ|d'ici courant".split(
            "|"
        )
    ),
    "start": tuple(
        "dès|dès le|dès la|dès l'|from|from the|à partir de|à partir du|à partir d'|à compter de|à compter du|since"
        "|since the|depuis|depuis le|depuis la|depuis l'|starting|starting in|starting from|starting on|beginning"
        "|beginning in|as of|as from|as early as|effective".split("|")
    ),
}
# What refines a date and stands between it and the relation; "end" where it is the end of it.
_REFINING: Mapping[str, tuple[str, ...]] = {
    "end": tuple(
        "fin|fin de|fin de l'|fin d'|la fin|la fin de|la fin de l'|la fin d'|la fin du|la fin des|à la fin de|à la fin de l'"
        "|à la fin|end|end of|end of the|the end of|the end of the|the end|end-|late|late in|later in|year-end".split(
            "|"
        )
    ),
    "": tuple(
        "début|début de|le début de|au début de|au début|dès le début|early|early in|the beginning of|beginning of|the start of"
        "|start of|mi-|mid-|mid|la mi-|le milieu de|milieu|courant|courant de|le courant de|during|au cours de|l'année|année"
        "|the year|year|fiscal|fiscal year|financial year|fy|l'exercice|exercice|l'exercice fiscal|calendar|calendar year"
        "|le|la|l'|the|of|de|du|en|in|on|au|in the|pour|for|d'|ce|cette|cet|this|dans|à|at|around|vers|about|environ|le mois de"
        "|le courant du|au mois de|l'an".split("|")
    ),
}


@dataclass(frozen=True, slots=True)
class CalendarForms:
    """Words of dates, compiled; ``*_back`` regular expressions read turned-around text."""

    kinds: Mapping[str, tuple[str, int]]
    """For a word, folded: ``month``, ``weekday``, ``span``, ``season`` or ``day``, and its number."""
    patterns: tuple[str, ...]
    """What to look for in a text, to find those words."""
    ordinals: Mapping[str, int]
    relations: Mapping[str, str]
    relation_back: re.Pattern[str]
    refining: Mapping[str, str]
    refining_back: re.Pattern[str]
    month: re.Pattern[str]


@cache
def calendar_forms() -> CalendarForms:
    """Compile the words of both languages, once in a process."""
    both = [words(language) for language in LANGUAGES]
    kinds: dict[str, tuple[str, int]] = {}
    written: set[str] = set()

    def add(kind: str, table: Mapping[str, int]) -> None:
        for form, number in table.items():
            kinds.setdefault(fold(form), (kind, number))
            written.add(form)

    for each in both:
        add("month", each.months)
        add("weekday", {form: day for form, day in each.weekdays.items() if len(form) > 4})
        add("span", {form: months for form, months in each.spans_months.items() if " " not in form})
        add("season", {form: (months[1] - 1) // 3 + 1 for form, months in each.seasons.items()})
    add(
        "day",
        {"hier": -1, "yesterday": -1, "aujourd'hui": 0, "today": 0, "demain": 1, "tomorrow": 1},
    )
    relations = {phrase: name for name, phrases in _BEFORE_IT.items() for phrase in phrases}
    refining = {phrase: name for name, phrases in _REFINING.items() for phrase in phrases}
    months = sorted({form for each in both for form in each.months})
    return CalendarForms(
        kinds=kinds,
        patterns=tuple(_patterns(written)),
        ordinals={form: number for each in both for form, number in each.ordinals.items()},
        relations=relations,
        relation_back=_back(relations),
        refining=refining,
        refining_back=_back(refining),
        month=re.compile(trie(months) + r"(?![^\W_])"),
    )


def _back(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"[ (]?(" + trie(phrase[::-1] for phrase in phrases) + r")(?![^\W_])")


def _patterns(written: Iterable[str]) -> list[str]:
    """How the words stand in a text: short ones only between spaces and the like."""
    found = set()
    for form in written:
        for cased in {form, form.capitalize(), form.upper()}:
            if len(form) > 3:
                found.add(cased)
            elif cased != "an":
                found.update(f"{left}{cased}{right}" for left in " '(" for right in " ,.;:)\n-")
                if cased[0].isupper():
                    found.update(f"{left}{cased}{right}" for left in "\n|" for right in " ,.")
            else:
                found.update(("'an ", "un an "))
    return sorted(found)


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
        if self.month is None or month == self.month and (day is None or self.day is None):
            return self.year
        later = month > self.month or (
            month == self.month and day is not None and self.day is not None and day > self.day.day
        )
        if ahead:
            return self.year if later or month == self.month else self.year + 1
        return self.year - 1 if later else self.year

    def quarter_year(self, quarter: int, *, ahead: bool) -> int:
        """The year of a quarter without one: mostly the current, the last one in reports of it."""
        if self.month is None:
            return self.year
        now = (self.month - 1) // 3 + 1
        if ahead:
            return self.year if quarter >= now else self.year + 1
        return self.year - 1 if quarter > now else self.year

    def half_year(self, half: int, *, ahead: bool) -> int:
        """The year of a half-year without one."""
        if self.month is None:
            return self.year
        now = (self.month - 1) // 6 + 1
        if ahead:
            return self.year if half >= now else self.year + 1
        return self.year - 1 if half > now else self.year

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
