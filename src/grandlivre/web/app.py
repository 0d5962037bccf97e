"""The application put together."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from grandlivre import __version__
from grandlivre.errors import GrandlivreError
from grandlivre.pipeline.accounts import Gate
from grandlivre.pipeline.live import Live
from grandlivre.pipeline.taking import MOST_BYTES
from grandlivre.web import api, api_history, api_live, api_who, desk, forms, pages
from grandlivre.web.ahead import Ahead, prepare
from grandlivre.web.cache import Answers
from grandlivre.web.context import LANGUAGES, Context, RefusedError, admit, context_of
from grandlivre.web.limits import Rates
from grandlivre.web.metrics import MEDIA, Metrics
from grandlivre.web.options import ServeOptions
from grandlivre.web.problems import problem, problem_of, status_of
from grandlivre.web.rules import API
from grandlivre.web.shell import Shell

LOG = logging.getLogger("grandlivre.web")
_THREADS = 12
"""Requests that are worked on at once: those that wait for the database let others go on."""
_BURST = 8
_FORM_BYTES = 100_000
_SETTLED_SECONDS = 2.0
_AFTER_FAULT_SECONDS = 60.0


def create_app(options: ServeOptions) -> "Served":
    """The application over a ledger's database, ready for a server.

    Parameters
    ----------
    options
        What is served, and what is allowed.

    Raises
    ------
    StoreError
        Where there is no ledger, or nothing is recorded in it.
    ConfigError
        Where packages that it needs are not installed.
    """

    def tell(error: GrandlivreError) -> None:
        LOG.error("fault", extra={"said": {"error": str(error)}})

    live = Live(options.place, told=tell)
    context = Context(
        options=options,
        live=live,
        gate=Gate(live.store),
        answers=Answers(options.cache_bytes),
        ahead=Ahead(),
        metrics=Metrics(),
        writes=Rates(options.writes_a_minute / 60, options.writes_a_minute),
        logins=Rates(options.logins_a_minute / 60, options.logins_a_minute),
    )
    app = _application(context)
    each = options.reads_a_second / options.workers
    shell = Shell(
        app,
        version=lambda: live.shown.version,
        rates=Rates(each, each * _BURST),
        answers=context.answers,
        metrics=context.metrics,
        most_bytes=MOST_BYTES + _FORM_BYTES,
        prepared=context.ahead.find,
    )
    return Served(app, shell, context)


class Served:
    """The application within its shell: an ASGI application."""

    def __init__(self, app: FastAPI, shell: ASGIApp, context: Context) -> None:
        self.app = app
        self.context = context
        self._shell = shell

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._shell(scope, receive, send)


def described() -> dict[str, Any]:
    """The description of the interface, as OpenAPI has it; no ledger is needed for that."""
    return _bare().openapi()


def _application(context: Context) -> FastAPI:
    app = _bare()
    app.state.context = context
    app.state.streams = set()
    app.state.is_stopping = False
    app.add_exception_handler(RefusedError, _handler(_refused))
    app.add_exception_handler(GrandlivreError, _handler(_told))
    app.add_exception_handler(RequestValidationError, _handler(_invalid))
    app.add_exception_handler(HTTPException, _handler(_http))
    app.add_exception_handler(Exception, _handler(_fault))
    return app


def _bare() -> FastAPI:
    """All routes, with nothing behind them yet."""
    app = FastAPI(
        title="Grand Livre",
        summary="Who promised what for AI infrastructure, with the evidence of each figure.",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        dependencies=[Depends(admit)],
        redirect_slashes=False,
    )
    app.include_router(api.router)
    app.include_router(api_who.router)
    app.include_router(api_history.router)
    app.include_router(api_live.router)
    app.include_router(pages.router)
    _add_own(app)
    app.include_router(desk.router)
    app.include_router(forms.router)
    return app


def _add_own(app: FastAPI) -> None:
    """What is neither page nor interface."""

    @app.get(f"{API}/openapi.json", include_in_schema=False)
    def openapi(request: Request) -> Response:
        from grandlivre.web.answers import record

        return record(request, app.openapi())

    @app.get("/healthz", include_in_schema=False)
    def healthz(request: Request) -> Response:
        context_of(request).live.store.state()  # raises where the database is gone
        return PlainTextResponse("ok\n")

    @app.get("/metrics", include_in_schema=False)
    def metrics(request: Request) -> Response:
        context = context_of(request)
        shown = context.live.shown.contents
        gauges = {
            "claims": shown.claims,
            "documents": shown.documents,
            "entries": len(shown.ledger.commitments),
            "jobs_waiting": context.live.store.jobs.waiting(),
            "answers_kept": len(context.answers),
            "pages_ahead": len(context.ahead),
        }
        return Response(context.metrics.text(gauges), media_type=MEDIA)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Follow the database while serving, and let go of it in the end."""
    context: Context = app.state.context
    anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
    beside = []
    if context.options.follow_seconds > 0:
        beside.append(asyncio.create_task(_follow(context)))
        if context.options.ahead_bytes > 0:
            beside.append(asyncio.create_task(_prepare(app, context)))
    try:
        yield
    finally:
        app.state.is_stopping = True
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        context.live.close()


async def _follow(context: Context) -> None:
    while True:
        await asyncio.sleep(context.options.follow_seconds)
        # In a thread of its own: what it waits for may take minutes.
        try:
            await anyio.to_thread.run_sync(
                context.live.follow,
                abandon_on_cancel=True,
                limiter=anyio.CapacityLimiter(1),
            )
        except Exception:
            LOG.exception("fault")


async def _prepare(app: FastAPI, context: Context) -> None:
    """Have pages made ahead, once a state has been shown for a while: some are soon gone."""
    version = ""
    while True:
        await asyncio.sleep(_SETTLED_SECONDS)
        before, version = version, context.live.shown.version
        if before != version:
            continue
        begun = time.perf_counter()
        try:
            is_done = await anyio.to_thread.run_sync(
                prepare,
                context.live,
                context.answers,
                context.ahead,
                context.options.ahead_bytes,
                lambda: bool(app.state.is_stopping),
                abandon_on_cancel=True,
                limiter=anyio.CapacityLimiter(1),
            )
        except Exception:
            LOG.exception("fault")
            await asyncio.sleep(_AFTER_FAULT_SECONDS)
            continue
        if is_done:
            said = {"pages": len(context.ahead), "seconds": round(time.perf_counter() - begun, 1)}
            LOG.info("pages ahead", extra={"said": said})


def _handler(told: Callable[[Request, Any], Response]) -> Callable[[Request, Exception], Any]:
    async def handle(request: Request, error: Exception) -> Response:
        return told(request, error)

    return handle


def _refused(request: Request, error: RefusedError) -> Response:
    status, media = error.response.status_code, error.response.headers.get("content-type", "")
    if _is_page(request) and "problem" in media:
        return pages.fault_page(request, status)
    return error.response


def _told(request: Request, error: GrandlivreError) -> Response:
    status = status_of(error)
    if status >= 500:
        LOG.error("fault", extra={"said": {"error": str(error)}})
    return pages.fault_page(request, status, error) if _is_page(request) else problem_of(error)


def _invalid(request: Request, error: RequestValidationError) -> Response:
    if _is_page(request):
        return pages.fault_page(request, 422)
    first = error.errors()[0] if error.errors() else {}
    where = ".".join(str(part) for part in first.get("loc", ())[1:])
    return problem(422, str(first.get("msg", "")), where=where)


def _http(request: Request, error: HTTPException) -> Response:
    if _is_page(request):
        return pages.fault_page(request, error.status_code)
    headers = {name.replace("-", "_"): value for name, value in (error.headers or {}).items()}
    return problem(error.status_code, **headers)


def _fault(request: Request, error: Exception) -> Response:
    """What nobody foresaw: the shell logs it; the visitor hears no more than that."""
    return pages.fault_page(request, 500) if _is_page(request) else problem(500)


def _is_page(request: Request) -> bool:
    return request.url.path.startswith(tuple(f"/{language}/" for language in LANGUAGES))
