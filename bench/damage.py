"""Small real files of every format, and ways to damage them, for `bench.fuzz`."""

import email.message
import gzip
import io
import json
import random
import zipfile

_TEXT = "Brookfield investit 20 milliards d’euros à Cambrai.\n\n• M. Dupont : 1,4 GW\n– 35 sites\n"
SUFFIXES = (
    *("txt", "md", "html", "pdf", "docx", "eml", "xml", "jsonl"),
    *("json", "csv", "warc.gz", "warc", "zip", "gz", "bin", "mbox"),
)
_TOKENS = (
    b"<", b">", b"&", b'"', b"\0", b"\n", b"\r\n", b"---\n", b"{", b"}", b"[", b"]", b",", b";",
    b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xe9", b"\xf0\x9f", b"%PDF-", b"PK\x03\x04",
    b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"<html>", b"<!DOCTYPE ", b"<![CDATA[", b"<script>", b"&#x",
    b"Content-Type: ", b"Content-Length: 99999999999\r\n", b"From ", b"obj", b"endstream", b"xref",
    b"/Length 99999999", b"startxref", b'"text":', b"\xe2\x80\xaf", b"\xed\xa0\x80", b"=?utf-8?q?",
)  # fmt: skip


def samples() -> list[bytes]:
    """One small real file of each format."""
    page = f"<html lang=fr><head><title>T</title></head><body><p>{_TEXT}</p><ul><li>un</ul></body>"
    linked = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"H"}</script>'
    item = f"<item><title>T</title><description>{_TEXT}</description></item>"
    feed = f"<rss><channel><title>F</title>{item}</channel></rss>"
    letter = email.message.EmailMessage()
    letter["From"], letter["Subject"], letter["Message-ID"] = "A <a@b.fr>", "Été", "<1@b.fr>"
    letter["Date"] = "Mon, 10 Feb 2025 08:00:00 +0100"
    letter.set_content(_TEXT)
    letter.add_alternative(page, subtype="html")
    lines = "\n".join(json.dumps({"text": _TEXT, "date": "2025-02-10"}) for _ in range(3))
    table = 'project,amount,note\n"A, B",10,"x ""y""\nz"\nC,,\n'
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a.txt", _TEXT)
        out.writestr("b/c.html", page)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
        b"WARC-Date: 2025-02-10T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: "
        + str(len(http)).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"
    )  # fmt: skip
    front = "---\ntitle: T\npublished: 2025-02-10\nauthor: [A, B]\n---\n" + _TEXT
    made = [_TEXT.encode(), _TEXT.encode("utf-16"), _TEXT.encode("cp1252"), front.encode()]
    made += [(page + linked).encode(), feed.encode(), letter.as_bytes(), lines.encode()]
    made += [table.encode(), archive.getvalue(), record, gzip.compress(record)]
    return [*made, gzip.compress(lines.encode()), pdf(), word()]


def pdf() -> bytes:
    """A PDF of one page, written by hand."""
    stream = b"BT /F1 12 Tf 72 700 Td (Brookfield: 20 bn) Tj ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


def word() -> bytes:
    """A Word document of two paragraphs and a table."""
    import docx

    document = docx.Document()
    document.add_paragraph(_TEXT)
    document.add_table(rows=1, cols=2).cell(0, 0).text = "10 Md€"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mutate(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """Damage a file in one to four ways."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(out) + 1)
        way = rng.randrange(8)
        if way == 0 and out:
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
        elif way == 1:
            del out[at : at + rng.randint(1, 64)]
        elif way == 2:
            out[at:at] = rng.choice(_TOKENS) * rng.choice((1, 1, 1, 3, 200))
        elif way == 3:
            del out[at:]
        elif way == 4:
            out[at:at] = out[at : at + rng.randint(1, 200)] * rng.randint(1, 8)
        elif way == 5:
            other = rng.choice(others)
            cut = rng.randrange(len(other))
            out[at : at + rng.randint(0, 200)] = other[cut : cut + rng.randint(1, 400)]
        elif way == 6:
            out[at : at + 8] = rng.randbytes(8)
        else:
            out[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
    return bytes(out)
