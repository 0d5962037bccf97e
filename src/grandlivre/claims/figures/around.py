"""The page around one quantity, and the sentences of a page with what is told about each.

What depends on a sentence alone is tabulated once in its `Scene`, however many quantities stand
in it and however many questions are put to each.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from grandlivre.base.lazy import lazy
from grandlivre.claims.figures.profiles import SPEAKING, Profile, doings, profiles
from grandlivre.claims.mentions.model import DESCRIPTION, Entity, Mention
from grandlivre.claims.model import Measure
from grandlivre.claims.page.grammar import relations
from grandlivre.claims.page.model import Page, PlacedQuantity, Sentence
from grandlivre.claims.syntax.cues import Cue
from grandlivre.documents.model import PassageKind

_BREAKS = frozenset(";:()–|•")
_DISTANCES = (1, 3, 6, 11, 20)
_HEADINGS = (PassageKind.HEADING, PassageKind.TITLE)
_CHIEF = 1
_ENUMERATION_REACH = 3
_RECENT, _RECENT_REACH = 3, 12
"""Places of a sort, and sentences, back to which the last ones named are ordered."""
_ENUMERATION = 3
"""Members that make an enumeration more than a pair."""

_DATED_BEFORE, _DATED_AFTER = 7, 4
"""Words on either side of a date whose cues are about it."""

_NOBODY = frozenset[int]()
_FINENESS = {"town": 3, "region": 2, "metonym": 1, "country": 1, "demonym": 1, "world": 0}
_FINEST = 3

_SUMMONING = {"place": "~sited", "beneficiary": "~recipient"}
"""Relations by which an entity may answer a question from any distance."""
HINT = "~"
"""Opens the name of a relation that other sentences suggest and no grammar tells."""

Features = tuple[str, ...]
"""Names of features that hold together; a tuple, so that what it weighs can be remembered."""


def bucket(distance: int) -> int:
    """Coarse distance: 0 for neighbours, 5 for more than twenty words."""
    return bisect_left(_DISTANCES, distance)


def group_of(entity: Entity) -> str:
    """Kinds of entities that are rivals of one another: States rank with companies."""
    return "party" if entity.kind == "state" else entity.kind


def fineness(place: Entity) -> int:
    """How small a place is: 3 for a town or what is named in one, 0 for the world."""
    return _FINENESS.get(place.noun, _FINEST)


class Scene:
    """One sentence of a page, tabulated."""

    def __init__(self, scenes: "Scenes", sentence: Sentence) -> None:
        self.scenes = scenes
        self.page = scenes.page
        self.sentence = sentence
        self.mentions_of: dict[int, list[Mention]] = {}
        """The mentions of each entity here, by its number."""
        self.firsts: dict[str, Mention] = {}
        """The first mention here of each kind."""
        self.present: dict[str, list[int]] = {}
        """Numbers of the entities that stand here, by group, a mention each, in order."""
        for mention in sentence.mentions:
            entity = mention.entity
            self.firsts.setdefault(mention.kind, mention)
            if entity is not None:
                self.mentions_of.setdefault(entity.number, []).append(mention)
                self.present.setdefault(group_of(entity), []).append(entity.number)
        self.entities = frozenset(self.mentions_of)
        """Numbers of the entities that stand here."""
        self.rivals = {group: len(set(numbers)) for group, numbers in self.present.items()}
        """How many entities of each group stand here."""
        self.ends = {
            number: (numbers[0] == number, numbers[-1] == number, self.rivals[group] == 1)
            for group, numbers in self.present.items()
            for number in numbers
        }
        """Whether an entity is the first of its group here, the last, the only one."""
        self.kinds = tuple(sorted(self.firsts))
        """Kinds of what is mentioned here."""

    @lazy
    def breaks(self) -> list[int]:
        """Tokens that break the sentence."""
        sentence = self.sentence
        words = self.page.tokens.words[sentence.first : sentence.last]
        return [i for i, word in enumerate(words, sentence.first) if word in _BREAKS]

    @lazy
    def places(self) -> list[tuple[int, int]]:
        """How fine each place named here is, with its number."""
        return [
            (fineness(m.entity), m.entity.number)
            for m in self.sentence.mentions
            if m.kind == "place" and m.entity is not None
        ]

    @lazy
    def about_dates(self) -> list[frozenset[str]]:
        """Classes of the cues about each date here, which every figure around asks for."""
        return [
            frozenset(
                [
                    cue.kind
                    for cue in self.sentence.cues
                    if date.first - _DATED_BEFORE <= cue.first <= date.last + _DATED_AFTER
                ]
            )
            for date in self.sentence.dates
        ]

    @lazy
    def recent(self) -> dict[int, tuple[bool, int]]:
        """The places named last before this sentence, by number.

        Each with whether it is a fine one (a town, a region), and how many of its sort are named
        between it and here.
        """
        sentences, number = self.page.sentences, self.sentence.number
        found: dict[int, tuple[bool, int]] = {}
        counts = {True: 0, False: 0}
        for back in range(number - 1, max(number - 1 - _RECENT_REACH, -1), -1):
            for mention in reversed(sentences[back].mentions):
                entity = mention.entity
                if mention.kind == "place" and entity is not None and entity.number not in found:
                    fine = fineness(entity) > 1
                    found[entity.number] = fine, counts[fine]
                    counts[fine] += 1
            if min(counts.values()) > _RECENT:
                break
        return found

    @lazy
    def figures(self) -> tuple[list[int], list[int]]:
        """First tokens of the quantities here, and the tokens after their last ones."""
        quantities = self.sentence.quantities
        return [q.first for q in quantities], [q.last for q in quantities]

    @lazy
    def company(self) -> dict[int, tuple[int, ...]]:
        """Sentences from here whose enumerations name an entity ("led by X, Y and Z")."""
        number, found = self.sentence.number, dict[int, tuple[int, ...]]()
        near = self.scenes.enumerated[number : number + _ENUMERATION_REACH]
        for step, members in enumerate(near):
            for entity in members:
                found[entity] = (*found.get(entity, ()), step)
        return found

    @lazy
    def lead(self) -> frozenset[int]:
        """Numbers of the parties named right before the list that this sentence is an item of."""
        sentences = self.page.sentences
        if self.sentence.passage.kind is not PassageKind.BULLET:
            return _NOBODY
        before = self.sentence.number - 1
        while before > 0 and sentences[before].passage.kind is PassageKind.BULLET:
            before -= 1
        return frozenset(
            m.entity.number
            for m in sentences[before].mentions
            if m.entity is not None and m.kind in ("party", "state")
        )

    @lazy
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
        self._around: dict[int, Surroundings] = {}
        self._profiles: dict[int, tuple[Profile, Mapping[int, Profile]]] = {}
        self.numbers = [[m.sentence for m in entity.mentions] for entity in page.entities]
        """For each entity the sentences that name it, ascending."""
        self._naming: dict[frozenset[int], frozenset[int]] = {}
        self.named: list[list[int]] = [[] for _ in page.sentences]
        """For each sentence the entities that it names, by number, a mention each."""
        self.groups = [group_of(entity) for entity in page.entities]
        self.in_title = [sentences[:1] == [0] for sentences in self.numbers]
        for entity, sentences in enumerate(self.numbers):
            for sentence in sentences:
                self.named[sentence].append(entity)
        self.ranks = _ranks(page.entities)
        """For each entity its place among those of its kind, the most mentioned first."""
        self.towns = sum(e.kind == "place" and fineness(e) > 1 for e in page.entities)
        """How many towns and regions the page names."""
        self.chiefs = frozenset([n for n, rank in enumerate(self.ranks) if rank <= _CHIEF])
        """Numbers of the two entities of each kind that are mentioned most."""
        self.unknown = frozenset(
            [e.number for e in page.entities if e.party is None and _is_named(e)]
        )
        """Numbers of the entities that a name tells which no lexicon of parties knows."""
        self.values: dict[Measure, Counter[Decimal]] = {}
        """For each measure the values of its quantities, and how often each is told."""
        for placed in page.quantities:
            quantity = placed.quantity
            value = quantity.low if quantity.high is None else quantity.high
            told = self.values.setdefault(quantity.measure, Counter())
            if value is not None:
                told[value] += 1
        self.largest = {measure: max(told) for measure, told in self.values.items() if told}
        """For each measure the largest of its values."""
        self.told = {measure: told.total() for measure, told in self.values.items()}
        """For each measure how many quantities have a value."""
        words = page.tokens.words
        self.heads = [
            sentence.passage.kind in _HEADINGS or words[sentence.last - 1] == ":"
            for sentence in page.sentences
        ]
        """For each sentence whether it heads others: a heading, and what ends in a colon."""
        self.enumerated = [_enumerated(sentence) for sentence in page.sentences]
        """For each sentence the entities that an enumeration of three or more names, by number."""
        self.dated = frozenset([s.number for s in page.sentences if s.dates and not s.is_furniture])
        """Numbers of the sentences of the story that hold dates."""

    def naming(self, entities: frozenset[int]) -> frozenset[int]:
        """Numbers of the sentences that name any of some entities, put together once."""
        found = self._naming.get(entities)
        if found is None:
            found = frozenset[int]().union(*[self.numbers[each] for each in entities])
            self._naming[entities] = found
        return found

    def of(self, number: int) -> Scene:
        """The sentence of that number."""
        scene = self._scenes.get(number)
        if scene is None:
            scene = self._scenes[number] = Scene(self, self.page.sentences[number])
        return scene

    def around(self, placed: PlacedQuantity) -> "Surroundings":
        """The page around a quantity, worked out once."""
        around = self._around.get(placed.number)
        if around is None:
            around = Surroundings(self.of(placed.sentence.number), placed)
            self._around[placed.number] = around
        return around

    def forget(self) -> None:
        """Let go of all that was worked out: what holds one another is freed late."""
        self._scenes.clear()
        self._around.clear()

    def profile(self, number: int, sentence: int) -> Profile:
        """What the entity of that number does in the other sentences than one."""
        found = self._profiles.get(number)
        if found is None:
            page, entity = self.page, self.page.entities[number]
            dealings = self._dealings.get(number, ())
            named = page.tokens.words, page.sentences, entity.mentions
            done = doings(*named, self._spoken, dealings)
            found = self._profiles[number] = profiles(entity, done)
        usual, own = found
        return own.get(sentence, usual)

    @lazy
    def _spoken(self) -> dict[int, int]:
        """The sentence of each verb of saying, by its first token."""
        sentences = self.page.sentences
        return {c.first: s.number for s in sentences for c in s.cues if c.kind == SPEAKING}

    @lazy
    def _dealings(self) -> dict[int, list[tuple[int, Features]]]:
        """For each entity the sentences of sums and its relations to them."""
        found: dict[int, list[tuple[int, Features]]] = {}
        for placed in self.page.quantities:
            if placed.quantity.measure is Measure.MONEY:
                for number, names in self.around(placed).relations.items():
                    found.setdefault(number, []).append((placed.sentence.number, names))
        return found


def _enumerated(sentence: Sentence) -> frozenset[int]:
    members = [m for m in sentence.mentions if m.span != (m.first, m.last)]
    if not members:
        return _NOBODY
    sizes = Counter([mention.span for mention in sentence.mentions])
    return frozenset(
        [m.entity.number for m in members if m.entity is not None and sizes[m.span] >= _ENUMERATION]
    )


def _is_named(entity: Entity) -> bool:
    return not entity.mentions or entity.mentions[0].form != DESCRIPTION


def _ranks(entities: Sequence[Entity]) -> list[int]:
    ranks = [0] * len(entities)
    counts: dict[str, int] = {}
    # "Nations" are named often, and are no State that a text is about.
    for entity in sorted(
        entities, key=lambda e: (e.kind == "state" and e.is_several, -len(e.mentions), e.number)
    ):
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
        self.left_clause, self.right_clause = left, right = self._clause()
        self.clause_cues = {c.kind for c in placed.sentence.cues if left <= c.first < right}
        """Classes of the cues between which and the quantity nothing breaks the sentence."""
        self.cue_spans: dict[str, tuple[int, int]] = {}
        """Tokens of the cue behind a feature, for the explanation."""
        named: dict[int, list[str]] = {}
        for mention, name in relations(self.words, placed, self.left_clause):
            if mention.entity is not None:
                named.setdefault(mention.entity.number, []).append(name)
        self.relations = {number: tuple(names) for number, names in named.items()}
        """Relations in which entities stand to the quantity, by the entity's number."""
        self.summoned = {
            question: frozenset([n for n, names in named.items() if name in names])
            for question, name in _SUMMONING.items()
        }
        """By question the entities of which another sentence says that they answer it."""
        firm = {name for names in named.values() for name in names if not name.startswith(HINT)}
        self.related = tuple(sorted(firm))

    def _clause(self) -> tuple[int, int]:
        """Tokens between which nothing breaks the sentence (semicolon, dash, bracket...)."""
        breaks = self.scene.breaks
        before = bisect_left(breaks, self.placed.first)
        after = bisect_left(breaks, self.placed.last)
        return (
            breaks[before - 1] + 1 if before else self.sentence.first,
            breaks[after] if after < len(breaks) else max(self.sentence.last, self.placed.last),
        )

    @lazy
    def apart(self) -> tuple[int, int]:
        """Tokens between which nothing breaks the sentence and no other figure stands."""
        floor, ceiling, placed = self.left_clause, self.right_clause, self.placed
        for other in self.others:
            if other.last <= placed.first:
                floor = max(floor, other.last)
            elif other.first >= placed.last:
                ceiling = min(ceiling, other.first)
        return floor, ceiling

    def side(self, first: int, last: int) -> tuple[str, int]:
        """Which side of the quantity a span of tokens is on, and how far."""
        if last <= self.placed.first:
            return "L", self.placed.first - last
        if first >= self.placed.last:
            return "R", first - self.placed.last
        return "I", 0

    def quantities_between(self, first: int, last: int) -> int:
        """How many other quantities stand between the span and this one."""
        if not self.others:
            return 0
        firsts, lasts = self.scene.figures
        # They stand in order and apart: those between are told by their places in the row.
        if last <= self.placed.first:
            return max(bisect_left(firsts, self.placed.first) - bisect_left(firsts, last), 0)
        return max(bisect_right(lasts, first) - bisect_right(lasts, self.placed.last), 0)

    def cues_between(self, first: int, last: int) -> set[str]:
        """Classes of the cues that stand wholly between two tokens."""
        return {c.kind for c in self.sentence.cues if first <= c.first and c.last <= last}

    def in_clause(self, cue: Cue) -> bool:
        """True where nothing breaks the sentence between a cue and the quantity."""
        return self.left_clause <= cue.first < self.right_clause

    @lazy
    def size(self) -> str:
        """Order of magnitude of the figure."""
        value = self.placed.quantity.high or self.placed.quantity.low or 0
        return f"size={len(str(int(value)))}"
