"""Plain text: the decoded file, as it is."""

from collections.abc import Iterator
from contextlib import suppress

from grandlivre.documents.content import Content, empty_text, make_document
from grandlivre.documents.encodings import decode
from grandlivre.documents.formats.markdown import front_matter, front_metadata
from grandlivre.documents.model import Document
from grandlivre.documents.passages import title_of
from grandlivre.errors import DocumentError


def read_text(content: Content) -> Iterator[Document]:
    """Read a plain text; metadata at its head, if any, is read and left in place."""
    data = content.whole()
    text = decode(data, declared=content.charset, where=content.name)
    if not text[:256].strip() and not text.strip():
        raise empty_text(content.name, "the file holds only blanks")
    metadata = content.transport()
    if text.startswith("---"):
        with suppress(DocumentError):  # whatever it is, it is a text all the same
            metadata |= front_metadata(front_matter(text)[0], content.name)
    metadata["title"] = metadata.get("title") or title_of(text)
    yield make_document(content.name, text, "text", data, metadata)
