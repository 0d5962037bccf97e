"""Web Annotations: each leads back to its words, and to the whole claim."""

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_ledger import small_material

from grandlivre.claims.model import Claim, Evidence
from grandlivre.errors import CodecError
from grandlivre.export.annotations import annotation, claim_of, claims_in, make
from grandlivre.export.model import Material

IRI = {"type": "string", "pattern": r"^(https?://|urn:)\S+$"}
# What https://www.w3.org/TR/annotation-model/ says must be, of the classes that exports use.
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "additionalProperties": False,
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["describing"]},
        "body": {
            "type": "object",
            "required": ["type"],
            "propertyNames": {"pattern": "^(type|gl:[a-z_]+)$"},
        },
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "additionalProperties": False,
            "properties": {
                "source": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {"id": IRI, "type": {"const": "Text"}},
                    "propertyNames": {"pattern": "^(id|type|format|language|gl:[a-z0-9_]+)$"},
                },
                "state": {
                    "type": "object",
                    "required": ["type", "cached"],
                    "properties": {"type": {"const": "TimeState"}, "cached": IRI},
                },
                "selector": {
                    "type": "array",
                    "minItems": 2,
                    "maxItems": 2,
                    "prefixItems": [
                        {
                            "type": "object",
                            "required": ["type", "exact"],
                            "additionalProperties": False,
                            "properties": {
                                "type": {"const": "TextQuoteSelector"},
                                "exact": {"type": "string"},
                                "prefix": {"type": "string"},
                                "suffix": {"type": "string"},
                            },
                        },
                        {
                            "type": "object",
                            "required": ["type", "start", "end"],
                            "additionalProperties": False,
                            "properties": {
                                "type": {"const": "TextPositionSelector"},
                                "start": {"type": "integer", "minimum": 0},
                                "end": {"type": "integer", "minimum": 0},
                            },
                        },
                    ],
                },
            },
        },
    },
}
COLLECTION = {
    "type": "object",
    "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "required": ["id", "type", "partOf", "items"],
            "properties": {
                "id": IRI,
                "type": {"const": "AnnotationPage"},
                "partOf": IRI,
                "items": {"type": "array", "items": ANNOTATION},
            },
        },
    },
}


def exported(material: Material) -> bytes:
    return b"".join(make(material).files[""])


@pytest.mark.parametrize("with_documents", [True, False])
def test_the_collection_is_as_the_model_says(with_documents: bool) -> None:
    material = small_material(with_documents=with_documents)
    collection = json.loads(exported(material))
    jsonschema.Draft202012Validator(COLLECTION).validate(collection)
    assert collection["total"] == len(collection["first"]["items"]) == len(material.claims)


def test_selectors_lead_back_to_the_words() -> None:
    """Offsets are code points: the texts hold a character outside of the basic plane."""
    material = small_material()
    texts = material.documents_by_id()
    for each in json.loads(exported(material))["first"]["items"]:
        quote, position = each["target"]["selector"]
        text = texts[each["target"]["source"]["gl:document"]].text
        assert "🙂" in text or each["target"]["source"]["gl:name"] == "plan.md"
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"] != ""
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


@pytest.mark.parametrize("with_documents", [True, False])
def test_every_claim_comes_back(with_documents: bool) -> None:
    material = small_material(with_documents=with_documents)
    assert claims_in(exported(material)) == list(material.claims)


@given(
    st.text(st.characters(codec="utf-8")),
    st.text(st.characters(codec="utf-8")),
    st.lists(st.text(st.characters(codec="utf-8"))),
)
def test_any_words_come_back(quote: str, around: str, names: list[str]) -> None:
    first = small_material().claims[0]
    claim = replace(
        first,
        evidence=Evidence(quote=quote, start=3, end=3 + len(quote), prefix=around, suffix=around),
        investors=tuple(names),
        start=around,
    )
    material = Material.gather(small_material().ledger, [claim])
    assert claims_in(exported(material)) == [claim]


def test_half_surrogates_leave_the_offsets_right() -> None:
    first = small_material().claims[0]
    claim = replace(first, evidence=Evidence(quote="a\ud800\udc00b", start=2, end=6))
    material = Material.gather(small_material().ledger, [claim])
    [found] = claims_in(exported(material))
    assert found.evidence == Evidence(quote="a\ufffd\ufffdb", start=2, end=6)


def test_amounts_are_exact_and_typed() -> None:
    material = small_material()
    collection = json.loads(exported(material))
    terms = collection["@context"][1]
    assert terms["gl:low"] == {"@type": "http://www.w3.org/2001/XMLSchema#decimal"}
    lows = {each["body"]["gl:low"] for each in collection["first"]["items"]}
    assert "1500000000.5" in lows
    assert None in lows


def test_every_field_of_a_claim_is_in_its_annotation() -> None:
    claim = small_material().claims[0]
    made = annotation(claim, small_material().documents_by_id()[claim.document_id])
    fields = set(Claim.__dataclass_fields__) - {"id", "document", "document_id", "evidence"}
    assert {f"gl:{name}" for name in fields} == set(made["body"]) - {"type"}


@pytest.mark.parametrize("broken", [{}, {"target": []}, {"id": "x", "target": {}, "body": {}}])
def test_what_is_no_annotation_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(CodecError, match="not an annotation of a claim"):
        claim_of(broken)
