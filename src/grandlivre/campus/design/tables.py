"""TOML tables into records of a design: types checked, unknown keys refused, the place named."""

import math
import types
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, Field, fields
from difflib import get_close_matches
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from grandlivre.campus.design.model import Spread
from grandlivre.errors import ConfigError
from grandlivre.ledger.model import Words

_T = TypeVar("_T")
Reader = Callable[[Any, str], Any]


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that is spelt most alike, or all of them where none is near.

    Examples
    --------
    >>> nearest("pol", ("pools", "halls")), nearest("x", ("pools", "halls"))
    ('pools', 'pools, halls')
    """
    return ", ".join(get_close_matches(name, list(known), n=1, cutoff=0.5) or known) or "–"


def refuse_unknown(table: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """See that a table has no key but those that are known.

    Raises
    ------
    ConfigError
        Where it has another; it names the nearest.
    """
    for key in table:
        if key not in known:
            near = nearest(key, known)
            raise ConfigError(
                f"nothing is called {key} here", where=where, remedy=f"known here: {near}"
            )


def sub_table(table: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    """The table under a key; an empty one where there is none.

    Raises
    ------
    ConfigError
        Where something else stands there.
    """
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise ConfigError(f"{key} is no table", where=where, remedy=f"write [{key}] and its fields")
    return found


def record(kind: type[_T], table: Any, where: str, **given: Any) -> _T:
    """A record of a table, its fields read by their types.

    Parameters
    ----------
    kind
        A frozen dataclass of the design.
    table
        Its table; keys are its fields.
    where
        Where the table stands, for messages.
    **given
        Fields that do not stand in the table, such as the name, which is its key.

    Raises
    ------
    ConfigError
        Where a key is unknown, a field is missing or of another type.
    """
    if not isinstance(table, dict):
        raise ConfigError(
            "this entry is no table", where=where, remedy="write its fields beneath its name"
        )
    cached: Any = kind
    readers = _readers(cached)
    open_fields = {name: each for name, each in readers.items() if name not in given}
    refuse_unknown(table, open_fields, where)
    values = dict(given)
    for name, (field, read) in open_fields.items():
        if name in table:
            values[name] = read(table[name], f"{where}.{name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ConfigError(f"{name} is missing", where=where, remedy=f"say {name} = …")
    return kind(**values)


@cache
def _readers(kind: type) -> Mapping[str, tuple[Field[Any], Reader]]:
    hints = get_type_hints(kind)
    return {each.name: (each, _reader(hints[each.name])) for each in fields(kind)}


@cache
def _reader(kind: Any) -> Reader:
    """How a value of a type is read."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _reader(next(each for each in inner if each is not type(None)))
    if origin is tuple:
        return _several(_reader(inner[0]))
    if origin is Mapping:
        return _named(_reader(inner[1]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _choice(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    return lambda value, where: record(kind, value, where)


def _several(read: Reader) -> Reader:
    def several(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ConfigError("a list is wanted here", where=where, remedy="write […, …]")
        return tuple(read(each, f"{where}[{at}]") for at, each in enumerate(value))

    return several


def _named(read: Reader) -> Reader:
    def named(value: Any, where: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise ConfigError("a table is wanted here", where=where, remedy="write {name = …}")
        # A plain copy: records travel to other processes, and read-only views do not.
        return {key: read(each, f"{where}.{key}") for key, each in value.items()}

    return named


def _choice(kind: type[Enum]) -> Reader:
    values = [str(each.value) for each in kind]

    def choice(value: Any, where: str) -> Enum:
        if value not in values:
            raise ConfigError(
                f"{value!r} is none of the values known here",
                where=where,
                remedy=f"known here: {nearest(str(value), values)}",
            )
        return kind(value)

    return choice


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{value!r} is no text", where=where, remedy="write it in quotes")
    return value


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        raise ConfigError(
            f"{value!r} is no number", where=where, remedy="write a number without its unit"
        )
    return float(value)


def _whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ConfigError(f"{value!r} is no whole number", where=where, remedy="write a whole one")
    return value


def _truth(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(
            f"{value!r} is neither true nor false", where=where, remedy="write true or false"
        )
    return value


def words(value: Any, where: str) -> Words:
    """Text in both languages: a table of ``fr`` and ``en``, or one text for both."""
    if isinstance(value, str):
        return Words(fr=value, en=value)
    if isinstance(value, dict) and value and {*value} <= {"fr", "en"}:
        texts = [_text(each, where) for each in value.values()]
        return Words(fr=value.get("fr", texts[0]), en=value.get("en", texts[0]))
    raise ConfigError(
        "a text is a string, or a table of fr and en",
        where=where,
        remedy='write {fr = "…", en = "…"}',
    )


def _spread(value: Any, where: str) -> Spread:
    """A spread, or a number that does not vary."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        figure = _number(value, where)
        spread = Spread(median=figure, high=figure)
    else:
        spread = record(Spread, value, where)
    if not (0 < spread.median <= spread.high and 0 <= spread.least <= spread.most):
        raise ConfigError(
            f"median {spread.median:g}, high {spread.high:g}, least {spread.least:g} and most "
            f"{spread.most:g} are not in order",
            where=where,
            remedy="give a positive median, a higher 95 %, and limits around them",
        )
    return spread


_PLAIN: Mapping[Any, Reader] = MappingProxyType(
    {str: _text, float: _number, int: _whole, bool: _truth, Words: words, Spread: _spread}
)
