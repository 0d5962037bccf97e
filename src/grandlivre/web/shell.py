"""What stands around every request: limits, answers kept, headers of safety, a line in the log."""

import asyncio
import gzip
import logging
import time
from collections.abc import Callable, MutableMapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grandlivre.web.cache import Answer, Answers, Headers, etag
from grandlivre.web.limits import Rates
from grandlivre.web.metrics import Metrics
from grandlivre.web.problems import problem

LOG = logging.getLogger("grandlivre.web")
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
_VARY = (b"vary", b"accept, accept-encoding, authorization, cookie, hx-request")
_MOST_HEADER = 200
_LONGEST_URL = 4_000
_LEAST_PACKED = 1_000
_GZIP_LEVEL = 5
_PACKED_TYPES = (
    b"text/",
    b"application/json",
    b"application/ld+json",
    b"image/svg",
    b"application/atom",
)
CACHED = "cached"
"""Key of a request's state: set to True by who made an answer that all may see."""
SLOW = "slow"
"""Key of a request's state: True for a stream that lasts."""


class Shell:
    """An ASGI application around another.

    Parameters
    ----------
    app
        The application itself.
    version
        Names the state that is shown now.
    rates
        Of all requests, by address.
    answers, metrics
        Where answers are kept, and requests are counted.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        version: Callable[[], str],
        rates: Rates,
        answers: Answers,
        metrics: Metrics,
        most_bytes: int,
        body_seconds: float = 60.0,
        seconds: float = 120.0,
    ) -> None:
        self._app = app
        self._version = version
        self._rates = rates
        self._answers = answers
        self._metrics = metrics
        self._most_bytes = most_bytes
        self._body_seconds = body_seconds
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            # Routes answer GET: who asks for the head alone has that answer without its body.
            scope, send = {**scope, "method": "GET"}, _bodiless(send)
        exchange = _Exchange(scope, send)
        begun = time.perf_counter()
        try:
            await self._answer(exchange, receive)
        finally:
            self._tell(exchange, time.perf_counter() - begun)

    async def _answer(self, exchange: "_Exchange", receive: Receive) -> None:
        refused = self._refused(exchange)
        if refused is not None:
            await refused(exchange.scope, receive, exchange.send)
            return
        version = self._version()
        key = exchange.key
        if key is not None:
            tag = etag(version, key)
            if tag in exchange.header(b"if-none-match"):
                exchange.is_cached = True
                await exchange.whole(Answer(304, [(b"etag", tag), _VARY], b""))
                return
            kept = self._answers.get(version, key)
            if kept is not None:
                exchange.is_cached = True
                await exchange.whole(kept)
                return
            exchange.holds = True
        await self._run(exchange, receive)
        if exchange.holds:
            answer = exchange.held()
            if key is not None and answer.status == 200 and exchange.state.get(CACHED):
                # Made of a state that was gone before it was done, it is not kept.
                answer = _packed(answer, etag(version, key), exchange.takes_gzip)
                self._answers.put(version, key, answer)
            await exchange.whole(answer)

    def _refused(self, exchange: "_Exchange") -> Any:
        wait = self._rates.wait_for(exchange.address)
        if wait:
            return problem(429, remedy="ask less often", Retry_After=str(int(wait) + 1))
        length = exchange.header(b"content-length")
        if length and (not length.isdigit() or int(length) > self._most_bytes):
            return problem(413, remedy=f"send at most {self._most_bytes} bytes", Connection="close")
        if (
            len(exchange.scope["raw_path"] or b"") + len(exchange.scope["query_string"])
            > _LONGEST_URL
        ):
            return problem(400, "the address is too long")
        return None

    async def _run(self, exchange: "_Exchange", receive: Receive) -> None:
        """The application itself, within its time; of what goes wrong only that it did is told."""
        bounded = _bounded(receive, self._most_bytes, self._body_seconds)
        try:
            async with asyncio.timeout(self._seconds) as limit:
                exchange.state["limit"] = limit
                await self._app(exchange.scope, bounded, exchange.keep)
        except TimeoutError:
            await exchange.instead(problem(503, remedy="try again later"))
        except asyncio.CancelledError:
            raise
        except Exception:
            LOG.exception("fault", extra={"said": {"path": exchange.scope["path"]}})
            await exchange.instead(problem(500, remedy="please report it"))

    def _tell(self, exchange: "_Exchange", seconds: float) -> None:
        route = exchange.scope.get("route")
        path = "cached" if exchange.is_cached else getattr(route, "path", "none")
        method = exchange.scope["method"]
        method = method if method in _METHODS else "other"
        self._metrics.count(path, method, exchange.status, seconds, cached=exchange.is_cached)
        if LOG.isEnabledFor(logging.INFO):
            said = {
                "method": method,
                "path": exchange.scope["path"][:_MOST_HEADER],
                "status": exchange.status,
                "ms": round(1000 * seconds, 2),
                "address": exchange.address,
                "who": exchange.state.get("who", ""),
            }
            LOG.info("request", extra={"said": said})


def _bodiless(send: Send) -> Send:
    """Sends all but what bodies hold."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sent


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self.state: MutableMapping[str, Any] = scope.setdefault("state", {})
        self.address: str = (scope.get("client") or ("", 0))[0]
        self.status = 0
        self.is_cached = False
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
    def key(self) -> str | None:
        """What an answer to all is kept under; None for what is between two."""
        scope = self.scope
        if (
            scope["method"] != "GET"
            or b"cookie" in self._headers
            or b"authorization" in self._headers
        ):
            return None
        accept = self.header(b"accept")[:_MOST_HEADER].decode("latin-1")
        part = self.header(b"hx-request")[:5].decode("latin-1")
        query = scope["query_string"].decode("latin-1")
        host = ""
        if scope["path"].endswith(".atom"):
            host = self.header(b"host")[:_MOST_HEADER].decode("latin-1")
        return f"{scope['path']}?{query}\n{accept}\n{part}\n{self.takes_gzip}\n{host}"

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

    async def instead(self, response: Any) -> None:
        """Send another answer, where none was begun."""
        self.holds = False
        if not self.status:
            await response(self.scope, _nothing, self.send)

    async def send(self, message: Message) -> None:
        """Send a part of an answer, the headers of safety with its first."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", []))
            known = {name.lower() for name, _ in headers}
            headers += [each for each in _SAFE if each[0] not in known]
            if self.scope.get("scheme") == "https":
                headers.append(_STRICT_TRANSPORT)
            if b"cache-control" not in known:
                kept = b"etag" in known
                headers.append((b"cache-control", b"no-cache" if kept else b"no-store"))
            message = {**message, "headers": headers}
        await self._send(message)


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def _bounded(receive: Receive, most: int, seconds: float) -> Receive:
    """A body of at most so many bytes, which must be there after so many seconds."""
    taken = 0
    end = time.monotonic() + seconds
    is_over = False

    async def bounded() -> Message:
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

    return bounded


def _packed(answer: Answer, tag: bytes, takes_gzip: bool) -> Answer:
    """An answer with its name, made small where that is worth it."""
    headers = [
        each for each in answer.headers if each[0] not in (b"etag", b"content-length", b"vary")
    ]
    kind = next((value for name, value in headers if name == b"content-type"), b"")
    body = answer.body
    if takes_gzip and len(body) >= _LEAST_PACKED and kind.startswith(_PACKED_TYPES):
        body = gzip.compress(body, _GZIP_LEVEL, mtime=0)
        headers.append((b"content-encoding", b"gzip"))
    headers += [(b"etag", tag), _VARY, (b"content-length", str(len(body)).encode())]
    return Answer(answer.status, headers, body)
