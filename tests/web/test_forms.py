"""People sign in, upload, judge and take back; nobody else's page can make them do it."""

import time

import pytest
from served import csrf_of, site_of

from grandlivre.pipeline.working import Worker

TEXT = (
    "Nimbus bâtit à Cambrai\n\nLILLE, le 2 avril 2025. Le groupe Nimbus investira 7 milliards "
    "d’euros dans un centre de données à Cambrai.\n"
)


def post(site, path, **data):
    return site.client.post(path, data=data, follow_redirects=False)


def work(site) -> None:
    """What the process beside does with what waits."""
    worker = Worker(site.place)
    while worker.work_once(site.live.store):
        pass
    said = [(each.state.value, each.says) for each in site.live.store.jobs.jobs()]
    assert all(state in ("done", "cancelled") for state, _ in said), said
    site.live.follow()


def total(site):
    return site.get("/api/v1/totals").json()["items"][0]


def test_an_analyst_uploads_a_text_and_sees_it(own):
    before = total(own)
    csrf = own.sign_in("analyst")
    answer = own.client.post(
        "/en/upload",
        data={"csrf": csrf},
        files={"file": ("../nimbus.txt", TEXT.encode())},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    job = answer.headers["location"]
    assert "waiting" in own.get(job).text
    work(own)
    page = own.get(job).text
    assert "done" in page
    assert "/en/documents/doc_" in page
    document = page.partition('href="/en/documents/')[2].partition('"')[0]
    assert "Nimbus" in own.get(f"/en/documents/{document}").text
    assert total(own)["low"] > before["low"]
    assert "Nimbus" in own.get("/en/ledger").text
    log = own.get("/api/v1/audit", headers=own.bearer("administrator")).json()["items"]
    assert [each["action"] for each in log][:2] == ["upload", "log in"]
    assert log[0]["who"] == "a analyst"
    assert log[0]["address"] == "testclient"


def test_a_claim_rejected_in_a_conflict_leaves_the_ledger_until_it_is_taken_back(own):
    csrf = own.sign_in("analyst")
    before = total(own)
    entry = own.live.shown.contents.ledger.commitments[0]
    page = own.get(f"/en/entries/{entry.id}")
    assert page.status_code == 200
    for claim in entry.claims:
        answer = post(
            own, "/en/judge", csrf=csrf, kind="conflict", left="cfl_1", right=claim,
            verdict="rejected", note="not so",
        )  # fmt: skip
        assert answer.status_code == 303
    own.live.follow()
    assert entry.id not in own.live.shown.catalogue.entries
    assert total(own) != before
    numbers = [
        each["number"]
        for each in own.get("/api/v1/judgements").json()["items"]
        if not each["reverses"]
    ]
    for number in numbers:
        assert post(own, f"/en/judge/{number}/reverse", csrf=csrf).status_code == 303
    own.live.follow()
    assert total(own) == before


def test_forms_of_strangers_do_nothing(own):
    csrf = own.sign_in("analyst")
    fields = {"kind": "entity", "left": "Boréal", "right": "Larkspur", "verdict": "same"}
    assert post(own, "/en/judge", **fields).status_code == 403
    assert post(own, "/en/judge", **fields, csrf="a" * 43).status_code == 403
    for headers in (
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        answer = own.client.post("/en/judge", data={**fields, "csrf": csrf}, headers=headers)
        assert answer.status_code == 403
    assert own.get("/api/v1/judgements").json()["items"] == []
    # The interface takes no session for writing: a browser would send it by itself.
    asked = {"first": "a", "second": "b", "ruling": "same"}
    assert own.client.post("/api/v1/judgements", json=asked).status_code == 403


def test_signing_in_and_out(own):
    page = own.client.get("/fr/login?wanted=//evil.example/").text
    form = {"token": own.tokens["reader"], "csrf": csrf_of(page), "wanted": "//evil.example/fr/"}
    answer = post(own, "/fr/login", **form)
    assert answer.headers["location"] == "/fr/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert own.get("/fr/jobs").status_code == 200
    csrf = csrf_of(own.get("/fr/judgements").text)
    assert own.get("/fr/upload").status_code == 403
    assert post(own, "/fr/logout", csrf=csrf).status_code == 303
    assert own.get("/fr/jobs").status_code == 303
    wrong = post(own, "/fr/login", token="gl_no", csrf=csrf_of(own.client.get("/fr/login").text))
    assert wrong.status_code == 403
    assert "jeton" in wrong.text


def test_a_cookie_over_https_is_bound_to_the_host(own):
    own.client.base_url = "https://ledger.test"
    page = own.client.get("/en/login").text
    answer = post(own, "/en/login", token=own.tokens["reader"], csrf=csrf_of(page))
    assert answer.headers["set-cookie"].startswith("__Host-grandlivre=")
    assert "secure" in answer.headers["set-cookie"].lower()
    assert "max-age" in answer.headers["strict-transport-security"]


def test_a_job_is_cancelled_and_another_outlook_is_run(own):
    csrf = own.sign_in("analyst")
    first = post(own, "/en/runs", csrf=csrf, kind="outlook", options="").headers["location"]
    assert post(own, f"{first}/cancel", csrf=csrf).status_code == 303
    assert "cancelled" in own.get(first).text
    own.client.cookies.clear()
    answer = own.client.post(
        "/api/v1/runs",
        json={"kind": "outlook", "options": {"draws": 200, "seed": 7}},
        headers=own.bearer("analyst"),
    )
    assert answer.status_code == 202
    work(own)
    path = answer.headers["location"]
    events = own.get(f"{path}/events", headers=own.bearer("reader"))
    assert events.headers["content-type"].startswith("text/event-stream")
    assert '"state":"done"' in events.text
    made = own.get(f"{path}/result", headers=own.bearer("reader")).json()
    assert made["about"]["draws"] == 200
    bad = {"kind": "outlook", "options": {"scenario": "/etc/passwd"}}
    assert (
        own.client.post("/api/v1/runs", json=bad, headers=own.bearer("analyst")).status_code == 422
    )


def test_who_tries_tokens_has_to_wait(ledger, tokens):
    for site in site_of(ledger, tokens, logins_a_minute=3):
        statuses = []
        for _ in range(5):
            csrf = csrf_of(site.client.get("/en/login").text)
            statuses.append(post(site, "/en/login", token="gl_wrong", csrf=csrf).status_code)
        assert statuses[:3] == [403] * 3
        assert statuses[-1] == 429


@pytest.mark.slow
def test_events_follow_a_job_from_one_process_to_another(own):
    started = time.monotonic()
    answer = own.client.post(
        "/api/v1/uploads?name=a.txt", content=TEXT.encode(), headers=own.bearer("analyst")
    )
    assert answer.status_code == 202
    work(own)
    events = own.get(f"{answer.headers['location']}/events", headers=own.bearer("reader")).text
    assert events.count("event: state") >= 1
    assert time.monotonic() - started < 120
