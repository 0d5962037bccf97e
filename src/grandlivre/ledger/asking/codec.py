"""An explanation as JSON, with stable keys."""

from decimal import Decimal
from typing import Any

from grandlivre.base.codec import encode
from grandlivre.ledger.asking.explain import Beside, Explanation, Tie, Told
from grandlivre.ledger.codec import record_to_json
from grandlivre.ledger.model import Conflict, Words


def explanation_to_json(explanation: Explanation) -> dict[str, Any]:
    """An explanation as plain values, ready for any JSON writer.

    Returns
    -------
    dict
        ``kind``, ``id``, ``title``, ``title_fr``; ``record``, the thing itself as in the
        ledger's JSON, or the whole claim; ``why``; ``claims`` with evidence, source, origin
        and conversion; ``part_of``, ``parts``, ``links`` and ``entries``; ``conflicts``;
        ``history``.
    """
    found = explanation.found
    return {
        "kind": type(found.thing).__name__.lower(),
        "id": found.id,
        "title": found.title.en,
        "title_fr": found.title.fr,
        "record": _record(explanation),
        "why": [_words(each) for each in explanation.why],
        "origins": explanation.voices,
        "claims": [_told(each) for each in explanation.told],
        "part_of": [_tie(each) for each in explanation.wholes],
        "parts": [_tie(each) for each in explanation.parts],
        "links": [_beside(each) for each in explanation.links],
        "entries": [_entry(each) for each in explanation.entries],
        "conflicts": [_conflict(each) for each in explanation.conflicts],
        "history": [
            {
                "day": each.day.isoformat(),
                "low": _number(each.euros.low),
                "high": _number(each.euros.high),
                "stage": each.stage.value,
                "claims": list(each.claims),
            }
            for each in explanation.steps
        ],
    }


def _record(explanation: Explanation) -> dict[str, Any]:
    thing = explanation.found.thing
    record = record_to_json(thing)
    return _plain(encode(thing)) if record is None else record


def _told(told: Told) -> dict[str, Any]:
    claim, document, amount = told.claim, told.document, told.amount
    return {
        "id": claim.id,
        "published": None if document is None else document.published,
        "known_from": None if told.day is None else told.day.isoformat(),
        "document": {
            "id": claim.document_id,
            "name": claim.document,
            "title": None if document is None else document.title,
            "publisher": None if document is None else document.publisher,
            "url": None if document is None else document.url,
        },
        "origin": told.origin,
        "evidence": encode(claim.evidence),
        "attributed_to": list(claim.attributed_to),
        "stated": {
            "low": _number(claim.low),
            "high": _number(claim.high),
            "unit": claim.unit,
        },
        "euros": None
        if amount is None
        else {"low": _number(amount.euros.low), "high": _number(amount.euros.high)},
        "rate": None if amount is None or amount.rate is None else float(round(amount.rate, 6)),
        "rate_on": None if amount is None or amount.rate_on is None else amount.rate_on.isoformat(),
        "rate_high": None
        if amount is None or amount.rate_high is None
        else float(round(amount.rate_high, 6)),
        "rate_high_on": None
        if amount is None or amount.rate_high_on is None
        else amount.rate_high_on.isoformat(),
        "rate_of_claim": None if amount is None else amount.is_rate_of_claim,
        "confidence": claim.confidence,
        "reader": claim.reader,
    }


def _tie(tie: Tie) -> dict[str, Any]:
    relation = tie.relation
    return {
        **_entry(tie.entry),
        "basis": relation.basis.value,
        "firm": relation.is_firm,
        "reason": _words(relation.reason),
        "claims": list(relation.claims),
    }


def _beside(beside: Beside) -> dict[str, Any]:
    link = beside.link
    return {
        **_entry(beside.entry),
        "kind": link.kind.value,
        "source": link.source,
        "target": link.target,
        "basis": link.basis.value,
        "reason": _words(link.reason),
        "claims": list(link.claims),
    }


def _entry(entry: Any) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title.en,
        "title_fr": entry.title.fr,
        "low": _number(entry.euros.low),
        "high": _number(entry.euros.high),
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "kind": conflict.kind.value,
        "explanation": _words(conflict.explanation),
        "size": _number(conflict.size),
    }


def _words(words: Words) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}


def _plain(value: Any) -> Any:
    """Decimals as floats, for any JSON writer."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return _number(value) if isinstance(value, Decimal) else value


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
