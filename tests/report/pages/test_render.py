"""Pages of the application: forms for those who may, fragments for filters, plain errors."""

from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html
from small_pages import DAY, ServerLinks, small_edition, small_index

from grandlivre.errors import AskError
from grandlivre.ledger.history.model import ChangeKind
from grandlivre.ledger.model import Words
from grandlivre.report.pages import (
    Address,
    Index,
    JobShown,
    JobState,
    JudgementShown,
    PageKind,
    Pages,
    Query,
    Role,
    Viewer,
)

ANALYST = Viewer(name="Ada", role=Role.ANALYST, csrf="tok<en")
READER = Viewer(name="Bob", role=Role.READER, csrf="token")


def pages(viewer: Viewer = ANALYST, language: str = "en") -> Pages:
    return Pages(small_index(), ServerLinks(), language, viewer)


def conflict() -> Address:
    return Address(kind=PageKind.CONFLICT, key=small_index().ledger.conflicts[0].id)


def test_an_analyst_judges_and_a_reader_does_not() -> None:
    form = html.fromstring(pages().render(conflict())).xpath("//form[@action='/en/judge']")
    assert [each.get("id") for each in form] == ["set-aside", "whole"]  # a figure, or all of it
    for each in form:
        fields = dict(each.form_values()) | {"verdict": ""}
        assert fields["csrf"] == "tok<en"
        assert fields["left"] == conflict().key
        assert {"kind", "left", "right", "verdict", "note", "csrf"} <= set(fields)
    for viewer in (READER, Viewer()):
        page = html.fromstring(pages(viewer).render(conflict()))
        assert not page.xpath("//form[@action='/en/judge']")


@pytest.mark.parametrize("kind", PageKind)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_live_page_breaks_the_content_security_policy(kind: PageKind, language: str) -> None:
    index = small_index()
    keys = {
        PageKind.ENTRY: index.ledger.commitments[0].id,
        PageKind.CONFLICT: index.ledger.conflicts[0].id,
        PageKind.PARTY: next(iter(index.parties)),
        PageKind.PLACE: next(iter(index.places)),
        PageKind.DOCUMENT: next(iter(index.library.documents)),
    }
    page = html.fromstring(
        pages(language=language).render(Address(kind=kind, key=keys.get(kind, "")))
    )
    assert not page.xpath("//@style | //style | //script[not(@src)]")
    assert not [name for each in page.iter() for name in each.attrib if name.startswith("on")]


@pytest.mark.parametrize(
    "kind", [PageKind.ENTRY, PageKind.CONFLICT, PageKind.PARTY, PageKind.PLACE, PageKind.DOCUMENT]
)
def test_what_is_not_there_is_said(kind: PageKind) -> None:
    with pytest.raises(AskError, match="no such"):
        pages().render(Address(kind=kind, key="cmt_nowhere"))


def test_a_fragment_is_the_list_of_the_page_and_nothing_else() -> None:
    address = Address(kind=PageKind.LEDGER, query=Query(text="boreal"))
    part = pages().fragment(address)
    assert "<html" not in part
    assert "Boréal" in part
    (whole,) = html.fromstring(pages().render(address)).xpath("//*[@id='list']")
    assert (
        html.fromstring(f"<div>{part}</div>").text_content().split() == whole.text_content().split()
    )
    assert len(part) < len(pages().fragment(Address(kind=PageKind.LEDGER)))
    for kind in (
        PageKind.CONFLICTS,
        PageKind.PARTIES,
        PageKind.PLACES,
        PageKind.DOCUMENTS,
        PageKind.CHANGES,
    ):
        assert "<html" not in pages().fragment(Address(kind=kind))
    with pytest.raises(AskError, match="no list"):
        pages().fragment(Address(kind=PageKind.METHOD))


def test_links_keep_to_the_day_that_is_looked_at() -> None:
    index = Index(replace(small_edition(), day=DAY))
    page = html.fromstring(Pages(index, ServerLinks(), "en").render(Address(kind=PageKind.LEDGER)))
    entries = list(page.xpath("//ul[contains(@class, 'entries')]//a/@href"))
    assert entries
    assert all(f"as_of={DAY}" in link for link in entries)
    assert "31 March 2025" in page.text_content()


def test_long_lists_are_shown_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grandlivre.report.pages.frame.MOST_ROWS", 3)
    page = html.fromstring(pages().render(Address(kind=PageKind.LEDGER, query=Query(page=2))))
    assert len(page.xpath("//li[div[@class='lab']]")) == 3
    (before,) = page.xpath("//a[@rel='prev']/@href")
    (after,) = page.xpath("//a[@rel='next']/@href")
    assert "page=3" in after
    assert "page=" not in before


def test_forms_carry_the_token_against_forgery() -> None:
    shown = pages()
    job = JobShown(
        id="j1",
        kind="outlook",
        state=JobState.RUNNING,
        done=3,
        of=9,
        events="/api/v1/jobs/j1/events",
    )
    decision = JudgementShown(
        id="jdg_1",
        subject="conflict",
        first="cfl_1",
        second="",
        ruling="accepted",
        by="Ada",
        at="2026-01-01",
    )
    for made in (
        shown.login(),
        shown.upload(),
        shown.runs(),
        shown.job(job),
        shown.judgements([decision]),
    ):
        forms = html.fromstring(made).xpath("//main//form[@method='post']")
        assert forms
        assert all(form.xpath(".//input[@name='csrf' and @value='tok<en']") for form in forms)


def test_a_job_says_how_far_it_is() -> None:
    job = JobShown(id="j1", kind="outlook", state=JobState.RUNNING, done=3, of=9, events="/api/e")
    page = html.fromstring(pages().job(job))
    (bar,) = page.xpath("//progress")
    assert (bar.get("value"), bar.get("max")) == ("3", "9")
    assert page.xpath("//@data-events") == ["/api/e"]
    assert html.fromstring(pages().jobs([job])).xpath("//a[contains(@href, 'jobs/j1')]")
    assert html.fromstring(pages().judgements([])).xpath("//*[@class='notice']")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 418, 429, 500, 503])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_errors_are_said_in_plain_words(status: int, language: str) -> None:
    page = html.fromstring(pages(language=language).error(status, "<b>x</b>"))
    assert str(status) in page.text_content()
    assert page.xpath("//*[@role='alert']")[0].text == "<b>x</b>"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_fan_of_the_overview_stands_in_a_table_too(language: str) -> None:
    page = html.fromstring(pages(language=language).render(Address(kind=PageKind.OVERVIEW)))
    rows = page.xpath("//figure[@id='expected']//tbody/tr")
    years = [row.xpath("string(th)") for row in rows]
    assert years == sorted(years)
    assert len(years) > 3
    assert all(
        len(row.xpath("td")) == 4 and all(cell.text_content() for cell in row.xpath("td"))
        for row in rows
    )


def test_parties_stand_along_one_axis_where_something_is_counted() -> None:
    page = html.fromstring(pages().render(Address(kind=PageKind.PARTIES)))
    rows = page.xpath("//tbody/tr")
    assert rows
    for row in rows:
        bar, total = (
            row.xpath("td[@class='barcell']")[0],
            row.xpath("td[contains(@class, 'sum')]")[0],
        )
        assert bool(bar.xpath(".//*[local-name()='svg']")) == bool(total.text_content())


def test_a_history_tells_what_moved_and_not_what_did_not() -> None:
    index = small_index()
    for entry in (*index.ledger.commitments, *index.ledger.programmes):
        page = html.fromstring(pages().render(Address(kind=PageKind.ENTRY, key=entry.id)))
        rows = page.xpath("//figure[@id='history']//li[div[@class='lab']]")
        steps = index.steps(entry)
        assert len(rows) <= len(steps)
        told = [
            (row.xpath("string(.//b)"), row.xpath("string(.//small)").split(" · ")[0])
            for row in rows
        ]
        assert all(one != other for one, other in pairwise(told))
        if rows:
            counted = sum(
                int(row.xpath("string(.//small)").split(" · ")[1].split()[0]) for row in rows
            )
            assert counted == sum(len(step.claims) for step in steps)


def test_totals_that_changed_are_named_by_their_country() -> None:
    change = replace(
        small_edition().changes[0],
        kind=ChangeKind.TOTAL,
        title=Words(fr="Promesses et engagements, SE", en="Pledges and commitments, SE"),
    )
    index = Index(replace(small_edition(), changes=(change,)))
    page = Pages(index, ServerLinks(), "fr").render(Address(kind=PageKind.CHANGES))
    assert "Promesses et engagements, Suède" in page
