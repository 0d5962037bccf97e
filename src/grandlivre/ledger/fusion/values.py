"""Values as told, brought to a form that can be compared: text, numbers, ranges, times."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from grandlivre.base.interval import Interval
from grandlivre.ledger.fusion.model import Value, ValueKind

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Numeric = npt.NDArray[np.float64] | npt.NDArray[np.int64]
Raw = str | float | Decimal | Interval | tuple[float | None, float | None] | None

MINUTES_A_DAY = 1440
_TIME = re.compile(r"(?<!\d)(\d{1,2})\s?[:hH]\s?(\d{2})(?!\d)\s*([aApP](?=\.?\s?[mM]|\b|[A-Z\d]))?")
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[\s,'’]\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
# A table is of times or of numbers when nearly all of its values are; the odd one out of such a
# table ("cancelled") stays a value of its own.
_MOST = 0.9
# A rounding moves a figure by a twentieth at most: "100" may be exact, it is not 50 to 150.
_ROUNDED_AT_MOST = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Distinct values in columns, in an order of their own that no row of a table sets."""

    kind: ValueKind
    labels: tuple[Value, ...]
    low: Floats
    high: Floats
    """The value itself; not a number where it is text."""
    slack: Floats
    """How far the truth may lie from it: half of its last digit, half a minute."""

    @property
    def scale(self) -> Floats:
        """What distances from each value are measured against."""
        if self.kind is ValueKind.TIME:
            return np.full(len(self.labels), float(MINUTES_A_DAY))
        ends = np.where(np.isfinite([self.low, self.high]), np.abs([self.low, self.high]), 0.0)
        largest: Floats = ends.max(axis=0)
        return np.maximum(largest, 1e-12)


def minutes_of_day(text: str) -> int | None:
    """The time of day that a text gives, in minutes; None where it gives none.

    Examples
    --------
    >>> minutes_of_day("7:16 a.m."), minutes_of_day("07:16"), minutes_of_day("Dec 1 - 7:16 p.m.")
    (436, 436, 1156)
    >>> minutes_of_day("19 h 05"), minutes_of_day("10:34A 12-01-11"), minutes_of_day("cancelled")
    (1145, 634, None)
    """
    found = _TIME.search(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    return (hour * 60 + minute) % MINUTES_A_DAY


def sum_by(group: Ints, weight: Floats | Bools | None, groups: int) -> Floats:
    """Sum of the weights of each group's rows; how many rows it has where none are given."""
    found: Floats = np.bincount(group, weight, minlength=groups).astype(np.float64)
    return found


def read_values(raw: Sequence[Raw] | Numeric) -> tuple[Values, Ints]:
    """Read a column of values.

    Parameters
    ----------
    raw
        Text, numbers, `Interval` or pairs of ends; None, empty text and NaN are no value.

    Returns
    -------
    tuple
        The distinct values, and for each of `raw` the number of its value, -1 where there is
        none. Texts of one time or one number are one value.
    """
    if isinstance(raw, np.ndarray):
        return _of_numbers(raw.astype(np.float64))
    numbers: dict[Raw, int] = {}
    codes = np.fromiter(
        (-1 if _is_nothing(each) else numbers.setdefault(each, len(numbers)) for each in raw),
        dtype=np.int64,
        count=len(raw),
    )
    kind = _kind(numbers)
    forms = [_form(each, kind) for each in numbers]
    order = sorted(set(forms))
    rank = {form: number for number, form in enumerate(order)}
    ranks = np.array([rank[form] for form in forms] or [-1], dtype=np.int64)
    return _columns(order, kind), np.where(codes < 0, -1, ranks[np.maximum(codes, 0)])


def _of_numbers(raw: Floats) -> tuple[Values, Ints]:
    """A column that is numeric already, without a look at each value from Python."""
    told = ~np.isnan(raw)
    distinct, inverse = np.unique(raw[told], return_inverse=True)
    codes = np.full(len(raw), -1, dtype=np.int64)
    codes[told] = inverse
    labels = tuple(distinct.tolist())
    values = Values(
        kind=ValueKind.NUMBER,
        labels=labels,
        low=distinct,
        high=distinct,
        slack=half_digit(distinct),
    )
    return values, codes


def _is_nothing(value: Raw) -> bool:
    if value is None or value == "":
        return True
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, float) and math.isnan(value)


def _kind(distinct: Iterable[Raw]) -> ValueKind:
    given = list(distinct)
    texts = [each for each in given if isinstance(each, str)]
    if not given:
        return ValueKind.TEXT
    if len(texts) == len(given) and _share(minutes_of_day(each) for each in texts) >= _MOST:
        return ValueKind.TIME
    if _share(_number(each) for each in given) >= _MOST:
        return ValueKind.NUMBER
    return ValueKind.TEXT


def _share(read: Iterable[object]) -> float:
    found = [each is not None for each in read]
    return sum(found) / len(found)


def _number(value: Raw) -> tuple[float, float] | None:
    """The ends of a number or a range; None where it is neither."""
    if isinstance(value, str):
        text = value.strip().replace(" ", " ").replace(" ", " ")
        found = _NUMBER.fullmatch(text)
        if found is None:
            return None
        number = float(re.sub(r"[\s,'’]", "", text))
        return number, number
    if isinstance(value, Interval):
        value = (
            None if value.low is None else float(value.low),
            None if value.high is None else float(value.high),
        )
    if isinstance(value, tuple):
        low, high = value
        return (-math.inf if low is None else low, math.inf if high is None else high)
    return None if value is None else (float(value), float(value))


Form = tuple[float, float, str]
"""The ends of a value in numbers, and its text where it has none."""


def _form(value: Raw, kind: ValueKind) -> Form:
    """The normal form of a value: values of one form are one."""
    if kind is ValueKind.TIME and isinstance(value, str):
        minutes = minutes_of_day(value)
        if minutes is not None:
            return float(minutes), float(minutes), ""
    elif kind is ValueKind.NUMBER:
        ends = _number(value)
        if ends is not None:
            return *ends, ""
    return math.inf, -math.inf, " ".join(str(value).split())


def _columns(forms: Sequence[Form], kind: ValueKind) -> Values:
    is_text = np.array([bool(text) for _, _, text in forms], dtype=bool)
    low = np.array([low for low, _, _ in forms], dtype=np.float64)
    high = np.array([high for _, high, _ in forms], dtype=np.float64)
    low[is_text], high[is_text] = np.nan, np.nan
    if kind is ValueKind.TIME:
        slack = np.full(len(forms), 0.5)
    else:
        slack = np.maximum(half_digit(low), half_digit(high))
    return Values(
        kind=kind,
        labels=tuple(_label(form, kind) for form in forms),
        low=low,
        high=high,
        slack=slack,
    )


def _label(form: Form, kind: ValueKind) -> Value:
    low, high, text = form
    if text:
        return text
    if kind is ValueKind.TIME:
        return f"{int(low) // 60:02}:{int(low) % 60:02}"
    return low if low == high else (low, high)


def half_digit(values: Floats) -> Floats:
    """Half of the last digit that is not a trailing zero; at most a twentieth of the value.

    Examples
    --------
    >>> half_digit(np.array([478403.0, 600000.0, 8.5, 100.0])).round(4).tolist()
    [0.5, 30000.0, 0.05, 5.0]
    """
    found = np.full(values.shape, 0.5e-6)
    size = np.abs(np.where(np.isfinite(values), values, 0.0))
    for exponent in range(-6, 19):
        digits = size * 10.0**-exponent
        is_whole = np.abs(digits - np.round(digits)) <= 1e-9 * np.maximum(digits, 1.0)
        found = np.where(is_whole & (digits >= 1), 0.5 * 10.0**exponent, found)
    least: Floats = np.minimum(found, _ROUNDED_AT_MOST * size)
    return least
