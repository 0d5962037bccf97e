"""The engine on a Dask cluster: same results in the same order, workers killed or not."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import engine_stages
import pytest

from grandlivre.engine import EngineOptions, map_shards, shards_of
from grandlivre.engine.cluster import _GIVEN_UP_AFTER
from grandlivre.errors import EngineError

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    # As our own cluster is made: one that dies again and again is not given up meanwhile.
    with (
        dask.config.set({_GIVEN_UP_AFTER: "1 day"}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
    ):
        yield cluster


def results_of(pieces: Iterator[object]) -> list[object]:
    return [result for piece in pieces for result in piece.results]  # type: ignore[attr-defined]


def options(cluster: object) -> EngineOptions:
    return EngineOptions(engine="dask", scheduler=cluster.scheduler_address)  # type: ignore[attr-defined]


def orders(folder: Path, contents: list[str]) -> list[str]:
    paths = []
    for i, content in enumerate(contents):
        path = folder / f"{i:02}.txt"
        path.write_text(content)
        paths.append(str(path))
    return paths


def test_same_results_in_the_same_order_as_in_process(cluster: object) -> None:
    shards = [(3 * i, 3 * i + 1, 3 * i + 2) for i in range(12)]
    here = results_of(map_shards(engine_stages.numbers, shards))
    there = results_of(map_shards(engine_stages.numbers, shards, options=options(cluster)))
    assert there == here


def test_a_worker_killed_in_mid_run_changes_nothing(cluster: object, tmp_path: Path) -> None:
    paths = orders(tmp_path, ["sleep 0.1"] * 16)
    shards = list(shards_of(paths, size=len, most_items=2))
    pieces = map_shards(
        engine_stages.deadly, shards, options=options(cluster), lost=engine_stages.lost
    )
    first = list(next(pieces).results)
    with distributed.Client(cluster, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
        threading.Timer(0.2, os.kill, (pids[0], signal.SIGKILL)).start()
        results = first + results_of(pieces)
    assert results == [
        f"{side} of {Path(path).name}" for path in paths for side in ("start", "end")
    ]


def test_a_deadly_file_is_named_and_the_rest_goes_on(cluster: object, tmp_path: Path) -> None:
    paths = orders(tmp_path, ["ok", "always", "ok"])
    results = results_of(
        map_shards(
            engine_stages.deadly,
            [tuple(paths)],
            options=options(cluster),
            lost=engine_stages.lost,
        )
    )
    assert results[:2] == ["start of 00.txt", "end of 00.txt"]
    assert results[2:3] == ["lost 01.txt: every worker that took it up died"]
    assert results[3:] == ["start of 02.txt", "end of 02.txt"]


def test_a_stage_that_raises_is_told_as_such(cluster: object) -> None:
    with pytest.raises(EngineError, match="OSError: the stage is broken"):
        results_of(map_shards(engine_stages.raising, [(1, 2), (3,)], options=options(cluster)))


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grandlivre.engine.cluster._CONNECT_SECONDS", 1)
    nowhere = EngineOptions(engine="dask", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(EngineError, match=r"127\.0\.0\.1:9: the Dask scheduler cannot be reached"):
        results_of(map_shards(engine_stages.numbers, [(1,)], options=nowhere))
    senseless = EngineOptions(engine="dask", scheduler="no address: at all")
    with pytest.raises(EngineError, match="cannot be reached"):
        results_of(map_shards(engine_stages.numbers, [(1,)], options=senseless))


def test_workers_with_another_version_are_refused(
    cluster: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grandlivre.engine.cluster.__version__", "999")
    with pytest.raises(EngineError, match=r"this worker has grandlivre \S+, not 999"):
        results_of(map_shards(engine_stages.numbers, [(1,)], options=options(cluster)))
