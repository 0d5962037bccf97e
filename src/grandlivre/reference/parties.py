"""The parties of the field: who invests, builds, runs, regulates, measures and reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from grandlivre.base.fold import fold
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.identifiers import identifier
from grandlivre.reference.tables import Row, data_rows

_LONGEST_ACRONYM = 5


class PartyKind(StrEnum):
    """What a party is."""

    AI_LAB = "ai_lab"
    HYPERSCALER = "hyperscaler"
    NEOCLOUD = "neocloud"
    DATA_CENTRE = "data_centre"
    CHIPMAKER = "chipmaker"
    TECHNOLOGY = "technology"
    TELECOM = "telecom"
    ENERGY = "energy"
    GRID = "grid"
    INDUSTRY = "industry"
    BANK = "bank"
    PUBLIC_BANK = "public_bank"
    SOVEREIGN_FUND = "sovereign_fund"
    INVESTOR = "investor"
    CONSULTANCY = "consultancy"
    AGENCY = "agency"
    MEDIA = "media"
    GOVERNMENT = "government"
    RESEARCH = "research"
    ASSOCIATION = "association"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company, fund, body, newspaper or person.

    Examples
    --------
    >>> parties().named("Digital Reality").name
    'Digital Realty'
    """

    name: str
    """As the press best writes it."""
    name_en: str
    """As the English-language press writes it."""
    kind: PartyKind
    country: str
    """ISO 3166-1 code of its seat; "EU" for the Union's bodies, "XX" for none."""
    parent: str = ""
    """Name of the party that owns it or that it works for: linked, never merged."""
    aliases: tuple[str, ...] = ()
    """Other ways of writing it, frequent misspellings included."""
    descriptions: tuple[str, ...] = ()
    """Phrases that mean it and nobody else: "créateur de ChatGPT", "ChatGPT maker"."""
    hints: tuple[str, ...] = ()
    """Phrases that mean it where the text names it: "fonds canadien", "chipmaker"."""
    ids: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """By scheme: ``siren``, ``lei``, ``wikidata``; only those known for certain."""

    def written(self) -> tuple[str, ...]:
        """Its names and its aliases."""
        return tuple(dict.fromkeys((self.name, self.name_en, *self.aliases)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLexicon:
    """All parties, to be found by any way of writing them."""

    all: tuple[Party, ...]
    _names: Mapping[str, Party]
    _descriptions: Mapping[str, Party]
    _hints: Mapping[str, tuple[Party, ...]]
    _ordinary: frozenset[str]
    _acronyms: frozenset[str]
    _minuscule: frozenset[str]
    _canonical: Mapping[str, Party]

    def by_name(self, folded: str) -> Party | None:
        """The party of a folded name or alias (see `grandlivre.base.fold.fold`).

        Examples
        --------
        >>> parties().by_name("softbank group").name, parties().by_name("nobody")
        ('SoftBank', None)
        """
        return self._names.get(folded)

    def named(self, surface: str) -> Party | None:
        """The party of a name as a text writes it, its capitals counting.

        Parameters
        ----------
        surface
            Words of a text.

        Returns
        -------
        Party or None
            None for words that fold to a name but are not written as one: "free" is no
            operator, "un" is not the United Nations, whereas "NVIDIA" is Nvidia.

        Examples
        --------
        >>> parties().named("UN").name, parties().named("un"), parties().named("apple")
        ('ONU', None, None)
        """
        folded = fold(surface)
        party = self._names.get(folded)
        if party is None or folded in self._minuscule:
            return party
        letters = [char for char in surface if char.isalpha()]
        if folded in self._acronyms:
            return party if letters and letters[0].isupper() and letters[-1].isupper() else None
        return party if any(map(str.isupper, letters)) or not letters else None

    def names(self) -> frozenset[str]:
        """Every name and alias, folded."""
        return frozenset(self._names)

    def descriptions(self) -> Mapping[str, Party]:
        """Every describing phrase, folded, with the party that it means.

        Examples
        --------
        >>> parties().descriptions()["groupe de redmond"].name
        'Microsoft'
        """
        return self._descriptions

    def hints(self) -> Mapping[str, tuple[Party, ...]]:
        """Looser phrases, folded, with the parties that they may mean in a text that names them.

        Examples
        --------
        >>> [party.name for party in parties().hints()["fonds canadien"]]
        ['Brookfield']
        """
        return self._hints

    def ordinary(self) -> frozenset[str]:
        """The folded names that are also ordinary words, first names or places.

        They name a party only with a capital inside a sentence, or beside other evidence.

        Examples
        --------
        >>> "orange" in parties().ordinary(), "nvidia" in parties().ordinary()
        (True, False)
        """
        return self._ordinary

    def parent(self, party: Party) -> Party | None:
        """The party that owns `party`, or that it works for.

        Examples
        --------
        >>> lexicon = parties()
        >>> lexicon.parent(lexicon.named("AWS")).name
        'Amazon'
        """
        return self._canonical.get(party.parent)


@cache
def parties() -> PartyLexicon:
    """The lexicon that comes with the package.

    Raises
    ------
    ReferenceDataError
        Where its file is malformed, names a party or an alias twice, or an unknown parent.

    Examples
    --------
    >>> parties().by_name("mgx").kind
    <PartyKind.SOVEREIGN_FUND: 'sovereign_fund'>
    """
    return build_lexicon(list(data_rows("parties.tsv")))


def build_lexicon(rows: list[Row]) -> PartyLexicon:
    """Build a lexicon from the rows of a table such as ``parties.tsv``.

    Raises
    ------
    ReferenceDataError
        As `parties`.
    """
    names: dict[str, Party] = {}
    descriptions: dict[str, Party] = {}
    hints: dict[str, tuple[Party, ...]] = {}
    canonical: dict[str, Party] = {}
    ordinary: set[str] = set()
    acronyms: set[str] = set()
    minuscule: set[str] = set()
    for row in rows:
        party = _party(row)
        canonical[party.name] = party
        ordinary |= {fold(alias[1:]) for alias in row.several("aliases") if alias[0] == "?"}
        for written in party.written():
            folded = fold(written)
            if names.setdefault(folded, party) is not party:
                raise _twice(written, names[folded], row)
            if len(written) <= _LONGEST_ACRONYM and written.isalpha() and written.isupper():
                acronyms.add(folded)
            elif written.islower():
                minuscule.add(folded)
        for phrase in party.descriptions:
            folded = fold(phrase)
            if descriptions.setdefault(folded, party) is not party:
                raise _twice(phrase, descriptions[folded], row)
        for phrase in party.hints:
            hints[fold(phrase)] = (*hints.get(fold(phrase), ()), party)
    for row in rows:
        if row["parent"] and row["parent"] not in canonical:
            raise ReferenceDataError(
                f"unknown parent {row['parent']!r}", where=row.where, remedy="add it as a party"
            )
    return PartyLexicon(
        all=tuple(canonical.values()),
        _names=MappingProxyType(names),
        _descriptions=MappingProxyType(descriptions),
        _hints=MappingProxyType(hints),
        _ordinary=frozenset(ordinary),
        _acronyms=frozenset(acronyms - ordinary),
        _minuscule=frozenset(minuscule - acronyms - ordinary),
        _canonical=MappingProxyType(canonical),
    )


def _twice(written: str, other: Party, row: Row) -> ReferenceDataError:
    return ReferenceDataError(
        f"{written!r} already means {other.name}", where=row.where, remedy="keep it at one party"
    )


def _party(row: Row) -> Party:
    name = row.required("name")
    aliases = (alias.removeprefix("?") for alias in row.several("aliases"))
    phrases = row.several("descriptions")
    return Party(
        name=name,
        name_en=row["name_en"] or name,
        kind=row.parsed("kind", PartyKind),
        country=row.required("country"),
        parent=row["parent"],
        aliases=tuple(alias for alias in aliases if alias != name),
        descriptions=tuple(phrase for phrase in phrases if phrase[0] != "?"),
        hints=tuple(phrase[1:] for phrase in phrases if phrase[0] == "?"),
        ids=MappingProxyType(dict(row.parsed("ids", _ids))),
    )


def _ids(cell: str) -> list[tuple[str, str]]:
    return [identifier(part) for part in cell.split("|") if part]
