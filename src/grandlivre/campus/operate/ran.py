"""What became of the jobs of each lane: waits, work that was kept, energy."""

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.operate.given import Given
from grandlivre.campus.operate.year import JobsYear
from grandlivre.campus.schedule import Schedule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

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

    def total(values: Floats | Ints | NDArray[np.bool_]) -> Floats:
        return np.bincount(jobs.queue, weights=values, minlength=count)

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
        "energy": total(given.watts.astype(np.float64) * schedule.held_s) / (_HOUR * 1e6),
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
        )
        for at, lane in enumerate(given.work.lanes)
    )


def _holds(given: Given, schedule: Schedule) -> NDArray[np.bool_]:
    """Jobs that run at the year's end: started more often than they were interrupted."""
    interrupted = schedule.failures + schedule.preemptions
    found: NDArray[np.bool_] = schedule.starts > interrupted
    return found


def _waits(
    lane: Ints, wait_s: Ints, started: NDArray[np.bool_], count: int
) -> list[tuple[float, float, float, float]]:
    """Mean, 50, 95 and 99 % of the hours to the first start, of each lane."""
    order = np.lexsort((wait_s[started], lane[started]))
    sorted_h = wait_s[started][order] / _HOUR
    edges = np.searchsorted(lane[started][order], np.arange(count + 1))
    found = []
    for first, last in zip(edges[:-1], edges[1:], strict=True):
        part = sorted_h[first:last]
        if len(part):
            found.append((float(part.mean()), *(float(each) for each in quantiles(part))))
        else:
            found.append((float("nan"),) * 4)
    return found


def quantiles(values: Floats) -> tuple[float, float, float]:
    """50, 95 and 99 %."""
    median, high, highest = np.quantile(values, (0.5, 0.95, 0.99))
    return float(median), float(high), float(highest)
