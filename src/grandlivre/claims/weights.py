"""Weighed decisions: how much each feature speaks for or against, as a table of numbers.

The tables in ``reference/data/weights`` are fitted by ``scripts/fit_weights.py`` on annotated
texts: a logistic model for each question ("is this party the investor?", "which role?"). They are
data like the lexicons: readable, a feature a row, and replaceable by a user's own.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from grandlivre.errors import ReferenceDataError


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
        return max(features, key=lambda name: self.weights.get(name, 0.0), default="")


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with several answers: the one with the highest sum of weights wins."""

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def scores(self, features: Iterable[str]) -> list[float]:
        """Sum of weights for each answer, in the order of `answers`."""
        totals = list(self.bias)
        get = self.weights.get
        for name in features:
            row = get(name)
            if row is not None:
                for i, weight in enumerate(row):
                    totals[i] += weight
        return totals

    def strongest(self, features: Iterable[str], answer: str) -> str:
        """The feature that spoke most for an answer, for the explanation."""
        at = self.answers.index(answer)
        return max(
            features,
            key=lambda name: self.weights[name][at] if name in self.weights else 0.0,
            default="",
        )


def probability(log_odds: float) -> float:
    """Log-odds to probability, safe at any size."""
    if log_odds >= 0:
        return 1.0 / (1.0 + math.exp(-min(log_odds, 60.0)))
    grown = math.exp(max(log_odds, -60.0))
    return grown / (1.0 + grown)


_OVERRIDES: dict[str, dict[str, object]] = {}


def use(tables: Mapping[str, dict[str, object]]) -> None:
    """Answer by other tables in this process; an empty mapping goes back to the package's own."""
    _OVERRIDES.clear()
    _OVERRIDES.update(tables)
    binary.cache_clear()
    choice.cache_clear()


def _table(name: str) -> dict[str, object]:
    if name in _OVERRIDES:
        return _OVERRIDES[name]
    path = resources.files("grandlivre.reference") / "data" / "weights" / f"{name}.json"
    try:
        table: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReferenceDataError(
            f"weights cannot be read ({error})",
            where=f"weights/{name}.json",
            remedy="reinstall the package",
        ) from error
    return table


@cache
def binary(name: str) -> Binary:
    """The fitted yes-or-no question of that name."""
    table = _table(name)
    return Binary(float(table["bias"]), dict(table["weights"]))  # type: ignore[arg-type,call-overload]


@cache
def choice(name: str) -> Choice:
    """The fitted question with several answers of that name."""
    table = _table(name)
    rows: dict[str, list[float]] = table["weights"]  # type: ignore[assignment]
    return Choice(
        tuple(table["answers"]),
        tuple(table["bias"]),  # type: ignore[arg-type]
        {feature: tuple(row) for feature, row in rows.items()},
    )
