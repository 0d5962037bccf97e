"""The interface for programs: parties and places, with their entries."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from grandlivre.export.lists import PARTIES, PLACES, party_rows, place_rows, records
from grandlivre.pipeline.catalogue import Page, paged
from grandlivre.pipeline.live import Shown
from grandlivre.web.answers import Listing, a_list, a_record, answer, record
from grandlivre.web.api import Asked, AsOf, Cursor, Key, Most, nothing, shown_at
from grandlivre.web.rules import API

router = APIRouter(prefix=API)


@router.get("/parties", responses=a_list(), tags=["who and where"])
def parties(
    request: Request,
    as_of: AsOf = None,
    cursor: Cursor = None,
    limit: Most = 100,
    form: Asked = None,
) -> Response:
    """Parties that pay or receive, those of most entries first."""
    shown = shown_at(request, as_of)
    met = tuple(shown.catalogue.parties.values())
    page = paged(met, lambda each: each.thing.key, cursor, limit)
    rows = list(party_rows((each.thing, each.entries) for each in page.items))
    return answer(request, _rows(shown, PARTIES, rows, page), form)


@router.get("/parties/{party}", responses=a_record(304, 404), tags=["who and where"])
def party(request: Request, party: Key, as_of: AsOf = None) -> Response:
    """One party, with its entries."""
    found = shown_at(request, as_of).catalogue.parties.get(party)
    if found is None:
        raise nothing(party)
    return record(request, records(PARTIES, party_rows([(found.thing, found.entries)]))[0])


@router.get("/places", responses=a_list(), tags=["who and where"])
def places(
    request: Request,
    as_of: AsOf = None,
    cursor: Cursor = None,
    limit: Most = 100,
    form: Asked = None,
) -> Response:
    """Places of entries, those of most entries first."""
    shown = shown_at(request, as_of)
    met = tuple(shown.catalogue.places.values())
    page = paged(met, lambda each: each.thing.key, cursor, limit)
    rows = list(place_rows((each.thing, each.entries) for each in page.items))
    return answer(request, _rows(shown, PLACES, rows, page), form)


@router.get("/places/{place}", responses=a_record(304, 404), tags=["who and where"])
def place(request: Request, place: Key, as_of: AsOf = None) -> Response:
    """One place, with its entries."""
    found = shown_at(request, as_of).catalogue.places.get(place)
    if found is None:
        raise nothing(place)
    return record(request, records(PLACES, place_rows([(found.thing, found.entries)]))[0])


def _rows(shown: Shown, shape: Any, rows: list[tuple[Any, ...]], page: Page[Any]) -> Listing:
    return Listing(
        items=lambda: records(shape, rows),
        shape=shape,
        rows=lambda: rows,
        after=page.after,
        total=page.of,
        day=shown.contents.day,
        version=shown.version,
    )
