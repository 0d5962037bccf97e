"""What other sentences lend a quantity: who pays, what is built and where, whose round it is."""

import pytest

from grandlivre.claims.page.layout import lay_out
from grandlivre.documents.model import Document


def lent(text: str, language: str) -> dict[str, set[str]]:
    """The relations that the names of other sentences stand in to the last quantity."""
    page = lay_out(Document(id="d", name="d.txt", text=text, language=language))
    assert page is not None
    names: dict[str, set[str]] = {}
    for mention, relation in page.quantities[-1].themes:
        assert mention.entity is not None
        names.setdefault(mention.entity.name, set()).add(relation)
    return names


@pytest.mark.parametrize(
    ("language", "text", "name", "relation"),
    [
        ("fr", "Hier, Orvane a signé. Coût : 100 M€.", "Orvane", "theme1"),
        ("en", "Norvane builds. It hires many. The bill: $2bn.", "Norvane", "theme1"),
        ("en", "Norvane builds. Rain fell. Snow too. Cost: $2bn.", "Norvane", "~theme-far"),
        ("fr", "Norvane bâtit. Son campus coûterait 2 Md€.", "Norvane", "~its"),
        ("en", "Norvane builds. Its campus would cost $2bn.", "Norvane", "~its"),
        ("en", "Norvane raised money. Boréalis gave $3bn.", "Norvane", "~raiser"),
        ("fr", "À Fouju, Norvane bâtit. La facture atteint 2 Md€.", "Fouju", "~place1"),
        ("en", "Norvane builds a campus at Blyth. The bill is $2bn.", "Blyth", "~place1"),
        ("en", "Norvane builds a campus at Blyth. The bill is $2bn.", "campus at Blyth", "~thing1"),
        ("en", "Norvane is at work on Project Larkspur. Project Larkspur needs $2bn.", "Norvane",
         "~sponsor"),
        ("en", "Project Larkspur rises at Blyth. Rain fell. Project Larkspur needs $2bn.", "Blyth",
         "~site"),
        # who merely speaks is no subject, and a pronoun goes on about the other
        ("fr", "Norvane bâtit, indique Orvane. Coût : 100 M€.", "Norvane", "theme1"),
        # where the one thing stands is told later on
        ("fr", "Le projet coûterait 2 Md€.", "Blaye", "~sited"),
        ("en", "The project will cost $2bn.", "Blyth", "~sited"),
    ],
)  # fmt: skip
def test_what_other_sentences_lend(language: str, text: str, name: str, relation: str) -> None:
    if relation == "~sited":
        told = {"fr": "L'installation sera située à Blaye.", "en": "It will be built at Blyth."}
        text = f"{text} Rain fell. Snow too. Then wind. And sun. {told[language]}"
    assert relation in lent(text, language).get(name, set())


@pytest.mark.parametrize(
    ("language", "text", "receivers"),
    [
        ("fr", "Un plan de 9 Md€. Premier bénéficiaire, Norvane bâtit.", {"Norvane"}),
        ("en", "A fund of $9bn. Rain fell. The winners are Norvane and Orvane.",
         {"Norvane", "Orvane"}),
        ("en", "A fund of $9bn. The winners of the match met Norvane.", set()),
        ("en", "A fund of $9bn. The first beneficiary, in May, was not Norvane.", set()),
    ],
)  # fmt: skip
def test_who_is_called_the_receiver(language: str, text: str, receivers: set[str]) -> None:
    found = lent(text, language).items()
    assert {name for name, relations in found if "~recipient" in relations} == receivers


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Norvane builds. Then Boréalis and its rival will pay $2bn.", "~its"),
        ("fr", "Norvane bâtit.\n\nLa suite\n\nCoût : 2 Md€.", "theme1"),
    ],
)
def test_what_they_do_not_lend(language: str, text: str, name: str) -> None:
    assert name not in lent(text, language).get("Norvane", set())
