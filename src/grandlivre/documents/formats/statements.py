"""Statements in a table (CSV): each row one document, its cells with their places in the row."""

import codecs
import re
from collections.abc import Iterator

from grandlivre.documents.content import Content, make_document
from grandlivre.documents.encodings import encoding_of
from grandlivre.documents.formats.jsonl import bounded_lines
from grandlivre.documents.formats.markdown import metadata_of
from grandlivre.documents.model import Document, Field
from grandlivre.documents.sniff import separator_of
from grandlivre.errors import DocumentError

Cell = tuple[str, int, int]
"""A cell's value, and where its characters start and end in the row's text."""

_QUOTED = re.compile(r'[ ]*+"([^"]*+(?:""[^"]*+)*)"(?!")')
_CLOSES = re.compile(r'[^"]*+(?:""[^"]*+)*"(?!")')


def read_statements(content: Content) -> Iterator[Document | DocumentError]:
    """Read a table as a stream: one document a row, text as the row stands in the file."""
    header: list[str] | None = None
    separator = separator_of(_utf8(content.head)) or ","
    for number, (row, closed) in enumerate(_rows(content, separator), start=1):
        name = f"{content.name}#{number}"
        if not closed:
            yield DocumentError(
                "a quotation mark is never closed, or the row is too long",
                where=name,
                remedy="double the quotation marks that stand within a cell",
                code="bad_row",
            )
            continue
        if not row.strip():
            continue
        cells = cells_of(row, separator)
        if header is None:
            header = [value.strip() for value, _, _ in cells]
        elif len(cells) > len(header) and any(cell[0].strip() for cell in cells[len(header) :]):
            yield DocumentError(
                f"the row has {len(cells)} cells, the header {len(header)}",
                where=name,
                remedy="quote cells that hold the separator",
                code="bad_row",
            )
        else:
            yield _statement(name, row, header, cells)


def _statement(name: str, row: str, header: list[str], cells: list[Cell]) -> Document:
    """One row as a document."""
    fields = tuple(
        Field(name=column, value=value, start=start, end=end)
        for column, (value, start, end) in zip(header, cells, strict=False)
        if value.strip()
    )
    metadata = metadata_of({field.name: field.value for field in fields})
    return make_document(name, row, "statements", row.encode(), metadata, fields)


def cells_of(row: str, separator: str) -> list[Cell]:
    r"""Part a row into its cells.

    Examples
    --------
    >>> cells_of('MGX,"30 to 50, say",2025', ",")
    [('MGX', 0, 3), ('30 to 50, say', 5, 18), ('2025', 20, 24)]
    """
    cells: list[Cell] = []
    at = 0
    while True:
        found = _QUOTED.match(row, at)
        end = row.find(separator, found.end() if found else at)
        end = len(row) if end < 0 else end
        if found:
            value = found[1].replace('""', '"') + row[found.end() : end].rstrip()
            cells.append((value, found.start(1), found.end(1)))
        else:
            cells.append((row[at:end], at, end))
        at = end
        if at >= len(row):
            return cells
        at += 1


def _rows(content: Content, separator: str) -> Iterator[tuple[str, bool]]:
    """Rows without their line end, and whether their quotation marks are closed."""
    limit = content.limits.max_record_bytes
    opens = re.compile(rf'(?:^|{re.escape(separator)})[ ]*"')
    held: list[str] = []
    size = 0
    inside = False
    for line in _lines(content):
        if line is None:
            yield "", False
            held, size, inside = [], 0, False
            continue
        held.append(line)
        size += len(line)
        if '"' in line:
            inside = _ends_inside(line, inside, opens)
        if inside and size <= limit:
            continue
        yield "".join(held).rstrip("\r\n") if not inside else "", not inside
        held, size, inside = [], 0, False
    if held:
        yield "", False


def _ends_inside(line: str, inside: bool, opens: re.Pattern[str]) -> bool:
    """True where a line ends within a quoted cell, which it may have begun in."""
    at = 0
    while True:
        if inside:
            closed = _CLOSES.match(line, at)
            if not closed:
                return True
            at = closed.end()
        opened = opens.search(line, at)
        if not opened:
            return False
        at, inside = opened.end(), True


def _utf8(head: bytes) -> bytes:
    """The head as UTF-8, for finding the separator."""
    try:
        return head.decode(encoding_of(head)).lstrip("\ufeff").encode()
    except (UnicodeError, DocumentError):
        return head


def _lines(content: Content) -> Iterator[str | None]:
    """Decoded lines of a table with their line ends; None for one that is too long."""
    encoding = encoding_of(_whole_characters(content.head, content.rest is not None))
    stream = content.stream()
    if encoding.startswith(("utf-16", "utf-32")):
        text = content.whole().decode(encoding).lstrip("\ufeff")
        yield from text.splitlines(keepends=True)
        return
    first = True
    for line in bounded_lines(stream, content.limits.max_record_bytes):
        if line is None:
            yield None
            continue
        if first:
            line = line.removeprefix(codecs.BOM_UTF8)
            first = False
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError:
            yield line.decode(encoding_of(line))


def _whole_characters(head: bytes, cut: bool) -> bytes:
    """The head up to its last line end, so that no character is cut in two."""
    return head[: head.rfind(b"\n") + 1] or head if cut else head
