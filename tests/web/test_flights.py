"""Answers that many ask for at the same time are made once; what is not for all is not shared."""

import asyncio

import pytest
from serving import run_async

from grandlivre.web.cache import Answers
from grandlivre.web.limits import Rates
from grandlivre.web.metrics import Metrics
from grandlivre.web.shell import CACHED, Shell


class Slow:
    """An application whose answers take a while, and count."""

    def __init__(self, *, for_all: bool = True, status: int = 200, seconds: float = 0.05) -> None:
        self.made, self.at_once, self.most_at_once = 0, 0, 0
        self.for_all, self.status, self.seconds = for_all, status, seconds
        self.version = "one"

    async def __call__(self, scope, receive, send):
        self.made += 1
        number = self.made
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        if self.status == 0:
            raise RuntimeError("broken")
        scope["state"][CACHED] = self.for_all
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": f"{self.version} {number}".encode()})


def shell_of(app):
    return Shell(
        app, version=lambda: app.version, rates=Rates(0, 1), answers=Answers(100_000),
        metrics=Metrics(), most_bytes=1000,
    )  # fmt: skip


async def ask(shell, path="/fr/", query=b"", headers=()):
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
        "query_string": query, "headers": list(headers), "client": ("1.2.3.4", 1), "scheme": "http",
    }  # fmt: skip
    await shell(scope, receive, send)
    told = dict(sent[0]["headers"])
    return sent[0]["status"], told, b"".join(each.get("body", b"") for each in sent[1:])


def test_what_fifty_ask_for_at_once_is_made_once():
    app = Slow()

    async def all_at_once():
        shell = shell_of(app)
        return await asyncio.gather(*(ask(shell) for _ in range(50))), await ask(shell)

    found, after = run_async(all_at_once())
    assert app.made == 1
    assert {each[2] for each in found} == {b"one 1"} == {after[2]}
    assert {each[0] for each in found} == {200}
    assert len({each[1][b"etag"] for each in found}) == 1
    assert b"content-security-policy" in found[-1][1]


@pytest.mark.parametrize("app", [Slow(for_all=False), Slow(status=404)])
def test_what_is_not_for_all_is_made_for_each(app):
    async def all_at_once():
        shell = shell_of(app)
        return await asyncio.gather(*(ask(shell) for _ in range(9)))

    found = run_async(all_at_once())
    assert app.made == 9
    assert len({each[2] for each in found}) == 9
    assert not any(b"etag" in each[1] for each in found)


def test_who_shows_who_they_are_shares_nothing():
    app = Slow()

    async def all_at_once():
        shell = shell_of(app)
        mine = [[(b"authorization", b"Bearer a")], [(b"cookie", b"grandlivre=b")], [], []]
        return await asyncio.gather(*(ask(shell, headers=each) for each in mine))

    found = run_async(all_at_once())
    assert app.made == 3
    assert found[2][2] == found[3][2]
    assert len({each[2] for each in found}) == 3


def test_a_new_state_is_not_answered_with_what_is_made_for_the_old_one():
    app = Slow()

    async def in_between():
        shell = shell_of(app)
        early = asyncio.ensure_future(ask(shell))
        await asyncio.sleep(0.02)
        app.version = "two"
        late = await ask(shell)
        return await early, late, await ask(shell)

    early, late, after = run_async(in_between())
    assert app.made == 2
    assert late[2] == after[2] == b"two 2"
    assert late[1][b"etag"] == after[1][b"etag"] != early[1][b"etag"]


def test_who_waits_is_answered_though_the_first_gives_up_or_fails():
    app = Slow()

    async def given_up():
        shell = shell_of(app)
        first = asyncio.ensure_future(ask(shell))
        await asyncio.sleep(0.01)
        others = [asyncio.ensure_future(ask(shell)) for _ in range(3)]
        await asyncio.sleep(0.01)
        others[0].cancel()
        first.cancel()
        return await asyncio.gather(*others, return_exceptions=True)

    found = run_async(given_up())
    assert isinstance(found[0], asyncio.CancelledError)
    assert [each[0] for each in found[1:]] == [200, 200]

    async def failing():
        shell = shell_of(Slow(status=0))
        return await asyncio.gather(*(ask(shell) for _ in range(3)))

    assert [each[0] for each in run_async(failing())] == [500, 500, 500]


def test_few_answers_are_made_at_once_but_earlier_days_hold_nobody_up():
    app = Slow(seconds=0.1)

    async def many(query):
        shell = shell_of(app)
        await asyncio.gather(*(ask(shell, query=query % number) for number in range(12)))

    run_async(many(b"page=%d"))
    assert app.most_at_once == 3
    run_async(many(b"as_of=2025-01-01&page=%d"))
    assert app.most_at_once == 12


def test_pages_are_kept_once_whatever_a_browser_accepts_and_lists_by_form():
    app = Slow(seconds=0)

    async def both(path):
        shell = shell_of(app)
        one = await ask(shell, path, headers=[(b"accept", b"text/html")])
        other = await ask(shell, path, headers=[(b"accept", b"text/csv")])
        return one[2] == other[2]

    assert run_async(both("/fr/ledger"))
    assert not run_async(both("/api/v1/claims"))
