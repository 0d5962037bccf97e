"""The reader: a document in, its claims out, each with its evidence and its reasons.

The rules in Python, and those of statements, are imported when first asked for: where the compiled
reader reads, they would double the time that a process takes to begin.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from grandlivre.claims.compiled import reading
from grandlivre.claims.compiled.library import Library, library
from grandlivre.claims.compiled.reading import Begun
from grandlivre.claims.model import Claim
from grandlivre.documents.language import language_of
from grandlivre.documents.model import Document
from grandlivre.documents.views import view_of

if TYPE_CHECKING:
    from grandlivre.claims.decisions.weights import Tables


def read_claims(document: Document, tables: "Tables | None" = None) -> tuple[Claim, ...]:
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
    document: Document, tables: "Tables | None" = None, begun: Begun | None = None
) -> tuple[Document, tuple[Claim, ...]]:
    """Read as `read_claims` does; of a text with claims, keep the date and language it tells.

    Parameters
    ----------
    document, tables
        As for `read_claims`.
    begun
        What `begin` gave for the document, if it was asked.

    Returns
    -------
    tuple of Document and tuple of Claim
        The document with ``published`` and ``language``, where its text has claims and nothing
        else gave them; its claims.
    """
    if document.fields:
        from grandlivre.claims.statements import read_statement

        return document, read_statement(document)
    compiled = library() if tables is None else None
    if compiled is not None and begun is None:
        begun = reading.begin(document, compiled)
    found = None if begun is None else reading.finish(document, begun)
    if found is None:
        from grandlivre.claims import plain

        found = plain.read(document, tables)
    return found


def may_hold(documents: Sequence[Document]) -> list[bool]:
    """Tell which of some documents may hold a figure, many at a time.

    Of a crawl nearly none does: a look at each text costs less than to begin reading it.

    Returns
    -------
    list of bool
        False for a document in which `read_and_date` would find no claim.
    """
    compiled = library()
    return [True] * len(documents) if compiled is None else reading.may_hold(documents, compiled)


def begin(documents: Iterable[Document]) -> list[Begun | None]:
    """Do what the compiled reader can do of several documents, for `read_and_date`.

    Read one after another, a dozen texts take a tenth less than with the records of each made in
    between: what a processor keeps at hand for the one is gone when the other has been at work.

    Returns
    -------
    list of Begun or None
        None for a document that is to be read from its beginning.
    """
    compiled = library()
    return [None if compiled is None else _begun(each, compiled) for each in documents]


def _begun(document: Document, compiled: Library) -> Begun | None:
    if document.fields:
        return None
    try:
        return reading.begin(document, compiled)
    except Exception:  # noqa: BLE001 - whoever reads it from its beginning will be told
        return None


def dated(document: Document) -> Document:
    """A document with its date and language as its text tells them, where nothing else does."""
    if document.fields or (document.published and document.language):
        return document
    from grandlivre.claims.dates.published import find_published

    text = view_of(document.text).text
    return replace(
        document,
        published=document.published or find_published(text),
        language=document.language or language_of(text),
    )
