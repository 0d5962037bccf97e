"""Hourly prices and carbon of a year: drawn from statistics, or a user's own file."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.energy.calendar import (
    DAYS,
    HOURS,
    Noise,
    cold_of,
    days_of,
    form,
    hours_of,
    month_of_day,
)
from grandlivre.campus.energy.files import read_hourly
from grandlivre.campus.energy.model import Kind
from grandlivre.campus.energy.statistics import built_in, figures_of, months_of, shape_of
from grandlivre.campus.weather import Weather
from grandlivre.errors import CampusError

Floats = NDArray[np.float64]
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(31)
_ROUNDS = 8
"""Steps in which the months' means are met; each leaves a tenth of the error."""
_KNEE = 5.0
"""EUR/MWh under which prices gather above nought: plants that would rather not stop."""


def price_year(
    name: str, generator: np.random.Generator, *, weather: Weather | None = None
) -> Floats:
    """A year of day-ahead prices.

    Parameters
    ----------
    name
        A built-in series, such as ``fr-2024``, or a CSV file of the user's.
    generator
        Its stream of random numbers; a file needs none.
    weather
        The year's weather, by which cold days cost more; None for days that cost as they may.

    Returns
    -------
    Floats
        8,760 hours, EUR/MWh, without grid charges and taxes; read-only.

    Raises
    ------
    CampusError
        Where there is no such series or file, or the file is of no use.

    Notes
    -----
    ``latent = month + a (shape of hour, season, day of week) + D + H`` with D and H first-order
    autoregressions of days and hours; where it falls under a knee, plants that would rather pay
    than stop hold the price near nought, and only deep surpluses bring it below. Months are moved
    so that their expected means are those of the statistics. The shape is the mean of two years of
    French prices; each statistic has its source in ``energy/statistics.tsv``.

    Examples
    --------
    >>> year = price_year("fr-2024", np.random.default_rng(1))
    >>> year.shape, bool(40 < year.mean() < 76)
    ((8760,), True)
    """
    if name not in _names(Kind.PRICE):
        return read_hourly(_file(name, Kind.PRICE), Kind.PRICE).values
    figures = figures_of(name)
    noise = _noise(name)
    usual = figures["amplitude"] * form(shape_of(Kind.PRICE))
    level = _levels(name, usual)
    days = noise.day_sd * days_of(noise, generator)
    if weather is not None:
        days = _with_cold(days, cold_of(weather.dry_bulb_c) * figures["cold_eur_per_k"])
    latent = level[:, None] + usual + days[:, None] + hours_of(noise, generator)
    return _closed(_above(latent, figures["floor"], figures["below_share"]))


def carbon_year(
    name: str,
    generator: np.random.Generator,
    *,
    weather: Weather | None = None,
    price: Floats | None = None,
) -> Floats:
    """A year of the grid's carbon intensity.

    Parameters
    ----------
    name
        ``fr-location`` (direct emissions of French plants), ``fr-lifecycle`` (with fuel, plants
        and imports, about three times as much), or a CSV file of the user's.
    generator
        Its stream of random numbers; a file needs none.
    weather
        The year's weather: gas plants run on cold days. None for days as they may be.
    price
        The year's prices, (hour,), with which days go; None for none.

    Returns
    -------
    Floats
        8,760 hours, grams of CO2 equivalent a kWh; read-only.

    Raises
    ------
    CampusError
        Where there is no such series or file, or the file is of no use.

    Notes
    -----
    ``direct = mean exp(month + shape + D + H) / mean of exp``; life cycle
    ``= mean + ratio (direct − mean of direct)``, for only what burns changes from hour to hour.
    """
    if name not in _names(Kind.CARBON):
        return read_hourly(_file(name, Kind.CARBON), Kind.CARBON).values
    figures = figures_of("fr-location")
    noise = _noise("fr-location")
    days = days_of(noise, generator)
    if price is not None:
        share = figures["with_price"]
        days = share * _daily(price) + np.sqrt(1 - share**2) * days
    days = noise.day_sd * days
    if weather is not None:
        days = _with_cold(days, cold_of(weather.dry_bulb_c) * figures["cold_log_per_k"])
    month = np.log(months_of("fr-location"))[month_of_day()]
    usual = np.exp(month[:, None] + form(shape_of(Kind.CARBON)))
    # The mean of a log-normal noise is exp(sd² / 2); taken out, the year's mean is what is said.
    drawn = np.exp(days[:, None] + hours_of(noise, generator) - noise.sd**2 / 2)
    direct = figures["mean"] * usual / usual.mean() * drawn
    if name == "fr-lifecycle":
        life = figures_of("fr-lifecycle")
        direct = np.maximum(life["mean"] + life["fossil_ratio"] * (direct - figures["mean"]), 1.0)
    return _closed(direct)


def _names(kind: Kind) -> tuple[str, ...]:
    return tuple(name for name, series in built_in().items() if series.kind is kind)


def _file(name: str, kind: Kind) -> Path:
    path = Path(name)
    if path.suffix == ".csv" or path.is_file():
        return path
    raise CampusError(
        f"there is no series {name!r} of {kind.value}",
        where="grid",
        remedy=f"name one of {', '.join(_names(kind))}, or a CSV file",
        code="energy_series",
    )


def _noise(name: str) -> Noise:
    figures = figures_of(name)
    return Noise(
        day_sd=figures["day_sd"],
        day_lag=figures["day_lag"],
        hour_sd=figures["hour_sd"],
        hour_lag=figures["hour_lag"],
    )


def _above(latent: Floats, floor: float, share: float) -> Floats:
    """Prices of latent ones: the same above the knee, gathered above nought, then slowly down."""
    near = _KNEE * (latent + floor) / (_KNEE + floor)
    price: Floats = np.where(
        latent >= _KNEE, latent, np.where(latent >= -floor, near, share * (latent + floor))
    )
    return price


def _levels(name: str, usual: Floats) -> Floats:
    """Level of each day with which the expected mean of its month is the statistic's, (day,)."""
    figures, months = figures_of(name), month_of_day()
    wanted = months_of(name)
    weights = _WEIGHTS / _WEIGHTS.sum()
    steps = _NODES * _noise(name).sd
    level = wanted.copy()
    for _ in range(_ROUNDS):
        latent = (level[months][:, None] + usual)[:, :, None] + steps
        mean = _above(latent, figures["floor"], figures["below_share"]) @ weights
        found = np.array([mean[months == at].mean() for at in range(12)])
        level = level + wanted - found
    return level[months]


def _with_cold(days: Floats, cold: Floats) -> Floats:
    """Days with what cold brings, without more spread in all than they had."""
    left = max(1.0 - cold.var() / max(days.var(), 1e-12), 0.1)
    moved: Floats = np.sqrt(left) * days + cold - cold.mean()
    return moved


def _daily(price: Floats) -> Floats:
    """Departure of each day's price from its month, in standard deviations, (day,)."""
    daily = np.asarray(price, dtype=np.float64)[:HOURS].reshape(DAYS, 24).mean(axis=1)
    months = month_of_day()
    means = np.array([daily[months == at].mean() for at in range(12)])
    left = daily - means[months]
    departure: Floats = left / max(left.std(), 1e-9)
    return departure


def _closed(table: Floats) -> Floats:
    hours = np.ascontiguousarray(table.reshape(HOURS))
    hours.setflags(write=False)
    return hours
