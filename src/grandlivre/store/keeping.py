"""Ledgers kept for speed, as rows that may always be thrown away."""

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from grandlivre.errors import CodecError
from grandlivre.store.records import unpacked
from grandlivre.store.rows import next_moment
from grandlivre.store.tables import ledgers

_KEPT = 24
"""Ledgers that are kept at once: of some days, before and after a judgement."""


def kept_ledger(connection: Connection, key: str) -> Any:
    """A ledger worked out before, as plain values; None where none is kept under that key."""
    data = connection.execute(select(ledgers.c.data).where(ledgers.c.key == key)).scalar()
    try:
        return None if data is None else json.loads(unpacked(data))
    except (CodecError, ValueError):
        return None  # damaged: it is worked out anew


def has_ledger(connection: Connection, key: str) -> bool:
    """Whether a ledger is kept under that key."""
    return connection.execute(select(ledgers.c.key).where(ledgers.c.key == key)).first() is not None


def keep_ledger(connection: Connection, key: str, data: bytes) -> None:
    """Keep a ledger, and the newest few of the others."""
    connection.execute(delete(ledgers).where(ledgers.c.key == key))
    newest = select(ledgers.c.key).order_by(ledgers.c.made_at.desc()).limit(_KEPT - 1)
    kept = connection.execute(newest).scalars().all()
    connection.execute(delete(ledgers).where(ledgers.c.key.not_in(kept)))
    row = {"key": key, "made_at": next_moment(connection), "data": data}
    connection.execute(insert(ledgers), row)


def forget_ledgers(connection: Connection) -> None:
    """Throw all away."""
    connection.execute(delete(ledgers))
