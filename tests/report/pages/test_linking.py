from grandlivre.report.pages.linking import with_pages
from grandlivre.report.pages.model import Address


def url(address: Address) -> str:
    return f"{address.kind.value}/{address.key}#{address.anchor}"


def test_links_to_what_is_on_the_page_stay() -> None:
    html = '<a href="#cmt_1">x</a><p id="cmt_1">y</p>'
    assert with_pages(html, url) == html


def test_links_to_what_is_elsewhere_lead_to_its_page() -> None:
    html = '<a href="#cfl_1">x</a><a href="#phase-p.1">y</a><a href="#unknown">z</a>'
    assert with_pages(html, url) == (
        '<a href="conflict/cfl_1#">x</a><a href="outlook/#phase-p.1">y</a><a href="#unknown">z</a>'
    )


def test_claims_lead_to_their_place_in_the_text() -> None:
    html = '<a href="#clm_1">x</a><a href="#clm_2">y</a>'
    found = with_pages(html, url, {"clm_1": "doc_7"})
    assert found == '<a href="document/doc_7#clm_1">x</a><a href="#clm_2">y</a>'
