from grandlivre.base.fold import fold
from grandlivre.reference.name_words import country_words, name_words
from grandlivre.reference.tables import data_rows


def test_words_are_folded_and_have_one_meaning() -> None:
    seen: dict[str, str] = {}
    for row in data_rows("name_words.tsv"):
        for word in (*row.several("en"), *row.several("fr")):
            assert fold(word) == word
            assert seen.setdefault(word, row["concept"]) == row["concept"]
    assert set(name_words()) == set(seen)


def test_countries_by_name_adjective_and_abbreviation() -> None:
    for words in ("royaume uni", "united kingdom", "british", "britannique", "uk"):
        assert country_words(tuple(words.split())) == ((), frozenset({"GB"})), words


def test_a_word_of_names_is_a_country_only_alone() -> None:
    assert country_words(("eau",)) == ((), frozenset({"AE"}))
    assert country_words(("boreale", "eau")) == (("boreale", "eau"), frozenset())


def test_adjectives_of_regions_name_no_country() -> None:
    assert country_words(("scottish", "government"))[1] == frozenset()
