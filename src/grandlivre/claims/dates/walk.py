"""The walk through a text from date to date, each resolved against the day of publication."""

import re

from grandlivre.claims.dates.calendar import Today, calendar_forms, day_value, turned
from grandlivre.claims.dates.lengths import PAST, read_length
from grandlivre.claims.dates.tenses import has_lasted, is_ahead, relation_before
from grandlivre.claims.dates.years import read_year

_WHOLE_YEAR = re.compile(r"(?!0000)\d{4}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:'hui)?")
_QUARTER = re.compile(r"[tq]([1-4])(?![^\W_])")
_QUARTER_LEADS = ("au ", "en ", "du ", "in ", "by ", "for ", "of ", "le ", "dès ", "from ")
_DIGIT = re.compile(r"\d")
_DAY_BEFORE = re.compile(r"(?:^|[^\d.,/:$€£-])(\d{1,2})(?:er|st|nd|rd|th)? ?(?:of )?$")
_AFTER_MONTH = re.compile(
    r"\.?(?:"
    r"(?: (\d{1,2})(?:st|nd|rd|th)?(?![\d.,:/€%°-]*\d|[€%°]| ?(?:[mgtk]w|%|€|million|milliard"
    r"|billion|bn\b|md)))?"
    r"(?:,? (?:of |de |d')?(\d{4})(?!\d))?)"
)
_OF_YEAR = re.compile(
    r"[,]? ?(?:of |de |d'|in )?(?:l'année |fiscal |fy ?|l'exercice )?(\d{4})(?!\d)"
)
_ENGLISH_MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# Months that are other words too, or that only a day or year tells from a name.
_DOUBTFUL = frozenset("may march mars mar sept sep dec oct nov jan feb apr jun jul aug".split())
_BEFORE_MARS = tuple("en |d'ici |fin |début |mi-|depuis |dès |de |ce |à |et ".split("|"))
_BEFORE_MAY = tuple(
    "in |by |last |next |since |until |early |late |mid-|from |of |this |before |and |to "
    "|end-".split("|")
)
_WEEKDAY_OF_DATE = re.compile(
    r",? (?:le )?(?:\d{1,2}(?:er|st|nd|rd|th)?(?: of)? [^\W\d_]|[^\W\d_]+\.? \d)"
)
_AND_OPENINGS = ("entre ", "between ")
_TO_OPENINGS = (
    *("de ", "from ", "d'", "du ", "période ", "for ", "(", "years ", "années ", "exercices "),
)
_PAIRS = dict.fromkeys(("et", "and", "et la", "et le"), _AND_OPENINGS) | dict.fromkeys(
    ("à", "to", "until", "through", "jusqu'en", "au", "à la"), _TO_OPENINGS
)
"""What may part two dates, and what must then stand before the first."""

_SEASON_LEADS = tuple(
    "the |this |l'|cet |le |ce |au |cette |la |d'|early |late |in |by |before |until |mid".split(
        "|"
    )
)
_YEAR_LEADS = {"next": 1, "coming": 1, "last": -1, "previous": -1, "this": 0, "current": 0}
_AHEAD = frozenset("coming prochaines prochains prochaine prochain".split())
"""Words that make a length of time one to come, without any preposition."""
_SHIFT = re.compile(
    r" (?:(?P<ago>ago)|(?P<before>earlier|before|plus tôt|auparavant)|later|on|after|plus tard"
    r"|après)(?![^\W_])(?! (?:(?:than|que)(?![^\W_])|qu'))"
)
_AGED = re.compile(r" old(?![^\W_])|-old")
_FROM_YEAR = re.compile(
    r" (?:from|starting(?: in)?|beginning(?: in)?|à partir de|à compter de|dès) ((?:19"
    r"|20)\d\d)(?!\d)"
)


Dated = tuple[int, int, str | None, str]
"""The fields of `grandlivre.claims.dates.find.DateMention`, in order."""


class DateWalk:
    """Reads the dates of one text from left to right."""

    __slots__ = ("forms", "found", "low", "past", "text", "today")

    def __init__(self, text: str, low: str, today: Today | None) -> None:
        self.text = text
        self.low = low
        self.today = today
        self.forms = calendar_forms()
        self.found: list[Dated] = []
        self.past = 0

    def read(self, at: int) -> None:
        """Read the date around a year or a word of dates."""
        low = self.low
        if low[at].isdigit():
            self._year(at)
            return
        word = _WORD.match(low, at)
        if word is None:
            return
        known = self.forms.kinds.get(word.group())
        if known is None:
            quarter = _QUARTER.match(low, at)
            if quarter is not None and low[max(0, at - 5) : at].endswith(_QUARTER_LEADS):
                self._part(at, at + 2, int(quarter[1]), 3)
            return
        kind, number = known
        if kind == "month":
            self._month(at, word.end(), number)
        elif kind == "span":
            self._span(at, word.end(), number)
        elif kind == "weekday":
            self._weekday(at, word.end(), number)
        elif kind == "season":
            self._season(at, word.end(), number)
        elif self.today is not None:
            self._add(at, word.end(), self.today.shifted(number))

    def _add(self, start: int, end: int, value: str | None, relation: str | None = None) -> None:
        """Add a date, with the words before it that refine it and tell its relation."""
        refined = start
        if relation is None:
            relation, refined = relation_before(self.low, start, self.forms)
        self._keep(refined, end, value, relation)

    def _keep(self, refined: int, end: int, value: str | None, relation: str) -> None:
        refined = max(refined, self.past)
        if refined >= end:
            return
        if value is not None and not _WHOLE_YEAR.match(value):
            value = None  # years before 1000 or after 9999 are nobody's
        if self.found and refined - self.found[-1][1] <= 14 and self._is_pair(refined):
            start, stop, first, _ = self.found[-1]
            self.found[-1] = (start, stop, first, "start")
            relation = "by"
        self.found.append((refined, end, value, relation))
        self.past = end

    def _is_pair(self, start: int) -> bool:
        """True where a date closes a pair: "entre 2025 et 2027", "from 2025 to 2029"."""
        first = self.found[-1]
        link = self.low[first[1] : start].strip()
        if link in ("-", "–"):
            return True
        openings = _PAIRS.get(link)
        return openings is not None and self.low[max(0, first[0] - 12) : first[0]].endswith(
            openings
        )

    def _year(self, at: int) -> None:
        for start, end, value, relation in read_year(self.low, at):
            self._add(start, end, value, relation)

    def _month(self, at: int, end: int, month: int) -> None:
        low = self.low
        word = low[at:end]
        before = low[max(0, at - 7) : at]
        day_before = _DAY_BEFORE.search(before) if _DIGIT.search(before) else None
        after = _AFTER_MONTH.match(low, end)
        assert after is not None
        day_after, year_after = after[1], after[2]
        if day_after and word not in _ENGLISH_MONTHS:
            day_after = year_after = None
        dated = bool(day_before or day_after or year_after)
        if word in _DOUBTFUL and not self._is_month(at, word, dated=dated):
            return
        start, stop = at, after.end() if day_after or year_after else end
        day = None
        if day_after:
            day = int(day_after)
        elif day_before:
            day, start = int(day_before[1]), at - len(before) + day_before.start(1)
        if day is not None:
            if not 1 <= day <= 31:
                day, start = None, at
            else:
                start = self._with_weekday(start)
        before_it = relation_before(self.low, start, self.forms)
        if year_after and 1900 <= int(year_after) < 2100:
            year: int | None = int(year_after)
        else:
            stop = after.end(1) if day_after else end
            year, stop = self._month_year(start, stop, month, day, before_it)
        value = None if year is None else day_value(year, month, day)
        if year is None or value is not None:
            self._keep(before_it[1], stop, value, before_it[0])

    def _is_month(self, at: int, word: str, *, dated: bool) -> bool:
        """True where "may", "march", "mars" or "sept" is a month rather than another word."""
        if len(word) <= 4 and word not in ("may", "mars", "mai", "juin", "june", "july"):
            return dated
        if dated:
            return True
        before = self.low[max(0, at - 12) : at]
        if word == "mars":
            return self.text[at].islower() and before.endswith(_BEFORE_MARS)
        return self.text[at].isupper() and before.endswith(_BEFORE_MAY)

    def _with_weekday(self, start: int) -> int:
        """Where "jeudi 11 septembre" or "Tuesday, 2 September" starts."""
        before = self.low[max(0, start - 16) : start].rstrip(", ").removesuffix(" le")
        word = before.rpartition(" ")[2].rpartition("\n")[2].lstrip("(")
        if self.forms.kinds.get(word, ("", 0))[0] == "weekday":
            return self.low.rindex(word, 0, start)
        return start

    def _month_year(
        self, start: int, end: int, month: int, day: int | None, before: tuple[str, int]
    ) -> tuple[int | None, int]:
        """The year of a month that stands without one, and where the date then ends."""
        today = self.today
        turn, stop = turned(self.low, start, end)
        if today is None:
            return None, stop
        if isinstance(turn, int):
            return today.year + turn, stop
        if not turn:
            return today.month_year(month, day, ahead=is_ahead(self.low, before)), end
        year = today.month_year(month, day, ahead=turn == "next")
        if month == today.month:
            # "Last May", said in May, is that of the year before.
            year += 1 if turn == "next" else -1
        return year, stop

    def _weekday(self, at: int, end: int, number: int) -> None:
        low, today = self.low, self.today
        if _WEEKDAY_OF_DATE.match(low, end) and self.forms.month.search(low, end, end + 24):
            return
        turn, stop = turned(low, at, end)
        value = None if today is None else today.weekday(number, ahead=turn == "next")
        self._add(at, stop, value)

    def _season(self, at: int, end: int, quarter: int) -> None:
        low = self.low
        before = low[max(0, at - 12) : at]
        dated = _OF_YEAR.match(low, end)
        turn, _ = turned(low, at, end)
        if dated or turn != "" or before.endswith(_SEASON_LEADS):
            self._part(at, end, quarter, 3)

    def _part(self, start: int, end: int, number: int, months: int) -> None:
        """Add a quarter, season or half-year, with the year after it or the one it is taken in."""
        today, letter = self.today, "Q" if months == 3 else "H"
        dated = _OF_YEAR.match(self.low, end)
        if dated and 1900 <= int(dated[1]) < 2100:
            self._add(start, dated.end(), f"{dated[1]}-{letter}{number}")
            return
        turn, stop = turned(self.low, start, end)
        if today is None:
            self._add(start, stop, None)
            return
        if isinstance(turn, int):
            year = today.year + turn
        else:
            ahead = turn == "next" or (
                not turn and is_ahead(self.low, relation_before(self.low, start, self.forms))
            )
            year = today.part_year(number, months, ahead=ahead)
            now = None if today.month is None else (today.month + months - 1) // months
            if number == now and turn:
                # "Last summer", said in September, is that of the year before.
                year += 1 if turn == "next" else -1
        self._add(start, stop, f"{year}-{letter}{number}")

    def _span(self, at: int, end: int, months: int) -> None:
        """Read what is built on "trimestre", "half", "an", "year", "decade", "months"."""
        if months in (3, 6):
            self._part_of_year(at, end, months)
        elif not (
            (months == 12 and self._whole_year(at, end))
            or (months == 120 and self._decade(at, end))
            or (months == 1 and self._whole_month(at, end))
        ):
            self._length(at, end, months)

    def _part_of_year(self, at: int, end: int, months: int) -> None:
        """Read "deuxième trimestre 2026", "the second half of next year", "last quarter"."""
        words = self.low[max(0, at - 24) : at].split(" ")
        if len(words) < 2 or words[-1] not in ("", "calendar", "fiscal"):
            return
        word = words[-2].rpartition("\n")[2].lstrip("(\"«'").removeprefix("l'").removeprefix("d'")
        number = self.forms.ordinals.get(word)
        parts = 12 // months
        if number is None or number > parts:
            return
        start = at - len(words[-1]) - 1 - len(word)
        if word == "last" and not _OF_YEAR.match(self.low, end) and self.today is not None:
            # "The last quarter" is the one before; "le dernier trimestre" that of the year.
            self._add(start, end, self.today.last_part(months))
            return
        self._part(start, end, parts if number == -1 else number, months)

    def _whole_month(self, at: int, end: int) -> bool:
        """Read "next month", "le mois dernier", "ce mois-ci"."""
        low, today = self.low, self.today
        before = low[max(0, at - 6) : at]
        if not before.endswith(("next ", "last ", "this ", "le ", "ce ", "du ", "the ")):
            return False
        turn, stop = turned(low, at, end)
        if turn not in ("next", "last") and not before.endswith(("this ", "ce ")):
            return False
        value = None
        if today is not None and today.month is not None:
            step = 1 if turn == "next" else -1 if turn == "last" else 0
            months = 12 * today.year + today.month - 1 + step
            value = f"{months // 12:04d}-{months % 12 + 1:02d}"
        self._add(at, stop, value)
        return True

    def _whole_year(self, at: int, end: int) -> bool:
        """Read "l'an dernier", "next year", "cette année", "the end of the year"."""
        low = self.low
        word = low[at:end]
        if word not in ("an", "année", "year", "exercice"):
            return False
        before = low[max(0, at - 14) : at]
        start, stop, shift = at, end, 0
        turn, after = turned(low, at, end)
        if word == "year":
            lead = before.rstrip().rpartition(" ")[2].rpartition("\n")[2]
            if lead in _YEAR_LEADS and not low.startswith(" ago", end):
                start, shift = at - len(lead) - 1, _YEAR_LEADS[lead]
            elif low.startswith("-end", end):
                stop = end + 4
            elif not before.endswith(("end of the ", "by the ", "late in the ", "later in the ")):
                return False
        elif before.endswith("l'") and turn in ("next", "last"):
            start, stop, shift = at - 2, after, 1 if turn == "next" else -1
        elif not (
            before.endswith(("cette ", "fin de l'", "fin d'")) or low.startswith(" en cours", end)
        ):
            return False
        self._add(start, stop, str(self.today.year + shift) if self.today else None)
        return True

    def _decade(self, at: int, end: int) -> bool:
        """Read "by the end of the decade", "d'ici la fin de la décennie"."""
        if self.low[at:end] not in ("decade", "décennie"):
            return False
        before = self.low[max(0, at - 16) : at]
        if not before.endswith(("of the ", "of this ", "this ", "de la ", "cette ", "the ", "la ")):
            return False
        value = str((self.today.year // 10 + 1) * 10) if self.today else None
        self._add(at, end, value)
        return True

    def _length(self, at: int, end: int, months: int) -> None:
        """Read "sur cinq ans", "over the next four years", "within 18 months", "two years ago"."""
        low, today = self.low, self.today
        length = read_length(low[max(0, at - 72) : at], low[at:end])
        if length is None:
            return
        number, back, manner, lead = length
        start, total = at - back, int(number * months)
        shift = _SHIFT.match(low, end)
        if shift is not None and lead not in ("", "il y a") and shift["ago"] is None:
            shift = None  # "over two years on data centres"
        if shift is not None or lead == "il y a":
            self._shifted(start, end, total, shift)
            return
        if not (lead or manner in _AHEAD) or _AGED.match(low, end):
            return
        past = manner in PAST or lead in ("depuis", "since")
        if not past and not manner and lead in ("en", "in"):
            past = total >= 240 or has_lasted(low, start, end)
        if past:
            self._add(start, end, today.later(-total) if today else None, "past")
            return
        relation = "by" if lead in ("within", "sous", "d'ici") else "over"
        first = None if manner or relation == "by" else self._beginning(start, end)
        if first is not None:
            value: str | None = str(first + total // 12)
        else:
            value = today.later(total) if today else None
        self._add(start, end, value, relation)

    def _shifted(self, start: int, end: int, total: int, shift: re.Match[str] | None) -> None:
        """Add what is so long before or after another day: "two years ago", "un an plus tard"."""
        today, value = self.today, None
        said = shift is None or shift["ago"] is not None
        earlier = said or (shift is not None and shift["before"] is not None)
        base = None if said else self._year_before(start, 300)
        if base is not None:
            value = str(base - total // 12 if earlier else base + total // 12)
        elif today is not None and earlier:
            value = today.later(-total)
        self._add(start, end if shift is None else shift.end(), value, "in")

    def _beginning(self, start: int, end: int) -> int | None:
        """The year a length of time is counted from, where the text names one beside it."""
        after = _FROM_YEAR.match(self.low, end)
        if after is not None:
            return int(after[1])
        # "Adoptée en mars 2024, la mission pèse 5 milliards sur cinq ans."
        before = self._year_before(start, 160)
        if before is None or self.today is None or before >= self.today.year:
            return None
        gap = self.low[self.found[-1][1] : start]
        return before if ". " not in gap and "\n" not in gap and ";" not in gap else None

    def _year_before(self, start: int, reach: int) -> int | None:
        """The year of the last date before a place."""
        if not self.found or start - self.found[-1][1] > reach:
            return None
        value, relation = self.found[-1][2:]
        return int(value[:4]) if value is not None and relation in ("in", "start", "end") else None
