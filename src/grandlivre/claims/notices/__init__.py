"""What a text states without any figure of ours: undertakings that it only counts, and events."""

from grandlivre.claims.notices.model import Event, EventKind, Undertakings
from grandlivre.claims.notices.read import read_notices

__all__ = ["Event", "EventKind", "Undertakings", "read_notices"]
