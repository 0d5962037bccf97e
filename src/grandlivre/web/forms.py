"""What forms of the pages do: sign in and out, upload, run, judge."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from grandlivre.entities.model import Judgement, Ruling, Subject
from grandlivre.errors import AskError, ConfigError, GrandlivreError
from grandlivre.pipeline.judging import record_word, take_back_word
from grandlivre.pipeline.runs import checked
from grandlivre.reference.messages import messages
from grandlivre.report.pages import Pages
from grandlivre.web.api_live import submit_upload
from grandlivre.web.context import LANGUAGES, Context, RefusedError, context_of, visitor
from grandlivre.web.desk import login_page, run_choices, weighed_names
from grandlivre.web.identity import (
    cookie_name,
    give_session,
    is_own_form,
    take_session,
)
from grandlivre.web.pages import fault_page, own_page

router = APIRouter(include_in_schema=False)
_MOST_FIELDS = 24
_LONGEST_FIELD = 10_000
_SHOWN_SECONDS = 8.0
"""How long a person waits to see what a judgement changes, before the page comes without."""


@router.post("/{language}/login")
async def login(request: Request, language: str) -> Response:
    """Sign in with a token."""
    context, asker = context_of(request), visitor(request)
    form = await _form(request)
    token, wanted = _field(form, "token", 200), _field(form, "wanted", 500)
    say = messages(_language(language))
    # The part of a token by which it is found: an account cannot be tried from many addresses.
    for key in (f"address {asker.address}", f"account {token[:19]}"):
        if context.logins.wait_for(key):
            text = say.sentence("too many tries; wait a minute")
            return login_page(request, language, wanted=wanted, message=text, status=429)
    found = await run_in_threadpool(context.gate.log_in, token.strip(), asker.address)
    if found is None:
        text = say.sentence("nobody has this token")
        return login_page(request, language, wanted=wanted, message=text, status=403)
    response = RedirectResponse(own_path(wanted, language) or f"/{language}/", 303)
    give_session(request, response, found[0])
    return response


@router.post("/{language}/logout")
async def logout(request: Request, language: str) -> Response:
    """Sign out."""
    await _form(request)
    asker = visitor(request)
    cookie = request.cookies.get(cookie_name(request), "")
    gate = context_of(request).gate
    await run_in_threadpool(gate.log_out, cookie, asker.name, asker.address)
    response = RedirectResponse(f"/{_language(language)}/", 303)
    take_session(request, response)
    return response


@router.post("/{language}/upload")
async def upload(request: Request, language: str) -> Response:
    """Take a file in; the page of its job says what comes of it."""
    form = await _form(request)
    file = form.get("file")
    data = await file.read() if isinstance(file, UploadFile) else b""
    if not isinstance(file, UploadFile) or not data:
        error = ConfigError("the file is empty", where="file", remedy="choose a file")
        return _again(request, language, error, lambda pages, said: pages.upload(said))
    job = await run_in_threadpool(submit_upload, request, file.filename or "text", data)
    return RedirectResponse(f"/{_language(language)}/jobs/{job.id}", 303)


@router.post("/{language}/runs")
async def run(request: Request, language: str) -> Response:
    """Run a scenario; the page of its job says what comes of it."""
    form = await _form(request)
    kind, name = _field(form, "kind", 20), _field(form, "options", 200).strip()
    options = {"scenario" if kind == "outlook" else "design": name} if name else {}
    if kind == "campus":
        named = [each[:200] for each in form.getlist("events") if isinstance(each, str)]
        options |= {"year": _field(form, "year", 200).strip(), "events": ",".join(named)}
    if kind == "outlook":
        options |= {"draws": _field(form, "draws", 200).strip()}
    try:
        asked = checked(kind, options)
    except ConfigError as error:
        choices = run_choices(_language(language))
        return _again(request, language, error, lambda pages, said: pages.runs(said, choices))
    write = visitor(request).write("run", kind)
    jobs = context_of(request).live.store.jobs
    job = await run_in_threadpool(jobs.submit, kind, dict(asked.options), write)
    return RedirectResponse(f"/{_language(language)}/jobs/{job.id}", 303)


@router.post("/{language}/jobs/{key}/cancel")
async def cancel(request: Request, language: str, key: str) -> Response:
    """Cancel a job."""
    await _form(request)
    jobs, number = context_of(request).live.store.jobs, _number(key)
    if await run_in_threadpool(jobs.job, number) is None:
        raise AskError("there is no such job", where=key[:50], remedy="check its number")
    await run_in_threadpool(jobs.cancel, number, visitor(request).write("cancel"))
    return RedirectResponse(f"/{_language(language)}/jobs/{number}", 303)


@router.post("/{language}/judge")
async def judge(request: Request, language: str) -> Response:
    """Record a decision."""
    form = await _form(request)
    asker, context = visitor(request), context_of(request)
    said = Judgement(
        first=_field(form, "left", 500),
        second=_field(form, "right", 500),
        ruling=_chosen(Ruling, _field(form, "verdict", 20), "verdict"),
        subject=_chosen(Subject, _field(form, "kind", 20) or _field(form, "subject", 20), "kind"),
        by=asker.name,
        note=_field(form, "note", 2_000),
    )
    if said.subject is Subject.ENTITY:
        earlier = await run_in_threadpool(context.live.store.judgements)
        weighed = await run_in_threadpool(weighed_names, context.live.shown, said, earlier)
        if weighed.warnings and not _field(form, "insist", 1):
            return own_page(request, language, lambda pages: pages.confirm(weighed), 409)
        said = replace(said, first=weighed.first, second=weighed.second)
    write = asker.write("judge", f"{said.subject.value} {said.first} | {said.second}")
    state = context.live.shown.contents.state
    recorded = await run_in_threadpool(record_word, context.live.store, said, write)
    await _seen(context, state)
    back = own_path(_field(form, "back", 500), language)
    listed = f"/{_language(language)}/judgements?said={recorded.number}"
    return RedirectResponse(back or listed, 303)


@router.post("/{language}/judge/{key}/reverse")
async def reverse(request: Request, language: str, key: str) -> Response:
    """Take a decision back."""
    await _form(request)
    context = context_of(request)
    write = visitor(request).write("take back", f"judgement {key[:20]}")
    state = context.live.shown.contents.state
    await run_in_threadpool(take_back_word, context.live.store, _number(key), write)
    await _seen(context, state)
    return RedirectResponse(f"/{_language(language)}/judgements", 303)


async def _seen(context: Context, state: str) -> None:
    """Wait a little until what was decided is shown."""
    if context.options.follow_seconds > 0:
        await run_in_threadpool(context.live.wait_for, state, _SHOWN_SECONDS)


async def _form(request: Request) -> FormData:
    """The fields of a form that came from a page of ours, by whom it was made for.

    Raises
    ------
    RefusedError
        Where it did not.
    """
    media = request.headers.get("content-type", "")
    if not media.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        raise RefusedError(fault_page(request, 415))
    form = await request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD)
    if not is_own_form(request, visitor(request), _field(form, "csrf", 200)):
        error = ConfigError("this form is no longer good", remedy="load the page again")
        raise RefusedError(fault_page(request, 403, error))
    return form


def _field(form: FormData, name: str, most: int) -> str:
    value = form.get(name)
    return value[:most] if isinstance(value, str) else ""


def _chosen(kind: Any, value: str, where: str) -> Any:
    if value not in list(kind):
        names = ", ".join(each.value for each in kind)
        raise ConfigError(
            f"{value[:50]} is none of the choices", where=where, remedy=f"use one of {names}"
        )
    return kind(value)


def _again(request: Request, language: str, error: GrandlivreError, made: Any) -> Response:
    """The page of the form once more, with what is wrong."""
    said = messages(_language(language)).error(error)

    def page(pages: Pages) -> str:
        return str(made(pages, said))

    return own_page(request, language, page, 422)


def own_path(wanted: str, language: str) -> str:
    """A path of ours that somebody asks to be led to; empty for anything else.

    Examples
    --------
    >>> own_path("/fr/ledger?stage=announced", "fr"), own_path("//evil.example/fr/", "fr")
    ('/fr/ledger?stage=announced', '')
    """
    parts = urlsplit(wanted)
    is_own = not parts.scheme and not parts.netloc and parts.path.startswith(f"/{language}/")
    has_odd = "\\" in wanted or any(ord(sign) < 33 for sign in wanted)
    return wanted if is_own and not has_odd else ""


def _language(asked: str) -> str:
    return asked if asked in LANGUAGES else "en"


def _number(key: str) -> int:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 16 else 0
