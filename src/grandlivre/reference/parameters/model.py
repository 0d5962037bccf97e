"""What is assumed about the world: a figure with its unit, its spread and the rows behind it."""

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Scale(StrEnum):
    """On which scale a spread is symmetric enough to be drawn from two half-normals."""

    LINEAR = "linear"
    LOG = "log"
    """For what is positive and multiplies: costs, durations, prices."""
    LOGIT = "logit"
    """For shares and odds, strictly between 0 and 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A figure's spread, said by three of its quantiles.

    Between and beyond them it is a two-piece normal on `scale`: half-normals of different widths
    meet at the median. `low` = `median` = `high` is a figure without spread.
    """

    scale: Scale
    low: float
    """5 % of the draws lie below."""
    median: float
    high: float
    """5 % of the draws lie above."""
    tail_alpha: float | None = None
    """Pareto exponent above `high`, for what has a fat upper tail; None for none."""
    floor: float | None = None
    ceiling: float | None = None
    """Hard limits that draws are cut to; None for none."""
    is_cut: bool = False
    """True where an end may lie beyond a limit: as many draws as lie there are at the limit."""

    @property
    def ends(self) -> tuple[float, float, float]:
        """Its 5 %, 50 % and 95 % as they are drawn: within the limits."""
        least = -math.inf if self.floor is None else self.floor
        most = math.inf if self.ceiling is None else self.ceiling
        low, median, high = (min(max(x, least), most) for x in (self.low, self.median, self.high))
        return low, median, high


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source's statement of one figure, as it was published."""

    number: int
    """Line of the table, from 1: rows are cited as ``parameter#number``."""
    parameter: str
    unit: str
    low: Decimal | None
    central: Decimal | None
    high: Decimal | None
    applies_to: str
    year: str | None
    source_name: str
    source_url: str
    source_date: str | None
    note: str
    origin: str = ""
    """Who measured or judged it, where the source only passes it on: one voice in a pool."""
    applies_to_fr: str = ""
    note_fr: str = ""
    """Both in French; empty for rows that nothing pools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one row gives to a pool, in the parameter's own unit."""

    row: Row
    low: float | None
    central: float
    high: float | None
    weight: float
    """From 0 to 1; the weights of a pool sum to 1."""
    how: str
    """What was done to the published figure: rate, unit, complement; empty for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that speaks of the parameter and is not pooled, with the reason."""

    row: Row
    reason_fr: str
    reason_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One assumption, by the name under which it can be replaced."""

    name: str
    """Ends with its unit where it has one: ``construction_months``."""
    unit: str
    meaning_fr: str
    meaning_en: str
    distribution: Distribution
    rows: tuple[Row, ...]
    """The statements pooled into it; empty for a judgement of ours, which `reason` then gives."""
    reason: str
    """How the spread was fitted or why it was judged so, in a sentence."""
    origin: str = "grandlivre"
    """``grandlivre``, or the name of the user's file that replaced it."""
    reason_fr: str = ""
    """`reason` in French; empty where a user's file gives one in their own words."""
    shares: tuple[Share, ...] = ()
    """What each of `rows` gave to the pool."""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def is_judgement(self) -> bool:
        """True where no row was pooled: the figures are somebody's judgement."""
        return not self.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One generation of accelerators."""

    name: str
    """Such as ``H100`` or ``GB300``."""
    vendor: str
    shipped: float
    """Decimal year of its first volume shipments."""
    all_in_kw: float
    """Site power for one accelerator: its own draw, its share of the node and network, and
    losses and cooling."""
    price_eur: float
    """One accelerator with its share of node and network, in euros of `price_year`."""
    price_year: int
    memory_gb: float
    dense_tflops: tuple[tuple[str, float], ...]
    """Dense peak by precision, such as ``("bf16", 989.0)``; TFLOP/s."""
    domain: int
    """Accelerators that share one fast-link domain."""
    rows: tuple[str, ...]
    """What it was read from, as ``parameter#number``, or an address."""
    note_fr: str = ""
    note_en: str = ""
    """What is disputed or worked out, in a sentence."""
    supply_per_year: float | None = None
    """Made in the world in a year of full production; None where no source tells."""
    origin: str = "grandlivre"
    """``grandlivre``, or the name of the user's file that brought it."""


class GridProcedure(StrEnum):
    """How a site comes by its power."""

    FAST_TRACK = "fast_track"
    """The State's procedure on the 400 kV grid."""
    ORDINARY = "ordinary"
    EXISTING = "existing"
    """A connection that stands already, such as a former factory's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridStep:
    """Power that the grid gives to a site up to a total, from a date on."""

    place: str
    country: str
    project: str
    """Empty where it is the site's, whoever builds."""
    total_mw: Decimal
    by: str | None
    """Partial date; None where the contract names none."""
    procedure: GridProcedure
    row: str
    """What it was read from, as ``parameter#number``."""
