"""Where a word stands in a text: far faster than any expression, for words that are rare."""

from collections.abc import Iterator


def occurrences(text: str, word: str) -> Iterator[int]:
    """Every place where a word begins.

    Examples
    --------
    >>> list(occurrences("un sommet, deux sommets", "sommet"))
    [3, 16]
    """
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
