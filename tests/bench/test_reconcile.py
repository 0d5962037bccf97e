"""The benchmark of reconciliation runs at its smallest size, and its peer agrees."""

import json

import pytest

pytest.importorskip("highspy")

from bench.reconcile import BENCH, SIZES, rows
from bench.systems import made


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict:
    path = tmp_path_factory.mktemp("bench") / "reconcile-smoke.json"
    return dict(json.loads(BENCH.keep("smoke", path).read_text(encoding="utf-8")))


def test_every_figure_is_there(record: dict) -> None:
    assert rows(record["raw"], SIZES["smoke"]) == record["rows"]
    assert {row["unit"] for row in record["rows"]} >= {"s", "exponent", "MB", "times"}


def test_one_model_gives_the_same_bounds(record: dict) -> None:
    assert record["raw"]["peer"]["agree"]


def test_adding_is_solving_anew(record: dict) -> None:
    assert record["raw"]["adding"]["same"]


def test_wrong_claims_are_what_is_rejected(record: dict) -> None:
    whole = record["raw"]["growth_2000"]
    assert whole["rejected_wrong"] >= 0.9 * whole["wrong"] > 0
    assert whole["truth_inside"] > 0.95


def test_a_ledger_is_its_seed() -> None:
    first, second = made(7, 400), made(7, 400)
    assert (first.system.claims.low == second.system.claims.low).all()
    assert (first.truth == second.truth).all()
