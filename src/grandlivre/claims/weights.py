"""Weighed decisions: how much each feature speaks for or against, as a table of numbers.

The tables in ``reference/data/weights`` are fitted by ``scripts/fit_weights.py`` on annotated
texts: a logistic model for each question ("is this party the investor?", "which role?"). They are
data like the lexicons: readable, a feature a row, and replaceable by a user's own.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from grandlivre.errors import ReferenceDataError

CHOICES = ("role_money", "role_other", "stage", "purpose")
"""Questions with several answers."""
BINARIES = (
    "investor",
    "beneficiary",
    "project",
    "place",
    "speaker",
    "end",
    "start",
    "part_of",
)
"""Questions put to each candidate: is it the one?"""
_MOST_REMEMBERED = 100_000
"""Combinations of features whose weights are kept: a hostile text must not fill the memory."""

_DIGITS = 9

Features = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """A yes-or-no question: probability = 1 / (1 + exp(-(bias + Σ weight)))."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """Log-odds of yes."""
        get = self.weights.get
        total = self.bias
        for name in features:
            total += get(name, 0.0)
        return total

    def strongest(self, features: Iterable[str]) -> str:
        """The feature that spoke most for yes, for the explanation."""
        names, get = list(features), self.weights.get
        weights = [get(name, 0.0) for name in names]
        return names[weights.index(max(weights))] if names else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with several answers: the one with the highest sum of weights wins."""

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def scores(self, features: Iterable[str]) -> list[float]:
        """Sum of weights for each answer, in the order of `answers`."""
        rows = [row for row in map(self.weights.get, features) if row is not None]
        return [float(total) for total in np.sum([self.bias, *rows], axis=0)]

    def row(self, feature: str) -> tuple[float, ...]:
        """What one feature weighs for each answer."""
        return self.weights.get(feature) or (0.0,) * len(self.answers)

    def strongest(self, features: Iterable[str], answer: str) -> str:
        """The feature that spoke most for an answer, for the explanation."""
        at, get = self.answers.index(answer), self.weights.get
        names, nothing = list(features), (0.0,) * len(self.answers)
        weights = [get(name, nothing)[at] for name in names]
        return names[weights.index(max(weights))] if names else ""


class Questions:
    """Several yes-or-no questions put to the same features, which are then looked up once for all.

    Candidates share most of their features, part by part; what a part weighs is remembered.
    """

    def __init__(self, binaries: Mapping[str, Binary]) -> None:
        self.binaries = binaries
        self._scorers = {
            name: Scorer(self, column, binary)
            for column, (name, binary) in enumerate(binaries.items())
        }
        self._known: dict[Features, tuple[float, ...]] = {}

    def scorer(self, question: str) -> "Scorer":
        """The question of that name."""
        return self._scorers[question]

    def row(self, part: Features) -> tuple[float, ...]:
        """What some features weigh together, for each question."""
        row = self._known.get(part)
        if row is None:
            weights = [binary.weights for binary in self.binaries.values()]
            row = tuple(sum(each.get(name, 0.0) for name in part) for each in weights)
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[part] = row
        return row

    def weigh(self, parts: Iterable[Features]) -> tuple[float, ...]:
        """What several parts weigh together, for each question."""
        return tuple(map(sum, zip(*map(self.row, parts), strict=True)))


@dataclass(frozen=True, slots=True)
class Scorer:
    """One of several questions put together."""

    questions: Questions
    column: int
    binary: Binary

    def score(self, parts: Iterable[Features], weighed: Sequence[float] = ()) -> float:
        """Log-odds of yes; `weighed` is what further features weigh, for each question."""
        row, column = self.questions.row, self.column
        total = self.binary.bias
        if weighed:
            total += weighed[column]
        for part in parts:
            total += row(part)[column]
        # Fitted weights have three decimals: sums that are equal must not differ by how the
        # terms were grouped.
        return round(total, _DIGITS)

    def strongest(self, parts: Iterable[Features]) -> str:
        """The feature that spoke most for yes, for the explanation."""
        return self.binary.strongest(name for part in parts for name in part)


class Joint:
    """Several choices made from the same features, which are then looked up once for all."""

    def __init__(self, *choices: Choice) -> None:
        names = dict.fromkeys(name for choice in choices for name in choice.weights)
        self.choices = choices
        self._rows = {name: i for i, name in enumerate(names, 1)}
        self._matrix: npt.NDArray[np.float64] = np.zeros(
            (len(names) + 1, sum(len(choice.answers) for choice in choices))
        )
        """First the biases, then a row a feature; the answers of one choice after another."""
        left = 0
        for choice in choices:
            right = left + len(choice.answers)
            self._matrix[0, left:right] = choice.bias
            for name, row in choice.weights.items():
                self._matrix[self._rows[name], left:right] = row
            left = right

    def scores(self, features: Iterable[str]) -> list[list[float]]:
        """Sums of weights for each answer, choice by choice."""
        get = self._rows.get
        rows = [0, *(row for row in map(get, features) if row is not None)]
        totals: list[float] = self._matrix.take(rows, axis=0).sum(axis=0).tolist()
        found = []
        left = 0
        for choice in self.choices:
            right = left + len(choice.answers)
            found.append(totals[left:right])
            left = right
        return found


@dataclass(frozen=True, slots=True)
class Tables:
    """All fitted tables that the reader decides by.

    Examples
    --------
    >>> tables = package_tables()
    >>> tables.binary("investor").score(["subject:pay"]) > 0
    True
    """

    choices: Mapping[str, Choice]
    binaries: Mapping[str, Binary]
    questions: Questions = field(init=False, compare=False, repr=False)
    joints: Mapping[str, Joint] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        shared = self.choices["stage"], self.choices["purpose"]
        object.__setattr__(self, "questions", Questions(self.binaries))
        object.__setattr__(
            self,
            "joints",
            {name: Joint(self.choices[name], *shared) for name in ("role_money", "role_other")},
        )

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, Any]]) -> "Tables":
        """Tables as the files have them: ``bias`` and ``weights``, and ``answers`` of a choice.

        Parameters
        ----------
        tables
            By name, each of `CHOICES` and of `BINARIES`.
        """
        choices, binaries = {}, {}
        for name in CHOICES:
            table = tables[name]
            choices[name] = Choice(
                tuple(table["answers"]),
                tuple(table["bias"]),
                {feature: tuple(row) for feature, row in table["weights"].items()},
            )
        for name in BINARIES:
            binaries[name] = Binary(float(tables[name]["bias"]), dict(tables[name]["weights"]))
        return cls(choices, binaries)

    def choice(self, name: str) -> Choice:
        """The question with several answers of that name."""
        return self.choices[name]

    def binary(self, name: str) -> Binary:
        """The yes-or-no question of that name."""
        return self.binaries[name]


def probability(log_odds: float) -> float:
    """Log-odds to probability, safe at any size."""
    if log_odds >= 0:
        return 1.0 / (1.0 + math.exp(-min(log_odds, 60.0)))
    grown = math.exp(max(log_odds, -60.0))
    return grown / (1.0 + grown)


@cache
def package_tables() -> Tables:
    """The tables that come with the package.

    Raises
    ------
    ReferenceDataError
        Where a file is missing or malformed.
    """
    return Tables.of({name: _read(name) for name in (*CHOICES, *BINARIES)})


def _read(name: str) -> dict[str, Any]:
    path = resources.files("grandlivre.reference") / "data" / "weights" / f"{name}.json"
    try:
        table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReferenceDataError(
            f"weights cannot be read ({error})",
            where=f"weights/{name}.json",
            remedy="reinstall the package",
        ) from error
    return table
