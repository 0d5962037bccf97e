"""The ledger as JSON, in the shape of the published contract."""

from decimal import Decimal
from typing import Any

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim
from grandlivre.entities.model import Entity, Place, Project
from grandlivre.ledger.fusion.model import SourceRecord
from grandlivre.ledger.model import (
    Amount,
    Best,
    Capacity,
    Commitment,
    Conflict,
    Ledger,
    Link,
    Programme,
    Relation,
    Total,
    Words,
)


def ledger_to_json(ledger: Ledger) -> dict[str, Any]:
    """A ledger as plain values, ready for any JSON writer.

    Parameters
    ----------
    ledger
        From `grandlivre.ledger.reconcile`.

    Returns
    -------
    dict
        ``commitments``, ``programmes``, ``conflicts``, ``totals``, ``links``, ``sources``,
        ``notices`` and ``about``. Money is in units of its currency: whole numbers wherever it is
        whole, else floats.
    """
    return {
        "about": {
            "claims_read": ledger.claims_read,
            "origins": ledger.origins,
            "currency": "EUR",
            "currency_date": ledger.currency_date.isoformat(),
        },
        "commitments": [_commitment(each) for each in ledger.commitments],
        "programmes": [_programme(each) for each in ledger.programmes],
        "conflicts": [_conflict(each) for each in ledger.conflicts],
        "totals": [_total(each) for each in ledger.totals],
        "links": [_link(each) for each in ledger.links],
        "sources": [_source(each) for each in ledger.sources],
        "notices": [_notice(each) for each in ledger.notices],
    }


def record_to_json(record: object) -> dict[str, Any] | None:
    """One entry, programme, conflict or total as in the ledger's JSON; None for anything else."""
    match record:
        case Commitment():
            return _commitment(record)
        case Programme():
            return _programme(record)
        case Conflict():
            return _conflict(record)
        case Total():
            return _total(record)
    return None


def _commitment(entry: Commitment) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "title": entry.title.en,
        "title_fr": entry.title.fr,
        "parties": {
            "investors": [_entity(each) for each in entry.investors],
            "beneficiaries": [_entity(each) for each in entry.beneficiaries],
        },
        "amounts": [_amount(each) for each in entry.amounts],
        "reconciled": {**_bounds(entry.euros), "unit": "EUR", "money_date": entry.money_date},
        "implied": None if entry.implied is None else _bounds(entry.implied),
        "best": _best(entry.best),
        "stage": entry.stage.value,
        "starts": list(entry.starts),
        "ends": list(entry.ends),
        "places": [_place(each) for each in entry.places],
        "projects": [_project(each) for each in entry.projects],
        "purpose": entry.purpose.value,
        "capacities": [_capacity(each) for each in entry.capacities],
        "power_mw": None if entry.power_mw is None else _bounds(entry.power_mw),
        "relations": [_relation(each) for each in entry.relations],
        "claims": list(entry.claims),
        "origins": entry.origins,
        "said_by_one_text": {
            "parties": [_entity(each) for each in entry.doubted_parties],
            "places": [_place(each) for each in entry.doubted_places],
        },
        "aside": None if entry.aside is None else entry.aside.value,
        "announced": entry.announced,
        "paid": [_amount(each) for each in entry.paid],
    }


def _programme(entry: Programme) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title.en,
        "title_fr": entry.title.fr,
        "parties": {
            "investors": [_entity(each) for each in entry.investors],
            "beneficiaries": [_entity(each) for each in entry.beneficiaries],
        },
        "amounts": [_amount(each) for each in entry.amounts],
        "stated": {**_bounds(entry.euros), "unit": "EUR", "money_date": entry.money_date},
        "implied": None if entry.implied is None else _bounds(entry.implied),
        "best": _best(entry.best),
        "stage": entry.stage.value,
        "ends": list(entry.ends),
        "places": [_place(each) for each in entry.places],
        "projects": [_project(each) for each in entry.projects],
        "purpose": entry.purpose.value,
        "items": [
            {
                "entry": item.entry,
                "basis": "stated" if item.is_stated else "beside",
                "firm": item.is_firm,
                "perhaps": item.is_perhaps,
                "claims": list(item.claims),
            }
            for item in entry.items
        ],
        "itemised": _bounds(entry.itemised),
        "remainder": {**_bounds(entry.remainder), "depends_on": list(entry.depends_on)},
        "unpriced": list(entry.unpriced),
        "relations": [_relation(each) for each in entry.relations],
        "claims": list(entry.claims),
        "origins": entry.origins,
        "aside": None if entry.aside is None else entry.aside.value,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "kind": conflict.kind.value,
        "entries": list(conflict.entries),
        "claims": list(conflict.claims),
        "sides": [
            {"says": _words(side.says), "claims": list(side.claims), "origins": side.origins}
            for side in conflict.sides
        ],
        "size": _number(conflict.size),
        "contradiction": conflict.is_contradiction,
        "explanation": _words(conflict.explanation),
        "repairs": [_words(each) for each in conflict.repairs],
        "subsets": [list(each) for each in conflict.subsets],
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "id": total.id,
        "title": total.title.en,
        "title_fr": total.title.fr,
        **_bounds(total.euros),
        "unit": "EUR",
        "without_open": _bounds(total.without_open),
        "sums": list(total.sums),
        "open": list(total.open_entries),
        "leaves_out": [{"id": each.id, "reason": _words(each.reason)} for each in total.leaves_out],
        "unpriced": list(total.unpriced),
    }


def _source(record: SourceRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "kind": record.kind,
        "documents": record.documents,
        "origins": record.origins,
        "claims": record.claims,
        "tested": record.tested,
        "agreeing": round(record.agreeing, 3),
        "reliability": {
            "value": round(record.reliability, 3),
            "low": round(record.low, 3),
            "high": round(record.high, 3),
        },
        "copies_of": [
            {
                "source": each.source,
                "probability": round(each.probability, 3),
                "shared_figures": [
                    {"item": figure.item, "claims": list(figure.claims)}
                    for figure in each.shared_figures
                ],
            }
            for each in record.copies_of
        ],
    }


def _notice(claim: Claim) -> dict[str, Any]:
    where = claim.evidence
    return {
        "id": claim.id,
        "document": claim.document,
        "document_id": claim.document_id,
        "evidence": {
            "quote": where.quote,
            "start": where.start,
            "end": where.end,
            "prefix": where.prefix,
            "suffix": where.suffix,
        },
        "measure": claim.measure.value,
        "low": _number(claim.low),
        "high": _number(claim.high),
        "unit": claim.unit,
        "role": claim.role.value,
        "projects": list(claim.projects),
        "start": claim.start,
        "end": claim.end,
    }


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "claim": amount.claim,
        **_bounds(amount.stated),
        "unit": amount.unit,
        "eur_low": _number(amount.euros.low),
        "eur_high": _number(amount.euros.high),
        "rate": None if amount.rate is None else float(round(amount.rate, 6)),
        "rate_on": None if amount.rate_on is None else amount.rate_on.isoformat(),
        "rate_high": None if amount.rate_high is None else float(round(amount.rate_high, 6)),
        "rate_high_on": None if amount.rate_high_on is None else amount.rate_high_on.isoformat(),
        "rate_of_claim": amount.is_rate_of_claim,
    }


def _best(best: Best | None) -> dict[str, Any] | None:
    return None if best is None else {"value": _number(best.euros), "method": best.method.value}


def _capacity(capacity: Capacity) -> dict[str, Any]:
    return {
        "low_mw": _number(capacity.megawatts.low),
        "high_mw": _number(capacity.megawatts.high),
        "by": capacity.by,
        "claims": list(capacity.claims),
        "origins": capacity.origins,
    }


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "kind": "part_of",
        "whole": relation.whole,
        "basis": relation.basis.value,
        "claims": list(relation.claims),
        "firm": relation.is_firm,
        "exhaustive": relation.is_exhaustive,
        "reason": _words(relation.reason),
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "kind": link.kind.value,
        "source": link.source,
        "target": link.target,
        "basis": link.basis.value,
        "claims": list(link.claims),
        "reason": _words(link.reason),
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.key,
        "name": entity.name,
        "kind": entity.kind or None,
        "country": entity.country,
        "parents": list(entity.parents),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": place.key,
        "name": place.name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _project(project: Project) -> dict[str, Any]:
    return {
        "id": project.key,
        "name": project.name,
        "asset": project.asset.value,
        "named": project.is_named,
    }


def _bounds(interval: Interval) -> dict[str, Any]:
    return {"low": _number(interval.low), "high": _number(interval.high)}


def _words(words: Words) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}


def _number(value: Decimal | None) -> int | float | None:
    """A whole number as such, so that no digit of a sum of money is lost."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
