"""A stranger's file, read in a process apart that it cannot get out of, and recorded."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from grandlivre.base.codec import dumps, loads
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.documents.sources import Limits, expand
from grandlivre.engine import Bounds, Tell, run_apart
from grandlivre.errors import CodecError, DocumentError, GrandlivreError
from grandlivre.pipeline.reading import read_shard
from grandlivre.pipeline.recording import Recorder

MOST_BYTES = 20_000_000
"""Bytes of a file that is sent."""
_MOST_DOCUMENTS = 2_000
_LIMITS = Limits(
    max_bytes=MOST_BYTES,
    max_record_bytes=MOST_BYTES,
    max_members=_MOST_DOCUMENTS,
    max_unpacked_bytes=200_000_000,
)
_BOUNDS = Bounds(
    memory_bytes=1_500_000_000, seconds=120.0, result_bytes=200_000_000, may_write_files=False
)
Told = Callable[[int, int, str], None]
"""Takes how many texts are done, of how many (0 where unknown), and what is being done."""
READING, RECORDING, SETTLING = "read", "record", "settle"
"""What is done with a file, one after another."""
_ODD = re.compile(r"[^\w.()+,@ -]")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a file that somebody sent."""

    documents: tuple[str, ...]
    """Ids of the documents in it."""
    claims: int
    new_documents: int
    new_claims: int
    failed: tuple[str, ...]
    """What could not be read, a line each: the file with the part of it, a colon, and why."""


def safe_name(name: str) -> str:
    r"""What a file is called here: a name of its own folder, whatever was asked for.

    Examples
    --------
    >>> safe_name("../../etc/passwd"), safe_name("C:\\texts\\a<b>.txt"), safe_name(".bashrc")
    ('passwd', 'a_b_.txt', 'bashrc')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = _ODD.sub("_", last).strip().lstrip(".")
    stem, dot, suffix = plain.rpartition(".")
    if not stem:
        return plain[:_LONGEST_NAME] or "text"
    return f"{stem[: _LONGEST_NAME - 21]}{dot}{suffix[:20]}"


def take_in(
    place: str,
    name: str,
    data: bytes,
    *,
    told: Told | None = None,
    is_wanted: Callable[[], bool] | None = None,
    bounds: Bounds = _BOUNDS,
) -> Taken:
    """Read a file that somebody sent, and record what it says as a batch.

    Parameters
    ----------
    place
        The ledger's database.
    name, data
        What it is called, and its bytes.
    told
        Hears how far it is.
    is_wanted
        As for `grandlivre.engine.run_apart`; not asked any more once it is being recorded.
    bounds
        What reading it may take.

    Raises
    ------
    DocumentError
        Where nothing in it could be read.
    EngineError
        Where reading it took more than `bounds`.
    StoreError
        Where it cannot be recorded.
    """
    name = safe_name(name)
    tell = told or (lambda *_: None)
    tell(0, 0, READING)
    with TemporaryDirectory(prefix="grandlivre-upload-") as folder:
        (Path(folder) / name).write_bytes(data)
        packed = run_apart(
            read_apart,
            folder,
            name,
            bounds=bounds,
            preload=("grandlivre.pipeline.complete",),
            told=lambda done, of: tell(done, of, READING),
            is_wanted=is_wanted,
        )
    read, failed = _unpacked(packed)
    if not read:
        if failed:
            raise DocumentError(failed[0].what, where=failed[0].where or name)
        raise DocumentError("nothing could be read", where=name)
    documents = [document for document, _ in read]
    claims = [claim for _, found in read for claim in found]
    with Recorder(place, {"command": "upload", "sources": [name]}) as recorder:
        for number, (document, found) in enumerate(read):
            tell(number, len(read), RECORDING)
            recorder.add(document, found)
        tell(len(read), len(read), SETTLING)
        recorded = recorder.finish(documents, claims)
    return Taken(
        documents=tuple(each.id for each in documents),
        claims=len(claims),
        new_documents=recorded.new_documents,
        new_claims=recorded.new_claims,
        failed=tuple(f"{each.where or name}: {each.what}" for each in failed),
    )


def read_apart(tell: Tell, folder: str, name: str) -> bytes:
    """Read a file into JSON; for a process apart.

    Returns
    -------
    bytes
        One line for each document: it, its claims, and what went wrong.
    """
    os.chdir(folder)
    sources = list(expand([name], limits=_LIMITS))
    lines: list[bytes] = []
    for source in sources:
        # What reads files for people allows more than a stranger gets; the process is bounded.
        for result in read_shard((source,), model=None, keep_text=True, folder=folder):
            if len(lines) >= _MOST_DOCUMENTS:
                raise DocumentError(
                    f"it holds more than {_MOST_DOCUMENTS} texts",
                    where=name,
                    remedy="give it in smaller parts",
                )
            lines.append(_line(result.document, result.claims, result.error))
            # A file may hold many texts: nobody knows how many before the last.
            tell(len(lines), max(len(sources), len(lines)) if len(sources) > 1 else 0)
    return b"\n".join(lines)


def _line(
    document: Document | None, claims: tuple[Claim, ...], error: GrandlivreError | None
) -> bytes:
    said = None if error is None else {"what": error.what, "where": error.where}
    return orjson.dumps(
        {
            "document": None if document is None else dumps(document).decode(),
            "claims": [dumps(each).decode() for each in claims],
            "error": said,
        }
    )


def _unpacked(
    packed: bytes,
) -> tuple[list[tuple[Document, tuple[Claim, ...]]], tuple[DocumentError, ...]]:
    """What the process apart says that it read: records as they should be, or nothing.

    Raises
    ------
    CodecError
        Where they are not.
    """
    read: list[tuple[Document, tuple[Claim, ...]]] = []
    failed: list[DocumentError] = []
    for number, line in enumerate(packed.splitlines(), 1):
        try:
            said: dict[str, Any] = orjson.loads(line)
            if said["error"] is not None:
                fault = said["error"]
                what, where = str(fault["what"])[:300], str(fault["where"])[:300]
                failed.append(DocumentError(what, where=where))
            if said["document"] is None:
                continue
            document = loads(Document, said["document"])
            claims = tuple(loads(Claim, each) for each in said["claims"])
        except (ValueError, KeyError, TypeError) as error:
            raise CodecError("not what reading gives", where=f"line {number}") from error
        for claim in claims:
            proof = claim.evidence
            quoted = document.text[proof.start : proof.end]
            if claim.document_id != document.id or quoted != proof.quote:
                raise CodecError("a claim that does not quote its text", where=f"line {number}")
        read.append((document, claims))
    return read, tuple(failed)
