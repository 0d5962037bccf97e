"""Contradictions: all of them in brief, and each side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grandlivre.base.wording import NBSP
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.errors import AskError
from grandlivre.ledger.model import Conflict
from grandlivre.ledger.words import money, sources
from grandlivre.report.pages.desk import desk_for, with_texts
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import Address, PageKind
from grandlivre.report.pages.quoting import document_name, said_of
from grandlivre.report.texts import KINDS

_MOST_CLAIMS = 12
"""Claims of one side that are looked up for their quotes."""
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSide:
    """One side in a list of contradictions."""

    says: str
    origins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A contradiction in a list."""

    id: str
    url: str
    kind: str
    title: str
    explanation: str
    size: str
    sides: tuple[BriefSide, ...]


def brief(frame: Frame, conflict: Conflict) -> Brief:
    """A contradiction in a few words."""
    language = frame.language
    titles = [
        frame.title(frame.index.entries[key])
        for key in conflict.entries
        if key in frame.index.entries
    ]
    return Brief(
        id=conflict.id,
        url=frame.url(PageKind.CONFLICT, conflict.id),
        kind=KINDS[conflict.kind].of(language),
        title=titles[0] if titles else conflict.sides[0].says.of(language),
        explanation=conflict.explanation.of(language),
        size=money(conflict.size).of(language) if conflict.size else "",
        sides=tuple(
            BriefSide(says=side.says.of(language), origins=sources(side.origins).of(language))
            for side in conflict.sides
        ),
    )


def conflicts(frame: Frame, address: Address) -> dict[str, object]:
    """Contradictions first, the heaviest before the others; then what is none."""
    every = frame.index.ledger.conflicts
    ranked = sorted(every, key=lambda each: not each.is_contradiction)
    most = frame.most_rows
    pages = max(1, -(-len(ranked) // most))
    page = min(address.query.page, pages)
    shown = ranked[(page - 1) * most : page * most]
    return {
        "clashes": [brief(frame, each) for each in shown if each.is_contradiction],
        "notes": [brief(frame, each) for each in shown if not each.is_contradiction],
        "count": frame.count(sum(each.is_contradiction for each in every), "conflict"),
        "page": page,
        "pages": pages,
        "cut": len(ranked) > most and not frame.links.is_live,
    }


def conflict(frame: Frame, address: Address) -> dict[str, object]:
    """One contradiction with the quotes of each side."""
    index = frame.index
    found = index.conflicts.get(address.key)
    if found is None:
        raise AskError("no such conflict", where=address.key, remedy="look at the list of them")
    keys = [key for side in found.sides for key in side.claims[:_MOST_CLAIMS]]
    claims = index.library.claims(keys)
    documents = with_texts(frame, claims.values())
    view = desk_for(frame, claims, documents).conflict(found)
    return {
        "conflict": view,
        "is_note": not found.is_contradiction,
        "entries": _entries(frame, found),
        "said": {
            claim.id: said_of(frame, claim, documents.get(claim.document_id))
            for claim in claims.values()
        },
        "names": {key: document_name(each) for key, each in documents.items()},
        "judged": _judged(frame, found, claims, documents) if frame.may_write else (),
        "others": _others(frame, found),
    }


def _judged(
    frame: Frame, found: Conflict, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> list[tuple[str, str]]:
    """The claims that a person may judge: which side each is on, its words, and who told it."""
    listed = []
    for side in found.sides:
        for key in side.claims[:_MOST_CLAIMS]:
            claim = claims.get(key)
            if claim is not None:
                source = documents[claim.document_id]
                quote = " ".join(claim.evidence.quote.split())[:_LONGEST_QUOTE]
                words = f"«{NBSP}{quote}{NBSP}»" if frame.language == "fr" else f"“{quote}”"
                told = f"{side.says.of(frame.language)}: {words}, {document_name(source)}"
                listed.append((key, told))
    return listed


def _entries(frame: Frame, found: Conflict) -> Sequence[tuple[str, str]]:
    return frame.entry_links(found.entries)


def _others(frame: Frame, found: Conflict) -> list[Brief]:
    """Further contradictions about the same entries."""
    seen = {
        each.id: each
        for key in found.entries
        for each in frame.index.conflicts_of.get(key, ())
        if each.id != found.id
    }
    return [brief(frame, each) for each in list(seen.values())[:6]]
