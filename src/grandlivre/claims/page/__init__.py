"""A document laid out: sentences with all that stands in them, and who speaks in each."""

from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import Page, PlacedQuantity, Sentence

__all__ = ["Page", "PlacedQuantity", "Sentence", "lay_out"]
