"""How an entry's bounds came to be, also where more texts speak of it than a page can tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.ledger.history import Step, known_from, steps_of
from grandlivre.report.pages.model import Library

_MOST_WORKED = 300
"""Claims that are worked through; each step looks at all before it."""
_MOST_READ = 5_000


def steps_told(claims: Sequence[str], library: Library) -> tuple[Step, ...]:
    """The steps of an entry; its texts alone are looked at.

    Parameters
    ----------
    claims
        Those of the entry.
    library
        Where they and the dates of their documents are found.

    Returns
    -------
    tuple of Step
        Of an entry of many claims, those that repeat an earlier one move no bound: they are
        counted on their days and not worked through. Empty where even what differs is too much.
    """
    if len(claims) > _MOST_READ:
        return ()
    spoken = tuple(library.claims(claims).values())
    documents = library.facts({claim.document_id for claim in spoken})
    if len(spoken) <= _MOST_WORKED:
        return steps_of(spoken, documents.values(), library.origins)
    days = known_from(documents.values())
    distinct = _distinct(spoken, days, library.origins)
    if len(distinct) > _MOST_WORKED:
        distinct = _distinct(spoken, days, {})
    if len(distinct) > _MOST_WORKED:
        return ()
    by_day: dict[date, list[str]] = {}
    for claim in spoken:
        if claim.document_id in days:
            by_day.setdefault(days[claim.document_id], []).append(claim.id)
    found = steps_of(distinct, _of(distinct, documents), library.origins)
    return tuple(replace(step, claims=tuple(by_day.get(step.day, ()))) for step in found)


def _of(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Document]:
    keys = dict.fromkeys(claim.document_id for claim in claims)
    return [documents[key] for key in keys if key in documents]


def _distinct(
    claims: Sequence[Claim], days: Mapping[str, date], origins: Mapping[str, str]
) -> list[Claim]:
    """The first claim of each amount and stage of each voice, or of all where none are given."""
    first: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(claims, key=lambda each: (days.get(each.document_id, date.max), each.id)):
        voice = origins.get(claim.document_id, claim.document_id) if origins else ""
        first.setdefault(
            (voice, claim.measure, claim.low, claim.high, claim.unit, claim.stage), claim
        )
    return list(first.values())
