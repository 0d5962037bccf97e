"""The plain reader: every rule in Python, as it is meant.

What `grandlivre.claims.compiled` gives is what this one gives, to the last claim.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from grandlivre.base.collector import held_back
from grandlivre.base.keys import content_key
from grandlivre.claims.decisions.decide import decide
from grandlivre.claims.decisions.weights import Tables, package_tables
from grandlivre.claims.figures.draft import Draft
from grandlivre.claims.mentions.model import Entity
from grandlivre.claims.model import CONTEXT, Claim, Evidence, Reason
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import Page, PlacedQuantity
from grandlivre.documents.model import Document


def read(document: Document, tables: Tables | None = None) -> tuple[Document, tuple[Claim, ...]]:
    """Read a text as `grandlivre.claims.read.read_and_date` does."""
    with held_back():
        return _read_page(document, tables)


def _read_page(document: Document, tables: Tables | None) -> tuple[Document, tuple[Claim, ...]]:
    page = lay_out(document)
    if page is None:
        return document, ()
    drafts = decide(page, tables or package_tables())
    ids = {id(draft): _claim_id(page, draft.placed) for draft in drafts}
    claims = tuple(
        _claim(page, draft, ids[id(draft)], ids[id(draft.whole)] if draft.whole else None)
        for draft in drafts
    )
    page.close()
    if not claims or (document.published and document.language):
        return document, claims
    return replace(document, published=page.published, language=page.language), claims


def _claim_id(page: Page, placed: PlacedQuantity) -> str:
    quantity = placed.quantity
    return content_key(
        "clm", page.document.id, quantity.start, quantity.end, quantity.measure.value
    )


def _names(entities: Sequence[Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity.name for entity in entities))


def _shortest(value: Decimal | None) -> Decimal | None:
    """A number without the zeros that end its fraction: what they are is an accident of sums."""
    text = "" if value is None else format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else value


def _claim(page: Page, draft: Draft, claim_id: str, part_of: str | None) -> Claim:
    quantity = draft.placed.quantity
    start, end = page.view.to_source(quantity.start, quantity.end)
    text = page.document.text
    reasons = list(draft.reasons)
    if quantity.unit_source != "text":
        reasons.append(Reason(field="unit", rule=f"currency from the {quantity.unit_source}"))
    return Claim(
        id=claim_id,
        document=page.document.name,
        document_id=page.document.id,
        evidence=Evidence(
            quote=text[start:end],
            start=start,
            end=end,
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
        ),
        measure=quantity.measure,
        low=_shortest(quantity.low),
        high=_shortest(quantity.high),
        unit=quantity.unit,
        role=draft.role,
        investors=_names(draft.investors),
        beneficiaries=_names(draft.beneficiaries),
        projects=_names(draft.projects),
        places=_names(draft.places),
        purpose=draft.purpose,
        start=draft.start,
        end=draft.end,
        stage=draft.stage,
        attributed_to=_names(draft.speakers),
        part_of=part_of,
        confidence=round(draft.confidence, 3),
        reasons=tuple(reasons),
    )
