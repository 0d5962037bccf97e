"""What the scheduler is given: jobs, queues and what is available hour by hour."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from grandlivre.errors import CampusError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

HOUR = 3600
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """Jobs in the order of their submission; all arrays are (job,) and int64."""

    submit_s: Ints
    """Seconds from the start of the run, ascending."""
    accelerators: Ints
    """Gang of the job: all start together. Whole NVLink domains where it spans several."""
    work_s: Ints
    """Seconds of work, with nothing going wrong."""
    estimate_s: Ints
    """Seconds that the user asks for: at least `work_s`."""
    watts: Ints
    """Of the whole job while it runs, at the site's meter."""
    queue: Ints
    """Index into the queues."""
    checkpoint_s: Ints
    """Seconds of work between checkpoints; 0 for none, so that an interruption loses all."""
    restart_s: Ints
    """Seconds that a resumption costs before work goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """One queue for each pool, tenant and class of job that there is, sorted by pool.

    All arrays are (queue,) and int64.
    """

    pool: Ints
    tenant: Ints
    rank: Ints
    """0 is the most urgent."""
    preempts: Ints
    """1 where its jobs may interrupt those of a higher rank."""
    yields: Ints
    """1 where its jobs may be interrupted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What is available in each hour."""

    accelerators: Ints
    """(hour, pool): for batch jobs, once services and reservations have theirs."""
    watts: Ints
    """(hour,): cap on the power of all jobs together."""
    quota: Ints
    """(hour, pool, tenant): accelerators that a tenant may hold at once."""
    month: Ints
    """(hour,): index of the month whose budget counts, ascending from 0."""
    budget_s: Ints
    """(month, tenant): accelerator-seconds that a tenant may use."""
    kept: Ints | None = None
    """(hour, pool, tenant): accelerators that jobs of others may not take; None for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How jobs are ordered, packed and interrupted."""

    shares: tuple[float, ...]
    """By tenant: usage is weighed against it; the least served goes first."""
    backfill_depth: int = 64
    """Jobs that may go ahead of one that is held up, in one pass; 0 for no backfill."""
    bucket_s: int = 300
    """Grain of the calendar from which a blocked job's start is foreseen."""
    forget_hours: int = 242
    """Usage shrinks by one part in so many each hour: half is forgotten in a week."""
    failures_per_accelerator_s: float = 0.0
    """Rate of interruptions of one accelerator at work; per second."""
    node: int = 8
    """Accelerators that are out of service together after a failure."""
    repair_s: int = 4 * HOUR
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A run of the scheduler: it ends with the last of `hours`."""

    jobs: Jobs
    queues: Queues
    hours: Hours
    rules: Rules

    def __post_init__(self) -> None:
        jobs, queues, hours = self.jobs, self.queues, self.hours
        _same_length(jobs, "jobs")
        _same_length(queues, "queues")
        refuse(bool((np.diff(jobs.submit_s) < 0).any()), "jobs are not in order of submission",
                "jobs.submit_s", "sort them by their time of submission")  # fmt: skip
        asks_nothing = bool((jobs.accelerators < 1).any() or (jobs.work_s < 1).any())
        refuse(asks_nothing, "a job asks for nothing", "jobs",
                "leave out jobs of no accelerator or no second")  # fmt: skip
        most = max(int(getattr(jobs, each.name).max(initial=0)) for each in fields(jobs))
        refuse(most >= 1 << 30, f"a job has a figure of {most}, beyond {1 << 30}", "jobs",
               "cut it: no job takes a gigawatt or 34 years")  # fmt: skip
        refuse(bool((jobs.estimate_s < jobs.work_s).any()),
                "a job works for longer than it asks for", "jobs.estimate_s",
                "cut its work to its limit, as a scheduler would")  # fmt: skip
        refuse(bool((np.diff(queues.pool) < 0).any()), "queues are not sorted by pool",
                "queues.pool", "sort them")  # fmt: skip
        is_astray = bool(((jobs.queue < 0) | (jobs.queue >= len(queues.pool))).any())
        refuse(is_astray, "a job stands in a queue that there is not", "jobs.queue",
                "name its queue")  # fmt: skip
        count, pools = hours.accelerators.shape
        tenants = len(self.rules.shares)
        months = max(len(hours.budget_s), int(hours.month.max(initial=0)) + 1)
        shapes = {
            "hours.watts": (hours.watts.shape, (count,)),
            "hours.quota": (hours.quota.shape, (count, pools, tenants)),
            "hours.kept": (
                (count, pools, tenants) if hours.kept is None else hours.kept.shape,
                (count, pools, tenants),
            ),
            "hours.month": (hours.month.shape, (count,)),
            "hours.budget_s": (hours.budget_s.shape, (months, tenants)),
        }
        for name, (found, wanted) in shapes.items():
            refuse(found != wanted, f"the shape is {found}, not {wanted}", name,
                    "give one value for each hour, pool and tenant")  # fmt: skip
        refuse(min(self.rules.shares, default=1.0) <= 0, "a tenant's share is not positive",
                "rules.shares", "give each tenant a positive share")  # fmt: skip


def _same_length(table: Jobs | Queues, where: str) -> None:
    lengths = {len(getattr(table, field.name)) for field in fields(table)}
    refuse(len(lengths) > 1, "columns have different lengths", where, "give each job each column")


def refuse(is_wrong: bool, what: str, where: str, remedy: str) -> None:
    """Raise where something is wrong."""
    if is_wrong:
        raise CampusError(what, where=where, remedy=remedy, code="schedule_problem")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What became of each job, and of each hour."""

    first_start_s: Ints
    """(job,): -1 where it never started."""
    end_s: Ints
    """(job,): when its work was done; -1 where it was not."""
    starts: Ints
    """(job,): how often it was started."""
    failures: Ints
    """(job,): interruptions by a fault."""
    preemptions: Ints
    """(job,): interruptions for a more urgent job, a quota or a cap."""
    lost_s: Ints
    """(job,): seconds that were worked in vain."""
    held_s: Ints
    """(job,): seconds for which it held its gang; times its watts, the energy it took."""
    is_refused: NDArray[np.bool_]
    """(job,): it could never run: it asks for more than there ever is."""
    used_s: Ints
    """(hour, queue): accelerator-seconds held."""
    energy_ws: Ints
    """(hour, queue): watt-seconds."""
    events: int
    """Arrivals, ends, failures, repairs and hours worked off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What waits and what runs, as a plan of the coming hours has to know it."""

    waiting: Ints
    """(queue,): jobs that have come and do not run."""
    backlog_s: Ints
    """(queue,): accelerator-seconds that they ask for."""
    held: Ints
    """(queue,): accelerators at work."""
    held_watts: Ints
    """(queue,)"""
    running_s: Ints
    """(queue,): accelerator-seconds that those at work may still take."""
    down: Ints
    """(pool,): accelerators under repair."""
    budget_s: Ints
    """(month, tenant): accelerator-seconds that are left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """When jobs held their gangs, in the order of the beginnings."""

    job: Ints
    """(attempt,)"""
    begin_s: Ints
    end_s: Ints
    """(attempt,): the end of what has been run, where it goes on."""
