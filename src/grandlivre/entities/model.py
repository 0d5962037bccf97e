"""What a party, a project and a place are, once resolved across documents."""

from dataclasses import dataclass
from enum import StrEnum


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
