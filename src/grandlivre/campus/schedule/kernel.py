"""The scheduler's loop, compiled: one event after the other, in flat arrays.

A scheduler in plain Python, among the tests, says the same slowly; the two agree event for event.
"""

from numba import njit

from grandlivre.campus.schedule.holding import (
    free,
    free_watts,
    interrupt,
    may_hold,
    start,
    stop,
)
from grandlivre.campus.schedule.problem import HOUR
from grandlivre.campus.schedule.state import (
    AFTER,
    ARRIVED,
    BEGUN,
    END,
    EVENTS,
    FAILS,
    FAILURES,
    FREED,
    GANG,
    HEAD,
    HEAP,
    HELD_WATTS,
    HOUR_NOW,
    NEXT_HOUR,
    NOW,
    P_DOWN,
    P_EXTRA,
    P_EXTRA_WATTS,
    P_FIRST,
    P_HELD,
    P_HELD_UP,
    P_LAST,
    P_SHADOW,
    P_STARVED,
    P_TOUCHED,
    PREEMPTIONS,
    Q_HELD,
    Q_POOL,
    Q_PREEMPTS,
    Q_RANK,
    Q_TENANT,
    Q_WATTS,
    Q_YIELDS,
    QUEUE,
    REFUSED,
    RING_FIRST,
    RING_SIZE,
    RUN_HEAD,
    SKIPPED,
    SUBMIT,
    WATTS,
    State,
)
from grandlivre.campus.schedule.structures import leave_queue, rest, wait_last, walk

_NEVER = 1 << 60


@njit(cache=True, error_model="numpy")
def _victim(s: State, first: int, last: int, tenant: int, above: int, must_yield: bool) -> int:
    """The running job to interrupt: one that may be, the least urgent, the latest started."""
    found = -1
    for queue in range(first, last):
        job = s.queue[queue, RUN_HEAD]
        if job < 0 or s.queue[queue, Q_RANK] <= above:
            continue
        if (must_yield and s.queue[queue, Q_YIELDS] == 0) or (
            tenant >= 0 and s.queue[queue, Q_TENANT] != tenant
        ):
            continue
        if found < 0:
            found = job
            continue
        other = s.job[found, QUEUE]
        mine = (s.queue[queue, Q_YIELDS], s.queue[queue, Q_RANK], s.job[job, BEGUN], job)
        if mine > (s.queue[other, Q_YIELDS], s.queue[other, Q_RANK], s.job[found, BEGUN], found):
            found = job
    return found


@njit(cache=True, error_model="numpy")
def _make_room(s: State, job: int, bucket_s: int) -> bool:
    """Interrupt less urgent jobs so that this one fits, if that is enough."""
    queue = s.job[job, QUEUE]
    pool, rank = s.queue[queue, Q_POOL], s.queue[queue, Q_RANK]
    if s.queue[queue, Q_PREEMPTS] == 0:
        return False
    first, last = s.pool[pool, P_FIRST], s.pool[pool, P_LAST]
    room, watts = free(s, pool), free_watts(s)
    for other in range(first, last):
        if s.queue[other, Q_YIELDS] == 1 and s.queue[other, Q_RANK] > rank:
            room += s.queue[other, Q_HELD]
            watts += s.queue[other, Q_WATTS]
    if room < s.job[job, GANG] or watts < s.job[job, WATTS]:
        return False
    while free(s, pool) < s.job[job, GANG] or free_watts(s) < s.job[job, WATTS]:
        victim = _victim(s, first, last, -1, rank, True)
        s.job[victim, PREEMPTIONS] += 1
        interrupt(s, victim, bucket_s)
    return True


@njit(cache=True, error_model="numpy")
def _next_queue(s: State, pool: int) -> int:
    """The queue whose first job is next: most urgent, least served tenant, longest waiting."""
    best = -1
    for queue in range(s.pool[pool, P_FIRST], s.pool[pool, P_LAST]):
        job = s.queue[queue, HEAD]
        if job < 0 or s.queue[queue, SKIPPED] == 1:
            continue
        if best < 0:
            best = queue
            continue
        tenant, other = s.queue[queue, Q_TENANT], s.queue[best, Q_TENANT]
        mine = (s.queue[queue, Q_RANK], s.usage[tenant] / s.shares[tenant], job)
        other_one = (s.queue[best, Q_RANK], s.usage[other] / s.shares[other], s.queue[best, HEAD])
        if mine < other_one:
            best = queue
    return best


@njit(cache=True, error_model="numpy")
def _goes_ahead(s: State, pool: int, job: int, bucket_s: int) -> bool:
    """Whether a job may start without delaying the one that is held up; it is then reckoned in."""
    gang, watts = s.job[job, GANG], s.job[job, WATTS]
    if gang > free(s, pool) or watts > free_watts(s):
        return False
    if -(-(s.counters[NOW] + rest(s, job)) // bucket_s) <= s.pool[pool, P_SHADOW]:
        return may_hold(s, job)
    if gang > s.pool[pool, P_EXTRA] or watts > s.pool[pool, P_EXTRA_WATTS]:
        return False
    if not may_hold(s, job):
        return False
    s.pool[pool, P_EXTRA] -= gang
    s.pool[pool, P_EXTRA_WATTS] -= watts
    return True


@njit(cache=True, error_model="numpy")
def _foresee(s: State, pool: int, job: int, bucket_s: int) -> None:
    """When a job that is held up can start, and what is left beside it then."""
    need, watts = s.job[job, GANG], s.job[job, WATTS]
    here, never, power = s.counters[NOW] // bucket_s, s.freed.shape[1], len(s.pool)
    by_gang, _ = walk(s, pool, here, need - free(s, pool), never)
    by_watts, _ = walk(s, power, here, watts - free_watts(s), never)
    shadow = max(by_gang, by_watts)
    until = min(shadow + 1, never)
    _, freed = walk(s, pool, here, _NEVER, until)
    _, freed_watts = walk(s, power, here, _NEVER, until)
    s.pool[pool, P_HELD_UP] = job
    s.pool[pool, P_SHADOW] = shadow
    s.pool[pool, P_EXTRA] = free(s, pool) + freed - need
    s.pool[pool, P_EXTRA_WATTS] = free_watts(s) + freed_watts - watts
    s.pool[pool, P_STARVED] = 1 if free_watts(s) < watts else 0


@njit(cache=True, error_model="numpy")
def _backfill(
    s: State, pool: int, held_up: int, seed: int, rate: float, depth: int, bucket_s: int
) -> None:
    """Start what does not delay the job that is held up: EASY (Lifka, JSSPP 1995)."""
    _foresee(s, pool, held_up, bucket_s)
    tried = 0
    for queue in range(s.pool[pool, P_FIRST], s.pool[pool, P_LAST]):
        if s.queue[queue, SKIPPED] == 1:
            continue
        before, job = -1, s.queue[queue, HEAD]
        while job >= 0 and tried < depth and free(s, pool) > 0:
            following = s.job[job, AFTER]
            if job != held_up:
                tried += 1
                if _goes_ahead(s, pool, job, bucket_s):
                    leave_queue(s, job, before)
                    start(s, job, seed, rate, bucket_s)
                    job = following
                    continue
            before, job = job, following


@njit(cache=True, error_model="numpy")
def _arrive(s: State, job: int, seed: int, rate: float, bucket_s: int) -> None:
    """A job comes: beside one that is held up it is tried at once, and nothing else is."""
    queue = s.job[job, QUEUE]
    pool = s.queue[queue, Q_POOL]
    held_up = s.pool[pool, P_HELD_UP]
    if held_up < 0 or s.queue[queue, Q_RANK] < s.queue[s.job[held_up, QUEUE], Q_RANK]:
        s.pool[pool, P_TOUCHED] = 1
    if s.pool[pool, P_TOUCHED] == 1 or not _goes_ahead(s, pool, job, bucket_s):
        wait_last(s, job)
        return
    start(s, job, seed, rate, bucket_s)


@njit(cache=True, error_model="numpy")
def _serve(s: State, pool: int, seed: int, rate: float, depth: int, bucket_s: int) -> None:
    """Start all that can start in a pool now."""
    s.pool[pool, P_STARVED] = 0
    s.pool[pool, P_HELD_UP] = -1
    for queue in range(s.pool[pool, P_FIRST], s.pool[pool, P_LAST]):
        s.queue[queue, SKIPPED] = 0
    while True:
        queue = _next_queue(s, pool)
        if queue < 0:
            return
        job = s.queue[queue, HEAD]
        if not may_hold(s, job):
            # What one tenant may not have holds up no other.
            s.queue[queue, SKIPPED] = 1
            continue
        fits = s.job[job, GANG] <= free(s, pool) and s.job[job, WATTS] <= free_watts(s)
        if not fits and not _make_room(s, job, bucket_s):
            _backfill(s, pool, job, seed, rate, depth, bucket_s)
            return
        leave_queue(s, job, -1)
        start(s, job, seed, rate, bucket_s)


@njit(cache=True, error_model="numpy")
def _open(s: State, hour: int, forget: int) -> None:
    """Begin an hour: what runs is counted for the whole of it, past usage counts less."""
    for queue in range(len(s.queue)):
        s.tally[hour, queue, 0] += s.queue[queue, Q_HELD] * HOUR
        s.tally[hour, queue, 1] += s.queue[queue, Q_WATTS] * HOUR
    for tenant in range(len(s.shares)):
        s.usage[tenant] -= s.usage[tenant] // forget


@njit(cache=True, error_model="numpy")
def _enforce(s: State, hour: int, bucket_s: int) -> None:
    """Bring what runs within what this hour gives."""
    pools, tenants = len(s.pool), len(s.shares)
    for pool in range(pools):
        first, last = s.pool[pool, P_FIRST], s.pool[pool, P_LAST]
        while s.pool[pool, P_HELD] > 0 and free(s, pool) < 0:
            victim = _victim(s, first, last, -1, -1, False)
            s.job[victim, PREEMPTIONS] += 1
            interrupt(s, victim, bucket_s)
        for tenant in range(tenants):
            cell = pool * tenants + tenant
            while s.held_by[cell] > s.quota[hour, cell]:
                victim = _victim(s, first, last, tenant, -1, False)
                s.job[victim, PREEMPTIONS] += 1
                interrupt(s, victim, bucket_s)
    while free_watts(s) < 0 and s.counters[HELD_WATTS] > 0:
        victim = _victim(s, 0, len(s.queue), -1, -1, False)
        s.job[victim, PREEMPTIONS] += 1
        interrupt(s, victim, bucket_s)


@njit(cache=True, error_model="numpy")
def _end(s: State, job: int, node: int, repair_s: int, bucket_s: int) -> None:
    """The end of an attempt: the work is done, or a fault broke it off."""
    if s.job[job, FAILS] == 0:
        stop(s, job, bucket_s)
        s.job[job, END] = s.counters[NOW]
        return
    s.job[job, FAILURES] += 1
    interrupt(s, job, bucket_s)
    pool, broken = s.queue[s.job[job, QUEUE], Q_POOL], min(node, s.job[job, GANG])
    at = (s.counters[RING_FIRST] + s.counters[RING_SIZE]) % len(s.ring)
    s.ring[at, 0] = s.counters[NOW] + repair_s
    s.ring[at, 1], s.ring[at, 2] = pool, broken
    s.counters[RING_SIZE] += 1
    s.pool[pool, P_DOWN] += broken


@njit(cache=True, error_model="numpy")
def run(
    s: State,
    until: int,
    forget: int,
    failing: tuple[int, float, int, int],
    packing: tuple[int, int],
) -> None:
    """Work off all events before an hour begins.

    Parameters
    ----------
    s
        A fresh state, or one that a run before has left; it is changed.
    until
        The hour, counted from 0.
    forget
        Hours over which a tenant's usage shrinks by one part.
    failing
        Seed, failures per accelerator-second, accelerators of a node, seconds of repair.
    packing
        Depth of backfill, seconds of a bucket.
    """
    seed, rate, node, repair_s = failing
    depth, bucket_s = packing
    jobs, arrived, hour = len(s.job), s.counters[ARRIVED], s.counters[NEXT_HOUR]
    while True:
        now = hour * HOUR
        if arrived < jobs:
            now = min(now, s.job[arrived, SUBMIT])
        if s.counters[HEAP] > 0:
            now = min(now, s.heap[0, 0])
        if s.counters[RING_SIZE] > 0:
            now = min(now, s.ring[s.counters[RING_FIRST], 0])
        if now >= until * HOUR:
            s.counters[ARRIVED], s.counters[NEXT_HOUR] = arrived, hour
            return
        s.counters[NOW], s.counters[FREED] = now, 0
        if now == hour * HOUR:
            s.counters[HOUR_NOW] = hour
            _open(s, hour, forget)
            _enforce(s, hour, bucket_s)
            s.pool[:, P_TOUCHED] = 1
            s.counters[FREED] = 1
            s.counters[EVENTS] += 1
            hour += 1
        while s.counters[HEAP] > 0 and s.heap[0, 0] == now:
            _end(s, s.heap[0, 1], node, repair_s, bucket_s)
            s.counters[EVENTS] += 1
        while s.counters[RING_SIZE] > 0 and s.ring[s.counters[RING_FIRST], 0] == now:
            first = s.counters[RING_FIRST]
            s.pool[s.ring[first, 1], P_DOWN] -= s.ring[first, 2]
            s.pool[s.ring[first, 1], P_TOUCHED] = 1
            s.counters[RING_FIRST] = (first + 1) % len(s.ring)
            s.counters[RING_SIZE] -= 1
            s.counters[EVENTS] += 1
        while arrived < jobs and s.job[arrived, SUBMIT] == now:
            if s.job[arrived, REFUSED] == 0:
                _arrive(s, arrived, seed, rate, bucket_s)
            s.counters[EVENTS] += 1
            arrived += 1
        for pool in range(len(s.pool)):
            is_fed = s.pool[pool, P_STARVED] == 1 and s.counters[FREED] == 1
            if s.pool[pool, P_TOUCHED] == 1 or is_fed:
                _serve(s, pool, seed, rate, depth, bucket_s)
                # What it interrupted itself is no reason to serve it again.
                s.pool[pool, P_TOUCHED] = 0


# Compiled from: f967f7c22edf3eb2
