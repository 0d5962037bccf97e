"""The benchmark of the projection runs at its smallest size."""

import json
from pathlib import Path

from bench.outlook import BENCH, SIZES, rows


def test_every_figure_is_there(tmp_path: Path) -> None:
    record = json.loads(BENCH.keep("smoke", tmp_path / "outlook.json").read_text(encoding="utf-8"))
    assert rows(record["raw"], SIZES["smoke"]) == record["rows"]
    assert {row["unit"] for row in record["rows"]} == {"s", "MB", "exponent"}
    assert record["raw"]["whole"]["quarters"] == 60
