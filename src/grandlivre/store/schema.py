"""The version of a database's tables: made, brought up to date, or refused as too new."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Text, column, inspect, select, table

from grandlivre.errors import StoreError
from grandlivre.store.tables import SCHEMA, SCHEMA_TABLE

if TYPE_CHECKING:
    from alembic.config import Config

# Names of migrations are numbers of four digits, so that a later one is known as such.
_BEFORE_ALL = ""


def schema_of(connection: Connection, where: str) -> str:
    """The name of the last migration that a database has seen; empty for an empty database.

    Raises
    ------
    StoreError
        Where the database holds something else than a ledger.
    """
    names = set(inspect(connection).get_table_names())
    if SCHEMA_TABLE not in names:
        if names:
            raise StoreError("is no ledger of grandlivre", where=where, remedy="check the name")
        return _BEFORE_ALL
    query = select(column("version_num", Text)).select_from(table(SCHEMA_TABLE))
    return connection.execute(query).scalar() or _BEFORE_ALL


def is_current(schema: str, where: str) -> bool:
    """True where nothing is to be migrated.

    Raises
    ------
    StoreError
        Where a later version of grandlivre has been there.
    """
    if schema > SCHEMA:
        raise StoreError(
            f"the ledger was written by a newer grandlivre (tables {schema}, here {SCHEMA})",
            where=where,
            remedy="install the newest grandlivre",
        )
    return schema == SCHEMA


def migrate(connection: Connection, target: str = "head") -> None:
    """Bring the tables up to date within the connection's transaction."""
    from alembic import command  # takes a while to load, and most runs need none of it

    command.upgrade(alembic_config(connection), target)


def alembic_config(connection: Connection) -> "Config":
    """How Alembic finds the migrations and the database."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "grandlivre.store:migrations")
    config.attributes["connection"] = connection
    return config
