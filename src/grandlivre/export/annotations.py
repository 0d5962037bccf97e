"""W3C Web Annotations: one per claim, its exact words as the target, its fields as the body.

The model is https://www.w3.org/TR/annotation-model/ (2017); offsets count code points, as
``TextPositionSelector`` asks. Fields of a claim that the model has no word for are terms of a
namespace of our own, as JSON-LD lets anybody add.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from grandlivre.base.codec import decode, encode
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.errors import CodecError
from grandlivre.export.cells import plain
from grandlivre.export.jsons import json_bytes
from grandlivre.export.model import Exported, Material
from grandlivre.export.standing import unsaid

TERMS = "urn:grandlivre:terms:"
_DECIMALS = ("low", "high")
_LISTS = ("investors", "beneficiaries", "projects", "places", "attributed_to")
# Fields of a claim that its target says already.
_OF_TARGET = ("id", "document", "document_id", "evidence")
CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "gl": TERMS,
        **{
            f"gl:{name}": {"@type": "http://www.w3.org/2001/XMLSchema#decimal"}
            for name in _DECIMALS
        },
        **{f"gl:{name}": {"@container": "@list"} for name in _LISTS},
        "gl:reasons": {"@type": "@json"},
    },
]


def make(material: Material) -> Exported:
    """An AnnotationCollection of one page, an annotation a line."""
    return Exported(
        files={"": _collection(material)},
        written={"claims": len(material.claims)},
        extended={"fields": len(material.claims)},
        left_out={
            "entries": len(material.ledger.commitments) + len(material.ledger.programmes),
            **unsaid(material.ledger),
        },
    )


def annotation(claim: Claim, document: Document) -> dict[str, Any]:
    """One claim as a Web Annotation.

    Parameters
    ----------
    claim
        The claim.
    document
        The document that states it.
    """
    proof = claim.evidence
    body = {f"gl:{name}": value for name, value in encode(claim).items() if name not in _OF_TARGET}
    for name in _DECIMALS:
        amount: Decimal | None = getattr(claim, name)
        # As a string, since JSON-LD takes a number with a point for a float.
        body[f"gl:{name}"] = None if amount is None else plain(amount)
    return {
        "id": f"urn:grandlivre:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "gl:Claim", **body},
        "target": {
            "source": _source(claim, document),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": proof.quote,
                    "prefix": proof.prefix,
                    "suffix": proof.suffix,
                },
                {"type": "TextPositionSelector", "start": proof.start, "end": proof.end},
            ],
            # The offsets count in the text as it was read, not in the page that a browser shows.
            "state": {"type": "TimeState", "cached": _text_of(claim)},
        },
    }


def claim_of(plain_annotation: dict[str, Any]) -> Claim:
    """The claim that an annotation was made from.

    Raises
    ------
    CodecError
        Where it is no annotation of a claim; names the key.
    """
    try:
        target = plain_annotation["target"]
        quote, position = target["selector"]
        body = {
            key.removeprefix("gl:"): value
            for key, value in plain_annotation["body"].items()
            if key.startswith("gl:")
        }
        for name in _DECIMALS:
            body[name] = None if body[name] is None else Decimal(body[name])
        record = body | {
            "id": plain_annotation["id"].rpartition(":")[2],
            "document": target["source"]["gl:name"],
            "document_id": target["source"]["gl:document"],
            "evidence": {
                "quote": quote["exact"],
                "prefix": quote["prefix"],
                "suffix": quote["suffix"],
                "start": position["start"],
                "end": position["end"],
            },
        }
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise CodecError("not an annotation of a claim", where=f"key {error}") from error
    return decode(Claim, record)


def claims_in(data: bytes) -> list[Claim]:
    """The claims of a collection that `make` wrote."""
    collection = json.loads(data, parse_float=Decimal)
    return [claim_of(each) for each in collection["first"]["items"]]


def _source(claim: Claim, document: Document) -> dict[str, Any]:
    address = document.url or ""
    is_on_web = address.startswith(("http://", "https://"))
    source = {
        "id": address if is_on_web else _text_of(claim),
        "type": "Text",
        "format": "text/plain",
        "language": document.language,
        "gl:document": claim.document_id,
        "gl:name": claim.document,
        "gl:title": document.title,
        "gl:publisher": document.publisher,
        "gl:published": document.published,
        "gl:sha256": document.sha256,
    }
    return {name: value for name, value in source.items() if value is not None}


def _text_of(claim: Claim) -> str:
    return f"urn:grandlivre:document:{claim.document_id}"


def _collection(material: Material) -> Iterator[bytes]:
    documents = material.documents_by_id()
    head = {
        "@context": CONTEXT,
        "id": "urn:grandlivre:annotations",
        "type": "AnnotationCollection",
        "label": "Claims, each with the words it was read from",
        "total": len(material.claims),
    }
    page = {
        "id": "urn:grandlivre:annotations:1",
        "type": "AnnotationPage",
        "partOf": "urn:grandlivre:annotations",
        "startIndex": 0,
    }
    # Written by hand around the annotations, so that they need not all be held at once.
    yield json_bytes(head)[:-1] + b',"first":' + json_bytes(page)[:-1] + b',"items":['
    for position, claim in enumerate(material.claims):
        made = annotation(claim, documents[claim.document_id])
        yield (b",\n" if position else b"\n") + json_bytes(made)
    yield b"\n]}}\n"
