"""FollowTheMoney entities, one a line: https://followthemoney.tech.

Entries and programmes are projects with their participants, parties are companies or bodies,
documents are articles, and each claim that an entry rests on is a note with its words. Only
money that a text says was paid is a payment: a pledge is none. What the model has no property
for stands beside its properties under ``grandlivre``, which readers keep and pass over.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.entities.model import Entity
from grandlivre.export.cells import plain
from grandlivre.export.jsons import json_bytes
from grandlivre.export.model import Exported, Material
from grandlivre.export.standing import (
    both,
    first_day,
    identifiers,
    is_range,
    last_day,
    links_by_source,
    named,
    period,
    unsaid,
)
from grandlivre.ledger.entries.payments import is_payment
from grandlivre.ledger.model import Commitment, Link, Programme

Node = dict[str, Any]
# Properties whose values are entities; the model allows no underscore in an entity's id.
_REFERENCES = frozenset(
    {"asset", "beneficiary", "entity", "owner", "participant", "payer", "project", "proof"}
)
# The model takes the codes of three letters alone (ISO 639-3).
_LANGUAGES = {
    "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "nl": "nld", "pt": "por",
}  # fmt: skip
_NOT_IN_ID = re.compile(r"[^0-9a-zA-Z]+")
_BODIES = frozenset({"government", "agency", "grid"})
_COMPANIES = frozenset(
    {
        "ai_lab", "hyperscaler", "neocloud", "data_centre", "chipmaker", "technology", "telecom",
        "energy", "industry", "bank", "public_bank", "sovereign_fund", "investor", "consultancy",
        "media",
    }
)  # fmt: skip
_ORGANISATIONS = frozenset({"research", "association"})


def make(material: Material) -> Exported:
    """Every party, project, participation, payment, document and note."""
    nodes = list(_nodes(material))
    ledger = material.ledger
    counts: dict[str, int] = {}
    for node in nodes:
        counts[node["schema"]] = counts.get(node["schema"], 0) + 1
    every = list(both(ledger))
    return Exported(
        files={"": (json_bytes(node) + b"\n" for node in nodes)},
        written={
            "parties": sum(counts.get(name, 0) for name in _PARTY_SCHEMATA),
            "projects": counts.get("Project", 0),
            "participations": counts.get("ProjectParticipant", 0),
            "payments": counts.get("Payment", 0),
            "documents": counts.get("Article", 0),
            "claims": counts.get("Note", 0),
        },
        extended={
            "ranges": sum(is_range(each.euros) for each in every),
            "amounts": sum(len(each.amounts) for each in every),
            "capacities": sum(len(each.capacities) for each in ledger.commitments),
            "relations": sum(len(each.relations) for each in every),
            "links": len(ledger.links),
        },
        left_out=unsaid(ledger),
    )


def schema_of(kind: str) -> str:
    """The schema of a party of that kind of the reference list.

    Examples
    --------
    >>> schema_of("ai_lab"), schema_of("government"), schema_of("")
    ('Company', 'PublicBody', 'LegalEntity')
    """
    if kind in _BODIES:
        return "PublicBody"
    if kind in _COMPANIES:
        return "Company"
    if kind in _ORGANISATIONS:
        return "Organization"
    return "Person" if kind == "person" else "LegalEntity"


def node_id(key: str) -> str:
    """The id of an entity of the model for a key of the ledger.

    Examples
    --------
    >>> node_id("cmt_f40fcf9e")
    'cmt-f40fcf9e'
    """
    return _NOT_IN_ID.sub("-", key).strip("-")


_PARTY_SCHEMATA = ("Company", "PublicBody", "Organization", "Person", "LegalEntity")


def _nodes(material: Material) -> Iterator[Node]:
    claims, documents = material.claims_by_id(), material.documents_by_id()
    parties: dict[str, Entity] = {}
    for entry in both(material.ledger):
        for entity in named((*entry.investors, *entry.beneficiaries)):
            parties.setdefault(entity.key, entity)
    yield from map(_document, material.documents)
    yield from map(_party, parties.values())
    yield from _owners(parties)
    links = links_by_source(material.ledger)
    for entry in both(material.ledger):
        told = [claims[key] for key in entry.claims if key in claims]
        proof = list(dict.fromkeys(claim.document_id for claim in told))
        yield _project(entry, proof, links.get(entry.id, ()))
        yield from _participants(entry, proof)
        for claim in told:
            yield _note(claim, entry.id, documents[claim.document_id])
    yield from _payments(material, parties)


def _document(document: Document) -> Node:
    return _node(
        document.id,
        "Article",
        {
            "fileName": document.name,
            "title": document.title,
            "sourceUrl": _web(document.url),
            "publisher": document.publisher,
            "author": document.author,
            "language": _LANGUAGES.get(document.language or ""),
            "publishedAt": _day(document.published),
        },
        sha256=document.sha256,
        language=document.language,
    )


def _party(entity: Entity) -> Node:
    schema = schema_of(entity.kind)
    numbers = identifiers(entity)
    properties: dict[str, Any] = {
        "name": entity.name,
        "alias": [*entity.forms, entity.name_en],
        "country": _country(entity.country),
        "wikidataId": numbers.get("wikidata"),
    }
    if schema != "Person":
        properties["leiCode"] = numbers.get("lei")
        properties["registrationNumber"] = numbers.get("siren")
    return _node(entity.key, schema, properties, kind=entity.kind)


def _owners(parties: dict[str, Entity]) -> Iterator[Node]:
    """Ownership of companies whose parent is in the ledger too."""
    for entity in parties.values():
        parent = parties.get(entity.parents[0]) if entity.parents else None
        if parent is not None and schema_of(entity.kind) == "Company":
            key = content_key("own", parent.key, entity.key)
            properties = {"owner": parent.key, "asset": entity.key, "role": "parent"}
            yield _node(key, "Ownership", properties)


def _project(entry: Commitment | Programme, proof: list[str], links: Iterable[Link]) -> Node:
    starts = entry.starts if isinstance(entry, Commitment) else ()
    euros = entry.euros
    exact = euros.low if euros.is_exact else None
    return _node(
        entry.id,
        "Project",
        {
            "name": [entry.title.en, entry.title.fr],
            "projectId": entry.id,
            "status": "pledge",
            "phase": entry.stage.value,
            "goal": entry.purpose.value,
            # One value only where all agree on it.
            "amount": exact,
            "amountEur": exact,
            "currency": "EUR" if exact is not None else None,
            "startDate": first_day(starts),
            "endDate": last_day(entry.ends),
            "date": _day(entry.money_date),
            "country": sorted({_country(each.country) or "" for each in entry.places}),
            "address": [place.called("en") for place in entry.places],
            "proof": proof,
        },
        kind=entry.kind.value if isinstance(entry, Commitment) else "programme",
        reconciled=_range(euros, "EUR"),
        best=None if entry.best is None else plain(entry.best.euros),
        implied=None if entry.implied is None else _range(entry.implied, "EUR"),
        origins=entry.origins,
        aside=entry.aside.value if entry.aside else None,
        starts=list(starts),
        ends=list(entry.ends),
        capacities=[
            {**_range(each.megawatts, "MW"), "by": each.by}
            for each in (entry.capacities if isinstance(entry, Commitment) else ())
        ],
        part_of=[
            {"whole": each.whole, "basis": each.basis.value, "reason": each.reason.en}
            for each in entry.relations
        ],
        stated=[{"claim": each.claim, **_range(each.stated, each.unit)} for each in entry.amounts],
    )


def _participants(entry: Commitment | Programme, proof: list[str]) -> Iterator[Node]:
    for role, entities in (("investor", entry.investors), ("beneficiary", entry.beneficiaries)):
        for each in named(entities):
            key = content_key("prt", entry.id, role, each.key)
            properties = {
                "project": entry.id,
                "participant": each.key,
                "role": role,
                "status": entry.stage.value,
                "proof": proof,
            }
            yield _node(key, "ProjectParticipant", properties)


def _note(claim: Claim, entry: str, document: Document) -> Node:
    proof = claim.evidence
    return _node(
        content_key("nte", entry, claim.id),
        "Note",
        {
            "description": proof.quote,
            "summary": f"{proof.prefix}{proof.quote}{proof.suffix}".strip(),
            "entity": entry,
            "sourceUrl": _web(document.url),
            "proof": claim.document_id,
        },
        claim=claim.id,
        # The model tidies spaces in texts; here the words stand as the document has them.
        quote=proof.quote,
        prefix=proof.prefix,
        suffix=proof.suffix,
        start=proof.start,
        end=proof.end,
        role=claim.role.value,
        **_range(Interval(low=claim.low, high=claim.high), claim.unit),
    )


def _payments(material: Material, parties: dict[str, Entity]) -> Iterator[Node]:
    """Money that a text says was spent, where it names one payer and one payee."""
    known = {fold(form): entity.key for entity in parties.values() for form in _forms(entity)}
    documents = material.documents_by_id()
    for claim in material.claims:
        names = (*claim.investors, *claim.beneficiaries)
        if not is_payment(claim) or len(claim.investors) != 1 or len(claim.beneficiaries) != 1:
            continue
        keys = []
        for name in names:
            key = known.get(fold(name))
            if key is None:
                key = known[fold(name)] = content_key("ent", fold(name))
                yield _node(key, "LegalEntity", {"name": name})
            keys.append(key)
        exact = claim.low if claim.low == claim.high else None
        properties = {
            "payer": keys[0],
            "beneficiary": keys[1],
            "amount": exact,
            "currency": claim.unit,
            "purpose": claim.purpose.value,
            "date": _day(claim.start or claim.end or documents[claim.document_id].published),
            "proof": claim.document_id,
        }
        ends = _range(Interval(low=claim.low, high=claim.high), claim.unit)
        yield _node(content_key("pay", claim.id), "Payment", properties, claim=claim.id, **ends)


def _forms(entity: Entity) -> Iterable[str]:
    return (entity.name, entity.called("en"), *entity.forms)


def _node(key: str, schema: str, properties: dict[str, Any], **extension: Any) -> Node:
    """An entity: every property a list of texts, the empty ones left out."""
    made = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        shown = [plain(each) if isinstance(each, Decimal) else each for each in values]
        if name in _REFERENCES:
            shown = [node_id(each) for each in shown]
        kept = list(dict.fromkeys(each for each in shown if each))
        if kept:
            made[name] = kept
    node: Node = {"id": node_id(key), "schema": schema, "properties": made}
    beside = {name: value for name, value in extension.items() if value not in (None, "", [])}
    return node | ({"grandlivre": beside} if beside else {})


def _range(interval: Interval, unit: str) -> dict[str, str]:
    ends = {"low": interval.low, "high": interval.high}
    return {name: plain(value) for name, value in ends.items() if value is not None} | {
        "unit": unit
    }


def _day(text: str | None) -> str | None:
    """A partial date as the model has it, which knows neither halves nor quarters of a year."""
    day = period(text)
    if day is None or text is None:
        return None
    return text if "H" not in text and "Q" not in text else day.first.isoformat()[:7]


def _country(code: str | None) -> str | None:
    return None if code in (None, "", "XX") else str(code).lower()


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
