"""``grandlivre export``: the ledger for other programs."""

import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from grandlivre.cli.asking import day_of
from grandlivre.cli.running import shown
from grandlivre.config import settings
from grandlivre.errors import ConfigError
from grandlivre.export.formats import FORMATS
from grandlivre.export.model import Material
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.exporting import export, read_run, usual_place
from grandlivre.pipeline.whereabouts import LEDGER_FILE, USUAL_FOLDER
from grandlivre.reference.messages import Messages
from grandlivre.store import is_address


def export_command(
    say: Messages,
    source: str | None,
    *,
    to: str | None,
    out: str | None,
    as_of: str | None,
    given: Mapping[str, str | None],
) -> int:
    """Read a ledger, write it in another format, say what was written and what was not."""
    if to is None:
        raise ConfigError(
            "no format was named", where="--to", remedy=f"use one of {', '.join(FORMATS)}"
        )
    day = None if as_of is None else day_of(as_of, "--as-of")
    # What is typed comes before what is set once for all.
    place = given.get("db") or source or settings(os.environ, given).db or USUAL_FOLDER
    material = _read(place, day)
    path = Path(out) if out else usual_place(to, _folder(place))
    result = export(to, path, material.ledger, material.claims, material.documents)
    made = result.exported
    lines = [say.say("export.written", path=shown(result.path), what=_listed(say, made.written))]
    if any(made.extended.values()):
        lines.append(say.say("export.extended", what=_listed(say, made.extended)))
    if any(made.left_out.values()):
        lines.append(say.say("export.left_out", what=_listed(say, made.left_out)))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _read(place: str, day: date | None) -> Material:
    """From the database, else from the files that a run wrote beside it."""
    folder = Path(place)
    if folder.is_dir() and not (folder / LEDGER_FILE).exists():
        if day is not None:
            raise ConfigError(
                "only a ledger's database knows other days",
                where="--as-of",
                remedy="name one with --db",
            )
        return Material.gather(*read_run(folder))
    with Book(place) as book:
        shelf = book.shelf(day)
        return Material.gather(
            shelf.ledger, list(shelf.claims.values()), list(shelf.documents.values())
        )


def _folder(place: str) -> Path:
    if is_address(place):
        return Path(USUAL_FOLDER)
    return Path(place) if os.path.isdir(place) else Path(place).parent


def _listed(say: Messages, counts: Mapping[str, int]) -> str:
    return ", ".join(
        say.say(f"export.count.{name}", count=count) for name, count in counts.items() if count
    )
