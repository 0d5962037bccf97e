"""What goes wrong, told to programs as RFC 9457 has it."""

from typing import Any

import orjson
from starlette.responses import Response

from grandlivre.errors import (
    AskError,
    ConfigError,
    DocumentError,
    EngineError,
    GrandlivreError,
    OutputError,
    StoreError,
)

MEDIA = "application/problem+json"
TITLES = {
    400: "The request makes no sense",
    401: "A token is needed",
    403: "Not allowed",
    404: "There is no such thing",
    405: "There is no such method here",
    406: "There is no such format",
    408: "The request took too long",
    409: "The list has changed",
    413: "The request is too large",
    415: "There is no reading such a body",
    422: "The request cannot be understood",
    429: "Too many requests",
    500: "A fault of the application",
    503: "Too busy",
}
_OF_KINDS: tuple[tuple[type[GrandlivreError], int], ...] = (
    (AskError, 404),
    (ConfigError, 422),
    (DocumentError, 422),
    (OutputError, 406),
    (StoreError, 503),
    (EngineError, 503),
)
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "where": {"type": "string"},
        "remedy": {"type": "string"},
    },
}


def problem(
    status: int, detail: str = "", *, where: str = "", remedy: str = "", **headers: str
) -> Response:
    """An answer that says what is wrong, where, and what to do; headers with ``_`` for ``-``."""
    title = TITLES.get(status, "The request failed")
    said = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": _plain(detail or title),
        "where": _plain(where),
        "remedy": _plain(remedy),
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(orjson.dumps(said), status, media_type=MEDIA, headers=named)


def status_of(error: GrandlivreError) -> int:
    """The status that stands for an error."""
    if error.code == "gone":
        return 409
    return next((status for kind, status in _OF_KINDS if isinstance(error, kind)), 500)


def problem_of(error: GrandlivreError) -> Response:
    """An answer for an error of ours; what broke in the database is not told to strangers."""
    status = status_of(error)
    if status == 503:
        return problem(
            503, "this cannot be answered now", remedy="try again later", Retry_After="5"
        )
    return problem(status, error.what, where=error.where, remedy=error.remedy)


def _plain(text: str) -> str:
    """A text as UTF-8 can hold it."""
    return text.encode("utf-8", "replace").decode("utf-8")[:1000]
