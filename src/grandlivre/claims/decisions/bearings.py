"""What an entity is to a quantity, named once for each combination: its kind and its relations."""

from functools import lru_cache

from grandlivre.claims.figures.around import HINT, Features
from grandlivre.claims.figures.profiles import worded
from grandlivre.claims.figures.standing import Being
from grandlivre.claims.model import PLEDGED, Measure, Role

_PARTICULAR = {"place": "place", "project": "project", "asset": "project", "party": "project"}
"""For each kind of entity the question that asks something of it that no other asks."""
_MOST = 10_000
"""Combinations remembered of each: a hostile text must not fill the memory."""
What = tuple[str, Being]
"""The group of a quantity's role, and what an entity is."""


def role_group(role: Role, measure: Measure) -> str:
    """Roles that answer the questions about parties alike."""
    if measure is not Measure.MONEY:
        return "asset"
    if role is Role.PROGRAMME:
        return "programme"
    if role in PLEDGED:
        return role
    return "passed"


def asks_more(kind: str) -> str | None:
    """The question that weighs `particular` features of an entity besides the common ones."""
    return _PARTICULAR.get(kind)


def particular(told: What) -> Features:
    """Features of an entity that only one question asks for."""
    group, (kind, noun, here, _, name) = told
    if kind == "place":
        return f"{group}&{noun}", f"{group}&{noun}&{'here' if here else 'away'}"
    found = (f"e-kind={kind}/{noun}",)
    return (*found, *worded(name, here)) if kind == "asset" else found


@lru_cache(maxsize=_MOST)
def what_names(told: What) -> Features:
    """Features of an entity that every question asks for."""
    group, (kind, noun, here, is_enumerated, _) = told
    found = (
        f"kind={kind}",
        f"e-noun={noun}",
        f"role={group}",
        f"{group}&{'here' if here else 'away'}&{kind}",
    )
    return (*found, f"{group}&enumeration") if is_enumerated else found


@lru_cache(maxsize=_MOST)
def is_hinted(relations: Features) -> bool:
    """True where no grammar tells of any relation."""
    return all(name.startswith(HINT) for name in relations)


@lru_cache(maxsize=_MOST)
def tied(group: str, relations: Features) -> Features:
    # A party may stand in one relation by two mentions; that counts once.
    names = dict.fromkeys(relations)
    held = () if is_hinted(relations) else ("related",)
    return *names, *held, *(f"{group}&{name}" for name in names)


@lru_cache(maxsize=_MOST)
def unrelated(related: Features) -> Features:
    return tuple(dict.fromkeys(f"unrelated&{name.partition(':')[0]}" for name in related))
