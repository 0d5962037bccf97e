"""FollowTheMoney: entities of known schemata, every reference found, no pledge a payment."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from small_ledger import small_material

from grandlivre.export.ftm import make, node_id, schema_of
from grandlivre.export.model import Material
from grandlivre.reference.parties import PartyKind

# Made from the library's wheel by scripts/make_ftm_schema.py.
SCHEMATA: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "ftm-schema.json").read_text(encoding="utf-8")
)["schemata"]
# As the library's types have them.
FORMS = {
    "entity": r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?",
    "date": r"\d{4}(-\d\d(-\d\d(T.*)?)?)?",
    "number": r"-?\d+(\.\d+)?",
    "country": r"[a-z]{2}",
    "language": r"[a-z]{3}",
    "url": r"https?://\S+",
}


def entities(material: Material) -> list[dict[str, Any]]:
    return [json.loads(line) for line in make(material).files[""]]


def lineage(schema: str) -> set[str]:
    return {schema}.union(*(lineage(each) for each in SCHEMATA[schema]["extends"]))


def properties(schema: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for each in lineage(schema):
        found |= SCHEMATA[each]["properties"]
    return found


@pytest.mark.parametrize("with_documents", [True, False])
def test_entities_are_as_their_schemata_say(with_documents: bool) -> None:
    found = entities(small_material(with_documents=with_documents))
    schema_by_id = {each["id"]: each["schema"] for each in found}
    assert len(schema_by_id) == len(found)
    for each in found:
        assert re.fullmatch(FORMS["entity"], each["id"])
        assert not SCHEMATA[each["schema"]]["abstract"]
        known = properties(each["schema"])
        # The library asks for what the schema itself requires, not those that it extends.
        assert set(SCHEMATA[each["schema"]]["required"]) <= set(each["properties"]), each
        for name, values in each["properties"].items():
            kind, target = known[name]
            assert values
            assert len(set(values)) == len(values)
            for value in values:
                assert isinstance(value, str)
                assert re.fullmatch(FORMS.get(kind, r"(?s).+"), value), (name, value)
                if kind == "entity":
                    assert target in lineage(schema_by_id[value]), (name, value)


def test_only_money_spent_is_a_payment() -> None:
    found = entities(small_material())
    [payment] = [each for each in found if each["schema"] == "Payment"]
    assert payment["properties"]["amount"] == ["30000000"]
    assert payment["properties"]["currency"] == ["EUR"]


def test_every_entry_is_a_project_with_its_participants_and_its_words() -> None:
    material = small_material()
    found = entities(material)
    projects = {each["id"]: each for each in found if each["schema"] == "Project"}
    notes = [each for each in found if each["schema"] == "Note"]
    claims = material.claims_by_id()
    for entry in (*material.ledger.commitments, *material.ledger.programmes):
        project = projects[node_id(entry.id)]
        assert project["grandlivre"].get("origins") == entry.origins
        if entry.euros.is_exact:
            assert Decimal(project["properties"]["amountEur"][0]) == entry.euros.low
        else:
            assert "amount" not in project["properties"]
            assert "amountEur" not in project["properties"]
        participants = [
            each["properties"]["participant"][0]
            for each in found
            if each["schema"] == "ProjectParticipant"
            and each["properties"]["project"] == [project["id"]]
        ]
        parties = (*entry.investors, *entry.beneficiaries)
        assert sorted(participants) == sorted(node_id(each.key) for each in parties)
        words = {
            each["grandlivre"]["claim"]: each["grandlivre"]["quote"]
            for each in notes
            if each["properties"]["entity"] == [project["id"]]
        }
        assert words == {key: claims[key].evidence.quote for key in entry.claims}


def test_every_document_is_the_proof_of_something() -> None:
    found = entities(small_material())
    proofs = {key for each in found for key in each["properties"].get("proof", [])}
    assert proofs <= {each["id"] for each in found if each["schema"] == "Article"}
    assert proofs


@pytest.mark.parametrize("kind", PartyKind)
def test_every_kind_of_party_has_a_schema(kind: PartyKind) -> None:
    assert "LegalEntity" in lineage(schema_of(kind))
    assert schema_of(kind) != "LegalEntity"
