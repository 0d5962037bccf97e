"""Records to JSON and back, without loss: errors name the key where the shape is wrong.

A record is a frozen dataclass; its JSON object has one key a field, in the order of the
fields. Tuples are arrays, enumerations their value, dates ISO strings. A decimal is a JSON
number with all of its digits: whole amounts read as integers everywhere.
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import orjson

from grandlivre.errors import CodecError

Record = TypeVar("Record")
Json = Any
_Decoder = Callable[[Json, str], Any]

# orjson writes integers of 64 bits; longer ones and decimals are written as their digits.
_WIDEST_INT = 2**63 - 1
# Nobody states an amount of more digits; more is a malformed or hostile record.
_MOST_DIGITS = 400


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
        plain = json.loads(line, parse_float=Decimal, parse_int=_parse_int)
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
        return cast("Record", _decoder(cast("Any", kind))(plain, ""))
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
    if abs(value.adjusted()) > _MOST_DIGITS:
        raise CodecError("a number has too many digits to be an amount")
    whole = int(value)
    return whole if value == whole else value


def _literal(value: object) -> object:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f").encode("ascii"))
    raise TypeError(type(value).__name__)


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


def _parse_int(digits: str) -> int | Decimal:
    # int() refuses more than 4,300 digits with an error that says nothing of the file.
    return int(digits) if len(digits) < _MOST_DIGITS else Decimal(digits)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _decoder(kind: Any) -> _Decoder:
    """Make, once for each type, the function that reads it."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional_decoder(kind)
    if origin is tuple:
        return _tuple_decoder(get_args(kind)[0])
    if isinstance(kind, type):
        if is_dataclass(kind):
            return _record_decoder(kind)
        if issubclass(kind, Enum):
            return _enum_decoder(kind)
        if kind in _SCALARS:
            return _SCALARS[kind]
    raise CodecError(f"no way to read a {kind} from JSON")


def _record_decoder(kind: type) -> _Decoder:
    hints = get_type_hints(kind)
    readers = [(field, hints[field.name]) for field in fields(kind)]

    def read(plain: Json, path: str) -> object:
        if not isinstance(plain, dict):
            raise _wrong("an object", plain, path)
        values = {}
        for field, hint in readers:
            place = f"{path}.{field.name}" if path else field.name
            if field.name in plain:
                values[field.name] = _decoder(hint)(plain[field.name], place)
            elif _is_required(field):
                raise CodecError("is missing", where=place)
        try:
            return kind(**values)
        except ValueError as error:
            raise CodecError(str(error), where=path) from error

    return read


def _is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _optional_decoder(kind: Any) -> _Decoder:
    choices = [choice for choice in get_args(kind) if choice is not types.NoneType]
    if len(choices) != 1 or len(choices) == len(get_args(kind)):
        raise CodecError(f"no way to read a {kind} from JSON")

    def read(plain: Json, path: str) -> object:
        return None if plain is None else _decoder(choices[0])(plain, path)

    return read


def _tuple_decoder(item: Any) -> _Decoder:
    def read(plain: Json, path: str) -> object:
        if not isinstance(plain, list):
            raise _wrong("an array", plain, path)
        one = _decoder(item)
        return tuple(one(value, f"{path}[{i}]") for i, value in enumerate(plain))

    return read


def _enum_decoder(kind: type[Enum]) -> _Decoder:
    def read(plain: Json, path: str) -> object:
        try:
            return kind(plain)
        except ValueError:
            raise _wrong(f"one of {', '.join(str(m.value) for m in kind)}", plain, path) from None

    return read


def _read_str(plain: Json, path: str) -> str:
    if not isinstance(plain, str):
        raise _wrong("a string", plain, path)
    return plain


def _read_bool(plain: Json, path: str) -> bool:
    if not isinstance(plain, bool):
        raise _wrong("true or false", plain, path)
    return plain


def _read_int(plain: Json, path: str) -> int:
    if isinstance(plain, bool) or not isinstance(plain, int):
        raise _wrong("a whole number", plain, path)
    return plain


def _read_float(plain: Json, path: str) -> float:
    return float(_read_decimal(plain, path))


def _read_decimal(plain: Json, path: str) -> Decimal:
    if isinstance(plain, bool) or not isinstance(plain, int | float | Decimal):
        raise _wrong("a number", plain, path)
    try:
        # By way of str, a float gives the digits that it is written with.
        value = plain if isinstance(plain, Decimal) else Decimal(str(plain))
    except (InvalidOperation, ValueError):
        raise _wrong("a number", str(plain)[:20], path) from None
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
        raise CodecError("a number has too many digits to be an amount", where=path)
    return value


def _read_date(plain: Json, path: str) -> date:
    try:
        return date.fromisoformat(_read_str(plain, path))
    except ValueError:
        raise _wrong("a date such as 2026-03-30", plain, path) from None


_SCALARS: dict[type, _Decoder] = {
    str: _read_str,
    bool: _read_bool,
    int: _read_int,
    float: _read_float,
    Decimal: _read_decimal,
    date: _read_date,
}


def _wrong(expected: str, found: Json, path: str) -> CodecError:
    shown = json.dumps(found, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    return CodecError(f"expected {expected}, found {shown}", where=path)
