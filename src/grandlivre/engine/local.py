"""Worker processes on this machine, each at the end of its own pipe.

A pipe a worker, rather than one queue for all, tells exactly whose death lost which shard,
lets results of a shard stream back while it is being read, and holds a worker back when it
runs too far ahead of the others: a million documents in one file take no more memory than one.
"""

import gc
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any, Generic

from grandlivre.base.records import maker
from grandlivre.engine.model import EngineOptions, Item, Lost, Packing, Piece, Result, Stage
from grandlivre.errors import EngineError

# Results travel in small parcels, so that none waits long and no pipe is full for long.
_PARCEL_RESULTS = 256
_PARCEL_SECONDS = 0.2
# A shard that is not yet its turn may be this many results ahead; then its worker waits.
_MOST_AHEAD = 4096
# An item alone gets this many chances: one death may be the machine's doing (out of memory).
_CHANCES_ALONE = 2
# Objects that a worker makes before it looks for those that nothing refers to any more: about what
# a text takes, and thirty times what Python begins with.
_NEW_OBJECTS = 20_000

_piece = maker(Piece)


@dataclass(slots=True)
class _Task(Generic[Item, Result]):
    """A shard on its way, and how far it came before any worker died on it."""

    index: int
    items: tuple[Item, ...]
    ready: deque[Result] = field(default_factory=deque)
    received: int = 0
    """Results that came back so far, whoever sent them; of those tried alone, from the item that
    is being tried."""
    deaths: int = 0
    alone: int | None = None
    """Which item is being tried alone; None while the shard is tried whole."""
    done: bool = False

    def work(self) -> tuple[tuple[Item, ...], int]:
        """What to send to a worker: items, and how many of their results are here already."""
        if self.alone is None:
            return self.items, self.received
        return (self.items[self.alone],), self.received

    def add(self, results: Sequence[Result], made: int | None) -> bool:
        """Take results in; True where there is another item to be tried alone.

        `made` is, with the last of them, how many results there were in all, those that were here
        already included.
        """
        self.ready.extend(results)
        self.received += len(results)
        if made is None:
            return False
        if self.alone is None:
            self.done = True
            return False
        # What is left came while the shard was tried whole, of the items after this one.
        self.received = max(0, self.received - made)
        return self._next_alone()

    def died(self, retries: int, lost: Lost[Item, Result], cause: str) -> bool:
        """Note a worker's death; True where there is something left to be tried."""
        self.deaths += 1
        if self.alone is None:
            if self.deaths > retries:
                self.alone, self.deaths = 0, 0
            return True
        if self.deaths < _CHANCES_ALONE:
            return True
        self.ready.append(lost(self.items[self.alone], cause))
        self.received = 0  # whoever died of this item had got no further
        return self._next_alone()

    def _next_alone(self) -> bool:
        assert self.alone is not None
        self.alone, self.deaths = self.alone + 1, 0
        self.done = self.alone == len(self.items)
        return not self.done


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: "Connection[Any, Any]"
    task: "_Task[Any, Any] | None" = None


def map_in_process(
    stage: Stage[Item, Result], shards: Iterable[tuple[Item, ...]]
) -> Iterator[Piece[Result]]:
    """Work through the shards here and now; each result comes as soon as it is made."""
    for index, items in enumerate(shards):
        for result in stage(items):
            yield _piece(index, (result,), False, 0)
        yield Piece(index, (), True, len(items))


def map_in_workers(
    stage: Stage[Item, Result],
    shards: Iterable[tuple[Item, ...]],
    *,
    options: EngineOptions,
    lost: Lost[Item, Result],
    packing: Packing[Result],
) -> Iterator[Piece[Result]]:
    """Work through the shards in worker processes; results come in the order of the shards.

    A worker that dies (killed, out of memory, crashed in native code) is replaced and its
    shard tried again whole, up to `options.retries` times, then item by item: one that still
    kills its worker is given to `lost`, and the rest goes on. Results that had come back already
    are not sent, or yielded, twice.

    Raises
    ------
    EngineError
        Where the stage itself raises, or worker processes cannot be started.
    """
    pool: _Pool[Item, Result] = _Pool(stage, options, lost, packing)
    queue = enumerate(shards)
    open_tasks: deque[_Task[Item, Result]] = deque()
    try:
        while True:
            # Enough that nobody waits for work while the head of the line is slow.
            while (
                len(open_tasks) < 4 * options.workers and (entry := next(queue, None)) is not None
            ):
                task: _Task[Item, Result] = _Task(entry[0], entry[1])
                open_tasks.append(task)
                pool.waiting.append(task)
            if not open_tasks:
                return
            head = open_tasks[0]
            pool.step(head)
            if head.ready or head.done:
                results = tuple(head.ready)
                head.ready.clear()
                if head.done:
                    open_tasks.popleft()
                yield Piece(head.index, results, head.done, len(head.items) if head.done else 0)
    finally:
        pool.close()


class _Pool(Generic[Item, Result]):
    """The workers, and which of them does what."""

    def __init__(
        self,
        stage: Stage[Item, Result],
        options: EngineOptions,
        lost: Lost[Item, Result],
        packing: Packing[Result],
    ) -> None:
        self._stage = stage
        self._packing = packing
        self._retries = options.retries
        self._lost = lost
        self._preload = (getattr(stage, "func", stage).__module__, *options.preload)
        self.waiting: deque[_Task[Item, Result]] = deque()
        self._workers: list[_Worker] = []
        try:
            self._workers.extend(self._start() for _ in range(options.workers))
        except BaseException:
            self.close()
            raise

    def step(self, head: "_Task[Item, Result]") -> None:
        """Hand out what waits, then take in what has come, waiting for it if need be."""
        for worker in self._workers:
            if worker.task is None and self.waiting:
                self._hand_out(worker, self.waiting.popleft())
        if head.done or head.ready:
            timeout: float | None = 0.0
        else:
            timeout = None
        heard = [
            w
            for w in self._workers
            if w.task is not None and (w.task is head or len(w.task.ready) < _MOST_AHEAD)
        ]
        if not heard:
            return
        pipes = {id(worker.pipe): worker for worker in heard}
        for pipe in wait([worker.pipe for worker in heard], timeout):
            self._take_in(pipes[id(pipe)])

    def _hand_out(self, worker: _Worker, task: "_Task[Item, Result]") -> None:
        worker.task = task
        try:
            worker.pipe.send(task.work())
        except OSError:
            self._replace(worker)

    def _take_in(self, worker: _Worker) -> None:
        task = worker.task
        assert task is not None
        try:
            packed, made, failure = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return
        if failure is not None:
            raise EngineError(f"a worker failed: {failure}")
        more = task.add(self._packing.unpack(packed), made)
        if made is not None:
            worker.task = None
            if more:
                self._hand_out(worker, task)

    def _replace(self, worker: _Worker) -> None:
        """Start a worker in a dead one's place; what it worked on is the next to be tried."""
        worker.pipe.close()
        worker.process.join(5)
        task, cause = worker.task, _cause(worker.process.exitcode)
        fresh = self._start()
        worker.process, worker.pipe, worker.task = fresh.process, fresh.pipe, None
        if task is not None and task.died(self._retries, self._lost, cause):
            self.waiting.appendleft(task)

    def _start(self) -> _Worker:
        context, is_copy = _context(self._preload)
        mine, theirs = context.Pipe()
        # A copy of this process has our ends of the pipes too; while it holds one, no worker
        # would be told that we are gone.
        ours = [worker.pipe for worker in self._workers] + [mine] if is_copy else []
        process = context.Process(  # type: ignore[attr-defined]
            target=_work, args=(theirs, self._stage, self._packing.pack, ours), daemon=True
        )
        try:
            process.start()
        except OSError as error:
            raise EngineError(
                f"a worker process could not be started ({(error.strerror or str(error)).lower()})",
                remedy="use fewer workers",
            ) from error
        finally:
            theirs.close()
        return _Worker(process, mine)

    def close(self) -> None:
        """End the workers: at once, for their work is either done or no longer wanted."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


def _context(preload: tuple[str, ...]) -> tuple[BaseContext, bool]:
    """How a worker is started: with some modules loaded; and whether it is a copy of this process.

    A copy begins at once, but would have the locks of other threads (a progress bar has one, so
    have many libraries) held for ever by nobody. Where there are any, workers are forked from a
    clean server.
    """
    methods = multiprocessing.get_all_start_methods()
    if "fork" in methods and _is_of_one_thread():
        for name in preload:
            import_module(name)
        if _is_of_one_thread():  # what was loaded may have threads of its own
            return multiprocessing.get_context("fork"), True
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn"), False
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context, False


def _is_of_one_thread() -> bool:
    """Whether nothing else runs in this process; Python does not know of all threads."""
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _cause(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        try:
            name = signal.Signals(-exitcode).name
        except ValueError:
            name = f"signal {-exitcode}"
        return f"its worker process was killed ({name})"
    return f"its worker process ended (status {exitcode})"


def _work(
    pipe: "Connection[Any, Any]",
    stage: Stage[Item, Result],
    pack: Callable[[Sequence[Result]], Any],
    others: Sequence["Connection[Any, Any]"],
) -> None:
    """What a worker does all its life: take a shard, send its results back in parcels.

    `others` are ends of pipes that it has no use for.
    """
    for other in others:
        other.close()
    # Ctrl-C reaches every process of the terminal; the one that talks to people decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What was there before stays: the collector need not look through it again and again.
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    try:
        while True:
            items, skip = pipe.recv()
            for results, made, failure in _parcels(stage, items, skip):
                _send(pipe, pack, results, made, failure)
    except (EOFError, OSError):
        return  # whoever wanted the results is gone


def _send(
    pipe: "Connection[Any, Any]",
    pack: Callable[[Sequence[Result]], Any],
    results: list[Result],
    made: int | None,
    failure: str | None,
) -> None:
    try:
        pipe.send((pack(results), made, failure))
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - a result that cannot travel
        pipe.send((None, None, f"{type(error).__name__}: {error}"))


def _parcels(
    stage: Stage[Item, Result], items: tuple[Item, ...], skip: int
) -> Iterator[tuple[list[Result], int | None, str | None]]:
    """Results of a shard in small lots, without those that are skipped.

    Yields
    ------
    tuple of list, int or None, and str or None
        Results; with the last of them how many there were, those skipped included; what went wrong.
    """
    parcel: list[Result] = []
    made = 0
    sent_at = time.monotonic()
    try:
        for made, result in enumerate(stage(items), start=1):
            if made <= skip:
                continue
            parcel.append(result)
            now = time.monotonic()
            if len(parcel) >= _PARCEL_RESULTS or now - sent_at > _PARCEL_SECONDS:
                yield parcel, None, None
                parcel, sent_at = [], now
    except Exception as error:  # noqa: BLE001 - whatever it was, it must be told
        yield [], None, f"{type(error).__name__}: {error}"
        return
    yield parcel, made, None
