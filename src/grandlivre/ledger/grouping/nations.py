"""Whose plan an envelope is, where its own words name a nation: "the American plan worth 500".

A text on one country that compares its plan with another's names that other country by an
adjective alone. The reader then finds the country that the text is about. The words that lead
from "plan" to the figure know better.
"""

import re
from functools import cache

from grandlivre.base.fold import fold
from grandlivre.claims.model import Claim, Role
from grandlivre.entities.model import Place
from grandlivre.entities.resolve import Linker
from grandlivre.reference.places import demonyms, gazetteer

_REACH = 120
_COUNTRY = 2
"""Level of a country among places; what is wider is less."""
_SCHEME = (
    r"(?:plan|programme|program|projet|project|initiative|package|enveloppe|envelope|effort"
    r"|offensive|push|drive|scheme)"
)
_WORTH = (
    r"(?: (?:worth|of|at|for|totalling|de|d|a|evaluee?|chiffree?|dotee?|pour|estimee?))*"
    r"(?: (?:some|about|around|nearly|over|more than|environ|pres de|plus de))?"
)
_LEADS = (
    re.compile(rf"\b(\w+) {_SCHEME}{_WORTH}$"),
    re.compile(rf"\b{_SCHEME} (\w+){_WORTH}$"),
)


def places_of_plan(
    claim: Claim, text: str, places: tuple[Place, ...], linker: Linker
) -> tuple[Place, ...]:
    """The places of a claim; of an envelope that its own words call a nation's, that country.

    Parameters
    ----------
    claim, text
        The claim, and its document's text; empty where it was not kept.
    places
        What the claim's own places stand for.
    linker
        What a country's name stands for.

    Notes
    -----
    Towns and regions stay: a nation's plan may be told with its first site. So does what a row
    of statements says.
    """
    if claim.role is not Role.PROGRAMME or claim.reader == "statement":
        return places
    if any(place.level > _COUNTRY for place in places):
        return places
    start = claim.evidence.start
    head = text[max(0, start - _REACH) : start] if text else claim.evidence.prefix
    code = nation_leading_to(head)
    if code is None or any(place.country == code for place in places):
        return places
    found = gazetteer().by_id(code)
    return places if found is None else (linker.place(found.name_fr),)


def nation_leading_to(head: str) -> str | None:
    """The country whose plan the words right before a figure speak of; None for none.

    Examples
    --------
    >>> nation_leading_to("it is measured against the American plan worth "), nation_leading_to(
    ...     "face au plan kényan de "), nation_leading_to("an American firm, in a plan worth ")
    ('US', 'KE', None)
    """
    folded = fold(re.split(r"[.!?;:\n]", head)[-1])
    for pattern in _LEADS:
        found = pattern.search(folded)
        code = _codes().get(found[1]) if found is not None else None
        if code is not None and code != "EU" and not code.startswith("X-"):
            return code
    return None


@cache
def _codes() -> dict[str, str]:
    return {fold(form): code for form, code in demonyms().items()}
