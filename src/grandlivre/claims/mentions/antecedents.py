"""Whom a description or a pronoun stands for, among the parties named before.

A description goes to the party that it fits best: of its country, of its trade, told in those words
before ("Norvane, a Danish developer … the Danish developer"), lately spoken of, a subject first. A
plural goes to all members of the last enumeration ("MGX et Oracle … les deux groupes").
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from grandlivre.claims.mentions.model import DESCRIPTION, NAME, Entity, Mention
from grandlivre.claims.mentions.names import spelling
from grandlivre.claims.text.tokens import lower_case
from grandlivre.reference.names import trades
from grandlivre.reference.parties import parties

_INDEFINITE = frozenset(
    "un une des d' a an deux trois two three four another several plusieurs certains".split()
)
_DEFINITE = frozenset(
    "le la l' les the ce cet cette ces this that these both aux au du its".split()
)
_OWNERS = frozenset("its their his her son sa ses leur leurs".split())
_PLURALS = frozenset("les the ces these both aux des".split())
_COUNTED = {"deux": 2, "two": 2, "both": 2, "duo": 2, "pair": 2, "tandem": 2}
_COUNTED |= {"trois": 3, "three": 3, "trio": 3, "quatre": 4, "four": 4}
_IMPERSONAL = frozenset(("it", "they", "ils", "elles", "both"))
_GOING_ON = frozenset(", of de du des d' that which qui behind derrière ) . specialising".split())
"""What follows a definite apposition: "Norvane, the developer of …"."""
_REACH = 3
"""Sentences back to which a plural reaches."""
_OBLIQUE_SHARE = 0.5
"""What being named near counts for one that a preposition governs: "des puces de Norvane"."""
_ALONE = 0.9
"""And what for the only one that the sentence before names."""
_TITLE = 0.5
"""What being named in the title counts."""
_ONE_OF = frozenset((("one", "of"), ("un", "des"), ("une", "des"), ("un", "de"), ("une", "de")))
_RANKING_REACH = 9
"""Words before a plural among which it is said to be one of them."""
_APPOSING = frozenset(", – —".split())
_RULING = frozenset(
    "état gouvernement exécutif royaume émirat pays government state kingdom emirate country"
    " administration bloc pouvoirs".split()
)
"""Nouns that mean a State as a whole."""


def is_plural(noun: str) -> bool:
    """True for "partners", "banques", "géants": not one party, so not one named before."""
    return (noun[-1:] in "sx" and noun not in ("fonds", "business")) or noun in ("pme", "eti")


def is_definite(mention: Mention, words: Sequence[str]) -> bool:
    """True for "les deux groupes", "the partners"; not for "deux groupes"."""
    i = mention.first - 1
    if i >= 0 and words[i] in _COUNTED and words[i] != "both":
        i -= 1
    return i >= 0 and words[i] in _PLURALS | {"le", "la", "l'"}


class Groups:
    """The parties that the text names together, in order."""

    def __init__(self) -> None:
        self._spans: dict[tuple[int, int], list[Entity]] = {}
        self._sentences: dict[tuple[int, int], int] = {}
        self._named: list[tuple[int, Entity]] = []

    def add(self, mention: Mention, entity: Entity, sentence: int) -> None:
        """Keep a party with those of its enumeration."""
        if entity.kind == "person" or mention.form == DESCRIPTION:
            return
        self._named.append((sentence, entity))
        if mention.span == (mention.first, mention.last) or mention.span[1] == 0:
            return
        members = self._spans.setdefault(mention.span, [])
        if entity not in members:
            members.append(entity)
        self._sentences[mention.span] = sentence

    def recalled(self, mention: Mention, words: Sequence[str], sentence: int) -> Sequence[Entity]:
        """The members of the last group that a plural may stand for; none where there is none."""
        count = _COUNTED.get(words[mention.first - 1] if mention.first else "")
        count = count or _COUNTED.get(words[mention.first])
        for span in reversed(self._spans):
            members = self._spans[span]
            if sentence - self._sentences[span] > _REACH:
                break
            if (
                span[1] > mention.first
                or len(members) < 2
                or (count or len(members)) != len(members)
            ):
                continue
            if all(_suits(mention, member) for member in members):
                return members
        if count == 2:
            near = list(dict.fromkeys(e for n, e in self._named if sentence - n <= 1))
            if len(near) == 2 and all(_suits(mention, member) for member in near):
                return near
        return ()


def _suits(mention: Mention, entity: Entity) -> bool:
    """True where nothing that a plural says goes against one of its members."""
    if mention.country and entity.country not in (None, mention.country):
        return False
    return mention.noun not in ("fund", "bank") or entity.noun in (mention.noun, "")


def apposed(mention: Mention, last: Mention | None, words: Sequence[str]) -> Entity | None:
    """The party that a description stands beside: "Norvane, a Danish company"."""
    if last is None or last.entity is None or last.form != NAME or last.last >= len(words):
        return None
    entity = last.entity
    at = last.last + (words[last.last] == ")")  # "EcoDataCenter (EDC), a Swedish company"
    if at >= len(words) or words[at] not in _APPOSING or is_plural(words[mention.head]):
        return None
    if entity.kind != mention.kind and not {entity.kind, mention.kind} <= {"party", "project"}:
        return None
    between = words[at + 1 : mention.first]
    if len(between) > 1 or (between and between[0] not in _INDEFINITE | _DEFINITE):
        return None
    after = words[mention.last] if mention.last < len(words) else "."
    if between and between[0] in _DEFINITE and after not in _GOING_ON:
        return None  # "With Norvane, the company will build"
    if mention.country and entity.country and mention.country != entity.country:
        return None
    entity.country = entity.country or mention.country
    if entity.kind != "person":
        entity.noun = entity.noun or mention.noun
    entity.told.update(words[mention.first : mention.last])
    return entity


def one_of(mention: Mention, entities: Sequence[Entity], words: Sequence[str]) -> Entity | None:
    """The party that a plural only ranks: "Norvane, one of Europe's best start-ups, will"."""
    for at in range(mention.first - 1, max(mention.first - _RANKING_REACH, 1), -1):
        if words[at] == ",":
            return None
        if tuple(words[at : at + 2]) not in _ONE_OF:
            continue
        opens = at - (words[at - 1] == "l'") - 1
        if words[opens] != ",":
            return None
        ranked = (e for e in entities if e.kind == "party" and e.mentions)
        return next((e for e in ranked if e.mentions[-1].last == opens), None)
    return None


def of_person(
    mention: Mention,
    last: Mention | None,
    words: Sequence[str],
    known: Mapping[str, Entity],
) -> Entity | None:
    """The company of a person just named: "Jensen Huang's company"."""
    if last is None or last.party is None or last.kind != "person" or mention.kind != "party":
        return None
    if mention.first - last.last != 1 or words[last.last] != "'s":
        return None
    company = parties().parent(last.party)
    return None if company is None else known.get(spelling(company.name))


def likeliest(
    mention: Mention,
    entities: Sequence[Entity],
    words: Sequence[str],
    sentences: Sequence[int],
    sentence: int,
    subjects: Sequence[tuple[int, Entity]],
) -> Entity | None:
    """The party, State or person that a description in the singular fits best, if any."""
    opening = words[mention.first - 1] if mention.first else ""
    if opening in _INDEFINITE:
        return None
    former = {id(entity) for number, entity in subjects if number == sentence - 1}
    acted = {id(entity): number for number, entity in subjects}
    title = sentences[1] if len(sentences) > 1 else 0
    owned = opening in _OWNERS
    start = sentences[sentence]
    alone = _alone(entities, mention.kind, sentences, sentence - 1)
    best, best_score = None, 0.0
    for entity in entities:
        if owned and entity.mentions and entity.mentions[-1].first >= start:
            continue  # "Norvane will be paid by its parent": nobody is his own parent
        score = _fit(mention, entity, words)
        if score is None:
            continue
        back = sentence - (bisect_right(sentences, entity.mentions[-1].first) - 1)
        near = _OBLIQUE_SHARE / (1.0 + max(back, 0))
        if id(entity) in acted:
            near = max(near, 1.0 / (1.0 + max(sentence - acted[id(entity)], 0)))
            score += _TITLE if entity.mentions[0].first < title else 0.0
        score += 3.0 * near
        if id(entity) in former:
            score += 1.2
        elif entity is alone:
            score += _ALONE
        if len(entity.mentions) > 3:
            score += 0.4
        if score > best_score:
            best, best_score = entity, score
    return best


def _alone(
    entities: Sequence[Entity], kind: str, sentences: Sequence[int], sentence: int
) -> Entity | None:
    """The only party that the sentence before names, be it governed by a preposition."""
    if sentence < 0:
        return None
    first, last = sentences[sentence], sentences[sentence + 1]
    here = [
        entity
        for entity in entities
        if entity.kind == kind and any(first <= m.first < last for m in entity.mentions)
    ]
    return here[0] if len(here) == 1 else None


def _fit(mention: Mention, entity: Entity, words: Sequence[str]) -> float | None:
    """How well what a description says fits an entity; None where it does not at all."""
    if not entity.mentions:
        return None
    if mention.noun == "local":
        return 0.0 if entity.kind == "state" and _is_body(mention, entity, words) else None
    if mention.kind == "person":
        titles = words[mention.first : mention.last]
        fits = entity.kind == "person" and not entity.told.isdisjoint(titles)
        return 0.0 if fits else None
    if entity.kind != mention.kind or mention.kind == "media":
        return None
    if mention.kind == "state":
        if not _governs(words[mention.head], entity, words):
            return None
    elif entity.mentions[0].form == DESCRIPTION and not entity.party:
        return None
    score = 0.0
    if mention.country:
        if entity.country and entity.country != mention.country:
            return None
        score += 2.0 if entity.country == mention.country else -0.3
    if mention.noun in ("fund", "bank"):
        score += 1.5 if entity.noun == mention.noun else -1.2
    elif entity.noun in ("fund", "bank") and mention.noun == "company":
        score -= 0.4
    return score + _trade(mention, entity, words)


def _is_body(mention: Mention, entity: Entity, words: Sequence[str]) -> bool:
    """Whether a local body is the one named before: by its noun alone, or by its place too."""
    if entity.name == mention.name:
        return True
    is_named = lower_case(mention.name).split()[-1] != words[mention.last - 1]
    return not is_named and words[entity.mentions[0].head] == words[mention.head]


def _governs(head: str, entity: Entity, words: Sequence[str]) -> bool:
    """True where the noun of a public body may mean one: "la commission" is no government."""
    first = entity.mentions[0]
    if first.form == DESCRIPTION and entity.party is None:
        return words[first.head] == head
    return head in _RULING or spelling(head) in entity.key.split()


def _trade(mention: Mention, entity: Entity, words: Sequence[str]) -> float:
    """Whether the noun of a description is the trade of an entity, or was told of it before."""
    said = [word for word in words[mention.first : mention.last] if len(word) > 3]
    score = 1.0 * min(2, sum(word in entity.told for word in said))
    seats = [w for w in mention.name.replace("'", " ").split() if w[0].isupper() and len(w) > 3]
    score += 2.5 * any(seat.lower() in entity.told for seat in seats)
    head = words[mention.head]
    kinds = trades().get(head)
    if kinds is not None and entity.party is not None:
        score += 1.2 if entity.party.kind in kinds else -3.0
    return score


def antecedent(
    mention: Mention, sentence: int, subjects: Sequence[tuple[int, Entity]]
) -> Entity | None:
    """Whom a pronoun in the singular stands for: the first subject of the last sentence."""
    people = mention.noun == "person"

    def fits(entity: Entity) -> bool:
        if people:
            return entity.kind == "person"
        return entity.kind != "person" or mention.name.lower() not in _IMPERSONAL

    first: tuple[int, Entity] | None = None
    for number, entity in reversed(subjects):
        if sentence - number > 2 or (first is not None and number != first[0]):
            break
        if fits(entity):
            first = number, entity
    return None if first is None else first[1]
