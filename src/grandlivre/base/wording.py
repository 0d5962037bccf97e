"""Figures and lists as a reader of French or English writes them: the one home of such words.

Spaces inside a figure do not break: U+00A0 before a unit, U+202F between thousands.
"""

from collections.abc import Sequence
from decimal import Decimal

from grandlivre.base.periods import Period

NBSP = "\u00a0"
THIN = "\u202f"
DIGITS = 4
"""Significant digits of a figure, which is more than any press claim supports."""

_SIGNS_EN = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩",
    "CAD": "C$", "AUD": "A$", "SGD": "S$", "HKD": "HK$", "TWD": "NT$", "CNY": "CN¥",
}  # fmt: skip
_SIGNS_FR = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩",
    "CAD": f"${NBSP}CA", "AUD": f"${NBSP}AU", "SGD": f"${NBSP}SG", "HKD": f"${NBSP}HK",
}  # fmt: skip
# Scales of each kind of figure, largest first: factor, French, English.
_Scales = tuple[tuple[int, str, str], ...]
_MONEY: _Scales = ((10**9, "Md", "bn"), (10**6, "M", "m"), (1, "", ""))
_HALVES = {
    "fr": ("premier semestre", "second semestre"),
    "en": ("first half of", "second half of"),
}
_MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def _prefixed(unit: str, highest: int) -> _Scales:
    """A unit with the decimal prefixes that both languages share."""
    prefixes = ((12, "T"), (9, "G"), (6, "M"), (3, "k"), (0, ""))
    return tuple((10**n, p + unit, p + unit) for n, p in prefixes if n <= highest)


SCALES: dict[str, _Scales] = {
    "W": _prefixed("W", 9),
    "Wh": _prefixed("Wh", 12),
    "m2": ((10**4, "ha", "ha"), (1, "m²", "m²")),
}


def number(value: Decimal | int, lang: str, digits: int = DIGITS) -> str:
    """A plain number, to some significant digits.

    Examples
    --------
    >>> number(1500000, "en"), number(Decimal("1.40"), "fr"), number(Decimal("1.2345"), "en", 3)
    ('1,500,000', '1,4', '1.23')
    """
    value = Decimal(value)
    if value and value.adjusted() < digits:
        value = round(value, digits - 1 - value.adjusted())
    else:
        value = value.to_integral_value()
    plain = f"{value.normalize():,f}" if value else "0"
    return plain.translate({ord(","): THIN, ord("."): ","}) if lang == "fr" else plain


def money(value: Decimal, unit: str, lang: str, digits: int = DIGITS) -> str:
    r"""An amount of money.

    Examples
    --------
    >>> money(Decimal("109e9"), "EUR", "en"), money(Decimal("8.5e6"), "AED", "en")
    ('€109bn', 'AED\xa08.5m')
    >>> money(Decimal("109e9"), "EUR", "fr").replace(NBSP, " ")
    '109 Md€'
    """
    factor, french, english = _scale(value, _MONEY, digits)
    figure = number(value / factor, lang, digits)
    if lang == "fr":
        sign = _SIGNS_FR.get(unit)
        letters = french + sign if sign else f"{french}{NBSP if french else ''}{unit}"
        return f"{figure}{NBSP}{letters}"
    sign = _SIGNS_EN.get(unit, unit + NBSP)
    return f"{sign}{figure}{english}"


def physical(value: Decimal, unit: str, lang: str, digits: int = DIGITS) -> str:
    """A power, an energy or an area in a unit of handy size.

    Examples
    --------
    >>> physical(Decimal("1.4e9"), "W", "fr").replace(NBSP, " ")
    '1,4 GW'
    >>> physical(Decimal(360_000), "m2", "en").replace(NBSP, " ")
    '36 ha'
    """
    scales = SCALES[unit]
    # A few thousand square metres are said in square metres.
    few = unit == "m2" and value < 10**5
    factor, name, _ = _scale(value, scales[-1:] if few else scales, digits)
    return f"{number(value / factor, lang, digits)}{NBSP}{name}"


def _scale(value: Decimal, scales: _Scales, digits: int) -> tuple[int, str, str]:
    """The largest scale in which the rounded figure is 1 or more: 999,96 M€ is said as 1 Md€."""
    almost_one = 1 - Decimal(5).scaleb(-digits - 1)
    return next((each for each in scales if abs(value) >= each[0] * almost_one), scales[-1])


def span(low: str, high: str) -> str:
    """Two figures joined by a dash, what both have in common said once.

    Examples
    --------
    >>> span("€30bn", "€50bn"), span("€900m", "€1bn")
    ('€30bn–50bn', '€900m–1bn')
    >>> span(f"30{NBSP}Md€", f"50{NBSP}Md€").replace(NBSP, " ")
    '30–50 Md€'
    """
    sign = low[: next((at for at, char in enumerate(low) if char.isdigit()), 0)]
    if sign and high.startswith(sign):
        return f"{low}–{high.removeprefix(sign)}"
    figure, _, unit = low.partition(NBSP)
    return f"{figure if unit and unit == high.partition(NBSP)[2] else low}–{high}"


def joined(names: Sequence[str], lang: str) -> str:
    """Names in a list.

    Examples
    --------
    >>> joined(["MGX", "Oracle", "SoftBank"], "fr")
    'MGX, Oracle et SoftBank'
    """
    if len(names) < 2:
        return "".join(names)
    last = "et" if lang == "fr" else "and"
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def quoted(words: str, lang: str) -> str:
    """Words in the quotation marks of a language.

    Examples
    --------
    >>> quoted("neuf projets", "en"), quoted("neuf projets", "fr").replace(NBSP, " ")
    ('“neuf projets”', '« neuf projets »')
    """
    return f"«{NBSP}{words}{NBSP}»" if lang == "fr" else f"“{words}”"


def period(text: str, lang: str) -> str:
    """A partial date in words.

    Examples
    --------
    >>> period("2026-H2", "fr"), period("2027-Q3", "en"), period("2025-02-10", "fr")
    ('second semestre 2026', 'Q3 2027', '10 février 2025')
    >>> period("2029", "en"), period("2026-03", "en"), period("someday", "en")
    ('2029', 'March 2026', 'someday')
    """
    try:
        parsed = Period.parse(text)
    except ValueError:
        return text
    year, _, rest = text.partition("-")
    if not rest:
        return year
    if rest[0] == "H":
        return f"{_HALVES[lang][int(rest[1]) - 1]} {year}"
    if rest[0] == "Q":
        return f"{'T' if lang == 'fr' else 'Q'}{rest[1]} {year}"
    month = f"{_MONTHS[lang][parsed.first.month - 1]} {year}"
    if "-" not in rest:
        return month
    day = parsed.first.day
    return f"{'1er' if lang == 'fr' and day == 1 else day} {month}"


def short_period(text: str, lang: str) -> str:
    """A partial date for a narrow column.

    Examples
    --------
    >>> short_period("2026-H2", "fr"), short_period("2026-H2", "en"), short_period("2026-03", "fr")
    ('S2 2026', 'H2 2026', '03/2026')
    >>> short_period("2026-03-30", "fr"), short_period("2026-03-30", "en")
    ('30/03/2026', '30 Mar 2026')
    """
    try:
        parsed = Period.parse(text)
    except ValueError:
        return text
    year, _, rest = text.partition("-")
    if not rest:
        return year
    if rest[0] in "HQ":
        letter = {"H": "S", "Q": "T"}[rest[0]] if lang == "fr" else rest[0]
        return f"{letter}{rest[1]} {year}"
    first = parsed.first
    if lang == "fr":
        return f"{first:%d/%m/%Y}" if "-" in rest else f"{first:%m/%Y}"
    month = f"{_MONTHS['en'][first.month - 1][:3]} {year}"
    return f"{first.day} {month}" if "-" in rest else month
