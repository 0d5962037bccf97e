"""Pre-training: runs that hold thousands of accelerators for weeks, one after another."""

import numpy as np

from grandlivre.campus.workload.arrays import Floats
from grandlivre.campus.workload.asking import HOUR, Ask, Draft, estimates, joined, lengths, none
from grandlivre.campus.workload.gangs import domains, fitted, raw, whole

_LEAST_PART = 0.02
"""A chain whose runs would stand still for longer than fifty times their length is left out."""


def jobs(ask: Ask) -> Draft:
    """Runs in chains: a team's next run is sent some time after the last should have ended.

    Notes
    -----
    The work's share of what stands is filled with chains, each of a gang in whole domains. A
    chain begins in the hour in which the share reaches the middle of its gang, so that new
    phases bring new chains. What is left over, less than a gang, is a chain whose pauses are as
    long as it takes for the share to be right in the mean. The first run of a chain that stands
    on 1 January is found somewhere in its course, as an observer would find it, and asks for
    what is left of it.
    """
    wanted = ask.work.load_share * ask.capacity.sum(axis=1).astype(np.float64)
    reached = 0.0
    chains: list[Draft] = []
    while reached < wanted.max(initial=0.0):
        size = float(ask.capacity.max(axis=0).sum())
        place = np.searchsorted(
            np.cumsum(ask.capacity.max(axis=0)), ask.generator.random() * size, side="right"
        )
        pool = np.array([min(int(place), len(ask.pools) - 1)])
        gang = fitted(ask, whole(raw(ask, 1), domains(ask, pool)), pool)
        part = min((wanted.max() - reached) / gang[0], 1.0)
        if part >= _LEAST_PART:
            chains.append(_chain(ask, pool, gang, (part, _opens(wanted, reached, gang[0] * part))))
        reached += float(gang[0])
    return joined(chains) if chains else none()


def _opens(wanted: Floats, reached: float, gang: float) -> int:
    """First hour at which the share passes the middle of the next gang."""
    return int(np.argmax(wanted >= reached + gang / 2))


def _chain(ask: Ask, pool: np.ndarray, gang: np.ndarray, when: tuple[float, int]) -> Draft:
    """Runs of one team, of which `part` of the time is work, from an hour on."""
    part, opens = when
    left = ask.seconds - opens * HOUR
    pause = ask.options["gap_hours"] * HOUR
    mean = float(np.clip(ask.work.hours.median * HOUR, 1.0, None))
    count = int(2 * left / (mean + pause)) + 8
    work = lengths(ask, count)
    # Work and pauses together last work / part, where that asks for longer pauses.
    turns = np.maximum(work + pause, work / part)
    if opens == 0:
        # A run under way is met with a probability in proportion to its length.
        met = int(ask.generator.choice(count, p=turns / turns.sum()))
        order = np.concatenate([[met], np.delete(np.arange(count), met)])
        work, turns = work[order], turns[order]
        gone = ask.generator.random() * turns[0]
        rest = work[0] - gone
        begun = np.concatenate([[0.0], np.cumsum(turns)[:-1] - gone])
        if rest < HOUR:
            work, begun = work[1:], begun[1:]
        else:
            work[0] = rest
    else:
        begun = np.concatenate([[0.0], np.cumsum(turns)[:-1]])
    asked = estimates(ask, work)
    kept = begun < left
    times = begun[kept] + opens * HOUR
    many = len(times)
    return Draft(
        submit_s=times,
        pool=np.repeat(pool, many),
        gang=np.repeat(gang, many),
        work_s=work[kept],
        estimate_s=asked[kept],
    )
