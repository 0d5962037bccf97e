"""The page around one quantity, and the sentences of a page with what is told about each.

What depends on a sentence alone is tabulated once in its `Scene`, however many quantities stand
in it and however many questions are put to each.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from grandlivre.claims.cues import Cue
from grandlivre.claims.grammar import relations
from grandlivre.claims.mentions import Entity, Mention
from grandlivre.claims.model import Measure
from grandlivre.claims.page import Page, PlacedQuantity, Sentence
from grandlivre.documents.model import PassageKind

_BREAKS = frozenset(";:()–|•")
_DISTANCES = (1, 3, 6, 11, 20)
_ENUMERATION_REACH = 3
_ENUMERATION = 3
"""Members that make an enumeration more than a pair."""

Features = tuple[str, ...]
"""Names of features that hold together; a tuple, so that what it weighs can be remembered."""


def bucket(distance: int) -> int:
    """Coarse distance: 0 for neighbours, 5 for more than twenty words."""
    return bisect_left(_DISTANCES, distance)


def group_of(entity: Entity) -> str:
    """Kinds of entities that are rivals of one another: States rank with companies."""
    return "party" if entity.kind == "state" else entity.kind


class Scene:
    """One sentence of a page, tabulated."""

    def __init__(self, scenes: "Scenes", sentence: Sentence) -> None:
        self.scenes = scenes
        self.page = scenes.page
        self.sentence = sentence

    @cached_property
    def present(self) -> dict[str, list[int]]:
        """Numbers of the entities that stand here, by group, a mention each, in order."""
        found: dict[str, list[int]] = {}
        for mention in self.sentence.mentions:
            if mention.entity is not None:
                found.setdefault(group_of(mention.entity), []).append(mention.entity.number)
        return found

    @cached_property
    def entities(self) -> frozenset[int]:
        """Numbers of the entities that stand here."""
        return frozenset(m.entity.number for m in self.sentence.mentions if m.entity is not None)

    @cached_property
    def mentions_of(self) -> dict[int, list[Mention]]:
        """The mentions of each entity here, by its number."""
        found: dict[int, list[Mention]] = {}
        for mention in self.sentence.mentions:
            if mention.entity is not None:
                found.setdefault(mention.entity.number, []).append(mention)
        return found

    @cached_property
    def enumerated(self) -> frozenset[int]:
        """Numbers of the entities that an enumeration of three or more names here."""
        sizes: dict[tuple[int, int], int] = {}
        for mention in self.sentence.mentions:
            sizes[mention.span] = sizes.get(mention.span, 0) + 1
        return frozenset(
            m.entity.number
            for m in self.sentence.mentions
            if m.entity is not None
            and m.span != (m.first, m.last)
            and sizes[m.span] >= _ENUMERATION
        )

    @cached_property
    def company(self) -> dict[int, tuple[int, ...]]:
        """Sentences from here whose enumerations name an entity ("led by X, Y and Z")."""
        number, found = self.sentence.number, dict[int, tuple[int, ...]]()
        last = min(number + _ENUMERATION_REACH, len(self.page.sentences))
        for later in range(number, last):
            for entity in self.scenes.of(later).enumerated:
                found[entity] = (*found.get(entity, ()), later - number)
        return found

    @cached_property
    def lead(self) -> frozenset[int]:
        """Numbers of the parties named right before the list that this sentence is an item of."""
        sentences = self.page.sentences
        if self.sentence.passage.kind is not PassageKind.BULLET:
            return frozenset()
        before = self.sentence.number - 1
        while before > 0 and sentences[before].passage.kind is PassageKind.BULLET:
            before -= 1
        return frozenset(
            m.entity.number
            for m in sentences[before].mentions
            if m.entity is not None and m.kind in ("party", "state")
        )

    @cached_property
    def list_start(self) -> int:
        """Number of the first of the items, without a gap, that stand right before this one."""
        sentences, first = self.page.sentences, self.sentence.number
        while first > 0 and sentences[first - 1].passage.kind is PassageKind.BULLET:
            first -= 1
        return first


class Scenes:
    """All sentences of a page, each tabulated when first asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._scenes: dict[int, Scene] = {}
        self.numbers = [[m.sentence for m in entity.mentions] for entity in page.entities]
        """For each entity the sentences that name it, ascending."""
        self.ranks = _ranks(page.entities)
        """For each entity its place among those of its kind, the most mentioned first."""
        self.values: dict[Measure, Counter[Decimal]] = {}
        """For each measure the values of its quantities, and how often each is told."""
        for placed in page.quantities:
            quantity = placed.quantity
            value = quantity.low if quantity.high is None else quantity.high
            told = self.values.setdefault(quantity.measure, Counter())
            if value is not None:
                told[value] += 1

    def of(self, number: int) -> Scene:
        """The sentence of that number."""
        scene = self._scenes.get(number)
        if scene is None:
            scene = self._scenes[number] = Scene(self, self.page.sentences[number])
        return scene


def _ranks(entities: Sequence[Entity]) -> list[int]:
    ranks = [0] * len(entities)
    counts: dict[str, int] = {}
    for entity in sorted(entities, key=lambda e: (-len(e.mentions), e.number)):
        ranks[entity.number] = counts.get(entity.kind, 0)
        counts[entity.kind] = ranks[entity.number] + 1
    return ranks


class Surroundings:
    """The page around one quantity."""

    def __init__(self, scene: Scene, placed: PlacedQuantity) -> None:
        self.scene = scene
        self.page = scene.page
        self.placed = placed
        self.words = scene.page.tokens.words
        self.sentence = placed.sentence
        self.others = [q for q in placed.sentence.quantities if q is not placed]
        self.left_clause, self.right_clause = self._clause()
        self.cue_spans: dict[str, tuple[int, int]] = {}
        """Tokens of the cue behind a feature, for the explanation."""
        named: dict[int, list[str]] = {}
        for mention, name in relations(self.words, placed, self.left_clause):
            if mention.entity is not None:
                named.setdefault(mention.entity.number, []).append(name)
        self.relations = {number: tuple(names) for number, names in named.items()}
        """Relations in which entities stand to the quantity, by the entity's number."""
        self.related = sorted({n for names in named.values() for n in names if n[0] != "~"})
        rivals = dict.fromkeys(name.partition(":")[0] for name in self.related)
        self.unrelated = tuple(f"unrelated&{name}" for name in rivals)
        """Features of entities that stand in none where others do."""

    def _clause(self) -> tuple[int, int]:
        """Tokens between which nothing breaks the sentence (semicolon, dash, bracket...)."""
        words, sentence = self.words, self.sentence
        left = self.placed.first
        while left > sentence.first and words[left - 1] not in _BREAKS:
            left -= 1
        right = self.placed.last
        while right < sentence.last and words[right] not in _BREAKS:
            right += 1
        return left, right

    def side(self, first: int, last: int) -> tuple[str, int]:
        """Which side of the quantity a span of tokens is on, and how far."""
        if last <= self.placed.first:
            return "L", self.placed.first - last
        if first >= self.placed.last:
            return "R", first - self.placed.last
        return "I", 0

    def quantities_between(self, first: int, last: int) -> int:
        """How many other quantities stand between the span and this one."""
        others, mine = self.others, self.placed
        if not others:
            return 0
        if last <= mine.first:
            return sum(1 for q in others if last <= q.first and q.last <= mine.first)
        return sum(1 for q in others if mine.last <= q.first and q.last <= first)

    def cues_between(self, first: int, last: int) -> set[str]:
        """Classes of the cues that stand wholly between two tokens."""
        return {c.kind for c in self.sentence.cues if first <= c.first and c.last <= last}

    def in_clause(self, cue: Cue) -> bool:
        """True where nothing breaks the sentence between a cue and the quantity."""
        return self.left_clause <= cue.first < self.right_clause

    @cached_property
    def size(self) -> str:
        """Order of magnitude of the figure."""
        value = self.placed.quantity.high or self.placed.quantity.low or 0
        return f"size={len(str(int(value)))}"
