"""Fusion: which of several told values is likely true, and whom to believe, in any table."""

from grandlivre.ledger.fusion.fuse import fuse
from grandlivre.ledger.fusion.model import (
    Alternative,
    CopySuspicion,
    FusedItem,
    FusionOptions,
    RatedSource,
    ValueKind,
)
from grandlivre.ledger.fusion.outcome import Fusion
from grandlivre.ledger.fusion.table import ClaimTable

__all__ = [
    "Alternative",
    "ClaimTable",
    "CopySuspicion",
    "FusedItem",
    "Fusion",
    "FusionOptions",
    "RatedSource",
    "ValueKind",
    "fuse",
]
