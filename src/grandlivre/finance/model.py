"""What a financing is: its terms, and what came of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from grandlivre.ledger.model import Words

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that are kept of every figure."""


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
    """Years of repayment."""
    dscr: float
    """Cash available for debt service over debt service, that the service is sculpted to."""
    gearing_maximum: float
    """Most that the debt may be of what it helps to pay for, from 0 to 1."""
    fee_share: float = 0.0
    """Fee at closing, over the debt."""
    reserve_months: float = 0.0
    """Months of the next year's service that are kept in a reserve account."""
    grace_years: int = 0
    """Years of operation before the first repayment; interest is added to the debt meanwhile."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSeries:
    """One figure year by year, over the draws in which the campus is built."""

    name: str
    unit: str
    low: tuple[float, ...]
    """5 % of the draws lie below, by `Financing.years`."""
    quarter: tuple[float, ...]
    middle: tuple[float, ...]
    most: tuple[float, ...]
    high: tuple[float, ...]
    mean: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverYear:
    """The debt's cover in one year, over the draws that have service due in it."""

    year: int
    due: int
    """Draws in which service is due."""
    quantiles: tuple[float | None, ...]
    """At `LEVELS`; None where too few draws have any."""
    covered: float | None
    """Share of those draws whose cash covers their service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPart:
    """One part of what an accelerator-hour sold costs."""

    name: str
    eur_per_hour: float
    """Mean over the draws: parts add up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorView:
    """One owner: what it pays in and receives."""

    party: str
    """Entity id of the ledger; empty where no text says who pays."""
    name: str
    share: float
    """Of the owners' money, mean over the draws."""
    is_said: bool
    """True where texts give its share; False where parts are taken as equal, or nothing is said."""
    paid_in: Metric
    received: Metric
    value: Metric
    """Present value of both."""
    rate: Metric
    """Internal rate of return."""
    by_year: YearSeries


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """Shares of the draws; of those in which the campus is built unless said otherwise."""

    built: float
    """Of all draws: that anything is built by its promoter."""
    covered: float
    """That no year's cash falls short of the debt service."""
    agreed_cover: float
    """That the cover never falls below what lenders asked for."""
    is_capped: float
    """That the maximum gearing, not the cash, sets the debt of a phase or more."""
    value_positive: float
    """That the owners' money earns what they ask for."""
    borrows: float
    """That there is a debt at all."""
    adds: float
    """That the announced money does not pay for all machines."""
    renews: float | None
    """That machines are replaced at the end of their life; None where none are financed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Financing:
    """What a campus costs, earns and returns, over the draws."""

    name: str
    title: Words
    project: str
    """Id of the plan's project."""
    project_title: Words
    is_from_ledger: bool
    """True where the plan is a ledger's; False where it is the design's own phases."""
    covers: Covers
    scenario: str
    scenario_title: Words
    as_of: date
    seed: int
    draws: int
    kept: int
    """Draws that met the conditions."""
    built: int
    """Of these, draws in which the campus is built: all figures are of them."""
    terms: Terms
    operations: Operations
    years: tuple[int, ...]
    series: tuple[YearSeries, ...]
    cover: tuple[CoverYear, ...]
    metrics: tuple[Metric, ...]
    costs: tuple[CostPart, ...]
    investors: tuple[InvestorView, ...]
    odds: Odds
    assumptions: tuple[str, ...]
    """Names of the parameters used beside those of the outlook."""

    def metric(self, name: str) -> Metric | None:
        """A metric by its name; None where it was not worked out."""
        return next((each for each in self.metrics if each.name == name), None)

    def by_year(self, name: str) -> YearSeries | None:
        """A series by its name; None where it was not kept."""
        return next((each for each in self.series if each.name == name), None)
