"""Asking the ledger: finding what a person means, and all that stands behind it."""

from grandlivre.ledger.asking.codec import explanation_to_json
from grandlivre.ledger.asking.explain import Beside, Explanation, Shelf, Tie, Told, explain
from grandlivre.ledger.asking.find import Found, find, label

__all__ = [
    "Beside",
    "Explanation",
    "Found",
    "Shelf",
    "Tie",
    "Told",
    "explain",
    "explanation_to_json",
    "find",
    "label",
]
