"""What the tool says to people, in French and English, and in which of the two it says it.

The catalogue is ``data/messages.toml``. Errors are written in English where they are raised;
the catalogue's sentences give them in French, with ``{…}`` for what varies.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from grandlivre.errors import GrandlivreError, ReferenceDataError
from grandlivre.reference.tables import data_toml

LANGUAGES = ("en", "fr")
_FILE = "messages.toml"
# French sets a no-break space inside its quotation marks and before tall marks; the catalogue
# is written with plain spaces, which no editor loses.
_TALL = (
    (re.compile(r" (?=:(?:\s|$)|»)"), "\u00a0"),
    (re.compile(r"(?<=«) "), "\u00a0"),
    (re.compile(r" (?=[;!?](?:\s|$))"), "\u202f"),
    (re.compile(r"(?<=\d) (?=%)"), "\u00a0"),
)
_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Messages:
    """The catalogue in one language.

    Examples
    --------
    >>> messages("fr").say("count.claims", count=2)
    '2 affirmations'
    >>> error = GrandlivreError("the file is empty", where="a.txt", remedy="check the name")
    >>> messages("fr").error(error).partition(" — ")[0].replace("\u00a0", " ")
    'a.txt : le fichier est vide'
    """

    language: str
    texts: Mapping[str, str]
    sentences: tuple[tuple[re.Pattern[str], str], ...]
    """Patterns of English error sentences, and what they are in this language."""

    def say(self, key: str, **values: object) -> str:
        """The text of that key, its blanks filled; with `count`, singular or plural."""
        count = values.get("count")
        if isinstance(count, int):
            # French counts none as one ("0 fichier"), English does not ("0 files").
            one = count < 2 if self.language == "fr" else count == 1
            key = f"{key}.{'one' if one else 'many'}"
        try:
            text = self.texts[key]
        except KeyError as error:
            raise ReferenceDataError(
                f"no text {key}", where=f"reference/data/{_FILE}", remedy="add it in both languages"
            ) from error
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """True where the catalogue has a text of that key."""
        return key in self.texts

    def error(self, error: GrandlivreError) -> str:
        """An error as one line: where, what, and what to do about it."""
        # French sets a no-break space before a colon.
        colon = "\u00a0: " if self.language == "fr" else ": "
        place = f"{_one_line(error.where)}{colon}" if error.where else ""
        advice = f" — {self.sentence(error.remedy)}" if error.remedy else ""
        return f"{place}{self.sentence(error.what)}{advice}"

    def sentence(self, english: str) -> str:
        """An English sentence of an error in this language; itself where it has no other."""
        english = _one_line(english)
        for pattern, other in self.sentences:
            found = pattern.fullmatch(english)
            if found:
                return other.format(**{k: self.sentence(v) for k, v in found.groupdict().items()})
        return english


@cache
def messages(language: str) -> Messages:
    """The catalogue in ``fr`` or, for any other language, in ``en``.

    Raises
    ------
    ReferenceDataError
        Where the catalogue is malformed.
    """
    language = "fr" if language == "fr" else "en"
    texts: dict[str, str] = {}
    sentences: list[tuple[re.Pattern[str], str]] = []
    for key, value in data_toml(_FILE).items():
        if key in ("sentence", "rule"):
            assert isinstance(value, list)
            sentences += [
                (_pattern(entry["en"]), typeset(entry[language], language)) for entry in value
            ]
        elif isinstance(value, dict) and set(value) == set(LANGUAGES):
            texts[key] = typeset(value[language].strip("\n"), language)
        else:
            raise ReferenceDataError(
                f"{key} is not said in both languages", where=f"reference/data/{_FILE}"
            )
    # The sentence with most words of its own is found before one whose blanks could hold it.
    sentences.sort(key=lambda pair: -len(re.sub(r"\(.*?\)", "", pair[0].pattern)))
    return Messages(language, texts, tuple(sentences) if language != "en" else ())


def language_of(asked: str | None, environment: Mapping[str, str]) -> str:
    """Which language to speak: the one asked for, else the environment's, else English.

    Parameters
    ----------
    asked
        ``fr`` or ``en`` from an option; None where none was given.
    environment
        ``GRANDLIVRE_LANG`` comes first, then the locale as POSIX orders it.

    Examples
    --------
    >>> language_of(None, {"LANG": "fr_FR.UTF-8"}), language_of("en", {"LANG": "fr_FR.UTF-8"})
    ('fr', 'en')
    >>> language_of(None, {"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8"}), language_of(None, {})
    ('en', 'en')
    """
    if asked:
        return "fr" if asked.lower().startswith("fr") else "en"
    for name in ("GRANDLIVRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def typeset(text: str, language: str) -> str:
    r"""Set a text as a printer of its language would: French has fixed spaces before tall marks.

    Examples
    --------
    >>> typeset("Prêt ? Oui : « à 5 % ».", "fr")
    'Prêt\u202f? Oui\xa0: «\xa0à 5\xa0%\xa0».'
    """
    if language == "fr":
        for space, fixed in _TALL:
            text = space.sub(fixed, text)
    return text


def _pattern(template: str) -> re.Pattern[str]:
    parts = _BLANK.split(template)
    return re.compile(
        "".join(
            f"(?P<{part}>.*?)" if position % 2 else re.escape(part)
            for position, part in enumerate(parts)
        ),
        re.DOTALL,
    )


def _one_line(text: str) -> str:
    """Control characters of a file's name must not reach the terminal."""
    return "".join(char if char.isprintable() or char == "\u00a0" else "�" for char in text)
