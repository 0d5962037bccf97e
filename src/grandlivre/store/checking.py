"""Looking through a whole database for what is not as it was written."""

from sqlalchemy import Connection, select

from grandlivre.store.current import AT_ONCE, check_recordings
from grandlivre.store.faults import damaged
from grandlivre.store.identities import settled_at
from grandlivre.store.records import claim_of, document_of
from grandlivre.store.tables import claims, readings, texts


def check_all(connection: Connection, where: str) -> None:
    """Read everything; see `grandlivre.store.Store.check`."""
    if connection.dialect.name == "sqlite":
        told = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        if told != "ok":
            raise damaged(where)
    check_recordings(connection)
    documents = select(readings.c.record, readings.c.checksum, texts.c.data)
    documents = documents.outerjoin(texts, texts.c.document_id == readings.c.document_id)
    for document in connection.execute(documents.execution_options(yield_per=AT_ONCE)):
        document_of(*document)
    found = select(claims.c.record, claims.c.checksum)
    for claim in connection.execute(found.execution_options(yield_per=AT_ONCE)):
        claim_of(*claim)
    settled_at(connection, None)
