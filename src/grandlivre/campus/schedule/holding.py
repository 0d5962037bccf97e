"""What one job holds: whether it may start, its start, its stop."""

import math

import numpy as np
from numba import njit

from grandlivre.campus.schedule.problem import HOUR
from grandlivre.campus.schedule.state import (
    BEGUN,
    CHARGED_MONTH,
    CHECKPOINT,
    DONE,
    ESTIMATE,
    FAILS,
    FIRST_START,
    FREED,
    GANG,
    H_MONTH,
    H_POOLS,
    H_WATTS,
    HELD_S,
    HELD_WATTS,
    HOUR_NOW,
    LOST,
    NOW,
    OVERHEAD,
    P_DOWN,
    P_HELD,
    P_TOUCHED,
    Q_ENDS,
    Q_HELD,
    Q_POOL,
    Q_TENANT,
    Q_WATTS,
    QUEUE,
    RESTART,
    STARTS,
    WATTS,
    WORK,
    State,
)
from grandlivre.campus.schedule.structures import (
    drop_end,
    free_at,
    push_end,
    rest,
    run_first,
    run_no_more,
    wait_first,
)


@njit(cache=True, error_model="numpy")
def time_to_failure(seed: int, job: int, attempt: int, rate: float) -> int:
    """Seconds until an attempt fails, if it lasts that long.

    Drawn from the job's and the attempt's numbers, so that it is the same whatever else happens:
    two runs that differ in a rule share their luck (common random numbers). The mixing is
    SplitMix64's (Steele, Lea, Flood, OOPSLA 2014).
    """
    if rate <= 0.0:
        return 1 << 60
    mixed = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15)
    mixed += np.uint64(job) * np.uint64(0xBF58476D1CE4E5B9)
    mixed += np.uint64(attempt + 1) * np.uint64(0x94D049BB133111EB)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    uniform = (float(mixed >> np.uint64(11)) + 0.5) * (1.0 / 9007199254740992.0)
    return int(min(-math.log(uniform) / rate, 1e15)) + 1


@njit(cache=True, error_model="numpy", inline="always")
def free(s: State, pool: int) -> int:
    given = s.hour[s.counters[HOUR_NOW], H_POOLS + pool]
    return int(given - s.pool[pool, P_DOWN] - s.pool[pool, P_HELD])


@njit(cache=True, error_model="numpy", inline="always")
def free_watts(s: State) -> int:
    return int(s.hour[s.counters[HOUR_NOW], H_WATTS] - s.counters[HELD_WATTS])


@njit(cache=True, error_model="numpy", inline="always")
def may_hold(s: State, job: int) -> bool:
    """Whether its tenant's quota and budget let it start."""
    queue, hour = s.job[job, QUEUE], s.counters[HOUR_NOW]
    tenant = s.queue[queue, Q_TENANT]
    cell = s.queue[queue, Q_POOL] * len(s.shares) + tenant
    if s.held_by[cell] + s.job[job, GANG] > s.quota[hour, cell]:
        return False
    return bool(s.job[job, GANG] * rest(s, job) <= s.budget[s.hour[hour, H_MONTH], tenant])


@njit(cache=True, error_model="numpy")
def _count(s: State, job: int, sign: int) -> None:
    """Enter a job into the rest of this hour, or take it out; `_open` counts whole hours."""
    queue, hour = s.job[job, QUEUE], s.counters[HOUR_NOW]
    rest = (hour + 1) * HOUR - s.counters[NOW]
    s.tally[hour, queue, 0] += sign * s.job[job, GANG] * rest
    s.tally[hour, queue, 1] += sign * s.job[job, WATTS] * rest


@njit(cache=True, error_model="numpy", inline="always")
def _foreseen_end(s: State, job: int) -> int:
    return int(s.job[job, BEGUN] + s.job[job, OVERHEAD] + s.job[job, ESTIMATE] - s.job[job, DONE])


@njit(cache=True, error_model="numpy")
def _hold(s: State, job: int, sign: int, bucket_s: int) -> None:
    """Add a job to all sums of what is held, or take it away."""
    queue = s.job[job, QUEUE]
    pool, tenant = s.queue[queue, Q_POOL], s.queue[queue, Q_TENANT]
    gang, watts = sign * s.job[job, GANG], sign * s.job[job, WATTS]
    s.pool[pool, P_HELD] += gang
    s.held_by[pool * len(s.shares) + tenant] += gang
    s.queue[queue, Q_HELD] += gang
    s.queue[queue, Q_WATTS] += watts
    s.counters[HELD_WATTS] += watts
    ends = _foreseen_end(s, job)
    s.queue[queue, Q_ENDS] += gang * ends
    place = min(-(-ends // bucket_s), s.freed.shape[1] - 1)
    free_at(s, pool, place, gang)
    free_at(s, len(s.pool), place, watts)
    _count(s, job, sign)


@njit(cache=True, error_model="numpy")
def start(s: State, job: int, seed: int, rate: float, bucket_s: int) -> None:
    now = s.counters[NOW]
    charge = s.job[job, GANG] * rest(s, job)
    tenant, month = s.queue[s.job[job, QUEUE], Q_TENANT], s.hour[s.counters[HOUR_NOW], H_MONTH]
    s.budget[month, tenant] -= charge
    s.usage[tenant] += charge
    s.job[job, CHARGED_MONTH] = month
    s.job[job, OVERHEAD] = s.job[job, RESTART] if s.job[job, STARTS] > 0 else 0
    s.job[job, BEGUN] = now
    if s.job[job, STARTS] == 0:
        s.job[job, FIRST_START] = now
    needed = s.job[job, OVERHEAD] + s.job[job, WORK] - s.job[job, DONE]
    lasts = time_to_failure(seed, job, s.job[job, STARTS], rate * s.job[job, GANG])
    s.job[job, STARTS] += 1
    s.job[job, FAILS] = 1 if lasts < needed else 0
    push_end(s, job, now + min(lasts, needed))
    run_first(s, job)
    _hold(s, job, 1, bucket_s)


@njit(cache=True, error_model="numpy")
def stop(s: State, job: int, bucket_s: int) -> None:
    """Free what a job holds, and give back what it was charged beyond its use."""
    now = s.counters[NOW]
    s.counters[FREED] = 1
    drop_end(s, job)
    run_no_more(s, job)
    _hold(s, job, -1, bucket_s)
    tenant = s.queue[s.job[job, QUEUE], Q_TENANT]
    asked = s.job[job, OVERHEAD] + s.job[job, ESTIMATE] - s.job[job, DONE]
    held_s = now - s.job[job, BEGUN]
    s.job[job, HELD_S] += held_s
    unused = s.job[job, GANG] * (asked - held_s)
    s.budget[s.job[job, CHARGED_MONTH], tenant] += unused
    s.usage[tenant] = max(0, s.usage[tenant] - unused)
    s.pool[s.queue[s.job[job, QUEUE], Q_POOL], P_TOUCHED] = 1


@njit(cache=True, error_model="numpy")
def interrupt(s: State, job: int, bucket_s: int) -> None:
    """Stop a job before its end: it keeps what was checkpointed, and waits in front."""
    stop(s, job, bucket_s)
    worked = max(0, s.counters[NOW] - s.job[job, BEGUN] - s.job[job, OVERHEAD])
    every = s.job[job, CHECKPOINT]
    safe = worked // every * every if every > 0 else 0
    s.job[job, DONE] += safe
    s.job[job, LOST] += s.counters[NOW] - s.job[job, BEGUN] - safe
    wait_first(s, job)


# Compiled from: f967f7c22edf3eb2
