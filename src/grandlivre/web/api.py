"""The interface for programs: what the ledger holds, a page at a time."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path, Query, Request
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
from grandlivre.web.answers import Form, Listing, a_list, a_record, answer, for_all, record
from grandlivre.web.context import context_of
from grandlivre.web.rules import API

router = APIRouter(prefix=API)

AsOf = Annotated[date | None, Query(description="as it stood on that day; the latest without")]
Asked = Annotated[Form | None, Query(alias="format", description="the form; by Accept without one")]
Most = Annotated[int, Query(alias="limit", ge=1, le=1000, description="how many at most")]
Cursor = Annotated[
    str | None,
    Query(alias="cursor", max_length=300, description="as `next` of the page before gives it"),
]
Spot = Annotated[
    str | None,
    Query(
        alias="cursor",
        pattern=r"^[0-9]{1,15}-[0-9]{1,15}-[0-9]{1,15}$",
        description="as `next` of the page before gives it",
    ),
]
Key = Annotated[str, Path(max_length=200)]
_EMPTY = {"commitments": (), "programmes": (), "conflicts": (), "totals": (), "links": ()}


@router.get("/claims", responses=a_list(), tags=["claims"])
def claims(
    request: Request,
    as_of: AsOf = None,
    cursor: Spot = None,
    limit: Most = 100,
    form: Asked = None,
) -> Response:
    """Claims in the order of recording."""
    live, shown = context_of(request).live, shown_at(request, as_of)
    contents = shown.contents
    place = _place(cursor)
    page = live.store.claim_records_after(place, limit + 1, contents.moment, contents.day)
    kept = [each for _, each in page[:limit]]
    table = TABLES["claims"]
    listing = Listing(
        items=lambda: [as_it_is(each) for each in kept],
        shape=table,
        rows=lambda: table.rows(_material(shown, claims=[loads(Claim, each) for each in kept])),
        after=_spot(page[limit - 1][0]) if len(page) > limit else None,
        total=contents.claims if contents.day is None else None,
        day=contents.day,
        version=shown.version,
    )
    return answer(request, listing, form)


@router.get("/claims/{claim}", responses=a_record(304, 404), tags=["claims"])
def claim(request: Request, claim: Key, as_of: AsOf = None) -> Response:
    """One claim, with its evidence."""
    found = shown_at(request, as_of).library.claims([claim])
    if claim not in found:
        raise nothing(claim)
    return record(request, _claim_json(found[claim]))


@router.get("/documents", responses=a_list(), tags=["documents"])
def documents(
    request: Request,
    as_of: AsOf = None,
    cursor: Spot = None,
    limit: Most = 100,
    form: Asked = None,
) -> Response:
    """Documents in the order of recording, without their texts."""
    live, shown = context_of(request).live, shown_at(request, as_of)
    contents = shown.contents
    place = _place(cursor)
    page = live.store.document_records_after(place, limit + 1, contents.moment, contents.day)
    kept = [each for _, each in page[:limit]]
    table = TABLES["documents"]
    return answer(
        request,
        Listing(
            items=lambda: [_facts_json(orjson.loads(each), shown) for each in kept],
            shape=table,
            rows=lambda: table.rows(
                _material(shown, documents=[loads(Document, each) for each in kept])
            ),
            after=_spot(page[limit - 1][0]) if len(page) > limit else None,
            total=contents.documents,
            day=contents.day,
            version=shown.version,
        ),
        form,
    )


@router.get("/documents/{document}", responses=a_record(304, 404), tags=["documents"])
def document(request: Request, document: Key, as_of: AsOf = None) -> Response:
    """What is known of a document."""
    shown = shown_at(request, as_of)
    return record(request, _document_json(_document(shown, document), shown))


@router.get(
    "/documents/{document}/text",
    responses=a_record(304, 404, media="text/plain"),
    tags=["documents"],
)
def text(request: Request, document: Key, as_of: AsOf = None) -> Response:
    """The text of a document; offsets of evidence count its code points."""
    shown = shown_at(request, as_of)
    found = shown.library.texts([_document(shown, document).id])
    said = found.get(document, "").encode("utf-8", "replace")
    return for_all(request, PlainTextResponse(said))


@router.get("/documents/{document}/claims", responses=a_list(), tags=["documents"])
def claims_of_document(
    request: Request, document: Key, as_of: AsOf = None, form: Asked = None
) -> Response:
    """The claims of a document, in the order of its text; all on one page."""
    shown = shown_at(request, as_of)
    found = shown.library.claims_of(_document(shown, document).id)
    return answer(request, _claims(shown, found, None, len(found)), form)


@router.get(
    "/documents/{document}/annotations",
    responses=a_record(304, 404, media="application/ld+json"),
    tags=["documents"],
)
def annotations(request: Request, document: Key, as_of: AsOf = None) -> Response:
    """The claims of a document as W3C Web Annotations."""
    shown = shown_at(request, as_of)
    read = _document(shown, document)
    found = shown.library.claims_of(read.id)
    said = {
        "@context": CONTEXT,
        "id": f"urn:grandlivre:annotations:{read.id}",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": [annotation(each, read) for each in found],
    }
    return record(request, said, "application/ld+json")


@router.get("/entries", responses=a_list(), tags=["ledger"])
def entries(
    request: Request,
    as_of: AsOf = None,
    q: Annotated[str, Query(max_length=200, description="words of the title")] = "",
    party: Annotated[str, Query(max_length=200, description="key of a party")] = "",
    place: Annotated[str, Query(max_length=200, description="key of a place")] = "",
    purpose: Purpose | None = None,
    stage: Stage | None = None,
    sort: Annotated[str, Query(pattern=f"^({'|'.join(SORTS)})$")] = "size",
    cursor: Cursor = None,
    limit: Most = 100,
    form: Asked = None,
) -> Response:
    """Entries of the ledger: one undertaking each."""
    asked = Narrowing(text=q, party=party, place=place, purpose=purpose, stage=stage, sort=sort)
    shown = shown_at(request, as_of)
    page = shown.catalogue.page(asked, cursor, limit)
    return answer(request, _things(shown, "entries", "commitments", page), form)


@router.get("/programmes", responses=a_list(), tags=["ledger"])
def programmes(
    request: Request,
    as_of: AsOf = None,
    q: Annotated[str, Query(max_length=200, description="words of the title")] = "",
    cursor: Cursor = None,
    limit: Most = 100,
    form: Asked = None,
) -> Response:
    """Envelopes that gather entries."""
    shown = shown_at(request, as_of)
    page = shown.catalogue.page(Narrowing(text=q), cursor, limit, programmes=True)
    return answer(request, _things(shown, "programmes", "programmes", page), form)


@router.get("/entries/{entry}", responses=a_record(304, 404), tags=["ledger"])
def entry(request: Request, entry: Key, as_of: AsOf = None) -> Response:
    """One entry or programme, with all that its figures rest on."""
    found = shown_at(request, as_of).catalogue.entries.get(entry)
    if found is None:
        raise nothing(entry)
    return record(request, record_to_json(found) or {})


@router.get("/programmes/{programme}", responses=a_record(304, 404), tags=["ledger"])
def programme(request: Request, programme: Key, as_of: AsOf = None) -> Response:
    """One programme, as under `entries`."""
    return entry(request, programme, as_of)


@router.get("/entries/{entry}/claims", responses=a_list(), tags=["ledger"])
def claims_of_entry(
    request: Request,
    entry: Key,
    as_of: AsOf = None,
    cursor: Cursor = None,
    limit: Most = 100,
    form: Asked = None,
) -> Response:
    """The claims that an entry rests on."""
    shown = shown_at(request, as_of)
    thing = shown.catalogue.entries.get(entry)
    if thing is None:
        raise nothing(entry)
    page = paged(thing.claims, str, cursor, limit)
    found = list(shown.library.claims(page.items).values())
    return answer(request, _claims(shown, found, page.after, page.of), form)


@router.get("/conflicts", responses=a_list(), tags=["ledger"])
def conflicts(
    request: Request,
    as_of: AsOf = None,
    cursor: Cursor = None,
    limit: Most = 100,
    form: Asked = None,
) -> Response:
    """Claims that cannot all hold, side by side, the largest first."""
    shown = shown_at(request, as_of)
    page = paged(shown.contents.ledger.conflicts, lambda each: each.id, cursor, limit)
    return answer(request, _things(shown, "conflicts", "conflicts", page), form)


@router.get("/conflicts/{conflict}", responses=a_record(304, 404), tags=["ledger"])
def conflict(request: Request, conflict: Key, as_of: AsOf = None) -> Response:
    """One conflict."""
    found = shown_at(request, as_of).catalogue.conflicts.get(conflict)
    if found is None:
        raise nothing(conflict)
    return record(request, record_to_json(found) or {})


@router.get("/totals", responses=a_list(), tags=["ledger"])
def totals(request: Request, as_of: AsOf = None, form: Asked = None) -> Response:
    """Sums, each with what it adds and what it leaves out; all on one page."""
    shown = shown_at(request, as_of)
    found = shown.contents.ledger.totals
    page = Page(items=found, after=None, of=len(found))
    return answer(request, _things(shown, "totals", "totals", page), form)


def shown_at(request: Request, day: date | None) -> Shown:
    """The edition of a day."""
    return context_of(request).live.at(day)


def _document(shown: Shown, key: str) -> Document:
    found = shown.library.documents.get(key)
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


def _place(cursor: str | None) -> Place | None:
    return None if cursor is None else Place(*map(int, cursor.split("-")))


def _spot(place: Place) -> str:
    return f"{place.batch}-{place.ordinal}-{place.position}"


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
