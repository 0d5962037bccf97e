"""The interface for programs: what changed, and what the ledger would build."""

import gzip
from datetime import date
from typing import Annotated, Literal

from fastapi import Query, Request
from starlette.responses import Response

from grandlivre.errors import AskError
from grandlivre.export.atom import Feed, feed_of
from grandlivre.export.lists import CHANGES, change_rows, records
from grandlivre.ledger.history import Change, diff
from grandlivre.pipeline.edition import known_on
from grandlivre.pipeline.live import Live, Shown
from grandlivre.web.answers import JSON, Listing, a_list, a_record, for_all
from grandlivre.web.asked import Whole
from grandlivre.web.context import context_of
from grandlivre.web.rules import API
from grandlivre.web.section import Section

router = Section()
_FEED_TITLES = {"fr": "Grand Livre : ce qui change", "en": "Grand Livre: what changes"}


@router.get("/changes", responses=a_list(), tags=["history"])
def changes(
    asked: Whole,
    since: Annotated[date, Query(description="the day from which changes are told")],
) -> Response:
    """What changed in the ledger since a day, and why; all on one page."""
    live, after = context_of(asked.request).live, asked.shown()
    found = _changes(live, since, after)
    rows = list(change_rows(found))
    listing = Listing(
        items=lambda: records(CHANGES, rows),
        shape=CHANGES,
        rows=lambda: rows,
        total=len(rows),
        day=after.contents.day,
        version=after.version,
    )
    return asked.answer(listing)


@router.get(
    "/changes.atom", responses=a_record(304, media="application/atom+xml"), tags=["history"]
)
def feed(request: Request, lang: Literal["fr", "en"] = "en") -> Response:
    """What changed lately, as an Atom feed."""
    shown = context_of(request).live.shown
    contents = shown.contents
    latest = contents.latest or contents.ledger.currency_date
    dated = _dated(shown, latest)
    base = str(request.base_url).rstrip("/")
    about = Feed(
        address=f"{base}{API}/changes.atom?lang={lang}",
        home=f"{base}/{lang}/changes",
        title=_FEED_TITLES[lang],
        language=lang,
        updated=latest,
    )
    data = b"".join(feed_of(about, dated))
    return for_all(request, Response(data, media_type="application/atom+xml"))


@router.get("/outlook", responses=a_record(304, 404), tags=["outlook"])
def outlook(
    request: Request,
    full: Annotated[bool, Query(description="with plan, assumptions and other scenarios")] = False,
) -> Response:
    """What the ledger would build: odds by quarter of megawatts, accelerators, energy and euros."""
    told = context_of(request).live.shown.contents.told.get(full)
    if told is None:
        raise AskError("this ledger builds nothing, or is not projected yet", remedy="try later")
    return for_all(request, Response(gzip.decompress(told), media_type=JSON))


def _changes(live: Live, since: date, after: Shown) -> tuple[Change, ...]:
    before = live.at(since)
    if before is after:
        return ()
    contents = after.contents
    if contents.since == before.contents.day and contents.is_whole:
        return contents.changes
    return diff(before.contents.ledger, contents.ledger)


def _dated(shown: Shown, latest: date) -> list[tuple[date, Change]]:
    """What changed lately, each with the day on which its newest text became known."""
    changes = shown.contents.changes
    keys = {key for each in changes for key in each.claims}
    sources = {key: each.document_id for key, each in shown.library.claims(keys).items()}
    facts = shown.library.facts(set(sources.values()))
    days = {key: known_on(document, latest) for key, document in facts.items()}
    return [
        (max((days.get(sources.get(key, ""), latest) for key in each.claims), default=latest), each)
        for each in changes
    ]
