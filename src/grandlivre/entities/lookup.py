"""The door to the reference lists of parties and places, and what it must give."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Protocol

from grandlivre.base.fold import fold
from grandlivre.entities.model import Place
from grandlivre.entities.names import words_in
from grandlivre.reference.parties import Party, PartyKind, parties
from grandlivre.reference.places import Place as GazetteerPlace
from grandlivre.reference.places import PlaceKind, gazetteer

# The list has one name a party, in French where the party is a country or a body of the Union,
# and its aliases do not say their language: these words are English only.
_ENGLISH = words_in(
    """
    united european state states government kingdom of union bank the emirates council
    parliament german french italian spanish swedish japanese chinese indian canadian
    """
)
_FRENCH = words_in(
    """
    les le la des de du et europeenne francais francaise etat etats
    """
)


class KnownParty(Protocol):
    """What is asked of a party of the reference list."""

    @property
    def name(self) -> str:
        """The name to print."""
        ...

    @property
    def kind(self) -> str:
        """What it is."""
        ...

    @property
    def country(self) -> str:
        """ISO 3166-1 code; ``XX`` or empty for none."""
        ...

    @property
    def ids(self) -> Mapping[str, str]:
        """Exact identifiers by scheme."""
        ...


class Lookup(Protocol):
    """Lists that names are looked up in."""

    def party(self, name: str) -> KnownParty | None:
        """The party known by a name, in any spelling."""
        ...

    def owners(self, name: str) -> tuple[str, ...]:
        """Names of the known party's parent, the parent's parent and so on."""
        ...

    def english(self, name: str) -> str:
        """The known party's English name."""
        ...

    def place(self, name: str, near: Iterable[str] = ()) -> Place | None:
        """The place known by a name, in any spelling; of several, one in a place of `near`."""
        ...


class _Reference:
    """The package's own lists."""

    def party(self, name: str) -> Party | None:
        return parties().by_name(fold(name))

    def owners(self, name: str) -> tuple[str, ...]:
        found, owners = self.party(name), list[str]()
        while found is not None:
            parent = parties().parent(found)
            if parent is None:
                break
            owners.append(parent.name)
            found = parent
        if found is not None and found.kind is PartyKind.SOVEREIGN_FUND:
            # A sovereign fund is its State's: the press names the one for the other.
            owners.extend(_states().get(found.country, ()))
        return tuple(owners)

    def english(self, name: str) -> str:
        found = self.party(name)
        if found is None or found.kind not in _TRANSLATED:
            return name
        for written in found.written():
            words = set(fold(written).split())
            if words & _ENGLISH and not words & _FRENCH and written[0].isupper():
                return written
        return found.name

    def place(self, name: str, near: Iterable[str] = ()) -> Place | None:
        found = gazetteer().lookup(name)
        if not found:
            return None
        around = [place for other in near if other != name for place in gazetteer().lookup(other)]
        chosen = next(
            (
                place
                for place in found
                if any(gazetteer().within(place, each) for each in around if each.id != place.id)
            ),
            found[0],
        )
        return _place(chosen)


_TRANSLATED = frozenset({PartyKind.GOVERNMENT, PartyKind.AGENCY, PartyKind.PUBLIC_BANK})


_LEVELS = {
    PlaceKind.WORLD_REGION: 1,
    PlaceKind.COUNTRY: 2,
    PlaceKind.REGION: 3,
    PlaceKind.AREA: 3,
    PlaceKind.DEPARTMENT: 4,
    PlaceKind.COUNTY: 4,
}
_TOWN = 5


@cache
def _place(found: GazetteerPlace) -> Place:
    """A place of the gazetteer with all that holds it, the smallest first."""
    chain, above = list[str](), found.parent
    while above and above not in chain:
        chain.append(above)
        container = gazetteer().by_id(above)
        above = container.parent if container is not None else ""
    within = list(chain)
    for inner in [found.id, *chain]:
        within.extend(group for group in _groups_of(inner) if group not in within)
    return Place(
        key=found.id,
        name=found.name_fr,
        name_en=found.name,
        within=tuple(within),
        level=_LEVELS.get(found.kind, _TOWN),
        is_vague=found.kind is PlaceKind.AREA,
        country=found.country or None,
        latitude=found.latitude,
        longitude=found.longitude,
    )


@cache
def _groups_of(member: str) -> tuple[str, ...]:
    """The groups of countries or regions that hold a place, and the groups that hold those."""
    direct = _groups().get(member, ())
    return (*direct, *(above for group in direct for above in _groups_of(group)))


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for place in gazetteer().containers():
        for member in place.members:
            groups[member] = (*groups.get(member, ()), place.id)
    return groups


@cache
def _states() -> dict[str, tuple[str, ...]]:
    """Names of the governments of each country that are no part of another one."""
    states: dict[str, tuple[str, ...]] = {}
    for party in parties().all:
        if party.kind is PartyKind.GOVERNMENT and not party.parent:
            states[party.country] = (*states.get(party.country, ()), party.name)
    return states


@cache
def reference_lookup() -> Lookup:
    """The package's own lists."""
    return _Reference()
