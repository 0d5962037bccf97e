"""The day a text was published, where its head or foot says it.

A running story names dates of events; the date of the text itself stands apart: after a label
("Publié le"), in a dateline ("LIMA, May 6, 2026 –"), or alone between the separators of a line
of particulars ("Bretagne · lundi 3 mars 2025 · réservé aux abonnés").
"""

import re
from collections.abc import Iterator
from functools import cache

from grandlivre.claims.dates.calendar import calendar_forms, day_value
from grandlivre.claims.text.tokens import lower_case
from grandlivre.reference.words import LANGUAGES, words

_HEAD_LINES = 14
_FOOT_LINES = 8
_LINE = 600
"""A dateline stands at the start of a paragraph; no more of a line is looked at."""
_SHORT = 160
"""Particulars stand on short lines."""

_PUBLISHED = re.compile(
    r"(?:(?<!\ba )(?<!\bont )(?<!ait )(?<!\bhas )(?<!\bhave )(?<!\bhad )publi(?:ée?s?|shed"
    r"|cation)|mise? en ligne|posted|paru|parue"
    r"|issued|released|date|arrêtée? au|édition du|créé)(?: [^\W\d_]+){0,4}\s*:?\s*$"
)
_UPDATED = re.compile(
    r"(?:mis(?:e)? à jour|actualisée?|modifiée?|updated?|last (?:updated?|modified)"
    r"|dernière mise à jour)"
    r"(?: (?:on|le|at|the|online))*\s*:?\s*$"
)
_DIGIT = re.compile(r"\d")
_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)
_REACH = 40
"""Characters of the longest weekday, month and what stands between them; those after a digit."""
_BREAKS = re.compile(r" [|·•/–—-]+ |\||·|•|[.:;] |\t|, (?=le |on )")
_STRONG_BREAK = re.compile(r" [|·•] ")
_AFTER_DATE = re.compile(
    r"(?:$|\s*[|·•/(\[–—-]|\.(?: |$)|,? ?(?:à |at |- )?\d{1,2} ?(?:[h:.]|am|pm)|,? (?:par|by|at"
    r"|à|mis|updated|mise?) | \D{1,6} \d{1,2}[.:h]\d\d|\s{2,})"
)
_CAPITAL = r"[A-ZÀ-Þ][\w'./-]*(?: (?:[A-ZÀ-Þ(][\w'.)-]*|de|du|la|sur|en))*"
_PLACE = re.compile(rf"(?:{_CAPITAL}(?:, ?| ?\([^()]{{1,30}}\),? ?| ))?(?:le |on |the |Le |On )?$")
_DATELINE = re.compile(
    r"^\W{0,4}[^\W\d_][^\d\n,]{1,40}?(?:(?:, [^\W\d_][^\d\n,]{1,25})?,? ?(?:le |on )?"
    r"|--\([^()\n]{2,40}\)--)$"
)
_DATELINE_END = re.compile(r"(?: ?\([^()\n]{2,40}\)| /[^/\n]{2,40}/)? ?(?:[–—-]+(?= )|--|:(?= ))")
_PLACE_DATE_END = re.compile(r"\. (?=[A-ZÀ-Þ])")
_TOP, _LONGEST_LEAD = 7, 70
"""Lines at the top where a date may stand beside other particulars, and characters before it."""
_OF_ITSELF = re.compile(
    r"(?:propos recueillis|recueillis? par [^,]{2,40}|refreshed|issue|edition|numéro|livraison"
    r"|séance|sitting|dated|daté|en date|bouclée?|rédigée?|written|filed|interview held)"
    r"(?: [^\W\d_]+){0,3}\s*:?,?\s*$"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\D{0,20}(\d{4})(?!\d)")


@cache
def date_form() -> re.Pattern[str]:
    days = "|".join(
        sorted(
            {day for language in LANGUAGES for day in words(language).weekdays},
            key=len,
            reverse=True,
        )
    )
    month = calendar_forms().month.pattern
    return re.compile(
        rf"(?<![^\W_])(?:(?:{days})\.?,? (?:le )?)?"
        rf"(?:(?P<d1>\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)? (?P<m1>{month})\.?,? (?P<y1>\d{{4}})"
        rf"|(?P<m2>{month})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| )(?P<y2>\d{{4}})"
        r"|(?P<d3>\d{1,2})(?P<s3>[/.-])(?P<m3>\d{1,2})(?P=s3)(?P<y3>\d{4})"
        r"|(?P<y4>\d{4})-(?P<m4>\d{2})(?:-(?P<d4>\d{2}))?"
        rf"|(?P<m5>{month}) (?P<y5>\d{{4}})"
        rf"|(?P<m6>{month})\.? (?P<d6>\d{{1,2}})|(?P<d7>\d{{1,2}})(?:er)? (?P<m7>{month}))(?!\d)"
    )


def find_published(view_text: str) -> str | None:
    r"""Find the date of publication.

    Parameters
    ----------
    view_text
        Text of a view.

    Returns
    -------
    str | None
        Partial date; None where only the running story names dates.

    Examples
    --------
    >>> find_published("Titre\n\nPublié le 10 février 2025 à 18h05\n\nLe 3 mai 2024, le groupe...")
    '2025-02-10'
    >>> find_published("LIMA, May 6, 2026 – A warehouse in Callao is to house...")
    '2026-05-06'
    >>> find_published("Le 3 mars 2025, la ministre a visité un chantier.") is None
    True
    """
    best: tuple[int, str] | None = None
    form = date_form()
    for line, at_head, rank in _lines(view_text):
        first = _DIGIT.search(line)
        if first is None:
            continue
        # No date begins long before the first digit of a line, nor ends long after the last.
        last = _LAST_DIGIT.match(line)
        stop = last.end() if last else len(line)
        for found in form.finditer(lower_case(line), max(0, first.start() - _REACH), stop + _REACH):
            weight = _weight(line, found, at_head, rank)
            if not weight or (best is not None and weight < best[0]):
                continue
            value = _value(found, view_text)
            # "Question publiée le 6 janvier, réponse publiée le 24 février": the later one.
            if value is not None and (best is None or (weight, value) > best):
                best = weight, value
    return best[1] if best else None


def _lines(text: str) -> Iterator[tuple[str, bool, int]]:
    """Lines of the head, then of the foot, each with its rank from the edge."""
    rank = start = 0
    while rank < _HEAD_LINES and start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = text[start : min(stop, start + _LINE)].strip()
        if line:
            yield line, True, rank
            rank += 1
        start = stop + 1
    foot = [line for line in text[max(start, len(text) - 2000) :].split("\n") if line.strip()]
    for back, line in enumerate(reversed(foot[-_FOOT_LINES:])):
        if len(line) <= _SHORT:
            yield line.strip(), False, back


def _weight(line: str, found: re.Match[str], at_head: bool, rank: int) -> int:
    """How surely a date is that of publication; 0 for one that is not."""
    before, after = line[: found.start()], line[found.end() :]
    low = lower_case(before)
    edge = 20 - rank
    if found["m6"] or found["m7"]:
        dateline = at_head and _DATELINE.match(before) and _DATELINE_END.match(after)
        return 100 + edge if dateline else 0
    if len(before) < _SHORT:
        # A month alone is no day of publication ("bonds issued in June 2024") but after a label
        # that opens the line.
        label = _PUBLISHED.search(low)
        if label is not None and (found["m5"] is None or not label.start()):
            return 400 + edge if at_head else 250
        if _UPDATED.search(low):
            return 200 + edge if at_head else 150
    if not at_head:
        return 50 if not before and _AFTER_DATE.match(after) else 0
    whole = found["m5"] is None
    if whole and _dateline(before, after):
        return 300 + edge
    if len(line) <= _SHORT:
        found_there = _particulars(before, after, whole, rank)
        if found_there:
            return found_there
    beside = _beside(line, before, after) if whole and rank < _TOP else 0
    return beside + edge if beside else 0


def _beside(line: str, before: str, after: str) -> int:
    """Weigh a date at the top that stands beside what a text says of itself.

    "The Meadow Letter, no. 4, (date)", "Interview held on (date)", "Oslo/Bergen, (date). Two".
    """
    if len(before) < _SHORT and _OF_ITSELF.search(lower_case(before)):
        return 160
    if before == "(" and after.startswith(")"):
        return 150
    if len(before) > _LONGEST_LEAD:
        return 0
    is_label = len(line) <= _SHORT and not line.endswith((".", "!", "?", "…"))
    closed = not after or _AFTER_DATE.match(after) is not None or after.startswith((",", ")"))
    if before.endswith((", ", ", le ")):
        apart = _PLACE_DATE_END.match(after) is not None or not after
        return 140 if apart or (closed and is_label) else 0
    alone = not before or (before.endswith("(") and after.startswith(")"))
    return 120 if alone and closed and is_label else 0


def _dateline(before: str, after: str) -> bool:
    """True for "OSLO, (date) –" and for "Paris, le (date). Brookfield..."."""
    if _DATELINE_END.match(after):
        return not before or _DATELINE.match(before) is not None
    return (
        before.endswith((", ", ", le "))
        and len(before) < 40
        and _PLACE.match(before) is not None
        and _PLACE_DATE_END.match(after) is not None
    )


def _particulars(before: str, after: str, whole: bool, rank: int) -> int:
    """Weigh a date on a line of particulars, by what stands between the separators around it."""
    edge = 20 - rank
    parts = _BREAKS.split(before)
    fragment = parts[-1]
    if not _AFTER_DATE.match(after):
        return 0
    if not whole:
        # A month alone is a date of publication only where it stands by itself.
        return 90 + edge if len(parts) > 1 and not fragment and rank < 6 else 0
    if _PLACE.match(fragment):
        return 280 + edge if not fragment else 270 + edge
    # "The Circular, no. 12, 9 May 2025", after another separator.
    strong = _STRONG_BREAK.split(before)
    if len(strong) > 1 and before.endswith(", ") and strong[-1][:1].isupper() and not after:
        return 260 + edge
    return 0


def _value(found: re.Match[str], text: str) -> str | None:
    """The partial date that was matched."""
    months = calendar_forms().kinds
    for number in "1234567":
        month_text = found["m" + number]
        if month_text is None:
            continue
        year_text = found["y" + number] if number in "12345" else _year_elsewhere(text)
        if year_text is None or not 1900 <= int(year_text) < 2100:
            return None
        day = found["d" + number] if number != "5" else None
        if month_text.isdigit():
            month = int(month_text)
            if number == "3" and month > 12 and day is not None:
                month, day = int(day), month_text
        else:
            month = months[month_text.translate(PLAIN)][1]
        if not 1 <= month <= 12:
            return None
        return day_value(int(year_text), month, int(day) if day else None)
    return None


PLAIN = str.maketrans("éèêûôî", "eeeuoi")


def _year_elsewhere(text: str) -> str | None:
    """The year of a dateline without one: of the copyright, or of every full date of the text."""
    low = lower_case(text[:20000])
    copyright_year = _COPYRIGHT.search(low)
    if copyright_year is not None:
        return copyright_year[1]
    years = {
        found["y1"] or found["y2"] or found["y3"]
        for found in date_form().finditer(low)
        if found["y1"] or found["y2"] or found["y3"]
    }
    return years.pop() if len(years) == 1 else None
