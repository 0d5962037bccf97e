"""Parties, projects and places as a text names them, and which of them are the same."""

from grandlivre.claims.mentions.finder import MentionFinder
from grandlivre.claims.mentions.model import Entity, Mention
from grandlivre.claims.mentions.resolve import resolve

__all__ = ["Entity", "Mention", "MentionFinder", "resolve"]
