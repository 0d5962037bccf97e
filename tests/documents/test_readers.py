"""Each format, with real files; every kind of bad file gives one clear error."""

import email.message
import gzip
import hashlib
import io
import json
import time
import zipfile
from pathlib import Path

import docx
import pytest

from grandlivre.base.keys import content_key
from grandlivre.documents.model import Document
from grandlivre.documents.readers import READERS, read, read_stream
from grandlivre.documents.sources import Limits, Source, expand
from grandlivre.errors import DocumentError

STORY = "Brookfield investit 20 milliards d’euros à Cambrai.\n\nLe chantier débute en 2026.\n"


def read_bytes(data, name="x.txt", **limits):
    return list(read_stream(io.BytesIO(data), name, limits=Limits(**limits)))


def one(data, name="x.txt", **limits):
    (result,) = read_bytes(data, name, **limits)
    return result


def code(data, name="x.txt", **limits):
    result = one(data, name, **limits)
    assert isinstance(result, DocumentError), result
    assert result.where.startswith(name)
    assert result.what
    assert result.remedy
    return result.code


# --- text -------------------------------------------------------------------------------------


def test_text_is_the_decoded_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Titre\r\n\r\nUne ligne\u00a0: 5\u202fM€\rfin \n".encode())
    (document,) = read(Source(path=str(path)))
    assert document.text == "Titre\r\n\r\nUne ligne\u00a0: 5\u202fM€\rfin \n"
    assert document.text == path.open(newline="", encoding="utf-8").read()
    assert (document.name, document.format, document.title) == (str(path), "text", "Titre")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.sha256 == digest
    assert document.id == content_key("doc", str(path), digest)
    assert document.language is None
    assert document.published is None


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_encodings(encoding):
    text = "Le « plan » de 109 milliards d’euros – l’été, à Bruyères-le-Châtel : 8,5 Md€ …\n" * 5
    document = one(text.encode(encoding))
    assert document.text == text


def test_latin_1_and_latin_9():
    assert one("Été à Noël, déjà".encode("latin-1")).text == "Été à Noël, déjà"
    assert one(b"\x81 caf\xe9 \x9d").text == "\x81 caf\xe9 \x9d"
    assert one("Un cœur, 10 € de plus".encode("iso8859-15")).text == "Un cœur, 10 € de plus"
    assert one("10 \xbd tasse".encode("latin-1")).text == "10 ½ tasse"


def test_nul_characters_within_a_text_are_kept():
    text = "Un texte assez long pour n'être pas pris pour autre chose\0, avec un zéro." * 3
    assert one(text.encode()).text == text


def test_a_text_of_the_same_name_and_words_is_the_same_document():
    first, second = one(STORY.encode()), one(STORY.encode("utf-8-sig"))
    assert first.id == second.id
    assert first.sha256 != second.sha256
    assert one(STORY.encode(), "y.txt").id != first.id


# --- markdown ---------------------------------------------------------------------------------


def test_front_matter_becomes_metadata_and_the_body_is_the_text():
    source = (
        '---\ntitle: "L\'IA : un plan"\npublisher: Le Journal\nauthor: [A. Un, B. Deux]\n'
        "url: https://example.org/a\npublished: 2025-02-10\nretrieved: 2025-03-01T10:00:00Z\n"
        "language: fr-FR\nnote: |\n  two\n  lines\n---\n\n# Titre\n\nTexte.\n"
    )
    document = one(source.encode(), "a.md")
    assert document.text == "\n# Titre\n\nTexte.\n"
    assert document.format == "markdown"
    assert (document.title, document.publisher) == ("L'IA : un plan", "Le Journal")
    assert (document.author, document.url) == ("A. Un, B. Deux", "https://example.org/a")
    assert (document.published, document.retrieved) == ("2025-02-10", "2025-03-01")
    assert document.language == "fr"


def test_simple_front_matter_and_partial_dates():
    document = one(b"---\ndate: 2025-02\ntitle: A plan\n---\nBody\n", "a.md")
    assert (document.published, document.title, document.text) == ("2025-02", "A plan", "Body\n")


def test_markdown_without_front_matter_takes_its_heading_as_title():
    assert one(b"Intro line.\n\n# The plan\n", "a.md").title is None
    assert one(b"# The plan\n\nText.\n", "a.md").title == "The plan"


def test_a_txt_file_keeps_its_front_matter_in_its_text():
    source = "---\npublished: 2025-02-10\ntitle: T\n---\nBody\n"
    document = one(source.encode(), "a.txt")
    assert document.text == source
    assert (document.published, document.title) == ("2025-02-10", "T")


def test_broken_front_matter_is_an_error():
    error, document = read_bytes(b"---\ntitle: [a\nb: }\n---\nBody\n", "a.md")
    assert (error.code, document.text) == ("bad_front_matter", "Body\n")
    assert one(b"---\ntitle: [a\nb: }\n---\nBody\n", "a.txt").text.endswith("Body\n")


def test_a_yaml_bomb_does_no_harm():
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60)]
    source = "---\n" + "\n".join([*lines, "author: *a59"]) + "\n---\nBody\n"
    started = time.monotonic()
    assert one(source.encode(), "a.md").text == "Body\n"
    assert time.monotonic() - started < 5


# --- html -------------------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="fr-FR"><head><meta charset="utf-8"><title>Site - Le titre</title>
<link rel="canonical" href="https://example.org/article">
<meta property="og:title" content="Le titre OG"><meta property="og:site_name" content="Le Site">
<meta name="author" content="Jeanne Dupont">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":"NewsArticle","headline":"Le titre LD","datePublished":"2025-02-10T08:00:00+01:00",
"publisher":{"@type":"Organization","name":"Le Quotidien"},"author":[{"name":"A. Martin"},{"name":"B. Petit"}]}]}</script>
<style>p{}</style><script>var x = "<p>non</p>";</script></head><body>
<nav><a href="/">Accueil</a></nav><div id="cookie-banner">Nous utilisons des cookies</div>
<article><h1>Le titre</h1><p>109\u202fmilliards d\u2019eu\u00adros, 10&nbsp;Md€ &amp; plus<br>suite</p>
<ul><li>un</li><li>deux</li></ul><table><tr><th>Nom</th><th>Montant</th></tr><tr><td>MGX</td><td>30 Md€</td></tr></table>
<p>A<b>gra</b>s \u2009fin</p></article><aside>Encart</aside><footer>© 2025</footer></body></html>"""


def test_a_page_gives_its_text_with_every_character_and_its_metadata():
    document = one(PAGE.encode(), "a.html")
    assert document.format == "html"
    assert "109\u202fmilliards d\u2019eu\u00adros, 10\u00a0Md€ & plus\nsuite" in document.text
    assert "Agras \u2009fin" in document.text
    assert "MGX\t\t30 Md€" in document.text
    for left_out in ("Accueil", "cookies", "non", "©", "Encart", "p{}"):
        assert left_out not in document.text
    assert document.text.index("Le titre") < document.text.index("109")
    assert document.title == "Le titre LD"
    assert document.published == "2025-02-10"
    assert (document.publisher, document.author) == ("Le Quotidien", "A. Martin, B. Petit")
    assert (document.url, document.language) == ("https://example.org/article", "fr")


def test_metadata_without_linked_data():
    page = (
        '<html><head><title>Un &amp; deux</title><meta name="date" content="10/02/2025">'
        '<meta property="article:author" content="https://facebook.com/x"></head>'
        '<body><time datetime="2024-01-01">hier</time><p>Texte</p></body></html>'
    )
    document = one(page.encode(), "a.html")
    assert (document.title, document.published) == ("Un & deux", "2025-02-10")
    assert document.author is None
    only_time = (
        "<html><body><p>Texte <time datetime='2024-01-01T10:00'>hier</time></p></body></html>"
    )
    assert one(only_time.encode(), "a.html").published == "2024-01-01"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-16", "iso-8859-15"])
def test_declared_charsets(charset):
    page = f'<html><head><meta charset="{charset}"></head><body><p>Été : 5 M¤</p></body></html>'
    page = page.replace("¤", "F" if charset == "iso-8859-1" else "€")
    assert one(page.encode(charset), "a.html").text.startswith("Été : 5 M")
    if charset != "iso-8859-1":
        assert one(page.encode(charset), "a.html").text == "Été : 5 M€"


def test_a_page_without_text_is_an_error():
    assert code(b"<html><body><script>render()</script></body></html>", "a.html") == "no_text"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "x" + "</div>" * 100_000,
        "<p>x</p><b>" * 20_000,
        "<table>" * 5_000 + "x",
        '<div class="' + "a" * 5_000_000 + '">x</div>',
        "<div " + "a=1 " * 200_000 + ">x</div>",
        "<html><body><p>x</p><script>" + "if(a<b){" * 300_000 + "</script></body></html>",
        "<!--" * 100_000 + "<p>x",
        "<html>" + "<a><b><i>" * 3_000 + "x",
        "<p>x" + "&nbsp;" * 500_000,
        "<select><option>x" * 10_000,
        "<html><body>x" + '<script type="application/ld+json">' + "[" * 500_000 + "</script>",
        "<svg><math>" * 5_000 + "x",
    ],
    ids=range(12),
)
def test_hostile_pages_end_soon(page):
    started = time.monotonic()
    (result,) = read_bytes(page.encode(), "a.html")
    assert time.monotonic() - started < 20
    assert isinstance(result, Document | DocumentError)


# --- pdf --------------------------------------------------------------------------------------


def make_pdf(pages, title=""):
    """A PDF written by hand: a line of text a line, a black square on a page without any."""
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    parts.append(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    made = "/CreationDate (D:20250210080000+01'00')"
    parts.append(f"<< {made} /Title ({title}) /Author (A. Martin) >>" if title else f"<< {made} >>")
    kids = []
    for page in pages:
        shown = [line.replace("(", "\\(").replace(")", "\\)") for line in page.split("\n")]
        text = "".join(f"({line}) Tj 0 -16 Td " for line in shown)
        stream = f"BT /F1 12 Tf 72 760 Td {text}ET" if page else "100 100 200 200 re f"
        kids.append(f"{len(parts) + 1} 0 R")
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(parts) + 2} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        size = len(stream.encode("cp1252"))
        parts.append(f"<< /Length {size} >>\nstream\n{stream}\nendstream")
    parts[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(parts) + 1} /Root 1 0 R /Info 4 0 R >>"
    end = (
        f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(out)}\n"
    )
    return out + end.encode() + b"%%EOF"


def test_a_pdf_gives_the_text_of_its_pages():
    data = make_pdf(
        ["Brookfield investit 20 milliards d'euros.\nLa suite.", "Page deux."], title="Le plan"
    )
    document = one(data, "a.pdf")
    assert document.text == "Brookfield investit 20 milliards d'euros.\nLa suite.\nPage deux."
    assert (document.format, document.title, document.author) == ("pdf", "Le plan", "A. Martin")
    assert document.published == "2025-02-10"
    assert one(data, "a.txt").format == "pdf"


def test_a_date_in_a_pdf_goes_before_the_day_the_file_was_made():
    assert one(make_pdf(["Paris, le 10 février 2025. Texte."]), "a.pdf").published is None


def test_scanned_pages_are_named_as_such():
    assert code(make_pdf(["", ""]), "a.pdf") == "scanned_pdf"
    document, warning = read_bytes(make_pdf(["Texte.", "", ""]), "a.pdf")
    assert document.text == "Texte."
    assert warning.code == "partly_scanned_pdf"


def test_an_encrypted_pdf_is_named():
    data = Path(__file__).parent / "data"
    assert code((data / "encrypted.pdf").read_bytes(), "a.pdf") == "encrypted_pdf"
    # This one is encrypted too, but opens without a password: only rights are withheld.
    assert one((data / "rights_only.pdf").read_bytes(), "a.pdf").text == "Brookfield: 20 bn"


def test_a_truncated_pdf_is_an_error():
    data = make_pdf(["Brookfield investit 20 milliards."])
    assert code(data[:300], "a.pdf") == "damaged_pdf"


# --- docx -------------------------------------------------------------------------------------


def make_docx():
    document = docx.Document()
    document.core_properties.title = "Le plan"
    document.core_properties.author = "A. Martin"
    document.add_heading("Le plan", 1)
    document.add_paragraph("109\u202fmilliards d’eu\u00adros.")
    document.add_paragraph("Brookfield : 20 Md€", style="List Bullet")
    document.add_paragraph("MGX : 30 Md€", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, cells in enumerate((("Site", "Puissance"), ("Fouju", "1,4 GW"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("Fin.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_keeps_lists_and_tables_in_their_place():
    document = one(make_docx(), "a.docx")
    assert document.text == (
        "Le plan\n\n109\u202fmilliards d’eu\u00adros.\n\n• Brookfield : 20 Md€\n• MGX : 30 Md€\n"
        "Site\tPuissance\nFouju\t1,4 GW\n\nFin."
    )
    assert (document.title, document.author, document.format) == ("Le plan", "A. Martin", "docx")
    assert one(make_docx(), "a.zip").format == "docx"


def test_a_word_document_named_zip_is_one_document(tmp_path):
    (tmp_path / "a.zip").write_bytes(make_docx())
    (source,) = expand([str(tmp_path / "a.zip")])
    (document,) = read(source)
    assert (document.format, document.name) == ("docx", str(tmp_path / "a.zip"))


def rebuilt(data, changes):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in set(changes) - set(old.namelist()):
            new.writestr(name, changes[name])
    return out.getvalue()


def test_hostile_word_documents():
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>a &l11; b</w:t></w:r></w:p></w:body></w:document>"
    )
    started = time.monotonic()
    result = one(rebuilt(make_docx(), {"word/document.xml": body}), "a.docx")
    assert isinstance(result, DocumentError) or "lol" not in result.text
    bomb = rebuilt(make_docx(), {"word/media/zeros": b"0" * 400_000_000})
    assert code(bomb, "a.docx") == "zip_bomb"
    assert code(make_docx()[:2000], "a.docx") == "damaged_archive"
    assert code(rebuilt(make_docx(), {"word/document.xml": "<w:"}), "a.docx") == "damaged_docx"
    assert time.monotonic() - started < 20


def test_encrypted_and_old_office_files_are_named():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert code(ole + "EncryptedPackage".encode("utf-16-le"), "a.docx") == "encrypted_docx"
    assert code(ole, "a.doc") == "wrong_type"


# --- messages ---------------------------------------------------------------------------------


def make_letter(plain=None, rich=None, attachment=None):
    message = email.message.EmailMessage()
    message["From"] = "Rédaction Foot <redac@example.org>"
    message["To"] = "x@example.org"
    message["Subject"] = (
        "Lettre n° 12 : l’été des milliards et un très long objet qui se plie en deux lignes"
    )
    message["Date"] = "Mon, 10 Feb 2025 08:00:00 +0100"
    message["Message-ID"] = "<1@example.org>"
    if plain is not None:
        message.set_content(plain)
    if rich is not None:
        message.add_alternative(rich, subtype="html")
    if attachment is not None:
        message.add_attachment(attachment, filename="piece.txt")
    return message.as_bytes()


def test_a_message_gives_its_letter():
    document = one(make_letter("Bonjour,\n\n10 Md€.\n", attachment="99 Md€"), "a.eml")
    assert document.text == "Bonjour,\n\n10 Md€.\n"
    assert document.title.startswith("Lettre n° 12 : l’été des milliards et un très long objet")
    assert (document.author, document.publisher) == ("Rédaction Foot", "example.org")
    assert (document.published, document.format) == ("2025-02-10", "eml")


def test_the_page_of_a_message_is_read_where_the_plain_part_is_missing_or_a_stub():
    rich = "<html><body><p>10&nbsp;Md€</p>" + "<p>Encore du texte.</p>" * 80 + "</body></html>"
    message = email.message.EmailMessage()
    message["From"] = "a@b.fr"
    message["Message-ID"] = "<1@b.fr>"
    message["Subject"] = "x"
    message.set_content(rich, subtype="html")
    assert one(message.as_bytes(), "a.eml").text.startswith("10\u00a0Md€")
    stub = one(make_letter("Voir en ligne", rich), "a.eml")
    assert stub.text.startswith("10\u00a0Md€")


def test_a_message_without_text_and_one_with_wild_headers():
    assert code(make_letter("", attachment="x"), "a.eml") == "no_text"
    wild = (
        b"From: =?utf-8?b?!!!?= <\xff\nDate: no\nSubject: \xe9t\xe9\nMIME-Version: 1.0\n\nTexte.\n"
    )
    document = one(wild, "a.eml")
    assert document.text == "Texte.\n"
    assert document.title == "été"


def test_an_mbox_gives_each_message():
    letter = make_letter("Un.\n")
    box = b"From a@b Mon Feb 10 08:00:00 2025\n" + letter + b"\nFrom a@b Mon Feb 10 09:00:00 2025\n"
    documents = read_bytes(box + letter, "a.mbox")
    assert [document.name for document in documents] == ["a.mbox#1", "a.mbox#2"]


# --- feeds ------------------------------------------------------------------------------------

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Le Fil</title><language>fr-FR</language>
<item><title>Un &amp; deux</title><link>https://example.org/1</link><pubDate>Mon, 10 Feb 2025 08:00:00 GMT</pubDate>
<dc:creator>A. Martin</dc:creator><description>Court</description><content:encoded><![CDATA[<p>10&nbsp;Md€</p><p>Deux.</p>]]></content:encoded></item>
<item><title>Titre seul</title><guid>https://example.org/2</guid></item><item/></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>
<entry><title>A</title><link rel="alternate" href="https://example.org/a"/><published>2025-02-10T08:00:00Z</published>
<author><name>Jo</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>bn</b></p></div></content></entry></feed>"""


def test_feeds_give_their_entries():
    first, second, third = read_bytes(RSS.encode(), "fil.xml")
    assert (first.name, first.format) == ("fil.xml#1", "feed")
    assert first.text == "10\u00a0Md€\n\nDeux."
    assert (first.title, first.url, first.author) == (
        "Un & deux",
        "https://example.org/1",
        "A. Martin",
    )
    assert (first.published, first.publisher, first.language) == ("2025-02-10", "Le Fil", "fr")
    assert (second.text, second.url) == ("Titre seul", "https://example.org/2")
    assert third.code == "no_text"
    entry = one(ATOM.encode(), "fil.atom")
    assert (entry.text, entry.url, entry.author) == ("One bn", "https://example.org/a", "Jo")
    assert (entry.published, entry.language) == ("2025-02-10", "en")


def test_hostile_feeds():
    lol = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 15)
    )
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [{lol}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>x &l14; &f;</title></item></channel></rss>"
    )
    started = time.monotonic()
    for result in read_bytes(bomb.encode(), "fil.xml"):
        assert isinstance(result, DocumentError) or (
            "root:" not in result.text and "lol" not in result.text
        )
    deep = "<rss>" + "<a>" * 50_000
    assert len(read_bytes(deep.encode(), "fil.xml")) == 1
    assert time.monotonic() - started < 10


# --- JSON lines -------------------------------------------------------------------------------


def test_json_lines_give_a_document_each_and_bad_lines_an_error():
    lines = [
        {"text": "Un.", "url": "https://example.org/1", "date": "2025-02-10", "site": "S"},
        {"text": ""},
        {"content": "Deux.", "title": "T", "lang": "fr", "authors": ["A", "B"]},
        [1],
        {"x": {"y": 1}},
    ]
    data = "\ufeff" + "\n".join(json.dumps(line) for line in lines) + '\nnot json\n\n{"text": "tr'
    results = read_bytes(data.encode(), "d.jsonl")
    documents = [one for one in results if isinstance(one, Document)]
    assert [(d.name, d.text) for d in documents] == [("d.jsonl#1", "Un."), ("d.jsonl#3", "Deux.")]
    assert (documents[0].url, documents[0].published) == ("https://example.org/1", "2025-02-10")
    assert documents[0].publisher == "S"
    assert (documents[1].title, documents[1].author) == ("T", "A, B")
    errors = [one for one in results if isinstance(one, DocumentError)]
    assert [error.where for error in errors] == [f"d.jsonl#{n}" for n in (2, 4, 5, 6, 8)]


def test_json_lines_stream(tmp_path):
    path = tmp_path / "d.jsonl"
    with path.open("w") as out:
        for number in range(20_000):
            out.write(json.dumps({"text": f"Texte {number}. " * 20}) + "\n")
    assert sum(1 for _ in read(Source(path=str(path)), limits=Limits(max_bytes=10_000))) == 20_000


def test_whole_json_files():
    both = json.dumps([{"text": "Un."}, {"text": "Deux."}], indent=1)
    assert [d.name for d in read_bytes(both.encode(), "d.json")] == ["d.json#1", "d.json#2"]
    assert one(json.dumps({"text": "Un.", "title": "T"}, indent=2).encode(), "d.json").title == "T"
    assert code(b'{"text": "Un', "d.json") == "bad_json"


def test_flat_json_lines_are_statements():
    line = '{"project": "Le \\"Campus\\"", "power_mw": 1400, "source_url": "https://e.org", "note": null}'
    document = one(line.encode() + b"\n", "facts.jsonl")
    assert (document.format, document.text, document.url) == ("statements", line, "https://e.org")
    spans = {f.name: (f.value, document.text[f.start : f.end]) for f in document.fields}
    assert spans["power_mw"] == ("1400", "1400")
    assert spans["project"] == ('Le "Campus"', 'Le \\"Campus\\"')


# --- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_rows_are_statements_whose_cells_are_found_in_the_row(separator):
    rows = [
        ["project", "amount", "note", "source_url", "source_name", "source_date"],
        ["Campus, IA", "8,5", 'a "quoted"; one\nsecond\tline|', "https://e.org", "Le S", "2025-02"],
        ["Deux", "", "x", "", "", ""],
    ]
    out = io.StringIO()
    import csv

    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    data = out.getvalue().encode()
    documents = read_bytes(data, "facts.csv")
    assert [document.name for document in documents] == ["facts.csv#2", "facts.csv#3"]
    first = documents[0]
    assert first.text in out.getvalue()
    assert (first.url, first.publisher, first.published) == ("https://e.org", "Le S", "2025-02")
    for field in first.fields:
        assert first.text[field.start : field.end].replace('""', '"') == field.value
    cells = {field.name: field.value for field in first.fields}
    assert cells == dict(zip(rows[0], rows[1], strict=True))
    assert {field.name for field in documents[1].fields} == {"project", "note"}


def test_rows_in_other_encodings_and_with_faults():
    table = "nom;montant;note\nÉté;8,5 M€;œuvre\nun;deux;trois;quatre\nfin;1;2\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        results = read_bytes(table.encode(encoding), "t.csv")
        assert results[0].text == "Été;8,5 M€;œuvre"
        assert results[1].code == "bad_row"
        assert results[2].text == "fin;1;2"


def test_a_quotation_mark_never_closed_is_an_error_within_bounds():
    table = 'a,b\n1,"never closed\n' + "x,y\n" * 1000
    results = read_bytes(table.encode(), "t.csv")
    assert [r.code for r in results if isinstance(r, DocumentError)] == ["bad_row"]


def test_prose_named_csv_is_a_text():
    assert one(STORY.encode(), "a.csv").format == "text"


# --- web archives -----------------------------------------------------------------------------


def make_warc(packed=True, count=2):  # twice `count` records, every other one a picture
    from fastwarc.warc import WarcRecord, WarcRecordType

    out = io.BytesIO()
    for number in range(1, count + 1):
        for kind, body in (
            ("text/html; charset=iso-8859-1", f"<html><body><p>Été {number}</p></body></html>"),
            ("image/png", "x"),
        ):
            record = WarcRecord()
            record.init_headers(record_type=WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://example.org/{number}"
            record.headers["WARC-Date"] = "2025-02-10T08:00:00Z"
            http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode()
            record.headers["Content-Type"] = "application/http; msgtype=response"
            record.set_bytes_content(http + body.encode("latin-1"))
            one_record = io.BytesIO()
            record.write(one_record)
            out.write(gzip.compress(one_record.getvalue()) if packed else one_record.getvalue())
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_web_archives_give_their_pages(packed):
    name = "dump.warc.gz" if packed else "dump.warc"
    documents = read_bytes(make_warc(packed), name)
    assert [(d.name, d.text) for d in documents] == [(f"{name}#1", "Été 1"), (f"{name}#3", "Été 2")]
    assert documents[0].url == "https://example.org/1"
    assert documents[0].retrieved == "2025-02-10"
    assert documents[0].published is None
    assert documents[0].format == "html"


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_longer_than_one_look_is_a_stream(tmp_path, packed):
    data = make_warc(packed, 40) * 60
    assert packed or len(data) > 1 << 19
    path = tmp_path / "dump.warc.gz"
    path.write_bytes(data)
    documents = list(read(Source(path=str(path)), limits=Limits(max_bytes=100_000)))
    assert len(documents) == 2400
    assert all(isinstance(document, Document) for document in documents)
    assert len(read_bytes(data, "dump.warc", max_bytes=100_000)) == 2400


def test_a_panic_within_a_library_is_an_error(monkeypatch):
    class PanicException(BaseException):
        pass

    def panic(content):
        raise PanicException("called `Result::unwrap()`")

    def stop(content):
        raise KeyboardInterrupt

    monkeypatch.setitem(READERS, "text", panic)
    assert code(STORY.encode()) == "unreadable"
    monkeypatch.setitem(READERS, "text", stop)
    with pytest.raises(KeyboardInterrupt):
        read_bytes(STORY.encode())


def test_a_truncated_web_archive_gives_what_it_holds_and_an_error():
    data = make_warc(True, 3)
    results = read_bytes(data[: len(data) - 40], "dump.warc.gz")
    assert [r for r in results if isinstance(r, Document)]
    assert len(read_bytes(b"WARC/1.0\r\n\r\n", "dump.warc")) == 1


# --- containers -------------------------------------------------------------------------------


def test_gzip_is_looked_into():
    assert one(gzip.compress(STORY.encode()), "a.txt.gz").text == STORY
    lines = gzip.compress(b'{"text": "Un."}\n{"text": "Deux."}\n')
    assert [d.name for d in read_bytes(lines, "d.jsonl.gz")] == ["d.jsonl.gz#1", "d.jsonl.gz#2"]
    assert code(gzip.compress(STORY.encode())[:40], "a.txt.gz") == "damaged_archive"
    assert code(b"\x1f\x8b\x08\0garbage", "a.gz") == "damaged_archive"


def test_a_gzip_bomb_stays_within_bounds():
    bomb = gzip.compress(b"word " * 40_000_000)
    started = time.monotonic()
    assert code(bomb, "a.txt.gz") == "too_large"
    assert time.monotonic() - started < 10
    twice = gzip.compress(gzip.compress(gzip.compress(STORY.encode())))
    assert code(twice, "a.txt.gz") == "nested_archive"


def test_damaged_and_encrypted_members_do_not_stop_the_others(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Un texte.")
        archive.writestr("b.txt", "DAMAGE ME")
        archive.writestr("c.txt", "Fin.")
    data = out.getvalue().replace(b"DAMAGE ME", b"DAMAGED!!")
    (tmp_path / "a.zip").write_bytes(data)
    results = [r for s in expand([str(tmp_path / "a.zip")]) for r in read(s)]
    assert [getattr(r, "code", "") for r in results] == ["", "damaged_archive", ""]
    marked = bytearray(out.getvalue())
    at = marked.index(b"PK\x01\x02")
    marked[at + 8] |= 1  # the flag that says: encrypted
    (tmp_path / "e.zip").write_bytes(bytes(marked))
    results = [r for s in expand([str(tmp_path / "e.zip")]) for r in read(s)]
    assert results[0].code == "encrypted_archive"
    assert "zip!a.txt" in str(results[0])


def test_a_truncated_archive_and_one_in_another(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "x" * 5000)
    (tmp_path / "t.zip").write_bytes(inner.getvalue()[:3000])
    (source,) = expand([str(tmp_path / "t.zip")])
    assert [error.code for error in read(source)] == ["damaged_archive"]
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("in.zip", inner.getvalue())
    (tmp_path / "o.zip").write_bytes(outer.getvalue())
    (source,) = expand([str(tmp_path / "o.zip")])
    assert [error.code for error in read(source)] == ["nested_archive"]


def test_other_office_files_are_named():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/workbook.xml", "x")
    error = one(out.getvalue(), "a.xlsx")
    assert error.code == "wrong_type"
    assert "CSV" in str(error)


# --- bad files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "wrong_type"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "wrong_type"),
        (b"MZ\x90\0\x03\0\0\0" + b"\0" * 300, "wrong_type"),
        (b"\x7fELF\x02" + b"\0" * 100, "wrong_type"),
        (b"SQLite format 3\0" + b"\0" * 100, "wrong_type"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 100, "wrong_type"),
        (bytes(range(256)) * 50, "binary"),
        (b"\0" * 5000, "binary"),
        (b"%PDF-1.7\n", "damaged_pdf"),
        (b"PK\x03\x04" + b"x" * 50, "damaged_archive"),
    ],
)
def test_bad_files_give_one_clear_error(data, expected):
    for name in ("a.txt", "a", "a.html", "a.pdf"):
        assert code(data, name) == expected


def test_a_single_line_of_a_gigabyte_is_refused_soon(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as out:
        out.truncate(1_000_000_000)
        out.seek(0)
        out.write(b"x" * 1_000_000)
    started = time.monotonic()
    (error,) = read(Source(path=str(path)))
    assert error.code in ("too_large", "binary")
    lines = tmp_path / "huge.jsonl"
    with lines.open("wb") as out:
        out.write(b'{"text": "Un."}\n{"text": "' + b"x" * 60_000_000 + b'"}\n{"text": "Fin."}\n')
    results = list(read(Source(path=str(lines))))
    assert [getattr(r, "code", "") for r in results] == ["", "too_large", ""]
    assert time.monotonic() - started < 10


def test_formats_are_found_by_content_whatever_the_name():
    assert one(PAGE.encode(), "a.txt").format == "html"
    assert read_bytes(RSS.encode(), "a.txt")[0].format == "feed"
    assert one(STORY.encode(), "a.pdf").format == "text"
    assert one(STORY.encode(), "a.docx").format == "text"
    assert one(STORY.encode(), "a.html").format == "text"
    assert one(b'{"text": "Un."}\n', "a.txt").format == "jsonl"
    assert one(make_letter("Un.\n"), "a.txt").format == "eml"
    assert one(b"From: the desk\n\nText.", "a.txt").format == "text"
    assert one(b"- un\n- deux, trois\n", "a.txt").format == "text"
