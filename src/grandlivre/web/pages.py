"""Pages for people: the ledger's, and what those of who is logged in are made with."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from grandlivre.errors import AskError, GrandlivreError
from grandlivre.reference.messages import messages
from grandlivre.report.pages import (
    ASSETS,
    PUBLIC,
    TYPES,
    Address,
    Index,
    PageKind,
    Pages,
    Query,
    Viewer,
    digest,
)
from grandlivre.web.answers import for_all
from grandlivre.web.context import LANGUAGES, context_of, visitor
from grandlivre.web.links import LiveLinks
from grandlivre.web.problems import problem

router = APIRouter(include_in_schema=False)
LINKS = LiveLinks()
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


# Routes are tried one after another: first those whose pages are the most.
for _name, _kind in _THINGS.items():
    router.get(f"/{{language}}/{_name}/{{key}}")(_thing_page(_kind))
for _name, _kind in _LISTS.items():
    router.get(f"/{{language}}/{_name}")(_list_page(_kind))
router.get("/{language}/")(_list_page(PageKind.OVERVIEW))


def shown_page(request: Request, language: str, kind: PageKind, key: str = "") -> Response:
    """A page of the ledger, or its list alone where a filter asks for that."""
    query = Query.from_params(request.query_params)
    shown = context_of(request).live.at(query.as_of)
    pages = _pages(shown.index, language_of(language), visitor(request).viewer)
    address = Address(kind=kind, key=key, query=query)
    is_part = request.headers.get("hx-request") == "true"
    is_part = is_part and "hx-history-restore-request" not in request.headers
    html = pages.fragment(address) if is_part else pages.render(address)
    return for_all(request, HTMLResponse(html.encode("utf-8", "replace")))


def own_page(
    request: Request, language: str, made: Callable[[Pages], str], status: int = 200
) -> Response:
    """A page that is for one viewer, and kept nowhere."""
    index = context_of(request).live.shown.index
    pages = _pages(index, language_of(language), visitor(request).viewer)
    return HTMLResponse(made(pages).encode("utf-8", "replace"), status)


def fault_page(request: Request, status: int, error: GrandlivreError | None = None) -> Response:
    """A page that says what went wrong."""
    # Of a path that no route has, the first part says in what language it was asked for.
    asked = request.url.path.split("/")[1]
    language = asked if asked in LANGUAGES else "en"
    message = "" if error is None or status >= 500 else messages(language).error(error)
    viewer = PUBLIC
    if "visitor" in request.scope["state"]:
        viewer = visitor(request).viewer
    pages = _pages(context_of(request).live.shown.index, language, viewer)
    return HTMLResponse(pages.error(status, message).encode("utf-8", "replace"), status)


def _pages(index: Index, language: str, viewer: Viewer) -> Pages:
    """Pages of a state for a viewer; those for everybody share what stands around them."""
    if viewer != PUBLIC:
        return Pages(index, LINKS, language, viewer)
    return index.once(("pages", language), lambda: Pages(index, LINKS, language))


def language_of(asked: str) -> str:
    """The language of a page.

    Raises
    ------
    AskError
        Where there are no pages in it.
    """
    if asked not in LANGUAGES:
        raise AskError("there is no page in that language", where=asked[:20], remedy="use fr or en")
    return asked
