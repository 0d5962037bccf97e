"""`grandlivre finance` as people and programs use it, with and without a ledger."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from grandlivre.cli import main


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GRANDLIVRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")
    monkeypatch.chdir(tmp_path)


def said(capsysbinary: pytest.CaptureFixture[bytes], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    captured = capsysbinary.readouterr()
    return status, captured.out.decode(), captured.err.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("The debt is covered every year in", "Owners’ return", "What it rests on")),
     ("fr", ("La dette est couverte chaque année", "Rendement des propriétaires", "Sur quoi"))],
)  # fmt: skip
def test_a_fresh_clone_finances_a_design(
    capsysbinary: pytest.CaptureFixture[bytes], language: str, words: tuple[str, ...]
) -> None:
    status, out, err = said(capsysbinary, "finance", "campus-ia", "--draws", 64, "--lang", language)
    assert (status, err) == (0, "")
    for each in words:
        assert each in out
    assert max(map(len, out.splitlines())) <= 80
    rests = out[out.index(words[-1]) :]
    # Units in the reader's own words, never as the tables of parameters write them.
    assert not re.search(r"\b(?:fraction|ratio|EUR)\b", rests)
    if language == "fr":
        assert not re.search(r"\b(?:years|jobs)\b|[^\W\d_)][:;]\s", rests)


def test_json_and_csv_for_programs(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    status, out, _ = said(
        capsysbinary, "finance", "campus-ia", "--hosting", "--draws", 64, "--seed", 3,
        "--as-of", "2026-06-30", "--format", "json",
    )  # fmt: skip
    plain = json.loads(out)
    assert status == 0
    assert (plain["covers"], plain["seed"], plain["draws"]) == ("hosting", 3, 64)
    assert plain["as_of"] == "2026-06-30"
    path = tmp_path / "told.csv"
    assert (
        main(["finance", "campus-ia", "--draws", "64", "--format", "csv", "--out", str(path)]) == 0
    )
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert len(rows) > 400


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("campus-nowhere",), "campus-nowhere"),
        (("campus-ia", "--draws", "3"), "3 draws"),
        (("campus-ia", "--format", "xlsx"), "xlsx"),
        (("campus-ia", "--scenario", "sunny"), "sunny"),
        (("campus-ia", "--db", "nothing-here"), "nothing-here"),
        ((), "name"),
    ],
)
def test_what_makes_no_sense_is_said(
    capsysbinary: pytest.CaptureFixture[bytes], words: tuple[str, ...], what: str
) -> None:
    status, out, err = said(capsysbinary, "finance", *words, "--lang", "en")
    assert status in (1, 2)
    assert out == ""
    assert what in err
    assert "Traceback" not in err
