"""The resumable output: whatever instant it is killed at, the next run ends the same."""

import multiprocessing
import os
import random
import resource
import signal
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.engine import Progress, ResumableFile
from grandlivre.errors import OutputError

HEADER = b"header\n"
SHARDS = [[b"%d.%d %s\n" % (i, j, b"x" * (37 * i % 50)) for j in range(i % 5)] for i in range(60)]
WHOLE = HEADER + b"".join(line for shard in SHARDS for line in shard)


def work(path: Path, *, job: str = "job", pause: float = 0.0, stop_after: int = -1) -> int:
    """Write all shards, going on from where an earlier run came; returns lines written."""
    written = 0
    with ResumableFile(path, job=job, header=HEADER) as out:
        if out.finished:
            return 0
        done = out.progress
        for number, shard in enumerate(SHARDS[done.shards :], done.shards):
            skip = done.results if number == done.shards else 0
            for j, line in enumerate(shard[skip:], skip + 1):
                if written == stop_after:
                    raise KeyboardInterrupt
                out.write(line)
                written += 1
                out.mark(Progress(shards=number, results=j, claims=written))
                time.sleep(pause)
            out.mark(Progress(shards=number + 1, claims=written))
        out.finish()
    return written


def leftovers(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p != path)


def test_an_uninterrupted_run(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    work(path)
    assert path.read_bytes() == WHOLE
    assert leftovers(path) == []


@pytest.mark.parametrize("stop_after", [0, 1, 2, 17, 50])
def test_a_stopped_run_goes_on_without_doing_its_work_again(
    tmp_path: Path, stop_after: int
) -> None:
    path = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        work(path, stop_after=stop_after)
    assert not path.exists()
    assert leftovers(path) == ["out.jsonl.journal", "out.jsonl.partial"]
    assert work(path) == sum(map(len, SHARDS)) - stop_after
    assert path.read_bytes() == WHOLE
    assert leftovers(path) == []


def test_another_job_starts_anew_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        work(path, stop_after=20, job="another")
    assert work(path) == sum(map(len, SHARDS))
    assert path.read_bytes() == WHOLE


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_random_instants_then_run_again(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every mark is committed, so that kills fall among writes, syncs, notes and the move.
    monkeypatch.setattr("grandlivre.engine.journal._COMMIT_SECONDS", 0.0)
    chance = random.Random(seed)
    path = tmp_path / "out.jsonl"
    fork = multiprocessing.get_context("fork")
    for _ in range(12):
        child = fork.Process(target=work, args=(path,), kwargs={"pause": 0.0003})
        child.start()
        time.sleep(chance.uniform(0.002, 0.15))
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        if path.exists():
            assert path.read_bytes() == WHOLE
    work(path)
    assert path.read_bytes() == WHOLE
    assert leftovers(path) == []


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_torn_files_never_give_a_wrong_output(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A machine that loses power may keep any prefix of what was not yet synced."""
    path = tmp_path_factory.mktemp("torn") / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        work(path, stop_after=data.draw(st.integers(0, 100)))
    journal = path.with_name("out.jsonl.journal")
    whole = journal.read_bytes()
    journal.write_bytes(whole[: data.draw(st.integers(0, len(whole)))] + data.draw(st.binary()))
    if data.draw(st.booleans()):
        partial = path.with_name("out.jsonl.partial")
        partial.write_bytes(partial.read_bytes() + data.draw(st.binary()))
    work(path)
    assert path.read_bytes() == WHOLE


def test_killed_between_the_move_and_the_journals_end(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with ResumableFile(path, job="job", header=HEADER) as out:
        out.write(WHOLE[len(HEADER) :])
        out.mark(Progress(shards=len(SHARDS), failed=2))
        journal = path.with_name("out.jsonl.journal")
        unlink, Path.unlink = Path.unlink, lambda self, missing_ok=False: None  # type: ignore
        try:
            out.finish()
        finally:
            Path.unlink = unlink  # type: ignore[method-assign]
    assert journal.exists()
    with ResumableFile(path, job="job", header=HEADER) as out:
        assert out.finished
        assert out.progress.failed == 2
    assert path.read_bytes() == WHOLE
    assert leftovers(path) == []


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with (
        ResumableFile(path, job="job", header=HEADER),
        pytest.raises(OutputError, match="another run"),
        ResumableFile(path, job="job", header=HEADER),
    ):
        pass


def _with_little_room(path: Path, room: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        work(path)
    except OutputError as error:
        os._exit(17 if "run the same command again" in error.remedy else 18)
    os._exit(0)


@pytest.mark.parametrize("room", [3, 200, 700, 1500])
def test_no_room_left_is_said_and_can_be_resumed(tmp_path: Path, room: int) -> None:
    path = tmp_path / "out.jsonl"
    child = multiprocessing.get_context("fork").Process(target=_with_little_room, args=(path, room))
    child.start()
    child.join()
    assert child.exitcode == 17
    assert not path.exists()
    work(path)
    assert path.read_bytes() == WHOLE


def test_a_full_disk_says_so(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    path = tmp_path / "out.jsonl"
    path.with_name("out.jsonl.partial").symlink_to(full)
    with pytest.raises(OutputError, match="the disk is full"):
        work(path)


@pytest.mark.parametrize("place", ["no-such-folder/out.jsonl", "file/out.jsonl"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=f"{place}: cannot be written"):
        work(tmp_path / place)
