"""The annotated text is the text: highlighting adds tags and changes nothing."""

import re
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.claims.model import Claim, Evidence, Measure, Reason, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.reference.messages import messages
from grandlivre.report.annotated import AnnotatedPage, annotate, kind_of

spans = st.tuples(st.integers(0, 40), st.integers(0, 40))


def claim(text: str, span: tuple[int, int], reasons: list[tuple[int, int]]) -> Claim:
    start, end = min(span), max(span)
    return Claim(
        id=f"clm_{start}_{end}",
        document="a.txt",
        document_id="doc_1",
        evidence=Evidence(quote=text[start:end], start=start, end=end),
        measure=Measure.MONEY,
        low=Decimal(5),
        high=Decimal(5),
        unit="EUR",
        role=Role.COMMITMENT,
        investors=("MGX",),
        reasons=tuple(
            Reason(field="investors", rule="subject", start=a, end=b) for a, b in reasons
        ),
    )


@given(
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.lists(st.tuples(spans, st.lists(spans, max_size=3)), max_size=4),
)
def test_without_its_tags_it_is_the_text(
    text: str, places: list[tuple[tuple[int, int], list[tuple[int, int]]]]
) -> None:
    claims = tuple(claim(text, span, reasons) for span, reasons in places)
    html = "".join(annotate(text, claims))
    assert unescape(re.sub(r"</?(?:mark|span)[^>]*>", "", html)) == text or "\r" in text
    assert html.count("<mark") == html.count("</mark>") <= len(claims)
    assert html.count("<span") == html.count("</span>")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_card_says_what_and_why(language: str) -> None:
    text = "MGX investira 5 euros à Fouju."
    one = claim(text, (14, 21), [(0, 3)])
    page = AnnotatedPage(messages(language))
    html = page.document(Document(id="doc_1", name="a.txt", text=text, title="T"), (one,))
    assert '<span data-for="0">MGX</span>' in html
    assert '<mark class="pledge" tabindex="0" data-claim="0">5 euros</mark>' in html
    assert messages(language).say("field.investors") in html
    assert "subject" in html
    assert f'lang="{language}"' in page.head()
    assert page.foot(1, 1, 0).rstrip().endswith("</html>")


def test_what_is_cancelled_is_marked_as_such() -> None:
    from dataclasses import replace

    one = claim("5 euros", (0, 7), [])
    assert kind_of(one) == "pledge"
    assert kind_of(replace(one, stage=Stage.CANCELLED)) == "cancelled"
    assert kind_of(replace(one, role=Role.TURNOVER)) == "sum"
    assert kind_of(replace(one, role=Role.CAPACITY)) == "physical"
