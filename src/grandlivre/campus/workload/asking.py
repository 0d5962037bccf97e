"""What a class of work is given to draw its jobs from, and what all classes do alike."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grandlivre.campus.design.model import BatchWork, CampusDesign
from grandlivre.campus.workload.arrays import Floats, Ints
from grandlivre.campus.workload.clock import Clock
from grandlivre.campus.workload.spreads import drawn
from grandlivre.errors import CampusError

HOUR = 3600
_MOST_JOBS = 20_000_000
"""Of one work in a year: two gigabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One batch work, where it may run, and its stream of random numbers."""

    design: CampusDesign
    work: BatchWork
    pools: Ints
    """Places in the design of the pools that it may use."""
    capacity: Ints
    """(hour, pool of `pools`): accelerators that stand."""
    most: Ints
    """(pool of `pools`,): largest gang that could ever run there for this tenant."""
    clock: Clock
    options: dict[str, float]
    generator: np.random.Generator

    @property
    def seconds(self) -> int:
        """Length of the year."""
        return len(self.capacity) * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Jobs as a class draws them, in any order; arrays are (job,)."""

    submit_s: Floats
    pool: Ints
    """Place in `Ask.pools`."""
    gang: Ints
    work_s: Floats
    estimate_s: Floats


def none() -> Draft:
    """No job."""
    empty, whole = np.zeros(0), np.zeros(0, dtype=np.int64)
    return Draft(submit_s=empty, pool=whole, gang=whole, work_s=empty, estimate_s=empty)


def taken(draft: Draft, which: np.ndarray) -> Draft:
    """Some of the jobs."""
    return Draft(
        submit_s=draft.submit_s[which],
        pool=draft.pool[which],
        gang=draft.gang[which],
        work_s=draft.work_s[which],
        estimate_s=draft.estimate_s[which],
    )


def joined(drafts: list[Draft]) -> Draft:
    """All jobs of several drafts."""
    if not drafts:
        return none()
    return Draft(
        submit_s=np.concatenate([each.submit_s for each in drafts]),
        pool=np.concatenate([each.pool for each in drafts]),
        gang=np.concatenate([each.gang for each in drafts]),
        work_s=np.concatenate([each.work_s for each in drafts]),
        estimate_s=np.concatenate([each.estimate_s for each in drafts]),
    )


def filled(ask: Ask, draw: Callable[[int], Draft]) -> Draft:
    """Jobs in blocks of independent draws, until they ask for the work's share of its pools.

    Parameters
    ----------
    ask
        The work.
    draw
        Gives about as many jobs as it is asked for, in an order that says nothing of their time.

    Notes
    -----
    Sizes have heavy tails: a number of jobs worked out from means would miss the share by a lot.
    The job with which the sum comes nearest to it is the last.

    Raises
    ------
    CampusError
        Where the jobs would be too many to hold in memory.
    """
    wanted = ask.work.load_share * float(ask.capacity.sum()) * HOUR
    if wanted <= 0:
        return none()
    blocks: list[Draft] = []
    total, count = 0.0, 1024
    while total < wanted:
        block = draw(count)
        area = float((block.gang * block.work_s).sum())
        if area <= 0:
            return none()
        blocks.append(block)
        total += area
        seen = sum(len(each.gang) for each in blocks)
        # A few jobs tell the mean of heavy tails badly, but not by an order of magnitude.
        if seen > _MOST_JOBS or wanted / (total / seen) > 10 * _MOST_JOBS:
            raise CampusError(
                f"a year of {ask.work.name} is more than {_MOST_JOBS:,} jobs",
                where=f"batch.{ask.work.name}",
                remedy="ask for a smaller share, or for larger or longer jobs",
                code="work_many",
            )
        # A tenth more than what seems to be missing, so that few blocks are needed.
        count = min(max(int(1.1 * (wanted - total) / (total / seen)), 256), 1 << 20)
    draft = joined(blocks)
    reached = np.cumsum(draft.gang * draft.work_s)
    last = int(np.searchsorted(reached, wanted))
    before = reached[last - 1] if last else 0.0
    is_nearer = last < len(reached) and reached[last] - wanted < wanted - before
    return taken(draft, np.arange(last + int(is_nearer)))


def moments_of_sending(ask: Ask, factors: Floats, count: int) -> tuple[Floats, Ints]:
    """Random times of the year, and the pool to which each goes.

    Parameters
    ----------
    ask
        The work.
    factors
        (hour,): how much is sent in each hour for an accelerator that stands then.
    count
        How many.

    Returns
    -------
    tuple
        Seconds, in no order, and places in `Ask.pools`: each pool takes its part of what stands.
    """
    total = ask.capacity.sum(axis=1)
    edges = np.concatenate([[0.0], np.cumsum(total * factors)])
    spots = ask.generator.random(count) * edges[-1]
    hours = np.interp(spots, edges, np.arange(len(edges), dtype=np.float64))
    return hours * HOUR, pools_at(ask, hours)


def pools_at(ask: Ask, hours: Floats) -> Ints:
    """The pool to which each job goes, (job,): each takes its part of what stands at that time."""
    count = len(hours)
    if ask.capacity.shape[1] == 1:
        return np.zeros(count, dtype=np.int64)
    hour = np.minimum(hours.astype(np.int64), len(ask.capacity) - 1)
    up_to = np.cumsum(ask.capacity, axis=1)[hour]
    chosen = ask.generator.random(count) * up_to[:, -1]
    return np.asarray((chosen[:, None] >= up_to[:, :-1]).sum(axis=1), dtype=np.int64)


def estimates(ask: Ask, work_s: Floats) -> Floats:
    """Seconds asked for, at least what is needed."""
    ratio = drawn(ask.work.estimate_ratio, ask.generator.standard_normal(len(work_s)))
    return work_s * np.maximum(ratio, 1.0)


def lengths(ask: Ask, count: int) -> Floats:
    """Seconds of work."""
    hours = drawn(ask.work.hours, ask.generator.standard_normal(count))
    return np.maximum(hours * HOUR, 1.0)
