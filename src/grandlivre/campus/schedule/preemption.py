"""Who is interrupted: for a more urgent job, and where an hour gives less than is held."""

from grandlivre.campus.schedule.compiled import compiled, inlined
from grandlivre.campus.schedule.holding import (
    free,
    free_quota,
    free_watts,
    interrupt,
    others_beyond,
    reserve,
    room,
    unmet,
)
from grandlivre.campus.schedule.state import (
    BEGUN,
    GANG,
    HELD_WATTS,
    P_FIRST,
    P_HELD,
    P_KEPT,
    P_LAST,
    P_YIELDING,
    PREEMPTIONS,
    Q_HELD,
    Q_POOL,
    Q_PREEMPTS,
    Q_RANK,
    Q_TENANT,
    Q_WATTS,
    Q_YIELDS,
    QUEUE,
    RUN_HEAD,
    WATTS,
    State,
)


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
def has_quota(s: State, job: int) -> bool:
    """Whether a tenant's quota lets a job start, once less urgent ones of its own give way."""
    queue = s.job[job, QUEUE]
    pool, tenant = s.queue[queue, Q_POOL], s.queue[queue, Q_TENANT]
    left = free_quota(s, pool, tenant)
    if s.job[job, GANG] <= left:
        return True
    if s.queue[queue, Q_PREEMPTS] == 0:
        return False
    for other in range(s.pool[pool, P_FIRST], s.pool[pool, P_LAST]):
        is_theirs = s.queue[other, Q_TENANT] == tenant and s.queue[other, Q_YIELDS] == 1
        if is_theirs and s.queue[other, Q_RANK] > s.queue[queue, Q_RANK]:
            left += s.queue[other, Q_HELD]
    return bool(s.job[job, GANG] <= left)


@compiled
def make_room(s: State, job: int) -> bool:
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
    while free_quota(s, pool, tenant) < s.job[job, GANG]:
        victim = _victim(s, first, last, tenant, rank, tenant)
        s.job[victim, PREEMPTIONS] += 1
        interrupt(s, victim)
    while room(s, pool, tenant) < s.job[job, GANG] or free_watts(s) < s.job[job, WATTS]:
        victim = _victim(s, first, last, -1, rank, tenant)
        s.job[victim, PREEMPTIONS] += 1
        interrupt(s, victim)
    return True


@compiled
def enforce(s: State) -> None:
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


# Compiled from: ca2feeb3d9725324
