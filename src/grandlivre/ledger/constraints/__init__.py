"""The numerical core of reconciliation: claims as intervals, sums as equations, contradictions.

It knows nothing of parties, texts or euros: any table of figures with sums between them will do.
"""

from grandlivre.ledger.constraints.relax import relaxed
from grandlivre.ledger.constraints.renew import renewed
from grandlivre.ledger.constraints.solve import Solution, solve
from grandlivre.ledger.constraints.system import (
    Claims,
    Sums,
    System,
    claims,
    grown,
    half_last_digit,
    sums_of,
    system,
)

__all__ = [
    "Claims",
    "Solution",
    "Sums",
    "System",
    "claims",
    "grown",
    "half_last_digit",
    "relaxed",
    "renewed",
    "solve",
    "sums_of",
    "system",
]
