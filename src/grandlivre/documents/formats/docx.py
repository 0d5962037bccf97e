"""Word documents (docx): paragraphs, lists and tables in their order."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from grandlivre.documents.content import Content, make_document
from grandlivre.documents.dates import partial_date
from grandlivre.documents.furniture import has_date
from grandlivre.documents.model import Document
from grandlivre.documents.passages import title_of
from grandlivre.documents.sources import archive_excess
from grandlivre.errors import DocumentError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|titre|title)\s*\d?", re.IGNORECASE)


def read_docx(content: Content) -> Iterator[Document]:
    """Read a Word document; list items get a bullet, cells of a row are parted by tabs."""
    data = content.whole()
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            excess = archive_excess(archive.infolist(), content.limits)
        if excess:
            raise bomb(content.name, excess)
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_blocks(document)).strip("\n")
        properties = document.core_properties
        title = " ".join((properties.title or "").split())
        author = (properties.author or "").strip()
        made = properties.created
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # a broken part raises anything, down to a missing attribute
        raise DocumentError(
            "damaged Word document",
            where=content.name,
            remedy="open it in a word processor and save it anew",
            code="damaged_docx",
        ) from error
    if not text.strip():
        raise DocumentError(
            "the Word document has no text",
            where=content.name,
            remedy="if it holds pictures of pages, run OCR on them first",
            code="no_text",
        )
    known = content.transport()
    known["title"] = title or title_of(text)
    known["author"] = None if author == "python-docx" else author or None
    if not known["published"] and made is not None and not has_date(text[:3000]):
        known["published"] = partial_date(made.isoformat())
    yield make_document(content.name, text, "docx", data, known)


def bomb(name: str, excess: str) -> DocumentError:
    """The error for an archive that would unpack to more than is allowed."""
    return DocumentError(
        f"refused as a zip bomb: {excess}",
        where=name,
        remedy="unpack it with care, or raise the limit if you trust it",
        code="zip_bomb",
    )


def _blocks(container: Any) -> Iterator[str]:
    """Paragraphs and tables of a document, as lines; a blank line sets each paragraph off."""
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
            yield ""
            continue
        paragraph = block._p  # noqa: SLF001  (the only way to links, insertions and list marks)
        text = _paragraph_text(paragraph)
        if not text.strip():
            continue
        properties = paragraph.pPr
        listed = properties is not None and properties.numPr is not None
        heading = _HEADING.match(getattr(block.style, "name", None) or "")
        if not listed and "List" in (getattr(block.style, "name", None) or ""):
            listed = not heading
        yield f"• {text}" if listed and not heading else f"{text}\n"


def _rows(table: Any) -> Iterator[str]:
    """Rows of a table, each cell once though it spans several columns."""
    for row in table._tbl.iterchildren(_W + "tr"):  # noqa: SLF001
        cells = []
        for cell in row.iterchildren(_W + "tc"):
            parts = (_paragraph_text(paragraph) for paragraph in cell.iter(_W + "p"))
            cells.append(" ".join(part for part in parts if part.strip()))
        if any(cell.strip() for cell in cells):
            yield "\t".join(cells)


def _paragraph_text(paragraph: Any) -> str:
    """The text of a paragraph: links and insertions in, deletions and field codes out."""
    pieces: list[str] = []
    for node in paragraph.iter():
        tag = node.tag
        if tag == _W + "t":
            pieces.append(node.text or "")
        elif tag == _W + "tab" and node.getparent().tag == _W + "r":
            pieces.append("\t")
        elif tag in (_W + "br", _W + "cr"):
            pieces.append("\n")
        elif tag == _W + "noBreakHyphen":
            pieces.append("\u2011")
        elif tag == _W + "softHyphen":
            pieces.append("\u00ad")
    return "".join(pieces)
