"""Hourly prices and carbon intensities of a user's file: gaps found, filled and counted."""

import csv
import io
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.energy.calendar import HOURS
from grandlivre.campus.energy.model import Kind
from grandlivre.errors import CampusError

Floats = NDArray[np.float64]
_MOST_BYTES = 60_000_000
_MOST_MISSING = 0.1
"""Share of the hours that may be missing; beyond it the year is not that of the file."""
_SHORT_H = 3
"""Gaps up to this long are filled by a line, longer ones by the same hours of near days."""
_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)|(\d\d)[./](\d\d)[./](\d{4}) (\d\d):(\d\d)"
)
# What a unit in a heading makes of a figure: factors to EUR/MWh and g/kWh.
_UNITS: dict[Kind, tuple[tuple[re.Pattern[str], float], ...]] = {
    Kind.PRICE: (
        (re.compile(r"(c€|ct|eurocent|cent)s?\s*/\s*kwh"), 10.0),
        (re.compile(r"(eur|€)\s*/\s*kwh"), 1000.0),
        (re.compile(r"(eur|€)\s*/\s*mwh"), 1.0),
    ),
    Kind.CARBON: (
        (re.compile(r"\bkg[^/]*/\s*kwh|\bt[^/]*/\s*mwh"), 1000.0),
        (re.compile(r"\bg[^/]*/\s*kwh|\bkg[^/]*/\s*mwh"), 1.0),
    ),
}
_HEADINGS = {
    Kind.PRICE: re.compile(r"price|prix|value|valeur|eur|€"),
    Kind.CARBON: re.compile(r"carbon|intensity|co2|co₂|intensité|value|valeur"),
}
_LIKELY = {Kind.PRICE: (5.0, 2000.0), Kind.CARBON: (1.0, 1500.0)}
"""Between which the mean size of a year's figures lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HourlyFile:
    """A year of a user's file."""

    values: Floats
    """(hour,): EUR/MWh or g/kWh."""
    year: int | None
    """None where the file counts hours and names no year."""
    filled: int
    """Hours that were missing and are filled in."""
    longest_gap: int
    """Hours of the longest gap."""
    doubled: int
    """Hours with several figures, of which the mean counts; a finer grid has all of them so."""
    heading: str
    """Of the column that was read: it tells the unit, and the definition of carbon."""


def read_hourly(path: Path, kind: Kind) -> HourlyFile:
    """A year of hourly figures from a CSV file.

    Parameters
    ----------
    path
        Columns ``hour,value`` (0 to 8,759), or a time and a value, such as ENTSO-E's and
        Electricity Maps' exports; a finer grid is averaged to hours. Of several years the one with
        the most hours counts, and of them the latest; 29 February is left out.
    kind
        Prices or carbon intensities; a unit in the heading is turned into EUR/MWh or g/kWh.

    Raises
    ------
    CampusError
        Where the file cannot be read, no column fits, more than a tenth of the year is missing, or
        the figures cannot be in the unit they should be in.
    """
    rows = _rows(path)
    heading = [cell.strip() for cell in rows[0]]
    column = _column(heading, kind, path)
    factor = _factor(heading[column], kind)
    by_hour, year = _by_hour(rows[1:], column, path)
    values = np.full(HOURS, np.nan)
    for hour, found in by_hour.items():
        values[hour] = sum(found) / len(found) * factor
    most = max(map(len, by_hour.values()), default=1)
    usual = round(sum(map(len, by_hour.values())) / max(len(by_hour), 1))
    filled, longest = _fill(values, path)
    _likely(values, kind, path)
    doubled = sum(len(each) > usual for each in by_hour.values()) if most > usual else 0
    values.setflags(write=False)
    return HourlyFile(
        values=values,
        year=year,
        filled=filled,
        longest_gap=longest,
        doubled=doubled,
        heading=heading[column],
    )


def _rows(path: Path) -> list[list[str]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CampusError(
                "the file of hours is too large",
                where=str(path),
                remedy="cut it to one year",
                code="hours_file",
            )
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CampusError(
            "the file of hours cannot be read",
            where=str(path),
            remedy="check its name and that it is text in UTF-8",
            code="hours_file",
        ) from error
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=mark) if row]
    if len(rows) < 2:
        raise CampusError(
            "the file holds no hours",
            where=str(path),
            remedy="write a heading and one line for each hour",
            code="hours_file",
        )
    return rows


def _column(heading: list[str], kind: Kind, path: Path) -> int:
    """The column of figures: the second of two, or the first whose heading fits.

    Of several carbon intensities the life cycle's is not taken where a direct one stands before.
    """
    if len(heading) == 2:
        return 1
    for at, cell in enumerate(heading):
        # A heading such as "Carbon-free percentage" names carbon and is no intensity.
        if (
            at
            and _HEADINGS[kind].search(cell.lower())
            and "%" not in cell
            and "percent" not in cell.lower()
        ):
            return at
    raise CampusError(
        f"no column of {kind.value} is found among {', '.join(heading)}",
        where=str(path),
        remedy="name the column price or carbon intensity, with its unit",
        code="hours_file",
    )


def _factor(heading: str, kind: Kind) -> float:
    for pattern, factor in _UNITS[kind]:
        if pattern.search(heading.lower()):
            return factor
    return 1.0


def _by_hour(
    rows: list[list[str]], column: int, path: Path
) -> tuple[dict[int, list[float]], int | None]:
    """Figures by hour of the year, and the year."""
    years: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(rows, 2):
        figure = _figure(row, column)
        if figure is None:
            continue
        year, hour = _hour(row[0], path, number)
        if hour is not None:
            years[year][hour].append(figure)
    if not years:
        raise CampusError(
            "the file holds no hours",
            where=str(path),
            remedy="write a heading and one line for each hour",
            code="hours_file",
        )
    best = max(years, key=lambda year: (len(years[year]), year))
    return years[best], best or None


def _figure(row: list[str], column: int) -> float | None:
    """A figure, French or English; None where there is none."""
    try:
        value = float(row[column].strip().replace(",", "."))
    except (ValueError, IndexError):
        return None
    return value if math.isfinite(value) else None


def _hour(text: str, path: Path, number: int) -> tuple[int, int | None]:
    """Year and hour of the year; year 0 where hours are only counted, no hour on 29 February."""
    text = text.strip()
    if text.isdigit() and int(text) < HOURS:
        return 0, int(text)
    found = _STAMP.search(text)
    if not found:
        raise CampusError(
            f"{text!r} is no hour",
            where=f"{path}, line {number}",
            remedy="write 0 to 8759, or a day and an hour such as 2024-03-01 05:00",
            code="hours_file",
        )
    if found[1]:
        parts = found[1], found[2], found[3], found[4]
    else:
        parts = found[8], found[7], found[6], found[9]
    year, month, day, hour = map(int, parts)
    try:
        datetime(year, month, day, hour)  # noqa: DTZ001
    except ValueError:
        raise CampusError(
            f"{text!r} is no hour",
            where=f"{path}, line {number}",
            remedy="write 0 to 8759, or a day and an hour such as 2024-03-01 05:00",
            code="hours_file",
        ) from None
    if (month, day) == (2, 29):
        return year, None
    return year, ((date(2001, month, day) - date(2001, 1, 1)) // timedelta(days=1)) * 24 + hour


def _fill(values: Floats, path: Path) -> tuple[int, int]:
    """Fill what is missing, in place; how much it was, and the longest run of it."""
    missing = np.isnan(values)
    count = int(missing.sum())
    if count > _MOST_MISSING * HOURS:
        raise CampusError(
            f"{count} of 8,760 hours are missing",
            where=str(path),
            remedy="give a file with nine tenths of a year at least",
            code="hours_file",
        )
    longest = 0
    known = np.flatnonzero(~missing)
    for start, end in _runs(missing):
        longest = max(longest, end - start)
        if end - start <= _SHORT_H:
            values[start:end] = np.interp(np.arange(start, end), known, values[known])
        else:
            for hour in range(start, end):
                values[hour] = _like(values, missing, hour)
    return count, longest


def _like(values: Floats, missing: NDArray[np.bool_], hour: int) -> float:
    """The mean of the same hour a week before and after, or else of the nearest days."""
    for step in (168, *range(24, HOURS, 24)):
        near = [
            values[at] for at in (hour - step, hour + step) if 0 <= at < HOURS and not missing[at]
        ]
        if near:
            return float(np.mean(near))
    return float(np.nanmean(values))


def _runs(missing: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], missing, [False]]).astype(int)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _likely(values: Floats, kind: Kind, path: Path) -> None:
    low, high = _LIKELY[kind]
    size = float(np.abs(values).mean())
    if not low <= size <= high:
        unit = "EUR/MWh" if kind is Kind.PRICE else "g/kWh"
        raise CampusError(
            f"figures of {size:g} in the mean are no {unit}",
            where=str(path),
            remedy="put the unit into the heading, such as EUR/kWh or kg/kWh",
            code="hours_file",
        )
