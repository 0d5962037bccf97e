"""A small invented ledger that has something of everything, for the tests of exports."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from ledger_gold import FakeLookup, claim, document

from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.export.model import Material
from grandlivre.ledger import reconcile
from grandlivre.ledger.model import Link, LinkKind, RelationBasis, Words

BN = 10**9
_CENTRE = {"projects": ("centre de données",), "places": ("Marseille",)}
# One fact a document, in the words of its quote.
_FACTS: tuple[dict[str, Any], ...] = (
    {"quote": "entre 3 et 5 milliards d’euros", "low": 3 * BN, "high": 5 * BN,
     "investors": ("Boréal",), **_CENTRE, "start": "2026-H2", "end": "2029"},
    {"quote": "5 milliards d’euros", "low": 5 * BN, "high": 5 * BN,
     "investors": ("Boréal",), **_CENTRE, "end": "2028", "stage": Stage.CONFIRMED},
    {"quote": "more than $2 billion", "low": 2 * BN, "high": None, "unit": "USD",
     "investors": ("Larkspur Capital",), "beneficiaries": ("Tourbillon",),
     "projects": ("data centre",), "places": ("Cambrai",)},
    {"quote": "jusqu’à 4 milliards d’euros", "low": None, "high": 4 * BN,
     "investors": ("Bpifrance",), "purpose": Purpose.COMPUTE, "places": ("France",)},
    {"quote": "une enveloppe de 40 milliards", "low": 40 * BN, "high": 40 * BN,
     "role": Role.PROGRAMME, "investors": (), "places": ("France",), "purpose": Purpose.AI},
    {"quote": "lève 250 millions d’euros", "low": 250 * 10**6, "high": 250 * 10**6,
     "role": Role.ROUND, "investors": ("Digital Realty",), "beneficiaries": ("Tourbillon",),
     "purpose": Purpose.AI},
    {"quote": "1,2 GW", "measure": Measure.POWER, "low": 12 * 10**8, "high": 12 * 10**8,
     "unit": "W", "role": Role.CAPACITY, "investors": ("Boréal",), **_CENTRE, "end": "2029"},
    {"quote": "a versé 30 millions d’euros", "low": 30 * 10**6, "high": 30 * 10**6,
     "role": Role.SPENT, "investors": ("Bpifrance",), "beneficiaries": ("Tourbillon",)},
    {"quote": "renonce à ses 7 milliards", "low": 7 * BN, "high": 7 * BN,
     "investors": ("Brookfield",), "places": ("Escaudain",), "projects": ("data centre",),
     "stage": Stage.CANCELLED},
    {"quote": "+1,5 milliard", "low": Decimal("1500000000.50"), "high": Decimal("1500000000.50"),
     "investors": ("=Nébuleuse|Sud", "Data4"), "places": ("Melun",), "projects": ("Phare",)},
)  # fmt: skip


@cache
def small_material(*, with_documents: bool = True) -> Material:
    """Claims, their documents, and the ledger that they make."""
    documents: list[Document] = []
    claims: list[Claim] = []
    for number, given in enumerate(_FACTS):
        fact = dict(given)
        quote = fact.pop("quote")
        before = f"Texte {number} 🙂. On parle d’"
        text = f"{before}{quote} à {number} voix.\n"
        source = document(
            f"{number}.txt",
            text,
            published=f"2025-0{number % 6 + 1}-1{number % 9}",
            title=f"Titre {number}, «\u00a0cité\u00a0»",
            url=f"https://example.org/{number}" if number % 2 else None,
            publisher="Le Courrier",
        )
        documents.append(source)
        proof = Evidence(
            quote=quote,
            start=len(before),
            end=len(before) + len(quote),
            prefix=before[-8:],
            suffix=text[len(before) + len(quote) :][:8],
        )
        reasons = (Reason(field="role", rule="a word before it", start=3, end=9),)
        claims.append(claim(source, evidence=proof, reasons=reasons, confidence=0.93, **fact))
    source, pair = _whole_and_part()
    documents.append(source)
    claims.extend(pair)
    ledger = reconcile(claims, documents, lookup=FakeLookup())
    one, other, *_ = ledger.commitments
    link = Link(
        kind=LinkKind.SUPERSEDES,
        source=one.id,
        target=other.id,
        basis=RelationBasis.READING,
        claims=one.claims,
        reason=Words(fr="la suite de l’autre", en="what became of the other"),
    )
    ledger = replace(ledger, links=(link,))
    return Material.gather(ledger, claims, documents if with_documents else ())


def _whole_and_part() -> tuple[Document, tuple[Claim, Claim]]:
    """One text that states an envelope and a part of it."""
    text = "Un plan de 40 milliards pour la France, dont 6 milliards de Digital Realty à Marseille."
    source = document("plan.md", text, published="2025-05")
    places = ("France",), ("Marseille",)
    found: list[Claim] = []
    for number, quote in enumerate(("40 milliards", "6 milliards")):
        start = text.index(quote)
        amount = Decimal(quote.split()[0]) * BN
        found.append(
            claim(
                source,
                start,
                low=amount,
                high=amount,
                role=Role.COMMITMENT if number else Role.PROGRAMME,
                investors=("Digital Realty",) if number else (),
                places=places[number],
                purpose=Purpose.DATA_CENTRE if number else Purpose.AI,
                part_of=found[0].id if number else None,
                evidence=Evidence(quote=quote, start=start, end=start + len(quote)),
            )
        )
    return source, (found[0], found[1])
