"""Traces of clusters, as they are published: read into columns."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.traces.model import TraceError, TraceKind

Floats = NDArray[np.float64]

_LARGEST = 2 << 30
"""Bytes: a trace is held in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Rows of a trace as columns, in the order of the file; not a number where nothing is said."""

    format: str
    kind: TraceKind
    line: NDArray[np.int64]
    name: tuple[str, ...]
    submit_s: Floats
    """Seconds since the first submission."""
    start_s: Floats
    end_s: Floats
    accelerators: Floats
    """May be a part of one."""
    limit_s: Floats
    """What the user asked for."""
    tokens_in: Floats
    tokens_out: Floats
    is_ended: NDArray[np.bool_]
    """False where it still ran when the recording ended."""
    unreadable: tuple[int, ...]
    """Lines that could not be read."""


@dataclass(frozen=True, slots=True)
class _Job:
    name: str
    submit: float
    start: float = np.nan
    end: float = np.nan
    accelerators: float = 0.0
    limit: float = np.nan
    tokens_in: float = np.nan
    tokens_out: float = np.nan
    is_ended: bool = True


def read_trace(path: Path) -> Trace:
    """A trace, whatever its format.

    Parameters
    ----------
    path
        A file in the format of Alibaba's openb pods, of Azure's LLM traces, of Slurm's
        ``sacct --parsable2`` or of the Standard Workload Format.

    Returns
    -------
    Trace

    Raises
    ------
    TraceError
        Where the file cannot be read, or is in none of these formats.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise TraceError("the trace is larger than 2 GB", where=str(path),
                             remedy="cut it into months", code="trace_large")  # fmt: skip
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise TraceError(
            f"the trace cannot be read ({(error.strerror or str(error)).lower()})",
            where=str(path),
            remedy="see whether it exists and may be read",
            code="trace_unreadable",
        ) from error
    head = next((line for line in text.splitlines() if line.strip()), "")
    for name, (marks, kind, reader) in FORMATS.items():
        if all(mark.casefold() in head.casefold() for mark in marks):
            return _gathered(name, kind, reader(text), path)
    if head.startswith(";") or _is_swf(head):
        return _gathered("swf", TraceKind.JOBS, _swf(text), path)
    raise TraceError(
        "the format of the trace is not known",
        where=str(path),
        remedy="give openb pods, an Azure LLM trace, sacct --parsable2 or the Standard Workload "
        "Format",
        code="trace_format",
    )


def _is_swf(head: str) -> bool:
    fields = head.split()
    return len(fields) == 18 and all(
        field.lstrip("-").replace(".", "", 1).isdigit() for field in fields
    )


def _gathered(
    name: str, kind: TraceKind, rows: Iterator[tuple[int, _Job | None]], path: Path
) -> Trace:
    """Columns of all rows that could be read; times from the first submission on."""
    lines, jobs, bad = [], [], []
    for line, job in rows:
        if job is None or not np.isfinite(job.submit):
            bad.append(line)
        else:
            lines.append(line)
            jobs.append(job)
    if not jobs:
        raise TraceError("no row of the trace could be read", where=str(path),
                         remedy="see whether the file is whole", code="trace_empty")  # fmt: skip
    first = min(job.submit for job in jobs)

    def column(value: Callable[[_Job], float], offset: float = 0.0) -> Floats:
        return np.array([value(job) for job in jobs], dtype=np.float64) - offset

    return Trace(
        format=name,
        kind=kind,
        line=np.array(lines, dtype=np.int64),
        name=tuple(job.name for job in jobs),
        submit_s=column(lambda job: job.submit, first),
        start_s=column(lambda job: job.start, first),
        end_s=column(lambda job: job.end, first),
        accelerators=column(lambda job: job.accelerators),
        limit_s=column(lambda job: job.limit),
        tokens_in=column(lambda job: job.tokens_in),
        tokens_out=column(lambda job: job.tokens_out),
        is_ended=np.array([job.is_ended for job in jobs], dtype=bool),
        unreadable=tuple(bad),
    )


def _table(
    text: str, delimiter: str, read: Callable[[dict[str, str]], _Job]
) -> Iterator[tuple[int, _Job | None]]:
    """Each line of a table with a header, and its job; none where it is not one."""
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    try:
        for row in rows:
            try:
                yield (
                    rows.line_num,
                    read(
                        {key.strip().casefold(): value or "" for key, value in row.items() if key}
                    ),
                )
            except (ValueError, KeyError, OverflowError, AttributeError):
                yield rows.line_num, None
    except csv.Error:
        yield rows.line_num, None


def _number(text: str) -> float:
    """A number, or not a number where the cell is empty; nothing infinite."""
    if not text.strip():
        return np.nan
    value = float(text)
    if not np.isfinite(value):
        raise ValueError(text)
    return value


def _openb(text: str) -> Iterator[tuple[int, _Job | None]]:
    """Alibaba's cluster-trace-gpu-v2023: pods, with thousandths of accelerators."""

    def read(row: dict[str, str]) -> _Job:
        many, parts = _number(row["num_gpu"]), _number(row["gpu_milli"])
        # One accelerator may be shared; several are held whole.
        held = parts / 1000 if many == 1 and np.isfinite(parts) else many
        return _Job(
            row["name"],
            _number(row["creation_time"]),
            start=_number(row["scheduled_time"]),
            end=_number(row["deletion_time"]),
            accelerators=held,
            is_ended=row["pod_phase"].strip().casefold() != "running",
        )

    return _table(text, ",", read)


def _azure(text: str) -> Iterator[tuple[int, _Job | None]]:
    """Azure's LLM inference traces: a time, tokens in, tokens out."""

    def read(row: dict[str, str]) -> _Job:
        # Seven decimals of a second; Python reads six.
        stamp = row["timestamp"].strip()
        whole, _, part = stamp.partition(".")
        time = datetime.fromisoformat(whole).timestamp() + float(f"0.{part or 0}")
        return _Job(
            "",
            time,
            tokens_in=_number(row["contexttokens"]),
            tokens_out=_number(row["generatedtokens"]),
        )

    return _table(text, ",", read)


def _sacct(text: str) -> Iterator[tuple[int, _Job | None]]:
    """Slurm's ``sacct --parsable2 --format=JobID,Submit,Start,End,AllocTRES,Timelimit,State``."""

    def read(row: dict[str, str]) -> _Job:
        return _Job(
            row["jobid"],
            _stamp(row["submit"]),
            start=_stamp(row["start"]),
            end=_stamp(row["end"]),
            accelerators=_tres(row.get("alloctres") or row.get("reqtres") or ""),
            limit=_span(row.get("timelimit", "")),
            is_ended=row.get("state", "").split(" ")[0] not in ("RUNNING", "PENDING"),
        )

    return _table(text, "|", read)


def _stamp(text: str) -> float:
    if text.strip() in ("", "Unknown", "None", "N/A"):
        return np.nan
    return datetime.fromisoformat(text.strip()).timestamp()


def _span(text: str) -> float:
    """Seconds of ``1-02:03:04``, ``02:03:04`` or ``UNLIMITED``."""
    if not text.strip() or not text[:1].isdigit():
        return np.nan
    days, _, rest = text.rpartition("-")
    parts = [float(part) for part in rest.split(":")]
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds * (60 if len(parts) == 1 else 1) + 86_400 * float(days or 0)


def _tres(text: str) -> float:
    """Accelerators of ``billing=8,cpu=64,gres/gpu=8``; typed ones only where no sum is given."""
    found = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
    if "gres/gpu" in found:
        return float(found["gres/gpu"])
    return sum(float(value) for key, value in found.items() if key.startswith("gres/gpu:"))


def _swf(text: str) -> Iterator[tuple[int, _Job | None]]:
    """The Standard Workload Format (Feitelson): 18 fields, -1 for what is not known."""
    for number, line in enumerate(text.splitlines(), start=1):
        fields = line.split()
        if not fields or line.lstrip().startswith(";"):
            continue
        try:
            values = [_number(field) for field in fields[:18]]
            submit, wait, run, used, asked, limit = (values[k] for k in (1, 2, 3, 4, 7, 8))
        except (ValueError, IndexError):
            yield number, None
            continue
        start = submit + wait if wait >= 0 else np.nan
        yield (
            number,
            _Job(
                fields[0],
                submit,
                start=start,
                end=start + run if run >= 0 else np.nan,
                accelerators=used if used > 0 else max(asked, 0.0),
                limit=limit if limit > 0 else np.nan,
            ),
        )


FORMATS: dict[
    str, tuple[tuple[str, ...], TraceKind, Callable[[str], Iterator[tuple[int, _Job | None]]]]
] = {
    "openb": (("num_gpu", "gpu_milli", "creation_time"), TraceKind.JOBS, _openb),
    "azure-llm": (("TIMESTAMP", "ContextTokens", "GeneratedTokens"), TraceKind.REQUESTS, _azure),
    "sacct": (("JobID", "Submit", "|"), TraceKind.JOBS, _sacct),
}
"""By name: what stands in the header, what the rows are, and who reads them."""
