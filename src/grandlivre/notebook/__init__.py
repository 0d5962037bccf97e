"""From Python and from notebooks: each stage a verb, each result a picture and tables."""

from grandlivre.notebook.campuses import Operated, operate
from grandlivre.notebook.ledgers import Reconciled, reconcile
from grandlivre.notebook.outlooks import Projected, outlook
from grandlivre.notebook.readings import Reading, read

__all__ = [
    "Operated",
    "Projected",
    "Reading",
    "Reconciled",
    "operate",
    "outlook",
    "read",
    "reconcile",
]
