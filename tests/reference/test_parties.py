"""Parties: one name each, exact identifiers, and no answer for what is no name."""

import pytest

from grandlivre.base.fold import fold
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.parties import PartyKind, build_lexicon, parties
from grandlivre.reference.places import gazetteer
from grandlivre.reference.tables import Row, parse_rows


def rows(*lines: str) -> list[Row]:
    head = "name\tname_en\tkind\tcountry\tparent\taliases\tdescriptions\tids"
    return list(parse_rows("\n".join([head, *lines]), name="x.tsv"))


def test_size_and_kinds() -> None:
    assert len(parties().all) > 1500
    assert {party.kind for party in parties().all} == set(PartyKind)


def test_every_way_of_writing_leads_back() -> None:
    for party in parties().all:
        for written in party.written():
            assert parties().by_name(fold(written)) is party
        for phrase in party.descriptions:
            assert parties().descriptions()[fold(phrase)] is party


def test_countries_are_known() -> None:
    known = {place.id for place in gazetteer().containers()} | {"EU", "XX"}
    for party in parties().all:
        assert party.country in known, party.name


def test_no_party_owns_itself() -> None:
    for party in parties().all:
        seen = [party]
        while (above := parties().parent(seen[-1])) is not None:
            assert above not in seen, [each.name for each in seen]
            seen.append(above)


def luhn(number: str) -> bool:
    """The check digit of a SIREN (ISO/IEC 7812)."""
    digits = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(sum(divmod(digit, 10)) for digit in digits) % 10 == 0


def mod_97(code: str) -> bool:
    """The check digits of an LEI (ISO 17442)."""
    return int("".join(str(int(char, 36)) for char in code)) % 97 == 1


def test_identifiers_check() -> None:
    seen = set()
    for party in parties().all:
        for scheme, value in party.ids.items():
            assert (scheme, value) not in seen
            seen.add((scheme, value))
            if scheme == "siren":
                assert len(value) == 9
                assert luhn(value), party.name
                assert party.country == "FR"
            elif scheme == "lei":
                assert len(value) == 20
                assert mod_97(value), party.name
            else:
                assert scheme == "wikidata"
                assert value[0] == "Q"
                assert value[1:].isdigit()
    assert sum(scheme == "siren" for scheme, _ in seen) > 30


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NVIDIA", "Nvidia"), ("Digital Reality", "Digital Realty"), ("BPI France", "Bpifrance"),
        ("Softbank", "SoftBank"), ("AWS", "Amazon Web Services"), ("EIB", "Banque européenne d'investissement"),
        ("European Commission", "Commission européenne"), ("White House", "Maison-Blanche"),
        ("Elysée", "Élysée"), ("UAE", "Émirats arabes unis"), ("Masa Son", "Masayoshi Son"),
        ("evroc", "Evroc"), ("JP Morgan", "JPMorgan"), ("iliad", "Iliad"), ("UE", "Union européenne"),
    ],
)  # fmt: skip
def test_names(written: str, name: str) -> None:
    found = parties().named(written)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("word", ["free", "orange", "un", "eu", "apple", "total", "son", "nobody"])
def test_ordinary_words_are_no_names(word: str) -> None:
    assert parties().named(word) is None


@pytest.mark.parametrize("name", ["Free", "Orange", "Meta", "Apple", "Son", "Bell", "Verne"])
def test_names_that_are_words_are_marked(name: str) -> None:
    assert fold(name) in parties().ordinary()


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("le géant des puces", "Nvidia"), ("ChatGPT maker", "OpenAI"),
        ("créateur de ChatGPT", "OpenAI"), ("groupe de Redmond", "Microsoft"),
        ("cybermarchand", "Amazon"), ("e-commerce giant", "Amazon"),
        ("fonds souverain saoudien", "Public Investment Fund"),
        ("maison mère de Google", "Alphabet"), ("conglomérat de Masayoshi Son", "SoftBank"),
        ("exécutif européen", "Commission européenne"),
    ],
)  # fmt: skip
def test_descriptions(phrase: str, name: str) -> None:
    key = fold(phrase).removeprefix("le ")
    assert parties().descriptions()[key].name == name


def test_loose_phrases_are_hints_only() -> None:
    for phrase, name in (("fonds canadien", "Brookfield"), ("chipmaker", "Nvidia")):
        assert phrase not in parties().descriptions()
        assert [party.name for party in parties().hints()[phrase]] == [name]
    assert not set(parties().hints()) & set(parties().descriptions())
    assert not set(parties().hints()) & parties().names()


def test_a_description_is_no_name() -> None:
    assert not set(parties().descriptions()) & parties().names()


def test_subsidiaries_are_linked_not_merged() -> None:
    deepmind = parties().named("DeepMind")
    assert deepmind is not None
    google = parties().parent(deepmind)
    assert google is not None
    alphabet = parties().parent(google)
    assert alphabet is not None
    assert [google.name, alphabet.name] == ["Google", "Alphabet"]


def test_english_names() -> None:
    commission = parties().named("Commission européenne")
    assert commission is not None
    assert commission.name_en == "European Commission"
    iliad = parties().named("Iliad")
    assert iliad is not None
    assert iliad.name_en == "Iliad"


def test_a_name_given_twice_says_where() -> None:
    twice = rows("A\t\tbank\tFR\t\tB\t\t", "B\t\tbank\tFR\t\t\t\t")
    with pytest.raises(ReferenceDataError, match=r"x\.tsv, line 3: 'B' already means A"):
        build_lexicon(twice)


def test_an_unknown_parent_says_where() -> None:
    with pytest.raises(ReferenceDataError, match="line 2: unknown parent 'Nobody'"):
        build_lexicon(rows("A\t\tbank\tFR\tNobody\t\t\t"))


def test_an_unknown_kind_says_where() -> None:
    with pytest.raises(ReferenceDataError, match="line 2: kind is 'shop'"):
        build_lexicon(rows("A\t\tshop\tFR\t\t\t\t"))


def test_acronyms_count_in_capitals_only() -> None:
    lexicon = build_lexicon(rows("Organisation\t\tgovernment\tFR\t\tOR\t\t"))
    assert lexicon.named("OR") is not None
    assert lexicon.named("Or") is None
    assert lexicon.named("or") is None
