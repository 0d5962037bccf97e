"""The reader: a document in, its claims out, each with its evidence and its reasons."""

from collections.abc import Sequence

from grandlivre.base.keys import content_key
from grandlivre.claims.decisions.decide import decide
from grandlivre.claims.decisions.weights import Tables, package_tables
from grandlivre.claims.figures.draft import Draft
from grandlivre.claims.mentions.model import Entity
from grandlivre.claims.model import Claim, Evidence, Reason
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import Page, PlacedQuantity
from grandlivre.claims.statements import read_statement
from grandlivre.documents.model import Document

_CONTEXT = 32
"""Characters of prefix and suffix kept with the evidence."""


def read_claims(document: Document, tables: Tables | None = None) -> tuple[Claim, ...]:
    """Read every claim of a document.

    Parameters
    ----------
    document
        Prose, or a statement of a spreadsheet (`Document.fields` not empty).
    tables
        Weights to decide by; those that come with the package where None.

    Returns
    -------
    tuple of Claim
        In the order of the text. ``document.text[start:end] == quote`` for each.

    Examples
    --------
    >>> text = "Bpifrance va investir 3 milliards d'euros d'ici 2028."
    >>> [claim] = read_claims(Document(id="doc_1", name="a.txt", text=text))
    >>> claim.evidence.quote, claim.role.value, claim.investors, claim.end
    ("3 milliards d'euros", 'commitment', ('Bpifrance',), '2028')
    """
    if document.fields:
        return read_statement(document)
    page = lay_out(document)
    if page is None:
        return ()
    drafts = decide(page, tables or package_tables())
    ids = {id(draft): _claim_id(page, draft.placed) for draft in drafts}
    return tuple(
        _claim(page, draft, ids[id(draft)], ids[id(draft.whole)] if draft.whole else None)
        for draft in drafts
    )


def _claim_id(page: Page, placed: PlacedQuantity) -> str:
    quantity = placed.quantity
    return content_key(
        "clm", page.document.id, quantity.start, quantity.end, quantity.measure.value
    )


def _names(entities: Sequence[Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity.name for entity in entities))


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
            prefix=text[max(0, start - _CONTEXT) : start],
            suffix=text[end : end + _CONTEXT],
        ),
        measure=quantity.measure,
        low=quantity.low,
        high=quantity.high,
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
