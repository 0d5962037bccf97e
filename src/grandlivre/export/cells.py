"""Typed cells as text and back: nothing lost, and nothing that a spreadsheet would run."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from grandlivre.export.columns import Column, Kind, writable

# A cell that starts so is a formula to some spreadsheet, and the texts are by strangers. The
# wide forms are formulas where the keyboard is set to Chinese or Japanese.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"
_SPLIT = re.compile(r"((?:[^\\|]|\\.)*)(\||\Z)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def shown(value: Any, column: Column) -> str:
    r"""The text of a cell; empty for None.

    A text that a spreadsheet would take for a formula has an apostrophe put before it, as
    spreadsheets themselves do, and so has one that starts with an apostrophe, or is empty where
    it might be None: `read` takes one apostrophe off again.

    Examples
    --------
    >>> from grandlivre.export.columns import money, text, texts
    >>> shown("=1+1", text("a", "")), shown(("MGX", "A|B"), texts("b", ""))
    ("'=1+1", 'MGX | A\\|B')
    >>> shown(Decimal("3E+10"), money("c", ""))
    '30000000000'
    """
    if value is None:
        return ""
    if value == "" and not column.required:
        return _GUARD
    return _SHOWN[column.kind](value)


def read(cell: str, column: Column) -> Any:
    """The value of a cell that `shown` made.

    Raises
    ------
    ValueError
        Where the cell does not hold what the column does.
    """
    return None if not cell and not column.required else _READ[column.kind](cell)


def plain(value: Decimal) -> str:
    """A decimal with all of its digits, and no more.

    Examples
    --------
    >>> plain(Decimal("109E+9")), plain(Decimal("0.50"))
    ('109000000000', '0.5')
    """
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _text(value: str) -> str:
    value = writable(value)
    return _GUARD + value if value.startswith((_GUARD, *_FORMULA)) else value


def _unguarded(cell: str) -> str:
    return cell.removeprefix(_GUARD)


def _texts(values: tuple[str, ...]) -> str:
    escaped = (value.replace("\\", "\\\\").replace("|", "\\|") for value in values)
    # No text at all is an empty cell, so that one empty text must not be.
    return _text(" | ".join(escaped)) if values != ("",) else _GUARD


def _split(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    found: list[str] = []
    joined, end = _unguarded(cell), 0
    while True:
        part = _SPLIT.match(joined, end)
        assert part is not None
        # The separator has one space on either side, which is no part of the texts.
        item = part[1][1 if found else 0 :]
        item = item[:-1] if part[2] else item
        found.append(_ESCAPED.sub(r"\1", item))
        end = part.end()
        if not part[2]:
            return tuple(found)


def _truth(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(f"neither true nor false: {cell}")
    return cell == "true"


_SHOWN: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _texts,
    Kind.WHOLE: str,
    Kind.MONEY: plain,
    Kind.RATE: plain,
    Kind.SHARE: repr,
    Kind.YES_NO: lambda value: "true" if value else "false",
    Kind.DAY: date.isoformat,
}
_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: _unguarded,
    Kind.TEXTS: _split,
    Kind.WHOLE: int,
    Kind.MONEY: Decimal,
    Kind.RATE: Decimal,
    Kind.SHARE: float,
    Kind.YES_NO: _truth,
    Kind.DAY: date.fromisoformat,
}
