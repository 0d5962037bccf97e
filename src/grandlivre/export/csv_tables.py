"""CSV: a folder with one file a table, UTF-8, RFC 4180, amounts with all of their digits."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from grandlivre.errors import CodecError
from grandlivre.export.cells import read, shown
from grandlivre.export.columns import Shape, Table
from grandlivre.export.model import Exported, Material
from grandlivre.export.tables import TABLES

_ROWS_AT_ONCE = 2_000


def make(material: Material) -> Exported:
    """Every table of the ledger, as ``NAME.csv``."""
    return Exported(
        files={f"{name}.csv": csv_of(table, material) for name, table in TABLES.items()},
        written=rows_by_kind(material),
        extended={},
        left_out=left_out_of_tables(material),
    )


def csv_of(table: Table, material: Material) -> Iterator[bytes]:
    """One table as CSV, some rows at a time, the names of its columns first."""
    yield from lines_of(table, table.rows(material))


def lines_of(table: Shape, found: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Rows as CSV, some at a time, the names of their columns first."""
    yield _lines([[column.name for column in table.columns]])
    rows = iter(found)
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield _lines(
            [
                [shown(value, column) for value, column in zip(row, table.columns, strict=True)]
                for row in some
            ]
        )


def rows_of(table: Table, data: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
    """The rows that `csv_of` wrote, each cell with its type again.

    Parameters
    ----------
    table
        Which table it is.
    data
        The file, in parts.

    Raises
    ------
    CodecError
        Where it is not that table, or a cell does not hold what its column does.
    """
    lines = csv.reader(io.StringIO(b"".join(data).decode("utf-8"), newline=""), strict=True)
    names = [column.name for column in table.columns]
    if next(lines, None) != names:
        raise CodecError("the columns are not those of this table", where=f"{table.name}.csv")
    for number, line in enumerate(lines, 2):
        cells = zip(line, table.columns, strict=True)
        try:
            yield tuple(read(cell, column) for cell, column in cells)
        except (ValueError, ArithmeticError) as error:
            raise CodecError(str(error), where=f"{table.name}.csv, row {number}") from error


def rows_by_kind(material: Material) -> dict[str, int]:
    """How many records of each kind the tables hold."""
    ledger = material.ledger
    contradictions = sum(each.is_contradiction for each in ledger.conflicts)
    return {
        "claims": len(material.claims),
        "entries": len(ledger.commitments),
        "programmes": len(ledger.programmes),
        "links": len(ledger.links),
        "conflicts": contradictions,
        "notes": len(ledger.conflicts) - contradictions,
        "totals": len(ledger.totals),
        "documents": len(material.documents),
    }


def left_out_of_tables(material: Material) -> dict[str, int]:
    """The texts, which belong to those who wrote them."""
    return {"texts": len(material.documents)}


def _lines(rows: list[list[str]]) -> bytes:
    lines = io.StringIO()
    # Lines end as RFC 4180 has them; with another end, a lone \r in a cell would go unquoted.
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return lines.getvalue().encode("utf-8")
