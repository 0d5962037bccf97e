"""Dates of metadata, in the forms that pages, feeds and messages write them, as partial dates."""

import re
from datetime import date
from email.utils import parsedate_tz

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb février fevrier févr fevr fév fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug août aout",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec décembre decembre déc",
        ),
        start=1,
    )
    for name in names.split()
}
_WHOLE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?=$|[T \u00a0])")
_COMPACT = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=$|T|\d{6}$)")
_PART = re.compile(r"\d{4}-(?:H[12]|Q[1-4])$")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_WORDS = re.compile(r"\b(\d{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d_]{3,9})\.?,?\s+(\d{4})\b")
_WORDS_US = re.compile(r"\b([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")


def partial_date(value: str, *, month_first: bool = False) -> str | None:
    """Read a date of metadata; None where it is none.

    Parameters
    ----------
    value
        ``2025-02-10T08:00:00+01:00``, ``Mon, 10 Feb 2025 08:00:00 +0100``, ``10/02/2025``,
        ``10 février 2025``, ``February 10, 2025``, ``20250210``, ``2025-02``, ``2026-H2``...
    month_first
        Read ``02/10/2025`` as the tenth of February, as American sites write it.

    Examples
    --------
    >>> partial_date("2025-02-10T08:00:00+01:00"), partial_date("10 février 2025")
    ('2025-02-10', '2025-02-10')
    >>> partial_date("2025-02"), partial_date("Mon, 10 Feb 2025 08:00:00 +0100")
    ('2025-02', '2025-02-10')
    """
    if found := _WHOLE.match(value):
        return _iso(int(found[1]), found[2], found[3])
    value = value.strip()[:100]
    if _PART.match(value):
        return value
    if found := _ISO.match(value):
        return _iso(int(found[1]), found[2], found[3])
    if found := _COMPACT.match(value) or _YEAR_FIRST.match(value):
        return _iso(int(found[1]), found[2], found[3])
    if found := _DAY_FIRST.search(value):
        day, month = int(found[1]), int(found[2])
        if month > 12 or (month_first and day <= 12):
            day, month = month, day
        return _iso(int(found[3]), str(month), str(day))
    if (found := _WORDS.search(value)) and found[2].lower() in _MONTHS:
        return _iso(int(found[3]), str(_MONTHS[found[2].lower()]), found[1])
    if (found := _WORDS_US.search(value)) and found[1].lower() in _MONTHS:
        return _iso(int(found[3]), str(_MONTHS[found[1].lower()]), found[2])
    try:
        parsed = parsedate_tz(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _iso(parsed[0], str(parsed[1]), str(parsed[2])) if parsed else None


def _iso(year: int, month: str | None, day: str | None) -> str | None:
    """Join the parts of a date that exists; None for one that does not."""
    if not 1500 <= year <= 2200:
        return None
    try:
        if month is None:
            return f"{year:04d}"
        whole = date(year, int(month), int(day) if day else 1)
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]
