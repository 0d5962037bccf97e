"""What is built and where, as the sentences before a quantity tell, and who builds it.

"À Fouju, MGX bâtit un campus. La première phase coûterait 8,5 Md€": the second sentence names
neither the place nor the payer; both go with the campus that it speaks of.
"""

from collections.abc import Callable, Iterator, Sequence

from grandlivre.claims.mentions.model import Entity, Mention
from grandlivre.claims.page.model import Page, PlacedQuantity, Sentence
from grandlivre.claims.page.venues import is_venue
from grandlivre.claims.syntax.clauses import preposition
from grandlivre.documents.model import PassageKind

_THINGS = frozenset(("asset", "project"))
_REACH = 3
"""Sentences back to which what is built, and where, is carried."""
_LOCAL = frozenset(("in", "at", "to", "near", "on", "for", "^", ",", ":", "(", "and"))
"""What stands before a place where something is."""
_FINE = frozenset(("town", "", "region"))
_HEADED = 12
"""Sentences below a heading that it heads at most."""
_TITLE = 2
"""Sentences at the head of a text among which its title is."""
_STANDING = frozenset(
    "située situé implantée implanté installée installé construit construite bâti bâtie sise sis"
    " localisée localisé located sited situated built housed".split()
)
_BEING = frozenset("être sera serait est be is will would".split())
_PRONOUNS = frozenset("elle il it".split())
_THINGS_MEANT = _PRONOUNS | frozenset(
    "installation projet site campus centre complexe usine project facility complex centre center"
    " plant".split()
)
_DEFINITE = frozenset("le la l' ce cet cette the this that".split())
_OPENING = 8
"""Words of a sentence among which the thing stands that it is about."""

Subjects = Callable[[int], list[Mention]]


class Scenery:
    """The things and places of one page, with those who are said to build them.

    Parameters
    ----------
    page
        The page, laid out.
    subjects
        Gives the subjects of a sentence by its number.
    titles
        Of each sentence the numbers of those that head it.
    """

    def __init__(self, page: Page, subjects: Subjects, titles: Sequence[Sequence[int]]) -> None:
        self.page = page
        self.words = page.tokens.words
        self.titles = titles
        self._things: dict[int, list[Mention]] = {}
        self._places: dict[int, list[Mention]] = {}
        self._sponsors: dict[int, list[Mention]] = {}
        """By number of a thing or a place, the subjects of the first sentence that names it."""
        self._sited: list[Mention] = []
        """Where the one thing is said to stand of which the page only speaks as "the project"."""
        self._sites: dict[int, Mention] = {}
        """By number of a thing, the first place told beside it."""
        self._lent: dict[int, list[tuple[Mention, str]]] = {}
        """By number of a sentence, what others lend its quantities."""
        for sentence in page.sentences:
            if not sentence.is_furniture:
                self._learn(sentence, subjects)
        told = [s for s in page.sentences if not s.is_furniture and self._sites_it(s)]
        if len(told) == 1:
            self._sited = self.places(told[0])

    def _sites_it(self, sentence: Sentence) -> bool:
        """True for "l'usine sera située à Marvelle": a subject known, and where it stands."""
        words = self.words[sentence.first : sentence.last]
        at = next((i for i, word in enumerate(words) if word in _STANDING), 0)
        if not at or _BEING.isdisjoint(words[max(0, at - 3) : at]) or not self.places(sentence):
            return False
        return any(
            word in _THINGS_MEANT and (word in _PRONOUNS or words[i - 1] in _DEFINITE)
            for i, word in enumerate(words[:at])
        )

    def _speaks_of_it(self, sentence: Sentence) -> bool:
        """True for "Le projet coûtera": no place of its own, and a thing that was told before."""
        words = self.words[sentence.first : sentence.last]
        return not self.places(sentence) and any(
            word in _THINGS_MEANT and (word in _PRONOUNS or words[i - 1] in _DEFINITE)
            for i, word in enumerate(words[:_OPENING])
        )

    def _learn(self, sentence: Sentence, subjects: Subjects) -> None:
        """Keep who builds what a sentence names, and where."""
        named = [m.entity for m in sentence.mentions if m.entity is not None]
        things = [entity for entity in named if _is_one(entity)]
        spots = [e for e in named if e.kind == "place" and e.noun in ("town", "")]
        builders = subjects(sentence.number) if things or spots else []
        for entity in (*things, *spots):
            if builders and entity.number not in self._sponsors:
                self._sponsors[entity.number] = builders
        if not things:
            return
        sites = self.places(sentence)
        for entity in things:
            if sites and entity.number not in self._sites:
                self._sites[entity.number] = sites[0]

    def things(self, sentence: Sentence) -> list[Mention]:
        """What a sentence says is built."""
        found = self._things.get(sentence.number)
        if found is None:
            found = [m for m in sentence.mentions if m.kind in _THINGS and m.entity is not None]
            self._things[sentence.number] = found
        return found

    def places(self, sentence: Sentence) -> list[Mention]:
        """Where a sentence says that something is, the finest alone."""
        found = self._places.get(sentence.number)
        if found is None:
            found = [m for m in sentence.mentions if self._is_site(m, sentence)]
            fine = [m for m in found if m.noun in ("town", "")]
            found = self._places[sentence.number] = fine or found
        return found

    def _is_site(self, mention: Mention, sentence: Sentence) -> bool:
        if mention.kind != "place" or mention.entity is None or mention.noun not in _FINE:
            return False
        if preposition(self.words, mention.span[0], sentence.first) not in _LOCAL:
            return False
        return not is_venue(self.words, sentence, mention)

    def of(self, placed: PlacedQuantity) -> Sequence[tuple[Mention, str]]:
        """The things and places that other sentences lend a quantity, and their builders."""
        number = placed.sentence.number
        found = self._lent.get(number)
        if found is None:
            found = self._lent[number] = [*self._linked(placed.sentence)]
        return found

    def _linked(self, sentence: Sentence) -> Iterator[tuple[Mention, str]]:
        here = [m.entity for m in sentence.mentions if m.entity is not None]
        for name, entities in (("", here), ("1", self._named_before(sentence))):
            for entity in entities:
                for mention in self._sponsors.get(entity.number, ()):
                    yield mention, f"~sponsor{name}"
                site = self._sites.get(entity.number)
                if site is not None:
                    yield site, f"~site{name}"
        if self._sited and self._speaks_of_it(sentence):
            for mention in self._sited:
                yield mention, "~sited"
        yield from self._carried(sentence)

    def _named_before(self, sentence: Sentence) -> list[Entity]:
        """The things and places of the last sentence of the section that names any."""
        for number in self._before(sentence):
            earlier = self.page.sentences[number]
            found = [m.entity for m in (*self.things(earlier), *self.places(earlier))]
            if found:
                return [entity for entity in dict.fromkeys(found) if entity is not None]
        return []

    def _before(self, sentence: Sentence) -> Iterator[int]:
        """Numbers of the sentences of the section right before one, the nearest first."""
        for number in range(sentence.number - 1, max(sentence.number - 1 - _REACH, -1), -1):
            if self.page.sentences[number].passage.section != sentence.passage.section:
                return
            yield number

    def _carried(self, sentence: Sentence) -> Iterator[tuple[Mention, str]]:
        """The last things and places that the section, or else the title, names."""
        for name, find in (("thing", self.things), ("place", self.places)):
            seen = False
            for step, number in enumerate(self._before(sentence), 1):
                for mention in find(self.page.sentences[number]):
                    yield mention, f"~{name}{step}"
                    seen = True
                if seen:
                    break
            for title in self.titles[sentence.number]:
                found = find(self.page.sentences[title])
                for mention in found:
                    yield mention, f"~{name}-of-title"
                if found:
                    break


def titles(sentences: Sequence[Sentence]) -> list[Sequence[int]]:
    """Of each sentence the numbers of those that head it: the heading above, the text's own head.

    A page may tell several stories, each under its own.
    """
    found: list[Sequence[int]] = []
    heading = -_HEADED - 1
    for number, sentence in enumerate(sentences):
        head = range(min(_TITLE, number))
        found.append((heading, *head) if number - heading <= _HEADED else head)
        if number >= _TITLE and sentence.passage.kind is PassageKind.HEADING:
            heading = number
    return found


def _is_one(entity: Entity) -> bool:
    """True for what is one thing: a named project, or "data center à Melun"; not "sites"."""
    return entity.kind == "project" or (entity.kind == "asset" and not entity.name.islower())
