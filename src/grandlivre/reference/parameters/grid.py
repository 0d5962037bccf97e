"""Grid contracts that are publicly known: power by site, step by step."""

from decimal import Decimal, InvalidOperation
from functools import cache

from grandlivre.base.periods import Period
from grandlivre.errors import ReferenceDataError
from grandlivre.reference import tables
from grandlivre.reference.parameters.model import GridProcedure, GridStep
from grandlivre.reference.parameters.rows import cited, rows

TABLE = "grid_steps.tsv"
_REMEDY = "correct the line"


@cache
def grid_steps() -> tuple[GridStep, ...]:
    """Every step of every known grid contract, in the order of the table.

    Raises
    ------
    ReferenceDataError
        Where the table is malformed; it names the line.

    Examples
    --------
    >>> [(step.total_mw, step.by) for step in grid_steps() if step.project == "Campus IA"]
    [(Decimal('240'), '2027'), (Decimal('700'), '2029'), (Decimal('1400'), None)]
    """
    return read_steps(tables.data_text(TABLE), name=TABLE)


def read_steps(text: str, *, name: str) -> tuple[GridStep, ...]:
    """The steps of a table's text; `name` stands in messages."""
    return tuple(_step(line) for line in tables.parse_rows(text, name=name))


def _step(line: tables.Row) -> GridStep:
    number = line.number("row")
    if number not in rows():
        raise ReferenceDataError(f"there is no row {number}", where=line.where, remedy=_REMEDY)
    try:
        total = Decimal(line.required("total_mw"))
    except InvalidOperation:
        raise ReferenceDataError(
            f"total_mw is {line['total_mw']!r}, no number", where=line.where, remedy=_REMEDY
        ) from None
    if line["by"]:
        line.parsed("by", Period.parse)
    return GridStep(
        place=line.required("place"),
        country=line.required("country"),
        project=line["project"],
        total_mw=total,
        by=line["by"] or None,
        procedure=line.parsed("procedure", GridProcedure),
        row=cited(rows()[number]),
    )
