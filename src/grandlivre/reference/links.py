"""How parties belong to one another: linked, never merged; each link with its kind and source."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from grandlivre.base.fold import fold
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.parties import Party, PartyKind, parties
from grandlivre.reference.places import gazetteer
from grandlivre.reference.tables import Row, data_rows

_OF_A_STATE = frozenset({PartyKind.GOVERNMENT, PartyKind.AGENCY, PartyKind.PUBLIC_BANK})
_TABLE = "links.tsv"


class LinkKind(StrEnum):
    """How a party belongs to another."""

    SUBSIDIARY_OF = "subsidiary_of"
    """A company of a company, wholly or in part."""
    FUND_OF = "fund_of"
    """A sovereign fund of its State."""
    BODY_OF = "body_of"
    """An office, agency or bank of a State or of the Union."""
    FOUNDED_BY = "founded_by"
    """Set up by it; who owns it is not public."""
    WORKS_FOR = "works_for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One party's belonging to another."""

    party: str
    other: str
    """Another party of the list, or a place: the emirate whose fund it is."""
    kind: LinkKind
    share_percent: float | None = None
    """Part of the capital, where a source states it."""
    since: str = ""
    """A partial date."""
    source: str = ""
    """Who says so; empty for what the list itself has as a party's parent."""


def links_of(name: str) -> tuple[Link, ...]:
    """What a party of the list belongs to, its parent first.

    Parameters
    ----------
    name
        The list's own name for it, or another way of writing it.

    Examples
    --------
    >>> [(link.other, link.kind.value, link.share_percent) for link in links_of("OpCore")]
    [('Iliad', 'subsidiary_of', 50.0), ('InfraVia', 'subsidiary_of', 50.0)]
    >>> [(link.other, link.kind.value) for link in links_of("MGX")][0]
    ('Mubadala', 'founded_by')
    """
    party = parties().by_name(fold(name))
    if party is None:
        return ()
    told = _told().get(party.name, ())
    parent = parties().parent(party)
    if parent is None:
        return told
    first = [link for link in told if link.other == parent.name] or [
        Link(party=party.name, other=parent.name, kind=_kind(party, parent))
    ]
    return (*first, *(link for link in told if link.other != parent.name))


def _kind(party: Party, parent: Party) -> LinkKind:
    if party.kind is PartyKind.PERSON:
        return LinkKind.WORKS_FOR
    if party.kind is PartyKind.SOVEREIGN_FUND and parent.kind is PartyKind.GOVERNMENT:
        return LinkKind.FUND_OF
    is_public = party.kind in _OF_A_STATE or parent.kind is PartyKind.GOVERNMENT
    return LinkKind.BODY_OF if is_public else LinkKind.SUBSIDIARY_OF


@cache
def _told() -> dict[str, tuple[Link, ...]]:
    found: dict[str, tuple[Link, ...]] = {}
    for row in data_rows(_TABLE):
        link = _link(row)
        found[link.party] = (*found.get(link.party, ()), link)
    return found


def _link(row: Row) -> Link:
    party = parties().by_name(fold(row.required("party")))
    other = parties().by_name(fold(row.required("other")))
    if party is None or (other is None and not gazetteer().lookup(row["other"])):
        raise ReferenceDataError(
            f"{row['party']} or {row['other']} is in no list",
            where=row.where,
            remedy="write it as parties.tsv does",
        )
    return Link(
        party=party.name,
        other=other.name if other is not None else row["other"],
        kind=row.parsed("kind", LinkKind),
        share_percent=row.parsed("share_percent", float) if row["share_percent"] else None,
        since=row["since"],
        source=row.required("source"),
    )
