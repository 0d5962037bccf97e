"""Places of the world: every French commune, cities, regions, countries, and what contains what."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from grandlivre.base.fold import fold
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.tables import data_bytes, data_rows

_TABLE = "places/places.tsv.gz"
_BLOCKS = 9
_ARTICLES = frozenset({"le", "la", "les", "l", "the"})


class PlaceKind(StrEnum):
    """What a place is."""

    WORLD_REGION = "world_region"
    """A group of countries: Europe, the Gulf."""
    COUNTRY = "country"
    REGION = "region"
    """A state, province, Land or region."""
    AREA = "area"
    """A part that the press names: Midwest, plateau de Saclay."""
    DEPARTMENT = "department"
    """A French department."""
    COUNTY = "county"
    COMMUNE = "commune"
    """A French commune."""
    FORMER_COMMUNE = "former_commune"
    """A French commune that has become a part of another one."""
    CITY = "city"


_KINDS: Mapping[str, PlaceKind] = MappingProxyType(
    {
        "w": PlaceKind.WORLD_REGION,
        "c": PlaceKind.COUNTRY,
        "r": PlaceKind.REGION,
        "a": PlaceKind.AREA,
        "d": PlaceKind.DEPARTMENT,
        "u": PlaceKind.COUNTY,
        "m": PlaceKind.COMMUNE,
        "f": PlaceKind.FORMER_COMMUNE,
        "t": PlaceKind.CITY,
    }
)
_COUNTRY = "c"
_ID_SCHEMES: Mapping[PlaceKind, str] = MappingProxyType(
    {
        PlaceKind.COMMUNE: "insee:",
        PlaceKind.FORMER_COMMUNE: "insee-former:",
        PlaceKind.CITY: "geonames:",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place.

    Examples
    --------
    >>> gazetteer().lookup("Fouju")[0].admin
    'Seine-et-Marne'
    """

    name: str
    """In French for France, else in English or in the country's own spelling."""
    name_fr: str
    kind: PlaceKind
    country: str
    """ISO 3166-1 code; empty for a group of countries."""
    admin: str
    """Name of what contains it: the department of a commune, the state of a city."""
    parent: str
    """Id of what contains it; empty where nothing does."""
    id: str
    """``insee:77195``, ``geonames:2643743``, or ISO 3166: ``FR``, ``FR-77``, ``US-TX``."""
    population: int | None = None
    """To two or three digits. Of a region: of its listed towns."""
    latitude: float | None = None
    """Degrees north, to a hundredth."""
    longitude: float | None = None
    """Degrees east, to a hundredth."""
    ambiguous: bool = False
    """True where the name is also a common word or a person's: it needs a context."""
    approximate: bool = False
    """True where the coordinates are the middle of neighbours or of what it contains."""
    members: tuple[str, ...] = ()
    """Ids of what makes up a group of countries or of regions."""


class Gazetteer:
    """All places by name. Make it with `gazetteer`."""

    __slots__ = ("_found", "_further", "_packed", "_single", "_unpacked")

    def __init__(self, table: bytes) -> None:
        blocks = table.split(b"\n\n")
        if len(blocks) != _BLOCKS:
            raise _malformed(f"{len(blocks)} blocks for {_BLOCKS}")
        _, plain, others, others_keys, towns, containers_names, containers, keys, numbers = blocks
        folded = fold_ascii(plain)
        folded += _lines(others_keys)
        self._single = dict(zip(folded, range(len(folded)), strict=True))
        self._further = dict(zip(_lines(keys), _lines(numbers), strict=True))
        self._found: dict[str, tuple[Place, ...]] = {}
        self._packed = (plain, others, containers_names), (towns, containers)
        self._unpacked: _Records | None = None

    @property
    def _records(self) -> "_Records":
        # Only a place found needs these: they are unpacked with the first one.
        if self._unpacked is None:
            self._unpacked = _Records.unpack(*self._packed)
        return self._unpacked

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places of a name, the most populous first.

        Parameters
        ----------
        name
            In any case, with or without accents, hyphens, "Saint" or "St" and an article, in
            French, in English or as the country writes it.

        Returns
        -------
        tuple of Place
            Empty where no place has that name.

        Examples
        --------
        >>> [place.country for place in gazetteer().lookup("Londres")]
        ['GB']
        >>> gazetteer().lookup("ST DENIS")[0].name, gazetteer().lookup("l'Essonne")[0].id
        ('Saint-Denis', 'FR-91')
        """
        try:
            return self._found[name]
        except KeyError:
            key = saint(fold(name))
            found = self._lookup(key)
            if not found:
                article, _, rest = key.partition(" ")
                found = self._lookup(rest) if article in _ARTICLES else ()
            if found:
                self._found[name] = found
            return found

    def _lookup(self, key: str) -> tuple[Place, ...]:
        numbers = self._further.get(key)
        if numbers is None:
            number = self._single.get(key)
            return () if number is None else (self._records.place(number),)
        found = []
        for written in numbers.split():
            place = self._records.place(int(written.removesuffix("?")))
            weak = written.endswith("?") and not place.ambiguous
            found.append(replace(place, ambiguous=True) if weak else place)
        return tuple(sorted(found, key=_weight, reverse=True))

    def by_id(self, code: str) -> Place | None:
        """The country, region, department, county or area of an id.

        Examples
        --------
        >>> gazetteer().by_id("FR-77").name, gazetteer().by_id("EU").name_fr
        ('Seine-et-Marne', 'Union européenne')
        """
        number = self._records.containers.get(code)
        return None if number is None else self._records.place(number)

    def names(self) -> frozenset[str]:
        """Every name, folded; those with a saint with "st" too."""
        keys = self._single.keys() | self._further.keys()
        saints = [key for key in keys if "saint" in key]
        return frozenset(keys).union(
            re.sub(r"\bsaint\b", "st", re.sub(r"\bsainte\b", "ste", key)) for key in saints
        )

    def all(self) -> Iterator[Place]:
        """Every place, towns first."""
        return map(self._records.place, range(len(self._records.rows)))

    def containers(self) -> Iterator[Place]:
        """Every place but the towns: countries, regions, departments, counties, areas, groups."""
        return map(self._records.place, self._records.containers.values())

    def countries(self) -> Iterator[Place]:
        """Every country."""
        records = self._records
        numbers = [n for n in records.containers.values() if records.rows[n][0] == _COUNTRY]
        return map(records.place, numbers)

    def within(self, inner: Place, outer: Place) -> bool:
        """True where `outer` is known to contain `inner`, or is the same place.

        Examples
        --------
        >>> places = gazetteer()
        >>> fouju, europe = places.lookup("Fouju")[0], places.by_id("X-EUROPE")
        >>> places.within(fouju, europe), places.within(europe, fouju)
        (True, False)
        """
        return outer.id in self._around(inner) or any(
            self._member(member, self._around(inner)) for member in outer.members
        )

    def _around(self, place: Place) -> set[str]:
        """The ids of a place and of all that contains it."""
        ids = {place.id}
        parent = place.parent
        while parent and parent not in ids:
            ids.add(parent)
            container = self.by_id(parent)
            parent = "" if container is None else container.parent
        return ids

    def _member(self, code: str, around: set[str]) -> bool:
        if code in around:
            return True
        group = self.by_id(code)
        return group is not None and any(self._member(each, around) for each in group.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """Names and rows of all places by their number, and the numbers of what contains others."""

    names: list[str]
    rows: list[str]
    containers: dict[str, int]

    @classmethod
    def unpack(cls, names: tuple[bytes, ...], rows: tuple[bytes, ...]) -> "_Records":
        towns, containers = map(_lines, rows)
        listed = [name for block in names for name in _lines(block)]
        written = towns + containers
        if len(listed) != len(written):
            raise _malformed(f"{len(listed)} names for {len(written)} rows")
        ids = (row.split("\t", 4)[3] for row in containers)
        numbers = range(len(towns), len(written))
        return cls(names=listed, rows=written, containers=dict(zip(ids, numbers, strict=True)))

    def place(self, number: int) -> Place:
        cells = self.rows[number].split("\t")
        kind = _KINDS[cells[0]]
        cells += [""] * (10 - len(cells))
        _, country, parent, code, population, latitude, longitude, flags, french, members = cells
        container = self.containers.get(parent)
        return Place(
            name=self.names[number],
            name_fr=french or self.names[number],
            kind=kind,
            country=country,
            admin="" if container is None else self.names[container],
            parent=parent,
            id=_ID_SCHEMES.get(kind, "") + code,
            population=int(population) if population else None,
            latitude=float(latitude) if latitude else None,
            longitude=float(longitude) if longitude else None,
            ambiguous="?" in flags,
            approximate="~" in flags,
            members=tuple(members.split(",")) if members else (),
        )


def _weight(place: Place) -> int:
    """The inhabitants of a place, or what a place of its kind may have."""
    return place.population or _WEIGHTS.get(place.kind, 0)


_WEIGHTS: Mapping[PlaceKind, int] = MappingProxyType(
    {PlaceKind.WORLD_REGION: 10**9, PlaceKind.AREA: 10**6, PlaceKind.COUNTY: 10**5}
)


def _lines(block: bytes) -> list[str]:
    return block.decode("utf-8").split("\n")


def _malformed(what: str) -> ReferenceDataError:
    return ReferenceDataError(
        what,
        where=f"reference/data/{_TABLE}",
        remedy="make it anew with scripts/make_places.py",
    )


@cache
def gazetteer() -> Gazetteer:
    """The places that come with the package; read once, on first use.

    Raises
    ------
    ReferenceDataError
        Where the table is missing or malformed.

    Examples
    --------
    >>> gazetteer().lookup("Abou Dhabi")[0].id
    'geonames:292968'
    """
    return Gazetteer(data_bytes(_TABLE))


@cache
def demonyms() -> Mapping[str, str]:
    """Adjectives and inhabitants of both languages, in lower case, with the country's code.

    Returns
    -------
    Mapping[str, str]
        ISO 3166-1 code, "EU", or the id of a group of countries ("X-SCANDINAVIA"). Each form
        stands with its accents and without.

    Examples
    --------
    >>> demonyms()["émiratie"], demonyms()["emirati"], demonyms()["québécois"]
    ('AE', 'AE', 'CA')
    """
    found: dict[str, str] = {}
    for table in ("places/countries.tsv", "places/adjectives.tsv"):
        for row in data_rows(table):
            for form in (*row.several("adjectives_fr"), *row.several("adjectives_en")):
                found.setdefault(form.lower(), row["code"])
    for form, code in list(found.items()):
        found.setdefault(_unaccented(form), code)
    return MappingProxyType(found)


@cache
def metonyms() -> Mapping[str, str]:
    """Capitals by which the press means a government, in lower case, with the country's code.

    Examples
    --------
    >>> metonyms()["ottawa"], metonyms()["bruxelles"], metonyms()["abou dhabi"]
    ('CA', 'EU', 'AE')
    """
    found = {"bruxelles": "EU", "brussels": "EU"}
    for row in data_rows("places/countries.tsv"):
        for form in row.several("capitals"):
            found.setdefault(form.lower(), row["code"])
            found.setdefault(_unaccented(form.lower()), row["code"])
    return MappingProxyType(found)


def _unaccented(form: str) -> str:
    decomposed = unicodedata.normalize("NFD", form)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def saint(folded: str) -> str:
    """A folded name with its abbreviated saints written out.

    Examples
    --------
    >>> saint("st denis"), saint("chalons ste marie"), saint("brest")
    ('saint denis', 'chalons sainte marie', 'brest')
    """
    if "st" not in folded:
        return folded
    return re.sub(r"\bst\b", "saint", re.sub(r"\bste\b", "sainte", folded))


def fold_ascii(block: bytes) -> list[str]:
    r"""Fold many simple names at once, thirty times as fast as one by one.

    Parameters
    ----------
    block
        ASCII names, one a line, without two signs in a row.

    Returns
    -------
    list of str
        `fold` of each line.

    Examples
    --------
    >>> fold_ascii(b"Trois-Rivieres\nL'Isle")
    ['trois rivieres', 'l isle']
    """
    return block.translate(_FOLDED).decode("ascii").split("\n")


_FOLDED = bytes(
    ord(chr(code).lower()) if (code < 128 and chr(code).isalnum()) or code == 10 else 32
    for code in range(256)
)
