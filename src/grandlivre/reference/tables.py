"""Rows of the package's own data files, each with the place where it stands."""

import gzip
import tomllib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeVar

from grandlivre.errors import ReferenceDataError

_T = TypeVar("_T")
_REMEDY = "correct the file, or install the package anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table.

    Examples
    --------
    >>> row = Row(where="x.tsv, line 3", cells={"code": "EUR", "symbols": "€|EUR", "digits": "2"})
    >>> row["code"], row.several("symbols"), row.number("digits")
    ('EUR', ('€', 'EUR'), 2)
    """

    where: str
    """File and line, for messages."""
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def required(self, column: str) -> str:
        """The cell of `column`, which may not be empty.

        Raises
        ------
        ReferenceDataError
            Where it is empty.
        """
        value = self.cells[column]
        if not value:
            raise ReferenceDataError(f"no {column}", where=self.where, remedy=_REMEDY)
        return value

    def several(self, column: str) -> tuple[str, ...]:
        """The values of a cell that parts them by ``|``."""
        return tuple(value for value in self.cells[column].split("|") if value)

    def number(self, column: str) -> int:
        """The whole number in a cell.

        Raises
        ------
        ReferenceDataError
            Where it is none.
        """
        return self.parsed(column, int)

    def parsed(self, column: str, parse: Callable[[str], _T]) -> _T:
        """A cell read by `parse`, its ValueError told with file and line."""
        try:
            return parse(self.cells[column])
        except ValueError as error:
            raise ReferenceDataError(
                f"{column} is {self.cells[column]!r}: {error}", where=self.where, remedy=_REMEDY
            ) from error


def data_bytes(name: str) -> bytes:
    """The content of a data file, unpacked where its name ends in ``.gz``.

    Raises
    ------
    ReferenceDataError
        Where the file is missing or damaged.
    """
    try:
        content = files(__package__).joinpath("data", *name.split("/")).read_bytes()
        return gzip.decompress(content) if name.endswith(".gz") else content
    except (OSError, EOFError, zlib.error) as error:
        raise ReferenceDataError(
            f"cannot be read: {error}", where=f"reference/data/{name}", remedy=_REMEDY
        ) from error


def data_text(name: str) -> str:
    """The text of a data file.

    Raises
    ------
    ReferenceDataError
        As `data_bytes`, or where it is no UTF-8.
    """
    try:
        return data_bytes(name).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReferenceDataError(
            f"is no UTF-8: {error}", where=f"reference/data/{name}", remedy=_REMEDY
        ) from error


def data_rows(name: str) -> Iterator[Row]:
    """The rows of a tab-separated file: comments start with ``#``, then a line of column names.

    Raises
    ------
    ReferenceDataError
        Where a row has more or fewer cells than there are columns.
    """
    return parse_rows(data_text(name), name=name)


def parse_rows(text: str, *, name: str) -> Iterator[Row]:
    r"""The rows of tab-separated text; `name` stands in messages.

    Examples
    --------
    >>> [row["b"] for row in parse_rows("# made up\na\tb\n1\t2\n", name="x.tsv")]
    ['2']
    """
    columns: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        where = f"reference/data/{name}, line {number}"
        if not columns:
            columns = cells
        elif len(cells) != len(columns):
            raise ReferenceDataError(
                f"{len(cells)} cells for {len(columns)} columns", where=where, remedy=_REMEDY
            )
        else:
            yield Row(where=where, cells=dict(zip(columns, cells, strict=True)))


def data_toml(name: str) -> dict[str, object]:
    """The content of a TOML file.

    Raises
    ------
    ReferenceDataError
        Where it is missing or malformed.
    """
    try:
        return tomllib.loads(data_text(name))
    except tomllib.TOMLDecodeError as error:
        raise ReferenceDataError(
            f"not TOML: {error}", where=f"reference/data/{name}", remedy=_REMEDY
        ) from error
