"""Rows of a spreadsheet read as statements: each figure a claim."""

from grandlivre.claims.statements.read import read_statement, unread_cells

__all__ = ["read_statement", "unread_cells"]
