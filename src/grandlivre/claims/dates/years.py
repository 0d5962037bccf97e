"""Dates that a year in digits ends or begins: "12/02/2025", "T3 2027", "2026-30", "2025-02-10"."""

import re

from grandlivre.claims.dates.calendar import day_value

_NUMERIC_BEFORE = re.compile(r"(?<![\d.,/-])(\d{1,2})([/.-])(\d{1,2})\2$")
_AFTER_YEAR = re.compile(r"-(\d\d)-(\d\d)(?!\d)|([-–/])(\d{4}|\d\d)(?![\d%])(?! ?(?:%|€))")
_QUARTER_BEFORE = re.compile(r"(?<![^\W_])(?:([tqhs])([1-4])|([1-4])([tqhs]))(?:[ -]| de | of )?$")

Read = tuple[int, int, str, str | None]
"""Start, end, value and, where the form itself tells it, relation."""


def read_year(low: str, at: int) -> list[Read]:
    """Read the date around four digits that may be a year.

    Parameters
    ----------
    low
        The text in lower case.
    at
        Where the four digits start.

    Examples
    --------
    >>> read_year("le 12/02/2025", 9), read_year("pour 2026-30", 5)
    ([(3, 13, '2025-02-12', None)], [(5, 9, '2026', 'start'), (10, 12, '2030', 'by')])
    """
    year = int(low[at : at + 4])
    if not 1900 <= year < 2100:
        return []
    before = low[at - 1] if at else " "
    if before.isalnum() and low[max(0, at - 2) : at] != "fy":
        return []
    if before in "©#" or low[max(0, at - 2) : at] == "© ":
        return []
    end = at + 4
    numeric = _NUMERIC_BEFORE.search(low, max(0, at - 7), at) if before in "/.-" else None
    if numeric is not None:
        value = _day_month(year, int(numeric[1]), int(numeric[3]))
        return [] if value is None else [(numeric.start(), end, value, None)]
    after = _AFTER_YEAR.match(low, end)
    if after is not None and after[1]:
        month = int(after[1])
        value = day_value(year, month, int(after[2])) if 1 <= month <= 12 else None
        return [] if value is None else [(at, after.end(), value, None)]
    pair = _pair(at, year, after) if after is not None else []
    if pair:
        return pair
    quarter = _QUARTER_BEFORE.search(low, max(0, at - 6), at)
    if quarter is not None:
        letter, number = quarter[1] or quarter[4], int(quarter[2] or quarter[3])
        if letter in "tq" or number < 3:
            part = "Q" if letter in "tq" else "H"
            return [(quarter.start(), end, f"{year}-{part}{number}", None)]
    return [(at, end, str(year), None)]


def _pair(at: int, year: int, after: re.Match[str]) -> list[Read]:
    """Read "2026-30", "2025-2029", "2025-02"."""
    text = after[4]
    if len(text) == 4:
        other = int(text)
    else:
        month = int(text)
        if after[3] == "-" and 1 <= month <= 12 and month <= year % 100:
            return [(at, after.end(), f"{year}-{month:02d}", None)]
        other = year - year % 100 + month
    if not year < other < 2100:
        return []
    return [(at, at + 4, str(year), "start"), (after.start(4), after.end(), str(other), "by")]


def _day_month(year: int, first: int, second: int) -> str | None:
    """Read day and month, day first unless that makes no date."""
    if 1 <= second <= 12 and 1 <= first <= 31:
        return day_value(year, second, first)
    if 1 <= first <= 12 and 1 <= second <= 31:
        return day_value(year, first, second)
    return None
