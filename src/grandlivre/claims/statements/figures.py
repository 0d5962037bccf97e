"""The figures of a row, and its cells that none could be read from."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from grandlivre.claims.model import Measure, Reason
from grandlivre.claims.statements.amounts import Amount, amount_of, is_number, states_nothing
from grandlivre.claims.statements.columns import Figure
from grandlivre.claims.statements.row import Row
from grandlivre.documents.model import Field
from grandlivre.errors import DocumentError
from grandlivre.reference.currencies import forms

_MOST_SAID = 60
"""Characters of a cell that a message repeats."""


class Found(NamedTuple):
    """A figure of a row, and the cells that it stands in."""

    figure: Figure
    amount: Amount
    start: int
    end: int
    reasons: tuple[Reason, ...]


def figures_of(row: Row) -> Iterator[Found]:
    """The sound figures of a row, in its order."""
    read = [found for cells in row.figures.values() if (found := _figure(row, cells)) is not None]
    yield from sorted(read, key=lambda found: (found.start, found.figure.measure.value))


def _figure(row: Row, cells: list[tuple[Figure, Field]]) -> Found | None:
    """One figure from its cell, or from the cells of its two ends."""
    unit, reasons = _currency(row, cells[0][0])
    read: dict[str, tuple[Figure, Field, Amount]] = {}
    for figure, cell in cells:
        amount = amount_of(cell.value, _with_unit(figure, unit))
        if amount is not None and figure.end not in read:
            read[figure.end] = (figure, cell, amount)
    low, high = read.get("low"), read.get("high")
    if low is None and high is None:
        whole = read.get("")
        if whole is None or not whole[2].unit:
            return None
        return Found(whole[0], whole[2], whole[1].start, whole[1].end, reasons)
    units = {each[2].unit for each in (low, high) if each is not None}
    if len(units) > 1 or not all(units):
        return None
    ends = [
        None if low is None else _least(low[2]),
        None if high is None else _most(high[2]),
    ]
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        ends.reverse()
        reasons += (Reason(field="low", rule="the cells of the two ends are exchanged"),)
    used = [each for each in (low, high) if each is not None]
    amount = Amount(low=ends[0], high=ends[1], unit=units.pop())
    start, end = min(each[1].start for each in used), max(each[1].end for each in used)
    return Found(used[0][0], amount, start, end, reasons)


def _least(amount: Amount) -> Decimal | None:
    return amount.high if amount.low is None else amount.low


def _most(amount: Amount) -> Decimal | None:
    return amount.low if amount.high is None else amount.high


def _with_unit(figure: Figure, unit: str) -> Figure:
    return figure if figure.unit == unit else replace(figure, unit=unit)


def _currency(row: Row, figure: Figure) -> tuple[str, tuple[Reason, ...]]:
    """The unit of a figure: of money, the currency of its column, of its row, of its neighbours."""
    if figure.unit or figure.measure is not Measure.MONEY:
        return figure.unit, ()
    stated = row.value("currency").lower()
    codes = forms().get(stated, ())
    if codes:
        return codes[0], (row.reason("unit", "currency column", "currency"),)
    others = {
        other.unit
        for cells in row.figures.values()
        for other, _ in cells
        if other.measure is Measure.MONEY and other.unit
    }
    if len(others) == 1:
        return others.pop(), (Reason(field="unit", rule="currency of the row's other column"),)
    return "", ()


def unread_of(row: Row) -> tuple[DocumentError, ...]:
    """What is said of a row's cells of figures that none was read from, in their order.

    Cells that state nothing themselves (`states_nothing`) are passed over.

    Returns
    -------
    tuple of DocumentError
        One for each cell, with the row's name, the column and what stands there; and one for the
        two ends of a figure where they are in different currencies.
    """
    name = row.document.name
    faults: list[tuple[int, DocumentError]] = []
    for cells in row.figures.values():
        unit = _currency(row, cells[0][0])[0]
        ends: dict[str, tuple[str, Field]] = {}
        for figure, cell in cells:
            if states_nothing(cell.value):
                continue
            amount = amount_of(cell.value, _with_unit(figure, unit))
            if amount is None or not amount.unit:
                faults.append((cell.start, _unread(name, cell, amount, has_unit=bool(unit))))
            else:
                ends.setdefault(figure.end, (amount.unit, cell))
        if {"low", "high"} <= set(ends) and ends["low"][0] != ends["high"][0]:
            faults.append((ends["low"][1].start, _at_odds(name, ends)))
    return tuple(fault for _, fault in sorted(faults, key=lambda each: each[0]))


def _unread(name: str, cell: Field, amount: Amount | None, *, has_unit: bool) -> DocumentError:
    """Why no figure comes of a cell: it says none, or none of anything."""
    said = " ".join(cell.value.split())
    said = said if len(said) <= _MOST_SAID else f"{said[:_MOST_SAID]}…"
    if amount is not None or (not has_unit and is_number(cell.value)):
        return DocumentError(
            f"the column {cell.name} holds “{said}”, without a currency or a unit",
            where=name,
            remedy="say it in the column's name, such as investment_eur or power_mw",
            code="bad_cell",
        )
    return DocumentError(
        f"the column {cell.name} holds “{said}”, which cannot be read as a figure",
        where=name,
        remedy="write a number, such as 1500000 or 1.5 bn, or leave the cell empty",
        code="bad_cell",
    )


def _at_odds(name: str, ends: Mapping[str, tuple[str, Field]]) -> DocumentError:
    """Two ends that no one figure can have."""
    (low_unit, low), (high_unit, high) = ends["low"], ends["high"]
    return DocumentError(
        f"the columns {low.name} and {high.name} give the ends of a figure in {low_unit} and "
        f"{high_unit}",
        where=name,
        remedy="give both in one currency",
        code="bad_cell",
    )
