"""Which mentions of a document stand for the same party, project or place.

Names are joined by their form ("Mistral" is "Mistral AI", "M. Poteau" is "Christian Poteau") or by
the lexicon ("BPI France" is Bpifrance); descriptions and pronouns go to the likeliest of the
parties named before, by what the description says of it (a fund, Canadian) and by how lately it
was spoken of, its place as subject first.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from grandlivre.base.fold import fold
from grandlivre.claims.mentions import DESCRIPTION, NAME, PRONOUN, Entity, Mention
from grandlivre.claims.syntax import OBLIQUE, preposition
from grandlivre.reference.parties import Party, parties

_INDEFINITE = frozenset("un une des d' a an deux trois two three another several plusieurs".split())


def resolve(
    mentions: Sequence[Mention], words: Sequence[str], sentences: Sequence[int]
) -> list[Entity]:
    """Give every mention its entity, and list the entities in order of appearance.

    Parameters
    ----------
    mentions
        In order; their `entity` is set.
    words
        The tokens' lower-case forms.
    sentences
        First token of each sentence, ascending.
    """
    resolver = _Resolver(words, sentences)
    for mention in mentions:
        resolver.place(mention)
    return resolver.entities


def _is_plural(noun: str) -> bool:
    """True for "partners", "banques", "géants": not one party, so not one named before."""
    return noun[-1:] in "sx" and noun not in ("fonds", "business")


def _described_parties() -> Mapping[str, Party]:
    return parties().descriptions()


def _misspelt(written: str, known: str) -> bool:
    """True for "Digital Reality": one or two letters off a name, in as many words."""
    left, right = fold(written), fold(known)
    if left == right or left.count(" ") != right.count(" ") or len(right) < 7:
        return False
    return Levenshtein.distance(left, right, score_cutoff=2) <= 2


class _Resolver:
    def __init__(self, words: Sequence[str], sentences: Sequence[int]) -> None:
        self.words = words
        self.sentences = sentences
        self.entities: list[Entity] = []
        self.by_key: dict[str, Entity] = {}
        self.subjects: list[tuple[int, Entity]] = []
        """(sentence, party) for the first party of each sentence, as they come."""

    def place(self, mention: Mention) -> None:
        """Tie one mention to an entity, a new one where none fits."""
        sentence = bisect_right(self.sentences, mention.first) - 1
        if mention.form == PRONOUN:
            entity = self._antecedent(mention, sentence)
            if entity is None:
                return
        elif mention.kind == "asset":
            entity = self._asset(mention)
        elif mention.form == DESCRIPTION:
            entity = self._described(mention, sentence)
        else:
            entity = self._named(mention)
        mention.entity = entity
        entity.mentions.append(mention)
        if entity.kind in ("party", "state", "person") and mention.form != PRONOUN:
            if preposition(self.words, mention.first, self.sentences[sentence]) in OBLIQUE:
                return
            if not self.subjects or self.subjects[-1][0] != sentence or entity.kind == "party":
                self.subjects.append((sentence, entity))

    def _asset(self, mention: Mention) -> Entity:
        """Things built, one for each wording, the longer taking in the shorter after it."""
        key = f"asset {fold(mention.name)}"
        entity = self.by_key.get(key)
        if entity is None:
            entity = self._new(mention, key)
            self.by_key[key] = entity
        return entity

    def _named(self, mention: Mention) -> Entity:
        key = fold(mention.party.name if mention.party else mention.name)
        entity = self.by_key.get(key) or self._short_form(mention, key)
        if entity is None:
            entity = self._new(mention, key)
        elif mention.party is None and len(mention.name) > len(entity.name) and not entity.party:
            entity.name = mention.name
        if entity.noun == "demonym" and mention.noun != "demonym":
            entity.noun = mention.noun
        self.by_key.setdefault(key, entity)
        return entity

    def _short_form(self, mention: Mention, key: str) -> Entity | None:
        """The fuller name before: of "Mistral" "Mistral AI", of "Poteau" "Christian Poteau"."""
        if len(key) < 3 or mention.kind == "place":
            return None
        for entity in self.entities:
            if entity.kind != mention.kind and not {entity.kind, mention.kind} <= {
                "party",
                "person",
                "project",
            }:
                continue
            longer, shorter = (entity.key, key) if len(entity.key) > len(key) else (key, entity.key)
            if longer.startswith(shorter + " ") and len(shorter) > 3:
                if entity.party and mention.party and entity.party is not mention.party:
                    continue
                if entity.kind == mention.kind:
                    return entity
            if entity.kind == "person" and longer.endswith(" " + shorter):
                return entity
        return None

    def _new(self, mention: Mention, key: str) -> Entity:
        name = mention.name
        if mention.party and mention.form == NAME and _misspelt(name, mention.party.name):
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
        words = " ".join(self.words[mention.head : mention.last])
        for hinted in parties().hints().get(fold(words), ()):
            if fold(hinted.name) in self.by_key:
                return self.by_key[fold(hinted.name)]
        known = _described_parties().get(fold(words))
        if known is not None:
            mention.party = known
            entity = self.by_key.get(fold(known.name))
            if entity is None:
                entity = Entity(
                    "party",
                    known.name,
                    fold(known.name),
                    len(self.entities),
                    known.country or None,
                    "company",
                    known,
                )
                self.entities.append(entity)
                self.by_key[entity.key] = entity
            return entity
        opening = self.words[mention.first - 1] if mention.first else ""
        if opening not in _INDEFINITE and not _is_plural(self.words[mention.head]):
            best, best_score = None, 0.0
            for entity in self.entities:
                score = self._fit(mention, entity, sentence)
                if score > best_score:
                    best, best_score = entity, score
            if best is not None:
                return best
        key = fold(mention.name)
        entity = self.by_key.get(key)
        if entity is None:
            entity = self._new(mention, key)
            self.by_key[key] = entity
        return entity

    def _fit(self, mention: Mention, entity: Entity, sentence: int) -> float:
        """How well an entity fits a description; 0 or less where it does not."""
        if not entity.mentions:
            return 0.0
        last = entity.mentions[-1]
        distance = sentence - (bisect_right(self.sentences, last.first) - 1)
        if mention.kind == "party":
            if entity.kind != "party" or entity.mentions[0].form == DESCRIPTION:
                return 0.0
        elif mention.noun == "local":
            return 0.0 if entity.kind != "state" or entity.name != mention.name else 1.0
        elif entity.kind != mention.kind or mention.kind == "media":
            return 0.0
        score = 3.0 / (1.0 + max(distance, 0))
        if mention.country:
            if entity.country and entity.country != mention.country:
                return 0.0
            score += 2.0 if entity.country == mention.country else -0.3
        if mention.noun in ("fund", "bank"):
            score += 1.5 if entity.noun == mention.noun else -1.2
        elif entity.noun in ("fund", "bank") and mention.noun == "company":
            score -= 0.4
        if any(number == sentence - 1 and subject is entity for number, subject in self.subjects):
            score += 1.2
        if len(entity.mentions) > 3:
            score += 0.4
        return score

    def _antecedent(self, mention: Mention, sentence: int) -> Entity | None:
        people = mention.noun == "person"
        for number, entity in reversed(self.subjects):
            if sentence - number > 2:
                break
            if people and entity.kind != "person":
                continue
            if (
                not people
                and entity.kind == "person"
                and mention.name in ("it", "they", "ils", "elles")
            ):
                continue
            return next(
                (
                    e
                    for n, e in self.subjects
                    if n == number and ((e.kind == "person") == people or not people)
                ),
                entity,
            )
        return None
