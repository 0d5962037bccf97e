"""Places: a map of sites, and every place with what is pledged for it."""

from dataclasses import dataclass
from itertools import groupby

from grandlivre.base.fold import fold
from grandlivre.errors import AskError
from grandlivre.report.findings import last_of
from grandlivre.report.maps import country_map
from grandlivre.report.outlook.section import desk_of
from grandlivre.report.outlook.sites import sites_map
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.index import Spot
from grandlivre.report.pages.model import Address, PageKind
from grandlivre.report.pages.rows import entry_list
from grandlivre.report.pages.views.built import built_views

_MOST_ROWS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place in the list."""

    url: str
    name: str
    within: str
    level: int
    sum: str
    entries: str
    search: str


def places(frame: Frame, address: Address) -> dict[str, object]:
    """The map and the list."""
    index = frame.index
    asked = fold(address.query.text).split()
    found = [
        each
        for each in index.places.values()
        if all(word in fold(f"{each.place.name} {each.place.name_en}") for word in asked)
    ]
    most = frame.most_rows
    pages = max(1, -(-len(found) // most))
    page = min(address.query.page, pages)
    rows = [_row(frame, each) for each in found[(page - 1) * most : page * most]]
    key = ("map", frame.language)
    drawn = index.once(key, lambda: _map(frame)) if page == 1 and not asked else None
    return {
        "query": address.query,
        "map": drawn,
        "groups": [
            (frame.say(f"places.level_{level}"), list(each))
            for level, each in groupby(rows, key=lambda row: row.level)
        ],
        "count": frame.count(len(found), "place"),
        "page": page,
        "pages": pages,
        "cut": len(found) > most and not frame.links.is_live,
        "shown": min(len(found), most),
    }


def _map(frame: Frame) -> dict[str, object] | None:
    """Sites by power and stage where there is a plan, else pledges by amount."""
    index, prospect = frame.index, frame.index.edition.prospect
    if prospect is not None:
        desk = desk_of(prospect, index.entries.values(), (), frame.language)
        sites = sites_map(desk, index.home)
        if sites is not None:
            return {"kind": "sites", "view": sites}
    days = index.edition.days
    date = last_of([days[-1].isoformat()] if days else [], frame.language)
    money = country_map(index.ledger, index.home, date, frame.language)
    return None if money is None else {"kind": "money", "view": money}


def _row(frame: Frame, spot: Spot) -> PlaceRow:
    place = spot.place
    return PlaceRow(
        url=frame.url(PageKind.PLACE, place.key),
        name=place.called(frame.language),
        within=_within(frame, spot),
        level=place.level,
        sum=frame.money(spot.sum) if spot.sum.low or spot.sum.high else "",
        entries=frame.count(len(spot.entries), "entry"),
        search=fold(f"{place.name} {place.name_en}"),
    )


def _within(frame: Frame, spot: Spot) -> str:
    """The nearest place that holds it, of those that the ledger names."""
    known = frame.index.places
    holder = next((known[key] for key in spot.place.within if key in known), None)
    return holder.place.called(frame.language) if holder else ""


def place(frame: Frame, address: Address) -> dict[str, object]:
    """One place: what is pledged for it, and what would be built there."""
    index = frame.index
    spot = index.places.get(address.key)
    if spot is None:
        raise AskError("no such place", where=address.key, remedy="look at the list of them")
    entries = [index.entries[key] for key in spot.entries[:_MOST_ROWS]]
    own = [key for key in spot.entries if spot.place.key in _keys(frame, key)]
    seen = {
        one.phase.id: one
        for key in own
        for one in index.built.get(key, ())
        if one.site is not None and one.site.place is not None and spot.place.holds(one.site.place)
    }
    return {
        "name": spot.place.called(frame.language),
        "within": [
            (frame.url(PageKind.PLACE, key), index.places[key].place.called(frame.language))
            for key in spot.place.within
            if key in index.places
        ],
        "sum": frame.money(spot.sum) if spot.sum.low or spot.sum.high else "",
        "rows": entry_list(frame, entries) if entries else None,
        "built": built_views(frame, list(seen.values())[:20]),
        "more": len(spot.entries) - len(entries),
    }


def _keys(frame: Frame, entry: str) -> set[str]:
    return {
        key for place in frame.index.entries[entry].places for key in (place.key, *place.within)
    }
