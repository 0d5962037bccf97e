"""What a notice is: a statement of a text that states no quantity which a claim could hold."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from grandlivre.claims.model import Evidence

Day = tuple[int, int]
"""Month and day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertakings:
    """A number of investments or projects for which the text gives no sum."""

    document: str
    """Id of the document."""
    evidence: Evidence
    low: Decimal | None
    high: Decimal | None


class EventKind(StrEnum):
    """What sort of gathering it is: names in two languages meet by it."""

    SUMMIT = "summit"
    FORUM = "forum"
    FAIR = "fair"
    CONGRESS = "congress"
    CONFERENCE = "conference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """When a gathering takes place, as one text says."""

    document: str
    """Id of the document."""
    evidence: Evidence
    """Of the words of its dates."""
    kind: EventKind
    name: str
    """As the text calls it, with its kind: "Sommet international de l'IA"."""
    marks: frozenset[str]
    """Folded words that tell it from others of its kind; never empty."""
    town: str | None
    """Folded name of the town that the text sets it in."""
    first: Day
    last: Day | None
    """None where only its opening is told."""
    year: int | None
    """None where neither the words nor the text's own day say it."""
