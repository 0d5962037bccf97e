"""Figures and dates as a reader of French or English writes them.

A figure is rounded to four significant digits, which is more than any press claim supports;
the exact one stands in the data. Spaces inside a figure do not break: U+00A0 before a unit,
U+202F between thousands.
"""

from decimal import Decimal

from grandlivre.base.periods import Period
from grandlivre.claims.model import Claim, Measure


def _prefixed(unit: str, highest: int) -> tuple[tuple[int, str, str], ...]:
    """A unit with the decimal prefixes that both languages share."""
    prefixes = ((12, "T"), (9, "G"), (6, "M"), (3, "k"), (0, ""))
    return tuple((10**n, p + unit, p + unit) for n, p in prefixes if n <= highest)


NBSP = "\u00a0"
THIN = "\u202f"

_SIGNIFICANT = 4
# What rounds to 1 in so many digits: 999,96 M€ is said as 1 Md€.
_ALMOST_ONE = Decimal("0.99995")
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
_SCALES: dict[str, _Scales] = {
    "W": _prefixed("W", 9),
    "Wh": _prefixed("Wh", 12),
    "m2": ((10**4, "ha", "ha"), (1, "m²", "m²")),
}
_NOUNS = {
    Measure.SITES: {"fr": ("site", "sites"), "en": ("site", "sites")},
    Measure.ACCELERATORS: {
        "fr": ("accélérateur", "accélérateurs"),
        "en": ("accelerator", "accelerators"),
    },
    Measure.JOBS: {"fr": ("emploi", "emplois"), "en": ("job", "jobs")},
    Measure.PEOPLE: {"fr": ("personne", "personnes"), "en": ("person", "people")},
}
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


def number(value: Decimal | int, lang: str) -> str:
    """A plain number, to four significant digits.

    Examples
    --------
    >>> number(1500000, "en"), number(Decimal("1.40"), "fr")
    ('1,500,000', '1,4')
    """
    value = Decimal(value)
    if value and value.adjusted() < _SIGNIFICANT:
        value = round(value, _SIGNIFICANT - 1 - value.adjusted())
    else:
        value = value.to_integral_value()
    plain = f"{value.normalize():,f}" if value else "0"
    return plain.translate({ord(","): THIN, ord("."): ","}) if lang == "fr" else plain


def money(value: Decimal, unit: str, lang: str) -> str:
    r"""An amount of money.

    Examples
    --------
    >>> money(Decimal("109e9"), "EUR", "en"), money(Decimal("8.5e6"), "AED", "en")
    ('€109bn', 'AED\xa08.5m')
    >>> money(Decimal("109e9"), "EUR", "fr").replace(NBSP, " ")
    '109 Md€'
    """
    factor, french, english = _scale(value, _MONEY)
    figure = number(value / factor, lang)
    if lang == "fr":
        sign = _SIGNS_FR.get(unit)
        letters = french + sign if sign else f"{french}{NBSP if french else ''}{unit}"
        return f"{figure}{NBSP}{letters}"
    sign = _SIGNS_EN.get(unit, unit + NBSP)
    return f"{sign}{figure}{english}"


def physical(value: Decimal, unit: str, lang: str) -> str:
    """A power, an energy or an area in a unit of handy size.

    Examples
    --------
    >>> physical(Decimal("1.4e9"), "W", "fr").replace(NBSP, " ")
    '1,4 GW'
    >>> physical(Decimal(360_000), "m2", "en").replace(NBSP, " ")
    '36 ha'
    """
    scales = _SCALES[unit]
    # A few thousand square metres are said in square metres.
    factor, name, _ = _scale(value, scales if unit != "m2" or value >= 10**5 else scales[-1:])
    return f"{number(value / factor, lang)}{NBSP}{name}"


def amount(value: Decimal, unit: str, measure: Measure, lang: str) -> str:
    """One figure with its unit, whatever it measures.

    Examples
    --------
    >>> amount(Decimal(35), "count", Measure.SITES, "en").replace(NBSP, " ")
    '35 sites'
    """
    if measure is Measure.MONEY:
        return money(value, unit, lang)
    if unit in _SCALES:
        return physical(value, unit, lang)
    singular, plural = _NOUNS.get(measure, {lang: ("", "")})[lang]
    # French counts 0 and 1,5 as one; English counts only 1 as one.
    one = value < 2 if lang == "fr" else value == 1
    return f"{number(value, lang)}{NBSP}{singular if one else plural}".rstrip(NBSP)


def figure(
    low: Decimal | None, high: Decimal | None, unit: str, measure: Measure, lang: str
) -> str:
    """An interval in words that fit its ends.

    Examples
    --------
    >>> figure(Decimal("30e9"), Decimal("50e9"), "EUR", Measure.MONEY, "en")
    '€30bn–50bn'
    >>> figure(Decimal("17e9"), None, "EUR", Measure.MONEY, "fr").replace(NBSP, " ")
    'au moins 17 Md€'
    >>> figure(None, Decimal("10e9"), "EUR", Measure.MONEY, "en").replace(NBSP, " ")
    'up to €10bn'
    """
    french = lang == "fr"
    if low is None and high is None:
        return "montant inconnu" if french else "amount unknown"
    if high is None:
        assert low is not None
        return f"{'au moins' if french else 'at least'} {amount(low, unit, measure, lang)}"
    most = amount(high, unit, measure, lang)
    if low is None:
        return f"{'jusqu’à' if french else 'up to'} {most}"
    if low == high:
        return most
    return _range(amount(low, unit, measure, lang), most, lang)


def claim_figure(claim: Claim, lang: str) -> str:
    """The figure of a claim."""
    return figure(claim.low, claim.high, claim.unit, claim.measure, lang)


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


def _scale(value: Decimal, scales: _Scales) -> tuple[int, str, str]:
    """The largest scale in which the rounded figure is 1 or more."""
    for scale in scales:
        if abs(value) >= scale[0] * _ALMOST_ONE:
            return scale
    return scales[-1]


def _range(low: str, high: str, lang: str) -> str:
    """Two figures joined by a dash, what both have in common said once.

    Examples
    --------
    >>> _range("€30bn", "€50bn", "en"), _range("€900m", "€1bn", "en")
    ('€30bn–50bn', '€900m–1bn')
    """
    if lang == "fr" or NBSP in low.strip():
        low_figure, _, low_unit = low.partition(NBSP)
        _, _, high_unit = high.partition(NBSP)
        return f"{low_figure if low_unit == high_unit else low}–{high}"
    signs = "".join(char for char in low if not (char.isdigit() or char in ".,"))
    sign = next((s for s in _SIGNS_EN.values() if signs.startswith(s)), "")
    return f"{low}–{high.removeprefix(sign)}"
