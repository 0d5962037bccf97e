"""IATI 2.03 activities: https://iatistandard.org. Pledges of the press, never commitments.

An entry is an activity whose one transaction is an outgoing pledge (type 12), or, for money that
a company raises, an incoming one (type 13); beside it stands what was spent of it, given to
somebody (type 3) or laid out (type 4). Commitments (types 2 and 11) are firm written
obligations, which no claim is known to be: none is ever written. What the standard has no form
for stands in elements of a namespace of our own, as its schema allows.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Purpose, Stage
from grandlivre.documents.model import Document
from grandlivre.entities.model import Entity, Place
from grandlivre.errors import OutputError
from grandlivre.export.cells import plain
from grandlivre.export.columns import writable
from grandlivre.export.model import Exported, Material
from grandlivre.export.standing import (
    Pledged,
    both,
    counted,
    first_day,
    identifiers,
    is_range,
    last_day,
    links_by_source,
    named,
    payments_without_entry,
    period,
    unsaid,
)
from grandlivre.ledger.model import Amount, Commitment, EntryKind, Programme, Relation, Words

NAMESPACE = "urn:grandlivre:iati:1"
_PURPOSES_URI = "urn:grandlivre:purposes"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Codes of the standard's lists: TransactionType, ActivityStatus, ActivityDateType,
# OrganisationRole, OrganisationType, Sector (22040 is information and communication technology).
OUTGOING_PLEDGE, INCOMING_PLEDGE = "12", "13"
DISBURSEMENT, EXPENDITURE = "3", "4"
_STATUS = {
    Stage.CONSIDERED: "1",
    Stage.ANNOUNCED: "1",
    Stage.CONFIRMED: "1",
    Stage.UNDER_CONSTRUCTION: "2",
    Stage.OPERATIONAL: "3",
    Stage.CANCELLED: "5",
}
_BEGUN = frozenset({Stage.UNDER_CONSTRUCTION, Stage.OPERATIONAL})
_PLANNED_START, _ACTUAL_START, _PLANNED_END, _ACTUAL_END = "1", "2", "3", "4"
_FUNDING, _IMPLEMENTING = "1", "4"
_ORGANISATIONS = {
    "government": "10",
    "agency": "15",
    "public_bank": "15",
    "sovereign_fund": "15",
    "grid": "15",
    "research": "80",
    "association": "22",
}
_COMPANY = "70"
_ICT = "22040"
_OF_ICT = frozenset({Purpose.DATA_CENTRE, Purpose.COMPUTE, Purpose.NETWORK})
# What XML 1.0 has no form for, even escaped.
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\ufffd")


def make(material: Material) -> Exported:
    """Activities of every programme and entry.

    Raises
    ------
    OutputError
        Where the ledger has none: the standard knows no empty file.
    """
    ledger = material.ledger
    if not ledger.commitments and not ledger.programmes:
        raise OutputError(
            "the ledger has no entry", where="iati", remedy="read texts that state pledges"
        )
    ET.register_namespace("gl", NAMESPACE)
    writer = _Activities(material)
    root = ET.Element("iati-activities", {"version": "2.03"})
    root.set("generated-datetime", f"{ledger.currency_date.isoformat()}T00:00:00Z")
    root.extend(writer.activity(each) for each in both(ledger))
    ET.indent(root, " ")
    data = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    every = list(both(ledger))
    return Exported(
        files={"": (data, b"\n")},
        written={
            "activities": len(every),
            "transactions": len(writer.counted) + sum(bool(e.paid) for e in ledger.commitments),
        },
        extended={
            "ranges": sum(is_range(each.euros) for each in every),
            "amounts": sum(len(each.amounts) for each in every),
            "capacities": sum(len(each.capacities) for each in ledger.commitments),
            "relations": sum(len(each.relations) for each in every),
            "links": len(ledger.links),
        },
        # Money spent on what has no entry has no activity to stand in either.
        left_out={"payments": payments_without_entry(ledger, material.claims), **unsaid(ledger)},
    )


class _Activities:
    """Makes the activities of one export."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.counted = counted(material.ledger)
        self._links = links_by_source(material.ledger)
        self._claims = material.claims_by_id()
        self._documents = material.documents_by_id()

    def activity(self, entry: Commitment | Programme) -> ET.Element:
        """One activity, its elements in the order of the schema."""
        made = ET.Element("iati-activity", {_XML_LANG: "en", "default-currency": "EUR"})
        made.set("hierarchy", "1" if isinstance(entry, Programme) else "2")
        _say(made, "iati-identifier", self._identifier(entry.id))
        publisher = self.material.publisher
        reporting = {"ref": publisher.iati_ref, "type": "90", "secondary-reporter": "1"}
        named = Words(fr=publisher.name, en=publisher.name)
        _narrated(ET.SubElement(made, "reporting-org", reporting), named)
        _narrated(ET.SubElement(made, "title"), entry.title)
        _narrated(ET.SubElement(made, "description", {"type": "1"}), _description(entry))
        made.extend(_organisations(entry))
        ET.SubElement(made, "activity-status", {"code": _STATUS[entry.stage]})
        made.extend(self._dates(entry))
        countries = {place.country for place in entry.places if place.country}
        if len(countries) == 1 and (code := countries.pop()) != "EU":
            # For several the standard wants the share of each, which nobody states.
            ET.SubElement(made, "recipient-country", {"code": code})
        made.extend(map(_location, entry.places))
        made.extend(_sectors(entry.purpose))
        if entry.id in self.counted and isinstance(entry, Commitment):
            made.append(self._transaction(entry, self.counted[entry.id]))
        if isinstance(entry, Commitment) and entry.paid:
            made.append(self._payment(entry))
        for each in entry.relations:
            related = {"type": "1", "ref": self._identifier(each.whole)}
            ET.SubElement(made, "related-activity", related)
        made.append(self._extension(entry))
        return made

    def _identifier(self, key: str) -> str:
        return f"{self.material.publisher.iati_ref}-{key}"

    def _announced(self, entry: Commitment | Programme) -> str:
        day = period(entry.money_date)
        return (day.first if day else self.material.ledger.currency_date).isoformat()

    def _dates(self, entry: Commitment | Programme) -> Iterator[ET.Element]:
        """A start, which the standard's rules want, and an end, which may not be before it."""
        today = self.material.ledger.currency_date.isoformat()
        starts = entry.starts if isinstance(entry, Commitment) else ()
        start, end = first_day(starts), last_day(entry.ends)
        if start is not None:
            begun = entry.stage in _BEGUN and start <= today
            yield _date(_ACTUAL_START if begun else _PLANNED_START, start)
        else:
            start = self._announced(entry)
            yield _narrated(_date(_PLANNED_START, start), _OF_ANNOUNCEMENT)
        if end is not None and end >= start:
            done = entry.stage is Stage.OPERATIONAL and end <= today
            yield _date(_ACTUAL_END if done else _PLANNED_END, end)

    def _transaction(self, entry: Commitment, pledged: Pledged) -> ET.Element:
        made = ET.Element("transaction", {"ref": f"{entry.id}-pledge"})
        incoming = entry.kind is EntryKind.ROUND
        code = INCOMING_PLEDGE if incoming else OUTGOING_PLEDGE
        ET.SubElement(made, "transaction-type", {"code": code})
        day = self._stated_on(pledged.claim) or self._announced(entry)
        ET.SubElement(made, "transaction-date", {"iso-date": day})
        value = ET.SubElement(made, "value", {"currency": pledged.currency, "value-date": day})
        value.text = plain(pledged.value)
        _narrated(ET.SubElement(made, "description"), _PLEDGE)
        self._parties(made, entry)
        return made

    def _payment(self, entry: Commitment) -> ET.Element:
        """What was spent by the last word on it, for each such word may hold the one before."""
        last = entry.paid[-1]
        receivers = named(entry.beneficiaries)
        made = ET.Element("transaction", {"ref": f"{entry.id}-paid"})
        code = DISBURSEMENT if receivers else EXPENDITURE
        ET.SubElement(made, "transaction-type", {"code": code})
        day = self._stated_on(last.claim) or self._announced(entry)
        ET.SubElement(made, "transaction-date", {"iso-date": day})
        value = ET.SubElement(made, "value", {"currency": last.unit, "value-date": day})
        value.text = plain(last.stated.low or last.stated.high or Decimal(0))
        _narrated(ET.SubElement(made, "description"), _PAID)
        self._parties(made, entry)
        return made

    @staticmethod
    def _parties(made: ET.Element, entry: Commitment) -> None:
        """Who gives and who receives; of several, nobody says whose part is what."""
        for tag, parties in (
            ("provider-org", named(entry.investors)),
            ("receiver-org", named(entry.beneficiaries)),
        ):
            if len(parties) == 1:
                made.append(_organisation(tag, parties[0], {}))

    def _stated_on(self, claim: str) -> str | None:
        document = self._document(claim)
        day = period(document.published) if document else None
        return day.first.isoformat() if day else None

    def _document(self, claim: str) -> Document | None:
        found = self._claims.get(claim)
        return self._documents.get(found.document_id) if found else None

    def _extension(self, entry: Commitment | Programme) -> ET.Element:
        kind = entry.kind.value if isinstance(entry, Commitment) else "programme"
        made = _own("entry", kind=kind, stage=entry.stage.value, purpose=entry.purpose.value)
        made.set("origins", str(entry.origins))
        if entry.aside is not None:
            made.set("aside", entry.aside.value)
        best = {} if entry.best is None else {
            "best": plain(entry.best.euros), "method": entry.best.method.value,
        }  # fmt: skip
        made.append(_own("reconciled", currency="EUR", **_ends(entry.euros), **best))
        if entry.implied is not None:
            made.append(_own("implied", currency="EUR", **_ends(entry.implied)))
        if isinstance(entry, Programme):
            made.append(_own("itemised", currency="EUR", **_ends(entry.itemised)))
            made.append(_own("remainder", currency="EUR", **_ends(entry.remainder)))
            for item in entry.items:
                basis = "stated" if item.is_stated else "beside"
                made.append(_own("item", entry=item.entry, basis=basis))
        else:
            made.extend(_own("start", date=each) for each in entry.starts)
            if entry.power_mw is not None:
                made.append(_own("power", unit="MW", **_ends(entry.power_mw)))
            for each in entry.capacities:
                more = {"by": each.by} if each.by else {}
                made.append(_own("capacity", unit="MW", **_ends(each.megawatts), **more))
        made.extend(_own("end", date=each) for each in entry.ends)
        made.extend(map(_relation, entry.relations))
        for link in self._links.get(entry.id, ()):
            told = _own("link", kind=link.kind.value, entry=link.target, basis=link.basis.value)
            made.append(_reasoned(told, link.reason))
        made.extend(self._told("stated", each) for each in entry.amounts)
        if isinstance(entry, Commitment):
            made.extend(self._told("paid", each) for each in entry.paid)
        return made

    def _told(self, tag: str, amount: Amount) -> ET.Element:
        """A sum as one claim states it, with its words."""
        told = _own(tag, claim=amount.claim, currency=amount.unit, **_ends(amount.stated))
        if amount.rate is not None:
            told.set("euros-for-one", plain(amount.rate))
        self._quote(told, amount.claim)
        return told

    def _quote(self, stated: ET.Element, key: str) -> None:
        claim: Claim | None = self._claims.get(key)
        document = self._document(key)
        if claim is None or document is None:
            return
        stated.set("document", _xml(document.url or document.name))
        if document.published:
            stated.set("published", document.published)
        stated.set("start", str(claim.evidence.start))
        stated.set("end", str(claim.evidence.end))
        stated.text = _xml(claim.evidence.quote)


_OF_ANNOUNCEMENT = Words(
    fr="Date de l’annonce\u00a0: aucune date de début n’est donnée",
    en="Date of the announcement: no date of start is given",
)
_PLEDGE = Words(
    fr="Promesse\u00a0: borne basse de ce que les textes disent ensemble, comptée une fois\u00a0; "
    "pas un engagement ferme",
    en="Pledge: lower bound of what the texts say together, counted once; no firm commitment",
)


_PAID = Words(
    fr="Dépensé selon les textes, au dernier mot", en="Spent as the texts say, by their last word"
)


def _description(entry: Commitment | Programme) -> Words:
    several = entry.origins != 1
    return Words(
        fr=f"{entry.title.fr}. D’après {entry.origins} "
        f"source{'s' if several else ''} indépendante{'s' if several else ''}.",
        en=f"{entry.title.en}. As told by {entry.origins} independent "
        f"source{'s' if several else ''}.",
    )


def _organisations(entry: Commitment | Programme) -> Iterator[ET.Element]:
    funding, implementing = named(entry.investors), named(entry.beneficiaries)
    for role, parties in ((_FUNDING, funding), (_IMPLEMENTING, implementing)):
        for each in parties:
            yield _organisation("participating-org", each, {"role": role})
    if not funding and not implementing:
        nobody = Words(fr="Nommé par aucun texte", en="Named by no text")
        yield _narrated(ET.Element("participating-org", {"role": _FUNDING}), nobody)


def _organisation(tag: str, entity: Entity, more: dict[str, str]) -> ET.Element:
    numbers = identifiers(entity)
    made = ET.Element(tag, more)
    if "siren" in numbers:
        made.set("ref", f"FR-INSEE-{numbers['siren']}")
    elif "lei" in numbers:
        made.set("ref", f"XI-LEI-{numbers['lei']}")
    if entity.kind and entity.kind != "person":
        made.set("type", _ORGANISATIONS.get(entity.kind, _COMPANY))
    return _narrated(made, Words(fr=entity.called("fr"), en=entity.called("en")))


def _date(kind: str, day: str) -> ET.Element:
    return ET.Element("activity-date", {"type": kind, "iso-date": day})


def _location(place: Place) -> ET.Element:
    made = ET.Element("location")
    _narrated(ET.SubElement(made, "name"), Words(fr=place.called("fr"), en=place.called("en")))
    if place.latitude is not None and place.longitude is not None:
        system = {"srsName": "http://www.opengis.net/def/crs/EPSG/0/4326"}
        point = ET.SubElement(made, "point", system)
        _say(point, "pos", f"{place.latitude} {place.longitude}")
    return made


def _sectors(purpose: Purpose) -> Iterator[ET.Element]:
    if purpose in _OF_ICT:
        yield ET.Element("sector", {"vocabulary": "1", "code": _ICT})
    own = {"vocabulary": "99", "vocabulary-uri": _PURPOSES_URI, "code": purpose.value}
    yield ET.Element("sector", own)


def _relation(relation: Relation) -> ET.Element:
    made = _own("part-of", entry=relation.whole, basis=relation.basis.value)
    made.set("exhaustive", "true" if relation.is_exhaustive else "false")
    return _reasoned(made, relation.reason)


def _reasoned(made: ET.Element, words: Words) -> ET.Element:
    for language in ("en", "fr"):
        reason = _own("reason")
        reason.set(_XML_LANG, language)
        reason.text = _xml(words.of(language))
        made.append(reason)
    return made


def _ends(interval: Interval) -> dict[str, str]:
    ends: Iterable[tuple[str, Decimal | None]] = (("low", interval.low), ("high", interval.high))
    return {name: plain(value) for name, value in ends if value is not None}


def _own(tag: str, **attributes: str) -> ET.Element:
    """An element of the extension."""
    return ET.Element(f"{{{NAMESPACE}}}{tag}", {k: _xml(v) for k, v in attributes.items()})


def _narrated(parent: ET.Element, words: Words) -> ET.Element:
    """The element with its words in English, the activity's language, and in French."""
    _say(parent, "narrative", words.en)
    if words.fr != words.en:
        _say(parent, "narrative", words.fr).set(_XML_LANG, "fr")
    return parent


def _say(parent: ET.Element, tag: str, words: str) -> ET.Element:
    made = ET.SubElement(parent, tag)
    made.text = _xml(words)
    return made


def _xml(value: str) -> str:
    return writable(value).translate(_CONTROLS)
