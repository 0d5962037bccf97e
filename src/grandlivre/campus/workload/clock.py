"""Which day and hour people live in, for each hour of a campus' year."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from grandlivre.campus.workload.arrays import Floats, Ints

HOURS = 8760
_SUNDAY = 6
_SUMMER_TURNS_AT = 2
"""Standard time in France at which clocks change, in spring and in autumn: one o'clock UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The hours of a year, by the clock on the wall; arrays are (hour,)."""

    year: int
    hour: Ints
    """0 to 23."""
    day: Ints
    """Ordinal of the date, as `date.toordinal` has it."""
    weekday: Ints
    """0 for Monday."""
    is_holiday: np.ndarray
    """True on public holidays."""

    def by_week(self, shape: tuple[tuple[float, ...], ...]) -> Floats:
        """Factors of a shape of the week (weekday, Saturday, Sunday) at each hour."""
        kind = np.clip(self.weekday - 4, 0, 2)
        kind[self.is_holiday] = 2
        return np.asarray(shape, dtype=np.float64)[kind, self.hour]


def clock_of(year: int, hours: int = HOURS) -> Clock:
    """The clock of a year in France: 29 February is left out, summer time is kept.

    Parameters
    ----------
    year
        Of the Gregorian calendar.
    hours
        How many, from 1 January 00:00 standard time.

    Examples
    --------
    >>> clock = clock_of(2030)
    >>> int(clock.weekday[0]), bool(clock.is_holiday[0]), len(clock.hour)
    (1, True, 8760)
    >>> int(clock.hour[24 * 180])  # midnight of standard time is one o'clock in June
    1
    """
    first = date(year, 1, 1)
    dates = [first + timedelta(days=each) for each in range(366)]
    dates = [each for each in dates if each.year == year and (each.month, each.day) != (2, 29)]
    ordinal = np.repeat([each.toordinal() for each in dates], 24)[:hours]
    hour = np.arange(hours) % 24
    begins = _last_sunday(year, 3).toordinal() * 24 + _SUMMER_TURNS_AT
    ends = _last_sunday(year, 10).toordinal() * 24 + _SUMMER_TURNS_AT
    standard = ordinal * 24 + hour
    told = standard + ((standard >= begins) & (standard < ends))
    # Shifted by an hour, 31 December's last hour would be next year's only in summer: never.
    day = told // 24
    holidays = np.array([each.toordinal() for each in french_holidays(year)])
    return Clock(
        year=year,
        hour=told % 24,
        day=day,
        weekday=(day - 1) % 7,
        is_holiday=np.isin(day, holidays),
    )


def french_holidays(year: int) -> tuple[date, ...]:
    """Public holidays in France (Code du travail, art. L3133-1).

    Examples
    --------
    >>> str(french_holidays(2027)[1])  # Easter Monday
    '2027-03-29'
    """
    easter = _easter(year)
    return (
        date(year, 1, 1),
        easter + timedelta(days=1),
        date(year, 5, 1),
        date(year, 5, 8),
        easter + timedelta(days=39),
        easter + timedelta(days=50),
        date(year, 7, 14),
        date(year, 8, 15),
        date(year, 11, 1),
        date(year, 11, 11),
        date(year, 12, 25),
    )


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus 1991, *Astronomical Algorithms*, ch. 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = 19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    moon %= 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - _SUNDAY) % 7)
