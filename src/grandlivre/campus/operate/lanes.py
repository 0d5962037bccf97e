"""What is known of each lane's jobs before they come: draw, length, how much is to be expected."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.operate.given import Given
from grandlivre.campus.power import PowerDesign
from grandlivre.campus.schedule import Queues

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """Figures of a year's lanes; arrays are (lane,) where nothing else is said.

    Watts are those beyond the idle draw, at the racks: what is idle is drawn whether a job runs
    or not, so that all jobs' watts and the idle draw of everything add up to the racks' draw.
    """

    queues: Queues
    is_flexible: Bools
    job_watts: Ints
    """(job,)"""
    idle_w: Floats
    """Of one accelerator of its pool."""
    watts: Floats
    """Mean of one accelerator at work."""
    mean_job_watts: Floats
    """Mean of one job."""
    done_over_asked: Floats
    """Work over what is asked for: the rest is given back."""
    expected_w: Floats
    """(month, lane): mean draw if all that comes in a month ran at once."""
    coming_w: Floats
    """(month, lane): draw of the jobs that come in an hour, once they have started."""
    busy_share: float
    """Mean draw at work over full draw, of all jobs together, idle draw included."""


def lanes_of(given: Given) -> Lanes:
    """Figures of the lanes of a year's work."""
    work, design = given.work, given.design
    jobs, count = work.jobs, len(work.lanes)
    pools = {pool.name: at for at, pool in enumerate(design.pools)}
    tenants = {tenant.name: at for at, tenant in enumerate(design.tenants)}
    batch = [given.batch(lane) for lane in range(count)]
    pool = np.array([pools[lane.pool] for lane in work.lanes], dtype=np.int64)
    queues = Queues(
        pool=pool,
        tenant=np.array([tenants[lane.tenant] for lane in work.lanes], dtype=np.int64),
        rank=np.array([each.rank for each in batch], dtype=np.int64),
        preempts=np.array([each.preempts for each in batch], dtype=np.int64),
        yields=np.array([each.yields for each in batch], dtype=np.int64),
    )
    idle_w = PowerDesign().idle_share * given.kw[pool] * 1000.0
    # A job never draws less than it would idle: one watt stands for nothing more.
    beyond = np.maximum(given.watts - jobs.accelerators * idle_w[jobs.queue], 1.0)
    job_watts = np.rint(beyond).astype(np.int64)

    def total(values: Floats | Ints) -> Floats:
        return np.bincount(jobs.queue, weights=values, minlength=count).astype(np.float64)

    held = jobs.accelerators * jobs.work_s.astype(np.float64)
    full = float((held * given.kw[pool][jobs.queue] * 1000.0).sum())
    month = given.month[np.clip(jobs.submit_s // 3600, 0, len(given.month) - 1)]
    cell = month * count + jobs.queue
    seconds = np.bincount(given.month, minlength=12)[:, None] * _HOUR
    by_month = np.bincount(cell, weights=job_watts * jobs.work_s, minlength=12 * count)
    come = np.bincount(cell, weights=job_watts, minlength=12 * count)
    return Lanes(
        queues=queues,
        is_flexible=np.array([each.is_flexible for each in batch], dtype=bool),
        job_watts=job_watts,
        idle_w=idle_w,
        watts=_over(total(job_watts * jobs.work_s), total(held)),
        mean_job_watts=_over(total(job_watts), total(np.ones(len(jobs.queue)))),
        done_over_asked=_over(total(held), total(jobs.accelerators * jobs.estimate_s)),
        expected_w=by_month.reshape(12, count) / seconds,
        coming_w=come.reshape(12, count) / seconds * _HOUR,
        busy_share=float((given.watts * jobs.work_s).sum()) / full if full > 0 else 1.0,
    )


def _over(above: Floats, below: Floats) -> Floats:
    ratio: Floats = np.where(below > 0, above / np.maximum(below, 1e-300), 0.0)
    return ratio
