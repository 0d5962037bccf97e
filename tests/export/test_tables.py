"""Tables: CSV, Parquet and Frictionless hold the same records, and give them back."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_ledger import small_material

from grandlivre.claims.model import Claim, Evidence, Measure, Reason, Role
from grandlivre.errors import CodecError, OutputError
from grandlivre.export import csv_tables, frictionless, parquet
from grandlivre.export.columns import PYTHON, Kind, Table
from grandlivre.export.model import Exported, Material
from grandlivre.export.records import claims_from
from grandlivre.export.tables import TABLES

Reader = Callable[[Table, Iterable[bytes]], Iterator[tuple[Any, ...]]]
FORMS: dict[str, tuple[Callable[[Material], Exported], Reader, str]] = {
    "csv": (csv_tables.make, csv_tables.rows_of, ".csv"),
    "parquet": (parquet.make, parquet.rows_of, ".parquet"),
    "frictionless": (frictionless.make, csv_tables.rows_of, ".csv"),
}
NAMES = st.text(st.characters(codec="utf-8"), max_size=12)
AMOUNTS = st.none() | st.decimals(
    min_value=0, max_value=10**20, places=4, allow_nan=False, allow_infinity=False
)


def tables_of(form: str, material: Material) -> dict[str, list[tuple[Any, ...]]]:
    make, rows_of, suffix = FORMS[form]
    files = make(material).files
    return {name: list(rows_of(table, files[name + suffix])) for name, table in TABLES.items()}


@pytest.mark.parametrize("form", FORMS)
def test_every_record_comes_back(form: str) -> None:
    material = small_material()
    found = tables_of(form, material)
    for name, table in TABLES.items():
        assert found[name] == list(table.rows(material)), name
    assert claims_from(found["claims"], found["reasons"]) == list(material.claims)


@pytest.mark.parametrize("name", TABLES)
def test_the_small_ledger_has_rows_of_the_right_types(name: str) -> None:
    table = TABLES[name]
    rows = list(table.rows(small_material()))
    assert rows
    for row in rows:
        for value, column in zip(row, table.columns, strict=True):
            if value is None:
                assert not column.required, column.name
            else:
                assert type(value) is PYTHON[column.kind] or (
                    column.kind is Kind.SHARE and isinstance(value, float)
                ), column.name
            assert not column.among or value is None or value in column.among
    keys = [column.name for column in table.columns]
    found = [tuple(row[keys.index(part)] for part in table.key) for row in rows]
    assert len(set(found)) == len(found)


@given(NAMES, st.lists(NAMES, max_size=3), AMOUNTS, AMOUNTS, st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_any_claim_comes_back(
    quote: str, names: list[str], low: Decimal | None, high: Decimal | None, confidence: float
) -> None:
    claim = Claim(
        id="clm_1",
        document=quote,
        document_id="doc_1",
        evidence=Evidence(quote=quote, start=0, end=len(quote), prefix=quote, suffix="\r\n"),
        measure=Measure.MONEY,
        low=low,
        high=high,
        unit="EUR",
        role=Role.COMMITMENT,
        investors=tuple(names),
        start=quote or None,
        confidence=confidence,
        reasons=(Reason(field="role", rule=quote), Reason(field="unit", rule="x", start=0, end=1)),
    )
    material = Material.gather(small_material().ledger, [claim])
    for form in ("csv", "parquet"):
        found = tables_of(form, material)
        assert claims_from(found["claims"], found["reasons"]) == [claim]


def test_an_amount_out_of_all_proportion_is_kept_or_refused() -> None:
    material = small_material()
    for digits, fits in ((Decimal(10**30) + Decimal("0.5"), True), (Decimal(10**60), False)):
        claim = replace(material.claims[0], low=digits, high=None)
        changed = Material.gather(material.ledger, [claim], material.documents)
        if fits:
            found = tables_of("parquet", changed)
            assert claims_from(found["claims"], found["reasons"]) == [claim]
        else:
            with pytest.raises(OutputError, match=r"claims\.low: .* more digits"):
                tables_of("parquet", changed)
        found = tables_of("csv", changed)
        assert claims_from(found["claims"], found["reasons"]) == [claim]


def test_parquet_holds_amounts_as_decimals() -> None:
    arrow = pytest.importorskip("pyarrow")
    read_table = pytest.importorskip("pyarrow.parquet").read_table
    files = parquet.make(small_material()).files
    for name, table in TABLES.items():
        read = read_table(arrow.BufferReader(b"".join(files[f"{name}.parquet"])))
        for column in table.columns:
            field = read.schema.field(column.name)
            if PYTHON[column.kind] is Decimal:
                # The same whatever the ledger, so that files of several can be put together.
                places = 28 if column.kind is Kind.RATE else 16
                assert field.type == arrow.decimal128(38, places)
            assert arrow.types.is_floating(field.type) == (column.kind is Kind.SHARE)
            assert field.metadata[b"description"].decode() == column.about


def test_without_pyarrow_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"pip install 'grandlivre\[parquet\]'"):
        parquet.make(small_material())


def test_csv_is_as_rfc_4180_has_it() -> None:
    for name, parts in csv_tables.make(small_material()).files.items():
        data = b"".join(parts)
        assert not data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n"), name
        lines = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
        assert len({len(line) for line in lines}) == 1, name
        assert all(re.fullmatch("[a-z][a-z0-9_]*", column) for column in lines[0])


def test_every_table_is_documented_in_its_order() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "export.md"
    [row] = [line for line in page.read_text(encoding="utf-8").splitlines() if "| `csv` |" in line]
    listed = row.partition("one file each: ")[2].partition(" |")[0]
    assert listed.split(", ") == list(TABLES)


def test_columns_stay_where_they_are() -> None:
    """Programs that read the tables count on their names and their order."""
    held = Path(__file__).parent / "data" / "columns.json"
    columns = {name: [each.name for each in table.columns] for name, table in TABLES.items()}
    assert columns == json.loads(held.read_text(encoding="utf-8"))


def test_a_malformed_table_is_refused_with_its_place() -> None:
    table = TABLES["totals"]
    [head, *_] = csv_tables.csv_of(table, small_material())
    with pytest.raises(CodecError, match=r"totals\.csv"):
        list(csv_tables.rows_of(table, [b"a,b\r\n"]))
    with pytest.raises(CodecError, match=r"totals\.csv, row 2"):
        list(csv_tables.rows_of(table, [head, b"t,T,T,much,,,,,\r\n"]))


def test_the_package_describes_every_column() -> None:
    files = frictionless.make(small_material()).files
    assert list(files)[-1] == "datapackage.json"
    package = json.loads(b"".join(files["datapackage.json"]))
    assert package["licenses"]
    assert package["sources"]
    names = {resource["name"] for resource in package["resources"]}
    for resource, table in zip(package["resources"], TABLES.values(), strict=True):
        data = b"".join(files[resource["path"]])
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        head = next(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert all(field["description"] for field in resource["schema"]["fields"])
        for column, field in zip(table.columns, resource["schema"]["fields"], strict=True):
            if column.kind is Kind.MONEY:
                assert field["unit"]
        for key in resource["schema"]["foreignKeys"]:
            assert key["reference"]["resource"] in names


def test_texts_of_documents_stay_where_they_are() -> None:
    material = small_material()
    for form, (make, _, _) in FORMS.items():
        exported = make(material)
        assert exported.left_out["texts"] == len(material.documents)
        if form == "csv":
            data = b"".join(part for parts in exported.files.values() for part in parts)
            assert material.documents[0].text.encode() not in data
