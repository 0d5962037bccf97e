"""Descriptions, pronouns and adjectives of countries: mentions that name nobody by name."""

from collections.abc import Mapping, Sequence

from grandlivre.claims.cues import Cue
from grandlivre.claims.mentions import DESCRIPTION, PRONOUN, Mention
from grandlivre.claims.names import country_names
from grandlivre.claims.tokens import Tokens
from grandlivre.reference.names import name_words
from grandlivre.reference.places import demonyms

_KINDS = {"who_state": "state", "who_local": "state", "who_media": "media"}
_PRONOUNS = {
    "il": "one",
    "elle": "one",
    "ils": "many",
    "elles": "many",
    "celui-ci": "one",
    "celle-ci": "one",
    "it": "one",
    "they": "many",
    "he": "person",
    "she": "person",
    "both": "many",
}
_FURTHEST_ADJECTIVE = 5
"""Words after the noun among which an adjective of its country may stand."""


class Descriptions:
    """Finds the descriptions of one text; made for it and thrown away after.

    Parameters
    ----------
    text
        The view's text.
    tokens, capital
        Its words, and whether each begins with a capital.
    cues
        Those found among them: a description is built around one of the classes ``who_*``.
    openings
        Numbers of the tokens that open a sentence, a bullet or a heading.
    language
        In which countries are named.
    """

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        capital: Sequence[bool],
        cues: Sequence[Cue],
        *,
        openings: frozenset[int],
        language: str,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.capital = capital
        self.openings = openings
        self.nouns: dict[int, Cue] = {}
        """By first token, the noun that a description is built around."""
        for cue in cues:
            if cue.kind.startswith("who_"):
                self.nouns.setdefault(cue.first, cue)
        self._demonyms: Mapping[str, str] = demonyms()
        self._countries = country_names(language)
        self._words = name_words()

    def qualified(self, i: int) -> Mention | None:
        """A description that opens with a capital: "US tech groups", "Foreign companies"."""
        words = self.tokens.words
        n, stop = i, min(i + 4, len(words))
        while n < stop and self._is_adjective(words[n]):
            n += 1
        if n == i or n not in self.nouns:
            return None
        mention = self.described(n)
        if mention is not None and mention.first > i:
            mention.first = i
            mention.name = self._span(i, mention.last)
        return mention

    def described(self, i: int) -> Mention | None:
        """A description: determiner, noun of a party, and the adjectives around it."""
        noun = self.nouns.get(i)
        if noun is None:
            return None
        words = self.tokens.words
        back = i - 1
        while back >= 0 and i - back <= 3 and self._is_adjective(words[back]):
            back -= 1
        bare = back < 0 or words[back] not in self._words.determiners
        if bare and back == i - 1 and i not in self.openings:
            return None
        first = back + 1
        last, country = self._complement(first, noun.last)
        return Mention(
            _KINDS.get(noun.kind, "party"),
            first,
            last,
            noun.first,
            self._span(first, last),
            DESCRIPTION,
            country,
            noun.kind.removeprefix("who_"),
        )

    def _complement(self, first: int, last: int) -> tuple[int, str | None]:
        """Where a description ends, its adjective of a country included, and that country."""
        words, country = self.tokens.words, None
        noun_end = last
        for n in range(first, min(noun_end + _FURTHEST_ADJECTIVE + 1, len(words))):
            word = words[n]
            if n >= last and (not word[0].isalpha() or word in self._words.verbal):
                break
            code = self._demonyms.get(word)
            if code and not (n >= last and self.capital[n]):
                country = country or code
                if n == last:
                    last = n + 1
        return last, country

    def demonym(self, i: int) -> Mention | None:
        """The country that an adjective speaks of: France in "le plan français"."""
        code = self._demonyms.get(self.tokens.words[i])
        name = self._countries.get(code) if code else None
        if not name:
            return None
        return Mention("place", i, i + 1, i, name, country=code, noun="demonym")

    def pronoun(self, i: int) -> Mention | None:
        """A pronoun that may stand for a party or a person."""
        word = self.tokens.words[i]
        number = _PRONOUNS.get(word)
        return Mention("pronoun", i, i + 1, i, word, PRONOUN, noun=number) if number else None

    def places(self) -> list[int]:
        """Tokens where a description, a pronoun or such an adjective may stand, in any order."""
        known, pronouns = self._demonyms, _PRONOUNS
        found = [i for i, word in enumerate(self.tokens.words) if word in known or word in pronouns]
        found.extend(self.nouns)
        return found

    def leads_to(self, description: Mention, name: Mention) -> bool:
        """True for "le géant des puces" before "Nvidia": only its complement stands between."""
        between = self.tokens.words[description.last : name.first]
        if not between:
            return True
        return (
            len(between) <= 5
            and (between[0] in ("de", "des", "du", "d'") or between[0] in self._demonyms)
            and all(w[0].isalpha() and w not in self._words.verbal for w in between)
            and not any(self.capital[description.last : name.first])
        )

    def _is_adjective(self, word: str) -> bool:
        return word in self._demonyms or word in self._words.adjectives or word.endswith("-based")

    def _span(self, first: int, last: int) -> str:
        return self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]
