"""The ledger: what the claims say together, with honest bounds and visible contradictions."""

from grandlivre.ledger.codec import ledger_to_json
from grandlivre.ledger.fusion import ClaimTable, Fusion, FusionOptions, fuse
from grandlivre.ledger.fusion.model import SourceRecord
from grandlivre.ledger.model import (
    Amount,
    Best,
    Capacity,
    Commitment,
    Conflict,
    ConflictKind,
    Item,
    Ledger,
    LeftOut,
    Programme,
    Relation,
    Side,
    Total,
    Words,
)
from grandlivre.ledger.reconcile import ReconcileOptions, reconcile

__all__ = [
    "Amount",
    "Best",
    "Capacity",
    "ClaimTable",
    "Commitment",
    "Conflict",
    "ConflictKind",
    "Fusion",
    "FusionOptions",
    "Item",
    "Ledger",
    "LeftOut",
    "Programme",
    "ReconcileOptions",
    "Relation",
    "Side",
    "SourceRecord",
    "Total",
    "Words",
    "fuse",
    "ledger_to_json",
    "reconcile",
]
