"""What is said on standard error during a run: failures, notes, and a bar on long runs."""

import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from grandlivre.claims.model import Tally
from grandlivre.cli.bar import Bar
from grandlivre.engine import Progress
from grandlivre.pipeline.writing import Watcher
from grandlivre.reference.messages import Messages


@dataclass(slots=True)
class Told:
    """Who speaks on standard error, and what the language model did so far."""

    say: Messages
    bar: Bar | None = None
    _added: int = 0
    _filled: int = 0
    _dropped: Counter[str] = field(default_factory=Counter)
    _asked: bool = False

    def watcher(self) -> Watcher:
        """What the pipeline tells of a run."""
        say = self.say
        return Watcher(
            failed=lambda error: self.line(say.error(error)),
            warned=lambda warning: self.line(say.say("usage.warning", what=say.error(warning))),
            tallied=self._tallied,
            counted=lambda inventory: self.bar.expect(inventory.sources) if self.bar else None,
            resumed=lambda progress: self.line(
                say.say("usage.resumed", documents=progress.documents)
            ),
            advanced=self._advanced,
            drawn=partial(self._counted, "outlook.progress"),
            simulated=partial(self._counted, "campus.progress"),
        )

    def line(self, text: str) -> None:
        """One line, above the bar where there is one."""
        if self.bar is not None:
            self.bar.line(text)
        else:
            sys.stderr.write(text + "\n")

    def of_the_model(self) -> None:
        """Say what became of the language model's proposals, where one was asked."""
        if not self._asked:
            return
        counts = [
            f"{count} × {self.say.sentence(why)}" for why, count in self._dropped.most_common()
        ]
        self.line(
            self.say.say(
                "model.tally",
                added=self._added,
                filled=self._filled,
                dropped=sum(self._dropped.values()),
                reasons=f" ({', '.join(counts)})" if counts else "",
            )
        )

    def _tallied(self, tally: Tally) -> None:
        self._asked = True
        self._added += tally.added
        self._filled += tally.filled
        self._dropped.update(dict(tally.dropped))

    def _counted(self, what: str, done: int, whole: int) -> None:
        if self.bar is not None:
            self.bar.turn(what)
            self.bar.count(done, whole)

    def _advanced(self, progress: Progress, sources: int) -> None:
        if self.bar is not None:
            self.bar.advance(progress, sources)


@contextmanager
def telling(say: Messages, *, show: bool) -> Iterator[Told]:
    """A bar only where a person looks at standard error, and claims do not go there too."""
    if show and sys.stderr.isatty():
        with Bar(say) as bar:
            yield Told(say, bar)
    else:
        yield Told(say)


@contextmanager
def ended_politely() -> Iterator[None]:
    """A run that is told to end (SIGTERM) ends as by Ctrl-C: workers stopped, work kept."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
