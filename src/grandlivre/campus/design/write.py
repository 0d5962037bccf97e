"""Designs back to TOML, so that anyone can write one out, change it and read it again."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any

from grandlivre.campus.design.model import Basis, CampusDesign
from grandlivre.ledger.model import Words

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = ("country", "place", "climate", "project")
_NAMED = ("phases", "halls", "pools", "partitions", "tenants", "batch", "services")
_SINGLE = ("grid", "machines", "heat", "interruptions")
_WHOLE = ("grid", "pools")
"""Tables whose blanks the reader fills from the reference, not with the defaults of their types."""


def design_to_toml(design: CampusDesign) -> str:
    """A design as TOML text, which reads back as the same design.

    Parameters
    ----------
    design
        Any design: what was filled in when it was read is written out.

    Returns
    -------
    str
        Figures that are the defaults of all designs are left out.

    Examples
    --------
    >>> from grandlivre.campus.design.read import designs, parse_design
    >>> design = designs()["campus-ia"]
    >>> parse_design(design_to_toml(design), design.name, source="") == design
    True
    """
    lines = [
        f"{key} = {_value(getattr(design, key))}"
        for key in ("title", "says", *_PLAIN)
        if getattr(design, key) is not None
    ]
    for key in _NAMED:
        for record in getattr(design, key):
            lines += _table(
                f"{key}.{_key(record.name)}", record, skip=("name",), is_whole=key in _WHOLE
            )
    for key in _SINGLE:
        lines += _table(key, getattr(design, key), skip=(), is_whole=key in _WHOLE)
    for basis in design.basis:
        lines += _basis(basis)
    return "\n".join(lines) + "\n"


def _table(head: str, record: Any, *, skip: tuple[str, ...], is_whole: bool = False) -> list[str]:
    """A table and its fields; those with the default's value are left out unless `is_whole`."""
    lines = [
        f"{field.name} = {_value(getattr(record, field.name))}"
        for field in fields(record)
        if field.name not in skip
        and getattr(record, field.name) is not None
        and (is_whole or getattr(record, field.name) != _default(field))
    ]
    if not lines and head in _SINGLE:
        return []
    return ["", f"[{head}]", *lines]


def _basis(basis: Basis) -> list[str]:
    return [
        "",
        f"[basis.{_text(basis.field)}]",
        f"mark = {_value(basis.mark)}",
        f"reason = {_value(basis.reason)}",
    ]


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    return MISSING


def _value(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, Words):
        is_same = value.fr == value.en
        return _text(value.en) if is_same else _inline((("fr", value.fr), ("en", value.en)))
    if is_dataclass(value):
        return _inline(
            (field.name, getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != _default(field)
        )
    if isinstance(value, Mapping):
        return _inline(value.items())
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return _text(str(value.value))
    return _text(value) if isinstance(value, str) else _number(value)


def _inline(pairs: Iterable[tuple[str, Any]]) -> str:
    return "{ " + ", ".join(f"{_key(key)} = {_value(value)}" for key, value in pairs) + " }"


def _number(value: float) -> str:
    """A number that reads back to the same."""
    if isinstance(value, int):
        return str(value)
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    # A string of JSON is a basic string of TOML, but for the one control that JSON leaves bare.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
