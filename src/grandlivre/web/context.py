"""What all routes work with, and who is let in."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse, Response

from grandlivre.errors import GrandlivreError
from grandlivre.pipeline.accounts import Gate
from grandlivre.pipeline.live import Live
from grandlivre.report.pages.model import Role
from grandlivre.web.ahead import Ahead
from grandlivre.web.cache import Answers
from grandlivre.web.identity import Visitor, visitor_of
from grandlivre.web.limits import Rates
from grandlivre.web.links import LANGUAGES as LANGUAGES
from grandlivre.web.metrics import Metrics
from grandlivre.web.options import ServeOptions
from grandlivre.web.problems import problem
from grandlivre.web.rules import API, allows

_FILTERS_OF_PAGES = "/{language}"
LOG = logging.getLogger("grandlivre.web")


class RefusedError(Exception):
    """A request that goes no further, with its answer."""

    def __init__(self, response: Response) -> None:
        self.response = response
        super().__init__(str(response.status_code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the application consists of."""

    options: ServeOptions
    live: Live
    gate: Gate
    answers: Answers
    ahead: Ahead
    metrics: Metrics
    writes: Rates
    logins: Rates

    def tell(self, error: GrandlivreError) -> None:
        """Log a fault of ours."""
        LOG.error("fault", extra={"said": {"error": str(error)}})


def context_of(request: Request) -> Context:
    """What the application consists of, from any of its requests."""
    context: Context = request.app.state.context
    return context


def visitor(request: Request) -> Visitor:
    """Who makes a request; they were let in before."""
    found: Visitor = request.scope["state"]["visitor"]
    return found


async def admit(request: Request) -> None:
    """Let nobody in whom no rule allows; on every route.

    Raises
    ------
    RefusedError
        Where somebody may not do that, does it too often, or asks in words that nobody knows.
    """
    context = context_of(request)
    route = request.scope.get("route")
    path = route.path if isinstance(route, APIRoute) else ""
    asker = await visitor_of(request, context.gate)
    state = request.scope["state"]
    state["visitor"], state["who"] = asker, asker.name
    if not allows(asker.role, request.method, path):
        raise RefusedError(_refusal(request, asker, path))
    if asker.session is not None and path.startswith(API) and request.method not in ("GET", "HEAD"):
        # A session is what a browser sends by itself: another site could make it do so.
        raise RefusedError(problem(403, "a token is needed for this, not a session"))
    if path.startswith(API):
        _known_words(request, route)
    if request.method not in ("GET", "HEAD") and "login" not in path:
        for key in (f"address {asker.address}", f"account {asker.name}"):
            wait = context.writes.wait_for(key)
            if wait:
                raise RefusedError(problem(429, Retry_After=str(int(wait) + 1)))


def _refusal(request: Request, asker: Visitor, path: str) -> Response:
    is_page = path.startswith(_FILTERS_OF_PAGES)
    if asker.role is not Role.PUBLIC:
        return problem(403, f"the role {asker.role} does not allow it")
    if is_page and request.method == "GET":
        language = request.path_params.get("language", "en")
        language = language if language in LANGUAGES else "en"
        wanted = urlencode({"wanted": request.url.path})
        return RedirectResponse(f"/{language}/login?{wanted}", status_code=303)
    headers: Mapping[str, str] = {"WWW_Authenticate": 'Bearer realm="grandlivre"'}
    return problem(401, remedy="send Authorization: Bearer gl_…", **headers)


def _known_words(request: Request, route: Any) -> None:
    """Refuse parameters that the interface does not have: a mistyped one would be passed over."""
    known = {each.alias for each in route.dependant.query_params}
    for dependant in route.dependant.dependencies:
        known |= {each.alias for each in dependant.query_params}
    for name in request.query_params:
        if name not in known:
            where = name[:100]
            raise RefusedError(problem(422, "there is no such parameter", where=where))
    if len(request.query_params.multi_items()) > len(request.query_params):
        raise RefusedError(problem(422, "a parameter is given twice"))
