"""Current readings and their claims a page at a time, in the order of recording."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, null, or_, select

from grandlivre.base.codec import loads
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.store.current import Query, current
from grandlivre.store.records import checked, claim_of, document_of, storable
from grandlivre.store.tables import claims, completions, readings, recordings


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the next one goes on behind it."""

    batch: int
    ordinal: int
    position: int = 0


def documents_after(
    connection: Connection,
    until: datetime | None,
    after: Place | None,
    most: int,
    day: date | None = None,
) -> list[tuple[Place, Document]]:
    """Facts of documents as last read, without their texts; see `Store.documents_after`."""
    query = current(
        select(recordings.c.batch_id, recordings.c.ordinal, readings.c.record, readings.c.checksum),
        until,
        day,
    ).order_by(recordings.c.ordinal)
    found: list[tuple[Place, Document]] = []
    for batch in _batches(connection, until, after):
        narrowed = query.where(recordings.c.batch_id == batch)
        if after is not None and after.batch == batch:
            narrowed = narrowed.where(recordings.c.ordinal > after.ordinal)
        for row in connection.execute(narrowed.limit(most - len(found))):
            place = Place(row.batch_id, row.ordinal)
            found.append((place, document_of(row.record, row.checksum, None)))
        if len(found) == most:
            break
    return found


def records_after(
    connection: Connection,
    until: datetime | None,
    after: Place | None,
    most: int,
    day: date | None = None,
) -> list[tuple[Place, str]]:
    """Claims of documents as last read, each as its JSON; see `Store.claim_records_after`."""
    query = current(
        select(
            recordings.c.batch_id,
            recordings.c.ordinal,
            claims.c.position,
            claims.c.record,
            claims.c.checksum,
        ),
        until,
        day,
    )
    query = query.join(claims, claims.c.reading_id == readings.c.id)
    query = query.order_by(recordings.c.ordinal, claims.c.position)
    found: list[tuple[Place, str]] = []
    for batch in _batches(connection, until, after):
        narrowed = query.where(recordings.c.batch_id == batch)
        if after is not None and after.batch == batch:
            behind = or_(recordings.c.ordinal > after.ordinal, claims.c.position > after.position)
            # The first condition is what an index can follow.
            narrowed = narrowed.where(and_(recordings.c.ordinal >= after.ordinal, behind))
        for row in connection.execute(narrowed.limit(most - len(found))):
            place = Place(row.batch_id, row.ordinal, row.position)
            found.append((place, checked(row.record, row.checksum)))
        if len(found) == most:
            break
    return found


def claims_after(
    connection: Connection,
    until: datetime | None,
    after: Place | None,
    most: int,
    day: date | None = None,
) -> list[tuple[Place, Claim]]:
    """Claims of documents as last read; see `Store.claims_after`."""
    found = records_after(connection, until, after, most, day)
    return [(place, loads(Claim, record)) for place, record in found]


def claims_of_document(
    connection: Connection, document: str, until: datetime | None
) -> list[Claim]:
    """The claims of one document as last read, in the order of its text."""
    query = current(select(claims.c.record, claims.c.checksum), until, None)
    query = query.join(claims, claims.c.reading_id == readings.c.id)
    query = query.where(readings.c.document_id == storable(document))
    query = query.order_by(readings.c.id, claims.c.position)
    found = {claim.id: claim for claim in (claim_of(*row) for row in connection.execute(query))}
    return list(found.values())


def counted(connection: Connection, until: datetime | None) -> tuple[int, int]:
    """How many documents and claims there are, as last read."""
    query: Query = select(func.count(), func.sum(readings.c.claims))
    row = connection.execute(current(query, until, None)).one()
    return int(row[0] or 0), int(row[1] or 0)


def facts_by_id(
    connection: Connection, wanted: list[str], until: datetime | None
) -> list[Document]:
    """Facts of documents as last read, by their ids; those that there are."""
    query = current(select(readings.c.record, readings.c.checksum, null()), until, None)
    query = query.where(readings.c.document_id.in_([storable(key) for key in wanted]))
    return [document_of(*row) for row in connection.execute(query)]


def claim_counts(
    connection: Connection, wanted: list[str], until: datetime | None
) -> dict[str, int]:
    """How many claims were read in each of some documents."""
    query = current(select(readings.c.document_id, readings.c.claims), until, None)
    query = query.where(readings.c.document_id.in_([storable(key) for key in wanted]))
    return {row.document_id: row.claims for row in connection.execute(query)}


def _batches(connection: Connection, until: datetime | None, after: Place | None) -> Iterator[int]:
    """Complete batches that brought anything, in order, from the one where a page ended."""
    query: Any = select(completions.c.batch_id).where(completions.c.new_documents > 0)
    if until is not None:
        query = query.where(completions.c.recorded_at <= until)
    if after is not None:
        began = select(completions.c.recorded_at).where(completions.c.batch_id == after.batch)
        query = query.where(completions.c.recorded_at >= began.scalar_subquery())
    for row in connection.execute(query.order_by(completions.c.recorded_at)):
        yield int(row.batch_id)
