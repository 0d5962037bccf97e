"""The words of a source in a terminal: the sentence, or the cells of a row of statements."""

from pathlib import PurePath

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.ledger.asking import Shelf
from grandlivre.ledger.natures import home_of
from grandlivre.report.answers.paper import Paper, shortened
from grandlivre.report.evidence import Quote, quote_of
from grandlivre.report.views import Desk

_MOST_CELL = 60


def desk_of(shelf: Shelf, language: str) -> Desk:
    """What makes the views of a ledger's entries and contradictions."""
    return Desk(shelf.ledger, shelf.claims, shelf.documents, home_of(shelf.ledger), language)


def quote_lines(
    paper: Paper, claim: Claim, document: Document | None, *, indent: int, source: bool = True
) -> None:
    """Write the sentence that a claim stands in, its figure highlighted, and whose it is."""
    quote = quote_of(claim, document, paper.language)
    if document is not None and document.fields:
        _cells(paper, claim, document, indent=indent)
    else:
        paper.quote(quote.before, quote.quote, quote.after, indent=indent)
    if source:
        said = quote.said_by
        # A row of statements is its source's own word.
        if document is not None and document.fields:
            said = ""
        words = ", ".join(part for part in (named(quote), quote.date, said) if part)
        paper.line(f"— {words}", indent=indent + 2, hang=2, style="dim")


def named(quote: Quote) -> str:
    """What a source is called; of a file its name without the folders."""
    is_path = "/" in quote.source and " " not in quote.source
    return PurePath(quote.source).name if is_path else quote.source


def _cells(paper: Paper, claim: Claim, document: Document, *, indent: int) -> None:
    """The filled cells of a row, each after its column's name; those of the figure highlighted."""
    mark = "" if paper.colour else "*"
    parts: list[tuple[str, str]] = []
    for field in document.fields:
        value = " ".join(field.value.split())
        # Where the row was found is said beneath it.
        if not value or field.name.startswith("source"):
            continue
        is_figure = field.start < claim.evidence.end and claim.evidence.start < field.end
        shown = f"{mark}{value}{mark}" if is_figure else shortened(value, _MOST_CELL)
        parts.append((f"{'; ' if parts else ''}{field.name} ", "dim"))
        parts.append((shown, "bold" if is_figure else ""))
    paper.spans(parts, indent=indent, hang=2)
