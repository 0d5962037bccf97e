"""Figures of a campus' year in words: megawatts, hours of waiting, shares, tokens, euros."""

from collections.abc import Callable
from decimal import Decimal
from math import floor, isnan, log10

from grandlivre.base.wording import NBSP, money, number, period, physical
from grandlivre.report.campus.readings import day_of

DIGITS = 3
"""Significant digits: one seed's year supports no more."""
_MILLION = Decimal(10) ** 6


def exact(value: float) -> Decimal:
    """A float as a decimal without the tail of its binary form."""
    return Decimal(f"{value:.10g}")


def megawatts(value: float, language: str) -> str:
    """A power.

    Examples
    --------
    >>> megawatts(1312.4, "en").replace(NBSP, " "), megawatts(0, "fr").replace(NBSP, " ")
    ('1.31 GW', '0 MW')
    """
    if not value:
        return f"0{NBSP}MW"
    return physical(exact(value) * _MILLION, "W", language, DIGITS)


def energy(value: float, language: str) -> str:
    """Megawatt-hours in a unit of handy size.

    Examples
    --------
    >>> energy(9_612_345, "fr").replace(NBSP, " ")
    '9,61 TWh'
    """
    if not value:
        return f"0{NBSP}MWh"
    return physical(exact(value) * _MILLION, "Wh", language, DIGITS)


def euros(value: float, language: str) -> str:
    """A sum.

    Examples
    --------
    >>> euros(612_345_678, "en"), euros(-1_500_000, "fr").replace(NBSP, " ")
    ('€612m', '−1,5 M€')
    >>> euros(188_728, "en")
    '€189,000'
    """
    told = money(_rounded(abs(value)), "EUR", language, DIGITS)
    return f"−{told}" if value < 0 else told


def rate(value: float, unit: str, language: str, digits: int = DIGITS) -> str:
    """A figure with its unit.

    Examples
    --------
    >>> rate(63.8123, "€/MWh", "fr").replace(NBSP, " ")
    '63,8 €/MWh'
    >>> rate(63.8123, "€/MWh", "en"), rate(-4.0, "€/MWh", "en")
    ('€63.8/MWh', '−€4/MWh')
    """
    if language == "en" and unit.startswith("€"):
        sign = "−" if value < 0 else ""
        return f"{sign}€{plain(abs(value), language, digits)}{unit.removeprefix('€')}"
    return f"{plain(value, language, digits)}{NBSP}{unit}"


def plain(value: float, language: str, digits: int = DIGITS) -> str:
    """A bare figure, with a true minus.

    Examples
    --------
    >>> plain(1.1372, "fr"), plain(-12.0, "en")
    ('1,14', '−12')
    """
    told = number(exact(abs(value)), language, digits)
    return f"−{told}" if value < 0 and told != "0" else told


def share(value: float, language: str, digits: int = 0) -> str:
    """A share in per cent.

    Examples
    --------
    >>> share(0.714, "en"), share(0.9987, "fr", 1).replace(NBSP, " "), share(0.0043, "en")
    ('71%', '99,9 %', '0.4%')
    """
    if not digits and 0 < value < 0.01:
        digits = 1
    # Almost all is not all: what fails in one case in a thousand is not said to never fail.
    shown = round(100 * value, digits)
    if shown >= 100 and value < 1:
        shown = 100 - 10**-digits
    told = f"{shown:.{digits}f}".replace(".", "," if language == "fr" else ".")
    return f"{told}{NBSP}%" if language == "fr" else f"{told}%"


def count(value: float, language: str) -> str:
    """A count, to four digits from a million on.

    Examples
    --------
    >>> found = count(1_234_567, "en"), count(512_345, "en"), count(2.5e9, "fr")
    >>> [each.replace(NBSP, " ") for each in found]
    ['1.23 million', '512,345', '2,5 milliards']
    """
    for factor, english, french in ((1e9, "billion", "milliard"), (1e6, "million", "million")):
        if abs(value) >= factor:
            scaled = value / factor
            name = french + ("s" if scaled >= 2 else "") if language == "fr" else english
            return f"{plain(scaled, language)}{NBSP}{name}"
    return number(round(value), language, 7)


def tokens(value: float, language: str) -> str:
    """Tokens, in thousands of billions.

    Examples
    --------
    >>> [tokens(value, "en").replace(NBSP, " ") for value in (1.234e15, 1.1061e13)]
    ['1,230 trillion', '11.1 trillion']
    >>> tokens(3e15, "fr").replace(NBSP, " ")
    '3 millions de milliards'
    """
    if language == "fr" and value >= 1e15:
        scaled = value / 1e15
        return (
            f"{plain(scaled, language)}{NBSP}million{'s' if scaled >= 2 else ''} de{NBSP}milliards"
        )
    if value >= 1e12:
        size, name = (1e9, "milliards") if language == "fr" else (1e12, "trillion")
        return f"{_three(value / size, language)}{NBSP}{name}"
    return count(value, language)


def _three(value: float, language: str) -> str:
    """A large count whose digits beyond the third are noughts."""
    return plain(value, language) if value < 1000 else number(_rounded(value), language, 9)


def _rounded(value: float) -> Decimal:
    """Digits beyond the third as noughts."""
    if value < 10**DIGITS:
        return exact(value)
    step = 10 ** (floor(log10(value)) - DIGITS + 1)
    return Decimal(round(value / step) * step)


def tonnes(value: float, language: str) -> str:
    """A mass of carbon dioxide.

    Examples
    --------
    >>> tonnes(78_700, "fr").replace(NBSP, " "), tonnes(12.4, "en").replace(NBSP, " ")
    ('78,7 kt', '12.4 t')
    """
    if abs(value) >= 1000:
        return rate(value / 1000, "kt", language)
    return rate(value, "t", language)


def wait(hours: float, language: str) -> str:
    """A length of time from hours: minutes, hours or days, whichever reads best.

    Examples
    --------
    >>> [wait(hours, "en").replace(NBSP, " ") for hours in (0.001, 0.2, 5.3, 60.0)]
    ['<1 min', '12 min', '5.3 h', '2.5 d']
    >>> wait(60.0, "fr").replace(NBSP, " "), wait(float("nan"), "fr")
    ('2,5 j', '–')
    """
    if isnan(hours):
        return "–"
    if 0 < hours < 1 / 60:
        return f"<1{NBSP}min"
    if hours < 1:
        return f"{round(60 * hours)}{NBSP}min"
    if hours < 48:
        return f"{plain(hours, language, 2)}{NBSP}h"
    return f"{plain(hours / 24, language, 2)}{NBSP}{'j' if language == 'fr' else 'd'}"


def day(hour: int, year: int, language: str) -> str:
    """The day of an hour of the year.

    Examples
    --------
    >>> day(24 * 191, 2030, "en"), day(0, 2030, "fr")
    ('11 July', '1er janvier')
    """
    month, date = day_of(hour)
    return period(f"{year}-{month:02}-{date:02}", language).rpartition(" ")[0]


def signed(value: float, told: Callable[[float], str]) -> str:
    """A difference with its sign; a mere rounding is none.

    Examples
    --------
    >>> signed(12.0, lambda v: plain(v, "en")), signed(-0.5, lambda v: plain(v, "en"))
    ('+12', '−0.5')
    >>> signed(1e-9, lambda v: plain(v, "en"))
    '='
    """
    if abs(value) < 1e-6:
        return "="
    return f"{'+' if value > 0 else '−'}{told(abs(value))}"
