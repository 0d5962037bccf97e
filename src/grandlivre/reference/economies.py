"""How large countries are: their people and their product, to set sums against."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from grandlivre.reference.tables import data_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """One country, or the European Union, in one year."""

    code: str
    """ISO 3166-1, or ``EU``."""
    name_fr: str
    name_en: str
    population: float
    """Persons."""
    gdp_eur: float
    """Gross domestic product of the year at market prices, in euros of that year."""
    year: int
    source: str


@cache
def economies() -> Mapping[str, Economy]:
    """The countries that are known, by their code.

    Raises
    ------
    ReferenceDataError
        Where the table is malformed; it names the row.

    Notes
    -----
    Dollars become euros at the ECB's average rate of the year.

    Examples
    --------
    >>> found = economies()["FR"]
    >>> found.population, round(found.gdp_eur / 1e12, 2)
    (68500000.0, 2.92)
    """
    return MappingProxyType(
        {
            row.required("code"): Economy(
                code=row["code"],
                name_fr=row.required("name_fr"),
                name_en=row.required("name_en"),
                population=row.parsed("population_millions", float) * 1e6,
                gdp_eur=row.parsed("gdp_usd_bn", float) * 1e9 / row.parsed("usd_per_eur", float),
                year=row.number("year"),
                source=row.required("source"),
            )
            for row in data_rows("economies.tsv")
        }
    )
