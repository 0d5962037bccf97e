"""Every fixed text of the pages, in both languages: the file ``words.toml`` beside this module."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from grandlivre.base.wording import NBSP, THIN
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.messages import typeset

LANGUAGES = ("fr", "en")
NAMES = {"fr": "Français", "en": "English"}
_FILE = "report/pages/words.toml"


def say(key: str, language: str, **blanks: object) -> str:
    """A text with its blanks filled.

    Examples
    --------
    >>> say("nav.ledger", "fr"), say("nav.ledger", "en")
    ('Registre', 'Ledger')
    """
    try:
        text = _words()[language][key]
    except KeyError as error:
        raise ReferenceDataError(
            f"no text {key}", where=_FILE, remedy="add it in both languages"
        ) from error
    return text.format(**blanks) if blanks else text


def count(number: int, what: str, language: str) -> str:
    """A number of things, in the singular or the plural.

    Examples
    --------
    >>> [count(n, "entry", "fr").replace(NBSP, " ") for n in (0, 1, 2)]
    ['0 entrée', '1 entrée', '2 entrées']
    """
    # French counts none as one ("0 entrée"), English does not ("0 entries").
    one = number < 2 if language == "fr" else number == 1
    grouped = f"{number:,}".replace(",", THIN) if language == "fr" else f"{number:,}"
    noun = say(f"count.{what}.{'one' if one else 'many'}", language)
    return f"{grouped}{NBSP}{noun}"


def known_texts() -> frozenset[str]:
    """Keys of all texts."""
    return frozenset(_words()["en"])


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    raw = tomllib.loads((files("grandlivre.report.pages") / "words.toml").read_text("utf-8"))
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for key, told in _flat(raw, ""):
        for language in LANGUAGES:
            found[language][key] = typeset(told[language], language)
    return found


def _flat(raw: Mapping[str, object], prefix: str) -> list[tuple[str, Mapping[str, str]]]:
    """Tables of both languages, by the path that leads to them."""
    found: list[tuple[str, Mapping[str, str]]] = []
    for key, value in raw.items():
        if not isinstance(value, dict):
            raise ReferenceDataError(f"{prefix}{key} is no text", where=_FILE)
        if set(value) == set(LANGUAGES):
            found.append((f"{prefix}{key}", value))
        elif value.keys() & set(LANGUAGES):
            raise ReferenceDataError(f"{prefix}{key} is not said in both languages", where=_FILE)
        else:
            found.extend(_flat(value, f"{prefix}{key}."))
    return found
