"""PDF: the text layer of its pages."""

import re
from collections.abc import Iterator
from typing import Any

from grandlivre.documents.content import Content, make_document, too_large
from grandlivre.documents.dates import partial_date
from grandlivre.documents.furniture import has_date
from grandlivre.documents.model import Document
from grandlivre.documents.passages import title_of
from grandlivre.errors import DocumentError

_PASSWORD = 4  # FPDF_ERR_PASSWORD
# A hyphen at the end of a line, which PDFium marks with a control or a noncharacter.
_LINE_HYPHEN = re.compile("[\x02\ufffe](?=\n)")
# Titles that programs put in by themselves.
_PROGRAM_TITLE = re.compile(
    r"(?:Microsoft (?:Word|PowerPoint)\b|Diapositive|PowerPoint|untitled|sans titre|document\d*$"
    r"|.*\.(?:docx?|pptx?|indd|qxd|pdf|odt|rtf|xlsx?)$)",
    re.IGNORECASE,
)


def read_pdf(content: Content) -> Iterator[Document | DocumentError]:
    """Read a PDF's text, pages joined by a line end; a scanned one is named as such."""
    data = content.whole()
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(content.name, error) from error
    try:
        pages, blank = _pages(pdf, content)
        metadata = pdf.get_metadata_dict()
    finally:
        pdf.close()
    if not any(pages):
        raise DocumentError(
            f"scanned PDF: none of its {len(pages)} pages has a text layer",
            where=content.name,
            remedy="run OCR on it first (for example ocrmypdf)",
            code="scanned_pdf",
        )
    text = "\n".join(page for page in pages if page)
    title = " ".join((metadata.get("Title") or "").split())
    if not title or _PROGRAM_TITLE.match(title):
        title = title_of(text) or ""
    made = (metadata.get("CreationDate") or "").removeprefix("D:")[:8]
    known = content.transport()
    known |= {"title": title or None, "author": metadata.get("Author") or None}
    if not known["published"] and not has_date(text[:3000]):
        # When the file was made stands in for a date only where the text gives none.
        known["published"] = partial_date(made)
    yield make_document(content.name, text, "pdf", data, known)
    if 2 * blank > len(pages):
        yield DocumentError(
            f"{blank} of its {len(pages)} pages have no text layer; the others were read",
            where=content.name,
            remedy="run OCR on it first (for example ocrmypdf)",
            code="partly_scanned_pdf",
        )


def _pages(pdf: Any, content: Content) -> tuple[list[str], int]:
    """The text of each page, and how many have none; a page that fails counts as one without."""
    import pypdfium2

    limits = content.limits
    count = len(pdf)
    if count > limits.max_members:
        raise too_large(content.name, None, limits.max_bytes)
    pages: list[str] = []
    size = 0
    for number in range(count):
        try:
            page = pdf[number]
            try:
                text = page.get_textpage().get_text_bounded(errors="replace")
            finally:
                page.close()
        except pypdfium2.PdfiumError:
            text = ""
        text = text.replace("\r\n", "\n").replace("\0", "").strip()
        pages.append(_LINE_HYPHEN.sub("-", text))
        size += len(text)
        if size > limits.max_bytes:
            raise too_large(content.name, None, limits.max_bytes)
    return pages, sum(1 for page in pages if not page)


def _unopened(name: str, error: Exception) -> DocumentError:
    if getattr(error, "err_code", None) == _PASSWORD:
        return DocumentError(
            "encrypted PDF: it asks for a password",
            where=name,
            remedy="save it without a password",
            code="encrypted_pdf",
        )
    return DocumentError(
        "damaged or truncated PDF",
        where=name,
        remedy="download it again, or open it and save it anew",
        code="damaged_pdf",
    )
