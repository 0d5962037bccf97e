"""What an entity does on the whole page: pays, receives, speaks, is a place where things are.

A sentence that names nobody else may hold "Fonteval", which another sentence made the receiver of a
round: what the rest of the page tells of an entity is told here, the sentence in question left out,
whose words have features of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from grandlivre.claims.mentions.model import NAME, Entity, Mention
from grandlivre.claims.page.model import Sentence
from grandlivre.claims.syntax.clauses import preposition

Profile = tuple[bool, bool, bool, bool, bool, bool]
"""Arguments of `profile_names`."""
_MOST = 10_000
"""Combinations remembered: a hostile text must not fill the memory."""
_PAYING = ("subject:pay", "right:by-pay", "right:from", "backer", "giving:from", "giving:by")
_GETTING = tuple(
    "subject:get subject:paid dative gets round-of issuer into: given ~raiser giving:to".split()
)
_LOCAL = frozenset(("in", "at", "near"))
SPEAKING = "say"
_PHASES = frozenset("phase phases stage stages tranche tranches première first".split())
_ANY = frozenset(
    "ia ai intelligence artificial cloud infrastructure infrastructures site sites project projects"
    " projet projets works building buildings bâtiment bâtiments line ligne land terrain equipment"
    " équipement équipements puces chips servers serveurs computing".split()
)
"""Words that tell what is built only where nothing else does."""

Doings = tuple[set[int], set[int], set[int], set[int]]
"""The sentences in which an entity pays, receives, speaks, and is where something is."""


def doings(
    words: Sequence[str],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    spoken: Mapping[int, int],
    relations: Iterable[tuple[int, Sequence[str]]],
) -> Doings:
    """In which sentences an entity pays, receives, speaks, or is where something is.

    Parameters
    ----------
    words, sentences
        Those of the page.
    mentions
        Of the entity.
    spoken
        The sentence of each verb of saying, by its first token.
    relations
        The sentence of each sum of money with the relations in which the entity stands to it.
    """
    pays, gets, says, holds = done = set[int](), set[int](), set[int](), set[int]()
    for number, names in relations:
        for name in names:
            if name.startswith(_PAYING):
                pays.add(number)
            elif name.startswith(_GETTING):
                gets.add(number)
    for mention in mentions:
        sentence, last = sentences[mention.sentence], mention.last
        if mention.sentence in (spoken.get(last), spoken.get(last + 1)):
            says.add(mention.sentence)
        if mention.form == NAME and preposition(words, mention.first, sentence.first) in _LOCAL:
            holds.add(mention.sentence)
    return done


def profiles(entity: Entity, done: Doings) -> tuple[Profile, Mapping[int, Profile]]:
    """What an entity does in the other sentences of its page than one.

    Returns
    -------
    tuple of Profile and Mapping
        That of most sentences; by number, those that alone tell one thing that it does.
    """
    known, told = entity.party is not None, bool(entity.told)

    def without(sentence: int) -> Profile:
        pays, gets, says, holds = [len(numbers) > (sentence in numbers) for numbers in done]
        return known, told, pays, gets, says, holds

    alone = {number for numbers in done if len(numbers) == 1 for number in numbers}
    return without(-1), {number: without(number) for number in alone}


@lru_cache(maxsize=_MOST)
def profile_names(
    known: bool, told: bool, pays: bool, gets: bool, says: bool, holds: bool
) -> tuple[str, ...]:
    """Features of what an entity does elsewhere."""
    found = ["known" if known else "unknown"]
    dealt = ("pays" if pays else "") + ("gets" if gets else "")
    found.append(f"elsewhere={dealt or 'neither'}")
    if told:
        found.append("described")
    if says:
        found.append("elsewhere-says")
    if holds:
        found += ("elsewhere-in", f"elsewhere-in&{'known' if known else 'unknown'}")
    return tuple(found)


@lru_cache(maxsize=_MOST)
def worded(name: str, here: bool) -> tuple[str, ...]:
    """How what is built is worded: with its place, as a phase of it, many, in two words."""
    words = name.lower().replace("-", " ").split()
    tag = "here" if here else "away"
    found = [f"words={min(len(words), 3)}"]
    if not _PHASES.isdisjoint(words):
        found.append("phase")
    elif not _ANY.isdisjoint(words[:1]):
        found.append("any")
    if not name.islower():
        found.append("placed")
    if words[0][-1] in "sx":
        found.append("many")
    return tuple([f"as:{each}" for each in found] + [f"as:{each}&{tag}" for each in found])
