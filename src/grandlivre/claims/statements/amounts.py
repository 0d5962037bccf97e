"""Figures in the cells of an analyst's spreadsheet, and cells that say that there is none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from grandlivre.base.fold import fold
from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.find import find_quantities
from grandlivre.claims.quantities.model import Quantity
from grandlivre.claims.quantities.numerals import digits_at
from grandlivre.claims.statements.columns import Figure, unit_of, vocabulary
from grandlivre.documents.views import view_of

_LONGEST_FIGURE = 120
_LARGEST_EXPONENT = 24
"""Beyond a septillion of anything it is no figure but a slip or a phone number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What a cell of figures holds, in the base unit; None is an open end."""

    low: Decimal | None
    high: Decimal | None
    unit: str


def amount_of(cell: str, figure: Figure) -> Amount | None:
    """Read the figure of a cell.

    Parameters
    ----------
    cell
        A bare number in the unit of its column, or a number as texts write it.
    figure
        What the column holds.

    Returns
    -------
    Amount or None
        None where the cell holds no figure of that measure, or an absurd one.

    Examples
    --------
    >>> from grandlivre.claims.statements.columns import figure_of
    >>> amount_of("1400", figure_of("power_mw"))
    Amount(low=Decimal('1400000000'), high=Decimal('1400000000'), unit='W')
    >>> amount_of("1456 H100", figure_of("accelerators")).low
    Decimal('1456')
    >>> amount_of("1000000+", figure_of("accelerators")).high is None
    True
    >>> amount_of("12 to", figure_of("power_mw")) is None
    True
    """
    cell = cell.strip()
    if not cell or len(cell) > _LONGEST_FIGURE:
        return None
    value = _plain(cell)
    if value is not None:
        return _scaled(value, value, figure)
    if cell.endswith("+"):
        value = _plain(cell[:-1].strip())
        return None if value is None else _scaled(value, None, figure)
    if _is_half(cell):
        return None
    return _worded(cell, figure) or _leading(cell, figure)


def is_number(cell: str) -> bool:
    """True where a cell is a number alone, which its column must give a unit."""
    value = _plain(cell.strip())
    return value is not None and value > 0


def states_nothing(cell: str) -> bool:
    """True where a cell of figures says itself that there is no figure to read.

    Such are empty cells, signs alone, nought, the usual blanks ("n/a", "tbc"), and words by which
    a figure is withheld, whatever stands beside them but a number.

    Examples
    --------
    >>> [states_nothing(cell) for cell in ("-", "n/a", "0,0", "AMD chips, number undisclosed")]
    [True, True, True, True]
    >>> [states_nothing(cell) for cell in ("beaucoup", "n/a?", "12 to", "12, not disclosed")]
    [False, False, False, False]
    """
    cell = cell.strip()
    words = fold(cell[:_LONGEST_FIGURE])
    if not any(char.isalnum() for char in cell) or _plain(cell) == 0:
        return True
    if "?" in cell:
        return False  # who writes "n/a?" is not sure, and should be told that nothing was read
    if words in vocabulary().blanks:
        return True
    has_number = any(word[0].isdigit() for word in words.split())
    return not has_number and _withheld().search(words) is not None


def _is_half(cell: str) -> bool:
    """True for half of an interval, which is no figure: what should follow "12 to" may be any."""
    *before, last = ["", *fold(cell).split()]
    known = vocabulary()
    # "120 MW, phase A" is whole: the word that opens the other half follows a number or its unit.
    return last in known.unfinished and (
        before[-1][:1].isdigit() or before[-1] in known.scales or unit_of(before[-1]) is not None
    )


@cache
def _withheld() -> re.Pattern[str]:
    """Finds words by which a figure is withheld in folded text."""
    phrases = sorted(vocabulary().withheld, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\S)")


def _plain(cell: str) -> Decimal | None:
    """A number alone, as programs ("2.5e9") or people ("2 500 000 000", "20,6") write it."""
    try:
        value = Decimal(cell)
    except InvalidOperation:
        view = view_of(cell).text
        number = digits_at(view, 0) if view[:1].isdigit() else None
        return number.value if number is not None and number.end == len(view) else None
    return value if value.is_finite() else None


def _scaled(low: Decimal, high: Decimal | None, figure: Figure) -> Amount | None:
    if figure.measure is not Measure.MONEY and not figure.unit:
        return None
    ends = [None if end is None else _times(end, figure.factor) for end in (low, high)]
    return _sound(Amount(low=ends[0], high=ends[1], unit=figure.unit))


def _times(value: Decimal, factor: Decimal) -> Decimal:
    """A value in the base unit, written out; zero where it is absurd, which `_sound` refuses."""
    # Before multiplying: a number of a thousand digits would be rounded, not refused.
    is_absurd = abs(value.adjusted()) > _LARGEST_EXPONENT
    if value <= 0 or is_absurd or len(value.as_tuple().digits) > _LARGEST_EXPONENT:
        return Decimal(0)
    product = value * factor
    if abs(product.adjusted()) > _LARGEST_EXPONENT:
        return Decimal(0)
    return product.quantize(Decimal(1)) if product == product.to_integral_value() else product


def _sound(amount: Amount) -> Amount | None:
    """The amount; None where it is absurd: nothing, less than nothing, beyond any sum."""
    ends = [end for end in (amount.low, amount.high) if end is not None]
    if not ends or any(end <= 0 or abs(end.adjusted()) > _LARGEST_EXPONENT for end in ends):
        return None
    return amount


def _worded(cell: str, figure: Figure) -> Amount | None:
    """A figure that the grammar of texts reads in the cell, alone or with its column's unit."""
    view = view_of(cell).text
    found = _first(find_quantities(view), figure)
    if found is None:
        noun = vocabulary().nouns.get(figure.measure) or _written(figure)
        found = _first(find_quantities(f"{view} {noun}"), figure) if noun else None
        if found is not None and found.start > 0:
            return None
    if found is None:
        return None
    return _sound(Amount(low=found.low, high=found.high, unit=found.unit or figure.unit))


def _first(quantities: Iterable[Quantity], figure: Figure) -> Quantity | None:
    same = (each for each in quantities if each.measure is figure.measure)
    return next((each for each in same if each.unit or figure.unit), None)


def _written(figure: Figure) -> str:
    """The column's unit as a text would write it after a number."""
    if figure.measure is Measure.MONEY:
        scale = {3: "thousand ", 6: "million ", 9: "billion "}.get(figure.factor.adjusted(), "")
        return f"{scale}{figure.unit}" if figure.unit else ""
    return _UNITS.get((figure.unit, figure.factor), "")


_UNITS = {
    ("W", Decimal(10) ** 3): "kW",
    ("W", Decimal(10) ** 6): "MW",
    ("W", Decimal(10) ** 9): "GW",
    ("Wh", Decimal(10) ** 6): "MWh",
    ("Wh", Decimal(10) ** 9): "GWh",
    ("Wh", Decimal(10) ** 12): "TWh",
    ("m2", Decimal(1)): "m²",
    ("m2", Decimal(10) ** 4): "ha",
}


def _leading(cell: str, figure: Figure) -> Amount | None:
    """The number that a cell opens with, where words follow that scale nothing: "1456 H100"."""
    view = view_of(cell).text
    number = digits_at(view, 0) if view[:1].isdigit() else None
    if number is None or (figure.measure is Measure.MONEY and not figure.unit):
        return None
    rest = view[number.end :].lstrip()
    if view[number.end] not in " (" or rest[:1] in "-–/.,:%":
        return None
    if any(word in vocabulary().scales for word in fold(rest).split()[:1]):
        return None
    return _scaled(number.value, number.value, figure)
