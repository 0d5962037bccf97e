"""Capitals that prove nothing: first words of sentences and bullets, and lines in capitals.

There a word is held for a name only where something else shows it: it is written with a capital
inside a sentence too, it looks like no word (``NovaGrid``, ``MRS5``), or what follows it follows
names ("Norvane, a developer", "Norvane's", "Norvane va investir").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from grandlivre.base.lazy import lazy
from grandlivre.claims.syntax.cues import Cue
from grandlivre.claims.text.tokens import Tokens
from grandlivre.reference.names import name_words

CODE = re.compile(r"[A-Z]{2,5}\d{1,3}(?:[a-z]|-\d{1,2})?\Z")
_LOUD_WORDS = 4
"""Words in capitals, one after the other, that make a heading and no name."""
_LONGEST_ACRONYM = 5
_HEADLINE, _SHORT, _RAISED, _ORDINARY = 5, 3, 0.85, 2
"""Words of a headline in title case at least; letters of words that stay small there; the share of
the others that begin with a capital; and how many of those must be no names."""
_APPOSED = frozenset(
    "le la l' the a an one which qui un une dont whose based basé basée installé installée valued"
    " valorisé valorisée fondé fondée founded dirigé dirigée owned détenu détenue backed".split()
)
_AUXILIARIES = frozenset(
    "a ont avait va vont est était sera aura veut voudrait doit devrait peut pourrait prévoit"
    " n' ne y se s' has had have is was will would could may plans wants hopes aims expects owns"
    " operates runs employs says to and et & envisage étudie négocie discute espère compte entend"
    " souhaite ambitionne vise cherche considers explores seeks intends negotiates".split()
)
"""Words that follow a subject."""
_CLITICS = frozenset("en lui leur".split())
_OWN = frozenset("sa son ses its their".split())
_THE = frozenset("le la l' les the".split())
_DEEDS = frozenset(("pay", "say", "get", "give"))
_INSIDE = frozenset("en au aux à dans in at from".split())
_LONGEST_INSERT = 6
_BOTH = frozenset(("and", "et", "&", ","))
_WORD_ENDS = ("ment", "ly", "ing", "ant", "tion", "tions", "tés", "ness", "ées", "és", "isme")


class Openings:
    """What the capitals of one text prove; made for it and thrown away after."""

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        capital: Sequence[bool],
        openings: frozenset[int],
        cues_at: Mapping[int, Sequence[Cue]],
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.capital = capital
        self.places = openings
        self.cues_at = cues_at
        words = tokens.words
        self._never = name_words().never_names
        self._lower = {words[i] for i, is_capital in enumerate(capital) if not is_capital}
        self.loud = frozenset((*self._loud(), *self._headlines()))
        """Tokens of lines in capitals, and of headlines each word of which begins with one."""
        self.inner = {
            words[i]
            for i, is_capital in enumerate(capital)
            if is_capital and i not in openings and i not in self.loud
        }
        """Words with a capital inside a sentence."""

    def shows(self, i: int) -> bool:
        """True where the capital of an opening word is that of a name."""
        words = self.tokens.words
        word = words[i]
        surface = self.text[self.tokens.starts[i] : self.tokens.ends[i]]
        if word in self.inner or CODE.match(surface):
            return True
        if i in self.loud or self._is_ordinary(i):
            return False
        if surface.isupper():
            return 1 < len(surface) <= _LONGEST_ACRONYM
        if any(c.isupper() or c.isdigit() for c in surface[1:]):
            return True
        after = self.tokens.words[i + 1] if i + 1 < len(self.tokens) else ""
        if word.endswith(_WORD_ENDS) and after not in ("'s", "("):
            return False
        return self._follows(i + 1)

    def heads(self, i: int) -> bool:
        """True where the first word of several at an opening may belong to a name."""
        return self.tokens.words[i] not in self._never

    def _follows(self, i: int) -> bool:
        """True where what stands here follows a name."""
        words = self.tokens.words
        if i >= len(words):
            return False
        word = words[i]
        if word == ",":
            return i + 1 < len(words) and (
                words[i + 1] in _APPOSED
                or self._enumerates(i + 1)
                or self._is_party(i + 1)
                or self._resumes(i + 1)
            )
        if word in ("and", "et", "&"):
            return i + 2 < len(words) and (
                self.capital[i + 1]
                or words[i + 1] in _OWN
                or (words[i + 1] in _THE and (self.capital[i + 2] or self._is_party(i + 2)))
            )
        return word in ("'s", "(", ":") or self._acts(i)

    def _is_party(self, i: int) -> bool:
        """True for a noun of parties."""
        return any(cue.kind.startswith("who_") for cue in self.cues_at.get(i, ()))

    def _acts(self, i: int) -> bool:
        """True for a verb of what parties do."""
        if self.tokens.words[i] in _CLITICS:
            i += 1  # "Norvane en paiera", "Norvane lui prêtera"
        kinds = {cue.kind for cue in self.cues_at.get(i, ())}
        if i >= len(self.tokens.words):
            return False
        return self.tokens.words[i] in _AUXILIARIES or not kinds.isdisjoint(_DEEDS)

    def _resumes(self, i: int) -> bool:
        """True for ", en Allemagne, investira": the verb stands after what is put in between."""
        words = self.tokens.words
        stop = min(i + _LONGEST_INSERT, len(words) - 1)
        end = next((n for n in range(i + 1, stop) if words[n] == ","), None)
        return end is not None and words[i] in _INSIDE and self._acts(end + 1)

    def _enumerates(self, i: int) -> bool:
        """True for "Orvane and Tessaly", "Orvane, Tessaly" after a first name of the list."""
        words = self.tokens.words
        stop = min(i + 5, len(words))
        return self.capital[i] and any(words[n] in _BOTH for n in range(i + 1, stop))

    def _is_ordinary(self, i: int) -> bool:
        word = self.tokens.words[i]
        return (
            word in self._never
            or word in self._lower
            or any(c.last == i + 1 for c in self.cues_at.get(i, ()))
        )

    def _loud(self) -> list[int]:
        """Tokens of stretches and lines that are written in capitals throughout."""
        text, tokens, capital = self.text, self.tokens, self.capital
        lines = set(self._line_starts())
        found: list[int] = []
        run: list[int] = []
        alone = True  # the run began its line

        def close(ends_line: bool) -> None:
            words = [i for i in run if len(tokens.words[i]) > 1]
            long = sum(len(tokens.words[i]) > _LONGEST_ACRONYM for i in words)
            if (len(words) >= _LOUD_WORDS and long) or (alone and ends_line and words):
                found.extend(run)
            run.clear()

        for i, word in enumerate(tokens.words):
            if i in lines:
                if run:
                    close(ends_line=True)
                alone = True
            if not (run or alone or capital[i]) or not word[0].isalpha():
                continue
            if capital[i] and text[tokens.starts[i] : tokens.ends[i]].isupper():
                run.append(i)
            else:
                if run:
                    close(ends_line=False)
                alone = False
        close(ends_line=True)
        return found

    def _headlines(self) -> Iterator[int]:
        """Tokens of lines in title case: "Tech Giant Norvane Plans Massive Expansion"."""
        words, capital = self.tokens.words, self.capital
        starts = [0, *self._line_starts(), len(words)]
        for first, last in pairwise(starts):
            if last - first < _HEADLINE or words[last - 1] == "." or "|" in words[first:last]:
                continue  # "|" parts the names of a byline
            long = [i for i in range(first, last) if len(words[i]) > _SHORT and words[i].isalpha()]
            raised = [i for i in long if capital[i]]
            if len(raised) < _HEADLINE or len(raised) < _RAISED * len(long):
                continue
            ordinary = [i for i in raised[1:] if self._is_ordinary(i)]
            if len(ordinary) >= _ORDINARY:
                yield from range(first, last)

    @lazy
    def named(self) -> frozenset[str]:
        """Words whose capitals show elsewhere that they are names."""
        words = self.tokens.words
        opening = [i for i in self.places if i < len(words) and self.capital[i]]
        return frozenset((*self.inner, *[words[i] for i in opening if self.shows(i)]))

    def _line_starts(self) -> Iterator[int]:
        """First tokens of lines."""
        at = -1
        while (at := self.text.find("\n", at + 1)) >= 0:
            yield self.tokens.at(at)
