"""What the outlook's section is made from, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from grandlivre.outlook.calibration.model import Backtest
from grandlivre.outlook.comparators import Comparator
from grandlivre.outlook.model import Outlook, Sensitivity
from grandlivre.programme.model import Plan
from grandlivre.reference.parameters.model import Parameter
from grandlivre.report.figures import Figure, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """An outlook with all that its figures are followed to."""

    plan: Plan
    parameters: Mapping[str, Parameter]
    outlook: Outlook
    others: tuple[Outlook, ...] = ()
    """The same plan under other scenarios, drawn with the same random numbers."""
    sensitivities: tuple[Sensitivity, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    """Programmes of the ledger side by side, each sum projected in the same way."""
    backtests: tuple[Backtest, ...] = ()
    """How well such odds foretold what came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark of an axis: its place in per cent, and a label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One drawing under a title that says what it shows."""

    key: str
    title: Sentence
    subtitle: str
    drawing: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One line of a chart of bars."""

    label: str
    target: str
    """Id of the element of the page that the label leads to; empty for none."""
    note: str | Figure | Sentence
    bar: Markup
    figure: Figure
    below: Figure | None = None
    """A smaller figure under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Rows along one axis, under a title that says what they show."""

    key: str
    title: Sentence
    subtitle: str
    rows: tuple[BarRow, ...]
    more: tuple[BarRow, ...]
    """Rows that are folded away."""
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A numbered site of the map."""

    number: int
    place: str
    gate: str
    gate_words: str
    promised: Figure
    expected: Figure
    projects: tuple[tuple[str, str], ...]
    """Target and title of each project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitesMap:
    """A drawn map and the list that goes with it."""

    title: Sentence
    subtitle: str
    picture: Markup
    spots: tuple[Spot, ...]
    gates: tuple[tuple[str, str], ...]
    """Gates that occur, each with its words, for the key."""
    note: Sentence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """One promise with its odds."""

    title: str
    target: str
    promised: Figure | None
    inferred: Figure | None
    by: str
    expected: Figure
    dots: Markup
    """Empty where no date is said."""
    dots_ever: Markup
    odds: Figure
    odds_ever: Figure
    needs: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """Promises as they were stated, and what becomes of them."""

    title: Sentence
    subtitle: str
    rows: tuple[PromiseRow, ...]
    more: tuple[PromiseRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """The outlook at the end of a year."""

    year: str
    cells: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterView:
    """One assumption with its spread and its sources."""

    id: str
    name: str
    meaning: str
    spread: str
    replaced: str
    """The scenario that set it; empty where it is the reference's."""
    reason: str
    sources: tuple[tuple[str, str | None], ...]
    """Name and address of each statement behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """One phase of the plan: what was said of it, and what was worked out."""

    id: str
    title: str
    gate: str
    facts: tuple[tuple[str, Figure, str, Figure | None], ...]
    """Label, figure, mark and arithmetic."""
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagView:
    """One figure that an analyst would question."""

    title: str
    target: str
    says: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """One line of a listing."""

    label: str
    target: str
    """Id of the element of the page that the label leads to; empty for none."""
    note: str
    cells: tuple[Figure | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table under a title that says what it shows, with what it does not tell below."""

    key: str
    title: Sentence
    subtitle: str
    columns: tuple[str, ...]
    rows: tuple[ListingRow, ...]
    notes: tuple[str | Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One statement of which it is known what became of it."""

    title: str
    says: str
    came: str
    odds: str
    sources: tuple[tuple[str, str], ...]
    """Words and address of where it was said, and where it is told what came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How well odds foretold what came: a table of scores for each manner, and the cases."""

    title: Sentence
    subtitle: str
    listings: tuple[Listing, ...]
    small: str
    """How little so few statements tell."""
    cases_title: str
    cases: tuple[CaseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The whole section."""

    title: Sentence
    deck: Sentence
    tiles: tuple[tuple[str, str, Figure, Sentence], ...]
    """Mark, label, figure and note."""
    fans: tuple[Picture, ...]
    timeline: Bars | None
    promises: Promises | None
    map: SitesMap | None
    scenarios: tuple[Bars, ...]
    tornados: tuple[Bars, ...]
    investors: Bars | None
    programmes: Listing | None
    trial: Trial | None
    columns: tuple[str, ...]
    years: tuple[YearRow, ...]
    flags: tuple[FlagView, ...]
    phases: tuple[PlanView, ...]
    parameters: tuple[ParameterView, ...]
    run: tuple[tuple[str, str], ...]
    """What the draws were made with: labels and values."""
    scenario_says: str
    campus: tuple[str, str] | None
    """Title of the largest project, and the command that runs it hour by hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a page shows of a projection that was asked for."""

    finding: str
    columns: tuple[str, ...]
    """After the year."""
    years: tuple[tuple[str, ...], ...]
    """A year and its figures; empty for one that there is not."""
