"""What stands around every request: limits, answers kept, headers of safety, a line in the log."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grandlivre.web.cache import Answer, Answers, Key, etag
from grandlivre.web.exchange import CSP, SLOW, VARY, Exchange, bounded, packed
from grandlivre.web.limits import Rates
from grandlivre.web.metrics import Metrics
from grandlivre.web.problems import problem
from grandlivre.web.turns import Turns

__all__ = ["CACHED", "CSP", "SLOW", "Shell"]
LOG = logging.getLogger("grandlivre.web")
_LONGEST_HEADER = 200
_LONGEST_URL = 4_000
_LONG = 100_000
"""Bytes from which an answer is packed beside the loop, which would stand still meanwhile."""
CACHED = "cached"
"""Key of a request's state: set to True by who made an answer that all may see."""
Prepared = Callable[[str, Key], Answer | None]
"""Finds what was made before anybody asked, by the state's version and what is asked for."""


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
    prepared
        Answers that were made ahead.
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
        prepared: Prepared = lambda _version, _key: None,
        body_seconds: float = 60.0,
        seconds: float = 120.0,
    ) -> None:
        self._app = app
        self._version = version
        self._rates = rates
        self._answers = answers
        self._metrics = metrics
        self._most_bytes = most_bytes
        self._prepared = prepared
        self._body_seconds = body_seconds
        self._seconds = seconds
        self._flights: dict[tuple[str, Key], asyncio.Future[Answer | None]] = {}
        self._turns = Turns()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            # Routes answer GET: who asks for the head alone has that answer without its body.
            scope, send = {**scope, "method": "GET"}, _bodiless(send)
        exchange = Exchange(scope, send)
        begun = time.perf_counter()
        try:
            await self._answer(exchange, receive)
        finally:
            self._tell(exchange, time.perf_counter() - begun)

    async def _answer(self, exchange: Exchange, receive: Receive) -> None:
        wait = self._rates.wait_for(exchange.address)
        if wait:
            told = problem(429, remedy="ask less often", Retry_After=str(int(wait) + 1))
            await told(exchange.scope, receive, exchange.send)
            return
        version, key = self._version(), exchange.key
        if key is not None:
            known = exchange.header(b"if-none-match")
            if known and etag(version, key) in known:
                exchange.is_cached = True
                headers = [(b"etag", etag(version, key)), VARY]
                await exchange.whole(Answer(304, headers, b""))
                return
            kept = self._answers.get(version, key)
            if kept is not None:
                exchange.is_cached = True
                await exchange.ready(kept)
                return
        refused = self._refused(exchange)
        if refused is not None:
            await refused(exchange.scope, receive, exchange.send)
        elif key is None:
            await self._run(exchange, receive)
        else:
            await self._for_all(exchange, receive, version, key)

    def _refused(self, exchange: Exchange) -> Any:
        length = exchange.header(b"content-length")
        if length and (not length.isdigit() or int(length) > self._most_bytes):
            return problem(413, remedy=f"send at most {self._most_bytes} bytes", Connection="close")
        scope = exchange.scope
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > _LONGEST_URL:
            return problem(400, "the address is too long")
        return None

    async def _for_all(self, exchange: Exchange, receive: Receive, version: str, key: Key) -> None:
        """What all may see is made once, however many ask for it at the same time."""
        flight = self._flights.get((version, key))
        if flight is not None:
            # Shielded: whoever gives up takes nothing from those who wait beside.
            shared = await asyncio.shield(flight)
            if shared is not None:
                exchange.is_cached = True
                await exchange.ready(shared)
                return
            # It was not for all: each has their own.
            answer, _ = await self._made(exchange, receive, version, key)
            if answer is not None:
                await exchange.whole(answer)
            return
        flight = self._flights[version, key] = asyncio.get_running_loop().create_future()
        answer, is_shared = None, False
        try:
            answer, is_shared = await self._made(exchange, receive, version, key)
        finally:
            del self._flights[version, key]
            flight.set_result(answer if is_shared else None)
        if answer is not None:
            await (exchange.ready(answer) if is_shared else exchange.whole(answer))

    async def _made(
        self, exchange: Exchange, receive: Receive, version: str, key: Key
    ) -> tuple[Answer | None, bool]:
        """An answer, None where it was sent as it came; and True where it is for all."""
        tag = etag(version, key)
        answer = self._prepared(version, key)
        if answer is not None:
            exchange.is_cached = True
        else:
            exchange.holds = True
            # The ledger of an earlier day is waited for, not worked on here.
            if b"as_of" in key[1]:
                await self._run(exchange, receive)
            else:
                async with self._turns.taken():
                    await self._run(exchange, receive)
            if not exchange.holds:
                return None, False
            answer = exchange.held()
            if answer.status != 200 or not exchange.state.get(CACHED):
                return answer, False
        if len(answer.body) > _LONG:
            answer = await run_in_threadpool(packed, answer, tag, exchange.takes_gzip)
        else:
            answer = packed(answer, tag, exchange.takes_gzip)
        # Made of a state that was gone before it was done, it is not kept.
        self._answers.put(version, key, answer)
        return answer, True

    async def _run(self, exchange: Exchange, receive: Receive) -> None:
        """The application itself, within its time; of what goes wrong only that it did is told."""
        received = bounded(receive, self._most_bytes, self._body_seconds)
        try:
            async with asyncio.timeout(self._seconds) as limit:
                exchange.state["limit"] = limit
                await self._app(exchange.scope, received, exchange.keep)
        except TimeoutError:
            await exchange.instead(problem(503, remedy="try again later"))
        except asyncio.CancelledError:
            raise
        except Exception:
            LOG.exception("fault", extra={"said": {"path": exchange.scope["path"]}})
            await exchange.instead(problem(500, remedy="please report it"))

    def _tell(self, exchange: Exchange, seconds: float) -> None:
        route = exchange.scope.get("route")
        path = "cached" if exchange.is_cached else getattr(route, "path", "none")
        method = exchange.scope["method"]
        method = method if method in _METHODS else "other"
        self._metrics.count(path, method, exchange.status, seconds, cached=exchange.is_cached)
        if LOG.isEnabledFor(logging.INFO):
            said = {
                "method": method,
                "path": exchange.scope["path"][:_LONGEST_HEADER],
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
