"""The bytes of a text, kept for whoever asks for those of the same text next."""

_MOST_KEPT = 1_000_000
"""Characters: a longer text is not kept alive for that."""
_last: tuple[str, bytes] = ("", b"")


def utf8(text: str) -> bytes:
    """A text in UTF-8: hashed by one, read by the next, it is encoded once.

    Raises
    ------
    UnicodeEncodeError
        Where it holds half a character, from a file that was torn.

    Examples
    --------
    >>> utf8("née") == "née".encode()
    True
    """
    global _last
    known, data = _last
    if known is not text:
        data = text.encode()
        if len(text) <= _MOST_KEPT:
            _last = text, data
    return data
