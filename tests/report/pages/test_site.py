"""The folder of pages: whole, linked, harmless, and every figure in it can be followed."""

import re
from dataclasses import replace
from functools import cache
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html
from small_ledger import small_material
from small_pages import small_edition, small_site

from grandlivre.ledger.model import Words
from grandlivre.report.pages import Loaded, static_site
from grandlivre.report.pages.frame import MOST_STATIC

HOSTILE = "<script>alert('x')</script>\"&amp;' onload=\"y"
FIRST_LOAD = 700_000
SINGLES = (
    "index",
    "ledger",
    "conflicts",
    "parties",
    "places",
    "documents",
    "outlook",
    "campus",
    "method",
    "changes",
)


@cache
def parsed() -> dict[str, Any]:
    return {
        path: html.fromstring(data.decode())
        for path, data in small_site().items()
        if path.endswith(".html")
    }


def test_every_page_is_there_in_both_languages() -> None:
    ledger = small_edition().ledger
    for language in ("fr", "en"):
        for name in SINGLES:
            assert f"{language}/{name}.html" in small_site()
        for entry in (*ledger.commitments, *ledger.programmes):
            assert f"{language}/entries/{entry.id}.html" in small_site()
        for conflict in ledger.conflicts:
            assert f"{language}/conflicts/{conflict.id}.html" in small_site()
        assert all(
            page.get("lang") == language
            for path, page in parsed().items()
            if path.startswith(f"{language}/")
        )


def test_every_link_leads_to_a_page_and_an_element_that_exist() -> None:
    ids = {path: set(page.xpath("//@id")) for path, page in parsed().items()}
    for path, page in parsed().items():
        for link in page.xpath("//@href"):
            if link.startswith(("http://", "https://")):
                continue
            target, anchor = urldefrag(unquote(link))
            whole = normpath(join(dirname(path), target)) if target else path
            assert whole in small_site(), f"{path} leads to {link}"
            if anchor:
                assert anchor in ids[whole], f"{path} leads to {link}"


def test_ids_are_unique() -> None:
    for path, page in parsed().items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs_inside_a_page() -> None:
    for path, page in parsed().items():
        fetched = page.xpath("//@src | //link[@rel!='alternate']/@href | //form/@action")
        assert not [each for each in fetched if each.startswith(("http", "//", "data:"))], path
        assert not page.xpath("//@style | //style"), path
        assert not [
            name for each in page.iter() for name in each.attrib if name.startswith("on")
        ], path
        assert all(script.get("src") and not script.text for script in page.iter("script")), path
        assert not page.xpath("//a[starts-with(@href, 'javascript')]")


def test_the_style_and_the_scripts_fetch_nothing_from_elsewhere() -> None:
    for path, data in small_site().items():
        if path.endswith((".css", ".js")):
            assert not re.search(rb"(?:url\(|import |fetch\()['\"]?https?:", data), path


def test_every_figure_is_followed_to_claims_entries_assumptions_or_the_run() -> None:
    shown = {
        key
        for path, page in parsed().items()
        if path.startswith("en/")
        for key in page.xpath("//@id")
    }
    pages = {path.rpartition("/")[2].removesuffix(".html") for path in small_site()}
    count = 0
    for page in parsed().values():
        for figure in page.xpath("//data[@class='fig']"):
            keys = [
                key
                for name in ("claims", "entries", "parameters", "run")
                for key in figure.get(f"data-{name}", "").split()
            ]
            targets = figure.xpath("ancestor::a/@href")
            assert keys or targets, figure.text_content()
            assert all(key in shown or key in pages for key in keys), keys
            count += 1
    assert count > 200


def links(path: str) -> set[str]:
    """Where the links of a page's content lead to, within the folder."""
    found = parsed()[path].xpath("//main//a/@href")
    return {
        normpath(join(dirname(path), link)) for link in found if not link.startswith(("http", "#"))
    }


def test_from_the_headline_to_a_highlighted_quote_in_three_clicks() -> None:
    """The first is the headline's own figure; a quote is a mark in a document's text."""
    (first, *_) = parsed()["en/index.html"].xpath("//h1//a/@href")
    reached = {normpath(join("en", first))}
    for _ in range(2):
        reached |= {link for page in reached for link in links(urldefrag(page)[0])}
    quotes = [link for link in reached if "/documents/" in link and "#clm_" in link]
    assert quotes
    for link in quotes:
        target, anchor = urldefrag(link)
        (mark,) = parsed()[target].xpath(f"//*[@id='{anchor}']")
        assert mark.tag == "mark"
        assert mark.text_content()


def test_a_document_shows_its_text_unchanged() -> None:
    for document in small_edition().library.documents.values():
        page = parsed()[f"fr/documents/{document.id}.html"]
        (text,) = page.xpath("//div[contains(@class, 'text')]")
        assert text.text_content() == document.text


def test_the_first_load_is_light() -> None:
    site = small_site()
    needed = [
        f"assets/{name}" for name in ("pages.css", "pages.js", "theme.js", "ledger.js", "icon.svg")
    ]
    fonts = [path for path in site if path.endswith(".woff2")]
    assert sum(len(site[path]) for path in [*needed, *fonts, "en/index.html"]) < FIRST_LOAD


def test_figures_are_written_as_in_the_language() -> None:
    told = {
        language: [
            each.text for each in parsed()[f"{language}/ledger.html"].xpath("//*[@class='val']/b")
        ]
        for language in ("fr", "en")
    }
    money = {language: [each for each in found if "€" in each] for language, found in told.items()}
    assert len(money["fr"]) == len(money["en"]) > 5
    assert all(re.search(r"\d\u00a0M?d?€$", each) for each in money["fr"])
    assert all(re.search(r"€\d", each) for each in money["en"])


def test_hostile_titles_and_texts_are_shown_and_never_run() -> None:
    material = small_material()
    ledger = material.ledger
    entries = tuple(
        replace(each, title=Words(fr=HOSTILE, en=HOSTILE)) for each in ledger.commitments
    )
    documents = [
        replace(each, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)")
        for each in material.documents
    ]
    edition = replace(
        small_edition(),
        ledger=replace(ledger, commitments=entries),
        library=Loaded(material.claims, documents),
        prospect=None,
        changes=(),
    )
    for path, data in static_site(edition):
        if path.endswith(".html"):
            page = html.fromstring(data.decode())
            assert all(script.get("src") for script in page.iter("script")), path
            assert not [
                name for each in page.iter() for name in each.attrib if name.startswith("on")
            ], path
            assert not page.xpath("//a[starts-with(@href, 'javascript')]"), path


def test_lists_are_cut_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_STATIC == 2000
    for module in ("frame", "site"):
        monkeypatch.setattr(f"grandlivre.report.pages.{module}.MOST_STATIC", 3)
    made = dict(static_site(small_edition()))
    assert len([path for path in made if path.startswith("en/entries/")]) == 3
    ledger = html.fromstring(made["en/ledger.html"].decode())
    assert "grandlivre serve" in ledger.text_content()
    for path, data in made.items():
        if path.endswith(".html"):
            for link in html.fromstring(data.decode()).xpath("//@href"):
                target, _ = urldefrag(unquote(link))
                if target and not target.startswith("http"):
                    assert normpath(join(dirname(path), target)) in made, (path, link)
