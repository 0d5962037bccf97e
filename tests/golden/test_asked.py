"""What the commands that ask a ledger say of six invented texts, word by word, as golden files.

Where words are meant to change, write the files anew and read what changed:
``WRITE_GOLDEN=1 pytest tests/golden/test_asked.py``.
"""

import json
import os
import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import press
import pytest

from grandlivre.base.wording import period
from grandlivre.cli import main
from grandlivre.pipeline.running import run
from grandlivre.pipeline.writing import Watcher

FOLDER = Path(__file__).parent / "asked"
ASKED = {
    "ledger.en.80": "ledger --lang en",
    "ledger.fr.60": "ledger --lang fr",
    "ledger-as-of.fr.80": "ledger --as-of 2025-03 --lang fr",
    "ledger-by-year.en.80": "ledger --by year --lang en",
    "total.fr.80": "total --lang fr",
    "total-by-nature.en.60": "total --by nature --all --lang en",
    "conflicts.en.80": "conflicts --lang en",
    "conflicts.fr.60": "conflicts --lang fr",
    "explain-40.fr.80": "explain 40 --lang fr",
    "explain-boreal.en.60": "explain Boréal --lang en",
    "explain-larkspur.fr.60": "explain larkspur 2 --lang fr",
    "explain-several.en.80": "explain centre --lang en",
    "diff.fr.80": "diff 2025-03-31 2026-03-31 --lang fr",
    "changes.en.60": "changes --since 2025-03-31 --lang en",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("asked")
    watcher = Watcher(failed=lambda error: None, warned=lambda _: None)
    before = Path.cwd()
    os.chdir(FOLDER)
    try:
        run(["texts"], out, watcher=watcher)
    finally:
        os.chdir(before)
    return out / "ledger.db"


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GRANDLIVRE_LANG", "GRANDLIVRE_DB", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")


def said(capsysbinary: Any, *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    captured = capsysbinary.readouterr()
    return status, captured.out.decode(), captured.err.decode()


@pytest.mark.parametrize("name", sorted(ASKED))
def test_what_is_said(
    name: str, database: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    width = int(name.rsplit(".", 1)[1])
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("GRANDLIVRE_DB", str(database))
    status, out, err = said(capsysbinary, *ASKED[name].split())
    assert (status, err) == (1 if "several" in name else 0, "")
    lines = [line for line in out.splitlines() if "://" not in line]
    assert max(map(len, lines)) <= width
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in lines)
    path = FOLDER / f"{name}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(out, encoding="utf-8")
    assert out == path.read_text(encoding="utf-8")


def test_what_to_ask_instead_can_be_copied(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """The same ledger, the same day: whatever a shell would take apart is quoted."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "le mien").symlink_to(database.parent)
    words = ["--db", "le mien", "--as-of", "2025-12", "--lang", "en"]
    status, out, _ = said(capsysbinary, "explain", "centre", *words)
    example = out.splitlines()[-1].partition("grandlivre ")[2]
    assert (status, example.partition(" --")[2]) == (1, "db 'le mien' --as-of 2025-12")
    assert said(capsysbinary, *shlex.split(example))[0] == 0


@pytest.mark.parametrize(("out", "named"), [("out/run", ""), ("a b", " --db 'a b'")])
def test_a_run_says_how_to_ask_its_own_ledger(
    out: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    status, told, _ = said(capsysbinary, "run", FOLDER / "texts", "--out", out, "--lang", "en")
    assert status in (0, 1)
    assert f"more with grandlivre outlook{named}\n" in told


@pytest.mark.parametrize("name", sorted(ASKED))
def test_the_same_for_machines(name: str, database: Path, capsysbinary: Any) -> None:
    status, out, err = said(
        capsysbinary, *ASKED[name].split(), "--db", database, "--format", "json"
    )
    assert (status, err) == (1 if "several" in name else 0, "")
    assert isinstance(json.loads(out), dict)


def test_a_total_is_broken_down_by_its_id(database: Path, capsysbinary: Any) -> None:
    _, out, _ = said(capsysbinary, "total", "--db", database, "--format", "json")
    for total in json.loads(out)["totals"]:
        ask = ("total", "--db", database, "--by", "stage", "--of", total["id"])
        _, out, _ = said(capsysbinary, *ask, "--format", "json")
        parts = json.loads(out)["totals"]
        assert sorted(key for each in parts for key in each["sums"]) == sorted(total["sums"])
        status, out, _ = said(capsysbinary, "explain", parts[0]["id"], "--db", database)
        assert (status, bool(out)) == (0, True)
        assert said(capsysbinary, *ask, "--lang", "fr")[0] == 0
    status, _, err = said(capsysbinary, "total", "--db", database, "--by", "stage", "--of", "nil")
    assert status != 0
    assert "commitments" in err


def test_one_total_is_shown_alone(tmp_path: Path, capsysbinary: Any) -> None:
    texts = {
        "fr": "PARIS, le 3 mars 2025. Hespérie investira 12 milliards d’euros dans un centre de données à Cambrai.",
        "se": "PARIS, le 3 mars 2025. Boréal investira 4 milliards d’euros dans un centre de données à Borlänge, en Suède.",
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert said(capsysbinary, "run", tmp_path, "--out", tmp_path / "out")[0] == 0
    words = ("total", "--db", tmp_path / "out")
    _, out, _ = said(capsysbinary, *words, "--format", "json")
    every = json.loads(out)["totals"]
    assert [total["id"] for total in every] == ["commitments", "commitments:FR", "commitments:SE"]
    for total in every:
        _, out, _ = said(capsysbinary, *words, "--of", total["id"], "--format", "json")
        assert json.loads(out)["totals"] == [total]
    _, told, _ = said(capsysbinary, *words, "--of", "commitments:SE", "--lang", "en")
    assert ("Sweden" in told, "France" in told, "€12bn" in told) == (True, False, False)
    status, _, err = said(capsysbinary, *words, "--of", "nil", "--lang", "en")
    assert (status, "nil: there is no such total — use one of commitments, " in err) == (1, True)


def test_a_ledger_is_no_total(database: Path, capsysbinary: Any) -> None:
    ask = ("ledger", "--db", database, "--of", "commitments")
    status, out, err = said(capsysbinary, *ask)
    assert (status, out) == (2, "")
    assert "--of: a ledger is broken down only with --by — add --by" in err
    assert "grandlivre total --of" in said(capsysbinary, *ask, "--lang", "fr")[2]
    assert said(capsysbinary, *ask, "--by", "stage")[0] == 0


@pytest.mark.parametrize("ask", ["ledger", "total", "conflicts", "explain 40"])
def test_what_had_been_recorded_by_a_day(ask: str, database: Path, capsysbinary: Any) -> None:
    words = [*ask.split(), "--db", database, "--format", "json"]
    _, whole, _ = said(capsysbinary, *words)
    today = date.today().isoformat()  # noqa: DTZ011
    status, out, _ = said(capsysbinary, *words, "--as-of", today, "--recorded")
    assert (status, out) == (0, whole)  # the texts are older than their recording
    _, told, _ = said(capsysbinary, *words[:-2], "--as-of", today, "--recorded")
    assert told.startswith(f"By what had been recorded here by {period(today, 'en')}.")
    status, _, err = said(capsysbinary, *words, "--as-of", "2025-12-31", "--recorded")
    assert status != 0
    assert "recorded" in err
    status, _, err = said(capsysbinary, *words, "--recorded")
    assert status != 0
    assert "--as-of" in err


def test_the_ledger_for_machines_follows_its_contract(database: Path, capsysbinary: Any) -> None:
    _, out, _ = said(capsysbinary, "ledger", "--db", database, "--format", "json")
    ledger = json.loads(out)
    assert {"about", "commitments", "programmes", "conflicts", "totals"} <= set(ledger)
    wanted = {
        "id", "title", "parties", "amounts", "reconciled", "best", "stage", "starts", "ends",
        "places", "projects", "relations", "claims", "origins",
    }  # fmt: skip
    assert all(wanted <= set(entry) for entry in ledger["commitments"])
    _, out, _ = said(
        capsysbinary, "ledger", "--db", database, "--format", "json", "--by", "purpose"
    )
    folded = json.loads(out)
    assert folded["by"] == "purpose"
    summed = [key for total in folded["folded"] for key in total["sums"]]
    whole = next(total for total in folded["totals"] if total["id"] == "commitments")
    assert sorted(summed) == sorted(whole["sums"])


def test_an_explanation_leads_to_the_very_words(database: Path, capsysbinary: Any) -> None:
    """Every claim of it stands in its text, at its place, and every figure has its claim."""
    _, out, _ = said(capsysbinary, "explain", "Boréal", "--db", database, "--format", "json")
    found = json.loads(out)
    assert found["kind"] == "commitment"
    assert [claim["id"] for claim in found["claims"]]
    for claim in found["claims"]:
        text = (FOLDER / claim["document"]["name"]).read_text(encoding="utf-8")
        evidence = claim["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    known = {claim["id"] for claim in found["claims"]}
    assert {amount["claim"] for amount in found["record"]["amounts"]} <= known
    assert {key for step in found["history"] for key in step["claims"]} <= known


def test_an_explanation_by_id_by_its_beginning_and_of_a_claim(
    database: Path, capsysbinary: Any
) -> None:
    _, out, _ = said(capsysbinary, "explain", "Boréal", "--db", database, "--format", "json")
    entry = json.loads(out)
    for asked in (entry["id"], entry["id"][:12], entry["id"].partition("_")[2][:8]):
        _, out, _ = said(capsysbinary, "explain", asked, "--db", database, "--format", "json")
        assert json.loads(out)["id"] == entry["id"]
    claim = entry["claims"][0]["id"]
    _, out, _ = said(capsysbinary, "explain", claim, "--db", database, "--format", "json")
    told = json.loads(out)
    assert (told["kind"], told["id"]) == ("claim", claim)
    assert [each["id"] for each in told["entries"]] == [entry["id"]]
    for conflict in entry["conflicts"]:
        status, out, _ = said(capsysbinary, "explain", conflict["id"], "--db", database)
        assert status == 0
        assert conflict["explanation"]["en"].split()[0] in out
    _, out, _ = said(capsysbinary, "explain", "commitments", "--db", database)
    assert "Leaves out" in out


def test_a_second_time_it_is_the_same(database: Path, capsysbinary: Any) -> None:
    """From what the database keeps, and worked out anew."""
    words = ("ledger", "--db", database, "--format", "json", "--as-of", "2025-09-30")
    first, second = said(capsysbinary, *words), said(capsysbinary, *words)
    assert first == second


def test_what_was_recorded_later_is_new_by_recording(database: Path, capsysbinary: Any) -> None:
    _, out, _ = said(
        capsysbinary, "changes", "--since", "2026-03-31", "--db", database, "--lang", "en"
    )
    assert "nothing changed" in out
    _, out, _ = said(
        capsysbinary, "changes", "--since", "2020-01-01", "--db", database, "--recorded",
        "--lang", "en",
    )  # fmt: skip
    assert "nothing → " in out


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        ("ledger --db gone.db", 1, "gone.db"),
        ("explain zzz", 1, "zzz"),
        ("explain", 2, "title|titre"),
        ("ledger --as-of 2999-01-01", 2, "2999-01-01"),
        ("ledger --as-of soon", 2, "2025-02-28"),
        ("ledger --by colour", 2, "investor"),
        ("ledger --format csv", 2, "json"),
        ("conflicts --kind rows", 2, "bound_as_value"),
        ("diff 2025-03-01", 2, "2026-07-01"),
        ("diff 2026-03-01 2025-03-01", 2, "2026-03-01 .* 2025-03-01"),
        ("diff 2025 2025-06", 2, "2025 .* 2025-06"),
        ("changes", 2, "--since"),
    ],
)
def test_what_makes_no_sense_is_said(
    words: str, status: int, complaint: str, language: str, database: Path, capsysbinary: Any
) -> None:
    given = words.split()
    if "--db" not in given:
        given += ["--db", str(database)]
    found, out, err = said(capsysbinary, *given, "--lang", language)
    assert (found, out) == (status, "")
    assert re.search(complaint, err)
    assert "Traceback" not in err
    assert err.startswith("Erreur" if language == "fr" else "Error")


def test_before_the_first_text_there_was_nothing(database: Path, capsysbinary: Any) -> None:
    for command in ("ledger", "total", "conflicts"):
        status, out, err = said(
            capsysbinary, command, "--db", database, "--as-of", "2024", "--lang", "en"
        )
        assert (status, err) == (0, "")
        assert "The first text dates from 10 March 2025." in out


def test_an_empty_database_is_said(tmp_path: Path, capsysbinary: Any) -> None:
    from grandlivre.store import open_store

    place = tmp_path / "empty.db"
    open_store(place, create=True).close()
    status, out, err = said(capsysbinary, "ledger", "--db", place)
    assert (status, out) == (1, "")
    assert "nothing is recorded" in err


def test_a_pipe_that_closes_is_no_failure(database: Path) -> None:
    run = press.grandlivre("ledger", "--db", database)
    assert run.returncode == 0
    assert b"\x1b" not in run.stdout
    cut = press.grandlivre("explain", "40", "--db", database, "--lang", "fr")
    assert cut.returncode == 0
    assert "40\u00a0Md€" in cut.stdout.decode()
