"""What panels give, hour by hour: the sun's course, and clouds that last."""

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.energy.calendar import DAYS, HOURS, Noise, days_of, season
from grandlivre.campus.energy.statistics import yields
from grandlivre.errors import CampusError
from grandlivre.reference.tables import data_rows

Floats = NDArray[np.float64]

_TILT = np.radians(30.0)
"""Of panels that face south, as the yields have it."""
_DIFFUSE = 0.15
"""Of a clear sky's light, from all over it. A judgement."""
_CLOUDS = Noise(day_sd=0.45, day_lag=0.35, hour_sd=0.15, hour_lag=0.7)
"""Of the light that is left, about its season. Judgements; a bright day follows a bright day a
little more often than not."""
_SUMMER = 0.35
"""How much more of a clear sky's light comes through in July than in January. A judgement."""
_ZONE_H = 1.0
"""Local standard time of France is an hour ahead of Greenwich."""
_ROUNDS = 12


def solar_year(climate: str, generator: np.random.Generator) -> Floats:
    """What panels give over a year, as a share of their peak.

    Parameters
    ----------
    climate
        City whose sun it is.
    generator
        Its stream of random numbers.

    Returns
    -------
    Floats
        8,760 hours from 0 to 1, local standard time; read-only.

    Raises
    ------
    CampusError
        Where the city is not known.

    Notes
    -----
    Light of a clear sky by B. Haurwitz (Journal of Meteorology 2, 1945),
    ``1098 cos z exp(−0.057 / cos z)`` W/m², on panels of 30 degrees; declination and equation of
    time by J. Spencer (Search 2, 1971). Clouds are drawn by days and hours; the whole is scaled so
    that the year gives what panels give in that city, see ``energy/sunshine.tsv``.

    Examples
    --------
    >>> year = solar_year("Lyon", np.random.default_rng(1))
    >>> bool(1100 < year.sum() < 1340), float(year[:5].sum())
    (True, 0.0)
    """
    clear = clear_sky(climate)
    day = np.arange(DAYS)
    usual = 1.0 - _SUMMER / 2 + _SUMMER * season(day)
    # Clouds take much of few days rather than a little of all: the draw is cut at a clear sky.
    hours = _CLOUDS.hour_sd * generator.standard_normal((DAYS, 24))
    through = usual[:, None] * np.clip(
        1.0 + _CLOUDS.day_sd * days_of(_CLOUDS, generator)[:, None] + hours, 0.1, 1.6
    )
    drawn = clear * through
    wanted = yields()[climate] * _of_year(generator)
    scale = wanted / drawn.sum()
    for _ in range(_ROUNDS):
        share = np.minimum(drawn * scale, 0.95)
        scale *= wanted / share.sum()
    table = np.ascontiguousarray(np.minimum(drawn * scale, 0.95).reshape(HOURS))
    table.setflags(write=False)
    return table


def _of_year(generator: np.random.Generator) -> float:
    """How sunny the year is: within 4 % in two of three."""
    return float(np.clip(1.0 + 0.04 * generator.standard_normal(), 0.88, 1.12))


def clear_sky(climate: str) -> Floats:
    """Light on panels under a clear sky, over 1,000 W/m², (day, hour).

    Raises
    ------
    CampusError
        Where the city is not known.
    """
    latitude, longitude = position(climate)
    turn = 2 * np.pi * np.arange(DAYS) / DAYS
    tilt_of_earth = (
        0.006918
        - 0.399912 * np.cos(turn)
        + 0.070257 * np.sin(turn)
        - 0.006758 * np.cos(2 * turn)
        + 0.000907 * np.sin(2 * turn)
    )
    ahead_min = 229.18 * (
        0.000075
        + 0.001868 * np.cos(turn)
        - 0.032077 * np.sin(turn)
        - 0.014615 * np.cos(2 * turn)
        - 0.040849 * np.sin(2 * turn)
    )
    solar_h = np.arange(24)[None, :] + 0.5 - _ZONE_H + longitude / 15 + (ahead_min / 60)[:, None]
    angle = np.radians(15.0 * (solar_h - 12.0))
    declination = tilt_of_earth[:, None]
    high = _cosine(np.radians(latitude), declination, angle)
    # Panels that lean to the south see the sun as flat ones do nearer to the equator.
    on_panel = np.maximum(_cosine(np.radians(latitude) - _TILT, declination, angle), 0.0)
    is_day = high > 0.02
    safe = np.where(is_day, high, 1.0)
    light = 1.098 * safe * np.exp(-0.057 / safe)
    diffuse = _DIFFUSE * (1 + np.cos(_TILT)) / 2
    clear: Floats = np.where(
        is_day, light * (diffuse + (1 - _DIFFUSE) * np.minimum(on_panel / safe, 6.0)), 0.0
    )
    return clear


def _cosine(latitude: float, declination: Floats, angle: Floats) -> Floats:
    value: Floats = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(
        declination
    ) * np.cos(angle)
    return value


def position(climate: str) -> tuple[float, float]:
    """Latitude and longitude of a city whose climate is known, degrees.

    Raises
    ------
    CampusError
        Where the city is not known.

    Examples
    --------
    >>> [round(each, 2) for each in position("Lyon")]
    [45.75, 4.85]
    """
    for row in data_rows("climates.tsv"):
        if row["city"] == climate:
            return _degrees(row.parsed("latitude", float)), _degrees(row.parsed("longitude", float))
    raise CampusError(
        f"no climate is known of {climate!r}",
        where="weather.city",
        remedy=f"name one of {', '.join(yields())}, or give a file of hourly weather",
        code="unknown_climate",
    )


def _degrees(written: float) -> float:
    """Degrees of what is written as degrees and minutes: 45.45 is 45° 45′."""
    whole = int(written)
    return whole + (written - whole) / 0.6
