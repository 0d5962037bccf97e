"""Lists of a page: what leads them, and which sentences are one item."""

from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.lists import rows, standing
from grandlivre.claims.page.model import Page
from grandlivre.documents.model import Document

TEXT = """The State has set aside €20bn, namely:

- €15bn for halls, of which €2bn this year
- €5bn for power

Blackstone adds €3bn."""


def page_of(text: str) -> Page:
    page = lay_out(Document(id="doc_1", name="a.txt", text=text))
    assert page is not None
    return page


def test_a_colon_and_a_word_of_sharing_lead_a_list() -> None:
    page = page_of(TEXT)
    whole, halls, now, power, foreign = page.quantities
    assert standing(page, halls, whole) == "lead-colon"
    assert standing(page, now, halls) == "own"
    assert standing(page, power, halls) == "sibling"
    assert standing(page, power, foreign) == "after"
    assert standing(page, foreign, whole) is None
    assert page.items[halls.sentence.number].shares


def test_heads_of_items_follow_what_leads_them() -> None:
    page = page_of(TEXT)
    assert list(rows(page.items, page.quantities)) == [[0, 1, 3]]
