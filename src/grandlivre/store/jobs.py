"""A queue of jobs as rows: taken under a lease, renewed while they run, taken over when it ends."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, and_, delete, func, insert, or_, select, update

from grandlivre.errors import CodecError, StoreError
from grandlivre.store.accounts import log
from grandlivre.store.connections import writing
from grandlivre.store.faults import faults_of
from grandlivre.store.model import Job, JobState, Write
from grandlivre.store.records import packed, storable, unpacked
from grandlivre.store.tables import job_files, jobs

LEASE = timedelta(seconds=30)
"""How long a worker that gives no sign of life keeps its job."""
_MOST_TRIES = 3
"""A job that killed that many workers is given up."""
_ELSEWHERE = "elsewhere"
"""Stands for the worker of what was not done from the queue."""
_SHOWN = [column for column in jobs.c if column.name != "result"]


class Jobs:
    """Work to be done outside of requests; see `grandlivre.store.Store.jobs`.

    What `submit` returned is on the disk. A job whose worker dies is taken by another once its
    lease is over, so whatever a job does must come to the same when it is done twice.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where

    def submit(
        self,
        kind: str,
        asked: Mapping[str, Any],
        write: Write,
        *,
        file: tuple[str, bytes] | None = None,
    ) -> Job:
        """Put a job into the queue, with the name and the bytes of a file where it has one."""
        with faults_of(self._where), writing(self._engine) as connection:
            number = (connection.execute(select(func.max(jobs.c.id))).scalar() or 0) + 1
            row = {
                "id": number,
                "kind": kind,
                "asked": json.dumps(dict(asked)),
                "state": JobState.WAITING.value,
                "who": storable(write.who),
                "created_at": datetime.now(UTC),
                "tries": 0,
                "done": 0,
                "steps": 0,
                "is_unwanted": 0,
                "says": "",
            }
            connection.execute(insert(jobs), row)
            if file is not None:
                row = {"job_id": number, "name": storable(file[0]), "data": file[1]}
                connection.execute(insert(job_files), row)
            log(connection, replace(write, subject=write.subject or f"job {number}"))
        found = self.job(number)
        assert found is not None
        return found

    def record(self, kind: str, asked: Mapping[str, Any], write: Write, *, result: Any) -> int:
        """Record work that was done elsewhere, in place of what was recorded so before.

        Returns
        -------
        int
            Its number, which no job had before.
        """
        now = datetime.now(UTC)
        before = and_(jobs.c.kind == kind, jobs.c.worker == _ELSEWHERE)
        with faults_of(self._where), writing(self._engine) as connection:
            number = (connection.execute(select(func.max(jobs.c.id))).scalar() or 0) + 1
            connection.execute(delete(jobs).where(before))
            row = {
                "id": number,
                "kind": kind,
                "asked": json.dumps(dict(asked)),
                "state": JobState.DONE.value,
                "who": storable(write.who),
                "created_at": now,
                "started_at": now,
                "ended_at": now,
                "worker": _ELSEWHERE,
                "tries": 1,
                "done": 0,
                "steps": 0,
                "is_unwanted": 0,
                "says": "",
                "result": packed(json.dumps(result, ensure_ascii=False)),
            }
            connection.execute(insert(jobs), row)
            log(connection, replace(write, subject=write.subject or f"job {number}"))
        return number

    def waiting(self, kind: str | None = None) -> int:
        """How many jobs nobody has begun."""
        query = select(func.count()).where(jobs.c.state == JobState.WAITING.value)
        if kind is not None:
            query = query.where(jobs.c.kind == kind)
        with faults_of(self._where), self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def claim(self, worker: str, *, lease: timedelta = LEASE) -> Job | None:
        """Take the oldest job that waits, or whose worker gave no sign of life; None for none."""
        now = datetime.now(UTC)
        lost = and_(jobs.c.state == JobState.RUNNING.value, jobs.c.lease_until <= now)
        query = (
            select(jobs.c.id, jobs.c.tries, jobs.c.is_unwanted)
            .where(or_(jobs.c.state == JobState.WAITING.value, lost))
            .order_by(jobs.c.id)
        )
        with faults_of(self._where):
            with self._engine.connect() as connection:
                # Who only looks keeps nobody from writing.
                if connection.execute(query.limit(1)).first() is None:
                    return None
            with writing(self._engine) as connection:
                for row in connection.execute(query).all():
                    change = update(jobs).where(jobs.c.id == row.id)
                    if row.is_unwanted or row.tries >= _MOST_TRIES:
                        state = JobState.CANCELLED if row.is_unwanted else JobState.FAILED
                        says = "" if row.is_unwanted else "whoever worked on it died each time"
                        over = {"state": state.value, "says": says, "ended_at": now}
                        connection.execute(change.values(**over, worker=None))
                        connection.execute(delete(job_files).where(job_files.c.job_id == row.id))
                        continue
                    taken = {
                        "state": JobState.RUNNING.value,
                        "worker": worker,
                        "started_at": now,
                        "lease_until": now + lease,
                        "tries": row.tries + 1,
                        "done": 0,
                        "steps": 0,
                        "says": "",
                    }
                    connection.execute(change.values(**taken))
                    break
                else:
                    return None
        return self.job(row.id)

    def beat(
        self,
        number: int,
        worker: str,
        *,
        progress: tuple[int, int, str] | None = None,
        lease: timedelta = LEASE,
    ) -> bool:
        """Give a sign of life; False where the job is to be left: cancelled, or another's now.

        `progress` is how many steps are done, of how many, and of what.
        """
        values: dict[str, Any] = {"lease_until": datetime.now(UTC) + lease}
        if progress is not None:
            values["done"], values["steps"], values["says"] = progress
        mine = self._mine(number, worker)
        with faults_of(self._where), writing(self._engine) as connection:
            if connection.execute(update(jobs).where(mine).values(**values)).rowcount == 0:
                return False
            asked = select(jobs.c.is_unwanted).where(jobs.c.id == number)
            return not connection.execute(asked).scalar()

    def end(
        self, number: int, worker: str, state: JobState, *, says: str = "", result: Any = None
    ) -> bool:
        """Say what came of a job; False where it is another's by now, and nothing is changed."""
        values = {
            "state": state.value,
            "says": storable(says),
            "ended_at": datetime.now(UTC),
            "worker": None,
            "lease_until": None,
            "result": None if result is None else packed(json.dumps(result, ensure_ascii=False)),
        }
        mine = self._mine(number, worker)
        with faults_of(self._where), writing(self._engine) as connection:
            if connection.execute(update(jobs).where(mine).values(**values)).rowcount == 0:
                return False
            connection.execute(delete(job_files).where(job_files.c.job_id == number))
            return True

    def release(self, number: int, worker: str) -> None:
        """Give a job back unfinished, for whoever comes next; it does not count as a try."""
        values = {
            "state": JobState.WAITING.value,
            "worker": None,
            "lease_until": None,
            "says": "",
            "tries": jobs.c.tries - 1,
        }
        with faults_of(self._where), writing(self._engine) as connection:
            connection.execute(update(jobs).where(self._mine(number, worker)).values(**values))

    def cancel(self, number: int, write: Write) -> Job:
        """Ask for a job to be left; at once where nobody has begun it.

        Raises
        ------
        StoreError
            Where there is no such job.
        """
        if self.job(number) is None:
            raise StoreError(
                f"there is no job {number}", where=self._where, remedy="check its number"
            )
        now = datetime.now(UTC)
        is_waiting = and_(jobs.c.id == number, jobs.c.state == JobState.WAITING.value)
        over = {"state": JobState.CANCELLED.value, "ended_at": now}
        with faults_of(self._where), writing(self._engine) as connection:
            connection.execute(update(jobs).where(jobs.c.id == number).values(is_unwanted=1))
            if connection.execute(update(jobs).where(is_waiting).values(**over)).rowcount:
                connection.execute(delete(job_files).where(job_files.c.job_id == number))
            log(connection, replace(write, subject=f"job {number}"))
        found = self.job(number)
        assert found is not None
        return found

    def job(self, number: int) -> Job | None:
        """A job by its number; None where there is none."""
        if not 0 < number < 2**63:
            return None
        query = select(*_SHOWN).where(jobs.c.id == number)
        with faults_of(self._where), self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else _job(row)

    def jobs(
        self, *, before: int | None = None, most: int = 100, kinds: Sequence[str] = ()
    ) -> Sequence[Job]:
        """Jobs, the newest first; `before` is a job's number."""
        query = select(*_SHOWN).order_by(jobs.c.id.desc()).limit(most)
        if before is not None:
            query = query.where(jobs.c.id < before)
        if kinds:
            query = query.where(jobs.c.kind.in_(kinds))
        with faults_of(self._where), self._engine.connect() as connection:
            return [_job(row) for row in connection.execute(query)]

    def last_done(self, kind: str) -> int:
        """Number of the newest job of a kind of which something came; 0 for none."""
        query = select(func.max(jobs.c.id)).where(
            jobs.c.kind == kind, jobs.c.state == JobState.DONE.value
        )
        with faults_of(self._where), self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def result(self, number: int) -> Any:
        """What came of a job, as plain values; None where nothing did."""
        query = select(jobs.c.result).where(jobs.c.id == number)
        with faults_of(self._where), self._engine.connect() as connection:
            data = connection.execute(query).scalar()
        try:
            return None if data is None else json.loads(unpacked(data))
        except (CodecError, ValueError):
            return None

    def file(self, number: int) -> tuple[str, bytes] | None:
        """Name and bytes of a job's file, while it is not over."""
        query = select(job_files.c.name, job_files.c.data).where(job_files.c.job_id == number)
        with faults_of(self._where), self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else (row.name, bytes(row.data))

    def _mine(self, number: int, worker: str) -> Any:
        return and_(
            jobs.c.id == number,
            jobs.c.worker == worker,
            jobs.c.state == JobState.RUNNING.value,
        )


def _job(row: Any) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        asked=json.loads(row.asked),
        state=JobState(row.state),
        who=row.who,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        tries=row.tries,
        done=row.done,
        steps=row.steps,
        is_unwanted=bool(row.is_unwanted),
        says=row.says,
    )
