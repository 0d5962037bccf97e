"""Any bytes whatever give documents or errors, never another exception."""

import io
import pickle

from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.documents.dates import partial_date
from grandlivre.documents.encodings import decode
from grandlivre.documents.model import Document
from grandlivre.documents.readers import read_stream
from grandlivre.documents.sources import Limits
from grandlivre.errors import DocumentError

NAMES = st.sampled_from(
    "a.txt a.md a.html a.pdf a.docx a.eml a.xml a.jsonl a.json a.csv a.warc a.gz a.zip a".split()
)
BEGINNINGS = st.sampled_from(
    [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"WARC/1.0\r\n", b"<html>", b"<rss>",
     b'{"text": "', b"---\n", b"From: a\nMessage-ID: b\nMIME-Version: 1.0\n", b"a,b,c\n",
     b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"[{"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(BEGINNINGS, st.binary(max_size=600), NAMES)
def test_any_bytes(beginning, data, name):
    results = list(read_stream(io.BytesIO(beginning + data), name, limits=Limits(max_bytes=10_000)))
    assert results
    for result in results:
        if isinstance(result, DocumentError):
            assert result.what
            assert result.where.startswith(name)
            assert result.code
            assert result.remedy
            again = pickle.loads(pickle.dumps(result))
            assert (str(again), again.code) == (str(result), result.code)
        else:
            assert isinstance(result, Document)
            assert result.name.startswith(name)
            assert result.text.strip()
            for field in result.fields:
                assert 0 <= field.start <= field.end <= len(result.text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=200))
def test_a_text_comes_back_as_it_was(text):
    data = text.encode("utf-8", "ignore")
    (result,) = read_stream(io.BytesIO(data), "a.txt")
    if isinstance(result, Document) and result.format == "text":
        assert result.text == data.decode().removeprefix("\ufeff")


CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",;\n'), max_size=9
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=6))
def test_cells_of_any_table_are_found_in_their_row(rows):
    import csv

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["one", "two", "three"], *rows])
    table = out.getvalue()
    results = list(read_stream(io.BytesIO(table.encode()), "a.csv"))
    statements = [r for r in results if isinstance(r, Document) and r.format == "statements"]
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    if not statements:
        return
    read_rows = [{f.name: f.value for f in one.fields} for one in statements if one.fields]
    expected = [
        {
            name: cell
            for name, cell in zip(("one", "two", "three"), row, strict=True)
            if cell.strip()
        }
        for row in kept
    ]
    assert read_rows == expected
    for one in statements:
        assert one.text in table
        for field in one.fields:
            assert one.text[field.start : field.end].replace('""', '"') == field.value


@given(st.binary(max_size=300))
def test_decoding_keeps_every_byte_or_refuses(data):
    try:
        text = decode(data)
    except DocumentError:
        return
    assert len(text) * 4 >= len(data) - 4


@given(st.text(max_size=60))
def test_any_date(value):
    found = partial_date(value)
    assert found is None or len(found) in (4, 7, 10)
