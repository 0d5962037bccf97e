"""Dates of a text, absolute and relative, as partial dates: "fin 2027", "last August", "T3 2027".

Years, and the words that dates are made of, are found in one pass; only around them is anything
parsed. What is relative is resolved against the day of publication, and stays unresolved without.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from grandlivre.claims.anchors import WordFinder, as_bytes, lowered, runs_of_four
from grandlivre.claims.calendar import Today, calendar_forms, day_value, turned
from grandlivre.claims.lengths import PAST, read_length
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
    reader = _Reader(view_text, lowered(view_text, raw), Today.parse(published))
    for at in anchors:
        if at >= reader.past:
            reader.read(at)
    return reader.found


# What the words of dates begin with, or hold; two capitals would never be searched for together.
_STEMS = (
    "janv fév fev mars avril juin juil août aout septembre sept. octobre novembre nov. décembre déc. lundi mardi"
    " mercredi jeudi vendredi samedi dimanche trimestre quarter semestre half année year"
    " mois month décennie decade printemps automne hiver été rentrée summer autumn winter spring aujourd hier"
    " demain yesterday today tomorrow"
).split()
_CAPITALS = (
    "January February March April June July August September October November December Jan Feb Mar Apr Jun"
    " Jul Aug Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Janvier Février Mars Avril"
    " Juin Juillet Août Septembre Octobre Novembre Décembre Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche"
).split()
_OTHERS = (
    *(f"{lead}{word}" for lead in (" ", "'") for word in ("an ", "ans", "mai ", "mai,", "mai.", "mai\n", "mai)")),
    "May ", "May,", "May.", "Mai ", "JAN", "FEB", "FÉV", "MARS ", "MARCH", "AVRIL", "APRIL", "MAI ", "MAY ", "JUIN", "JUNE",
    "JUIL", "JULY", "AOÛT", "AUGUST", "SEPTEMB", "OCTOB", "NOVEMB", "DECEMB", "DÉCEMB", "Hier", "Demain", "Yesterday",
    "Today", "Aujourd", " fall",
)  # fmt: skip


_WORD = re.compile(r"[^\W\d_]+(?:'hui)?")
_DIGIT = re.compile(r"\d")
_DAY_BEFORE = re.compile(r"(?:^|[^\d.,/:$€£-])(\d{1,2})(?:er|st|nd|rd|th)? ?(?:of )?$")
_NUMERIC_BEFORE = re.compile(r"(?<![\d.,/-])(\d{1,2})([/.-])(\d{1,2})\2$")
_AFTER_YEAR = re.compile(r"-(\d\d)-(\d\d)(?!\d)|([-–/])(\d{4}|\d\d)(?![\d%])(?! ?(?:%|€))")
_QUARTER_BEFORE = re.compile(r"(?<![^\W_])(?:([tqhs])([1-4])|([1-4])([tqhs]))(?:[ -]| de | of )?$")
_AFTER_MONTH = re.compile(
    r"\.?(?:"
    r"(?: (\d{1,2})(?:st|nd|rd|th)?(?![\d.,:/€%°-]*\d|[€%°]| ?(?:[mgtk]w|%|€|million|milliard|billion|bn\b|md)))?"
    r"(?:,? (?:of |de |d')?(\d{4})(?!\d))?)"
)
_OF_YEAR = re.compile(
    r"[,]? ?(?:of |de |d'|in )?(?:l'année |fiscal |fy ?|l'exercice )?(\d{4})(?!\d)"
)


@cache
def _word_finder() -> WordFinder:
    return WordFinder(_STEMS, _CAPITALS, _OTHERS)


def _anchors(text: str, raw: bytes) -> list[int]:
    """Where years, and words of dates, start."""
    found = runs_of_four(raw)
    for start in _word_finder().starts(raw):
        at = start if text[start].isalpha() else start + 1
        if not at or not text[at - 1].isalnum():
            found.append(at)
    found.sort()
    return found


class _Reader:
    """Reads the dates of one text from left to right."""

    __slots__ = ("forms", "found", "low", "past", "text", "today")

    def __init__(self, text: str, low: str, today: Today | None) -> None:
        self.text = text
        self.low = low
        self.today = today
        self.forms = calendar_forms()
        self.found: list[DateMention] = []
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
            relation, refined = self._relation(start)
        self._keep(refined, end, value, relation)

    def _keep(self, refined: int, end: int, value: str | None, relation: str) -> None:
        mention = DateMention(refined, end, value, relation)
        pair = self._pair(refined)
        if pair is not None:
            self.found[-1] = replace(self.found[-1], relation="start")
            mention = replace(mention, relation="by")
        self.found.append(mention)
        self.past = end

    def _pair(self, start: int) -> DateMention | None:
        """The date that this one closes a pair with: "entre 2025 et 2027", "from 2025 to 2029"."""
        if not self.found:
            return None
        first = self.found[-1]
        if start - first.end > 14:
            return None
        link = self.low[first.end : start].strip()
        if link in ("-", "–"):
            return first
        openings = _PAIRS.get(link)
        if openings is None:
            return None
        before = self.low[max(0, first.start - 12) : first.start]
        return first if before.endswith(openings) else None

    def _relation(self, start: int) -> tuple[str, int]:
        """What the words before a date say of it, and where those that refine it start."""
        text = self.low[max(0, start - 40) : start]
        words = text.split()
        ends = self.forms.before_ends
        if text[-1:] == " " and words:
            # Most dates have "en" or "in" before them, and nothing that says more.
            if words[-1] not in ends:
                return "in", start
            if words[-1] in ("en", "in", "le", "on") and (len(words) < 2 or words[-2] not in ends):
                return "in", start
        back = text[::-1]
        at = refined = 0
        relation = "in"
        before_back, before = self.forms.before_back, self.forms.before
        while (found := before_back.match(back, at)) is not None and found.end() > at:
            tells, name = before[found[1][::-1]]
            if tells:
                return name, start - refined
            at = found.end()
            if name:
                relation, refined = name, at
        return relation, start - refined

    def _year(self, at: int) -> None:
        low = self.low
        year = int(low[at : at + 4])
        if not 1900 <= year < 2100:
            return
        before = low[at - 1] if at else " "
        if (
            before.isalnum()
            and low[max(0, at - 2) : at] != "fy"
            or low[max(0, at - 3) : at].endswith(("©", "© ", "#"))
        ):
            return
        end = at + 4
        numeric = _NUMERIC_BEFORE.search(low, max(0, at - 7), at) if before in "/.-" else None
        if numeric is not None:
            value = _day_month(year, int(numeric[1]), int(numeric[3]))
            if value is not None:
                self._add(numeric.start(), end, value)
            return
        after = _AFTER_YEAR.match(low, end)
        if after is not None:
            if after[1]:
                value = (
                    day_value(year, int(after[1]), int(after[2]))
                    if 1 <= int(after[1]) <= 12
                    else None
                )
                if value is not None:
                    self._add(at, after.end(), value)
                return
            if self._year_pair(at, year, after):
                return
        quarter = _QUARTER_BEFORE.search(low, max(0, at - 6), at)
        if quarter is not None:
            letter, number = quarter[1] or quarter[4], int(quarter[2] or quarter[3])
            if letter in "tq" or number < 3:
                self._add(quarter.start(), end, f"{year}-{'Q' if letter in 'tq' else 'H'}{number}")
                return
        self._add(at, end, str(year))

    def _year_pair(self, at: int, year: int, after: re.Match[str]) -> bool:
        """Read "2026-30", "2025-2029", "2025-02"."""
        text = after[4]
        if len(text) == 4:
            other = int(text)
        else:
            month = int(text)
            if after[3] == "-" and 1 <= month <= 12 and month <= year % 100:
                self._add(at, after.end(), f"{year}-{month:02d}")
                return True
            other = year - year % 100 + month
        if not year < other < 2100:
            return False
        self._add(at, at + 4, str(year), "start")
        self.found.append(DateMention(after.start(4), after.end(), str(other), "by"))
        self.past = after.end()
        return True

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
        before_it = self._relation(start)
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
        capital = self.text[at].isupper()
        if word == "mars":
            return not capital and before.endswith(
                (
                    "en ",
                    "d'ici ",
                    "fin ",
                    "début ",
                    "mi-",
                    "depuis ",
                    "dès ",
                    "de ",
                    "ce ",
                    "à ",
                    "et ",
                )
            )
        return capital and before.endswith(
            (
                "in ",
                "by ",
                "last ",
                "next ",
                "since ",
                "until ",
                "early ",
                "late ",
                "mid-",
                "from ",
                "of ",
                "this ",
                "before ",
                "and ",
                "to ",
                "end-",
            )
        )

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
            return today.month_year(month, day, ahead=self._ahead(before)), end
        year = today.month_year(month, day, ahead=turn == "next")
        if month == today.month:
            # "Last May", said in May, is that of the year before.
            year += 1 if turn == "next" else -1
        return year, stop

    def _ahead(self, before: tuple[str, int]) -> bool:
        """True where the words before a date tell of the future."""
        return before[0] == "by" or self._tense(before[1], 14) > 0

    def _tense(self, start: int, reach: int) -> int:
        """1 where the nearest verb before a place is of the future, -1 of the past, else 0."""
        before = self.low[max(0, start - 90) : start]
        stop = max(before.rfind(". "), before.rfind(";"), before.rfind("\n"))
        for word in reversed(before[stop + 1 :].split()[-reach:]):
            if word in _COMING or (len(word) > 4 and word.endswith(_FUTURE_ENDS)):
                return 1
            if word in _GONE or (len(word) > 3 and word.endswith(_PAST_ENDS)):
                return -1
        return 0

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
        if dated or turn or before.endswith(_SEASON_LEADS):
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
            ahead = turn == "next" or (not turn and self._ahead(self._relation(start)))
            year = today.part_year(number, months, ahead=ahead)
            if (
                turn == "last"
                and today.month is not None
                and number == (today.month + months - 1) // months
            ):
                # "Last summer", said in September, is that of the year before.
                year -= 1
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
        ago = _AGO.match(low, end)
        if ago is not None or lead == "il y a":
            value = today.later(-total) if today else None
            self._add(start, ago.end() if ago and ago[1] else end, value, "in")
            return
        if not lead or _LATER.match(low, end):
            return
        past = manner in PAST or lead in ("depuis", "since")
        if not past and not manner and lead in ("en", "in"):
            past = total >= 240 or self._lasted(start, end)
        value = today.later(-total if past else total) if today else None
        relation = "past" if past else "by" if lead in ("within", "sous", "d'ici") else "over"
        self._add(start, end, value, relation)

    def _lasted(self, start: int, end: int) -> bool:
        """True where "en dix ans" tells of what was done: "déboursés en dix ans"."""
        low = self.low
        tense = self._tense(start, 12)
        if tense:
            return tense < 0
        if low.startswith((" de ", " d'"), end):
            return True
        if _SENTENCE_START.search(low, max(0, start - 8), start) is None:
            return False
        # "En dix ans, Marseille est passée du 44e au 7e rang."
        return not _GONE.isdisjoint(low[end : end + 50].partition(".")[0].split()[:6])


_ENGLISH_MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_DOUBTFUL = frozenset(
    "may march mars mar sept sep dec oct nov jan feb apr jun jul aug mai avr janv fév déc juil".split()
) - {"mai", "avr", "janv", "fév", "déc", "juil"}
_WEEKDAY_OF_DATE = re.compile(
    r",? (?:le )?(?:\d{1,2}(?:er|st|nd|rd|th)?(?: of)? [^\W\d_]|[^\W\d_]+\.? \d)"
)
_AND_OPENINGS = ("entre ", "between ")
_TO_OPENINGS = ("de ", "from ", "d'", "du ", "période ", "for ", "(")
_PAIRS = dict.fromkeys(("et", "and", "et la", "et le"), _AND_OPENINGS) | dict.fromkeys(
    ("à", "to", "until", "through", "jusqu'en", "au", "à la"), _TO_OPENINGS
)
"""What may part two dates, and what must then stand before the first."""

_SEASON_LEADS = (
    "the ", "this ", "l'", "cet ", "le ", "ce ", "au ", "cette ", "la ", "d'", "early ", "late ", "in ",
)  # fmt: skip
_YEAR_LEADS = {"next": 1, "coming": 1, "last": -1, "previous": -1, "this": 0}
_SENTENCE_START = re.compile(r"(?:^|[.!?»\n] ?)(?:en|in) $")
_AGO = re.compile(r" (?:(ago)|earlier|plus tôt|auparavant)(?![^\W_])")
_LATER = re.compile(r" (?:later|plus tard|old|après)(?![^\W_])|-old")
_FUTURE_ENDS = (
    "era",
    "eront",
    "ira",
    "iront",
    "dra",
    "dront",
    "erait",
    "eraient",
    "irait",
    "iraient",
)
_PAST_ENDS = ("é", "ée", "és", "ées", "ed", "aient", "ait")
_COMING = frozenset(
    "sera seront attendu attendue attendus attendues prévu prévue prévus prévues prévoit prévoient devra"
    " devrait devraient doit doivent will expected expects expect due plan plans planned scheduled should"
    " would could may might aim aims target targets targeted vise visent espère espérée programmée programmé"
    " pourrait pourraient ira iront to".split()
)
_GONE = frozenset(
    "a ont avait avaient été est sont était étaient has have had was were said told spent paid sold bought"
    " took came rose fell promis mis pris dit signé ouvert".split()
)


def _day_month(year: int, first: int, second: int) -> str | None:
    """Read day and month, day first unless that makes no date."""
    if 1 <= second <= 12 and 1 <= first <= 31:
        return day_value(year, second, first)
    if 1 <= first <= 12 and 1 <= second <= 31:
        return day_value(year, first, second)
    return None
