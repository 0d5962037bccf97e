"""What a text says of an entry: its sentences, or the cells of a table's row."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document, Field
from grandlivre.report.evidence import Quote, quote_of, safe_url, source_name
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
    """True where a figure stands in it."""
    claims: tuple[str, ...] = ()
    """Those whose first mark this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a sentence: plain words, or the words of figures."""

    text: str
    claims: tuple[str, ...] = ()
    """Whose words they are; empty for those between figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Figures in their words: a sentence or a row of a table, told once."""

    claims: tuple[str, ...]
    quote: str
    """The first figure's own words."""
    pieces: tuple[Piece, ...]
    cells: tuple[Cell, ...]
    """Of a table's row, in place of a sentence; empty for prose."""
    unplaced: tuple[str, ...]
    """Claims that no cell which is shown holds."""
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
    return _said(frame, ((claim, quote),), document, {claim.id: amount})


def _said(
    frame: Frame,
    told: Sequence[tuple[Claim, Quote]],
    document: Document | None,
    amounts: Mapping[str, str],
) -> Said:
    """Figures of one sentence, or of one row."""
    first, quote = told[0]
    cells: tuple[Cell, ...] = ()
    url = ""
    if document is not None:
        url = frame.url(PageKind.DOCUMENT, document.id, anchor=first.id)
        cells = _short(cells_of(document, [claim for claim, _ in told]))
    keys = tuple(claim.id for claim, _ in told)
    placed = {key for cell in cells for key in cell.claims}
    voices = () if cells else dict.fromkeys(each.said_by for _, each in told if each.said_by)
    euros = dict.fromkeys(amounts[key] for key in keys if amounts.get(key))
    return Said(
        claims=keys,
        quote=quote.quote,
        pieces=() if cells else _pieces([each for _, each in told]),
        cells=cells,
        unplaced=tuple(key for key in keys if cells and key not in placed),
        said_by=" · ".join(voices),
        language=quote.language,
        url=url,
        amount=" · ".join(euros),
    )


def _pieces(quotes: Sequence[Quote]) -> tuple[Piece, ...]:
    """A sentence cut at the words of its figures; those that overlap are one mark.

    Every quote is of the same sentence.
    """
    whole = _whole(quotes[0])
    spans: list[tuple[int, int, list[str]]] = []
    for each in sorted(quotes, key=lambda one: (len(one.before), -len(one.quote))):
        start, end = len(each.before), len(each.before) + len(each.quote)
        if spans and start < spans[-1][1]:
            before, last, keys = spans[-1]
            spans[-1] = (before, max(last, end), [*keys, each.claim])
        else:
            spans.append((start, end, [each.claim]))
    pieces, at = [], 0
    for start, end, keys in spans:
        pieces += [Piece(text=whole[at:start]), Piece(text=whole[start:end], claims=tuple(keys))]
        at = end
    pieces.append(Piece(text=whole[at:]))
    return tuple(each for each in pieces if each.text)


def _whole(quote: Quote) -> str:
    return f"{quote.before}{quote.quote}{quote.after}"


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
    # A sentence of two figures, like a row of a table, is quoted once.
    sentences: dict[str, list[tuple[Claim, Quote]]] = {}
    for claim in claims:
        quote = quote_of(claim, document, frame.language)
        key = "" if document is not None and document.fields else _whole(quote)
        sentences.setdefault(key, []).append((claim, quote))
    said = [_said(frame, each, document, amounts) for each in sentences.values()]
    if document is None:
        return Cited(name=claims[0].document, date="", url="", original=None, said=tuple(said))
    return Cited(
        name=document_name(document),
        date=frame.published(document.published),
        url=frame.url(PageKind.DOCUMENT, document.id),
        original=safe_url(document),
        said=tuple(said),
    )


def cells_of(document: Document, claims: Collection[Claim]) -> tuple[Cell, ...]:
    """The cells of a row that hold something; those that figures stand in are marked."""
    met: set[str] = set()
    cells = []
    for cell in document.fields:
        if not cell.value:
            continue
        inside = [each for each in claims if _is_in(each, cell)]
        cells.append(
            Cell(
                name=cell.name.replace("_", " "),
                value=cell.value,
                is_marked=bool(inside),
                claims=tuple(each.id for each in inside if each.id not in met),
            )
        )
        met.update(each.id for each in inside)
    return tuple(cells)


def _is_in(claim: Claim, cell: Field) -> bool:
    return cell.start < claim.evidence.end and claim.evidence.start < cell.end


def _short(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Cells that say what a figure is of: addresses and sources stand elsewhere."""
    told = [
        cell
        for cell in cells
        if not cell.value.startswith(_WEB) and not cell.name.startswith("source")
    ]
    return tuple(told[:_MOST_CELLS])
