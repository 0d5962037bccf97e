"""Pages of who works with the ledger: led to, in both languages, with what there is to choose."""

import re

import pytest
from served import csrf_of

from grandlivre.campus.design import designs
from grandlivre.campus.operate import events
from grandlivre.outlook import scenarios
from grandlivre.pipeline.working import DOINGS as DONE
from grandlivre.pipeline.working import Worker
from grandlivre.report.pages import DOINGS

TEXT = "LILLE, le 2 avril 2025. Le groupe Nimbus investira 7 milliards d’euros à Cambrai.\n"


def test_all_that_a_worker_does_has_words():
    assert set(DONE) == set(DOINGS)


def test_who_has_to_sign_in_first_is_led_back(own):
    answer = own.get("/fr/upload")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/fr/login?wanted=%2Ffr%2Fupload"
    page = own.get(answer.headers["location"]).text
    form = {"token": own.tokens["analyst"], "csrf": csrf_of(page), "wanted": "/fr/upload"}
    assert 'name="wanted" value="/fr/upload"' in page
    answer = own.client.post("/fr/login", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/fr/upload"


@pytest.mark.parametrize("path", ["login", "upload", "runs", "jobs", "judgements"])
def test_a_page_changes_its_language_in_place(own, path):
    if path != "login":
        own.sign_in("analyst")
    assert f'href="/fr/{path}" lang="fr"' in own.get(f"/en/{path}").text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_that_may_be_run_is_there_to_be_chosen(own, language):
    own.sign_in("analyst")
    page = own.get(f"/{language}/runs").text
    for listed, name in ((designs(), "option value"), (events(), 'name="events" value')):
        for key, each in listed.items():
            assert f'{name}="{key}"' in page
            assert each.title.of(language).partition("’")[0] in page
    assert re.findall(r'name="options" value="([^"]+)"', page)[0] == "reference-class"
    assert all(f'value="{each}"' in page for each in scenarios())


def test_what_cannot_be_run_is_said_with_the_choices_again(own):
    csrf = own.sign_in("analyst")
    form = {"csrf": csrf, "kind": "campus", "options": "campus-ia", "year": "1789"}
    answer = own.client.post("/en/runs", data=form, follow_redirects=False)
    assert answer.status_code == 422
    assert "out of range" in answer.text
    assert 'option value="campus-ia"' in answer.text


def test_several_events_befall_one_campus(own):
    csrf = own.sign_in("analyst")
    form = {"csrf": csrf, "kind": "campus", "options": "jean-zay", "year": "2027"}
    form["events"] = ["heat-wave", "grid-outage"]
    answer = own.client.post("/en/runs", data=form, follow_redirects=False)
    assert answer.status_code == 303
    (job,) = own.live.store.jobs.jobs()
    assert job.asked["events"] == ["heat-wave", "grid-outage"]
    page = own.get(answer.headers["location"]).text
    assert "2027, Ten days of heat wave, Six hours without the grid" in page
    assert "Waits for its turn" in page


def test_a_text_is_said_to_be_shown_when_pages_show_it(own):
    headers = own.bearer("analyst")
    answer = own.client.post(
        "/api/v1/uploads?name=nimbus.txt", content=TEXT.encode(), headers=headers
    )
    path = answer.headers["location"]
    Worker(own.place).work_once(own.live.store)
    own.sign_in("analyst")
    page = path.replace("/api/v1", "/en")
    assert '"state":"done"' in own.get(f"{path}/events", headers=headers).text
    assert '"shown":false' in own.get(f"{path}/events", headers=headers).text
    assert "data-result" not in own.get(page).text
    assert "The ledger is being worked out with it" in own.get(page).text
    own.live.follow()
    assert '"shown":true' in own.get(f"{path}/events", headers=headers).text
    shown = own.get(page).text
    document = re.search(r'data-result href="(/en/documents/doc_[^"]+)"', shown)[1]
    assert own.get(document).status_code == 200
    assert "Read: 1 document, 1 claim." in shown.replace("\u00a0", " ")
