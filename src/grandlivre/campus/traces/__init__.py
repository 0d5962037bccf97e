"""Recordings of real clusters and services: read, and looked through before they are replayed."""

from grandlivre.campus.traces.audit import audit, capacity_of, likely_silence
from grandlivre.campus.traces.formats import Trace, read_trace
from grandlivre.campus.traces.model import Audit, Finding, FindingKind, TraceError, TraceKind

__all__ = [
    "Audit",
    "Finding",
    "FindingKind",
    "Trace",
    "TraceError",
    "TraceKind",
    "audit",
    "capacity_of",
    "likely_silence",
    "read_trace",
]
