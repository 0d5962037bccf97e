"""Exports judged by the standards' own validators."""

from pathlib import Path

import pytest
import validators
from small_ledger import small_material

from grandlivre.export.model import Material
from grandlivre.pipeline.exporting import export, read_run
from grandlivre.pipeline.running import run
from grandlivre.pipeline.writing import Watcher

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]

FRICTIONLESS = """
import json, os, sys
from frictionless import Package
os.chdir(sys.argv[1])
report = Package("datapackage.json").validate()
print(json.dumps(report.flatten(["name", "type", "fieldName", "rowNumber", "note"])))
"""
OC4IDS_CHECKS = """
import json, sys
from libcoveoc4ids.additional_checks import ADDITIONAL_CHECKS, CONFORMANCE_CHECKS
from libcoveocds.lib.additional_checks import flatten_dict
data = json.load(open(sys.argv[1]))
flat = dict(flatten_dict(data))
print(json.dumps([found for check in ADDITIONAL_CHECKS + CONFORMANCE_CHECKS
                  for found in check(data, flat)]))
"""
OC4IDS_SCHEMA = """
import json, sys, tempfile
import requests
from libcoveoc4ids.api import oc4ids_json_output
try:
    found = oc4ids_json_output(tempfile.mkdtemp(), sys.argv[1])["validation_errors"]
except requests.exceptions.RequestException:
    found = None
print(json.dumps(found))
"""
# The library tidies spaces in texts, which is no fault; any other value must be kept as it is.
FTM = """
import json, sys
from followthemoney import model
from followthemoney.exc import InvalidData
faults = []
tidy = lambda values: sorted(" ".join(value.split()) for value in values)
for line in open(sys.argv[1]):
    data = json.loads(line)
    try:
        model.get(data["schema"]).validate(data)
    except InvalidData as error:
        faults.append([data["id"], str(error.errors)])
    proxy = model.get_proxy(data, cleaned=False)
    for name, values in data["properties"].items():
        if tidy(proxy.get(name)) != tidy(values):
            faults.append([data["id"], name, values, proxy.get(name)])
    if proxy.to_dict().get("grandlivre") != data.get("grandlivre"):
        faults.append([data["id"], "the extension is not kept"])
print(json.dumps(faults))
"""


@pytest.fixture(scope="module", params=["small", "run"])
def material(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Material:
    """A small ledger that has something of everything, and that of the package's own texts."""
    if request.param == "small":
        return small_material()
    out = tmp_path_factory.mktemp("run")
    run([], out, watcher=Watcher(failed=lambda _: None, warned=lambda _: None))
    return Material.gather(*read_run(out))


def written(form: str, material: Material, tmp_path: Path) -> Path:
    return export(form, tmp_path / form, material.ledger, material.claims, material.documents).path


def test_frictionless_finds_no_fault(material: Material, tmp_path: Path) -> None:
    folder = written("frictionless", material, tmp_path)
    assert validators.validate("records", FRICTIONLESS, folder) == []


def test_frictionless_finds_a_fault(tmp_path: Path) -> None:
    folder = written("frictionless", small_material(), tmp_path)
    path = folder / "entries.csv"
    head, _, rows = path.read_bytes().partition(b"\r\n")
    path.write_bytes(head + b"\r\n" + rows.replace(b",announced,", b",dreamt,", 1))
    found = validators.validate("records", FRICTIONLESS, folder)
    assert ["constraint-error", "stage"] in [each[1:3] for each in found]
    assert "hash-count" in [each[1] for each in found]


def test_checks_of_oc4ids_find_no_fault(material: Material, tmp_path: Path) -> None:
    path = written("oc4ids", material, tmp_path)
    assert validators.validate("records", OC4IDS_CHECKS, path) == []


def test_the_schema_of_oc4ids_finds_no_fault(material: Material, tmp_path: Path) -> None:
    found = validators.validate("records", OC4IDS_SCHEMA, written("oc4ids", material, tmp_path))
    if found is None:
        pytest.skip("the schema is published on the web alone, and that cannot be reached here")
    assert found == []


def test_followthemoney_finds_no_fault(material: Material, tmp_path: Path) -> None:
    assert validators.validate("ftm", FTM, written("ftm", material, tmp_path)) == []


def test_followthemoney_finds_a_fault(tmp_path: Path) -> None:
    path = written("ftm", small_material(), tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"country":["ca"]', b'"country":["caledonia"]'))
    assert validators.validate("ftm", FTM, path)
