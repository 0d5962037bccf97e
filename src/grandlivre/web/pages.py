"""Pages for people: the ledger's, and those of who is logged in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from grandlivre.campus.design import designs
from grandlivre.errors import AskError, GrandlivreError
from grandlivre.outlook import scenarios
from grandlivre.pipeline.working import fault_of
from grandlivre.reference.messages import messages
from grandlivre.report.pages import (
    ASSETS,
    TYPES,
    Address,
    JobShown,
    JudgementShown,
    PageKind,
    Pages,
    Query,
    Viewer,
    digest,
)
from grandlivre.report.pages.model import JobState
from grandlivre.store import Job
from grandlivre.web.answers import for_all
from grandlivre.web.context import LANGUAGES, context_of, visitor
from grandlivre.web.identity import form_secret
from grandlivre.web.links import LiveLinks
from grandlivre.web.problems import problem
from grandlivre.web.rules import API

router = APIRouter(include_in_schema=False)
LINKS = LiveLinks()
_MOST_SHOWN = 100
_FOR_GOOD = "public, max-age=31536000, immutable"
_LISTS = {
    "ledger": PageKind.LEDGER,
    "conflicts": PageKind.CONFLICTS,
    "parties": PageKind.PARTIES,
    "places": PageKind.PLACES,
    "documents": PageKind.DOCUMENTS,
    "outlook": PageKind.OUTLOOK,
    "campus": PageKind.CAMPUS,
    "method": PageKind.METHOD,
    "changes": PageKind.CHANGES,
}
_THINGS = {
    "entries": PageKind.ENTRY,
    "conflicts": PageKind.CONFLICT,
    "parties": PageKind.PARTY,
    "places": PageKind.PLACE,
    "documents": PageKind.DOCUMENT,
}


@router.get("/")
def root(request: Request) -> Response:
    """The overview in the language that the reader prefers."""
    asked = request.headers.get("accept-language", "").lower()
    found = min(LANGUAGES, key=lambda each: asked.find(each) if each in asked else len(asked) + 1)
    language = found if found in asked else "en"
    return RedirectResponse(f"/{language}/", 302)


@router.get("/static/{digest}/{name:path}")
def asset(request: Request, name: str) -> Response:
    """A file that pages need; the address of another state of it is another one."""
    if name not in ASSETS or request.path_params["digest"] != digest():
        return problem(404)
    media = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    response = Response(ASSETS[name](), media_type=media)
    response.headers["Cache-Control"] = _FOR_GOOD
    return for_all(request, response)


def _list_page(kind: PageKind) -> Callable[[Request, str], Response]:
    def page(request: Request, language: str) -> Response:
        return shown_page(request, language, kind)

    return page


def _thing_page(kind: PageKind) -> Callable[[Request, str, str], Response]:
    def page(request: Request, language: str, key: str) -> Response:
        return shown_page(request, language, kind, key)

    return page


router.get("/{language}/")(_list_page(PageKind.OVERVIEW))
for _name, _kind in _LISTS.items():
    router.get(f"/{{language}}/{_name}")(_list_page(_kind))
for _name, _kind in _THINGS.items():
    router.get(f"/{{language}}/{_name}/{{key}}")(_thing_page(_kind))


def shown_page(request: Request, language: str, kind: PageKind, key: str = "") -> Response:
    """A page of the ledger, or its list alone where a filter asks for that."""
    query = Query.from_params(request.query_params)
    shown = context_of(request).live.at(query.as_of)
    viewer = visitor(request).viewer
    pages = Pages(shown.index, LINKS, _language(language), viewer)
    address = Address(kind=kind, key=key, query=query)
    is_part = request.headers.get("hx-request") == "true"
    is_part = is_part and "hx-history-restore-request" not in request.headers
    html = pages.fragment(address) if is_part else pages.render(address)
    return for_all(request, HTMLResponse(html.encode("utf-8", "replace")))


@router.get("/{language}/login")
def login(request: Request, language: str, wanted: str = "") -> Response:
    """Where a person signs in."""
    return login_page(request, language, wanted=wanted)


def login_page(
    request: Request, language: str, *, wanted: str = "", message: str = "", status: int = 200
) -> Response:
    """The form to sign in with, bound to the browser that it is for."""
    response = HTMLResponse("", status)
    viewer = Viewer(csrf=form_secret(request, response))
    pages = Pages(context_of(request).live.shown.index, LINKS, _language(language), viewer)
    response.body = pages.login(message, wanted[:500]).encode("utf-8", "replace")
    response.headers["Content-Length"] = str(len(response.body))
    return response


@router.get("/{language}/upload")
def upload(request: Request, language: str) -> Response:
    """Where a text is handed in."""
    return own_page(request, language, lambda pages: pages.upload())


@router.get("/{language}/runs")
def runs(request: Request, language: str) -> Response:
    """Where a scenario is run."""
    names = [*scenarios(), *designs()]
    return own_page(request, language, lambda pages: pages.runs(options=names))


@router.get("/{language}/jobs")
def jobs(request: Request, language: str) -> Response:
    """Jobs, the newest first."""
    found = context_of(request).live.store.jobs.jobs(most=_MOST_SHOWN)
    shown = [_job_shown(request, each, language) for each in found]
    return own_page(request, language, lambda pages: pages.jobs(shown))


@router.get("/{language}/jobs/{key}")
def job(request: Request, language: str, key: str) -> Response:
    """How far a job is."""
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 16 else 0
    found = context_of(request).live.store.jobs.job(number)
    if found is None:
        raise AskError("there is no such job", where=key[:50], remedy="check its number")
    shown = _job_shown(request, found, language)
    return own_page(request, language, lambda pages: pages.job(shown))


@router.get("/{language}/judgements")
def judgements(request: Request, language: str) -> Response:
    """What people decided."""
    found = context_of(request).live.store.judgements(include_reversed=True)
    gone = {each.reverses for each in found if each.reverses}
    say = messages(_language(language))
    shown = [
        JudgementShown(
            id=str(each.number),
            subject=each.subject.value,
            first=each.first,
            second=each.second,
            ruling=_ruling(say, each.ruling.value),
            by=each.by,
            at=_moment(each.at),
            note=each.note,
            is_reversed=each.id in gone,
            conflict=each.first if each.first.startswith("cfl_") else "",
        )
        for each in reversed(found)
        if not each.reverses
    ]
    return own_page(request, language, lambda pages: pages.judgements(shown))


def own_page(
    request: Request, language: str, made: Callable[[Pages], str], status: int = 200
) -> Response:
    """A page that is for one viewer, and kept nowhere."""
    viewer = visitor(request).viewer
    pages = Pages(context_of(request).live.shown.index, LINKS, _language(language), viewer)
    return HTMLResponse(made(pages).encode("utf-8", "replace"), status)


def fault_page(request: Request, status: int, error: GrandlivreError | None = None) -> Response:
    """A page that says what went wrong."""
    language = request.path_params.get("language", "en")
    language = language if language in LANGUAGES else "en"
    message = "" if error is None or status >= 500 else messages(language).error(error)
    viewer = Viewer()
    if "visitor" in request.scope["state"]:
        viewer = visitor(request).viewer
    pages = Pages(context_of(request).live.shown.index, LINKS, language, viewer)
    return HTMLResponse(pages.error(status, message).encode("utf-8", "replace"), status)


def _language(asked: str) -> str:
    if asked not in LANGUAGES:
        raise AskError("there is no page in that language", where=asked[:20], remedy="use fr or en")
    return asked


def _job_shown(request: Request, found: Job, language: str) -> JobShown:
    say = messages(language)
    fault = fault_of(found)
    result, says = "", "" if fault is None else say.error(fault)
    if found.state.value == JobState.DONE.value:
        result, says = _outcome(request, found, language, says)
    return JobShown(
        id=str(found.id),
        kind=found.kind,
        state=JobState(found.state.value),
        done=found.done,
        of=found.steps,
        asked_by=found.who,
        asked_at=_moment(found.created_at.isoformat()),
        says=says,
        result=result,
        events=f"{API}/jobs/{found.id}/events",
    )


def _outcome(request: Request, found: Job, language: str, says: str) -> tuple[str, str]:
    """Where what came of a job is found, and a line about it."""
    if found.kind == "campus":
        return f"/{language}/campus", says
    if found.kind != "upload":
        return f"{API}/jobs/{found.id}/result", says
    came: Any = context_of(request).live.store.jobs.result(found.id) or {}
    say = messages(language)
    documents = came.get("documents") or []
    says = say.say(
        "run.read",
        documents=say.say("count.documents", count=len(documents)),
        claims=say.say("count.claims", count=int(came.get("claims", 0))),
    )
    one = documents[0] if len(documents) == 1 else ""
    return LINKS.url(
        Address(kind=PageKind.DOCUMENT if one else PageKind.DOCUMENTS, key=one), language
    ), says


def _ruling(say: Any, ruling: str) -> str:
    key = f"judge.ruling.{ruling}"
    return say.say(key) if say.has(key) else ruling


def _moment(iso: str) -> str:
    """A time as people read it, in UTC."""
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M UTC")
