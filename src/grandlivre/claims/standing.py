"""How an entity stands in the text at one sentence: named there, lately, often, at its head."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from grandlivre.claims.around import Features, Scene, group_of
from grandlivre.claims.mentions import Entity
from grandlivre.documents.model import PassageKind

_FINENESS = {"town": 3, "region": 2, "metonym": 1, "country": 1, "demonym": 1, "world": 0}
_FINEST = 3
_NOWHERE = 99
_AHEAD = 2
"""Sentences after this one whose entities may answer already."""


@dataclass(slots=True)
class Standing:
    """An entity as one sentence has it."""

    entity: Entity
    here: bool
    gap: int
    """Sentences back to the nearest mention; those just ahead count as one further."""
    features: Features
    is_enumerated: bool


class _Past(NamedTuple):
    """Where the entity was last named before, or is named next."""

    back: int | None = None
    is_first: bool = False
    is_last: bool = False
    is_only: bool = False
    same_section: bool = False
    ahead: int | None = None
    from_title: bool = False


def gap(scene: Scene, entity: Entity) -> int:
    """Sentences back to the nearest mention of an entity; those just ahead count as one further."""
    numbers, number = scene.scenes.numbers[entity.number], scene.sentence.number
    at = bisect_right(numbers, number)
    nearest = number - numbers[at - 1] if at else _NOWHERE
    if at < len(numbers) and numbers[at] - number <= _AHEAD:
        nearest = min(nearest, 1 + numbers[at] - number)
    return nearest


def standing(scene: Scene, entity: Entity) -> Standing:
    """The standing of an entity at a sentence."""
    here = entity.number in scene.entities
    rivals = 0 if here else len(set(scene.present.get(group_of(entity), ())))
    company = scene.company.get(entity.number, ())
    features = _discourse(
        here,
        min(rivals, 3),
        _past(scene, entity),
        min(scene.scenes.ranks[entity.number], 4),
        entity.mentions[0].sentence == 0,
        (*company, _LEAD) if entity.number in scene.lead else company,
    )
    if entity.kind == "place":
        features += tuple(_placed(scene, entity))
    return Standing(entity, here, gap(scene, entity), features, bool(company))


def fineness(place: Entity) -> int:
    """How small a place is: 3 for a town or what is named in one, 0 for the world."""
    return _FINENESS.get(place.noun, _FINEST)


def _past(scene: Scene, entity: Entity) -> _Past:
    sentence = scene.sentence
    numbers = scene.scenes.numbers[entity.number]
    at = bisect_left(numbers, sentence.number)
    if at:
        number = numbers[at - 1]
        home = scene.scenes.of(number)
        rivals = home.present[group_of(entity)]
        return _Past(
            min(sentence.number - number, 4),
            rivals[0] == entity.number,
            rivals[-1] == entity.number,
            len(set(rivals)) == 1,
            home.sentence.passage.section == sentence.passage.section,
        )
    at = bisect_right(numbers, sentence.number)
    if at < len(numbers):
        title = sentence.passage.kind in (PassageKind.TITLE, PassageKind.HEADING)
        return _Past(ahead=min(numbers[at] - sentence.number, 4), from_title=title)
    return _Past()


_LEAD = -1
"""Among the sentences of `Scene.company`, the one that opens the list."""


@lru_cache(maxsize=50_000)
def _discourse(
    here: bool, rivals: int, past: _Past, rank: int, in_title: bool, company: tuple[int, ...]
) -> Features:
    """Features of how present an entity is in what was said before."""
    tag = "h" if here else "a"
    found = ["here" if here else f"absent:rivals={rivals}"]
    if past.back is not None:
        found.append(f"{tag}:back={past.back}")
        near = min(past.back, 3)
        for name, holds in (
            ("first", past.is_first),
            ("last", past.is_last),
            ("only", past.is_only),
        ):
            if holds:
                found.append(f"{tag}:back-{name}={near}")
        if past.same_section:
            found.append(f"{tag}:section")
    elif past.ahead is not None:
        found.append(f"{tag}:ahead={past.ahead}")
        if past.from_title:
            found.append(f"{tag}:title-ahead={min(past.ahead, 3)}")
    found.append(f"{tag}:rank={rank}")
    if in_title:
        found.append(f"{tag}:in-title")
    for step in company:
        found.extend(
            (f"{tag}:lead",) if step == _LEAD else (f"{tag}:enumeration{step}", "enumeration")
        )
    return tuple(dict.fromkeys(found))


def _placed(scene: Scene, entity: Entity) -> Iterator[str]:
    """Whether a place heads the section, is a dateline, or is coarser than another one near."""
    page, sentence = scene.page, scene.sentence
    heading = page.head_places[sentence.number]
    if heading is not None:
        yield "heads-section" if heading is entity else "other-heads-section"
    if page.dateline is entity:
        yield "dateline"
    mine = fineness(entity)
    near = max(
        (
            fineness(m.entity)
            for m in sentence.mentions
            if m.kind == "place" and m.entity is not None and m.entity is not entity
        ),
        default=mine,
    )
    if near != mine:
        yield "coarser" if near > mine else "finer"
    if entity.country and entity.country == page.country:
        yield f"home:{entity.noun}"
