"""Quantities of a text: money, power, energy, areas, accelerators, jobs, people and sites."""

from grandlivre.claims.quantities.currencies import resolve_currencies
from grandlivre.claims.quantities.find import find_quantities
from grandlivre.claims.quantities.model import Quantity
from grandlivre.claims.quantities.numerals import digits_at

__all__ = ["Quantity", "digits_at", "find_quantities", "resolve_currencies"]
