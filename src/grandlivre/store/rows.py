"""Adding rows, on both databases, and the time that they are said to be recorded at."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

import orjson
from sqlalchemy import JSON, Connection, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite

from grandlivre.store.records import Row
from grandlivre.store.tables import completions, judgements

# How many keys a statement asks for at once: databases take some 32,000 values.
_KEYS = 5_000
_A_MOMENT = timedelta(microseconds=1)


def insert_rows(
    connection: Connection, table: Table, rows: Sequence[Row], *, or_ignore: bool = False
) -> None:
    """Add rows to a table in as few round trips as the database allows."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement = sqlite.insert(table)
        statement = statement.on_conflict_do_nothing() if or_ignore else statement
        connection.execute(statement, rows)
        return
    # The driver would send rows one by one, and takes long over each value: JSON is one value.
    names = list(rows[0])
    typed = [column(name, table.c[name].type) for name in names]
    given = cast(bindparam("rows", type_=Text), JSON)
    listed = func.json_to_recordset(given).table_valued(*typed).render_derived(with_types=True)
    adding = postgresql.insert(table).from_select(names, select(*listed.c))
    adding = adding.on_conflict_do_nothing() if or_ignore else adding
    connection.execute(adding, {"rows": orjson.dumps(rows, default=_hexadecimal).decode()})


def _hexadecimal(data: object) -> str:
    """Bytes as PostgreSQL reads them in a text."""
    if isinstance(data, bytes):
        return "\\x" + data.hex()
    raise TypeError(type(data).__name__)


def next_moment(connection: Connection) -> datetime:
    """The time of recording: now, but later than all that was recorded before.

    Times then order what is recorded as the commits do, even if the clock is set back.
    """
    moment = datetime.now(UTC)
    for table in (completions, judgements):
        last: datetime | None = connection.execute(select(func.max(table.c.recorded_at))).scalar()
        if last is not None:
            moment = max(moment, last + _A_MOMENT)
    return moment


def pieces(keys: Iterable[str]) -> Iterator[list[str]]:
    """Keys, as many at a time as one statement takes."""
    rest = iter(keys)
    while piece := list(islice(rest, _KEYS)):
        yield piece
