"""Claims on their way out: to a terminal, a pipe, or a file that survives interruption."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from grandlivre.claims.model import Claim, Tally
from grandlivre.documents.model import Document
from grandlivre.engine import Piece, Progress, ResumableFile
from grandlivre.errors import DocumentError, GrandlivreError, ModelError, OutputError
from grandlivre.export.claims import csv_header, csv_line, jsonl_line
from grandlivre.pipeline.reading import (
    Inventory,
    ReadOptions,
    ReadResult,
    read_pieces,
    take_inventory,
)
from grandlivre.reference.messages import Messages
from grandlivre.report.annotated import AnnotatedPage
from grandlivre.report.listing import Listing


class Writer(Protocol):
    """A form that claims are written in, a document at a time, so that nothing piles up."""

    def head(self) -> str:
        """What stands before the first document."""

    def document(self, document: Document, claims: tuple[Claim, ...]) -> str:
        """One document's claims."""

    def failure(self, name: str, message: str) -> str:
        """What could not be read, where the form says such things."""

    def foot(self, documents: int, claims: int, failed: int) -> str:
        """What stands after the last document."""


class _Lines:
    """One line a claim."""

    def __init__(self, header: bytes, line: Callable[[Claim], bytes]) -> None:
        self._header = header
        self._line = line

    def head(self) -> str:
        return self._header.decode()

    def document(self, document: Document, claims: tuple[Claim, ...]) -> str:
        return b"".join(map(self._line, claims)).decode()

    def failure(self, name: str, message: str) -> str:
        return ""

    def foot(self, documents: int, claims: int, failed: int) -> str:
        return ""


FORMATS: dict[str, Callable[[Messages, int, bool], Writer]] = {
    "table": lambda say, width, colour: Listing(say, width=width, colour=colour),
    "jsonl": lambda *_: _Lines(b"", jsonl_line),
    "csv": lambda *_: _Lines(csv_header(), csv_line),
    "html": lambda say, *_: AnnotatedPage(say),
}
"""What `--format` may name."""
NEEDS_TEXT = frozenset({"html"})
"""Forms that show the document's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Who is told what happens during a run."""

    failed: Callable[[GrandlivreError], None]
    """A document could not be read."""
    warned: Callable[[DocumentError | ModelError], None]
    """The second reader could not do its part."""
    tallied: Callable[[Tally], None] = lambda _: None
    """What became of the second reader's proposals about one document."""
    counted: Callable[[Inventory], None] = lambda _: None
    """So much there is to read."""
    resumed: Callable[[Progress], None] = lambda _: None
    """The run goes on from an interrupted one."""
    advanced: Callable[[Progress, int], None] = lambda *_: None
    """So much is done: counts so far, and how many more sources are read."""
    drawn: Callable[[int, int], None] = lambda *_: None
    """So many draws of the outlook are done, of so many."""
    simulated: Callable[[int, int], None] = lambda *_: None
    """So many hours of a campus are done, of so many."""

    def heard(self, result: ReadResult) -> None:
        """Tell of one document's error and of the second reader's doings."""
        if result.error is not None:
            self.failed(result.error)
        for warning in result.warnings:
            self.warned(warning)
        if result.tally is not None:
            self.tallied(result.tally)


def write_stream(
    sources: Sequence[str],
    options: ReadOptions,
    writer: Writer,
    write: Callable[[str], object],
    watcher: Watcher,
) -> Progress:
    """Read and write each document as soon as it is read; returns what was counted."""
    progress = Progress()
    write(writer.head())
    for piece in read_pieces(sources, options):
        text, progress = _write_piece(piece, 0, writer, watcher, progress)
        write(text)
        watcher.advanced(progress, piece.items)
    write(writer.foot(progress.documents, progress.claims, progress.failed))
    return progress


def write_file(
    sources: Sequence[str],
    options: ReadOptions,
    form: str,
    say: Messages,
    path: Path,
    watcher: Watcher,
) -> Progress:
    """Read into a file; a run that was interrupted goes on where it stopped.

    Parameters
    ----------
    sources, options
        What to read, and how.
    form
        A key of `FORMATS`.
    say
        The language of what people read.
    path
        Where the file is to stand when it is complete; see `grandlivre.engine.journal`.
    watcher
        Who is told what happens.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    writer = FORMATS[form](say, 80, False)
    path = _place(path)
    header = _bytes(writer.head())
    inventory = take_inventory(sources)
    watcher.counted(inventory)
    job = _job(inventory, options, form, say)
    with ResumableFile(path, job=job, header=header) as out:
        progress = out.progress
        if progress != Progress() or out.finished:
            watcher.resumed(progress)
        if out.finished:
            return progress
        skip = progress.results
        for piece in read_pieces(sources, options, skip=progress.shards):
            taken = min(skip, len(piece.results))
            text, progress = _write_piece(piece, taken, writer, watcher, progress)
            skip -= taken
            out.write(_bytes(text))
            if not skip:
                out.mark(progress)
            watcher.advanced(progress, piece.items)
        out.write(_bytes(writer.foot(progress.documents, progress.claims, progress.failed)))
        out.mark(progress)
        out.finish()
    return progress


def _write_piece(
    piece: Piece[ReadResult],
    taken: int,
    writer: Writer,
    watcher: Watcher,
    progress: Progress,
) -> tuple[str, Progress]:
    """The text of a piece, past the results that are written already, and the counts after it."""
    parts: list[str] = []
    documents, claims, failed = progress.documents, progress.claims, progress.failed
    for result in piece.results[taken:]:
        if result.error is not None:
            failed += 1
            parts.append(writer.failure(result.source, str(result.error)))
        elif result.document is not None:
            documents += 1
            claims += len(result.claims)
            parts.append(writer.document(result.document, result.claims))
        watcher.heard(result)
    return "".join(parts), Progress(
        shards=piece.shard + 1 if piece.last else piece.shard,
        results=0 if piece.last else progress.results + len(piece.results) - taken,
        documents=documents,
        claims=claims,
        failed=failed,
    )


def _job(inventory: Inventory, options: ReadOptions, form: str, say: Messages) -> str | None:
    """Key of the work asked for. How it is spread over processes is no part of it."""
    if inventory.key is None:
        return None
    asked = repr((inventory.key, form, say.language, options.model))
    return blake2b(asked.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _place(path: Path) -> Path:
    """Where a path really leads; a device or a folder cannot be replaced by a file."""
    real = Path(os.path.realpath(path))
    if real.is_dir():
        raise OutputError("is a folder", where=str(path), remedy="name a file in it with --out")
    if real.exists() and not real.is_file():
        raise OutputError(
            "is no regular file", where=str(path), remedy="leave out --out and redirect instead"
        )
    return real


def _bytes(text: str) -> bytes:
    # Half surrogates of a broken text cannot be written as UTF-8; a mark stands for them.
    return text.encode("utf-8", "replace")
