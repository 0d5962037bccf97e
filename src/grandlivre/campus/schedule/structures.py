"""Heap, calendar and lists of the scheduler, on flat arrays."""

from grandlivre.campus.schedule.compiled import compiled, inlined
from grandlivre.campus.schedule.state import (
    BUCKETS,
    HEAP,
    QUEUE,
    RUN_BEFORE,
    RUN_HEAD,
    RUN_NEXT,
    SPAN,
    STOPS,
    State,
)

_JOB_BITS = 31
_JOB_MASK = (1 << _JOB_BITS) - 1


@inlined
def free_at(s: State, row: int, place: int, amount: int) -> None:
    """Enter into the calendar that an amount is foreseen to end at a place."""
    s.freed[row, place] += amount
    s.freed[row, s.counters[BUCKETS] + place // SPAN] += amount


@compiled
def walk(s: State, row: int, start: int, amount: int, stop: int) -> tuple[int, int]:
    """The place from `start` on by whose end an amount is freed, and what is freed by then.

    `stop` where it is not freed before. Whole spans are stepped over at once; a tree would keep
    its sums at a cost, at each start and end, that is more than these few steps.
    """
    total, place, spans = 0, start, s.counters[BUCKETS]
    while total < amount and place < stop:
        if place % SPAN == 0 and place + SPAN <= stop:
            span = s.freed[row, spans + place // SPAN]
            if total + span < amount:
                total += span
                place += SPAN
                continue
        total += s.freed[row, place]
        place += 1
    if total < amount:
        return stop, total
    return max(place - 1, start), total


@compiled
def push_end(s: State, job: int, when: int) -> None:
    """Foresee the end of a job's attempt.

    The time and the job are one number, so that of two ends at once that of the lower job is the
    first, and comparing them takes one step.
    """
    if s.counters[HEAP] == len(s.heap):
        _clear(s)
    key, at = when << _JOB_BITS | job, s.counters[HEAP]
    s.counters[HEAP] += 1
    s.job[job, STOPS] = when
    while at > 0:
        above = (at - 1) >> 2
        if key >= s.heap[above]:
            break
        s.heap[at] = s.heap[above]
        at = above
    s.heap[at] = key


@compiled
def _sink(s: State, at: int, key: int) -> None:
    """Set an end at a place, or below it."""
    size = s.counters[HEAP]
    while True:
        first = 4 * at + 1
        if first >= size:
            break
        least = first
        for below in range(first + 1, min(first + 4, size)):
            if s.heap[below] < s.heap[least]:
                least = below
        if key <= s.heap[least]:
            break
        s.heap[at] = s.heap[least]
        at = least
    s.heap[at] = key


@inlined
def drop_first(s: State) -> None:
    """Take the first end off the heap."""
    s.counters[HEAP] -= 1
    _sink(s, 0, s.heap[s.counters[HEAP]])


@inlined
def first_end(s: State) -> tuple[int, int]:
    """When the first attempt ends, and its job; `1 << 60` where nothing runs.

    An attempt that was broken off leaves its end on the heap: it is recognised here by the time,
    at which its job no longer stops.
    """
    while s.counters[HEAP] > 0:
        when, job = s.heap[0] >> _JOB_BITS, s.heap[0] & _JOB_MASK
        if s.job[job, STOPS] == when:
            return when, job
        drop_first(s)
    return 1 << 60, -1


@compiled
def _clear(s: State) -> None:
    """Take off the heap what was broken off, and what stands on it twice."""
    size = 0
    for at in range(s.counters[HEAP]):
        when, job = s.heap[at] >> _JOB_BITS, s.heap[at] & _JOB_MASK
        if s.job[job, STOPS] == when:
            s.job[job, STOPS] = -2
            s.heap[size] = s.heap[at]
            size += 1
    s.counters[HEAP] = size
    for at in range(size):
        s.job[s.heap[at] & _JOB_MASK, STOPS] = s.heap[at] >> _JOB_BITS
    for at in range(size // 4, -1, -1):
        if at < size:
            _sink(s, at, s.heap[at])


@inlined
def run_first(s: State, job: int) -> None:
    """Put a job at the head of those that run of its queue."""
    queue = s.job[job, QUEUE]
    first = s.queue[queue, RUN_HEAD]
    s.job[job, RUN_NEXT], s.job[job, RUN_BEFORE] = first, -1
    if first >= 0:
        s.job[first, RUN_BEFORE] = job
    s.queue[queue, RUN_HEAD] = job


@inlined
def run_no_more(s: State, job: int) -> None:
    """Take a job out of those that run."""
    before, following = s.job[job, RUN_BEFORE], s.job[job, RUN_NEXT]
    if before < 0:
        s.queue[s.job[job, QUEUE], RUN_HEAD] = following
    else:
        s.job[before, RUN_NEXT] = following
    if following >= 0:
        s.job[following, RUN_BEFORE] = before


# Compiled from: ca2feeb3d9725324
