"""What the grammar of quantities hands from one module to the next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.forms import Forms
from grandlivre.claims.quantities.numerals import Numeral

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


@dataclass
class Amount:
    """A numeral, what scales it and what it counts; `measure` is None where nothing says it.

    What is read after the number is set as it is read, and is a class attribute until then.
    """

    start: int
    """Where it starts: its number, or the currency sign before it."""
    end: int
    numeral: Numeral
    value: Decimal
    scale: Decimal = field(default=ONE, init=False)
    scale_word: str = field(default="", init=False)
    measure: Measure | None = field(default=None, init=False)
    unit: str = field(default="", init=False)
    units: tuple[str, ...] = field(default=(), init=False)
    noun: tuple[int, int] | None = field(default=None, init=False)
    stated: bool = field(default=True, init=False)
    """False for money whose currency is not written there."""
    other: bool = field(default=False, init=False)
    """True where it counts something that is no measure of ours: "350 000 foyers"."""
    closed: bool = field(default=False, init=False)
    """True where nothing can be carried on to it: "5 ans", "12 %"."""


_FRENCH = (" de ", " la ", " les ", " des ", " et ", " est ", " pour ", " dans ", " une ")
_ENGLISH = (" the ", " of ", " and ", " to ", " in ", " for ", " is ", " with ", " that ")


def is_french(text: str, at: int) -> bool:
    """Tell the language of the text around a place by its commonest words."""
    around = text[max(0, at - 400) : at + 400].lower()
    return sum(map(around.count, _FRENCH)) > sum(map(around.count, _ENGLISH))


def named(measure: Measure, start: int, end: int) -> Amount:
    """A counted noun that stands without a number, for one that follows to go on with."""
    amount = Amount(start, end, Numeral(end, Decimal(0), "words"), Decimal(0))
    amount.measure, amount.unit = measure, "count"
    return amount


class Prefix(NamedTuple):
    """A currency written before a number."""

    form: str
    codes: tuple[str, ...]
    start: int
    end: int
