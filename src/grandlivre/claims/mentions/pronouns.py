"""Pronouns that may stand for a party or a person, and those that stand for nobody."""

from collections.abc import Sequence

from grandlivre.claims.mentions.model import PRONOUN, Mention

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
_NUMBERS = frozenset("two three four deux trois quatre".split())
_ACTING = frozenset("will would have had are were said ont vont sont seront auront avaient".split())
"""Verbs before which a number stands for those named: "les trois ont signé"."""
_SPOKEN_OF = frozenset(
    "faut y agit reste existe manque fallait faudra semble paraît suffit convient vaut".split()
)
"""Verbs whose "il" stands for nobody."""
_EXPLETIVE = frozenset(
    "clear unclear likely unlikely possible impossible expected hard difficult easy worth true"
    " important estimated thought understood reported rumoured believed prévu possible probable"
    " clair question certain difficile temps vrai".split()
)
PRONOUNS = frozenset((*_PRONOUNS, *_NUMBERS))
"""Words that one may begin with."""


def pronoun(words: Sequence[str], i: int) -> Mention | None:
    """A pronoun that may stand for a party or a person."""
    word = words[i]
    number = _PRONOUNS.get(word)
    if word in _NUMBERS and i and words[i - 1] in ("the", "les"):
        acts = not _ACTING.isdisjoint(words[i + 1 : i + 2])
        number = "many" if acts else None  # "The two will build"
    if number is None or _is_empty(words, i):
        return None
    return Mention("pronoun", i, i + 1, i, word, PRONOUN, noun=number)


def _is_empty(words: Sequence[str], i: int) -> bool:
    """True for a pronoun that stands for nobody: "il faut", "it is clear"."""
    after = words[i + 1 : i + 4]
    if words[i] not in ("il", "it") or not after:
        return False
    if after[0] in _SPOKEN_OF or after[:2] in (["s'", "agit"], ["n'", "y"], ["ne", "faut"]):
        return True
    return (
        after[0] in ("is", "was", "remains", "est", "était", "would", "'s", "s'", "n'")
        and not _EXPLETIVE.isdisjoint(after)
    )  # fmt: skip
