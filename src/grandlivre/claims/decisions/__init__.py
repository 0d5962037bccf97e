"""Every field of a claim decided from features by fitted weights."""

from grandlivre.claims.decisions.decide import decide
from grandlivre.claims.decisions.weights import package_tables

__all__ = ["decide", "package_tables"]
