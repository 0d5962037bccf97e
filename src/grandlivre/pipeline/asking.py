"""A ledger's database opened to be asked: the ledger of any day, with what stands behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache, cached_property, partial
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from grandlivre import __version__
from grandlivre.base.codec import dumps, loads
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.entities.model import Judgement, Settled
from grandlivre.errors import CodecError, StoreError
from grandlivre.ledger import Ledger, ReconcileOptions, reconcile
from grandlivre.ledger.asking import Shelf
from grandlivre.ledger.history import entries_of, known_from, said_until
from grandlivre.pipeline.shelving import ClaimsAsked, ClaimsOf
from grandlivre.pipeline.whereabouts import ledger_at
from grandlivre.programme.facts import BESIDE_ENTRIES
from grandlivre.store import Store, open_store

# What decides how a ledger comes out of the same claims.
_PARTS = ("claims/notices", "entities", "ledger", "reference")


class Book:
    """A ledger's database, to be asked; used in a ``with``.

    Everything is answered from what was recorded when it was opened, whatever is added
    meanwhile.

    Parameters
    ----------
    place
        A file, a folder that holds a ``ledger.db``, or the address of a database.
    recorded_until
        Only what was recorded by then; None for all.

    Raises
    ------
    StoreError
        Where there is no ledger, or nothing is recorded in it.
    """

    def __init__(self, place: str, *, recorded_until: datetime | None = None) -> None:
        self._store: Store = open_store(ledger_at(place))
        self._until = recorded_until
        # Asked first: what comes in meanwhile makes another state, and is seen the next time.
        self._state = self._store.state()
        self._moment = recorded_until or self._store.last_recorded()
        self._kept: dict[date | None, Ledger] = {}
        if self._moment is None or not self.documents:
            self._store.close()
            raise StoreError(
                "nothing is recorded in this ledger",
                where=self._store.where,
                remedy="record texts with grandlivre run",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()

    @property
    def store(self) -> Store:
        """The database itself, for what is fetched of it by id."""
        return self._store

    @property
    def moment(self) -> datetime | None:
        """What was recorded until then is what is answered from."""
        return self._moment

    @property
    def state(self) -> str:
        """Names what the database holds; another state has another."""
        return self._state

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Facts of the documents by id; their texts stay in the database."""
        found = self._store.documents(self._moment, with_text=False)
        return {document.id: document for document in found}

    @cached_property
    def claims(self) -> ClaimsAsked:
        """Claims by id, each read when it is asked for."""
        return ClaimsAsked(
            partial(self._store.claims_by_id, recorded_until=self._moment),
            partial(self._store.claims, self._moment),
        )

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """Origins of near-copies."""
        return self._store.copies(self._moment)

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """What persons said of who is who."""
        return self._store.judgements(self._until)

    @cached_property
    def settled(self) -> Settled:
        """Who is who, as it was settled when these documents were recorded."""
        return self._store.settled(self._moment)

    @cached_property
    def known(self) -> Mapping[str, date]:
        """From when each document counts; see `grandlivre.ledger.history.known_from`."""
        return known_from(self.documents.values())

    def as_of(self, day: date | None = None) -> date:
        """The day that an answer is of: the one asked for, but no later than the latest text.

        Where no text has a day, it is that of the ledger's exchange rates.
        """
        latest = max(self.known.values(), default=None) or self.ledger(day).currency_date
        return latest if day is None else min(day, latest)

    def ledger(self, day: date | None = None) -> Ledger:
        """The ledger as it stood on a day, by what had been published; the whole without one.

        What was worked out once is kept in the database for the next time.
        """
        if day is not None and day >= max(self.known.values(), default=date.min):
            day = None
        if day not in self._kept:
            key = self._key(day, self._moment, self.judgements)
            self._kept[day] = self._found(key) or self._made(day, key)
        return self._kept[day]

    def ledger_recorded(self, day: date) -> Ledger:
        """The ledger as it stood on a day by what this database had recorded by its end (UTC)."""
        until = end_of(day)
        if self._moment is None or until >= self._moment:
            return self.ledger()
        judgements = self._store.judgements(until)
        # Days without a run between them have one ledger.
        key = self._key(None, self._store.last_recorded(until), judgements)
        found = self._found(key)
        if found is None:
            found = reconcile(
                self._store.claims(until),
                self._store.documents(until),
                self._store.copies(until),
                ReconcileOptions(settled=self._store.settled(until, is_explained=False)),
                judgements=judgements,
            )
            self._store.keep_ledger(key, dumps(found).decode())
        return found

    def claims_for_plan(self, day: date | None = None) -> tuple[Claim, ...]:
        """The claims that a plan looks into: those of entries, and those of what has no entry.

        With them `grandlivre.pipeline.plan.plan_from` makes the same plan as with all.
        """
        ledger = self.ledger(day)
        known = {each.id for each in self.known_on(day)}
        beside = [
            each
            for each in self._store.claims_measuring(BESIDE_ENTRIES, self._moment)
            if each.document_id in known
        ]
        keys = [key for entry in entries_of(ledger) for key in entry.claims]
        self.claims.fetch(keys)
        spoken = [self.claims[key] for key in keys if key in self.claims]
        return tuple({each.id: each for each in (*beside, *spoken)}.values())

    def known_on(self, day: date | None) -> tuple[Document, ...]:
        """The documents that counted on a day; all without one."""
        return tuple(
            document
            for key, document in self.documents.items()
            if day is None or self.known.get(key, date.max) <= day
        )

    def shelf(self, day: date | None = None, claims: Iterable[str] | None = None) -> Shelf:
        """A ledger with its claims and documents.

        Parameters
        ----------
        day
            As for `ledger`.
        claims
            Ids of the claims whose texts are to be shown; None for none.
        """
        documents = {document.id: document for document in self.known_on(day)}
        ledger = self.ledger(day)
        spoken = ClaimsOf(self.claims, documents, ledger.notices)
        noticed = {each.id for each in ledger.notices}
        asked = list(claims or ())
        self.claims.fetch(key for key in asked if key not in noticed)
        wanted = {spoken[key].document_id for key in asked if key in spoken}
        for key, text in self._store.texts(wanted).items():
            documents[key] = replace(documents[key], text=text)
        return Shelf(ledger=ledger, claims=spoken, documents=documents, copies=self.origins)

    def _key(
        self, day: date | None, moment: datetime | None, judgements: Sequence[Judgement]
    ) -> str:
        made_of = repr((__version__, _code(), str(moment), str(day), judgements))
        return blake2b(made_of.encode(), digest_size=16).hexdigest()

    def _found(self, key: str) -> Ledger | None:
        kept = self._store.kept_ledger(key)
        if kept is None:
            return None
        try:
            return loads(Ledger, kept)
        except CodecError:
            return None  # of another make: it is worked out anew

    def _made(self, day: date | None, key: str) -> Ledger:
        claims: Iterable[Claim] = self.claims.values()
        # With their texts: what stands around a figure tells how it is meant.
        documents: Iterable[Document] = self._store.documents(self._moment)
        if day is not None:
            claims, documents = said_until(claims, documents, day)
        how = ReconcileOptions(settled=self._store.settled(self._moment, is_explained=False))
        ledger = reconcile(claims, documents, self.origins, how, judgements=self.judgements)
        # As text: plain values would lose the digits of decimals.
        self._store.keep_ledger(key, dumps(ledger).decode())
        return ledger


def end_of(day: date) -> datetime:
    """The last moment of a day, UTC, as times of recording are."""
    return datetime.combine(day, time.max, tzinfo=UTC)


@cache
def _code() -> str:
    """Says which code makes ledgers: a checkout changes under one and the same version."""
    root = files("grandlivre")
    digest = blake2b(digest_size=8)
    for part in _PARTS:
        with_root = Path(str(root)) / part
        for path in sorted(with_root.rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                facts = path.stat()
                told = (str(path.relative_to(with_root)), facts.st_size, facts.st_mtime_ns)
                digest.update(repr(told).encode())
    return digest.hexdigest()
