"""Where claims cannot all hold: one finder a kind, each with both sides and the words for it."""

from grandlivre.ledger.conflicts.finders import conflicts_between, conflicts_of
from grandlivre.ledger.conflicts.sides import Case, Scene, by_size, make, side_of

__all__ = [
    "Case",
    "Scene",
    "by_size",
    "conflicts_between",
    "conflicts_of",
    "make",
    "side_of",
]
