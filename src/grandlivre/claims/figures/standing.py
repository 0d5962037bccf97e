"""How an entity stands in the text at one sentence: named there, lately, often, at its head."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from grandlivre.claims.figures.around import Features, Scene, fineness
from grandlivre.claims.figures.profiles import Profile, profile_names
from grandlivre.claims.mentions.model import Entity
from grandlivre.documents.model import PassageKind

FURTHEST = 4
"""Sentences back to which an entity is near."""
_MOST = 20_000
"""Combinations remembered of each: a hostile text must not fill the memory."""
_LONG_AGO = 4
"""Sentences from which on farther is no different."""
_AHEAD = 2
"""Sentences after this one whose entities may answer already."""


Being = tuple[str, str, bool, bool, str]
"""Kind and noun of an entity, whether the sentence names it, and in an enumeration; how what is
built is worded."""
Presence = tuple[bool, int, int, bool, tuple[int, ...]]
"""Arguments of `presence_names`."""
Past = tuple[bool, int, tuple[bool, bool, bool] | None, bool]
"""Arguments of `past_names`."""
Placing = tuple[str, bool, int, str | None, bool, tuple[bool, int] | None, int]
"""Arguments of `placing_names`."""


@dataclass(slots=True)
class Standing:
    """An entity as one sentence has it.

    What it weighs is looked up by what tells how it stands; the names of features are only put
    together for what was never met, and for an explanation.
    """

    entity: Entity
    here: bool
    being: Being
    presence: Presence
    past: Past | None
    placing: Placing | None
    """None for what is no place."""
    profile: Profile
    """What it does in other sentences."""

    @property
    def parts(self) -> tuple[Features, ...]:
        """Features of how it stands, in parts."""
        past = () if self.past is None else past_names(*self.past)
        placing = () if self.placing is None else placing_names(*self.placing)
        return presence_names(*self.presence), past, placing, profile_names(*self.profile)


def near(scene: Scene) -> dict[int, int]:
    """Entities named around a sentence, by number, with the sentences between.

    The nearest mention counts; those just ahead count as one further.
    """
    named, number = scene.scenes.named, scene.sentence.number
    found: dict[int, int] = {}
    for step in range(min(FURTHEST, number), -1, -1):
        found.update(dict.fromkeys(named[number - step], step))
    for step in range(1, min(_AHEAD, len(named) - 1 - number) + 1):
        for entity in named[number + step]:
            if found.get(entity, FURTHEST + 1) > 1 + step:
                found[entity] = 1 + step
    return found


def standings(scene: Scene, numbers: Iterable[int]) -> dict[int, Standing]:
    """How the entities of these numbers stand at a sentence, by number."""
    scenes, entities, sentence = scene.scenes, scene.page.entities, scene.sentence.number
    named, rivals, company, lead = scene.entities, scene.rivals, scene.company, scene.lead
    ranks, in_title, groups = scenes.ranks, scenes.in_title, scenes.groups
    found = {}
    for number in numbers:
        entity, here, listed = entities[number], number in named, company.get(number, ())
        kind = entity.kind
        being = kind, entity.noun, here, bool(listed), entity.name if kind == "asset" else ""
        presence = (
            here,
            0 if here else rivals.get(groups[number], 0),
            ranks[number],
            in_title[number],
            (*listed, _LEAD) if number in lead else listed,
        )
        placing = _placing(scene, entity) if kind == "place" else None
        past = _past(scene, number, here)
        doing = scenes.profile(number, sentence)
        found[number] = Standing(entity, here, being, presence, past, placing, doing)
    return found


_LEAD = -1
"""Among the sentences of `Scene.company`, the one that opens the list."""


@lru_cache(maxsize=_MOST)
def presence_names(
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


def _past(scene: Scene, number: int, here: bool) -> Past | None:
    """Where the entity of that number was last named before, or else is named next."""
    passage, scenes = scene.sentence.passage, scene.scenes
    mine, numbers = scene.sentence.number, scenes.numbers[number]
    at = bisect_left(numbers, mine)
    if at:
        back = numbers[at - 1]
        home = scenes.of(back)
        same = home.sentence.passage.section == passage.section
        return here, min(_LONG_AGO, mine - back), home.ends[number], same
    if here:
        at = bisect_right(numbers, mine)
    if at == len(numbers):
        return None
    ahead, title = numbers[at] - mine, passage.kind in (PassageKind.TITLE, PassageKind.HEADING)
    return here, min(_LONG_AGO, ahead), None, title


@lru_cache(maxsize=_MOST)
def past_names(here: bool, gap: int, ends: tuple[bool, bool, bool] | None, alike: bool) -> Features:
    """Features of where an entity is named besides.

    Parameters
    ----------
    here
        Whether this sentence names it.
    gap
        Sentences back to where it was last named, or on to where it is named next.
    ends
        Whether it was the first of its group in that sentence before, the last, the only one; None
        where it is named next.
    alike
        Whether that sentence before is of the same section; or else whether this one is a title.
    """
    if ends is None:
        return _named_after(here, gap, alike)
    return _named_before(here, gap, ends, alike)


def _named_before(
    here: bool, back: int, ends: tuple[bool, bool, bool], same_section: bool
) -> Features:
    tag, step = "h" if here else "a", min(back, 3)
    found = [f"{tag}:back={back}"]
    names = zip(("first", "last", "only"), ends, strict=True)
    found += [f"{tag}:back-{name}={step}" for name, holds in names if holds]
    return (*found, f"{tag}:section") if same_section else tuple(found)


def _named_after(here: bool, ahead: int, from_title: bool) -> Features:
    tag = "h" if here else "a"
    found = (f"{tag}:ahead={ahead}",)
    return (*found, f"{tag}:title-ahead={min(ahead, 3)}") if from_title else found


def _placing(scene: Scene, entity: Entity) -> Placing:
    """Whether a place heads the section, is a dateline, or is coarser than another one near."""
    page, sentence = scene.page, scene.sentence
    heading = page.head_places[sentence.number]
    mine = fineness(entity)
    near = max([fine for fine, number in scene.places if number != entity.number], default=mine)
    return (
        "" if heading is None else "heads" if heading is entity else "other-heads",
        page.dateline is entity,
        (near > mine) - (near < mine),
        entity.noun if entity.country and entity.country == page.country else None,
        entity.number in scene.entities,
        scene.recent.get(entity.number),
        scene.scenes.towns,
    )


@lru_cache(maxsize=_MOST)
def placing_names(
    heading: str,
    is_dateline: bool,
    coarser: int,
    home: str | None,
    here: bool,
    recent: tuple[bool, int] | None,
    towns: int,
) -> Features:
    """Features of a place.

    Parameters
    ----------
    heading
        Whether it heads the section, or another place does.
    is_dateline
        Whether the text was sent from it.
    coarser
        Whether it is coarser than another place of the sentence, or finer.
    home
        What it is, where it lies in the country of the page.
    here
        Whether the sentence names it.
    recent
        Whether it is a fine one, and how many of its sort were named since.
    towns
        How many towns and regions the page names.
    """
    found = [f"{heading}-section"] if heading else []
    if is_dateline:
        found.append("dateline")
    if coarser:
        found.append("coarser" if coarser > 0 else "finer")
    if home is not None:
        found.append(f"home:{home}")
    tag = "h" if here else "a"
    if recent is not None:
        fine, since = recent
        found.append(f"{tag}:recent={min(since, 3)}:{'fine' if fine else 'coarse'}")
    elif not here:
        found.append("a:not-recent")
    if towns == 1:
        found.append(f"{tag}:few-towns")
    return tuple(found)
