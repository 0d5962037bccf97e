"""The formats that a ledger can be exported to."""

from grandlivre.export import annotations, csv_tables, frictionless, ftm, iati, oc4ids, parquet
from grandlivre.export.model import Format

FORMATS: dict[str, Format] = {
    "csv": Format(make=csv_tables.make, suffix=""),
    "parquet": Format(make=parquet.make, suffix=""),
    "frictionless": Format(make=frictionless.make, suffix=""),
    "annotations": Format(make=annotations.make, suffix=".jsonld"),
    "iati": Format(make=iati.make, suffix=".xml"),
    "oc4ids": Format(make=oc4ids.make, suffix=".json"),
    "ftm": Format(make=ftm.make, suffix=".jsonl"),
}
"""Every format under the name that ``grandlivre export --to`` takes."""
