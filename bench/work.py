"""What is measured, each in a process of its own: ``python -m bench.work PHASE '{...}'``.

A phase takes its options as JSON and prints its result as JSON. The process is warm before the
clock starts: word lists are loaded, a few texts read.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from bench.corpora import dense
from bench.measure import Clock, peak_megabytes, timed
from grandlivre.claims.read import read_claims
from grandlivre.documents.content import Content
from grandlivre.documents.model import Document
from grandlivre.documents.readers import read_content
from grandlivre.engine import EngineOptions
from grandlivre.pipeline.reading import ReadOptions, read

Result = dict[str, Any]


def read_bytes(name: str, data: bytes) -> int:
    """Read one file's bytes into claims, from first to last; returns how many."""
    count = 0
    for document in read_content(Content(name=name, head=data)):
        if isinstance(document, Document):
            count += len(read_claims(document))
    return count


@cache
def warm() -> None:
    """Load what the first document loads, once in a process."""
    for number, text in enumerate(dense(-1, 20_000)):
        read_bytes(f"warm-{number}.txt", text.encode())


def prose(*, seed: int, size: int) -> Result:
    """Dense text, each document from its bytes to its claims, in this process."""
    texts = list(dense(seed, size))
    files = [(f"{number}.txt", text.encode()) for number, text in enumerate(texts)]
    warm()
    with timed() as clock:
        claims = sum(read_bytes(name, data) for name, data in files)
    return {
        "documents": len(files),
        "claims": claims,
        "bytes": sum(len(data) for _, data in files),
        "words": sum(len(text.split()) for text in texts),
        **_times(clock),
    }


def sample(*, path: str, rounds: int = 1) -> Result:
    """The texts that the peer reads too; the best of some rounds."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    files = [(f"{number}.txt", text.encode()) for number, text in enumerate(texts)]
    warm()
    best = Clock(float("inf"), float("inf"))
    for _ in range(rounds):
        with timed() as clock:
            claims = sum(read_bytes(name, data) for name, data in files)
        best = min(best, clock, key=lambda each: each.seconds)
    return {"claims": claims, "words": sum(len(text.split()) for text in texts), **_times(best)}


def crawl(*, sources: list[str], workers: int = 1, cold: bool = False) -> Result:
    """Files or folders through the whole pipeline; `cold` counts start-up in."""
    options = ReadOptions(engine=EngineOptions(workers=workers))
    if not cold:
        warm()
    documents = claims = failed = 0
    first = 0.0
    started = time.perf_counter()
    with timed() as clock:
        for result in read(sources, options):
            first = first or time.perf_counter()
            documents += result.document is not None
            failed += result.error is not None
            claims += len(result.claims)
    return {
        "documents": documents,
        "claims": claims,
        "failed": failed,
        "workers": workers,
        "seconds_to_first": first - started if first else None,
        "peak_mb": peak_megabytes(),
        **_times(clock),
    }


def _times(clock: Clock) -> Result:
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}


PHASES: dict[str, Callable[..., Result]] = {"prose": prose, "sample": sample, "crawl": crawl}


def main() -> int:
    """Run one phase."""
    print(json.dumps(PHASES[sys.argv[1]](**json.loads(sys.argv[2]))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
