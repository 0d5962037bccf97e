"""What an hourly series of prices or of carbon is, and by which definition."""

from dataclasses import dataclass
from enum import StrEnum

from grandlivre.ledger.model import Words


class Kind(StrEnum):
    """What an hourly series is of."""

    PRICE = "price"
    """EUR/MWh, day ahead."""
    CARBON = "carbon"
    """Grams of CO2 equivalent a kWh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """One figure that a built-in series is drawn from."""

    name: str
    value: float
    unit: str
    mark: str
    """``published``, ``fitted`` (worked out from published hours) or ``judged``."""
    source: str
    """Address, or the reason of a judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """A series that is drawn from statistics: synthetic, one year of many that could be."""

    name: str
    kind: Kind
    title: Words
    definition: Words
    """What the figure counts: carbon of one country differs threefold by it."""
    statistics: tuple[Statistic, ...]
