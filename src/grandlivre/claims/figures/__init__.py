"""What stands around one figure: parties, times, its grammar, and the claim in draft."""

from grandlivre.claims.figures.draft import Draft

__all__ = ["Draft"]
