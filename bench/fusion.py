"""Whom to believe: fusion on two public sets and on made-up tables, ``python -m bench.fusion``.

Counted is, per set:

- *flights* (Li, Dong, Lyons, Meng, Srivastava 2012): the share of the 400 items (four times of
  100 flights) whose chosen minute of the day is the truth's. Formats are normalised before any
  method sees them; dates beside the times are ignored.
- *population* (Pasternack and Roth 2010): the share of the cities and years with both a claim
  and a truth whose chosen figure is off by more than 0.1 %.

All methods get the same normalised claims, each source's claim on an item once. A method that
holds several values for equally good gets the share of them that is right. Beside fusion stand
the plain vote, the median and the mean, and the algorithms of the PyPI package truthdiscovery in
an environment of its own. One setting, the defaults of `FusionOptions`, serves all tables; each
parameter is then halved and doubled in turn (of those that are shares, the odds), to show how
far the figures hang on it. The structure of the method was chosen while both truths were known
to us: the made-up tables, drawn anew from seeds, are the check that it is not fitted to them.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import venv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np

from bench import table as page
from bench.fusion_page import shown
from bench.fusion_sets import (
    FOLDER,
    ROOT,
    Answer,
    MadeUp,
    Set,
    flights,
    made_up,
    number,
    population,
)
from bench.measure import growth, machine, peak_megabytes, timed
from grandlivre.ledger import Fusion, FusionOptions, fuse

OUT = ROOT / "out" / "bench"
SEED = 20250210
Result = dict[str, Any]
PEER = ("truthdiscovery==1.0.4", "numpy==1.24.2", "scipy==1.10.1", "bidict==0.22.1")
"""As the package pins them itself; the rest of what it names serves its web page and drawings."""
ALGORITHMS = (
    "MajorityVoting",
    "Sums",
    "AverageLog",
    "Investment",
    "PooledInvestment",
    "TruthFinder",
    "CRH",
)
SHARES = frozenset({
    "prior", "least_right", "most_reliable", "copied_share", "copiers", "mirrored_share",
})  # fmt: skip
VARIED = tuple(
    each.name for each in fields(FusionOptions)
    if each.name not in {"staleness", "least_probability", "most_known", "most_rounds", "tolerance"}
)  # fmt: skip
"""Neither set has times; the others do not move what is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    growth: tuple[int, ...]
    """Claims of the made-up tables."""
    varies: bool
    has_peer: bool
    apart: bool
    """Whether each made-up table has a process of its own, so that memory can be told."""


SIZES = {
    "smoke": Size(growth=(300, 1_000), varies=False, has_peer=False, apart=False),
    "small": Size(growth=(1_000, 10_000), varies=False, has_peer=True, apart=True),
    "full": Size(
        growth=(1_000, 10_000, 31_623, 100_000, 316_228, 1_000_000),
        varies=True, has_peer=True, apart=True,
    ),
}  # fmt: skip


def figure(measured: Set, answers: dict[str, list[Answer]]) -> float:
    """Accuracy for flights; share off for population."""
    credit = measured.credit(answers)
    return 1 - credit if measured.name == "population" else credit


def plain(measured: Set) -> dict[str, dict[str, list[Answer]]]:
    """The vote, the median, the mean, and the best that any choice among the told values can do."""
    told: dict[str, list[Answer]] = defaultdict(list)
    for item, _, value in measured.rows:
        told[item].append(value)
    vote = {}
    for item, values in told.items():
        count = Counter(values)
        vote[item] = [value for value in count if count[value] == max(count.values())]
    best = {
        item: [value for value in values if measured.is_right(number(value), measured.truth[item])][
            :1
        ]
        for item, values in told.items()
        if item in measured.truth
    }
    return {
        "plain vote": vote,
        "median": {item: [float(median(map(number, each)))] for item, each in told.items()},
        "mean": {item: [fmean(map(number, each))] for item, each in told.items()},
        "best possible": best,
    }


def chosen(fusion: Fusion) -> dict[str, list[Answer]]:
    """What fusion chose of each item."""
    found: dict[str, list[Answer]] = {}
    for name, fact in zip(fusion.items, fusion.chosen.tolist(), strict=True):
        value = fusion.value_of(fact) if fact >= 0 else float("nan")
        if not isinstance(value, tuple):
            found[name] = [value]
    return found


def on_set(measured: Set, size: Size, peer: str | None) -> Result:
    """All methods on one public set."""
    methods = [
        {"method": name, "figure": figure(measured, answers)}
        for name, answers in plain(measured).items()
    ]
    methods += [
        {
            "method": f"{each['name']} (truthdiscovery)",
            "figure": figure(measured, each["values"]),
            "seconds": each["seconds"],
        }
        for each in (peer_answers(measured, peer) if peer else ())
    ]
    for label, with_classes in (("fusion", True), ("fusion, no classes of sources", False)):
        if not with_classes and not measured.classes:
            continue
        table = measured.table(with_classes=with_classes)
        fuse(table)
        with timed() as clock:
            fusion = fuse(table)
        methods.append({
            "method": label, "figure": figure(measured, chosen(fusion)), "seconds": clock.seconds,
            **vouched(measured, fusion),
        })  # fmt: skip
    return {
        "set": measured.name,
        "claims": len(measured.rows),
        "items": len(measured.truth),
        "methods": methods,
        "varied": [dict(each) for each in varied(measured)] if size.varies else [],
    }


def vouched(measured: Set, fusion: Fusion) -> Result:
    """How good the values are that fusion vouches for, and of how many items it abstains."""
    abstained = dict(zip(fusion.items, fusion.abstained.tolist(), strict=True))
    firm = {item: true for item, true in measured.truth.items() if not abstained.get(item, True)}
    return {
        "abstained": 1 - len(firm) / len(measured.truth),
        "figure_vouched": figure(replace(measured, truth=firm), chosen(fusion)) if firm else None,
    }


def varied(measured: Set) -> Iterator[Result]:
    """The figure with each parameter halved and doubled."""
    table, usual = measured.table(), FusionOptions()
    for name in VARIED:
        value = getattr(usual, name)
        row: Result = {"parameter": name, "value": value}
        for label, factor in (("halved", 0.5), ("doubled", 2.0)):
            changed = value * factor
            if name in SHARES:
                odds = factor * value / (1 - value)
                changed = odds / (1 + odds)
            fusion = fuse(table, replace(usual, **{name: changed}))
            row[label] = figure(measured, chosen(fusion))
        yield row


def peer_python() -> str | None:
    """A Python with the peer in it, made in ``out/`` on first use; None where it cannot be had."""
    folder = OUT / "truthdiscovery"
    python, stamp = folder / "bin" / "python", folder / ".ready"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == " ".join(PEER):
        return str(python)
    say("an environment with truthdiscovery")
    try:
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", *PEER],
            check=True, timeout=600,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        say(f"truthdiscovery could not be had, and is not measured ({error})")
        return None
    stamp.write_text(" ".join(PEER), encoding="utf-8")
    return str(python)


def peer_answers(measured: Set, python: str) -> list[Result]:
    """What the peer's algorithms choose."""
    say(f"truthdiscovery on {measured.name}")
    rows = [(source, item, value) for item, source, value in measured.rows]
    done = subprocess.run(
        [python, "-W", "ignore", str(ROOT / "bench" / "fusion_peer.py"), *ALGORITHMS],
        input=json.dumps({"rows": rows}) + "\n", stdout=subprocess.PIPE, text=True, check=True,
        timeout=900, env=alone(),
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def alone() -> dict[str, str]:
    """The environment for one thread a process."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return {**os.environ, **dict.fromkeys(threads, "1")}


def on_made_up(claims: int) -> Result:
    """Time and worth of fusion on a made-up table."""
    drawn = made_up(claims, SEED)
    with timed() as clock:
        fusion = fuse(drawn.table)
    return {
        "claims": drawn.claims, "seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds,
        "peak_mb": peak_megabytes(),
        "rounds": fusion.rounds, **worth(drawn, fusion),
    }  # fmt: skip


def worth(drawn: MadeUp, fusion: Fusion) -> Result:
    """How far what was found is what was drawn."""
    items, sources = np.array(fusion.items, dtype=int), np.array(fusion.sources, dtype=int)
    columns, chosen_facts = fusion.columns, fusion.chosen
    votes = np.bincount(columns.claim_fact, minlength=len(columns.fact_item))
    by_votes = np.lexsort((-votes, columns.fact_item))
    voted = by_votes[np.searchsorted(columns.fact_item[by_votes], np.arange(len(items)))]
    value = columns.values.low[columns.fact_value]
    true = drawn.accuracy[np.minimum(sources, len(drawn.accuracy) - 1)]
    own = sources < len(drawn.accuracy)
    inside = (fusion.rated.low <= true) & (true <= fusion.rated.high)
    found = {tuple(sorted((int(each.first), int(each.second)))) for each in fusion.suspicions()}
    told = set(sources.tolist())
    copies = {pair for pair in drawn.copies if set(pair) <= told}
    return {
        "accuracy": float((value[chosen_facts] == drawn.truth[items]).mean()),
        "accuracy_of_vote": float((value[voted] == drawn.truth[items]).mean()),
        "reliability_off": float(np.abs(fusion.rated.source - true)[own].mean()),
        "intervals_hold": float(inside[own].mean()),
        "copies": len(copies),
        "copies_found": len(copies & found) / max(len(copies), 1),
        "copies_false": len(found - copies) / max(len(found), 1),
    }


def measure(size: Size) -> Result:
    """Every measurement of a size."""
    results: Result = {"machine": machine(), "sets": []}
    if FOLDER.exists():
        peer = peer_python() if size.has_peer else None
        for load in (flights, population):
            say(load.__name__)
            results["sets"].append(on_set(load(), size, peer))
    else:
        say(
            "the public sets are not here and are not measured: shared/benchmarks/fusion is missing"
        )
    results["growth"] = []
    for claims in size.growth:
        say(f"{claims:,} made-up claims")
        if size.apart:
            done = subprocess.run(
                [sys.executable, "-m", "bench.fusion", "--claims", str(claims)],
                cwd=ROOT, env=alone(), stdout=subprocess.PIPE, text=True, check=True,
            )  # fmt: skip
            results["growth"].append(json.loads(done.stdout.splitlines()[-1]))
        else:
            results["growth"].append(on_made_up(claims))
    # By the processor's time, which a busy machine distorts less.
    points = [(float(each["claims"]), each["cpu_seconds"]) for each in results["growth"]]
    # Below some thousands of claims, what does not grow weighs more than what does.
    large = [each for each in points if each[0] > 5_000]
    results["exponent"] = growth(large if len(large) > 1 else points)
    return results


def say(what: str) -> None:
    print(f"  {what} …", file=sys.stderr, flush=True)


def keep(name: str, path: Path) -> Result:
    """Measure a size and keep the result as JSON."""
    date = datetime.now().astimezone().date().isoformat()
    record = {"size": name, "date": date, "raw": measure(SIZES[name])}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return record


def main() -> int:
    """Measure, print, keep the result; the full size goes into the page too."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--claims", type=int, help="one made-up table of about so many claims only")
    parser.add_argument("--json", type=Path, default=None, help="where the result is kept")
    asked = parser.parse_args()
    if asked.claims:
        print(json.dumps(on_made_up(asked.claims)))
        return 0
    started = time.perf_counter()
    path = asked.json or OUT / f"fusion-{asked.size}.json"
    record = keep(asked.size, path)
    print(shown(record))
    if asked.size == "full":
        page.put("fusion", shown(record))
    print(f"{path} ({time.perf_counter() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
