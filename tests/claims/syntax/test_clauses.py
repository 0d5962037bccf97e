"""What governs a word, told from the words before it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.claims.syntax.clauses import OBLIQUE, preposition
from grandlivre.claims.text.tokens import lower_case, tokenize


def governs(text: str, name: str = "Norvane") -> str:
    words = tokenize(text, lower_case(text)).words
    return preposition(words, words.index(name.lower()), 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("financés par Norvane", "by"),
        ("funded by Norvane", "by"),
        ("les milliards de Norvane", "of"),
        ("le plan d'Norvane", "of"),
        ("prêté à Norvane", "to"),
        ("lent to Norvane", "to"),
        ("avec Norvane", "with"),
        ("for Norvane", "for"),
        ("près Norvane", "near"),
        ("selon Norvane", "say"),
        ("dont Norvane", "part"),
        ("including Norvane", "part"),
        ("rather than Norvane", "vs"),
        ("contre Norvane", "vs"),
        # articles between are passed over
        ("par la Norvane", "by"),
        ("par les Norvane", "by"),
        ("funded by the Norvane", "by"),
        ("the plans of its Norvane", "of"),
        ("le plan des Norvane", "of"),
        # phrases
        ("auprès de Norvane", "from"),
        ("de la part de Norvane", "from"),
        ("au profit de Norvane", "to"),
        ("grâce à Norvane", "by"),
        ("thanks to Norvane", "by"),
        ("au lieu de Norvane", "vs"),
        ("instead of Norvane", "vs"),
        ("according to Norvane", "say"),
        ("in tandem with Norvane", "with"),
        ("emprunté à Norvane", "from"),
        ("borrowed from Norvane", "from"),
        ("près de Norvane", "near"),
        # no preposition
        ("Norvane", "^"),
        ("la Norvane", "^"),
        ("Boréal et Norvane", "and"),
        ("Larkspur and the Norvane", "and"),
        ("hier, Norvane", ","),
        ("les annonces : Norvane", ":"),
        ("(Norvane)", "("),
        ("investira Norvane", "*"),
        ("à en croire Norvane", "say"),
        ("à en croire la Norvane", "say"),
        ("d'après Norvane", "say"),
        ("de l'avis de Norvane", "say"),
        ("in the words of Norvane", "say"),
        ("après Norvane", "vs"),
        ("auprès des Norvane", "from"),
        # "que"
        ("annonce que Norvane", "that"),
        ("plus vite que Norvane", "than"),
        ("plutôt que Norvane", "than"),
        ("Boréal ainsi que Norvane", "and"),
    ],
)
def test_governed_by(text: str, expected: str) -> None:
    assert governs(text) == expected


@pytest.mark.parametrize(
    "text", ["selon Norvane", "financé par Norvane", "auprès de Norvane", "with Norvane"]
)
def test_oblique(text: str) -> None:
    assert governs(text) in OBLIQUE


@pytest.mark.parametrize(
    "text", ["Norvane", "hier, Norvane", "Boréal et Norvane", "investit Norvane"]
)
def test_not_oblique(text: str) -> None:
    assert governs(text) not in OBLIQUE


def test_a_conjunction_leaves_a_subject_free() -> None:
    assert governs("said that Norvane") not in OBLIQUE


@pytest.mark.parametrize("text", ["a annoncé que Norvane", "tandis que Norvane"])
def test_a_french_conjunction_leaves_a_subject_free(text: str) -> None:
    assert governs(text) not in OBLIQUE


def test_nothing_is_read_before_the_floor() -> None:
    words = ["selon", "norvane", ",", "le", "fonds"]
    assert preposition(words, 1, 0) == "say"
    assert preposition(words, 1, 1) == "^"
    assert preposition(words, 4, 3) == "^"
    assert preposition(words, 4, 2) == ","
    # "auprès" stands before the floor: what is left is a plain "of".
    assert preposition(["auprès", "de", "norvane"], 2, 1) == "of"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from("le la des de par à auprès que et , ( x the of to from".split())),
    st.data(),
)
def test_only_the_words_before_count(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words)))
    floor = data.draw(st.integers(0, first))
    answer = preposition(words, first, floor)
    assert preposition([*words[:first], "y", "de"], first, floor) == answer
    assert preposition(words[floor:], first - floor, 0) == answer
