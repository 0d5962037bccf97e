"""JSON of plain values, with every digit of a decimal and texts that UTF-8 can hold."""

from decimal import Decimal
from typing import Any

import orjson

from grandlivre.export.cells import plain
from grandlivre.export.columns import writable


def json_bytes(value: Any) -> bytes:
    r"""Dicts, lists, strings and numbers as JSON on one line.

    Parameters
    ----------
    value
        What to write. Decimals become numbers; half surrogates of broken texts become marks, one
        for each, so that offsets still count.

    Examples
    --------
    >>> json_bytes({"low": Decimal("1.50E+10")})
    b'{"low":15000000000}'
    >>> json_bytes(["a\ud800"]) == '["a\ufffd"]'.encode()
    True
    """
    try:
        return orjson.dumps(value, default=_digits)
    except TypeError:
        # Seldom needed, so not looked for beforehand.
        return orjson.dumps(_mended(value), default=_digits)


def as_it_is(record: str | bytes) -> Any:
    """A record that is JSON already, to stand in other JSON for `json_bytes`."""
    return orjson.Fragment(record)


def _digits(value: object) -> object:
    if isinstance(value, Decimal):
        return orjson.Fragment(plain(value).encode("ascii"))
    raise TypeError(type(value).__name__)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {_mended(key): _mended(each) for key, each in value.items()}
    return [_mended(each) for each in value] if isinstance(value, list | tuple) else value
