"""``grandlivre campus`` as it is typed: what it prints and writes, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from lake_campus import TOML

from grandlivre.campus.operate.codec import year_from_folder
from grandlivre.cli import main


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GRANDLIVRE_LANG", "GRANDLIVRE_DB", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")
    monkeypatch.chdir(tmp_path)
    Path("lake.toml").write_text(TOML, encoding="utf-8")


def said(capsysbinary: Any, *words: str) -> tuple[int, str, str]:
    status = main(["campus", *words])
    out, err = capsysbinary.readouterr()
    return status, out.decode(), err.decode()


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        ((), "what is to be done with the campus is not said", "ce qu’il faut faire du campus"),
        (("fly",), "write grandlivre campus and one of run, compare", "écrivez grandlivre campus"),
        (("run",), "one campus is to be named", "un campus est à nommer"),
        (("run", "atlantis"), "there is no campus called atlantis", "il n’y a pas de campus nommé"),
        (("run", "lake.toml", "--year", "1789"), "1789 is no year", "1789 n’est pas une année"),
        (("run", "lake.toml", "--format", "xls"), "there is no format called xls", "xls"),
        (("run", "lake.toml", "--events", "dragons"), "dragons", "dragons"),
        (("compare", "lake.toml"), "no event is named", "aucun aléa n’est nommé"),
        (("sweep",), "no campus is named", "aucun campus n’est nommé"),
        (("sweep", "lake.toml", "--seeds", "0"), "must be 1 or more", "doit être 1 ou plus"),
        (("audit",), "no log of a year is named", "aucun journal"),
        (("audit", "nowhere.log"), "the log cannot be read", "le journal ne peut pas être lu"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_remedy(
    capsysbinary: Any, words: tuple[str, ...], english: str, french: str
) -> None:
    for language, sentence in (("en", english), ("fr", french)):
        status, out, err = said(capsysbinary, *words, "--lang", language)
        assert status == 2
        assert out == ""
        assert sentence in err
        assert "—" in err


def test_events_and_designs_are_listed(capsysbinary: Any) -> None:
    status, out, _ = said(capsysbinary, "events", "--lang", "fr")
    assert status == 0
    assert "heat-wave" in out
    assert "Canicule" in out
    status, out, _ = said(capsysbinary, "designs")
    assert status == 0
    assert "campus-ia" in out
    status, out, _ = said(capsysbinary, "designs", "lake.toml", "--lang", "fr")
    assert "Campus du Lac" in out
    assert "https://example.org/deed" in out.replace("\n", "")


def test_a_design_is_written_out_and_read_again(capsysbinary: Any) -> None:
    status, out, _ = said(capsysbinary, "designs", "lake.toml", "--toml")
    assert status == 0
    Path("again.toml").write_text(out, encoding="utf-8")
    status, again, _ = said(capsysbinary, "designs", "again.toml", "--toml")
    assert status == 0
    assert again == out


@pytest.mark.slow
def test_a_year_is_run_and_written_whole(capsysbinary: Any) -> None:
    status, out, err = said(
        capsysbinary, "run", "lake.toml", "--out", "made", "--format", "csv", "--seed", "3"
    )
    assert status == 0
    assert "Lake Campus would keep" in out
    assert "no breach" in out
    assert "made" in err
    made = {str(path.relative_to("made")) for path in Path("made").rglob("*") if path.is_file()}
    assert {"campus.html", "campus.json", "audit.log", "csv/hours.csv"} <= made
    assert not any(name.endswith(".partial") for name in made)
    figures = json.loads(Path("made/campus.json").read_bytes())
    assert figures["command"] == "grandlivre campus run lake.toml --year 2030 --seed 3"
    year = year_from_folder(Path("made/year"))
    assert year.audit.digest == figures["audit"]["digest"]
    site = next(each for each in figures["outcomes"] if each["key"] == "site_energy")
    assert site["value"] == pytest.approx(float(year.power.site_mw.sum()))
    status, out, _ = said(capsysbinary, "audit", "made/audit.log")
    assert status == 0
    assert figures["audit"]["digest"] in out
    log = Path("made/audit.log")
    log.write_text(log.read_text().replace('"seed":3', '"seed":4'))
    status, _, err = said(capsysbinary, "audit", "made/audit.log")
    assert status == 1
    assert "the chain of the log is broken" in err


@pytest.mark.slow
def test_years_are_compared_and_swept_and_not_run_twice(capsysbinary: Any) -> None:
    status, out, _ = said(
        capsysbinary, "compare", "lake.toml", "--events", "heat-wave", "--format", "json"
    )
    assert status == 0
    other = json.loads(out)["others"][0]
    assert other["events"] == ["heat-wave"]
    words = ("sweep", "lake.toml", "--events", "heat-wave", "--out", "swept")
    status, text, err = said(capsysbinary, *words)
    assert status == 0
    assert "Undisturbed" in text
    assert "Going on" not in err
    rows = json.loads(Path("swept/sweep.json").read_bytes())
    assert [row["events"] for row in rows] == [[], ["heat-wave"]]
    swept = next(each for each in rows[1]["outcomes"] if each["key"] == "site_energy")
    compared = next(each for each in other["outcomes"] if each["key"] == "site_energy")
    assert swept["value"] == compared["value"]
    before = {path: path.stat().st_mtime_ns for path in Path("swept/years").iterdir()}
    status, again, _ = said(capsysbinary, *words)
    assert again == text
    assert {path: path.stat().st_mtime_ns for path in Path("swept/years").iterdir()} == before
