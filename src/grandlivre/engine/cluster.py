"""The one door to Dask: shards go to a cluster's workers, results come back in order."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from grandlivre import __version__
from grandlivre.engine.model import EngineOptions, Item, Lost, Packing, Piece, Result, Stage
from grandlivre.errors import EngineError

_CONNECT_SECONDS = 30
# How long a run waits while the cluster has no worker at all, then says so.
_PATIENCE_SECONDS = 120
_SETTLING_SECONDS = 0.5
_GIVEN_UP_AFTER = "distributed.deploy.lost-worker-timeout"


_Work = Callable[[tuple[Any, ...]], tuple[Any, str | None]]


@dataclass(slots=True)
class _Submitted:
    index: int
    items: tuple[Any, ...]
    future: Any


def map_on_cluster(
    stage: Stage[Item, Result],
    shards: Iterable[tuple[Item, ...]],
    *,
    options: EngineOptions,
    lost: Lost[Item, Result],
    packing: Packing[Result],
) -> Iterator[Piece[Result]]:
    """Work through the shards on a Dask cluster; results come in the order of the shards.

    Dask itself does again what a lost worker had taken or finished. A shard that it gives up
    on, because worker after worker died of it, is tried again item by item; an item that
    still kills its worker is given to `lost`, and the rest goes on.

    Raises
    ------
    EngineError
        Where Dask is not installed, the cluster cannot be reached or used, or the stage raises.
    """
    with ExitStack() as stack:
        client = _client(stack, options)
        threads = _check_workers(client)
        # Enough to keep every thread busy while the head of the line is being waited for.
        ahead = 2 * threads + 2
        run = uuid4().hex[:12]
        work = partial(_run, stage, packing.pack)
        queue = enumerate(shards)
        submitted: deque[_Submitted] = deque()
        while True:
            while len(submitted) < ahead and (entry := next(queue, None)) is not None:
                future = _submit(client, work, entry[1], f"{run}-{entry[0]}")
                submitted.append(_Submitted(entry[0], entry[1], future))
            if not submitted:
                return
            head = submitted.popleft()
            packed = _result(client, head.future)
            if packed is None:
                results = _one_by_one(client, work, packing, head, run, lost)
            else:
                results = packing.unpack(packed[0])
            yield Piece(head.index, tuple(results), True, len(head.items))


def _client(stack: ExitStack, options: EngineOptions) -> Any:
    """A client of the cluster asked for, or of one started here for this run."""
    try:
        import distributed
        from dask import config as dask_config
    except ImportError as error:
        raise EngineError(
            "the dask engine is not installed", remedy="pip install 'grandlivre[dask]'"
        ) from error
    dask: Any = distributed
    # Dask tells of every worker it loses at length; this engine deals with it.
    for name in ("distributed", "distributed.nanny", "distributed.scheduler", "distributed.core"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        address: Any = options.scheduler
        if address is None:
            # A cluster gives a worker up that happens to be away, for it is being restarted,
            # this long after an earlier death; by default a quarter of a minute.
            stack.enter_context(dask_config.set({_GIVEN_UP_AFTER: "1 day"}))
            address = stack.enter_context(
                dask.LocalCluster(
                    n_workers=options.workers,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
            )
        return stack.enter_context(
            dask.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        )
    except (OSError, ValueError, TimeoutError, AssertionError) as error:
        # (Dask asserts that its own thread has started, which a busy machine may delay.)
        raise EngineError(
            "the Dask scheduler cannot be reached",
            where=options.scheduler or "local cluster",
            remedy="check that it runs and that its address is right, such as tcp://host:8786",
        ) from error


def _check_workers(client: Any) -> int:
    """Count the cluster's threads; refuse workers that have another Grand Livre, or none."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        versions = _versions(client)
    except TimeoutError as error:
        raise EngineError(
            "the Dask cluster has no worker",
            remedy="start some with: dask worker SCHEDULER-ADDRESS",
        ) from error
    except Exception as error:
        raise EngineError(
            "the Dask cluster's workers cannot load grandlivre",
            remedy="install the same version of grandlivre where the workers run",
        ) from error
    other = {address: version for address, version in versions.items() if version != __version__}
    if other:
        address, version = next(iter(other.items()))
        raise EngineError(
            f"this worker has grandlivre {version}, not {__version__}",
            where=address,
            remedy="install the same version of grandlivre where the workers run",
        )
    threads: int = sum(client.nthreads().values())
    return max(1, threads)


def _versions(client: Any) -> dict[str, str]:
    """The version that each worker has, by its address.

    Asked by a task each, for `Client.run` waits without end for a worker that dies meanwhile. A
    worker that does not answer is left out: it is gone, or another comes up in its place.
    """
    asked = {
        address: client.submit(
            _version, workers=[address], pure=False, key=f"grandlivre-version-{uuid4().hex}"
        )
        for address in client.nthreads()
    }
    deadline = time.monotonic() + _CONNECT_SECONDS
    found: dict[str, str] = {}
    for address, future in asked.items():
        # What has answered by now is heard, however late it is.
        with suppress(TimeoutError):
            found[address] = future.result(timeout=max(deadline - time.monotonic(), 1))
    if not found:
        raise TimeoutError
    return found


def _version() -> str:
    return __version__


def _submit(client: Any, work: _Work, items: tuple[Item, ...], key: str) -> Any:
    return client.submit(work, items, key=f"grandlivre-{key}", pure=False)


def _run(
    stage: Stage[Item, Result], pack: Callable[[Sequence[Result]], Any], items: tuple[Item, ...]
) -> tuple[Any, str | None]:
    """What a worker does: results, and what went wrong with the stage itself, if anything."""
    _settle()
    try:
        return pack(list(stage(items))), None
    except Exception as error:  # noqa: BLE001 - told apart from failures of the cluster
        return [], f"{type(error).__name__}: {error}"


def _settle() -> None:
    """Let a fresh worker come up wholly before it works.

    A nanny does not restart a worker that dies while the nanny still waits for it to start
    (`Nanny._on_worker_exit` passes over the status "starting"), and the first task may come
    that early: a deadly file would take the whole cluster down, worker by worker.
    """
    from distributed import get_worker

    state = getattr(get_worker(), "state", None)
    if getattr(state, "executed_count", 1) == 0:
        time.sleep(_SETTLING_SECONDS)


def _result(client: Any, future: Any) -> tuple[Any] | None:
    """Wait for a shard's packed results; None where its workers died once too often."""
    from distributed import CancelledError, KilledWorker
    from distributed.comm.core import CommClosedError

    idle = 0
    while True:
        try:
            packed, failure = future.result(timeout=10)
        except KilledWorker:
            return None
        except TimeoutError:
            idle = 0 if _has_workers(client) else idle + 10
            if idle >= _PATIENCE_SECONDS:
                raise EngineError(
                    "the Dask cluster has lost all of its workers",
                    remedy="start some, then run the same command again: it goes on from there",
                ) from None
        except (CancelledError, CommClosedError, OSError) as error:
            raise EngineError(
                "the Dask scheduler was lost",
                remedy="start it, then run the same command again: it goes on from there",
            ) from error
        else:
            future.release()
            if failure is not None:
                raise EngineError(f"a worker failed: {failure}")
            return (packed,)


def _has_workers(client: Any) -> bool:
    try:
        return bool(client.nthreads())
    except OSError:
        return False


def _one_by_one(
    client: Any,
    work: _Work,
    packing: Packing[Result],
    head: _Submitted,
    run: str,
    lost: Lost[Item, Result],
) -> Sequence[Result]:
    """Try a shard's items singly, one after another, so that only the guilty one is lost."""
    results: list[Result] = []
    for number, item in enumerate(head.items):
        # The scheduler itself gives each several workers before it gives it up.
        single = _result(client, _submit(client, work, (item,), f"{run}-{head.index}-{number}"))
        if single is None:
            results.append(lost(item, "every worker that took it up died"))
        else:
            results.extend(packing.unpack(single[0]))
    return results
