"""What stands around every request: safe headers, bounds, limits, metrics."""

import asyncio

import pytest
from served import site_of
from serving import run_async

from grandlivre.pipeline.taking import MOST_BYTES
from grandlivre.web.cache import Answer, Answers
from grandlivre.web.shell import CSP

PATHS = (
    "/",
    "/en/",
    "/en/ledger",
    "/en/login",
    "/nothing",
    "/api/v1/claims",
    "/api/v1/nothing",
    "/healthz",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers_of_safety(site, path):
    for _ in range(2):  # made, and kept
        headers = site.get(path).headers
        assert headers["content-security-policy"] == CSP
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers
        assert "cache-control" in headers


@pytest.mark.parametrize("path", ["/en/", "/api/v1/claims", "/nothing"])
def test_the_head_of_an_answer_can_be_asked_for_alone(site, path):
    whole, head = site.get(path), site.client.head(path)
    assert head.status_code == whole.status_code
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.content == b""


def test_too_much_is_refused_whether_its_length_is_said_or_not(site):
    def parts():
        for _ in range(30):
            yield b"x" * 1_000_000

    headers = site.bearer("analyst")
    for content in (b"x" * (MOST_BYTES + 200_000), parts()):
        answer = site.client.post("/api/v1/uploads?name=a", content=content, headers=headers)
        assert answer.status_code == 413
    assert site.get("/en/?q=" + "a" * 5000).status_code == 400


def test_who_asks_too_often_has_to_wait(ledger, tokens):
    for site in site_of(ledger, tokens, reads_a_second=1):
        # On a slow machine some more are let in meanwhile: one a second.
        answers = [site.get("/healthz") for _ in range(40)]
        assert all(each.status_code == 200 for each in answers[:8])
        turned_away = [each for each in answers if each.status_code == 429]
        assert turned_away
        assert all(int(each.headers["retry-after"]) >= 1 for each in turned_away)


def test_metrics_count(site):
    site.get("/api/v1/claims")
    text = site.get("/metrics", headers=site.bearer("reader")).text
    assert 'route="/api/v1/claims",method="GET",status="200"' in text
    assert "grandlivre_request_seconds_bucket" in text
    assert "grandlivre_claims " in text


def test_pages_of_who_is_signed_in_are_kept_nowhere(own):
    own.sign_in("analyst")
    page = own.get("/en/ledger")
    assert page.headers["cache-control"] == "no-store"
    assert "etag" not in page.headers
    own.client.cookies.clear()
    assert 'name="csrf"' not in own.get("/en/ledger").text


def test_answers_that_are_kept_are_packed_once_and_take_bounded_room():
    kept = Answers(most_bytes=10_000)
    assert kept.get("one", "a") is None
    for number in range(100):
        kept.put("one", str(number), Answer(200, [], b"x" * 400))
    assert len(kept) <= 11
    assert kept.get("one", "99") is not None
    assert kept.get("two", "99") is None
    kept.put("one", "late", Answer(200, [], b""))
    assert kept.get("two", "late") is None


def test_who_sends_slowly_is_let_go(site):
    """A body that never comes ends in a refusal, not in a request that lasts."""
    served = site.client.app
    shell = served._shell
    sent = []

    async def never():
        await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/uploads", "raw_path": b"/api/v1/uploads",
        "query_string": b"name=a", "scheme": "http", "client": ("1.2.3.4", 1), "server": ("h", 80),
        "root_path": "", "http_version": "1.1", "app": served.app,
        "headers": [(b"host", b"h"), (b"authorization", site.bearer("analyst")["Authorization"].encode())],
    }  # fmt: skip
    shell._body_seconds = 0.2
    try:
        run_async(asyncio.wait_for(shell(scope, never, send), 20))
    finally:
        shell._body_seconds = 60.0
    assert sent[0]["status"] == 408
