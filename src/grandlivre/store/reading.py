"""A ledger's database, open: what was recorded until any moment, and what people decided."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, func, null, select

from grandlivre import __version__
from grandlivre.claims.model import Claim, Measure
from grandlivre.documents.model import Document
from grandlivre.entities.model import Judgement, Settled
from grandlivre.errors import StoreError
from grandlivre.store.accounts import Accounts, log
from grandlivre.store.checking import check_all
from grandlivre.store.connections import writing
from grandlivre.store.current import check_recordings, count_claims, current, in_order
from grandlivre.store.faults import damaged, faults_of
from grandlivre.store.fetching import (
    claims_by_id,
    copies_at,
    documents_by_id,
    sketches_in,
    texts_by_id,
    unsketched,
)
from grandlivre.store.identities import settled_at
from grandlivre.store.ingest import BatchWriter, batch_of
from grandlivre.store.jobs import Jobs
from grandlivre.store.judging import add_judgement, judgements_at, take_back
from grandlivre.store.keeping import forget_ledgers, has_ledger, keep_ledger, kept_ledger
from grandlivre.store.model import Batch, Write
from grandlivre.store.paging import (
    Place,
    Records,
    claim_counts,
    claims_measuring,
    counted,
    document_records_after,
    facts_by_id,
    reading_of,
    records_after,
)
from grandlivre.store.records import claim_of, document_of, packed
from grandlivre.store.tables import batches, claims, completions, judgements, readings, texts


class Store:
    """A ledger's database; made by `grandlivre.store.open_store`.

    Only complete batches are read. Whoever reads several things that must agree asks for
    `last_recorded` once and hands it to each as `recorded_until`: what was recorded until a
    moment in the past never changes.
    """

    def __init__(self, engine: Engine, where: str, *, is_writable: bool = True) -> None:
        self._engine = engine
        self.where = where
        """The file or the address, without password."""
        self.is_writable = is_writable
        """False for a file that can be read only."""
        self.accounts = Accounts(engine, where)
        """Who may do more than look, and the log of what they did."""
        self.jobs = Jobs(engine, where)
        """Work to be done outside of requests."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def check(self) -> None:
        """Look through the whole database, which takes as long as reading all of it.

        What is read is checked anyway; this looks at what is not read too.

        Raises
        ------
        StoreError
            Where anything is not as it was written.
        """
        with self._reading() as connection:
            check_all(connection, self.where)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def batch(self, asked: Mapping[str, Any] | None = None) -> BatchWriter:
        """A new batch, to be used in a ``with``; complete and seen when its block ends well.

        Parameters
        ----------
        asked
            What was asked for, to be shown later: sources, options. Plain values only.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> from grandlivre.store import open_store
        >>> document = Document(id="doc_1", name="a.txt", text="5 MW")
        >>> with TemporaryDirectory() as folder, open_store(f"{folder}/a.db", create=True) as store:
        ...     with store.batch({"sources": ["a.txt"]}) as batch:
        ...         batch.add([(document, ())])
        ...     [document.text for document in store.documents()]
        ['5 MW']
        """
        return BatchWriter(self._engine, self.where, asked or {}, __version__)

    def last_recorded(self, until: datetime | None = None) -> datetime | None:
        """When the last batch became complete, of those that were by then; None for none."""
        query = select(func.max(completions.c.recorded_at))
        if until is not None:
            query = query.where(completions.c.recorded_at <= until)
        with self._reading() as connection:
            last: datetime | None = connection.execute(query).scalar()
            return last

    def batches(self, *, include_open: bool = False) -> tuple[Batch, ...]:
        """Batches in the order in which they became complete.

        Parameters
        ----------
        include_open
            Whether to append those that are under way or were interrupted.
        """
        query = (
            select(batches, completions)
            .outerjoin(completions, completions.c.batch_id == batches.c.id)
            .order_by(completions.c.recorded_at.is_(None), completions.c.recorded_at, batches.c.id)
        )
        if not include_open:
            query = query.where(completions.c.batch_id.is_not(None))
        with self._reading() as connection:
            return tuple(map(batch_of, connection.execute(query)))

    def documents(
        self,
        recorded_until: datetime | None = None,
        *,
        published_until: date | None = None,
        with_text: bool = True,
    ) -> Iterator[Document]:
        """Documents as last read, in the order of recording, a few at a time.

        Parameters
        ----------
        recorded_until
            Only what was recorded by then, as it was read by then; None for all. A time without
            a zone is taken as UTC.
        published_until
            Only documents that were surely published by the end of that day: by their date,
            else by the day of their retrieval. A document with neither is then left out.
        with_text
            False to leave the texts in the database.

        Raises
        ------
        StoreError
            Where the database cannot be read or is damaged.
        """
        data = texts.c.data if with_text else null()
        query = select(readings.c.record, readings.c.checksum, data)
        query = current(query, recorded_until, published_until)
        if with_text:
            query = query.outerjoin(texts, texts.c.document_id == readings.c.document_id)
        with self._reading() as connection:
            check_recordings(connection)
            for row in in_order(connection, query, recorded_until):
                yield document_of(*row)

    def claims(
        self, recorded_until: datetime | None = None, *, published_until: date | None = None
    ) -> Iterator[Claim]:
        """Claims of the documents as last read, in the order of recording, a few at a time.

        Parameters
        ----------
        recorded_until, published_until
            As for `documents`.

        Raises
        ------
        StoreError
            Where the database cannot be read or is damaged.
        """
        query = select(claims.c.record, claims.c.checksum)
        query = current(query, recorded_until, published_until)
        query = query.join(claims, claims.c.reading_id == readings.c.id)
        with self._reading() as connection:
            check_recordings(connection)
            missing = count_claims(connection, recorded_until, published_until)
            for row in in_order(connection, query, recorded_until, claims.c.position):
                missing -= 1
                yield claim_of(*row)
            if missing:
                raise damaged(self.where)

    def claims_measuring(
        self, measures: Iterable[Measure], recorded_until: datetime | None = None
    ) -> Iterator[Claim]:
        """Claims of some measures, in the order of recording; no other is looked into."""
        with self._reading() as connection:
            yield from claims_measuring(connection, measures, recorded_until)

    def claims_by_id(
        self, wanted: Iterable[str], *, recorded_until: datetime | None = None
    ) -> list[Claim]:
        """Claims of the documents as last read, by their ids; those that there are."""
        with self._reading() as connection:
            return claims_by_id(connection, wanted, recorded_until)

    def documents_by_id(self, wanted: Iterable[str]) -> list[Document]:
        """Documents as last read, with their texts, by their ids; those that there are."""
        with self._reading() as connection:
            return documents_by_id(connection, wanted)

    def facts_by_id(self, wanted: Iterable[str], until: datetime | None = None) -> list[Document]:
        """Documents as read by then, without their texts, by their ids; those that there are."""
        with self._reading() as connection:
            return facts_by_id(connection, list(wanted), until)

    def document_records_after(
        self, after: Place | None, most: int, until: datetime | None, day: date | None = None
    ) -> Records:
        """A page of documents, in the order of recording; `after` is where one ended."""
        with self._reading() as connection:
            return document_records_after(connection, until, after, most, day)

    def claim_records_after(
        self, after: Place | None, most: int, until: datetime | None, day: date | None = None
    ) -> Records:
        """A page of claims, in the order of recording."""
        with self._reading() as connection:
            return records_after(connection, until, after, most, day)

    def reading_of(
        self, document: str, until: datetime | None = None
    ) -> tuple[Document, list[Claim]] | None:
        """One document with its text and its claims; None where there is no such document."""
        with self._reading() as connection:
            return reading_of(connection, document, until)

    def counted(self, until: datetime | None = None) -> tuple[int, int]:
        """How many documents and claims there are."""
        with self._reading() as connection:
            return counted(connection, until)

    def claim_counts(self, documents: Iterable[str], until: datetime | None) -> dict[str, int]:
        """How many claims were read in each of some documents."""
        with self._reading() as connection:
            return claim_counts(connection, list(documents), until)

    def texts(self, wanted: Iterable[str]) -> dict[str, str]:
        """Texts by the id of their document; of those documents that have one."""
        with self._reading() as connection:
            return texts_by_id(connection, wanted)

    def sketches(self) -> Iterator[tuple[str, bytes]]:
        """By what copies find documents: sketches by id, in any order, a few at a time."""
        with self._reading() as connection:
            yield from sketches_in(connection)

    def unsketched(self) -> list[Document]:
        """Documents as last read whose texts have no sketch yet, such as an older version's."""
        with self._reading() as connection:
            return documents_by_id(connection, unsketched(connection))

    def copies(self, recorded_until: datetime | None = None) -> dict[str, str]:
        """The document that each document goes back to, for those that are copies.

        Parameters
        ----------
        recorded_until
            As it was known then; None for now.

        Returns
        -------
        dict
            Id of the origin by id of the copy, as `grandlivre.ledger.reconcile` takes it. Where
            an origin was found to be a copy itself, its own origin.
        """
        with self._reading() as connection:
            return copies_at(connection, recorded_until)

    def judgements(
        self, at: datetime | None = None, *, include_reversed: bool = False
    ) -> tuple[Judgement, ...]:
        """What people decided, in the order of recording.

        Parameters
        ----------
        at
            As it stood then; None for now.
        include_reversed
            False for the judgements in force; True for all, those taken back and those that
            take back included.
        """
        with self._reading() as connection:
            return judgements_at(connection, at, include_reversed=include_reversed)

    def record_judgement(self, judged: Judgement, write: Write | None = None) -> Judgement:
        """Record a person's decision; returned with its number and its time."""
        with faults_of(self.where), writing(self._engine) as connection:
            if write is not None:
                log(connection, write)
            return add_judgement(connection, judged)

    def reverse_judgement(
        self, number: int, *, by: str = "", note: str = "", write: Write | None = None
    ) -> Judgement:
        """Take a judgement back; it stays in the history.

        Raises
        ------
        StoreError
            Where there is no such judgement, or it was taken back before. What takes back
            cannot be taken back: judge anew.
        """
        with faults_of(self.where), writing(self._engine) as connection:
            if write is not None:
                log(connection, write)
            return take_back(connection, self.where, number, by=by, note=note)

    def settled(
        self, recorded_until: datetime | None = None, *, is_explained: bool = True
    ) -> Settled:
        """Who is who, as complete batches settled it, with the decisions behind it.

        Parameters
        ----------
        recorded_until
            As it was settled by then; None for now.
        is_explained
            False to leave all decisions in the database but those on kin, which ledgers need.
        """
        with self._reading() as connection:
            return settled_at(connection, recorded_until, is_explained=is_explained)

    def state(self) -> str:
        """What changes whenever anything is recorded or judged."""
        batch, judged = select(func.max(completions.c.recorded_at)), func.max(judgements.c.id)
        with self._reading() as connection:
            moment: datetime | None = connection.execute(batch).scalar()
            number: int | None = connection.execute(select(judged)).scalar()
        return f"{'' if moment is None else moment.isoformat()} {number or 0}"

    def kept_ledger(self, key: str) -> Any:
        """A ledger worked out before, as plain values; None where none is kept under that key."""
        with self._reading() as connection:
            return kept_ledger(connection, key)

    def has_ledger(self, key: str) -> bool:
        """Whether a ledger is kept under that key."""
        with self._reading() as connection:
            return has_ledger(connection, key)

    def keep_ledger(self, key: str, ledger: Any) -> None:
        """Keep a ledger for whoever asks for the same again; where that cannot be, nothing is lost.

        The newest few are kept, the others thrown away.

        Parameters
        ----------
        key
            Says all that the ledger was made from: options, and what `state` gives.
        ledger
            Plain values that JSON can hold.
        """
        if not self.is_writable:
            return
        data = packed(json.dumps(ledger, ensure_ascii=False))
        # Whoever may only read, or comes while another writes, does without.
        with suppress(StoreError), faults_of(self.where), writing(self._engine) as connection:
            keep_ledger(connection, key, data)

    def forget_ledgers(self) -> None:
        """Throw all kept ledgers away; they can be worked out again."""
        with faults_of(self.where), writing(self._engine) as connection:
            forget_ledgers(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection whose statements all see one state."""
        with faults_of(self.where), self._engine.connect() as connection:
            yield connection
