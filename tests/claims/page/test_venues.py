"""Towns where something was only told, and countries whose adjective qualifies a sum."""

import pytest

from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import Page
from grandlivre.claims.page.venues import nationality
from grandlivre.documents.model import Document


def page_of(text: str, language: str) -> Page:
    page = lay_out(Document(id="d", name="d.txt", text=f"{text} 3 GW", language=language))
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("language", "text", "venues"),
    [
        ("fr", "Norvane l'a dit lors du sommet de la mer, tenu hier à Blaye.", {"Blaye"}),
        ("fr", "Norvane l'a dit au forum organisé ce lundi à Blaye.", {"Blaye"}),
        ("en", "Norvane said so at a conference in Blyth.", {"Blyth"}),
        # something is built there, or stands there by another sentence
        ("fr", "Le sommet salue l'usine à Blaye.", set()),
        ("en", "The summit was held in Blyth. Norvane builds in Blyth.", set()),
        ("en", "Norvane builds a campus in Blyth.", set()),
    ],
)
def test_venues(language: str, text: str, venues: set[str]) -> None:
    page = page_of(text, language)
    assert {page.entities[number].name for number in page.venues} == venues


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("fr", "Le plan norvégien de 3 milliards d'euros avance.", ["Norvège"]),
        ("fr", "Ce sont 3 milliards d'euros côté norvégien.", ["Norvège"]),
        ("en", "A Norwegian plan worth some $3bn.", ["Norway"]),
        ("fr", "Le groupe norvégien mettra 3 milliards d'euros.", []),
    ],
)
def test_nationality(language: str, text: str, countries: list[str]) -> None:
    page = page_of(text, language)
    found = list(nationality(page.tokens.words, page.quantities[0]))
    assert [mention.entity.name for mention in found if mention.entity] == countries
