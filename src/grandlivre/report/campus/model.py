"""What the pages of a campus' year are made from, and what they show."""

from dataclasses import dataclass, field

from markupsafe import Markup

from grandlivre.campus.operate.year import CampusYear
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.finance import Accounts, FinanceSection
from grandlivre.report.outlook.model import BarRow, Bars, Picture, Tick

__all__ = [
    "AuditView",
    "BarRow",
    "Bars",
    "BasisRow",
    "CampusSection",
    "Comparison",
    "Grid",
    "HeatMap",
    "Picture",
    "Run",
    "TenantRow",
    "Tick",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A year of a campus, with what it is compared with and what it says of money."""

    year: CampusYear
    others: tuple[CampusYear, ...] = ()
    """The same year with an event each, run with the same random numbers."""
    command: str = ""
    """What makes it again."""
    accounts: Accounts | None = None
    """Whether it pays, where that was worked out too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """The year as days across and hours down."""

    key: str
    title: Sentence
    subtitle: str
    drawing: Markup
    steps: tuple[tuple[str, str], ...]
    """Class and words of each step of the scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantRow:
    """How one tenant fared."""

    title: str
    kind: str
    bar: Markup
    entitled: Figure
    asked: Figure
    held: Figure
    hours: Figure
    wait: Figure | None
    slo: Figure | None
    is_short: bool
    """True where fewer than 95 % of its requests were answered in time."""
    budget: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: heads, and rows of a label with figures."""

    key: str
    title: Sentence
    subtitle: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure | None, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The year beside itself with an event each."""

    title: Sentence
    subtitle: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[Figure, ...]], ...]
    """Label, note, and what differs in each column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """What was checked, and what was found."""

    title: Sentence
    checks: tuple[tuple[str, Figure], ...]
    breaches: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisRow:
    """What a figure of the design rests on."""

    id: str
    field: str
    mark: str
    mark_words: str
    reason: tuple[tuple[str, bool], ...]
    """Pieces of the sentence; True for those that are addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusSection:
    """The whole section."""

    title: Sentence
    deck: str
    events: tuple[str, ...]
    tiles: tuple[tuple[str, Figure, Sentence], ...]
    """Label, figure and note."""
    week: Picture
    week_key: tuple[tuple[str, str], ...]
    """Class and words of each layer."""
    heat_maps: tuple[HeatMap, ...]
    duration: Picture
    sankey: Picture
    tenants_title: Sentence
    tenants_sub: str
    tenants: tuple[TenantRow, ...]
    tenant_ticks: tuple[Tick, ...]
    waits: Bars | None
    classes: Grid
    grids: tuple[Grid, ...]
    comparison: Comparison | None
    audit: AuditView
    finance: FinanceSection | None
    design: tuple[tuple[str, Figure], ...]
    """Label and figure of what stands."""
    basis: tuple[BasisRow, ...]
    run: tuple[tuple[str, str], ...] = field(default=())
    """What the year was made with: labels and values."""
