"""An output file that survives being interrupted: written beside, journalled, moved when done.

While a run is under way its output grows in ``NAME.partial`` and ``NAME.journal`` notes, line
by line, up to which byte the output is safe and which work that covers. A line is written
only after the bytes that it speaks of are on the disk, and carries a checksum, so that a kill
at any instant leaves either the old state or the new. The next run of the same job cuts the
output back to the last safe byte and goes on from there; what it ends with is byte for byte
what an uninterrupted run would have written.
"""

import errno
import fcntl
import json
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from zlib import crc32

from grandlivre.errors import OutputError

_COMMIT_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run came, and what it counted on the way."""

    shards: int = 0
    """Shards whose results are all written."""
    results: int = 0
    """Results of the next shard that are written."""
    documents: int = 0
    claims: int = 0
    failed: int = 0


class ResumableFile:
    """An output that a later run of the same job can go on with.

    Parameters
    ----------
    path
        Where the output is to stand when finished.
    job
        Key of the work: what was asked, of which sources. Another key starts anew; None
        makes a run that nothing can resume (standard input cannot be read twice).
    header
        First bytes of the output.

    Raises
    ------
    OutputError
        Where it cannot be written, or another run is writing it now.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with ResumableFile(Path(folder) / "a.txt", job="j", header=b"") as out:
    ...         out.write(b"one line")
    ...         out.mark(Progress(shards=1))
    ...         out.finish()
    ...     (Path(folder) / "a.txt").read_bytes()
    b'one line'
    """

    def __init__(self, path: Path, *, job: str | None, header: bytes) -> None:
        self.path = path
        self.progress = Progress()
        """How far the run had come when it was interrupted; all zero for a new one."""
        self.finished = False
        """True where the interrupted run had written everything."""
        self._partial = path.with_name(path.name + ".partial")
        self._journal_path = path.with_name(path.name + ".journal")
        self._job = job
        self._header = header
        self._out: IO[bytes] | None = None
        self._journal: IO[bytes] | None = None
        self._marked: tuple[int, Progress] | None = None
        self._written = 0
        self._committed_at = 0.0

    def __enter__(self) -> Self:
        try:
            self._open()
        except OSError as error:
            self._release()
            raise _output_error(error, self.path) from error
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None and not issubclass(kind, OutputError):
            # An interrupted run keeps what it marked since the last commit; where even that
            # fails, the last commit stands.
            with suppress(OSError):
                self._commit()
        self._release()

    def write(self, data: bytes) -> None:
        """Append to the output."""
        assert self._out is not None
        try:
            self._out.write(data)
        except OSError as error:
            raise _output_error(error, self.path) from error
        self._written += len(data)

    def mark(self, progress: Progress) -> None:
        """Say which work is covered by what was written so far; made safe now and then."""
        self._marked = (self._written, progress)
        if time.monotonic() - self._committed_at >= _COMMIT_SECONDS:
            try:
                self._commit()
            except OSError as error:
                raise _output_error(error, self.path) from error

    def finish(self) -> None:
        """Make everything safe and move the output to its place."""
        assert self._out is not None
        assert self._journal is not None
        try:
            self._out.flush()
            os.fsync(self._out.fileno())
            progress = self._marked[1] if self._marked else self.progress
            self._note({"offset": self._written, "finished": True, **asdict(progress)})
            self._move()
        except OSError as error:
            raise _output_error(error, self.path) from error

    def _open(self) -> None:
        self._journal = self._journal_path.open("a+b")
        try:
            fcntl.flock(self._journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(
                "another run is writing this file now",
                where=str(self.path),
                remedy="wait for it, or choose another --out",
            ) from error
        if not self._take_up():
            self._start_anew()
        self._committed_at = time.monotonic()

    def _take_up(self) -> bool:
        """Go on from the journal's last good line; False where there is nothing to go on from."""
        assert self._journal is not None
        self._journal.seek(0)
        notes, length = _good_notes(self._journal.read())
        if self._job is None or len(notes) < 2 or notes[0].get("job") != self._job:
            return False
        last = notes[-1]
        finished = bool(last.pop("finished", False))
        offset = int(last.pop("offset"))
        if finished and not self._partial.exists():
            # Killed between the move and the journal's removal.
            if not self.path.exists() or self.path.stat().st_size != offset:
                return False
            self.finished, self.progress = True, Progress(**last)
            self._journal_path.unlink()
            return True
        try:
            self._out = self._partial.open("r+b")
        except FileNotFoundError:
            return False
        if self._out.seek(0, os.SEEK_END) < offset:
            self._out.close()
            self._out = None
            return False
        self._out.truncate(offset)
        self._out.seek(offset)
        self._journal.truncate(length)
        self._written, self.progress = offset, Progress(**last)
        if finished:
            self.finished = True
            self._move()
        return True

    def _start_anew(self) -> None:
        assert self._journal is not None
        self._journal.truncate(0)
        self._out = self._partial.open("wb")
        self._out.write(self._header)
        self._written = len(self._header)
        self._note({"job": self._job})
        self._marked = (self._written, Progress())
        self._commit()
        _sync_folder(self.path.parent)

    def _commit(self) -> None:
        """Output first, journal after: what the journal says is always true."""
        if self._marked is None or self._out is None:
            return
        offset, progress = self._marked
        self._out.flush()
        os.fsync(self._out.fileno())
        self._note({"offset": offset, **asdict(progress)})
        self._marked = None
        self._committed_at = time.monotonic()
        self.progress = progress

    def _note(self, note: dict[str, Any]) -> None:
        assert self._journal is not None
        body = json.dumps(note, separators=(",", ":")).encode()
        self._journal.write(b"%08x %s\n" % (crc32(body), body))
        self._journal.flush()
        os.fsync(self._journal.fileno())

    def _move(self) -> None:
        assert self._out is not None
        self._out.close()
        self._out = None
        self._partial.replace(self.path)
        _sync_folder(self.path.parent)
        self._journal_path.unlink()
        _sync_folder(self.path.parent)

    def _release(self) -> None:
        for file in (self._out, self._journal):
            if file is not None:
                # Closing flushes, which a full disk refuses; the last commit stands.
                with suppress(OSError):
                    file.close()
        self._out = self._journal = None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file at one stroke: whoever looks sees the old one or the new one, never a part.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    write_together({path: (data,)})


def write_together(files: Mapping[Path, Iterable[bytes]]) -> None:
    """Write files that belong together: none is put in its place before all are written.

    Whoever looks at one sees the old one or the new one, never a part. A kill while they are
    written leaves all the old ones; a kill in the instant when they are put in their places,
    one after another in the order given, may leave some of either.

    Parameters
    ----------
    files
        What each is to hold, in parts, so that a large one need not be held in memory.

    Raises
    ------
    OutputError
        Where one cannot be written; the old ones then stand.
    """
    partials: dict[Path, Path] = {}
    path = Path()
    try:
        for path, parts in files.items():
            partials[path] = path.with_name(path.name + ".partial")
            with partials[path].open("wb") as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
        for path, partial in partials.items():
            partial.replace(path)
        for folder in dict.fromkeys(path.parent for path in files):
            _sync_folder(folder)
    except OSError as error:
        raise _output_error(error, path) from error
    finally:
        for partial in partials.values():
            with suppress(OSError):
                partial.unlink()


def _good_notes(data: bytes) -> tuple[list[dict[str, Any]], int]:
    """The journal's lines up to the first that is torn, and their length in bytes."""
    notes: list[dict[str, Any]] = []
    length = 0
    for line in data.splitlines(keepends=True):
        checksum, _, body = line.rstrip(b"\n").partition(b" ")
        if not line.endswith(b"\n") or checksum != b"%08x" % crc32(body):
            break
        notes.append(json.loads(body))
        length += len(line)
    return notes, length


def _sync_folder(folder: Path) -> None:
    """Make a file's name as safe as its bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _output_error(error: OSError, path: Path) -> OutputError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            "the disk is full",
            where=str(path),
            remedy="make room, then run the same command again: it goes on from there",
        )
    if error.errno == errno.EFBIG:
        return OutputError(
            "the file has grown beyond what is allowed here",
            where=str(path),
            remedy="raise the limit, then run the same command again: it goes on from there",
        )
    return OutputError(
        f"cannot be written ({(error.strerror or str(error)).lower()})",
        where=str(path),
        remedy="choose another --out",
    )
