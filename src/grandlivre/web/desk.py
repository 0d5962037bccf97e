"""Pages of who works with the ledger: sign in, upload, run, follow jobs, judge."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from grandlivre.campus.design import designs
from grandlivre.campus.operate import OperateOptions, events
from grandlivre.entities.model import Judgement, Subject
from grandlivre.errors import AskError, DocumentError
from grandlivre.outlook import scenarios
from grandlivre.pipeline.judging import Weighing, weigh_names
from grandlivre.pipeline.live import Shown
from grandlivre.pipeline.outlook import USUAL_SCENARIO
from grandlivre.pipeline.runs import USUAL_CAMPUS
from grandlivre.pipeline.working import doing_of, fault_of
from grandlivre.reference.messages import messages
from grandlivre.report.outlook import Brief
from grandlivre.report.pages import (
    Address,
    Choice,
    JobShown,
    JobState,
    JudgementShown,
    NamesShown,
    PageKind,
    Pages,
    RunChoices,
    Viewer,
)
from grandlivre.report.pages.texts import known_texts, say
from grandlivre.store import Job
from grandlivre.web.context import context_of, visitor
from grandlivre.web.identity import form_secret
from grandlivre.web.pages import LINKS, language_of, own_page
from grandlivre.web.rules import API

router = APIRouter(include_in_schema=False)
_MOST_SHOWN = 100
_LONGEST_QUOTE = 80


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
    pages = Pages(context_of(request).live.shown.index, LINKS, language_of(language), viewer)
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
    choices = run_choices(language_of(language))
    return own_page(request, language, lambda pages: pages.runs(choices=choices))


def run_choices(language: str) -> RunChoices:
    """What may be run, in the words of a language; what is usual comes first."""
    known, campuses = scenarios(), designs()
    usual_first = sorted(known, key=lambda name: name != USUAL_SCENARIO)
    return RunChoices(
        scenarios=tuple(
            Choice(
                value=name,
                title=known[name].title.of(language),
                says=known[name].says.of(language),
            )
            for name in usual_first
        ),
        designs=tuple(
            Choice(value=name, title=campuses[name].title.of(language))
            for name in sorted(campuses, key=lambda name: name != USUAL_CAMPUS)
        ),
        events=tuple(
            Choice(value=name, title=each.title.of(language)) for name, each in events().items()
        ),
        year=OperateOptions().year,
    )


@router.get("/{language}/jobs")
def jobs(request: Request, language: str) -> Response:
    """Jobs, the newest first."""
    found = context_of(request).live.store.jobs.jobs(most=_MOST_SHOWN)
    shown = [_job_shown(each, language_of(language)) for each in found]
    return own_page(request, language, lambda pages: pages.jobs(shown))


@router.get("/{language}/jobs/{key}")
def job(request: Request, language: str, key: str) -> Response:
    """How far a job is, and what came of it."""
    live = context_of(request).live
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 16 else 0
    found = live.store.jobs.job(number)
    if found is None:
        raise AskError("there is no such job", where=key[:50], remedy="check its number")
    came: Any = live.store.jobs.result(found.id) if found.kind in ("upload", "outlook") else None
    shown = _job_shown(found, language_of(language), came or {}, is_shown=live.shows(found))
    return own_page(request, language, lambda pages: pages.job(shown))


@router.get("/{language}/judgements")
def judgements(request: Request, language: str, said: str = "") -> Response:
    """What people decided; `said` is the number of what was said just now."""
    live = context_of(request).live
    found = live.store.judgements(include_reversed=True)
    stand = live.store.judgements()
    words = _Judged(live.shown, found, language_of(language))
    listed = [words.shown(each) for each in reversed(found) if not each.reverses]
    # Weighing goes through all parties: for who judges, not for whoever asks.
    new = [each for each in stand if said == str(each.number) and each.subject is Subject.ENTITY]
    new = new if visitor(request).viewer.may_write else []
    weighed = weighed_names(live.shown, new[0], stand) if new else None
    return own_page(request, language, lambda pages: pages.judgements(listed, weighed))


def weighed_names(shown: Shown, judged: Judgement, earlier: Iterable[Judgement]) -> NamesShown:
    """What there is to say of a judgement on two names, as pages have it."""
    parties = [each.entity for each in shown.index.parties.values()]
    weighed: Weighing = weigh_names(judged, parties, earlier)
    return NamesShown(
        first=weighed.first,
        second=weighed.second,
        ruling=judged.ruling.value,
        note=judged.note,
        number=judged.number,
        decision=weighed.decision,
        warnings=weighed.warnings,
        unknown=weighed.unknown,
    )


class _Judged:
    """Judgements in words: what a claim says and what a conflict is about, not their ids."""

    def __init__(self, shown: Shown, judged: Iterable[Judgement], language: str) -> None:
        listed = list(judged)
        self._gone = {each.reverses for each in listed if each.reverses}
        self._language = language
        self._conflicts = shown.index.conflicts
        keys = {each.second for each in listed if each.subject is Subject.CONFLICT and each.second}
        self._claims = shown.library.claims(keys)

    def shown(self, each: Judgement) -> JudgementShown:
        """One of them."""
        conflict = self._conflicts.get(each.first)
        first = each.first if conflict is None else conflict.explanation.of(self._language)
        claim = self._claims.get(each.second)
        second = each.second
        if claim is not None:
            second = f"“{' '.join(claim.evidence.quote.split())[:_LONGEST_QUOTE]}”"
        return JudgementShown(
            id=str(each.number),
            subject=say(f"live.subject_{each.subject.value}", self._language),
            first=first,
            second=second,
            ruling=self._ruling(each),
            by=each.by,
            at=_moment(each.at),
            note=each.note,
            is_reversed=each.id in self._gone,
            conflict=each.first if conflict is not None else "",
        )

    def _ruling(self, each: Judgement) -> str:
        is_claim = each.subject is Subject.CONFLICT and each.second
        key = f"ruling.{'claim_' if is_claim else ''}{each.ruling.value}"
        return say(key, self._language) if key in known_texts() else each.ruling.value


def _job_shown(
    found: Job, language: str, came: Mapping[str, Any] = {}, *, is_shown: bool = True
) -> JobShown:
    fault = fault_of(found)
    says = "" if fault is None else messages(language).error(fault)
    result = ""
    if found.state.value == JobState.DONE.value:
        result = _result_url(found, language, came.get("documents") or [])
        says = _read(language, came) if found.kind == "upload" and came else says
    end = found.ended_at or datetime.now(UTC)
    return JobShown(
        id=str(found.id),
        kind=found.kind,
        state=JobState(found.state.value),
        about=_about(found, language),
        doing=doing_of(found),
        done=found.done,
        of=found.steps,
        seconds=None if found.started_at is None else (end - found.started_at).total_seconds(),
        is_shown=is_shown,
        asked_by=found.who,
        asked_at=_moment(found.created_at.isoformat()),
        says=says,
        brief=_brief(came, language),
        failed=tuple(_unread(each, language) for each in came.get("failed") or ()),
        result=result,
        events=f"{API}/jobs/{found.id}/events",
    )


def _unread(line: str, language: str) -> str:
    """A line of what could not be read: where, and why in a language.

    Jobs of earlier versions kept the reason alone.
    """
    where, colon, what = line.partition(": ")
    say = messages(language)
    if not colon or say.sentence(line) != line:
        return say.sentence(line)
    return say.error(DocumentError(what, where=where))


def _about(found: Job, language: str) -> str:
    """What was asked for, in words."""
    asked = found.asked
    if found.kind == "upload":
        return str(asked.get("name", ""))
    if found.kind == "outlook":
        known = scenarios().get(str(asked.get("scenario", "")))
        title = "" if known is None else known.title.of(language)
        draws, seed = asked.get("draws", ""), asked.get("seed", "")
        return say("live.outlook_about", language, title=title, draws=draws, seed=seed)
    if found.kind == "campus":
        design = designs().get(str(asked.get("design", "")))
        title = str(asked.get("design", "")) if design is None else design.title.of(language)
        known_events, named = events(), asked.get("events")
        said = [
            known_events[each].title.of(language)
            for each in (named if isinstance(named, list) else [])
            if each in known_events
        ]
        return ", ".join([title, str(asked.get("year", "")), *said])
    return ""


def _brief(came: Mapping[str, Any], language: str) -> Brief | None:
    """The figures of a projection; None where there are none, or others than these."""
    told = came.get("brief", {}).get(language)
    if told is None:
        return None
    return Brief(
        finding=str(told["finding"]),
        columns=tuple(map(str, told["columns"])),
        years=tuple(tuple(map(str, row)) for row in told["years"]),
    )


def _read(language: str, came: Mapping[str, Any]) -> str:
    """How much was read in a file."""
    counts = messages(language)
    return say(
        "live.job_read",
        language,
        documents=counts.say("count.documents", count=len(came.get("documents") or ())),
        claims=counts.say("count.claims", count=int(came.get("claims", 0))),
    )


def _result_url(found: Job, language: str, documents: list[str]) -> str:
    """Where what came of a job is found."""
    if found.kind == "campus":
        return LINKS.url(Address(kind=PageKind.CAMPUS), language)
    if found.kind != "upload":
        return f"{API}/jobs/{found.id}/result"
    one = documents[0] if len(documents) == 1 else ""
    kind = PageKind.DOCUMENT if one else PageKind.DOCUMENTS
    return LINKS.url(Address(kind=kind, key=one), language)


def _moment(iso: str) -> str:
    """A time as people read it, in UTC."""
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M UTC")
