"""The migrations make the tables that the code uses, from nothing and from any earlier step."""

from contextlib import suppress

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from papers import JUDGED, claims_of, papers
from sqlalchemy import inspect, text

from grandlivre.errors import StoreError
from grandlivre.store import open_store
from grandlivre.store.connections import engine_of_file, engine_of_server, is_address, writing
from grandlivre.store.schema import alembic_config, migrate
from grandlivre.store.tables import SCHEMA, SCHEMA_TABLE, metadata


def engine_of(place: str):
    return (
        engine_of_server(place)[1] if is_address(place) else engine_of_file(place, create=True)[1]
    )


def test_migrations_make_the_tables_of_the_code(place: str) -> None:
    open_store(place, create=True).close()
    engine = engine_of(place)
    with engine.connect() as connection:
        script = ScriptDirectory.from_config(alembic_config(connection))
        assert script.get_heads() == [SCHEMA]
        context = MigrationContext.configure(
            connection, opts={"version_table": SCHEMA_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
        assert {*inspect(connection).get_table_names()} == {*metadata.tables, SCHEMA_TABLE}
    engine.dispose()


def test_an_older_ledger_is_brought_up_to_date_with_what_it_holds(place: str) -> None:
    engine = engine_of(place)
    with writing(engine) as connection:
        migrate(connection, "0001")
    with writing(engine) as connection:
        for statement in (
            "INSERT INTO batches VALUES (1, '2025-03-01 10:00:00+00:00', '{}', '0.1.0')",
            "INSERT INTO completions VALUES (1, '2025-03-01 10:01:00+00:00', 0, 0, 0)",
        ):
            on_file = engine.dialect.name == "sqlite"
            connection.execute(
                text(statement.replace("+00:00", ".000000" if on_file else "+00:00"))
            )
    engine.dispose()
    with open_store(place) as store:
        [batch] = store.batches()
        assert batch.recorded_at is not None
        assert batch.recorded_at.isoformat() == "2025-03-01T10:01:00+00:00"
        assert store.record_judgement(JUDGED).number == 1
        with store.batch() as added:
            added.add(papers([1]))
        assert list(store.claims()) == claims_of(papers([1]))


def test_a_newer_ledger_is_left_alone_and_said_to_be_newer(place: str) -> None:
    open_store(place, create=True).close()
    engine = engine_of(place)
    with writing(engine) as connection:
        connection.execute(text(f"UPDATE {SCHEMA_TABLE} SET version_num = '9876'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"written by a newer grandlivre \(tables 9876, here 0"):
        open_store(place, create=True)


def test_a_migration_that_is_cut_short_leaves_nothing(place: str) -> None:
    engine = engine_of(place)
    with suppress(KeyboardInterrupt), writing(engine) as connection:
        migrate(connection)
        raise KeyboardInterrupt
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()
    open_store(place, create=True).close()


def test_other_databases_are_not_taken_over(place: str) -> None:
    engine = engine_of(place)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(StoreError, match="is no ledger of grandlivre"):
        open_store(place, create=True)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["recipes"]
    engine.dispose()
