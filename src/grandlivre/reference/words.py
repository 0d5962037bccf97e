"""Words of quantity, degree and time in French and English, and the units they count in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from grandlivre.base.fold import fold
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.tables import data_toml

_T = TypeVar("_T")
_REMEDY = "correct the file, or install the package anew"


class Bound(StrEnum):
    """What a hedge makes of a figure."""

    EXACT = "exact"
    """The figure is both ends: "près de", "about"."""
    LOW = "low"
    """The figure is the lower end, the upper end is open: "plus de", "at least"."""
    HIGH = "high"
    """The figure is the upper end, the lower end is open: "jusqu'à", "up to"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language.

    Every mapping is read-only. Keys are lower case with straight apostrophes and plain spaces;
    those of `cardinals` are folded; those of `scale_signs` count as written.
    """

    language: str
    cardinals: Mapping[str, int]
    """0 to 999, folded: "quatre vingt dix sept", "nine hundred and one"."""
    ordinals: Mapping[str, int]
    """1 to 10; -1 is the last one."""
    collectives: Mapping[str, Decimal]
    """Nouns of a round number: "vingtaine", "dozen", "thousands"."""
    scales: Mapping[str, Decimal]
    """Scale words: a French "billion" is 1e12, an English one 1e9."""
    scale_signs: Mapping[str, Decimal]
    """Abbreviated scales, case counting: "Md", "M", "bn"."""
    fractions: Mapping[str, Decimal]
    several: Mapping[str, int]
    """Words such as "plusieurs", with the least they can mean; no upper end."""
    hedges: Mapping[str, Bound]
    """Phrases before a number."""
    hedges_after: Mapping[str, Bound]
    """Phrases after a number and its unit."""
    range_pairs: tuple[tuple[str, str], ...]
    """What opens a range and what parts its ends: ("entre", "et")."""
    range_joins: tuple[str, ...]
    """What may part two ends where nothing opens the range: "à", "–"."""
    months: Mapping[str, int]
    """Names and abbreviations without their full stop."""
    weekdays: Mapping[str, int]
    """ISO 8601: Monday is 1."""
    seasons: Mapping[str, tuple[int, int]]
    """First and last month, of the same year."""
    spans_months: Mapping[str, int]
    """Lengths of time in months: "semestre" is 6."""
    counted: Mapping[str, str]
    """Nouns and the measure they count: "emplois" is ``jobs``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of power, energy or area: `factor` base units."""

    measure: str
    """``power``, ``energy`` or ``area``."""
    base: str
    """``W``, ``Wh`` or ``m2``."""
    factor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """All units by their way of writing."""

    signs: Mapping[str, Unit]
    """Abbreviations as written: "MW", "m²", "sq ft"."""
    names: Mapping[str, Unit]
    """Names of both languages, lower case: "mégawatts", "square feet"."""


@cache
def words(language: str) -> Words:
    """The words of a language.

    Parameters
    ----------
    language
        ``fr`` or ``en``.

    Raises
    ------
    ReferenceDataError
        Where there are no words of that language, or their file is malformed.

    Examples
    --------
    >>> words("fr").cardinals["quatre vingt dix sept"], words("en").hedges["at least"]
    (97, <Bound.LOW: 'low'>)
    >>> words("fr").scales["billion"] == 1000 * words("en").scales["billion"]
    True
    """
    if language not in LANGUAGES:
        raise ReferenceDataError(
            f"no words of language {language!r}",
            where="reference/data/words",
            remedy=f"use one of {', '.join(LANGUAGES)}",
        )
    name = f"words/{language}.toml"
    data = _Sections(name=name, data=data_toml(name))
    numbers = data.mapping("numbers", _whole)
    return Words(
        language=language,
        cardinals=MappingProxyType(dict(_COMPOSE[language](numbers))),
        ordinals=data.mapping("ordinals", _whole),
        collectives=data.mapping("collectives", _decimal),
        scales=data.mapping("scales", _decimal),
        scale_signs=data.mapping("scale_signs", _decimal),
        fractions=data.mapping("fractions", _decimal),
        several=data.mapping("several", _whole),
        hedges=data.inverted("hedges", Bound),
        hedges_after=data.inverted("hedges_after", Bound),
        range_pairs=data.parsed("ranges", "pairs", _pairs),
        range_joins=data.parsed("ranges", "joins", _texts),
        months=data.mapping("months", _whole),
        weekdays=data.mapping("weekdays", _whole),
        seasons=data.mapping("seasons", _two),
        spans_months=data.mapping("spans", _whole),
        counted=data.inverted("counted", str),
    )


@cache
def units() -> Units:
    """The units of power, energy and area.

    Raises
    ------
    ReferenceDataError
        Where their file is malformed or names one form twice.

    Examples
    --------
    >>> units().signs["GW"].factor, units().names["acres"].base
    (Decimal('1000000000'), 'm2')
    """
    name = "words/units.toml"
    listed = data_toml(name).get("unit")
    signs: dict[str, Unit] = {}
    names: dict[str, Unit] = {}
    if not isinstance(listed, list):
        raise ReferenceDataError("no [[unit]]", where=f"reference/data/{name}", remedy=_REMEDY)
    for entry in listed:
        try:
            unit = Unit(
                measure=_text(entry["measure"]),
                base=_text(entry["base"]),
                factor=_decimal(entry["factor"]),
            )
            written = _texts(entry["signs"]), _texts(entry["names"])
        except (KeyError, TypeError, ValueError) as error:
            where = f"reference/data/{name}, {entry!r}"
            raise ReferenceDataError(f"bad unit: {error}", where=where, remedy=_REMEDY) from error
        for known, forms in zip((signs, names), written, strict=True):
            for form in forms:
                if form in known:
                    raise ReferenceDataError(
                        f"{form!r} stands twice", where=f"reference/data/{name}", remedy=_REMEDY
                    )
                known[form] = unit
    return Units(signs=MappingProxyType(signs), names=MappingProxyType(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sections:
    """A TOML file of sections, read with messages that say where."""

    name: str
    data: Mapping[str, object]

    def section(self, section: str) -> dict[str, object]:
        found = self.data.get(section)
        if not isinstance(found, dict):
            raise ReferenceDataError(
                f"no [{section}]", where=f"reference/data/{self.name}", remedy=_REMEDY
            )
        return found

    def mapping(self, section: str, parse: Callable[[object], _T]) -> Mapping[str, _T]:
        return MappingProxyType(
            {key: self.parsed(section, key, parse) for key in self.section(section)}
        )

    def inverted(self, section: str, parse: Callable[[str], _T]) -> Mapping[str, _T]:
        """A section of lists turned around: each phrase to what its list is called."""
        found: dict[str, _T] = {}
        for key in self.section(section):
            for phrase in self.parsed(section, key, _texts):
                if phrase in found:
                    raise ReferenceDataError(
                        f"{phrase!r} stands twice in [{section}]",
                        where=f"reference/data/{self.name}",
                        remedy=_REMEDY,
                    )
                found[phrase] = parse(key)
        return MappingProxyType(found)

    def parsed(self, section: str, key: str, parse: Callable[[object], _T]) -> _T:
        try:
            return parse(self.section(section).get(key))
        except ValueError as error:
            where = f"reference/data/{self.name}, [{section}] {key!r}"
            raise ReferenceDataError(str(error), where=where, remedy=_REMEDY) from error


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"{value!r} is no whole number")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"{value!r} is no text")


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(map(_text, value))
    raise ValueError(f"{value!r} is no list of texts")


def _decimal(value: object) -> Decimal:
    try:
        return Decimal(format(Decimal(_text(value)), "f"))
    except InvalidOperation:
        raise ValueError(f"{value!r} is no decimal number") from None


def _two(value: object) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2:
        return _whole(value[0]), _whole(value[1])
    raise ValueError(f"{value!r} is no pair of whole numbers")


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    if isinstance(value, list) and all(isinstance(each, list) and len(each) == 2 for each in value):
        return tuple((_text(each[0]), _text(each[1])) for each in value)
    raise ValueError(f"{value!r} is no list of pairs")


def _french(numbers: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Every French cardinal to 999, folded, as France, Belgium and Switzerland say it."""
    words = {fold(word): value for word, value in numbers.items()}
    below = dict(words)
    for word, value in words.items():
        # A base of tens takes what is below ten; soixante and quatre-vingt what is below twenty.
        reach = 20 if value in (60, 80) and not word.startswith(("sept", "huit", "oct")) else 10
        if (20 <= value < 100 and value not in (70, 90)) or word in ("septante", "nonante"):
            for unit, more in words.items():
                if 0 < more < reach:
                    below[f"{word} {unit}"] = value + more
                    if more in (1, 11):
                        below[f"{word} et {unit}"] = value + more
    yield from below.items()
    for hundreds in range(1, 10):
        for word in [""] if hundreds == 1 else [w for w, v in words.items() if v == hundreds]:
            yield f"{word} cent".strip(), 100 * hundreds
            if hundreds > 1:
                yield f"{word} cents", 100 * hundreds
            for rest, value in below.items():
                if 0 < value < 100:
                    yield f"{word} cent {rest}".strip(), 100 * hundreds + value


def _english(numbers: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Every English cardinal to 999, folded, with and without "and"; "a hundred" is one hundred."""
    below = {word: value for word, value in numbers.items() if value < 100}
    for tens, value in numbers.items():
        if 20 <= value < 100:
            for unit, more in numbers.items():
                if 0 < more < 10:
                    below[f"{tens} {unit}"] = value + more
    yield from below.items()
    for word, hundreds in [("a", 1), *((w, v) for w, v in numbers.items() if 0 < v < 10)]:
        yield f"{word} hundred", 100 * hundreds
        for rest, value in below.items():
            if value:
                yield f"{word} hundred {rest}", 100 * hundreds + value
                yield f"{word} hundred and {rest}", 100 * hundreds + value


_COMPOSE: Mapping[str, Callable[[Mapping[str, int]], Iterator[tuple[str, int]]]] = MappingProxyType(
    {"fr": _french, "en": _english}
)
LANGUAGES = tuple(_COMPOSE)
"""The languages that have words."""
