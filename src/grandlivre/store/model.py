"""What the store keeps of itself: its batches."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One run that recorded something, complete or not."""

    id: int
    started_at: datetime
    """When it began, in UTC."""
    recorded_at: datetime | None
    """When it became complete, and with it visible, in UTC; None while it is open: still under
    way, or interrupted. No two batches have the same."""
    asked: dict[str, object] = field(default_factory=dict)
    """What was asked: sources, options."""
    tool: str = ""
    """Version of grandlivre that read."""
    documents: int = 0
    """Documents that it brought, known ones included; 0 while it is open."""
    new_documents: int = 0
    """Documents of which it recorded a new reading; 0 while it is open."""
    new_claims: int = 0
    """Claims of those readings; 0 while it is open."""

    @property
    def is_complete(self) -> bool:
        """True where readers see what it recorded."""
        return self.recorded_at is not None
