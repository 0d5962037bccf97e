"""The benchmark of fusion runs at its smallest size, and counts what it says."""

from pathlib import Path

import pytest

pytest.importorskip("bench.fusion")

from bench.fusion import SIZES, keep, measure
from bench.fusion_page import TARGETS, shown
from bench.fusion_sets import FOLDER, Set, flights, made_up, population

from grandlivre.ledger import fuse

needs_sets = pytest.mark.skipif(not FOLDER.exists(), reason="the public sets are not here")


def test_it_runs_at_its_smallest_size(tmp_path: Path) -> None:
    record = keep("smoke", tmp_path / "fusion.json")
    raw = record["raw"]
    assert [each["rounds"] > 1 for each in raw["growth"]] == [True, True]
    assert raw["growth"][-1]["accuracy"] > 0.85
    assert "| made-up claims |" in shown(record)


@needs_sets
def test_the_sets_are_as_published() -> None:
    assert len(flights().truth) == 400
    assert {len(row) for row in flights().rows} == {3}
    assert len(population().truth) == 277
    assert set(population().classes.values()) == {"anonymous", "signed in"}


@needs_sets
def test_fusion_reaches_its_targets() -> None:
    found = {
        each["set"]: {row["method"]: row["figure"] for row in each["methods"]}
        for each in measure(SIZES["smoke"])["sets"]
    }
    assert found["flights"]["fusion"] >= TARGETS["flights"]
    assert found["population"]["fusion"] <= TARGETS["population"]
    assert found["flights"]["fusion"] > found["flights"]["plain vote"]
    assert found["population"]["fusion"] < found["population"]["plain vote"]


def test_values_held_for_equally_good_share_the_credit() -> None:
    measured = Set(
        name="made up", rows=(), truth={"a": 1.0, "b": 2.0},
        is_right=lambda value, true: value == true,
    )  # fmt: skip
    assert measured.credit({"a": [1.0, 5.0], "b": [2.0]}) == 0.75
    assert measured.credit({}) == 0.0


def test_made_up_copies_are_found_and_no_others() -> None:
    for seed in (1, 2):
        drawn = made_up(30_000, seed)
        found = {(int(each.first), int(each.second)) for each in fuse(drawn.table).suspicions()}
        assert {tuple(sorted(pair)) for pair in found} == drawn.copies
