"""Containers of files: zip and gzip, and Word documents and others that are zips themselves."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, cast

from grandlivre.documents.content import Content
from grandlivre.documents.formats.docx import bomb, read_docx
from grandlivre.documents.formats.warc import read_warc
from grandlivre.documents.model import Document
from grandlivre.documents.sources import ARCHIVE_ERRORS, archive_excess, listed_members
from grandlivre.errors import DocumentError

Part = Callable[[Content], Iterable[Document | DocumentError]]
_HEAD = 1 << 18
_GZIP = 31  # what zlib calls a gzip header with the largest window
_PROGRAM = ("a program, not a text", "give the text itself")
# A member, or the folder of some, by which a zip is known; what it is, and what to do.
_OFFICE = (
    ("word/", ("docx", "")),
    ("xl/", ("an Excel workbook, which is not read", "save the sheet as CSV")),
    ("ppt/", ("a PowerPoint presentation, which is not read", "export it as PDF")),
    ("content.xml", ("an OpenDocument file, which is not read", "save it as docx or PDF")),
    ("META-INF/container.xml", ("an e-book, which is not read", "export it as text or HTML")),
    ("AndroidManifest.xml", _PROGRAM),
    ("META-INF/MANIFEST.MF", _PROGRAM),
)


def read_zip(content: Content, read_part: Part) -> Iterator[Document | DocumentError]:
    """Read a zip by what it holds: a Word document, or members that are files of their own."""
    data = content.whole()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = {info.filename for info in infos}
            what, remedy = _office_kind(names)
            if excess := archive_excess(infos, content.limits):
                raise bomb(content.name, excess)
            if what == "docx":
                yield from read_docx(content)
                return
            if what:
                raise DocumentError(what, where=content.name, remedy=remedy, code="wrong_type")
            yield from _members(archive, content, read_part)
    except ARCHIVE_ERRORS as error:
        raise damaged(content.name, error) from error


def _office_kind(names: set[str]) -> tuple[str, str]:
    if not (
        "[Content_Types].xml" in names or "mimetype" in names or "META-INF/MANIFEST.MF" in names
    ):
        return "", ""
    return next(
        (kind for sign, kind in _OFFICE if any(name.startswith(sign) for name in names)), ("", "")
    )


def _members(
    archive: zipfile.ZipFile, content: Content, read_part: Part
) -> Iterator[Document | DocumentError]:
    """Read the members of an archive; each may be an error, the others go on."""
    members = listed_members(archive.infolist())
    if not members:
        raise DocumentError(
            "the archive is empty",
            where=content.name,
            remedy="check that it was made or downloaded in full",
            code="empty",
        )
    if content.depth:
        raise DocumentError(
            "an archive within an archive",
            where=content.name,
            remedy="unpack the outer archive first",
            code="nested_archive",
        )
    for member, _ in members:
        yield from read_member(archive, member, content, read_part)


def read_member(
    archive: zipfile.ZipFile, member: str, content: Content, read_part: Part
) -> Iterator[Document | DocumentError]:
    """Read one member of an archive, whose name and limits `content` gives."""
    name = f"{content.name}!{member}"
    try:
        info = archive.getinfo(member)
        if info.flag_bits & 1:
            raise DocumentError(
                "encrypted: the archive asks for a password",
                where=name,
                remedy="make the archive again without a password",
                code="encrypted_archive",
            )
        if excess := archive_excess([info], content.limits):
            raise bomb(name, excess)
        with archive.open(info) as stream:
            head = stream.read(_HEAD)
            rest = cast(BinaryIO, stream) if len(head) == _HEAD else None
            yield from read_part(
                Content(
                    name=name,
                    head=head,
                    rest=rest,
                    size=info.file_size,
                    limits=content.limits,
                    depth=content.depth + 1,
                )
            )
    except DocumentError as error:
        yield error
    except ARCHIVE_ERRORS as error:
        yield damaged(name, error)


def damaged(name: str, error: Exception) -> DocumentError:
    """The error for an archive that does not unpack."""
    return DocumentError(
        "damaged or truncated archive",
        where=name,
        remedy="download it again, or make it anew",
        code="damaged_archive",
    )


def read_ole(content: Content) -> Iterator[Document | DocumentError]:
    """Say what an old Office container is: an encrypted docx, or a format of before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in content.whole():
        yield DocumentError(
            "encrypted Word document: it asks for a password",
            where=content.name,
            remedy="save it without a password",
            code="encrypted_docx",
        )
        return
    yield DocumentError(
        "an Office file of before 2007 (doc, xls, ppt, msg), which is not read",
        where=content.name,
        remedy="save it as docx or PDF",
        code="wrong_type",
    )


def read_gzip(content: Content, read_part: Part) -> Iterator[Document | DocumentError]:
    """Unpack gzip as a stream and read what is within."""
    if content.depth > 1:
        raise DocumentError(
            "packed more than once",
            where=content.name,
            remedy="unpack the outer layers first",
            code="nested_archive",
        )
    try:
        begin = zlib.decompressobj(_GZIP).decompress(content.head, 64)
    except zlib.error as error:
        raise damaged(content.name, error) from error
    if begin.startswith(b"WARC/"):
        # Web archives pack each record by itself, and their reader unpacks them much faster.
        yield from read_warc(content, content.stream(), read_part)
        return
    unpacked = _Unpacked(content)
    head = unpacked.read(_HEAD)
    yield from read_part(
        Content(
            name=content.name,
            head=head,
            rest=cast(BinaryIO, unpacked) if len(head) >= _HEAD else None,
            limits=content.limits,
            depth=content.depth + 1,
        )
    )


class _Unpacked:
    """What a gzip stream unpacks to, within limits; damage is raised as what it is."""

    def __init__(self, content: Content) -> None:
        self._name = content.name
        self._stream = gzip.GzipFile(fileobj=content.stream())
        self._left = content.limits.max_unpacked_bytes
        if content.size is not None:
            allowed = 100_000_000 + int(content.limits.max_ratio * content.size)
            self._left = min(self._left, allowed)

    def read(self, size: int) -> bytes:
        """Unpack up to `size` bytes, fewer only at the end."""
        try:
            data = self._stream.read(size)
        except (EOFError, zlib.error, OSError) as error:
            raise damaged(self._name, error) from error
        self._left -= len(data)
        if self._left < 0:
            raise bomb(self._name, "it goes on unpacking past every sensible size")
        return data
