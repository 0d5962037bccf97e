"""Look through recordings of clusters before they are replayed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grandlivre.campus.traces import Audit, audit, capacity_of
from grandlivre.report.answers import Paper
from grandlivre.report.answers.traces import trace_answer


def audited(path: Path, accelerators: float | None, nodes: Path | None) -> Audit:
    """An audit of one trace.

    Parameters
    ----------
    path
        The trace.
    accelerators
        How many there are; None where they are to be counted, or are not known.
    nodes
        A table of nodes to count them in.
    """
    capacity = accelerators
    if capacity is None and nodes is not None:
        capacity = capacity_of(nodes)
    return audit(path, capacity=capacity)


def trace_text(paper: Paper, found: Sequence[Audit]) -> str:
    """Audits for people."""
    for number, each in enumerate(found):
        if number:
            paper.blank()
        trace_answer(paper, each)
    return paper.text()


def trace_json(found: Audit) -> dict[str, Any]:
    """An audit as plain data; null where something is not known."""
    return {
        "path": found.path,
        "format": found.format,
        "kind": found.kind.value,
        "rows": found.rows,
        "span_s": found.span_s,
        "capacity": found.capacity,
        "peak_held": found.peak_held,
        "mean_held": found.mean_held,
        "accelerator_hours": found.accelerator_hours,
        "over_share": found.over_share,
        "wait_mean_s": found.wait_mean_s,
        "wait_p95_s": found.wait_p95_s,
        "run_median_s": found.run_median_s,
        "arrivals_per_hour": found.arrivals_per_hour,
        "burstiness": found.burstiness,
        "tokens_in": found.tokens_in,
        "tokens_out": found.tokens_out,
        "findings": [
            {
                "kind": each.kind.value,
                "count": each.count,
                "lines": list(each.lines),
                "moments_s": list(each.moments_s),
                "size": each.size,
            }
            for each in found.findings
        ],
    }
