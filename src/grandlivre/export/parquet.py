"""Parquet: a folder with one file a table, amounts as decimals and never as floats."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from grandlivre.errors import OutputError
from grandlivre.export.cells import plain
from grandlivre.export.columns import PYTHON, Column, Kind, Shape, Table, writable
from grandlivre.export.csv_tables import left_out_of_tables, rows_by_kind
from grandlivre.export.model import Exported, Material
from grandlivre.export.tables import TABLES

# Digits of a decimal, and how many of them stand after the point. Sums converted at a rate have
# at most 28 digits (Python's own precision), so that amounts up to 10^22 keep all of theirs.
_NARROW = {Kind.MONEY: (38, 16), Kind.RATE: (38, 28)}
_WIDE = (76, 38)


def make(material: Material) -> Exported:
    """Every table of the ledger, as ``NAME.parquet``.

    Raises
    ------
    OutputError
        Where pyarrow is not installed, or an amount has more digits than Parquet can hold.
    """
    arrow = _arrow()
    return Exported(
        files={
            f"{name}.parquet": _file(arrow, table, table.rows(material))
            for name, table in TABLES.items()
        },
        written=rows_by_kind(material),
        extended={},
        left_out=left_out_of_tables(material),
    )


def rows_of(table: Table, data: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
    """The rows that `make` wrote of a table, each cell with its type again."""
    arrow = _arrow()
    read = arrow.parquet.read_table(arrow.BufferReader(b"".join(data)))
    columns = [read.column(column.name).to_pylist() for column in table.columns]
    for row in zip(*columns, strict=True):
        yield tuple(
            tuple(value) if column.kind is Kind.TEXTS else value
            for value, column in zip(row, table.columns, strict=True)
        )


def parquet_of(table: Shape, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Rows as one Parquet file.

    Raises
    ------
    OutputError
        Where pyarrow is not installed, or an amount has more digits than Parquet can hold.
    """
    return _file(_arrow(), table, rows)


def arrow_table(table: Shape, rows: Iterable[Sequence[Any]]) -> Any:
    """Rows as a ``pyarrow.Table``, each column with its type, its meaning and its unit.

    Raises
    ------
    OutputError
        Where pyarrow is not installed, or an amount has more digits than Arrow can hold.
    """
    return _table(_arrow(), table, rows)


def _file(arrow: Any, table: Shape, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    sink = arrow.BufferOutputStream()
    arrow.parquet.write_table(_table(arrow, table, rows), sink, compression="zstd")
    yield sink.getvalue().to_pybytes()


def _table(arrow: Any, table: Shape, found: Iterable[Sequence[Any]]) -> Any:
    rows = list(found)
    cells = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    arrays, fields = [], []
    for column, values in zip(table.columns, cells, strict=True):
        kind = _type(arrow, column, values, f"{table.name}.{column.name}")
        arrays.append(arrow.array(_plain(column, values), type=kind))
        about = {"description": column.about, "unit": column.unit}
        fields.append(arrow.field(column.name, kind, nullable=not column.required, metadata=about))
    schema = arrow.schema(fields, metadata={"description": table.about})
    return arrow.Table.from_arrays(arrays, schema=schema)


def _plain(column: Column, values: tuple[Any, ...]) -> list[Any]:
    if column.kind is Kind.TEXT:
        return [None if value is None else writable(value) for value in values]
    if column.kind is Kind.TEXTS:
        return [[writable(each) for each in value] for value in values]
    return list(values)


def _type(arrow: Any, column: Column, values: tuple[Any, ...], where: str) -> Any:
    if PYTHON[column.kind] is Decimal:
        return _decimal(arrow, column, values, where)
    return {
        Kind.TEXT: arrow.string(),
        Kind.TEXTS: arrow.list_(arrow.string()),
        Kind.WHOLE: arrow.int64(),
        Kind.SHARE: arrow.float64(),
        Kind.YES_NO: arrow.bool_(),
        Kind.DAY: arrow.date32(),
    }[column.kind]


def _decimal(arrow: Any, column: Column, values: tuple[Any, ...], where: str) -> Any:
    """The same type for all ledgers, except where an amount is out of all proportion."""
    given = [value for value in values if value is not None]
    if all(_fits(value, _NARROW[column.kind]) for value in given):
        return arrow.decimal128(*_NARROW[column.kind])
    if all(_fits(value, _WIDE) for value in given):
        return arrow.decimal256(*_WIDE)
    raise OutputError(
        "an amount has more digits than Parquet can hold", where=where, remedy="export to csv"
    )


def _fits(value: Decimal, size: tuple[int, int]) -> bool:
    digits, places = size
    _, _, fraction = plain(value).partition(".")
    return len(fraction) <= places and value.adjusted() < digits - places


def _arrow() -> Any:
    """The package `pyarrow`, imported only where Parquet is asked for."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise OutputError(
            "pyarrow is not installed",
            where="parquet",
            remedy="run: pip install 'grandlivre[parquet]'",
        ) from error
    return pyarrow
