"""Statistics of prices and carbon that the built-in series are drawn from, with their sources."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.energy.model import BuiltIn, Kind, Statistic
from grandlivre.ledger.model import Words
from grandlivre.reference.messages import typeset
from grandlivre.reference.tables import data_rows

Floats = NDArray[np.float64]

_PRICE = Words(
    fr="Prix de la veille pour le lendemain, France, €/MWh, hors réseau et taxes.",
    en="Day-ahead price, France, EUR/MWh, without grid charges and taxes.",
)
_WORDS: Mapping[str, tuple[Kind, Words, Words]] = MappingProxyType(
    {
        "fr-2022": (
            Kind.PRICE,
            Words(fr="Prix comme en 2022 (crise)", en="Prices like those of 2022 (crisis)"),
            _PRICE,
        ),
        "fr-2023": (
            Kind.PRICE,
            Words(fr="Prix comme en 2023", en="Prices like those of 2023"),
            _PRICE,
        ),
        "fr-2024": (
            Kind.PRICE,
            Words(fr="Prix comme en 2024", en="Prices like those of 2024"),
            _PRICE,
        ),
        "fr-location": (
            Kind.CARBON,
            Words(fr="Émissions directes, France", en="Direct emissions, France"),
            Words(
                fr="Ce qu’émettent les centrales françaises quand elles produisent, par kWh "
                "produit : ni combustible, ni construction, ni importations.",
                en="What French plants emit while they run, by kWh produced: neither fuel, nor "
                "building, nor imports.",
            ),
        ),
        "fr-lifecycle": (
            Kind.CARBON,
            Words(fr="Cycle de vie, France", en="Life cycle, France"),
            Words(
                fr="Émissions sur le cycle de vie de l’électricité consommée : combustible, "
                "construction et importations comptent ; environ trois fois les directes.",
                en="Emissions over the life cycle of electricity consumed: fuel, building and "
                "imports count; about three times the direct ones.",
            ),
        ),
    }
)


@cache
def built_in() -> Mapping[str, BuiltIn]:
    """The series that come with the package, by name.

    Examples
    --------
    >>> [name for name, series in built_in().items() if series.kind is Kind.CARBON]
    ['fr-location', 'fr-lifecycle']
    """
    found: dict[str, list[Statistic]] = {name: [] for name in _WORDS}
    for row in data_rows("energy/statistics.tsv"):
        found[row.required("series")].append(
            Statistic(
                name=row.required("statistic"),
                value=row.parsed("value", float),
                unit=row.required("unit"),
                mark=row.required("mark"),
                source=row.required("source"),
            )
        )
    return MappingProxyType(
        {
            name: BuiltIn(
                name=name,
                kind=kind,
                title=title,
                definition=Words(fr=typeset(definition.fr, "fr"), en=definition.en),
                statistics=tuple(found[name]),
            )
            for name, (kind, title, definition) in _WORDS.items()
        }
    )


@cache
def figures_of(name: str) -> Mapping[str, float]:
    """Statistics of a built-in series by their names.

    Examples
    --------
    >>> figures_of("fr-2024")["negative_hours"]
    359.0
    """
    return MappingProxyType({each.name: each.value for each in built_in()[name].statistics})


def months_of(name: str) -> Floats:
    """What a series has by month, January first."""
    figures = figures_of(name)
    return np.array([figures[f"month_{at:02}"] for at in range(1, 13)])


@cache
def shape_of(kind: Kind) -> Floats:
    """How hours depart from their month, (hour, term): always, summer, Saturday, Sunday."""
    rows = sorted(
        (row for row in data_rows("energy/shapes.tsv") if row["series"] == kind.value),
        key=lambda row: row.number("hour"),
    )
    terms = ("always", "summer", "saturday", "sunday")
    shape = np.array([[row.parsed(term, float) for term in terms] for row in rows])
    shape.setflags(write=False)
    return shape


@cache
def yields() -> Mapping[str, float]:
    """Yearly kWh of panels by kW of peak, by city.

    Examples
    --------
    >>> yields()["Marseille"] / yields()["Lille"]
    1.5
    """
    return MappingProxyType(
        {
            row.required("city"): row.parsed("kwh_per_kw", float)
            for row in data_rows("energy/sunshine.tsv")
        }
    )
