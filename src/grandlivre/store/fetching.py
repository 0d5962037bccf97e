"""Some of what is stored, by its ids: what a question shows, and what a new text may copy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, bindparam, select

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.store.current import AT_ONCE, UNTIL, Query, current, moments
from grandlivre.store.records import claim_of, document_of, storable, unpacked
from grandlivre.store.rows import pieces
from grandlivre.store.tables import claims, completions, copies, readings, sketches, texts


def claims_by_id(
    connection: Connection, wanted: Iterable[str], recorded_until: datetime | None
) -> list[Claim]:
    """Claims of current readings; see `grandlivre.store.Store.claims_by_id`."""
    query, until = _claims_by_id(recorded_until is not None), moments(recorded_until)
    return [
        claim_of(*row)
        for piece in pieces(map(storable, wanted))
        for row in connection.execute(query, {**until, "wanted": piece})
    ]


@cache
def _claims_by_id(has_until: bool) -> Query:
    """Put together once: to put a statement together takes longer than to run it."""
    query = current(select(claims.c.record, claims.c.checksum), UNTIL if has_until else None, None)
    query = query.join(claims, claims.c.reading_id == readings.c.id)
    return query.where(claims.c.id.in_(bindparam("wanted", expanding=True)))


def documents_by_id(connection: Connection, wanted: Iterable[str]) -> list[Document]:
    """Documents of current readings; see `grandlivre.store.Store.documents_by_id`."""
    query = current(select(readings.c.record, readings.c.checksum, texts.c.data), None, None)
    query = query.outerjoin(texts, texts.c.document_id == readings.c.document_id)
    return [
        document_of(*row)
        for piece in pieces(map(storable, wanted))
        for row in connection.execute(query.where(readings.c.document_id.in_(piece)))
    ]


def texts_by_id(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Texts; see `grandlivre.store.Store.texts`."""
    given = {storable(key): key for key in wanted}
    return {
        given[key]: unpacked(data)
        for piece in pieces(given)
        for key, data in connection.execute(_texts_by_id(), {"wanted": piece})
    }


@cache
def _texts_by_id() -> Query:
    query = select(texts.c.document_id, texts.c.data)
    return query.where(texts.c.document_id.in_(bindparam("wanted", expanding=True)))


def sketches_in(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Sketches by the id of their document."""
    query = select(sketches.c.document_id, sketches.c.data)
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        yield row.document_id, row.data


def unsketched(connection: Connection) -> Sequence[str]:
    """Ids of documents whose text has no sketch."""
    there = select(sketches.c.document_id).where(sketches.c.document_id == texts.c.document_id)
    return connection.execute(select(texts.c.document_id).where(~there.exists())).scalars().all()


def copies_at(connection: Connection, recorded_until: datetime | None) -> dict[str, str]:
    """Origins of copies; see `grandlivre.store.Store.copies`."""
    query = (
        select(copies.c.document_id, copies.c.origin_id)
        .join(completions, completions.c.batch_id == copies.c.batch_id)
        .order_by(completions.c.recorded_at, copies.c.document_id)
    )
    if recorded_until is not None:
        query = query.where(completions.c.recorded_at <= recorded_until)
    last: dict[str, str] = {row[0]: row[1] for row in connection.execute(query)}
    found = {document: _root(document, last) for document in last}
    return {document: origin for document, origin in found.items() if document != origin}


def _root(document: str, origins: Mapping[str, str]) -> str:
    """The origin at the end of a chain of copies."""
    seen = {document}
    while (origin := origins.get(document, document)) not in seen:
        seen.add(origin)
        document = origin
    return document
