"""``grandlivre read``: where claims go, and what is said on the way."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grandlivre.cli.help import stdout_columns
from grandlivre.config import format_of, settings
from grandlivre.engine import Progress
from grandlivre.errors import ConfigError, GrandlivreError
from grandlivre.pipeline import FORMATS, ReadOptions, Watcher, write_file, write_stream
from grandlivre.pipeline.writing import NEEDS_TEXT
from grandlivre.reference.messages import Messages


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
    with _ended_politely(), _told(say, show=path is not None or not sys.stdout.isatty()) as told:
        if path is not None:
            progress = _to_file(say, files, options, form, path, told)
        else:
            progress = _to_stdout(say, files, options, form, told)
    return 1 if progress.failed else 0


def _to_file(
    say: Messages,
    files: Sequence[str],
    options: ReadOptions,
    form: str,
    path: Path,
    told: "_Told",
) -> Progress:
    try:
        progress = write_file(files, options, form, say, path, told.watcher(files))
    except KeyboardInterrupt:
        told.line(say.say("usage.resumable"))
        raise
    documents = say.say("count.documents", count=progress.documents)
    claims = say.say("count.claims", count=progress.claims)
    told.line(say.say("read.written", what=claims, documents=documents, path=path))
    return progress


def _to_stdout(
    say: Messages, files: Sequence[str], options: ReadOptions, form: str, told: "_Told"
) -> Progress:
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR")
    writer = FORMATS[form](say, stdout_columns(), colour)

    def write(text: str) -> None:
        if text:
            sys.stdout.buffer.write(text.encode("utf-8", "replace"))
            sys.stdout.buffer.flush()

    return write_stream(files, options, writer, write, told.watcher(files))


@dataclass(slots=True)
class _Told:
    """What is said on standard error: one line a failure, and a bar on long runs."""

    say: Messages
    bar: Any = None

    def watcher(self, files: Sequence[str]) -> Watcher:
        return Watcher(
            failed=self._failed,
            warned=lambda warning: self.line(
                self.say.say("usage.warning", what=self.say.error(warning))
            ),
            resumed=lambda progress: self.line(
                self.say.say("usage.resumed", documents=progress.documents)
            ),
            advanced=self._advanced,
        )

    def line(self, text: str) -> None:
        if self.bar is not None:
            self.bar.line(text)
        else:
            sys.stderr.write(text + "\n")

    def _failed(self, error: GrandlivreError) -> None:
        self.line(self.say.error(error))

    def _advanced(self, progress: Progress, sources: int) -> None:
        if self.bar is not None:
            self.bar.advance(progress, sources)


@contextmanager
def _told(say: Messages, *, show: bool) -> Iterator[_Told]:
    """A bar only where a person looks at standard error, and claims do not go there too."""
    if not (show and sys.stderr.isatty()):
        yield _Told(say)
        return
    from grandlivre.cli.bar import Bar

    with Bar(say) as bar:
        yield _Told(say, bar)


@contextmanager
def _ended_politely() -> Iterator[None]:
    """A run that is told to end (SIGTERM) ends as by Ctrl-C: workers stopped, work kept."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
