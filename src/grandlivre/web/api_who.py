"""The interface for programs: parties and places, with their entries."""

from typing import Any

from starlette.responses import Response

from grandlivre.export.lists import PARTIES, PLACES, party_rows, place_rows, records
from grandlivre.pipeline.catalogue import Page, paged
from grandlivre.pipeline.live import Shown
from grandlivre.web.answers import Listing, a_list, a_record, record
from grandlivre.web.api import nothing
from grandlivre.web.asked import Key, OfADay, Paged
from grandlivre.web.section import Section

router = Section()


@router.get("/parties", responses=a_list(), tags=["who and where"])
def parties(asked: Paged) -> Response:
    """Parties that pay or receive, those of most entries first."""
    shown = asked.shown()
    met = tuple(shown.catalogue.parties.values())
    page = paged(met, lambda each: each.thing.key, asked.cursor, asked.most)
    rows = list(party_rows((each.thing, each.entries) for each in page.items))
    return asked.answer(_rows(shown, PARTIES, rows, page))


@router.get("/parties/{party}", responses=a_record(304, 404), tags=["who and where"])
def party(asked: OfADay, party: Key) -> Response:
    """One party, with its entries."""
    found = asked.shown().catalogue.parties.get(party)
    if found is None:
        raise nothing(party)
    return record(asked.request, records(PARTIES, party_rows([(found.thing, found.entries)]))[0])


@router.get("/places", responses=a_list(), tags=["who and where"])
def places(asked: Paged) -> Response:
    """Places of entries, those of most entries first."""
    shown = asked.shown()
    met = tuple(shown.catalogue.places.values())
    page = paged(met, lambda each: each.thing.key, asked.cursor, asked.most)
    rows = list(place_rows((each.thing, each.entries) for each in page.items))
    return asked.answer(_rows(shown, PLACES, rows, page))


@router.get("/places/{place}", responses=a_record(304, 404), tags=["who and where"])
def place(asked: OfADay, place: Key) -> Response:
    """One place, with its entries."""
    found = asked.shown().catalogue.places.get(place)
    if found is None:
        raise nothing(place)
    return record(asked.request, records(PLACES, place_rows([(found.thing, found.entries)]))[0])


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
