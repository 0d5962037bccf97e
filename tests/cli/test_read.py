"""`grandlivre read` as people and programs use it."""

import csv
import errno
import io
import json
import os
import re
import shlex
import subprocess
import sys
from html import unescape
from pathlib import Path

import press
import pytest

from grandlivre.cli import main
from grandlivre.pipeline.reading import read


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GRANDLIVRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return press.write_press(tmp_path / "press", 4)


def said(capsysbinary: pytest.CaptureFixture[bytes], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    captured = capsysbinary.readouterr()
    return status, captured.out.decode(), captured.err.decode()


def test_a_table_for_people(texts: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, err = said(capsysbinary, "read", texts)
    assert (status, err) == (0, "")
    assert "€3bn–5bn" in out
    assert "1.4\u00a0GW" in out
    assert "in 4 documents" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_same_in_french(texts: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = said(capsysbinary, "read", texts / "00000.txt", "--lang", "fr")
    assert "3–5\u00a0Md€" in out
    assert "1,4\u00a0GW" in out
    assert "dans 1 document" in out


def test_one_claim_a_line_with_exact_evidence(
    texts: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, out, _ = said(capsysbinary, "read", texts, "--format", "jsonl")
    claims = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert len({claim["id"] for claim in claims}) == len(claims) >= 8
    for claim in claims:
        text = Path(claim["document"]).read_text(encoding="utf-8")
        evidence = claim["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert text[: evidence["start"]].endswith(evidence["prefix"])
        assert text[evidence["end"] :].startswith(evidence["suffix"])
    power = next(claim for claim in claims if claim["measure"] == "power")
    assert (power["low"], power["unit"]) == (1_400_000_000, "W")
    assert isinstance(power["low"], int)


def test_csv_has_a_row_a_claim(texts: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = said(capsysbinary, "read", texts, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    claims = [claim for result in read([str(texts)]) for claim in result.claims]
    assert [row["id"] for row in rows] == [claim.id for claim in claims]
    assert [row["quote"] for row in rows] == [claim.evidence.quote for claim in claims]


def test_the_page_is_self_contained_and_holds_the_text(
    texts: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = tmp_path / "page.html"
    status, _, err = said(capsysbinary, "read", texts / "00000.txt", "--out", out)
    page = out.read_text(encoding="utf-8")
    assert status == 0
    assert str(out) in err
    assert not re.search(r"(?:src|href)=|url\(|@import", page)
    [shown] = re.findall(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert unescape(re.sub(r"<[^>]*>", "", shown)) == press.FR
    assert page.count("<mark class=") - 4 == page.count('<section class="card') >= 2
    assert page.rstrip().endswith("</html>")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_cell_without_its_figure_is_named_and_its_row_is_read(
    tmp_path: Path, workers: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    table = "projet;montant_eur;puissance_mw\nUn;beaucoup;120\nDeux;3000000;n/a\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    words = ["read", tmp_path / "t.csv", "--format", "jsonl", "--workers", workers]
    status, out, err = said(capsysbinary, *words)
    assert [json.loads(line)["evidence"]["quote"] for line in out.splitlines()] == [
        "120",
        "3000000",
    ]
    assert status == 1
    [line] = err.splitlines()
    assert line.startswith(f"{tmp_path / 't.csv'}#2: the column montant_eur holds “beaucoup”")
    _, _, err = said(capsysbinary, *words, "--lang", "fr")
    assert "#2\u00a0: la colonne montant_eur porte «\u00a0beaucoup\u00a0», qui ne se lit pas" in err
    assert "écrivez un nombre" in err


def test_hostile_text_and_metadata_stay_text(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "x.jsonl"
    record = {
        "text": "<script>alert(1)</script> MGX investira 5 milliards d'euros. <img src=x>",
        "title": "<b>bold</b>",
        "url": "javascript:alert(1)",
    }
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    _, out, _ = said(capsysbinary, "read", path, "--format", "html")
    assert "<script>alert" not in out
    assert "<img" not in out
    assert "<b>bold" not in out
    assert "javascript:" not in out
    assert out.count("<script>") == 1


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
    texts: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "empty.txt").touch()
    words = ["read", tmp_path / "empty.txt", "no-such.txt", texts, "--format", "jsonl"]
    status, out, err = said(capsysbinary, *words)
    assert status == 1
    assert len(out.splitlines()) >= 8
    assert err.splitlines() == [
        f"{tmp_path}/empty.txt: the file is empty — check that it was saved or downloaded in full",
        "no-such.txt: no such file — check the name and the folder",
    ]
    _, _, err = said(capsysbinary, *words, "--lang", "fr")
    assert err.splitlines()[1] == (
        "no-such.txt\u00a0: ce fichier n’existe pas — vérifiez le nom et le dossier"
    )


@pytest.mark.parametrize(
    ("words", "said_of_it"),
    [
        (["read"], "no file to read was named"),
        (["raed", "x"], "there is no command raed; did you mean read?"),
        (["zzz", "x"], "there is no command zzz\n"),
        (["help", "zzz"], "there is no command zzz\n"),
        (["read", "x", "--fromat", "csv"], "there is no option --fromat; did you mean --format"),
        (["read", "x", "--format"], "--format needs a value"),
        (["read", "x", "--format", "xml"], "there is no format called xml"),
        (["read", "x", "--workers", "two"], "--workers: two is no whole number"),
        (["read", "x", "--workers", "0"], "the number of workers must be 1 or more"),
        (["read", "x", "--engine", "spark"], "there is no engine called spark"),
        (["read", "x", "--scheduler", "tcp://h:1"], "add --engine dask"),
        (["read", "x", "--model", "ftp://h", "m"], "ftp://h is no web address"),
        (["read", "x", "--model", "http://h"], "--model needs 2 values"),
        (["read", "x", "--lang", "de"], "there is no language de here"),
        (["version", "x"], "too many arguments"),
    ],
)
def test_commands_that_make_no_sense(
    words: list[str], said_of_it: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, out, err = said(capsysbinary, *words)
    assert (status, out) == (2, "")
    assert said_of_it in err
    assert "Traceback" not in err
    status, _, french = said(capsysbinary, "--lang=fr", *words)
    assert status == 2
    if "--lang" not in words:
        assert french.startswith("Erreur\u00a0: ")


def test_no_command_shows_help(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, _ = said(capsysbinary)
    assert status == 0
    assert "grandlivre run" in out
    _, french, _ = said(capsysbinary, "--lang", "fr", "--help")
    assert "Utilisation" in french


def test_habits_from_other_tools_are_met(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for typed, meant in [("help", "--help"), ("help run", "run --help"), ("--version", "version")]:
        status, out, err = said(capsysbinary, *typed.split())
        assert (status, err) == (0, "")
        assert out == said(capsysbinary, *meant.split())[1] != ""


def test_the_version(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    from grandlivre import __version__

    assert said(capsysbinary, "version")[1].startswith(f"grandlivre {__version__}\n")


def test_the_environment_and_the_file_of_settings(
    texts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('workers = "many"\n')
    monkeypatch.setenv("GRANDLIVRE_CONFIG", str(settings))
    status, _, err = said(capsysbinary, "read", texts)
    assert status == 2
    assert f"{settings}: workers: many is no whole number" in err
    assert said(capsysbinary, "read", texts, "--workers", "1")[0] == 0
    monkeypatch.setenv("GRANDLIVRE_LANG", "fr")
    monkeypatch.setenv("GRANDLIVRE_WORKERS", "1")
    assert "documents" in said(capsysbinary, "read", texts)[1]
    for wrong in ("colour = 1", "workers = [", "workers = true"):
        settings.write_text(wrong)
        assert said(capsysbinary, "read", texts)[0] == 2
    monkeypatch.setenv("GRANDLIVRE_CONFIG", str(tmp_path / "none.toml"))
    assert said(capsysbinary, "read", texts)[0] == 2


def test_standard_input_and_workers(texts: Path) -> None:
    text = (texts / "00000.txt").read_bytes()
    alone = press.grandlivre("read", "-", "--format", "jsonl", input=text)
    assert alone.returncode == 0
    assert len(alone.stdout.splitlines()) >= 2
    among = press.grandlivre(
        "read", texts / "00001.txt", "-", texts / "00002.txt", "--format", "jsonl",
        "--workers", "2", input=text,
    )  # fmt: skip
    names = [json.loads(line)["document"] for line in among.stdout.splitlines()]
    assert list(dict.fromkeys(names)) == [str(texts / "00001.txt"), "-", str(texts / "00002.txt")]


def test_a_closed_pipe_is_silent(texts: Path) -> None:
    press.write_press(texts, 200)
    run = subprocess.Popen(
        [sys.executable, "-m", "grandlivre", "read", str(texts), "--format", "html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=press.environment(),
    )
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.readline()
    run.stdout.close()
    assert run.stderr.read() == b""
    assert run.wait(30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", ["read {} --format jsonl", "--help", "read --help", "version"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_output_without_room_is_said_in_a_line(words: str, language: str, texts: Path) -> None:
    with open("/dev/full", "wb") as nowhere:
        run = subprocess.run(
            [sys.executable, "-m", "grandlivre", *words.format(texts).split(), "--lang", language],
            stdout=nowhere,
            stderr=subprocess.PIPE,
            env=press.environment(),
            check=False,
        )
    said = run.stderr.decode()
    cause = "no space left on device" if language == "en" else "plus de place sur le disque"
    assert (run.returncode, said.count("\n")) == (1, 1)
    assert cause in said


@pytest.mark.parametrize(("words", "status"), [("version", 0), ("read {}", 0), ("read gone", 1)])
def test_closed_output_is_no_fault(words: str, status: int, texts: Path) -> None:
    program = shlex.join([sys.executable, "-m", "grandlivre", *words.format(texts).split()])
    for closed in (">&-", ">&- 2>&-"):
        run = subprocess.run(
            ["sh", "-c", f"{program} {closed}"],
            stderr=subprocess.PIPE,
            env=press.environment(),
            check=False,
        )
        assert run.returncode == status
        assert b"Traceback" not in run.stderr


def test_no_room_for_temporary_files_is_no_fault(
    texts: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def unpacks(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("grandlivre.pipeline.reading.read_and_date", unpacks)
    status, _, err = said(capsysbinary, "read", texts / "00000.txt")
    assert status == 1
    assert "no room for temporary files (no space left on device) — make room" in err
    assert "fault" not in err


def test_order_and_repetition_of_files_change_nothing_but_counts(texts: Path) -> None:
    def claims(*names: str) -> list[str]:
        return [c.id for r in read([str(texts / name) for name in names]) for c in r.claims]

    first, second = claims("00000.txt"), claims("00001.txt")
    assert claims("00001.txt", "00000.txt") == second + first
    assert claims("00000.txt", "00000.txt") == first


def test_workers_write_the_same_bytes(tmp_path: Path) -> None:
    folder = press.write_press(tmp_path / "press", 40)
    alone = press.grandlivre("read", folder, "missing.txt", "--format", "jsonl")
    together = press.grandlivre(
        "read", folder, "missing.txt", "--format", "jsonl", "--workers", "3"
    )
    assert together.stdout == alone.stdout
    assert together.stderr == alone.stderr
    assert together.returncode == 1


def test_a_dask_cluster_writes_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    press.write_press(tmp_path / "press", 20)
    words = ["read", "press", "missing.txt", "--format", "jsonl"]
    alone = press.grandlivre(*words, cwd=tmp_path)
    there = press.grandlivre(*words, "--engine", "dask", "--workers", "2", cwd=tmp_path)
    assert there.stdout == alone.stdout
    assert there.stderr == alone.stderr
