"""Replay: the jobs of a recorded cluster, sent again."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grandlivre.campus.traces import TraceKind, likely_silence, read_trace
from grandlivre.campus.workload.arrays import Floats
from grandlivre.campus.workload.asking import HOUR, Ask, Draft, estimates, none, pools_at
from grandlivre.campus.workload.gangs import fitted
from grandlivre.errors import CampusError

_WEEK = 7 * 24 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Jobs of a trace that can be run again; arrays are (job,)."""

    submit_s: Floats
    """From the first submission on, ascending."""
    accelerators: Floats
    """May be a part of one."""
    work_s: Floats
    limit_s: Floats
    """What the user asked for; not a number where nothing is said."""
    wait_s: Floats
    """What the recording says of its wait."""
    idle: int
    """Rows left out since they hold no accelerator."""
    unknown: int
    """Rows left out since they never started, or say no length that can be."""
    cut_off: int
    """Jobs kept at the length that was seen: they still ran when the recording ended."""
    gaps: int
    """Silences that chance does not explain."""


def recorded(path: Path, *, closes_gaps: bool = False) -> Recorded:
    """The jobs of a trace, and what was left out.

    Parameters
    ----------
    path
        The trace.
    closes_gaps
        True to shorten silences that chance does not explain to the longest that it does.

    Raises
    ------
    CampusError
        Where the trace is one of requests.
    """
    trace = read_trace(path)
    if trace.kind is not TraceKind.JOBS:
        raise CampusError(
            "the trace is one of requests",
            where=str(path),
            remedy="name it as the shape of a service",
            code="replay_requests",
        )
    last = float(np.nanmax(np.concatenate([trace.submit_s, trace.start_s, trace.end_s])))
    is_running = np.isfinite(trace.start_s) & ~np.isfinite(trace.end_s) & ~trace.is_ended
    end = np.where(is_running, last, trace.end_s)
    holds = trace.accelerators > 0
    is_known = np.isfinite(trace.start_s) & np.isfinite(end) & (end >= trace.start_s)
    kept = np.flatnonzero(holds & is_known)
    kept = kept[np.argsort(trace.submit_s[kept], kind="stable")]
    start = trace.start_s[kept]
    # A start before the submission is a fault of a clock.
    submit = np.sort(np.minimum(trace.submit_s[kept], start))
    between = np.diff(submit, prepend=submit[:1])
    likely = likely_silence(submit)
    if closes_gaps:
        submit = np.cumsum(np.minimum(between, likely))
    elif len(submit):
        submit = submit - submit[0]
    return Recorded(
        submit_s=submit,
        accelerators=trace.accelerators[kept],
        work_s=np.maximum(end[kept] - start, 1.0),
        limit_s=trace.limit_s[kept],
        wait_s=np.maximum(start - trace.submit_s[kept], 0.0),
        idle=int((~holds).sum()),
        unknown=int((holds & ~is_known).sum()),
        cut_off=int((~trace.is_ended[kept] & (end[kept] >= last)).sum()),
        gaps=int((between > likely).sum()),
    )


def jobs(ask: Ask) -> Draft:
    """A trace's jobs from 1 January on: once as recorded, or again and again to a share.

    Notes
    -----
    With a share of nought the trace is replayed once. Otherwise it is repeated, by whole weeks,
    to the end of the year, and jobs are left out or sent several times at random until the
    share is asked for. A part of an accelerator counts as a whole one.
    """
    if ask.work.trace is None:
        raise CampusError("a replay names no trace", where=f"batch.{ask.work.name}.trace",
                          remedy="name its file", code="replay_trace")  # fmt: skip
    told = recorded(Path(ask.work.trace), closes_gaps=ask.options["closes_gaps"] > 0)
    if not len(told.submit_s):
        return none()
    place, submit = _sent(ask, told)
    pool = pools_at(ask, submit / HOUR)
    work = told.work_s[place]
    limit = told.limit_s[place]
    return Draft(
        submit_s=submit,
        pool=pool,
        gang=fitted(ask, np.ceil(told.accelerators[place] - 1e-9), pool),
        work_s=work,
        estimate_s=np.where(np.isfinite(limit), np.maximum(limit, work), estimates(ask, work)),
    )


def _sent(ask: Ask, told: Recorded) -> tuple[np.ndarray, Floats]:
    """Which recorded jobs are sent, some of them several times, and when."""
    many = len(told.submit_s)
    if ask.work.load_share <= 0:
        kept = np.flatnonzero(told.submit_s < ask.seconds)
        return kept, told.submit_s[kept]
    period = max(np.ceil(told.submit_s[-1] / _WEEK), 1.0) * _WEEK
    rounds = int(np.ceil(ask.seconds / period))
    place = np.tile(np.arange(many), rounds)
    submit = told.submit_s[place] + np.repeat(np.arange(rounds) * period, many)
    place, submit = place[submit < ask.seconds], submit[submit < ask.seconds]
    standing = ask.capacity.sum(axis=1)
    is_open = standing[(submit / HOUR).astype(np.int64)] > 0
    place, submit = place[is_open], submit[is_open]
    asked = float((np.ceil(told.accelerators[place]) * told.work_s[place]).sum())
    wanted = ask.work.load_share * float(standing.sum()) * HOUR
    times = wanted / asked if asked > 0 else 0.0
    copies = np.floor(times) + (ask.generator.random(len(place)) < times % 1)
    again = np.repeat(np.arange(len(place)), copies.astype(np.int64))
    # The first copy keeps its time; others come within the hour.
    is_copy = np.diff(again, prepend=-1) == 0
    moved = submit[again] + is_copy * ask.generator.random(len(again)) * HOUR
    return place[again], np.minimum(moved, ask.seconds - 1.0)
