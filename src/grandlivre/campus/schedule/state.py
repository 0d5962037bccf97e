"""What the scheduler keeps while it runs: a few tables of integers that compiled code can take.

One row for each job, queue and pool keeps what is used together close together in memory; and
compiled code pays, at each call, for every array that it is passed: a dozen tables made the
scheduler five times as fast as sixty columns.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.schedule.problem import HOUR, Floats, Ints, Problem

# Columns of `State.job`. The first sixteen are all that it takes to try, start and end a job:
# they share a line of the processor's cache.
GANG, WATTS, QUEUE, ESTIMATE, RESTART = range(5)
SIZE = 5
"""The class of its gang."""
DONE = 6
"""Seconds of work that are safe."""
STARTS = 7
AFTER = 8
"""The next of its kind in its queue."""
ORDER = 9
"""Of two that wait in a queue, the one with the lower number is the first."""
KIND = 10
"""Under which class of gang and time it waits."""
WORK, SUBMIT = 11, 12
BEGUN = 13
"""When it last started."""
STOPS = 14
"""When its present attempt ends; -1 where it does not run."""
OVERHEAD = 15
"""Seconds of its present attempt that are not work."""
FAILS = 16
"""1 where its present attempt ends in a failure."""
RUN_NEXT, RUN_BEFORE = 17, 18
"""Its neighbours among those of its queue that run, the latest start first."""
CHARGED_MONTH, CHECKPOINT = 19, 20
FIRST_START, END, FAILURES, PREEMPTIONS, LOST, REFUSED = range(21, 27)
HELD_S = 27
"""Seconds of all its attempts that are over."""
JOB_COLUMNS = 28

SIZES, SPANS = 62, 26
"""Classes of gangs, two to a doubling; classes of time asked for, one to a doubling."""
KINDS = SIZES * SPANS

_ROWS = 4096

# Columns of `State.queue`. The first eight are all that it takes to find whose turn it is.
HEAD = 0
"""The first that waits."""
Q_RANK, Q_TENANT = 1, 2
Q_STUCK = 3
"""The tenant's T_VERSION at which its quota or budget held up the first job."""
Q_SIZES = 4
"""One bit for each class of gang of which a job waits."""
Q_POOL, Q_PREEMPTS, Q_YIELDS = 5, 6, 7
RUN_HEAD = 8
"""The latest that began."""
Q_HELD, Q_WATTS, Q_WAITING, Q_BACKLOG, Q_ENDS = range(9, 14)
"""What its running jobs hold; how many wait and the accelerator-seconds that they ask for; of
those that run, the sum of accelerators by their foreseen ends."""
Q_SPANS = 16
"""From here on: for each class of gang, one bit for each class of time of which a job waits."""
QUEUE_COLUMNS = Q_SPANS + SIZES + 2

# Columns of `State.pool`.
P_FIRST, P_LAST = 0, 1
"""Its queues: from the first to before the last."""
P_HELD, P_DOWN = 2, 3
"""Accelerators at work, and under repair."""
P_TOUCHED = 4
"""1 where something changed since its last pass."""
P_STARVED = 5
"""1 where power may be what its jobs wait for."""
P_SHADOW, P_EXTRA, P_EXTRA_WATTS = 6, 7, 8
"""The foreseen start of the job that is held up; what may be taken beyond it."""
P_YIELDING, P_WAITING, P_PRESSING = 9, 10, 11
"""Accelerators held by jobs that may be interrupted; jobs that wait; those that may interrupt."""
P_LEAST_WATTS, P_MOST_WATTS = 12, 13
"""What an accelerator of its jobs draws, at least and at most."""
P_SIZES, P_SPANS = 14, 15
"""As Q_SIZES and Q_SPANS, of all its queues."""
P_KEPT = P_SPANS + SIZES
"""Accelerators that are reserved and not held by those for whom they are."""
P_KINDS = P_KEPT + 1
"""From here on: how many wait of each kind."""
POOL_COLUMNS = P_KINDS + KINDS

# Columns of `State.tenant`.
T_USAGE = 0
"""Accelerator-seconds, recent ones counting most."""
T_VERSION = 1
"""Counts what may give it room: its ends, and new hours."""
T_HELD = 2
"""From here on: accelerators held in each pool; then what is left of each month's budget, charged
at each start and given back at each end."""

# Columns of `State.hour`: the cap on power, the month; the accelerators of each pool; the quota of
# each pool and tenant; what is reserved in each pool for each tenant; the accelerator-seconds and
# watt-seconds of each queue.
H_WATTS, H_MONTH, H_POOLS = 0, 1, 2

SPAN = 16
"""Buckets of the calendar that are summed up together."""

# Places in `State.counters`.
HEAP, RING_FIRST, RING_SIZE, NOW, HELD_WATTS, EVENTS, HOUR_NOW = range(7)
FREED = 7
"""1 where something ended, or an hour began, at this instant."""
ARRIVED, NEXT_HOUR = 8, 9
"""Where a run that goes on takes up: jobs that have come, the first hour that has not begun."""
FRONT, BACK = 10, 11
"""Numbers given out at the front and at the back of queues."""
SEED, NODE, REPAIR, DEPTH, BUCKET, FORGET, BUCKETS = range(12, 19)
"""The rules; and how many buckets the calendar has."""

# Places in `State.fair`: the rate of failures; then each tenant's share; then its usage over it.
F_RATE, F_SHARES = 0, 1


class State(NamedTuple):
    """Tables by job, queue, pool, tenant and hour; int64 where nothing else is said."""

    job: NDArray[np.int32]
    queue: Ints
    pool: Ints
    tenant: Ints
    hour: Ints
    fair: Floats
    kinds: NDArray[np.int32]
    """(queue, kind, 2): the first and the last of each kind that waits."""
    heap: Ints
    """(place,): when an attempt ends and of which job, in one number; the first at the top."""
    ring: Ints
    """(repair, 3): when it ends, pool and accelerators; in order, since all last equally long."""
    freed: Ints
    """(pool + 1, bucket and span): what foreseen ends free, and the same by `SPAN` buckets
    together; the last row is of watts."""
    counters: Ints


def quotas(state: State) -> slice:
    """The columns of `hour` that hold quotas."""
    first = H_POOLS + len(state.pool)
    return slice(first, first + len(state.pool) * len(state.tenant))


def reserves(state: State) -> slice:
    """The columns of `hour` that hold what is reserved."""
    first = quotas(state).stop
    return slice(first, first + len(state.pool) * len(state.tenant))


def tallies(state: State) -> slice:
    """The columns of `hour` that hold what was used."""
    return slice(reserves(state).stop, None)


def budgets(state: State) -> slice:
    """The columns of `tenant` that hold budgets."""
    return slice(T_HELD + len(state.pool), None)


def fresh(problem: Problem) -> State:
    """The state before the first event."""
    hours, rules = problem.hours, problem.rules
    count, pools = hours.accelerators.shape
    shares = np.array(rules.shares, dtype=np.float64)
    job, queue = _jobs(problem), _queues(problem)
    # A repair holds an accelerator at least: there are never more of them than accelerators. The
    # same holds for jobs that run; attempts that were broken off stay a while on the heap.
    most = int(hours.accelerators.max(axis=0, initial=0).sum())
    buckets = count * HOUR // rules.bucket_s + 2
    counters = np.zeros(BUCKETS + 1, dtype=np.int64)
    counters[SEED:] = (
        rules.seed, rules.node, rules.repair_s, rules.backfill_depth, rules.bucket_s,
        rules.forget_hours, buckets,
    )  # fmt: skip
    return State(
        job=job,
        queue=queue,
        pool=_pools(problem),
        tenant=np.column_stack(
            [np.zeros((len(shares), T_HELD + pools), dtype=np.int64), hours.budget_s.T]
        ),
        hour=np.column_stack(
            [
                hours.watts,
                hours.month,
                hours.accelerators,
                hours.quota.reshape(count, -1),
                np.zeros_like(hours.quota.reshape(count, -1))
                if hours.kept is None
                else hours.kept.reshape(count, -1),
                np.zeros((count, 2 * len(queue)), dtype=np.int64),
            ]
        ).astype(np.int64),
        fair=np.concatenate(
            [[rules.failures_per_accelerator_s], shares, np.zeros_like(shares)]
        ),
        kinds=np.full((len(queue), KINDS, 2), -1, dtype=np.int32),
        heap=np.zeros(2 * min(len(job), most) + 64, dtype=np.int64),
        ring=np.zeros((most + 1, 3), dtype=np.int64),
        freed=np.zeros((pools + 1, buckets + buckets // SPAN + 1), dtype=np.int64),
        counters=counters,
    )  # fmt: skip


def _jobs(problem: Problem) -> NDArray[np.int32]:
    jobs = problem.jobs
    job = np.zeros((len(jobs.submit_s), JOB_COLUMNS), dtype=np.int32)
    columns = (
        (SUBMIT, jobs.submit_s),
        (GANG, jobs.accelerators),
        (SIZE, sizes_of(jobs.accelerators)),
        (WORK, jobs.work_s),
        (ESTIMATE, jobs.estimate_s),
        (WATTS, jobs.watts),
        (QUEUE, jobs.queue),
        (CHECKPOINT, jobs.checkpoint_s),
        (RESTART, jobs.restart_s),
    )
    # Some rows at a time: all of a column at once would fetch the whole table for each.
    for first in range(0, len(job), _ROWS):
        rows = job[first : first + _ROWS]
        rows[:, [BEGUN, FIRST_START, END, AFTER, RUN_NEXT, RUN_BEFORE, STOPS]] = -1
        for column, values in columns:
            rows[:, column] = values[first : first + _ROWS]
    return job


def sizes_of(gangs: Ints) -> Ints:
    """The class of each gang: two to a doubling."""
    _, power = np.frexp(gangs.astype(np.float64))
    half = (gangs >> np.maximum(power.astype(np.int64) - 2, 0)) & (power > 1)
    return np.asarray(2 * (power.astype(np.int64) - 1) + half, dtype=np.int64)


def _queues(problem: Problem) -> Ints:
    queues = problem.queues
    queue = np.zeros((len(queues.pool), QUEUE_COLUMNS), dtype=np.int64)
    for column, values in (
        (Q_POOL, queues.pool),
        (Q_TENANT, queues.tenant),
        (Q_RANK, queues.rank),
        (Q_PREEMPTS, queues.preempts),
        (Q_YIELDS, queues.yields),
    ):
        queue[:, column] = values
    queue[:, [HEAD, RUN_HEAD, Q_STUCK]] = -1
    return queue


def _pools(problem: Problem) -> Ints:
    pools = problem.hours.accelerators.shape[1]
    pool = np.zeros((pools, POOL_COLUMNS), dtype=np.int64)
    edges = np.searchsorted(problem.queues.pool, np.arange(pools + 1))
    pool[:, P_FIRST], pool[:, P_LAST] = edges[:-1], edges[1:]
    jobs = problem.jobs
    where = problem.queues.pool[jobs.queue]
    each = jobs.watts / jobs.accelerators
    for number in range(pools):
        mine = each[where == number]
        pool[number, P_LEAST_WATTS] = max(np.floor(mine.min(initial=1 << 31)), 1)
        pool[number, P_MOST_WATTS] = np.ceil(mine.max(initial=0.0))
    return pool
