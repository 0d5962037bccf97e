"""The screen never turns away a text in which the grammar finds something."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.claims.quantities import find_quantities
from grandlivre.claims.quantities.screen import screen
from grandlivre.documents.views import view_of

ROOT = Path(__file__).resolve().parents[3]
TEXTS = sorted((ROOT / "src" / "grandlivre" / "data" / "corpus").glob("*.md"))

EMPTY = [
    "Le 12 mai 2025, à 20 h 30, 45 % des 12 tirs ont porté.",
    "He ran 400 metres in 49.3 seconds on 3 May 2019; call 01234 567890.",
    "La ligne 4 rouvre à 6 h 45, page 12 du guide, tome 3.",
    "Mix 200 grams of flour and 3 eggs, then bake for 25 minutes at 180 degrees.",
    "Rien n'est chiffré dans ce texte.",
    "",
]
HELD = [
    "Il en coûtera 20 milliards.",
    "It costs €3.",
    "RT€109bn fell",
    "A budget of Rs 500 was voted.",
    "Le prix est de 13 centimes.",
    "une surface de deux hectares et demi",
    "three and a half acres of land",
    "Le campus aura une puissance d'un gigawatt.",
    "300 nouveaux\nemplois locaux",
    "23,000 of Nvidia's most advanced, and costly, chips",
    "Nous sommes environ 240.",
    "The number of chips would reach 100,000.",
    "Les emplois ? Une centaine au total.",
    "Des emplois, nous en avons créé 8 000 en tout.",
    "une dizaine de sites",
    "plusieurs usines",
    "5 K€",
    "10 000+ GPUs",
    "½ MW, or .5 GW",
    "1.400 MW",
]


@pytest.mark.parametrize("text", EMPTY)
def test_texts_without_a_quantity_are_let_go(text):
    assert not screen(text)
    assert not find_quantities(text)


@pytest.mark.parametrize("text", HELD)
def test_texts_with_a_quantity_are_kept(text):
    assert screen(text) or not find_quantities(text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_sentence_of_the_corpus(path):
    text = view_of(path.read_text(encoding="utf-8")).text
    for sentence in re.split(r"(?<=[.!?])\s+|\n", text):
        assert screen(sentence) or not find_quantities(sentence), sentence


WORDS = (
    "12 2025 3,5 1.400 300 20 une deux trois plusieurs quelques cent mille dizaine centaine half a "
    "of de d' des the et and à to entre plus environ près about over jusqu'à more than € $ £ M€ Md€ "
    "bn k m GW MW kWh ha hectares m² euros dollars cents centimes millions milliards billion lakh "
    "emplois jobs sites personnes people chips GPU puces usines data centre centres habitants "
    "nouveaux nouvelles temporary directs autres others additional au total in all of which en "
    "avons nous sommes we are , . ; : ( ) - – \n R H100 AED Rs EUR le la Paris said annoncé"
).split(" ")


@given(st.lists(st.sampled_from(WORDS), max_size=16), st.integers(0, 1))
def test_any_words_in_any_order(words, glued):
    text = view_of(("" if glued else " ").join(words)).text
    assert screen(text) or not find_quantities(text)


def test_damaged_stories():
    stories = [view_of(path.read_text(encoding="utf-8")).text for path in TEXTS]
    rng = random.Random(5)
    for _ in range(300):
        story = rng.choice(stories)
        start = rng.randrange(len(story))
        text = list(story[start : start + rng.randint(10, 160)])
        for _ in range(rng.randint(0, 6)):
            at = rng.randrange(len(text) + 1)
            text[at : at + rng.randint(0, 3)] = rng.choice(WORDS)
        joined = "".join(text)
        assert screen(joined) or not find_quantities(joined), joined
