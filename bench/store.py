"""How fast a ledger's database takes in and gives back: ``python -m bench.store``.

Beside it in the same run, the peer: Python's own `sqlite3` with one table, no history and no
checks, given the same claims.
"""

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench import runs, table
from bench.measure import growth, machine, peak_megabytes, timed
from grandlivre.base.codec import dumps, loads
from grandlivre.claims.model import Claim, Evidence, Measure, Reason, Role
from grandlivre.documents.model import Document
from grandlivre.store import open_store

OUT = Path(__file__).resolve().parent.parent / "out" / "bench"
CLAIMS = 4
"""Claims a document."""
PIECE = 500
"""Documents a transaction."""
_TEXT = "Le fonds Boréal investira 5 milliards d’euros dans un centre de données à Morcenx. " * 40

Result = dict[str, Any]
Read = tuple[Document, tuple[Claim, ...]]


@dataclass(frozen=True)
class Size:
    """How much is recorded: documents, in geometric steps."""

    steps: tuple[int, ...]


SIZES = {"smoke": Size((100, 400)), "full": Size((1_000, 4_000, 16_000))}


def papers(count: int) -> Iterator[Read]:
    """Made-up documents with claims as long as real ones."""
    one = Claim(
        id="", document="", document_id="", measure=Measure.MONEY, low=Decimal(5_000_000_000),
        high=Decimal(5_000_000_000), unit="EUR", role=Role.COMMITMENT, investors=("Boréal",),
        evidence=Evidence(
            quote="5 milliards d’euros", start=26, end=45, prefix="Le fonds Boréal investira ",
            suffix=" dans un centre de données à Mo",
        ),
        places=("Morcenx",), start="2026-H2", end="2029", attributed_to=("Boréal",),
        reasons=tuple(
            Reason(field=name, rule="a verb of paying or promising right before it", start=16, end=25)
            for name in ("role", "investors", "places", "stage", "purpose", "start", "end")
        ),
    )  # fmt: skip
    for number in range(count):
        name = f"{number:07}.txt"
        document = Document(
            id=f"doc_{number:020}", name=name, text=f"{number} {_TEXT}", title="Boréal à Morcenx",
            language="fr", published="2025-03-10", sha256=f"{number:064}",
        )  # fmt: skip
        yield (
            document,
            tuple(
                replace(one, id=f"clm_{number:018}{i:02}", document=name, document_id=document.id)
                for i in range(CLAIMS)
            ),
        )


def pieces(count: int) -> Iterator[list[Read]]:
    """The same, a transaction's worth at a time."""
    piece: list[Read] = []
    for each in papers(count):
        piece.append(each)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def measure_store(place: str, count: int) -> Result:
    """Take in, take in again, and give back."""
    found: Result = {}
    for key in ("ingest", "again"):
        seconds = 0.0
        with open_store(place, create=True) as store, store.batch({"bench": key}) as batch:
            before = peak_megabytes()
            for piece in pieces(count):
                begun = time.perf_counter()
                batch.add(piece)
                seconds += time.perf_counter() - begun
            found[f"{key}_growth_mb"] = peak_megabytes() - before
        found[key] = seconds
    with open_store(place) as store:
        found["claims"] = _timed_count(store.claims)
        found["documents"] = _timed_count(store.documents)
    return found


def _timed_count(stream: Callable[[], Iterator[object]]) -> float:
    with timed() as clock:
        for _ in stream():
            pass
    return clock.seconds


def measure_peer(path: str, count: int) -> Result:
    """The same claims in one table of `sqlite3`, as JSON with four columns beside."""
    seconds = bare = 0.0
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE claims (id TEXT, unit TEXT, low INTEGER, high INTEGER, j TEXT)"
    )
    for piece in pieces(count):
        begun = time.perf_counter()
        rows = [
            (each.id, each.unit, int(each.low or 0), int(each.high or 0), dumps(each).decode())
            for _, found in piece
            for each in found
        ]
        written = time.perf_counter()
        with connection:
            connection.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?)", rows)
        seconds += time.perf_counter() - begun
        bare += time.perf_counter() - written
    with timed() as clock:
        for (line,) in connection.execute("SELECT j FROM claims ORDER BY rowid"):
            loads(Claim, line)
    connection.close()
    return {"ingest": seconds, "bare": bare, "claims": clock.seconds}


def measure(size: Size, server: str | None) -> Result:
    """All databases at all sizes, the peer in turn with ours."""
    raw: Result = {"machine": machine(), "steps": list(size.steps)}
    for count in size.steps:
        print(f"  {count:,} documents …", file=sys.stderr, flush=True)
        with TemporaryDirectory() as folder:
            raw[f"sqlite_{count}"] = measure_store(f"{folder}/ledger.db", count)
            raw[f"peer_{count}"] = measure_peer(f"{folder}/peer.db", count)
    if server:
        raw["postgresql"] = measure_store(server, size.steps[-1])
    raw["machine"]["load_after"] = machine()["load"]
    return raw


def rows(raw: Result) -> list[Result]:
    """The figures for people."""
    count = raw["steps"][-1]
    claims = count * CLAIMS
    ours, peer = raw[f"sqlite_{count}"], raw[f"peer_{count}"]
    points = [(float(n), raw[f"sqlite_{n}"]["ingest"]) for n in raw["steps"]]
    found = [
        _row("SQLite: documents with their claims taken in", claims / ours["ingest"], "claims/s"),
        _row("the same again: nothing new", claims / ours["again"], "claims/s"),
        _row("SQLite: claims given back", claims / ours["claims"], "claims/s"),
        _row(
            "SQLite: documents with their texts given back",
            count / ours["documents"],
            "documents/s",
        ),
        _row("the peer: JSON made and rows taken in", claims / peer["ingest"], "claims/s"),
        _row("the peer: rows taken in, JSON ready-made", claims / peer["bare"], "claims/s"),
        _row("the peer: claims given back", claims / peer["claims"], "claims/s"),
        _row(
            f"growth of time, {raw['steps'][0]:,} to {count:,} documents",
            growth(points),
            "exponent",
        ),
        _row("growth of memory meanwhile", ours["ingest_growth_mb"], "MB"),
    ]
    if "postgresql" in raw:
        other = raw["postgresql"]
        found += [
            _row(
                "PostgreSQL: documents with their claims taken in",
                claims / other["ingest"],
                "claims/s",
            ),
            _row("PostgreSQL: claims given back", claims / other["claims"], "claims/s"),
        ]
    return found


def _row(what: str, value: float, unit: str) -> Result:
    return {"what": what, "value": value, "unit": unit}


def shown(record: Result) -> str:
    """The figures as a table for the page."""
    where = record["raw"]["machine"]
    load = f"{where['load'][0]:g} and {where['load_after'][0]:g}"
    about = (
        f"Size `{record['size']}`, on {record['date']}: {where['cores']} cores"
        f" ({where['processor']}), {where['memory_gb']} GB; load before and after: {load}."
        f" {CLAIMS} claims a document, {PIECE} documents a transaction, every commit on the disk."
    )
    lines = [about, "", "| what | figure |", "| --- | ---: |"]
    for row in record["rows"]:
        rounded = float(f"{row['value']:.3g}")
        lines.append(f"| {row['what']} | {rounded:,g} {row['unit']} |")
    return "\n".join(lines)


def keep(name: str, server: str | None, path: Path) -> Path:
    """Measure a size and keep the result as JSON."""
    raw = measure(SIZES[name], server)
    return runs.keep(name, raw, rows(raw), path)


def main() -> int:
    """Measure, print, keep the result, and put it into the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--db", help="the address of an empty PostgreSQL database")
    parser.add_argument("--json", type=Path, default=None, help="where the result is kept")
    parser.add_argument("--page", action="store_true", help="put the table into the page")
    asked = parser.parse_args()
    path = keep(asked.size, asked.db, asked.json or OUT / f"store-{asked.size}.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    print(shown(record))
    if asked.page:
        table.put("store", shown(record))
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
