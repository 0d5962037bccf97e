"""Frictionless: the CSV tables with a data package that describes them.

The descriptor is ``datapackage.json`` as Data Package v1 has it: https://specs.frictionlessdata.io.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import orjson

from grandlivre.export.columns import Column, Kind, Table
from grandlivre.export.csv_tables import csv_of, left_out_of_tables, rows_by_kind
from grandlivre.export.model import Exported, Material
from grandlivre.export.tables import TABLES

_TYPES = {
    Kind.TEXT: "string",
    Kind.TEXTS: "string",
    Kind.WHOLE: "integer",
    Kind.MONEY: "number",
    Kind.RATE: "number",
    Kind.SHARE: "number",
    Kind.YES_NO: "boolean",
    Kind.DAY: "date",
}
_LIST = " Several are parted by ' | '; a | within one is written \\|, and \\ is written \\\\."
_GUARDED = (
    "Texts that a spreadsheet would run as a formula, and those that start with an apostrophe, "
    "have an apostrophe put before them."
)


def make(material: Material) -> Exported:
    """The tables as CSV, and ``datapackage.json`` with their columns, units, licence and sources.

    The descriptor holds the size and the hash of each table, so that a table of another export
    among them is found out.
    """
    files: dict[str, Iterable[bytes]] = {}
    resources = []
    for name, table in TABLES.items():
        parts = list(csv_of(table, material))
        files[f"{name}.csv"] = parts
        resources.append(_resource(table, parts))
    package = orjson.dumps(_package(material, resources), option=orjson.OPT_INDENT_2)
    # Last, so that a reader that looks for it finds the tables that it tells of.
    files["datapackage.json"] = (package + b"\n",)
    return Exported(
        files=files,
        written=rows_by_kind(material),
        extended={"units": sum(bool(c.unit) for t in TABLES.values() for c in t.columns)},
        left_out=left_out_of_tables(material),
    )


def _package(material: Material, resources: list[dict[str, Any]]) -> dict[str, Any]:
    ledger = material.ledger
    return {
        "profile": "tabular-data-package",
        "name": "grandlivre-ledger",
        "title": "Ledger of AI-infrastructure money",
        "description": (
            f"What {ledger.claims_read} claims of {ledger.origins} independent origins say "
            f"together. Money is in euros unless a column says otherwise, converted at the ECB "
            f"rate of the claim's date, else of {ledger.currency_date.isoformat()}. An empty end "
            f"of an interval is open. A press pledge is no firm commitment. {_GUARDED}"
        ),
        "created": f"{ledger.currency_date.isoformat()}T00:00:00Z",
        "licenses": [
            {
                "name": "ODC-By-1.0",
                "title": "Open Data Commons Attribution License 1.0, for the tables' making; "
                "the quotes belong to their authors",
                "path": "https://opendatacommons.org/licenses/by/1-0/",
            }
        ],
        "contributors": [{"title": material.publisher.name, "role": "publisher"}],
        "sources": list(_sources(material)) or [{"title": "no document"}],
        "resources": resources,
    }


def _sources(material: Material) -> Iterator[dict[str, str]]:
    for each in material.documents:
        source = {"title": each.title or each.name}
        if each.url and each.url.startswith(("http://", "https://")):
            source["path"] = each.url
        yield source


def _resource(table: Table, parts: Iterable[bytes]) -> dict[str, Any]:
    digest, size = sha256(), 0
    for part in parts:
        digest.update(part)
        size += len(part)
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": list(_foreign_keys(table)),
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.is_filled:
        constraints["required"] = True
    if column.among:
        constraints["enum"] = list(column.among)
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.about + (_LIST if column.kind is Kind.TEXTS else ""),
    }
    if column.unit:
        # No word of the standard says a field's unit; readers pass over words they do not know.
        field["unit"] = column.unit
    if constraints:
        field["constraints"] = constraints
    return field


def _foreign_keys(table: Table) -> Iterator[Mapping[str, Any]]:
    for column in table.columns:
        if column.refers:
            other, _, field = column.refers.partition(".")
            yield {
                "fields": [column.name],
                "reference": {"resource": other.replace("_", "-"), "fields": [field]},
            }
