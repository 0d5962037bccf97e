"""Figures as a reader of French or English writes them.

A figure is rounded to four significant digits (`grandlivre.base.wording`); the exact one stands
in the data.
"""

from decimal import Decimal

from grandlivre.base.wording import NBSP, SCALES, money, number, period, physical, span
from grandlivre.claims.model import Claim, Measure

_NOUNS = {
    Measure.SITES: {"fr": ("site", "sites"), "en": ("site", "sites")},
    Measure.ACCELERATORS: {
        "fr": ("accélérateur", "accélérateurs"),
        "en": ("accelerator", "accelerators"),
    },
    Measure.JOBS: {"fr": ("emploi", "emplois"), "en": ("job", "jobs")},
    Measure.UNDERTAKINGS: {"fr": ("projet", "projets"), "en": ("project", "projects")},
    Measure.PEOPLE: {"fr": ("personne", "personnes"), "en": ("person", "people")},
}


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
    """The figure of a claim; of an event its days."""
    if claim.measure is Measure.EVENTS:
        return " – ".join(period(day, lang) for day in (claim.start, claim.end) if day)
    return figure(claim.low, claim.high, claim.unit, claim.measure, lang)
