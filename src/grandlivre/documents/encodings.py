"""Bytes to characters without losing one: byte-order marks, declarations, habits of the press."""

import codecs
import re
from collections import Counter

from grandlivre.base.utf8 import keep
from grandlivre.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK_STARTS = frozenset({b"\xef", b"\xff", b"\xfe", b"\0"})
_ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
# Declared names whose decoders are no text encodings, or would hide what the bytes say.
_NOT_DECLARED = frozenset(
    {"utf-8", "utf8", "unicode", "utf-16", "utf-7", "idna", "punycode", "cp1252"}
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
# Letters and signs that French and English press texts are made of beside ASCII.
_EXPECTED = frozenset("éèêëàâäùûüôöîïçœæÉÈÊÀÂÇÎÔŒ’‘“”«»–—…€£°²³•™®©·ñáíóúßãå\u00a0")
_RIVALS = ("mac_roman", "cp850")
_ASCII = bytes(range(128))


def decode(data: bytes, *, declared: str | None = None, where: str = "") -> str:
    """Decode bytes strictly, each byte kept.

    Parameters
    ----------
    data
        The bytes of a text.
    declared
        The encoding that a header, ``<meta charset>`` or XML declaration names.
    where
        The file's name, for the error.

    Returns
    -------
    str
        The characters, without a byte-order mark. Line ends are kept as they are.

    Raises
    ------
    DocumentError
        Where the bytes are no text in any encoding.

    Notes
    -----
    In order: a byte-order mark; UTF-16 or UTF-32 by where its zero bytes lie; UTF-8, which text
    in another encoding all but never is by chance; the declared encoding; then the 8-bit
    encoding under which the high bytes are the letters that French and English use, cp1252
    where it makes no difference, and Latin-1 where cp1252 has no such character.

    Examples
    --------
    >>> decode("109 milliards d’euros".encode("cp1252"))
    '109 milliards d’euros'
    >>> decode("Île".encode("utf-16"))
    'Île'
    """
    if not declared and data[:1] not in _MARK_STARTS and b"\0" not in data:
        try:
            text = data.decode("utf-8")  # the usual case, in one pass
        except UnicodeDecodeError:
            pass
        else:
            keep(text, data)
            return text
    encoding = encoding_of(data, declared=declared, where=where)
    mark = next((m for m, name in _MARKS if name == encoding and data.startswith(m)), b"")
    return data[len(mark) :].decode(encoding)


def encoding_of(data: bytes, *, declared: str | None = None, where: str = "") -> str:
    """Name the encoding under which every byte of `data` decodes; see `decode`."""
    for mark, name in _MARKS:
        if data.startswith(mark) and _decodes(data[len(mark) :], name):
            return name
    if b"\0" in data and len(data) >= 4:
        wide = _wide(data)
        if wide:
            return wide
    if declared:
        declared = declared.strip().strip("\"'").lower()
        declared = _ALIASES.get(declared, declared)
        if declared.startswith("iso-2022") and _decodes(data, declared):
            return declared
    if _decodes(data, "utf-8"):
        _refuse_binary(data, where)
        return "utf-8"
    _refuse_binary(data, where)
    if declared and declared not in _NOT_DECLARED and _decodes(data, declared):
        return declared
    return _eight_bit(data)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError, ValueError, AssertionError):
        return False
    return True


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: the zero bytes of Latin text lie at fixed places."""
    sample = data[:4096]
    quarter = max(1, len(sample) // 4)
    zeros = [sample[i::4].count(0) / quarter for i in range(4)]
    guesses = []
    if len(data) % 4 == 0 and zeros[2] > 0.9 and zeros[3] > 0.9 and zeros[0] < 0.2:
        guesses.append("utf-32-le")
    if len(data) % 4 == 0 and zeros[0] > 0.9 and zeros[1] > 0.9 and zeros[3] < 0.2:
        guesses.append("utf-32-be")
    if len(data) % 2 == 0 and zeros[1] + zeros[3] > 0.8 and zeros[0] + zeros[2] < 0.2:
        guesses.append("utf-16-le")
    if len(data) % 2 == 0 and zeros[0] + zeros[2] > 0.8 and zeros[1] + zeros[3] < 0.2:
        guesses.append("utf-16-be")
    return next((name for name in guesses if _decodes(data, name)), "")


def _refuse_binary(data: bytes, where: str) -> None:
    """Raise where control characters are too many for a text."""
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 2 and controls > 0.02 * len(sample):
        raise DocumentError(
            "not a text: binary data of a kind that is not known",
            where=where,
            remedy="give the text itself (txt, md, html, pdf, docx, eml, json lines, csv, warc)",
            code="binary",
        )


def _eight_bit(data: bytes) -> str:
    """The 8-bit encoding under which high bytes are letters that the press uses."""
    if _has_latin9(data):
        return "iso8859-15"
    sample = data[:200_000]
    high = Counter(sample.translate(None, _ASCII))
    plain = None
    if _decodes(data, "cp1252"):
        plain = _likeness(high, "cp1252")
        if plain > 0.9:
            return "cp1252"
    best, likest = "", max(plain or 0.0, 0.5) + 0.1
    for name in _RIVALS:
        capitals = len(_ODD_CAPITAL.findall(sample.decode(name, "replace")))
        likeness = _likeness(high, name) - 2 * capitals / high.total()
        if likeness > likest:
            best, likest = name, likeness
    return best or ("latin-1" if plain is None else "cp1252")


def _likeness(high: Counter[int], encoding: str) -> float:
    """Share of the high bytes that are letters and signs which the press uses."""
    hits = sum(
        count
        for byte, count in high.items()
        if bytes([byte]).decode(encoding, "replace") in _EXPECTED
    )
    return hits / high.total() if hits > 2 else 0.0


# A capital within a word, as the wrong encoding gives: "cafÈ".
_ODD_CAPITAL = re.compile("[a-zà-ÿ][À-ÖØ-ÞŠŽ]")
_LATIN9 = re.compile(rb"[A-Za-z\xe0-\xff][\xbc\xbd][A-Za-z]|\d[ \xa0]?\xa4|\xa4[ \xa0]?\d")


def _has_latin9(data: bytes) -> bool:
    """Signs that only Latin-9 makes sense of: an oe within a word, a euro beside a figure."""
    return not re.search(rb"[\x80-\x9f]", data) and _LATIN9.search(data) is not None


_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})"""
    rb"""|<meta[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)


def declared_in(head: bytes) -> str | None:
    """The encoding that a page's XML declaration or meta element names."""
    found = _DECLARED.search(head[:8192])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None
