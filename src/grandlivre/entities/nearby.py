"""Which of many settled identities new names could concern: the others need not be looked at."""

from collections.abc import Iterable, Iterator, Sequence, Set

from grandlivre.base.fold import fold
from grandlivre.entities.blocking import LONG_NAME
from grandlivre.entities.model import Name
from grandlivre.entities.names import LEGAL
from grandlivre.entities.profile import SMALL, profile
from grandlivre.reference.name_words import country_words, name_words

_LONG_WORD = 5


class Nearby:
    """What new names share with others, asked of one name at a time.

    Examples
    --------
    >>> near = Nearby([Name(form="Zephyrion Systems")])
    >>> near.concerns("Zephirion SA"), near.concerns("Borealia Systems")
    (True, False)
    """

    def __init__(self, fresh: Iterable[Name]) -> None:
        profiles = [profile(name) for name in fresh]
        self._words = {word for each in profiles for word in _telling(each.folded.split())}
        self._joined = {each.joined for each in profiles} | {
            each.folded.replace(" ", "") for each in profiles
        }
        self._cut = {
            cut for word in self._words if len(word) >= _LONG_WORD for cut in _without_one(word)
        }
        self._joined_cut = {
            cut
            for joined in self._joined
            if len(joined) >= LONG_NAME
            for cut in _without_one(joined)
        }
        self._initials = {letters for each in profiles for letters in each.initials}
        self._acronyms = {each.acronym for each in profiles if each.acronym}
        plain = [each for each in profiles if not each.proper]
        self._meanings = {each.meaning for each in plain}
        self._plain = [each.big for each in plain]
        self._ids = {number for name in profiles for number in name.name.ids}
        self._known = {each.name.known for each in profiles if each.name.known}

    def concerns_any(self, names: Sequence[Name]) -> bool:
        """True where one of an identity's names could be one of the new ones'."""
        return any(
            self.concerns(name.form)
            or name.known in self._known
            or not self._ids.isdisjoint(name.ids)
            for name in names
        )

    def concerns(self, form: str) -> bool:
        """True where a name shares a word of its own with a new one, or nearly, or its letters."""
        words = fold(form).split()
        while len(words) > 1 and words[-1] in LEGAL:
            words.pop()
        joined = "".join(words)
        if joined in self._joined:
            return True
        if len(joined) >= LONG_NAME and not self._joined_cut.isdisjoint(_without_one(joined)):
            return True
        own = [word for word in words if word not in name_words() and word not in SMALL]
        if not self._words.isdisjoint(own):
            return True
        longest = max(own, key=len, default="")
        if len(longest) >= _LONG_WORD and not self._cut.isdisjoint(_without_one(longest)):
            return True
        if self._by_letters(words):
            return True
        return self._by_meaning(form, words, own)

    def _by_letters(self, words: Sequence[str]) -> bool:
        if len(words) == 1:
            return words[0] in self._initials
        if not self._acronyms:
            return False
        big = [word for word in words if word not in SMALL]
        letters = {"".join(w[0] for w in words), "".join(w[0] for w in big)}
        return not self._acronyms.isdisjoint(letters)

    def _by_meaning(self, form: str, words: Sequence[str], own: Sequence[str]) -> bool:
        """Names of common words and countries only: they are told by all of them together."""
        if not self._plain:
            return False
        if any(word not in LEGAL for word in own) and not country_words(tuple(words))[1]:
            return False
        if any(mine >= set(words) - SMALL or mine <= set(words) for mine in self._plain):
            return True
        return profile(Name(form=form)).meaning in self._meanings


def _telling(words: Iterable[str]) -> Iterator[str]:
    """Words that not every other name has."""
    known = name_words()
    return (word for word in words if not (word in known or word in SMALL or word in LEGAL))


def _without_one(word: str) -> Set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
