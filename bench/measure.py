"""Clocks, memory and the facts of the machine that figures were taken on."""

import gc
import os
import platform
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from math import log
from pathlib import Path
from typing import Any


@dataclass
class Clock:
    """What a stretch of work took."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Clock]:
    """Time what stands in the block, the garbage of before swept away first."""
    gc.collect()
    clock = Clock()
    wall, cpu = time.perf_counter(), time.process_time()
    yield clock
    clock.seconds = time.perf_counter() - wall
    clock.cpu_seconds = time.process_time() - cpu


def peak_megabytes() -> float:
    """The most memory that this process has held so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1000 if sys.platform != "darwin" else peak / 1_000_000


def growth(points: list[tuple[float, float]]) -> float:
    """The exponent of growth: the slope of a line through the points' logarithms.

    Examples
    --------
    >>> round(growth([(10, 2.0), (100, 20.0), (1000, 200.0)]), 3)
    1.0
    """
    logs = [(log(size), log(max(seconds, 1e-9))) for size, seconds in points]
    x_mean = sum(x for x, _ in logs) / len(logs)
    y_mean = sum(y for _, y in logs) / len(logs)
    spread = sum((x - x_mean) ** 2 for x, _ in logs)
    return sum((x - x_mean) * (y - y_mean) for x, y in logs) / spread


def machine() -> dict[str, Any]:
    """What a reader of the figures must know of the machine."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "grandlivre": version("grandlivre"),
        "load": [round(each, 2) for each in os.getloadavg()],
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"
