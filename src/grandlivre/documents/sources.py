"""What to read: files, folders, patterns, archives and standard input, in a fixed order."""

import glob
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grandlivre.base.records import maker

STANDARD_INPUT = "-"
_SIDECAR = ".gold.json"
_NOTE = re.compile(r"[A-Z]{4,}(?:[_-][A-Z]+)*\.(?:md|markdown|rst)")
"""Names that people give to what is about a folder: "README.md", "LICENSE.md", "TO-DO.md"."""

ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    LookupError,
    OSError,
    ValueError,
)
"""What a damaged archive makes the standard library raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One thing to read; light enough to travel between processes.

    A source may name what does not exist or cannot be read: `grandlivre.documents.readers.read`
    then says so, so that one missing file never stops the others.
    """

    path: str
    """The file as the user gave it or as found below it; ``-`` is standard input."""
    member: str | None = None
    """Name of the member within a zip archive."""
    size: int | None = None
    """Bytes, unpacked; None where it is not known."""
    is_note: bool = False
    """True for what was found in a folder or archive and is about it, by its name in capitals
    (``README.md``): not to be read unless it is named itself."""

    @property
    def name(self) -> str:
        """What documents read from it are called: ``press.zip!a.txt``."""
        return self.path if self.member is None else f"{self.path}!{self.member}"

    def __reduce__(self) -> tuple[Any, ...]:
        # A million of them may travel: as rows of values, in less than half of the time.
        return _traveled, (self.path, self.member, self.size, self.is_note)


_source = maker(Source)


def _traveled(path: str, member: str | None, size: int | None, is_note: bool) -> Source:
    return _source(path, member, size, is_note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one source may ask of this machine."""

    max_bytes: int = 50_000_000
    """Bytes of one document, unpacked; streams of records (JSON lines, WARC, CSV) may be longer."""
    max_record_bytes: int = 20_000_000
    """Bytes of one record of a stream: a line, a row, a response."""
    max_members: int = 100_000
    """Members of a zip archive, parts of a docx, attachments of a message, pages of a PDF."""
    max_ratio: float = 250.0
    """Unpacked bytes for a packed byte, beyond the first megabyte."""
    max_unpacked_bytes: int = 20_000_000_000
    """Unpacked bytes of one archive in all."""


DEFAULT_LIMITS = Limits()


def expand(sources: Sequence[str], *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Source]:
    """List what stands behind file names, folders, patterns and archives.

    Parameters
    ----------
    sources
        Files, folders (read to their depths, in name order), patterns (``press/**/*.html``),
        zip archives (their members) and ``-`` for standard input.
    limits
        An archive beyond them is not opened: reading its source says why.

    Yields
    ------
    Source
        In the order given, names sorted within a folder; each real file once. Hidden files
        and gold annotations (``*.gold.json``) beside the texts are left out of folders; notes
        on the folder are marked as such.
        What is missing, dangling or unreadable is yielded too: reading it gives the error.

    Examples
    --------
    >>> list(expand(["no-such-file.txt"]))
    [Source(path='no-such-file.txt', member=None, size=None, is_note=False)]
    """
    seen: set[str] = set()
    for given in sources:
        for found in _matches(given):
            if _is_folder(found):
                empty = True
                for source in _folder(found, seen, limits):
                    empty = False
                    yield source
                if empty and not _holds_files(found):
                    yield Source(path=found)
                continue
            real = _real(found)
            if real not in seen:
                seen.add(real)
                yield from _file(found, limits)


def _matches(given: str) -> list[str]:
    """The paths that a name or pattern stands for; itself where it is none."""
    try:
        if given == STANDARD_INPUT or not glob.has_magic(given) or os.path.lexists(given):
            return [given]
        # A pattern may be absolute, which those of pathlib may not.
        found = sorted(glob.glob(given, recursive=True))
    except (OSError, ValueError, RecursionError):
        found = []
    return [path for path in found if not path.endswith(_SIDECAR)] or [given]


def _real(path: str) -> str:
    """The path without links; itself where there is no such path."""
    try:
        return path if path == STANDARD_INPUT else os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def _holds_files(folder: str) -> bool:
    """True where a folder holds any file at all, be it one already listed or a sidecar."""
    try:
        return any(files for _, _, files in os.walk(folder))
    except OSError:
        return False


def _folder(folder: str, seen: set[str], limits: Limits) -> Iterator[Source]:
    """Files below a folder in name order; a folder reached twice (a loop of links) is read once."""
    pending = [folder]
    while pending:
        here = pending.pop()
        real = os.path.realpath(here)
        if real + os.sep in seen:
            continue
        seen.add(real + os.sep)
        try:
            with os.scandir(here) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError:
            yield Source(path=here)
            continue
        below = []
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith(_SIDECAR):
                continue
            try:
                is_folder = entry.is_dir()
            except OSError:
                is_folder = False
            if is_folder:
                below.append(entry.path)
                continue
            key = os.path.realpath(entry.path) if entry.is_symlink() else f"{real}/{entry.name}"
            if key not in seen:
                seen.add(key)
                yield from _noted(_file(entry.path, limits), _is_note(entry.name))
        pending.extend(reversed(below))


def _file(path: str, limits: Limits) -> Iterator[Source]:
    """One file, or the members of a zip archive."""
    if path == STANDARD_INPUT:
        yield Source(path=path)
        return
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        yield Source(path=path)
        return
    if not stat.S_ISREG(status.st_mode):
        yield Source(path=path)
        return
    members = None
    if path[-4:].lower() == ".zip":
        members = archive_members(path, limits)
    if members is None:
        yield _source(path, None, status.st_size, False)
        return
    for name, size in members:
        yield _source(path, name, size, _is_note(name.rpartition("/")[2]))


def _is_note(name: str) -> bool:
    return name[:1].isupper() and _NOTE.fullmatch(name) is not None


def _noted(sources: Iterator[Source], is_note: bool) -> Iterator[Source]:
    return (replace(each, is_note=True) for each in sources) if is_note else sources


def archive_members(path: str, limits: Limits) -> list[tuple[str, int]] | None:
    """Names and unpacked sizes of a zip archive's members, in name order.

    Returns None where the file is no archive of documents: broken, beyond the limits, empty,
    or itself one document (docx). Reading it as a file then says what it is.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except ARCHIVE_ERRORS:
        return None
    names = {info.filename for info in infos}
    if "[Content_Types].xml" in names or "mimetype" in names or archive_excess(infos, limits):
        return None
    return listed_members(infos) or None


def listed_members(infos: Sequence[zipfile.ZipInfo]) -> list[tuple[str, int]]:
    """Names and unpacked sizes of the members to read, in name order."""
    # A name that stands twice can only be opened once: the last one, as zip tools do.
    sizes = {
        info.filename: info.file_size
        for info in infos
        if not info.is_dir() and not _is_hidden(info.filename)
    }
    return sorted(sizes.items())


def archive_excess(infos: Sequence[zipfile.ZipInfo], limits: Limits) -> str:
    """Say which limit an archive's table of contents breaks; empty where none."""
    if len(infos) > limits.max_members:
        return f"{len(infos)} members, more than {limits.max_members}"
    packed = sum(info.compress_size for info in infos)
    unpacked = sum(info.file_size for info in infos)
    if unpacked > limits.max_unpacked_bytes:
        return f"{unpacked} bytes when unpacked, more than {limits.max_unpacked_bytes}"
    if unpacked > 1_000_000 + limits.max_ratio * packed:
        return f"{packed} bytes that would unpack to {unpacked}"
    return ""


def _is_hidden(member: str) -> bool:
    parts = member.split("/")
    return (
        any(part.startswith(".") for part in parts)
        or parts[0] == "__MACOSX"
        or member.endswith(_SIDECAR)
    )
