"""Files that are made to harm: each is refused or read, and nothing else happens."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from grandlivre.engine import Bounds
from grandlivre.errors import DocumentError, GrandlivreError
from grandlivre.export.csv_tables import csv_of
from grandlivre.export.model import Material
from grandlivre.export.tables import TABLES
from grandlivre.ledger import reconcile
from grandlivre.pipeline.taking import safe_name, take_in
from grandlivre.report.pages import Address, Index, PageKind, Pages
from grandlivre.store import open_store
from grandlivre.web.desk import _unread

MONEY = "Le groupe Nimbus investira 7 milliards d’euros dans un centre de données à Cambrai."
# Bounds that a test can wait for.
TIGHT = Bounds(
    memory_bytes=1_500_000_000, seconds=60.0, result_bytes=200_000_000, may_write_files=False
)


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "ledger.db")


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return file.getvalue()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]>'
        "<rss version='2.0'><channel><item><title>&l9;</title>"
        f"<description>{MONEY}</description></item></channel></rss>"
    ).encode()


def script_pdf() -> bytes:
    """A PDF that would run a script when it is opened, and launch a program."""
    return b"""%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>
/AA<</O<</S/Launch/F(/bin/sh)>>>>>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R
/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>> endobj
4 0 obj <</Length 91>> stream
BT /F1 12 Tf 20 100 Td (Nimbus will invest 7 billion euros in a data centre.) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
%%EOF"""


HOSTILE = {
    "a zip bomb": ("bomb.zip", zipped(a__txt=b"0" * 300_000_000)),
    "a bomb in a bomb": ("nested.zip", zipped(a__zip=zipped(b__txt=b"0" * 100_000_000))),
    "many members": ("many.zip", zipped(**{f"m{n}__txt": b"x" for n in range(5_000)})),
    "a billion laughs": ("laughs.xml", laughs()),
    "a million elements deep": ("deep.html", b"<html><body>" + b"<div>" * 10**6 + MONEY.encode()),
    "a deep JSON": ("deep.json", b"[" * 10**6),
    "a PDF with scripts": ("script.pdf", script_pdf()),
    "a broken PDF": ("broken.pdf", b"%PDF-1.7\n" + b"\xff" * 100_000),
    "a name that climbs out": ("../../../etc/cron.d/x", MONEY.encode()),
    "a picture called a text": ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 1000),
    "nothing": ("a.txt", b""),
    "zeros": ("a.txt", b"\0" * 1_000_000),
    "a long line of brackets": ("a.md", b"[" * 200_000),
    "a member that climbs out": ("slip.zip", zipped(**{"../../x__txt": MONEY.encode()})),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_harmless(place, tmp_path, what):
    name, data = HOSTILE[what]
    before = set(tmp_path.parent.rglob("*x.txt"))
    try:
        taken = take_in(place, name, data, bounds=TIGHT)
    except GrandlivreError as error:
        assert error.what  # said, in words
    else:
        with open_store(place) as store:
            store.check()
            assert store.counted()[0] == taken.new_documents
    assert set(tmp_path.parent.rglob("*x.txt")) == before


def test_a_script_in_a_title_is_shown_and_not_run(place):
    title = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = f"# {title}\n\nPARIS, le 2 avril 2025. {MONEY}\n"
    taken = take_in(place, "<b>evil</b>.md", text.encode())
    from grandlivre.pipeline.asking import Book
    from grandlivre.pipeline.edition import StoreLibrary, contents_of, edition_from
    from grandlivre.web.links import LiveLinks

    with Book(place) as book:
        contents = contents_of(book, is_whole=False)
        edition = edition_from(contents, StoreLibrary(book.store, contents))
        pages = Pages(Index(edition), LiveLinks(), "en")
        shown = [
            pages.render(Address(kind=PageKind.DOCUMENT, key=taken.documents[0])),
            pages.render(Address(kind=PageKind.DOCUMENTS)),
            pages.render(Address(kind=PageKind.LEDGER)),
        ]
    for html in shown:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>evil" not in html
    assert "&lt;script&gt;alert(1)" in shown[0]


def test_a_formula_in_an_export_is_a_text(place):
    text = (
        "=HYPERLINK annonce\n\nPARIS, le 2 avril 2025. Le groupe =cmd|' /C calc'!A0 investira "
        "7 milliards d’euros dans un centre de données à Cambrai.\n"
    )
    take_in(place, "=1+1.txt", text.encode())
    with open_store(place) as store:
        claims, documents = list(store.claims()), list(store.documents())
    material = Material.gather(reconcile(claims, documents), claims, documents)
    for name in ("documents", "claims", "entries", "parties"):
        data = b"".join(csv_of(TABLES[name], material)).decode()
        for row in csv.reader(io.StringIO(data)):
            assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in row), row


def test_what_cannot_be_read_is_not_recorded(place):
    with pytest.raises(DocumentError):
        take_in(place, "a.txt", b"")
    assert not Path(place).exists()


@pytest.mark.parametrize(
    "name",
    [
        "../a.txt",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a\0b.txt",
        "a" * 500 + ".txt",
        "CON\\x.txt",
        "é\u202ea.txt",
    ],
)
def test_names_stay_in_their_folder(name):
    safe = safe_name(name)
    assert safe not in ("", ".", "..")
    assert not {"/", "\\", "\0"} & set(safe)
    assert len(safe) <= 150


def test_it_is_told_what_is_done_with_a_file(place):
    told = []
    members = {f"t{number}__txt": f"{MONEY} {number}".encode() for number in range(3)}
    take_in(place, "texts.zip", zipped(**members), told=lambda *step: told.append(step))
    assert list(dict.fromkeys(doing for *_, doing in told)) == ["read", "record", "settle"]
    read = [(done, of) for done, of, doing in told if doing == "read"]
    assert read[0] == (0, 0)
    assert [done for done, _ in read] == sorted(done for done, _ in read)
    assert read[-1] == (3, 3)
    assert [(done, of) for done, of, doing in told if doing == "record"] == [(0, 3), (1, 3), (2, 3)]
    assert told[-1] == (3, 3, "settle")


def test_what_is_unread_says_its_row(place: str) -> None:
    taken = take_in(place, "t.csv", b"projet;montant_eur;puissance_mw\nUn;beaucoup;120\n")
    assert taken.claims == 1
    [line] = taken.failed
    assert line.startswith("t.csv#2: the column montant_eur holds “beaucoup”")
    assert _unread(line, "fr").startswith("t.csv#2\u00a0: la colonne montant_eur porte")
    assert _unread(line, "en") == line
    # A job of an earlier version kept the reason alone.
    assert _unread("the file is empty", "fr") == "le fichier est vide"
