"""What may go ahead of a job that is held up: EASY backfill (Lifka, JSSPP 1995)."""

from grandlivre.campus.schedule.compiled import compiled, inlined, lowest_bit
from grandlivre.campus.schedule.holding import (
    free,
    free_quota,
    free_watts,
    may_hold,
    room,
    start,
)
from grandlivre.campus.schedule.state import (
    BUCKET,
    BUCKETS,
    DEPTH,
    F_SHARES,
    GANG,
    HEAD,
    NOW,
    ORDER,
    P_EXTRA,
    P_EXTRA_WATTS,
    P_FIRST,
    P_KEPT,
    P_LAST,
    P_LEAST_WATTS,
    P_SHADOW,
    P_SIZES,
    P_SPANS,
    Q_POOL,
    Q_RANK,
    Q_SIZES,
    Q_SPANS,
    Q_TENANT,
    QUEUE,
    SPANS,
    WATTS,
    State,
)
from grandlivre.campus.schedule.structures import walk
from grandlivre.campus.schedule.waiting import leave_queue, rest, sizes_upto, span_of

_NEVER = 1 << 60


@compiled
def _foresee(s: State, pool: int, job: int) -> None:
    """When the job that is held up can start, and what is left beside it then."""
    tenant = s.queue[s.job[job, QUEUE], Q_TENANT]
    need = s.job[job, GANG] - room(s, pool, tenant)
    watts = s.job[job, WATTS] - free_watts(s)
    here, never, power = s.counters[NOW] // s.counters[BUCKET], s.counters[BUCKETS], len(s.pool)
    by_gang, freed = walk(s, pool, here, need, never)
    by_watts, freed_watts = walk(s, power, here, watts, never)
    shadow = max(by_gang, by_watts)
    until = min(shadow + 1, never)
    # Each walk told what is freed by its own end: the shorter of them is done again.
    if by_gang < shadow:
        _, freed = walk(s, pool, here, _NEVER, until)
    if by_watts < shadow:
        _, freed_watts = walk(s, power, here, _NEVER, until)
    s.pool[pool, P_SHADOW] = shadow
    s.pool[pool, P_EXTRA] = freed - need
    s.pool[pool, P_EXTRA_WATTS] = freed_watts - watts


@inlined
def _ends_in_time(s: State, pool: int, job: int) -> bool:
    ends = s.counters[NOW] + rest(s, job)
    return bool(ends <= s.pool[pool, P_SHADOW] * s.counters[BUCKET])


@inlined
def _delays_nothing(s: State, pool: int, job: int) -> bool:
    """Whether a job ends before the held up one starts, or takes no more than is left beside it."""
    gang, watts = s.job[job, GANG], s.job[job, WATTS]
    tenant = s.queue[s.job[job, QUEUE], Q_TENANT]
    if gang > room(s, pool, tenant) or watts > free_watts(s):
        return False
    if not _ends_in_time(s, pool, job) and (
        gang > s.pool[pool, P_EXTRA] or watts > s.pool[pool, P_EXTRA_WATTS]
    ):
        return False
    return may_hold(s, job)


@compiled
def _kind_ahead(s: State, queue: int, sizes: int, long_sizes: int, short_spans: int) -> int:
    """The first to come among the first of each kind that delay nothing, or -1."""
    pool, first = s.queue[queue, Q_POOL], -1
    while sizes:
        size = lowest_bit(sizes)
        sizes &= sizes - 1
        spans = s.queue[queue, Q_SPANS + size]
        if (long_sizes >> size) & 1 == 0:
            spans &= short_spans
        while spans:
            job = s.kinds[queue, size * SPANS + lowest_bit(spans), 0]
            spans &= spans - 1
            is_earlier = first < 0 or s.job[job, ORDER] < s.job[first, ORDER]
            if is_earlier and _delays_nothing(s, pool, job):
                first = job
    return first


@compiled
def _next_ahead(s: State, pool: int, sizes: int) -> int:
    """The job to start ahead: the most urgent, of the least served tenant, the first; or -1."""
    least = s.pool[pool, P_LEAST_WATTS]
    long_sizes = sizes_upto(min(s.pool[pool, P_EXTRA], s.pool[pool, P_EXTRA_WATTS] // least))
    short_s = s.pool[pool, P_SHADOW] * s.counters[BUCKET] - s.counters[NOW]
    short_spans = (2 << span_of(short_s)) - 1 if short_s > 0 else 0
    if not _any_kind(s, pool, sizes, long_sizes, short_spans):
        return -1
    found, above, least_level, levels = -1, 0, 0.0, F_SHARES + len(s.tenant)
    for queue in range(s.pool[pool, P_FIRST], s.pool[pool, P_LAST]):
        mine = s.queue[queue, Q_SIZES] & sizes
        if mine == 0:
            continue
        tenant, rank = s.queue[queue, Q_TENANT], s.queue[queue, Q_RANK]
        level = s.fair[levels + tenant]
        if found >= 0 and (rank > above or (rank == above and level > least_level)):
            continue
        mine &= sizes_upto(free_quota(s, pool, tenant))
        if mine == 0 or not may_hold(s, s.queue[queue, HEAD]):
            continue
        job = _kind_ahead(s, queue, mine, long_sizes, short_spans)
        if job < 0:
            continue
        if found < 0 or rank < above or level < least_level or job < found:
            found, above, least_level = job, rank, level
    return found


@inlined
def _any_kind(s: State, pool: int, sizes: int, long_sizes: int, short_spans: int) -> bool:
    """Whether any job of a pool waits whose kind may go ahead."""
    if sizes & long_sizes:
        return True
    while sizes:
        if s.pool[pool, P_SPANS + lowest_bit(sizes)] & short_spans:
            return True
        sizes &= sizes - 1
    return False


@inlined
def sizes_that_fit(s: State, pool: int) -> int:
    """Bits of the classes of gang that wait, and of which any could have room and power now."""
    room = min(free(s, pool), free_watts(s) // s.pool[pool, P_LEAST_WATTS])
    return int(s.pool[pool, P_SIZES] & sizes_upto(room))


@compiled
def backfill(s: State, pool: int, held_up: int) -> None:
    """Start what does not delay the job that is held up."""
    is_foreseen = False
    for _ in range(s.counters[DEPTH]):
        sizes = sizes_that_fit(s, pool)
        if sizes == 0:
            return
        if not is_foreseen:
            _foresee(s, pool, held_up)
        job = _next_ahead(s, pool, sizes)
        if job < 0:
            return
        if not _ends_in_time(s, pool, job):
            s.pool[pool, P_EXTRA] -= s.job[job, GANG]
            s.pool[pool, P_EXTRA_WATTS] -= s.job[job, WATTS]
        # Reckoned in so, what is foreseen is what it would be if it were worked out anew; but for
        # the last bucket, in which all later ends are, and for what is reserved: who takes of
        # that takes nothing from others.
        is_foreseen = s.pool[pool, P_SHADOW] < s.counters[BUCKETS] - 1
        is_foreseen = is_foreseen and s.pool[pool, P_KEPT] == 0
        leave_queue(s, job)
        start(s, job)


# Compiled from: ca2feeb3d9725324
