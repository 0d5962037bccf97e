"""Words that tell what a quantity is: verbs of paying, nouns of turnover, marks of a quotation.

The words themselves are data (``reference/data/cues/*.toml``): for each language, a table of
classes and their phrases. ``invest*`` stands for every word that begins so. A phrase is found by
its first word, which a table of seen words answers at once; so the cost of a text is one look-up a
word, whatever the number of phrases.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from grandlivre.claims.text.tokens import Tokens, tokenize
from grandlivre.errors import ReferenceDataError


@dataclass(slots=True)
class Cue:
    """A phrase found: its class and the tokens that it takes, the end exclusive.

    Never changed; not frozen, for a page has hundreds, and a frozen one takes thrice as long.
    """

    kind: str
    first: int
    last: int


_Entries = tuple[tuple[str, tuple[str, ...]], ...]
"""Classes, and the words that must follow."""
_BY_PAIR: _Entries = (("", ()),)
"""Stands for the phrases of a word where the next one decides which."""
_MOST_WORDS, _MOST_PAIRS = 200_000, 100_000
"""Remembered before all is forgotten: a hostile text of a million must not fill the memory."""


class _Seen(dict[str, _Entries]):
    """What is known of the words that were met; begun anew when they are too many."""

    def __init__(self, look_up: Callable[[str], _Entries]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> _Entries:
        if len(self) >= _MOST_WORDS:
            self.clear()
        entries = self[word] = self._look_up(word)
        return entries


class CueLexicon:
    """All phrases of one language, ready to be found."""

    def __init__(self, phrases: Sequence[tuple[str, str]]) -> None:
        self._exact: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._prefix: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._seen = _Seen(self._of_word)
        """Phrases by their first word."""
        self._several: dict[str, _Entries] = {}
        """The same of words where the next one decides."""
        self._pairs: dict[tuple[str, str], _Entries] = {}
        for kind, phrase in phrases:
            words = _split(phrase)
            head, rest = words[0], tuple(words[1:])
            if head.endswith("*"):
                self._prefix.setdefault(head[:-1], []).append((kind, rest))
            else:
                self._exact.setdefault(head, []).append((kind, rest))

    def find(self, tokens: Tokens) -> list[Cue]:
        """Every cue of a text, in order; several may begin at one word."""
        found: list[Cue] = []
        words = tokens.words
        count = len(words)
        pairs = self._pairs
        # Most words begin no phrase, and cost no more than this look-up.
        for i, entries in enumerate(map(self._seen.__getitem__, words)):
            if not entries:
                continue
            if entries is _BY_PAIR:
                pair = words[i], words[i + 1] if i + 1 < count else ""
                known = pairs.get(pair)
                entries = self._of_pair(*pair) if known is None else known
            for kind, rest in entries:
                last = i + 1
                for part in rest:
                    if last >= count or not _is_part(words[last], part):
                        break
                    last += 1
                else:
                    found.append(Cue(kind, i, last))
        return found

    def _of_word(self, word: str) -> _Entries:
        """Phrases that begin with a word; `_BY_PAIR` where some have more words than that."""
        entries = self._look_up(word)
        if not any(rest for _, rest in entries):
            return entries
        if len(self._several) >= _MOST_PAIRS:
            self._several.clear()
        self._several[word] = entries
        return _BY_PAIR

    def _of_pair(self, word: str, second: str) -> _Entries:
        """Phrases that begin with a word and may go on with the second."""
        result = tuple(
            (kind, rest)
            for kind, rest in self._several.get(word) or self._look_up(word)
            if not rest or _is_part(second, rest[0])
        )
        if len(self._pairs) >= _MOST_PAIRS:
            self._pairs.clear()
        self._pairs[word, second] = result
        return result

    def _look_up(self, word: str) -> _Entries:
        entries = list(self._exact.get(word, ()))
        for length in range(2, len(word) + 1):
            entries.extend(self._prefix.get(word[:length], ()))
        # Longer phrases first, so that "mise en service" is met before "mise".
        entries.sort(key=lambda entry: -len(entry[1]))
        return tuple(entries)


def _is_part(word: str, part: str) -> bool:
    """Whether a word of a text is that of a phrase, or begins as it asks."""
    return word == part or (part[-1] == "*" and word.startswith(part[:-1]))


def _split(phrase: str) -> list[str]:
    """Tokens of a phrase of the data file, with a star kept on its word."""
    parts: list[str] = []
    for chunk in phrase.split(" "):
        if chunk == "*":  # any one word
            parts.append(chunk)
            continue
        star = chunk.endswith("*")
        body = chunk[:-1] if star else chunk
        # An abbreviation is one word where it is written in capitals, as texts do ("P.-D.G.").
        written = body.upper() if "." in body else body
        words = tokenize(written + ("a" if body.endswith("'") else ""), body + "a").words
        if body.endswith("'"):
            words = [body]
        parts.extend(words)
        if star:
            parts[-1] += "*"
    return parts


@cache
def lexicon(language: str) -> CueLexicon:
    """The cues of a language, ``fr`` or ``en``; any other is read as English.

    Raises
    ------
    ReferenceDataError
        Where a data file is not what it should be.
    """
    code = "fr" if language == "fr" else "en"
    path = resources.files("grandlivre.reference") / "data" / "cues" / f"{code}.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ReferenceDataError(
            f"cue lexicon cannot be read ({error})",
            where=f"cues/{code}.toml",
            remedy="reinstall the package",
        ) from error
    return CueLexicon([(kind, phrase) for kind, phrases in table.items() for phrase in phrases])
