"""OC4IDS 0.9, projects of infrastructure: https://standard.open-contracting.org/infrastructure/.

An entry is a project. The standard has no range, no "announced", no part-of: ranges stand in
observations with a dimension that says which bound they are, and all three, with what each claim
states, in an object ``x_grandlivre`` that readers of the standard pass over.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Purpose, Stage
from grandlivre.documents.model import Document
from grandlivre.entities.model import Entity, Place
from grandlivre.errors import OutputError
from grandlivre.export.cells import plain
from grandlivre.export.jsons import json_bytes
from grandlivre.export.model import Exported, Material
from grandlivre.export.standing import (
    identifiers,
    is_range,
    links_by_source,
    named,
    period,
    unsaid,
)
from grandlivre.ledger.entries.payments import is_payment
from grandlivre.ledger.model import Amount, Capacity, Commitment, EntryKind, Relation

VERSION = "0.9"
EXTENSION = "x_grandlivre"
_STATUS = {
    Stage.CONSIDERED: "identification",
    Stage.ANNOUNCED: "identification",
    Stage.CONFIRMED: "preparation",
    Stage.UNDER_CONSTRUCTION: "implementation",
    Stage.OPERATIONAL: "completed",
    Stage.CANCELLED: "cancelled",
}
_OVER = frozenset({Stage.OPERATIONAL, Stage.CANCELLED})
# Codes of the list projectSector, which holds what data centres are: information technology.
_SECTORS = {
    Purpose.DATA_CENTRE: "communications",
    Purpose.COMPUTE: "communications",
    Purpose.NETWORK: "communications",
    Purpose.ENERGY: "energy",
    Purpose.TRAINING: "education",
}
_MEGAWATT = {"name": "megawatt", "scheme": "UNCEFACT", "id": "MAW"}
_SCHEMES = (("siren", "FR-INSEE"), ("lei", "XI-LEI"))


def make(material: Material) -> Exported:
    """A project package of every entry but fund-raisings, which build nothing.

    Raises
    ------
    OutputError
        Where the ledger has no such entry: the standard knows no empty package.
    """
    ledger = material.ledger
    entries = [each for each in ledger.commitments if each.kind is not EntryKind.ROUND]
    if not entries:
        raise OutputError(
            "the ledger has no entry", where="oc4ids", remedy="read texts that state pledges"
        )
    return Exported(
        files={"": _package(material, entries)},
        written={"projects": len(entries)},
        extended={
            "ranges": sum(is_range(each.euros) for each in entries),
            "amounts": sum(len(each.amounts) for each in entries),
            "relations": sum(len(each.relations) for each in entries),
            "links": len(ledger.links),
            "programmes": len(ledger.programmes),
        },
        left_out={
            "rounds": len(ledger.commitments) - len(entries),
            "payments": sum(map(is_payment, material.claims)),
            **unsaid(ledger),
        },
    )


def _package(material: Material, entries: list[Commitment]) -> Iterator[bytes]:
    publisher, ledger = material.publisher, material.ledger
    head = {
        "version": VERSION,
        "uri": f"{publisher.uri}:oc4ids:{ledger.currency_date.isoformat()}",
        "publishedDate": _moment(ledger.currency_date.isoformat()),
        "publisher": {"name": publisher.name, "uri": publisher.uri},
        "license": "https://opendatacommons.org/licenses/by/1-0/",
        EXTENSION: {
            "programmes": [
                {
                    "id": each.id,
                    "title": each.title.en,
                    "title_fr": each.title.fr,
                    "stage": each.stage.value,
                    "stated": _range(each.euros, "EUR"),
                    "itemised": _range(each.itemised, "EUR"),
                    "remainder": _range(each.remainder, "EUR"),
                    "items": [item.entry for item in each.items],
                }
                for each in ledger.programmes
            ]
        },
    }
    makes = _Projects(material, (each.id for each in entries))
    yield json_bytes(_clean(head))[:-1] + b',"projects":['
    for position, entry in enumerate(entries):
        yield (b",\n" if position else b"\n") + json_bytes(_clean(makes.project(entry)))
    yield b"\n]}\n"


class _Projects:
    """Makes the projects of one package."""

    def __init__(self, material: Material, projects: Iterable[str]) -> None:
        self._projects = frozenset(projects)
        self._prefix = material.publisher.oc4ids_prefix
        self._published = material.ledger.currency_date.isoformat()
        self._links = links_by_source(material.ledger)
        self._claims = material.claims_by_id()
        self._documents = material.documents_by_id()

    def project(self, entry: Commitment) -> dict[str, Any]:
        """One project; what is empty in it is taken out afterwards."""
        sector = _SECTORS.get(entry.purpose)
        announced = period(entry.money_date)
        planned, in_service = self._power(entry)
        return {
            "id": f"{self._prefix}-{entry.id}",
            "updated": _moment(announced.first.isoformat() if announced else self._published),
            "title": entry.title.en,
            "description": _description(entry),
            "status": _STATUS[entry.stage],
            "period": _span(entry),
            "sector": [sector] if sector else [],
            "purpose": entry.purpose.value,
            "type": "construction" if entry.purpose is Purpose.DATA_CENTRE else None,
            "relatedProjects": list(self._related(entry)),
            "locations": [_location(each) for each in entry.places],
            "budget": _budget(entry),
            # What is announced is a forecast; a metric is what is there.
            "forecasts": [_announced(entry), *planned],
            "metrics": in_service,
            "parties": list(_parties(entry)),
            "documents": [_document(each) for each in self._sources(entry)],
            "milestones": list(_milestones(entry)),
            EXTENSION: self._extension(entry),
        }

    def _power(self, entry: Commitment) -> tuple[list[Any], list[Any]]:
        """Power that is planned, and power that is there."""
        found: tuple[list[Any], list[Any]] = ([], [])
        for position, each in enumerate(entry.capacities, 1):
            day = period(each.by)
            is_past = day is None or day.last.isoformat() <= self._published
            is_there = entry.stage is Stage.OPERATIONAL and is_past
            if each.megawatts != Interval():
                found[is_there].append(_power(position, each))
        return found

    def _related(self, entry: Commitment) -> Iterator[dict[str, Any]]:
        """What it is a part of: the list of relationships is open, and has no word for it."""
        for each in entry.relations:
            if each.whole in self._projects:
                yield {
                    "id": each.whole,
                    "scheme": "oc4ids",
                    "identifier": f"{self._prefix}-{each.whole}",
                    "relationship": "x_partOf",
                }

    def _sources(self, entry: Commitment) -> Iterator[Document]:
        keys = (self._claims[key].document_id for key in entry.claims if key in self._claims)
        yield from (self._documents[key] for key in dict.fromkeys(keys))

    def _extension(self, entry: Commitment) -> dict[str, Any]:
        return {
            "kind": entry.kind.value,
            "stage": entry.stage.value,
            "title_fr": entry.title.fr,
            "reconciled": _range(entry.euros, "EUR"),
            "best": None
            if entry.best is None
            else {
                "value": plain(entry.best.euros),
                "currency": "EUR",
                "method": entry.best.method.value,
            },
            "implied": None if entry.implied is None else _range(entry.implied, "EUR"),
            "power": None if entry.power_mw is None else _ends(entry.power_mw, "MW"),
            "money_date": entry.money_date,
            "starts": list(entry.starts),
            "ends": list(entry.ends),
            "origins": entry.origins,
            "aside": entry.aside.value if entry.aside else None,
            "part_of": [self._part_of(each) for each in entry.relations],
            "links": [
                {"kind": each.kind.value, "target": self._named(each.target)}
                for each in self._links.get(entry.id, ())
            ],
            "stated": [self._stated(each) for each in entry.amounts],
        }

    def _part_of(self, relation: Relation) -> dict[str, Any]:
        return {
            "id": self._named(relation.whole),
            "basis": relation.basis.value,
            "is_firm": relation.is_firm,
            "reason": {"en": relation.reason.en, "fr": relation.reason.fr},
        }

    def _named(self, key: str) -> str:
        """The id of a project of the package; the ledger's own for what is none."""
        return f"{self._prefix}-{key}" if key in self._projects else key

    def _stated(self, amount: Amount) -> dict[str, Any]:
        stated = {"claim": amount.claim, **_range(amount.stated, amount.unit)}
        claim = self._claims.get(amount.claim)
        if claim is not None:
            stated["document"] = claim.document_id
            stated["quote"] = claim.evidence.quote
            stated["start"], stated["end"] = claim.evidence.start, claim.evidence.end
        return stated


def _description(entry: Commitment) -> str:
    sources = "source" if entry.origins == 1 else "sources"
    return (
        f"As told by {entry.origins} independent {sources}. "
        "Announced money is a pledge, no approved budget."
    )


def _budget(entry: Commitment) -> dict[str, Any] | None:
    """A total value only where all agree on one: the standard has no range."""
    if not entry.euros.is_exact:
        return None
    assert entry.euros.low is not None
    return {
        "description": "Announced; no text says that it was approved",
        "amount": {"amount": entry.euros.low, "currency": "EUR"},
    }


def _announced(entry: Commitment) -> dict[str, Any] | None:
    """The reconciled bounds, an observation each."""
    observations = [
        {
            "id": bound,
            "value": {"amount": value, "currency": "EUR"},
            "dimensions": {"bound": bound},
        }
        for bound, value in (("low", entry.euros.low), ("high", entry.euros.high))
        if value is not None
    ]
    if not observations:
        return None
    return {
        "id": "announcedMoney",
        "title": "Announced money, lower and upper bound",
        "observations": observations,
    }


def _power(position: int, capacity: Capacity) -> dict[str, Any]:
    day = period(capacity.by)
    bounds = (("low", capacity.megawatts.low), ("high", capacity.megawatts.high))
    return {
        "id": f"power-{position}",
        "title": "Electrical power, lower and upper bound",
        "description": f"By {capacity.by}" if capacity.by else None,
        "observations": [
            {
                "id": bound,
                "measure": plain(value),
                "unit": _MEGAWATT,
                "period": {"endDate": _moment(day.last.isoformat())} if day else None,
                "dimensions": {"bound": bound},
            }
            for bound, value in bounds
            if value is not None
        ],
    }


def _parties(entry: Commitment) -> Iterator[dict[str, Any]]:
    roles: dict[str, tuple[Entity, list[str]]] = {}
    for role, entities in (("funder", entry.investors), ("x_beneficiary", entry.beneficiaries)):
        for each in named(entities):
            roles.setdefault(each.key, (each, []))[1].append(role)
    for key, (entity, held) in roles.items():
        numbers = identifiers(entity)
        known = [
            {"scheme": scheme, "id": numbers[name], "legalName": entity.called("en")}
            for name, scheme in _SCHEMES
            if name in numbers
        ]
        yield {
            "id": key,
            "name": entity.called("en"),
            "identifier": known[0] if known else None,
            "additionalIdentifiers": known[1:],
            "roles": held,
            EXTENSION: {"kind": entity.kind, "country": entity.country},
        }


def _location(place: Place) -> dict[str, Any]:
    has_point = place.latitude is not None and place.longitude is not None
    # As GeoJSON has it, which the standard follows: longitude first.
    point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return {
        "id": place.key,
        "description": place.called("en"),
        "geometry": point if has_point else None,
        "address": {"countryName": place.country} if place.country else None,
    }


def _document(document: Document) -> dict[str, Any]:
    published = period(document.published)
    address = document.url or ""
    return {
        "id": document.id,
        "documentType": "x_pressArticle",
        "title": document.title or document.name,
        "url": address if address.startswith(("http://", "https://")) else None,
        "datePublished": _moment(published.first.isoformat()) if published else None,
        "language": document.language,
        "author": document.author or document.publisher,
    }


def _milestones(entry: Commitment) -> Iterator[dict[str, Any]]:
    """Starts of works and entries into service, one for each date that claims give."""
    dated = [("x_startOfWorks", "Start", each) for each in entry.starts]
    dated += [("delivery", "Entry into service, or end", each) for each in entry.ends]
    for position, (kind, title, text) in enumerate(dated, 1):
        day = period(text)
        yield {
            "id": str(position),
            "title": f"{title}: {text}",
            "type": kind,
            "dueDate": _moment(day.last.isoformat()) if day else None,
            "status": None if entry.stage in _OVER else "scheduled",
        }


def _span(entry: Commitment) -> dict[str, Any] | None:
    """A period only where claims agree on its ends."""
    start = period(entry.starts[0]) if len(entry.starts) == 1 else None
    end = period(entry.ends[0]) if len(entry.ends) == 1 else None
    return {
        "startDate": _moment(start.first.isoformat()) if start else None,
        "endDate": _moment(end.last.isoformat()) if end else None,
    }


def _range(interval: Interval, currency: str) -> dict[str, Any]:
    return {**_ends(interval), "currency": currency}


def _ends(interval: Interval, unit: str = "") -> dict[str, Any]:
    ends: dict[str, Decimal | None] = {"low": interval.low, "high": interval.high}
    shown = {name: plain(value) for name, value in ends.items() if value is not None}
    return {**shown, "unit": unit}


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _clean(value: Any) -> Any:
    """Without what is empty, as the standard asks."""
    if isinstance(value, dict):
        made = {key: _clean(each) for key, each in value.items()}
        return {key: each for key, each in made.items() if each not in (None, "", [], {})}
    if isinstance(value, list):
        return [each for each in map(_clean, value) if each not in (None, "", [], {})]
    return value
