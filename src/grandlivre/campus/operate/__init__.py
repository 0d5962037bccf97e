"""A campus in operation: a year of hours, planned, scheduled, powered and accounted for."""

from grandlivre.campus.operate.audit import audit_log, verify
from grandlivre.campus.operate.compare import compare
from grandlivre.campus.operate.events import event_named, events, read_event, read_events
from grandlivre.campus.operate.model import Audit, Breach, Event, EventKind, OperateOptions
from grandlivre.campus.operate.operate import operate
from grandlivre.campus.operate.year import CampusYear, JobsYear, Power, ServiceYear

__all__ = [
    "Audit",
    "Breach",
    "CampusYear",
    "Event",
    "EventKind",
    "JobsYear",
    "OperateOptions",
    "Power",
    "ServiceYear",
    "audit_log",
    "compare",
    "event_named",
    "events",
    "operate",
    "read_event",
    "read_events",
    "verify",
]
