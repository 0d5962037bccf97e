"""Dates of a text, absolute and relative, and the day on which it was published."""

from grandlivre.claims.dates.find import find_dates
from grandlivre.claims.dates.model import DateMention
from grandlivre.claims.dates.published import find_published

__all__ = ["DateMention", "find_dates", "find_published"]
