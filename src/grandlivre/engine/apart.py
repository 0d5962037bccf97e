"""One function in a process of its own, within bounds: what it does to that process is all it can.

The process is forked from a server that holds nothing but modules. It hands back bytes, never
objects: a process that was taken over by what it read cannot make its parent run anything.
"""

import json
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from grandlivre.errors import DocumentError, EngineError, GrandlivreError

Tell = Callable[[int, int], None]
"""Takes how many steps are done, of how many."""
Apart = Callable[..., bytes]
"""A function of a module: takes a `Tell`, then its arguments."""

_POLL_SECONDS = 0.1
_RESULT, _ERROR, _STEP = b"r", b"e", b"s"
_OPEN_FILES = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a process apart may take."""

    memory_bytes: int | None = None
    """Beyond what its modules take; None for no bound."""
    seconds: float | None = None
    """By the clock; twice as much of the processor."""
    result_bytes: int = 1 << 30
    may_write_files: bool = True


def run_apart(
    function: Apart,
    *arguments: Any,
    bounds: Bounds = Bounds(),
    preload: Sequence[str] = (),
    told: Tell | None = None,
    is_wanted: Callable[[], bool] | None = None,
) -> bytes:
    """Run a function in a process of its own, and hand back the bytes that it returned.

    Parameters
    ----------
    function
        Of a module, so that the process can find it; it is given a `Tell` and the arguments.
    bounds
        What it may take. A process that takes more is ended.
    preload
        Modules that the process has loaded before it is bounded. Those of this program's first
        call are loaded once for all processes.
    told
        Hears of steps.
    is_wanted
        Asked several times a second; the process is ended once it is no more.

    Raises
    ------
    EngineError
        Where the process took more than its bounds, died, or is not wanted any more.
    GrandlivreError
        What the function raised, with its words.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([function.__module__, *preload])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=_inside, args=(theirs, function, arguments, bounds, tuple(preload)), daemon=True
    )
    process.start()
    theirs.close()
    try:
        return _awaited(process, ours, bounds, told, is_wanted)
    finally:
        ours.close()
        process.kill()
        process.join()


def _awaited(
    process: Any,
    ours: Connection,
    bounds: Bounds,
    told: Tell | None,
    is_wanted: Callable[[], bool] | None,
) -> bytes:
    end = None if bounds.seconds is None else time.monotonic() + bounds.seconds
    while True:
        if end is not None and time.monotonic() > end:
            raise EngineError("took more time than it may", remedy="give it in smaller parts")
        if is_wanted is not None and not is_wanted():
            raise EngineError("is not wanted any more", code="unwanted")
        if not ours.poll(_POLL_SECONDS):
            continue
        try:
            said = ours.recv_bytes(bounds.result_bytes + 1)
        except (EOFError, OSError):
            process.join(1)
            raise _died(process.exitcode) from None
        kind, content = said[:1], said[1:]
        if kind == _RESULT:
            return content
        if kind == _ERROR:
            raise _error(content)
        if told is not None:
            told(*_steps(content))


def _died(exit_code: int | None) -> EngineError:
    if exit_code == -signal.SIGXCPU:
        return EngineError("took more time than it may", remedy="give it in smaller parts")
    return EngineError(
        "the process that worked on it was ended before it was done",
        remedy="give it in smaller parts",
    )


def _steps(content: bytes) -> tuple[int, int]:
    done, _, steps = content[:50].decode("ascii", "replace").partition(" ")
    return (int(done), int(steps)) if done.isdigit() and steps.isdigit() else (0, 0)


def _error(content: bytes) -> GrandlivreError:
    """What the process says went wrong; nothing of it is run."""
    try:
        said = json.loads(content)
        words = {name: str(said[name])[:500] for name in ("what", "where", "remedy", "code")}
    except (ValueError, KeyError, TypeError):
        return EngineError("the process that worked on it said nothing that makes sense")
    what = words.pop("what")
    kind = DocumentError if said.get("kind") == "DocumentError" else EngineError
    return kind(what, **words)


def _inside(
    theirs: Connection,
    function: Apart,
    arguments: tuple[Any, ...],
    bounds: Bounds,
    preload: tuple[str, ...],
) -> None:
    """What the process does: bound itself, work, tell."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    for name in preload:
        import_module(name)  # at once where the server of forks had it loaded
    _bound(bounds)

    def tell(done: int, steps: int) -> None:
        theirs.send_bytes(_STEP + f"{done} {steps}".encode())

    try:
        said = _RESULT + function(tell, *arguments)
    except GrandlivreError as error:
        said = _ERROR + _said(error, type(error).__name__)
    except MemoryError:
        said = _ERROR + _said(
            EngineError("took more memory than it may", remedy="give it in smaller parts"), ""
        )
    except Exception as error:  # noqa: BLE001 - the parent is told, whatever it is
        what = f"a fault of grandlivre itself ({type(error).__name__}: {str(error)[:200]})"
        said = _ERROR + _said(EngineError(what), "")
    theirs.send_bytes(said)
    theirs.close()


def _said(error: GrandlivreError, kind: str) -> bytes:
    said = {
        "what": error.what,
        "where": error.where,
        "remedy": error.remedy,
        "code": error.code,
        "kind": kind,
    }
    return json.dumps(said).encode()


def _bound(bounds: Bounds) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if bounds.memory_bytes is not None:
        most = _address_space() + bounds.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    if bounds.seconds is not None:
        most = int(2 * bounds.seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
    if not bounds.may_write_files:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))


def _address_space() -> int:
    """Bytes of addresses that this process has taken already; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
