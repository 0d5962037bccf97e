"""What the store keeps beside documents and claims: batches and judgements."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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


class Subject(StrEnum):
    """What a judgement is about."""

    ENTITY = "entity"
    """Two names or keys of parties, projects, places or programmes."""
    RELATION = "relation"
    """A relation between two entries: `left` is a part, a funder... of `right`."""
    CONFLICT = "conflict"
    """A conflict, `left`; `right` is the claim that it concerns, where it concerns one."""


class Verdict(StrEnum):
    """What a person decided."""

    SAME = "same"
    NOT_SAME = "not_same"
    UNSURE = "unsure"
    ACCEPTED = "accepted"
    """Of a relation or a conflict: it is so."""
    REJECTED = "rejected"
    """Of a relation or a conflict: it is not so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision. It can be reversed by a later one, and is never deleted."""

    id: int
    """Counted from 1 in the order of recording."""
    recorded_at: datetime
    """In UTC. No two judgements have the same."""
    subject: Subject
    verdict: Verdict
    left: str
    right: str | None = None
    """Keys of what is judged, as given: the store does not read them."""
    who: str = ""
    note: str = ""
    reverses: int | None = None
    """Id of the judgement that this one takes back; the rest then repeats what it takes back."""
