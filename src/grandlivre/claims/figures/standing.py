"""How an entity stands in the text at one sentence: named there, lately, often, at its head."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from grandlivre.claims.figures.around import Features, Scene
from grandlivre.claims.mentions.model import Entity
from grandlivre.documents.model import PassageKind

_FINENESS = {"town": 3, "region": 2, "metonym": 1, "country": 1, "demonym": 1, "world": 0}
_FINEST = 3
FURTHEST = 4
"""Sentences back to which an entity is near."""
_MOST = 20_000
"""Combinations remembered of each: a hostile text must not fill the memory."""
_AHEAD = 2
"""Sentences after this one whose entities may answer already."""


@dataclass(slots=True)
class Standing:
    """An entity as one sentence has it."""

    entity: Entity
    here: bool
    parts: tuple[Features, ...]
    is_enumerated: bool


def near(scene: Scene) -> dict[int, int]:
    """Entities named around a sentence, by number, with the sentences between.

    The nearest mention counts; those just ahead count as one further.
    """
    named, number = scene.scenes.named, scene.sentence.number
    found: dict[int, int] = {}
    for step in range(min(FURTHEST, number) + 1):
        for entity in named[number - step]:
            found.setdefault(entity, step)
    for step in range(1, min(_AHEAD, len(named) - 1 - number) + 1):
        for entity in named[number + step]:
            found[entity] = min(found.get(entity, FURTHEST + 1), 1 + step)
    return found


def fineness(place: Entity) -> int:
    """How small a place is: 3 for a town or what is named in one, 0 for the world."""
    return _FINENESS.get(place.noun, _FINEST)


def standings(scene: Scene, numbers: Iterable[int]) -> dict[int, Standing]:
    """How the entities of these numbers stand at a sentence, by number."""
    scenes, entities = scene.scenes, scene.page.entities
    named, rivals, company, lead = scene.entities, scene.rivals, scene.company, scene.lead
    ranks, in_title, groups = scenes.ranks, scenes.in_title, scenes.groups
    found = {}
    for number in numbers:
        entity, here, listed = entities[number], number in named, company.get(number, ())
        presence = _presence(
            here,
            0 if here else rivals.get(groups[number], 0),
            ranks[number],
            in_title[number],
            (*listed, _LEAD) if number in lead else listed,
        )
        past = _past(scene, number, here)
        if entity.kind == "place":
            parts = presence, past, _placed(scene, entity)
            found[number] = Standing(entity, here, parts, bool(listed))
        else:
            found[number] = Standing(entity, here, (presence, past), bool(listed))
    return found


_LEAD = -1
"""Among the sentences of `Scene.company`, the one that opens the list."""


@lru_cache(maxsize=_MOST)
def _presence(
    here: bool, rivals: int, rank: int, in_title: bool, company: tuple[int, ...]
) -> Features:
    """How prominent an entity is here and on the page."""
    tag = "h" if here else "a"
    found = ["here" if here else f"absent:rivals={min(rivals, 3)}", f"{tag}:rank={min(rank, 4)}"]
    if in_title:
        found.append(f"{tag}:in-title")
    for step in company:
        found += (f"{tag}:lead",) if step == _LEAD else (f"{tag}:enumeration{step}", "enumeration")
    return tuple(dict.fromkeys(found))


def _past(scene: Scene, number: int, here: bool) -> Features:
    """Where the entity of that number was last named before, or else is named next."""
    sentence = scene.sentence
    numbers = scene.scenes.numbers[number]
    at = bisect_left(numbers, sentence.number)
    if at:
        back = numbers[at - 1]
        home = scene.scenes.of(back)
        same = home.sentence.passage.section == sentence.passage.section
        return _named_before(here, min(sentence.number - back, 4), home.ends[number], same)
    if here:
        at = bisect_right(numbers, sentence.number)
    if at == len(numbers):
        return ()
    title = sentence.passage.kind in (PassageKind.TITLE, PassageKind.HEADING)
    return _named_after(here, min(numbers[at] - sentence.number, 4), title)


@lru_cache(maxsize=_MOST)
def _named_before(
    here: bool, back: int, ends: tuple[bool, bool, bool], same_section: bool
) -> Features:
    """`ends`: whether it was the first of its group in that sentence, the last, the only one."""
    tag, step = "h" if here else "a", min(back, 3)
    found = [f"{tag}:back={back}"]
    names = zip(("first", "last", "only"), ends, strict=True)
    found += [f"{tag}:back-{name}={step}" for name, holds in names if holds]
    return (*found, f"{tag}:section") if same_section else tuple(found)


@lru_cache(maxsize=_MOST)
def _named_after(here: bool, ahead: int, from_title: bool) -> Features:
    tag = "h" if here else "a"
    found = (f"{tag}:ahead={ahead}",)
    return (*found, f"{tag}:title-ahead={min(ahead, 3)}") if from_title else found


def _placed(scene: Scene, entity: Entity) -> Features:
    """Whether a place heads the section, is a dateline, or is coarser than another one near."""
    page, sentence = scene.page, scene.sentence
    heading = page.head_places[sentence.number]
    mine = fineness(entity)
    others = [fine for fine, number in _places(scene) if number != entity.number]
    near = max(others, default=mine)
    return _places_names(
        "" if heading is None else "heads" if heading is entity else "other-heads",
        page.dateline is entity,
        (near > mine) - (near < mine),
        entity.noun if entity.country and entity.country == page.country else None,
    )


@lru_cache(maxsize=_MOST)
def _places_names(heading: str, is_dateline: bool, coarser: int, home: str | None) -> Features:
    found = [f"{heading}-section"] if heading else []
    if is_dateline:
        found.append("dateline")
    if coarser:
        found.append("coarser" if coarser > 0 else "finer")
    if home is not None:
        found.append(f"home:{home}")
    return tuple(found)


def _places(scene: Scene) -> list[tuple[int, int]]:
    """How fine each place named here is, with its number."""
    return [
        (fineness(m.entity), m.entity.number)
        for m in scene.sentence.mentions
        if m.kind == "place" and m.entity is not None
    ]
