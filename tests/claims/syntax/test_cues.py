"""Words that tell what a quantity is, found by their first word."""

import re
import sys
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.claims.syntax.cues import CueLexicon, lexicon
from grandlivre.claims.text.tokens import lower_case, tokenize
from grandlivre.reference.tables import data_text

LANGUAGES = ("fr", "en")


def found(cues: CueLexicon, text: str) -> list[tuple[str, str]]:
    """Class and words of each cue of a text."""
    tokens = tokenize(text, lower_case(text))
    return [(cue.kind, " ".join(tokens.words[cue.first : cue.last])) for cue in cues.find(tokens)]


def table(language: str) -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = tomllib.loads(data_text(f"cues/{language}.toml"))
    return loaded


# --- how phrases are found ---------------------------------------------------------------------

PAIRS = (
    ("pay", "invest*"),
    ("pay", "s' engag*"),
    ("noun", "mise"),
    ("service", "mise en service"),
    ("service", "mis* en service"),
    ("part", "part of"),
    ("fund", "fonds d' amorçage"),
    ("before", "près d'"),
    ("asset", "open-source"),
    ("day", "aujourd'hui"),
)
CUES = CueLexicon(PAIRS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norvane investira", [("pay", "investira")]),
        ("invest", [("pay", "invest")]),
        ("réinvestir, inves", []),
        # case and elision
        ("INVESTI", [("pay", "investi")]),
        ("il s'engagera", [("pay", "s' engagera")]),
        ("il s'en va", []),
        # several may begin at one word, the longer first
        (
            "La mise en service",
            [("service", "mise en service"), ("service", "mise en service"), ("noun", "mise")],
        ),
        ("mises en service", [("service", "mises en service")]),
        ("mise en scène", [("noun", "mise")]),
        # a phrase never runs past the end
        ("la mise en", [("noun", "mise")]),
        ("part", []),
        # words joined by a mark
        ("un fonds d'amorçage", [("fund", "fonds d' amorçage")]),
        ("près d'Orvane", [("before", "près d'")]),
        ("open-source", [("asset", "open-source")]),
        ("open source", []),
        ("aujourd'hui", [("day", "aujourd ' hui")]),
        ("", []),
    ],
)
def test_phrases(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(CUES, text) == expected


def test_words_seen_before_give_the_same() -> None:
    text = "Norvane investira ; la mise en service suivra ; Norvane investira"
    first = found(CUES, text)
    assert first == found(CUES, text)
    assert first[0] == first[-1] == ("pay", "investira")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "mise en service investira s' engage part of x près d' ' , - \0".split(" ")
        ),
        max_size=25,
    )
)
def test_cues_stand_where_they_say(words: list[str]) -> None:
    text = " ".join(words)
    tokens = tokenize(text, lower_case(text))
    cues = CUES.find(tokens)
    assert [cue.first for cue in cues] == sorted(cue.first for cue in cues)
    assert all(0 <= cue.first < cue.last <= len(tokens) for cue in cues)
    # One added sentence changes nothing in what was found before it.
    longer = tokenize(text + " . investira", lower_case(text + " . investira"))
    assert CUES.find(longer)[: len(cues)] == cues


# --- the lexicons of the package ---------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_the_data_is_found(language: str) -> None:
    """Each phrase, written in a sentence, is found whole and of its class."""
    cues = lexicon(language)
    lost = []
    for kind, phrases in table(language).items():
        for phrase in phrases:
            any_word = re.sub(r"(?<= )\*(?= )", "x", phrase)
            written = any_word.replace("*", "").replace("' ", "'")
            # An abbreviation is one word in capitals alone.
            written = written.upper() if written.count(".") > 1 else written
            text = written + ("eau" if written.endswith("'") else " ici")
            tokens = tokenize(text, lower_case(text))
            size = len(tokens) - 1
            if not any((c.kind, c.first, c.last) == (kind, 0, size) for c in cues.find(tokens)):
                lost.append((kind, phrase))
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_says_nothing_twice(language: str) -> None:
    for kind, phrases in table(language).items():
        assert all(phrase == phrase.strip() == phrase.lower() for phrase in phrases), kind
        assert sorted(set(phrases)) == sorted(phrases), kind


def test_both_languages_have_the_same_classes() -> None:
    french, english = map(table, LANGUAGES)
    assert set(french) == set(english)


@pytest.mark.parametrize(
    ("language", "text", "kind", "words"),
    [
        ("fr", "Le groupe s'engage à investir", "pay", "investir"),
        ("fr", "la start-up a levé", "get", "levé"),
        ("fr", "un chiffre d'affaires de", "turnover", "chiffre d' affaires"),
        ("fr", "selon le ministre", "say_prep", "selon"),
        ("fr", "la mise en service", "service", "mise en service"),
        ("fr", "Norvane renonce", "cancelled", "renonce"),
        ("fr", "les centres de données", "asset_data_centre", "centres de données"),
        ("fr", "le fonds souverain", "who_fund", "fonds souverain"),
        ("fr", "le PDG d'Orvane", "title_person", "pdg"),
        ("fr", "le P.-D.G. d'Orvane", "title_person", "p.-d.g."),
        ("en", "Norvane will invest", "pay", "invest"),
        ("en", "a funding round", "round", "funding round"),
        ("en", "valued at", "valuation", "valued at"),
        ("en", "under management", "assets", "under management"),
        ("en", "could", "considered", "could"),
        ("en", "under construction", "under_construction", "under construction"),
        ("en", "of which", "part", "of which"),
        ("en", "two data centres", "asset_data_centre", "data centres"),
        ("en", "the sovereign wealth fund", "who_fund", "sovereign wealth fund"),
    ],
)
def test_what_words_tell(language: str, text: str, kind: str, words: str) -> None:
    assert (kind, words) in found(lexicon(language), text)


def test_other_languages_are_read_as_english() -> None:
    text = "Norvane will invest"
    assert found(lexicon("de"), text) == found(lexicon("en"), text) != found(lexicon("fr"), text)


def test_a_lexicon_is_built_once() -> None:
    assert lexicon("fr") is lexicon("fr")


def slowly(phrases: dict[str, list[str]], words: list[str]) -> list[tuple[str, int, int]]:
    """Cues as their definition has it: every phrase tried at every word."""
    found = []
    for kind, listed in phrases.items():
        for phrase in listed:
            parts = phrase.split()
            for i in range(len(words) - len(parts) + 1):
                pairs = zip(words[i:], parts, strict=False)
                if all(
                    word == part or (part[-1] == "*" and word.startswith(part[:-1]))
                    for word, part in pairs
                ):
                    found.append((kind, i, i + len(parts)))
    return sorted(found)


PHRASES = {
    "pay": ["invest*", "will pay", "will pay for", "pay *"],
    "noun": ["mise", "mise en service", "mise en *", "mis* en route"],
    "part": ["part of", "part of the", "part of the plan", "mise of"],
}


@given(
    st.lists(
        st.sampled_from(
            "will pay for invest invested mise miser en service route part of the plan x".split()
        )
    )
)
def test_cues_are_those_of_every_phrase_tried_everywhere(words: list[str]) -> None:
    cues = CueLexicon([(kind, phrase) for kind, listed in PHRASES.items() for phrase in listed])
    text = " ".join(words)
    tokens = tokenize(text, text)
    for _ in range(2):  # anew, and from what is remembered
        found = cues.find(tokens)
        assert sorted((cue.kind, cue.first, cue.last) for cue in found) == slowly(PHRASES, words)
        assert [cue.first for cue in found] == sorted(cue.first for cue in found)


def test_what_is_remembered_is_forgotten_when_it_is_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = sys.modules[CueLexicon.__module__]
    monkeypatch.setattr(module, "_MOST_WORDS", 3)
    monkeypatch.setattr(module, "_MOST_PAIRS", 3)
    text = "mise en service , part of the plan , investir , mise en route , part of it"
    for _ in range(3):
        assert found(CUES, text) == found(CueLexicon(PAIRS), text)
