"""`grandlivre outlook` as people and programs use it."""

import json
import re
from pathlib import Path

import press
import pytest
from traces import follow, untraced

from grandlivre.cli import main


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GRANDLIVRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run's folder over some invented press."""
    root = tmp_path_factory.mktemp("outlook")
    texts = press.write_press(root / "press", 6)
    assert main(["run", str(texts), "--out", str(root / "run")]) == 0
    return root / "run"


def said(capsysbinary: pytest.CaptureFixture[bytes], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    captured = capsysbinary.readouterr()
    return status, captured.out.decode(), captured.err.decode()


def test_the_run_keeps_its_outlook_and_shows_it(folder: Path) -> None:
    plain = json.loads((folder / "outlook.json").read_bytes())
    assert plain["about"]["scenario"]["name"] == "reference-class"
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert follow(page) > 50
    assert untraced(page) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("A projection, not a prediction", "Year by year", "Odds that each promise")),
     ("fr", ("Une projection, pas une prédiction", "Année par année", "Chances que chaque"))],
)  # fmt: skip
def test_a_table_for_people(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], language: str, words: tuple[str, ...]
) -> None:
    status, out, err = said(
        capsysbinary, "outlook", "--db", folder, "--draws", 256, "--lang", language
    )
    assert (status, err) == (0, "")
    for each in words:
        assert each in out
    assert max(map(len, out.splitlines())) <= 80
    if language == "fr":
        assert not re.search(r"\w[:;]\s|\s»(?<!\u00a0»)", out)


def test_json_for_programs(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, _ = said(
        capsysbinary, "outlook", "--db", folder, "--draws", 256, "--seed", 5, "--by", "site",
        "--scenario", "notre-dame", "--format", "json",
    )  # fmt: skip
    plain = json.loads(out)
    assert status == 0
    assert (plain["about"]["seed"], plain["about"]["draws"]) == (5, 256)
    assert plain["about"]["scenario"]["name"] == "notre-dame"
    assert {series["scope"] for series in plain["series"]} == {"all", "site"}


def test_scenarios_are_compared(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, err = said(
        capsysbinary, "outlook", "compare", "notre-dame", "reference-class", "--db", folder,
        "--draws", 256,
    )  # fmt: skip
    assert (status, err) == (0, "")
    assert "2 scenarios" in out
    assert "(notre-dame)" in out
    assert "(reference-class)" in out
    assert "on average" in out


def test_files_are_written_where_they_are_told_to_be(
    folder: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, out, _ = said(
        capsysbinary, "outlook", "--db", folder, "--draws", 256, "--format", "pypsa",
        "--out", tmp_path / "loads",
    )  # fmt: skip
    assert status == 0
    assert "42 files" in out
    assert (tmp_path / "loads" / "mean" / "loads.csv").exists()
    said(capsysbinary, "outlook", "--db", folder, "--draws", 256, "--format", "csv")
    assert (folder / "outlook" / "csv" / "series.csv").exists()
    said(
        capsysbinary, "outlook", "--db", folder, "--draws", 256, "--format", "json", "--out",
        tmp_path / "o.json",
    )  # fmt: skip
    assert json.loads((tmp_path / "o.json").read_bytes())["quarters"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--scenario", "fast"), "il n’y a pas de scénario fast"),
        (("--by", "colour"), "une projection ne se détaille pas par colour"),
        (("--format", "xml"), "xml"),
        (("compare", "notre-dame"), "il faut au moins deux scénarios"),
        (("forecast",), "outlook n’attend pas forecast"),
        (("compare", "notre-dame", "grid-bound", "--scenario", "x"), "se nomment après compare"),
        (("--draws", "1"), "1"),
        (("--given", "it rains"), "it rains"),
    ],
)
def test_what_makes_no_sense_is_said(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], words: tuple[str, ...], says: str
) -> None:
    status, out, err = said(capsysbinary, "outlook", *words, "--db", folder, "--lang", "fr")
    assert status == 2
    assert out == ""
    assert says in err


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Reference classes", "Base rate", "sample is small")),
     ("fr", ("Classes de référence", "Taux de base", "échantillon est petit"))],
)  # fmt: skip
def test_the_backtest_is_told(
    capsysbinary: pytest.CaptureFixture[bytes], language: str, words: tuple[str, ...]
) -> None:
    status, out, err = said(capsysbinary, "outlook", "backtest", "--lang", language)
    assert (status, err) == (0, "")
    for each in words:
        assert each in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_backtest_for_programs(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, _ = said(capsysbinary, "outlook", "backtest", "--format", "json")
    every = json.loads(out)["backtests"][-1]
    assert status == 0
    assert every["judged"] >= 25
    assert (
        every["scores"]["reference"]["brier"]["value"]
        < every["scores"]["base_rate"]["brier"]["value"]
    )
    assert every["scores"]["stated"]["log_score"]["value"] is None
    assert len(every["forecasts"]) == every["judged"]


def test_programmes_side_by_side(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, err = said(capsysbinary, "outlook", "programmes", "--db", folder, "--lang", "en")
    assert (status, err) == (0, "")
    assert "programme" in out
    status, out, _ = said(capsysbinary, "outlook", "programmes", "--db", folder, "--format", "json")
    assert status == 0
    assert isinstance(json.loads(out)["programmes"], list)


def test_what_stands_beside_is_no_folder_of_files(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    status, _, err = said(capsysbinary, "outlook", "backtest", "--format", "csv", "--lang", "en")
    assert status != 0
    assert "backtest is not written as csv" in err
