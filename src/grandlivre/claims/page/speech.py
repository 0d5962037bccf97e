"""Who is said to say a quantity: "X said", "« … », assure X", "selon X", "a source told X".

An attribution is a `Voice`: a mention that speaks, and the tokens that are its words. It is found
from a verb of speech with its subject before or after it, from a preposition ("according to"), or
from the marks of a quotation, which may run over several sentences and be attributed before, in
its middle or after it. What a voice says is often carried on by the next sentence.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from grandlivre.base.lazy import lazy
from grandlivre.claims.mentions.model import PRONOUN, Mention
from grandlivre.claims.page.attributions import attributions, by_name, part_of_sentence
from grandlivre.claims.page.estimates import estimator
from grandlivre.claims.page.floors import floors
from grandlivre.claims.page.model import Page, PlacedQuantity, Sentence, Voice

_POINTING = frozenset("c' ce cela that this so".split())
_OPENING, _CLOSING, _EITHER = "«“", "»”", '"'
_SUBJECT_REACH, _OBJECT_REACH, _QUOTE_REACH = 9, 3, 14
_INVERTED = ("-il", "-elle", "-ils", "-elles")
_PRONOUNS = frozenset("il elle he she".split())
_ACCORDING = frozenset("selon après to".split())
_SAID = ("say", "end", "source", "label")
_MEANING = _PRONOUNS | _ACCORDING | {"en"}
_HIM = (["lui"], ["elle"], ["him"], ["her"])
_BACK = 4
"""Sentences back to which a person is looked for whom a pronoun means."""
_LONGEST_QUOTE = 250
"""Words of the longest quotation; a mark that was never closed must not swallow a page."""


class Speech:
    """All that is attributed on a page, found where it is asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = page.tokens.words
        self._own: dict[int, list[Voice]] = {}
        self._raw: dict[int, list[Voice]] = {}

    def heard(self, placed: PlacedQuantity) -> list[Voice]:
        """The voices whose words a quantity is, the nearest attribution first."""
        sentence = placed.sentence
        whose = estimator(self.words, placed, sentence.mentions)
        if whose is not None:
            return [Voice(whose, "by", placed.first, placed.first, placed.last)]
        found = [v for v in self.own(sentence) if v.first <= placed.first < v.last]
        found.sort(key=lambda v: abs(v.at - placed.first))
        quoted = self._quote(placed)
        if quoted:
            return quoted + [v for v in found if v.mention not in [q.mention for q in quoted]]
        if not found:
            found = [*self._carried(sentence), *self._told_after(sentence)]
            speaker = self._floors.get(sentence.number)
            if speaker is not None:
                return [Voice(speaker, "floor", sentence.first, sentence.first, sentence.last)]
        return found

    @lazy
    def _floors(self) -> dict[int, Mention]:
        return floors(self.page)

    def own(self, sentence: Sentence) -> list[Voice]:
        """The attributions that a sentence holds."""
        found = self._own.get(sentence.number)
        if found is None:
            found = self._found(sentence)
            found = [replace(v, mention=self._meant(v.mention, sentence)) for v in found]
            # What is hoped for ends where another speaks: "X expects growth, and Y says …".
            said = [voice.at for voice in found if voice.how != "hope"]
            found = [
                replace(v, last=min([v.last, *(at for at in said if at > v.at)]))
                if v.how == "hope"
                else v
                for v in found
            ]
            self._own[sentence.number] = found
        return found

    def _found(self, sentence: Sentence) -> list[Voice]:
        """The same before it is told whom a pronoun means."""
        found = self._raw.get(sentence.number)
        if found is None:
            found = list(attributions(self.words, sentence)) or list(self._unnamed(sentence))
            self._raw[sentence.number] = found
        return found

    def _meant(self, mention: Mention, sentence: Sentence) -> Mention:
        """Whom a pronoun that says something means: who spoke in the sentence before."""
        word = self.words[mention.first]
        if mention.form != PRONOUN or word not in _PRONOUNS:
            return mention
        for number in range(sentence.number - 1, max(sentence.number - 1 - _BACK, -1), -1):
            told = [v.mention for v in self._found(self.page.sentences[number]) if v.how in _SAID]
            spoken = [each for each in told if each.form != PRONOUN]
            persons = [each for each in spoken if each.kind == "person"]
            if persons:
                return persons[-1]
            if spoken or not told:
                return spoken[-1] if spoken and word in ("il", "elle") else mention
        return mention

    def _unnamed(self, sentence: Sentence) -> Iterator[Voice]:
        """Who is meant by a pronoun that says: "she insisted", "a-t-il dit", "à l'en croire"."""
        words, first = self.words, sentence.first
        at = next(
            (
                i
                for i, word in enumerate(words[first : sentence.last], first)
                if ("-" in word or word in _MEANING) and self._means(sentence, i)
            ),
            None,
        )
        if at is None or (words[at].endswith(_INVERTED) and not self._says(sentence, at, 2)):
            return
        for number in range(sentence.number, max(sentence.number - _BACK, -1), -1):
            mentions = self.page.sentences[number].mentions
            for mention in reversed(mentions):
                if mention.first < at and mention.kind == "person" and mention.entity is not None:
                    named = by_name(mention, [m for m in mentions if m.entity], words)
                    yield Voice(named, "end", at, *part_of_sentence(words, sentence, at))
                    return

    def _means(self, sentence: Sentence, i: int) -> bool:
        """True for a pronoun that stands with a verb of speech or with "selon"."""
        words = self.words
        return (
            words[i].endswith(_INVERTED)
            or (words[i] in _PRONOUNS and i + 1 < sentence.last and self._says(sentence, i + 1))
            or (words[i] == "en" and words[i + 1 : i + 2] == ["croire"])
            or (words[i] in _ACCORDING and words[i + 1 : i + 2] in _HIM)
        )

    def _says(self, sentence: Sentence, at: int, reach: int = 1) -> bool:
        """True where a verb of speech begins at a word or within a few."""
        kinds = ("speech", "vow", "remark")
        return any(c.kind in kinds and at <= c.first < at + reach for c in sentence.cues)

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

    @lazy
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

    @lazy
    def _starts(self) -> list[int]:
        return [sentence.first for sentence in self.page.sentences]


def _marks(text: str) -> Iterator[int]:
    """Places of all marks of quotation."""
    for mark in _OPENING + _CLOSING + _EITHER:
        at = text.find(mark)
        while at >= 0:
            yield at
            at = text.find(mark, at + 1)


def voices_of(page: Page) -> None:
    """Give each quantity of a page the voices that say it, in place."""
    speech = Speech(page)
    for placed in page.quantities:
        placed.voices = speech.heard(placed)
