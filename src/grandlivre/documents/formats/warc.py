"""Web archives (WARC): each page that was answered, a document with its address and date."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from grandlivre.documents.content import Content, too_large
from grandlivre.documents.dates import partial_date
from grandlivre.documents.model import Document
from grandlivre.errors import DocumentError

_TEXTUAL = (
    "text/html",
    "text/plain",
    "application/xhtml+xml",
    "application/pdf",
    "application/rss+xml",
    "application/atom+xml",
    "text/xml",
    "application/xml",
    "text/markdown",
    "application/json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)


def read_warc(
    content: Content,
    stream: BinaryIO,
    read_part: Callable[[Content], Iterable[Document | DocumentError]],
) -> Iterator[Document | DocumentError]:
    """Read a web archive as a stream.

    Parameters
    ----------
    content
        Name and limits of the archive.
    stream
        Its bytes from the first, packed or not.
    read_part
        Reads the body of one answer, whatever its format.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    try:
        for record in ArchiveIterator(
            _Forward(stream), record_types=kinds, parse_http=True, auto_decode="all"
        ):
            number += 1
            part = _part(record, f"{content.name}#{number}", content)
            if isinstance(part, DocumentError):
                yield part
            elif part is not None:
                yield from read_part(part)
    except (OSError, EOFError, ValueError, RuntimeError):
        yield DocumentError(
            f"damaged or truncated web archive after record {number}",
            where=content.name,
            remedy="download it again; the records before were read",
            code="damaged_warc",
        )
        return
    if not number:
        yield DocumentError(
            "no page in the web archive",
            where=content.name,
            remedy="check that it holds responses, and was downloaded in full",
            code="damaged_warc",
        )


class _Forward:
    """A stream that is read once from its first byte; its place is known, and not to be changed.

    FastWARC asks for the place by ``seek(0, 1)`` even of streams that cannot be sought in.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def close(self) -> None:
        """Leave it open: who opened it closes it."""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) not in ((0, 1), (self._place, 0)):
            raise OSError("this stream only goes forward")
        return self._place


def _part(record: Any, name: str, content: Content) -> Content | DocumentError | None:
    """The body of an answer that holds a text; None for pictures, scripts and refusals."""
    kind = (record.headers.get("Content-Type") or "").lower()
    http = record.http_headers
    if http is not None:
        status = http.status_code
        if status is not None and not 200 <= status < 300:
            return None
        kind = (http.get("Content-Type") or "text/html").lower()
    if not kind.startswith(_TEXTUAL):
        return None
    limit = content.limits.max_record_bytes
    body = record.reader.read(limit + 1)
    if len(body) > limit:
        return too_large(name, None, limit)
    if not body.strip():
        return None
    day = partial_date(record.headers.get("WARC-Date") or "")
    return Content(
        name=name,
        head=body,
        size=len(body),
        limits=content.limits,
        charset=record.http_charset if http is not None else None,
        url=record.headers.get("WARC-Target-URI"),
        retrieved=day,
        media_type=kind.split(";", 1)[0].strip(),
    )
