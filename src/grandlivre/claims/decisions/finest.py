"""Of several places that one quantity is tied to, the finest."""

from grandlivre.claims.figures.around import fineness
from grandlivre.claims.mentions.model import Entity

_SEVERAL = 2
_COUNTRIES = ("country", "demonym")


def finest(places: list[Entity]) -> list[Entity]:
    """The places without those of a country that others tell more finely: town, not department.

    A country told by two names is told once.
    """
    if len(places) < _SEVERAL:
        return places
    return [
        place
        for at, place in enumerate(places)
        if not any(
            fineness(other) > fineness(place) and other.country == place.country for other in places
        )
        and not any(
            place.noun in _COUNTRIES and other.noun in _COUNTRIES and other.country == place.country
            for other in places[:at]
        )
    ]
