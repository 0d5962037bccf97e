"""Opening a ledger's database: SQLite in one file, or PostgreSQL by its address."""

import os

from sqlalchemy import Engine

from grandlivre.errors import StoreError
from grandlivre.store.connections import engine_of_file, engine_of_server, is_address, writing
from grandlivre.store.faults import faults_of
from grandlivre.store.reading import Store
from grandlivre.store.schema import is_current, migrate, schema_of


def open_store(place: str | os.PathLike[str], *, create: bool = False) -> Store:
    """Open a ledger's database, its tables brought up to date.

    Parameters
    ----------
    place
        A file, which SQLite keeps; or the address of a PostgreSQL database,
        ``postgresql://user:password@host:5432/name``.
    create
        Whether a missing file is made, and an empty database filled with tables. A database
        is never created on a server, only its tables.

    Returns
    -------
    Store
        To be closed when done with, or used in a ``with``.

    Raises
    ------
    StoreError
        Where there is no ledger, where it is damaged, of a newer version or out of reach.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, open_store(f"{folder}/a.db", create=True) as store:
    ...     store.batches()
    ()
    """
    words = os.fspath(place)
    if is_address(words):
        where, engine = engine_of_server(words)
        is_writable = True
    else:
        where, engine, is_writable = engine_of_file(words, create=create)
        if not create and not os.path.exists(where):
            raise _missing(where)
    try:
        with faults_of(where):
            _prepare(engine, where, create=create, is_writable=is_writable)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, where, is_writable=is_writable)


def _prepare(engine: Engine, where: str, *, create: bool, is_writable: bool) -> None:
    with engine.connect() as connection:
        schema = schema_of(connection, where)
    if not schema and not create:
        raise _missing(where)
    if is_current(schema, where):
        return
    if not is_writable:
        raise StoreError(
            "the ledger is of an older version and cannot be brought up to date here",
            where=where,
            remedy="copy it to where it can be written",
        )
    with writing(engine) as connection:
        # Another program may have been quicker.
        if not is_current(schema_of(connection, where), where):
            migrate(connection)


def _missing(where: str) -> StoreError:
    return StoreError(
        "there is no ledger here",
        where=where,
        remedy="check the name, or make one with grandlivre run",
    )
