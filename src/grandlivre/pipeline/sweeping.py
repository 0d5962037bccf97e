"""Campuses, events and seeds one after another or side by side, and on from where it stopped."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
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


def sweep(ask: SweepAsk, out: Path) -> tuple[list[dict[str, Any]], Path]:
    """Run each campus with each event and each seed; what is done already is not done again.

    Parameters
    ----------
    ask
        What to run, and where the work is done.
    out
        The folder; made where it does not exist.

    Returns
    -------
    tuple
        A row a year, in the order of campuses, events and seeds whatever the engine; and the
        file that holds them, one a line.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    trials = list(trials_of(ask))
    path = Path(os.path.abspath(out)) / RESULTS
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(out),
            remedy="choose another --out",
        ) from error
    with ResumableFile(path, job=_job(trials), header=b"") as file:
        done = file.progress.shards
        if done and ask.resumed is not None:
            ask.resumed(done)
        if not file.finished:
            shards = ((trial,) for trial in trials[done:])
            for piece in map_shards(run_trials, shards, options=ask.engine):
                for row in piece.results:
                    file.write(json.dumps(row, separators=(",", ":")).encode() + b"\n")
                if piece.last:
                    done += 1
                    file.mark(Progress(shards=done))
                    if ask.told is not None:
                        ask.told(done, len(trials))
            file.finish()
    return [json.loads(line) for line in path.read_bytes().splitlines()], path


def trials_of(ask: SweepAsk) -> Iterator[Trial]:
    """Each campus undisturbed and with each event, for each seed."""
    events: list[Event | None] = [None, *(event_named(name) for name in ask.events)]
    for design in ask.designs:
        for event in events:
            for seed in ask.seeds:
                befalls = () if event is None else (event,)
                options = OperateOptions(
                    year=ask.ask.year, seed=seed, is_full=ask.ask.is_full, events=befalls
                )
                yield Trial(design=design, event=event, options=options)


def run_trials(trials: tuple[Trial, ...]) -> Iterable[dict[str, Any]]:
    """What comes of each year, as a row of plain values."""
    for trial in trials:
        year = operate(trial.design, trial.options)
        yield {
            "design": trial.design.name,
            "title": encode(trial.design.title),
            "event": None if trial.event is None else trial.event.name,
            "year": trial.options.year,
            "seed": trial.options.seed,
            "is_full": trial.options.is_full,
            **asdict(totals(year)),
            "checks": sum(year.audit.checks.values()),
            "breaches": len(year.audit.breaches),
            "digest": year.audit.digest,
        }


def _job(trials: Sequence[Trial]) -> str:
    """Key of the work asked for; how it is spread over processes is no part of it."""
    key = blake2b(digest_size=16)
    for trial in trials:
        key.update(repr((trial.design, trial.options)).encode("utf-8", "replace"))
    return key.hexdigest()


def sweep_text(rows: Sequence[Mapping[str, Any]], paper: Paper) -> str:
    """Means over seeds, with the least and the most, for people."""
    return sweep_answer(rows, paper)
