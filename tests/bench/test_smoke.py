"""The benchmarks run at their smallest size, and say what they must."""

import json
import random
from pathlib import Path

import pytest

pytest.importorskip("bench.read")

from bench import fuzz, scores, table
from bench.corpora import crawl, dense, retold
from bench.measure import growth
from bench.prose import CROWDED, document
from bench.read import SIZES, keep, rows, show


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    path = tmp_path_factory.mktemp("bench") / "read-smoke.json"
    keep("smoke", None, path)
    loaded: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_every_figure_is_there(record: dict) -> None:
    assert [row["unit"] for row in record["rows"]] == [
        "words/s", "MB/s", "words/s", "MB/s", "MB/s", "MB/s", "MB/s", "times", "MB", "exponent",
    ]  # fmt: skip
    assert all(row["value"] > 0 for row in record["rows"][:-1])
    assert {"cores", "python", "processor", "load"} <= record["raw"]["machine"].keys()
    assert rows(record["raw"], SIZES["smoke"]) == record["rows"]


def test_everything_was_read(record: dict) -> None:
    raw = record["raw"]
    assert raw["dense"]["claims"] > 50
    assert raw["growth_60"]["documents"] == raw["workers_2"]["documents"] == 60
    assert raw["growth_60"]["claims"] == raw["workers_2"]["claims"] > 0
    assert raw["growth_60"]["failed"] == raw["files"]["failed"] == 0


def test_the_page_keeps_what_stands_around(record: dict, tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    table.put("read", table.speed(record), page)
    table.put("scores", "table-before", page)
    page.write_text("# Mine\n" + page.read_text(encoding="utf-8"), encoding="utf-8")
    table.put("scores", "table-after", page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Mine\n# Benchmarks")
    assert "table-after" in text
    assert "table-before" not in text
    assert "The peer was not at hand" in text
    assert "| peak memory, 60 documents |" in text
    assert "peak memory, 60 documents" in show(record["rows"])


def test_the_scores_of_one_folder() -> None:
    count, found = scores.measure("corpus")
    assert count >= 15
    assert 0.5 < found["quantity"] <= 1
    shown = scores.table({"corpus": (count, found), "seeds": (5, {**found, "role": 0.949})})
    assert shown.startswith(f"| F1 | corpus ({count} texts) | seeds (5 texts) |")
    assert "| role | " in shown


def test_no_two_texts_are_alike() -> None:
    texts = [*dense(7, 150_000), *crawl(7, 400)]
    assert len(set(texts)) == len(texts) > 400
    assert list(crawl(7, 30)) == list(crawl(7, 60))[:30]
    assert document(7, 12, CROWDED) == document(7, 12, CROWDED)


def test_retelling_keeps_years_and_lengths() -> None:
    told = retold("En 2029, Brookfield investira 20 milliards.", "fr", random.Random(1))
    assert told.startswith("En 2029, ")
    assert len(told.split()) == 6


def test_growth_is_the_slope_of_logarithms() -> None:
    assert growth([(10, 1.0), (100, 10.0), (1000, 100.0)]) == pytest.approx(1.0)
    assert growth([(10, 1.0), (100, 100.0)]) == pytest.approx(2.0)


def test_fuzzing(capsys: pytest.CaptureFixture[str]) -> None:
    counts = fuzz.fuzz(200, seed=1)
    assert sum(counts.values()) == 200
    assert capsys.readouterr().out.count(" inputs in ") == 4
