"""The ledger through time: how it stood on a day, and what changed from one day to another."""

from grandlivre.ledger.history.changes import changes_since, diff
from grandlivre.ledger.history.codec import changes_to_json
from grandlivre.ledger.history.match import Entry, Match, entries_of, match
from grandlivre.ledger.history.model import Change, ChangeKind, Step
from grandlivre.ledger.history.standing import as_of, known_from, said_until, steps_of

__all__ = [
    "Change",
    "ChangeKind",
    "Entry",
    "Match",
    "Step",
    "as_of",
    "changes_since",
    "changes_to_json",
    "diff",
    "entries_of",
    "known_from",
    "match",
    "said_until",
    "steps_of",
]
