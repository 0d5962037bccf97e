"""The verb that a quantity belongs to, and its subject, by the order of words alone."""

from grandlivre.claims.mentions.model import PRONOUN, Mention
from grandlivre.claims.page.model import PlacedQuantity, Sentence
from grandlivre.claims.page.owners import is_parent
from grandlivre.claims.syntax.clauses import OBLIQUE, preposition
from grandlivre.claims.syntax.cues import Cue

_GOVERNING = frozenset(("pay", "get", "give"))
_VERBS_OR_NOUNS = frozenset("cost costs plan plans order orders fund funds support bet".split())
_NOUN_LEADS = frozenset("the a an its their his this total whole full estimated 's".split())
_TURNS = frozenset("tandis while whereas but mais".split())
"""Words after which another subject has its own verb."""
_CLAUSE_ENDS = frozenset("; : ( ) tandis while but mais".split())


def governing_verb(placed: PlacedQuantity, sentence: Sentence, words: list[str]) -> Cue | None:
    """The verb of paying or receiving that the quantity belongs to."""
    left = right = None
    for cue in sentence.cues:
        if cue.kind not in _GOVERNING or _is_noun(words, cue, sentence.first):
            continue
        if cue.last <= placed.first:
            left = cue
        elif cue.first >= placed.last:
            right = cue
            break
    turned = crossed = False
    if left is not None:
        turned = not _TURNS.isdisjoint(words[left.last : placed.first])
        crossed = any(
            left.last <= q.first
            and q.last <= placed.first
            and not _CLAUSE_ENDS.isdisjoint(words[q.last : placed.first])
            for q in sentence.quantities
            if q is not placed
        )
        if not crossed:
            return left
    if right is not None and right.first - placed.last <= 8:
        return right
    return None if turned and crossed else left


def _is_noun(words: list[str], cue: Cue, floor: int) -> bool:
    """True for "the whole cost", "its plans": a verb elsewhere."""
    return (
        words[cue.first] in _VERBS_OR_NOUNS
        and cue.first > floor
        and words[cue.first - 1] in _NOUN_LEADS
    )


def subject_before(
    words: list[str], verb: int, parties: list[Mention], floor: int
) -> Mention | None:
    """The mention before a verb that no preposition governs, the nearest first."""
    fallback: Mention | None = None
    for at in range(len(parties) - 1, -1, -1):
        mention = parties[at]
        if mention.last > verb or (at and is_parent(words, parties[at - 1], mention)):
            continue
        governed = preposition(words, mention.span[0], floor)
        told_by_place = mention.kind == "place" and governed in OBLIQUE
        if _relative(words, mention.span[1], verb) and not told_by_place:
            return mention
        if governed in OBLIQUE or governed == "(":
            continue
        if mention.last < len(words) and words[mention.last] == "'s":
            continue
        if mention.kind == "place" and mention.noun not in ("country", "metonym"):
            continue
        if mention.form == PRONOUN or verb - mention.span[1] <= 3:
            return mention
        fallback = fallback or mention
    return fallback


def _relative(words: list[str], after: int, verb: int) -> bool:
    """True where a relative pronoun makes what stands before it the subject of the verb."""
    if after < verb and words[after] == ",":
        after += 1
    return after < verb and verb - after <= 5 and words[after] in ("qui", "which", "who", "that")


def subject_after(words: list[str], verb: Cue, parties: list[Mention]) -> Mention | None:
    """The subject of "que financera X": between the relative pronoun and the name the verb."""
    if words[verb.first - 1] not in ("que", "qu'", "dont"):
        return None
    return next((m for m in parties if 0 <= m.span[0] - verb.last <= 1), None)


def members_of(head: Mention, parties: list[Mention]) -> list[Mention]:
    return [
        m
        for m in parties
        if m is head
        or (m.span == head.span and (m.span != (m.first, m.last) or m.first == head.first))
    ]
