"""Persons: by a first name, by a title before the name, by an office told after it."""

from collections.abc import Mapping, Sequence
from functools import cache

from grandlivre.claims.syntax.cues import Cue
from grandlivre.claims.text.tokens import Tokens, tokenize
from grandlivre.reference.names import name_words

_OFFICE_REACH = 4
"""Words after a name's comma within which a title tells an office: ", the chief executive"."""
_LONGEST_TAG = 4


@cache
def _titles() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Titles by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for title in name_words().titles:
        words = tuple(tokenize(title + " x", title + " x").words[:-1])
        found.setdefault(words[0], []).append(words)
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry))
    return found


def title_end(words: Sequence[str], i: int) -> int:
    """Where the title ends that begins at a word; the word itself where none does."""
    for phrase in _titles().get(words[i], ()):
        if tuple(words[i : i + len(phrase)]) == phrase:
            end = i + len(phrase)
            if end < len(words) and words[end] == "." and len(words[end - 1]) <= 3:
                end += 1
            return end
    return i


def is_party_tag(surface: str, after: str) -> bool:
    """True for "PS" in "la sénatrice PS Lise Aumont"."""
    return (
        surface.isupper()
        and len(surface) <= _LONGEST_TAG
        and after.partition("-")[0] in name_words().first_names
    )


def is_named_so(words: Sequence[str], first: int, last: int) -> bool:
    """True where a run of two words or more opens with a first name and ends like no company."""
    known = name_words()
    return (
        last - first >= 2
        and words[first].partition("-")[0] in known.first_names
        and words[last - 1] not in known.company_words
        and words[last - 1] not in known.media_words
    )


def has_office(
    tokens: Tokens, last: int, cues_at: Mapping[int, Sequence[Cue]], capital: Sequence[bool]
) -> bool:
    """True for "Nadia Ferrand, directrice du site" and "Lili Nagy, 43,"."""
    words = tokens.words
    if last + 1 >= len(words) or words[last] != ",":
        return False
    if words[last + 1].isdigit() and last + 2 < len(words):
        return words[last + 2] in (",", "ans")
    for i in range(last + 1, min(last + 1 + _OFFICE_REACH, len(words))):
        if words[i] in (",", ".", ";", "(") or (capital[i] and i > last + 1):
            return False
        if any(cue.kind == "title_person" for cue in cues_at.get(i, ())):
            return True
    return False
