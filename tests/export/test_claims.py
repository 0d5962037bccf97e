"""CSV that spreadsheets can be trusted with."""

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from grandlivre.claims.model import Claim, Evidence, Measure, Role
from grandlivre.export.claims import COLUMNS, csv_header, csv_line, jsonl_line


def claim(quote: str = "5 M€", investors: tuple[str, ...] = ()) -> Claim:
    return Claim(
        id="clm_1",
        document="a.txt",
        document_id="doc_1",
        evidence=Evidence(quote=quote, start=0, end=len(quote)),
        measure=Measure.MONEY,
        low=Decimal("5E+6"),
        high=None,
        unit="EUR",
        role=Role.COMMITMENT,
        investors=investors,
    )


def row(of: Claim) -> dict[str, str]:
    text = (csv_header() + csv_line(of)).decode()
    [found] = csv.DictReader(io.StringIO(text, newline=""))
    return found


def test_one_column_a_key() -> None:
    found = row(claim(investors=("MGX", "Bpifrance")))
    assert tuple(found) == COLUMNS
    assert found["low"] == "5000000"
    assert found["high"] == ""
    assert found["investors"] == "MGX | Bpifrance"


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_no_cell_of_a_text_is_a_formula(quote: str) -> None:
    found = row(claim(quote, investors=(quote,)))
    for cell in (found["quote"], found["investors"]):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert cell in (quote, f"'{quote}")


@given(st.text(st.characters(codec=None)))
def test_a_line_is_one_line(quote: str) -> None:
    line = jsonl_line(claim(quote))
    assert line.count(b"\n") == 1
    line.decode()
