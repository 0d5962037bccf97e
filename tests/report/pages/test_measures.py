"""The page on the method shows what the table of benchmarks says today."""

from pathlib import Path

from scripts.page_measures import MEASURES, measured, written

BENCHMARKS = Path(__file__).resolve().parents[3] / "docs" / "benchmarks.md"


def test_the_file_is_what_the_table_gives() -> None:
    page = BENCHMARKS.read_text("utf-8")
    assert MEASURES.read_text("utf-8") == written(page), "run python -m scripts.page_measures"


def test_targets_that_are_missed_are_kept() -> None:
    found = measured(
        "## A\n| what | figure | target | |\n| x | 2 | ≥ 3 | **not met** |\n| `y` | **4** | ≥ 3 | met |\n| z | 1 | | |\n"
    )
    assert found == [
        {"section": "A", "what": "x", "figure": "2", "target": "≥ 3", "is_met": False},
        {"section": "A", "what": "y", "figure": "4", "target": "≥ 3", "is_met": True},
    ]
