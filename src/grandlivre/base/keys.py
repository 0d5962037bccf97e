"""Identifiers made from content: the same record has the same id on every machine."""

from hashlib import blake2b


def content_key(prefix: str, *parts: str | int | None) -> str:
    """Hash parts into a short stable id.

    Parameters
    ----------
    prefix
        What the id is of: ``doc``, ``clm``, ``ent``...
    parts
        What identifies the record, in a fixed order.

    Examples
    --------
    >>> content_key("clm", "doc_1", 10, 24) == content_key("clm", "doc_1", 10, 24)
    True
    >>> content_key("clm", "a", "bc") == content_key("clm", "ab", "c")
    False
    """
    # The unit separator cannot stand in a part that came from a field of text we store as
    # a name or number, so two different lists of parts never join to the same string.
    joined = "\x1f".join(["\x00" if part is None else str(part) for part in parts])
    return (
        f"{prefix}_{blake2b(joined.encode('utf-8', 'surrogatepass'), digest_size=10).hexdigest()}"
    )
