"""The engine on one machine: order, flat look-ahead, and workers that die."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import engine_stages
import psutil
import pytest

from grandlivre.engine import EngineOptions, Packing, map_shards, shards_of
from grandlivre.errors import ConfigError, EngineError

TWO = EngineOptions(workers=2)


def flat(pieces: Iterator[object]) -> list[object]:
    return [result for piece in pieces for result in piece.results]  # type: ignore[attr-defined]


@pytest.mark.parametrize("options", [EngineOptions(), TWO, EngineOptions(workers=3)])
def test_results_come_in_the_order_of_the_input(options: EngineOptions) -> None:
    shards = [(3 * i, 3 * i + 1, 3 * i + 2) for i in range(9)]
    pieces = list(map_shards(engine_stages.numbers, shards, options=options))
    assert flat(iter(pieces)) == [f"{i}{side}" for i in range(27) for side in "ab"]
    assert [piece.shard for piece in pieces if piece.last] == list(range(9))


def test_a_slow_first_shard_does_not_come_last() -> None:
    shards = [(i,) for i in range(12)]
    assert flat(map_shards(engine_stages.uneven, shards, options=TWO)) == list(range(12))


def test_shards_are_taken_as_needed_and_workers_held_back() -> None:
    taken = 0

    def endless() -> Iterator[tuple[int, ...]]:
        nonlocal taken
        while True:
            taken += 1
            yield (taken,)

    pieces = map_shards(engine_stages.many, endless(), options=TWO)
    first = next(pieces)
    time.sleep(0.3)
    assert first.results[0] == 1
    assert taken <= 8
    pieces.close()  # type: ignore[attr-defined]
    assert not [p for p in psutil.Process().children() if "grandlivre" in p.name()]


def write_orders(folder: Path, orders: list[str]) -> list[str]:
    paths = []
    for i, order in enumerate(orders):
        path = folder / f"{i:02}.txt"
        path.write_text(order)
        paths.append(str(path))
    return paths


def expected(paths: list[str], lost: dict[int, str]) -> list[str]:
    results = []
    for i, path in enumerate(paths):
        name = Path(path).name
        results.append(f"start of {name}")
        results.append(f"lost {name}: {lost[i]}" if i in lost else f"end of {name}")
    return results


def test_a_killed_worker_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    paths = write_orders(tmp_path, ["ok", "ok", "once", "ok", "once", "ok", "ok", "once"])
    shards = list(shards_of(paths, size=len, most_items=3))
    results = flat(map_shards(engine_stages.deadly, shards, options=TWO, lost=engine_stages.lost))
    assert results == expected(paths, {})


def test_a_deadly_file_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    paths = write_orders(tmp_path, ["ok", "always", "ok", "ok", "exit", "once", "always"])
    shards = list(shards_of(paths, size=len, most_items=4))
    results = flat(
        map_shards(
            engine_stages.deadly,
            shards,
            options=EngineOptions(workers=2, retries=1),
            lost=engine_stages.lost,
        )
    )
    killed = "its worker process was killed (SIGKILL)"
    ended = "its worker process ended (status 3)"
    # What a deadly file gave before it killed its worker may have come back or not.
    wanted = expected(paths, {1: killed, 4: ended, 6: killed})
    partial = {"start of 01.txt", "start of 04.txt", "start of 06.txt"}
    assert [r for r in results if r not in partial] == [r for r in wanted if r not in partial]
    assert len(results) == len(set(results))


def test_what_came_before_a_deadly_file_does_not_come_again(tmp_path: Path) -> None:
    # Slow enough that the results before it have come back when its worker dies.
    paths = write_orders(tmp_path, ["sleep 0.3", "sleep 0.3", "ok", "always", "ok", "always", "ok"])
    options = EngineOptions(workers=2, retries=1)
    results = flat(
        map_shards(engine_stages.deadly, [tuple(paths)], options=options, lost=engine_stages.lost)
    )
    killed = "its worker process was killed (SIGKILL)"
    partial = {"start of 03.txt", "start of 05.txt"}
    wanted = expected(paths, {3: killed, 5: killed})
    assert [r for r in results if r not in partial] == [r for r in wanted if r not in partial]


def test_a_deadly_head_of_the_line_is_tried_again_while_others_are_held_back() -> None:
    shards = [("first", "deadly", "last"), *[(str(number),) for number in range(12)]]
    options = EngineOptions(workers=2, retries=1)
    pieces = map_shards(engine_stages.crowded, shards, options=options, lost=engine_stages.lost)
    results = flat(pieces)
    items = [str(each).partition(" ")[0] for each in results]
    assert [item for item, _ in groupby(items)] == [
        *("first", "deadly", "lost", "last"),
        *map(str, range(12)),
    ]
    assert len(results) == len(set(results))
    # What the deadly one gave before it killed its worker may have come back or not.
    assert len(results) == 14 * 6_000 + 1 + items.count("deadly")


def test_shards_that_no_pipe_holds_come_through() -> None:
    items = [str(number) * 400_000 for number in range(10, 28)]
    shards = list(zip(items[::2], items[1::2], strict=True))
    results = flat(map_shards(engine_stages.weighty, shards, options=TWO))
    assert results == [item for item in items for _ in range(2)]


def test_the_first_shards_are_small_so_that_all_workers_have_some() -> None:
    sizes = [len(shard) for shard in shards_of(range(9_000), size=lambda _: 1)]
    assert sizes[:3] == [32, 36, 40]
    assert max(sizes) == 256
    assert sum(sizes) == 9_000
    assert [len(shard) for shard in shards_of(range(9), size=int, most_items=4)] == [4, 4, 1]


def test_results_may_travel_packed() -> None:
    packing = Packing(engine_stages.packed, engine_stages.unpacked)
    shards = [(1, 2, 3), (4,), (), (5, 6)]
    pieces = map_shards(engine_stages.numbers, shards, options=TWO, packing=packing)
    assert flat(pieces) == [f"{i}{side} unpacked" for i in range(1, 7) for side in "ab"]
    # Nothing travels from here to here.
    here = map_shards(engine_stages.numbers, shards, packing=packing)
    assert flat(here) == [f"{i}{side}" for i in range(1, 7) for side in "ab"]


def test_without_a_stand_in_a_deadly_file_ends_the_run_by_name(tmp_path: Path) -> None:
    paths = write_orders(tmp_path, ["ok", "always"])
    options = EngineOptions(workers=2, retries=0)
    with pytest.raises(EngineError, match=r"01\.txt: its worker process was killed"):
        flat(map_shards(engine_stages.deadly, [tuple(paths)], options=options))


def test_every_worker_killed_from_outside(tmp_path: Path) -> None:
    paths = write_orders(tmp_path, ["sleep 0.3"] * 6)
    pieces = map_shards(
        engine_stages.deadly, [(path,) for path in paths], options=TWO, lost=engine_stages.lost
    )
    results = [*next(pieces).results]

    own = psutil.Process().cmdline()

    def kill_all() -> None:
        for process in psutil.Process().children(recursive=True):
            # The workers are the ones below the fork server, or copies of this process.
            if process.ppid() != os.getpid() or process.cmdline() == own:
                process.send_signal(signal.SIGKILL)

    killer = threading.Timer(0.15, kill_all)
    killer.start()
    results += flat(pieces)
    killer.join()
    assert results == expected(paths, {})


@pytest.mark.parametrize("options", [TWO])
def test_a_stage_that_raises_is_told_as_such(options: EngineOptions) -> None:
    with pytest.raises(EngineError, match="OSError: the stage is broken"):
        flat(map_shards(engine_stages.raising, [(1, 2), (3,)], options=options))


def test_a_result_that_cannot_travel_is_told_as_such() -> None:
    with pytest.raises(EngineError, match="cannot travel"):
        flat(map_shards(engine_stages.untransportable, [(1,)], options=TWO))


def test_no_shards_no_results() -> None:
    assert flat(map_shards(engine_stages.numbers, [], options=TWO)) == []


@pytest.mark.parametrize(
    "wrong", [{"workers": 0}, {"engine": "spark"}, {"scheduler": "tcp://localhost:8786"}]
)
def test_senseless_options_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        EngineOptions(**wrong)  # type: ignore[arg-type]


# A process of one thread is copied, one of several has its workers made by a server.
THREADS = pytest.mark.parametrize("threads", [1, 2])


def mapped(script: Path, stage: str, shards: list[tuple[object, ...]], threads: int) -> list[str]:
    """The command of a program that prints what two workers make of shards."""
    script.write_text(
        "import sys, threading\n"
        f"sys.path.insert(0, {str(Path(engine_stages.__file__).parent)!r})\n"
        "import engine_stages\n"
        "from grandlivre.engine import EngineOptions, map_shards\n"
        "if __name__ == '__main__':\n"
        f"    for _ in range({threads - 1}):\n"
        "        threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "    for piece in map_shards(\n"
        f"        engine_stages.{stage}, {shards!r}, options=EngineOptions(workers=2)\n"
        "    ):\n"
        "        print(*piece.results, flush=True)\n"
    )
    return [sys.executable, str(script)]


@THREADS
def test_workers_are_copies_where_nothing_else_runs(tmp_path: Path, threads: int) -> None:
    command = mapped(tmp_path / "run.py", "parents", [(i,) for i in range(9)], threads)
    run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    told, _ = run.communicate(timeout=60)
    parents = told.split()
    assert len(parents) == 9
    is_copied = threads == 1 and Path("/proc/self/task").exists()
    assert {parent == str(run.pid) for parent in parents} == {is_copied}


@THREADS
def test_a_worker_that_is_killed_is_replaced(tmp_path: Path, threads: int) -> None:
    paths = write_orders(tmp_path, ["ok", "once", "ok", "once", "ok"])
    command = mapped(tmp_path / "run.py", "deadly", [(path,) for path in paths], threads)
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=60)
    assert told.stdout.split() == " ".join(expected(paths, {})).split()


@THREADS
def test_workers_end_when_their_parent_is_killed(tmp_path: Path, threads: int) -> None:
    paths = write_orders(tmp_path, ["sleep 0.2"] * 40)
    command = mapped(tmp_path / "run.py", "deadly", [(path,) for path in paths], threads)
    run = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert run.stdout is not None
    run.stdout.readline()
    children = psutil.Process(run.pid).children(recursive=True)
    assert len(children) >= 2
    run.kill()
    run.wait()
    run.stdout.close()
    _, alive = psutil.wait_procs(children, timeout=5)
    assert not alive
