"""The interface for programs: what the ledger holds, a page at a time."""

from collections.abc import Sequence
from typing import Annotated, Any

import orjson
from fastapi import Query
from starlette.responses import PlainTextResponse, Response

from grandlivre.base.codec import encode, loads
from grandlivre.claims.model import Claim, Purpose, Stage
from grandlivre.documents.model import Document
from grandlivre.errors import AskError
from grandlivre.export.annotations import CONTEXT, annotation
from grandlivre.export.jsons import as_it_is
from grandlivre.export.model import Material
from grandlivre.export.tables import TABLES
from grandlivre.ledger import Ledger
from grandlivre.ledger.codec import record_to_json
from grandlivre.pipeline.catalogue import SORTS, Narrowing, Page, paged
from grandlivre.pipeline.live import Shown
from grandlivre.store import Place
from grandlivre.web.answers import Listing, a_list, a_record, for_all, record
from grandlivre.web.asked import Key, OfADay, Paged, Recorded, Whole
from grandlivre.web.context import context_of
from grandlivre.web.section import Section

router = Section()

_EMPTY = {"commitments": (), "programmes": (), "conflicts": (), "totals": (), "links": ()}


@router.get("/claims", responses=a_list(), tags=["claims"])
def claims(asked: Recorded) -> Response:
    """Claims in the order of recording."""
    live, shown = context_of(asked.request).live, asked.shown()
    contents = shown.contents
    page = live.store.claim_records_after(asked.place, asked.most, contents.moment, contents.day)
    kept = page.records
    table = TABLES["claims"]
    listing = Listing(
        items=lambda: [as_it_is(each) for each in kept],
        shape=table,
        rows=lambda: table.rows(_material(shown, claims=[loads(Claim, each) for each in kept])),
        after=_spot(page.after),
        total=contents.claims if contents.day is None else None,
        day=contents.day,
        version=shown.version,
    )
    return asked.answer(listing)


@router.get("/claims/{claim}", responses=a_record(304, 404), tags=["claims"])
def claim(asked: OfADay, claim: Key) -> Response:
    """One claim, with its evidence."""
    found = asked.shown().library.claims([claim])
    if claim not in found:
        raise nothing(claim)
    return record(asked.request, _claim_json(found[claim]))


@router.get("/documents", responses=a_list(), tags=["documents"])
def documents(asked: Recorded) -> Response:
    """Documents in the order of recording, without their texts."""
    live, shown = context_of(asked.request).live, asked.shown()
    contents = shown.contents
    page = live.store.document_records_after(asked.place, asked.most, contents.moment, contents.day)
    kept = page.records
    table = TABLES["documents"]
    return asked.answer(
        Listing(
            items=lambda: [_facts_json(orjson.loads(each), shown) for each in kept],
            shape=table,
            rows=lambda: table.rows(
                _material(shown, documents=[loads(Document, each) for each in kept])
            ),
            after=_spot(page.after),
            total=contents.documents,
            day=contents.day,
            version=shown.version,
        )
    )


@router.get("/documents/{document}", responses=a_record(304, 404), tags=["documents"])
def document(asked: OfADay, document: Key) -> Response:
    """What is known of a document."""
    shown = asked.shown()
    return record(asked.request, _document_json(_document(shown, document), shown))


@router.get(
    "/documents/{document}/text",
    responses=a_record(304, 404, media="text/plain"),
    tags=["documents"],
)
def text(asked: OfADay, document: Key) -> Response:
    """The text of a document; offsets of evidence count its code points."""
    shown = asked.shown()
    found = shown.library.texts([_document(shown, document).id])
    said = found.get(document, "").encode("utf-8", "replace")
    return for_all(asked.request, PlainTextResponse(said))


@router.get("/documents/{document}/claims", responses=a_list(), tags=["documents"])
def claims_of_document(asked: Whole, document: Key) -> Response:
    """The claims of a document, in the order of its text; all on one page."""
    shown = asked.shown()
    _, found = _reading(shown, document)
    return asked.answer(_claims(shown, found, None, len(found)))


@router.get(
    "/documents/{document}/annotations",
    responses=a_record(304, 404, media="application/ld+json"),
    tags=["documents"],
)
def annotations(asked: OfADay, document: Key) -> Response:
    """The claims of a document as W3C Web Annotations."""
    shown = asked.shown()
    read, found = _reading(shown, document)
    said = {
        "@context": CONTEXT,
        "id": f"urn:grandlivre:annotations:{read.id}",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": [annotation(each, read) for each in found],
    }
    return record(asked.request, said, "application/ld+json")


@router.get("/entries", responses=a_list(), tags=["ledger"])
def entries(
    asked: Paged,
    q: Annotated[str, Query(max_length=200, description="words of the title")] = "",
    party: Annotated[str, Query(max_length=200, description="key of a party")] = "",
    place: Annotated[str, Query(max_length=200, description="key of a place")] = "",
    purpose: Purpose | None = None,
    stage: Stage | None = None,
    sort: Annotated[str, Query(pattern=f"^({'|'.join(SORTS)})$")] = "size",
) -> Response:
    """Entries of the ledger: one undertaking each."""
    narrowing = Narrowing(text=q, party=party, place=place, purpose=purpose, stage=stage, sort=sort)
    shown = asked.shown()
    page = shown.catalogue.page(narrowing, asked.cursor, asked.most)
    return asked.answer(_things(shown, "entries", "commitments", page))


@router.get("/programmes", responses=a_list(), tags=["ledger"])
def programmes(
    asked: Paged,
    q: Annotated[str, Query(max_length=200, description="words of the title")] = "",
) -> Response:
    """Envelopes that gather entries."""
    shown = asked.shown()
    page = shown.catalogue.page(Narrowing(text=q), asked.cursor, asked.most, programmes=True)
    return asked.answer(_things(shown, "programmes", "programmes", page))


@router.get("/entries/{entry}", responses=a_record(304, 404), tags=["ledger"])
def entry(asked: OfADay, entry: Key) -> Response:
    """One entry or programme, with all that its figures rest on."""
    found = asked.shown().catalogue.entries.get(entry)
    if found is None:
        raise nothing(entry)
    return record(asked.request, record_to_json(found) or {})


@router.get("/programmes/{programme}", responses=a_record(304, 404), tags=["ledger"])
def programme(asked: OfADay, programme: Key) -> Response:
    """One programme, as under `entries`."""
    return entry(asked, programme)


@router.get("/entries/{entry}/claims", responses=a_list(), tags=["ledger"])
def claims_of_entry(asked: Paged, entry: Key) -> Response:
    """The claims that an entry rests on."""
    shown = asked.shown()
    thing = shown.catalogue.entries.get(entry)
    if thing is None:
        raise nothing(entry)
    page = paged(thing.claims, str, asked.cursor, asked.most)
    found = list(shown.library.claims(page.items).values())
    return asked.answer(_claims(shown, found, page.after, page.of))


@router.get("/conflicts", responses=a_list(), tags=["ledger"])
def conflicts(asked: Paged) -> Response:
    """Claims that cannot all hold, side by side, the largest first."""
    shown = asked.shown()
    page = paged(shown.contents.ledger.conflicts, lambda each: each.id, asked.cursor, asked.most)
    return asked.answer(_things(shown, "conflicts", "conflicts", page))


@router.get("/conflicts/{conflict}", responses=a_record(304, 404), tags=["ledger"])
def conflict(asked: OfADay, conflict: Key) -> Response:
    """One conflict."""
    found = asked.shown().catalogue.conflicts.get(conflict)
    if found is None:
        raise nothing(conflict)
    return record(asked.request, record_to_json(found) or {})


@router.get("/totals", responses=a_list(), tags=["ledger"])
def totals(asked: Whole) -> Response:
    """Sums, each with what it adds and what it leaves out; all on one page."""
    shown = asked.shown()
    found = shown.contents.ledger.totals
    page = Page(items=found, after=None, of=len(found))
    return asked.answer(_things(shown, "totals", "totals", page))


def _document(shown: Shown, key: str) -> Document:
    found = shown.library.documents.get(key)
    if found is None:
        raise nothing(key)
    return found


def _reading(shown: Shown, key: str) -> tuple[Document, Sequence[Claim]]:
    found = shown.library.reading_of(key)
    if found is None:
        raise nothing(key)
    return found


def nothing(key: str) -> AskError:
    """The error for an id that the ledger does not have."""
    return AskError(
        "there is no such thing in this ledger",
        where=key[:100],
        remedy="take ids from its lists: they change as texts come in",
    )


def _spot(place: Place | None) -> str | None:
    return None if place is None else f"{place.batch}-{place.ordinal}-{place.position}"


def _claim_json(claim: Claim) -> dict[str, Any]:
    found: dict[str, Any] = encode(claim)
    return found


def _document_json(document: Document, shown: Shown) -> dict[str, Any]:
    return _facts_json(encode(document), shown)


def _facts_json(found: dict[str, Any], shown: Shown) -> dict[str, Any]:
    del found["text"]
    found["origin"] = shown.contents.origins.get(found["id"], found["id"])
    return found


def _material(
    shown: Shown,
    *,
    claims: Sequence[Claim] = (),
    documents: Sequence[Document] = (),
    **parts: Any,
) -> Material:
    whole = shown.contents.ledger
    ledger = Ledger(
        claims_read=whole.claims_read,
        origins=whole.origins,
        currency_date=whole.currency_date,
        **{**_EMPTY, **{name: tuple(each) for name, each in parts.items()}},
    )
    return Material(ledger=ledger, claims=tuple(claims), documents=tuple(documents))


def _claims(shown: Shown, found: Sequence[Claim], after: str | None, total: int | None) -> Listing:
    table = TABLES["claims"]
    material = _material(shown, claims=found)
    return Listing(
        items=lambda: [_claim_json(each) for each in found],
        shape=table,
        rows=lambda: table.rows(material),
        after=after,
        total=total,
        day=shown.contents.day,
        version=shown.version,
    )


def _thing_json(shown: Shown, thing: Any) -> Any:
    if thing.id in shown.catalogue.entries:
        return as_it_is(shown.catalogue.record(thing.id))
    return record_to_json(thing) or {}


def _things(shown: Shown, name: str, part: str, page: Page[Any]) -> Listing:
    """A page of one part of the ledger, in its table's columns."""
    table = TABLES[name]
    material = _material(shown, **{part: page.items})
    return Listing(
        items=lambda: [_thing_json(shown, each) for each in page.items],
        shape=table,
        rows=lambda: table.rows(material),
        after=page.after,
        total=page.of,
        day=shown.contents.day,
        version=shown.version,
    )
