"""The scheduler's loop, compiled: one event after the other, in flat arrays.

A scheduler in plain Python, among the tests, says the same slowly; the two agree event for event.
"""

from grandlivre.campus.schedule.backfill import backfill, sizes_that_fit
from grandlivre.campus.schedule.compiled import compiled, inlined
from grandlivre.campus.schedule.holding import (
    fits,
    free,
    free_watts,
    interrupt,
    may_pay,
    set_usage,
    start,
    stop,
)
from grandlivre.campus.schedule.preemption import enforce, has_quota, make_room
from grandlivre.campus.schedule.problem import HOUR
from grandlivre.campus.schedule.state import (
    ARRIVED,
    END,
    EVENTS,
    F_SHARES,
    FAILS,
    FAILURES,
    FORGET,
    FREED,
    GANG,
    HEAD,
    HOUR_NOW,
    NEXT_HOUR,
    NODE,
    NOW,
    P_DOWN,
    P_FIRST,
    P_LAST,
    P_MOST_WATTS,
    P_PRESSING,
    P_STARVED,
    P_TOUCHED,
    P_WAITING,
    P_YIELDING,
    Q_HELD,
    Q_POOL,
    Q_PREEMPTS,
    Q_RANK,
    Q_STUCK,
    Q_TENANT,
    Q_WATTS,
    QUEUE,
    REFUSED,
    REPAIR,
    RING_FIRST,
    RING_SIZE,
    SUBMIT,
    T_USAGE,
    T_VERSION,
    State,
)
from grandlivre.campus.schedule.structures import drop_first, first_end
from grandlivre.campus.schedule.waiting import leave_queue, wait_last


@compiled
def _next_queue(s: State, pool: int) -> int:
    """The queue whose first job is next: most urgent, least served tenant, longest waiting."""
    best, first, above, least, levels = -1, -1, 0, 0.0, F_SHARES + len(s.tenant)
    for queue in range(s.pool[pool, P_FIRST], s.pool[pool, P_LAST]):
        job = s.queue[queue, HEAD]
        if job < 0:
            continue
        rank, tenant = s.queue[queue, Q_RANK], s.queue[queue, Q_TENANT]
        level = s.fair[levels + tenant]
        if best >= 0 and (
            rank > above or (rank == above and (level > least or (level == least and job > first)))
        ):
            continue
        # What was held up by quota or budget is so until its tenant gets room.
        if s.queue[queue, Q_STUCK] == s.tenant[tenant, T_VERSION]:
            continue
        best, first, above, least = queue, job, rank, level
    return best


@inlined
def _is_idle(s: State, pool: int) -> bool:
    """Whether nothing that waits could start now, whoever's turn it is."""
    if s.pool[pool, P_PRESSING] > 0 and s.pool[pool, P_YIELDING] > 0:
        return False
    return bool(s.pool[pool, P_WAITING] == 0 or sizes_that_fit(s, pool) == 0)


@compiled
def _serve(s: State, pool: int) -> None:
    """Start all that can start in a pool now."""
    while not _is_idle(s, pool):
        queue = _next_queue(s, pool)
        if queue < 0:
            return
        job = s.queue[queue, HEAD]
        if not may_pay(s, job) or not has_quota(s, job):
            # What one tenant may not have holds up no other.
            s.queue[queue, Q_STUCK] = s.tenant[s.queue[queue, Q_TENANT], T_VERSION]
            continue
        if not fits(s, job) and (s.queue[queue, Q_PREEMPTS] == 0 or not make_room(s, job)):
            backfill(s, pool, job)
            return
        leave_queue(s, job)
        start(s, job)


@compiled
def _arrive(s: State, job: int, is_alone: bool) -> None:
    """A job comes. `is_alone` where nothing else happens now that might have to go first."""
    pool = s.queue[s.job[job, QUEUE], Q_POOL]
    if is_alone and s.pool[pool, P_WAITING] == 0 and fits(s, job) and may_pay(s, job):
        # What the pool's pass would do, without the detour by its queue.
        start(s, job)
    else:
        wait_last(s, job)
        s.pool[pool, P_TOUCHED] = 1


@compiled
def _open(s: State, hour: int) -> None:
    """Begin an hour: what runs is counted for the whole of it, past usage counts less."""
    tally = s.hour.shape[1] - 2 * len(s.queue)
    for queue in range(len(s.queue)):
        s.hour[hour, tally + 2 * queue] += s.queue[queue, Q_HELD] * HOUR
        s.hour[hour, tally + 2 * queue + 1] += s.queue[queue, Q_WATTS] * HOUR
    for tenant in range(len(s.tenant)):
        usage = s.tenant[tenant, T_USAGE]
        set_usage(s, tenant, usage - usage // s.counters[FORGET])
        s.tenant[tenant, T_VERSION] += 1


@compiled
def _end(s: State, job: int) -> None:
    """The end of an attempt: the work is done, or a fault broke it off."""
    if s.job[job, FAILS] == 0:
        stop(s, job)
        s.job[job, END] = s.counters[NOW]
        return
    s.job[job, FAILURES] += 1
    interrupt(s, job)
    pool, broken = s.queue[s.job[job, QUEUE], Q_POOL], min(s.counters[NODE], s.job[job, GANG])
    at = (s.counters[RING_FIRST] + s.counters[RING_SIZE]) % len(s.ring)
    s.ring[at, 0] = s.counters[NOW] + s.counters[REPAIR]
    s.ring[at, 1], s.ring[at, 2] = pool, broken
    s.counters[RING_SIZE] += 1
    s.pool[pool, P_DOWN] += broken


@compiled
def _repair(s: State) -> None:
    """The first of those under repair is back."""
    first = s.counters[RING_FIRST]
    s.pool[s.ring[first, 1], P_DOWN] -= s.ring[first, 2]
    s.pool[s.ring[first, 1], P_TOUCHED] = 1
    s.counters[RING_FIRST] = (first + 1) % len(s.ring)
    s.counters[RING_SIZE] -= 1


@compiled
def run(s: State, until: int) -> None:
    """Work off all events before an hour begins.

    Parameters
    ----------
    s
        A fresh state, or one that a run before has left; it is changed.
    until
        The hour, counted from 0.
    """
    jobs, arrived, hour = len(s.job), s.counters[ARRIVED], s.counters[NEXT_HOUR]
    while True:
        ends, job = first_end(s)
        now = min(hour * HOUR, ends)
        if arrived < jobs:
            now = min(now, s.job[arrived, SUBMIT])
        if s.counters[RING_SIZE] > 0:
            now = min(now, s.ring[s.counters[RING_FIRST], 0])
        if now >= until * HOUR:
            s.counters[ARRIVED], s.counters[NEXT_HOUR] = arrived, hour
            return
        s.counters[NOW], s.counters[FREED] = now, 0
        events = s.counters[EVENTS]
        if now == hour * HOUR:
            s.counters[HOUR_NOW] = hour
            _open(s, hour)
            enforce(s)
            s.pool[:, P_TOUCHED] = 1
            s.counters[FREED] = 1
            s.counters[EVENTS] += 1
            hour += 1
            ends, job = first_end(s)
        while ends == now:
            drop_first(s)
            _end(s, job)
            s.counters[EVENTS] += 1
            ends, job = first_end(s)
        while s.counters[RING_SIZE] > 0 and s.ring[s.counters[RING_FIRST], 0] == now:
            _repair(s)
            s.counters[EVENTS] += 1
        while arrived < jobs and s.job[arrived, SUBMIT] == now:
            is_alone = s.counters[EVENTS] == events and (
                arrived + 1 == jobs or s.job[arrived + 1, SUBMIT] > now
            )
            if s.job[arrived, REFUSED] == 0:
                _arrive(s, arrived, is_alone)
            s.counters[EVENTS] += 1
            arrived += 1
        for pool in range(len(s.pool)):
            is_fed = s.pool[pool, P_STARVED] == 1 and s.counters[FREED] == 1
            if s.pool[pool, P_TOUCHED] == 1 or is_fed:
                if not _is_idle(s, pool):
                    _serve(s, pool)
                # Freed elsewhere, power helps only where some job may have waited for it.
                s.pool[pool, P_STARVED] = s.pool[pool, P_WAITING] > 0 and (
                    free_watts(s) < free(s, pool) * s.pool[pool, P_MOST_WATTS]
                )
                # What it interrupted itself is no reason to serve it again.
                s.pool[pool, P_TOUCHED] = 0


# Compiled from: ca2feeb3d9725324
