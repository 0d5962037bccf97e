"""What a projection gives: quantiles by quarter, odds of each promise, what moves them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from grandlivre.ledger.model import Words
from grandlivre.programme.model import Gate
from grandlivre.reference.parameters.model import Distribution

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that are kept of every outcome."""


class Outcome(StrEnum):
    """What is projected; each has one unit (`UNITS`)."""

    POWER = "power_mw"
    """Megawatts energised, at the end of the quarter."""
    ACCELERATORS = "accelerators"
    """Running at the end of the quarter."""
    PEAK_FLOPS = "peak_flops"
    """Dense bf16 FLOP/s of those accelerators."""
    DELIVERED_FLOPS = "delivered_flops"
    """Peak times utilisation times the share of peak that work reaches."""
    ACCELERATOR_HOURS = "accelerator_hours"
    """In the quarter."""
    ENERGY = "energy_mwh"
    """In the quarter."""
    CARBON_LOCATION = "carbon_location_t"
    CARBON_MARKET = "carbon_market_t"
    WATER = "water_m3"
    DRAWN = "drawn_eur"
    """Euros spent in the quarter."""
    DRAWN_TO_DATE = "drawn_to_date_eur"
    """Euros spent from `as_of` to the end of the quarter."""
    JOBS = "jobs"
    """Permanent jobs at the end of the quarter."""


class Scope(StrEnum):
    """What an outcome is of."""

    ALL = "all"
    COUNTRY = "country"
    PROGRAMME = "programme"
    PROJECT = "project"
    SITE = "site"
    INVESTOR = "investor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Assumptions replaced by name, and caps and dates set; the rest is the reference's."""

    name: str
    title: Words
    says: Words
    """What it supposes, in a sentence."""
    replaces: Mapping[str, Distribution]
    """Parameters by name; a name that the model does not use is an error."""
    as_promised: bool = False
    """True where promises keep their stated dates and sizes (no delay, no attrition)."""
    source: str = "grandlivre"
    """``grandlivre``, or the user's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One outcome at one time, over the draws."""

    quantiles: tuple[float, ...]
    """At `LEVELS`."""
    mean: float
    error: float
    """Monte-Carlo standard error of the mean."""
    quantile_errors: tuple[float, ...] = ()
    """Monte-Carlo standard error of each quantile; empty where it was not worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One outcome of one scope, quarter by quarter."""

    outcome: Outcome
    scope: Scope
    of: str
    """Id of the project, site, investor or programme; a country's code; empty for all."""
    title: Words
    bands: tuple[Band, ...]
    """One for each of `Outlook.quarters`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseOdds:
    """One promise as it was stated, and what becomes of it over the draws."""

    phase: str
    project: str
    title: Words
    promised_mw: tuple[float | None, float | None]
    """As said, low and high; (None, None) where no text says it."""
    promised_by: str | None
    """Partial date as said; None where no text gives one."""
    odds_by_date: float | None
    """Probability that the least of what is promised is energised by then; None for no date."""
    odds_ever: float
    """Probability of it by the end of the horizon."""
    error: float
    """Monte-Carlo standard error of `odds_ever`."""
    expected_mw: Band
    """Energised by the promised date, or by the horizon where there is none."""
    would_need: tuple[Words, ...]
    """What would have to be true for it to be met, most binding first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How far one assumption moves one outcome."""

    parameter: str
    total_order: float
    """Share of the outcome's variance that would be left if all others were known."""
    low: float
    high: float
    """Bootstrap interval of it, 95 %."""
    at_low: float
    at_high: float
    """The outcome's mean with the assumption at its 5 % and at its 95 %, the others free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Which assumptions move an outcome, largest first."""

    outcome: Outcome
    quarter: str
    effects: tuple[Effect, ...]
    evaluations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Draws of a dated build-out, summed up."""

    scenario: Scenario
    as_of: date
    quarters: tuple[str, ...]
    """``2026-Q4`` and so on."""
    draws: int
    seed: int
    given: tuple[Words, ...]
    """Conditions that the draws were held to, in words; empty for none."""
    kept: int
    """Draws that met the conditions."""
    series: tuple[Series, ...]
    promises: tuple[PromiseOdds, ...]
    parameters: tuple[str, ...]
    """Names of all the parameters used: each can be followed to its rows."""


class When(StrEnum):
    """How a condition holds a gate to a date."""

    BY = "by"
    """Passed by the end of the period."""
    IN = "in"
    """Passed within it."""
    AFTER = "after"
    """Not passed by its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the draws are held to, such as ``phase X energised by 2027``."""

    of: str
    """Id of a phase; of a project or site, whose first phase it then speaks of."""
    gate: Gate
    """Connected, built, energised or filled. Connected here: the grid can deliver the power."""
    when: When
    period: str
    """Partial date."""


Mapper = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""As `map`: applies a picklable function to items, here or elsewhere, results in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectOptions:
    """How a projection is made."""

    draws: int = 8192
    """Sixteen times a power of two is best; any number will do."""
    seed: int = 109
    end: str = "2035-Q4"
    """The last quarter, as a partial date."""
    country: str = "FR"
    """Whose yearly caps these are; sites elsewhere are not held to them."""
    given: tuple[Condition, ...] = ()
    scopes: tuple[Scope, ...] = tuple(Scope)
    """Of what series are kept."""
    outcomes: tuple[Outcome, ...] = tuple(Outcome)
    mapper: Mapper = map
    """Spreads shares of the draws over workers; the result is the same to the bit."""
    shares: int = 1
    """How many shares the mapper gets, up to `REPLICATES`."""
    threads: int = 2
    """In each process."""
    told: Callable[[int, int], None] | None = None
    """Called with draws done and draws in all, after each share."""
