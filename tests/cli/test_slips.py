"""Commands that a newcomer may type: each is answered in words, none by a traceback."""

import socket
from pathlib import Path

import pytest

from grandlivre.cli import main

UNDATED = "MGX investira 5 milliards d’euros dans un centre de données à Fouju, de 140 mégawatts.\n"
NOTHING = "La mairie de Lens a dépensé 12 000 euros pour sa piscine.\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GRANDLIVRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main([*words, "--lang", "fr"])
    captured = capsys.readouterr()
    return status, captured.err.replace("\u00a0", " ").replace("\u202f", " ") or captured.out


def recorded(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.txt").write_text(text, encoding="utf-8")
    assert main(["run", "t.txt", "--out", "out/run"]) == 0
    capsys.readouterr()


def test_a_ledger_of_texts_without_a_day_is_planned(capsys: pytest.CaptureFixture[str]) -> None:
    recorded(UNDATED, capsys)
    for words in (["plan"], ["outlook", "--draws", "64"], ["outlook", "programmes"]):
        status, said = told(capsys, *words)
        assert (status, bool(said)) == (0, True), said


def test_an_outlook_of_nothing_says_where_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    recorded(NOTHING, capsys)
    status, err = told(capsys, "outlook")
    assert status == 1
    assert "d’après ce grand livre, il ne reste rien à construire — voyez pourquoi" in err
    recorded("LILLE, le 5 mai 2025. " + UNDATED, capsys)
    status, err = told(capsys, "outlook", "--as-of", "2020-01-01")
    assert status == 1
    assert "--as-of 2020-01-01 : rien n’avait encore paru ce jour-là" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("finance", "il faut nommer un campus — par exemple grandlivre finance campus-ia"),
        ("finance cambrai --year 1700", "--year : 1700 n’est pas une année"),
        ("finance cambrai --year 2999", "--year : 2999 n’est pas une année"),
        ("read t.txt --workers 100000", "100000 processus, c’est plus qu’une machine"),
        ("trace audit t.csv --nodes gone.csv", "gone.csv : le tableau de nœuds ne peut pas être lu"),
        ("serve --host 300.1.1.1", "--host : 300.1.1.1 n’est pas une adresse de cette machine"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told(
    words: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    status, err = told(capsys, *words.split())
    assert status in (1, 2)
    assert says in err
    assert " — " in err


def test_draws_and_names_that_make_no_sense(capsys: pytest.CaptureFixture[str]) -> None:
    recorded(UNDATED, capsys)
    for draws in ("-5", "0", "99999999999"):
        status, err = told(capsys, "outlook", "--draws", draws)
        assert status == 2
        assert f"--draws : {draws} tirages, c’est trop peu ou trop" in err
    assert told(capsys, "judge", "", "B", "--same")[0] == 2


def test_a_port_in_use_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, err = told(capsys, "serve", "--port", port)
    assert status == 2
    assert f"--port : le port {port} est occupé — donnez-en un autre" in err


@pytest.mark.parametrize("words", [["-h"], ["read", "-h"], ["help", "read"]])
def test_help_is_found_as_elsewhere(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out = told(capsys, *words)
    assert (status, "Utilisation" in out) == (0, True)
