"""Connections to SQLite and PostgreSQL, set so that both keep the same promises."""

import os
from contextlib import AbstractContextManager
from getpass import getuser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError

from grandlivre.errors import StoreError

# How long a writer waits for another one's transaction, which takes well under a second.
_WAIT_SECONDS = 30
_SERVERS = ("postgresql", "postgres")
# The lock of PostgreSQL's that keeps writers apart: any number that nobody else takes.
_WRITERS_LOCK = 0x6752_4C56


def is_address(words: str) -> bool:
    """True for the address of a server, false for the name of a file."""
    scheme, found, _ = words.partition("://")
    return bool(found) and scheme.partition("+")[0] in _SERVERS


def writing(engine: Engine) -> AbstractContextManager[Connection]:
    """A transaction that may write; only one is under way at a time, whoever asks.

    On SQLite by its own lock, on PostgreSQL by an advisory one: numbers can then be given out by
    counting, and the order of commits is the order of the times that they carry.
    """
    return engine.execution_options(writes=True).begin()


def engine_of_file(name: str, *, create: bool) -> tuple[str, Engine, bool]:
    """An engine for a file of SQLite's, with its full name and whether it can be written."""
    path = Path(os.path.abspath(name.removeprefix("sqlite:///")))
    where = str(path)
    if path.is_dir():
        raise StoreError("is a folder", where=where, remedy="name a file in it")
    # A write-ahead log stands beside the file, so the folder must be writable too.
    is_writable = os.access(path.parent, os.W_OK) and os.access(
        path if path.exists() else path.parent, os.W_OK
    )
    if is_writable:
        mode = "rwc" if create else "rw"
    else:
        # Without its log beside it nobody is writing, and the log need not be made to read.
        mode = "ro" if os.path.exists(f"{where}-wal") else "ro&immutable=1"
    engine = create_engine(
        URL.create("sqlite", database=f"file:{quote(where)}?mode={mode}", query={"uri": "true"}),
        connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _tuned if is_writable else _tuned_to_read)
    event.listen(engine, "begin", _begin_on_file)
    return where, engine, is_writable


def _tuned(connection: Any, _: object) -> None:
    """Set a new connection of SQLite's.

    A write-ahead log lets readers go on while one writes. FULL makes each commit wait for the
    disk, so that what was acknowledged outlives a power cut too; with a few commits a second
    it costs a few milliseconds each.
    """
    _tuned_to_read(connection, _)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _tuned_to_read(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, not at the first write
    connection.execute("PRAGMA cell_size_check=ON")


def _begin_on_file(connection: Connection) -> None:
    # A transaction that begins as a reader's cannot always become a writer's.
    is_writer = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def engine_of_server(address: str) -> tuple[str, Engine]:
    """An engine for a PostgreSQL database, with its address as it can be shown."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "is not the address of a database",
            where=address.rpartition("@")[2].partition("?")[0],
            remedy="write postgresql://user:password@host:5432/name",
        ) from error
    where = unquote(url.render_as_string(hide_password=True))
    if url.username is None:
        # As other clients of PostgreSQL do; the driver itself insists on a name.
        url = url.set(username=os.environ.get("PGUSER") or getuser())
    try:
        driven, arguments = _for_driver(url)
        engine = create_engine(driven, connect_args=arguments)
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs a driver that is not installed",
            where=where,
            remedy="pip install 'grandlivre[postgres]'",
        ) from error
    event.listen(engine, "checkout", _checked_out)
    event.listen(engine, "begin", _begin_on_server)
    return where, engine


def _for_driver(url: URL) -> tuple[URL, dict[str, Any]]:
    """The address as pg8000 takes it, and how to connect.

    ``?host=/folder`` is how others write a socket's place. Nobody listens in on a socket, and
    to make ready for encryption takes longer than all else.
    """
    folder = url.query.get("host")
    if not isinstance(folder, str) or not folder.startswith("/"):
        return url.set(drivername="postgresql+pg8000"), {}
    socket = f"{folder}/.s.PGSQL.{url.port or url.query.get('port', 5432)}"
    plain = url.difference_update_query(["host", "port"]).set(
        drivername="postgresql+pg8000", host=None, port=None
    )
    return plain, {"unix_sock": socket, "ssl_context": False}


def _checked_out(connection: Any, *_: object) -> None:
    """Ask whether the server is still there; SQLAlchemy connects anew where it is not.

    Its own way of asking does not expect all errors that the driver raises.
    """
    try:
        connection.cursor().execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise DisconnectionError from error


def _begin_on_server(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.execute(text(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"))
    else:
        # All statements of a reader see one state.
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
