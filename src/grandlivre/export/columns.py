"""Tables that every tabular format writes alike: typed columns, described, with their units."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from grandlivre.export.model import Material

_HALF = re.compile(r"[\ud800-\udfff]")


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    TEXTS = "texts"
    """Several texts, in order."""
    WHOLE = "whole"
    MONEY = "money"
    """An exact decimal: money, or any other claimed quantity."""
    RATE = "rate"
    """An exact decimal of many places."""
    SHARE = "share"
    """A binary fraction: a confidence, a coordinate."""
    YES_NO = "yes_no"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    name: str
    kind: Kind
    about: str
    unit: str = ""
    """Unit of a number; empty where it has none or where another column says it."""
    required: bool = False
    """True where no cell is None; a text may still be empty."""
    among: tuple[str, ...] = ()
    """The only values that a text may have; empty for any."""
    refers: str = ""
    """``table.column`` that every value is found in."""

    @property
    def is_filled(self) -> bool:
        """True where every cell shows something."""
        is_free = self.kind is Kind.TEXTS or (self.kind is Kind.TEXT and not self.among)
        return self.required and (not is_free or self.name.endswith("_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a table is called, what it tells, and its columns."""

    name: str
    about: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Shape):
    """One table of the ledger, with what identifies a row, and how its rows are made."""

    key: tuple[str, ...]
    rows: Callable[[Material], Iterator[tuple[Any, ...]]]


def text(name: str, about: str, *, required: bool = False, refers: str = "") -> Column:
    """A column of texts that may be empty unless `required`."""
    return Column(name=name, kind=Kind.TEXT, about=about, required=required, refers=refers)


def key(name: str, about: str, refers: str = "") -> Column:
    """A column of ids; never empty."""
    return text(name, about, required=True, refers=refers)


def choice(name: str, about: str, values: type[Enum], *, required: bool = True) -> Column:
    """A column whose texts are those of an enumeration."""
    among = tuple(str(each.value) for each in values)
    return Column(name=name, kind=Kind.TEXT, about=about, required=required, among=among)


def texts(name: str, about: str) -> Column:
    """A column of lists of texts."""
    return Column(name=name, kind=Kind.TEXTS, about=about, required=True)


def money(name: str, about: str, unit: str = "EUR") -> Column:
    """A column of exact decimals; empty for an open end."""
    return Column(name=name, kind=Kind.MONEY, about=about, unit=unit)


def whole(name: str, about: str, *, required: bool = True) -> Column:
    """A column of whole numbers."""
    return Column(name=name, kind=Kind.WHOLE, about=about, required=required)


def share(name: str, about: str, unit: str = "", *, required: bool = False) -> Column:
    """A column of binary fractions."""
    return Column(name=name, kind=Kind.SHARE, about=about, unit=unit, required=required)


def yes_no(name: str, about: str) -> Column:
    """A column of truths."""
    return Column(name=name, kind=Kind.YES_NO, about=about, required=True)


PYTHON: dict[Kind, type] = {
    Kind.TEXT: str,
    Kind.TEXTS: tuple,
    Kind.WHOLE: int,
    Kind.MONEY: Decimal,
    Kind.RATE: Decimal,
    Kind.SHARE: float,
    Kind.YES_NO: bool,
    Kind.DAY: date,
}
"""The type of a cell in a row as `Table.rows` makes it."""


def writable(value: str) -> str:
    r"""A text as UTF-8 can hold it: a mark for each half surrogate, so that offsets still count.

    Examples
    --------
    >>> writable("a\ud800b") == "a\ufffdb"
    True
    """
    return value if value.isascii() else _HALF.sub("\ufffd", value)
