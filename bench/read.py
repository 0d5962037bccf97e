"""How fast texts are read into claims, and in how much memory: ``python -m bench.read``.

Dense text (the corpus, retold) beside spaCy's French pipeline on the same texts in the same run;
a crawl in which one document in a hundred matters; one worker and two; ten to a hundred thousand
documents. Every measurement has a process of its own, except at the smoke size.
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench import runs, work
from bench.corpora import crawl, dense, sized, write_files, write_lines
from bench.measure import growth, machine
from bench.prose import BARE, CROWDED
from bench.runs import OUT, ROOT, Result, alone, apart, row, say
from grandlivre.claims.compiled.library import SWITCH

SEED = 20250210


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    dense_bytes: int
    sample_bytes: int
    rounds: int
    growth: tuple[int, ...]
    """Numbers of documents; the last ones are the whole crawl."""
    files: int
    """Documents of the crawl that are read as single files too."""
    shard: int
    apart: bool
    """Whether each measurement has its own process."""


SIZES = {
    "smoke": Size(
        dense_bytes=15_000, sample_bytes=5_000, rounds=1, growth=(20, 60), files=20, shard=40, apart=False
    ),
    "small": Size(
        dense_bytes=1_000_000, sample_bytes=150_000, rounds=2, growth=(300, 1_000, 3_000), files=1_000,
        shard=250, apart=True,
    ),
    "full": Size(
        dense_bytes=20_000_000, sample_bytes=600_000, rounds=3,
        growth=(1_000, 3_162, 10_000, 31_623, 100_000), files=20_000, shard=1_000, apart=True,
    ),
}  # fmt: skip


def measure(size: Size, peer: str | None) -> Result:
    """Take every measurement of a size; the raw results by name."""
    results: Result = {"machine": machine()}
    with tempfile.TemporaryDirectory(prefix="grandlivre-bench-") as name:
        folder = Path(name)
        say("dense text")
        results["dense"] = _run(size, "prose", seed=SEED, size=size.dense_bytes)
        results["beside"] = _beside(size, folder, peer)
        results.update(_crawls(size, folder))
    results["machine"]["load_after"] = machine()["load"]
    return results


def _crawls(size: Size, folder: Path) -> Result:
    results: Result = {}
    say("making the crawl")
    lines = folder / "lines"
    count, text_bytes = write_lines(crawl(SEED, size.growth[-1]), lines, size.shard)
    shards = [str(path) for path in sorted(lines.iterdir())]
    results["crawl"] = {"documents": count, "bytes": text_bytes}
    for documents in size.growth:
        say(f"crawl, {documents} documents")
        sources = shards[: -(-documents // size.shard)]
        if documents % size.shard:
            sources = [*sources[:-1], _head(sources[-1], documents % size.shard, folder)]
        results[f"growth_{documents}"] = _run(size, "crawl", sources=sources)
    for workers in (1, 2):
        say(f"crawl, {workers} worker(s), from a cold start")
        results[f"workers_{workers}"] = _run(
            size, "crawl", sources=shards, workers=workers, cold=True
        )
    shutil.rmtree(lines)
    say("crawl as single files")
    _, text_bytes = write_files(crawl(SEED, size.files), folder / "files")
    results["files"] = _run(size, "crawl", sources=[str(folder / "files")]) | {"bytes": text_bytes}
    shutil.rmtree(folder / "files")
    for name, mix in (("bare", BARE), ("crowded", CROWDED)):
        say(f"{name} crawl")
        _, text_bytes = write_lines(crawl(SEED, size.files // 2, mix), folder / name, size.shard)
        results[name] = _run(size, "crawl", sources=[str(folder / name)]) | {"bytes": text_bytes}
        shutil.rmtree(folder / name)
    return results


def _head(path: str, lines: int, folder: Path) -> str:
    """A file of the first lines of another."""
    copy = folder / f"head-{lines}-{Path(path).name}"
    with Path(path).open("rb") as source:
        copy.write_bytes(b"".join(islice(source, lines)))
    return str(copy)


def _run(scale: Size, phase: str, **options: Any) -> Result:
    """One measurement, apart or here."""
    if not scale.apart:
        return work.PHASES[phase](**options)
    return apart("bench.work", [phase, json.dumps(options)])


def _beside(size: Size, folder: Path, peer: str | None) -> Result:
    """Ours and the peer's time on the same texts, in turns; the best round of each."""
    path = folder / "sample.jsonl"
    texts = list(sized(dense(SEED + 1, 10 * size.sample_bytes), size.sample_bytes))
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    ours: list[Result] = []
    theirs: list[Result] = []
    about: Result = {}
    if peer is None:
        return {"ours": _run(size, "sample", path=str(path), rounds=size.rounds)}
    say("the same texts, ours and the peer's in turns")
    with _serving(peer, path) as serve:
        about = serve()["ready"]
        for _ in range(size.rounds):
            theirs.append(serve("go"))
            # A single reading of so little text is over in a blink: the best of several.
            ours.append(_run(size, "sample", path=str(path), rounds=5))
    os.environ[SWITCH] = "plain"
    try:
        plain = _run(size, "sample", path=str(path), rounds=1)
    finally:
        del os.environ[SWITCH]
    return {
        "plain": plain,
        "ours": min(ours, key=lambda each: each["seconds"]),
        "peer": min(theirs, key=lambda each: each["seconds"]) | {"about": about},
    }


@contextmanager
def _serving(python: str, path: Path) -> Iterator[Any]:
    """The peer as a process that measures when told to."""
    command = [python, str(ROOT / "bench" / "peer.py"), str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=alone()
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def serve(order: str = "") -> Result:
            assert process.stdin is not None
            assert process.stdout is not None
            if order:
                process.stdin.write(order + "\n")
                process.stdin.flush()
            line = process.stdout.readline()
            if not line:
                raise SystemExit("the peer ended without an answer")
            answer: Result = json.loads(line)
            return answer

        yield serve
        process.stdin.close()


def peer_python(given: str | None) -> str | None:
    """The Python that has spaCy: the one named, or this one; None where there is none."""
    named = given or os.environ.get("GRANDLIVRE_PEER_PYTHON")
    if named:
        return named
    return sys.executable if importlib.util.find_spec("fr_core_news_md") else None


def rows(results: Result, size: Size) -> list[Result]:
    """The figures for people, those that have a target with it."""
    whole = results[f"growth_{size.growth[-1]}"]
    points = [(float(n), results[f"growth_{n}"]["seconds"]) for n in size.growth]
    texts, beside = results["dense"], results["beside"]
    ours = _rate(beside["ours"], beside["ours"]["words"])
    found = [
        row("dense text, from bytes to claims", *_rate(texts, texts["words"]), "words/s"),
        row("dense text, from bytes to claims", *_rate(texts, texts["bytes"] / 1e6), "MB/s"),
        row("the sample that the peer reads too", *ours, "words/s"),
    ]
    if "peer" in beside:
        theirs = _rate(beside["peer"], beside["ours"]["words"])
        ratio = (ours[0] / theirs[0], ours[1] / theirs[1])
        found.append(row("the peer on that sample", *theirs, "words/s"))
        found.append(row("faster than the peer", *ratio, "times", least=25))
        plain = _rate(beside["plain"], beside["ours"]["words"])
        found.append(row("the plain reader on that sample", *plain, "words/s"))
    lines, files = results["crawl"], results["files"]
    bare, crowded = results["bare"], results["crowded"]
    one, two = results["workers_1"], results["workers_2"]
    return [
        *found,
        row("crawl, JSON lines, one process", *_rate(whole, lines["bytes"] / 1e6), "MB/s", least=60),
        row("crawl, single files, one process", *_rate(files, files["bytes"] / 1e6), "MB/s", least=60),
        row("crawl without stray prices and budgets", *_rate(bare, bare["bytes"] / 1e6), "MB/s", least=60),
        row("crawl with people or hectares in every seventh text",
            *_rate(crowded, crowded["bytes"] / 1e6), "MB/s"),
        row("two workers beside one, start-up and all", one["seconds"] / two["seconds"], None, "times",
            least=1.8),
        row(f"peak memory, {whole['documents']:,} documents", whole["peak_mb"], None, "MB", most=500),
        row(f"growth of time, {size.growth[0]:,} to {size.growth[-1]:,} documents", growth(points), None,
            "exponent", most=1.05),
    ]  # fmt: skip


def _rate(result: Result, amount: float) -> tuple[float, float]:
    """So much a second by the clock, and by the processor's time."""
    return amount / result["seconds"], amount / max(result["cpu_seconds"], 1e-9)


def show(found: list[Result]) -> str:
    """The figures as lines for people; in brackets, by the processor's time."""
    lines = []
    for each in found:
        target = f"≥ {each['least']:g}" if each["least"] is not None else ""
        target = f"≤ {each['most']:g}" if each["most"] is not None else target
        verdict = {None: "", True: "met", False: "NOT MET"}[each["met"]]
        other = "" if each["by_processor"] is None else f"({each['by_processor']:,.2f})"
        value = f"{each['value']:>12,.2f} {other:>14} {each['unit']:<9}"
        lines.append(f"{each['what']:<54}{value}{target:<8}{verdict}".rstrip())
    return "\n".join(lines)


def keep(name: str, peer: str | None, path: Path) -> Path:
    """Measure a size and keep the result as JSON."""
    size = SIZES[name]
    results = measure(size, peer)
    return runs.keep(name, results, rows(results, size), path)


def main() -> int:
    """Measure, print, and keep the result."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--peer", help="a Python that has spaCy and its French model")
    parser.add_argument("--json", type=Path, default=None, help="where the result is kept")
    asked = parser.parse_args()
    started = time.perf_counter()
    peer = peer_python(asked.peer)
    path = keep(asked.size, peer, asked.json or OUT / f"read-{asked.size}.json")
    print(show(json.loads(path.read_text(encoding="utf-8"))["rows"]))
    if peer is None:
        print("The peer was not measured: no Python with spaCy (--peer, or `make bench`).")
    print(f"{path} ({time.perf_counter() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
