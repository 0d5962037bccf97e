"""OC4IDS: as the published reference says, ranges in observations, the rest in the extension."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from small_ledger import small_material

from grandlivre.claims.model import Stage
from grandlivre.errors import OutputError
from grandlivre.export.model import Material
from grandlivre.export.oc4ids import EXTENSION, make
from grandlivre.ledger.model import Commitment, EntryKind

PROFILE = json.loads(
    (Path(__file__).parent / "data" / "oc4ids-profile.json").read_text(encoding="utf-8")
)


def package(material: Material) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(
        b"".join(make(material).files[""]), parse_int=Decimal, parse_float=Decimal
    )
    return made


def plain(material: Material) -> Any:
    return json.loads(b"".join(make(material).files[""]))


def paired(material: Material) -> Iterator[tuple[Commitment, dict[str, Any]]]:
    projects = {each["id"]: each for each in package(material)["projects"]}
    for entry in material.ledger.commitments:
        if entry.kind is not EntryKind.ROUND:
            yield entry, projects[f"oc4ids-000000-{entry.id}"]


def values(found: Any) -> Iterator[Any]:
    yield found
    children = found.values() if isinstance(found, dict) else found
    if isinstance(found, dict | list):
        for each in children:
            yield from values(each)


@pytest.mark.parametrize("with_documents", [True, False])
def test_the_package_keeps_to_the_reference(with_documents: bool) -> None:
    made = plain(small_material(with_documents=with_documents))
    jsonschema.Draft4Validator(PROFILE).validate(made)


def test_the_profile_finds_faults() -> None:
    made = plain(small_material())
    project = made["projects"][0]
    for broken in (
        project | {"id": "cmt_1"},
        project | {"status": "announced"},
        project | {"amount": 3},
        project | {"forecasts": [{"id": "x", "observations": []}]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft4Validator(PROFILE).validate(made | {"projects": [broken]})


@pytest.mark.parametrize("stage", Stage)
def test_the_package_keeps_to_the_reference_at_every_stage(stage: Stage) -> None:
    material = small_material()
    entries = tuple(replace(each, stage=stage) for each in material.ledger.commitments)
    changed = replace(material, ledger=replace(material.ledger, commitments=entries))
    jsonschema.Draft4Validator(PROFILE).validate(plain(changed))


def test_nothing_is_empty() -> None:
    """As the standard's own checks ask."""
    for each in values(plain(small_material())):
        assert each is not None
        assert each not in ("", [], {})
        assert not isinstance(each, str) or each.strip()


def test_a_budget_is_only_what_all_agree_on() -> None:
    for entry, project in paired(small_material()):
        if entry.euros.is_exact:
            assert project["budget"]["amount"]["amount"] == entry.euros.low
        else:
            assert "budget" not in project


def test_bounds_are_observations() -> None:
    for entry, project in paired(small_material()):
        money = {
            each["dimensions"]["bound"]: each["value"]["amount"]
            for forecast in project.get("forecasts", [])
            if forecast["id"] == "announcedMoney"
            for each in forecast["observations"]
        }
        assert money.get("low") == entry.euros.low
        assert money.get("high") == entry.euros.high
        assert project[EXTENSION]["reconciled"].get("low") == (
            None if entry.euros.low is None else format(entry.euros.low.normalize(), "f")
        )


def test_planned_power_is_a_forecast_and_power_in_service_a_metric() -> None:
    material = small_material()
    [powered] = [each for each in material.ledger.commitments if each.capacities]
    capacity = powered.capacities[0]
    for stage, by, where in (
        (Stage.ANNOUNCED, None, "forecasts"),
        (Stage.OPERATIONAL, "2024", "metrics"),
        (Stage.OPERATIONAL, "2031", "forecasts"),
    ):
        entry = replace(powered, stage=stage, capacities=(replace(capacity, by=by),))
        changed = replace(material, ledger=replace(material.ledger, commitments=(entry,)))
        [project] = package(changed)["projects"]
        found = [each for each in project.get(where, []) if each["id"].startswith("power")]
        assert [each["measure"] for each in found[0]["observations"]] == ["1200", "1200"]
        assert found[0]["observations"][0]["unit"]["id"] == "MAW"


def test_rounds_and_programmes_are_no_projects() -> None:
    material = small_material()
    made = make(material)
    assert made.left_out["rounds"] == 1
    assert [each["id"] for each in package(material)[EXTENSION]["programmes"]] == [
        each.id for each in material.ledger.programmes
    ]


def test_what_each_claim_states_is_in_the_extension() -> None:
    material = small_material()
    claims = material.claims_by_id()
    for entry, project in paired(material):
        for amount, stated in zip(entry.amounts, project[EXTENSION].get("stated", []), strict=True):
            assert stated["quote"] == claims[amount.claim].evidence.quote
            assert stated["currency"] == amount.unit
        assert len(project[EXTENSION].get("part_of", [])) == len(entry.relations)


def test_a_ledger_without_projects_is_refused() -> None:
    material = small_material()
    with pytest.raises(OutputError, match="the ledger has no entry"):
        make(replace(material, ledger=replace(material.ledger, commitments=())))
