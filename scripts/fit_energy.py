"""Measure what built-in energy series are drawn from: ``python scripts/fit_energy.py FOLDER``.

FOLDER holds ``fr_day_ahead_YEAR.csv`` (day-ahead prices of France, EUR/MWh, of ENTSO-E's
Transparency Platform as packaged in HewlettPackard/sustain-cluster) and ``fr_carbon_2020.csv``
(carbon intensity of France in 2020, g/kWh over the life cycle, half-hourly, as packaged in
dos-group/lets-wait-awhile). Prints the lines of ``reference/data/energy/statistics.tsv`` that are
marked ``fitted``, and those of ``shapes.tsv``; no hourly figure leaves it.
"""

import argparse
import csv
import math
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

import numpy as np

from grandlivre.campus.energy.calendar import HOURS, season

YEARS = (2022, 2023, 2024)
SHAPED = (2023, 2024)
"""Years whose mean gives the hours' shape; 2022 was a year of crisis."""
MOST = 1000.0
"""Prices are cut there: one morning of April 2022 stood at 2,988."""
NUCLEAR_G, FOSSIL = 14.0, 1.32
"""Life-cycle intensity = 14 + 1.32 × direct: 12 g for nuclear, 24 for water, 11 for wind
and 490 for gas, which emits 370 where it burns (IPCC, Fifth Assessment Report, WG III, Annex III)."""


def days_of(path: Path, year: int) -> tuple[list[date], np.ndarray]:
    """Whole days of a year and their hours, 29 February left out."""
    hours: dict[date, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    with path.open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            at = datetime.fromisoformat(row[0])
            if at.year == year and (at.month, at.day) != (2, 29):
                hours[at.date()][at.hour].append(float(row[1]))
    whole = [day for day in sorted(hours) if len(hours[day]) == 24]
    return whole, np.array([[np.mean(hours[day][hour]) for hour in range(24)] for day in whole])


def terms(days: list[date]) -> tuple[np.ndarray, np.ndarray]:
    """Month of each day, and what its shape depends on: one, summer, Saturday, Sunday."""
    of_year = np.array([day.replace(year=2023).timetuple().tm_yday - 1 for day in days])
    weekday = np.array([day.weekday() for day in days])
    ones = np.ones(len(days))
    return np.array([day.month for day in days]), np.column_stack(
        [ones, season(of_year) - 0.5, weekday == 5, weekday == 6]
    )


def shape_of(table: np.ndarray, month: np.ndarray, terms_: np.ndarray) -> np.ndarray:
    """Departure of each hour from its month, (term, hour)."""
    means = np.array([table[month == each].mean() for each in range(1, 13)])
    return np.linalg.lstsq(terms_, table - means[month - 1][:, None], rcond=None)[0]


def noise_of(left: np.ndarray) -> dict[str, float]:
    """Spread and persistence of days' means and of hours within days."""
    daily = left.mean(axis=1)
    within = left - daily[:, None]
    return {
        "day_sd": daily.std(),
        "day_lag": np.corrcoef(daily[:-1], daily[1:])[0, 1],
        # An hour's departure from its day has lost what the day's mean took: a seventh, at this lag.
        "hour_sd": within.std() * 1.15,
        "hour_lag": 0.9,
    }


def floor_of(mean: np.ndarray, sd: float, hours: float) -> float:
    """How far under nought the latent price must be for a price under nought."""
    low, high = 0.0, 1000.0
    for _ in range(50):
        middle = (low + high) / 2
        count = sum(0.5 * math.erfc((middle + each) / sd / math.sqrt(2)) for each in mean.ravel())
        low, high = (middle, high) if count > hours * HOURS / 8784 else (low, middle)
    return low


def prices(folder: Path) -> None:
    """The lines of prices."""
    tables = {year: days_of(folder / f"fr_day_ahead_{year}.csv", year) for year in YEARS}
    shape = np.mean([shape_of(tables[year][1], *terms(tables[year][0])) for year in SHAPED], axis=0)
    negative = {2022: 4, 2023: 147, 2024: 359}
    for year, (days, table) in tables.items():
        month, wanted = terms(days)
        table = np.minimum(table, MOST)
        means = np.array([table[month == each].mean() for each in range(1, 13)])
        left = table - means[month - 1][:, None]
        form = wanted @ shape
        amplitude = float((left * form).sum() / (form * form).sum())
        noise = noise_of(left - amplitude * form)
        sd = math.hypot(noise["day_sd"], noise["hour_sd"])
        latent = means[month - 1][:, None] + amplitude * form
        noise["floor"] = floor_of(latent, sd, negative[year])
        for at, each in enumerate(means, 1):
            print(f"fr-{year}\tmonth_{at:02}\t{each:.2f}")
        print(f"fr-{year}\tamplitude\t{amplitude:.3f}")
        for key, value in noise.items():
            print(f"fr-{year}\t{key}\t{value:.3f}")
    print_shape("price", shape, 2)


def carbon(folder: Path) -> None:
    """The lines of carbon: of the logarithm of the direct intensity, over its mean.

    Months count by half: 2020 had a lockdown in spring and reactors at rest in autumn.
    """
    days, table = days_of(folder / "fr_carbon_2020.csv", 2020)
    direct = np.maximum(table - NUCLEAR_G, 1.0) / FOSSIL
    month, wanted = terms(days)
    log = np.log(direct / direct.mean())
    for at in range(1, 13):
        print(f"fr-location\tmonth_{at:02}\t{np.exp(log[month == at].mean() / 2):.3f}")
    shape = shape_of(log, month, wanted)
    means = np.array([log[month == each].mean() for each in range(1, 13)])
    for key, value in noise_of(log - means[month - 1][:, None] - wanted @ shape).items():
        print(f"fr-location\t{key}\t{value:.3f}")
    print_shape("carbon", shape, 3)


def print_shape(series: str, shape: np.ndarray, digits: int) -> None:
    for hour in range(24):
        print("\t".join([series, str(hour), *(f"{each:.{digits}f}" for each in shape[:, hour])]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    prices(given.folder)
    carbon(given.folder)
