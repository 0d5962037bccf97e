"""Run by Alembic: takes the connection that `grandlivre.store.schema` hands over."""

from alembic import context

from grandlivre.store.tables import SCHEMA_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=SCHEMA_TABLE,
    # The caller's transaction holds all steps and the version: a killed migration leaves none.
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
