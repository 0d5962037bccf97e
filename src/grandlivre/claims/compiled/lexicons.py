"""What the compiled reader is handed of the package's lexicons, beside the constants of modules.

Parties go by their number in `parties().all`; indexes of them are made anew there, for that takes
less time than to hand them over.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from grandlivre.base.fold import fold
from grandlivre.claims.mentions import names
from grandlivre.claims.text.tokens import lower_case, tokenize
from grandlivre.reference.currencies import forms
from grandlivre.reference.names import NameWords, name_words, trades
from grandlivre.reference.parties import Party, parties
from grandlivre.reference.places import demonyms, metonyms
from grandlivre.reference.tables import data_bytes, data_toml

_DIVERSE = (
    *((0, 0x3400), (0xA000, 0xAC00), (0xD7A4, 0xD800), (0xF900, 0x12000), (0x13400, 0x13480)),
    *((0x16100, 0x16140), (0x16A00, 0x17000), (0x1BC00, 0x1FC00), (0x2F800, 0x2FA20)),
    (0xE0000, 0xE0200),
)
"""Characters that may be anything."""
_UNIFORM = (
    *((0x3400, 0xA000), (0x12000, 0x13400), (0x13480, 0x16100), (0x16140, 0x16A00)),
    *((0x17000, 0x1BC00), (0x20000, 0x2F800), (0x2FA20, 0x34000)),
)
"""Those that are letters, numbers or nothing, without case or accents: most are ideographs."""
_SYLLABLES = (0xAC00, 0xD7A4)
"""Those of Korea, which are letters and taken apart by a sum."""
_PARTING = "\ua000"
"""A letter that no other one folds to."""
_RUN = re.compile(b"\1+")


def references() -> dict[str, Any]:
    """Lexicons, for `grandlivre.claims.compiled.constants` to hand over."""
    known = name_words()
    found: dict[str, Any] = {
        "reference.parties": tuple(map(_party, parties().all)),
        "reference.parties.ordinary": parties().ordinary(),
        "reference.trades": trades(),
        "reference.demonyms": demonyms(),
        "reference.metonyms": metonyms(),
        "reference.currencies.forms": forms(),
    }
    for name in NameWords.__dataclass_fields__:
        found[f"reference.names.{name}"] = getattr(known, name)
    for language in ("fr", "en"):
        table = data_toml(f"cues/{language}.toml")
        found[f"reference.cues.{language}"] = tuple(table.items())
    found["reference.vocabulary"] = _vocabulary(found)
    return found | _characters()


def places() -> bytes:
    """The table of places as the package has it, unpacked."""
    return data_bytes("places/places.tsv.gz")


def _party(party: Party) -> tuple[Any, ...]:
    phrases = (party.aliases, party.descriptions, party.hints)
    return (party.name, party.name_en, party.kind, party.country, party.parent, *phrases)


def _vocabulary(found: dict[str, Any]) -> frozenset[str]:
    """Each word of a phrase, for the reader has numbers for words, not for their parts."""
    lines = [*found["reference.demonyms"], *found["reference.names.titles"]]
    lines += found["reference.names.assets"]
    for party in parties().all:
        lines += (*party.written(), *party.descriptions, *party.hints)
    for language in ("fr", "en"):
        for _, phrases in found[f"reference.cues.{language}"]:
            lines += phrases
    text = "\n".join(lines).replace("\u2019", "'").replace("*", "")
    words = frozenset(tokenize(text, lower_case(text)).words)
    return words | {word.translate(vars(names)["_PLAIN"]) for word in words}


def _characters() -> dict[str, Any]:
    """What each character is, for there are as many opinions as versions of Unicode."""
    diverse = list(map(_stretch, _DIVERSE))
    uniform = list(map(_stretch, (*_UNIFORM, _SYLLABLES)))
    found: dict[str, Any] = {
        "chars.alpha": [*_runs(str.isalpha, diverse), *_runs(str.isalpha, uniform)],
        "chars.alnum": [*_runs(str.isalnum, diverse), *_runs(str.isalnum, uniform)],
    }
    classes: dict[str, Callable[[str], bool]] = {
        "decimal": str.isdecimal,
        "digit": str.isdigit,
        "upper": str.isupper,
        "lower": str.islower,
        "title": str.istitle,
        "space": str.isspace,
    }
    for name, holds in classes.items():
        found[f"chars.{name}"] = [*_runs(holds, diverse)]
    every = [char for stretch in diverse for char in stretch if char > "\x7f" and char != _PARTING]
    folded = fold(_PARTING + _PARTING.join(every) + _PARTING).split(_PARTING)[1:-1]
    found["chars.lowered"] = _columns(
        (char, char.lower()) for char in every if char != char.lower() and char != "\u0130"
    )
    found["chars.folded"] = _columns(
        (char, form)
        for char, form in zip(every, folded, strict=True)
        if form != (char if char.isalnum() else " ")
    )
    return found


def _columns(pairs: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Characters, and what becomes of each, one a line."""
    rows = list(pairs)
    return "".join(a for a, _ in rows), "\n".join(b for _, b in rows)


def _stretch(ends: tuple[int, int]) -> str:
    """All characters from one to another, the end exclusive."""
    return array("I", range(*ends)).tobytes().decode("utf-32")


def _runs(holds: Callable[[str], bool], stretches: Iterable[str]) -> Iterator[int]:
    """Where runs of characters begin and end of which something holds."""
    for stretch in stretches:
        first = ord(stretch[0])
        for match in _RUN.finditer(bytes(map(holds, stretch))):
            yield first + match.start()
            yield first + match.end()
