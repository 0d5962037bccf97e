"""The benchmark of calibration runs at its smallest size, and its page is up to date."""

import json
from pathlib import Path

import pytest
from bench.calibration import PAGE, cases_table, keep, rows, scores_table, update_table

from grandlivre.outlook.calibration import METHODS, resolved_cases


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict:
    path = tmp_path_factory.mktemp("bench") / "calibration-smoke.json"
    return dict(json.loads(keep("smoke", path).read_text(encoding="utf-8")))


def test_every_figure_is_there(record: dict) -> None:
    assert rows(record["raw"]) == record["rows"]
    assert {row["unit"] for row in record["rows"]} >= {"s", "exponent", "MB", "%"}


def test_a_brier_score_stands_beside_the_base_rate_s(record: dict) -> None:
    for each in record["raw"]["backtests"]:
        assert set(each["scores"]) == {method.value for method in METHODS}
        assert each["fitted"] + each["judged"] <= len(resolved_cases())
        assert each["scores"]["stated"]["brier"][0] > each["scores"]["calibrated"]["brier"][0]


def test_indices_come_near_the_known_ones(record: dict) -> None:
    last = record["raw"]["indices"][-1]
    assert last["error"] < 0.05
    assert last["inside"] > 0.5


def test_the_page_says_what_the_code_finds(record: dict) -> None:
    page = Path(PAGE).read_text(encoding="utf-8")
    assert scores_table(record["raw"]).strip() in page
    assert update_table().strip() in page
    assert cases_table().strip() in page
