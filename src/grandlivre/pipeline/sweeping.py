"""Campuses, events and seeds one after another or side by side, and on from where it stopped."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from grandlivre.base.codec import encode
from grandlivre.campus.design import CampusDesign
from grandlivre.campus.operate import OperateOptions, operate
from grandlivre.campus.operate.events import event_named
from grandlivre.campus.operate.model import Event
from grandlivre.engine import EngineOptions, Progress, ResumableFile, map_shards
from grandlivre.errors import OutputError
from grandlivre.pipeline.campus import CampusAsk
from grandlivre.report.answers import Paper
from grandlivre.report.campus.readings import totals
from grandlivre.report.campus.sweep import sweep_answer

RESULTS = "sweep.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One year to be run: light, so that it can travel."""

    design: CampusDesign
    event: Event | None
    """None for the undisturbed year."""
    options: OperateOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepAsk:
    """What is to be swept over."""

    designs: tuple[CampusDesign, ...]
    events: tuple[str, ...] = ()
    """Each alone, beside the undisturbed year."""
    seeds: tuple[int, ...] = (0,)
    ask: CampusAsk = field(default_factory=CampusAsk)
    engine: EngineOptions = field(default_factory=EngineOptions)
    told: Callable[[int, int], None] | None = None
    """Hears how many years are done, of how many."""
    resumed: Callable[[int], None] | None = None
    """Hears how many years an interrupted sweep had done."""
