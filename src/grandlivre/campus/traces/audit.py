"""Before a replay: capacity against demand, gaps, missing times, impossible overlaps."""

import csv
from pathlib import Path

import numpy as np

from grandlivre.campus.traces.formats import Floats, Trace, read_trace
from grandlivre.campus.traces.model import Audit, Finding, FindingKind, TraceError, TraceKind

_SHOWN = 5
_FEWEST = 20
"""Distances between arrivals below which no gap is looked for."""
_UNLIKELY = 1e-4
"""A silence is a gap where independent arrivals would leave one so long in fewer traces."""


def audit(path: Path, *, capacity: float | None = None) -> Audit:
    """What a trace holds, and what a replay of it would stumble over.

    Parameters
    ----------
    path
        The trace (`read_trace` says in which formats).
    capacity
        Accelerators that there are; None where it is not known.

    Returns
    -------
    Audit

    Raises
    ------
    TraceError
        Where the trace cannot be read.
    """
    trace = read_trace(path)
    held = _held(trace)
    peak = float(held[1].max(initial=0.0))
    lasting = np.diff(held[0])
    together = held[1][:-1] if len(held[1]) else held[1]
    span = _span(trace)
    over = None
    if capacity is not None and lasting.sum() > 0:
        over = float(lasting[together > capacity + 1e-9].sum() / lasting.sum())
    waits = trace.start_s - trace.submit_s
    waits = waits[np.isfinite(waits) & (waits >= 0)]
    runs = trace.end_s - trace.start_s
    runs = runs[np.isfinite(runs) & (runs >= 0)]
    counts = np.bincount((np.sort(trace.submit_s) // 60).astype(np.int64))
    asked = trace.kind is TraceKind.REQUESTS
    return Audit(
        path=str(path),
        format=trace.format,
        kind=trace.kind,
        rows=len(trace.submit_s),
        span_s=span,
        capacity=capacity,
        peak_held=peak,
        mean_held=float((lasting * together).sum() / lasting.sum()) if lasting.sum() else 0.0,
        accelerator_hours=float((lasting * together).sum() / 3600),
        over_share=over,
        wait_mean_s=float(waits.mean()) if len(waits) and not asked else None,
        wait_p95_s=float(np.quantile(waits, 0.95)) if len(waits) and not asked else None,
        run_median_s=float(np.median(runs)) if len(runs) and not asked else None,
        arrivals_per_hour=len(trace.submit_s) / (span / 3600) if span > 0 else float("nan"),
        burstiness=float(counts.var() / counts.mean()) if len(counts) else float("nan"),
        tokens_in=float(np.nanmean(trace.tokens_in)) if asked else None,
        tokens_out=float(np.nanmean(trace.tokens_out)) if asked else None,
        findings=_findings(trace, held, capacity),
    )


def capacity_of(path: Path) -> float:
    """Accelerators of a table of nodes, with a column ``gpu`` or ``gpus``.

    Raises
    ------
    TraceError
        Where the table has no such column, or cannot be read.
    """
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            rows = list(csv.DictReader(file))
        column = next(name for name in ("gpu", "gpus", "num_gpu") if rows and name in rows[0])
        return float(sum(float(row[column] or 0) for row in rows))
    except OSError as error:
        raise TraceError(
            f"the table of nodes cannot be read ({(error.strerror or str(error)).lower()})",
            where=str(path),
            remedy="see whether it exists and may be read",
            code="trace_unreadable",
        ) from error
    except (StopIteration, ValueError, csv.Error) as error:
        raise TraceError(
            "no accelerators can be counted in the table of nodes",
            where=str(path),
            remedy="give a CSV table with a column named gpu",
            code="trace_nodes",
        ) from error


def _span(trace: Trace) -> float:
    times = np.concatenate([trace.submit_s, trace.start_s, trace.end_s])
    return float(np.nanmax(times) - np.nanmin(times))


def _held(trace: Trace) -> tuple[Floats, Floats]:
    """Times at which what is held changes, and what is held from each on."""
    fits = np.isfinite(trace.start_s) & np.isfinite(trace.end_s) & (trace.end_s > trace.start_s)
    fits &= np.isfinite(trace.accelerators)
    gang = trace.accelerators[fits]
    times = np.concatenate([trace.start_s[fits], trace.end_s[fits]])
    steps = np.concatenate([gang, -gang])
    moments, place = np.unique(times, return_inverse=True)
    changes = np.zeros(len(moments))
    np.add.at(changes, place, steps)
    return moments, np.maximum(np.cumsum(changes), 0.0)


def _findings(
    trace: Trace, held: tuple[Floats, Floats], capacity: float | None
) -> tuple[Finding, ...]:
    found: list[Finding] = []

    def report(kind: FindingKind, which: np.ndarray) -> None:
        if len(which):
            lines = tuple(int(line) for line in which[:_SHOWN])
            found.append(Finding(kind=kind, count=len(which), lines=lines))

    report(FindingKind.UNREADABLE, np.array(trace.unreadable, dtype=np.int64))
    names = np.array(trace.name)
    _, first, many = np.unique(names, return_index=True, return_counts=True)
    if trace.kind is TraceKind.JOBS:
        report(FindingKind.DUPLICATE, trace.line[first[many > 1]])
        missing = ~(np.isfinite(trace.start_s) & np.isfinite(trace.end_s))
        report(FindingKind.MISSING_TIME, trace.line[missing])
        wrong = (trace.start_s < trace.submit_s - 1e-6) | (trace.end_s < trace.start_s - 1e-6)
        report(FindingKind.DISORDER, trace.line[wrong])
        report(FindingKind.NO_ACCELERATOR, trace.line[~(trace.accelerators > 0)])
        last = np.nanmax(np.concatenate([trace.end_s, trace.submit_s]))
        report(FindingKind.CUT_OFF, trace.line[~trace.is_ended & (trace.end_s >= last)])
    else:
        empty = ~((trace.tokens_in > 0) & (trace.tokens_out > 0))
        report(FindingKind.EMPTY_REQUEST, trace.line[empty])
    report(FindingKind.UNSORTED, trace.line[1:][np.diff(trace.submit_s) < 0])
    found.extend(_gaps(trace))
    if capacity is not None:
        above = held[1] - capacity
        if (above > 1e-9).any():
            when = held[0][above > 1e-9]
            found.append(
                Finding(
                    kind=FindingKind.OVER_CAPACITY,
                    count=len(when),
                    moments_s=tuple(float(time) for time in when[:_SHOWN]),
                    size=float(above.max()),
                )
            )
    return tuple(found)


def likely_silence(submit_s: Floats) -> float:
    """Longest silence that independent arrivals at a trace's own pace would leave, in seconds.

    With n arrivals at a mean distance m, the longest silence passes x with a probability of about
    ``n exp(−x / m)``; the mean is taken from the shorter nine tenths, so that a gap does not
    excuse itself. Infinite where there are too few arrivals to tell.
    """
    between = np.diff(np.sort(submit_s))
    if len(between) < _FEWEST:
        return float("inf")
    usual = float(np.sort(between)[: int(0.9 * len(between))].mean())
    # The mean of the shorter nine tenths of exponential distances is 0.74 of the whole mean.
    mean = usual / 0.744
    return float(mean * np.log(len(between) / _UNLIKELY)) if mean > 0 else float("inf")


def _gaps(trace: Trace) -> list[Finding]:
    """Silences longer than the likely ones."""
    moments = np.sort(trace.submit_s)
    between = np.diff(moments)
    wide = np.flatnonzero(between > likely_silence(trace.submit_s))
    if not len(wide):
        return []
    longest = wide[np.argsort(-between[wide])]
    return [
        Finding(
            kind=FindingKind.GAP,
            count=len(wide),
            moments_s=tuple(float(moments[each]) for each in longest[:_SHOWN]),
            size=float(between[wide].max()),
        )
    ]
