"""The peer: AccaSim 1.1.3 on its own case, in a Python that has it; nothing of grandlivre is used.

``python bench/peer_accasim.py JOBS easy`` prints what it took, as JSON. `python` makes such a
Python in a folder of its own, the first time: AccaSim pins nothing that the project needs.
"""

import collections
import collections.abc
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

VERSION = "1.1.3"
NODES, CORES = 1_000, 8


def python() -> tuple[Path | None, str]:
    """The Python that has AccaSim, made where there is none; or None, and why."""
    place = Path(tempfile.gettempdir()) / f"grandlivre-accasim-{VERSION}"
    found = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    try:
        if not found.exists():
            venv.create(place, with_pip=True)
        asked = [str(found), "-m", "pip", "install", "--quiet", f"accasim=={VERSION}"]
        subprocess.run(asked, check=True, capture_output=True, text=True, timeout=600)
    except (OSError, subprocess.SubprocessError) as error:
        return None, f"AccaSim {VERSION} does not install here ({type(error).__name__})"
    return found, ""


def measured(jobs: int) -> dict[str, Any]:
    """What AccaSim took for some jobs, or why it could not be measured."""
    found, why = python()
    if found is None:
        return {"why": why}
    words = [str(found), str(Path(__file__).resolve()), str(jobs), "easy"]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return {"why": f"AccaSim {VERSION} ended with an error"}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _case(jobs: int) -> None:
    """A system of 8,000 cores and a workload in the Standard Workload Format."""
    system = {
        "groups": {"node": {"core": CORES, "mem": 8_000_000}},
        "resources": {"node": NODES},
        "equivalence": {"processor": {"core": 1}},
        "start_time": 0,
    }
    Path("system.json").write_text(json.dumps(system), encoding="utf-8")
    dice, now = random.Random(109), 0.0
    with Path("jobs.swf").open("w", encoding="utf-8") as lines:
        for number in range(1, jobs + 1):
            now += dice.expovariate(1 / 15)
            cores, work = 2 ** dice.randrange(7), max(60, int(dice.lognormvariate(7.5, 1)))
            row = (number, int(now), -1, work, cores, -1, -1, cores, 2 * work, -1, *[1] * 6, -1, -1)
            print(*row, file=lines)


def main() -> int:
    """Run the case and print what it took."""
    # AccaSim was written before Python 3.10 took these names away.
    for name in ("Mapping", "MutableMapping", "Sequence", "Iterable", "Callable"):
        setattr(collections, name, getattr(collections.abc, name))
    from accasim.base.allocator_class import FirstFit
    from accasim.base.scheduler_class import EASYBackfilling, FirstInFirstOut
    from accasim.base.simulator_class import Simulator

    jobs, rule = int(sys.argv[1]), {"easy": EASYBackfilling, "fifo": FirstInFirstOut}[sys.argv[2]]
    _case(jobs)
    quiet = {"scheduling_output": False, "statistics_output": False, "show_statistics": False}
    simulator = Simulator("jobs.swf", "system.json", rule(FirstFit()), **quiet)
    wall, cpu = time.perf_counter(), time.process_time()
    simulator.start_simulation()
    print(
        json.dumps(
            {
                "jobs": jobs,
                "seconds": time.perf_counter() - wall,
                "cpu_seconds": time.process_time() - cpu,
                "done": simulator.dispatched_jobs,
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
