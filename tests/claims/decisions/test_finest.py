"""Of several places the finest, and those that a conjunction adds."""

import pytest

from grandlivre.claims.decisions.finest import finest
from grandlivre.claims.page.layout import lay_out
from grandlivre.documents.model import Document


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Trois sites à Marseille et en Bretagne.", {"Marseille", "Bretagne"}),
        ("Trois sites à Marseille et en région parisienne.", {"Marseille", "région parisienne"}),
        ("Trois sites à Rennes, en Bretagne.", {"Rennes"}),
        ("Trois sites à Rennes, en Bretagne, et à Marseille.", {"Rennes", "Marseille"}),
        ("Trois sites en France, à Rennes.", {"Rennes"}),
    ],
)
def test_places_that_stay(text: str, kept: set[str]) -> None:
    page = lay_out(Document(id="d", name="d.txt", text=text, language="fr"))
    assert page is not None
    places = [entity for entity in page.entities if entity.kind == "place"]
    words = page.tokens.words
    assert {each.name for each in finest(places, page.sentences[0].mentions, words)} == kept
