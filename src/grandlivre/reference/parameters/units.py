"""A small vocabulary of units, and what one is in another."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from grandlivre.base.wording import NBSP
from grandlivre.reference.rates import rate
from grandlivre.reference.tables import data_rows

_TABLE = "parameter_units.tsv"
_PREFIXES = {"": 1.0, "k": 1e3, "M": 1e6, "bn": 1e9}
_PART = re.compile(
    r"(?:(?P<count>\d+(?:\.\d+)?) )?(?:(?P<prefix>k|M|bn) )?(?P<symbol>.+?)(?P<it> IT)?"
)
_CURRENCIES = frozenset({"EUR", "USD", "GBP"})
_LAST_RATE = date(2026, 10, 15)


class UnitError(ValueError):
    """A unit that is not in the vocabulary, or that is none of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit: how many of the basic ones it is.

    Examples
    --------
    >>> unit("bn USD/GW").factor, dict(unit("bn USD/GW").dimension)
    (1.0, {'money': 1, 'power': -1})
    """

    text: str
    factor: float
    dimension: Mapping[str, int]
    """Powers of the basic dimensions; those of 0 are left out."""
    currencies: Mapping[str, int]
    """Powers of the currencies in it, whose worth depends on the year."""
    it: int
    """Power of the site's overhead: 1 for megawatts of computing, which a site pays PUE times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """What one unit is in another."""

    factor: float
    how: str
    """The rate and the PUE that were used, in words; empty for neither."""


@cache
def symbols() -> Mapping[str, tuple[float, Mapping[str, int]]]:
    """The vocabulary: each symbol with its size in basic units and its dimension."""
    found = {}
    for row in data_rows(_TABLE):
        dimension: Counter[str] = Counter()
        for part in row.several("dimension"):
            name, _, power = part.partition("^")
            dimension[name] += int(power or 1)
        found[row.required("symbol")] = (row.parsed("factor", float), MappingProxyType(dimension))
    return MappingProxyType(found)


@cache
def _shown() -> Mapping[tuple[str, str], str]:
    """Each symbol as people are shown it, by symbol and language."""
    return MappingProxyType(
        {
            (row["symbol"], language): row[language]
            for row in data_rows(_TABLE)
            for language in ("fr", "en")
        }
    )


def shown(text: str, language: str) -> str:
    """A unit as a reader of ``fr`` or ``en`` writes it; empty for a bare share or ratio.

    Examples
    --------
    >>> shown("bn EUR/year", "fr"), shown("M EUR/MW", "en"), shown("fraction/year", "fr")
    ('Md€/an', 'M€/MW', '/an')
    """
    parts = []
    for part in text.split("/"):
        found = _PART.fullmatch(part)
        if found is None or (found["symbol"], language) not in _shown():
            parts.append(part)
            continue
        prefix = found["prefix"] or ""
        prefix = "Md" if prefix == "bn" and language == "fr" else prefix
        symbol = _shown()[found["symbol"], language]
        between = " " if prefix and symbol.isalpha() else ""
        count = f"{found['count']} " if found["count"] else ""
        parts.append(f"{count}{prefix}{between}{symbol}{found['it'] or ''}")
    return "/".join(parts)


def with_unit(figures: str, text: str, language: str) -> str:
    """Figures with their unit; one that begins with a stroke (a share a year) stands by itself.

    Examples
    --------
    >>> with_unit("0,18", "fraction/year", "fr"), with_unit("0.8", "fraction", "en")
    ('0,18/an', '0.8')
    """
    words = shown(text, language)
    between = "" if not words or words.startswith("/") else NBSP
    return f"{figures}{between}{words}"


@cache
def unit(text: str) -> Unit:
    """Read a unit: symbols of the vocabulary with ``/`` between them, each with its scale.

    Raises
    ------
    UnitError
        Where a symbol is not in the vocabulary; it names near ones.

    Examples
    --------
    >>> unit("M USD/MW IT").it
    -1
    >>> unit("EUR/MWhh")
    Traceback (most recent call last):
    ...
    grandlivre.reference.parameters.units.UnitError: MWhh is no unit; near ones are MWh, MW
    """
    factor = 1.0
    dimension: Counter[str] = Counter()
    currencies: Counter[str] = Counter()
    overhead = 0
    for position, part in enumerate(text.split("/")):
        power = -1 if position else 1
        found = _PART.fullmatch(part)
        symbol = found["symbol"] if found else part
        if found is None or symbol not in symbols():
            near = ", ".join(get_close_matches(symbol, symbols(), n=3) or symbols())
            raise UnitError(f"{symbol} is no unit; near ones are {near}")
        size, of = symbols()[symbol]
        size *= float(found["count"] or 1) * _PREFIXES[found["prefix"] or ""]
        factor *= size**power
        for name, exponent in of.items():
            dimension[name] += power * exponent
        if symbol in _CURRENCIES:
            currencies[symbol] += power
        overhead += power if found["it"] else 0
    return Unit(
        text=text,
        factor=factor,
        dimension=MappingProxyType({name: p for name, p in dimension.items() if p}),
        currencies=MappingProxyType({name: p for name, p in currencies.items() if p}),
        it=overhead,
    )


def conversion(given: str, wanted: str, *, year: int, pue: float | None = None) -> Conversion:
    """What one of a unit is in another one.

    Parameters
    ----------
    given, wanted
        Units as `unit` reads them.
    year
        Year of the money, by whose mean rates it is converted.
    pue
        Power of a whole site for one of computing; None where it may not be needed.

    Raises
    ------
    UnitError
        Where one cannot be had from the other.

    Examples
    --------
    >>> conversion("W/accelerator", "kW/accelerator", year=2025).factor
    0.001
    >>> round(conversion("USD/W IT", "M EUR/MW", year=2025, pue=1.15).factor, 2)
    0.77
    >>> conversion("months", "MW", year=2025)
    Traceback (most recent call last):
    ...
    grandlivre.reference.parameters.units.UnitError: months cannot be turned into MW
    """
    first, second = unit(given), unit(wanted)
    if dict(first.dimension) != dict(second.dimension):
        raise UnitError(f"{given} cannot be turned into {wanted}")
    factor = first.factor / second.factor
    words = []
    powers = Counter(first.currencies)
    powers.subtract(second.currencies)
    for code, power in sorted(powers.items()):
        if power and code != "EUR":
            euros = mean_rate(code, year)
            factor *= euros**power
            words.append(f"1 {code} = {euros:.4f} EUR ({year})")
    overhead = first.it - second.it
    if overhead:
        if pue is None:
            raise UnitError(f"{given} cannot be turned into {wanted} without a PUE")
        factor *= pue**overhead
        words.append(f"PUE {pue:g}")
    return Conversion(factor=factor, how=", ".join(words))


@cache
def mean_rate(code: str, year: int) -> float:
    """Euros for one unit of a currency: mean of the ECB's rates in mid-month of that year.

    A year still to come has the rate of the last month known; the current one the mean so far.

    Examples
    --------
    >>> round(mean_rate("USD", 2024), 2), mean_rate("EUR", 2024)
    (0.93, 1.0)
    """
    days = [date(year, month, 15) for month in range(1, 13)]
    known = [day for day in days if day <= _LAST_RATE] or [_LAST_RATE]
    values = [rate(code, day).value for day in known]
    return float(sum(values, Decimal(0)) / len(values))
