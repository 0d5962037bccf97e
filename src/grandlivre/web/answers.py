"""Lists and records as JSON, CSV or Parquet, as a program asks for them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from grandlivre.errors import OutputError
from grandlivre.export.columns import Shape
from grandlivre.export.csv_tables import lines_of
from grandlivre.export.jsons import json_bytes
from grandlivre.export.parquet import parquet_of
from grandlivre.web.problems import MEDIA as PROBLEM
from grandlivre.web.problems import SCHEMA as PROBLEM_SCHEMA
from grandlivre.web.shell import CACHED

Form = Literal["json", "csv", "parquet"]
JSON, CSV, PARQUET = "application/json", "text/csv", "application/vnd.apache.parquet"
_FORMS: Mapping[str, Form] = {
    JSON: "json",
    "application/*": "json",
    "*/*": "json",
    CSV: "csv",
    "text/*": "csv",
    PARQUET: "parquet",
}
_LIST_SCHEMA = {
    "type": "object",
    "required": ["items", "next", "total", "as_of", "version"],
    "properties": {
        "items": {"type": "array", "items": {"type": "object"}},
        "next": {"type": ["string", "null"], "description": "the cursor of the next page"},
        "total": {"type": ["integer", "null"]},
        "as_of": {"type": ["string", "null"], "format": "date"},
        "version": {"type": "string"},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of a list in each form that it can be asked for."""

    items: Callable[[], Sequence[Any]]
    shape: Shape
    rows: Callable[[], Iterable[Sequence[Any]]]
    after: str | None = None
    total: int | None = None
    day: date | None = None
    version: str = ""


def answer(request: Request, listing: Listing, form: Form | None) -> Response:
    """A list in the form that is asked for, by ``?format=``, else by ``Accept``.

    Raises
    ------
    OutputError
        Where no form is one that is accepted.
    """
    chosen = form or _accepted(request.headers.get("accept", "*/*"))
    if chosen == "json":
        said = {
            "items": listing.items(),
            "next": listing.after,
            "total": listing.total,
            "as_of": None if listing.day is None else listing.day.isoformat(),
            "version": listing.version,
        }
        response = Response(json_bytes(said), media_type=JSON)
    elif chosen == "csv":
        response = Response(b"".join(lines_of(listing.shape, listing.rows())), media_type=CSV)
        response.headers["Content-Disposition"] = f'attachment; filename="{listing.shape.name}.csv"'
    else:
        data = b"".join(parquet_of(listing.shape, listing.rows()))
        response = Response(data, media_type=PARQUET)
        name = f"{listing.shape.name}.parquet"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if listing.after is not None:
        params = {**request.query_params, "cursor": listing.after}
        response.headers["Link"] = f'<{request.url.path}?{urlencode(params)}>; rel="next"'
    return for_all(request, response)


def record(request: Request, said: Mapping[str, Any], media: str = JSON) -> Response:
    """One thing as JSON."""
    return for_all(request, Response(json_bytes(said), media_type=media))


def for_all(request: Request, response: Response) -> Response:
    """An answer that anybody may see, kept as long as the state that it shows."""
    request.scope["state"][CACHED] = True
    return response


def _accepted(accept: str) -> Form:
    """The first form, by weight, that a program accepts."""
    asked: list[tuple[float, int, Form]] = []
    for number, part in enumerate(accept.split(",")[:50]):
        media, *params = (each.strip() for each in part.split(";"))
        weight = 1.0
        for param in params:
            if param.startswith("q="):
                try:
                    weight = float(param[2:])
                except ValueError:
                    weight = 0.0
        form = _FORMS.get(media.lower())
        if form is not None and weight > 0:
            asked.append((-weight, number, form))
    if not asked:
        raise OutputError(
            "none of the accepted forms can be given",
            where="Accept",
            remedy=f"accept {JSON}, {CSV} or {PARQUET}",
        )
    return min(asked)[2]


_PROBLEM = {PROBLEM: {"schema": PROBLEM_SCHEMA}}
_TOLD = {
    304: "what is known by this ETag has not changed",
    400: "the request makes no sense",
    401: "a token is needed",
    403: "the role does not allow it",
    404: "there is no such thing, or not yet on that day",
    406: "none of the accepted forms can be given",
    409: "the list has changed since its cursor was read: start again",
    413: "too much was sent",
    415: "there is no reading such a body",
    422: "a parameter makes no sense",
    429: "too many requests",
    503: "too busy: try again later",
}


def told(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route's documentation says of each status beside its own."""
    also: dict[int | str, dict[str, Any]] = {}
    if 304 in statuses:
        also[304] = {"description": _TOLD[304]}
    errors = {*statuses, 400, 422, 429, 503} - {304}
    return {
        **also,
        **{each: {"description": _TOLD[each], "content": _PROBLEM} for each in sorted(errors)},
    }


def a_list(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What the documentation of a list says."""
    content = {
        JSON: {"schema": _LIST_SCHEMA},
        CSV: {"schema": {"type": "string"}},
        PARQUET: {"schema": {"type": "string", "format": "binary"}},
    }
    page = {"description": "a page of the list", "content": content}
    return {200: page, **told(304, 404, 406, 409, *statuses)}


def a_record(
    *statuses: int, media: str = JSON, code: int = 200, about: str = "what was asked for"
) -> dict[int | str, dict[str, Any]]:
    """What the documentation of a single thing says."""
    schema = {"type": "object"} if "json" in media else {"type": "string"}
    return {code: {"description": about, "content": {media: {"schema": schema}}}, **told(*statuses)}
