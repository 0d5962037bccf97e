"""What the ledger would build: sites, projects, phases and milestones, said or inferred."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from grandlivre.entities.model import Place
from grandlivre.ledger.model import Words

_RECORDS = ("clm_", "cmt_", "prg_")
"""How ids of claims, entries and programmes begin; names of parameters are words."""


class Mark(StrEnum):
    """Where a figure comes from; the three are never mixed."""

    SAID = "said"
    """Claims state it."""
    INFERRED = "inferred"
    """Worked out from what was said and from reference figures."""
    UNKNOWN = "unknown"
    """Neither: it is left open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its bounds, its mark and what it rests on."""

    low: Decimal | None
    best: Decimal | None
    high: Decimal | None
    mark: Mark
    basis: tuple[str, ...]
    """Ids of claims and entries, and names of parameters."""
    how: Words
    """The arithmetic in words: ``700 MW × 10 M€/MW``; empty words for what is said as it is."""

    @property
    def assumes(self) -> tuple[str, ...]:
        """Names of the parameters that it rests on.

        None for what is said, and for an inferred figure that is arithmetic on said ones alone,
        such as ``700 MW − 240 MW``.
        """
        return tuple(key for key in self.basis if not key.startswith(_RECORDS))


class Gate(StrEnum):
    """How far a phase has come, in order."""

    ANNOUNCED = "announced"
    SECURED = "secured"
    """The site is bought, leased or reserved."""
    PERMITTED = "permitted"
    CONNECTED = "connected"
    """A grid connection is contracted."""
    BUILT = "built"
    ENERGISED = "energised"
    FILLED = "filled"
    """Its accelerators run."""


GATES = tuple(Gate)


class ProjectClass(StrEnum):
    """Kinds of build that have odds and costs of their own."""

    CAMPUS = "campus"
    """An AI data-centre campus, hosting or all in."""
    COMPUTE = "compute"
    """Accelerators in halls that stand already, or rented."""
    SUPERCOMPUTER = "supercomputer"
    """Public computing for research."""
    ENERGY = "energy"
    """Generation or grid for the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A gate and the partial date by which it is to be passed."""

    gate: Gate
    by: str
    """Partial date: ``2028``, ``2027-H2``, ``2026-Q3``, ``2026-05``."""
    mark: Mark
    basis: tuple[str, ...]
    how: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Funder:
    """A party that pays for a phase, and for how much of it."""

    party: str
    """Entity id; empty where no text says who pays."""
    name: str
    country: str | None
    share: Decimal
    """From 0 to 1; equal parts, marked inferred, where texts give none."""
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """Power that a grid contract makes available, up to a total."""

    total_mw: Decimal
    by: str | None
    """Partial date; None where the contract names none."""
    mark: Mark
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place where phases are built."""

    id: str
    title: Words
    place: Place | None
    """None where no text says where."""
    area_ha: Figure
    tranches: tuple[Tranche, ...]
    is_fast_track: bool
    """True where a text says that the State's fast track connects it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """What is built and energised as one."""

    id: str
    project: str
    site: str
    order: int
    """From 1; a phase is not energised before those of its project with a lower number."""
    title: Words
    power_mw: Figure
    """Grid-side megawatts of this phase alone."""
    capex_eur: Figure
    accelerators: Figure
    generation: str | None
    """Name of the accelerator generation, said or chosen by its date."""
    includes_it: bool
    """True where `capex_eur` pays for accelerators too; False for hosting alone."""
    reached: Gate
    """The furthest gate that a text reports."""
    milestones: tuple[Milestone, ...]
    funders: tuple[Funder, ...]
    entries: tuple[str, ...]
    """Ids of the ledger's entries that tell of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One build by one promoter: one or more phases on one site."""

    id: str
    title: Words
    kind: ProjectClass
    phases: tuple[Phase, ...]
    entries: tuple[str, ...]
    programmes: tuple[str, ...]
    """Ids of the ledger's programmes that it belongs to."""
    announced: date | None
    is_cancelled: bool
    takes_over: str | None = None
    """Id of the withdrawn project whose site it takes over."""


class FlagKind(StrEnum):
    """What an analyst would question."""

    EUROS_PER_MW = "euros_per_mw"
    KW_PER_ACCELERATOR = "kw_per_accelerator"
    DATE_TOO_EARLY = "date_too_early"
    """Before what connecting and building usually take."""
    ABOVE_TRANCHE = "above_tranche"
    """More power than the grid contract gives by then."""
    AREA = "area"
    """More megawatts than the site's hectares usually hold."""
    SUPPLY = "supply"
    """More accelerators than the world would ship to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One figure out of its reference range, with the arithmetic."""

    kind: FlagKind
    project: str
    phase: str | None
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    """The reference range (5 % to 95 %)."""
    unit: str
    says: Words
    """The arithmetic and what it suggests."""
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBuilt:
    """An entry that builds nothing by itself, and why."""

    entry: str
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Money of a programme that no entry accounts for: it builds only once it is named."""

    programme: str
    title: Words
    remainder_eur: Figure
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that the ledger would build."""

    as_of: date
    sites: tuple[Site, ...]
    projects: tuple[Project, ...]
    envelopes: tuple[Envelope, ...]
    flags: tuple[Flag, ...]
    not_built: tuple[NotBuilt, ...]

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Phases of all projects, in their order."""
        return tuple(phase for project in self.projects for phase in project.phases)
