"""Hand-made claims for the tests: gold annotations as `Claim`s, and a small reference list."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from grandlivre.base.fold import fold
from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.entities.model import Place

_CONTEXT = 32


@dataclass(frozen=True)
class FakeParty:
    """A party of the tests' own list."""

    name: str
    kind: str = "company"
    country: str = ""
    parent: str | None = None
    ids: Mapping[str, str] = field(default_factory=dict)


_PARTIES = (
    (FakeParty("MGX", "fund", "AE", "Abou Dabi"), ()),
    (FakeParty("Abou Dabi", "state", "AE", "Émirats arabes unis"), ("Abu Dhabi",)),
    (FakeParty("Émirats arabes unis", "state", "AE"), ("UAE", "EAU", "United Arab Emirates")),
    (FakeParty("Bpifrance", "public", "FR"), ("BPI", "BPI France")),
    (FakeParty("Brookfield", "fund", "CA"), ("Brookfield Asset Management",)),
    (FakeParty("Data4", "company", "FR", "Brookfield"), ()),
    (FakeParty("Mistral AI", "company", "FR"), ("Mistral", "Mistral IA")),
    (FakeParty("Digital Realty", "company", "US"), ()),
    (FakeParty("Union européenne", "public", "EU"), ("UE", "EU", "European Union")),
    (FakeParty("Commission européenne", "public", "EU", "Union européenne"), ()),
)
_PLACES = {
    "monde": ((), 1, None, None),
    "europe": ((), 1, None, None),
    "france": (("europe",), 2, 46.6, 2.4),
    "etats unis": ((), 2, 39.8, -98.6),
    "nord": (("hauts de france", "france", "europe"), 4, 50.4, 3.2),
    "cambrai": (("nord", "hauts de france", "france", "europe"), 5, 50.176, 3.235),
    "escaudain": (("nord", "hauts de france", "france", "europe"), 5, 50.335, 3.343),
    "ile de france": (("france", "europe"), 3, 48.8, 2.5),
    "region parisienne": (("ile de france", "france", "europe"), 3, 48.8, 2.4),
    "essonne": (("ile de france", "france", "europe"), 4, 48.53, 2.24),
    "saclay": (("essonne", "ile de france", "france", "europe"), 5, 48.73, 2.17),
    "seine et marne": (("ile de france", "france", "europe"), 4, 48.6, 2.95),
    "melun": (("seine et marne", "ile de france", "france", "europe"), 5, 48.54, 2.66),
    "fouju": (("seine et marne", "ile de france", "france", "europe"), 5, 48.585, 2.777),
    "marseille": (("paca", "france", "europe"), 5, 43.296, 5.37),
    "paris": (("ile de france", "france", "europe"), 5, 48.857, 2.352),
}


class FakeLookup:
    """A reference list of ten parties and a few places."""

    def party(self, name: str) -> FakeParty | None:
        key = fold(name)
        for party, aliases in _PARTIES:
            if key in (fold(party.name), *map(fold, aliases)):
                return party
        return None

    def owners(self, name: str) -> tuple[str, ...]:
        found, owners = self.party(name), list[str]()
        while found is not None and found.parent:
            owners.append(found.parent)
            found = self.party(found.parent)
        return tuple(owners)

    def english(self, name: str) -> str:
        return {"Émirats arabes unis": "United Arab Emirates"}.get(name, name)

    def place(self, name: str, near: Iterable[str] = ()) -> Place | None:
        key = fold(name)
        if key not in _PLACES:
            return None
        within, level, latitude, longitude = _PLACES[key]
        return Place(
            key=f"plc_{key}",
            name=name,
            within=tuple(f"plc_{each}" for each in within),
            level=level,
            country="FR" if "france" in (key, *within) else "US" if key == "etats unis" else None,
            latitude=latitude,
            longitude=longitude,
        )


def document(name: str, text: str = "", *, published: str | None = None, **more: Any) -> Document:
    """A document of a test."""
    key = content_key("doc", name, text)
    return Document(id=key, name=name, text=text, published=published, language="fr", **more)


def claim(source: Document, number: int = 0, **more: Any) -> Claim:
    """A claim of a test: 20 billion euros that somebody commits, unless told otherwise."""
    fields: dict[str, Any] = {
        "measure": Measure.MONEY,
        "low": Decimal(20_000_000_000),
        "high": Decimal(20_000_000_000),
        "unit": "EUR",
        "role": Role.COMMITMENT,
        "purpose": Purpose.DATA_CENTRE,
        "evidence": Evidence(quote="", start=number, end=number),
    }
    fields.update(more)
    for end in ("low", "high"):
        if fields[end] is not None:
            fields[end] = Decimal(fields[end])
    key = content_key("clm", source.id, number)
    return Claim(id=key, document=source.name, document_id=source.id, **fields)


def read_gold(folder: Path) -> tuple[list[Document], list[Claim]]:
    """Documents of a folder of gold annotations, and the claims that a perfect reader would make."""
    documents: list[Document] = []
    claims: list[Claim] = []
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / gold["document"]).read_text(encoding="utf-8")
        source = Document(
            id=content_key("doc", gold["document"], text),
            name=gold["document"],
            text=text,
            language=gold["language"],
            published=gold["published"],
        )
        documents.append(source)
        claims.extend(_claims(source, gold["claims"]))
    return documents, claims


def _claims(source: Document, entries: Iterable[dict[str, Any]]) -> Iterator[Claim]:
    placed = [(entry, _evidence(source.text, entry)) for entry in entries]
    ids = [content_key("clm", source.id, evidence.start, evidence.end) for _, evidence in placed]
    for (entry, evidence), key in zip(placed, ids, strict=True):
        whole = next(
            (
                other
                for (each, _), other in zip(placed, ids, strict=True)
                if each["quote"] == entry["part_of"] and other != key
            ),
            None,
        )
        yield Claim(
            id=key,
            document=source.name,
            document_id=source.id,
            evidence=evidence,
            measure=Measure(entry["measure"]),
            low=None if entry["low"] is None else Decimal(str(entry["low"])),
            high=None if entry["high"] is None else Decimal(str(entry["high"])),
            unit=entry["unit"],
            role=Role(entry["role"]),
            investors=tuple(names[0] for names in entry["investors"]),
            beneficiaries=tuple(names[0] for names in entry["beneficiaries"]),
            projects=tuple(names[0] for names in entry["projects"]),
            places=tuple(entry["places"]),
            purpose=Purpose(entry["purpose"]),
            start=entry["start"],
            end=entry["end"],
            stage=Stage(entry["stage"]),
            attributed_to=tuple(entry["attributed_to"]),
            part_of=whole,
        )


def _evidence(text: str, entry: dict[str, Any]) -> Evidence:
    quote, start = entry["quote"], -1
    for _ in range(entry["occurrence"]):
        start = text.index(quote, start + 1)
    end = start + len(quote)
    return Evidence(
        quote=quote,
        start=start,
        end=end,
        prefix=text[max(0, start - _CONTEXT) : start],
        suffix=text[end : end + _CONTEXT],
    )
