"""The bytes of one source on their way to a reader, and the one place that makes documents."""

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO

from grandlivre.base.keys import content_key
from grandlivre.base.records import maker
from grandlivre.base.utf8 import utf8
from grandlivre.documents.model import Document, Field
from grandlivre.documents.sources import DEFAULT_LIMITS, Limits
from grandlivre.errors import DocumentError


@dataclass(slots=True, kw_only=True)
class Content:
    """Bytes with a name. Small ones are held whole; long ones are a head and a stream."""

    name: str
    head: bytes
    """The first bytes; all of them where `rest` is None."""
    rest: BinaryIO | None = None
    """What follows `head`, to be read once."""
    size: int | None = None
    limits: Limits = field(default=DEFAULT_LIMITS)
    charset: str | None = None
    """What a transport header says of the encoding."""
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    media_type: str = ""
    """What a transport header says it is; like an extension, it only breaks ties."""
    depth: int = 0
    """How many containers it was unpacked from."""

    @property
    def suffix(self) -> str:
        """Extension of the file's own name, in lower case without the dot; that within ``.gz``."""
        if self.media_type:
            return _SUFFIXES.get(self.media_type, "")
        base = self.name.rsplit("/", 1)[-1]
        if base.endswith((".gz", ".GZ")):
            base = base[:-3]
        return base.rsplit(".", 1)[1].lower() if "." in base else ""

    def whole(self) -> bytes:
        """All bytes; refused where there are more than one document may have."""
        limit = self.limits.max_bytes
        if self.rest is None:
            if len(self.head) > limit:
                raise too_large(self.name, len(self.head), limit)
            return self.head
        if self.size is not None and self.size > limit:
            raise too_large(self.name, self.size, limit)
        data = self.head + self.rest.read(max(0, limit + 1 - len(self.head)))
        if len(data) > limit:
            raise too_large(self.name, None, limit)
        self.head, self.rest = data, None
        return data

    def stream(self) -> BinaryIO:
        """All bytes as a stream, from the first."""
        if self.rest is None:
            return io.BytesIO(self.head)
        return io.BufferedReader(_Joined(self.head, self.rest.read), 1 << 18)

    def transport(self) -> dict[str, str | None]:
        """What the way here says of the document."""
        return {"url": self.url, "published": self.published, "retrieved": self.retrieved}


_SUFFIXES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "text/xml": "xml",
    "application/xml": "xml",
    "application/json": "json",
}


class _Joined(io.RawIOBase):
    """A head already taken from a stream, then the stream."""

    def __init__(self, head: bytes, read: Callable[[int], bytes]) -> None:
        super().__init__()
        self._head = head
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        taken = self._head[: len(buffer)]
        if taken:
            self._head = self._head[len(taken) :]
        else:
            taken = self._read(len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)


def too_large(name: str, size: int | None, limit: int) -> DocumentError:
    """The error for a document beyond the limit."""
    what = "more" if size is None else f"{size} bytes, more"
    return DocumentError(
        f"{what} than the {limit} bytes that one document may have",
        where=name,
        remedy="split it into smaller files, or raise the limit",
        code="too_large",
    )


def empty_text(name: str, what: str) -> DocumentError:
    """The error for a file that holds no text."""
    return DocumentError(
        what,
        where=name,
        remedy="check that it was saved or downloaded in full",
        code="empty",
    )


def make_document(
    name: str,
    text: str,
    kind: str,
    data: bytes,
    metadata: Mapping[str, str | None] = MappingProxyType({}),
    fields: tuple[Field, ...] = (),
) -> Document:
    """Make a document, its id from name and text and its hash from the bytes read.

    Parameters
    ----------
    name, text, kind
        The document's name, stored text and format.
    data
        The bytes it was read from.
    metadata
        What is known of ``title``, ``url``, ``publisher``, ``author``, ``language``,
        ``published`` and ``retrieved``.
    fields
        Cells of a statement.
    """
    known = metadata.get
    digest = hashlib.sha256(data).hexdigest()
    # A text whose UTF-8 form is the very bytes read (the usual case) is hashed once.
    try:
        encoded = utf8(text)
    except UnicodeEncodeError:
        encoded = text.encode("utf-8", "surrogatepass")
    of_text = digest if encoded == data else hashlib.sha256(encoded).hexdigest()
    return _document(
        content_key("doc", name, of_text),
        name,
        text,
        kind,
        known("title"),
        known("url"),
        known("publisher"),
        known("author"),
        known("language"),
        known("published"),
        known("retrieved"),
        digest,
        fields,
    )


_document = maker(Document)
