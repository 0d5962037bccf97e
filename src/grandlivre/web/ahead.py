"""Pages made before anybody asks: those of a state that are read most, by a process beside."""

import gzip
import os
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice

import orjson

from grandlivre.claims.model import Stage
from grandlivre.engine import Bounds, Tell, run_apart
from grandlivre.errors import AskError, EngineError
from grandlivre.pipeline.edition import packed_contents, unpacked_contents
from grandlivre.pipeline.live import Live, Shown, shown_of
from grandlivre.report.pages import Address, Index, PageKind, Pages, Query, Role
from grandlivre.report.pages.model import Sort
from grandlivre.store import open_store
from grandlivre.web.cache import Answer, Answers, Key
from grandlivre.web.exchange import GZIP_LEVEL
from grandlivre.web.links import LANGUAGES, LiveLinks, address_of
from grandlivre.web.rules import allows

_OVERHEAD = 300
"""Bytes that a page takes beside its body."""
_LINKS = LiveLinks()
_LIST_PAGES = 10
_MOST_DOCUMENTS = 20_000
_SECONDS = 900.0
"""Of the processor; what is not made by then is made when it is asked for."""
_ALONE = (
    PageKind.OVERVIEW,
    PageKind.LEDGER,
    PageKind.CONFLICTS,
    PageKind.PARTIES,
    PageKind.PLACES,
    PageKind.OUTLOOK,
    PageKind.CAMPUS,
    PageKind.METHOD,
    PageKind.CHANGES,
)
_HEADERS = ((b"content-type", b"text/html; charset=utf-8"),)


class Ahead:
    """Pages of one state that were made ahead, packed; their bytes are bounded in the making."""

    def __init__(self) -> None:
        self._version = ""
        self._pages: Mapping[str, memoryview] = {}

    @property
    def version(self) -> str:
        """The state that they show; empty for none."""
        return self._version

    def put(self, version: str, pages: Mapping[str, memoryview]) -> None:
        """Take the pages of a state in, in place of those of another."""
        self._version, self._pages = version, pages

    def find(self, version: str, key: Key) -> Answer | None:
        """The answer to what is asked for, where its page was made for that state."""
        if version != self._version:
            return None
        path, query, _, part, takes_gzip, _ = key
        found = None if part else address_of(path, query.decode("latin-1"))
        page = None if found is None else self._pages.get(_LINKS.url(*found))
        if page is None:
            return None
        headers = list(_HEADERS)
        if not takes_gzip:
            return Answer(200, headers, zlib.decompress(page, wbits=31))
        return Answer(200, [*headers, (b"content-encoding", b"gzip")], bytes(page))

    def __len__(self) -> int:
        return len(self._pages)


def asked_again(keys: Iterable[Key]) -> tuple[str, ...]:
    """Which pages of the latest day were asked for in one state: to be made first for the next."""
    return tuple(
        dict.fromkeys(
            f"{path}?{query.decode('latin-1')}"
            for path, query, _, part, *_ in keys
            if not part and b"as_of" not in query
        )
    )


def prepare(
    live: Live, answers: Answers, ahead: Ahead, most_bytes: int, is_over: Callable[[], bool]
) -> bool:
    """Have the pages of the state that is shown made in a process beside; False where it has them.

    Given up as soon as another state is shown. A state whose outlook is still to come is not
    worth it: it is soon gone.

    Raises
    ------
    EngineError
        Where the process did not end well.
    """
    shown = live.shown
    version = shown.version
    if version == ahead.version or not shown.contents.is_whole:
        return False
    try:
        found = run_apart(
            pages_apart,
            live.store_place,
            packed_contents(shown.contents),
            asked_again(answers.asked),
            most_bytes,
            bounds=Bounds(result_bytes=2 * most_bytes + 1_000_000),
            is_wanted=lambda: not is_over() and live.shown.version == version,
        )
    except EngineError as error:
        if error.code == "unwanted":
            return False
        raise
    ahead.put(*unpacked(found))
    return True


def pages_apart(
    tell: Tell, place: str, contents: bytes, asked: Sequence[str], most_bytes: int
) -> bytes:
    """Make the pages of a state that are read most, in a process apart.

    Parameters
    ----------
    place
        The database.
    contents
        The state, packed.
    asked
        Addresses of pages that come first.
    most_bytes
        How much they may take, packed.

    Returns
    -------
    bytes
        Taken apart by `unpacked`.
    """
    del tell
    os.nice(5)  # readers first
    held = unpacked_contents(contents)
    assert held is not None
    end, left = time.process_time() + _SECONDS, most_bytes
    lengths: dict[str, int] = {}
    bodies: list[bytes] = []
    with open_store(place) as store:
        shown = shown_of(store, held)
        makers = {each: Pages(shown.index, _LINKS, each) for each in LANGUAGES}
        for address, language in _worth_it(shown, asked):
            name = _LINKS.url(address, language)
            if name in lengths:
                continue
            with suppress(AskError):
                html = makers[language].render(address).encode("utf-8", "replace")
                body = gzip.compress(html, GZIP_LEVEL, mtime=0)
                left -= len(body) + _OVERHEAD
                if left < 0 or time.process_time() > end:
                    break
                lengths[name] = len(body)
                bodies.append(body)
    return b"\n".join((orjson.dumps([shown.version, lengths]), b"".join(bodies)))


def unpacked(found: bytes) -> tuple[str, dict[str, memoryview]]:
    """The state and the pages that `pages_apart` made."""
    split = found.index(b"\n")
    version, lengths = orjson.loads(found[:split])
    pages: dict[str, memoryview] = {}
    at, whole = split + 1, memoryview(found)
    for name, length in lengths.items():
        pages[name] = whole[at : at + length]
        at += length
    return version, pages


def _worth_it(shown: Shown, asked: Sequence[str]) -> Iterator[tuple[Address, str]]:
    """Pages in the order in which they are likely to be read; those that anybody may see."""
    for address, language in _in_order(shown.index, asked):
        path = f"/{{language}}/{_LINKS.url(Address(kind=address.kind), '').lstrip('/')}"
        if allows(Role.PUBLIC, "GET", f"{path}/{{key}}" if address.key else path):
            yield address, language


def _in_order(index: Index, asked: Sequence[str]) -> Iterator[tuple[Address, str]]:
    for each in asked:
        path, _, query = each.partition("?")
        found = address_of(path, query)
        if found is not None:
            yield found
    for address in _addresses(index):
        for language in LANGUAGES:
            yield address, language


def _addresses(index: Index) -> Iterator[Address]:
    yield from (Address(kind=kind) for kind in _ALONE)
    most = -(-len(index.entries) // 50)
    stages = [None, *dict.fromkeys(each.stage for each in index.entries.values())]
    for page in range(1, min(most, _LIST_PAGES) + 1):
        yield from (_listed(sort, stage, page) for stage in stages for sort in Sort)
    for entry in index.entries:
        yield Address(kind=PageKind.ENTRY, key=entry)
    for page in range(_LIST_PAGES + 1, most + 1):
        yield from (_listed(sort, None, page) for sort in Sort)
    for conflict in index.conflicts:
        yield Address(kind=PageKind.CONFLICT, key=conflict)
    for party in index.parties:
        yield Address(kind=PageKind.PARTY, key=party)
    for place in index.places:
        yield Address(kind=PageKind.PLACE, key=place)
    claims = (key for entry in index.entries.values() for key in entry.claims)
    told: dict[str, None] = {}
    while (piece := list(islice(claims, 500))) and len(told) < _MOST_DOCUMENTS:
        for claim in index.library.claims(piece).values():
            if claim.document_id not in told:
                told[claim.document_id] = None
                yield Address(kind=PageKind.DOCUMENT, key=claim.document_id)


def _listed(sort: Sort, stage: Stage | None, page: int) -> Address:
    return Address(kind=PageKind.LEDGER, query=Query(sort=sort, stage=stage, page=page))
