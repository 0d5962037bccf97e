"""Whose money it is, coarsely: public or private, of the country where it goes or foreign."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from grandlivre.entities.model import Entity
from grandlivre.ledger.model import Commitment, Ledger, Programme, Words

PUBLIC_KINDS = frozenset(
    {"government", "public_bank", "agency", "grid", "research", "sovereign_fund"}
)
"""Kinds of parties whose money is a State's or a public body's."""


class Nature(StrEnum):
    """Kinds of payers, seen from the country where the money goes."""

    PUBLIC = "public"
    FOREIGN_STATE = "state"
    HOME = "home"
    FOREIGN = "foreign"
    MIXED = "mixed"
    UNKNOWN = "unknown"


NATURES: Mapping[Nature, Words] = {
    Nature.PUBLIC: Words(fr="public, du pays ou de l’Union", en="public, of the country or the EU"),
    Nature.FOREIGN_STATE: Words(
        fr="États et fonds souverains étrangers", en="foreign States and sovereign funds"
    ),
    Nature.HOME: Words(fr="entreprises du pays", en="companies of the country"),
    Nature.FOREIGN: Words(fr="entreprises et fonds étrangers", en="foreign companies and funds"),
    Nature.MIXED: Words(fr="plusieurs natures", en="several kinds"),
    Nature.UNKNOWN: Words(fr="nature inconnue", en="kind unknown"),
}


def home_of(ledger: Ledger) -> str | None:
    """The country that most entries with one country lie in; of the first programme on a tie."""
    counts: Counter[str] = Counter()
    counts.update(code for each in ledger.commitments if (code := country_of(each)))
    counts.update(code for each in ledger.programmes if (code := country_of(each)))
    first = next((code for each in ledger.programmes if (code := country_of(each))), None)
    return max(counts, key=lambda code: (counts[code], code == first, code), default=None)


def country_of(entry: Commitment | Programme) -> str | None:
    """The one country that all its known places lie in."""
    countries = {place.country for place in entry.places if place.country}
    return countries.pop() if len(countries) == 1 else None


def nature_of(entry: Commitment, home: str | None) -> Nature:
    """The kind of those whom an entry is known by, seen from the country where its money goes.

    Parameters
    ----------
    entry
        Whose payers are asked about.
    home
        The country to see them from where the entry's own places do not say one.
    """
    seen_from = country_of(entry) or home
    natures = {nature_of_party(party, seen_from) for party in payers(entry.known_by)}
    natures.discard(Nature.UNKNOWN)
    if not natures:
        return Nature.UNKNOWN
    return natures.pop() if len(natures) == 1 else Nature.MIXED


def payers(parties: Iterable[Entity]) -> list[Entity]:
    """Parties without those whose parent is named too: a subsidiary's money is its parent's."""
    named = list(parties)
    keys = {party.key for party in named}
    return [party for party in named if not keys.intersection(party.parents)]


def nature_of_party(party: Entity, home: str | None) -> Nature:
    """The kind of one payer, seen from a country."""
    if party.country is None:
        return Nature.UNKNOWN
    is_home = party.country == home
    if party.kind in PUBLIC_KINDS:
        return Nature.PUBLIC if is_home or party.country == "EU" else Nature.FOREIGN_STATE
    return Nature.HOME if is_home else Nature.FOREIGN
