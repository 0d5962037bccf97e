"""The tables that fusion is measured on: two public sets, and one of made-up claims."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from grandlivre.ledger import ClaimTable
from grandlivre.ledger.fusion.values import minutes_of_day

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT.parent / "shared" / "benchmarks" / "fusion"
ATTRIBUTES = ("sched_dep_time", "act_dep_time", "sched_arr_time", "act_arr_time")
Answer = str | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A public set: what was told, and what is true of some of the items."""

    name: str
    rows: tuple[tuple[str, str, Answer], ...]
    """Item, source, value, each once; values as numbers or normalised times."""
    truth: dict[str, float]
    classes: dict[str, str] = field(default_factory=dict)
    is_right: Callable[[float, float], bool]
    """Whether a value, given first, is as good as the true one."""

    def table(self, *, with_classes: bool = True) -> ClaimTable:
        """As fusion takes it."""
        items, sources, values = zip(*self.rows, strict=True)
        return ClaimTable(
            items=items,
            sources=sources,
            values=values,
            classes=self.classes if with_classes else {},
        )

    def credit(self, answers: dict[str, list[Answer]]) -> float:
        """Share of the items with a truth that are right.

        An item of which nothing is told is wrong; of several values that a method holds for
        equally good it is given the share that is right, as if one were drawn.
        """
        total = 0.0
        for item, true in self.truth.items():
            given = answers.get(item, [])
            right = sum(self.is_right(number(each), true) for each in given)
            total += right / max(len(given), 1)
        return total / len(self.truth)


def number(value: Answer) -> float:
    """A value as a number: minutes of the day for a time."""
    if isinstance(value, str):
        minutes = minutes_of_day(value)
        return float("nan") if minutes is None else float(minutes)
    return value


def flights() -> Set:
    """Flights of one day on 38 sites: 100 flights, each with four times.

    An item is one time of one flight; claims are the cells that hold a time of day, brought to
    HH:MM ("7:16 a.m.", "Dec 1 - 7:16 a.m." and "07:16" are one value, whatever date stands
    beside). Cells without a time ("Not Available") tell nothing. A value is right where it is
    the minute of the truth file.
    """
    rows = {}
    with (FOLDER / "flights_claims.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for attribute in ATTRIBUTES:
                minutes = minutes_of_day(row[attribute])
                if minutes is not None:
                    key = (f"{row['flight']} {attribute}", row["src"])
                    rows[key] = f"{minutes // 60:02}:{minutes % 60:02}"
    truth = {}
    with (FOLDER / "flights_truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for attribute in ATTRIBUTES:
                minutes = minutes_of_day(row[attribute])
                if minutes is not None:
                    truth[f"{row['flight']} {attribute}"] = float(minutes)
    return Set(
        name="flights",
        rows=tuple((item, source, value) for (item, source), value in rows.items()),
        truth=truth,
        is_right=lambda value, true: value == true,
    )


def population() -> Set:
    """Populations of cities in a year, as edits of an encyclopedia give them.

    An item is a city and year; it is evaluated where the truth file has it and a claim tells of
    it. A value is right within 0.1 % of the truth. The class of a source is whether the editor
    was signed in: the file writes "contributor #0 (address)" for those who were not. The file
    has no times of edits (its fourth column is the item's year again), so none are used.
    """
    rows = {}
    with (FOLDER / "population_claims.txt").open(encoding="latin-1") as file:
        for line in file:
            item, source, value, _ = line.rstrip("\n").split("\t")
            rows[item, source] = float(value)
    told = {item for item, _ in rows}
    truth = {}
    with (FOLDER / "population_truth.txt").open(encoding="latin-1") as file:
        for line in file:
            city, year, value = line.strip().rsplit(", ", 2)
            if f"{city}_{year}" in told:
                truth[f"{city}_{year}"] = float(value)
    return Set(
        name="population",
        rows=tuple((item, source, value) for (item, source), value in rows.items()),
        truth=truth,
        classes={source: "anonymous" if "#0 (" in source else "signed in" for _, source in rows},
        is_right=lambda value, true: abs(value - true) <= 0.001 * true,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """A table whose truth is known, because it was drawn."""

    table: ClaimTable
    claims: int
    truth: np.ndarray
    accuracy: np.ndarray
    """Of each source that does not copy."""
    copies: set[tuple[int, int]]
    """Pairs of sources of one family, the lower number first."""


def made_up(claims: int, seed: int) -> MadeUp:
    """Draw a table: some six tellers an item, few sources with many claims and many with few.

    A source is right with its own accuracy, Beta(3, 2), six times in ten on average; else it tells one of five false values,
    popular ones more often. One source in eleven copies four fifths of what another one tells.
    """
    draw = np.random.default_rng(seed)
    items, sources = max(claims // 6, 2), max(20, claims // 1000)
    accuracy = draw.beta(3, 2, sources)
    truth = draw.integers(10_000, 1_000_000, items)
    share = draw.pareto(2.5, sources) + 1
    drawn = draw.choice(sources, size=6 * items, p=share / share.sum())
    item, source = np.divmod(np.unique(np.repeat(np.arange(items), 6) * sources + drawn), sources)
    false = truth[:, None] + draw.integers(1, 50, (items, 5)) * 997
    pick = draw.choice(5, size=len(item), p=[0.5, 0.25, 0.15, 0.07, 0.03])
    is_right = draw.random(len(item)) < accuracy[source]
    value = np.where(is_right, truth[item], false[item, pick])
    large = np.argsort(-np.bincount(source, minlength=sources))
    parts, family = [(item, source, value)], {each: {each} for each in range(sources)}
    for copier in range(sources, sources + sources // 10):
        copied = int(large[draw.integers(0, max(3, sources // 3))])
        family[copied].add(copier)
        told = np.flatnonzero(source == copied)
        told = told[draw.random(len(told)) < 0.8]
        parts.append((item[told], np.full(len(told), copier), value[told]))
    item, source, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    pairs = {
        (one, other) for each in family.values() for one in each for other in each if one < other
    }
    return MadeUp(
        table=ClaimTable(items=item, sources=source, values=value.astype(np.float64)),
        claims=len(item),
        truth=truth,
        accuracy=accuracy,
        copies=pairs,
    )
