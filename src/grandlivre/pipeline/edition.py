"""An edition: the ledger of a day with all that pages and the interface show of it."""

import gzip
import pickle
from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import blake2b
from io import BytesIO
from types import MappingProxyType
from typing import Any

from grandlivre import __version__
from grandlivre.base.codec import loads
from grandlivre.base.collector import held_back
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.engine import Tell
from grandlivre.export.jsons import json_bytes
from grandlivre.ledger import Ledger
from grandlivre.ledger.grouping.origins import origins_from
from grandlivre.ledger.history import Change, diff, known_from
from grandlivre.outlook import Outcome, Scope
from grandlivre.outlook.codec import outlook_to_json
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.outlook import outlook_json, report_prospect
from grandlivre.pipeline.publishing import lately_since
from grandlivre.reference.parameters import parameters
from grandlivre.report.outlook import Prospect
from grandlivre.report.outlook.fan import SPENT
from grandlivre.report.pages.model import Edition, Library
from grandlivre.store import Place, Store

_MOST_LATELY = 20_000
"""Documents up to which changes are told: they need the ledger of another day."""
_PAGE = 500
_MOST_RECENT = 500
"""Documents whose facts are at hand: a page asks for the same ones again and again."""
_MOST_PROJECTS = 200
"""Projects of a plan up to which all outcomes of all parts are worked out."""
_MOST_SERIES = 5_000
"""Series of an outlook up to which programs are told all; beyond, those that pages show."""
_SHOWN = (
    (Scope.SITE, Outcome.POWER.value),
    (Scope.PROJECT, Outcome.POWER.value),
    (Scope.INVESTOR, SPENT),
)
"""What pages show of the parts of an outlook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All of an edition that is held in memory: nothing of it grows with the number of claims."""

    ledger: Ledger
    state: str
    """Of the database; see `grandlivre.store.Store.state`."""
    moment: datetime | None
    """What was recorded until then counts."""
    day: date | None
    days: tuple[date, ...]
    latest: date | None
    """The latest day that any text bears."""
    origins: Mapping[str, str]
    documents: int
    claims: int
    changes: tuple[Change, ...] = ()
    since: date | None = None
    prospect: Prospect | None = None
    """With those series of its outlook alone that pages show."""
    told: Mapping[bool, bytes] = field(default_factory=dict)
    """The outlook as JSON for programs, packed; by whether its assumptions are with it."""
    is_whole: bool = False
    """False where the changes and the prospect are still to come."""

    @property
    def version(self) -> str:
        """Names the state that it shows."""
        told = repr((__version__, self.state, str(self.day), self.is_whole))
        return blake2b(told.encode(), digest_size=9).hexdigest()


class StoreLibrary:
    """Claims and documents of a database, each fetched when it is asked for."""

    def __init__(self, store: Store, contents: Contents) -> None:
        self._store = store
        self._contents = contents
        self._documents = StoreDocuments(store, contents)
        # A handful: those alone that the ledger rests on.
        self._noticed = {each.id: each for each in contents.ledger.notices}

    @property
    def documents(self) -> Mapping[str, Document]:
        """Facts of the documents that were known on the day."""
        return self._documents

    @property
    def origins(self) -> Mapping[str, str]:
        """Origins of near-copies."""
        return self._contents.origins

    def facts(self, documents: Iterable[str]) -> Mapping[str, Document]:
        """Facts of some documents, fetched at once; those that were known on the day."""
        return self._documents.facts(documents)

    def claims(self, keys: Iterable[str]) -> Mapping[str, Claim]:
        """Claims by their ids, those that there are."""
        wanted = list(dict.fromkeys(keys))
        noticed = self._noticed
        stored = [key for key in wanted if key not in noticed]
        found = self._store.claims_by_id(stored, recorded_until=self._contents.moment)
        found += [noticed[key] for key in wanted if key in noticed]
        if self._contents.day is not None:
            known = self._documents.facts({each.document_id for each in found})
            found = [each for each in found if each.document_id in known]
        order = {each.id: each for each in found}
        return {key: order[key] for key in wanted if key in order}

    def reading_of(self, document: str) -> tuple[Document, tuple[Claim, ...]] | None:
        """One document with its text, and its claims in the order of that."""
        found = self._store.reading_of(document, self._contents.moment)
        if found is None or not self._documents.is_known(found[0]):
            return None
        read, told = found
        noticed = [each for each in self._noticed.values() if each.document_id == document]
        order = sorted((*told, *noticed), key=lambda each: (each.evidence.start, each.evidence.end))
        return read, tuple(order)

    def counts(self, documents: Iterable[str]) -> Mapping[str, int]:
        """How many claims were read in each of some documents."""
        return self._store.claim_counts(documents, self._contents.moment)

    def texts(self, documents: Iterable[str]) -> Mapping[str, str]:
        """The whole texts of some documents."""
        return self._store.texts(documents)


class StoreDocuments(Mapping[str, Document]):
    """Facts of a database's documents by id: some are fetched, all are gone through in pages."""

    def __init__(self, store: Store, contents: Contents) -> None:
        self._store = store
        self._contents = contents
        self._recent: dict[str, Document] = {}

    def facts(self, keys: Iterable[str]) -> dict[str, Document]:
        """Several at once; those that there are and that were known on the day."""
        recent, wanted = self._recent, list(keys)
        missing = [key for key in wanted if key not in recent]
        if missing:
            found = self._store.facts_by_id(missing, self._contents.moment)
            # Others may be at it at the same time: what was there is looked up in what was.
            recent = {**recent, **{each.id: each for each in found if self.is_known(each)}}
            self._recent = recent if len(recent) <= _MOST_RECENT else {}
        return {key: recent[key] for key in wanted if key in recent}

    def __getitem__(self, key: str) -> Document:
        return self.facts([key])[key]

    def __iter__(self) -> Iterator[str]:
        return (each.id for each in self.in_order())

    def in_order(self) -> Iterator[Document]:
        """All of them, a page at a time."""
        after: Place | None = None
        while True:
            page = self._store.document_records_after(after, _PAGE, self._contents.moment)
            found = (loads(Document, record) for record in page.records)
            yield from (each for each in found if self.is_known(each))
            after = page.after
            if after is None:
                return

    def values(self) -> ValuesView[Document]:
        """All of them; one by one, each would be asked for by itself."""
        return _InOrder(self)

    def items(self) -> ItemsView[str, Document]:
        """All of them with their ids."""
        return _ItemsInOrder(self)

    def __len__(self) -> int:
        if self._contents.day is None:
            return self._contents.documents
        return sum(1 for _ in self)

    def is_known(self, document: Document) -> bool:
        """Whether it was known on the day."""
        day, latest = self._contents.day, self._contents.latest
        if day is None:
            return True
        return latest is not None and known_on(document, latest) <= day


class _InOrder(ValuesView[Document]):
    _mapping: StoreDocuments

    def __iter__(self) -> Iterator[Document]:
        return self._mapping.in_order()


class _ItemsInOrder(ItemsView[str, Document]):
    _mapping: StoreDocuments

    def __iter__(self) -> Iterator[tuple[str, Document]]:
        return ((each.id, each) for each in self._mapping.in_order())


def known_on(document: Document, latest: date) -> date:
    """From when a document counts, in a collection whose latest day is given.

    Examples
    --------
    >>> known_on(Document(id="a", name="a", text="", published="2025-02"), date(2025, 6, 30))
    datetime.date(2025, 2, 28)
    """
    # No text counts later than the latest day of the collection, which one of a day stands for.
    latest_one = Document(id="", name="", text="", published=latest.isoformat())
    return known_from([replace(document, id="document"), latest_one])["document"]


def contents_of(book: Book, day: date | None = None, *, is_whole: bool = True) -> Contents:
    """Work out all of an edition that is held in memory.

    Parameters
    ----------
    book
        The database that is asked.
    day
        The last day whose texts count; None for all.
    is_whole
        False to leave out the changes and the prospect, which take longest.
    """
    days = tuple(sorted(set(book.known.values())))
    if day is not None and days and day >= days[-1]:
        day = None
    ledger = book.ledger(day)
    known = book.known_on(day)
    found = Contents(
        ledger=ledger,
        state=book.state,
        moment=book.moment,
        day=day,
        days=days,
        latest=days[-1] if days else None,
        origins={
            key: origin
            for key, origin in origins_from(known, book.origins).items()
            if key != origin
        },
        documents=len(known),
        claims=ledger.claims_read,
    )
    if not is_whole:
        return found
    since, changes = _lately(book, ledger, day, days)
    as_of = day or found.latest or ledger.currency_date
    found = replace(found, changes=changes, since=since, is_whole=True)
    claims = book.claims_for_plan(day)
    prospect = report_prospect(ledger, claims, as_of, most_whole=_MOST_PROJECTS)
    if prospect is None:
        return found
    shown = _shown(prospect)
    # Made here, where nobody waits, and small: a server would stand still over all its series.
    whole = prospect if len(prospect.outlook.series) <= _MOST_SERIES else shown
    told = {
        False: json_bytes(outlook_to_json(whole.outlook, digits=6)),
        True: json_bytes(outlook_json(whole)),
    }
    packed = {is_full: gzip.compress(each, 1) for is_full, each in told.items()}
    return replace(found, prospect=shown, told=packed)


def _shown(prospect: Prospect) -> Prospect:
    """A prospect without the series that no page shows, which are nearly all."""
    series = tuple(
        each
        for each in prospect.outlook.series
        if each.scope is Scope.ALL or (each.scope, each.outcome.value) in _SHOWN
    )
    return replace(prospect, outlook=replace(prospect.outlook, series=series))


def _lately(
    book: Book, ledger: Ledger, day: date | None, days: tuple[date, ...]
) -> tuple[date | None, tuple[Change, ...]]:
    """What changed over the last days on which anything was published."""
    since = lately_since([each for each in days if day is None or each <= day])
    if since is None or len(book.documents) > _MOST_LATELY:
        return None, ()
    return since, diff(book.ledger(since), ledger)


def edition_from(
    contents: Contents, library: Library, campus: Mapping[str, str] | None = None
) -> Edition:
    """An edition of what was worked out, with the section on a campus by language."""
    return Edition(
        ledger=contents.ledger,
        library=library,
        day=contents.day,
        days=contents.days,
        changes=contents.changes,
        since=contents.since,
        prospect=contents.prospect,
        parameters=parameters(),
        campus=campus or {},
        version=contents.version,
    )


def contents_apart(tell: Tell, place: str, day: date | None, is_whole: bool) -> bytes:
    """`contents_of` for a process apart, packed for its way back."""
    del tell  # nobody waits for it step by step
    with Book(place) as book:
        return packed_contents(contents_of(book, day, is_whole=is_whole))


def packed_contents(contents: Contents) -> bytes:
    """Contents on their way from one of our processes to another."""
    packed = BytesIO()
    packer = pickle.Pickler(packed, pickle.HIGHEST_PROTOCOL)
    # Read-only mappings have no way of their own.
    packer.dispatch_table = {MappingProxyType: _as_read_only}
    packer.dump(contents)
    return packed.getvalue()


def unpacked_contents(packed: bytes) -> Contents | None:
    """The same, where they are any."""
    # Nothing of it is garbage, and to look for some takes longer than all else.
    with held_back():
        found = pickle.loads(packed)  # our own process made it, of our own records
    return found if isinstance(found, Contents) else None


def _as_read_only(things: MappingProxyType[Any, Any]) -> tuple[Any, tuple[dict[Any, Any]]]:
    return _read_only, (dict(things),)


def _read_only(things: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(things)
