"""What fusion takes as settings, and what it says of items, sources and copying."""

from dataclasses import dataclass
from enum import StrEnum

Value = str | float | tuple[float, float]
"""A value in its normal form: text, a number, ``HH:MM``, or the ends of a range."""


class ValueKind(StrEnum):
    """What the values of a table are."""

    TEXT = "text"
    """Equal or different, nothing between."""
    NUMBER = "number"
    """Numbers and ranges of numbers: near ones support one another."""
    TIME = "time"
    """Times of day, compared in minutes on the clock's circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionOptions:
    """The parameters of fusion: one setting serves every table.

    The reasons stand beside the figures; `bench/fusion.py` halves and doubles each of them.
    """

    unseen: float = 3.0
    """How many voices the values that nobody told weigh among the false ones: what keeps one
    voice from being taken for a popular error."""
    prior: float = 0.8
    """Reliability of a source before anything is known: most of what is written is right."""
    least_right: float = 0.5
    """Share of all claims that is right at the least: what makes truth identifiable at all."""
    source_strength: float = 8.0
    """How many claims the class of a source weighs in its reliability."""
    class_strength: float = 4.0
    """How many claims all sources together weigh in the reliability of a class."""
    most_known: float = 100.0
    """How many claims narrow the interval of a reliability at the most: the values that it rests
    on are themselves estimates."""
    most_reliable: float = 0.99
    """No source is held to be surer than this, nor less sure than its complement."""
    copied_share: float = 0.8
    """How much of what a copier tells is copied (Dong et al. 2009)."""
    copiers: float = 0.1
    """Share of sources that copy another one, before anything is known."""
    mirrored_share: float = 0.95
    """How much of their disputed items two mirrors of one source tell alike."""
    kinship: float = 0.5
    """How much of the evidence for a value counts for one like it (Dong et al. 2009)."""
    closeness: float = 0.001
    """Distance between two figures, as a share of the larger, at which likeness falls to 1/e; of
    the day for times."""
    staleness: float = 0.5
    """How much the oldest claim of an item loses beside the latest, where times are given."""
    least_probability: float = 0.5
    """Below it fusion abstains: it names the likeliest value, and does not vouch for it."""
    most_rounds: int = 50
    tolerance: float = 1e-4
    """Rounds end when no probability moves by more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One value that was told of an item."""

    value: Value
    probability: float
    voices: float
    """Claims for it, copies counted as the part of a voice that they are."""
    sources: tuple[str, ...]
    """All who tell it, copies too: nothing is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedItem:
    """What the sources say of one item together."""

    item: str
    value: Value
    """The likeliest value."""
    probability: float
    is_abstained: bool
    """True where its probability is below `FusionOptions.least_probability`."""
    alternatives: tuple[Alternative, ...]
    """Every value told, the likeliest first; the chosen one among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedSource:
    """How far a source can be relied on."""

    source: str
    name_of_class: str
    claims: int
    """Items that it tells of."""
    tested: int
    """Those of them that another voice tells of too: what its reliability rests on."""
    agreeing: float
    """Expected number of those on which it is right."""
    reliability: float
    low: float
    high: float
    """Within which the reliability lies with probability 0.9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySuspicion:
    """Two sources that may go back to one."""

    first: str
    second: str
    probability: float
    shared: int
    """Disputed items on which they agree."""
    shared_false: float
    """Expected number of those on which both are wrong: what betrays copying."""
    differing: int
    """Disputed items on which they differ."""
    is_known: bool = False
    """True where the table itself says that they are copies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFigure:
    """A figure of an entry that two sources share against the rest."""

    item: str
    """Id of the entry and name of the field, with a colon between."""
    claims: tuple[str, ...]
    """Claims of both sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """That a source and another one have a figure from one hand."""

    source: str
    """Name of the other source."""
    probability: float
    shared_figures: tuple[SharedFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """How a publisher fares against the others in a ledger; no claim is dropped for it."""

    name: str
    kind: str
    """Class of source towards which its reliability is shrunk."""
    documents: int
    origins: int
    """Independent texts among its documents."""
    claims: int
    """Statements of the ledger that stand in its documents."""
    tested: int
    """Figures of it that an independent source tells of too."""
    agreeing: float
    """Expected number of those on which it is right."""
    reliability: float
    low: float
    high: float
    """Within which the reliability lies with probability 0.9: wide for a source of few figures."""
    copies_of: tuple[Suspicion, ...] = ()
    """Sources that it shares rare false figures with, and that no text shows it to copy."""
