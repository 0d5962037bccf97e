"""Dates of a text, absolute and relative, as partial dates: "fin 2027", "last August", "T3 2027".

Years, and the words that dates are made of, are found in one pass; only around them is anything
parsed. What is relative is resolved against the day of publication, and stays unresolved without.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from grandlivre.claims.calendar import Anchored, CalendarForms, calendar_forms
from grandlivre.claims.tokens import lower_case


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, or a length of time, that a text names.

    Examples
    --------
    >>> find_dates("mise en service d'ici fin 2027", "2026-03-30")
    [DateMention(start=22, end=30, value='2027', relation='by')]
    """

    start: int
    end: int
    value: str | None
    """Partial date (`grandlivre.base.periods`); None where it is relative to an unknown day."""
    relation: str = "in"
    """``in``; ``by`` (by, d'ici, avant, until); ``end`` (fin 2027); ``start`` (dès, from, depuis);
    ``over`` (a length of time from publication on: its last year); ``past`` (one that is over:
    its first year). "Entre 2025 et 2027" gives two dates, ``start`` and ``by``."""
