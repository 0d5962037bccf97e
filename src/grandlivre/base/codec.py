"""Records to JSON and back, without loss: errors name the key where the shape is wrong.

A record is a frozen dataclass; its JSON object has one key a field, in the order of the
fields. Tuples are arrays, enumerations their value, dates ISO strings. A decimal is a JSON
number with all of its digits: whole amounts read as integers everywhere.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import orjson

from grandlivre.base.decoding import MOST_DIGITS, Json, decoder_of
from grandlivre.base.usual import usual_of
from grandlivre.errors import CodecError

Record = TypeVar("Record")

# orjson writes integers of 64 bits; longer ones and decimals are written as their digits.
_WIDEST_INT = 2**63 - 1


def encode(record: object) -> Json:
    """Turn a record into dicts, lists, strings and numbers; decimals stay decimals.

    Parameters
    ----------
    record
        A dataclass, or what one is made of.

    Returns
    -------
    Json
        The same, as JSON's own types, except that a decimal that is no integer stays one.

    Raises
    ------
    CodecError
        Where it holds something that JSON has no form for.

    Examples
    --------
    >>> from grandlivre.base.interval import Interval
    >>> encode(Interval(low=Decimal("3E+10"), high=Decimal("0.5") + 10**11))
    {'low': 30000000000, 'high': Decimal('100000000000.5')}
    """
    if isinstance(record, Enum):
        return encode(record.value)
    if record is None or isinstance(record, str | bool | int):
        return record
    if isinstance(record, float):
        return _encode_float(record)
    if isinstance(record, Decimal):
        return _encode_decimal(record)
    if isinstance(record, tuple | list):
        return [encode(item) for item in record]
    if is_dataclass(record) and not isinstance(record, type):
        return {name: encode(getattr(record, name)) for name in _names(type(record))}
    if isinstance(record, date):
        return record.isoformat()
    if isinstance(record, Mapping):
        return {str(key): encode(value) for key, value in record.items()}
    raise CodecError(f"a {type(record).__name__} has no form in JSON")


def dumps(record: object) -> bytes:
    """Write a record as one line of JSON in UTF-8, without the line's end.

    Examples
    --------
    >>> from grandlivre.base.interval import Interval
    >>> dumps(Interval(low=Decimal("1.4E+9")))
    b'{"low":1400000000,"high":null}'
    """
    if _is_numbers_checked(record):
        try:
            return orjson.dumps(record, default=_number)
        except TypeError:
            pass  # said below, or spelt out
    plain = encode(record)
    try:
        return orjson.dumps(plain, default=_literal)
    except TypeError:
        # Integers past 64 bits, and half surrogates from a text that had them.
        return orjson.dumps(_spelt(plain), default=_literal)


def loads(kind: type[Record], line: bytes | str, *, where: str = "") -> Record:
    """Read a record from its JSON.

    Parameters
    ----------
    kind
        The dataclass to make.
    line
        Its JSON text.
    where
        File and line it comes from, for error messages.

    Raises
    ------
    CodecError
        Where it is no JSON or not of the right shape; names the key.

    Examples
    --------
    >>> from grandlivre.base.interval import Interval
    >>> loads(Interval, '{"low": 0.1, "high": null}')
    Interval(low=Decimal('0.1'), high=None)
    >>> loads(Interval, '{"low": "many"}', where="a.jsonl:3")
    Traceback (most recent call last):
    grandlivre.errors.CodecError: a.jsonl:3, low: expected a number, found "many"
    """
    try:
        return cast("Record", usual_of(cast("Any", kind))(orjson.loads(line)))
    except (KeyError, TypeError, ValueError, RecursionError):
        return _loads_carefully(kind, line, where)


def _loads_carefully(kind: type[Record], line: bytes | str, where: str) -> Record:
    """Read what is rare or wrong: numbers with a fraction, keys left out, half surrogates."""
    try:
        text = line if isinstance(line, str) else _decoded(line)
        plain = _JSON.decode(text)
    except (ValueError, RecursionError) as error:
        raise CodecError(
            "not valid JSON", where=where, remedy="check that the file is complete"
        ) from error
    return decode(kind, plain, where=where)


def decode(kind: type[Record], plain: Json, *, where: str = "") -> Record:
    """Make a record from dicts, lists, strings and numbers.

    Keys that the record does not have are passed over, so that a file written by a later
    version, or enriched by another tool, still reads.

    Raises
    ------
    CodecError
        Where the shape is wrong; names the key.
    """
    try:
        return cast("Record", decoder_of(cast("Any", kind))(plain))
    except CodecError as error:
        place = ", ".join(part for part in (where, error.where) if part)
        raise CodecError(error.what, where=place, remedy=error.remedy) from None


def _encode_float(value: float) -> float:
    if not isfinite(value):
        raise CodecError(f"{value} is not a number that JSON can hold")
    return value


def _encode_decimal(value: Decimal) -> int | Decimal:
    if not value.is_finite():
        raise CodecError(f"{value} is not a number that JSON can hold")
    if abs(value.adjusted()) > MOST_DIGITS:
        raise CodecError("a number has too many digits to be an amount")
    whole = int(value)
    return whole if value == whole else value


def _literal(value: object) -> object:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f").encode("ascii"))
    raise TypeError(type(value).__name__)


def _number(value: object) -> object:
    """What orjson is to write for what it does not know: a whole decimal is an integer."""
    if isinstance(value, Decimal):
        value = _encode_decimal(value)
    return value if isinstance(value, int) else _literal(value)


def _is_numbers_checked(record: object) -> bool:
    """True where orjson, which knows dataclasses, writes the same as `encode` does.

    It does for known types, except that what is no number becomes null without a word.
    """
    kind: Any = type(record)
    names = _numbers(kind)
    if names is None:
        return False
    for name in names:
        value = getattr(record, name)
        if isinstance(value, float):
            if not isfinite(value):
                return False
        elif value is not None and not isinstance(value, Decimal | int):
            return False
    return True


@cache
def _numbers(kind: Any) -> tuple[str, ...] | None:
    """Fields of a record that are numbers with decimals; None where there may be others deeper."""
    if not is_dataclass(kind):
        return None
    names = []
    for name, hint in get_type_hints(kind).items():
        known = _leaves(hint)
        if known & {float, Decimal}:
            if len(known) > 1:
                return None
            names.append(name)
        elif not known <= {str, bool, int}:
            return None
    return tuple(names)


def _leaves(hint: Any) -> set[Any]:
    """The scalar types that a type is made of; what is unknown stands for itself."""
    if hint is types.NoneType or hint is Ellipsis:
        return set()
    if get_origin(hint) in (Union, types.UnionType, tuple):
        return set().union(*map(_leaves, get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {str} if issubclass(hint, str) else {hint}
    if isinstance(hint, type) and is_dataclass(hint):
        below = set().union(*map(_leaves, get_type_hints(hint).values()))
        return below | {hint} if below & {float, Decimal} else below
    return {hint}


def _spelt(plain: Json) -> Json:
    """Spell out what orjson refuses, deep in a structure."""
    if isinstance(plain, dict):
        return {key: _spelt(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_spelt(item) for item in plain]
    if isinstance(plain, str) and not _is_unicode(plain):
        return orjson.Fragment(json.dumps(plain))
    if isinstance(plain, int) and not isinstance(plain, bool) and abs(plain) > _WIDEST_INT:
        return orjson.Fragment(str(plain))
    return plain


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _decoded(line: bytes) -> str:
    return line.decode(json.detect_encoding(line), "surrogatepass")


def _parse_int(digits: str) -> int | Decimal:
    # int() refuses more than 4,300 digits with an error that says nothing of the file.
    return int(digits) if len(digits) < MOST_DIGITS else Decimal(digits)


# Made once: to make one takes as long as to read a short line.
_JSON = json.JSONDecoder(parse_float=Decimal, parse_int=_parse_int)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
