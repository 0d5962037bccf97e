"""What became of the jobs of each lane: waits, work that was kept, energy."""

import itertools
from math import nan

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design.model import CampusDesign, WorkClass
from grandlivre.campus.operate.given import Given
from grandlivre.campus.operate.year import JobsYear
from grandlivre.campus.schedule import Schedule
from grandlivre.campus.workload import Lane, missed

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Wait = tuple[float, float, float, float]
"""Mean, 50, 95 and 99 %, hours."""

_HOUR = 3600.0


def jobs_years(given: Given, schedule: Schedule) -> tuple[JobsYear, ...]:
    """Jobs of each lane, over the year.

    Parameters
    ----------
    given
        The campus and its work.
    schedule
        What became of each job.

    Notes
    -----
    Good hours are those of work that was kept: what a job held, less what an interruption took
    (work after the last checkpoint, and the resumption) and what its present attempt spends on
    resuming. Energy is that at the racks of what a job held, its idle draw included.
    """
    jobs, count = given.work.jobs, len(given.work.lanes)
    gang = jobs.accelerators.astype(np.float64)
    started = schedule.first_start_s >= 0
    finished = schedule.end_s >= 0
    runs = started & ~finished & (schedule.held_s > 0) & _holds(given, schedule)
    resuming = np.where(
        (schedule.starts > 1) & (finished | runs),
        np.minimum(jobs.restart_s, schedule.held_s - schedule.lost_s),
        0,
    )
    good = gang * np.maximum(schedule.held_s - schedule.lost_s - resuming, 0)

    energy = given.watts.astype(np.float64) * schedule.held_s / (_HOUR * 1e6)

    def total(values: Floats | Ints | NDArray[np.bool_]) -> Floats:
        return np.bincount(jobs.queue, weights=values, minlength=count).astype(np.float64)

    sums = {
        "submitted": total(np.ones(len(gang))),
        "finished": total(finished),
        "running": total(runs),
        "refused": total(schedule.is_refused),
        "failures": total(schedule.failures),
        "preemptions": total(schedule.preemptions),
        "asked": total(gang * jobs.work_s) / _HOUR,
        "used": total(gang * schedule.held_s) / _HOUR,
        "good": total(good) / _HOUR,
        "energy": total(energy),
        "finished_mwh": total(np.where(finished, energy, 0.0)),
        "missed": total(missed(jobs.submit_s, schedule.first_start_s)),
    }
    waits = _waits(jobs.queue, schedule.first_start_s - jobs.submit_s, started, count)
    return tuple(
        JobsYear(
            lane=lane,
            kind=given.batch(at).kind,
            submitted=int(sums["submitted"][at]),
            finished=int(sums["finished"][at]),
            running=int(sums["running"][at]),
            waiting=int(
                sums["submitted"][at]
                - sums["finished"][at]
                - sums["running"][at]
                - sums["refused"][at]
            ),
            refused=int(sums["refused"][at]),
            failures=int(sums["failures"][at]),
            preemptions=int(sums["preemptions"][at]),
            asked_hours=float(sums["asked"][at]),
            used_hours=float(sums["used"][at]),
            good_hours=float(sums["good"][at]),
            energy_mwh=float(sums["energy"][at]),
            wait_h=waits[at],
            finished_mwh=float(sums["finished_mwh"][at]),
            missed=int(sums["missed"][at]) if given.batch(at).kind is WorkClass.TEACHING else 0,
        )
        for at, lane in enumerate(given.work.lanes)
    )


def waits_of(given: Given, schedule: Schedule) -> dict[str, Wait]:
    """Waits of all jobs of the site, of each tenant, partition and class.

    Parameters
    ----------
    given, schedule
        As in `jobs_years`.

    Returns
    -------
    dict
        By ``site``, ``tenant:NAME``, ``partition:NAME``, ``class:NAME``: mean, 50, 95 and 99 %,
        hours; groups of which no job started are left out.
    """
    jobs, design = given.work.jobs, given.design
    started = schedule.first_start_s >= 0
    wait_s, lane = schedule.first_start_s - jobs.submit_s, jobs.queue
    found: dict[str, Wait] = {}
    for axis, names in (
        ("", ["site"] * len(given.work.lanes)),
        ("tenant:", [each.tenant for each in given.work.lanes]),
        ("partition:", [partition_of(design, each) for each in given.work.lanes]),
        ("class:", [given.batch(at).kind.value for at in range(len(given.work.lanes))]),
    ):
        known = list(dict.fromkeys(names))
        group = np.array([known.index(name) for name in names], dtype=np.int64)
        if not len(group):
            continue
        for name, wait in zip(known, _waits(group[lane], wait_s, started, len(known)), strict=True):
            if wait[0] == wait[0]:
                found[axis + name] = wait
    return found


def partition_of(design: CampusDesign, lane: Lane) -> str:
    """The partition that a lane's jobs run in: of its pool and class, else of its pool alone."""
    kind = next(each.kind for each in design.batch if each.name == lane.work)
    holding = [each for each in design.partitions if lane.pool in each.pools]
    for each in holding:
        if kind in each.classes:
            return each.name
    return holding[0].name if holding else lane.pool


def _holds(given: Given, schedule: Schedule) -> NDArray[np.bool_]:
    """Jobs that run at the year's end: started more often than they were interrupted."""
    interrupted = schedule.failures + schedule.preemptions
    found: NDArray[np.bool_] = schedule.starts > interrupted
    return found


def _waits(lane: Ints, wait_s: Ints, started: NDArray[np.bool_], count: int) -> list[Wait]:
    """Mean, 50, 95 and 99 % of the hours to the first start, of each lane."""
    order = np.lexsort((wait_s[started], lane[started]))
    sorted_h = wait_s[started][order] / _HOUR
    edges = np.searchsorted(lane[started][order], np.arange(count + 1))
    found: list[Wait] = []
    for first, last in itertools.pairwise(edges):
        part = sorted_h[first:last]
        if len(part):
            median, high, highest = quantiles(part)
            found.append((float(part.mean()), median, high, highest))
        else:
            found.append((nan, nan, nan, nan))
    return found


def quantiles(values: Floats) -> tuple[float, float, float]:
    """50, 95 and 99 %."""
    median, high, highest = np.quantile(values, (0.5, 0.95, 0.99))
    return float(median), float(high), float(highest)
