"""A year of 8,760 hours: months, seasons, days of the week, and noise that remembers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DAYS = 365
HOURS = 8760
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIRST_WEEKDAY = 6
"""A year that begins on a Sunday, as 2023: which days are week-ends is part of the luck of no
year, so all drawn years have the same."""


def season(day: Ints) -> Floats:
    """How much of summer a day of the year is, from 0 (20 January) to 1 (21 July).

    Examples
    --------
    >>> season(np.array([20, 202])).round(2)
    array([0., 1.])
    """
    summer: Floats = 0.5 - 0.5 * np.cos(2 * np.pi * (day + 0.5 - 20) / DAYS)
    return summer


def month_of_day() -> Ints:
    """Month of each day of the year, from 0, (day,).

    Examples
    --------
    >>> month_of_day()[[0, 30, 31, 364]]
    array([ 0,  0,  1, 11])
    """
    return np.repeat(np.arange(12), _LENGTHS)


def form(shape: Floats) -> Floats:
    """How hours depart from their month over a year, (day, hour).

    Parameters
    ----------
    shape
        (hour, term): always, summer, Saturday, Sunday.
    """
    day = np.arange(DAYS)
    weekday = (day + _FIRST_WEEKDAY) % 7
    terms = np.column_stack([np.ones(DAYS), season(day) - 0.5, weekday == 5, weekday == 6])
    departures: Floats = terms @ shape.T
    return departures


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Departures from what is usual: of days, and of hours about their day."""

    day_sd: float
    day_lag: float
    hour_sd: float
    hour_lag: float

    @property
    def sd(self) -> float:
        """Of an hour, both together."""
        return float(np.hypot(self.day_sd, self.hour_sd))


def days_of(noise: Noise, generator: np.random.Generator) -> Floats:
    """Departures of days in units of their standard deviation, (day,): a first-order process."""
    return _remember(generator.standard_normal(DAYS + 1), noise.day_lag)[1:]


def hours_of(noise: Noise, generator: np.random.Generator) -> Floats:
    """Departures of hours about their day, (day, hour)."""
    drawn = _remember(generator.standard_normal(HOURS + 1), noise.hour_lag)[1:]
    return noise.hour_sd * drawn.reshape(DAYS, 24)


def _remember(shocks: Floats, lag: float) -> Floats:
    """A stationary first-order autoregression of unit variance from standard normal shocks."""
    held = shocks.copy()
    step = np.sqrt(1 - lag**2)
    for at in range(1, len(held)):
        held[at] = lag * held[at - 1] + step * held[at]
    return held


def cold_of(dry_bulb_c: Floats) -> Floats:
    """How much colder each day is than its season, in the part of the year that heats, (day,), K.

    The season is the year's mean and first harmonic of the weather itself.
    """
    daily = dry_bulb_c[:HOURS].reshape(DAYS, 24).mean(axis=1)
    turn = 2 * np.pi * np.arange(DAYS) / DAYS
    terms = np.column_stack([np.ones(DAYS), np.cos(turn), np.sin(turn)])
    usual = terms @ np.linalg.lstsq(terms, daily, rcond=None)[0]
    heats = np.clip((16.0 - usual) / 10.0, 0.0, 1.0)
    cold: Floats = (usual - daily) * heats
    return cold
