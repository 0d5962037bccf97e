"""How entries stand to one another beside part and whole: what funds, supersedes, reannounces."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from grandlivre.claims.model import Purpose
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import (
    Commitment,
    EntryKind,
    Link,
    LinkKind,
    Programme,
    RelationBasis,
    Words,
)
from grandlivre.ledger.natures import PUBLIC_KINDS
from grandlivre.ledger.wordings import is_again
from grandlivre.ledger.words import money_range

_WORKS = frozenset({Purpose.DATA_CENTRE, Purpose.COMPUTE, Purpose.NETWORK})
_RAISED_WITHIN = timedelta(days=366)
_LATER = timedelta(days=60)
"""How long after one programme another must come for their common items to be told anew."""
_TOWN = 5

Groups = Mapping[str, tuple[Statement, ...]]


def links_of(
    commitments: Sequence[Commitment], programmes: Sequence[Programme], groups: Groups
) -> list[Link]:
    """Find what funds, supersedes and reannounces what.

    Parameters
    ----------
    commitments, programmes
        The entries, with their relations and items.
    groups
        Statements by entry id.
    """
    live = [each for each in commitments if each.aside is None]
    return [
        *_funds(live, groups),
        *_supersedes(live, groups),
        *_reannounces(live, programmes, groups),
    ]


def _first_day(statements: Sequence[Statement]) -> date | None:
    return min((each.published.first for each in statements if each.published), default=None)


def _funds(live: Sequence[Commitment], groups: Groups) -> list[Link]:
    """Rounds of a company that itself pays for works at about that time."""
    works: dict[str, list[Commitment]] = defaultdict(list)
    for each in live:
        if each.kind is EntryKind.COMMITMENT and each.purpose in _WORKS and not each.is_cancelled:
            for party in each.investors:
                works[party.key].append(each)
    found: list[Link] = []
    for raised in live:
        if raised.kind is not EntryKind.ROUND:
            continue
        names = {project.key for project in raised.projects if project.is_named}
        for party in raised.known_by:
            for paid in works[party.key]:
                named = names & {p.key for p in paid.projects if p.is_named}
                if not named and raised.purpose not in _WORKS:
                    continue
                if not _are_near(groups[raised.id], groups[paid.id]):
                    continue
                found.append(
                    Link(
                        kind=LinkKind.FUNDS,
                        source=raised.id,
                        target=paid.id,
                        basis=RelationBasis.STATED if named else RelationBasis.READING,
                        claims=(*raised.claims, *paid.claims),
                        reason=Words(
                            fr=f"Argent levé par {party.called('fr')}, qui paie ces travaux à la "
                            "même époque.",
                            en=f"Money raised by {party.called('en')}, who pays for these works at "
                            "about the same time.",
                        ),
                    )
                )
    return found


def _are_near(first: Sequence[Statement], second: Sequence[Statement]) -> bool:
    one, other = _first_day(first), _first_day(second)
    return one is None or other is None or abs(one - other) <= _RAISED_WITHIN


def _supersedes(live: Sequence[Commitment], groups: Groups) -> list[Link]:
    """Later undertakings of other parties at the site of one that was withdrawn."""
    found: list[Link] = []
    for gone in live:
        if not gone.is_cancelled:
            continue
        sites = _sites(groups[gone.id])
        began = _first_day(groups[gone.id])
        payers = {party.key for party in gone.known_by}
        for later in live:
            day = _first_day(groups[later.id])
            if later.is_cancelled or not began or not day or day <= began:
                continue
            own = {place.key for place in later.places} | {p.key for p in later.projects}
            shared = {key: sites[key] for key in own if key in sites}
            # Whoever only connects or regulates a site does not build on it.
            is_works = later.purpose in _WORKS and any(
                party.kind not in PUBLIC_KINDS and (later.amounts or party.is_known)
                for party in later.known_by
            )
            if not shared or not is_works or payers & {party.key for party in later.known_by}:
                continue
            where = ", ".join(sorted(shared.values()))
            found.append(
                Link(
                    kind=LinkKind.SUPERSEDES,
                    source=later.id,
                    target=gone.id,
                    basis=RelationBasis.READING,
                    claims=(*later.claims, *gone.claims),
                    reason=Words(
                        fr=f"Sur le même site ({where}), après un abandon.",
                        en=f"At the same site ({where}), after a withdrawal.",
                    ),
                )
            )
    return found


def _sites(statements: Sequence[Statement]) -> dict[str, str]:
    """Towns and named projects of an entry: name by key."""
    sites = {p.key: p.name for each in statements for p in each.places if p.level >= _TOWN}
    sites.update({p.key: p.name for each in statements for p in each.projects if p.is_named})
    return sites


def _reannounces(
    live: Sequence[Commitment], programmes: Sequence[Programme], groups: Groups
) -> list[Link]:
    """Programmes that count again what an earlier one had in it; and what texts say is not new."""
    plans = {each.id: each for each in programmes}
    every: list[Commitment | Programme] = [*live, *programmes]
    titles = {each.id: each.title for each in every}
    euros = {each.id: each.euros for each in every}
    holders: dict[str, list[str]] = defaultdict(list)
    for plan in programmes:
        for item in plan.items:
            if item.is_stated and not item.is_perhaps and item.entry in titles:
                holders[item.entry].append(plan.id)
    found: list[Link] = []
    for entry in sorted(holders):
        dated = sorted(
            (day, key) for key in holders[entry] if (day := _first_day(groups[key])) is not None
        )
        for day, key in dated[1:]:
            first_day, first = dated[0]
            if day - first_day < _LATER or first in plans[key].wholes:
                continue
            amount = money_range(euros[entry])
            found.append(
                Link(
                    kind=LinkKind.REANNOUNCES,
                    source=key,
                    target=entry,
                    basis=RelationBasis.STATED,
                    claims=tuple(
                        claim
                        for plan in (key, first)
                        for item in plans[plan].items
                        if item.entry == entry
                        for claim in item.claims
                    ),
                    reason=Words(
                        fr=f"{amount.fr} étaient déjà dans « {titles[first].fr} ».",
                        en=f"{amount.en} were already in “{titles[first].en}”.",
                    ),
                )
            )
    return [*found, *_said_again(live, groups)]


def _said_again(live: Sequence[Commitment], groups: Groups) -> list[Link]:
    """Parts of an undertaking that a text itself calls announced before."""
    known = {each.id for each in live}
    found: list[Link] = []
    for entry in live:
        again = [each for each in groups[entry.id] if each.amount is not None and is_again(each)]
        found.extend(
            Link(
                kind=LinkKind.REANNOUNCES,
                source=entry.id,
                target=whole,
                basis=RelationBasis.STATED,
                claims=tuple(each.claim.id for each in again),
                reason=Words(
                    fr="Un texte dit que cela avait déjà été annoncé.",
                    en="A text says that this had been announced before.",
                ),
            )
            for whole in entry.wholes
            if again and whole in known
        )
    return found
