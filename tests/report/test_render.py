import re
from pathlib import Path
from typing import Any

import pytest
from ledger_gold import FakeLookup, claim, document, read_gold
from lxml import etree, html

from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.ledger import Ledger, reconcile
from grandlivre.report.render import render

BN = 10**9
GOLD = Path(__file__).parents[1] / "golden" / "world"
HOSTILE = "<script>alert('x')</script>\"&amp;' onload=\"y"
VOID = {"meta", "br", "hr", "img", "input", "link"}


def _text(words: str, quote: str) -> tuple[str, Evidence]:
    start = words.index(quote)
    return words, Evidence(quote=quote, start=start, end=start + len(quote))


def _small() -> tuple[list[Document], list[Claim]]:
    words, fifteen = _text(
        "Brookfield apportera 15 milliards d’euros au pays.", "15 milliards d’euros"
    )
    first = document(
        "a.txt",
        words,
        published="2025-02-10",
        title="Un titre",
        publisher="Un journal",
        url="https://example.org/a",
    )
    other, twenty = _text(
        "Plan : 109 milliards. Brookfield mettra 20 milliards d’euros à Cambrai.",
        "20 milliards d’euros",
    )
    second = document("b.txt", other, published="2025-02-11")
    words_en, power = _text("MGX plans 1.4 GW at Fouju and up to $10bn.", "1.4 GW")
    third = document("c.txt", words_en)
    centre: dict[str, Any] = {"investors": ("Brookfield",), "projects": ("data center",)}
    plan = claim(
        second,
        7,
        evidence=Evidence(quote="109 milliards", start=7, end=20),
        role=Role.PROGRAMME,
        low=109 * BN,
        high=109 * BN,
        places=("France",),
        purpose=Purpose.AI,
    )
    claims = [
        claim(first, 1, evidence=fifteen, **centre, places=("France",), low=15 * BN, high=15 * BN),
        plan,
        claim(second, 2, evidence=twenty, **centre, places=("Cambrai",), part_of=plan.id),
        claim(third, 1, evidence=power, measure=Measure.POWER, unit="W", role=Role.CAPACITY, low=14 * 10**8, high=14 * 10**8, investors=("MGX",), projects=("Campus IA",), places=("Fouju",), end="2028"),
        claim(third, 2, evidence=Evidence(quote="up to $10bn", start=28, end=39), unit="USD", low=None, high=10 * BN, investors=("MGX",), projects=("Campus IA",), places=("Fouju",), part_of=None),
        claim(first, 3, evidence=fifteen, role=Role.ROUND, low=10**9, high=10**9, beneficiaries=("Mistral AI",), purpose=Purpose.COMPANIES),
        claim(third, 4, evidence=power, investors=("Oracle",), projects=("data center",), places=("Marseille",), stage=Stage.CANCELLED),
        claim(second, 5, evidence=twenty, investors=("Oracle",), projects=("data center",), places=("Saclay",), low=2 * BN, high=None, part_of=plan.id),
    ]  # fmt: skip
    return [first, second, third], claims


def _page(language: str) -> str:
    documents, claims = _small()
    return render(_ledger(documents, claims), claims, documents, language=language)


def _ledger(documents: list[Document], claims: list[Claim]) -> Ledger:
    return reconcile(claims, documents, lookup=FakeLookup())


def _golden() -> tuple[list[Document], list[Claim]]:
    return read_gold(GOLD)


def _trace(page: str, claims: set[str]) -> int:
    """Follow every figure of a page to claims that stand on it; how many figures there are."""
    tree = html.fromstring(page)
    ids = {each.get("id") for each in tree.iter() if each.get("id")}
    claims_under = {
        each.get("id"): {inner.get("id") for inner in each.iter() if inner.get("id")} & claims
        for each in tree.iter()
        if each.get("id")
    }
    figures = tree.xpath("//data[contains(@class, 'fig')]")
    for figure in figures:
        told = (figure.get("data-claims") or "").split()
        entries = (figure.get("data-entries") or "").split()
        reached = set(told)
        for entry in entries:
            assert entry in ids, f"{figure.text_content()} leads to {entry}, not on the page"
            reached |= claims_under[entry]
            conflict = tree.get_element_by_id(entry)
            for inner in conflict.xpath(".//data"):
                reached |= set((inner.get("data-claims") or "").split())
        link = figure.getparent().get("href") if figure.getparent().tag == "a" else ""
        assert reached or link in ("#sources", "#conflicts"), figure.text_content()
        assert reached <= ids, f"{figure.text_content()} names claims that are not on the page"
        assert reached <= claims
    for link in tree.xpath("//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids, link.get("href")
    return len(figures)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_leads_to_its_claims(language: str) -> None:
    _, claims = _small()
    assert _trace(_page(language), {each.id for each in claims}) > 20


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_of_a_larger_page_leads_to_its_claims(language: str) -> None:
    documents, claims = _golden()
    page = render(reconcile(claims, documents), claims, documents, language=language)
    assert _trace(page, {each.id for each in claims}) > 200


def test_amounts_shown_in_words_are_figures_that_can_be_followed() -> None:
    """Outside quotes, explanations and titles no amount stands without its trace."""
    tree = html.fromstring(_page("fr"))
    for gone in tree.xpath(
        "//data|//blockquote|//script|//style|//title|//meta|//article/p|//h3/a|//h3[not(@class)]"
        "|//*[@class='name']|//section[@id='method']|//p[@class='cite']|//*[@class='axis-labels']"
        "|//ul[@class='repairs']|//li/a|//dd/a|//summary|//*[@class='lab']|//dd[@class='note']"
    ):
        gone.drop_tree()
    left = re.findall(r"\d[\d,.\u202f–]*\u00a0(?:Md|M)?[€$]", tree.text_content())
    assert left == []


def _well_formed(page: str) -> None:
    """Each element is closed where it should be: the page read as XML gives the same tree."""
    body = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    body = body.replace("<!DOCTYPE html>", "")
    body = re.sub(rf"<({'|'.join(VOID)})\b([^>]*?)/?>", r"<\1\2/>", body)
    body = re.sub(r" (hidden|open)(?=[ >])", r' \1=""', body)
    etree.fromstring(body.encode(), etree.XMLParser(resolve_entities=False))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_is_well_formed_and_ids_stand_once(language: str) -> None:
    page = _page(language)
    _well_formed(page)
    ids = html.fromstring(page).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_hostile_names_are_shown_and_never_run() -> None:
    words = f"{HOSTILE} 20 milliards d’euros {HOSTILE}"
    source = document(
        f"{HOSTILE}.txt", words, title=HOSTILE, publisher=HOSTILE, url=f"javascript:{HOSTILE}",
    )  # fmt: skip
    start = words.index("20 milliards")
    evidence = Evidence(quote="20 milliards d’euros", start=start, end=start + 20)
    more: dict[str, Any] = {
        "investors": (HOSTILE,), "beneficiaries": (HOSTILE,), "projects": (f"Projet {HOSTILE}",),
        "places": (HOSTILE,), "attributed_to": (HOSTILE,), "end": "2029",
    }  # fmt: skip
    claims = [
        claim(source, 1, evidence=evidence, **more),
        claim(source, 2, evidence=evidence, **more, role=Role.PROGRAMME, low=50 * BN, high=50 * BN),
    ]
    page = render(_ledger([source], claims), claims, [source], language="fr")
    _well_formed(page)
    tree = html.fromstring(page)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//@onload|//@onclick")
    assert not [link for link in tree.xpath("//@href") if link.startswith("javascript:")]
    assert HOSTILE in tree.text_content()


def test_braces_in_names_are_names() -> None:
    source = document("a.txt", "20 milliards", title="{first} {0} %s {{ 7 * 7 }}")
    told = claim(
        source, 1, investors=("{whole} {x}",), projects=("data center",), places=("France",)
    )
    page = render(_ledger([source], [told]), [told], [source], language="en")
    assert "{{ 7 * 7 }}" in page
    assert "{whole} {x}" in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_without_any_pledge_says_so(language: str) -> None:
    page = render(_ledger([], []), [], [], language=language)
    _well_formed(page)


def test_the_page_asks_the_network_for_nothing() -> None:
    tree = html.fromstring(_page("fr"))
    assert not tree.xpath("//link|//img|//iframe|//script/@src")
    assert "@import" not in _page("fr")
    assert set(re.findall(r"url\((?!#|data:font)", _page("fr"))) == set()


def test_the_two_languages_have_the_same_parts_and_different_words() -> None:
    french, english = html.fromstring(_page("fr")), html.fromstring(_page("en"))
    assert sorted(french.xpath("//@id")) == sorted(english.xpath("//@id"))
    assert french.get("lang") == "fr"
    assert "€" in english.text_content()
    shared = {"a.txt", "b.txt", "c.txt"}
    for tag in ("h2", "h4", "dt"):
        words = {each.text_content() for each in french.iter(tag)}
        assert not words & {each.text_content() for each in english.iter(tag)} - shared - {
            "Sources",
            "Contradictions",
        }


def test_a_quote_stands_marked_in_its_sentence_with_date_and_link() -> None:
    tree = html.fromstring(_page("fr"))
    marks = {each.text_content() for each in tree.iter("mark")}
    assert {"15 milliards d’euros", "20 milliards d’euros", "1.4 GW"} <= marks
    text = tree.text_content()
    assert "Un journal – Un titre, 10 février 2025" in text
    assert "https://example.org/a" in tree.xpath("//a/@href")


def test_french_figures_do_not_break() -> None:
    tree = html.fromstring(_page("fr"))
    for figure in tree.xpath("//data"):
        assert not re.search(r"\d (?:Md|M|GW|MW)", figure.text_content())


def test_the_page_is_the_same_each_time() -> None:
    documents, claims = _small()
    first = render(_ledger(documents, claims), claims, documents, language="fr")
    second = render(
        _ledger(documents[::-1], claims[::-1]), claims[::-1], documents[::-1], language="fr"
    )
    assert first == second
