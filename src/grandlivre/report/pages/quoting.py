"""What a text says of an entry: its sentences, or the cells of a table's row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.report.evidence import quote_of, safe_url, source_name
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import PageKind

_WEB = ("http://", "https://")
_MOST_CELLS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a row."""

    name: str
    value: str
    is_marked: bool
    """True where the figure stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One figure in its words."""

    claim: str
    before: str
    quote: str
    after: str
    cells: tuple[Cell, ...]
    """Of a table's row, in place of a sentence; empty for prose."""
    said_by: str
    language: str
    url: str
    """Of its place in the stored text."""
    amount: str
    """How it became euros; empty where it is in euros."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One document with what is quoted of it."""

    name: str
    date: str
    url: str
    original: str | None
    said: tuple[Said, ...]


def document_name(document: Document) -> str:
    """What a document is called; a row of a table by what its first cell names, too.

    Examples
    --------
    >>> from grandlivre.documents.model import Field
    >>> row = Field(name="project", value="Halle Nord", start=0, end=10)
    >>> document_name(Document(id="d", name="t.csv#2", text="", publisher="Le Quai", fields=(row,)))
    'Le Quai – Halle Nord'
    """
    name = source_name(document)
    if document.title or not document.fields:
        return name
    first = next((cell.value for cell in document.fields if cell.value), "")
    return f"{name} – {first}" if first and first not in name else name


def said_of(frame: Frame, claim: Claim, document: Document | None, amount: str = "") -> Said:
    """One figure in its words, with a link to its place."""
    quote = quote_of(claim, document, frame.language)
    url = ""
    if document is not None:
        url = frame.url(PageKind.DOCUMENT, document.id, anchor=claim.id)
    return Said(
        claim=claim.id,
        before=quote.before,
        quote=quote.quote,
        after=quote.after,
        cells=_short(cells_of(document, (claim,))) if document is not None else (),
        said_by="" if document is not None and document.fields else quote.said_by,
        language=quote.language,
        url=url,
        amount=amount,
    )


def cited(
    frame: Frame,
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    amounts: Mapping[str, str],
) -> list[Cited]:
    """Quotes by document, each document where its first quote stands.

    Parameters
    ----------
    frame
        Language and links.
    claims
        What is quoted, in order.
    documents
        Those of the claims, with their texts.
    amounts
        How sums in other currencies became euros, by claim.
    """
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document_id, []).append(claim)
    return [_cited(frame, each, documents.get(key), amounts) for key, each in by_document.items()]


def _cited(
    frame: Frame, claims: list[Claim], document: Document | None, amounts: Mapping[str, str]
) -> Cited:
    said = [said_of(frame, each, document, amounts.get(each.id, "")) for each in claims]
    if document is None:
        return Cited(name=claims[0].document, date="", url="", original=None, said=tuple(said))
    return Cited(
        name=document_name(document),
        date=frame.published(document.published),
        url=frame.url(PageKind.DOCUMENT, document.id),
        original=safe_url(document),
        said=tuple(said),
    )


def cells_of(document: Document, claims: Iterable[Claim]) -> tuple[Cell, ...]:
    """The cells of a row that hold something; those that figures stand in are marked."""
    spans = [(claim.evidence.start, claim.evidence.end) for claim in claims]
    return tuple(
        Cell(
            name=cell.name.replace("_", " "),
            value=cell.value,
            is_marked=any(cell.start < end and start < cell.end for start, end in spans),
        )
        for cell in document.fields
        if cell.value
    )


def _short(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Cells that say what a figure is of: addresses and sources stand elsewhere."""
    told = [
        cell
        for cell in cells
        if not cell.value.startswith(_WEB) and not cell.name.startswith("source")
    ]
    return tuple(told[:_MOST_CELLS])
