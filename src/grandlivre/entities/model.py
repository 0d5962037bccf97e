"""What a party, a project and a place are, once resolved across documents."""

from dataclasses import dataclass
from enum import StrEnum

from grandlivre.base.keys import content_key


class Asset(StrEnum):
    """What kind of thing a project is, whatever a text calls it."""

    DATA_CENTRE = "data_centre"
    """Data centres and the campuses, factories and sites that consist of them."""
    COMPUTE = "compute"
    """Supercomputers, clusters, accelerators."""
    NETWORK = "network"
    ENERGY = "energy"
    FUND = "fund"
    """Funds, foundations, plans, initiatives: money with a name."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One party under all the names that the claims give it."""

    key: str
    name: str
    """The name to show: the reference list's, or the form that most claims use."""
    forms: tuple[str, ...]
    """Every spelling met, in alphabetical order."""
    name_en: str = ""
    """The name to show in English, where it is another one."""
    kind: str = ""
    """What it is, as the reference list says (company, fund, public body...); empty if unknown."""
    country: str | None = None
    """ISO 3166-1 code, where the reference list knows it."""
    parents: tuple[str, ...] = ()
    """Keys of its parent, its parent's parent and so on."""
    ids: tuple[str, ...] = ()
    """Exact identifiers, each ``scheme:value``: SIREN, LEI, Wikidata."""
    is_known: bool = False
    """True where a reference list knows it; False for a name met only in texts."""
    is_generic: bool = False
    """True for what names nobody: "foreign companies", an office, a project taken for a party."""

    def called(self, language: str) -> str:
        """The name to show in a language."""
        return self.name_en or self.name if language == "en" else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a claim says the quantity is for: a named project, or a kind of asset."""

    key: str
    """Of the name where it has one, else of the kind of asset."""
    name: str
    """As the texts write it."""
    asset: Asset
    is_named: bool
    """True for a proper name ("Stargate"), False for a description ("un data center géant")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place, with the places that hold it."""

    key: str
    name: str
    """The reference list's name, else as the texts write it."""
    name_en: str = ""
    """The name to show in English, where it is another one."""
    within: tuple[str, ...] = ()
    """Keys of the places that hold it, the smallest first."""
    level: int = 0
    """0 unknown, 1 world or continent, 2 country, 3 region, 4 department, 5 town."""
    is_vague: bool = False
    """True for a stretch of country that no border bounds: "plateau de Saclay"."""
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    def called(self, language: str) -> str:
        """The name to show in a language."""
        return self.name_en or self.name if language == "en" else self.name

    def holds(self, other: "Place") -> bool:
        """True where `other` is this place or lies in it."""
        return self.key == other.key or self.key in other.within

    def touches(self, other: "Place") -> bool:
        """True where one of the two holds the other, or may: a vague place beside another."""
        if self.holds(other) or other.holds(self):
            return True
        if self.is_vague or other.is_vague:
            return bool(self.within[:1] and self.within[0] in other.within)
        # Groups of countries overlap in ways that no list tells: the Union, Europe.
        return self.level == other.level == 1


class Verdict(StrEnum):
    """What two names are to each other."""

    SAME = "same"
    RELATED = "related"
    """Two parties of which one belongs to the other: linked, never joined."""
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name to be told apart from others, with what is known of its bearer."""

    form: str
    """As texts write it."""
    uses: int = 1
    ids: tuple[str, ...] = ()
    """Exact identifiers, each ``scheme:value``."""
    known: str = ""
    """The reference list's own name for it; empty where no list knows it."""
    parents: tuple[str, ...] = ()
    """The reference list's names of its parent, the parent's parent and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One thing that speaks for or against two names being one."""

    name: str
    """What is looked at, and what was found: ``form.acronym``."""
    bits: float
    """What it adds to the score."""
    fr: str
    en: str

    def told(self, language: str) -> str:
        """In the words of a language."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether two names are one, and why."""

    first: str
    second: str
    verdict: Verdict
    score: float
    """Log-odds to base 2 that they are one: 0 is even, 10 is a thousand to one."""
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One bearer of names, settled."""

    key: str
    """Made from the name that founded it; it stays when others join."""
    names: tuple[Name, ...]
    """All its names; the founding one is the first."""

    def called(self) -> str:
        """The name to show: the reference list's, else the one most used, else the longest."""
        known = next((name.known for name in self.names if name.known), "")
        if known:
            return known
        return min(self.names, key=lambda name: (-name.uses, -len(name.form), name.form)).form


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two settled identities that new evidence would merge, for a person to decide."""

    first: str
    second: str
    decision: Decision
    """What speaks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """Who is who so far: plain records, to be kept and gone on from."""

    settled: tuple[Identity, ...] = ()
    """By key."""
    decisions: tuple[Decision, ...] = ()
    """Why names were joined, and what was left open; all that was ever decided."""
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What a set of names changed in a registry."""

    names: tuple[tuple[str, Name], ...] = ()
    """Keys of identities and the names that they got, or of which more is known now: those of
    one identity in the order in which it has them."""
    decisions: tuple[Decision, ...] = ()
    proposals: tuple[Proposal, ...] = ()


class Kind(StrEnum):
    """What a name names."""

    PARTY = "party"
    PROJECT = "project"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Who, what and where is which, so far: what later names are settled beside."""

    parties: Identities = Identities()
    projects: Identities = Identities()
    places: Identities = Identities()

    def of(self, kind: Kind) -> Identities:
        """The identities of one kind."""
        by_kind = {
            Kind.PARTY: self.parties,
            Kind.PROJECT: self.projects,
            Kind.PLACE: self.places,
        }
        return by_kind[kind]


class Subject(StrEnum):
    """What a judgement is about."""

    ENTITY = "entity"
    """Two names of parties."""
    RELATION = "relation"
    """A relation between two entries: the first is a part, a funder... of the second."""
    CONFLICT = "conflict"
    """A conflict; the second is the claim that it concerns, where it concerns one."""


class Ruling(StrEnum):
    """What a person decided."""

    SAME = "same"
    NOT_SAME = "not_same"
    UNSURE = "unsure"
    ACCEPTED = "accepted"
    """Of a relation or a conflict: it is so."""
    REJECTED = "rejected"
    """Of a relation or a conflict: it is not so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's word: above every score, never deleted, at most reversed."""

    first: str
    second: str = ""
    """What is judged, as given: names for entities, keys of entries for the rest."""
    ruling: Ruling
    subject: Subject = Subject.ENTITY
    by: str = ""
    at: str = ""
    """When, as an ISO 8601 time; no two that are recorded have the same."""
    note: str = ""
    reverses: str = ""
    """Id of an earlier judgement that this one takes back; then `ruling` counts for nothing."""
    number: int = 0
    """Counted from 1 in the order of recording; 0 for what is not recorded."""

    @property
    def id(self) -> str:
        """Made from its content: the same judgement has the same id everywhere."""
        said = (self.first, self.second, self.ruling.value, self.by, self.at, self.note)
        return content_key("jdg", *said, self.reverses)
