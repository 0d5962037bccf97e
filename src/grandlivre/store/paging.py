"""Current readings and their claims a page at a time, in the order of recording."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Date, and_, bindparam, func, null, or_, select

from grandlivre.claims.model import Claim, Measure
from grandlivre.documents.model import Document
from grandlivre.store.current import UNTIL, Query, current, in_order, moments
from grandlivre.store.records import checked, claim_of, document_of, storable
from grandlivre.store.tables import claims, completions, readings, recordings, texts


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the next one goes on behind it."""

    batch: int
    ordinal: int
    position: int = 0


@dataclass(frozen=True, slots=True)
class Records:
    """A page of a list."""

    records: Sequence[str]
    """Each thing as the JSON that it is kept as."""
    after: Place | None
    """Where the next page goes on; None on the last one."""


def document_records_after(
    connection: Connection,
    until: datetime | None,
    after: Place | None,
    most: int,
    day: date | None = None,
) -> Records:
    """Facts of documents as last read; see `Store.document_records_after`."""
    query = _documents_after(until is not None, day is not None)
    found: list[Any] = []
    for batch in _batches(connection, until, after):
        behind = after.ordinal if after is not None and after.batch == batch else _BEFORE
        asked = {**_given(until, day), "batch": batch, "ordinal": behind}
        found += connection.execute(query, {**asked, "most": most + 1 - len(found)})
        if len(found) > most:
            break
    return _page(found, most)


def records_after(
    connection: Connection,
    until: datetime | None,
    after: Place | None,
    most: int,
    day: date | None = None,
) -> Records:
    """Claims of documents as last read; see `Store.claim_records_after`."""
    query = _records_after(until is not None, day is not None)
    found: list[Any] = []
    for batch in _batches(connection, until, after):
        is_first = after is not None and after.batch == batch
        behind = (after.ordinal, after.position) if after is not None and is_first else _START
        asked = {**_given(until, day), "batch": batch, "most": most + 1 - len(found)}
        asked.update(ordinal=behind[0], position=behind[1])
        found += connection.execute(query, asked)
        if len(found) > most:
            break
    return _page(found, most)


def _page(rows: Sequence[Any], most: int) -> Records:
    """A page of rows that end with a record and its checksum and begin with the record's place."""
    records = [checked(row[-2], row[-1]) for row in rows[:most]]
    return Records(records, Place(*rows[most - 1][:-2]) if len(rows) > most else None)


def claims_measuring(
    connection: Connection, measures: Iterable[Measure], until: datetime | None
) -> Iterator[Claim]:
    """Claims of some measures; see `grandlivre.store.Store.claims_measuring`."""
    query = current(select(claims.c.record, claims.c.checksum), until, None)
    query = query.join(claims, claims.c.reading_id == readings.c.id)
    query = query.where(claims.c.measure.in_([each.value for each in measures]))
    for row in in_order(connection, query, until, claims.c.position):
        yield claim_of(*row)


def reading_of(
    connection: Connection, document: str, until: datetime | None
) -> tuple[Document, list[Claim]] | None:
    """One document as last read, with its text and its claims; see `Store.reading_of`."""
    asked = {**moments(until), "document": storable(document)}
    found, told = None, dict[str, Claim]()
    for number, *row in connection.execute(_readings_of(until is not None), asked).all():
        found = document_of(*row)
        rows = connection.execute(_claims_of_reading(), {"reading": number}).all()
        told.update({claim.id: claim for claim in (claim_of(*each) for each in rows)})
    return (found, list(told.values())) if found is not None and found.id == document else None


def counted(connection: Connection, until: datetime | None) -> tuple[int, int]:
    """How many documents and claims there are, as last read."""
    query: Query = select(func.count(), func.sum(readings.c.claims))
    row = connection.execute(current(query, until, None)).one()
    return int(row[0] or 0), int(row[1] or 0)


def facts_by_id(
    connection: Connection, wanted: list[str], until: datetime | None
) -> list[Document]:
    """Facts of documents as last read, by their ids; those that there are."""
    query = _facts_by_id(until is not None)
    asked = {**moments(until), "wanted": [storable(key) for key in wanted]}
    return [document_of(*row) for row in connection.execute(query, asked)]


def claim_counts(
    connection: Connection, wanted: list[str], until: datetime | None
) -> dict[str, int]:
    """How many claims were read in each of some documents."""
    query = _claim_counts(until is not None)
    asked = {**moments(until), "wanted": [storable(key) for key in wanted]}
    return {row.document_id: row.claims for row in connection.execute(query, asked)}


def _batches(connection: Connection, until: datetime | None, after: Place | None) -> Iterator[int]:
    """Complete batches that brought anything, in order, from the one where a page ended."""
    began = {}
    if after is not None:
        # Most pages end in the batch that they begin in: others are looked for once it is through.
        yield after.batch
        began = {"after": after.batch}
    query = _batches_from(until is not None, after is not None)
    for row in connection.execute(query, {**moments(until), **began}):
        yield int(row.batch_id)


# Statements are put together once: that takes longer than to run them.


@cache
def _batches_from(has_until: bool, has_after: bool) -> Query:
    query: Any = select(completions.c.batch_id).where(completions.c.new_documents > 0)
    if has_until:
        query = query.where(completions.c.recorded_at <= UNTIL)
    if has_after:
        began = select(completions.c.recorded_at).where(
            completions.c.batch_id == bindparam("after")
        )
        query = query.where(completions.c.recorded_at > began.scalar_subquery())
    return query.order_by(completions.c.recorded_at)


@cache
def _documents_after(has_until: bool, has_day: bool) -> Query:
    query: Query = select(
        recordings.c.batch_id, recordings.c.ordinal, readings.c.record, readings.c.checksum
    )
    query = _within(query, has_until, has_day).where(recordings.c.batch_id == bindparam("batch"))
    query = query.where(recordings.c.ordinal > bindparam("ordinal"))
    return query.order_by(recordings.c.ordinal).limit(bindparam("most"))


@cache
def _records_after(has_until: bool, has_day: bool) -> Query:
    query: Query = select(
        recordings.c.batch_id,
        recordings.c.ordinal,
        claims.c.position,
        claims.c.record,
        claims.c.checksum,
    )
    query = _within(query, has_until, has_day).where(recordings.c.batch_id == bindparam("batch"))
    query = query.join(claims, claims.c.reading_id == readings.c.id)
    ordinal: Any = bindparam("ordinal")
    position: Any = bindparam("position")
    behind = or_(recordings.c.ordinal > ordinal, claims.c.position > position)
    # The first condition is what an index can follow.
    query = query.where(and_(recordings.c.ordinal >= ordinal, behind))
    return query.order_by(recordings.c.ordinal, claims.c.position).limit(bindparam("most"))


@cache
def _readings_of(has_until: bool) -> Query:
    """Of one document there are several where it was found under several names."""
    query = select(readings.c.id, readings.c.record, readings.c.checksum, texts.c.data)
    query = _within(query, has_until)
    query = query.outerjoin(texts, texts.c.document_id == readings.c.document_id)
    return query.where(readings.c.document_id == bindparam("document")).order_by(readings.c.id)


@cache
def _claims_of_reading() -> Query:
    query = select(claims.c.record, claims.c.checksum)
    return query.where(claims.c.reading_id == bindparam("reading")).order_by(claims.c.position)


@cache
def _facts_by_id(has_until: bool) -> Query:
    query = _within(select(readings.c.record, readings.c.checksum, null()), has_until)
    return query.where(readings.c.document_id.in_(bindparam("wanted", expanding=True)))


@cache
def _claim_counts(has_until: bool) -> Query:
    query = _within(select(readings.c.document_id, readings.c.claims), has_until)
    return query.where(readings.c.document_id.in_(bindparam("wanted", expanding=True)))


def _within(query: Query, has_until: bool, has_day: bool = False) -> Query:
    return current(query, UNTIL if has_until else None, _DAY if has_day else None)


def _given(until: datetime | None, day: date | None) -> dict[str, Any]:
    return {**moments(until), **({} if day is None else {"day": day})}


_DAY = bindparam("day", type_=Date)
_BEFORE = -1
"""Before the first ordinal of a batch, and the first position of a reading."""
_START = (_BEFORE, _BEFORE)
