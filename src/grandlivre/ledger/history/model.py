"""What a change of the ledger is, and a step on an entry's way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Stage
from grandlivre.ledger.model import Words


class ChangeKind(StrEnum):
    """In what way a later ledger differs from an earlier one."""

    NEW = "new"
    """An entry that no statement told of before."""
    GONE = "gone"
    """An entry that no statement tells of any more."""
    CANCELLED = "cancelled"
    """The latest word is that it was withdrawn."""
    REVIVED = "revived"
    """It stands again."""
    SUPERSEDED = "superseded"
    """A later announcement takes its place."""
    REINSTATED = "reinstated"
    """Nothing takes its place any more."""
    REVISED = "revised"
    """Its bounds moved."""
    DELAYED = "delayed"
    """Its end is later than was told."""
    BROUGHT_FORWARD = "brought_forward"
    """Its end is sooner than was told."""
    PROGRESSED = "progressed"
    """It is further on: confirmed, being built, in service."""
    SET_BACK = "set_back"
    """It is less far than was told."""
    PARTIES = "parties"
    """Others pay or receive."""
    MOVED = "moved"
    """It lies elsewhere, or its place is now known."""
    POWER = "power"
    """Its megawatts moved."""
    MERGED = "merged"
    """What stood as entries of their own is now one."""
    SPLIT = "split"
    """What stood as one is now several entries."""
    TIED = "tied"
    """It is now a part of another entry or of an envelope."""
    UNTIED = "untied"
    """It is no longer a part of one."""
    SET_ASIDE = "set_aside"
    """It no longer counts in totals."""
    COUNTED = "counted"
    """It counts in totals again, or for the first time."""
    REMAINDER = "remainder"
    """What no entry of an envelope accounts for moved."""
    CONFLICT = "conflict"
    """A contradiction that was not there before."""
    SETTLED = "settled"
    """A contradiction that is there no more."""
    TOTAL = "total"
    """A total moved."""


_TWINS = (
    (ChangeKind.NEW, ChangeKind.GONE),
    (ChangeKind.CANCELLED, ChangeKind.REVIVED),
    (ChangeKind.SUPERSEDED, ChangeKind.REINSTATED),
    (ChangeKind.DELAYED, ChangeKind.BROUGHT_FORWARD),
    (ChangeKind.PROGRESSED, ChangeKind.SET_BACK),
    (ChangeKind.MERGED, ChangeKind.SPLIT),
    (ChangeKind.TIED, ChangeKind.UNTIED),
    (ChangeKind.SET_ASIDE, ChangeKind.COUNTED),
    (ChangeKind.CONFLICT, ChangeKind.SETTLED),
)
MIRRORED: Mapping[ChangeKind, ChangeKind] = {
    **{kind: kind for kind in ChangeKind},
    **dict(_TWINS),
    **{second: first for first, second in _TWINS},
}
"""What each kind is when the two ledgers are told the other way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two ledgers, in words and with the claims behind it."""

    kind: ChangeKind
    title: Words
    """Of the entry, contradiction or total concerned: as the later ledger calls it."""
    says: Words
    """What changed."""
    why: Words
    """What brought it about."""
    before: tuple[str, ...] = ()
    """Ids in the earlier ledger of what is concerned."""
    after: tuple[str, ...] = ()
    """Ids in the later ledger."""
    euros_before: Interval | None = None
    euros_after: Interval | None = None
    claims: tuple[str, ...] = ()
    """Claims that speak in the later ledger and did not in the earlier one."""
    claims_gone: tuple[str, ...] = ()
    """Claims that spoke in the earlier ledger and do not in the later one."""
    entries: tuple[str, ...] = ()
    """Of a total or an envelope: the entries whose coming, going or revision moved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one entry stood once the texts of a day were known."""

    day: date
    euros: Interval
    stage: Stage
    claims: tuple[str, ...]
    """Claims of that day."""
