"""From plain values of JSON to records: one function for each type, made when first needed."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from grandlivre.errors import CodecError

Json = Any
Decoder = Callable[[Json], Any]
# Nobody states an amount of more digits; more is a malformed or hostile record.
MOST_DIGITS = 400


@cache
def decoder_of(kind: Any) -> Decoder:
    """Make, once for each type, the function that reads it from plain values."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional_decoder(kind)
    if origin is tuple:
        return _tuple_decoder(get_args(kind)[0])
    if origin is Mapping:
        return _mapping_decoder(get_args(kind)[1])
    if isinstance(kind, type):
        if is_dataclass(kind):
            return _record_decoder(kind)
        if issubclass(kind, Enum):
            return _enum_decoder(kind)
        if kind in _SCALARS:
            return _SCALARS[kind]
    raise CodecError(f"no way to read a {kind} from JSON")


def _record_decoder(kind: type) -> Decoder:
    hints = get_type_hints(kind)

    @cache
    def readers() -> list[tuple[str, bool, Decoder]]:
        # Looked up once, when first needed: a record may hold others of its own kind.
        return [
            (each.name, _is_required(each), decoder_of(hints[each.name])) for each in fields(kind)
        ]

    def read(plain: Json) -> object:
        if not isinstance(plain, dict):
            raise _wrong("an object", plain)
        values = {}
        for name, is_required, decoder in readers():
            if name in plain:
                try:
                    values[name] = decoder(plain[name])
                except CodecError as error:
                    raise _below(name, error) from error
            elif is_required:
                raise CodecError("is missing", where=name)
        try:
            return kind(**values)
        except ValueError as error:
            raise CodecError(str(error)) from error

    return read


def _is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _optional_decoder(kind: Any) -> Decoder:
    choices = [choice for choice in get_args(kind) if choice is not types.NoneType]
    if len(choices) != 1 or len(choices) == len(get_args(kind)):
        raise CodecError(f"no way to read a {kind} from JSON")
    decoder = decoder_of(choices[0])

    def read(plain: Json) -> object:
        return None if plain is None else decoder(plain)

    return read


def _tuple_decoder(item: Any) -> Decoder:
    @cache
    def one() -> Decoder:
        return decoder_of(item)

    def read(plain: Json) -> object:
        if not isinstance(plain, list):
            raise _wrong("an array", plain)
        decoder, values = one(), []
        for value in plain:
            try:
                values.append(decoder(value))
            except CodecError as error:
                raise _below(f"[{len(values)}]", error) from error
        return tuple(values)

    return read


def _mapping_decoder(item: Any) -> Decoder:
    decoder = decoder_of(item)

    def read(plain: Json) -> object:
        if not isinstance(plain, dict):
            raise _wrong("an object", plain)
        values = {}
        for name, value in plain.items():
            try:
                values[name] = decoder(value)
            except CodecError as error:
                raise _below(name, error) from error
        return values

    return read


def _below(name: str, error: CodecError) -> CodecError:
    """The same error, seen from one level higher."""
    dot = "." if error.where and not error.where.startswith("[") else ""
    return CodecError(error.what, where=f"{name}{dot}{error.where}", remedy=error.remedy)


def _enum_decoder(kind: type[Enum]) -> Decoder:
    members: dict[object, Enum] = {each.value: each for each in kind}

    def read(plain: Json) -> object:
        try:
            return members[plain]
        except (KeyError, TypeError):
            raise _wrong(f"one of {', '.join(str(m.value) for m in kind)}", plain) from None

    return read


def _read_str(plain: Json) -> str:
    if not isinstance(plain, str):
        raise _wrong("a string", plain)
    return plain


def _read_bool(plain: Json) -> bool:
    if not isinstance(plain, bool):
        raise _wrong("true or false", plain)
    return plain


def _read_int(plain: Json) -> int:
    if isinstance(plain, bool) or not isinstance(plain, int):
        raise _wrong("a whole number", plain)
    return plain


def _read_float(plain: Json) -> float:
    return float(_read_decimal(plain))


def _read_decimal(plain: Json) -> Decimal:
    if isinstance(plain, bool) or not isinstance(plain, int | float | Decimal):
        raise _wrong("a number", plain)
    try:
        # By way of str, a float gives the digits that it is written with.
        value = plain if isinstance(plain, Decimal) else Decimal(str(plain))
    except (InvalidOperation, ValueError):
        raise _wrong("a number", str(plain)[:20]) from None
    if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS:
        raise CodecError("a number has too many digits to be an amount")
    return value


def _read_date(plain: Json) -> date:
    try:
        return date.fromisoformat(_read_str(plain))
    except ValueError:
        raise _wrong("a date such as 2026-03-30", plain) from None


_SCALARS: dict[type, Decoder] = {
    str: _read_str,
    bool: _read_bool,
    int: _read_int,
    float: _read_float,
    Decimal: _read_decimal,
    date: _read_date,
}


def _wrong(expected: str, found: Json) -> CodecError:
    shown = json.dumps(found, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    return CodecError(f"expected {expected}, found {shown}")
