"""The questions put to each quantity about who, what and where, with their candidates.

The reader answers them with fitted weights; the fitting script puts the same questions to annotated
texts. That both use this module is what keeps them the same questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from grandlivre.claims.around import Features, Scene, Surroundings
from grandlivre.claims.mentions import DESCRIPTION, Entity
from grandlivre.claims.model import PLEDGED, Measure, Role
from grandlivre.claims.nearby import entity_parts
from grandlivre.claims.standing import Standing, gap, standing

_KINDS = {
    "investor": frozenset(("party", "state", "place", "media")),
    "beneficiary": frozenset(("party", "state", "place")),
    "project": frozenset(("project", "asset", "party")),
    "place": frozenset(("place",)),
    "speaker": frozenset(("party", "state", "person", "media", "place")),
}
_REACH = {"investor": 3, "beneficiary": 2, "project": 4, "place": 3, "speaker": 1}
"""Sentences back beyond which an entity is no candidate, unless it is a chief one of the page."""
_CUES_OF_NONE = (
    "pay",
    "programme",
    "say",
    "say_prep",
    "round",
    "get",
    "commit_noun",
    "part",
    "service",
    "works",
)
_RECENT = 4


def role_group(role: Role, measure: Measure) -> str:
    """Roles that answer the questions about parties alike."""
    if measure is not Measure.MONEY:
        return "asset"
    if role is Role.PROGRAMME:
        return "programme"
    if role in PLEDGED:
        return role.value
    return "passed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an earlier quantity of the page was answered with: texts go on about the same."""

    sentence: int
    section: int
    entities: frozenset[int]


@dataclass(slots=True)
class Candidate:
    """An entity that may answer a question, with all that speaks for and against it."""

    entity: Entity
    common: tuple[Features, ...]
    """Features that are the same for every question."""
    own: tuple[Features, ...]
    """Features that hang by the question, or by the answers to it before."""

    def features(self) -> list[str]:
        """All parts as one list."""
        return [name for part in (*self.common, *self.own) for name in part]


class Earlier:
    """The answers to one question for the quantities before, in order."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.ever: set[int] = set()

    def add(self, answer: Answer) -> None:
        """Keep the answer for one more quantity."""
        self.answers.append(answer)
        self.ever |= answer.entities

    @property
    def last(self) -> Answer | None:
        """The answer for the quantity just before."""
        return self.answers[-1] if self.answers else None

    def all_along(self, section: int) -> frozenset[int]:
        """Numbers of the entities that all the last answers of a section name."""
        recent = [a.entities for a in self.answers[-_RECENT:] if a.section == section]
        return frozenset.intersection(*recent) if recent else frozenset()


class Asked:
    """One quantity of known role, ready for the questions."""

    def __init__(self, around: Surroundings, role: Role, nearby: "Nearby") -> None:
        self.around = around
        self.nearby = nearby
        self.group = role_group(role, around.placed.quantity.measure)
        self.weighed: dict[int, tuple[float, ...]] = {}
        """What the features of `parts` weigh for each question, by number of the entity."""
        self._parts: dict[int, tuple[Features, ...]] = {}

    def parts(self, standing: Standing) -> tuple[Features, ...]:
        """Features of an entity that are the same for every question."""
        number = standing.entity.number
        parts = self._parts.get(number)
        if parts is None:
            parts = self._parts[number] = entity_parts(self.around, standing)
        return parts

    @cached_property
    def nothing(self) -> Features:
        """Features of the answer "nobody" or "nothing" that are the same for every question."""
        around, group = self.around, self.group
        sentence = around.sentence
        out = [f"none:{group}", f"none:{sentence.passage.kind.value}", f"none:{around.size}"]
        out.extend(f"none:topic={name}" for name in around.page.topics)
        kinds = {m.kind for m in sentence.mentions}
        out.extend(f"none:has={kind}" for kind in sorted(kinds))
        out.extend(f"none:{name}" for name in around.related or ("unrelated",))
        cues = {c.kind for c in sentence.cues if around.in_clause(c)}
        out.extend(f"none:{kind}" for kind in _CUES_OF_NONE if kind in cues)
        out.append(f"none:{group}:{'party' if kinds & {'party', 'state'} else '-'}")
        return tuple(out)


class Nearby:
    """The entities that may answer a question at one sentence, whatever the quantity."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._standings: dict[int, Standing] = {}
        self._within: dict[str, list[Standing]] = {}
        self._gaps = [gap(scene, entity) for entity in scene.page.entities]

    def standing(self, entity: Entity) -> Standing:
        """How an entity stands at this sentence."""
        found = self._standings.get(entity.number)
        if found is None:
            found = self._standings[entity.number] = standing(self.scene, entity)
        return found

    def within(self, question: str) -> list[Standing]:
        """Those near enough, or chief enough, to answer a question, in order of appearance."""
        found = self._within.get(question)
        if found is None:
            kinds, reach = _KINDS[question], _REACH[question]
            ranks = self.scene.scenes.ranks
            found = self._within[question] = [
                self.standing(entity)
                for entity in self.scene.page.entities
                if entity.kind in kinds
                and may_answer(question, entity)
                and (
                    (ranks[entity.number] <= 1 and question != "speaker")
                    or self._gaps[entity.number] <= reach
                    or entity is self.scene.page.head_places[self.scene.sentence.number]
                )
            ]
        return found

    def candidates(self, question: str, carried: frozenset[int]) -> Sequence[Standing]:
        """The same, with the entities that answered for the quantity before."""
        found = self.within(question)
        missing = carried.difference([each.entity.number for each in found]) if carried else ()
        if not missing:
            return found
        entities = self.scene.page.entities
        added = [self.standing(entities[number]) for number in missing]
        return sorted([*found, *added], key=lambda each: each.entity.number)


def candidates(asked: Asked, question: str, earlier: Earlier) -> Iterator[Candidate]:
    """Entities that may answer a question, each with its features.

    Parameters
    ----------
    asked
        The quantity in question.
    question
        ``investor``, ``beneficiary``, ``project``, ``place`` or ``speaker``.
    earlier
        Answers to the same question for the quantities before this one.
    """
    last, sentence = earlier.last, asked.around.sentence
    section = sentence.passage.section
    carried: frozenset[int] = frozenset() if last is None else last.entities
    all_along = earlier.all_along(section)
    since = ""
    if last is not None:
        same = "=" if last.section == section else "/"
        since = f"{min(sentence.number - last.sentence, 3)}{same}"
    relations = asked.around.relations
    for each in asked.nearby.candidates(question, carried):
        entity = each.entity
        number = entity.number
        near = each.gap == 0
        own: tuple[Features, ...] = (
            _grouped(asked.group, near, entity.kind, relations.get(number, ())),
            _particular(question, asked.group, entity.kind, entity.noun, near, each.is_enumerated),
        )
        if last is not None:
            told = number in carried if carried else None
            ever, along = number in earlier.ever, number in all_along
            own = (_continuity(near, since, told, ever, along), *own)
        yield Candidate(entity, asked.parts(each), own)


@lru_cache(maxsize=10_000)
def _continuity(near: bool, since: str, told: bool | None, ever: bool, along: bool) -> Features:
    """Whether an entity answered the same question for the quantities just before.

    `told` is None where nobody did; `since` is the sentences between and a mark of the section.
    """
    found: list[str] = []
    tag = "h" if near else "a"
    if told:
        found += [f"{tag}:prev{since[:-1]}", f"{tag}:prev{since[-1]}", "prev"]
    elif told is not None:
        found.append(f"{tag}:prev-other{since}")
    if ever:
        found.append(f"{tag}:ever")
    if along:
        found.append(f"{tag}:section-all")
    return tuple(found)


@lru_cache(maxsize=10_000)
def _grouped(group: str, near: bool, kind: str, relations: Features) -> Features:
    """What an entity is to a quantity of such a role."""
    return (
        f"role={group}",
        f"{group}&{'here' if near else 'away'}&{kind}",
        *(f"{group}&{name}" for name in relations),
    )


@lru_cache(maxsize=10_000)
def _particular(
    question: str, group: str, kind: str, noun: str, near: bool, is_enumerated: bool
) -> Features:
    """What only some questions ask."""
    found: list[str] = []
    if is_enumerated:
        found.append(f"{group}&enumeration")
    if question == "place":
        found += [f"{group}&{noun}", f"{group}&{noun}&{'here' if near else 'away'}"]
    if question == "project":
        found.append(f"e-kind={kind}/{noun}")
    return tuple(found)


def none_parts(asked: Asked, earlier: Earlier) -> tuple[Features, ...]:
    """Features of the answer "nobody" or "nothing", which competes with the candidates."""
    last = earlier.last
    if last is None:
        return (asked.nothing,)
    since = min(asked.around.sentence.number - last.sentence, 3)
    some = "some" if last.entities else "none"
    return asked.nothing, (f"none:prev{since}={some}", f"none:{asked.group}&prev={some}")


def may_answer(question: str, entity: Entity) -> bool:
    """True unless what the entity is rules it out, wherever it stands."""
    if question == "investor" and entity.kind == "place":
        return entity.noun in ("country", "metonym")
    if question == "project" and entity.kind == "party":
        return entity.party is None and entity.mentions[0].form != DESCRIPTION
    return not (
        question == "speaker"
        and entity.kind == "place"
        and entity.noun in ("town", "region", "world")
    )
