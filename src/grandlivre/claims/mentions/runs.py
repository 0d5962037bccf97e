"""Runs of capitalised words: where a name goes on, and where it ends."""

import re
from collections.abc import Sequence, Set

from grandlivre.claims.mentions.names import gazetteer_kind, lexicon_match, name_index
from grandlivre.claims.text.tokens import Tokens
from grandlivre.reference.names import name_words
from grandlivre.reference.places import demonyms

YEAR = re.compile(r"20[2-5][05]\Z")
_LONGEST_RUN = 8
_JOINING = frozenset("& of de du des d' la le l' les au the".split())
_NUMBERED = frozenset("phase france horizon".split())
_PARTICLES = frozenset("de du d' van von der den bin al el ben da di del della la le".split())
"""Inside a person's name: "Ursula von der Leyen"."""
_FOREIGN = frozenset(
    "de del di da do dos das della du des d' la las los el van der von den".split()
)
_FOREIGN_IN_FRENCH = frozenset("del di da do dos das della las los el van der von den".split())
"""Inside the names of other tongues: "Vila Franca de Xira", "Cortina d'Ampezzo"."""
_MONTHS = frozenset(
    "january february march april june july august september october november december janvier"
    " février mars avril mai juin juillet août septembre octobre novembre décembre monday tuesday"
    " wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi"
    " dimanche".split()
)
"""Words with a capital in English that open no name: "last June Warsaw handed in"."""


class Runs:
    """Follows the names of one text from their first words; made for it and thrown away after."""

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        capital: Sequence[bool],
        loud: Set[int],
        language: str = "fr",
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.capital = capital
        self.loud = loud
        """Tokens of lines in capitals."""
        self._words = name_words()
        self._index = name_index()
        self._foreign = _FOREIGN_IN_FRENCH if language == "fr" else _FOREIGN
        """Words that belong to no sentence of the text's language, but stand inside names."""

    def span(self, first: int, last: int) -> str:
        """The text of some tokens."""
        return self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]

    def word(self, i: int) -> str:
        """The text of one token."""
        return self.span(i, i + 1)

    def joins(self, second: int) -> bool:
        """True where a capitalised word goes on with the name that ends right before it."""
        tokens, word = self.tokens, self.tokens.words[second]
        return (
            self.capital[second]
            and tokens.starts[second] - tokens.ends[second - 1] == 1
            and self.text[tokens.ends[second - 1]] == " "
            and word not in self._words.never_names
            and word not in self._index
            and second not in self.loud
        )

    def run(self, first: int) -> int:
        """End of the run of capitalised words that begins here."""
        tokens, capital, text = self.tokens, self.capital, self.text
        words, count = tokens.words, len(tokens)
        last = first + 1
        while last < count and last - first < _LONGEST_RUN:
            gap = text[tokens.ends[last - 1] : tokens.starts[last]]
            word = words[last]
            if capital[last] and gap in (" ", "") and text[tokens.starts[last]] not in '«"':
                if word == "'s" or (gap == "" and word != "&") or self._begins_known(first, last):
                    break
                last += 1
            elif word == "." and last - first == 1 and self._is_initial(last - 1):
                last += 1  # "T. Rowe Price"
            elif self._particles(first, last):
                last = self._particles(first, last)
            elif (
                YEAR.match(word) and gap == " " and (last - first > 1 or words[first] in _NUMBERED)
            ):
                last += 1  # "Maroc Digital 2030"
                break
            elif gap == " " and self._linked(first, last):
                last = self._linked(first, last)
            elif (
                word[0].isdigit()
                and gap == " "
                and last == first + 1
                and len(word) <= 2
                and (last + 1 >= count or not words[last + 1][0].isdigit())
                and words[first] in _NUMBERED
            ):
                last += 1
            else:
                break
        return last

    def _linked(self, first: int, i: int) -> int:
        """Where "Banque de Valmorel", "Gazette de la Rive-Sud" go on; 0 where they do not."""
        words = self.tokens.words
        n = i
        while n < min(i + 2, len(words)) and words[n] in self._foreign:
            n += 1
        if n > i and n < len(words) and self.capital[n] and self._is_foreign(n):
            return n + 1
        n = i
        while n < min(i + 2, len(words)) and words[n] in _JOINING:
            n += 1
        if n == i or n >= len(words) or not self.capital[n]:
            return 0
        if words[first] not in self._words.institutions and words[i] != "&":
            return 0
        return 0 if words[n] in self._words.never_names else n + 1

    def _is_foreign(self, i: int) -> bool:
        """True where a name may go on after a foreign particle: no known name begins there."""
        word = self.tokens.words[i]
        return (
            word not in self._words.never_names and word not in self._index and i not in self.loud
        )

    def is_byline(self, first: int, last: int) -> bool:
        """True for who signs a dispatch: "By Ana Ruiz (Reuters) -"."""
        words = self.tokens.words
        after = words[last : last + 3]
        return words[first - 1] in ("by", "par") and after[:1] == ["("] and after[2:] == [")"]

    def opens_no_name(self, i: int) -> bool:
        """True for a month or a day, written with a capital in English."""
        return self.tokens.words[i] in _MONTHS

    def _is_initial(self, i: int) -> bool:
        """True for a letter and its dot before another capital: "John F. Kennedy"."""
        tokens = self.tokens
        return (
            len(tokens.words[i]) == 1
            and i + 2 < len(tokens)
            and self.capital[i + 2]
            and tokens.starts[i + 1] == tokens.ends[i]
            and tokens.starts[i + 2] - tokens.ends[i + 1] == 1
        )

    def _particles(self, first: int, i: int) -> int:
        """Where the family name ends after its particles, which begin at a word; 0 if none do."""
        words = self.tokens.words
        if words[first].partition("-")[0] not in self._words.first_names:
            return 0
        n = i
        while n < min(i + 3, len(words)) and words[n] in _PARTICLES:
            n += 1
        if n == i or n >= len(words) or not self.capital[n] or words[n] in self._index:
            return 0
        return 0 if gazetteer_kind(self.span(n, n + 1)) and n - i == 1 else n + 1

    def _begins_known(self, first: int, i: int) -> bool:
        """True where a known name begins, which the run before it only describes."""
        opening = self.tokens.words[first]
        if opening not in demonyms() and opening not in self._words.never_names:
            return False
        return lexicon_match(self.tokens.words, i, self._index) is not None
