"""One request and its answer: what is known of both, and how the answer is sent."""

import asyncio
import gzip
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from grandlivre.web.cache import Answer, Headers, Key
from grandlivre.web.rules import API

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_SAFE: Headers = [
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), interest-cohort=()"),
]
_STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")
VARY = (b"vary", b"accept, accept-encoding, authorization, cookie, hx-request")
_MOST_HEADER = 200
_LEAST_PACKED = 1_000
GZIP_LEVEL = 5
_LONG, _QUICK_LEVEL = 20_000, 1
"""Programs leaf through long lists: packing each page well would take longer than making it."""
_PACKED_TYPES = (
    b"text/",
    b"application/json",
    b"application/ld+json",
    b"image/svg",
    b"application/atom",
)
SLOW = "slow"
"""Key of a request's state: True for a stream that lasts."""


class Exchange:
    """One request and its answer."""

    __slots__ = (
        "_headers", "_parts", "_send", "_start", "address", "holds", "is_cached", "is_secure",
        "scope", "state", "status",
    )  # fmt: skip

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self.state: MutableMapping[str, Any] = scope.setdefault("state", {})
        self.address: str = (scope.get("client") or ("", 0))[0]
        self.status = 0
        self.is_cached = False
        self.is_secure = scope.get("scheme") == "https"
        self.holds = False
        self._send = send
        self._headers: dict[bytes, bytes] = dict(reversed(scope["headers"]))
        self._start: Message | None = None
        self._parts: list[bytes] = []

    def header(self, name: bytes) -> bytes:
        """A header of the request; empty where it has none."""
        return self._headers.get(name, b"")

    @property
    def takes_gzip(self) -> bool:
        """Whether the answer may be packed."""
        return b"gzip" in self.header(b"accept-encoding")

    @property
    def key(self) -> Key | None:
        """What an answer to all is kept under; None for what is between two."""
        scope, headers = self.scope, self._headers
        if scope["method"] != "GET" or b"cookie" in headers or b"authorization" in headers:
            return None
        path: str = scope["path"]
        # Pages have one form, whatever a browser accepts.
        accept = headers.get(b"accept", b"")[:_MOST_HEADER] if path.startswith(API) else b""
        part = headers.get(b"hx-request", b"")[:5]
        if b"hx-history-restore-request" in headers:
            part += b" whole"
        host = headers.get(b"host", b"")[:_MOST_HEADER] if path.endswith(".atom") else b""
        return path, scope["query_string"], accept, part, self.takes_gzip, host

    async def keep(self, message: Message) -> None:
        """Take a part of the application's answer: held back where it may be kept, else sent."""
        if not self.holds or self.state.get(SLOW):
            self.holds = False
            await self.send(message)
        elif message["type"] == "http.response.start":
            self._start = message
        else:
            self._parts.append(message.get("body", b""))

    def held(self) -> Answer:
        """The answer that was held back."""
        assert self._start is not None
        return Answer(self._start["status"], list(self._start["headers"]), b"".join(self._parts))

    async def whole(self, answer: Answer) -> None:
        """Send an answer."""
        start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        await self.send(start)
        await self.send({"type": "http.response.body", "body": answer.body})

    async def ready(self, answer: Answer) -> None:
        """Send an answer that has all its headers: nothing is left to be worked out."""
        self.status = answer.status
        headers = [*answer.headers, _STRICT_TRANSPORT] if self.is_secure else answer.headers
        send = self._send
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def instead(self, response: Any) -> None:
        """Send another answer, where none was begun."""
        self.holds = False
        if not self.status:
            await response(self.scope, _nothing, self.send)

    async def send(self, message: Message) -> None:
        """Send a part of an answer, the headers of safety with its first."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = _with_safe(list(message.get("headers", [])))
            if self.is_secure:
                headers.append(_STRICT_TRANSPORT)
            message = {**message, "headers": headers}
        await self._send(message)


def _with_safe(headers: Headers) -> Headers:
    known = {name.lower() for name, _ in headers}
    headers += [each for each in _SAFE if each[0] not in known]
    if b"cache-control" not in known:
        headers.append((b"cache-control", b"no-cache" if b"etag" in known else b"no-store"))
    return headers


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def bounded(receive: Receive, most: int, seconds: float) -> Receive:
    """A body of at most so many bytes, which must be there after so many seconds."""
    taken = 0
    end = time.monotonic() + seconds
    is_over = False

    async def received() -> Message:
        nonlocal taken, is_over
        if is_over:
            return await receive()  # only news of the visitor's leaving can come now
        try:
            async with asyncio.timeout(max(0.0, end - time.monotonic())):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408) from error
        taken += len(message.get("body", b""))
        is_over = not message.get("more_body", False)
        if taken > most:
            raise HTTPException(413)
        return message

    return received


def packed(answer: Answer, tag: bytes, takes_gzip: bool) -> Answer:
    """An answer with its name and all its headers, made small where that is worth it."""
    headers = [
        each for each in answer.headers if each[0] not in (b"etag", b"content-length", b"vary")
    ]
    known = dict(headers)
    body, kind = answer.body, known.get(b"content-type", b"")
    if (
        takes_gzip
        and b"content-encoding" not in known
        and len(body) >= _LEAST_PACKED
        and kind.startswith(_PACKED_TYPES)
    ):
        is_list = len(body) > _LONG and kind.startswith(b"application/json")
        body = gzip.compress(body, _QUICK_LEVEL if is_list else GZIP_LEVEL, mtime=0)
        headers.append((b"content-encoding", b"gzip"))
    headers += [(b"etag", tag), VARY, (b"content-length", str(len(body)).encode())]
    return Answer(answer.status, _with_safe(headers), body)
