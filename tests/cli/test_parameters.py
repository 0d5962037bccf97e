"""``grandlivre parameters``: what is assumed, in every form, in both languages."""

import csv
import io
import json
from pathlib import Path

import pytest

from grandlivre.cli import main
from grandlivre.reference.parameters import generations, parameters


def asked(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["parameters", *words])
    out, err = capfd.readouterr()
    return status, out, err


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_of_them_with_their_ranges(capfd: pytest.CaptureFixture[str], language: str) -> None:
    status, out, _ = asked(capfd, "--lang", language)
    assert status == 0
    for name, parameter in parameters().items():
        assert name in out
        meaning = parameter.meaning_fr if language == "fr" else parameter.meaning_en
        assert meaning.split()[0] in out


def test_one_with_every_row_behind_it(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capfd, "capex_accelerator_eur", "--lang", "fr")
    known = parameters()["capex_accelerator_eur"]
    for row in (*known.rows, *(left.row for left in known.left_out)):
        assert f"{row.parameter}#{row.number}" in out
        assert row.source_url in out
    assert "Lignes laissées de côté" in out
    assert "1 USD = 0,8" in out


def test_json_holds_all_and_rows_add_up(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capfd, "--format", "json")
    told = json.loads(out)["parameters"]
    assert [each["name"] for each in told] == list(parameters())
    for each in told:
        assert each["judgement"] == (not each["rows"])
        if each["rows"]:
            assert sum(row["weight"] for row in each["rows"]) == pytest.approx(1)
        for row in (*each["rows"], *each["left_out"]):
            assert row["source"]["url"].startswith("http")


def test_csv_is_a_line_for_each(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capfd, "--format", "csv", "--lang", "fr")
    lines = list(csv.DictReader(io.StringIO(out)))
    assert [line["name"] for line in lines] == list(parameters())
    for line in lines:
        assert float(line["low"]) <= float(line["median"]) <= float(line["high"])
    _, out, _ = asked(capfd, "accelerators", "--format", "csv")
    assert [line["name"] for line in csv.DictReader(io.StringIO(out))] == list(generations())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_accelerators_and_one_of_them(capfd: pytest.CaptureFixture[str], language: str) -> None:
    _, out, _ = asked(capfd, "accelerators", "--lang", language)
    assert all(name in out for name in generations())
    _, one, _ = asked(capfd, "gb300", "pue", "--lang", language)
    assert "GB300" in one
    assert "pue" in one
    assert "H100" not in one


def test_ones_own_figures_take_their_place(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "my.toml"
    path.write_text('permit_years = {median = 3, reason = "our judge"}', encoding="utf-8")
    _, out, _ = asked(capfd, "permit_years", "--own", str(path), "--lang", "fr")
    assert "3\u00a0ans" in out
    assert "de my.toml" in out
    assert "our judge" in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("permit_yeras", "--lang", "fr"), "permit_years"),
        (("--format", "pdf"), "no format called pdf"),
        (("--own", "nowhere.toml"), "cannot be read"),
    ],
)
def test_what_makes_no_sense(
    capfd: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    status, out, err = asked(capfd, *words)
    assert status == 2
    assert out == ""
    assert says in err
    assert "Traceback" not in err
