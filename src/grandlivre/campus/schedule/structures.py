"""Heap, calendar and lists of the scheduler, on flat arrays."""

from numba import njit

from grandlivre.campus.schedule.state import (
    AFTER,
    DONE,
    ESTIMATE,
    GANG,
    HEAD,
    HEAP,
    HEAP_PLACE,
    Q_BACKLOG,
    Q_WAITING,
    QUEUE,
    RESTART,
    RUN_BEFORE,
    RUN_HEAD,
    RUN_NEXT,
    SPAN,
    STARTS,
    TAIL,
    State,
)


@njit(cache=True, error_model="numpy")
def free_at(s: State, row: int, place: int, amount: int) -> None:
    """Enter into the calendar that an amount is foreseen to end at a place."""
    s.freed[row, place] += amount
    s.freed_spans[row, place // SPAN] += amount


@njit(cache=True, error_model="numpy")
def walk(s: State, row: int, start: int, amount: int, stop: int) -> tuple[int, int]:
    """The place from `start` on by whose end an amount is freed, and what is freed by then.

    `stop` where it is not freed before. Whole spans are stepped over at once; a tree would keep
    its sums at a cost, at each start and end, that is more than these few steps.
    """
    total, place = 0, start
    while total < amount and place < stop:
        if place % SPAN == 0 and place + SPAN <= stop:
            span = s.freed_spans[row, place // SPAN]
            if total + span < amount:
                total += span
                place += SPAN
                continue
        total += s.freed[row, place]
        place += 1
    if total < amount:
        return stop, total
    return max(place - 1, start), total


@njit(cache=True, error_model="numpy")
def _rise(s: State, at: int) -> None:
    when, job = s.heap[at, 0], s.heap[at, 1]
    while at > 0:
        above = (at - 1) // 2
        if (when, job) > (s.heap[above, 0], s.heap[above, 1]):
            break
        _set_heap(s, at, s.heap[above, 0], s.heap[above, 1])
        at = above
    _set_heap(s, at, when, job)


@njit(cache=True, error_model="numpy")
def _sink(s: State, at: int) -> None:
    when, job, size = s.heap[at, 0], s.heap[at, 1], s.counters[HEAP]
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size:
            left = (s.heap[below, 0], s.heap[below, 1])
            if (s.heap[below + 1, 0], s.heap[below + 1, 1]) < left:
                below += 1
        if (when, job) < (s.heap[below, 0], s.heap[below, 1]):
            break
        _set_heap(s, at, s.heap[below, 0], s.heap[below, 1])
        at = below
    _set_heap(s, at, when, job)


@njit(cache=True, error_model="numpy")
def _set_heap(s: State, at: int, when: int, job: int) -> None:
    s.heap[at, 0], s.heap[at, 1] = when, job
    s.job[job, HEAP_PLACE] = at


@njit(cache=True, error_model="numpy")
def push_end(s: State, job: int, when: int) -> None:
    """Foresee the end of a job's attempt."""
    at = s.counters[HEAP]
    s.counters[HEAP] += 1
    _set_heap(s, at, when, job)
    _rise(s, at)


@njit(cache=True, error_model="numpy")
def drop_end(s: State, job: int) -> None:
    """Take a job's end off the heap, wherever it stands."""
    at = s.job[job, HEAP_PLACE]
    s.counters[HEAP] -= 1
    size = s.counters[HEAP]
    s.job[job, HEAP_PLACE] = -1
    if at == size:
        return
    last = s.heap[size, 1]
    _set_heap(s, at, s.heap[size, 0], last)
    _rise(s, at)
    _sink(s, s.job[last, HEAP_PLACE])


@njit(cache=True, error_model="numpy", inline="always")
def rest(s: State, job: int) -> int:
    """Seconds that it asks for now: what is left of its estimate, and its resumption."""
    again = s.job[job, RESTART] if s.job[job, STARTS] > 0 else 0
    return int(s.job[job, ESTIMATE] - s.job[job, DONE] + again)


@njit(cache=True, error_model="numpy", inline="always")
def _count(s: State, job: int, sign: int) -> None:
    """Enter a job into the sums of what waits, or take it out."""
    queue = s.job[job, QUEUE]
    s.queue[queue, Q_WAITING] += sign
    s.queue[queue, Q_BACKLOG] += sign * s.job[job, GANG] * rest(s, job)


@njit(cache=True, error_model="numpy")
def wait_last(s: State, job: int) -> None:
    """Put a job at the end of its queue."""
    _count(s, job, 1)
    queue = s.job[job, QUEUE]
    s.job[job, AFTER] = -1
    if s.queue[queue, TAIL] < 0:
        s.queue[queue, HEAD] = job
    else:
        s.job[s.queue[queue, TAIL], AFTER] = job
    s.queue[queue, TAIL] = job


@njit(cache=True, error_model="numpy")
def wait_first(s: State, job: int) -> None:
    """Put an interrupted job back in front of its queue."""
    _count(s, job, 1)
    queue = s.job[job, QUEUE]
    s.job[job, AFTER] = s.queue[queue, HEAD]
    s.queue[queue, HEAD] = job
    if s.queue[queue, TAIL] < 0:
        s.queue[queue, TAIL] = job


@njit(cache=True, error_model="numpy")
def leave_queue(s: State, job: int, before: int) -> None:
    """Take a job out of its queue; `before` is the one ahead of it, or -1."""
    _count(s, job, -1)
    queue = s.job[job, QUEUE]
    if before < 0:
        s.queue[queue, HEAD] = s.job[job, AFTER]
    else:
        s.job[before, AFTER] = s.job[job, AFTER]
    if s.queue[queue, TAIL] == job:
        s.queue[queue, TAIL] = before
    s.job[job, AFTER] = -1


@njit(cache=True, error_model="numpy")
def run_first(s: State, job: int) -> None:
    """Put a job at the head of those that run of its queue."""
    queue = s.job[job, QUEUE]
    first = s.queue[queue, RUN_HEAD]
    s.job[job, RUN_NEXT], s.job[job, RUN_BEFORE] = first, -1
    if first >= 0:
        s.job[first, RUN_BEFORE] = job
    s.queue[queue, RUN_HEAD] = job


@njit(cache=True, error_model="numpy")
def run_no_more(s: State, job: int) -> None:
    """Take a job out of those that run."""
    before, following = s.job[job, RUN_BEFORE], s.job[job, RUN_NEXT]
    if before < 0:
        s.queue[s.job[job, QUEUE], RUN_HEAD] = following
    else:
        s.job[before, RUN_NEXT] = following
    if following >= 0:
        s.job[following, RUN_BEFORE] = before


# Compiled from: f967f7c22edf3eb2
