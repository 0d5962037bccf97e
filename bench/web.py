"""How fast the application answers many readers at once: ``python -m bench.web``.

A store of a million claims: a made-up ledger told by many sources (`bench.made_ledger`), among a
crawl's worth of claims that bear on no ledger. Fifty readers on the loopback ask without a pause,
one kind of page after another: pages that nobody has asked for before, and pages of which each is
asked for more than once, as where people read what others read. Then all kinds at once for a
minute while texts are recorded by another program. Beside it in the same run, datasette over the
same file, in an environment of its own.

Readers and server share the machine, so that by the clock of a busy machine all is slower; the
processor's time of the server for each page is given too.
"""

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from bench import runs, table
from bench.made_ledger import make
from bench.measure import machine
from bench.runs import OUT, ROOT, Result, row, say
from grandlivre.claims.model import Claim, Evidence, Measure, Reason, Role
from grandlivre.documents.model import Document
from grandlivre.store import BatchWriter, open_store

SEED = 20250210
READERS = 50
_PIECE = 500
_A_DOCUMENT = 12
"""Claims of a text of the crawl."""
_WORDS = (
    "La commune a voté hier soir le budget de la cantine et celui de la piscine, où 120 personnes "
    "étaient attendues ; le maire a rappelé que 35 emplois avaient été créés dans la zone. "
)
_SERVE = (
    "import sys, json\n"
    "from grandlivre.web import ServeOptions, serve\n"
    "if __name__ == '__main__':\n"
    "    serve(ServeOptions(**json.loads(sys.argv[1])))\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is served, and for how long it is asked."""

    claims: int
    undertakings: int
    seconds: float
    ingest_seconds: float
    start_seconds: float
    ahead_seconds: float
    """How long the outlook and pages made ahead are waited for."""


SIZES = {
    "smoke": Size(claims=10_000, undertakings=100, seconds=2.0, ingest_seconds=4.0, start_seconds=300.0, ahead_seconds=300.0),
    "small": Size(claims=100_000, undertakings=500, seconds=6.0, ingest_seconds=20.0, start_seconds=900.0, ahead_seconds=900.0),
    "full": Size(claims=1_000_000, undertakings=2_000, seconds=12.0, ingest_seconds=60.0, start_seconds=3_000.0, ahead_seconds=900.0),
}  # fmt: skip


def crawl(first: int, count: int) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """Texts of a crawl, each with claims of people and jobs: no ledger adds them."""
    reasons = tuple(
        Reason(field=name, rule="a noun of people right behind it", start=70, end=73)
        for name in ("measure", "role", "purpose")
    )
    one = Claim(
        id="", document="", document_id="", measure=Measure.JOBS, low=Decimal(35), high=Decimal(35),
        unit="count", role=Role.OTHER, reasons=reasons, places=("Morcenx",), confidence=0.8,
        evidence=Evidence(quote="35 emplois", start=138, end=148, prefix="rappelé que ", suffix=" avaient été"),
    )  # fmt: skip
    for number in range(first, first + count):
        key, name = f"doc_c{number:018}", f"crawl/{number:07}.html"
        document = Document(
            id=key, name=name, text=f"{number:07} {_WORDS * 8}", title=f"Conseil municipal, {number}",
            publisher="Le Courrier des Landes", language="fr", sha256=f"{number:064}",
            published=f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}",
        )  # fmt: skip
        made = tuple(
            replace(one, id=f"clm_c{number:015}{i:02}", document=name, document_id=key)
            for i in range(_A_DOCUMENT)
        )
        yield document, made


def fill(place: str, size: Size) -> Result:
    """Make the store, as fast as it takes claims in."""
    made = make(SEED, size.undertakings)
    mine: dict[str, list[Claim]] = {}
    for claim in made.claims:
        mine.setdefault(claim.document_id, []).append(claim)
    begun = time.perf_counter()
    with open_store(place, create=True) as store, store.batch({"bench": "web"}) as batch:
        _add(batch, [(each, tuple(mine.get(each.id, ()))) for each in made.documents])
        rest = max(0, size.claims - len(made.claims)) // _A_DOCUMENT
        for first in range(0, rest, _PIECE):
            batch.add(crawl(first, min(_PIECE, rest - first)))
    seconds = time.perf_counter() - begun
    megabytes = sum(path.stat().st_size for path in Path(place).parent.glob("ledger.db*")) / 1e6
    return {"seconds": seconds, "megabytes": megabytes, "told": len(made.claims)}


def _add(batch: BatchWriter, read: Sequence[tuple[Document, tuple[Claim, ...]]]) -> None:
    for first in range(0, len(read), _PIECE):
        batch.add(read[first : first + _PIECE])


@contextmanager
def serving(place: str, size: Size) -> Iterator[tuple[int, int, Result]]:
    """The application over a store, while the block lasts: its port, its process, how it began.

    It has begun when it answers; what comes of the ledger is then worked out, and pages are made
    ahead, which is waited for too.
    """
    port = _free_port()
    options = {"place": place, "port": port, "reads_a_second": 0}
    begun = time.perf_counter()
    environment = runs.alone() | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    log_path = OUT / "web-serve.log"
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, json.dumps(options)],
            cwd=ROOT,
            env=environment,
            stderr=log,
        )
        try:
            with Watch(process.pid) as watch:
                _await(port, "/healthz", process, size.start_seconds)
                how: Result = {"seconds": time.perf_counter() - begun}
                how |= {"state_mb": watch.most_mb, "state_processor": watch.processor}
                say("waiting for the outlook, and for pages made ahead")
                how["ahead"] = _await_ahead(log_path, size.ahead_seconds)
                how["ahead_seconds"] = time.perf_counter() - begun
                how |= {"beside_mb": watch.most_mb, "beside_processor": watch.processor}
            yield port, process.pid, how
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


class Watch:
    """What the processes beside a server take, looked at several times a second, in a ``with``."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._seconds: dict[int, float] = {}
        self.most_mb = 0.0
        """The most memory that one of them held at once."""

    @property
    def processor(self) -> float:
        """Seconds of the processor that they took together."""
        return sum(self._seconds.values())

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.wait(0.3):
            for pid in _below(self._pid):
                with suppress(OSError, IndexError):
                    self._seconds[pid] = _processor(pid)
                    self.most_mb = max(self.most_mb, _memory(pid))


def _below(pid: int) -> list[int]:
    """Processes that a process began, and those that these began."""
    parents: dict[int, int] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            with suppress(OSError, IndexError):
                fields = (each / "stat").read_text().rpartition(")")[2].split()
                parents[int(each.name)] = int(fields[1])
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        mine = [each for each, other in parents.items() if other == parent]
        found += mine
        waiting += mine
    return found


def _await_ahead(log: Path, seconds: float) -> Result:
    """What the server's log says of the pages made ahead; nothing where they are not there in time."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if '"pages ahead"' in line:
                found: Result = json.loads(line)
                return {"pages": found["pages"], "seconds": found["seconds"]}
        time.sleep(0.5)
    return {}


def _await(port: int, path: str, process: "subprocess.Popen[bytes]", seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        if process.poll() is not None:
            raise RuntimeError(
                f"the server ended with {process.returncode}; see out/bench/web-serve.log"
            )
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=20):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the server did not start in time")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def asked(
    port: int, paths: Sequence[str], seconds: float, *, once: bool = False, pause: float = 0.0
) -> Result:
    """What fifty readers found, who ran in a process of their own."""
    plan = {
        "host": "127.0.0.1", "port": port, "paths": list(paths), "readers": READERS, "once": once,
        "seconds": seconds, "seed": SEED, "accept": "*/*", "pause": pause,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bench.readers"], input=json.dumps(plan), cwd=ROOT, text=True,
        stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    found: Result = json.loads(done.stdout)
    return found


def _kinds(port: int, size: Size) -> dict[str, list[str]]:
    """Addresses of each kind of page, in a drawn order."""

    def items(path: str) -> list[Any]:
        with urlopen(f"http://127.0.0.1:{port}/api/v1/{path}", timeout=60) as answer:
            found: list[Any] = json.load(answer)["items"]
            return found

    draw = random.Random(SEED)
    entries = [each["id"] for each in items("entries?limit=1000")]
    crawled = (size.claims // _A_DOCUMENT) * 9 // 10
    documents = [f"doc_c{draw.randrange(crawled):018}" for _ in range(3_000)]
    stages = ("", "announced", "confirmed")
    sorts = ("size", "title", "date", "sources")
    ledger = [f"/{lang}/ledger?page={page}&stage={stage}&sort={sort}" for lang in ("fr", "en")
              for page in range(1, 11) for stage in stages for sort in sorts]  # fmt: skip
    spots = [f"1-{draw.randrange(crawled)}-{draw.randrange(_A_DOCUMENT)}" for _ in range(2_000)]
    lists = [
        *(f"/api/v1/claims?cursor={spot}" for spot in spots),
        *(f"/api/v1/documents?cursor={spot}" for spot in spots[:500]),
        *(
            f"/api/v1/entries?sort={sort}&limit=50&cursor={key}"
            for key in entries[:200]
            for sort in ("size", "date")
        ),
    ]
    kinds = {
        "ledger": ledger,
        "entry": [f"/{lang}/entries/{key}" for key in entries for lang in ("fr", "en")],
        "document": [f"/{lang}/documents/{key}" for key in documents for lang in ("fr", "en")],
        "lists": lists,
    }
    for paths in kinds.values():
        draw.shuffle(paths)
    return kinds


def measure(size: Size, store: str = "") -> Result:
    """Take every measurement of a size, over a store that was made for it before where there is."""
    raw: Result = {"machine": machine(), "claims": size.claims}
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="grandlivre-bench-", dir=OUT) as folder:
        place = store or f"{folder}/ledger.db"
        if not store:
            say(f"making a store of {size.claims:,} claims")
            raw["fill"] = fill(place, size)
        say("starting the application")
        with serving(place, size) as (port, pid, how):
            raw["start"] = how
            kinds = _kinds(port, size)
            for path in (paths[-1] for paths in kinds.values()):
                with urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as answer:
                    answer.read()
            for name, paths in kinds.items():
                say(f"{name}: pages for the first time, then again")
                many = paths[: int(size.seconds * 150)]
                new = raw[f"{name}_new"] = _counted(pid, port, many[:-1], size.seconds, once=True)
                seen = many[: new["requests"]]
                raw[f"{name}_again"] = _counted(pid, port, seen, size.seconds)
                raw[f"{name}_people"] = _counted(pid, port, paths, size.seconds, pause=1.0)
            say("all kinds at once while texts are recorded")
            raw["ingest"] = _while_recording(place, port, kinds, size)
            raw["memory_mb"] = _memory(pid)
        raw["datasette"] = _beside(place, size)
    raw["machine"]["load_after"] = machine()["load"]
    return raw


def _counted(pid: int, port: int, paths: Sequence[str], seconds: float, **how: Any) -> Result:
    """What readers found, with what the server's process took for one answer."""
    spent = _processor(pid)
    found = asked(port, paths, seconds, **how)
    found["server_ms"] = 1000 * (_processor(pid) - spent) / max(1, found["requests"])
    return found


def _while_recording(place: str, port: int, kinds: dict[str, list[str]], size: Size) -> Result:
    words = ["--ingest", place, "--for", str(size.ingest_seconds), "--from", str(size.claims)]
    writer = subprocess.Popen(
        [sys.executable, "-m", "bench.web", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    paths = [path for each in kinds.values() for path in each[:600]]
    found = asked(port, paths, size.ingest_seconds)
    told, _ = writer.communicate(timeout=120)
    found["recorded"] = json.loads(told.splitlines()[-1])
    return found


def ingest(place: str, seconds: float, first: int) -> Result:
    """Record batches of texts until the time is over."""
    end, batches = time.perf_counter() + seconds, 0
    with open_store(place) as store:
        while time.perf_counter() < end:
            with store.batch({"bench": "ingest"}) as batch:
                batch.add(crawl(first + 100 * batches, 100))
            batches += 1
            time.sleep(0.2)
    return {"batches": batches, "claims": batches * 100 * _A_DOCUMENT}


def _beside(place: str, size: Size) -> Result:
    """Datasette over the same file: rows and pages of rows; skipped where it does not install."""
    program = _datasette()
    if program is None:
        return {"skipped": "datasette does not install here"}
    port = _free_port()
    words = ["serve", place, "--port", str(port), "--setting", "sql_time_limit_ms", "20000"]
    environment = {name: value for name, value in runs.alone().items() if name != "PYTHONPATH"}
    process = subprocess.Popen(
        [program, *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    draw = random.Random(SEED)
    crawled = (size.claims // _A_DOCUMENT) * 9 // 10
    readings = [2**32 + 2_000 + draw.randrange(crawled) for _ in range(1_500)]
    kinds = {
        "lists": [f"/ledger/claims.json?_size=100&_next={number},0" for number in readings],
        "document": [f"/ledger/readings/{number}" for number in readings],
    }
    found: Result = {}
    try:
        _await(port, "/-/versions.json", process, 60)
        for name, paths in kinds.items():
            say(f"datasette: {name}")
            found[name] = asked(port, paths, size.seconds)
    except RuntimeError as error:
        return {"skipped": str(error)}
    finally:
        process.terminate()
        process.wait(20)
    return found


def _datasette() -> str | None:
    """Its program in an environment of its own, made on first use; None where that fails."""
    folder = OUT / "datasette-env"
    program = folder / "bin" / "datasette"
    if program.exists():
        return str(program)
    for words in (
        [sys.executable, "-m", "venv", str(folder)],
        [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "datasette<1"],
    ):
        if subprocess.run(words, capture_output=True, check=False, timeout=300).returncode:
            shutil.rmtree(folder, ignore_errors=True)
            return None
    return str(program) if program.exists() else None


def _processor(pid: int) -> float:
    """Seconds of the processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Megabytes that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


_NAMES = {
    "ledger": "ledger pages",
    "entry": "entry pages",
    "document": "document pages",
    "lists": "lists of the interface",
}


_ASKED = (("again", "asked for again"), ("new", "for the first time"))


def rows(raw: Result, size: Size) -> list[Result]:
    """The figures for people."""
    del size
    start = raw["start"]
    found = [
        row("claims in the store", raw["claims"], None, ""),
        row("from the start to the first answer", start["seconds"], start["state_processor"], "s"),
        row("most memory of the process that works out the ledger", start["state_mb"], None, "MB"),
        row(
            "from the start until the outlook and pages ahead are there",
            start["ahead_seconds"], start["beside_processor"], "s",
        ),
        row("most memory of a process beside", start["beside_mb"], None, "MB"),
        row("pages made ahead", start["ahead"].get("pages", 0), None, ""),
        row("memory of the server in the end", raw["memory_mb"], None, "MB"),
    ]  # fmt: skip
    if "fill" in raw:
        taken = raw["claims"] / raw["fill"]["seconds"]
        found.insert(1, row("taken in", taken, None, "claims/s"))
    for name, words in _NAMES.items():
        for kind, told in _ASKED:
            each = raw[f"{name}_{kind}"]
            most = 50.0
            found.append(row(f"{words}, {told}: p95", each["p95"], None, "ms", most=most))
            found.append(row(f"{words}, {told}: p50", each["p50"], each["server_ms"], "ms"))
            found.append(row(f"{words}, {told}: p99", each["p99"], None, "ms"))
            found.append(row(f"{words}, {told}", each["a_second"], None, "a second"))
            readers = each["processor_ms"]
            found.append(row(f"{words}, {told}: the readers' own time", readers, None, "ms"))
        people = raw[f"{name}_people"]
        found.append(
            row(f"{words}, readers who pause a second: p95", people["p95"], None, "ms", most=50.0)
        )
    during = raw["ingest"]
    errors = sum(during["errors"].values())
    found.append(
        row(
            f"errors in {during['seconds']:.0f} s while texts are recorded",
            errors,
            None,
            "",
            most=0.0,
        )
    )
    found.append(row("requests meanwhile", during["requests"], None, ""))
    found.append(row("p95 meanwhile", during["p95"], None, "ms"))
    found.append(row("claims recorded meanwhile", during["recorded"]["claims"], None, ""))
    for name, words in (("lists", "a hundred claims"), ("document", "a row")):
        if name in raw["datasette"]:
            beside = raw["datasette"][name]
            found.append(row(f"the peer, datasette: {words}, p95", beside["p95"], None, "ms"))
            found.append(row(f"the peer, datasette: {words}", beside["a_second"], None, "a second"))
    return found


def main() -> int:
    """Measure, print, keep the result, and put the full size into the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--json", type=Path, default=None, help="where the result is kept")
    parser.add_argument("--store", default="", help="a store of that size, made before")
    parser.add_argument("--ingest", help=argparse.SUPPRESS)
    parser.add_argument("--for", dest="seconds", type=float, default=1.0, help=argparse.SUPPRESS)
    parser.add_argument("--from", dest="first", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ingest:
        print(json.dumps(ingest(given.ingest, given.seconds, given.first)))
        return 0
    raw = measure(SIZES[given.size], given.store)
    path = given.json or OUT / f"web-{given.size}.json"
    runs.keep(given.size, raw, rows(raw, SIZES[given.size]), path)
    record = json.loads(path.read_text(encoding="utf-8"))
    note = raw["datasette"].get("skipped", "")
    shown = table.figures(record, note and f"Without the peer: {note}.")
    print(shown)
    if given.size == "full":
        table.put("web", shown)
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
