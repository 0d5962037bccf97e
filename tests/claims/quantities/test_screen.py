"""The screen never turns away a text in which the grammar finds something."""

import random
import re
import time
from pathlib import Path

import pytest
from bench.prose import BARE, CROWDED, document
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.claims.quantities.find import find_quantities
from grandlivre.claims.quantities.screen import screen
from grandlivre.documents.views import view_of

ROOT = Path(__file__).resolve().parents[3]
TEXTS = sorted((ROOT / "src" / "grandlivre" / "data" / "corpus").glob("*.md"))

EMPTY = [
    "Le 12 mai 2025, à 20 h 30, 45 % des 12 tirs ont porté.",
    "He ran 400 metres in 49.3 seconds on 3 May 2019; call 01234 567890.",
    "La ligne 4 rouvre à 6 h 45, page 12 du guide, tome 3.",
    "Le 3 mars, la ligne 12 passe à 18h30 et à 20h45 ; plusieurs visiteurs et six mètres de neige.",
    "17. Norvane 44 pts, P12 W3 D2 L4, GD +5",
    "Prochain match le 6 janvier à Lormont, 5e journée, après 12 jours de pause.",
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
    "les 43 000 Drômois votent",
    "Elles sont 240.",
    "300 enthusiastic Parisians",
    "retrouve une 12 et des visiteurs",
    "24 cm d'essai et GPU",
    "3,5 nice H100 chips",
    "over8 000 habitants",
    "12 de ces hectares",
    "44 000 straight-sets win emplois",
    "Les puces ? Au moins ≥ 7",
    "At least $.5 a head",
    "€1 2 3 4 5 6 7 8 9 10 11 12",
    "1 2 3 4 5 6 7 8 9 10 11 12 GPUs",
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


def damaged(text: str, rng: random.Random) -> str:
    """A stretch of a text in which a few words, numbers and letters have changed."""
    start = rng.randrange(len(text))
    pieces = list(text[start : start + rng.randint(10, 240)])
    if rng.random() < 0.5:
        pieces = re.findall(r"\w+|\W", "".join(pieces))
    for _ in range(rng.randint(0, 8)):
        at = rng.randrange(len(pieces) + 1)
        gap = rng.choice(("", " "))
        change = rng.choice(([f"{gap}{rng.choice(WORDS)}{gap}"], [rng.choice(NUMBERS)], []))
        pieces[at : at + rng.randint(0, 3)] = change
    return "".join(pieces)


NUMBERS = "1 2 7 12 240 2025 4\u00a0000 1,500 3.5 1.400 trois une\u00a0centaine".split(" ")
GOLD = [
    path
    for folder in ("devset", "world", "press")
    for path in sorted((ROOT / "tests" / "golden" / folder).glob("*.md"))
]


@pytest.mark.parametrize("seed", range(8))
def test_damaged_stories(seed):
    stories = [view_of(path.read_text(encoding="utf-8")).text for path in (*TEXTS, *GOLD)]
    rng = random.Random(seed)
    for _ in range(1_500):
        text = view_of(damaged(rng.choice(stories), rng)).text
        assert screen(text) or not find_quantities(text), text


@pytest.mark.parametrize("seed", range(4))
def test_damaged_prose_of_a_crawl(seed):
    # Its numbers are nearly all of nothing that counts, which is where a screen may err.
    rng = random.Random(seed)
    for number in range(700):
        prose = document(seed, number, CROWDED)[0]
        text = view_of(damaged(prose, rng)).text
        assert screen(text) or not find_quantities(text), text


def test_little_is_let_through_in_vain():
    texts = [view_of(document(3, number, BARE)[0]).text for number in range(400)]
    assert sum(map(screen, texts)) <= 4


def test_a_list_of_numbers_takes_time_in_proportion():
    def seconds(numbers: int) -> float:
        text = "1 " * numbers + "%"
        start = time.process_time()
        screen(text)
        return time.process_time() - start

    assert seconds(16_000) < 12 * min(seconds(4_000) for _ in range(3))
