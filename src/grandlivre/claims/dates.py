"""Dates of a text, absolute and relative, as partial dates: "fin 2027", "last August", "T3 2027".

Years, and the words that dates are made of, are found in one pass; only around them is anything
parsed. What is relative is resolved against the day of publication, and stays unresolved without.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from grandlivre.claims.calendar import Today, calendar_forms, day_value
from grandlivre.claims.forms import quantity_forms
from grandlivre.claims.numerals import words_at
from grandlivre.claims.published import find_published
from grandlivre.claims.tokens import lower_case

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
    reader = _Reader(view_text, Today.parse(published))
    for at in _anchors(view_text):
        if at >= reader.past:
            reader.read(at)
    return reader.found


_DIGIT_MASK = bytes(48 if 48 <= code < 58 else 32 for code in range(256))
_FOUR_DIGITS = re.compile(b"0000+")
_WORD = re.compile(r"[^\W\d_]+(?:'hui)?")
_DAY_BEFORE = re.compile(r"(?:^|[^\d.,/:$€£-])(\d{1,2})(?:er|st|nd|rd|th)? ?(?:of )?$")
_NUMERIC_BEFORE = re.compile(r"(?<![\d.,/-])(\d{1,2})([/.-])(\d{1,2})\2$")
_AFTER_YEAR = re.compile(r"-(\d\d)-(\d\d)(?!\d)|([-–/])(\d{4}|\d\d)(?![\d%])(?! ?(?:%|€))")
_QUARTER_BEFORE = re.compile(r"(?<![^\W_])(?:([tqhs])([1-4])|([1-4])([tqhs]))(?:[ -]| de | of )?$")
_AFTER_MONTH = re.compile(
    r"\.?(?:"
    r"(?: (\d{1,2})(?:st|nd|rd|th)?(?![\d.,:/€%°-]*\d|[€%°]| ?(?:[mgtk]w|%|€|million|milliard|billion|bn\b|md)))?"
    r"(?:,? (?:of |de |d')?(\d{4})(?!\d))?)"
)
_NEXT = re.compile(r" (?:prochaine?s?|à venir|suivante?)(?![^\W_])")
_LAST = re.compile(r" (?:dernière?s?|derniers|passée?s?|écoulée?s?)(?![^\W_])")
_THIS_YEAR = re.compile(
    r" (?:of this year|this year|de cette année|de l'année en cours|of the year|de l'année)(?![^\W_])"
)
_NEXT_YEAR = re.compile(
    r" (?:of next year|next year|de l'an prochain|de l'année prochaine|l'an prochain|l'année prochaine)(?![^\W_])"
)
_LAST_YEAR = re.compile(
    r" (?:of last year|last year|de l'an dernier|de l'année dernière|l'an dernier|l'an passé|l'année dernière)(?![^\W_])"
)
_OF_YEAR = re.compile(
    r"[,]? ?(?:of |de |d'|in )?(?:l'année |fiscal |fy ?|l'exercice )?(\d{4})(?!\d)"
)
_LEADS_NEXT = re.compile(r"(?:\bnext|\bcoming) $")
_LEADS_LAST = re.compile(r"(?:\blast|\bpast|\bprevious) $")
_AHEAD = re.compile(
    r"(?<![^\W_])(?:sera|seront|attendue?s?|prévue?s?|prévoi[tr]|prévoient|devra(?:it|ient)?|doi(?:t|vent)|will|expect(?:s|ed)?|due|plans?"
    r"|planned|scheduled|should|would|aims?|target(?:s|ed|ing)?|vise(?:nt)?|espère|espérée?|programmée?s?|annoncée?s? pour|\w+(?:era|eront|ira|iront|dra|dront))"
    r"(?![^\W_])[^.;\n]{0,70}$"
)
_DONE = re.compile(
    r"(?<![^\W_])(?:a|ont|avait|avaient|été|has|have|had|was|were|\w+(?:és|ées|ée|é|ed|aient))(?![^\W_])[^.;\n]{0,40}$"
)


@cache
def _word_finder() -> BytesAhoCorasick:
    patterns = [form.encode("latin-1", "replace") for form in calendar_forms().patterns]
    return BytesAhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)


def _anchors(text: str) -> list[int]:
    """Where years, and words of dates, start."""
    raw = text.encode("latin-1", "replace")
    found = [
        run.start()
        for run in _FOUR_DIGITS.finditer(raw.translate(_DIGIT_MASK))
        if run.end() - run.start() == 4
    ]
    for _, start, end in _word_finder().find_matches_as_indexes(raw):
        at = start
        while at < end and not text[at].isalpha():
            at += 1
        if not at or not text[at - 1].isalnum():
            found.append(at)
    found.sort()
    return found


class _Reader:
    """Reads the dates of one text from left to right."""

    __slots__ = ("forms", "found", "low", "opened", "past", "text", "today")

    def __init__(self, text: str, today: Today | None) -> None:
        self.text = text
        self.low = lower_case(text)
        self.today = today
        self.forms = calendar_forms()
        self.found: list[DateMention] = []
        self.past = 0
        self.opened = -1
        """Where the last date ended, if words before it open a pair: "entre 2025"."""

    def read(self, at: int) -> None:
        """Read the date around a year or a word of dates."""
        low = self.low
        if low[at].isdigit():
            self._year(at)
            return
        word = _WORD.match(low, at)
        if word is None:
            return
        known = self.forms.kinds.get(word.group().translate(_PLAIN))
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
        mention = DateMention(refined, end, value, relation)
        pair = self._pair(refined)
        if pair is not None:
            self.found[-1] = replace(self.found[-1], relation="start")
            mention = replace(mention, relation="by")
        self.found.append(mention)
        self.past = end

    def _pair(self, start: int) -> DateMention | None:
        """The date that this one closes a pair with: "entre 2025 et 2027", "from 2025 to 2029"."""
        if not self.found or start - self.found[-1].end > 14:
            return None
        first = self.found[-1]
        link = self.low[first.end : start].strip()
        if link in ("-", "–"):
            return first
        if link not in (
            "et",
            "and",
            "à",
            "to",
            "until",
            "through",
            "jusqu'en",
            "et la",
            "et le",
            "au",
            "à la",
        ):
            return None
        opening = self.low[max(0, first.start - 12) : first.start]
        if link.startswith(("et", "and")):
            return first if opening.endswith(("entre ", "between ")) else None
        return (
            first
            if opening.endswith(("de ", "from ", "d'", "du ", "période ", "for ", "( ", "("))
            else None
        )

    def _relation(self, start: int) -> tuple[str, int]:
        """What the words before a date say of it, and where those that refine it start."""
        back = self.low[max(0, start - 40) : start][::-1]
        at = refined = 0
        relation = "in"
        for _ in range(4):
            told = self.forms.relation_back.match(back, at)
            if told is not None:
                phrase = told[1][::-1]
                found = self.forms.refining_back.match(back, at)
                if found is None or len(found[1]) <= len(phrase):
                    return self.forms.relations[phrase], start - refined
            else:
                found = self.forms.refining_back.match(back, at)
            if found is None:
                break
            effect = self.forms.refining[found[1][::-1]]
            if effect:
                relation = effect
                refined = found.end()
            at = found.end()
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
        low, text = self.low, self.text
        day_before = _DAY_BEFORE.search(low, max(0, at - 9), at)
        after = _AFTER_MONTH.match(low, end)
        assert after is not None
        day_after, year_after = after[1], after[2]
        english = low[at:end] in _ENGLISH_MONTHS
        if not english and day_after:
            after, day_after, year_after = None, None, None
        word = low[at:end]
        if word in _DOUBTFUL and not self._is_month(
            at, end, word, bool(day_before or day_after or year_after)
        ):
            return
        start = at
        day = None
        if day_before and not day_after and 1 <= int(day_before[1]) <= 31:
            day, start = int(day_before[1]), day_before.start(1)
        elif day_after and 1 <= int(day_after) <= 31:
            day = int(day_after)
        stop = end if after is None else after.end() if (day_after or year_after) else end
        start = self._with_weekday(start)
        if year_after:
            year: int | None = int(year_after)
            if not 1900 <= year < 2100:  # type: ignore[operator]
                year, stop = None, end
        else:
            year = None
        if year is None:
            year, stop = self._month_year(start, stop, month, day)
        value = None if year is None else day_value(year, month, day)
        if year is None or value is not None:
            self._add(start, stop, value)
        _ = text

    def _is_month(self, at: int, end: int, word: str, dated: bool) -> bool:
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
        self, start: int, end: int, month: int, day: int | None
    ) -> tuple[int | None, int]:
        """The year of a month that stands without one, and where the date then ends."""
        low, today = self.low, self.today
        for form, shift in ((_NEXT_YEAR, 1), (_LAST_YEAR, -1), (_THIS_YEAR, 0)):
            found = form.match(low, end)
            if found is not None:
                return (today.year + shift if today else None), found.end()
        if today is None:
            return None, end
        found = _NEXT.match(low, end)
        if found is not None or _LEADS_NEXT.search(low, max(0, start - 8), start):
            year = today.month_year(month, day, ahead=True)
            same = month == today.month
            return year + same, found.end() if found else end
        found = _LAST.match(low, end)
        if found is not None or _LEADS_LAST.search(low, max(0, start - 8), start):
            year = today.month_year(month, day, ahead=False)
            same = month == today.month and today.year == year
            return year - same, found.end() if found else end
        return today.month_year(month, day, ahead=self._ahead(start)), end

    def _ahead(self, start: int) -> bool:
        """True where the words before a date tell of the future."""
        relation, refined = self._relation(start)
        if relation == "by":
            return True
        before = self.low[max(0, refined - 90) : refined]
        ahead, done = _AHEAD.search(before), _DONE.search(before)
        if ahead is None:
            return False
        return done is None or done.start() <= ahead.end(0) and ahead.start() >= done.start()

    def _weekday(self, at: int, end: int, number: int) -> None:
        low, today = self.low, self.today
        after = _WEEKDAY_OF_DATE.match(low, end)
        if after is not None and self.forms.month.search(low, end, end + 24):
            return
        found = _NEXT.match(low, end)
        ahead = found is not None or bool(_LEADS_NEXT.search(low, max(0, at - 8), at))
        found = found or _LAST.match(low, end)
        value = None if today is None else today.weekday(number, ahead=ahead)
        self._add(at, found.end() if found else end, value)

    def _season(self, at: int, end: int, quarter: int) -> None:
        low, today = self.low, self.today
        before = low[max(0, at - 12) : at]
        dated = _OF_YEAR.match(low, end)
        following, last = _NEXT.match(low, end), _LAST.match(low, end)
        led_next, led_last = _LEADS_NEXT.search(before), _LEADS_LAST.search(before)
        if not (dated or following or last or led_next or led_last) and not before.endswith(
            (
                "the ",
                "this ",
                "l'",
                "cet ",
                "le ",
                "ce ",
                "au ",
                "cette ",
                "la ",
                "d'",
                "early ",
                "late ",
            )
        ):
            return
        if dated and 1900 <= int(dated[1]) < 2100:
            self._add(at, dated.end(), f"{dated[1]}-Q{quarter}")
            return
        for form, shift in ((_NEXT_YEAR, 1), (_LAST_YEAR, -1), (_THIS_YEAR, 0)):
            found = form.match(low, end)
            if found is not None:
                self._add(at, found.end(), f"{today.year + shift}-Q{quarter}" if today else None)
                return
        if today is None:
            self._add(at, end, None)
            return
        ahead = bool(following or led_next) or (not last and not led_last and self._ahead(at))
        year = today.quarter_year(quarter, ahead=ahead)
        found = following or last
        self._add(at, found.end() if found else end, f"{year}-Q{quarter}")

    def _span(self, at: int, end: int, months: int) -> None:
        """Read what is built on "trimestre", "half", "an", "year", "decade", "months"."""
        for rule in (self._part_of_year, self._whole_year, self._decade, self._length):
            if rule(at, end, months):
                return

    def _part_of_year(self, at: int, end: int, months: int) -> bool:
        """Read "deuxième trimestre 2026", "the second half of next year", "T3"."""
        if months not in (3, 6):
            return False
        low, today = self.low, self.today
        words = low[max(0, at - 24) : at].split(" ")
        if len(words) < 2 or words[-1] not in ("", "calendar", "fiscal"):
            return False
        ordinal = (
            words[-2].rpartition("\n")[2].lstrip("(\"«'").removeprefix("l'").removeprefix("d'")
        )
        number = self.forms.ordinals.get(ordinal)
        parts = 12 // months
        if number is None or number > parts:
            return False
        start = at - len(words[-1]) - 1 - len(ordinal)
        letter = "Q" if months == 3 else "H"
        dated = _OF_YEAR.match(low, end)
        if dated and 1900 <= int(dated[1]) < 2100:
            number = parts if number == -1 else number
            self._add(start, dated.end(), f"{dated[1]}-{letter}{number}")
            return True
        for form, shift in ((_NEXT_YEAR, 1), (_LAST_YEAR, -1), (_THIS_YEAR, 0)):
            found = form.match(low, end)
            if found is not None:
                number = parts if number == -1 else number
                self._add(
                    start, found.end(), f"{today.year + shift}-{letter}{number}" if today else None
                )
                return True
        if today is None or number == -1:
            # "The last quarter" is the one before, which the month of publication tells.
            self._add(start, end, None if today is None else today.last_part(months))
            return True
        quarter = number if months == 3 else 2 * number
        year = (
            today.quarter_year(quarter, ahead=self._ahead(start))
            if months == 3
            else today.half_year(number, ahead=self._ahead(start))
        )
        self._add(start, end, f"{year}-{letter}{number}")
        return True

    def _whole_year(self, at: int, end: int, months: int) -> bool:
        """Read "l'an dernier", "next year", "cette année", "the end of the year"."""
        if months != 12 or self.low[at:end] not in ("an", "année", "year", "exercice"):
            return False
        low, today = self.low, self.today
        before = low[max(0, at - 12) : at]
        following, last = _NEXT.match(low, end), _LAST.match(low, end)
        start, stop, shift = at, end, 0
        if low[at:end] == "year":
            if low.startswith(" ago", end) or before.endswith("a ") or before.endswith("per "):
                return False
            for lead, by in (
                ("next ", 1),
                ("last ", -1),
                ("this ", 0),
                ("previous ", -1),
                ("coming ", 1),
            ):
                if before.endswith(lead):
                    start, shift = at - len(lead), by
                    break
            else:
                if not before.endswith(
                    ("end of the ", "by the year", "late in the ", "later in the ")
                ) and not low.startswith("-end", end):
                    return False
                stop = end + 4 if low.startswith("-end", end) else end
        elif before.endswith("l'") and (following or last):
            start = at - 2
            found = following or last
            assert found is not None
            stop, shift = found.end(), 1 if following else -1
        elif (
            before.endswith("cette ")
            or before.endswith("fin de l'")
            or before.endswith("fin d'")
            or low.startswith(" en cours", end)
        ):
            stop = end
        else:
            return False
        self._add(start, stop, str(today.year + shift) if today else None)
        return True

    def _decade(self, at: int, end: int, months: int) -> bool:
        """Read "by the end of the decade", "d'ici la fin de la décennie"."""
        if months != 120 or self.low[at:end] not in ("decade", "décennie"):
            return False
        before = self.low[max(0, at - 16) : at]
        if not before.endswith(("of the ", "of this ", "this ", "de la ", "cette ")):
            return False
        value = str((self.today.year // 10 + 1) * 10) if self.today else None
        self._add(at, end, value)
        return True

    def _length(self, at: int, end: int, months: int) -> bool:
        """Read "sur cinq ans", "over the next four years", "within 18 months", "two years ago"."""
        low = self.low
        before = low[max(0, at - 60) : at]
        found = _LENGTH.search(before)
        if found is None:
            return False
        number = self._count(found["number"])
        if number is None:
            return False
        total = int(number * months)
        lead, manner = found["lead"] or "", (found["manner"] or "") + (found["manner2"] or "")
        start = at - len(before) + found.start("number")
        ago = low.startswith((" ago", " earlier", " plus tôt", " auparavant"), end)
        if ago or "il y a" in lead:
            self._add(
                start,
                end + (4 if low.startswith(" ago", end) else 0),
                self.today.later(-total) if self.today else None,
                "in",
            )
            return True
        if not lead or low.startswith((" later", " plus tard", " old"), end):
            return False
        past = bool(_PAST_MANNER.search(manner)) or lead in ("depuis", "since")
        if not past and not manner and lead in ("en", "in"):
            past = self._lasted(at - len(before) + found.start())
        if past:
            self._add(start, end, self.today.later(-total) if self.today else None, "past")
        else:
            relation = "by" if lead in ("within", "sous", "d'ici", "d'ici à", "avant") else "over"
            self._add(start, end, self.today.later(total) if self.today else None, relation)
        return True

    def _lasted(self, start: int) -> bool:
        """True where "en dix ans" tells of what was done: "déboursés en dix ans"."""
        return _DONE.search(self.low[max(0, start - 40) : start]) is not None

    def _count(self, text: str) -> float | None:
        """The number of a length of time; the upper one of two."""
        part = _RANGE.split(text)[-1].strip()
        if part in ("a", "an", "une", "un", "one", "the", "la"):
            return 1
        if part.isdecimal():
            return int(part) if len(part) < 4 else None
        number = words_at(part, 0, quantity_forms())
        if number is None or number.end != len(part) or number.value > 500:
            return None
        return float(number.value)


_PLAIN = str.maketrans("éèêàâûùôîç", "eeeaauuoic")
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
_LENGTH = re.compile(
    r"(?:(?<![^\W_])(?P<lead>sur|over|in|within|sous|d'ici à|d'ici|dans|en|for|pendant|during|durant|au cours|depuis|il y a|pour|étalée?s? sur|across|through) "
    r"(?:un peu (?:plus|moins) (?:de |d')|plus (?:de |d')|moins (?:de |d')|environ |about |around |just |just over |nearly |près (?:de |d')|more than |less than |over |some |at least |au moins )?)?"
    r"(?:(?:les|des|the|ces|ses|its|these|une période (?:de |d')|a period of|la période (?:de |d')) )?"
    r"(?P<manner>next |coming |past |last |previous |following |dernière?s? |derniers |prochaine?s? )?"
    r"(?P<number>\d{1,3}(?: ?(?:à|to|-|–|ou|or) ?\d{1,3})?|(?:[a-zà-ÿ]+-)*[a-zà-ÿ]+(?: (?:à|to|ou|or) (?:[a-zà-ÿ]+-)*[a-zà-ÿ]+)?)"
    r" (?P<manner2>next |coming |past |last |previous |following |dernière?s? |derniers |prochaine?s? |financial |fiscal |calendar )?$"
)
_PAST_MANNER = re.compile(r"past|last|previous|dernier|dernière")
_RANGE = re.compile(r" (?:à|to|ou|or) | ?[-–] ?(?=\d)")


def _day_month(year: int, first: int, second: int) -> str | None:
    """Read day and month, day first unless that makes no date."""
    if 1 <= second <= 12 and 1 <= first <= 31:
        return day_value(year, second, first)
    if 1 <= first <= 12 and 1 <= second <= 31:
        return day_value(year, first, second)
    return None
