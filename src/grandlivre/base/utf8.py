"""The bytes of a text, kept for whoever asks for those of the same text next."""

_MOST_KEPT = 256
"""Texts that are kept: about as many as are read together."""
_LONGEST = 10_000
"""Characters: a longer text is not kept alive for that."""
_kept: dict[int, tuple[str, bytes]] = {}


def utf8(text: str) -> bytes:
    """A text in UTF-8: decoded or hashed by one, read by the next, it is encoded once at most.

    Raises
    ------
    UnicodeEncodeError
        Where it holds half a character, from a file that was torn.

    Examples
    --------
    >>> utf8("née") == "née".encode()
    True
    """
    known = _kept.get(id(text))
    # A text that is kept is alive, so that no other one has its number.
    if known is not None and known[0] is text:
        return known[1]
    data = text.encode()
    keep(text, data)
    return data


def keep(text: str, data: bytes) -> None:
    """Keep the UTF-8 form of a text that was just decoded from it.

    Examples
    --------
    >>> data = "née".encode()
    >>> text = data.decode()
    >>> keep(text, data)
    >>> utf8(text) is data
    True
    """
    if len(text) <= _LONGEST:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[id(text)] = text, data
