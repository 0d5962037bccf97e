"""Both databases: every test that takes a `place` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import servers


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    with servers.postgresql() as started:
        yield started


@pytest.fixture(params=servers.DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    server: servers.Server = request.getfixturevalue("server")
    return server.new_database()
