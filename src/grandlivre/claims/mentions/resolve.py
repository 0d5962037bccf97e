"""Which mentions of a document stand for the same party, project or place.

Names are joined by their form ("Mistral" is "Mistral AI", "M. Poteau" is "Christian Poteau", "PIF"
after "Public Investment Fund") or by the lexicon ("BPI France" is Bpifrance); descriptions and
pronouns go to the likeliest of the parties named before (`grandlivre.claims.mentions.antecedents`).
"""

from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import replace

from grandlivre.claims.mentions.antecedents import (
    Groups,
    antecedent,
    apposed,
    is_definite,
    is_plural,
    likeliest,
    of_person,
    one_of,
)
from grandlivre.claims.mentions.model import DESCRIPTION, NAME, PRONOUN, Entity, Mention
from grandlivre.claims.mentions.names import kind_of, noun_of, spelling
from grandlivre.claims.mentions.spellings import is_acronym, is_slip, key_of, misspelt
from grandlivre.claims.syntax.clauses import OBLIQUE, preposition
from grandlivre.reference.names import name_words
from grandlivre.reference.parties import Party, parties

_SUBSIDIARY = frozenset("filiale subsidiary arm unit division branche filiales".split())
_JOINT = frozenset("coentreprise co-entreprise consortium venture alliance".split())
_ACTING = ("party", "state", "person")
_JOINABLE = frozenset(("party", "person", "project"))
"""Kinds that one name may be held for in turn."""
_APPOSED = 5
_ENDS = frozenset(", ) . ; : qui que which who that and et".split())
_LED = frozenset("de d' du of by par dirigé dirigée led run headed founded fondé fondée".split())
"""Between a company's noun and the person at its head: "la société de Jeanne Morvan"."""
_NEW_CLAUSE = frozenset('; : . ( – « " , qui que dont which that who says said'.split())
_CLAUSE = 25
"""Words within which a clause is looked at."""


def resolve(
    mentions: list[Mention],
    words: Sequence[str],
    sentences: Sequence[int],
    spoken: Set[int] = frozenset(),
) -> list[Entity]:
    """Give every mention its entity, and list the entities in order of appearance.

    Parameters
    ----------
    mentions
        In order, with their spans; their `entity` is set. "Les deux groupes" becomes as many
        mentions of the same words as it has members.
    words
        The tokens' lower-case forms.
    sentences
        First token of each sentence, ascending.
    spoken
        Tokens that a verb of speech ends before: who stands there says what others do, and a
        pronoun after it goes on about those ("…, indique Norvane. Elle ouvrira").
    """
    resolver = _Resolver(words, sentences, spoken)
    placed: list[Mention] = []
    for i, mention in enumerate(mentions):
        resolver.following = mentions[i + 1] if i + 1 < len(mentions) else None
        resolver.ahead = _named_ahead(mentions, i, words, sentences)
        placed.append(mention)
        placed.extend(resolver.place(mention))
    mentions[:] = placed
    return resolver.entities


def _named_ahead(
    mentions: Sequence[Mention], i: int, words: Sequence[str], sentences: Sequence[int]
) -> frozenset[str]:
    """What is named after a pronoun or a description in its clause: it stands for none of these.

    "The group signed with Norvane in July": the group is not Norvane.
    """
    mention = mentions[i]
    if mention.form == NAME:
        return frozenset()
    at = bisect_right(sentences, mention.first)
    stop = min(sentences[at] if at < len(sentences) else len(words), mention.last + _CLAUSE)
    found = set[str]()
    last = mention.last
    for other in mentions[i + 1 :]:
        if other.first >= stop or not _NEW_CLAUSE.isdisjoint(words[last : other.first]):
            break
        last = other.last
        if other.form == NAME and other.kind in _ACTING and other.first - mention.last > 1:
            found.add(key_of(other))
    return frozenset(found)


def _beside(words: Sequence[str], first: int) -> Sequence[str]:
    """What is told right after a name: "of Launceston", "installée à Paris"."""
    last = first
    while last < min(first + _APPOSED, len(words)) and words[last] not in _ENDS:
        last += 1
    return words[first:last]


class _Resolver:
    def __init__(self, words: Sequence[str], sentences: Sequence[int], spoken: Set[int]) -> None:
        self.words = words
        self.spoken = spoken
        self.sentences = sentences
        self.entities: list[Entity] = []
        self.by_key: dict[str, Entity] = {}
        self.subjects: list[tuple[int, Entity]] = []
        """(sentence, party) for the first party of each sentence, as they come."""
        self.groups = Groups()
        self.last: Mention | None = None
        """The mention before, with its entity."""
        self.following: Mention | None = None
        """The mention after."""
        self.ahead: frozenset[str] = frozenset()
        """Keys of what is named after the mention in its clause."""

    def place(self, mention: Mention) -> list[Mention]:
        """Tie one mention to an entity, a new one where none fits; and its fellows to theirs."""
        sentence = bisect_right(self.sentences, mention.first) - 1
        members = self._members(mention, sentence)
        entity: Entity | None
        if members:
            entity = members[0]
        elif mention.form == PRONOUN:
            entity = antecedent(mention, sentence, self._others(self.subjects))
            if entity is None:
                return []
        elif mention.kind == "asset":
            entity = self._asset(mention)
        elif mention.form == DESCRIPTION:
            entity = self._described(mention, sentence)
        else:
            entity = self._named(mention)
        mention.entity = entity
        entity.mentions.append(mention)
        if mention.kind != "asset":
            self.last = mention
        more = []
        for fellow in members[1:]:
            more.append(replace(mention, entity=fellow))
            fellow.mentions.append(more[-1])
        if entity.kind in _ACTING and mention.form != PRONOUN and not members:
            self.groups.add(mention, entity, sentence)
            self._subject(mention, entity, sentence)
        return more

    def _subject(self, mention: Mention, entity: Entity, sentence: int) -> None:
        subjects = self.subjects
        if subjects and subjects[-1][0] == sentence and entity.kind != "party":
            return
        first = mention.span[0] if mention.span[1] else mention.first
        if entity.kind != "person" and first in self.spoken:
            return
        if preposition(self.words, first, self.sentences[sentence]) not in OBLIQUE:
            subjects.append((sentence, entity))

    def _members(self, mention: Mention, sentence: int) -> Sequence[Entity]:
        """Those that a plural stands for: "ils", "les deux groupes", "the partners"."""
        if mention.form == PRONOUN and mention.noun == "many":
            return self.groups.recalled(mention, self.words, sentence)
        if mention.form != DESCRIPTION or mention.kind != "party" or mention.party is not None:
            return ()
        ranked = one_of(mention, self.entities, self.words)
        if ranked is not None:
            return (ranked,)
        head = self.words[mention.head]
        joint = head in _JOINT or self.words[mention.last - 1] in _JOINT
        if (is_plural(head) or joint) and is_definite(mention, self.words):
            return self.groups.recalled(mention, self.words, sentence)
        return ()

    def _asset(self, mention: Mention) -> Entity:
        """Things built, one for each wording, the longer taking in the shorter after it."""
        key = f"asset {spelling(mention.name)}"
        entity = self.by_key.get(key)
        if entity is None:
            entity = self._new(mention, key)
            self.by_key[key] = entity
        return entity

    def _named(self, mention: Mention) -> Entity:
        key = key_of(mention)
        entity = self.by_key.get(key) or self._bracketed(mention) or self._short_form(mention, key)
        if entity is None:
            entity = self._new(mention, key)
        elif mention.party is None and len(mention.name) > len(entity.name) and not entity.party:
            entity.name = mention.name
        if entity.noun == "demonym" and mention.noun != "demonym":
            entity.noun, entity.name = mention.noun, mention.name
        self.by_key.setdefault(key, entity)
        self._learn(mention, entity)
        return entity

    def _learn(self, mention: Mention, entity: Entity) -> None:
        """Keep what stands beside a name: its country, its trade, a person's title."""
        words = self.words
        entity.country = entity.country or mention.country or self._country_before(mention)
        entity.noun = entity.noun or mention.noun
        entity.told.update(words[mention.first : mention.head])
        if mention.last < len(words) and words[mention.last] in (",", "("):
            entity.told.update(_beside(words, mention.last + 1))
        if entity.kind == "person":
            titles = name_words().titles
            near = (*words[max(0, mention.first - 2) : mention.first],)
            if mention.last < len(words) and words[mention.last] == ",":
                near += (*words[mention.last + 1 : mention.last + 4],)
            entity.told.update(word for word in near if word in titles)

    def _country_before(self, mention: Mention) -> str | None:
        """The country in "le danois Norvane", "Denmark's Norvane"."""
        last = self.last
        if last is None or last.kind != "place" or mention.kind != "party":
            return None
        gap = mention.first - last.last
        if gap == 0 and last.noun == "demonym":
            return last.country
        return last.country if gap == 1 and self.words[last.last] == "'s" else None

    def _bracketed(self, mention: Mention) -> Entity | None:
        """The name before, of which this in brackets is the acronym, or which is one of this."""
        last, words = self.last, self.words
        if last is None or last.entity is None or last.form != NAME or mention.kind == "place":
            return None
        if mention.first - last.last != 1 or words[last.last] != "(" or last.kind == "place":
            return None
        if mention.last >= len(words) or words[mention.last] not in (")", ","):
            return None
        if is_acronym(mention.name, last.name) or is_acronym(last.name, mention.name):
            # Whatever else is called so elsewhere: the text says what it means by it.
            return last.entity
        return None

    def _short_form(self, mention: Mention, key: str) -> Entity | None:
        """The fuller name before: of "Mistral" "Mistral AI", of "Poteau" "Christian Poteau"."""
        if len(key) < 3 or mention.kind == "place":
            return None
        if not _SUBSIDIARY.isdisjoint(self.words[max(0, mention.first - 3) : mention.head]):
            return None  # "Orvane Énergie, filiale d'Orvane"
        is_joinable = mention.kind in _JOINABLE
        for entity in self.entities:
            if entity.kind != mention.kind and not (is_joinable and entity.kind in _JOINABLE):
                continue
            if entity.mentions and entity.mentions[0].form == DESCRIPTION:
                continue
            if self._extends(mention, key, entity):
                return entity
        return None

    def _extends(self, mention: Mention, key: str, entity: Entity) -> bool:
        """True where one name is the other's beginning, a person's last name, or its acronym."""
        longer, shorter = (entity.key, key) if len(entity.key) > len(key) else (key, entity.key)
        if longer.startswith(shorter + " ") and len(shorter) > 3 and entity.kind == mention.kind:
            if entity.party and mention.party and entity.party is not mention.party:
                return False
            # "Orvane et sa filiale Orvane Énergie": both in one breath are two.
            return not (longer == key and self._in_sentence(entity, mention))
        if entity.kind == "person" and longer.endswith(" " + shorter):
            return True
        if mention.party is None and is_slip(mention.name, entity.name):
            return True
        if entity.kind != mention.kind or entity.party is not None or mention.party is not None:
            return False
        return is_acronym(mention.name, entity.name) and len(mention.name) <= 6

    def _in_sentence(self, entity: Entity, mention: Mention) -> bool:
        start = self.sentences[bisect_right(self.sentences, mention.first) - 1]
        return bool(entity.mentions) and entity.mentions[-1].first >= start

    def _new(self, mention: Mention, key: str) -> Entity:
        name = mention.name
        if mention.party and mention.form == NAME and misspelt(name, mention.party.name):
            name = mention.party.name
        entity = Entity(
            mention.kind,
            name,
            key,
            len(self.entities),
            mention.country,
            mention.noun,
            mention.party,
        )
        self.entities.append(entity)
        return entity

    def _described(self, mention: Mention, sentence: int) -> Entity:
        if mention.party is not None:
            return self._of_party(mention.party)
        words = " ".join(self.words[mention.head : mention.last])
        known = parties().descriptions().get(spelling(words))
        if known is not None:
            mention.party = known
            return self._of_party(known)
        for hinted in (*mention.hints, *parties().hints().get(spelling(words), ())):
            if spelling(hinted.name) in self.by_key:
                return self.by_key[spelling(hinted.name)]
        entity = (
            apposed(mention, self.last, self.words)
            or of_person(mention, self.last, self.words, self.by_key)
            or self._led(mention)
            or self._definite(mention, sentence)
        )
        if entity is not None:
            return entity
        key = spelling(mention.name)
        entity = self.by_key.get(key)
        if entity is None or entity.kind != mention.kind:
            entity = self._new(mention, key)
            self.by_key[key] = entity
        return entity

    def _led(self, mention: Mention) -> Entity | None:
        """The company of the person named right after: "le groupe dirigé par Patrick Pouyanné"."""
        person = self.following
        if person is None or person.kind != "person" or person.party is None:
            return None
        between = self.words[mention.last : person.first]
        if mention.kind != "party" or not between or not _LED.issuperset(between):
            return None
        company = parties().parent(person.party)
        return None if company is None else self._of_party(company)

    def _definite(self, mention: Mention, sentence: int) -> Entity | None:
        if is_plural(self.words[mention.head]):
            return None
        entities = [entity for entity in self.entities if entity.key not in self.ahead]
        return likeliest(mention, entities, self.words, self.sentences, sentence, self.subjects)

    def _others(self, subjects: list[tuple[int, Entity]]) -> list[tuple[int, Entity]]:
        """The subjects without those who are named in the clause that comes."""
        if not self.ahead:
            return subjects
        return [(number, entity) for number, entity in subjects if entity.key not in self.ahead]

    def _of_party(self, known: Party) -> Entity:
        """The entity of a party that a phrase means, named before or not."""
        key = spelling(known.name)
        entity = self.by_key.get(key)
        if entity is None:
            entity = Entity(
                kind_of(known),
                known.name,
                key,
                len(self.entities),
                known.country or None,
                noun_of(known),
                known,
            )
            self.entities.append(entity)
            self.by_key[key] = entity
        return entity
