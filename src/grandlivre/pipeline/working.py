"""Who works on the queue: takes a job, does it in a process apart, says what came of it."""

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from grandlivre.errors import ConfigError, GrandlivreError
from grandlivre.pipeline.runs import run_campus, run_outlook
from grandlivre.pipeline.taking import READING, RECORDING, SETTLING, Told, take_in
from grandlivre.pipeline.whereabouts import ledger_at
from grandlivre.store import LEASE, Job, JobState, Store, open_store

DRAWING, SIMULATING = "draw", "simulate"
DOINGS = (READING, RECORDING, SETTLING, DRAWING, SIMULATING)
"""What a job that runs may be doing."""
_IDLE_SECONDS = 0.5
_BEATS_A_LEASE = 6


class Worker:
    """Takes jobs one after another until it is told to stop.

    Parameters
    ----------
    place
        The ledger's database.
    lease
        How long its job stays its own without a sign of life.
    told
        Hears of each job that is over, and of each fault of the database.
    """

    def __init__(
        self,
        place: str,
        *,
        lease: timedelta = LEASE,
        told: Callable[[Mapping[str, object]], None] | None = None,
    ) -> None:
        self._place = ledger_at(place)
        self._lease = lease
        self._told = told or (lambda _: None)
        self._stopping = threading.Event()
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

    def stop(self) -> None:
        """Give the job under way back to the queue, and take no other."""
        self._stopping.set()

    def run(self) -> None:
        """Work until told to stop."""
        with open_store(self._place) as store:
            while not self._stopping.is_set():
                try:
                    is_idle = not self.work_once(store)
                except GrandlivreError as error:
                    self._told({"event": "queue", "error": str(error)})
                    is_idle = True
                if is_idle:
                    self._stopping.wait(_IDLE_SECONDS)

    def work_once(self, store: Store) -> bool:
        """Take a job and do it; False where there is none."""
        job = store.jobs.claim(self.name, lease=self._lease)
        if job is None:
            return False
        begun = time.monotonic()
        state, says, result = self._done(store, job)
        if state is None:
            store.jobs.release(job.id, self.name)
            return True
        store.jobs.end(job.id, self.name, state, says=says, result=result)
        self._told(
            {
                "event": "job",
                "job": job.id,
                "kind": job.kind,
                "state": state.value,
                "seconds": round(time.monotonic() - begun, 3),
                "says": says,
            }
        )
        return True

    def _done(self, store: Store, job: Job) -> tuple[JobState | None, str, Any]:
        """What came of a job: its state, None for a job to be given back; words; a result."""
        with _Heart(store, job, self.name, self._lease) as heart:

            def is_wanted() -> bool:
                return heart.is_wanted and not self._stopping.is_set()

            try:
                result = self._work(store, job, heart.tell, is_wanted)
            except GrandlivreError as error:
                if self._stopping.is_set() and error.code == "unwanted":
                    return None, "", None
                if error.code == "unwanted":
                    return JobState.CANCELLED, "", None
                return JobState.FAILED, _words(error), None
            except Exception as error:  # noqa: BLE001 - one job never stops the others
                what = f"a fault of grandlivre itself ({type(error).__name__}: {str(error)[:200]})"
                return JobState.FAILED, what, None
        return JobState.DONE, "", result

    def _work(
        self,
        store: Store,
        job: Job,
        tell: Told,
        is_wanted: Callable[[], bool],
    ) -> Any:
        if job.kind == "upload":
            file = store.jobs.file(job.id)
            if file is None:
                raise ConfigError("the file of this job is gone", remedy="send it again")
            return asdict(take_in(self._place, *file, told=tell, is_wanted=is_wanted))
        if job.kind == "outlook":
            return run_outlook(
                self._place,
                job.asked,
                told=lambda done, of: tell(done, of, DRAWING),
                is_wanted=is_wanted,
            )
        if job.kind == "campus":
            return run_campus(
                self._place,
                job.asked,
                told=lambda done, of: tell(done, of, SIMULATING),
                is_wanted=is_wanted,
            )
        raise ConfigError(f"there is no kind of job called {job.kind}")


class _Heart:
    """Gives signs of life for a job while it is worked on, and hears whether it is still wanted."""

    def __init__(self, store: Store, job: Job, worker: str, lease: timedelta) -> None:
        self._store, self._job, self._worker, self._lease = store, job, worker, lease
        self._over = threading.Event()
        self._progress: tuple[int, int, str] | None = None
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self.is_wanted = True

    def __enter__(self) -> "_Heart":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def tell(self, done: int, steps: int, doing: str) -> None:
        """Keep for the next sign of life how far the job is."""
        self._progress = done, steps, doing

    def _beat(self) -> None:
        pause = min(1.0, self._lease.total_seconds() / _BEATS_A_LEASE)
        while not self._over.wait(pause):
            try:
                self.is_wanted = self._store.jobs.beat(
                    self._job.id, self._worker, progress=self._progress, lease=self._lease
                )
            except GrandlivreError:
                continue  # the database is busy; the lease lasts for several beats
            if not self.is_wanted:
                return


def _words(error: GrandlivreError) -> str:
    said = {"what": error.what, "where": error.where, "remedy": error.remedy}
    return json.dumps(said, ensure_ascii=False)


def fault_of(job: Job) -> GrandlivreError | None:
    """What went wrong with a job, to be told in any language; None where nothing did."""
    if not job.says or not job.state.is_over:
        return None
    try:
        said = json.loads(job.says)
        return GrandlivreError(said["what"], where=said["where"], remedy=said["remedy"])
    except (ValueError, KeyError, TypeError):
        return GrandlivreError(job.says)


def doing_of(job: Job) -> str:
    """What is being done, one of `DOINGS`; empty for a job that does not run, or does not say."""
    return job.says if job.state is JobState.RUNNING and job.says in DOINGS else ""
