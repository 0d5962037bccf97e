"""Of several places that one quantity is tied to, the finest."""

from collections.abc import Sequence

from grandlivre.claims.figures.around import fineness
from grandlivre.claims.mentions.model import Entity, Mention

_SEVERAL = 2
_COUNTRIES = ("country", "demonym")
_CONJUNCTIONS = frozenset(("et", "and", "&"))
_BETWEEN = frozenset("en à au aux dans in at the la le l' les".split())
"""What may stand between a conjunction and the place that it adds."""


def finest(
    places: list[Entity], mentions: Sequence[Mention] = (), words: Sequence[str] = ()
) -> list[Entity]:
    """The places without those of a country that others tell more finely: town, not department.

    A country told by two names is told once. What a conjunction adds to a finer place is another
    one and stays: "à Marvelle et en région lyonnaise".

    Parameters
    ----------
    places
        Those that answer for the quantity.
    mentions
        What its sentence names.
    words
        Those of the page.
    """
    if len(places) < _SEVERAL:
        return places
    added = _added(mentions, words)
    return [
        place
        for at, place in enumerate(places)
        if not any(
            fineness(other) > fineness(place)
            and other.country == place.country
            and (other.number, place.number) not in added
            for other in places
        )
        and not any(
            place.noun in _COUNTRIES and other.noun in _COUNTRIES and other.country == place.country
            for other in places[:at]
        )
    ]


def _added(mentions: Sequence[Mention], words: Sequence[str]) -> set[tuple[int, int]]:
    """Numbers of places of one enumeration, the second added to the first by a conjunction."""
    named = [m for m in mentions if m.kind == "place" and m.entity is not None]
    found = set[tuple[int, int]]()
    for mention in named:
        before = mention.first - 1
        while before >= 0 and words[before] in _BETWEEN:
            before -= 1
        if before < 0 or words[before] not in _CONJUNCTIONS:
            continue
        fellows = [m for m in named if m.span == mention.span and m.last <= before]
        found.update(
            (other.entity.number, mention.entity.number)
            for other in fellows
            if other.entity is not None and mention.entity is not None
        )
    return found
