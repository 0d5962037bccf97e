"""JSON lines: each line a document (``text`` and its metadata) or a statement; and whole JSON."""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import orjson

from grandlivre.base.spots import json_spot
from grandlivre.documents.content import Content, make_document
from grandlivre.documents.encodings import decode
from grandlivre.documents.formats.markdown import metadata_of
from grandlivre.documents.model import Document, Field
from grandlivre.errors import DocumentError

_TEXT_KEYS = ("text", "content", "body", "article", "raw_content", "texte", "maintext")
_MEMBER = re.compile(rb'"((?:[^"\\]|\\.)*)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",{}\[\]]+))')
_MEMBER_TEXT = re.compile(_MEMBER.pattern.decode())


def read_jsonl(content: Content) -> Iterator[Document | DocumentError]:
    """Read JSON lines as a stream; a bad line is named and the rest goes on."""
    stream = content.stream()
    if content.head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content.head[:64]:
        lines: Iterator[bytes | None] = iter(
            [line.encode() for line in decode(content.whole(), where=content.name).split("\n")]
        )
    else:
        lines = bounded_lines(stream, content.limits.max_record_bytes)
    for number, line in enumerate(lines, start=1):
        if line is None:
            yield DocumentError(
                f"line {number} is longer than {content.limits.max_record_bytes} bytes",
                where=content.name,
                remedy="put one record on a line, or raise the limit",
                code="too_large",
            )
            continue
        if number == 1 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        line = line.strip()
        if line:
            yield _record(line, f"{content.name}#{number}")


def bounded_lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Lines of a stream; None for one longer than `limit`, which is read past, not kept."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while (piece := stream.readline(1 << 20)) and not piece.endswith(b"\n"):
            pass
        yield None


def read_json(content: Content) -> Iterator[Document | DocumentError]:
    """Read one JSON file: an object with a text, or an array of such objects."""
    data = content.whole()
    try:
        value = orjson.loads(decode(data, where=content.name))
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise DocumentError(
            f"not valid JSON at {json_spot(error)}",
            where=content.name,
            remedy="mend the file, or give JSON lines with one record a line",
            code="bad_json",
        ) from error
    if isinstance(value, dict):
        yield _record(orjson.dumps(value), content.name, value)
        return
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        yield _record(orjson.dumps(item), f"{content.name}#{number}", item)


def _record(line: bytes, name: str, value: object = None) -> Document | DocumentError:
    """One record as a document, a statement, or the error that it is neither."""
    if value is None:
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            try:
                line = decode(line, where=name).encode()
                value = orjson.loads(line)
            except (orjson.JSONDecodeError, DocumentError, UnicodeError):
                return DocumentError(
                    f"not valid JSON at {json_spot(error, is_line=True)}",
                    where=name,
                    remedy="mend or remove the line",
                    code="bad_json",
                )
    if not isinstance(value, dict):
        return _no_text(name)
    for text_key in _TEXT_KEYS:
        text = value.get(text_key)
        if isinstance(text, str):
            break
    else:
        return _statement(line, name, value)
    if not text or text.isspace():
        return DocumentError(
            f"the {text_key!r} of the record is empty",
            where=name,
            remedy="remove the record, or fill its text",
            code="empty",
        )
    return make_document(name, text, "jsonl", line, metadata_of(value))


def _statement(line: bytes, name: str, value: Mapping[str, object]) -> Document | DocumentError:
    """A flat record of named cells: its text is the line as it stands."""
    if len(value) < 2 or any(isinstance(cell, dict | list) for cell in value.values()):
        return _no_text(name)
    text = line.decode()
    fields = []
    for found in _MEMBER_TEXT.finditer(text):
        group = 2 if found[2] is not None else 3
        key = orjson.loads(f'"{found[1]}"')
        cell = value.get(key)
        if cell is None or cell == "":
            continue
        shown = cell if isinstance(cell, str) else found[3]
        start, end = found.span(group)
        fields.append(Field(name=key, value=shown, start=start, end=end))
    return make_document(name, text, "statements", line, metadata_of(value), tuple(fields))


def _no_text(name: str) -> DocumentError:
    return DocumentError(
        "the record has no text and no cells",
        where=name,
        remedy='give each record a "text", or flat cells such as "amount" and "source_url"',
        code="no_text",
    )
