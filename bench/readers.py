"""Readers who ask a server as fast as it answers, over connections that they keep.

Run in a process of its own by `bench.web`: reads a plan from standard input, prints what it found.
Plain sockets and a parser of a few lines, so that the readers cost the machine little.
"""

import asyncio
import json
import random
import sys
import time
from typing import Any

_TIMEOUT = 30.0


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes
) -> tuple[int, int]:
    """One request; its status and the bytes of its answer."""
    writer.write(head)
    lines = await reader.readuntil(b"\r\n\r\n")
    status = int(lines[9:12])
    lower = lines.lower()
    at = lower.find(b"content-length:")
    if at >= 0:
        length = int(lower[at + 15 : lower.index(b"\r\n", at)])
        await reader.readexactly(length)
        return status, length
    if b"transfer-encoding: chunked" in lower:
        total = 0
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
            total += size
        await reader.readexactly(2)
        return status, total
    return status, 0


async def _read(
    plan: dict[str, Any], number: int, end: float, found: list[tuple[float, float, int, int]]
) -> None:
    """One reader: asks for one page after another until the time is over."""
    draw = random.Random(plan["seed"] * 1000 + number)
    paths = plan["paths"]
    mine = paths[number :: plan["readers"]] if plan["once"] else None
    headers = f"Host: {plan['host']}\r\nAccept: {plan['accept']}\r\nAccept-Encoding: gzip\r\n\r\n"
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    asked = 0
    while time.perf_counter() < end:
        if mine is not None:
            if asked == len(mine):
                return
            path = mine[asked]
        else:
            path = draw.choice(paths)
        asked += 1
        begun = time.perf_counter()
        try:
            if connection is None:
                connection = await asyncio.open_connection(plan["host"], plan["port"])
            head = f"GET {path} HTTP/1.1\r\n{headers}".encode()
            status, size = await asyncio.wait_for(_ask(*connection, head), _TIMEOUT)
        except (OSError, EOFError, ValueError, asyncio.IncompleteReadError, TimeoutError):
            status, size = 0, 0
            if connection is not None:
                connection[1].close()
            connection = None
        found.append((begun, time.perf_counter() - begun, status, size))
        if plan["pause"]:
            await asyncio.sleep(draw.expovariate(1 / plan["pause"]))
    if connection is not None:
        connection[1].close()


async def ask(plan: dict[str, Any]) -> dict[str, Any]:
    """All readers at once; percentiles of what they waited, in milliseconds."""
    found: list[tuple[float, float, int, int]] = []
    begun, spent = time.perf_counter(), time.process_time()
    end = begun + plan["seconds"]
    await asyncio.gather(*(_read(plan, number, end, found) for number in range(plan["readers"])))
    took = time.perf_counter() - begun
    waits = sorted(1000 * each[1] for each in found) or [0.0]
    wrong: dict[str, int] = {}
    for _, _, status, _ in found:
        if status != 200:
            wrong[str(status)] = wrong.get(str(status), 0) + 1

    def percentile(share: float) -> float:
        return round(waits[min(len(waits) - 1, int(share * len(waits)))], 2)

    return {
        "requests": len(found),
        "a_second": round(len(found) / took, 1),
        "p50": percentile(0.5),
        "p95": percentile(0.95),
        "p99": percentile(0.99),
        "most": round(waits[-1], 1),
        "errors": wrong,
        "bytes": sum(each[3] for each in found) // max(1, len(found)),
        "processor": round(time.process_time() - spent, 2),
        "seconds": round(took, 1),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(ask(json.load(sys.stdin)))))
