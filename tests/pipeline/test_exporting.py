"""Exports of a run, and what is left where one is killed."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import press
import pytest
from small_ledger import small_material

from grandlivre.cli import main
from grandlivre.engine import write_together
from grandlivre.errors import CodecError, ConfigError, DocumentError, OutputError
from grandlivre.export.formats import FORMATS
from grandlivre.pipeline.exporting import export, read_run, usual_place
from grandlivre.pipeline.running import run
from grandlivre.pipeline.writing import Watcher


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the main job wrote."""
    folder = tmp_path_factory.mktemp("made")
    texts = press.write_press(folder / "press", 4)
    watcher = Watcher(failed=lambda _: None, warned=lambda _: None)
    run([str(texts)], folder / "out", watcher=watcher)
    return folder / "out"


def held(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return {str(each): each.read_bytes() for each in files if each.is_file()}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_written_and_the_same_twice(form: str, made: Path, tmp_path: Path) -> None:
    ledger, claims = read_run(made)
    for name in ("one", "two"):
        result = export(form, tmp_path / name, ledger, claims)
        assert result.path == tmp_path / name
        assert sum(result.exported.written.values())
    one, two = held(tmp_path / "one"), held(tmp_path / "two")
    assert list(one.values()) == list(two.values())
    assert not list(tmp_path.rglob("*.partial"))
    written = list(FORMATS[form].make(small_material()).files)
    assert sorted(one) == sorted(str(tmp_path / "one" / name).rstrip("/") for name in written)


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_says_what_it_wrote_and_what_not(
    form: str, made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for language in ("fr", "en"):
        out = tmp_path / language
        words = ["export", "--to", form, "--out", str(out), str(made), "--lang", language]
        assert main(words) == 0
        said[language] = capfd.readouterr().out
        assert out.exists()
    assert said["en"].startswith(f"Wrote {tmp_path}/en: ")
    assert said["fr"].startswith(f"Écrit dans {tmp_path}/fr\u00a0: ")
    assert said["en"].count("\n") == said["fr"].count("\n")
    if form not in ("csv", "parquet"):
        assert "Not in the standard, put in its extension: " in said["en"]
        assert "Hors du standard, mis dans son extension\u00a0: " in said["fr"]
    if form in ("annotations", "iati", "oc4ids", "ftm"):
        assert "Left out: " in said["en"]
        assert "Laissé de côté\u00a0: " in said["fr"]


def test_an_export_goes_beside_what_it_was_made_from(made: Path) -> None:
    assert main(["export", "--to", "iati", str(made)]) == 0
    assert usual_place("iati", made) == made / "export" / "iati.xml"
    assert (made / "export" / "iati.xml").is_file()


def test_the_database_of_a_run_is_exported_with_its_documents(
    made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for words in ((str(made),), ("--db", str(made / "ledger.db"))):
        out = tmp_path / f"{len(words)}.jsonld"
        assert main(["export", "--to", "annotations", "--out", str(out), *words]) == 0
    assert (tmp_path / "1.jsonld").read_bytes() == (tmp_path / "2.jsonld").read_bytes()
    collection = json.loads((tmp_path / "1.jsonld").read_bytes())
    sources = [each["target"]["source"] for each in collection["first"]["items"]]
    assert {each["gl:published"] for each in sources} == {"2025-03-10", "2025-03-12"}
    assert collection["total"] == len(read_run(made)[1])


def test_the_ledger_of_a_day_is_exported(
    made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["export", "--to", "csv", "--out", str(tmp_path), "--as-of", "2025-03-11", str(made)]
    assert main(words) == 0
    with (tmp_path / "documents.csv").open(encoding="utf-8", newline="") as file:
        assert {row["published"] for row in csv.DictReader(file)} == {"2025-03-10"}
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert {row["document"][-9:] for row in csv.DictReader(file)} == {"00000.txt", "00002.txt"}


def test_without_a_database_the_files_of_a_run_are_exported(
    made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("claims.jsonl", "ledger.json"):
        (tmp_path / name).write_bytes((made / name).read_bytes())
    assert main(["export", "--to", "ftm", str(tmp_path)]) == 0
    assert (tmp_path / "export" / "ftm.jsonl").is_file()
    assert main(["export", "--to", "ftm", "--as-of", "2025", str(tmp_path), "--lang", "en"]) == 2
    assert "--as-of: only a ledger's database knows other days" in capfd.readouterr().err


def test_documents_that_are_given_are_told_of(tmp_path: Path) -> None:
    material = small_material()
    export(
        "annotations", tmp_path / "a.jsonld", material.ledger, material.claims, material.documents
    )
    collection = json.loads((tmp_path / "a.jsonld").read_bytes())
    sources = [each["target"]["source"] for each in collection["first"]["items"]]
    assert sources[1]["id"] == "https://example.org/1"
    assert sources[0]["gl:publisher"] == "Le Courrier"


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ((), 2, "--to: no format was named"),
        (("--to", "pdf"), 2, "--to: there is no format called pdf"),
        (("--to", "csv", "nowhere"), 1, "nowhere: there is no ledger here"),
    ],
)
def test_a_command_that_makes_no_sense(
    words: tuple[str, ...],
    status: int,
    message: str,
    made: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder = () if "nowhere" in words else (str(made),)
    assert main(["export", *words, *folder, "--lang", "en"]) == status
    said = capfd.readouterr().err
    assert message in said
    assert "Traceback" not in said


def test_where_it_cannot_be_written(made: Path, tmp_path: Path) -> None:
    ledger, claims = read_run(made)
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        export("csv", tmp_path / "file" / "out", ledger, claims)
    with pytest.raises(OutputError, match="is a folder"):
        export("iati", tmp_path, ledger, claims)
    with pytest.raises(ConfigError, match="use one of csv, parquet"):
        export("pdf", tmp_path / "x", ledger, claims)


def test_malformed_runs_are_named(made: Path, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="name a folder that grandlivre run wrote"):
        read_run(tmp_path)
    (tmp_path / "claims.jsonl").write_bytes(b'{"id": 3}\n')
    (tmp_path / "ledger.json").write_bytes((made / "ledger.json").read_bytes())
    with pytest.raises(CodecError, match=r"claims\.jsonl:1, id: expected a string"):
        read_run(tmp_path)


def test_files_that_belong_together_are_written_together(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write_together({one: [b"old"], two: [b"old"]})

    def broken() -> "list[bytes]":
        raise OutputError("no more")

    with pytest.raises(OutputError, match="no more"):
        write_together({one: [b"new"], two: (part for part in broken())})
    assert (one.read_bytes(), two.read_bytes()) == (b"old", b"old")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one", "two"]
    write_together({one: [b"n", b"ew"], two: []})
    assert (one.read_bytes(), two.read_bytes()) == (b"new", b"")


_SLOWLY = """
import sys, time
from pathlib import Path
from grandlivre.engine import write_together

def parts():
    for _ in range(400):
        yield b"new" * 1000
        time.sleep(0.002)

folder = Path(sys.argv[1])
print("writing", flush=True)
write_together({folder / name: parts() for name in ("a", "b", "c")})
"""


@pytest.mark.parametrize("after", [0.05, 0.4, 1.1])
def test_a_kill_in_mid_write_leaves_the_old_files(tmp_path: Path, after: float) -> None:
    names = ("a", "b", "c")
    for name in names:
        (tmp_path / name).write_bytes(b"old")
    words = [sys.executable, "-c", _SLOWLY, str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=os.environ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    assert {(tmp_path / name).read_bytes() for name in names} == {b"old"}
    write_together({tmp_path / name: [b"newer"] for name in names})
    assert {each.read_bytes() for each in tmp_path.iterdir()} == {b"newer"}
