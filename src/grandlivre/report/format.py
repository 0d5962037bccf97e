"""Figures and dates as a reader of French or English writes them.

A figure is rounded to four significant digits (`grandlivre.base.wording`); the exact one stands
in the data.
"""

from decimal import Decimal

from grandlivre.base.periods import Period
from grandlivre.base.wording import NBSP, SCALES, money, number, physical, span
from grandlivre.claims.model import Claim, Measure

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


def amount(value: Decimal, unit: str, measure: Measure, lang: str) -> str:
    """One figure with its unit, whatever it measures.

    Examples
    --------
    >>> amount(Decimal(35), "count", Measure.SITES, "en").replace(NBSP, " ")
    '35 sites'
    """
    if measure is Measure.MONEY:
        return money(value, unit, lang)
    if unit in SCALES:
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
    return span(amount(low, unit, measure, lang), most)


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
