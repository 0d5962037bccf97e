"""Loads by site for PyPSA: a folder that ``pypsa.Network(folder)`` reads as it stands.

A site is a bus with one load. Each year is an investment period and each quarter of it a
snapshot that stands for all of its hours, so that energy is power times weight. The load is the
site's energy of the quarter divided by its hours.
"""

import csv
import io
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from grandlivre.errors import OutputError
from grandlivre.outlook.codec import COLUMNS
from grandlivre.outlook.model import Outcome, Outlook, Scope, Series
from grandlivre.programme.model import Plan, Site

LEVELS = ("mean", *COLUMNS)
"""Networks that can be made of one outlook: the mean of the draws, or one of its quantiles.

Quantiles of sites do not add up to those of their sum: what is unlikely for one site is more
unlikely for all of them at once. Means do add up."""

_CARRIER = "AC"
_VOLTAGE_KV = 225
"""A voltage at which France connects large sites; loads alone ask nothing of it."""


def loads(outlook: Outlook, plan: Plan, *, level: str = "mean") -> dict[str, Iterable[bytes]]:
    """The files of one network, by name.

    Parameters
    ----------
    outlook
        Must hold the energy of each site.
    plan
        Says where the sites are.
    level
        One of `LEVELS`.

    Returns
    -------
    dict
        ``network.csv``, ``snapshots.csv``, ``investment_periods.csv``, ``carriers.csv``,
        ``buses.csv``, ``loads.csv`` and ``loads-p_set.csv`` (MW), as PyPSA's
        ``import_from_csv_folder`` reads them. A site without a known place has no coordinates.

    Raises
    ------
    OutputError
        Where the outlook holds no energy of sites.
    """
    series = [
        each
        for each in outlook.series
        if each.scope is Scope.SITE and each.outcome is Outcome.ENERGY
    ]
    if not series:
        raise OutputError(
            "the outlook holds no energy of sites", remedy="project it with all outcomes"
        )
    sites = {site.id: site for site in plan.sites}
    names = _names([(each, sites.get(each.of)) for each in series])
    hours = [_hours(quarter) for quarter in outlook.quarters]
    years = sorted({int(quarter[:4]) for quarter in outlook.quarters})
    columns = [_megawatts(each, hours, level) for each in series]
    return {
        "network.csv": lines_of(
            [["name", "srid"], [f"Grand Livre, {outlook.scenario.name}, {level}", 4326]]
        ),
        "investment_periods.csv": lines_of(
            [["period", "objective", "years"], *([year, 1.0, 1.0] for year in years)]
        ),
        "snapshots.csv": lines_of(_snapshots(outlook.quarters, hours)),
        "carriers.csv": lines_of([["name"], [_CARRIER]]),
        "buses.csv": lines_of(_buses(series, names, sites)),
        "loads.csv": lines_of(
            [
                ["name", "bus", "carrier", "site", "title"],
                *(
                    [f"{names[each.of]} load", names[each.of], _CARRIER, each.of, each.title.en]
                    for each in series
                ),
            ]
        ),
        "loads-p_set.csv": lines_of(
            [
                ["", *(f"{names[each.of]} load" for each in series)],
                *([row, *values] for row, values in enumerate(zip(*columns, strict=True))),
            ]
        ),
    }


def _hours(quarter: str) -> int:
    year, number = int(quarter[:4]), int(quarter[-1])
    months = range(3 * number - 2, 3 * number + 1)
    return 24 * sum(monthrange(year, month)[1] for month in months)


def _megawatts(series: Series, hours: Sequence[int], level: str) -> list[float]:
    at = None if level == "mean" else COLUMNS.index(level)
    return [
        round((band.mean if at is None else band.quantiles[at]) / length, 6)
        for band, length in zip(series.bands, hours, strict=True)
    ]


def _names(found: Sequence[tuple[Series, Site | None]]) -> dict[str, str]:
    """Names that stand once: PyPSA knows what it holds by name."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for series, site in found:
        place = site.place.name if site is not None and site.place is not None else ""
        # A name that a spreadsheet would run as a formula is no name for a bus.
        name = (place or series.title.en).lstrip("=+-@\t\r\n ") or series.of
        if name in taken:
            name = f"{name} ({series.of})"
        taken.add(name)
        names[series.of] = name
    return names


def _snapshots(quarters: Sequence[str], hours: Sequence[int]) -> list[list[object]]:
    rows: list[list[object]] = [["", "period", "timestep", "objective", "stores", "generators"]]
    for row, (quarter, length) in enumerate(zip(quarters, hours, strict=True)):
        begins = date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1)
        rows.append([row, begins.year, begins.isoformat(), length, length, length])
    return rows


def _buses(
    series: Sequence[Series], names: Mapping[str, str], sites: Mapping[str, Site]
) -> list[list[object]]:
    rows: list[list[object]] = [["name", "v_nom", "x", "y", "carrier", "country"]]
    for each in series:
        site = sites.get(each.of)
        place = site.place if site is not None else None
        rows.append(
            [
                names[each.of],
                _VOLTAGE_KV,
                "" if place is None or place.longitude is None else place.longitude,
                "" if place is None or place.latitude is None else place.latitude,
                _CARRIER,
                "" if place is None or place.country is None else place.country,
            ]
        )
    return rows


def lines_of(rows: Iterable[Iterable[object]]) -> list[bytes]:
    """Rows as one CSV file."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return [lines.getvalue().encode("utf-8")]
