"""The benchmark of finance runs at its smallest size."""

import json
from pathlib import Path

from bench.finance import BENCH, SIZES, rows


def test_every_figure_is_there(tmp_path: Path) -> None:
    record = json.loads(BENCH.keep("smoke", tmp_path / "finance.json").read_text(encoding="utf-8"))
    assert rows(record["raw"], SIZES["smoke"]) == record["rows"]
    assert record["raw"]["rates"]["off"] < 1e-9
