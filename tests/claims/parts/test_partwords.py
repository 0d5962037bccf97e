"""Words that make one figure a part of another."""

import pytest

from grandlivre.claims.parts.partwords import PartWords, part_words
from grandlivre.claims.text.tokens import tokenize


def words_around(text: str, figure: str) -> PartWords:
    words = tokenize(text, text.lower()).words
    at = words.index(figure)
    return part_words(words, at, at + 1, 0, len(words))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("20 milliards, dont 7 pour Cambrai", "of-which"),
        ("20 milliards, dont environ 7 pour Cambrai", "of-which"),
        ("£20bn, including 7 for halls", "of-which"),
        ("£20bn, 7 of it for halls", "of-it"),
        ("£20bn, 7 of which will go to halls", "of-it"),
        ("The other 7 will go to halls", "rest"),
        ("Le solde, 7 milliards, ira aux réseaux", "rest"),
        ("Les 7 restants iront aux réseaux", "rest"),
        ("La première tranche, 7 milliards", "slice"),
        ("An opening phase costs 7 billion", "slice"),
        ("La moitié, 7 millions, ira à Lille", "fraction"),
        ("a quarter of it, 7 million, is reserved", "fraction"),
        ("Sur ce total, 7 milliards iront aux réseaux", "of-sum"),
        ("Of that sum, 7 billion will go to halls", "of-sum"),
        ("20 milliards, contre 7 auparavant", "against"),
        ("chacun, soit 7 pièce", "each"),
    ],
)
def test_words_of_a_part(text: str, word: str) -> None:
    assert word in words_around(text, "7").part


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Sur les 20 annoncés, 7 iront à Lille", "into"),
        ("It forms part of the investments of 20 announced", "into"),
        ("La somme comptait dans les 20 du plan", "into"),
        ("which brings the total to 20", "total"),
        ("ce qui porterait la facture à 20", "total"),
        ("20 au plus, en deux volets : 15 et 5", "colon"),
    ],
)
def test_words_of_a_whole(text: str, word: str) -> None:
    assert word in words_around(text, "20").whole


def test_plain_figures_say_nothing() -> None:
    assert words_around("MGX mettra 7 milliards à Fouju", "7") == PartWords((), ())
