"""A bar on standard error for whoever waits: what was read, and how fast."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from grandlivre.engine import Progress as Counts
from grandlivre.reference.messages import Messages

_PATIENCE_SECONDS = 1.0


class Bar:
    """Shown after the first second, so that short runs stay silent."""

    def __init__(self, say: Messages, title: str = "read.progress") -> None:
        self._say = say
        self._console = Console(file=sys.stderr)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[counts]}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task(say.say(title), total=None, counts="")
        self._began = time.monotonic()
        self._shown = False
        self._sources = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            self._bar.stop()

    def expect(self, sources: int) -> None:
        """Say how many sources there are to read."""
        self._bar.update(self._task, total=sources)

    def advance(self, counts: Counts, sources: int) -> None:
        """Show how far the run is."""
        self._sources += sources
        self._show()
        documents = self._say.say("count.documents", count=counts.documents)
        claims = self._say.say("count.claims", count=counts.claims)
        self._bar.update(self._task, completed=self._sources, counts=f"{documents}, {claims}")

    def turn(self, title: str) -> None:
        """Say that something else is being done now."""
        self._bar.update(self._task, description=self._say.say(title))

    def count(self, done: int, whole: int) -> None:
        """Show how much of something is done."""
        if not sys.stderr.isatty():
            return
        self._show()
        self._bar.update(self._task, total=whole, completed=done, counts=f"{done} / {whole}")

    def _show(self) -> None:
        if not self._shown and time.monotonic() - self._began > _PATIENCE_SECONDS:
            self._bar.start()
            self._shown = True

    def line(self, text: str) -> None:
        """A line above the bar."""
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)
