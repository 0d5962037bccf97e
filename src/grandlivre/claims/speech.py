"""Who is said to say a quantity: "X said", "« … », assure X", "selon X", "a source told X".

An attribution is a `Voice`: a mention that speaks, and the tokens that are its words. It is found
from a verb of speech with its subject before or after it, from a preposition ("according to"), or
from the marks of a quotation, which may run over several sentences and be attributed before, in
its middle or after it. What a voice says is often carried on by the next sentence.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from grandlivre.claims.cues import Cue
from grandlivre.claims.mentions import DESCRIPTION, Mention
from grandlivre.claims.page import Page, PlacedQuantity, Sentence, Voice
from grandlivre.claims.syntax import OBLIQUE, preposition

_SPEAKERS = frozenset(("party", "state", "person", "media", "pronoun"))
_PLACES = frozenset(("country", "metonym"))
_KINDS = frozenset(("speech", "vow", "source"))
_ARTICLES = frozenset("le la l' les un une the a an son sa its his her leur their".split())
_BEFORE_INVERTED = frozenset(", » \" ” ’ ) ! ? – — - ( comme as qu'".split())
_AUXILIARIES = frozenset("a ont avait avaient has have had ayant l' l lui en y déjà also".split())
_DETERMINERS = frozenset("l' la le une un the an this that cette son sa its d' de en of".split())
"""Words after which "annonce", "report" and the like are nouns."""
_BE = frozenset("est sont était étaient été is are was were be been being".split())
_ADDING = frozenset("ajoute ajoutent ajouté add adds added".split())
_ASIDES = frozenset(", qui who which himself herself lui-même elle-même".split())
_OFFICES = frozenset("office spokesman spokeswoman spokesperson team statement".split())
_POINTING = frozenset("c' ce cela that this so".split())
_STOPS = frozenset("; : ( )".split())
_ENDS = frozenset('. , ; ! ? on in » ” "'.split())
_HIDDEN = frozenset("source sources proche proches close person people".split())
_REPORTS = frozenset("report reports information informations article scoop".split())
_OPENING, _CLOSING, _EITHER = "«“", "»”", '"'
_SUBJECT_REACH, _OBJECT_REACH, _QUOTE_REACH, _NEAR_AGENT = 9, 3, 14, 5
_LONGEST_QUOTE = 250
"""Words of the longest quotation; a mark that was never closed must not swallow a page."""


class Speech:
    """All that is attributed on a page, found where it is asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = page.tokens.words
        self._own: dict[int, list[Voice]] = {}

    def heard(self, placed: PlacedQuantity) -> list[Voice]:
        """The voices whose words a quantity is, the nearest attribution first."""
        sentence = placed.sentence
        found = [v for v in self.own(sentence) if v.first <= placed.first < v.last]
        found.sort(key=lambda v: abs(v.at - placed.first))
        quoted = self._quote(placed)
        if quoted:
            return quoted + [v for v in found if v.mention not in [q.mention for q in quoted]]
        if not found:
            found = [*self._carried(sentence), *self._told_after(sentence)]
        return found

    def own(self, sentence: Sentence) -> list[Voice]:
        """The attributions that a sentence holds."""
        found = self._own.get(sentence.number)
        if found is None:
            found = self._own[sentence.number] = list(_voices(self.words, sentence))
        return found

    def _carried(self, sentence: Sentence) -> Iterator[Voice]:
        """What the sentence before ended in saying."""
        if not sentence.number:
            return
        before = self.page.sentences[sentence.number - 1]
        if (before.passage.kind, before.passage.section) != (
            sentence.passage.kind,
            sentence.passage.section,
        ):
            return
        for voice in self.own(before):
            if voice.how in ("say", "end", "source") and voice.last >= before.last:
                yield Voice(voice.mention, "carried", voice.at, sentence.first, sentence.last)

    def _told_after(self, sentence: Sentence) -> Iterator[Voice]:
        """Who the next sentence ascribes this one to: "That, according to X, is what …"."""
        if sentence.number + 1 >= len(self.page.sentences):
            return
        after = self.page.sentences[sentence.number + 1]
        if self.words[after.first] not in _POINTING:
            return
        for voice in self.own(after):
            if voice.how in ("source", "end") and voice.at - after.first <= _SUBJECT_REACH:
                yield Voice(voice.mention, "carried", voice.at, sentence.first, sentence.last)

    @cached_property
    def _quotes(self) -> tuple[list[int], list[int]]:
        """First and last tokens of the quotations of the page, the end exclusive."""
        text, tokens = self.page.text, self.page.tokens
        marks = sorted(_marks(text))
        firsts: list[int] = []
        lasts: list[int] = []
        opened: int | None = None
        for place in marks:
            mark, at = text[place], tokens.at(place)
            if mark in _OPENING or (mark in _EITHER and opened is None):
                opened = at
            elif opened is not None:
                if 1 < at - opened <= _LONGEST_QUOTE:
                    firsts.append(opened)
                    lasts.append(at + 1)
                elif mark in _EITHER and at - opened > _LONGEST_QUOTE:
                    opened = at
                    continue
                opened = None
        return firsts, lasts

    def _quote(self, placed: PlacedQuantity) -> list[Voice]:
        """The voice of the quotation that a quantity stands in."""
        firsts, lasts = self._quotes
        i = bisect_right(firsts, placed.first) - 1
        if i < 0 or lasts[i] <= placed.first:
            return []
        first, last = firsts[i], lasts[i]
        near = [
            voice
            for number in range(
                max(self._number(first) - 1, 0),
                min(self._number(last - 1) + 2, len(self.page.sentences)),
            )
            for voice in self.own(self.page.sentences[number])
            if voice.how != "by"
            and not first < voice.at < last
            and (first - voice.at if voice.at < first else voice.at - last) <= _QUOTE_REACH
        ]
        if not near:
            return []
        # What follows the closing mark attributes rather than what went before the opening one.
        best = min(
            near, key=lambda v: v.at - last if v.at >= last else first - v.at + _OBJECT_REACH
        )
        return [Voice(v.mention, "quote", v.at, first, last) for v in near if v.at == best.at]

    def _number(self, token: int) -> int:
        starts = self._starts
        return max(bisect_right(starts, token) - 1, 0)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.first for sentence in self.page.sentences]


def _marks(text: str) -> Iterator[int]:
    """Places of all marks of quotation."""
    for mark in _OPENING + _CLOSING + _EITHER:
        at = text.find(mark)
        while at >= 0:
            yield at
            at = text.find(mark, at + 1)


def _voices(words: Sequence[str], sentence: Sentence) -> Iterator[Voice]:
    """The attributions of one sentence."""
    named = {token for m in sentence.mentions for token in range(m.first, m.last)}
    cues = [c for c in sentence.cues if c.kind in _KINDS and c.first not in named]
    speakers = [m for m in sentence.mentions if _may_speak(m)] if cues else []
    if not speakers:
        return
    seen: set[int] = set()
    for cue in cues:
        if cue.first in seen:
            continue
        if cue.kind == "source":
            found = _source(words, sentence, cue, speakers)
        else:
            found = _spoken(words, sentence, cue, speakers)
        for voice in found:
            seen.add(cue.first)
            for member in _fellows(voice.mention, speakers):
                yield Voice(member, voice.how, voice.at, voice.first, voice.last)
    yield from _reports(words, sentence, speakers)


def _may_speak(mention: Mention) -> bool:
    if mention.entity is None:
        return False
    if mention.kind == "place":
        return mention.noun in _PLACES
    return mention.kind in _SPEAKERS


def _fellows(head: Mention, speakers: Sequence[Mention]) -> list[Mention]:
    """The members of the enumeration that a speaker is in, itself included."""
    if head.span == (head.first, head.last):
        return [head]
    return [m for m in speakers if m is head or m.span == head.span]


def _source(
    words: Sequence[str], sentence: Sentence, cue: Cue, speakers: Sequence[Mention]
) -> Iterator[Voice]:
    """What follows "selon" or "according to a report by"; a source close to X is not X."""
    for i, mention in enumerate(speakers):
        gap = mention.first - cue.last
        if gap < 0:
            continue
        if mention.form == DESCRIPTION and mention.kind == "media" and i + 1 < len(speakers):
            author = speakers[i + 1]
            if preposition(words, author.first, mention.last) in ("by", "of", "from"):
                continue  # "a report by X"
        between = words[cue.last : mention.first]
        if gap <= _QUOTE_REACH // 2 and "," not in between and _HIDDEN.isdisjoint(between):
            first, last = _part(words, sentence, cue.first)
            yield Voice(mention, "source", cue.first, first, last)
        return


def _part(words: Sequence[str], sentence: Sentence, at: int) -> tuple[int, int]:
    """The part of a sentence between semicolons that a token stands in."""
    first, last = at, at
    while first > sentence.first and words[first - 1] != ";":
        first -= 1
    while last < sentence.last and words[last] != ";":
        last += 1
    return first, last


def _spoken(
    words: Sequence[str], sentence: Sentence, cue: Cue, speakers: Sequence[Mention]
) -> Iterator[Voice]:
    """A verb of speech with its subject."""
    if cue.first > sentence.first and words[cue.first - 1] in _DETERMINERS:
        return
    verb = cue.first
    while verb > sentence.first and words[verb - 1] in _AUXILIARIES:
        verb -= 1
    after = words[cue.last] if cue.last < sentence.last else "."
    if words[cue.last - 1] in _ADDING and after[:1].isdigit():
        return  # "Microsoft ajoute 5 milliards": no speech
    participle = words[cue.last - 1].endswith(("é", "ée", "és", "ées", "ed"))
    if "by" in (soon := words[cue.last : cue.last + _OBJECT_REACH]) or "par" in soon:
        agent = next((m for m in speakers if m.first > cue.last), None)
        titled = agent is not None and words[agent.first - 1] == ","  # "by its president, X"
        if agent is not None and (
            preposition(words, agent.span[0], cue.last) == "by"
            or (titled and agent.first - cue.last <= _NEAR_AGENT)
        ):
            yield Voice(agent, "by", cue.first, *_part(words, sentence, cue.first))
            return
    if any(word in _BE for word in words[max(sentence.first, verb - 2) : cue.first]):
        return
    if participle and verb == cue.first and words[cue.last - 1][-1] != "d":
        return  # "un projet estimé à": no verb of its own
    part = _part(words, sentence, cue.first)
    how = "end" if cue.kind == "speech" else "vow"
    subject = _after(words, sentence, cue, verb, speakers)
    if subject is not None:
        yield Voice(subject, how, cue.first, *part)
        return
    subject = _before(words, sentence, cue, verb, speakers)
    if subject is None:
        told = next((m for m in speakers if m.first >= cue.last), None)
        if (
            words[cue.last - 1] in ("told", "tells")
            and told is not None
            and told.kind == "media"
            and told.first - cue.last <= 1
        ):
            yield Voice(told, "end", cue.first, sentence.first, sentence.last)
        return
    opens = subject.span[0]
    while opens > sentence.first and words[opens - 1] in _ARTICLES:
        opens -= 1
    aside = opens > sentence.first and words[opens - 1] in (",", "»", '"', "”", "–", "—", "-")
    if aside and (after in _ENDS or words[cue.last - 1] in ("told", "tells")):
        yield Voice(subject, how, cue.first, *part)
    else:
        how = "say" if cue.kind == "speech" else "vow"
        yield Voice(subject, how, cue.first, cue.first, sentence.last)


def _after(
    words: Sequence[str], sentence: Sentence, cue: Cue, verb: int, speakers: Sequence[Mention]
) -> Mention | None:
    """The subject of a verb that stands before it: "…, assure X", "» said X"."""
    if verb > sentence.first and words[verb - 1] not in _BEFORE_INVERTED:
        return None
    start = cue.last
    for mention in speakers:
        if mention.first < start:
            continue
        between = [w for w in words[start : mention.first] if w not in _ARTICLES]
        if len(between) > _OBJECT_REACH or not _ENDS.isdisjoint(between):
            return None
        if preposition(words, mention.first, cue.last) == "to":
            start = mention.last  # "assurait à l'AFP le maire"
            continue
        return mention if len(between) <= 1 else None
    return None


def _before(
    words: Sequence[str], sentence: Sentence, cue: Cue, verb: int, speakers: Sequence[Mention]
) -> Mention | None:
    """The subject that stands before its verb, what a preposition governs passed over."""
    for mention in reversed(speakers):
        if mention.last > verb:
            continue
        if verb - mention.last > _SUBJECT_REACH:
            return None
        between = words[mention.last : verb]
        if not _STOPS.isdisjoint(between):
            return None
        if between and between[0] == "'s" and _OFFICES.isdisjoint(between):
            return None
        if any(
            c.kind in ("pay", "get", "speech", "vow") and mention.last <= c.first and c.last <= verb
            for c in sentence.cues
        ):
            return None
        governed = preposition(words, mention.span[0], sentence.first)
        if governed in OBLIQUE or governed == "(":
            continue
        apart = between and between[0] not in _ASIDES
        return None if apart and len(between) > _OBJECT_REACH else mention
    return None


def _reports(
    words: Sequence[str], sentence: Sentence, speakers: Sequence[Mention]
) -> Iterator[Voice]:
    """Whose report is told of: "confirming a report in X", "une information de X"."""
    for mention in speakers:
        if mention.kind != "media":
            continue
        at = mention.first - 1
        while at > sentence.first and words[at] in _ARTICLES:
            at -= 1
        if at > sentence.first and words[at - 1] in _REPORTS:
            yield Voice(mention, "source", at, sentence.first, sentence.last)


def voices_of(page: Page) -> None:
    """Give each quantity of a page the voices that say it, in place."""
    speech = Speech(page)
    for placed in page.quantities:
        placed.voices = speech.heard(placed)
