"""The ledger: what the claims say together, with honest bounds and visible contradictions."""

from grandlivre.ledger.codec import ledger_to_json
from grandlivre.ledger.folds import Fold
from grandlivre.ledger.fusion import ClaimTable, Fusion, FusionOptions, fuse
from grandlivre.ledger.fusion.model import SourceRecord
from grandlivre.ledger.model import (
    NOTES,
    Amount,
    Best,
    Capacity,
    Commitment,
    Conflict,
    ConflictKind,
    Item,
    Ledger,
    LeftOut,
    Link,
    LinkKind,
    Programme,
    Relation,
    Side,
    Total,
    Words,
)
from grandlivre.ledger.reconcile import ReconcileOptions, reconcile
from grandlivre.ledger.totals import fold_totals

__all__ = [
    "NOTES",
    "Amount",
    "Best",
    "Capacity",
    "ClaimTable",
    "Commitment",
    "Conflict",
    "ConflictKind",
    "Fold",
    "Fusion",
    "FusionOptions",
    "Item",
    "Ledger",
    "LeftOut",
    "Link",
    "LinkKind",
    "Programme",
    "ReconcileOptions",
    "Relation",
    "Side",
    "SourceRecord",
    "Total",
    "Words",
    "fold_totals",
    "fuse",
    "ledger_to_json",
    "reconcile",
]
