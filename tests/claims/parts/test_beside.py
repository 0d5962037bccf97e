"""What sets a figure apart from the thread of its text."""

import pytest

from grandlivre.claims.figures.around import Scenes
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.parts.beside import asides
from grandlivre.documents.model import Document


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Soutenu par Norvane, qui place 3 milliards d'euros, Orvane grandit.",
         ["told-aside"]),
        ("en", "The bid follows that of Norvane, which pledged $3bn.", ["told-aside"]),
        # its share after all, a subject's own clause, another clause
        ("en", "The round was led by Norvane, which puts in $3bn.", []),
        ("en", "Norvane, which pledged $3bn, grows.", []),
        ("fr", "Le tour réunit Norvane, qui vend (à Blaye), et apporte 3 milliards d'euros.", []),
        ("fr", "En parallèle, Norvane place 3 milliards d'euros.", ["beside-opens"]),
        ("en", "Separately, Norvane pledged $3bn.", ["beside-opens"]),
        ("en", "Norvane separately pledged $3bn.", []),
    ],
)  # fmt: skip
def test_asides(language: str, text: str, found: list[str]) -> None:
    page = lay_out(Document(id="d", name="d.txt", text=text, language=language))
    assert page is not None
    assert list(asides(Scenes(page).around(page.quantities[0]))) == found
