"""What the grammar of quantities hands from one module to the next."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from grandlivre.claims.forms import Forms
from grandlivre.claims.model import Measure
from grandlivre.claims.numerals import Numeral

ONE = Decimal(1)
MILLION = Decimal(10) ** 6
COUNTS = frozenset({Measure.SITES, Measure.ACCELERATORS, Measure.JOBS, Measure.PEOPLE})
"""Measures whose unit is ``count``."""


@dataclass(slots=True)
class Window:
    """A stretch of text that is being read, as written and in lower case, of the same length."""

    raw: str
    low: str
    forms: Forms
    french: Callable[[int], bool]
    """Tells whether the text around a place is in French; asked where a number leaves it open."""


@dataclass(slots=True)
class Amount:
    """A numeral, what scales it and what it counts; `measure` is None where nothing says it."""

    start: int
    """Where it starts: its number, or the currency sign before it."""
    end: int
    numeral: Numeral
    value: Decimal
    scale: Decimal = ONE
    scale_word: str = ""
    measure: Measure | None = None
    unit: str = ""
    units: tuple[str, ...] = ()
    noun: tuple[int, int] | None = None
    stated: bool = True
    """False for money whose currency is not written there."""
    other: bool = False
    """True where it counts something that is no measure of ours: "350 000 foyers"."""
    closed: bool = False
    """True where nothing can be carried on to it: "5 ans", "12 %"."""


class Prefix(NamedTuple):
    """A currency written before a number."""

    form: str
    codes: tuple[str, ...]
    start: int
    end: int
