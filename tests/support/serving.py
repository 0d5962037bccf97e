"""The application as people start it: `grandlivre serve` on a free port, and accounts for it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import urlopen

import press

_T = TypeVar("_T")
_STARTS_SECONDS = 240
_ENDS_SECONDS = 60


def run_async(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """What it gives, run in a thread of its own: a browser's tests keep a loop in the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def account(place: str, name: str, role: str) -> str:
    """A token, as the command line gives it."""
    made = press.grandlivre("user", "add", name, "--role", role, "--db", place, env=_paths())
    assert made.returncode == 0, made.stderr
    return made.stdout.decode().split()[0]


@contextmanager
def served(place: str) -> Iterator[str]:
    """Serve a ledger; gives the address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "grandlivre", "serve", "--db", place, "--port", str(port)],
        env=press.environment() | _paths(),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _await(process, f"{address}/healthz")
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_ENDS_SECONDS)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _await(process: "subprocess.Popen[bytes]", address: str) -> None:
    end = time.monotonic() + _STARTS_SECONDS
    while True:
        assert process.poll() is None, "the application ended"
        assert time.monotonic() < end, "the application did not start in time"
        try:
            with urlopen(address, timeout=10):
                return
        except HTTPError:
            raise
        except OSError:
            time.sleep(0.2)


def _paths() -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
