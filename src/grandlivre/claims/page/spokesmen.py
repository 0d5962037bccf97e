"""For whom "we" speaks: « Nous investirons 3 milliards », says the head of Norvane.

Who says "we" of money says it of the house at whose head he is named, in the sentence that frames
his words or where the text presents him.
"""

from collections.abc import Iterator, Sequence

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
_PRESENTED = 4
"""Mentions of a person among which the text presents him."""


def our_own(page: Page, placed: PlacedQuantity) -> Iterator[tuple[Mention, str]]:
    """The house whose money a quotation calls ours, as the subject of its verb."""
    if not placed.voices:
        return
    words, sentence = page.tokens.words, placed.sentence
    verb = governing_verb(placed, sentence, words)
    if verb is None or verb.kind == "get" or verb.last > placed.first:
        return
    if _US.isdisjoint(words[max(sentence.first, verb.first - _US_REACH) : verb.first]):
        return
    for voice in placed.voices:
        house = _house(page, voice.mention)
        if house is not None:
            yield house, "subject:pay"
            return


def _house(page: Page, speaker: Mention) -> Mention | None:
    """The party that a person is presented as the head of."""
    entity = speaker.entity
    if entity is None or entity.kind != "person":
        return None
    for mention in entity.mentions[:_PRESENTED]:
        sentence = page.sentences[mention.sentence]
        found = _beside(page.tokens.words, sentence, mention)
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
