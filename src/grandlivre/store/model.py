"""What the store keeps of itself: its batches; and of the application: accounts, jobs, a log."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may do more than look."""

    id: int
    name: str
    role: str
    """``reader``, ``analyst`` or ``administrator``."""
    created_at: datetime
    token_id: str
    """The part of the token by which it is found."""
    token_hash: str = field(repr=False)
    """Argon2id of the whole token."""
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A person's time of being logged in."""

    account: Account
    csrf: str = field(repr=False)
    """What every form must send back."""
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A line of the log of writes: who did what, and from where."""

    who: str
    action: str
    """Such as ``upload``, ``judge``, ``user add``."""
    subject: str = ""
    """What it was done to."""
    address: str = ""
    """Where it came from; empty for the command line."""
    id: int = 0
    """Counted from 1; 0 for what is not recorded yet."""
    at: datetime | None = None


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """True where nothing more will come of it."""
        return self not in (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work to be done outside of requests."""

    id: int
    kind: str
    asked: dict[str, object]
    state: JobState
    who: str
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    tries: int = 0
    """How often somebody began it."""
    done: int = 0
    steps: int = 0
    """Of how many `done` counts; 0 where that is not known."""
    is_unwanted: bool = False
    """True once somebody cancelled it."""
    says: str = ""
    """While it runs, the name of what is being done; then what went wrong, in English."""
