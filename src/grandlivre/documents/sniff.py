"""What kind of file some bytes are, by what they hold; the extension only breaks ties."""

import csv
import re

import orjson

from grandlivre.documents.encodings import encoding_of
from grandlivre.errors import DocumentError

# First bytes of files that hold no text we read, and what to call them.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"RIFF", "a WebP picture, sound or film"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"fLaC", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"ARROW1", "an Arrow table"),
    (b"!BDN", "an Outlook mailbox"),
    (b"{\\rtf", "a rich-text (RTF) document"),
    (b"%!PS", "a PostScript file"),
    (b"\0asm", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\xd9\xd9\xf7", "a CBOR file"),
)
_FOREIGN_STARTS = (*[magic for magic, _ in _FOREIGN], b"MZ", b"BM", b"\0")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|table|ul|ol"
    rb"|nav|header|span|script|style|link|a|br|img|center|font|b|i|em|strong|form|iframe)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE\s[^\[>]*(?:\[.*?\])?\s*>\s*)*"
    rb"<(?:\w+:)?(?:rss|feed|RDF)\b",
    re.DOTALL,
)
_LONGEST_HEADER_NAME = 42
"""Bytes, the colon after it included."""
_HEADER_LINE = re.compile(rb"(?m)^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?[^\r\n]*\r?\n")
_MAIL_HEADERS = frozenset(
    b"from to cc subject date message-id mime-version received return-path delivered-to reply-to "
    b"content-type content-transfer-encoding sender in-reply-to list-id dkim-signature x-mailer "
    b"de objet".split()
)
_SURE_MAIL_HEADERS = frozenset(b"message-id mime-version received return-path delivered-to".split())
_TABLE_SUFFIXES = frozenset({"csv", "tsv", "tab"})
SEPARATORS = ",;\t|"


def sniff(head: bytes, suffix: str, *, where: str = "") -> str:
    """Name the format of a file from its first bytes.

    Parameters
    ----------
    head
        The first bytes, a few dozen kilobytes or all.
    suffix
        The extension, lower case, without its dot.
    where
        The file's name, for the error.

    Returns
    -------
    str
        One of text, markdown, html, pdf, zip (docx too), gzip, ole, eml, feed, json, jsonl,
        warc, statements.

    Raises
    ------
    DocumentError
        Where it is a kind of file that holds no text we read.

    Examples
    --------
    >>> sniff(b"%PDF-1.7", "txt")
    'pdf'
    >>> sniff(b"Bpifrance investit", "pdf")
    'text'
    """
    first = head[:1]
    if head.startswith(_FOREIGN_STARTS):
        _refuse_foreign(head, where)
    if first == b"%" and head.startswith(b"%PDF-"):
        return "pdf"
    if first == b"P" and head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "zip"
    if first == b"\x1f" and head[:2] == b"\x1f\x8b":
        return "gzip"
    if first == b"\xd0" and head.startswith(_OLE):
        return "ole"
    if first == b"W" and re.match(rb"WARC/[01]\.\d+\r?\n", head):
        return "warc"
    percent = head.find(b"%", 0, 1024)  # one byte is found in a tenth of the time of five
    if percent >= 0 and head.find(b"%PDF-", percent, 1024) >= 0:
        return "pdf"
    return _sniff_text(_narrow(head), suffix)


def _refuse_foreign(head: bytes, where: str) -> None:
    """Raise for pictures, sounds, programs, databases and other archives."""
    what = next((name for magic, name in _FOREIGN if head.startswith(magic)), "")
    if not what and head[4:8] == b"ftyp":
        what = "a film or picture"
    if not what and head[:2] == b"MZ" and b"\0" in head[:256]:
        what = "a program"
    if not what and head[:2] == b"BM" and b"\0\0" in head[6:14]:
        what = "a BMP picture"
    if what:
        raise DocumentError(
            f"{what}, not a text",
            where=where,
            remedy="give the text itself (txt, md, html, pdf, docx, eml, json lines, csv, warc)",
            code="wrong_type",
        )


def _narrow(head: bytes) -> bytes:
    """The head as UTF-8 without a mark, for looking at its structure only."""
    if head[:3] == b"\xef\xbb\xbf":
        return head[3:]
    if head[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"\0" not in head[:64]:
        return head
    try:
        even = head[: len(head) & ~3]
        return even.decode(encoding_of(even)).lstrip("\ufeff").encode("utf-8", "replace")
    except (DocumentError, UnicodeError):
        return head


def _sniff_text(head: bytes, suffix: str) -> str:
    """The format of something that is no binary container."""
    first = head[:256].lstrip()[:1]
    if first == b"<":
        if _FEED.match(head[:16384]):
            return "feed"
        if _HTML.match(head[:16384]) or suffix in ("html", "htm", "xhtml"):
            return "html"
        return "feed" if suffix in ("rss", "atom", "xml") else "text"
    if first in (b"{", b"["):
        kind = _sniff_json(head, suffix)
        if kind:
            return kind
    if first == b"-" and suffix != "txt" and re.match(rb"---[ \t]*\r?\n", head):
        return "markdown"
    if _is_mail(head, suffix):
        return "eml"
    if suffix in _TABLE_SUFFIXES:
        return "statements" if separator_of(head) else "text"
    if suffix in ("md", "markdown", "mdown"):
        return "markdown"
    if suffix in ("html", "htm", "xhtml") and re.search(rb"</\w+>", head):
        return "html"
    if suffix not in ("txt", "text") and separator_of(head, sure=True):
        return "statements"
    return "text"


def _sniff_json(head: bytes, suffix: str) -> str:
    """``jsonl`` where the first line is a whole object, ``json`` for one object or array."""
    line = head.lstrip().split(b"\n", 1)[0].strip()
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        if suffix in ("jsonl", "ndjson", "jl"):
            return "jsonl"
        looks = re.match(rb"""\s*(?:\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*[\{\]])""", head)
        return "json" if looks or suffix == "json" else ""
    if isinstance(value, dict):
        return "jsonl"
    return (
        "json"
        if isinstance(value, list) and (suffix == "json" or not value)
        else ("json" if isinstance(value, list) and isinstance(value[0], dict) else "")
    )


def _is_mail(head: bytes, suffix: str) -> bool:
    """True where it opens with the header lines of a message."""
    if head.find(b":", 0, _LONGEST_HEADER_NAME) < 0 and not head.startswith(b"From "):
        return False
    names = set()
    at = head.index(b"\n") + 1 if head.startswith(b"From ") and b"\n" in head else 0
    while found := _HEADER_LINE.match(head, at):
        names.add(found[1].lower())
        at = found.end()
        while head[at : at + 1] in (b" ", b"\t"):  # a folded line goes on
            newline = head.find(b"\n", at)
            at = len(head) if newline < 0 else newline + 1
    known = names & _MAIL_HEADERS
    if suffix in ("eml", "email", "mht", "mhtml", "mbox"):
        return len(known) >= 1
    return len(known) >= 3 and bool(known & _SURE_MAIL_HEADERS)


def separator_of(head: bytes, *, sure: bool = False) -> str:
    """The sign that parts the cells of a table; empty where the lines are no table.

    Parameters
    ----------
    head
        The first bytes of the file.
    sure
        Ask for more: three columns and three rows that all have them.
    """
    text = head[:65536].decode("utf-8", "replace")
    lines = text.splitlines()
    if not lines or (sure and len(lines) < 3):
        return ""
    best, best_cells = "", 1
    for sign in SEPARATORS:
        if sign not in lines[0]:
            continue
        try:
            rows = [row for row in csv.reader(lines[:40], delimiter=sign) if row]
        except csv.Error:
            continue
        cells = len(rows[0]) if rows else 0
        body = rows[1:-1] or rows[1:]
        good = sum(len(row) == cells for row in body)
        if good < 0.5 * len(body) or (sure and (cells < 3 or len(body) < 2 or good < len(body))):
            continue
        if cells > best_cells:
            best, best_cells = sign, cells
    return best
