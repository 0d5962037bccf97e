"""From names of files to claims: expand, read, understand, on one process or many."""

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from itertools import compress, groupby, repeat
from typing import TYPE_CHECKING, Any

from grandlivre import __version__
from grandlivre.base.records import maker
from grandlivre.claims.compiled.reading import Begun
from grandlivre.claims.model import Claim, ModelOptions, Tally
from grandlivre.claims.read import begin, dated, may_hold, read_and_date
from grandlivre.documents import readers
from grandlivre.documents.model import Document
from grandlivre.documents.sources import STANDARD_INPUT, Source, expand
from grandlivre.engine import EngineOptions, Packing, Piece, map_shards, shards_of
from grandlivre.errors import DocumentError, GrandlivreError, ModelError, ReferenceDataError
from grandlivre.pipeline.wire import (
    Packed,
    leave_text,
    pack_claim,
    pack_column,
    pack_document,
    pack_documents,
    unpack_claim,
    unpack_column,
    unpack_document,
    unpack_documents,
)

if TYPE_CHECKING:
    from grandlivre.claims.llm import ModelReader

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WARM = ("grandlivre.pipeline.warm",)
# What a source of unknown size (standard input, a missing file) weighs in a shard.
_UNKNOWN_SIZE = 10_000
# Fixed costs of a document, in bytes of text that take as long.
_DOCUMENT_SIZE = 2_000
# Characters of the texts that are opened together, before the first of them is read.
_LOT_SIZE = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How texts are read."""

    engine: EngineOptions = field(default_factory=EngineOptions)
    model: ModelOptions | None = None
    """A language model as second reader; None for the rules alone."""
    keep_text: bool = False
    """Whether results carry their document's text; without it, texts stay where they are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What reading one document gave: the document and its claims, or an error."""

    source: str
    """Name of the file or archive member, as the user gave it."""
    document: Document | None = None
    """Facts of the document; its `text` is empty unless `ReadOptions.keep_text`."""
    claims: tuple[Claim, ...] = ()
    error: GrandlivreError | None = None
    warnings: tuple[DocumentError | ModelError, ...] = ()
    """What the second reader could not do; the claims stand without it."""
    tally: Tally | None = None
    """What became of the second reader's proposals."""


_result = maker(ReadResult)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What there is to read, counted before reading."""

    sources: int
    size: int
    """Bytes, as far as known."""
    key: str | None
    """Changes when a source comes, goes or changes; None where standard input is read."""


def read(sources: Sequence[str], options: ReadOptions | None = None) -> Iterator[ReadResult]:
    """Read files, folders, patterns, archives or standard input into claims.

    Parameters
    ----------
    sources
        As `grandlivre.documents.sources.expand` takes them.
    options
        In this process and without a model by default.

    Yields
    ------
    ReadResult
        One for each document, or for each thing that could not be read, in the order of the
        sources whatever the engine. After a row of a table come the cells of it that should hold
        a figure and could not be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.txt"
    ...     _ = path.write_text("MGX investira 50 milliards d'euros à Fouju.", encoding="utf-8")
    ...     [result] = read([str(path)])
    >>> result.claims[0].evidence.quote
    "50 milliards d'euros"
    """
    options = options or ReadOptions()
    if options.engine.stays_here:
        asked = _asked(options)
        for shard in _shards(sources):
            yield from read_shard(shard, **asked)
        return
    for piece in read_pieces(sources, options):
        yield from piece.results


def read_pieces(
    sources: Sequence[str], options: ReadOptions | None = None, *, skip: int = 0
) -> Iterator[Piece[ReadResult]]:
    """Read as `read` does, keeping the shards visible, so that a run can be resumed.

    Parameters
    ----------
    sources, options
        As for `read`.
    skip
        Number of shards, from the first, that an earlier run has done.
    """
    options = options or ReadOptions()
    asked = _asked(options)
    number = skip
    shards = (shard for i, shard in enumerate(_shards(sources)) if i >= skip)
    # Standard input belongs to this process; no worker can read it.
    for is_here, group in groupby(shards, key=_is_standard_input):
        engine = EngineOptions() if is_here else replace(options.engine, preload=_WARM)
        first = number
        for piece in _mapped(group, engine, asked):
            number = first + piece.shard + 1
            if first:
                piece = replace(piece, shard=first + piece.shard)
            yield piece


def _asked(options: ReadOptions) -> dict[str, Any]:
    """What is asked of every shard."""
    return {"model": options.model, "keep_text": options.keep_text, "folder": os.getcwd()}


def _mapped(
    shards: Iterable[tuple[Source, ...]], engine: EngineOptions, asked: Mapping[str, Any]
) -> Iterator[Piece[ReadResult]]:
    """Map the reading over shards; results are packed only if they travel."""
    stage = partial(read_shard, **asked)
    packing = Packing(pack_results, unpack_results)
    return map_shards(stage, shards, options=engine, lost=_lost, packing=packing)


def take_inventory(sources: Sequence[str]) -> Inventory:
    """Count what is to be read, without reading it."""
    digest = blake2b(digest_size=16)
    count = size = 0
    resumable = True
    for source in expand(sources):
        count += 1
        size += source.size or 0
        resumable = resumable and source.path != STANDARD_INPUT
        digest.update(repr((source.path, source.member, source.size)).encode("utf-8", "replace"))
        try:
            digest.update(str(os.stat(source.path).st_mtime_ns).encode())
        except (OSError, ValueError):
            digest.update(b"?")
    digest.update(__version__.encode())
    return Inventory(sources=count, size=size, key=digest.hexdigest() if resumable else None)


def pack_results(results: Sequence[ReadResult]) -> Packed:
    """Results for travel; those that are but a document, as nearly all of a crawl are, by field."""
    bare: list[ReadResult] = []
    documents: list[Document] = []
    others: list[tuple[int, Packed]] = []
    for at, result in enumerate(results):
        document = result.document
        if document is None or result.claims or result.error or result.warnings or result.tally:
            others.append((at, _packed(result)))
        else:
            bare.append(result)
            documents.append(document)
    sources = pack_column([result.source for result in bare])
    return len(bare), sources, pack_documents(documents), others


def unpack_results(packed: Packed) -> list[ReadResult]:
    """The results again."""
    count, sources, documents, others = packed
    nothing = repeat(()), repeat(None), repeat(()), repeat(None)
    found: list[ReadResult] = []
    if count:
        pairs = unpack_column(sources, count), unpack_documents(documents, count)
        found.extend(map(_result, *pairs, *nothing))
    for at, result in others:
        found.insert(at, _unpacked(result))
    return found


def _packed(result: ReadResult) -> Packed:
    return (
        result.source,
        None if result.document is None else pack_document(result.document),
        tuple(map(pack_claim, result.claims)),
        result.error,
        result.warnings,
        result.tally,
    )


def _unpacked(packed: Packed) -> ReadResult:
    source, document, claims, error, warnings, tally = packed
    return _result(
        source,
        None if document is None else unpack_document(document),
        tuple(map(unpack_claim, claims)),
        error,
        warnings,
        tally,
    )


def read_shard(
    shard: tuple[Source, ...], *, model: ModelOptions | None, keep_text: bool, folder: str
) -> Iterator[ReadResult]:
    """Read a shard's sources one after another.

    `folder` is where relative paths start from, for workers that were started elsewhere.
    """
    with suppress(OSError):  # where it does not exist, each file is said to be missing
        os.chdir(folder)
    second = _second_reader(model) if model else None
    for lot in _lots(_opened(shard)):
        documents = [each.document for each in lot if each.document is not None]
        # What a second reader may add is not known at a glance.
        held = may_hold(documents) if second is None else [True] * len(documents)
        holds, begun = iter(held), iter(begin(compress(documents, held)))
        for result in lot:
            document = result.document
            if document is None:
                yield result
            elif not next(holds):
                if not keep_text:
                    leave_text(document)
                yield result
            else:
                faults = _unread_cells(document) if document.fields else ()
                yield _read_document(
                    result.source, document, next(begun), second, keep_text=keep_text
                )
                # The row stands with its other figures; each that is missing is told.
                for fault in faults:
                    yield ReadResult(source=result.source, error=fault)


def _opened(shard: tuple[Source, ...]) -> Iterator[ReadResult]:
    """The documents of a shard, not read into claims yet, and what could not be opened."""
    for source in shard:
        name = source.name
        if source.is_note:
            yield ReadResult(source=name, warnings=(_left_aside(name),))
            continue
        try:
            for found in readers.read(source):
                if isinstance(found, DocumentError):
                    yield ReadResult(source=name, error=found)
                else:
                    yield _result(name, found, (), None, (), None)
        except ReferenceDataError:
            raise  # grandlivre itself is broken: no file would be read any better
        except Exception as error:  # noqa: BLE001 - one file never stops the others
            yield ReadResult(source=name, error=_unforeseen(name, error))


def _lots(results: Iterable[ReadResult]) -> Iterator[list[ReadResult]]:
    """Results by the dozen, so that each part of the work is done on several texts at a time.

    To go from one part to another for every text costs a tenth more: what a processor keeps at
    hand for the one is gone when the other has been at work.
    """
    lot: list[ReadResult] = []
    size = 0
    for result in results:
        lot.append(result)
        size += _DOCUMENT_SIZE if result.document is None else len(result.document.text)
        if size >= _LOT_SIZE:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _read_document(
    source: str,
    document: Document,
    begun: Begun | None,
    second: "ModelReader | None",
    *,
    keep_text: bool,
) -> ReadResult:
    warnings: tuple[ModelError, ...] = ()
    tally = None
    try:
        document, claims = read_and_date(document, begun=begun)
        if second is not None:
            reading = second.read(document, claims)
            if reading.claims and not claims:
                document = dated(document)
            claims, warnings, tally = reading.claims, reading.warnings, reading.tally
    except ReferenceDataError:
        raise
    except Exception as error:  # noqa: BLE001 - one document never stops the others
        return ReadResult(source=source, error=_unforeseen(document.name, error))
    if not keep_text:
        leave_text(document)
    return _result(source, document, claims, None, warnings, tally)


def _second_reader(model: ModelOptions) -> "ModelReader":
    from grandlivre.claims.llm import ModelReader

    return ModelReader(model)


def _unread_cells(statement: Document) -> tuple[DocumentError, ...]:
    from grandlivre.claims.statements import unread_cells

    return unread_cells(statement)


def _unforeseen(name: str, error: Exception) -> DocumentError:
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        # What reads is unpacked into a temporary file: no fault, and nothing to report.
        return DocumentError(
            f"no room for temporary files ({(error.strerror or str(error)).lower()})",
            where=name,
            remedy="make room, or name another folder for them in TMPDIR",
        )
    return DocumentError(
        f"a fault of grandlivre itself ({type(error).__name__}: {str(error)[:200]})",
        where=name,
        remedy="please report it with this file",
    )


def _left_aside(name: str) -> DocumentError:
    return DocumentError(
        "a note on its folder, by its name in capitals, was not read",
        where=name,
        remedy="name the file itself to read it",
    )


def _lost(source: Source, cause: str) -> ReadResult:
    error = DocumentError(
        cause, where=source.name, remedy="read it alone, on a machine with more memory"
    )
    return ReadResult(source=source.name, error=error)


def _shards(sources: Sequence[str]) -> Iterator[tuple[Source, ...]]:
    """Sources in small lots; standard input by itself."""
    for is_here, group in groupby(expand(sources), key=lambda s: s.path == STANDARD_INPUT):
        yield from shards_of(group, size=_weight, most_items=1 if is_here else 256)


def _weight(source: Source) -> int:
    return _DOCUMENT_SIZE + (_UNKNOWN_SIZE if source.size is None else source.size)


def _is_standard_input(shard: tuple[Source, ...]) -> bool:
    return any(source.path == STANDARD_INPUT for source in shard)


def claims_of(results: Iterable[ReadResult]) -> Iterator[Claim]:
    """The claims of all results, in order."""
    for result in results:
        yield from result.claims
