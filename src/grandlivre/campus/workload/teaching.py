"""Teaching: classes by the timetable, whose jobs are worth nothing once the class is over."""

from datetime import date

import numpy as np

from grandlivre.campus.design.model import Spread
from grandlivre.campus.workload.arrays import Floats, Ints
from grandlivre.campus.workload.asking import (
    HOUR,
    Ask,
    Draft,
    filled,
    lengths,
    moments_of_sending,
    none,
)
from grandlivre.campus.workload.clock import Clock
from grandlivre.campus.workload.figures import figure
from grandlivre.campus.workload.gangs import fitted, powers_of_two, raw
from grandlivre.campus.workload.spreads import drawn
from grandlivre.reference.tables import data_rows

_MINUTE = 60


def jobs(ask: Ask) -> Draft:
    """Classes on the hour, in term; every student sends a job in the first minutes.

    Notes
    -----
    A job asks for what is left of its class and works for no longer. `missed` tells which jobs
    started too late to be of use.
    """
    factors = timetable(ask.clock)
    if not (factors * ask.capacity.sum(axis=1)).any():
        return none()
    session = ask.options["session_hours"] * HOUR
    arrive = ask.options["arrive_minutes"] * _MINUTE
    many = Spread(
        median=ask.options["class_median"], high=ask.options["class_high"], least=1.0, most=1e4
    )

    def draw(count: int) -> Draft:
        classes = max(count // int(many.median), 16)
        sizes = np.rint(drawn(many, ask.generator.standard_normal(classes))).astype(np.int64)
        sent, pool = moments_of_sending(ask, factors, classes)
        begins = np.repeat(np.floor(sent / HOUR) * HOUR, sizes)
        total = len(begins)
        late = ask.generator.random(total) * arrive
        pool = np.repeat(pool, sizes)
        left = session - late
        return Draft(
            submit_s=begins + late,
            pool=pool,
            gang=fitted(ask, powers_of_two(raw(ask, total)), pool),
            work_s=np.minimum(lengths(ask, total), left),
            estimate_s=left,
        )

    return filled(ask, draw)


def timetable(clock: Clock) -> Floats:
    """Share of classes that begin in each hour, (hour,): nought outside of term and timetable."""
    open_days: list[int] = []
    starts = np.zeros(24)
    for row in data_rows("timetable.tsv"):
        if row["what"] == "hour":
            starts[row.number("from")] = row.parsed("weight", float)
            continue
        first, last = (
            date.fromisoformat(f"{clock.year}-{row.required(end)}").toordinal()
            for end in ("from", "to")
        )
        open_days.extend(range(first, last + 1))
    is_open = np.isin(clock.day, np.array(open_days)) & (clock.weekday < 5) & ~clock.is_holiday
    return np.where(is_open, starts[clock.hour], 0.0)


def missed(submit_s: Ints, first_start_s: Ints, grace_minutes: float | None = None) -> np.ndarray:
    """Which jobs missed their class.

    Parameters
    ----------
    submit_s, first_start_s
        (job,) as `Jobs.submit_s` and `Schedule.first_start_s` have them, of teaching jobs alone.
    grace_minutes
        Within which a job must start; None for the generator's figure.

    Returns
    -------
    ndarray
        (job,): True where it never started, or too late.

    Examples
    --------
    >>> missed(np.array([0, 0, 0]), np.array([60, 3600, -1])).tolist()
    [False, True, True]
    """
    grace = figure("teaching", "grace_minutes") if grace_minutes is None else grace_minutes
    return np.asarray((first_start_s < 0) | (first_start_s - submit_s > grace * _MINUTE))
