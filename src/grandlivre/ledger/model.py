"""What the ledger holds: entries, programmes, conflicts and totals, each with its claims."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Purpose, Stage
from grandlivre.entities.model import Entity, Place, Project
from grandlivre.ledger.fusion.model import SourceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The same sentence or title in both languages."""

    fr: str
    en: str

    def of(self, language: str) -> str:
        """The French one for ``fr``, else the English one."""
        return self.fr if language == "fr" else self.en


class EntryKind(StrEnum):
    """What an entry is of."""

    COMMITMENT = "commitment"
    """Money for something named."""
    ROUND = "round"
    """Equity or debt raised by a company: it may pay for commitments, so it is added apart."""
    CAPACITY = "capacity"
    """Megawatts of a named site or project whose money no claim states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum as one claim states it, and in euros."""

    claim: str
    stated: Interval
    unit: str
    euros: Interval
    rate: Decimal | None = None
    """Euros for one `unit`, the lowest of the days on which its document may have been
    published; None for euros, and where no rate is known."""
    rate_on: date | None = None
    """The day of that rate."""
    rate_high: Decimal | None = None
    """The highest rate of those days; None where there is one rate only."""
    rate_high_on: date | None = None
    """The day of the highest rate."""
    is_rate_of_claim: bool = True
    """False where the claim's document has no date, so that the ledger's own days were used."""


class BestMethod(StrEnum):
    """How a best value was chosen inside the bounds."""

    AGREED = "agreed"
    """All claims give this value."""
    MEDIAN = "median"
    """Weighted median over independent origins of what each gives: a value, or the middle of a
    range."""
    TOGETHER = "together"
    """That median, moved as little as the sums that it is part of call for: with its whole and
    its parts it adds up."""
    END = "end"
    """The one end that is stated, the other being open: no estimate, but all there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """A best value in euros, inside the bounds."""

    euros: Decimal
    method: BestMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Power of a site or project as claims state it, for one date."""

    megawatts: Interval
    by: str | None
    """When it is to be in service, as a partial date."""
    claims: tuple[str, ...]
    origins: int


class RelationBasis(StrEnum):
    """What a relation rests on."""

    STATED = "stated"
    """A text says so."""
    READING = "reading"
    """Likely from parties, places, kinds and amounts; no text says so."""
    PERHAPS = "perhaps"
    """Read in a text, but too weakly supported to count by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What an entry is a part of, and how we know."""

    whole: str
    """Id of the entry or programme that it is a part of."""
    basis: RelationBasis
    claims: tuple[str, ...]
    """Claims whose words state it; those of this entry for a reading."""
    reason: Words
    is_firm: bool = False
    """True where a row of statements or two independent origins say so."""
    is_exhaustive: bool = False
    """True where the parts that are known come to the whole: nothing else is in it."""


class LinkKind(StrEnum):
    """How one entry stands to another, other than as its part."""

    SAME_AS = "same_as"
    """The two may be one undertaking, told in two ways."""
    REANNOUNCES = "reannounces"
    """The first counts again what the second had already announced."""
    SUPERSEDES = "supersedes"
    """The first takes the place of the second."""
    FUNDS = "funds"
    """The first is money raised that may pay for the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation between two entries that is not one of part and whole."""

    kind: LinkKind
    source: str
    """Id of the one that reannounces, supersedes or funds."""
    target: str
    basis: RelationBasis
    claims: tuple[str, ...]
    """Claims that bear it out, those of the source first."""
    reason: Words


class Aside(StrEnum):
    """Why an entry stands beside the ledger's own money, and outside its totals."""

    OTHER_MONEY = "other_money"
    """Only texts that are not about AI or its infrastructure tell of it."""
    OUTLIER = "outlier"
    """One origin alone gives a sum out of all proportion."""
    FAINT = "faint"
    """One origin alone, and it was read with little confidence."""
    ECHO = "echo"
    """One origin alone tells otherwise of the very figure of a better supported entry."""
    REMAINDER = "remainder"
    """What a text itself reckons to be left over, or to have come to, of other figures."""
    PART_OF_ASIDE = "part_of_aside"
    """One text alone makes it a part of something that itself stands aside."""


def wholes_in(relations: tuple[Relation, ...]) -> tuple[str, ...]:
    """Ids of the wholes that relations count by: those that are not only perhaps so."""
    return tuple(each.whole for each in relations if each.basis is not RelationBasis.PERHAPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One undertaking by one set of parties, resolved from all claims about it.

    Whatever its stage: most of what the press reports is a pledge, not a firm commitment.
    """

    id: str
    kind: EntryKind
    title: Words
    known_by: tuple[Entity, ...]
    """The parties it is known by: those of its title, whom most origins name."""
    investors: tuple[Entity, ...]
    beneficiaries: tuple[Entity, ...]
    amounts: tuple[Amount, ...]
    """Empty for an entry of kind capacity."""
    euros: Interval
    """Reconciled bounds in euros; both ends open where no amount is stated."""
    money_date: str | None
    """Latest date of publication among the claims, as a partial date: the money's date."""
    best: Best | None
    stage: Stage
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    """Partial dates as the claims give them; several where they differ."""
    places: tuple[Place, ...]
    projects: tuple[Project, ...]
    purpose: Purpose
    capacities: tuple[Capacity, ...]
    relations: tuple[Relation, ...]
    claims: tuple[str, ...]
    origins: int
    """How many independent origins state it: near-copies count as one."""
    doubted_parties: tuple[Entity, ...] = ()
    """Parties that one text alone names, unsurely and against others."""
    doubted_places: tuple[Place, ...] = ()
    """Places that one text alone names, unsurely and against others."""
    aside: Aside | None = None
    """Why totals leave it out whatever it is part of; None for an entry that counts."""
    power_mw: Interval | None = None
    """What its capacities say together of the whole of it, phases apart; None for no power."""
    announced: str | None = None
    """Earliest date of publication among the claims of its money, as a partial date."""
    implied: Interval | None = None
    """Bounds that its whole, its parts and its siblings leave; None where not narrower."""
    paid: tuple[Amount, ...] = ()
    """What texts say was spent of it, in order of time; each may hold the one before."""

    @property
    def wholes(self) -> tuple[str, ...]:
        """What it is a part of, without what is only perhaps so."""
        return wholes_in(self.relations)

    @property
    def is_cancelled(self) -> bool:
        """True where the latest word is that it was withdrawn."""
        return self.stage is Stage.CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry that belongs to a programme, and how we know."""

    entry: str
    is_stated: bool
    """True where a text says that it is a part; False where it was announced beside it."""
    claims: tuple[str, ...]
    is_firm: bool = False
    """True where a row of statements or two independent origins say so."""
    is_perhaps: bool = False
    """True where it is too weakly supported to be added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """An envelope that gathers several parties' commitments, such as a national plan."""

    id: str
    title: Words
    investors: tuple[Entity, ...]
    beneficiaries: tuple[Entity, ...]
    amounts: tuple[Amount, ...]
    euros: Interval
    money_date: str | None
    best: Best | None
    stage: Stage
    ends: tuple[str, ...]
    places: tuple[Place, ...]
    projects: tuple[Project, ...]
    purpose: Purpose
    items: tuple[Item, ...]
    itemised: Interval
    """Sum of the items, each counted once."""
    remainder: Interval
    """What no item accounts for: from what is certain to what is possible."""
    depends_on: tuple[str, ...]
    """Entries whose upper end is open, so that the remainder has no firm lower end."""
    relations: tuple[Relation, ...]
    claims: tuple[str, ...]
    origins: int
    aside: Aside | None = None
    implied: Interval | None = None
    """Bounds that its parts and its own whole leave; None where not narrower."""
    unpriced: tuple[str, ...] = ()
    """Notices (`Ledger.notices`) of undertakings told beside its items, without any sum."""

    @property
    def wholes(self) -> tuple[str, ...]:
        """What it is a part of, without what is only perhaps so."""
        return wholes_in(self.relations)


class ConflictKind(StrEnum):
    """In what way claims cannot all hold, or must not be read alike."""

    AMOUNT = "amount"
    BOUND_AS_VALUE = "bound_as_value"
    PARTIES = "parties"
    HORIZON = "horizon"
    STAGE = "stage"
    PLACE = "place"
    NATURE = "nature"
    """Private, public, foreign or home money to some, while the parties that pay say otherwise."""
    MEMBERSHIP = "membership"
    """Inside a programme to some texts, beside it to others."""
    WHOLE_AND_PART = "whole_and_part"
    """A part that cannot lie wholly inside what it is told as a part of."""
    MIXED_CURRENCY = "mixed_currency"
    SUM = "sum"
    UNIT_SLIP = "unit_slip"
    OUTLIER = "outlier"
    STALE_COPY = "stale_copy"
    """A later text repeats a figure that its own source had revised by then."""
    EVENT = "event"
    """Other days of one gathering at which it was told."""
    SCOPE = "scope"
    """Figures that may not count the same things."""
    REVISION = "revision"
    """The figure changed with time: each text was right on its day."""
    REFINED = "refined"
    """One text says more exactly what another says loosely."""


NOTES = frozenset({ConflictKind.SCOPE, ConflictKind.REVISION, ConflictKind.REFINED})
"""Kinds that are no contradiction: all sides can be true. Listed, and not counted as conflicts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a conflict: what its claims say, in a few words."""

    says: Words
    claims: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Claims that cannot all hold, set side by side."""

    id: str
    kind: ConflictKind
    entries: tuple[str, ...]
    """Ids of the entries and programmes concerned."""
    sides: tuple[Side, ...]
    size: Decimal | None
    """What is at stake in euros; None where it is not money."""
    explanation: Words
    repairs: tuple[Words, ...]
    """Readings under which the claims would agree; none is chosen."""
    subsets: tuple[tuple[str, ...], ...] = ()
    """Irreducible infeasible sets of its claims: each cannot hold, and would once any one claim
    of it is left out. Empty where no figures contradict one another."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims of all sides."""
        return tuple(claim for side in self.sides for claim in side.claims)

    @property
    def is_contradiction(self) -> bool:
        """False for a refinement, a revision in time and a difference of scope."""
        return self.kind not in NOTES


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that a total does not add, and why."""

    id: str
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum of entries, which says what it adds and what it leaves out."""

    id: str
    """A stable name, such as ``commitments`` or ``commitments:FR``."""
    title: Words
    euros: Interval
    """Sum of the entries' bounds; open above where one of them is."""
    without_open: Interval
    """The same sum without the entries whose upper end is open."""
    sums: tuple[str, ...]
    open_entries: tuple[str, ...]
    """Entries summed whose upper end is open."""
    leaves_out: tuple[LeftOut, ...]
    unpriced: tuple[str, ...] = ()
    """Notices (`Ledger.notices`) of undertakings told beside those summed, without any sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What a set of claims says together."""

    commitments: tuple[Commitment, ...]
    programmes: tuple[Programme, ...]
    conflicts: tuple[Conflict, ...]
    totals: tuple[Total, ...]
    claims_read: int
    """How many claims it was made from, those that are not of the ledger included."""
    origins: int
    """Independent origins among the documents."""
    currency_date: date
    """The day whose rates convert claims of documents without a date."""
    links: tuple[Link, ...] = ()
    """How entries stand to one another, other than as parts and wholes."""
    sources: tuple[SourceRecord, ...] = ()
    """How far each publisher can be relied on; no claim is dropped for it."""
    notices: tuple[Claim, ...] = ()
    """What texts state without a figure (`grandlivre.claims.notices`), where this rests on it."""
