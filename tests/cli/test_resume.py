"""A run into a file, interrupted in every way, ends the same when it is run again."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import press
import psutil
import pytest

from grandlivre.claims.compiled.library import SWITCH
from grandlivre.cli import main

DOCUMENTS = 400


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return press.write_press(tmp_path_factory.mktemp("resume") / "press", DOCUMENTS)


@pytest.fixture(scope="module")
def whole(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What uninterrupted runs write."""
    written = {}
    for form in ("jsonl", "html"):
        out = tmp_path_factory.mktemp("whole") / f"out.{form}"
        assert press.grandlivre("read", texts, "gone.txt", "--out", out).returncode == 1
        written[form] = out.read_bytes()
    return written


def start(*words: object, **environment: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "grandlivre", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=press.environment() | environment,
        start_new_session=True,
        # Whatever a shell starts in the background is deaf to Ctrl-C, and so are its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "workers", "seed"),
    [("jsonl", 1, 1), ("jsonl", 2, 2), ("html", 1, 3), ("html", 2, 4)],
)
def test_killed_at_random_then_run_again(
    texts: Path, whole: dict[str, bytes], tmp_path: Path, form: str, workers: int, seed: int
) -> None:
    chance = random.Random(seed)
    out = tmp_path / f"out.{form}"
    words = ["read", texts, "gone.txt", "--out", out, "--workers", workers]
    kills = 0
    for _ in range(4):
        run = start(*words, **{SWITCH: "plain"})  # which takes its time
        partial = out.with_name(out.name + ".partial")
        deadline = time.monotonic() + 20
        while not partial.exists() and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.uniform(0.0, 1.2))
        if run.poll() is None:
            run.kill()
            kills += 1
        run.communicate()
    # How much is spread over processes is no part of the job: another number goes on with it.
    last = press.grandlivre(*words[:-1], 3 - workers)
    assert last.returncode == 1, last.stderr
    assert out.read_bytes() == whole[form]
    assert sorted(p.name for p in tmp_path.iterdir()) == [out.name]
    assert kills


def _notes(journal: Path) -> int:
    try:
        return journal.read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def held_at_work(out: Path, *words: object) -> "subprocess.Popen[bytes]":
    """A run into a file, made to stand still with some of its work safe and some to do.

    It reads with the plain reader, which writes the same: the compiled one is through before
    anybody looks. On a busy machine a run may be so all the same: then another is begun.
    """
    journal, partial = (out.with_name(out.name + end) for end in (".journal", ".partial"))
    for _ in range(10):
        run = start(*words, "--out", out, **{SWITCH: "plain"})
        # Bytes of the output alone may be of documents that no note covers yet, and those are
        # read again. The journal's first two notes are of the job and of its start.
        while run.poll() is None and _notes(journal) < 3:
            time.sleep(0.005)
        if run.poll() is None:
            run.send_signal(signal.SIGSTOP)
            if partial.exists():
                return run
            run.send_signal(signal.SIGCONT)
        _, err = run.communicate(timeout=20)
        assert out.exists(), err.decode()
        out.unlink()
    raise AssertionError("ten runs were through before they could be interrupted")


def test_interrupted_by_a_person(texts: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run = held_at_work(out, "read", texts, "gone.txt", "--workers", "2")
    family = psutil.Process(run.pid).children(recursive=True)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    run.send_signal(signal.SIGCONT)
    _, err = run.communicate(timeout=20)
    assert run.returncode == 130
    assert b"Traceback" not in err
    assert err.decode().splitlines()[-2:] == [
        "Run the same command again: it goes on from there.",
        "Interrupted.",
    ]
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
    assert not out.exists()
    again = press.grandlivre("read", texts, "gone.txt", "--out", out)
    assert b"Going on from an interrupted run" in again.stderr
    assert out.read_bytes() == whole["jsonl"]


def test_told_to_end(texts: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run = held_at_work(out, "read", texts, "gone.txt")
    run.terminate()
    run.send_signal(signal.SIGCONT)
    _, err = run.communicate(timeout=20)
    assert run.returncode == 130
    assert b"Traceback" not in err
    assert press.grandlivre("read", texts, "gone.txt", "--out", out).returncode == 1
    assert out.read_bytes() == whole["jsonl"]


@pytest.mark.parametrize("syncs", [0, 3, 9])
def test_a_disk_that_fills(
    texts: Path,
    whole: dict[str, bytes],
    tmp_path: Path,
    syncs: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    room = syncs
    sync = os.fsync

    def fill(descriptor: int) -> None:
        nonlocal room
        room -= 1
        if room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(descriptor)

    monkeypatch.setattr("grandlivre.engine.journal._COMMIT_SECONDS", 0.0)
    monkeypatch.setattr("grandlivre.engine.journal.os.fsync", fill)
    monkeypatch.setenv("GRANDLIVRE_LANG", "en")
    out = tmp_path / "out.jsonl"
    words = ["read", str(texts), "gone.txt", "--out", str(out)]
    assert main(words) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"Error: {out}: the disk is full"
        " — make room, then run the same command again: it goes on from there"
    )
    assert not out.exists()
    monkeypatch.undo()
    assert main(words) == 1
    assert out.read_bytes() == whole["jsonl"]


def test_a_changed_source_starts_anew(tmp_path: Path) -> None:
    texts = press.write_press(tmp_path / "press", 3)
    out = tmp_path / "out.jsonl"
    before = press.grandlivre("read", texts, "--out", out)
    assert before.returncode == 0
    first = out.read_bytes()
    (texts / "00000.txt").write_text(press.FR.replace("5 milliards", "7 milliards"))
    assert press.grandlivre("read", texts, "--out", out).returncode == 0
    assert out.read_bytes() != first


@pytest.mark.parametrize(
    ("out", "what"),
    [("", "is a folder"), ("none/out.csv", "cannot be written"), ("pipe", "is no regular file")],
)
def test_places_that_cannot_be_written(tmp_path: Path, out: str, what: str) -> None:
    texts = press.write_press(tmp_path / "press", 1)
    os.mkfifo(tmp_path / "pipe")
    run = press.grandlivre("read", texts, "--out", tmp_path / out)
    assert run.returncode == 1
    assert what in run.stderr.decode()
