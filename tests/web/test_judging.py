"""Two names judged from the page of a party: by whom it may be, weighed, warned of, taken back."""

import re

import pytest

NAMES = {"kind": "entity", "left": "Boréal", "right": "Larkspur Capital", "note": "seen"}


def post(site, csrf, path="/en/judge", **fields):
    return site.client.post(path, data={**fields, "csrf": csrf}, follow_redirects=False)


def stands(site):
    found = site.live.store.judgements()
    return [(each.first, each.second, each.ruling.value) for each in found]


def party(site) -> str:
    page = site.get("/en/parties").text
    return re.search(r'href="(/en/parties/ent_[^"]+)"', page)[1]


@pytest.mark.parametrize("role", ["reader", "analyst", "administrator"])
def test_the_form_stands_where_somebody_may_judge(own, role):
    address = party(own)
    assert 'id="names"' not in own.get(address).text
    own.sign_in(role)
    page = own.get(address).text
    assert ('id="names"' in page) is (role != "reader")


@pytest.mark.parametrize("role", ["public", "reader"])
def test_who_may_not_judge_does_not(own, role):
    csrf = own.sign_in("reader") if role == "reader" else ""
    assert post(own, csrf, **NAMES, verdict="same").status_code in (401, 403)
    assert stands(own) == []


def test_a_judgement_on_two_names_is_weighed_logged_and_taken_back(own):
    csrf = own.sign_in("analyst")
    answer = post(own, csrf, **NAMES, verdict="not_same")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/en/judgements?said=1"
    page = own.get(answer.headers["location"]).text
    assert "By itself, the tool would say of Boréal and Larkspur Capital" in page
    assert "Two parties" in page
    assert stands(own) == [("Boréal", "Larkspur Capital", "not_same")]
    log = own.get("/api/v1/audit", headers=own.bearer("administrator")).json()["items"]
    assert (log[0]["who"], log[0]["action"]) == ("a analyst", "judge")
    assert "Boréal | Larkspur Capital" in log[0]["subject"]
    assert post(own, csrf, "/en/judge/1/reverse").status_code == 303
    assert stands(own) == []
    assert "taken back" in own.get("/en/judgements").text


def test_same_against_a_word_that_told_apart_is_asked_twice(own):
    csrf = own.sign_in("analyst")
    names = {"kind": "entity", "note": ""}
    assert post(own, csrf, **NAMES, verdict="not_same").status_code == 303
    first = {**names, "left": "Boréal", "right": "Nimbus", "verdict": "same"}
    answer = post(own, csrf, **first)
    assert answer.status_code == 303
    # No text names Nimbus: the judgement waits for one.
    assert "names Nimbus" in own.get(answer.headers["location"]).text
    second = {**names, "left": "Nimbus", "right": "Larkspur Capital", "verdict": "same"}
    answer = post(own, csrf, **second)
    assert answer.status_code == 409
    assert "Boréal = Nimbus = Larkspur Capital" in answer.text
    assert len(stands(own)) == 2
    answer = post(own, csrf, **second, insist="1")
    assert answer.status_code == 303
    assert (
        "Judgement 1 told Boréal and Larkspur Capital apart"
        in own.get(answer.headers["location"]).text
    )
    assert len(stands(own)) == 3


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"right": ""}, 422),
        ({"right": "BORÉAL"}, 422),
        ({"verdict": "rejected"}, 422),
        ({"verdict": "maybe"}, 422),
        ({"kind": "everything"}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_recorded(own, fields, status):
    csrf = own.sign_in("analyst")
    answer = post(own, csrf, **{**NAMES, "verdict": "same", **fields})
    assert answer.status_code == status
    assert stands(own) == []
