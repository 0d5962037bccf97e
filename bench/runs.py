"""What every benchmark does alike: measure apart, keep what was found, print it, put it on the page."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bench import table

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "bench"
Result = dict[str, Any]
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def row(
    what: str,
    value: float,
    by_processor: float | None,
    unit: str,
    *,
    least: float | None = None,
    most: float | None = None,
) -> Result:
    """One figure for people, with its target where it has one."""
    met = None
    if least is not None or most is not None:
        met = (least is None or value >= least) and (most is None or value <= most)
    return {
        "what": what, "value": value, "by_processor": by_processor, "unit": unit,
        "least": least, "most": most, "met": met,
    }  # fmt: skip


def say(what: str) -> None:
    """Tell a person who waits what is measured now."""
    print(f"  {what} …", file=sys.stderr, flush=True)


def alone() -> dict[str, str]:
    """The environment for one thread a process: libraries would otherwise use every core."""
    return {**os.environ, **dict.fromkeys(_THREADS, "1")}


def apart(module: str, words: list[str]) -> Result:
    """One measurement in a process of its own; the last line that it prints is the result."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT, env=alone(), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    result: Result = json.loads(done.stdout.splitlines()[-1])
    return result


def keep(name: str, raw: Result, rows: list[Result] | None, path: Path) -> Path:
    """Write what a size gave as JSON."""
    record = {
        "size": name,
        "date": datetime.now().astimezone().date().isoformat(),
        "rows": rows,
        "raw": raw,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A benchmark whose measurements can each be taken in a process of their own."""

    module: str
    """Such as ``bench.reconcile``; its last part is its section of the page."""
    about: str
    sizes: Mapping[str, Any]
    """Sizes by name; each has `apart`, True where measurements are taken apart."""
    phases: Mapping[str, Callable[..., Result]]
    measure: Callable[[Any], Result]
    rows: Callable[[Result, Any], list[Result]]

    def run(self, size: Any, phase: str, /, **options: Any) -> Result:
        """One measurement, apart or here."""
        if not size.apart:
            return self.phases[phase](**options)
        return apart(self.module, ["--phase", phase, "--with", json.dumps(options)])

    def keep(self, name: str, path: Path) -> Path:
        """Measure a size and keep the result as JSON."""
        raw = self.measure(self.sizes[name])
        return keep(name, raw, self.rows(raw, self.sizes[name]), path)

    def main(self) -> int:
        """Measure, print, keep the result, and put the full size into the page."""
        parser = argparse.ArgumentParser(description=self.about)
        parser.add_argument("--size", choices=sorted(self.sizes), default="full")
        parser.add_argument("--json", type=Path, default=None, help="where the result is kept")
        parser.add_argument("--phase", choices=sorted(self.phases), help=argparse.SUPPRESS)
        parser.add_argument("--with", dest="options", default="{}", help=argparse.SUPPRESS)
        asked = parser.parse_args()
        if asked.phase:
            print(json.dumps(self.phases[asked.phase](**json.loads(asked.options))))
            return 0
        started = time.perf_counter()
        section = self.module.rpartition(".")[2]
        path = self.keep(asked.size, asked.json or OUT / f"{section}-{asked.size}.json")
        shown = table.figures(json.loads(path.read_text(encoding="utf-8")))
        print(shown)
        if asked.size == "full":
            table.put(section, shown)
        print(f"{path} ({time.perf_counter() - started:.0f} s)")
        return 0
