"""The interface gives what the ledger holds, in each form, a page at a time."""

import csv
import io
from xml.etree import ElementTree

import pyarrow.parquet
import pytest

from grandlivre.export.annotations import claim_of

LISTS = ("claims", "documents", "entries", "programmes", "conflicts", "totals", "parties", "places")
API = "/api/v1"


def every(site, path, **params):
    """All items of a list, page by page."""
    items, cursor = [], None
    while True:
        params = {**params, **({"cursor": cursor} if cursor else {})}
        page = site.get(f"{API}/{path}", params=params).json()
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return items


@pytest.mark.parametrize("name", LISTS)
def test_lists_come_in_every_form(site, name):
    plain = site.get(f"{API}/{name}").json()
    table = site.get(f"{API}/{name}", headers={"Accept": "text/csv"})
    assert table.headers["content-type"].startswith("text/csv")
    assert len(list(csv.reader(io.StringIO(table.text)))) == len(plain["items"]) + 1
    columns = site.get(f"{API}/{name}?format=parquet")
    read = pyarrow.parquet.read_table(io.BytesIO(columns.content))
    assert read.num_rows == len(plain["items"])


def test_pages_of_a_list_make_the_whole(site):
    assert len(every(site, "claims")) == site.live.shown.contents.claims
    for name in ("claims", "documents", "entries", "parties", "places", "conflicts"):
        whole = site.get(f"{API}/{name}").json()["items"]
        assert every(site, name, limit=1) == whole, name
    linked = site.get(f"{API}/claims?limit=1&format=csv").headers["link"]
    assert 'rel="next"' in linked
    assert "cursor=" in linked


def test_claims_quote_their_documents(site):
    texts = {}
    for claim in every(site, "claims"):
        key = claim["document_id"]
        if key not in texts:
            texts[key] = site.get(f"{API}/documents/{key}/text").text
        proof = claim["evidence"]
        assert texts[key][proof["start"] : proof["end"]] == proof["quote"]
        assert site.get(f"{API}/claims/{claim['id']}").json() == claim


def test_annotations_are_the_claims(site):
    for document in every(site, "documents"):
        path = f"{API}/documents/{document['id']}"
        page = site.get(f"{path}/annotations")
        assert page.headers["content-type"] == "application/ld+json"
        found = [claim_of(each).id for each in page.json()["items"]]
        assert found == [each["id"] for each in site.get(f"{path}/claims").json()["items"]]


def test_entries_are_narrowed(site):
    entries = every(site, "entries")
    party = entries[0]["parties"]["investors"][0]["id"]
    mine = every(site, "entries", party=party)
    assert mine
    assert all(party in {each["id"] for each in one["parties"]["investors"]} for one in mine)
    place = next(each["places"][0]["id"] for each in entries if each["places"])
    assert every(site, "entries", place=place)
    assert every(site, "entries", q="boreal") != entries
    assert every(site, "entries", q="nobodyatall") == []
    titles = [each["title"] for each in every(site, "entries", sort="title")]
    assert sorted(titles, key=str.lower) == titles
    claims = site.get(f"{API}/entries/{entries[0]['id']}/claims").json()["items"]
    assert [each["id"] for each in claims] == entries[0]["claims"]


def test_earlier_days_know_less(site):
    days = site.live.shown.contents.days
    before = site.get(f"{API}/claims", params={"as_of": days[0].isoformat()}).json()
    now = site.get(f"{API}/claims").json()
    assert before["as_of"] == days[0].isoformat()
    assert 0 < len(before["items"]) < len(now["items"])
    early = site.get(f"{API}/entries?as_of=1990-01-01")
    assert early.status_code == 404
    assert "published" in early.json()["detail"]


def test_changes_are_told_and_fed(site):
    days = site.live.shown.contents.days
    changes = site.get(f"{API}/changes", params={"since": days[0].isoformat()}).json()["items"]
    assert {"new", "total"} <= {each["kind"] for each in changes}
    feed = site.get(f"{API}/changes.atom?lang=fr")
    root = ElementTree.fromstring(feed.text)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{atom}entry")
    assert len(entries) == len(site.live.shown.contents.changes) > 0
    assert len({each.findtext(f"{atom}id") for each in entries}) == len(entries)
    assert all(each.findtext(f"{atom}updated") for each in entries)


def test_outlook_is_given(site):
    assert "series" in site.get(f"{API}/outlook").json()


def test_what_has_not_changed_is_not_sent_again(site):
    site.client.cookies.clear()  # who is known gets a page of their own
    for path in (f"{API}/claims", "/en/ledger"):
        first = site.get(path)
        again = site.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        assert again.content == b""
        other = site.get(path, headers={"If-None-Match": '"other"'})
        assert other.content == first.content
        assert site.get(f"{path}?as_of=2025-03-11").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("claims?limit=0", 422),
        ("claims?limt=5", 422),
        ("claims?limit=1&limit=2", 422),
        ("claims?cursor=x", 422),
        ("claims?as_of=yesterday", 422),
        ("claims?format=xml", 422),
        ("entries?sort=colour", 422),
        ("entries?cursor=nothing", 409),
        ("entries/cmt_none", 404),
        ("documents/..%2F..%2Fetc%2Fpasswd", 404),
        ("nothing", 404),
        ("jobs", 401),
    ],
)
def test_what_makes_no_sense_is_said(site, path, status):
    answer = site.get(f"{API}/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_a_form_that_nobody_makes_is_refused(site):
    assert site.get(f"{API}/claims", headers={"Accept": "image/png"}).status_code == 406
    assert site.get(f"{API}/claims", headers={"Accept": "image/png, */*;q=0.1"}).status_code == 200
