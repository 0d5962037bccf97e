"""What the scheduler keeps while it runs: a few tables of integers that compiled code can take.

One row for each job, queue and pool keeps what is used together close together in memory; and
compiled code pays, at each call, for every array that it is passed: a dozen tables made the
scheduler five times as fast as sixty columns.
"""

from typing import NamedTuple

import numpy as np

from grandlivre.campus.schedule.problem import HOUR, Floats, Ints, Problem

# Columns of `State.job`. The first eight are all that it takes to try a waiting job: they share
# a line of the processor's cache.
GANG, WATTS, QUEUE, ESTIMATE, RESTART = range(5)
DONE = 5
"""Seconds of work that are safe."""
STARTS = 6
AFTER = 7
"""The next in its queue."""
BEGUN = 8
"""When it last started."""
OVERHEAD = 9
"""Seconds of its present attempt that are not work."""
FAILS = 10
"""1 where its present attempt ends in a failure."""
HEAP_PLACE = 11
RUN_NEXT, RUN_BEFORE = 12, 13
"""Its neighbours among those of its queue that run, the latest start first."""
CHARGED_MONTH = 14
WORK, CHECKPOINT, SUBMIT = 15, 16, 17
FIRST_START, END, FAILURES, PREEMPTIONS, LOST, REFUSED = range(18, 24)
HELD_S = 24
"""Seconds of all its attempts that are over."""
JOB_COLUMNS = 25

# Columns of `State.queue`: as given; ends of its lists; what its jobs hold.
Q_POOL, Q_TENANT, Q_RANK, Q_PREEMPTS, Q_YIELDS = range(5)
HEAD, TAIL, RUN_HEAD, Q_HELD, Q_WATTS = range(5, 10)
SKIPPED = 10
"""1 while its tenant's quota or budget holds it up, in the present pass."""
Q_WAITING, Q_BACKLOG, Q_ENDS = 11, 12, 13
"""Jobs that wait; the accelerator-seconds that they ask for; of those that run, the sum of
accelerators by their foreseen ends."""
QUEUE_COLUMNS = 14

# Columns of `State.pool`.
P_FIRST, P_LAST = 0, 1
"""Its queues: from the first to before the last."""
P_HELD, P_DOWN = 2, 3
"""Accelerators at work, and under repair."""
P_TOUCHED = 4
"""1 where something changed since its last pass."""
P_STARVED = 5
"""1 where its first job waits for power."""
P_HELD_UP = 6
"""The job that was held up in its last pass, or -1; and what may start beside it:"""
P_SHADOW, P_EXTRA, P_EXTRA_WATTS = 7, 8, 9
"""What ends by its foreseen start, or takes no more than this beyond it."""
POOL_COLUMNS = 10

# Columns of `State.hour`: the cap on power, the month; and then the accelerators of each pool.
H_WATTS, H_MONTH, H_POOLS = 0, 1, 2

SPAN = 16
"""Buckets of the calendar that are summed up together."""

# Places in `State.counters`.
HEAP, RING_FIRST, RING_SIZE, NOW, HELD_WATTS, EVENTS, HOUR_NOW = range(7)
FREED = 7
"""1 where something ended, or an hour began, at this instant."""
ARRIVED, NEXT_HOUR = 8, 9
"""Where a run that goes on takes up: jobs that have come, the first hour that has not begun."""


class State(NamedTuple):
    """Tables by job, queue, pool, tenant and hour; int64 but for the shares."""

    job: Ints
    queue: Ints
    pool: Ints
    hour: Ints
    quota: Ints
    """(hour, pool × tenant)"""
    held_by: Ints
    """(pool × tenant,): accelerators held."""
    budget: Ints
    """(month, tenant): what is left, charged at each start and given back at each end."""
    usage: Ints
    """(tenant,): accelerator-seconds, recent ones counting most."""
    shares: Floats
    heap: Ints
    """(place, 2): ends of attempts and their jobs, the first at the top."""
    ring: Ints
    """(repair, 3): when it ends, pool and accelerators; in order, since all last equally long."""
    freed: Ints
    """(pool + 1, bucket): what foreseen ends free; the last row is of watts."""
    freed_spans: Ints
    """(pool + 1, span): the same, `SPAN` buckets together."""
    tally: Ints
    """(hour, queue, 2): accelerator-seconds and watt-seconds."""
    counters: Ints


def fresh(problem: Problem) -> State:
    """The state before the first event."""
    jobs, queues, hours, rules = problem.jobs, problem.queues, problem.hours, problem.rules
    count, pools = hours.accelerators.shape
    tenants = len(rules.shares)
    job = np.zeros((len(jobs.submit_s), JOB_COLUMNS), dtype=np.int64)
    for column, values in (
        (SUBMIT, jobs.submit_s),
        (GANG, jobs.accelerators),
        (WORK, jobs.work_s),
        (ESTIMATE, jobs.estimate_s),
        (WATTS, jobs.watts),
        (QUEUE, jobs.queue),
        (CHECKPOINT, jobs.checkpoint_s),
        (RESTART, jobs.restart_s),
    ):
        job[:, column] = values
    for column in (BEGUN, FIRST_START, END, AFTER, RUN_NEXT, RUN_BEFORE, HEAP_PLACE):
        job[:, column] = -1
    queue = np.zeros((len(queues.pool), QUEUE_COLUMNS), dtype=np.int64)
    for column, values in enumerate(
        (queues.pool, queues.tenant, queues.rank, queues.preempts, queues.yields)
    ):
        queue[:, column] = values
    queue[:, [HEAD, TAIL, RUN_HEAD]] = -1
    pool = np.zeros((pools, POOL_COLUMNS), dtype=np.int64)
    edges = np.searchsorted(queues.pool, np.arange(pools + 1))
    pool[:, P_FIRST], pool[:, P_LAST] = edges[:-1], edges[1:]
    pool[:, P_HELD_UP] = -1
    # A repair holds an accelerator at least: there are never more of them than accelerators.
    repairs = int(hours.accelerators.max(axis=0, initial=0).sum())
    buckets = count * HOUR // rules.bucket_s + 2
    return State(
        job=job,
        queue=queue,
        pool=pool,
        hour=np.column_stack([hours.watts, hours.month, hours.accelerators]).astype(np.int64),
        quota=hours.quota.reshape(count, pools * tenants).astype(np.int64),
        held_by=np.zeros(pools * tenants, dtype=np.int64),
        budget=hours.budget_s.astype(np.int64),
        usage=np.zeros(tenants, dtype=np.int64),
        shares=np.array(rules.shares, dtype=np.float64),
        heap=np.zeros((len(job) + 1, 2), dtype=np.int64),
        ring=np.zeros((repairs + 1, 3), dtype=np.int64),
        freed=np.zeros((pools + 1, buckets), dtype=np.int64),
        freed_spans=np.zeros((pools + 1, buckets // SPAN + 1), dtype=np.int64),
        tally=np.zeros((count, len(queue), 2), dtype=np.int64),
        counters=np.zeros(10, dtype=np.int64),
    )
