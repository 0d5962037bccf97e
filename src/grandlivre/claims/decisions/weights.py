"""Weighed decisions: how much each feature speaks for or against, as a table of numbers.

The tables in ``reference/data/weights`` are fitted by ``scripts/fit_weights.py`` on annotated
texts: a logistic model for each question ("is this party the investor?", "which role?"). They are
data like the lexicons: readable, a feature a row, and replaceable by a user's own.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import resources
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from grandlivre.errors import ReferenceDataError

CHOICES = ("role_money", "role_other", "stage", "purpose")
"""Questions with several answers."""
WHO = ("investor", "beneficiary", "project", "place", "speaker")
"""Questions put to each entity: is it the one?"""
WHICH = ("end", "start", "part_of")
"""Questions put to each date, and to each other quantity."""
BINARIES = (*WHO, *WHICH)
_MOST_REMEMBERED = 100_000
"""Combinations of features whose weights are kept: a hostile text must not fill the memory."""

Features = tuple[str, ...]
Row = int
"""What something weighs for each of several questions, in millionths.

One whole number holds all of them, each question having digits of its own, as the columns of an
adding machine: so adding two rows is one addition.
"""
UNIT = 1_000_000
_LARGEST = 1_000.0
"""A weight that decides alone; larger ones, which only a user's own tables could have, would carry
into the digits of the next question."""
_WIDTH = 40
DIGITS = (1 << _WIDTH) - 1
HALF = 1 << (_WIDTH - 1)
"""Zero stands in the middle of each question's digits, to leave room for what is negative."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def millionths(weight: float) -> int:
    """A weight as it is added up; fitted ones have three decimals, so nothing is lost."""
    return round(max(-_LARGEST, min(weight, _LARGEST)) * UNIT)


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


class Remembered(dict[_Key, _Value]):
    """What was worked out for each key; begun anew when too much is kept."""

    def __init__(self, work: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: _Key) -> _Value:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        value = self[key] = self._work(key)
        return value


class Questions:
    """Several yes-or-no questions put to the same features, which are then looked up once for all.

    Candidates share most of their features, part by part; what a part weighs is remembered, as a
    `Row`. Weights are added up in whole millionths: integers give one sum in whatever order and
    grouping they are added, so that equal candidates are equal.
    """

    def __init__(self, binaries: Mapping[str, Binary]) -> None:
        self.binaries = binaries
        self.bias = {name: millionths(binary.bias) for name, binary in binaries.items()}
        self.shifts = {name: _WIDTH * column for column, name in enumerate(binaries)}
        """Where the digits of each question begin in a row."""
        self.zero: Row = sum([HALF << shift for shift in self.shifts.values()])
        """To be added before a question's digits are taken out: see `HALF`."""
        self._rows: dict[str, Row] = {}
        for name, binary in binaries.items():
            for feature, weight in binary.weights.items():
                more = millionths(weight) << self.shifts[name]
                self._rows[feature] = self._rows.get(feature, 0) + more
        self._known = Remembered(self._sum)
        self._single = {name: Remembered(partial(self._sum_for, name)) for name in binaries}
        self._strongest = {name: Remembered(partial(self._best_of, name)) for name in binaries}
        self._memory: dict[str, Remembered[Any, Row]] = {}

    def remembered(self, name: str, work: Callable[[_Key], Row]) -> Remembered[_Key, Row]:
        """A memory under a caller's own name, by what the features tell.

        While that is known, nobody needs to put the features together.
        """
        return self._memory.setdefault(name, Remembered(work))

    def row(self, part: Features) -> Row:
        """What some features weigh together, for each question."""
        return self._known[part]

    def _sum(self, part: Features) -> Row:
        return sum([self._rows.get(name, 0) for name in part])

    def weigh(self, parts: Sequence[Features]) -> Row:
        """What several parts weigh together, for each question; `told` takes one out."""
        return sum(map(self._known.__getitem__, parts))

    def told(self, row: Row, question: str) -> int:
        """What is weighed for one question, in millionths."""
        return (row + self.zero >> self.shifts[question] & DIGITS) - HALF

    def weights(self, question: str) -> Remembered[Features, int]:
        """What features weigh for one question, in millionths, by the features."""
        return self._single[question]

    def weight(self, question: str, part: Features) -> int:
        """What some features weigh for one question, in millionths."""
        return self._single[question][part]

    def _sum_for(self, question: str, part: Features) -> int:
        return self.told(self.row(part), question)

    def only(self, question: str, part: Features) -> Row:
        """What some features weigh for one question, and nothing for the others."""
        return self.weight(question, part) << self.shifts[question]

    def score(self, question: str, parts: Sequence[Features]) -> int:
        """Log-odds of yes to one question, in millionths."""
        return self.bias[question] + self.told(self.weigh(parts), question)

    def strongest(self, question: str, parts: Iterable[Features]) -> str:
        """The feature that spoke most for yes, for the explanation."""
        known, strongest, most = self._strongest[question], "", -math.inf
        for part in parts:
            if not part:
                continue
            found = known[part]
            if found[0] > most:
                most, strongest = found
        return strongest

    def _best_of(self, question: str, part: Features) -> tuple[float, str]:
        binary = self.binaries[question]
        name = binary.strongest(part)
        return binary.weights.get(name, 0.0), name


class Joint:
    """Several choices made from the same features, which are then looked up once for all."""

    def __init__(self, *choices: Choice) -> None:
        names = dict.fromkeys(name for choice in choices for name in choice.weights)
        self.choices = choices
        self._rows = {name: i for i, name in enumerate(names, 1)}
        self._unknown = len(names) + 1
        self._matrix: npt.NDArray[np.float64] = np.zeros(
            (len(names) + 2, sum(len(choice.answers) for choice in choices))
        )
        """First the biases, then a row a feature, last one for those that weigh nothing; the
        answers of one choice after another."""
        self._lefts: list[int] = []
        left = 0
        for choice in choices:
            right = left + len(choice.answers)
            self._lefts.append(left)
            self._matrix[0, left:right] = choice.bias
            for name, row in choice.weights.items():
                self._matrix[self._rows[name], left:right] = row
            left = right

    def weigh(self, features: Sequence[str]) -> "Weighed":
        """Look the features up, and add up what they weigh for each answer of each choice."""
        get, unknown = self._rows.get, self._unknown
        found = self._matrix.take([0, *[get(name, unknown) for name in features]], axis=0)
        totals: list[float] = np.add.reduce(found, axis=0).tolist()
        return Weighed(
            features,
            [
                totals[left : left + len(choice.answers)]
                for choice, left in zip(self.choices, self._lefts, strict=True)
            ],
            self._lefts,
            found,
        )


@dataclass(frozen=True, slots=True)
class Weighed:
    """Features as several choices weigh them."""

    features: Sequence[str]
    scores: list[list[float]]
    """Choice by choice, the sum of weights for each answer."""
    lefts: Sequence[int]
    """Column of the first answer of each choice."""
    rows: npt.NDArray[np.float64]
    """The biases, then a row a feature."""

    def strongest(self, choice: int, answer: int) -> tuple[str, float]:
        """The feature that spoke most for an answer, and how much it weighs."""
        if not self.features:
            return "", 0.0
        column = self.rows[1:, self.lefts[choice] + answer]
        at = int(column.argmax())
        return self.features[at], float(column[at])


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
    who: Questions = field(init=False, compare=False, repr=False)
    which: Questions = field(init=False, compare=False, repr=False)
    joints: Mapping[str, Joint] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        shared = self.choices["stage"], self.choices["purpose"]
        for name, questions in (("who", WHO), ("which", WHICH)):
            asked = Questions({each: self.binaries[each] for each in questions})
            object.__setattr__(self, name, asked)
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
        missing = {"bias", "weights", *(("answers",) if name in CHOICES else ())} - set(table)
        if missing:
            raise ValueError(f"no {', '.join(sorted(missing))} in it")
    except (OSError, ValueError) as error:
        raise ReferenceDataError(
            f"weights cannot be read ({error})",
            where=f"weights/{name}.json",
            remedy="reinstall the package",
        ) from error
    return table
