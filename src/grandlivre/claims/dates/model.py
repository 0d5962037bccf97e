"""What the grammar of dates finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, or a length of time, that a text names."""

    start: int
    end: int
    value: str | None
    """Partial date (`grandlivre.base.periods`); None where it is relative to an unknown day."""
    relation: str = "in"
    """``in``; ``by`` (by, d'ici, avant, until); ``end`` (fin 2027); ``start`` (dès, from, depuis);
    ``over`` (a length of time from publication on: its last year); ``past`` (one that is over:
    its first year). "Entre 2025 et 2027" gives two dates, ``start`` and ``by``."""
