"""Who is who among made-up names, beside Splink: ``python -m bench.entities``.

Precision and recall over pairs of names, seconds and growth at sizes in geometric steps; what a
hundred new names cost once many are settled; and two small real sets annotated by hand. Splink
has an environment of its own under ``out/``, made on first use with pinned versions.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import comb
from pathlib import Path
from typing import Any

from bench import table
from bench.measure import growth, machine, peak_megabytes, timed
from bench.names import named

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "bench"
GOLD = ROOT / "tests" / "golden" / "entities"
PEER = ROOT / "out" / "splink-env"
PINS = ROOT / "bench" / "data" / "splink.txt"
SEED = 20250210
SIZES = {
    "smoke": (200, 600),
    "small": (1_000, 3_162, 10_000),
    "full": (1_000, 3_162, 10_000, 31_623, 100_000),
}
NEW = 100
Result = dict[str, Any]


def pairs(groups: Iterable[Sequence[int]]) -> tuple[int, int]:
    """Pairs of names in one group that have one bearer, and pairs in one group."""
    right = said = 0
    for bearers in groups:
        said += comb(len(bearers), 2)
        right += sum(comb(count, 2) for count in Counter(bearers).values())
    return right, said


def scored(groups: Iterable[Sequence[int]], bearers: Iterable[int]) -> Result:
    right, said = pairs(groups)
    true = sum(comb(count, 2) for count in Counter(bearers).values())
    precision, recall = (right / said if said else 1.0), (right / true if true else 1.0)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / ((precision + recall) or 1.0),
    }


def ours(count: int) -> Result:
    """One run of ours in this process."""
    from grandlivre.entities.model import Name
    from grandlivre.entities.registry import Registry
    from grandlivre.reference.name_words import country_words

    country_words(("nova",))  # the lists are read once, whatever the number of names
    names = named(SEED, count + NEW)
    truth = dict(names)
    first = [Name(form=form) for form, _ in names[:count]]
    registry = Registry()
    with timed() as clock:
        registry.add(first)
    settled = registry.identities()
    result = scored(
        ([truth[name.form] for name in each.names] for each in settled.settled),
        (bearer for _, bearer in names[:count]),
    )
    new = [Name(form=form) for form, _ in names[count:]]
    with timed() as more:
        registry.add(new)
    later = registry.identities()
    del registry
    again = Registry(settled)
    with timed() as anew:
        again.add(new)
    kept = {name.form: each.key for each in settled.settled for name in each.names}
    moved = sum(
        kept.get(name.form, each.key) != each.key for each in later.settled for name in each.names
    )
    return result | {
        "names": count,
        "bearers": len({bearer for _, bearer in names[:count]}),
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "added_seconds": more.seconds,
        "added_cpu_seconds": more.cpu_seconds,
        "indexed_seconds": anew.seconds,
        "same": again.identities() == later,
        "moved": moved,
        "peak_mb": peak_megabytes(),
    }


def peer(count: int, python: Path) -> Result | None:
    """One run of Splink, in a process of its own, at the threshold that the truth likes best."""
    names = named(SEED, count + NEW)[:count]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump([form for form, _ in names], file)
        file.flush()
        run = subprocess.run(
            [python, ROOT / "bench" / "peer_splink.py", file.name],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if run.returncode:
        print(run.stderr[-2000:], file=sys.stderr)
        return None
    told = json.loads(run.stdout.strip().splitlines()[-1])
    bearers = [bearer for _, bearer in names]
    best: Result = {}
    for threshold, clusters in told["clusters"].items():
        groups: dict[int, list[int]] = {}
        for cluster, bearer in zip(clusters, bearers, strict=True):
            groups.setdefault(cluster, []).append(bearer)
        found = scored(groups.values(), bearers) | {"threshold": float(threshold)}
        best = max(best, found, key=lambda each: each.get("f1", -1.0))
    return best | {each: told[each] for each in ("splink", "seconds", "cpu_seconds", "pairs")}


def real() -> dict[str, Result]:
    """The sets annotated by hand, with the reference list and without it."""
    from grandlivre.entities.lookup import reference_lookup
    from grandlivre.entities.model import Name
    from grandlivre.entities.registry import settle
    from grandlivre.entities.settling import name_of

    found = {}
    for path in sorted(GOLD.glob("*.tsv")):
        lines = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")
        ]
        truth = dict(line.split("\t") for line in lines[1:])
        for how in ("with the list", "by names alone"):
            names = [
                name_of(form, 1, reference_lookup()) if how == "with the list" else Name(form=form)
                for form in truth
            ]
            groups = [[truth[name.form] for name in each.names] for each in settle(names).settled]
            found[f"{path.stem}, {how}"] = scored(groups, truth.values()) | {"names": len(truth)}
    return found


def environment() -> Path | None:
    """Splink's own Python, made where it is not there; None where it cannot be had."""
    python = PEER / "bin" / "python"
    if not python.exists():
        print("==> an environment for Splink (about a minute)", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", PEER], check=True)
        run = subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", PINS], check=False)
        if run.returncode:
            return None
    return python


def measure(size: str, *, beside: bool) -> Result:
    record: Result = {"machine": machine(), "sizes": []}
    python = environment() if beside else None
    for count in SIZES[size]:
        print(f"==> {count} names", file=sys.stderr)
        mine = ours(count) if size == "smoke" else _apart(count)
        theirs = peer(count, python) if python is not None else None
        record["sizes"].append({"ours": mine, "peer": theirs})
    record["real"] = real()
    for who in ("ours", "peer"):
        points = [
            (one["ours"]["names"], one[who]["seconds"]) for one in record["sizes"] if one[who]
        ]
        record[f"growth_{who}"] = growth(points) if len(points) > 1 else None
    record["machine"]["load_after"] = machine()["load"]
    return record


def _apart(count: int) -> Result:
    run = subprocess.run(
        [sys.executable, "-m", "bench.entities", "--one", str(count)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(run.stdout.strip().splitlines()[-1]))


def page(record: Result) -> str:
    """The table of the page."""
    raw, where = record["raw"], record["raw"]["machine"]
    splink = next((one["peer"]["splink"] for one in raw["sizes"] if one["peer"]), None)
    facts = f"{where['cores']} cores ({where['processor']}), {where['memory_gb']} GB, {where['system']}, {where['python']}"
    load = f"load before and after: {where['load'][0]:g} and {where['load_after'][0]:g}"
    load += "; seconds by the clock, in brackets by the processor"
    head = ("names", "bearers", "precision", "recall", "seconds", "peak memory", f"{NEW} names more", "index made first",
            "Splink: precision", "recall", "seconds")  # fmt: skip
    lines = [
        f"Size `{record['size']}`, on {record['date']}: {facts}; {load}.",
        f"The peer: Splink {splink} on DuckDB."
        if splink
        else "The peer was not at hand in this run.",
        "",
        f"| {' | '.join(head)} |",
        f"|{' ---: |' * len(head)}",
    ]
    for one in raw["sizes"]:
        mine, theirs = one["ours"], one["peer"]
        other = (
            f"{theirs['precision']:.3f} | {theirs['recall']:.3f} | {_clock(theirs)}"
            if theirs
            else "– | – | –"
        )
        lines.append(
            f"| {mine['names']:,} | {mine['bearers']:,} | {mine['precision']:.4f} | {mine['recall']:.3f} | "
            f"{_clock(mine)} | {mine['peak_mb']:.0f} MB | {mine['added_seconds']:.2f} s | {mine['indexed_seconds']:.1f} s | {other} |"
        )
    lines += [
        "",
        f"Growth of time: exponent {raw['growth_ours']:.2f}"
        + (f"; Splink {raw['growth_peer']:.2f}." if raw["growth_peer"] else "."),
    ]
    lines += [
        "",
        "| annotated by hand | names | precision | recall |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {each['names']} | {each['precision']:.3f} | {each['recall']:.3f} |"
        for name, each in raw["real"].items()
    ]
    return "\n".join(lines)


def _clock(run: Result) -> str:
    return f"{run['seconds']:.1f} ({run['cpu_seconds']:.1f})"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--no-peer", action="store_true", help="do not measure Splink beside")
    parser.add_argument("--no-page", action="store_true", help="leave docs/benchmarks.md alone")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(ours(asked.one)))
        return 0
    started = time.perf_counter()
    raw = measure(asked.size, beside=not asked.no_peer and asked.size != "smoke")
    record = {"size": asked.size, "date": str(datetime.now().astimezone().date()), "raw": raw}
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"entities-{asked.size}.json"
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    text = page(record)
    print(text)
    print(f"{path}, {time.perf_counter() - started:.0f} s", file=sys.stderr)
    if asked.size == "full" and not asked.no_page:
        table.put("entities", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
