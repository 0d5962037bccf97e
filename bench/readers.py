"""Readers who ask a server as fast as it answers, over connections that they keep.

Run in a process of its own by `bench.web`: reads a plan from standard input, prints what it found.
One callback an answer and a parser of a few lines, over uvloop, since the readers share the
machine with the server: what they take of it is told beside what they found.
"""

import asyncio
import json
import random
import sys
import time
from typing import Any

_TIMEOUT = 30.0
_WATCH = 0.05
_HEAD_END = b"\r\n\r\n"
_LAST_CHUNK = b"0\r\n\r\n"
_LENGTH = b"content-length:"


class _Reader(asyncio.Protocol):
    """One reader: asks for one page after another until the time is over."""

    def __init__(self, crowd: "_Crowd", number: int) -> None:
        plan = crowd.plan
        self._crowd = crowd
        self._draw = random.Random(plan["seed"] * 1000 + number)
        self._mine = plan["paths"][number :: plan["readers"]] if plan["once"] else None
        self._asked = 0
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._status, self._size, self._left = 0, 0, -1
        self.begun = 0.0
        """When the request that is under way was sent; 0 where none is."""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self.begun:
            self._found(0)
        if not self._crowd.is_over():
            self._crowd.connect(self)

    def data_received(self, data: bytes) -> None:
        if self._status:
            self._body(data)
            return
        self._buffer += data
        end = self._buffer.find(_HEAD_END)
        if end < 0:
            return
        head, rest = self._buffer[:end].lower(), self._buffer[end + 4 :]
        self._buffer = b""
        self._status = int(head[9:12])
        at = head.find(_LENGTH)
        if at >= 0:
            line_end = head.find(b"\r\n", at)
            length = head[at + len(_LENGTH) : line_end if line_end >= 0 else len(head)]
            self._left = self._size = int(length)
        else:
            self._left, self._size = (-1, 0) if b"chunked" in head else (0, 0)
        self._body(rest)

    def _body(self, data: bytes) -> None:
        if self._left >= 0:
            self._left -= len(data)
            if self._left <= 0:
                self._found(self._status)
                self._later()
            return
        self._size += len(data)
        self._buffer = (self._buffer + data)[-len(_LAST_CHUNK) :]
        if self._buffer == _LAST_CHUNK:
            self._buffer = b""
            self._found(self._status)
            self._later()

    def give_up(self) -> None:
        """Take what is under way for lost."""
        if self._transport is not None:
            self._transport.abort()

    def _found(self, status: int) -> None:
        took = time.perf_counter() - self.begun
        self._crowd.found.append((took, status, self._size))
        self.begun, self._status, self._size, self._left = 0.0, 0, 0, -1

    def _later(self) -> None:
        pause = self._crowd.plan["pause"]
        if pause:
            asyncio.get_running_loop().call_later(self._draw.expovariate(1 / pause), self._next)
        else:
            self._next()

    def _next(self) -> None:
        if self._transport is None:
            return
        if self._crowd.is_over() or (self._mine is not None and self._asked == len(self._mine)):
            self._crowd.leave(self)
            self._transport.close()
            return
        paths = self._crowd.plan["paths"]
        path = self._draw.choice(paths) if self._mine is None else self._mine[self._asked]
        self._asked += 1
        self.begun = time.perf_counter()
        self._transport.write(f"GET {path} HTTP/1.1\r\n{self._crowd.headers}".encode())


class _Crowd:
    """All readers, and what they found."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.found: list[tuple[float, int, int]] = []
        accept = f"Accept: {plan['accept']}\r\nAccept-Encoding: gzip\r\n\r\n"
        self.headers = f"Host: {plan['host']}\r\n{accept}"
        self._end = time.perf_counter() + plan["seconds"]
        self._here: set[_Reader] = set()
        self._tasks: set[asyncio.Future[None]] = set()

    def is_over(self) -> bool:
        """Whether the time is."""
        return time.perf_counter() >= self._end

    def connect(self, reader: _Reader) -> None:
        """Give a reader a connection."""
        task = asyncio.ensure_future(self._connect(reader))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(self, reader: _Reader) -> None:
        host, port = self.plan["host"], self.plan["port"]
        while reader in self._here and not self.is_over():
            try:
                await asyncio.get_running_loop().create_connection(lambda: reader, host, port)
                return
            except OSError:
                self.found.append((0.0, 0, 0))
                await asyncio.sleep(0.1)
        self._here.discard(reader)

    def leave(self, reader: _Reader) -> None:
        """A reader has read all."""
        self._here.discard(reader)

    async def read(self) -> None:
        """Have all read until the time is over and the last answer is there."""
        self._here = {_Reader(self, number) for number in range(self.plan["readers"])}
        for reader in tuple(self._here):
            self.connect(reader)
        while self._here and not (
            self.is_over() and not any(reader.begun for reader in self._here)
        ):
            await asyncio.sleep(_WATCH)
            now = time.perf_counter()
            for reader in tuple(self._here):
                if reader.begun and now - reader.begun > _TIMEOUT:
                    reader.give_up()


async def ask(plan: dict[str, Any]) -> dict[str, Any]:
    """All readers at once; percentiles of what they waited, in milliseconds."""
    begun, spent = time.perf_counter(), time.process_time()
    crowd = _Crowd(plan)
    await crowd.read()
    took, spent = time.perf_counter() - begun, time.process_time() - spent
    waits = sorted(1000 * each[0] for each in crowd.found) or [0.0]
    wrong: dict[str, int] = {}
    for _, status, _ in crowd.found:
        if status != 200:
            wrong[str(status)] = wrong.get(str(status), 0) + 1

    def percentile(share: float) -> float:
        return round(waits[min(len(waits) - 1, int(share * len(waits)))], 2)

    count = max(1, len(crowd.found))
    return {
        "requests": len(crowd.found),
        "a_second": round(len(crowd.found) / took, 1),
        "p50": percentile(0.5),
        "p95": percentile(0.95),
        "p99": percentile(0.99),
        "most": round(waits[-1], 1),
        "errors": wrong,
        "bytes": sum(each[2] for each in crowd.found) // count,
        "processor": round(spent, 2),
        "processor_ms": round(1000 * spent / count, 3),
        "seconds": round(took, 1),
    }


def _run(plan: dict[str, Any]) -> dict[str, Any]:
    try:
        import uvloop
    except ImportError:
        return asyncio.run(ask(plan))
    found: dict[str, Any] = uvloop.run(ask(plan))
    return found


if __name__ == "__main__":
    print(json.dumps(_run(json.load(sys.stdin))))
