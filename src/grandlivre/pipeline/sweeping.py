"""Campuses, events and seeds, each a year of its own; what is done is not done again."""

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from grandlivre.campus.design import CampusDesign
from grandlivre.campus.operate.events import event_named
from grandlivre.campus.operate.outcomes import Axis
from grandlivre.campus.operate.sweep import Summary, SweepItem, sweep_items, sweep_stage
from grandlivre.engine import EngineOptions, map_shards, write_whole
from grandlivre.errors import OutputError
from grandlivre.pipeline.campus import CampusAsk, dumped
from grandlivre.report.answers import Paper
from grandlivre.report.campus.sweep import sweep_answer

RESULTS, YEARS = "sweep.json", "years"


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepAsk:
    """What is to be swept over."""

    designs: tuple[CampusDesign, ...]
    events: tuple[str, ...] = ()
    """Each alone, beside the undisturbed year."""
    seeds: tuple[int, ...] = (0,)
    ask: CampusAsk = field(default_factory=CampusAsk)
    """Year and phases of all."""
    engine: EngineOptions = field(default_factory=EngineOptions)
    told: Callable[[int, int], None] | None = None
    """Hears how many years are done, of how many."""
    resumed: Callable[[int], None] | None = None
    """Hears how many years an earlier sweep had done."""


def sweep(ask: SweepAsk, out: Path) -> tuple[tuple[Summary, ...], Path]:
    """Run each campus with each event and each seed.

    Parameters
    ----------
    ask
        What to run, and where the work is done.
    out
        The folder; made where it does not exist. Each year that is done is kept in ``years``
        under a key of its design and options, and not run again by this sweep or another one;
        a cluster of machines must share the folder for that.

    Returns
    -------
    tuple
        A summary a year, in the order of campuses, events and seeds whatever the engine; and the
        file that holds them all.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    items = items_of(ask)
    out = Path(os.path.abspath(out))
    try:
        (out / YEARS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(out),
            remedy="choose another --out",
        ) from error
    kept = sum((out / YEARS / f"{item.key}.json").exists() for item in items)
    if kept and ask.resumed is not None:
        ask.resumed(kept)
    found: list[Summary] = []
    shards = ((item,) for item in items)
    for piece in map_shards(sweep_stage(out / YEARS), shards, options=ask.engine):
        found += piece.results
        if ask.told is not None:
            ask.told(len(found), len(items))
    path = out / RESULTS
    write_whole(path, dumped(sweep_json(found)))
    return tuple(found), path


def items_of(ask: SweepAsk) -> tuple[SweepItem, ...]:
    """Each campus undisturbed and with each event, for each seed."""
    return sweep_items(
        ask.designs,
        ask.ask.options,
        events=((), *((event_named(name),) for name in ask.events)),
        seeds=ask.seeds,
    )


def sweep_json(found: Sequence[Summary]) -> list[dict[str, Any]]:
    """A row a year with the figures of its site, in the units that `Outcome.unit` names."""
    return [
        {
            "key": each.key,
            "design": each.design,
            "events": list(each.events),
            "year": each.year,
            "seed": each.seed,
            "breaches": each.breaches,
            "digest": each.digest,
            "outcomes": [
                asdict(one)
                for one in each.outcomes
                if one.axis is Axis.SITE and isfinite(one.value)
            ],
        }
        for each in found
    ]


def sweep_text(found: Sequence[Summary], ask: SweepAsk, paper: Paper) -> str:
    """Means over seeds, with the least and the most, for people."""
    titles = {design.name: design.title for design in ask.designs}
    events = {name: event_named(name) for name in ask.events}
    named = {event.name: event.title for event in events.values()}
    return sweep_answer(found, titles, named, paper)
