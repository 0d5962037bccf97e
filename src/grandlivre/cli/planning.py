"""What ``grandlivre plan`` does: check what was typed, ask, print."""

from difflib import get_close_matches
from pathlib import Path

from grandlivre.base.fold import fold
from grandlivre.cli.asking import Asked, answer
from grandlivre.errors import ConfigError
from grandlivre.pipeline.plan import EVERYWHERE, Wanted, plan_json, plan_text
from grandlivre.reference.places import Place, PlaceKind, gazetteer

_ALIKE = 0.75
"""How much of a mistyped name has to be right, of 1."""


def ask_plan(asked: Asked, country: str | None, own: str | None, *, only_flags: bool) -> int:
    """``grandlivre plan``."""
    question = asked.question
    wanted = Wanted(
        country=_country(country, asked.say.language),
        own=Path(own) if own else None,
        only_flags=only_flags,
    )
    return answer(
        asked,
        lambda book: plan_text(book, asked.paper(), question, wanted),
        lambda book: plan_json(book, question, wanted),
    )


def _country(asked: str | None, language: str) -> str | None:
    """The country that is asked for; None for that of the ledger."""
    if asked is None:
        return None
    if asked.lower() == EVERYWHERE:
        return EVERYWHERE
    found = gazetteer().by_id(asked.upper())
    if found is not None and found.kind is PlaceKind.COUNTRY:
        return found.id
    near = _meant(asked)
    if near is None:
        remedy = "write the two letters of ISO 3166, such as FR or US, or all"
    else:
        name = near.name_fr if language == "fr" else near.name
        shown = f"{near.id} ({name})"
        remedy = f"did you mean {shown}?"
    raise ConfigError(f"{asked} is no code of a country", where="--country", remedy=remedy)


def _meant(asked: str) -> Place | None:
    """The country that a name is of, rightly written or almost; None where it is of none."""
    places = gazetteer()
    called = next((each for each in places.lookup(asked) if each.kind is PlaceKind.COUNTRY), None)
    if called is not None:
        return called
    names = {fold(name): each for each in places.countries() for name in (each.name, each.name_fr)}
    near = get_close_matches(fold(asked), names, n=1, cutoff=_ALIKE)
    return names[near[0]] if near else None
