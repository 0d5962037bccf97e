"""Sweeps: designs, events and seeds, each a year of its own; a finished one is not run again."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path

import orjson

from grandlivre.base.codec import dumps, loads
from grandlivre.base.keys import content_key
from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.operate.codec import plain
from grandlivre.campus.operate.model import Event, OperateOptions
from grandlivre.campus.operate.operate import operate
from grandlivre.campus.operate.outcomes import Outcome, outcomes
from grandlivre.errors import CodecError

RULES = 1
"""Raised when the same design and options come to give other figures: kept summaries then are
of another year, and are run again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepItem:
    """One year to be run: light enough to travel."""

    design: CampusDesign
    options: OperateOptions

    @property
    def key(self) -> str:
        """Of its content: the same design and options have the same key on every machine."""
        said = orjson.dumps([RULES, plain(self.design), plain(self.options)])
        return content_key("year", said.decode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a year of a sweep came to."""

    key: str
    design: str
    year: int
    seed: int
    events: tuple[str, ...]
    breaches: int
    digest: str
    """Of the audit's log."""
    outcomes: tuple[Outcome, ...]


def sweep_items(
    designs: Sequence[CampusDesign],
    options: OperateOptions,
    *,
    events: Sequence[tuple[Event, ...]] = ((),),
    seeds: Sequence[int] = (0,),
) -> tuple[SweepItem, ...]:
    """Every design with every set of events and every seed.

    Parameters
    ----------
    designs
        The campuses.
    options
        Year and windows of all.
    events
        Sets of events: an empty one is the year as it is.
    seeds
        Of all that is random; years of one seed share their luck.
    """
    quiet = replace(options, told=None)
    return tuple(
        SweepItem(design=design, options=replace(quiet, events=befalls, seed=seed))
        for design, befalls, seed in product(designs, events, seeds)
    )


def sweep_stage(folder: Path | None = None) -> "partial[Iterator[Summary]]":
    """A stage for the engine: shards of items to summaries, one after another.

    Parameters
    ----------
    folder
        Where finished summaries are kept, each in a file of its item's key; None to keep none.
    """
    return partial(run_items, folder=folder)


def run_items(items: Iterable[SweepItem], *, folder: Path | None = None) -> Iterator[Summary]:
    """Run years, or take them from where they are kept.

    Yields
    ------
    Summary
        One for each item, in order.
    """
    for item in items:
        yield run_item(item, folder=folder)


def run_item(item: SweepItem, *, folder: Path | None = None) -> Summary:
    """Run one year, unless it has been run and kept."""
    path = folder / f"{item.key}.json" if folder is not None else None
    if path is not None and (kept := _kept(path)) is not None:
        return kept
    year = operate(item.design, item.options)
    summary = Summary(
        key=item.key,
        design=item.design.name,
        year=item.options.year,
        seed=item.options.seed,
        events=tuple(event.name for event in item.options.events),
        breaches=len(year.audit.breaches),
        digest=year.audit.digest,
        outcomes=outcomes(year),
    )
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and moved: who looks finds a whole summary or none.
        partial_path = path.with_name(f"{path.name}.{os.getpid()}.partial")
        partial_path.write_bytes(dumps(summary))
        partial_path.replace(path)
    return summary


def _kept(path: Path) -> Summary | None:
    """A kept summary; None where there is none that can be read."""
    try:
        return loads(Summary, path.read_bytes(), where=str(path))
    except (OSError, CodecError):
        return None
