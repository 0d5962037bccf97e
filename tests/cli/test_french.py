"""What goes wrong is said in the language that was asked for, and in words of ours."""

import re
import zipfile
from pathlib import Path

import pytest

from grandlivre.cli import main
from grandlivre.documents.formats.archive import _OFFICE
from grandlivre.documents.sniff import _FOREIGN
from grandlivre.reference.messages import messages

# Words by which a library's own English would be known.
ENGLISH = re.compile(
    r"\b(?:Error|error|expected|unexpected|not a|no such|is a|object|attribute|file|line|column|char|"
    r"valid|Invalid|value|while|unable|the|of|which)\b"
)
CAMPUS = (
    "PARIS, le 3 mars 2025. Hespérie investira 12 milliards d’euros dans un campus de centres de "
    "données à Cambrai, d’une puissance de 300 mégawatts, mis en service en 2031.\n"
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GRANDLIVRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def word_document(name: str, body: bytes) -> None:
    with zipfile.ZipFile(name, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", body)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main([*words, "--lang", "fr"])
    return status, capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ")


FILES = {
    "broken.docx": (b"PK\x03\x04 and no more", "archive endommagée ou tronquée"),
    "halves.docx": (None, "document Word endommagé — ouvrez-le dans un traitement de texte"),
    "end.json": (b'{"text": "Un', "JSON invalide à la fin"),
    "deep.json": (b"[" * 3000, "JSON invalide à la ligne 1, colonne 1026"),
    "word.json": (b'{"text": "Un",\n "title": no}', "JSON invalide à la ligne 2, colonne 11"),
    "a.jsonl": (b'{"text": "Un"}\n{bad}\n', "a.jsonl#2 : JSON invalide à la colonne 2"),
    "a.txt.gz": (b"\x1f\x8b\x08garbage", "archive endommagée ou tronquée"),
    "a.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "un fichier Office d’avant 2007"),
    "a.png": (b"\x89PNG\r\n\x1a\n" + bytes(99), "une image PNG, pas un texte"),
}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_broken_file(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data, words = FILES[name]
    if data is None:
        word_document(name, b"<w:document><w:p>")
    else:
        Path(name).write_bytes(data)
    status, err = told(capsys, "read", name)
    assert status == 1
    assert err.startswith(name)
    assert words in err
    assert not ENGLISH.search(err.removeprefix(name))


def test_every_kind_of_file_that_is_not_read_has_a_french_name() -> None:
    say = messages("fr")
    kinds = [kind for _, kind in _FOREIGN]
    kinds += [words for _, (kind, remedy) in _OFFICE if remedy for words in (kind, remedy)]
    assert [kind for kind in kinds if say.sentence(kind) == kind] == []


def test_a_trace_and_a_log_that_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    Path("note.txt").write_text("bonjour\n", encoding="utf-8")
    Path("empty.log").touch()
    Path("latin.log").write_bytes(b"\xe9t\xe9")
    unread = "l’enregistrement ne peut pas être lu (le fichier ou le dossier n’existe pas)"
    assert unread in told(capsys, "trace", "audit", "gone.csv")[1]
    no_log = "ce n’est pas le journal d’une année de campus — nommez le fichier"
    for name in ("note.txt", "empty.log", "latin.log"):
        status, err = told(capsys, "campus", "audit", name)
        assert status in (1, 2)
        assert f"{name}" in err
        assert no_log in err
    assert "(c’est un dossier)" in told(capsys, "campus", "audit", ".")[1]


@pytest.mark.parametrize(
    ("content", "spot"),
    [
        ("a = [\n b == 3", "à la ligne 2, colonne 2"),
        ("a = 1\na = 2\n", "à la ligne 2, colonne 6, où un nom revient"),
        ("a = [", "à la fin"),
    ],
)
@pytest.mark.parametrize(
    "words", ["campus run a.toml", "outlook --scenario a.toml", "finance a.toml"]
)
def test_a_broken_settings_file(
    content: str, spot: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.toml").write_text(content, encoding="utf-8")
    Path("t.txt").write_text(CAMPUS, encoding="utf-8")
    assert main(["run", "t.txt", "--out", "out/run"]) == 0
    capsys.readouterr()
    status, err = told(capsys, *words.split())
    assert status == 2
    assert f"a.toml : ce n’est pas du TOML, {spot}" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("judge --reverse x", "--reverse demande un nombre entier, non x"),
        ("judge --reverse=x", "--reverse demande un nombre entier, non x"),
        ("outlook --draws 1.5", "--draws demande un nombre entier, non 1.5"),
        ("trace audit f --accelerators many", "--accelerators demande un nombre, non many"),
        ("ledger extra more", "trop d’arguments : extra more"),
    ],
)
def test_an_argument_of_another_kind(
    words: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = words.split()[0]
    expected = f"Erreur : {says}\nVoir : grandlivre {command} --help\n"
    assert told(capsys, *words.split()) == (2, expected)


def test_a_missing_value_names_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "a.txt", "--model", "http://localhost"]) == 2
    err = capsys.readouterr().err
    assert err == "Error: --model needs 2 values\nSee: grandlivre read --help\n"


def test_a_judgement_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.txt").write_text(CAMPUS, encoding="utf-8")
    assert main(["run", "t.txt", "--out", "out/run"]) == 0
    capsys.readouterr()
    status, err = told(capsys, "judge", "--reverse", "7")
    assert status == 1
    assert "il n’y a pas de jugement 7 à reprendre — vérifiez son numéro" in err
