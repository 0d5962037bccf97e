"""Recording what was read: a batch in pieces, each safe once recorded, all visible at the end."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, func, insert, or_, select

from grandlivre.base.codec import dumps
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.store.connections import writing
from grandlivre.store.faults import faults_of
from grandlivre.store.identities import Settling, add_settled, settled_at
from grandlivre.store.model import Batch
from grandlivre.store.records import Reading, storable
from grandlivre.store.rows import insert_rows, next_moment, pieces
from grandlivre.store.tables import (
    batches,
    claims,
    completions,
    copies,
    readings,
    recordings,
    sketches,
    texts,
)

# A batch gives out numbers of its own, so that none is asked of the database.
_NUMBERS_A_BATCH = 2**32


class BatchWriter:
    """A batch that is being recorded; made by `grandlivre.store.Store.batch`.

    What `add` was given is safe when it returns, and unseen until the batch is complete, which
    it becomes at the end of the ``with`` block. A batch whose block ended in an error, or whose
    program was killed, stays open for good and is never seen; what it recorded is found again,
    not stored again, when the same is added to another batch.
    """

    def __init__(self, engine: Engine, where: str, asked: Mapping[str, Any], tool: str) -> None:
        self._engine = engine
        self._where = where
        self._asked = dumps(dict(asked)).decode()
        self._tool = tool
        self._ordinal = 0
        self.id = 0
        """Number of the batch."""
        self.documents = 0
        """Documents brought so far."""
        self.new_documents = 0
        """Documents of which a new reading was recorded so far."""
        self.new_claims = 0
        """Claims of those readings."""
        self.recorded_at: datetime | None = None
        """When it became complete; None until then."""

    def __enter__(self) -> Self:
        return self.begin()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.complete()

    def begin(self) -> Self:
        """Begin, where no ``with`` does: the batch has its number now."""
        with faults_of(self._where), writing(self._engine) as connection:
            self.id = (connection.execute(select(func.max(batches.c.id))).scalar() or 0) + 1
            row = {
                "id": self.id,
                "started_at": datetime.now(UTC),
                "asked": self._asked,
                "tool": storable(self._tool),
            }
            connection.execute(insert(batches), row)
        return self

    def add(self, read: Iterable[tuple[Document, Sequence[Claim]]]) -> None:
        """Record documents, each with its claims, in one transaction.

        A document whose last reading was the same adds nothing. One whose last reading was
        another gets a new one; the earlier one is kept.

        Parameters
        ----------
        read
            Documents with all of their claims. A document without text is recorded without
            it; if it is recorded with its text at another time, it has one from then on.

        Raises
        ------
        StoreError
            Where the database cannot be written; nothing of `read` is recorded then.
        """
        given = [Reading.of(document, found) for document, found in read]
        if not given:
            return
        with faults_of(self._where), writing(self._engine) as connection:
            fresh = self._fresh(connection, given)
            stored = self._store(connection, fresh)
            rows = [
                {
                    "batch_id": self.id,
                    "ordinal": self._ordinal + step,
                    "source_id": reading.source_id,
                    "reading_id": stored[_identity(reading)],
                }
                for step, reading in enumerate(fresh)
            ]
            insert_rows(connection, recordings, rows)
        self._ordinal += len(fresh)
        self.documents += len(given)
        self.new_documents += len(fresh)
        self.new_claims += sum(len(reading.claims) for reading in fresh)

    def set_copies(self, origins: Mapping[str, str]) -> None:
        """Record which documents go back to which.

        Parameters
        ----------
        origins
            Id of the origin by id of the document: its own where it copies nobody. Only what
            differs from what was recorded before is added.
        """
        with faults_of(self._where):
            for piece in pieces(sorted(origins)):
                with writing(self._engine) as connection:
                    known = self._known_origins(connection, piece)
                    rows = [
                        {
                            "batch_id": self.id,
                            "document_id": storable(key),
                            "origin_id": storable(origins[key]),
                        }
                        for key in piece
                        if known.get(storable(key), storable(key)) != storable(origins[key])
                    ]
                    insert_rows(connection, copies, rows, or_ignore=True)

    def add_sketches(self, sketched: Mapping[str, bytes]) -> None:
        """Record by what copies that come later will find documents.

        Parameters
        ----------
        sketched
            By id of the document; see `grandlivre.documents.sketches`. What is there is left.
        """
        with faults_of(self._where):
            for piece in pieces(sorted(sketched)):
                with writing(self._engine) as connection:
                    rows = [{"document_id": storable(key), "data": sketched[key]} for key in piece]
                    insert_rows(connection, sketches, rows, or_ignore=True)

    def complete(self, settle: Settling | None = None) -> None:
        """End the batch, where no ``with`` does: all that it recorded is seen from now on.

        Parameters
        ----------
        settle
            Says who is who in it, from what was settled before: asked while no other writer
            is at work, and recorded in the same transaction.
        """
        with faults_of(self._where), writing(self._engine) as connection:
            if settle is not None:
                before = settled_at(connection, None, is_explained=False)
                add_settled(connection, self.id, settle(before))
            recorded_at = next_moment(connection)
            row = {
                "batch_id": self.id,
                "recorded_at": recorded_at,
                "documents": self.documents,
                "new_documents": self.new_documents,
                "new_claims": self.new_claims,
            }
            connection.execute(insert(completions), row)
        self.recorded_at = recorded_at

    def _fresh(self, connection: Connection, given: Sequence[Reading]) -> list[Reading]:
        """Readings that differ from the last one of their source."""
        last = self._last_readings(connection, {reading.source_id for reading in given})
        fresh = []
        for reading in given:
            if last.get(reading.source_id) != _identity(reading):
                fresh.append(reading)
                last[reading.source_id] = _identity(reading)
        return fresh

    def _last_readings(
        self, connection: Connection, sources: Iterable[str]
    ) -> dict[str, tuple[str, str]]:
        """Document and digest of the last reading of each source, as this batch sees it."""
        found: dict[str, tuple[str, str]] = {}
        query = (
            select(recordings.c.source_id, readings.c.document_id, readings.c.digest)
            .join_from(recordings, readings)
            .outerjoin(completions, completions.c.batch_id == recordings.c.batch_id)
            .where(or_(completions.c.batch_id.is_not(None), recordings.c.batch_id == self.id))
            # Its own come last of all.
            .order_by(
                recordings.c.batch_id == self.id, completions.c.recorded_at, recordings.c.ordinal
            )
        )
        for piece in pieces(sources):
            for source, document, digest in connection.execute(
                query.where(recordings.c.source_id.in_(piece))
            ):
                found[source] = (document, digest)
        return found

    def _store(
        self, connection: Connection, fresh: Sequence[Reading]
    ) -> dict[tuple[str, str], int]:
        """Number of each reading, stored now where it was not."""
        known: dict[tuple[str, str], int] = {}
        query = select(readings.c.document_id, readings.c.digest, readings.c.id)
        for piece in pieces({storable(reading.document.id) for reading in fresh}):
            for document, digest, number in connection.execute(
                query.where(readings.c.document_id.in_(piece))
            ):
                known[document, digest] = number
        new: list[tuple[int, Reading]] = []
        for step, reading in enumerate(fresh):
            if _identity(reading) not in known:
                number = self.id * _NUMBERS_A_BATCH + self._ordinal + step
                known[_identity(reading)] = number
                new.append((number, reading))
        with_text = [reading.text_row() for reading in fresh if reading.document.text]
        insert_rows(connection, texts, with_text, or_ignore=True)
        insert_rows(connection, readings, [reading.row(number) for number, reading in new])
        insert_rows(
            connection, claims, [row for number, each in new for row in each.claim_rows(number)]
        )
        return known

    def _known_origins(self, connection: Connection, documents: Sequence[str]) -> dict[str, str]:
        query = (
            select(copies.c.document_id, copies.c.origin_id)
            .join(completions, completions.c.batch_id == copies.c.batch_id)
            .where(copies.c.document_id.in_([storable(key) for key in documents]))
            .order_by(completions.c.recorded_at)
        )
        return {row[0]: row[1] for row in connection.execute(query)}


def _identity(reading: Reading) -> tuple[str, str]:
    return storable(reading.document.id), reading.digest


def batch_of(row: Any) -> Batch:
    """A batch from its row, its completion beside it."""
    return Batch(
        id=row.id,
        started_at=row.started_at,
        recorded_at=row.recorded_at,
        asked=json.loads(row.asked),
        tool=row.tool,
        documents=row.documents or 0,
        new_documents=row.new_documents or 0,
        new_claims=row.new_claims or 0,
    )
