"""The page on the method shows what the table of benchmarks says today."""

from pathlib import Path

from scripts.page_measures import MEASURES, measured, written

from grandlivre.report.pages.measures import form_of, french, measures

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


def test_every_measure_has_a_french_name_of_the_same_numbers() -> None:
    found = measured(BENCHMARKS.read_text("utf-8"))
    named = french()
    lacking = {each["what"] for each in found if form_of(str(each["what"])) not in named["names"]}
    lacking |= {each["section"] for each in found if each["section"] not in named["sections"]}
    lacking |= {
        str(each["figure"]).partition(" ")[2]
        for each in found
        if str(each["figure"]).partition(" ")[2] not in {"", *named["units"]}
    }
    assert not lacking, "say them in French in report/pages/measures_fr.toml"
    assert all(form.count("#") == told.count("#") for form, told in named["names"].items())


def test_measures_are_written_as_in_the_language() -> None:
    english, french_ones = measures("en"), measures("fr")
    assert [each.is_met for each in english] == [each.is_met for each in french_ones]
    assert all("." not in each.figure for each in french_ones)
    assert all("MB" not in each.figure for each in french_ones)
