"""What a financing is: its terms, and what came of them."""

from dataclasses import dataclass
from enum import StrEnum


class Covers(StrEnum):
    """What a financing covers."""

    ALL_IN = "all_in"
    """Shell, connection and machines: accelerator-hours are sold."""
    HOSTING = "hosting"
    """Shell and connection: halls are let, and tenants bring machines and pay for power."""


class Losses(StrEnum):
    """What becomes of a year's loss."""

    CARRIED = "carried"
    """It lowers the profits of later years."""
    REFUNDED = "refunded"
    """The owner sets it against other income in the same year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetClass:
    """Assets that wear out and are written off together, such as servers or shells."""

    name: str
    life_years: int
    """Years of use before they are bought anew."""
    depreciation_years: int
    """Years over which they are written off, in equal parts."""
    renewal_share: float
    """What a renewal costs, over what they first cost; 0 for what is never renewed."""
    residual_share: float = 0.0
    """What part of the value not yet written off is recovered at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtTerms:
    """One senior loan, whose service follows what the campus earns."""

    rate: float
    """Interest a year, from 0 to 1."""
    tenor_years: int
    """Years of repayment, from the first year of operation."""
    dscr: float
    """Cash available for debt service over debt service, that the service is sculpted to."""
    gearing_maximum: float
    """Most that the debt may be of what it helps to pay for, from 0 to 1."""
    fee_share: float = 0.0
    """Fee at closing, over the debt."""
    reserve_months: float = 0.0
    """Months of the next year's service that are kept in a reserve account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxTerms:
    """Tax on profits."""

    rate: float
    losses: Losses = Losses.CARRIED
    loss_free_eur: float = 1e6
    """A year's profit up to which losses carried forward count whole."""
    loss_share: float = 0.5
    """Share of the profit beyond it that they may take away."""
    half_first_year: bool = False
    """True to write off half a part in the first year and half in the one after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All that is agreed before the first euro is drawn."""

    first_year: int
    discount_rate: float
    """Nominal, a year: what the owners ask for."""
    assets: tuple[AssetClass, ...]
    debt: DebtTerms
    tax: TaxTerms
    is_cover_after_tax: bool = True
    """True where the cash that covers the debt is counted after tax, as lenders in Europe do."""
    is_upkeep_senior: bool = True
    """True where what is set aside for renewals comes before the debt; False where the loan ends
    with the first machines, so that their successors are the owners' affair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """How a campus runs, for each accelerator and megawatt that stands."""

    origin: str
    """``year`` where a year was operated, else ``parameters``."""
    sold_share: float | None = None
    """Accelerator-hours held by work over those that stand; None for the parameters' own."""
    load_share: float | None = None
    """Mean draw of the site over what is energised; None for the parameters' own."""
    price_ratio: float = 1.0
    """What a megawatt-hour cost over the mean of its hourly prices: what hours were chosen."""
    tokens_per_hour: float | None = None
    """Tokens written in an accelerator-hour of the services; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One figure over the draws."""

    name: str
    unit: str
    quantiles: tuple[float | None, ...]
    """At 5, 25, 50, 75 and 95 %; None where the draw at that rank has no value."""
    defined: int
    """Draws that have a value: an internal rate of return needs a change of sign."""
