"""``grandlivre read``: where claims go, and what is said on the way."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from grandlivre.cli.help import stdout_columns
from grandlivre.cli.telling import Told, ended_politely, telling
from grandlivre.config import settings
from grandlivre.engine import Progress
from grandlivre.errors import ConfigError
from grandlivre.pipeline.reading import ReadOptions
from grandlivre.pipeline.writing import FORMATS, NEEDS_TEXT, write_file, write_stream
from grandlivre.reference.messages import Messages

_FORMS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".html": "html", ".htm": "html"}


def read_command(
    say: Messages,
    files: Sequence[str],
    *,
    form: str | None,
    out: str | None,
    given: Mapping[str, str | None],
    model: tuple[str, str] | None,
) -> int:
    """Read files and write their claims; returns the exit status."""
    if not files:
        raise ConfigError("no file to read was named", remedy="see grandlivre read --help")
    path = Path(out) if out else None
    asked = settings(os.environ, given, model)
    form = format_of(form, path)
    options = ReadOptions(engine=asked.engine, model=asked.model, keep_text=form in NEEDS_TEXT)
    with ended_politely(), telling(say, show=path is not None or not sys.stdout.isatty()) as told:
        if path is not None:
            progress = _to_file(say, files, options, form, path, told)
        else:
            progress = _to_stdout(say, files, options, form, told)
        told.of_the_model()
    return 1 if progress.failed else 0


def format_of(asked: str | None, out: Path | None) -> str:
    """The form to write in: the one asked for, else as the file's name says, else a table.

    Raises
    ------
    ConfigError
        Where there is no such form.

    Examples
    --------
    >>> format_of(None, Path("claims.jsonl")), format_of(None, None)
    ('jsonl', 'table')
    """
    if asked is None:
        return _FORMS.get(out.suffix.lower(), "table") if out else "table"
    if asked not in FORMATS:
        raise ConfigError(
            f"there is no format called {asked}",
            where="--format",
            remedy=f"use one of {', '.join(FORMATS)}",
        )
    return asked


def _to_file(
    say: Messages,
    files: Sequence[str],
    options: ReadOptions,
    form: str,
    path: Path,
    told: Told,
) -> Progress:
    try:
        progress = write_file(files, options, form, say, path, told.watcher())
    except KeyboardInterrupt:
        told.line(say.say("usage.resumable"))
        raise
    documents = say.say("count.documents", count=progress.documents)
    claims = say.say("count.claims", count=progress.claims)
    told.line(say.say("read.written", what=claims, documents=documents, path=path))
    return progress


def _to_stdout(
    say: Messages, files: Sequence[str], options: ReadOptions, form: str, told: Told
) -> Progress:
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR")
    writer = FORMATS[form](say, stdout_columns(), colour)

    def write(text: str) -> None:
        if text:
            sys.stdout.buffer.write(text.encode("utf-8", "replace"))
            sys.stdout.buffer.flush()

    return write_stream(files, options, writer, write, told.watcher())
