"""Words that tell something, and how a sentence falls into clauses."""

from grandlivre.claims.syntax.cues import Cue, lexicon

__all__ = ["Cue", "lexicon"]
