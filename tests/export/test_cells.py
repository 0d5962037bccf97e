"""Cells: whatever a text holds, it comes back, and no spreadsheet runs it."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grandlivre.export.cells import plain, read, shown
from grandlivre.export.columns import Column, Kind, choice, money, share, text, texts, whole, yes_no
from grandlivre.ledger.model import Aside

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
"""Newlines, quotes, NUL and half surrogates included."""
# As OWASP lists them (CSV injection), with the wide forms that some keyboards give.
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FREE, FILLED = text("free", ""), text("filled", "", required=True)


def storable(value: str) -> str:
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)


def through_csv(cell: str) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow([cell, "next"])
    data = file.getvalue().encode("utf-8")
    [row] = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    assert row[1] == "next"
    return row[0]


@given(ANY_TEXT, st.sampled_from([FREE, FILLED]))
@example("", FREE)
@example("'", FREE)
@example("'=1+1", FILLED)
@example('=HYPERLINK("http://example.org";"x")', FREE)
@example('a\x00b\r\nc\rd\ne"f,g;h', FREE)
@example("\ud83d\ude00", FREE)
def test_a_text_comes_back(value: str, column: Column) -> None:
    assert read(through_csv(shown(value, column)), column) == storable(value)


@given(st.lists(ANY_TEXT).map(tuple))
@example(("",))
@example(("", ""))
@example((" a ", "b\\", "|", " | ", "\\|", "=1"))
def test_several_texts_come_back(values: tuple[str, ...]) -> None:
    column = texts("several", "")
    assert read(through_csv(shown(values, column)), column) == tuple(map(storable, values))


@given(ANY_TEXT)
@example("＝1+1")
def test_no_text_is_a_formula(value: str) -> None:
    for start in ("", *RUN_BY_SPREADSHEETS):
        for cell in (shown(start + value, FREE), shown((start + value,), texts("t", ""))):
            assert not cell.startswith(RUN_BY_SPREADSHEETS)


def test_nothing_is_told_from_an_empty_text() -> None:
    assert shown(None, FREE) == ""
    assert read("", FREE) is None
    assert read(shown("", FREE), FREE) == ""


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
@example(Decimal("3E+10"))
@example(Decimal("0E-7"))
@example(Decimal("12345678901234567890123456789012345678.123456789"))
def test_an_amount_keeps_all_of_its_digits(value: Decimal) -> None:
    column = money("amount", "")
    cell = shown(value, column)
    assert read(cell, column) == value
    assert "E" not in cell
    assert not ("." in cell and cell.endswith(("0", ".")))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_share_comes_back(value: float) -> None:
    column = share("share", "")
    assert read(shown(value, column), column) == value


@pytest.mark.parametrize("value", [True, False])
def test_a_truth_comes_back(value: bool) -> None:
    column = yes_no("truth", "")
    assert read(shown(value, column), column) is value


def test_what_a_column_does_not_hold_is_refused() -> None:
    for column, cell in [
        (yes_no("truth", ""), "perhaps"),
        (whole("n", ""), "many"),
        (Column(name="day", kind=Kind.DAY, about=""), "2025-13-01"),
    ]:
        with pytest.raises(ValueError):
            read(cell, column)


def test_what_must_be_filled_is_said() -> None:
    assert choice("aside", "", Aside).is_filled
    assert whole("n", "").is_filled
    assert not texts("names", "").is_filled
    assert not text("note", "", required=True).is_filled
    assert not choice("aside", "", Aside, required=False).is_filled


def test_noughts_before_the_point_are_digits() -> None:
    assert plain(Decimal("100")) == "100"
    assert plain(Decimal("100.00")) == "100"
