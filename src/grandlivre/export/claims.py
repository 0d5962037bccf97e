"""Claims for other programs: JSON Lines, and CSV for spreadsheets."""

import csv
import io
from decimal import Decimal

from grandlivre.base.codec import dumps
from grandlivre.claims.model import Claim

COLUMNS = (
    "id", "document", "quote", "quote_start", "quote_end", "measure", "low", "high", "unit",
    "role", "investors", "beneficiaries", "projects", "places", "purpose", "start", "end",
    "stage", "attributed_to", "part_of", "confidence", "reader",
)  # fmt: skip
"""Columns of the CSV; names in lists are parted by `` | ``."""

# A cell that starts so is a formula to a spreadsheet, and the texts are by strangers.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def jsonl_line(claim: Claim) -> bytes:
    """A claim as one line of JSON Lines, its end included."""
    return dumps(claim) + b"\n"


def csv_header() -> bytes:
    """The names of the columns, as the first line of the CSV."""
    return _line(COLUMNS)


def csv_line(claim: Claim) -> bytes:
    """A claim as one row of CSV, its end included.

    Text that a spreadsheet would take for a formula has an apostrophe put before it, as
    spreadsheets themselves do; `quote_start` and `quote_end` still say where it stands.
    """
    evidence = claim.evidence
    return _line(
        (
            claim.id, claim.document, evidence.quote, evidence.start, evidence.end,
            claim.measure.value, claim.low, claim.high, claim.unit, claim.role.value,
            claim.investors, claim.beneficiaries, claim.projects, claim.places,
            claim.purpose.value, claim.start, claim.end, claim.stage.value,
            claim.attributed_to, claim.part_of, claim.confidence, claim.reader,
        )
    )  # fmt: skip


def _line(cells: tuple[object, ...]) -> bytes:
    line = io.StringIO()
    # Lines end as RFC 4180 has them; with another end, a lone \r in a cell would go unquoted.
    csv.writer(line, lineterminator="\r\n").writerow([_cell(cell) for cell in cells])
    return line.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, int | float):
        return str(value)
    text = " | ".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
