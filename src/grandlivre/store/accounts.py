"""Accounts, sessions and the log of writes as rows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from grandlivre.errors import StoreError
from grandlivre.store.connections import writing
from grandlivre.store.faults import faults_of
from grandlivre.store.model import Account, Session, Write
from grandlivre.store.records import storable
from grandlivre.store.tables import accounts, audits, sessions

_LONGEST = 500
"""Characters of a cell of the log."""


class Accounts:
    """Who may do more than look; see `grandlivre.store.Store.accounts`."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where

    def add(self, account: Account, write: Write) -> Account:
        """Add an account; returned with its number and its time.

        Raises
        ------
        StoreError
            Where somebody has that name.
        """
        with faults_of(self._where), writing(self._engine) as connection:
            if _named(connection, account.name) is not None:
                raise StoreError(
                    f"there is an account {account.name} already",
                    where=self._where,
                    remedy="remove it first, or choose another name",
                )
            last = connection.execute(select(func.max(accounts.c.id))).scalar() or 0
            row = {
                "id": last + 1,
                "name": storable(account.name),
                "role": account.role,
                "created_at": datetime.now(UTC),
                "token_id": account.token_id,
                "token_hash": account.token_hash,
            }
            connection.execute(insert(accounts), row)
            log(connection, write)
            found = _named(connection, storable(account.name))
        assert found is not None
        return found

    def remove(self, name: str, write: Write) -> Account:
        """Let an account be used no more; its sessions end, what it did stays in the log.

        Raises
        ------
        StoreError
            Where nobody has that name.
        """
        with faults_of(self._where), writing(self._engine) as connection:
            found = _named(connection, name)
            if found is None:
                raise StoreError(
                    f"there is no account {name}",
                    where=self._where,
                    remedy="see the names with grandlivre user list",
                )
            now = datetime.now(UTC)
            gone = update(accounts).where(accounts.c.id == found.id).values(removed_at=now)
            connection.execute(gone)
            connection.execute(delete(sessions).where(sessions.c.account_id == found.id))
            log(connection, write)
        return found

    def all(self) -> tuple[Account, ...]:
        """Accounts that may be used, by name."""
        query = select(accounts).where(accounts.c.removed_at.is_(None)).order_by(accounts.c.name)
        with faults_of(self._where), self._engine.connect() as connection:
            return tuple(map(_account, connection.execute(query)))

    def by_token(self, token_id: str) -> Account | None:
        """The account that a token is of; None for a token of nobody, or of one removed."""
        query = select(accounts).where(
            accounts.c.token_id == storable(token_id), accounts.c.removed_at.is_(None)
        )
        with faults_of(self._where), self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else _account(row)

    def open_session(self, session: Session, digest: str, write: Write) -> None:
        """Record that somebody logged in; sessions that are over are thrown away meanwhile."""
        now = datetime.now(UTC)
        row = {
            "digest": digest,
            "account_id": session.account.id,
            "csrf": session.csrf,
            "created_at": now,
            "expires_at": session.expires_at,
        }
        with faults_of(self._where), writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
            connection.execute(insert(sessions), row)
            log(connection, write)

    def session(self, digest: str) -> Session | None:
        """Who is logged in with what has this digest; None for nobody, or no more."""
        query = (
            select(accounts, sessions.c.csrf, sessions.c.expires_at)
            .join(sessions, sessions.c.account_id == accounts.c.id)
            .where(
                sessions.c.digest == digest,
                sessions.c.expires_at > datetime.now(UTC),
                accounts.c.removed_at.is_(None),
            )
        )
        with faults_of(self._where), self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Session(account=_account(row), csrf=row.csrf, expires_at=row.expires_at)

    def close_session(self, digest: str, write: Write) -> None:
        """End a session."""
        with faults_of(self._where), writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))
            log(connection, write)

    def write(self, write: Write) -> None:
        """Add a line to the log of writes."""
        with faults_of(self._where), writing(self._engine) as connection:
            log(connection, write)

    def writes(self, *, before: int | None = None, most: int = 100) -> Sequence[Write]:
        """The log of writes, the newest first; `before` is the number of a line."""
        query = select(audits).order_by(audits.c.id.desc()).limit(most)
        if before is not None:
            query = query.where(audits.c.id < before)
        with faults_of(self._where), self._engine.connect() as connection:
            return [Write(**row._asdict()) for row in connection.execute(query)]


def log(connection: Connection, write: Write) -> None:
    """Add a line to the log within the transaction of what it tells of."""
    last = connection.execute(select(func.max(audits.c.id))).scalar() or 0
    row = {
        "id": last + 1,
        "at": datetime.now(UTC),
        "who": storable(write.who)[:_LONGEST],
        "action": storable(write.action)[:_LONGEST],
        "subject": storable(write.subject)[:_LONGEST],
        "address": storable(write.address)[:_LONGEST],
    }
    connection.execute(insert(audits), row)


def _named(connection: Connection, name: str) -> Account | None:
    query = select(accounts).where(
        accounts.c.name == storable(name), accounts.c.removed_at.is_(None)
    )
    row = connection.execute(query).first()
    return None if row is None else _account(row)


def _account(row: Any) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        role=row.role,
        created_at=row.created_at,
        token_id=row.token_id,
        token_hash=row.token_hash,
        removed_at=row.removed_at,
    )
