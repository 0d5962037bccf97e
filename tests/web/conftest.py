"""A small ledger, served: made once, and for tests that write one of their own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import press
import pytest
from served import AGAINST, OTHER, Site, record, site_of

from grandlivre.pipeline.accounts import ROLES, add_user


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with an account of each role."""
    folder = tmp_path_factory.mktemp("served")
    texts = press.write_press(folder / "texts", 4)
    (texts / "other.txt").write_text(OTHER, encoding="utf-8")
    (texts / "against.txt").write_text(AGAINST, encoding="utf-8")
    place = str(folder / "ledger.db")
    record(place, texts)
    return place


@pytest.fixture(scope="session")
def tokens(ledger: str) -> dict[str, str]:
    return {role.value: add_user(ledger, f"a {role}", role) for role in ROLES}


@pytest.fixture(scope="session")
def site(ledger: str, tokens: dict[str, str]) -> Iterator[Site]:
    """Nobody writes to its ledger."""
    yield from site_of(ledger, tokens)


@pytest.fixture
def own(ledger: str, tokens: dict[str, str], site: Site, tmp_path: Path) -> Iterator[Site]:
    """A copy of the ledger, to write to; the ledgers that were worked out are in it."""
    place = str(tmp_path / "ledger.db")
    with closing(sqlite3.connect(ledger)) as source, closing(sqlite3.connect(place)) as target:
        source.backup(target)
    yield from site_of(place, tokens)
