import string

from grandlivre.report.pages.texts import LANGUAGES, known_texts, say


def blanks(key: str, language: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(say(key, language)) if name}


def test_both_languages_have_the_same_blanks() -> None:
    for key in known_texts():
        assert len({frozenset(blanks(key, language)) for language in LANGUAGES}) == 1, key


def test_every_text_is_said() -> None:
    assert all(say(key, language).strip() for key in known_texts() for language in LANGUAGES)
