"""A database that is served: its present edition, those of earlier days, and following what comes.

Editions are worked out in processes apart, so that whoever reads meanwhile does not wait; what is
shown is always the whole of one state.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import TracebackType
from typing import Self

from grandlivre.engine import run_apart
from grandlivre.errors import AskError, EngineError, GrandlivreError, StoreError
from grandlivre.pipeline.catalogue import Catalogue
from grandlivre.pipeline.edition import (
    Contents,
    StoreLibrary,
    contents_apart,
    edition_from,
    unpacked_contents,
)
from grandlivre.pipeline.whereabouts import ledger_at
from grandlivre.report.pages import Edition, Index
from grandlivre.store import Job, JobState, Store, open_store

_KEPT_DAYS = 8
_MOST_WAITING = 4
"""Requests for the ledger of an earlier day that may wait for one to be worked out."""
_WHOLE_AT_ONCE = 20_000
"""Claims up to which the first edition is shown with its outlook, not before it."""


@dataclass(frozen=True)
class Shown:
    """One state of one day, as it is shown."""

    contents: Contents
    edition: Edition
    library: StoreLibrary
    campus: int
    """Number of the run of a campus that is shown; 0 for none."""

    @property
    def version(self) -> str:
        """Names the state."""
        return f"{self.contents.version}{self.campus or ''}"

    @cached_property
    def index(self) -> Index:
        """What its pages are made with."""
        return Index(self.edition)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Its entries, parties and places, ready to be looked through."""
        return Catalogue(self.contents.ledger)


class Live:
    """A database that is served; used in a ``with``.

    Parameters
    ----------
    place
        A file, a folder that holds a ``ledger.db``, or the address of a database.
    told
        Hears what goes wrong while following.

    Raises
    ------
    StoreError
        Where there is no ledger, or nothing is recorded in it.
    """

    def __init__(self, place: str, told: Callable[[GrandlivreError], None] | None = None) -> None:
        self._place = ledger_at(place)
        self._told = told or (lambda _: None)
        self.store: Store = open_store(self._place)
        self._days: OrderedDict[tuple[str, date], Shown] = OrderedDict()
        self._making = threading.Lock()
        self._waiting = threading.Semaphore(_MOST_WAITING)
        self._changed = threading.Condition()
        self._failed = ""
        first = self._contents(None, is_whole=False)
        if first.claims <= _WHOLE_AT_ONCE:
            first = self._contents(None, is_whole=True)
        self._shown = self._show(first)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    @property
    def store_place(self) -> str:
        """The database that is served."""
        return self._place

    @property
    def shown(self) -> Shown:
        """The present edition."""
        return self._shown

    def at(self, day: date | None) -> Shown:
        """The edition of a day; the present one without a day, and for all days from its last.

        Raises
        ------
        AskError
            Where nothing had been published by that day.
        EngineError
            Where too many wait for days already.
        """
        now = self._shown
        days = now.contents.days
        if day is None or not days or day >= days[-1]:
            return now
        # The ledger only moves on days on which something was published.
        earlier = [each for each in days if each <= day]
        if not earlier:
            raise AskError(
                "nothing in this ledger had been published by then",
                where=day.isoformat(),
                remedy=f"ask for a day from {days[0].isoformat()} on",
            )
        key = (now.contents.state, earlier[-1])
        if key in self._days:
            return self._days[key]
        if not self._waiting.acquire(blocking=False):
            raise EngineError(
                "too many earlier days are being worked out",
                remedy="try again later",
                code="busy",
            )
        try:
            with self._making:
                if key not in self._days:
                    made = self._contents(key[1], is_whole=False)
                    self._days[key] = self._show(made)
                    while len(self._days) > _KEPT_DAYS:
                        self._days.popitem(last=False)
                return self._days[key]
        finally:
            self._waiting.release()

    def follow(self) -> bool:
        """Look whether the database has changed, and show what it holds now; True where it had.

        To be called about once a second, by one thread. What cannot be worked out is told, and
        tried again when the database has changed once more.
        """
        try:
            state = self.store.state()
        except GrandlivreError as error:
            self._told(error)
            return False
        if self.store.jobs.last_done("campus") != self._shown.campus:
            self._put(self._show(self._shown.contents))
            return True
        contents = self._shown.contents
        if state == self._failed or (state == contents.state and contents.is_whole):
            return False
        try:
            contents = self._next(state, contents)
        except GrandlivreError as error:
            self._failed = state
            self._told(error)
            return False
        self._put(self._show(contents))
        return True

    def _put(self, shown: Shown) -> None:
        with self._changed:
            self._shown = shown
            self._changed.notify_all()

    def _next(self, state: str, before: Contents) -> Contents:
        if state == before.state:
            return self._contents(None, is_whole=True)
        found = self._contents(None, is_whole=False)
        # Until the new outlook is there, the one that was there stays.
        return replace(
            found,
            prospect=before.prospect,
            told=before.told,
            changes=before.changes,
            since=before.since,
        )

    def shows(self, job: Job) -> bool:
        """Whether what came of a job that is over is in what is shown now."""
        if job.state is not JobState.DONE:
            return True
        if job.kind == "campus":
            return self._shown.campus >= job.id
        if job.kind != "upload":
            return True
        found = self.store.jobs.result(job.id)
        names = found.get("documents", []) if isinstance(found, dict) else []
        return not names or bool(self._shown.library.facts(names[:1]))

    def wait_for(self, state: str, seconds: float) -> bool:
        """Wait until what the database held at `state` is shown, but no longer than that."""
        end = time.monotonic() + seconds
        with self._changed:
            while self._shown.contents.state == state:
                left = end - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    return False
        return True

    def _contents(self, day: date | None, *, is_whole: bool) -> Contents:
        packed = run_apart(contents_apart, self._place, day, is_whole)
        found = unpacked_contents(packed)
        if found is None:
            raise StoreError("an edition cannot be read", where=self._place, remedy="try again")
        return found

    def _show(self, contents: Contents) -> Shown:
        return shown_of(self.store, contents)


def shown_of(store: Store, contents: Contents) -> Shown:
    """A state with all that its pages need, its campus with it."""
    library = StoreLibrary(store, contents)
    run = store.jobs.last_done("campus")
    found = store.jobs.result(run) if run else None
    sections = found.get("sections", {}) if isinstance(found, dict) else {}
    shown = Shown(
        contents=contents,
        edition=edition_from(contents, library, sections),
        library=library,
        campus=run,
    )
    _ = shown.catalogue, shown.index  # made now, so that no reader waits for them
    return shown
