"""The sourced rows: every figure that was gathered, one statement a line."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from types import MappingProxyType

from grandlivre.errors import ReferenceDataError
from grandlivre.reference import tables
from grandlivre.reference.messages import typeset
from grandlivre.reference.parameters.model import Row
from grandlivre.reference.parameters.units import UnitError, unit

TABLE = "parameter_rows.tsv"
FRENCH = "parameter_rows_fr.tsv"
_REMEDY = "correct the row"


@cache
def rows() -> Mapping[int, Row]:
    """Every row by its number.

    Raises
    ------
    ReferenceDataError
        Where a row lacks its unit, source or date, its unit is not in the vocabulary, or its
        figures are out of order; the message names file and line.

    Examples
    --------
    >>> rows()[3].unit, rows()[3].low, rows()[3].high
    ('years', Decimal('3'), Decimal('4'))
    """
    french = {
        line.number("number"): (line.required("applies_to"), line["note"])
        for line in tables.data_rows(FRENCH)
    }
    return read_rows(tables.data_text(TABLE), french, name=TABLE)


def read_rows(
    text: str, french: Mapping[int, tuple[str, str]] | None = None, *, name: str
) -> Mapping[int, Row]:
    """The rows of a table's text; `name` stands in messages, `french` has their words."""
    found: dict[int, Row] = {}
    for line in tables.parse_rows(text, name=name):
        row = _row(line, french or {})
        if row.number in found:
            raise ReferenceDataError(
                f"row {row.number} stands twice", where=line.where, remedy=_REMEDY
            )
        found[row.number] = row
    return MappingProxyType(found)


def cited(row: Row) -> str:
    """How a row is cited: ``parameter#number``."""
    return f"{row.parameter}#{row.number}"


def _row(line: tables.Row, french: Mapping[int, tuple[str, str]]) -> Row:
    figures = [_figure(line, column) for column in ("low", "central", "high")]
    told = [figure for figure in figures if figure is not None]
    if not told or told != sorted(told):
        what = "low, central and high are out of order" if told else "no figure"
        raise ReferenceDataError(what, where=line.where, remedy=_REMEDY)
    try:
        unit(line.required("unit"))
    except UnitError as error:
        raise ReferenceDataError(str(error), where=line.where, remedy=_REMEDY) from error
    low, central, high = figures
    applies_to_fr, note_fr = french.get(line.number("number"), ("", ""))
    return Row(
        number=line.number("number"),
        parameter=line.required("parameter"),
        unit=line["unit"],
        low=low,
        central=central,
        high=high,
        applies_to=line.required("applies_to"),
        year=line.required("year"),
        source_name=line.required("source_name"),
        source_url=line.required("source_url"),
        source_date=line["source_date"] or None,
        note=line["note"],
        origin=line.required("origin"),
        applies_to_fr=typeset(applies_to_fr, "fr"),
        note_fr=typeset(note_fr, "fr"),
    )


def _figure(line: tables.Row, column: str) -> Decimal | None:
    if not line[column]:
        return None
    try:
        return Decimal(line[column])
    except InvalidOperation:
        raise ReferenceDataError(
            f"{column} is {line[column]!r}, no number", where=line.where, remedy=_REMEDY
        ) from None
