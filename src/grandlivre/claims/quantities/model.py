"""What the grammar of quantities finds."""

from dataclasses import dataclass
from decimal import Decimal

from grandlivre.claims.model import Measure


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and where it stands in a view's text.

    `low` and `high` are in the base unit; None is an open end.
    """

    start: int
    end: int
    measure: Measure
    low: Decimal | None
    high: Decimal | None
    unit: str
    """ISO 4217 code, ``W``, ``Wh``, ``m2`` or ``count``; empty for money whose currency the text
    says elsewhere."""
    units: tuple[str, ...] = ()
    """Currencies that its word may mean, the likeliest first."""
    unit_source: str = "text"
    """``text``, ``context`` (money without a currency) or ``ambiguous`` (several currencies)."""
    noun: tuple[int, int] | None = None
    """Where the counted noun, the unit or the currency stands."""
    hedge: str | None = None
    """``approx``, ``min``, ``max``, ``range``, ``several`` or None."""
    form: str = "full"
    """``full``, ``elliptical`` (what it counts is carried from another quantity), ``change`` (one
    end of "de 300 à 750 MW") or ``unit_price`` ("49 € par mois")."""
