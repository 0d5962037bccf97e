"""The scheduler's loop, compiled: one event after the other, in flat arrays.

A scheduler in plain Python, among the tests, says the same slowly; the two agree event for event.
"""

from grandlivre.campus.schedule.backfill import backfill, sizes_that_fit
from grandlivre.campus.schedule.compiled import compiled, inlined
from grandlivre.campus.schedule.holding import (
    free,
    free_quota,
    free_watts,
    interrupt,
    may_hold,
    others_beyond,
    reserve,
    room,
    set_usage,
    start,
    stop,
    unmet,
)
from grandlivre.campus.schedule.problem import HOUR
from grandlivre.campus.schedule.state import (
    ARRIVED,
    BEGUN,
    END,
    EVENTS,
    F_SHARES,
    FAILS,
    FAILURES,
    FORGET,
    FREED,
    GANG,
    HEAD,
    HELD_WATTS,
    HOUR_NOW,
    NEXT_HOUR,
    NODE,
    NOW,
    P_DOWN,
    P_FIRST,
    P_HELD,
    P_KEPT,
    P_LAST,
    P_MOST_WATTS,
    P_PRESSING,
    P_STARVED,
    P_TOUCHED,
    P_WAITING,
    P_YIELDING,
    PREEMPTIONS,
    Q_HELD,
    Q_POOL,
    Q_PREEMPTS,
    Q_RANK,
    Q_STUCK,
    Q_TENANT,
    Q_WATTS,
    Q_YIELDS,
    QUEUE,
    REFUSED,
    REPAIR,
    RING_FIRST,
    RING_SIZE,
    RUN_HEAD,
    SUBMIT,
    T_USAGE,
    T_VERSION,
    WATTS,
    State,
)
from grandlivre.campus.schedule.structures import drop_first, first_end
from grandlivre.campus.schedule.waiting import leave_queue, wait_last


@compiled
def _victim(s: State, first: int, last: int, whose: int, above: int, for_whom: int) -> int:
    """The running job to interrupt: one that may be, the least urgent, the latest started.

    `whose` is the tenant whose jobs alone may be, or -1 for all, or -2 - t for all but those of t;
    `for_whom` the tenant for whom only those who give way may be, or -1 where nobody is asked.
    """
    found = -1
    for queue in range(first, last):
        job = s.queue[queue, RUN_HEAD]
        if job < 0 or s.queue[queue, Q_RANK] <= above:
            continue
        tenant = s.queue[queue, Q_TENANT]
        if (whose >= 0 and tenant != whose) or tenant == -2 - whose:
            continue
        if for_whom >= 0 and not _gives_way(s, queue, for_whom):
            continue
        if found < 0:
            found = job
            continue
        other = s.job[found, QUEUE]
        mine = (s.queue[queue, Q_YIELDS], s.queue[queue, Q_RANK], s.job[job, BEGUN], job)
        if mine > (s.queue[other, Q_YIELDS], s.queue[other, Q_RANK], s.job[found, BEGUN], found):
            found = job
    return found


@inlined
def _gives_way(s: State, queue: int, tenant: int) -> bool:
    """Whether a queue's jobs may be interrupted for one of that tenant.

    Those of a tenant who has something reserved are not: what they free would be kept for it.
    """
    if s.queue[queue, Q_YIELDS] == 0:
        return False
    other = s.queue[queue, Q_TENANT]
    return bool(other == tenant or reserve(s, s.queue[queue, Q_POOL], other) == 0)


@compiled
def _make_room(s: State, job: int) -> bool:
    """Interrupt less urgent jobs so that this one fits, if that is enough."""
    queue = s.job[job, QUEUE]
    pool, rank, tenant = s.queue[queue, Q_POOL], s.queue[queue, Q_RANK], s.queue[queue, Q_TENANT]
    if free(s, pool) + s.pool[pool, P_YIELDING] < s.job[job, GANG]:
        return False
    first, last = s.pool[pool, P_FIRST], s.pool[pool, P_LAST]
    most, watts = room(s, pool, tenant), free_watts(s)
    for other in range(first, last):
        if s.queue[other, Q_RANK] > rank and _gives_way(s, other, tenant):
            most += s.queue[other, Q_HELD]
            watts += s.queue[other, Q_WATTS]
    if most < s.job[job, GANG] or watts < s.job[job, WATTS]:
        return False
    while room(s, pool, tenant) < s.job[job, GANG] or free_watts(s) < s.job[job, WATTS]:
        victim = _victim(s, first, last, -1, rank, tenant)
        s.job[victim, PREEMPTIONS] += 1
        interrupt(s, victim)
    return True


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
        if not may_hold(s, job):
            # What one tenant may not have holds up no other.
            s.queue[queue, Q_STUCK] = s.tenant[s.queue[queue, Q_TENANT], T_VERSION]
            continue
        free_for_it = room(s, pool, s.queue[queue, Q_TENANT])
        fits = s.job[job, GANG] <= free_for_it and s.job[job, WATTS] <= free_watts(s)
        if not fits and (s.queue[queue, Q_PREEMPTS] == 0 or not _make_room(s, job)):
            backfill(s, pool, job)
            return
        leave_queue(s, job)
        start(s, job)


@compiled
def _arrive(s: State, job: int, is_alone: bool) -> None:
    """A job comes. `is_alone` where nothing else happens now that might have to go first."""
    queue = s.job[job, QUEUE]
    pool, tenant = s.queue[queue, Q_POOL], s.queue[queue, Q_TENANT]
    if (
        is_alone
        and s.pool[pool, P_WAITING] == 0
        and s.job[job, GANG] <= room(s, pool, tenant)
        and s.job[job, WATTS] <= free_watts(s)
        and may_hold(s, job)
    ):
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
def _enforce(s: State) -> None:
    """Bring what runs within what this hour gives."""
    for pool in range(len(s.pool)):
        first, last = s.pool[pool, P_FIRST], s.pool[pool, P_LAST]
        kept = 0
        for tenant in range(len(s.tenant)):
            kept += unmet(s, pool, tenant)
        s.pool[pool, P_KEPT] = kept
        while s.pool[pool, P_HELD] > 0 and free(s, pool) < 0:
            victim = _victim(s, first, last, -1, -1, -1)
            s.job[victim, PREEMPTIONS] += 1
            interrupt(s, victim)
        for tenant in range(len(s.tenant)):
            while free_quota(s, pool, tenant) < 0:
                victim = _victim(s, first, last, tenant, -1, -1)
                s.job[victim, PREEMPTIONS] += 1
                interrupt(s, victim)
        for tenant in range(len(s.tenant)):
            while others_beyond(s, pool, tenant) > 0:
                victim = _victim(s, first, last, -2 - tenant, -1, -1)
                s.job[victim, PREEMPTIONS] += 1
                interrupt(s, victim)
    while free_watts(s) < 0 and s.counters[HELD_WATTS] > 0:
        victim = _victim(s, 0, len(s.queue), -1, -1, -1)
        s.job[victim, PREEMPTIONS] += 1
        interrupt(s, victim)


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
            _enforce(s)
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


# Compiled from: 8cd9d54e2eac10eb
