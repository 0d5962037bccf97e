"""A financing year by year: the columns that a terminal and a page share, means of the draws."""

from collections.abc import Sequence

from grandlivre.base.wording import number
from grandlivre.finance.model import CoverYear, Financing
from grandlivre.report.finance.texts import said
from grandlivre.report.finance.words import column, rate, ratio
from grandlivre.report.outlook.words import MEDIAN, power, rounded


def year_columns(
    told: Financing, names: Sequence[str], language: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Heads and cells, one cell a year, of those of `names` that the financing has."""
    return tuple(
        (said(f"col_{name}", language), cells)
        for name in names
        if (cells := _cells(told, name, language))
    )


def _cells(told: Financing, name: str, language: str) -> tuple[str, ...]:
    if name in ("dscr", "covered"):
        cover = {each.year: each for each in told.cover}
        return tuple(_covered(cover.get(year), name, language) for year in told.years)
    series = told.by_year(name)
    if series is None:
        return ()
    if name == "power_mw":
        return tuple(power(rounded(value), language) for value in series.mean)
    if name == "accelerators":
        return tuple(number(rounded(value), language) for value in series.mean)
    return column(series.mean, language)


def _covered(cover: CoverYear | None, name: str, language: str) -> str:
    if cover is None or (least := cover.quantiles[MEDIAN]) is None:
        return "–"
    if name == "dscr":
        return ratio(least, language)
    return rate(cover.covered or 0.0, language)
