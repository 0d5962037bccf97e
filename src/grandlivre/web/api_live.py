"""The interface for programs: jobs, runs, and what people decide."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import Body, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from grandlivre.entities.model import Judgement, Ruling, Subject
from grandlivre.errors import AskError, ConfigError
from grandlivre.export.jsons import json_bytes
from grandlivre.pipeline.judging import record_word, take_back_word
from grandlivre.pipeline.runs import checked
from grandlivre.pipeline.taking import safe_name
from grandlivre.pipeline.working import doing_of, fault_of
from grandlivre.store import Job, Write
from grandlivre.web.answers import a_list, a_record
from grandlivre.web.context import context_of, visitor
from grandlivre.web.problems import problem
from grandlivre.web.rules import API
from grandlivre.web.section import Section
from grandlivre.web.shell import SLOW

router = Section()

Number = Annotated[int, Path(ge=1, le=2**53)]
Before = Annotated[
    int | None, Query(alias="cursor", ge=1, le=2**53, description="as `next` gives it")
]
_EVENT_SECONDS = 0.4
_MOST_EVENTS = 1_500
"""Looks at a job before its stream ends; a browser then asks for it again."""
_MOST_STREAMS = 100
_MOST_AWAITED = timedelta(minutes=5)
"""How long a stream waits until pages show what came of a job."""
_Most = Annotated[int, Query(alias="limit", ge=1, le=1000, description="how many at most")]


@router.get("/campus/runs", responses=a_list(), tags=["runs"])
def campus_runs(request: Request, cursor: Before = None, limit: _Most = 20) -> Response:
    """Runs of a campus that are done, the newest first."""
    return _jobs(request, cursor, limit, kinds=("campus",), is_public=True)


@router.get("/campus/runs/{number}", responses=a_record(404), tags=["runs"])
def campus_run(request: Request, number: Number) -> Response:
    """What came of one run of a campus."""
    live = context_of(request).live
    job = live.store.jobs.job(number)
    if job is None or job.kind != "campus":
        raise _no_job(number)
    return _private({"id": number, "result": live.store.jobs.result(number)})


@router.get("/jobs", responses=a_list(401, 403), tags=["jobs"])
def jobs(request: Request, cursor: Before = None, limit: _Most = 20) -> Response:
    """Jobs, the newest first."""
    return _jobs(request, cursor, limit)


@router.get("/jobs/{number}", responses=a_record(401, 403, 404), tags=["jobs"])
def job(request: Request, number: Number) -> Response:
    """How far a job is."""
    return _private(_job_json(_job(request, number)))


@router.get("/jobs/{number}/result", responses=a_record(401, 403, 404), tags=["jobs"])
def result(request: Request, number: Number) -> Response:
    """What came of a job that is done."""
    found = _job(request, number)
    said = context_of(request).live.store.jobs.result(found.id)
    if said is None:
        raise AskError("nothing came of this job, or not yet", where=str(number))
    return _private(said)


@router.delete("/jobs/{number}", responses=a_record(401, 403, 404), tags=["jobs"])
def cancel(request: Request, number: Number) -> Response:
    """Cancel a job: at once where it waits, else as soon as its worker hears of it."""
    _job(request, number)
    write = visitor(request).write("cancel")
    return _private(_job_json(context_of(request).live.store.jobs.cancel(number, write)))


@router.get(
    "/jobs/{number}/events",
    responses=a_record(401, 403, 404, media="text/event-stream"),
    tags=["jobs"],
)
async def events(request: Request, number: Number) -> Response:
    """How far a job is, told as server-sent events until it is over."""
    await run_in_threadpool(_job, request, number)
    streams = request.app.state.streams
    if len(streams) >= _MOST_STREAMS:
        return problem(503, remedy="try again later", Retry_After="10")
    request.scope["state"][SLOW] = True
    limit = request.scope["state"].get("limit")
    if limit is not None:
        limit.reschedule(None)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    told_events = _events(request, number)
    return StreamingResponse(told_events, media_type="text/event-stream", headers=headers)


async def _events(request: Request, number: int) -> AsyncIterator[bytes]:
    live, streams, last = context_of(request).live, request.app.state.streams, b""
    follows = context_of(request).options.follow_seconds > 0
    mine = object()
    streams.add(mine)
    try:
        for step in range(_MOST_EVENTS):
            found = await run_in_threadpool(live.store.jobs.job, number)
            if found is None or request.app.state.is_stopping:
                return
            # What came of a job is told as done at once, and as shown when pages have it.
            is_shown = found.state.is_over and (
                _is_late(found) or await run_in_threadpool(live.shows, found)
            )
            said = json_bytes(_job_json(found) | {"shown": is_shown})
            if said != last:
                yield b"event: state\ndata: " + said + b"\n\n"
                last = said
            elif step % 40 == 0:
                yield b": still here\n\n"
            if is_shown or (found.state.is_over and not follows):
                return
            await asyncio.sleep(_EVENT_SECONDS)
    finally:
        streams.discard(mine)


@router.post(
    "/uploads",
    status_code=202,
    responses=a_record(401, 403, 413, code=202, about="the job that reads it"),
    tags=["jobs"],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    },
)
async def upload(
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=300, description="the file's name")],
) -> Response:
    """Send a text in any format that is read; a job records what it says."""
    data = await request.body()
    if not data:
        raise ConfigError("the file is empty", where="body", remedy="send the bytes of a file")
    return await run_in_threadpool(_submit_upload, request, name, data)


@router.post(
    "/runs",
    status_code=202,
    responses=a_record(401, 403, code=202, about="the job that does it"),
    tags=["runs"],
)
def run(
    request: Request,
    kind: Annotated[Literal["outlook", "campus"], Body()],
    options: Annotated[dict[str, Any] | None, Body()] = None,
) -> Response:
    """Run a scenario."""
    asked = checked(kind, options or {})
    write = visitor(request).write("run", kind)
    found = context_of(request).live.store.jobs.submit(kind, dict(asked.options), write)
    return _accepted(found)


@router.get("/judgements", responses=a_list(), tags=["judgements"])
def judgements(request: Request) -> Response:
    """All that people decided, what was taken back included; all on one page."""
    live = context_of(request).live
    found = [_judgement_json(each) for each in live.store.judgements(include_reversed=True)]
    return _private(
        {
            "items": found,
            "next": None,
            "total": len(found),
            "as_of": None,
            "version": live.shown.version,
        }
    )


@router.post(
    "/judgements",
    status_code=201,
    responses=a_record(401, 403, code=201, about="the judgement as it was recorded"),
    tags=["judgements"],
)
def judge(
    request: Request,
    first: Annotated[str, Body(min_length=1, max_length=500)],
    ruling: Annotated[Ruling, Body()],
    second: Annotated[str, Body(max_length=500)] = "",
    subject: Annotated[Subject, Body()] = Subject.ENTITY,
    note: Annotated[str, Body(max_length=2000)] = "",
) -> Response:
    """Record a decision: on two names, or on a claim of a conflict."""
    by = visitor(request)
    said = Judgement(
        first=first, second=second, ruling=ruling, subject=subject, by=by.name, note=note
    )
    live = context_of(request).live
    recorded = record_word(live.store, said, by.write("judge", f"{subject} {first} | {second}"))
    return _private(_judgement_json(recorded), 201)


@router.delete("/judgements/{number}", responses=a_record(401, 403, 404), tags=["judgements"])
def reverse(request: Request, number: Number) -> Response:
    """Take a decision back; it stays in the history."""
    by, live = visitor(request), context_of(request).live
    write = by.write("take back", f"judgement {number}")
    return _private(_judgement_json(take_back_word(live.store, number, write)))


@router.get("/audit", responses=a_list(401, 403), tags=["accounts"])
def audit(request: Request, cursor: Before = None, limit: _Most = 100) -> Response:
    """The log of writes, the newest first."""
    live = context_of(request).live
    found = live.store.accounts.writes(before=cursor, most=limit + 1)
    items = [_write_json(each) for each in found[:limit]]
    after = str(found[limit - 1].id) if len(found) > limit else None
    return _private(
        {"items": items, "next": after, "total": None, "as_of": None, "version": live.shown.version}
    )


def submit_upload(request: Request, name: str, data: bytes) -> Job:
    """Put a file into the queue; once this returns, it is on the disk."""
    name = safe_name(name)
    write = visitor(request).write("upload", f"{name} ({len(data)} bytes)")
    jobs = context_of(request).live.store.jobs
    return jobs.submit("upload", {"name": name, "bytes": len(data)}, write, file=(name, data))


def _submit_upload(request: Request, name: str, data: bytes) -> Response:
    return _accepted(submit_upload(request, name, data))


def _accepted(job: Job) -> Response:
    response = _private(_job_json(job), 202)
    response.headers["Location"] = f"{API}/jobs/{job.id}"
    return response


def _jobs(
    request: Request,
    before: int | None,
    most: int,
    *,
    kinds: tuple[str, ...] = (),
    is_public: bool = False,
) -> Response:
    live = context_of(request).live
    found = live.store.jobs.jobs(before=before, most=most + 1, kinds=kinds)
    items = [_job_json(each) for each in found[:most]]
    if is_public:
        items = [{**each, "asked_by": None} for each in items if each["state"] == "done"]
    after = str(found[most - 1].id) if len(found) > most else None
    return _private(
        {"items": items, "next": after, "total": None, "as_of": None, "version": live.shown.version}
    )


def _is_late(job: Job) -> bool:
    """True where nobody should wait any longer until pages show what came of it."""
    return job.ended_at is not None and datetime.now(UTC) - job.ended_at > _MOST_AWAITED


def _job(request: Request, number: int) -> Job:
    found = context_of(request).live.store.jobs.job(number)
    if found is None:
        raise _no_job(number)
    return found


def _no_job(number: int) -> AskError:
    return AskError("there is no such job", where=str(number), remedy="check its number")


def _private(said: Any, status: int = 200) -> Response:
    """An answer that is not kept: it changes without the ledger, or is not for all."""
    return Response(json_bytes(said), status, media_type="application/json")


def _job_json(job: Job) -> dict[str, Any]:
    fault = fault_of(job)
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state.value,
        "asked": job.asked,
        "asked_by": job.who,
        "created_at": job.created_at.isoformat(),
        "started_at": None if job.started_at is None else job.started_at.isoformat(),
        "ended_at": None if job.ended_at is None else job.ended_at.isoformat(),
        "doing": doing_of(job) or None,
        "done": job.done,
        "of": job.steps,
        "tries": job.tries,
        "says": "" if fault is None else str(fault),
    }


def _judgement_json(judged: Judgement) -> dict[str, Any]:
    return {
        "number": judged.number,
        "subject": judged.subject.value,
        "first": judged.first,
        "second": judged.second,
        "ruling": judged.ruling.value,
        "by": judged.by,
        "at": judged.at,
        "note": judged.note,
        "reverses": judged.reverses or None,
    }


def _write_json(write: Write) -> dict[str, Any]:
    return {
        "id": write.id,
        "at": None if write.at is None else write.at.isoformat(),
        "who": write.who,
        "action": write.action,
        "subject": write.subject,
        "address": write.address,
    }
