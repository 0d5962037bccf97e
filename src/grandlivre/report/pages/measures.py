"""What was measured against a target: ``measures.json``, taken from the table of benchmarks."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure with its target."""

    section: str
    what: str
    figure: str
    target: str
    is_met: bool


@cache
def measures() -> tuple[Measure, ...]:
    """All that have a target, in the order of the table; in English, as the table is."""
    raw = (files("grandlivre.report.pages") / "measures.json").read_bytes()
    return tuple(Measure(**each) for each in orjson.loads(raw))
