"""The benchmark of the store runs at its smallest size, and says what it must."""

import json
from pathlib import Path

import pytest

store = pytest.importorskip("bench.store")


def test_every_figure_is_there(tmp_path: Path) -> None:
    path = store.keep("smoke", None, tmp_path / "store.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    assert [row["unit"] for row in record["rows"]] == [
        "claims/s", "claims/s", "claims/s", "documents/s", "claims/s", "claims/s", "claims/s",
        "exponent", "MB",
    ]  # fmt: skip
    assert all(row["value"] > 0 for row in record["rows"][:-2])
    text = store.shown(record)
    assert "| SQLite: documents with their claims taken in |" in text
