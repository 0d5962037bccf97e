"""A year of hourly weather: drawn from a city's climate, or a user's own."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from grandlivre.errors import CampusError
from grandlivre.reference.tables import data_rows

Floats = NDArray[np.float64]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MIDDLES = np.array([15.5, 45, 74.5, 105, 135.5, 166, 196.5, 227.5, 258, 288.5, 319, 349.5])
"""Day of the year on which each month's middle falls."""
HOURS = 8760


@dataclass(frozen=True, slots=True, kw_only=True)
class Climate:
    """What a city's weather is drawn from."""

    city: str
    monthly_c: tuple[float, ...]
    """Mean temperature of each month."""
    winter_range_k: float = 5.0
    """Between a day's least and greatest temperature, in January. A judgement for plains."""
    summer_range_k: float = 11.0
    """The same in July."""
    spell_k: float = 3.5
    """Standard deviation of a day's mean about its season. A judgement."""
    persistence: float = 0.7
    """Correlation of a day's departure with the next day's (Richardson 1981 finds 0.6 to 0.8)."""
    warming_k: float = 1.5
    """Added to the monthly means, which were measured before 2000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """Hourly temperatures, (hour,)."""

    dry_bulb_c: Floats
    wet_bulb_c: Floats


@cache
def climates() -> dict[str, Climate]:
    """The cities whose climate is known, by name.

    Examples
    --------
    >>> climates()["Lille"].monthly_c[6]
    17.1
    """
    return {
        row.required("city"): Climate(
            city=row["city"], monthly_c=tuple(float(row.required(month)) for month in _MONTHS)
        )
        for row in data_rows("climates.tsv")
    }


def climate(city: str) -> Climate:
    """A city's climate.

    Raises
    ------
    CampusError
        Where the city is not known.
    """
    known = climates()
    if city not in known:
        raise CampusError(
            f"no climate is known of {city!r}",
            where="weather.city",
            remedy=f"name one of {', '.join(known)}, or give a file of hourly weather",
            code="unknown_climate",
        )
    return known[city]


def weather_year(of: Climate, generator: np.random.Generator) -> Weather:
    """A year drawn from a climate.

    Parameters
    ----------
    of
        The climate.
    generator
        Its stream of random numbers.

    Returns
    -------
    Weather
        8,760 hours from the first of January.

    Notes
    -----
    The season follows the monthly means; each day departs from it by a first-order
    autoregression (C. Richardson, Water Resources Research 17(1), 1981), and each hour from its
    day by a cosine that is lowest at five and highest at three in the afternoon. The dew point is
    the day's least temperature (FAO Irrigation and Drainage Paper 56, 1998, eq. 48).
    """
    day = np.arange(365)
    # The year is a ring: December leads on to January.
    means = np.asarray(of.monthly_c)
    around = np.concatenate([[_MIDDLES[-1] - 365], _MIDDLES, [_MIDDLES[0] + 365]])
    season = np.interp(day + 0.5, around, np.concatenate([[means[-1]], means, [means[0]]]))
    summer = 0.5 * (1 - np.cos(2 * np.pi * (day + 0.5 - 20) / 365))
    spread = of.winter_range_k + (of.summer_range_k - of.winter_range_k) * summer
    shocks = generator.standard_normal(365) * of.spell_k * np.sqrt(1 - of.persistence**2)
    departure = np.empty(365)
    held = generator.standard_normal() * of.spell_k
    for each in range(365):
        held = of.persistence * held + shocks[each]
        departure[each] = held
    mean = season + of.warming_k + departure
    hour = np.arange(24)
    # Ten hours of rising and fourteen of falling, as the sun has it.
    rising = (hour >= 5) & (hour < 15)
    phase = np.where(rising, (hour - 5) / 10 * np.pi, np.pi + ((hour - 15) % 24) / 14 * np.pi)
    shape = -np.cos(phase)
    dry = (mean[:, None] + spread[:, None] / 2 * (shape - shape.mean())).ravel()
    dew = np.repeat(dry.reshape(365, 24).min(axis=1), 24)
    humidity = 100 * vapour_pressure_kpa(dew) / vapour_pressure_kpa(dry)
    return Weather(dry_bulb_c=dry, wet_bulb_c=np.minimum(wet_bulb_c(dry, humidity), dry))


def vapour_pressure_kpa(temperature_c: Floats) -> Floats:
    """Saturation vapour pressure (FAO 56, eq. 11).

    Examples
    --------
    >>> vapour_pressure_kpa(np.array([20.0])).round(3)
    array([2.338])
    """
    pressure: Floats = 0.6108 * np.exp(17.27 * temperature_c / (temperature_c + 237.3))
    return pressure


def wet_bulb_c(dry_bulb_c: Floats, humidity_percent: Floats) -> Floats:
    """Wet-bulb temperature at sea level (R. Stull, J. Appl. Meteor. Climatol. 50, 2011, eq. 1).

    Within 1 K for 5 to 99 % of humidity and −20 to 50 °C; humidity is cut to that range.

    Examples
    --------
    >>> wet_bulb_c(np.array([20.0]), np.array([50.0])).round(1)
    array([13.7])
    """
    moist = np.clip(humidity_percent, 5.0, 99.0)
    wet: Floats = (
        dry_bulb_c * np.arctan(0.151977 * np.sqrt(moist + 8.313659))
        + np.arctan(dry_bulb_c + moist)
        - np.arctan(moist - 1.676331)
        + 0.00391838 * moist**1.5 * np.arctan(0.023101 * moist)
        - 4.686035
    )
    return wet


def heat_wave(of: Weather, start_hour: int, hours: int, degrees_k: float) -> Weather:
    """The same year with some days hotter, at the same humidity of the air by weight.

    Parameters
    ----------
    of
        The year.
    start_hour, hours
        When it begins and how long it lasts.
    degrees_k
        Added to the dry bulb; the wet bulb follows by a third of it, as it does between 20 and
        40 °C where the dew point stays.
    """
    hot = np.zeros(len(of.dry_bulb_c))
    hot[start_hour : start_hour + hours] = degrees_k
    return Weather(dry_bulb_c=of.dry_bulb_c + hot, wet_bulb_c=of.wet_bulb_c + hot / 3)
