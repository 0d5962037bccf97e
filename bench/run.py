"""All benchmarks and their page: ``python -m bench.run``, or ``python bench/run.py``."""

import sys
from pathlib import Path

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import json
import subprocess

from bench import scores, table
from bench.gold import FOLDERS
from bench.read import OUT, SIZES, keep, peer_python, show

_OTHERS = (
    ("bench.faults", "--size", "full"),
    ("bench.reconcile",),
    ("bench.fusion",),
    ("bench.entities",),
    ("bench.store", "--page"),
    ("bench.outlook",),
    ("bench.calibration",),
    ("bench.campus",),
    ("bench.finance",),
)
"""The other benchmarks, which write into the page themselves."""


def main() -> int:
    """Measure speed and scores, and write both into the page."""
    size = sys.argv[1] if len(sys.argv) > 1 else "full"
    if size not in SIZES:
        print(f"no size {size}: one of {', '.join(sorted(SIZES))}", file=sys.stderr)
        return 2
    path = keep(size, peer_python(None), OUT / f"read-{size}.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    print(show(record["rows"]))
    table.put("read", table.speed(record))
    found = {name: scores.measure(name) for name in FOLDERS}
    found = {name: each for name, each in found.items() if each[0]} | scores.left_out()
    shown = scores.table(found)
    print(shown)
    table.put("scores", f"{shown}\n\n{scores.NOTE}")
    status = 0
    if size == "full":
        # Each in a process of its own, so that none pays for the memory of the one before.
        for words in _OTHERS:
            status |= subprocess.run([sys.executable, "-m", *words], check=False).returncode
    print(table.PAGE)
    return status


if __name__ == "__main__":
    sys.exit(main())
