"""Documents: voices with their copies, and each text with its claims highlighted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from grandlivre.base.fold import fold
from grandlivre.claims.model import Claim, Measure
from grandlivre.documents.model import Document
from grandlivre.errors import AskError
from grandlivre.reference.messages import messages
from grandlivre.report.annotated import annotate, kind_of
from grandlivre.report.evidence import safe_url
from grandlivre.report.format import claim_figure
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.index import Leaf
from grandlivre.report.pages.model import Address, PageKind
from grandlivre.report.pages.quoting import cells_of, document_name

_LONGEST = 400_000
"""Characters of a text that one page shows: some tables run to many megabytes."""
_MOST_COPIES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document in the list."""

    url: str
    name: str
    date: str
    year: str
    claims: str
    original: str | None
    search: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim beside its text."""

    id: str
    figure: str
    quote: str
    kind: str
    what: str
    entry: str
    entry_url: str


def documents(frame: Frame, address: Address) -> dict[str, object]:
    """Voices, the latest first, each with its copies."""
    voices = frame.index.voices
    asked = fold(address.query.text).split()
    if asked:
        voices = [group for group in voices if any(_holds(each, asked) for each in group)]
    most = frame.most_rows
    pages = max(1, -(-len(voices) // most))
    page = min(address.query.page, pages)
    shown = [group[:_MOST_COPIES] for group in voices[(page - 1) * most : page * most]]
    keys = [each.id for group in shown for each in group]
    library = frame.index.library
    facts, counts = library.facts(keys), library.counts(keys)
    rows = [
        [_row(frame, facts[leaf.id], leaf, counts) for leaf in group if leaf.id in facts]
        for group in shown
    ]
    return {
        "query": address.query,
        "years": [(year, list(each)) for year, each in groupby(filter(None, rows), key=_year)],
        "count": frame.count(len(library.documents), "document"),
        "origins": frame.count(frame.index.ledger.origins, "origin"),
        "page": page,
        "pages": pages,
        "cut": len(voices) > most and not frame.links.is_live,
        "shown": min(len(voices), most),
    }


def _year(voice: Sequence[DocumentRow]) -> str:
    """Of its latest text: the first."""
    return max(each.year for each in voice)


def _holds(leaf: Leaf, asked: Sequence[str]) -> bool:
    return all(word in leaf.searched for word in asked)


def _row(frame: Frame, document: Document, leaf: Leaf, counts: Mapping[str, int]) -> DocumentRow:
    return DocumentRow(
        url=frame.url(PageKind.DOCUMENT, document.id),
        name=document_name(document),
        date=frame.published(document.published),
        year=(document.published or "")[:4] or frame.say("shell.undated"),
        claims=frame.count(counts.get(document.id, 0), "claim"),
        original=safe_url(document),
        search=leaf.searched,
    )


def document(frame: Frame, address: Address) -> dict[str, object]:
    """One text with its claims."""
    library = frame.index.library
    reading = library.reading_of(address.key)
    if reading is None:
        raise AskError("no such document", where=address.key, remedy="look at the list of them")
    found, claims = reading
    return {
        "name": document_name(found),
        "dated": frame.published(found.published) if found.published else "",
        "original": safe_url(found),
        "text_language": found.language or "",
        "facts": _facts(frame, found),
        # What `annotate` gives is escaped: its only tags are its own.
        "text": Markup("".join(annotate(found.text[:_LONGEST], claims, is_named=True))),
        "cells": cells_of(found, claims),
        "claims": [_claim(frame, each) for each in claims],
        "copies": [
            (frame.url(PageKind.DOCUMENT, each.id), document_name(each))
            for each in library.facts(frame.index.copies_of(found.id)[:_MOST_COPIES]).values()
        ],
    }


def _facts(frame: Frame, found: Document) -> list[tuple[str, str]]:
    facts = (
        ("published", frame.published(found.published)),
        ("publisher", found.publisher or ""),
        ("author", found.author or ""),
        ("retrieved", frame.published(found.retrieved) if found.retrieved else ""),
        ("file", found.name),
        ("sha", found.sha256 or ""),
    )
    return [(frame.say(f"documents.{key}"), value) for key, value in facts if value]


def _claim(frame: Frame, claim: Claim) -> ClaimRow:
    index = frame.index
    entry = index.entry_of.get(claim.id)
    role = "event" if claim.measure is Measure.EVENTS else claim.role.value
    return ClaimRow(
        id=claim.id,
        figure=claim_figure(claim, frame.language),
        quote=" ".join(claim.evidence.quote.split()),
        kind=kind_of(claim),
        what=messages(frame.language).say(f"role.{role}"),
        entry=frame.title(index.entries[entry]) if entry else "",
        entry_url=frame.url(PageKind.ENTRY, entry) if entry else "",
    )
