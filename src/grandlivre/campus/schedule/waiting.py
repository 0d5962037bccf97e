"""Jobs that wait, by queue, and in each queue by kind: classes of gang and of the time asked for.

Of each kind the first to come is the first to go, so that only the heads of kinds are ever
looked at; and bits tell of which kinds there are any.
"""

from grandlivre.campus.schedule.compiled import bit_length, compiled, inlined, lowest_bit
from grandlivre.campus.schedule.state import (
    AFTER,
    BACK,
    DONE,
    ESTIMATE,
    FRONT,
    GANG,
    HEAD,
    KIND,
    ORDER,
    P_KINDS,
    P_PRESSING,
    P_SIZES,
    P_SPANS,
    P_WAITING,
    Q_BACKLOG,
    Q_POOL,
    Q_PREEMPTS,
    Q_SIZES,
    Q_SPANS,
    Q_STUCK,
    Q_WAITING,
    QUEUE,
    RESTART,
    SIZE,
    SIZES,
    SPANS,
    STARTS,
    State,
)

_LEAST_SPAN_S = 64


@inlined
def size_of(gang: int) -> int:
    """The class of a gang: two to a doubling."""
    doublings = bit_length(gang) - 1
    half = (gang >> (doublings - 1)) & 1 if doublings > 0 else 0
    return int(min(2 * doublings + half, SIZES - 1))


@inlined
def sizes_upto(amount: int) -> int:
    """Bits of the classes of gang that hold any up to an amount."""
    return (2 << size_of(amount)) - 1 if amount > 0 else 0


@inlined
def span_of(seconds: int) -> int:
    """The class of a time: one to a doubling."""
    return int(min(bit_length(seconds // _LEAST_SPAN_S), SPANS - 1))


@inlined
def rest(s: State, job: int) -> int:
    """Seconds that it asks for now: what is left of its estimate, and its resumption."""
    again = s.job[job, RESTART] if s.job[job, STARTS] > 0 else 0
    return int(s.job[job, ESTIMATE] - s.job[job, DONE] + again)


@inlined
def kind_of(s: State, job: int) -> int:
    """The class of its gang and of the time that it asks for now."""
    return int(s.job[job, SIZE] * SPANS + span_of(rest(s, job)))


@compiled
def _enter(s: State, job: int) -> int:
    """Count a job among those that wait; its kind."""
    queue, kind, asked = s.job[job, QUEUE], kind_of(s, job), rest(s, job)
    pool, size, span = s.queue[queue, Q_POOL], kind // SPANS, kind % SPANS
    s.job[job, KIND] = kind
    s.queue[queue, Q_WAITING] += 1
    s.queue[queue, Q_BACKLOG] += s.job[job, GANG] * asked
    s.queue[queue, Q_SIZES] |= 1 << size
    s.queue[queue, Q_SPANS + size] |= 1 << span
    s.pool[pool, P_WAITING] += 1
    s.pool[pool, P_PRESSING] += s.queue[queue, Q_PREEMPTS]
    s.pool[pool, P_SIZES] |= 1 << size
    s.pool[pool, P_SPANS + size] |= 1 << span
    s.pool[pool, P_KINDS + kind] += 1
    return kind


@compiled
def wait_last(s: State, job: int) -> None:
    """Put a job at the end of its queue."""
    queue, kind = s.job[job, QUEUE], _enter(s, job)
    s.counters[BACK] += 1
    s.job[job, ORDER] = s.counters[BACK]
    s.job[job, AFTER] = -1
    if s.kinds[queue, kind, 0] < 0:
        s.kinds[queue, kind, 0] = job
    else:
        s.job[s.kinds[queue, kind, 1], AFTER] = job
    s.kinds[queue, kind, 1] = job
    if s.queue[queue, HEAD] < 0:
        s.queue[queue, HEAD] = job
        s.queue[queue, Q_STUCK] = -1


@compiled
def wait_first(s: State, job: int) -> None:
    """Put an interrupted job back in front of its queue."""
    queue, kind = s.job[job, QUEUE], _enter(s, job)
    s.counters[FRONT] -= 1
    s.job[job, ORDER] = s.counters[FRONT]
    s.job[job, AFTER] = s.kinds[queue, kind, 0]
    if s.kinds[queue, kind, 0] < 0:
        s.kinds[queue, kind, 1] = job
    s.kinds[queue, kind, 0] = job
    s.queue[queue, HEAD] = job
    s.queue[queue, Q_STUCK] = -1


@compiled
def leave_queue(s: State, job: int) -> None:
    """Take a job, the first of its kind, out of its queue."""
    queue, kind = s.job[job, QUEUE], s.job[job, KIND]
    pool, size, span = s.queue[queue, Q_POOL], kind // SPANS, kind % SPANS
    s.queue[queue, Q_WAITING] -= 1
    s.queue[queue, Q_BACKLOG] -= s.job[job, GANG] * rest(s, job)
    s.pool[pool, P_WAITING] -= 1
    s.pool[pool, P_PRESSING] -= s.queue[queue, Q_PREEMPTS]
    s.pool[pool, P_KINDS + kind] -= 1
    s.kinds[queue, kind, 0] = s.job[job, AFTER]
    if s.job[job, AFTER] < 0:
        s.queue[queue, Q_SPANS + size] &= ~(1 << span)
        if s.queue[queue, Q_SPANS + size] == 0:
            s.queue[queue, Q_SIZES] &= ~(1 << size)
        if s.pool[pool, P_KINDS + kind] == 0:
            s.pool[pool, P_SPANS + size] &= ~(1 << span)
            if s.pool[pool, P_SPANS + size] == 0:
                s.pool[pool, P_SIZES] &= ~(1 << size)
    if s.queue[queue, HEAD] == job:
        s.queue[queue, HEAD] = _first(s, queue)
        s.queue[queue, Q_STUCK] = -1


@compiled
def _first(s: State, queue: int) -> int:
    """The first that waits in a queue, or -1."""
    first, order = -1, 0
    sizes = s.queue[queue, Q_SIZES]
    while sizes:
        size = lowest_bit(sizes)
        sizes &= sizes - 1
        spans = s.queue[queue, Q_SPANS + size]
        while spans:
            job = s.kinds[queue, size * SPANS + lowest_bit(spans), 0]
            spans &= spans - 1
            if first < 0 or s.job[job, ORDER] < order:
                first, order = job, s.job[job, ORDER]
    return first


# Compiled from: ca2feeb3d9725324
