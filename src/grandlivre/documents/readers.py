"""From bytes to documents: the format is found by content, then its reader does the rest."""

import io
import os
import stat
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

from grandlivre.documents.content import Content, empty_text
from grandlivre.documents.formats.archive import (
    damaged,
    read_gzip,
    read_member,
    read_ole,
    read_zip,
)
from grandlivre.documents.formats.eml import read_eml
from grandlivre.documents.formats.feed import read_feed
from grandlivre.documents.formats.html import read_html
from grandlivre.documents.formats.jsonl import read_json, read_jsonl
from grandlivre.documents.formats.markdown import read_markdown
from grandlivre.documents.formats.pdf import read_pdf
from grandlivre.documents.formats.statements import read_statements
from grandlivre.documents.formats.text import read_text
from grandlivre.documents.formats.warc import read_warc
from grandlivre.documents.model import Document
from grandlivre.documents.sniff import sniff
from grandlivre.documents.sources import (
    ARCHIVE_ERRORS,
    DEFAULT_LIMITS,
    STANDARD_INPUT,
    Limits,
    Source,
)
from grandlivre.errors import DocumentError

Reader = Callable[[Content], Iterable[Document | DocumentError]]

_HEAD = 1 << 18
_KINDS = (
    (stat.S_ISDIR, "a folder without any text in it"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Document | DocumentError]:
    """Read one source into documents.

    Parameters
    ----------
    source
        What `grandlivre.documents.sources.expand` lists.
    limits
        How much the source may ask of this machine.

    Yields
    ------
    Document or DocumentError
        In file order. What cannot be read gives one error that names the file, the cause and
        the remedy; a bad record within a file gives its own, and the rest goes on.

    Notes
    -----
    Never raises, whatever the bytes. Streams of records (JSON lines, WARC, CSV) are read with
    memory for one record.
    """
    try:
        if source.path == STANDARD_INPUT:
            if sys.stdin is None:
                raise empty_text(source.name, "there is no standard input")
            yield from read_stream(sys.stdin.buffer, source.name, limits=limits)
        elif source.member is not None:
            yield from _member(source, limits)
        else:
            yield from _file(source, limits)
    except DocumentError as error:
        yield error
    except OSError as error:
        yield _unreadable(source.name, error)


def read_stream(
    stream: BinaryIO, name: str, *, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Document | DocumentError]:
    """Read an open binary stream as one file of that name; see `read`."""
    head = stream.read(_HEAD)
    rest = stream if len(head) >= _HEAD else None
    yield from read_content(Content(name=name, head=head, rest=rest, limits=limits))


def read_content(content: Content) -> Iterator[Document | DocumentError]:
    """Read bytes with a name: sniff the format, then hand them to its reader."""
    try:
        if not content.head[:64].strip() and not content.head.strip():
            what = "the file holds only blanks" if content.head else "the file is empty"
            raise empty_text(content.name, what)
        kind = sniff(content.head, content.suffix, where=content.name)
        empty = True
        for result in READERS[kind](content):
            empty = False
            yield result
        if empty:
            raise empty_text(content.name, "no record with a text in it")
    except DocumentError as error:
        error.where = error.where or content.name
        yield error
    except BaseException as error:  # a library's own failure on hostile bytes
        # A panic in a library written in Rust is no Exception, and no reason to stop either.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        yield DocumentError(
            f"damaged, or of a make that is not known here ({type(error).__name__})",
            where=content.name,
            remedy="check the file with the program that made it, and save it again",
            code="unreadable",
        )


def _read_zip(content: Content) -> Iterator[Document | DocumentError]:
    return read_zip(content, read_content)


def _read_gzip(content: Content) -> Iterator[Document | DocumentError]:
    return read_gzip(content, read_content)


def _read_warc(content: Content) -> Iterator[Document | DocumentError]:
    return read_warc(content, content.stream(), read_content)


READERS: dict[str, Reader] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "pdf": read_pdf,
    "zip": _read_zip,
    "gzip": _read_gzip,
    "ole": read_ole,
    "eml": read_eml,
    "feed": read_feed,
    "json": read_json,
    "jsonl": read_jsonl,
    "statements": read_statements,
    "warc": _read_warc,
}
"""The reader of each format that `grandlivre.documents.sniff.sniff` can name."""


def _file(source: Source, limits: Limits) -> Iterator[Document | DocumentError]:
    """Read a regular file; anything else is named and refused, without waiting on it."""
    path = source.path
    # Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError as error:
        raise DocumentError(
            "not a file name", where=path, remedy="check the name", code="no_file"
        ) from error
    except OSError as error:
        yield _unreadable(path, error)
        return
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            yield _not_a_file(path, status.st_mode)
            return
        head = os.read(descriptor, min(status.st_size + 1, _HEAD))
        if len(head) >= status.st_size:
            yield from read_content(Content(name=path, head=head, size=len(head), limits=limits))
            return
        with io.FileIO(descriptor, closefd=False) as rest:
            yield from read_content(
                Content(
                    name=path,
                    head=head,
                    rest=cast(BinaryIO, io.BufferedReader(rest, 1 << 18)),
                    size=status.st_size,
                    limits=limits,
                )
            )
    finally:
        os.close(descriptor)


def _member(source: Source, limits: Limits) -> Iterator[Document | DocumentError]:
    """Read one member of a zip archive."""
    assert source.member is not None
    try:
        status = Path(source.path).stat()
        archive = _opened_archive(source.path, status.st_mtime_ns, status.st_size)
    except FileNotFoundError:
        raise
    except ARCHIVE_ERRORS as error:
        raise damaged(source.name, error) from error
    content = Content(name=source.path, head=b"", limits=limits)
    yield from read_member(archive, source.member, content, read_content)


@lru_cache(maxsize=2)
def _opened_archive(path: str, modified: int, size: int) -> zipfile.ZipFile:
    """An archive with its table of contents, kept from one member to the next."""
    return zipfile.ZipFile(path)


def _not_a_file(path: str, mode: int) -> DocumentError:
    what = next((name for test, name in _KINDS if test(mode)), "no regular file")
    return DocumentError(
        f"{what}, not a file",
        where=path,
        remedy="give a file, or a folder that holds texts",
        code="not_a_file",
    )


def _unreadable(path: str, error: OSError) -> DocumentError:
    """The error for what the system will not open."""
    if isinstance(error, FileNotFoundError) and Path(path).is_symlink():
        what, remedy, code = "a link to nothing", "mend or remove the link", "dangling_link"
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        what, remedy, code = "no such file", "check the name and the folder", "no_file"
    elif isinstance(error, PermissionError):
        what, remedy, code = "no permission to read it", "grant read access (chmod +r)", "no_access"
    else:
        what = (error.strerror or str(error)).lower()
        remedy, code = "check the file and its disk", "unreadable"
    return DocumentError(what, where=path[:1000], remedy=remedy, code=code)
