"""What befalls a campus, how a year is run, and what is checked while it runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from grandlivre.ledger.model import Words


class EventKind(StrEnum):
    """What may befall a campus."""

    CAP = "cap"
    """The site may draw no more than `power_mw`."""
    HEAT_WAVE = "heat_wave"
    """`degrees_k` more."""
    GRID_OUTAGE = "grid_outage"
    """The grid gives `share` of what it should."""
    DELAYED_TRANCHE = "delayed_tranche"
    """Tranche `target` opens `days` later."""
    TRANSFORMER = "transformer"
    """Hall `target` loses one transformer."""
    ACCELERATORS = "accelerators"
    """Pool `target` is of another generation."""
    DEMAND = "demand"
    """Demand on services is multiplied by `share`."""
    PRICE = "price"
    """Prices are multiplied by `share`."""
    RELIEF = "relief"
    """The grid operator calls for relief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens, as a user's TOML says it."""

    name: str
    title: Words
    kind: EventKind
    starts: str
    """Day and hour within the year, ``MM-DD`` or ``MM-DDTHH``; each run puts it into its year."""
    hours: int
    target: str | None = None
    power_mw: float | None = None
    degrees_k: float | None = None
    share: float | None = None
    days: int | None = None
    generation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperateOptions:
    """How a year is run."""

    year: int = 2030
    seed: int = 0
    events: tuple[Event, ...] = ()
    is_full: bool = False
    """True to run with all phases and tranches open, whatever their dates."""
    window_hours: int = 336
    """Hours that are planned at once and then run."""
    ahead_hours: int = 72
    told: Callable[[int, int], None] | None = None
    """Hears how many hours are done, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that was broken: there must be none."""

    rule: str
    """``zone``, ``pool``, ``quota``, ``budget``, ``cap`` or ``capacity``."""
    hour: int
    tenant: str | None
    pool: str | None
    excess: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was checked, hour by hour, and what was found."""

    checks: Mapping[str, int]
    """Comparisons made of each rule."""
    breaches: tuple[Breach, ...]
    digest: str
    """Of the chain of the log's lines: what was held by whom, where, hour by hour."""
