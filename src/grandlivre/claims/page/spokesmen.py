"""Whose money a person speaks of or asks for: that of the house at whose head he is named.

« Nous investirons 3 milliards », says the head of Norvane: it is Norvane's. "Its founder, Ana Ruiz,
wants to raise 40 million": Norvane would get it. The text presents him in the sentence itself, or
where it first names him.
"""

from collections.abc import Callable, Iterator, Sequence

from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.page.model import Page, PlacedQuantity, Sentence
from grandlivre.claims.page.verbs import governing_verb
from grandlivre.claims.syntax.clauses import preposition

_US = frozenset(("nous", "we"))
_US_REACH = 4
"""Words before the verb among which "we" stands: "nous n'y avons mis"."""
_HOUSES = frozenset(("party", "state"))
_TITLE_REACH = 8
"""Words between a person and the house: "Ana Ruiz, chief executive officer of Norvane"."""
_AT = frozenset(("of", "at", "for", "from"))
_POSSESSIVES = frozenset("son sa its their leur".split())
_PRESENTED = 4
"""Mentions of a person among which the text presents him."""
_SUBJECT_REACH = 4
"""Words between a person and the verb: "Ana Ruiz wants to raise"."""


def houses(
    page: Page, placed: PlacedQuantity, subjects: Callable[[int], list[Mention]]
) -> Iterator[tuple[Mention, str]]:
    """The house that a quotation calls ours, or whose head asks for the money, as a subject.

    Parameters
    ----------
    page
        The text.
    placed
        The sum.
    subjects
        Gives the subjects of a sentence, by its number.
    """
    words, sentence = page.tokens.words, placed.sentence
    verb = governing_verb(placed, sentence, words)
    if verb is None or verb.last > placed.first:
        return
    if verb.kind == "get":
        people = [m for m in sentence.mentions if m.kind == "person" and m.last <= verb.first]
        if people and verb.first - people[-1].last <= _SUBJECT_REACH:
            house = _house(page, people[-1], subjects)
            if house is not None:
                yield house, "subject:get"
        return
    if _US.isdisjoint(words[max(sentence.first, verb.first - _US_REACH) : verb.first]):
        return
    for voice in placed.voices:
        house = _house(page, voice.mention, subjects)
        if house is not None:
            yield house, "subject:pay"
            return


def _house(page: Page, person: Mention, subjects: Callable[[int], list[Mention]]) -> Mention | None:
    """The party that a person is presented as the head of."""
    entity = person.entity
    if entity is None or entity.kind != "person":
        return None
    words = page.tokens.words
    for mention in entity.mentions[:_PRESENTED]:
        sentence = page.sentences[mention.sentence]
        found = _beside(words, sentence, mention)
        if found is None and sentence.number and _is_theirs(words, sentence, mention):
            found = next(iter(subjects(sentence.number - 1)), None)
        if found is not None:
            return found
    return None


def _beside(words: Sequence[str], sentence: Sentence, person: Mention) -> Mention | None:
    """The house told beside a person: "…, head of Norvane", "Norvane's head, …"."""
    titles = [cue for cue in sentence.cues if cue.kind == "title_person"]
    others = [m for m in sentence.mentions if m.kind in (*_HOUSES, "person") and m is not person]
    after = next((m for m in others if m.first >= person.last), None)
    if after is not None and after.kind in _HOUSES and after.entity is not None:
        near = after.first - person.last <= _TITLE_REACH and words[person.last] in (",", "(")
        led = preposition(words, after.span[0], sentence.first) in _AT
        if near and led and any(person.last <= t.first < after.first for t in titles):
            return after
    before = next((m for m in reversed(others) if m.last <= person.first), None)
    if before is None or before.kind not in _HOUSES or before.entity is None:
        return None
    between = words[before.last : person.first]
    if between == [","] and any(t.last <= before.first <= t.last + 2 for t in titles):
        return before  # "le patron de Norvane, Paul Duval"
    owned = between[:1] == ["'s"] and len(between) <= _TITLE_REACH
    return before if owned and any(before.last < t.last <= person.head for t in titles) else None


def _is_theirs(words: Sequence[str], sentence: Sentence, person: Mention) -> bool:
    """True for "Son fondateur et CEO, Ana Ruiz": of the house that was just spoken of."""
    return any(
        cue.kind == "title_person"
        and 0 <= person.first - cue.last <= _TITLE_REACH
        and cue.first > sentence.first
        and words[cue.first - 1] in _POSSESSIVES
        for cue in sentence.cues
    )
