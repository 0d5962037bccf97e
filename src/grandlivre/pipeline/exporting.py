"""Exports: a ledger for other programs, written all together or not at all."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grandlivre.base.codec import loads
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.engine import write_together
from grandlivre.errors import ConfigError, DocumentError, OutputError
from grandlivre.export.formats import FORMATS
from grandlivre.export.model import Exported, Material, Publisher
from grandlivre.ledger.model import Ledger
from grandlivre.ledger.reading import ledger_from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult:
    """What an export made."""

    path: Path
    """The file, or the folder of files."""
    exported: Exported


def export(
    form: str,
    out: Path,
    ledger: Ledger,
    claims: Sequence[Claim],
    documents: Sequence[Document] = (),
    publisher: Publisher | None = None,
) -> ExportResult:
    """Write a ledger in a format for other programs.

    Parameters
    ----------
    form
        A key of `grandlivre.export.formats.FORMATS`.
    out
        The file to write, or for a format of several files their folder; made where missing.
        Whatever stood there stays until everything is written.
    ledger, claims, documents
        What to write. Documents that are not given are known by their name alone.
    publisher
        Who publishes it, for standards that ask.

    Raises
    ------
    ConfigError
        Where there is no such format.
    OutputError
        Where it cannot be written, or the standard cannot hold it.
    """
    if form not in FORMATS:
        raise ConfigError(
            f"there is no format called {form}",
            where="--to",
            remedy=f"use one of {', '.join(FORMATS)}",
        )
    chosen = FORMATS[form]
    exported = chosen.make(Material.gather(ledger, claims, documents, publisher))
    out = Path(os.path.abspath(out))
    folder = out.parent if chosen.suffix else out
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(folder),
            remedy="choose another --out",
        ) from error
    if chosen.suffix and out.is_dir():
        raise OutputError("is a folder", where=str(out), remedy="name a file in it with --out")
    write_together({out / name if name else out: parts for name, parts in exported.files.items()})
    return ExportResult(path=out, exported=exported)


def usual_place(form: str, source: Path) -> Path:
    """Where an export of a folder goes unless told: ``export/`` in it, under the format's name.

    Examples
    --------
    >>> usual_place("iati", Path("out/run")).as_posix(), usual_place("csv", Path("a")).as_posix()
    ('out/run/export/iati.xml', 'a/export/csv')
    """
    chosen = FORMATS.get(form)
    return source / "export" / (form + (chosen.suffix if chosen else ""))


def read_run(folder: Path) -> tuple[Ledger, list[Claim]]:
    """The ledger and the claims that ``grandlivre run`` wrote into a folder.

    Raises
    ------
    DocumentError
        Where the folder does not hold them.
    CodecError
        Where they are malformed; says where.
    """
    claims_path, ledger_path = folder / "claims.jsonl", folder / "ledger.json"
    try:
        lines = claims_path.read_bytes().splitlines()
        ledger = ledger_path.read_bytes()
    except OSError as error:
        raise DocumentError(
            "holds no claims.jsonl and ledger.json that can be read",
            where=str(folder),
            remedy="name a folder that grandlivre run wrote",
        ) from error
    claims = [
        loads(Claim, line, where=f"{claims_path}:{number}") for number, line in enumerate(lines, 1)
    ]
    return ledger_from_json(ledger, where=str(ledger_path)), claims
