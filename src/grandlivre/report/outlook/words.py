"""Figures of the outlook in words: rounded to what draws support, odds as "3 in 10"."""

from collections.abc import Sequence
from decimal import Decimal
from math import floor, log10

from grandlivre.base.wording import NBSP, money, number, period, physical
from grandlivre.claims.model import Measure
from grandlivre.outlook.model import LEVELS, Band, Outcome
from grandlivre.programme.model import Figure as PlanFigure
from grandlivre.programme.model import Gate, Mark
from grandlivre.report.format import amount, figure
from grandlivre.report.outlook.texts import GATES, MARKS, said

LOW, MEDIAN, HIGH = LEVELS.index(0.05), LEVELS.index(0.5), LEVELS.index(0.95)
_SIGNIFICANT = 2
_MILLION = Decimal(10) ** 6
_PREFIXES = ((24, "Y"), (21, "Z"), (18, "E"), (15, "P"), (12, "T"))
_ALMOST_NEVER, _ALMOST_SURE = 0.05, 0.95


def rounded(value: float) -> Decimal:
    """A value to two significant digits, which is more than draws of press promises support.

    Examples
    --------
    >>> rounded(1437.2), rounded(0.0), rounded(64.9)
    (Decimal('1400'), Decimal('0'), Decimal('65'))
    """
    if not value:
        return Decimal(0)
    places = _SIGNIFICANT - 1 - floor(log10(abs(value)))
    # Of an integer that format prints without an exponent.
    return Decimal(f"{round(value, places):f}").normalize() + Decimal(0)


def quantity(value: float | Decimal, outcome: Outcome, language: str) -> str:
    r"""A projected value with its unit.

    Examples
    --------
    >>> quantity(1437, Outcome.POWER, "fr").replace(NBSP, " ")
    '1,4 GW'
    >>> quantity(41.3e9, Outcome.DRAWN, "en"), quantity(3.2e21, Outcome.PEAK_FLOPS, "en")
    ('€41bn', '3.2\xa0ZFLOP/s')
    """
    exact = rounded(float(value))
    match outcome:
        case Outcome.POWER:
            return power(exact, language)
        case Outcome.ENERGY:
            return physical(exact * _MILLION, "Wh", language)
        case Outcome.ACCELERATORS:
            return amount(exact, "count", Measure.ACCELERATORS, language)
        case Outcome.JOBS:
            return amount(exact, "count", Measure.JOBS, language)
        case Outcome.CARBON_LOCATION | Outcome.CARBON_MARKET:
            return f"{_tonnes(exact, language)}{NBSP}CO₂"
        case Outcome.WATER:
            return _scaled(exact, "m³", language)
        case Outcome.PEAK_FLOPS | Outcome.DELIVERED_FLOPS:
            return _flops(exact, language)
        case Outcome.ACCELERATOR_HOURS:
            return _scaled(exact, "h", language)
    return money(exact, "EUR", language)


def power(megawatts: Decimal, language: str) -> str:
    """A power in megawatts or gigawatts.

    Examples
    --------
    >>> power(Decimal(640), "en").replace(NBSP, " "), power(Decimal(0), "en").replace(NBSP, " ")
    ('640 MW', '0 MW')
    """
    if not megawatts:
        return f"0{NBSP}MW"
    if abs(megawatts) < 1:
        return said("under", language, value=f"1{NBSP}MW")
    return physical(megawatts * _MILLION, "W", language)


def bare(value: float, outcome: Outcome, language: str) -> str:
    """A projected value for a column whose head says what it counts."""
    if outcome in (Outcome.ACCELERATORS, Outcome.JOBS):
        return number(rounded(value), language)
    return quantity(value, outcome, language)


def between(band: Band, outcome: Outcome, language: str) -> str:
    """The range that holds nine draws in ten.

    Examples
    --------
    >>> band = Band(quantiles=(210, 400, 640, 900, 1430), mean=700, error=3)
    >>> between(band, Outcome.POWER, "en").replace(NBSP, " ")
    '210 MW–1.4 GW'
    """
    low = bare(band.quantiles[LOW], outcome, language)
    high = bare(band.quantiles[HIGH], outcome, language)
    if low == high:
        return low
    if band.quantiles[LOW] <= 0:
        return f"0–{high}"  # nothing is nothing in any unit
    head, _, low_unit = low.rpartition(NBSP)
    if low_unit and high.endswith(NBSP + low_unit):
        return f"{head}–{high}"
    return f"{low}–{high}"


def is_half_nothing(band: Band) -> bool:
    """True where half of the draws or more have nothing, and one in twenty or more has something.

    Their middle is nought, which says less than their range: nought is no expectation.
    """
    return band.quantiles[MEDIAN] <= 0 < band.quantiles[HIGH]


def middle(band: Band, outcome: Outcome, language: str) -> str:
    """The middle of the draws; where that is nought and the range is not, the range.

    Examples
    --------
    >>> rare = Band(quantiles=(0, 0, 0, 40, 99), mean=21, error=1)
    >>> middle(rare, Outcome.POWER, "en").replace(NBSP, " ")
    '0–99 MW'
    """
    if is_half_nothing(band):
        return between(band, outcome, language)
    return quantity(band.quantiles[MEDIAN], outcome, language)


def expected(band: Band, outcome: Outcome, language: str) -> str:
    """The same as a sentence says it.

    Examples
    --------
    >>> rare = Band(quantiles=(0, 0, 0, 40, 99), mean=21, error=1)
    >>> expected(rare, Outcome.POWER, "fr").replace(NBSP, " ")
    'de 0 à 99 MW'
    """
    if is_half_nothing(band):
        return said("zero_to", language, high=quantity(band.quantiles[HIGH], outcome, language))
    return quantity(band.quantiles[MEDIAN], outcome, language)


def middle_and_range(band: Band, outcome: Outcome, language: str) -> str:
    """The middle of the draws and the range of nine in ten, for a cell of a table.

    Examples
    --------
    >>> band = Band(quantiles=(0, 20, 65, 100, 140), mean=70, error=1)
    >>> middle_and_range(band, Outcome.POWER, "en").replace(NBSP, " ")
    '65 MW (0–140 MW)'
    """
    span = between(band, outcome, language)
    if is_half_nothing(band):
        return span
    told = bare(band.quantiles[MEDIAN], outcome, language)
    return told if span == told else f"{told} ({span})"


def mean_and_range(band: Band, outcome: Outcome, language: str) -> str:
    """The mean, which adds up over parts, and the range that holds nine draws in ten.

    Examples
    --------
    >>> band = Band(quantiles=(0, 0, 0, 200, 400), mean=96, error=3)
    >>> mean_and_range(band, Outcome.POWER, "en").replace(NBSP, " ")
    '96 MW (0–400 MW)'
    """
    mean = bare(band.mean, outcome, language)
    span = between(band, outcome, language)
    # A range of nothing beside a mean of something says that it is a rare draw.
    is_nothing = band.quantiles[HIGH] <= 0
    return mean if is_nothing or span == mean else f"{mean} ({span})"


def odds(share: float, language: str) -> str:
    """Odds as people say them.

    Examples
    --------
    >>> [odds(share, "en") for share in (0.31, 0.02, 0.0, 0.97)]
    ['3 in 10', 'less than 1 in 20', 'in no draw', 'more than 19 in 20']
    >>> odds(0.31, "fr").replace(NBSP, " ")
    '3 sur 10'
    """
    if share <= 0:
        return said("odds_never", language)
    if share >= 1:
        return said("odds_always", language)
    if share < _ALMOST_NEVER:
        return said("odds_low", language)
    if share > _ALMOST_SURE:
        return said("odds_high", language)
    return said("odds", language, number=min(max(round(10 * share), 1), 9))


def short_odds(share: float, language: str) -> str:
    """Odds for a narrow column.

    Examples
    --------
    >>> [short_odds(share, "en") for share in (0.31, 0.02, 0.0, 0.97)]
    ['3 in 10', '<1 in 20', '0', '>19 in 20']
    """
    if share <= 0:
        return "0"
    if _ALMOST_NEVER <= share <= _ALMOST_SURE:
        return odds(share, language)
    return said("odds_low_short" if share < _ALMOST_NEVER else "odds_high_short", language)


def percent(share: float, language: str) -> str:
    """A share in whole per cent.

    Examples
    --------
    >>> percent(0.512, "en"), percent(0.512, "fr").replace(NBSP, " ")
    ('51%', '51 %')
    """
    return f"{round(100 * share)}{NBSP + '%' if language == 'fr' else '%'}"


def quarter(text: str, language: str) -> str:
    """A quarter as a reader of the language writes it.

    Examples
    --------
    >>> quarter("2027-Q3", "fr").replace(NBSP, " "), quarter("2027-Q3", "en").replace(NBSP, " ")
    ('T3 2027', 'Q3 2027')
    """
    year, _, number = text.partition("-Q")
    return f"{'T' if language == 'fr' else 'Q'}{number}{NBSP}{year}"


def by_date(text: str | None, language: str) -> str:
    """By when: a partial date is kept if it is kept by its end.

    Examples
    --------
    >>> by_date("2028", "fr"), by_date("2026-H2", "en"), by_date("2027-03", "en")
    ('d’ici fin 2028', 'by the end of the second half of 2026', 'by March 2027')
    """
    if not text:
        return said("no_date", language)
    _, _, rest = text.partition("-")
    key = {"": "by_year", "Q": "by_part", "H": "by_half"}.get(rest[:1], "by_day")
    return said(key, language, date=period(text, language))


def plan_power(told: PlanFigure, language: str) -> str:
    """A power of the plan with its bounds."""
    low = None if told.low is None else told.low * _MILLION
    high = None if told.high is None else told.high * _MILLION
    return figure(*_bounds(low, high, told.mark), "W", Measure.POWER, language)


def plan_money(told: PlanFigure, language: str) -> str:
    """A sum of the plan with its bounds."""
    return figure(*_bounds(told.low, told.high, told.mark), "EUR", Measure.MONEY, language)


def plan_count(told: PlanFigure, language: str) -> str:
    """A number of accelerators of the plan with its bounds."""
    return figure(*_bounds(told.low, told.high, told.mark), "count", Measure.ACCELERATORS, language)


def gate_words(gate: Gate, language: str) -> str:
    """What a gate is called."""
    return GATES[gate].of(language)


def mark_words(mark: str, language: str) -> str:
    """What a mark is called."""
    return MARKS[Mark(mark)].of(language)


def capital(words: str) -> str:
    """Words as they begin a line.

    Examples
    --------
    >>> capital("électricité"), capital("")
    ('Électricité', '')
    """
    return words[:1].upper() + words[1:]


def _bounds(
    low: Decimal | None, high: Decimal | None, mark: Mark
) -> tuple[Decimal | None, Decimal | None]:
    """What was said as it was said; what was worked out to two digits."""
    if mark is Mark.SAID:
        return low, high
    return (
        None if low is None else rounded(float(low)),
        None if high is None else rounded(float(high)),
    )


def _tonnes(value: Decimal, language: str) -> str:
    """A mass in t, kt or Mt."""
    for power_of_ten, unit in ((6, "Mt"), (3, "kt")):
        if value >= 10**power_of_ten:
            return f"{number(value / 10**power_of_ten, language)}{NBSP}{unit}"
    return f"{number(value, language)}{NBSP}t"


def _scaled(value: Decimal, unit: str, language: str) -> str:
    """A count in thousands or millions, the scale written before the unit."""
    names = ((9, "Md", "bn"), (6, "M", "m"), (3, "k", "k"))
    for power_of_ten, french, english in names:
        if abs(value) >= 10**power_of_ten:
            scale = french if language == "fr" else english
            return f"{number(value / 10**power_of_ten, language)}{NBSP}{scale}{NBSP}{unit}"
    return f"{number(value, language)}{NBSP}{unit}"


def _flops(value: Decimal, language: str) -> str:
    for power_of_ten, prefix in _PREFIXES:
        if value >= Decimal(10) ** power_of_ten:
            return f"{number(value / Decimal(10) ** power_of_ten, language)}{NBSP}{prefix}FLOP/s"
    return f"{number(value, language)}{NBSP}FLOP/s"


def first_quarter(bands: Sequence[Band], quarters: Sequence[str], share: float) -> int | None:
    """Number of the first quarter by which that share of the draws has anything; None for none.

    Parameters
    ----------
    bands
        Of an outcome that never falls, such as megawatts energised.
    quarters
        Their quarters.
    share
        One less one of `LEVELS`: a quantile is above zero where more draws than that are.

    Examples
    --------
    >>> empty = Band(quantiles=(0, 0, 0, 0, 0), mean=0, error=0)
    >>> half = Band(quantiles=(0, 0, 20, 40, 60), mean=20, error=1)
    >>> first_quarter([empty, half], ["2027-Q1", "2027-Q2"], 0.5)
    1
    """
    at = LEVELS.index(round(1 - share, 2))
    for place, band in enumerate(bands[: len(quarters)]):
        if band.quantiles[at] > 0:
            return place
    return None
