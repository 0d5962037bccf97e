"""Pre-training: runs that hold thousands of accelerators for weeks, one after another."""

import numpy as np

from grandlivre.campus.workload.arrays import Ints
from grandlivre.campus.workload.asking import HOUR, Ask, Draft, estimates, joined, lengths
from grandlivre.campus.workload.gangs import domains, fitted, raw, whole
from grandlivre.campus.workload.spreads import moments

_LEAST_PART = 0.02
"""A chain whose runs would stand still for longer than fifty times their length is left out."""


def jobs(ask: Ask) -> Draft:
    """Runs in chains: a team's next run is sent some time after the last should have ended.

    Notes
    -----
    The work's share of what stands is filled with chains, each of a gang in whole domains. A turn
    of a chain is a run, what interruptions are expected to add to it, and a pause; of a chain's
    gang the part of its turns that is work counts towards the share. A chain begins in the hour
    in which the share reaches its middle, so that new phases bring new chains. What is left over,
    less than a chain, is one whose turns are as long as it takes for the share to be right in the
    mean. The first run of a chain that stands on 1 January is found somewhere in its course, as
    an observer would find it, and asks for what is left of it.
    """
    largest = ask.capacity.max(axis=0)
    wanted = ask.work.load_share * ask.capacity.sum(axis=1).astype(np.float64)
    mean = moments(ask.work.hours)[0]
    turn = mean * (1 + ask.options["lost_share"]) + ask.options["gap_hours"]
    reached, chains = 0.0, []
    while reached < wanted.max(initial=0.0):
        place = np.searchsorted(
            np.cumsum(largest), ask.generator.random() * largest.sum(), side="right"
        )
        pool = np.array([min(int(place), len(ask.pools) - 1)])
        gang = fitted(ask, whole(raw(ask, 1), domains(ask, pool)), pool)
        busy = float(gang[0]) * mean / turn
        part = min((wanted.max() - reached) / busy, 1.0)
        if part >= _LEAST_PART:
            opens = int(np.argmax(wanted >= reached + busy * part / 2))
            chains.append(_chain(ask, pool, gang, (part, opens)))
        reached += busy
    return joined(chains)


def _chain(ask: Ask, pool: Ints, gang: Ints, when: tuple[float, int]) -> Draft:
    """Runs of one team from an hour on; turns last one over `part` as long as they need."""
    part, opens = when
    left = ask.seconds - opens * HOUR
    pause = ask.options["gap_hours"] * HOUR
    usual = ask.work.hours.median * HOUR + pause
    work = lengths(ask, int(3 * left / usual) + 16)
    turns = (work * (1 + ask.options["lost_share"]) + pause) / part
    begun = np.concatenate([[0.0], np.cumsum(turns)[:-1]])
    if opens == 0:
        # A run under way is met with a probability in proportion to its length.
        met = int(ask.generator.choice(len(work), p=turns / turns.sum()))
        order = np.concatenate([[met], np.delete(np.arange(len(work)), met)])
        work, turns = work[order], turns[order]
        gone = ask.generator.random() * turns[0]
        begun = np.concatenate([[0.0], np.cumsum(turns)[:-1] - gone])
        work[0] -= gone
    asked = estimates(ask, work)
    kept = (begun < left) & (work >= HOUR)
    many = int(kept.sum())
    return Draft(
        submit_s=begun[kept] + opens * HOUR,
        pool=np.repeat(pool, many),
        gang=np.repeat(gang, many),
        work_s=work[kept],
        estimate_s=asked[kept],
    )
