"""The reader: a document in, its claims out, each with its evidence and its reasons."""

from collections.abc import Sequence
from dataclasses import replace

from grandlivre.base.collector import held_back
from grandlivre.base.keys import content_key
from grandlivre.claims.dates.published import find_published
from grandlivre.claims.decisions.decide import decide
from grandlivre.claims.decisions.weights import Tables, package_tables
from grandlivre.claims.figures.draft import Draft
from grandlivre.claims.mentions.model import Entity
from grandlivre.claims.model import Claim, Evidence, Reason
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import Page, PlacedQuantity
from grandlivre.claims.statements import read_statement
from grandlivre.documents.model import Document
from grandlivre.documents.passages import language_of
from grandlivre.documents.views import view_of

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
    return read_and_date(document, tables)[1]


def read_and_date(
    document: Document, tables: Tables | None = None
) -> tuple[Document, tuple[Claim, ...]]:
    """Read as `read_claims` does; of a text with claims, keep the date and language it tells.

    Returns
    -------
    tuple of Document and tuple of Claim
        The document with ``published`` and ``language``, where its text has claims and nothing
        else gave them; its claims.
    """
    if document.fields:
        return document, read_statement(document)
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


def dated(document: Document) -> Document:
    """A document with its date and language as its text tells them, where nothing else does."""
    if document.fields or (document.published and document.language):
        return document
    text = view_of(document.text).text
    return replace(
        document,
        published=document.published or find_published(text),
        language=document.language or language_of(text),
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
