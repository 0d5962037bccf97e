"""Worker processes on this machine, each at the end of its own pipe.

A pipe a worker, rather than one queue for all, tells exactly whose death lost which shard,
lets results of a shard stream back while it is being read, and holds a worker back when it
runs too far ahead of the others: a million documents in one file take no more memory than one.
"""

import gc
import multiprocessing
import os
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic

from grandlivre.base.records import maker
from grandlivre.engine.model import EngineOptions, Item, Lost, Packing, Piece, Result, Stage
from grandlivre.engine.task import Task
from grandlivre.errors import EngineError

# Results travel in small parcels, so that none waits long and no pipe is full for long.
_PARCEL_RESULTS = 256
_PARCEL_SECONDS = 0.2
# A shard that is not yet its turn may be this many results ahead; then its worker waits.
_MOST_AHEAD = 4096
# What a worker works on, and what it will work on next.
_MOST_TASKS = 2
# Objects that a worker makes before it looks for those that nothing refers to any more: about what
# a text takes, and thirty times what Python begins with.
_NEW_OBJECTS = 20_000

_piece = maker(Piece)


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: "Connection[Any, Any]"
    tasks: "deque[Task[Any, Any]]" = field(default_factory=deque)
    """The one that is worked on, and the one that waits in the pipe."""


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
    open_tasks: deque[Task[Item, Result]] = deque()
    try:
        while True:
            # Enough that nobody waits for work while the head of the line is slow.
            while (
                len(open_tasks) < 4 * options.workers and (entry := next(queue, None)) is not None
            ):
                task: Task[Item, Result] = Task(entry[0], entry[1])
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
        self.waiting: deque[Task[Item, Result]] = deque()
        self._workers: list[_Worker] = []
        # What is here already stays while we work: the collector need look through it neither in
        # this process nor in its copies.
        gc.freeze()
        try:
            self._workers.extend(self._start() for _ in range(options.workers))
        except BaseException:
            self.close()
            raise

    def step(self, head: "Task[Item, Result]") -> None:
        """Hand out what waits, then take in what has come, waiting for it if need be."""
        for most in (1, _MOST_TASKS):
            for worker in self._workers:
                if len(worker.tasks) < most:
                    self._hand_out(worker)
        timeout = 0.0 if head.done or head.ready else None
        # Who runs too far ahead has to wait, unless the head of the line waits for somebody free.
        is_under_way = any(w.tasks and w.tasks[0] is head for w in self._workers)
        heard = [
            w
            for w in self._workers
            if w.tasks
            and (w.tasks[0] is head or len(w.tasks[0].ready) < _MOST_AHEAD or not is_under_way)
        ]
        if not heard:
            return
        pipes = {id(worker.pipe): worker for worker in heard}
        for pipe in wait([worker.pipe for worker in heard], timeout):
            self._take_in(pipes[id(pipe)])

    def _hand_out(self, worker: _Worker) -> None:
        """Send a worker what is next, or what will be next after what it works on.

        So it need not wait for us, who may have no processor of our own. The last tasks go to
        whoever is free first.
        """
        is_ahead = bool(worker.tasks)
        if len(self.waiting) <= (len(self._workers) if is_ahead else 0):
            return
        task = self.waiting[0]
        data = ForkingPickler.dumps(task.work())
        if is_ahead and len(data) > _room(worker.pipe):
            return
        self.waiting.popleft()
        worker.tasks.append(task)
        try:
            worker.pipe.send_bytes(data)
        except OSError:
            self._replace(worker)

    def _take_in(self, worker: _Worker) -> None:
        task = worker.tasks[0]
        try:
            packed, made, failure = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return
        if failure is not None:
            raise EngineError(f"a worker failed: {failure}")
        more = task.add(self._packing.unpack(packed), made)
        if made is not None:
            worker.tasks.popleft()
            if more:
                self.waiting.appendleft(task)

    def _replace(self, worker: _Worker) -> None:
        """Start a worker in a dead one's place; what it worked on is the next to be tried."""
        worker.pipe.close()
        worker.process.join(5)
        tasks, cause = worker.tasks, _cause(worker.process.exitcode)
        fresh = self._start()
        worker.process, worker.pipe, worker.tasks = fresh.process, fresh.pipe, fresh.tasks
        if tasks:
            task = tasks.popleft()
            self.waiting.extendleft(reversed(tasks))
            if task.died(self._retries, self._lost, cause):
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
        gc.unfreeze()


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


def _room(pipe: "Connection[Any, Any]") -> int:
    """Bytes that a pipe takes at once: on a fuller one, either end could wait for the other."""
    try:
        with socket.socket(fileno=os.dup(pipe.fileno())) as end:
            return end.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) // 4
    except OSError:  # a pipe of another kind
        return 0


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
