"""Plain text: the decoded file, as it is."""

from collections.abc import Iterator

from grandlivre.documents.content import Content, make_document
from grandlivre.documents.encodings import decode
from grandlivre.documents.formats.markdown import front_matter
from grandlivre.documents.model import Document
from grandlivre.documents.passages import title_of


def read_text(content: Content) -> Iterator[Document]:
    """Read a plain text; metadata at its head, if any, is read and left in place."""
    data = content.whole()
    text = decode(data, declared=content.charset, where=content.name)
    metadata = content.transport()
    if text.startswith("---"):
        metadata.update(front_matter(text, content.name)[0])
    metadata["title"] = metadata.get("title") or title_of(text)
    yield make_document(content.name, text, "text", data, metadata)
