"""The main job, from texts to a report, on a small collection."""

import csv
import json
import os
import re
from pathlib import Path

import press
import pytest

from grandlivre.base.codec import loads
from grandlivre.claims.model import Claim
from grandlivre.errors import DocumentError, OutputError
from grandlivre.pipeline.live import Live
from grandlivre.pipeline.running import run
from grandlivre.pipeline.writing import Watcher

# The database's bytes tell when it was written; what it holds is compared in its own tests.
SAME = ["claims.csv", "claims.jsonl", "ledger.json", "outlook.json", "report.html"]
WRITTEN = sorted([*SAME, "ledger.db", "report"])


def watcher(failed: list[str]) -> Watcher:
    return Watcher(failed=lambda error: failed.append(str(error)), warned=lambda _: None)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_claims_ledger_and_report_are_written(tmp_path: Path, language: str) -> None:
    texts = press.write_press(tmp_path / "press", 4)
    failed: list[str] = []
    out = tmp_path / "a" / "b"
    result = run([str(texts), "gone.txt"], out, language=language, watcher=watcher(failed))
    assert sorted(path.name for path in out.iterdir()) == WRITTEN
    assert failed == ["gone.txt: no such file — check the name and the folder"]
    lines = (out / "claims.jsonl").read_bytes().splitlines()
    claims = [loads(Claim, line) for line in lines]
    assert len(claims) == result.progress.claims >= 8
    assert result.progress.documents == 4
    assert result.progress.failed == 1
    with (out / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [claim.id for claim in claims]
    ledger = json.loads((out / "ledger.json").read_bytes())
    known = {claim.id for claim in claims}
    assert ledger["commitments"]
    assert {key for entry in ledger["commitments"] for key in entry["claims"]} <= known
    page = result.report.read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in page
    # Sources are linked to; nothing is fetched.
    assert not re.search(r"""\bsrc=["'](?:https?:)?//""", page)
    assert not re.search(r"<(?:link|iframe|img)\b", page)
    assert result.summary


def test_the_same_texts_give_the_same_files(tmp_path: Path) -> None:
    texts = press.write_press(tmp_path / "press", 3)
    for name in ("one", "two"):
        run([str(texts)], tmp_path / name, watcher=watcher([]))
    for name in SAME:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert pages_of(tmp_path / "one") == pages_of(tmp_path / "two")


def pages_of(out: Path) -> dict[str, bytes]:
    folder = out / "report"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 30
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_nothing_to_read_is_said_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="nothing could be read"):
        run(["gone.txt"], tmp_path / "out", watcher=watcher([]))
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file/out: cannot be written"):
        run(["x"], tmp_path / "file" / "out", watcher=watcher([]))


def test_the_corpus_of_the_package_is_read_by_its_names(tmp_path: Path) -> None:
    """Without sources; what is written must not say where the package is installed."""
    here = Path.cwd()
    done = press.grandlivre("run", "--out", tmp_path / "out", "--lang", "fr")
    assert done.returncode == 0, done.stderr.decode()
    assert Path.cwd() == here
    said = done.stdout.decode()
    assert said.splitlines()[-1] == f"Rapport\u00a0: {tmp_path}/out/report.html"
    claims = [json.loads(line) for line in (tmp_path / "out" / "claims.jsonl").open("rb")]
    assert len(claims) > 200
    names = {claim["document"] for claim in claims}
    assert not any(os.sep in name for name in names)
    package = Path(press.__file__).parents[2]
    for path in (tmp_path / "out").rglob("*"):
        assert not path.is_file() or str(package).encode() not in path.read_bytes()


@pytest.mark.slow
def test_a_campus_year_of_the_run_is_there_for_the_application(tmp_path: Path) -> None:
    texts = press.write_press(tmp_path / "press", 2)
    run([str(texts)], tmp_path, campus="teaching-10mw", watcher=watcher([]))
    with Live(str(tmp_path)) as live:
        assert live.shown.campus
        assert "<svg" in live.shown.edition.campus["fr"]
        (job,) = live.store.jobs.jobs()
        assert live.shows(job)
