"""Words of a text with their places."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.claims.text.tokens import Tokens, lower_case, tokenize


def tokens_of(text: str) -> Tokens:
    return tokenize(text, lower_case(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # French elisions stand alone
        ("L'Essonne", ["l'", "essonne"]),
        ("jusqu'à l'été", ["jusqu'", "à", "l'", "été"]),
        ("lorsqu'EDF s'engage", ["lorsqu'", "edf", "s'", "engage"]),
        ("C'est qu'il n'y a pas", ["c'", "est", "qu'", "il", "n'", "y", "a", "pas"]),
        ("d'Orvane", ["d'", "orvane"]),
        # English possessives too
        ("Blackstone's plan", ["blackstone", "'s", "plan"]),
        ("BLACKSTONE'S", ["blackstone", "'s"]),
        ("companies' plans", ["companies", "'", "plans"]),
        # names that hold a mark
        ("AT&T", ["at&t"]),
        ("S&P 500", ["s&p", "500"]),
        ("Seine-et-Marne", ["seine-et-marne"]),
        ("Amazon.com, Data4", ["amazon.com", ",", "data4"]),
        ("GPT-4o", ["gpt-4o"]),
        # initials, titles and offices keep their dot; the end of a sentence does not
        ("J.D. Vance", ["j.d.", "vance"]),
        ("the U.S. plan.", ["the", "u.s.", "plan", "."]),
        ("M. Poteau, Dr. Liu", ["m.", "poteau", ",", "dr.", "liu"]),
        ("le P.-D.G.", ["le", "p.-d.g."]),
        # numbers keep their marks, and leave their unit
        ("8,5 Md€", ["8,5", "md", "€"]),
        ("13.800 puces, 1,234.5", ["13.800", "puces", ",", "1,234.5"]),
        ("£10bn", ["£", "10", "bn"]),
        ("1.4GW", ["1.4", "gw"]),
        ("10%", ["10", "%"]),
        # nothing to read
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert tokens_of(text).words == words


@pytest.mark.parametrize("name", ["O'Brien", "O'Leary"])
def test_an_irish_name_is_one_word(name: str) -> None:
    assert len(tokens_of(f"said Denis {name}.")) == 4


def test_places_by_position() -> None:
    text = "Blackstone's £10bn campus"
    tokens = tokens_of(text)
    assert [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)] == [
        "Blackstone", "'s", "£", "10", "bn", "campus",
    ]  # fmt: skip
    ten = text.index("10")
    assert tokens.at(ten) == 3
    assert tokens.at(ten + 1) == 4  # the first that starts there or after
    assert tokens.until(ten + 1) == 3  # the first that ends after
    assert tokens.until(ten + 2) == 4
    assert tokens.at(0) == tokens.until(0) == 0
    assert tokens.at(len(text)) == tokens.until(len(text)) == len(tokens) == 6


def test_lower_case_keeps_offsets() -> None:
    assert lower_case("L'ÉTÉ") == "l'été"
    # The lower case of this letter is two characters: it stays.
    assert lower_case("İZMİR 3 GW") == "İzmİr 3 gw"
    assert tokens_of("İZMİR 3 GW").words[1:] == ["3", "gw"]


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters() | st.sampled_from("aé'&.- €\ud800\0\u202e"), max_size=120))
def test_tokens_cover_what_is_written(text: str) -> None:
    low = lower_case(text)
    tokens = tokenize(text, low)
    assert len(low) == len(text)
    assert len(tokens.starts) == len(tokens.ends) == len(tokens.words)
    spans = list(zip(tokens.starts, tokens.ends, strict=True))
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [low[start:end] for start, end in spans] == tokens.words
    outside = set(range(len(text))).difference(*(range(start, end) for start, end in spans))
    assert all(text[i].isspace() or text[i] == "_" for i in outside)


# One form a kind of token, in the order in which they are tried, and nothing done for speed.
PLAIN = re.compile(
    r"[^\W\d_]\w++(?!['.&+-])|(?:[A-ZÀ-Þ]\.){2,5}|P\.-?D\.-?G\.?"
    r"|(?:[Mm]|[Mm]rs?|[Mm]s|[Dd]r|[Mm]me)\.(?=\s|$)|O'[A-ZÀ-Þ]\w+"
    r"|(?:[LlDdSsNnJjCcMmTt]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu|[Pp]resqu)'(?=[^\W_])"
    r"|'[sS]\b|[^\W\d_]\w*(?:-[dDlL]'\w+|[-&+.]\w+)*|\d+(?:[.,]\d+)*|[^\w\s]"
)
PIECES = "L' qu' M. U.S. P.-D.G. O'Brien's AT&T x-d'Ascq 3,5 12. _a_b_ ² œuf Łódź x+ - ' .. a.b Dr.\n é _ 4o"


@given(st.lists(st.one_of(st.sampled_from(PIECES.split(" ")), st.text(max_size=4)), max_size=12))
@settings(max_examples=500)
def test_words_are_those_of_the_plain_forms(pieces):
    for text in ("".join(pieces), " ".join(pieces)):
        tokens = tokens_of(text)
        spans = [found.span() for found in PLAIN.finditer(text)]
        assert list(zip(tokens.starts, tokens.ends, strict=True)) == spans
