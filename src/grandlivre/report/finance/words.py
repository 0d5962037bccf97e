"""Figures of a financing in words: euros, rates, cover and shares of draws."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from grandlivre.base.wording import NBSP, THIN, money, number, span
from grandlivre.finance.model import Metric
from grandlivre.report.finance.texts import said
from grandlivre.report.outlook.words import rounded

LOW, MIDDLE, HIGH = 0, 2, 4
_FEW, _MANY = 0.05, 0.95
_SCALE = 10_000
Shown = Callable[[float, str], str]


def euros(value: float, language: str) -> str:
    """Euros to two digits, with a minus where they are lost.

    Examples
    --------
    >>> euros(-3.65e9, "en"), euros(41.3e9, "fr").replace(NBSP, " "), euros(0.0, "en")
    ('−€3.6bn', '41 Md€', '€0')
    """
    exact = rounded(abs(value))
    sign = "−" if value < 0 and exact else ""
    return sign + money(exact, "EUR", language)


def column(values: Sequence[float], language: str) -> tuple[str, ...]:
    """Euros of one column: means that the column's scale cannot tell from nought are nought.

    A mean of draws in billions is never known to a thousand euros, even where gains and losses
    happen to leave no more.

    Examples
    --------
    >>> column((-3.65e9, 1056.0, 5.2e6), "en")
    ('−€3.6bn', '€0', '€5.2m')
    """
    least = max((abs(value) for value in values), default=0.0) / _SCALE
    return tuple(euros(value if abs(value) >= least else 0.0, language) for value in values)


def price(value: float, language: str) -> str:
    """Euros and cents.

    Examples
    --------
    >>> price(9.187, "en"), price(0.1, "fr").replace(NBSP, " "), price(-0.02, "en")
    ('€9.19', '0,10 €', '−€0.02')
    """
    sign, figure = _hundredths(value, language)
    return f"{sign}{figure}{NBSP}€" if language == "fr" else f"{sign}€{figure}"


def ratio(value: float, language: str) -> str:
    """A cover to two decimals.

    Examples
    --------
    >>> ratio(1.3009, "fr"), ratio(-0.213, "en")
    ('1,30', '−0.21')
    """
    sign, figure = _hundredths(value, language)
    return sign + figure


def _hundredths(value: float, language: str) -> tuple[str, str]:
    """A minus where there is one, and two decimals, always both."""
    figure = f"{abs(value):,.2f}"
    if language == "fr":
        figure = figure.translate({ord(","): THIN, ord("."): ","})
    return "−" if round(value, 2) < 0 else "", figure


def rate(value: float, language: str) -> str:
    """A yearly rate, to a tenth of a per cent below ten, else to one.

    Examples
    --------
    >>> rate(0.0741, "en"), rate(-0.187, "fr").replace(NBSP, " ")
    ('7.4%', '−19 %')
    """
    points = 100 * value
    digits = 1 if abs(points) < 9.95 else 0
    sign = "−" if round(points, digits) < 0 else ""
    figure = number(Decimal(f"{abs(points):.{digits}f}"), language)
    return f"{sign}{figure}{NBSP + '%' if language == 'fr' else '%'}"


def years(value: float, language: str) -> str:
    """Years in whole ones.

    Examples
    --------
    >>> years(17.9, "en").replace(NBSP, " "), years(1.2, "fr").replace(NBSP, " ")
    ('18 years', '1 an')
    """
    whole = round(value)
    key = "year_one" if abs(whole) < 2 else "year_many"
    return f"{whole}{NBSP}{said(key, language)}"


def calendar(value: float, language: str) -> str:
    """A calendar year."""
    del language
    return str(round(value))


def draws(share: float, language: str) -> str:
    """A share of the draws as people say it.

    Examples
    --------
    >>> [draws(share, "en").replace(NBSP, " ") for share in (0.56, 0.0, 0.02, 1.0)]
    ['6 draws in 10', 'no draw', 'fewer than 1 draw in 20', 'every draw']
    >>> draws(0.14, "fr").replace(NBSP, " ")
    '1 tirage sur 10'
    """
    if share <= 0:
        return said("draws_never", language)
    if share >= 1:
        return said("draws_always", language)
    if share < _FEW:
        return said("draws_low", language)
    if share > _MANY:
        return said("draws_high", language)
    tenths = min(max(round(10 * share), 1), 9)
    return said("draws_one" if tenths == 1 else "draws_many", language, number=tenths)


SHOWN: dict[str, Shown] = {
    "EUR": euros,
    "EUR/h": price,
    "ratio": ratio,
    "share": rate,
    "share/year": rate,
    "years": years,
    "year": calendar,
}
_PRICED = ("cost_per_million_tokens",)


def shown(metric: Metric, value: float | None, language: str) -> str:
    """One quantile of a metric; what it means where a draw has none."""
    if value is None:
        return said("never" if metric.unit == "years" else "nothing", language)
    show = price if metric.name in _PRICED else SHOWN[metric.unit]
    return show(value, language)


def middle(metric: Metric, language: str) -> str:
    """The middle of the draws."""
    return shown(metric, metric.quantiles[MIDDLE], language)


def between(metric: Metric, language: str) -> str:
    """What holds nine draws in ten.

    Examples
    --------
    >>> told = Metric(name="debt", unit="EUR", quantiles=(1e9, 2e9, 3e9, 4e9, 5e9), defined=9)
    >>> between(told, "en")
    '€1bn–5bn'
    """
    low = shown(metric, metric.quantiles[LOW], language)
    high = shown(metric, metric.quantiles[HIGH], language)
    if low == high:
        return low
    if low.startswith("−") or high.startswith("−") or metric.quantiles[LOW] is None:
        return said("from_to", language, low=low, high=high)
    return span(low, high)
