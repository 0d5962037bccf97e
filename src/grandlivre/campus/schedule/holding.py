"""What one job holds: whether it may start, its start, its stop."""

import math

import numpy as np

from grandlivre.campus.schedule.compiled import compiled, inlined
from grandlivre.campus.schedule.problem import HOUR
from grandlivre.campus.schedule.state import (
    BEGUN,
    BUCKET,
    BUCKETS,
    CHARGED_MONTH,
    CHECKPOINT,
    DONE,
    ESTIMATE,
    F_RATE,
    F_SHARES,
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
    P_KEPT,
    P_TOUCHED,
    P_YIELDING,
    Q_ENDS,
    Q_HELD,
    Q_POOL,
    Q_TENANT,
    Q_WATTS,
    Q_YIELDS,
    QUEUE,
    RESTART,
    SEED,
    STARTS,
    STOPS,
    T_HELD,
    T_USAGE,
    T_VERSION,
    WATTS,
    WORK,
    State,
)
from grandlivre.campus.schedule.structures import free_at, push_end, run_first, run_no_more
from grandlivre.campus.schedule.waiting import rest, wait_first


@compiled
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


@inlined
def free(s: State, pool: int) -> int:
    given = s.hour[s.counters[HOUR_NOW], H_POOLS + pool]
    return int(given - s.pool[pool, P_DOWN] - s.pool[pool, P_HELD])


@inlined
def reserve(s: State, pool: int, tenant: int) -> int:
    """Accelerators of a pool that jobs of others may not take."""
    column = H_POOLS + len(s.pool) + (len(s.pool) + pool) * len(s.tenant) + tenant
    return int(s.hour[s.counters[HOUR_NOW], column])


@inlined
def unmet(s: State, pool: int, tenant: int) -> int:
    """What is reserved for a tenant beyond what its jobs hold."""
    return max(reserve(s, pool, tenant) - int(s.tenant[tenant, T_HELD + pool]), 0)


@inlined
def room(s: State, pool: int, tenant: int) -> int:
    """Accelerators of a pool that are free for a tenant: others have theirs reserved."""
    kept = s.pool[pool, P_KEPT]
    if kept == 0:
        return free(s, pool)
    return int(free(s, pool) - kept + unmet(s, pool, tenant))


@compiled
def others_beyond(s: State, pool: int, tenant: int) -> int:
    """Accelerators that jobs of others hold of what is reserved for a tenant."""
    kept = reserve(s, pool, tenant)
    if kept == 0:
        return 0
    left = max(s.hour[s.counters[HOUR_NOW], H_POOLS + pool] - kept, 0)
    return int(s.pool[pool, P_HELD] - s.tenant[tenant, T_HELD + pool] - left)


@inlined
def free_watts(s: State) -> int:
    return int(s.hour[s.counters[HOUR_NOW], H_WATTS] - s.counters[HELD_WATTS])


@inlined
def free_quota(s: State, pool: int, tenant: int) -> int:
    """Accelerators of a pool that a tenant's quota still lets it hold."""
    column = H_POOLS + len(s.pool) + pool * len(s.tenant) + tenant
    return int(s.hour[s.counters[HOUR_NOW], column] - s.tenant[tenant, T_HELD + pool])


@inlined
def may_pay(s: State, job: int) -> bool:
    """Whether its tenant's budget lets it start."""
    month = T_HELD + len(s.pool) + s.hour[s.counters[HOUR_NOW], H_MONTH]
    left = s.tenant[s.queue[s.job[job, QUEUE], Q_TENANT], month]
    return bool(s.job[job, GANG] * rest(s, job) <= left)


@inlined
def may_hold(s: State, job: int) -> bool:
    """Whether its tenant's quota and budget let it start."""
    queue = s.job[job, QUEUE]
    left = free_quota(s, s.queue[queue, Q_POOL], s.queue[queue, Q_TENANT])
    return bool(s.job[job, GANG] <= left and may_pay(s, job))


@inlined
def fits(s: State, job: int) -> bool:
    """Whether there is room, power and quota for a job."""
    queue, gang = s.job[job, QUEUE], s.job[job, GANG]
    pool, tenant = s.queue[queue, Q_POOL], s.queue[queue, Q_TENANT]
    if gang > room(s, pool, tenant) or s.job[job, WATTS] > free_watts(s):
        return False
    return bool(gang <= free_quota(s, pool, tenant))


@inlined
def set_usage(s: State, tenant: int, usage: int) -> None:
    """Set what a tenant has used of late, and what that is for its share."""
    s.tenant[tenant, T_USAGE] = usage
    share = F_SHARES + tenant
    s.fair[share + len(s.tenant)] = usage / s.fair[share]


@compiled
def _hold(s: State, job: int, sign: int) -> None:
    """Add a job to all sums of what is held, or take it away."""
    queue, hour = s.job[job, QUEUE], s.counters[HOUR_NOW]
    pool, tenant = s.queue[queue, Q_POOL], s.queue[queue, Q_TENANT]
    gang, watts = sign * s.job[job, GANG], sign * s.job[job, WATTS]
    s.pool[pool, P_HELD] += gang
    if s.queue[queue, Q_YIELDS] == 1:
        s.pool[pool, P_YIELDING] += gang
    s.pool[pool, P_KEPT] -= unmet(s, pool, tenant)
    s.tenant[tenant, T_HELD + pool] += gang
    s.pool[pool, P_KEPT] += unmet(s, pool, tenant)
    s.queue[queue, Q_HELD] += gang
    s.queue[queue, Q_WATTS] += watts
    s.counters[HELD_WATTS] += watts
    ends = s.job[job, BEGUN] + s.job[job, OVERHEAD] + s.job[job, ESTIMATE] - s.job[job, DONE]
    s.queue[queue, Q_ENDS] += gang * ends
    place = min(-(-ends // s.counters[BUCKET]), s.counters[BUCKETS] - 1)
    free_at(s, pool, place, gang)
    free_at(s, len(s.pool), place, watts)
    # Into the rest of this hour, or out of it; whole hours are counted when they begin.
    left = (hour + 1) * HOUR - s.counters[NOW]
    tally = s.hour.shape[1] + 2 * (queue - len(s.queue))
    s.hour[hour, tally] += gang * left
    s.hour[hour, tally + 1] += watts * left


@compiled
def start(s: State, job: int) -> None:
    now, gang, asked = s.counters[NOW], s.job[job, GANG], rest(s, job)
    tenant, month = s.queue[s.job[job, QUEUE], Q_TENANT], s.hour[s.counters[HOUR_NOW], H_MONTH]
    s.tenant[tenant, T_HELD + len(s.pool) + month] -= gang * asked
    set_usage(s, tenant, s.tenant[tenant, T_USAGE] + gang * asked)
    s.job[job, CHARGED_MONTH] = month
    s.job[job, OVERHEAD] = s.job[job, RESTART] if s.job[job, STARTS] > 0 else 0
    s.job[job, BEGUN] = now
    if s.job[job, STARTS] == 0:
        s.job[job, FIRST_START] = now
    needed = s.job[job, OVERHEAD] + s.job[job, WORK] - s.job[job, DONE]
    lasts = time_to_failure(s.counters[SEED], job, s.job[job, STARTS], s.fair[F_RATE] * gang)
    s.job[job, STARTS] += 1
    s.job[job, FAILS] = 1 if lasts < needed else 0
    push_end(s, job, now + min(lasts, needed))
    run_first(s, job)
    _hold(s, job, 1)


@compiled
def stop(s: State, job: int) -> None:
    """Free what a job holds, and give back what it was charged beyond its use."""
    now = s.counters[NOW]
    s.counters[FREED] = 1
    s.job[job, STOPS] = -1
    run_no_more(s, job)
    _hold(s, job, -1)
    queue = s.job[job, QUEUE]
    tenant = s.queue[queue, Q_TENANT]
    asked = s.job[job, OVERHEAD] + s.job[job, ESTIMATE] - s.job[job, DONE]
    held_s = now - s.job[job, BEGUN]
    s.job[job, HELD_S] += held_s
    unused = s.job[job, GANG] * (asked - held_s)
    s.tenant[tenant, T_HELD + len(s.pool) + s.job[job, CHARGED_MONTH]] += unused
    s.tenant[tenant, T_VERSION] += 1
    set_usage(s, tenant, max(0, s.tenant[tenant, T_USAGE] - unused))
    s.pool[s.queue[queue, Q_POOL], P_TOUCHED] = 1


@compiled
def interrupt(s: State, job: int) -> None:
    """Stop a job before its end: it keeps what was checkpointed, and waits in front."""
    stop(s, job)
    worked = max(0, s.counters[NOW] - s.job[job, BEGUN] - s.job[job, OVERHEAD])
    every = s.job[job, CHECKPOINT]
    safe = worked // every * every if every > 0 else 0
    s.job[job, DONE] += safe
    s.job[job, LOST] += s.counters[NOW] - s.job[job, BEGUN] - safe
    wait_first(s, job)


# Compiled from: ca2feeb3d9725324
