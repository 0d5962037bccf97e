"""Resolved statements, and how well odds foretold them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from grandlivre.base.periods import Period
from grandlivre.ledger.model import Words
from grandlivre.programme.model import Gate, ProjectClass


class Ending(StrEnum):
    """How a statement ended, as far as texts tell."""

    MET = "met"
    """The gate was passed by the date."""
    LATE = "late"
    """It was passed after the date."""
    NOT_YET = "not_yet"
    """The date went by, or was given up, and no text tells that the gate was passed."""
    WITHDRAWN = "withdrawn"
    """The promoter gave it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One dated statement of which it is known whether it was kept."""

    id: str
    group: str
    """Statements of one group tell of one build, and are no independent evidence."""
    party: str
    place: str
    country: str
    kind: ProjectClass
    is_fast_track: bool
    power_mw: Decimal | None
    amount_eur: Decimal | None
    stated_on: Period
    reached: Gate
    """The furthest gate passed when the statement was made."""
    promised: Gate
    by: Period
    is_dated: bool
    """True where the text names `by`; False where it is a rule of ours (`by_rule`)."""
    resolved_on: date
    """The day on which it was known whether the date would be met."""
    ending: Ending
    passed_on: Period | None
    """When the promised gate was passed; None where no text tells that it was."""
    seen_on: date
    """The last day that the texts tell of."""
    then: Gate
    """The furthest gate passed on that day."""
    says: Words
    ended: Words
    stated_url: str
    resolved_url: str

    @property
    def stated_day(self) -> date:
        """The first day on which it can have been stated."""
        return self.stated_on.first

    @property
    def due(self) -> date:
        """The last day on which it would have been met."""
        return self.by.last

    @property
    def passed_day(self) -> date | None:
        """The last day on which the gate can have been passed."""
        return self.passed_on.last if self.passed_on else None

    @property
    def is_met(self) -> bool:
        """True where the gate was passed by the date."""
        return self.ending is Ending.MET


class Method(StrEnum):
    """Ways to give odds to a statement."""

    STATED = "stated"
    """Everything that is promised comes, on its date."""
    BASE_RATE = "base_rate"
    """The share of earlier statements that were met, whatever they said."""
    GATE_RATE = "gate_rate"
    """The share of those that promised the same gate, drawn towards the base rate."""
    REFERENCE = "reference"
    """The projection's odds and delays from its reference classes alone."""
    CALIBRATED = "calibrated"
    """The same after an update by the earlier cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The odds that each method gave to one statement."""

    case: Case
    odds: tuple[float, ...]
    """One for each of `METHODS`."""


METHODS = tuple(Method)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its bootstrap interval, 90 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well one method foretold the judged statements; less is better."""

    method: Method
    brier: Estimate
    """Mean squared error of the odds: 0 for a prophet, 0.25 for always one half."""
    log_score: Estimate
    """Mean of -ln of the odds given to what came; infinite where that was held impossible."""
    reliability: float
    """The part of the Brier score that relabelling its odds in their order would save."""
    resolution: float
    """What its order of the cases saves against one odds for all."""
    uncertainty: float
    """The Brier score of the judged cases' own share of met ones."""
    skill: Estimate
    """1 - Brier score / Brier score of the base rate; above 0 is better than it."""
    better: float
    """Share of the bootstrap resamples in which it beats the base rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """Odds fitted on earlier cases and judged on later ones."""

    split: date
    is_rolling: bool
    """True where each statement was foretold from all cases resolved before it was made."""
    fitted: int
    """Cases resolved before the split."""
    judged: int
    groups: int
    """Builds that the judged cases tell of."""
    met: int
    """Judged cases that were met."""
    forecasts: tuple[Forecast, ...]
    scores: tuple[Score, ...]
    """One for each of `METHODS`."""
