"""What a campus is: phases, halls, pools of accelerators, tenants, work, grid and machines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from grandlivre.ledger.model import Words


class Mark(StrEnum):
    """Where a figure of a design comes from; the three are never mixed."""

    SAID = "said"
    """A source states it of this campus."""
    INFERRED = "inferred"
    """Worked out from what is said and from reference figures."""
    JUDGED = "judged"
    """The authors' judgement, with its reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a figure of the design rests on."""

    field: str
    """Path in the file: ``phases.first.power_mw``; a table's name stands for all in it."""
    mark: Mark
    reason: Words
    """A source's address, rows of the table of parameters, or the reason in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A positive quantity that varies from one job to the next: log-normal by its quantiles."""

    median: float
    high: float
    """95 %: the logarithm's standard deviation is ``ln(high / median) / 1.645``."""
    least: float = 0.0
    most: float = float("inf")
    """Draws are cut to these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """What is energised as one."""

    name: str
    opens: str
    """Partial date of its energisation: ``2027-12-31``, ``2029-Q4``, ``2030``: its end counts."""
    power_mw: float
    """Grid-side megawatts of this phase alone."""
    mark: Mark = Mark.SAID
    """Whether the date is said; an undated phase has an inferred one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A building with its transformers: what a failed transformer takes out."""

    name: str
    phase: str
    transformers: int = 2
    """Equal ones; each carries its part of the hall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Accelerators of one generation behind one network, in one zone."""

    name: str
    hall: str
    zone: str
    """Name of the zone of trust in which it stands, such as ``open`` or ``sovereign``."""
    generation: str
    """Name in the table of accelerators, or in the user's own."""
    count: int
    node: int = 8
    """Accelerators of one server."""
    domain: int = 8
    """Accelerators that share one fast link; a gang takes whole domains where it spans several."""
    network: str = ""
    """Between domains, in words."""
    kw_per_accelerator: float = 0.0
    """Full draw at the rack of one accelerator with its part of node and network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Pools that serve the same classes of work."""

    name: str
    pools: tuple[str, ...]
    classes: tuple["WorkClass", ...]
    title: Words | None = None
    """What people call it; its name where none is said."""


class TenantKind(StrEnum):
    """Who a tenant is."""

    LABORATORY = "laboratory"
    """Builds models."""
    STARTUP = "startup"
    RESEARCH = "research"
    EDUCATION = "education"
    STATE = "state"
    HEALTH = "health"
    MOBILITY = "mobility"
    ENERGY = "energy"
    FINANCE = "finance"
    INDUSTRY = "industry"
    CLOUD = "cloud"
    """Sells on to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """Someone whose work the campus runs, and what it is entitled to."""

    name: str
    title: Words
    kind: TenantKind
    share: float
    """Weight in fair sharing; only ratios count."""
    zones: tuple[str, ...]
    """Zones that its work may touch: a hard limit."""
    pools: tuple[str, ...] = ()
    """Pools that its work may touch; empty for all of its zones."""
    monthly_hours: float | None = None
    """Budget of accelerator-hours a month for jobs; None for no budget."""
    quota: float = 1.0
    """Most of a pool's accelerators that its jobs may hold at once, as a share."""
    reserved: float = 0.0
    """Share of each of its pools that jobs of others may not take, kept for it."""


class WorkClass(StrEnum):
    """Classes of work; each has a model of its own."""

    PRETRAINING = "pretraining"
    SWEEP = "sweep"
    """Experiments and design sweeps: many small jobs sent together."""
    FINETUNING = "finetuning"
    HPC = "hpc"
    TEACHING = "teaching"
    INFERENCE = "inference"
    DEPLOYMENT = "deployment"
    """Inference in a use case: health, mobility, energy, finance, industry."""
    REPLAY = "replay"
    """Jobs of a recorded trace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchWork:
    """A tenant's jobs of one class."""

    name: str
    tenant: str
    kind: WorkClass
    pools: tuple[str, ...]
    """Each job is sent to one of them, in proportion to their size."""
    load_share: float
    """Accelerator-hours asked for in a year, over those that its pools have."""
    gang: Spread
    """Accelerators; rounded as the class does (powers of two, whole domains, whole nodes)."""
    hours: Spread
    """Of work, with nothing going wrong."""
    estimate_ratio: Spread = Spread(median=1.5, high=4.0, least=1.0)
    """Time asked for over time needed."""
    rank: int = 5
    """0 is the most urgent."""
    preempts: bool = False
    yields: bool = False
    is_flexible: bool = False
    """True where it may wait for cheaper or cleaner hours."""
    checkpoint_minutes: float | None = None
    """Between checkpoints; None for Young's and Daly's optimum, 0 for none."""
    restart_minutes: float = 10.0
    power_share: float = 0.9
    """Mean draw over full draw while it runs."""
    trace: str | None = None
    """File of a replay."""
    options: Mapping[str, float] = field(default_factory=dict)
    """Figures that only its class knows, such as jobs of a sweep; each class lists its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A tenant's model in use: demand for tokens that must be answered in time."""

    name: str
    tenant: str
    kind: WorkClass
    """``INFERENCE`` or ``DEPLOYMENT``."""
    pools: tuple[str, ...]
    """In the order in which they are used."""
    tokens_per_s: float
    """Mean demand over the year of tokens written, all users together."""
    tokens_per_accelerator_s: Mapping[str, float]
    """Tokens written a second by one accelerator of a generation within the latency target."""
    replica: int
    """Accelerators that hold one copy of the model."""
    tokens_in: Spread = Spread(median=1020.0, high=4083.0, least=1.0)
    tokens_out: Spread = Spread(median=129.0, high=451.0, least=1.0)
    latency_s: float = 10.0
    """Target for a whole answer, 95 % of the time."""
    shape: str = "consumer"
    """Name of its daily and weekly shape."""
    burstiness: float = 16.0
    """Variance over mean of requests in a minute, about the hour's mean."""
    target_utilisation: float = 0.7
    """Of its replicas, that autoscaling aims at."""
    scale_minutes: float = 10.0
    """To bring a replica up."""
    least_replicas: int = 1
    power_share: float = 0.65
    """Mean draw over full draw of a replica in use."""
    growth_per_year: float = 0.0
    """Of demand, after the year in which the campus opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """Power that the grid connection gives from a date, in all."""

    opens: str
    total_mw: float
    mark: Mark = Mark.SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class GridContract:
    """Connection, energy contract, charges and services to the grid."""

    tranches: tuple[Tranche, ...]
    band_share: float = 0.0
    """Of the connection, bought as a flat band at a contract's price; the rest is spot."""
    band_eur_per_mwh: float = 70.0
    spot: str = "fr-2023"
    """Name of an hourly series of prices, or a user's file."""
    carbon: str = "fr-location"
    """Name of an hourly series of carbon intensity, or a user's file."""
    turpe_eur_per_mwh: float = 5.0
    turpe_eur_per_mw_year: float = 0.0
    accise_eur_per_mwh: float = 0.5
    ramp_mw_per_hour: float | None = None
    relief_mw: float = 0.0
    """What the campus has sold as relief to the grid operator, on call."""
    relief_hours: float = 0.0
    """Hours a year for which it may be called."""
    relief_eur_per_mw_year: float = 0.0
    market_carbon_g_per_kwh: float = 0.0
    """Market-based intensity: of the contracts that are bought."""
    carbon_price_eur_per_t: float = 0.0
    """Weight of carbon in the dispatch, beside money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machines:
    """Battery, panels and generators on the campus' side of the meter."""

    battery_mw: float = 0.0
    battery_mwh: float = 0.0
    battery_wear_eur_per_mwh: float = 12.0
    solar_mw: float = 0.0
    """Peak, direct current."""
    backup_mw: float = 0.0
    backup_eur_per_mwh: float = 400.0
    backup_t_per_mwh: float = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """How the halls are cooled, as a user says it."""

    liquid_share: float = 0.85
    liquid_supply_c: float = 32.0
    air_supply_c: float = 24.0
    chiller_cop: float = 5.5
    recovered_share: float = 0.0
    """Of the liquid's heat, that a heat network takes in the cold months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruptions:
    """How often things fail."""

    per_accelerator_day: float = 4.7e-4
    """Interruptions of an accelerator at work: Llama 3, 419 in 54 days on 16,384."""
    repair_hours: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusDesign:
    """A campus: everything that its operation needs, and nothing drawn at random."""

    name: str
    title: Words
    says: Words
    """What it is, in a sentence or two."""
    country: str
    place: str
    """Where it stands, in words."""
    climate: str
    """City whose climate it has."""
    project: str | None
    """Name under which the ledger knows it; None for none."""
    phases: tuple[Phase, ...]
    halls: tuple[Hall, ...]
    pools: tuple[Pool, ...]
    partitions: tuple[Partition, ...]
    tenants: tuple[Tenant, ...]
    batch: tuple[BatchWork, ...]
    services: tuple[Service, ...]
    grid: GridContract
    machines: Machines = Machines()
    heat: Heat = Heat()
    interruptions: Interruptions = Interruptions()
    basis: tuple[Basis, ...] = ()
    source: str = "grandlivre"
    """``grandlivre``, or the user's file."""
