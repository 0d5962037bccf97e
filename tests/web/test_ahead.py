"""Pages that are made before anybody asks: the same as when asked for, bounded, and of one state."""

import gzip

import pytest

from grandlivre.pipeline.edition import packed_contents
from grandlivre.report.pages import PageKind
from grandlivre.web import ahead as made_ahead
from grandlivre.web.ahead import Ahead, asked_again, pages_apart, prepare, unpacked
from grandlivre.web.cache import Answers
from grandlivre.web.links import address_of


@pytest.fixture(scope="module")
def made(site, ledger):
    contents = packed_contents(context(site).live.shown.contents)
    return unpacked(pages_apart(lambda *_: None, ledger, contents, (), 20_000_000))


def context(site):
    return site.client.app.context


def test_a_page_made_ahead_is_the_page_that_is_asked_for(site, made):
    version, pages = made
    assert version == context(site).live.shown.version
    kinds = {address_of(*split(name))[0].kind for name in pages}
    assert kinds >= {PageKind.LEDGER, PageKind.ENTRY, PageKind.DOCUMENT, PageKind.PARTY}
    for name in sorted(pages)[::7]:
        assert gzip.decompress(pages[name]).decode() == site.get(name).text, name


def test_pages_made_ahead_are_given_in_place_of_making_them(site, made):
    ahead, version = Ahead(), made[0]
    ahead.put(*made)
    path, query = "/fr/ledger", b"sort=size&page=1&elsewhere=3"
    packed = ahead.find(version, (path, query, b"", b"", True, b""))
    plain = ahead.find(version, (path, query, b"", b"", False, b""))
    assert gzip.decompress(packed.body) == plain.body == site.get(path).content
    # No part of a page, no page of another day, no page of another state.
    assert ahead.find(version, (path, query, b"", b"true", True, b"")) is None
    assert ahead.find(version, (path, b"as_of=2025-02-11", b"", b"", True, b"")) is None
    assert ahead.find("another", (path, query, b"", b"", True, b"")) is None
    assert ahead.find(version, ("/fr/login", b"", b"", b"", True, b"")) is None
    assert ahead.find(version, ("/api/v1/claims", b"", b"", b"", True, b"")) is None


def test_pages_made_ahead_take_bounded_room_those_asked_for_first(site, ledger):
    contents = packed_contents(context(site).live.shown.contents)
    asked = ("/en/method?", "/fr/nowhere?", "/en/entries/none?", "/fr/ledger?page=1")
    for most in (0, 40_000):
        version, pages = unpacked(pages_apart(lambda *_: None, ledger, contents, asked, most))
        assert version == context(site).live.shown.version
        assert sum(len(each) + 300 for each in pages.values()) <= most
        assert list(pages)[:2] == ["/en/method", "/fr/ledger"][: 2 if most else 0]


def test_what_the_public_may_not_see_is_not_made_ahead(site, ledger, monkeypatch):
    monkeypatch.setattr(made_ahead, "allows", lambda role, method, path: "entries" not in path)
    contents = packed_contents(context(site).live.shown.contents)
    _, pages = unpacked(pages_apart(lambda *_: None, ledger, contents, (), 20_000_000))
    assert pages
    assert not [name for name in pages if "/entries/" in name]


def test_pages_are_made_once_for_a_state_and_not_for_one_that_is_gone(own):
    live, ahead, answers = context(own).live, Ahead(), Answers(1_000_000)
    assert not prepare(live, answers, ahead, 400_000, lambda: True)
    assert not ahead.version
    assert prepare(live, answers, ahead, 400_000, lambda: False)
    assert ahead.version == live.shown.version
    assert len(ahead) > 3
    assert not prepare(live, answers, ahead, 400_000, lambda: False)


def test_the_pages_of_the_latest_day_that_were_asked_for_are_asked_for_again():
    keys = [
        ("/fr/ledger", b"page=2", b"", b"", True, b""),
        ("/fr/ledger", b"page=2", b"", b"", False, b""),
        ("/fr/ledger", b"page=3", b"", b"true", True, b""),
        ("/fr/", b"as_of=2025-01-01", b"", b"", True, b""),
    ]
    assert asked_again(keys) == ("/fr/ledger?page=2",)


def split(name: str) -> tuple[str, str]:
    path, _, query = name.partition("?")
    return path, query
