"""What a claim is: one statement of one quantity by one document, with its evidence."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

CONTEXT = 32
"""Characters of prefix and suffix kept with the evidence."""


class Measure(StrEnum):
    """What kind of quantity it is."""

    MONEY = "money"
    POWER = "power"
    ENERGY = "energy"
    AREA = "area"
    SITES = "sites"
    ACCELERATORS = "accelerators"
    JOBS = "jobs"
    PEOPLE = "people"
    UNDERTAKINGS = "undertakings"
    """Investments or projects that a text counts, and gives no sum for."""
    EVENTS = "events"
    """When an event takes place: no quantity, and told by its dates."""


NOTICED = frozenset({Measure.UNDERTAKINGS, Measure.EVENTS})
"""What no figure states (`grandlivre.claims.notices`): the ledger reads it, `read_claims` does
not print it."""


class Role(StrEnum):
    """What the quantity is. The first nine are of money, the last three of other measures."""

    COMMITMENT = "commitment"
    PROGRAMME = "programme"
    ROUND = "round"
    VALUATION = "valuation"
    TURNOVER = "turnover"
    ASSETS = "assets"
    MARKET = "market"
    SPENT = "spent"
    OTHER = "other"
    CAPACITY = "capacity"
    DEMAND = "demand"
    COUNT = "count"


PLEDGED = frozenset({Role.COMMITMENT, Role.PROGRAMME, Role.ROUND})
"""Roles of money that someone has undertaken to bring: what a ledger adds up."""


class Purpose(StrEnum):
    """What the money or the asset is for."""

    DATA_CENTRE = "data_centre"
    COMPUTE = "compute"
    ENERGY = "energy"
    NETWORK = "network"
    COMPANIES = "companies"
    RESEARCH = "research"
    TRAINING = "training"
    OPEN_SOURCE = "open_source"
    AI = "ai"
    OTHER = "other"


class Stage(StrEnum):
    """How far the statement says that it has come."""

    CONSIDERED = "considered"
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    UNDER_CONSTRUCTION = "under_construction"
    OPERATIONAL = "operational"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a claim stands: `quote` is ``text[start:end]`` of its document, in code points.

    With `prefix` and `suffix` it makes the W3C Web Annotation selectors TextQuoteSelector and
    TextPositionSelector.
    """

    quote: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a field of a claim was read from, so that a person can be shown why."""

    field: str
    """Name of the claim's field: ``role``, ``investors``, ``unit``..."""
    rule: str
    """Short English name of the rule that read it, such as ``subject of the clause``."""
    start: int | None = None
    end: int | None = None
    """The words of the document it was read from; None where it was the absence of any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of one quantity by one document. Never changed once recorded.

    `low` and `high` are in the base unit (ISO 4217 currency, W, Wh, m2 or count), exact
    decimals; None is an open end.
    """

    id: str
    document: str
    """Name of the document (`Document.name`)."""
    document_id: str
    evidence: Evidence
    measure: Measure
    low: Decimal | None
    high: Decimal | None
    unit: str
    role: Role
    investors: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    purpose: Purpose = Purpose.OTHER
    start: str | None = None
    end: str | None = None
    stage: Stage = Stage.ANNOUNCED
    attributed_to: tuple[str, ...] = ()
    part_of: str | None = None
    """Id of the claim of the same document that this one is said to be a part of."""
    confidence: float = 1.0
    reader: str = "rules"
    """Who read it: ``rules``, ``statement`` (a spreadsheet's row) or ``model`` (a checked proposal
    of a language model)."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOptions:
    """Which model to ask, and how patiently."""

    url: str
    """Base address of the endpoint, such as ``http://localhost:11434/v1``."""
    name: str
    key: str = field(default="", repr=False)
    """Secret of the endpoint; empty where it wants none."""
    timeout_seconds: float = 60.0
    """For one answer, from the question to its last byte."""
    retries: int = 2
    """How often a question is put again after a time-out, a refusal or a lost connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the model's proposals."""

    added: int = 0
    filled: int = 0
    dropped: tuple[tuple[str, int], ...] = ()
    """Reasons and how often each was given."""
