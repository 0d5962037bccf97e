"""What a run leaves in a ledger's database, from run to run and where things go wrong."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import press
import pytest
import servers
from sqlalchemy import text

from grandlivre.base.codec import dumps
from grandlivre.errors import StoreError
from grandlivre.ledger import Ledger
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.running import RunResult, run
from grandlivre.pipeline.writing import Watcher
from grandlivre.store import open_store
from grandlivre.store.connections import writing


def go(texts: Path | str, out: Path, **options: str) -> RunResult:
    watcher = Watcher(failed=lambda _: None, warned=lambda _: None)
    return run([str(texts)], out, watcher=watcher, **options)  # type: ignore[arg-type]


def test_runs_into_one_folder_add_up(tmp_path: Path) -> None:
    texts = press.write_press(tmp_path / "press", 4)
    out = tmp_path / "out"
    first = go(texts, out)
    assert first.recorded.place == str(out / "ledger.db")
    assert first.recorded.new_documents == 4
    assert first.recorded.new_claims == first.progress.claims
    again = go(texts, out)
    assert (again.recorded.new_documents, again.recorded.new_claims) == (0, 0)
    other = tmp_path / "other.txt"
    other.write_text(press.FR.replace("Boréal", "Austral").replace("Morcenx", "Dax"), "utf-8")
    last = go(other, out)
    assert last.recorded.new_documents == 1
    assert last.progress.documents == 1
    with open_store(out / "ledger.db") as store:
        assert [batch.documents for batch in store.batches()] == [4, 4, 1]
        assert store.batches()[0].asked == {
            "command": "run", "sources": [str(texts)], "model": None,
        }  # fmt: skip
        documents = list(store.documents())
        assert len(documents) == 5
        assert documents[-1].text == other.read_text("utf-8")
        assert len(list(store.claims())) == first.progress.claims + last.progress.claims
        then = store.batches()[0].recorded_at
        assert len(list(store.claims(then))) == first.progress.claims


def test_copies_are_recorded(tmp_path: Path) -> None:
    texts = press.write_press(tmp_path / "press", 1)
    (texts / "copy.txt").write_text("Relayé.\n\n" + press.FR, encoding="utf-8")
    go(texts, tmp_path / "out")
    with open_store(tmp_path / "out" / "ledger.db") as store:
        assert len(store.copies()) == 1


def test_on_a_server(tmp_path: Path, server: servers.Server) -> None:
    texts = press.write_press(tmp_path / "press", 3)
    place = server.new_database()
    words = ("run", texts, "--out", tmp_path / "out", "--lang", "fr", "--db", place)
    for new in ("3 documents", "0 document"):
        done = press.grandlivre(*words)
        assert done.returncode == 0, done.stderr.decode()
        said = done.stdout.decode().replace("\u00a0", " ")
        assert f"Nouveau dans {place} : {new}, " in said
    assert not (tmp_path / "out" / "ledger.db").exists()
    with open_store(place) as store:
        assert [batch.new_documents for batch in store.batches()] == [3, 0]


def test_the_place_may_stand_in_the_settings(tmp_path: Path) -> None:
    texts = press.write_press(tmp_path / "press", 1)
    place = tmp_path / "mine.db"
    done = press.grandlivre(
        "run", texts, "--out", tmp_path / "out", env={"GRANDLIVRE_DB": str(place)}
    )
    assert done.returncode == 0, done.stderr.decode()
    with open_store(place) as store:
        assert len(store.batches()) == 1


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Error: {place}: is no ledger of grandlivre — check the name"),
        ("fr", "Erreur : {place} : n’est pas un grand livre fait par grandlivre — vérifiez le nom"),
    ],
)
def test_what_is_wrong_with_the_database_is_said_before_reading(
    tmp_path: Path, language: str, line: str
) -> None:
    texts = press.write_press(tmp_path / "press", 1)
    out = tmp_path / "out"
    out.mkdir()
    place = out / "ledger.db"
    place.write_text("Notes\n" * 300, encoding="utf-8")
    done = press.grandlivre("run", texts, "--out", out, "--lang", language)
    assert done.returncode == 1
    assert done.stderr.decode().replace("\u00a0", " ") == line.format(place=place) + "\n"
    assert [path.name for path in out.iterdir()] == ["ledger.db"]


def test_a_locked_database_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grandlivre.store.connections._WAIT_SECONDS", 0.2)
    texts = press.write_press(tmp_path / "press", 1)
    go(texts, tmp_path / "out")
    other = sqlite3.connect(tmp_path / "out" / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"ledger\.db: another program has been writing"):
        go(texts, tmp_path / "out")
    other.close()
    assert go(texts, tmp_path / "out").recorded.new_documents == 0


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_nothing_half_seen(tmp_path: Path) -> None:
    texts = press.write_press(tmp_path / "press", 300)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "grandlivre", "run", str(texts), "--out", str(out)]
    kills = 0
    for wait in (0.0, 0.3, 0.8, 1.5):
        process = subprocess.Popen(
            command, env=press.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not (out / "ledger.db").exists() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(wait)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
        try:
            with open_store(out / "ledger.db") as store:
                assert len(list(store.documents())) in (0, 300)
                assert bool(store.batches()) == bool(list(store.claims()))
        except StoreError as error:
            assert "there is no ledger here" in str(error)  # killed before its tables were made
    assert kills
    last = go(texts, out)
    with open_store(out / "ledger.db") as store:
        assert len(list(store.documents())) == 300
        assert len(list(store.claims())) == last.progress.claims
        store.check()


# Made up for this test: three spellings of one house, its arm, and a rival of its short name.
STEPS = (
    "PARIS, le 3 mars 2025. La société Vélizion Systems investira 4 milliards d’euros à Dole.",
    "PARIS, le 4 mars 2025. Vélizion investira 4 milliards d’euros à Dole.",
    "PARIS, le 5 mars 2025. Vélizion Labs investira 2 milliards d’euros à Brest.",
    "PARIS, le 6 mars 2025. VELIZION SYSTEMS SAS investira 4 milliards d’euros à Dole.",
)


def parties_of(ledger: Ledger) -> dict[str, str]:
    return {
        form: party.key
        for entry in ledger.commitments
        for party in entry.investors
        for form in party.forms
    }


def test_texts_added_one_by_one_move_no_settled_party(tmp_path: Path) -> None:
    out, texts, known = tmp_path / "out", tmp_path / "texts", dict[str, str]()
    texts.mkdir()
    for number, words in enumerate(STEPS):
        path = texts / f"{number}.txt"
        path.write_text(words, "utf-8")
        made = parties_of(go(path, out).ledger)
        assert all(known.get(form, key) == key for form, key in made.items())
        known |= made
        with Book(str(out)) as book:
            assert parties_of(book.ledger()) == known
            # As it was before the last texts came, by what was known of names then.
            assert book.settled == book._store.settled()
    assert len(set(known.values())) == 2
    assert known["Vélizion"] == known["Vélizion Systems"] == known["VELIZION SYSTEMS SAS"]
    again = go(texts / "0.txt", out)
    assert parties_of(again.ledger)["Vélizion Systems"] == known["Vélizion Systems"]
    # All at once nobody is settled yet, so that the short form of two means neither.
    whole = tmp_path / "whole"
    (texts / "3.txt").unlink()
    go(texts, whole)
    with Book(str(whole)) as book:
        assert len(set(parties_of(book.ledger()).values())) == 3


def test_a_ledger_of_before_there_were_identities_is_settled_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "0.txt").write_text(STEPS[0], "utf-8")
    (tmp_path / "1.txt").write_text(STEPS[1], "utf-8")
    first = parties_of(go(tmp_path / "0.txt", out).ledger)
    with open_store(out / "ledger.db") as store, writing(store._engine) as connection:
        for table in ("names", "decisions"):
            connection.execute(text(f"DELETE FROM {table}"))
    with Book(str(out)) as book:
        assert parties_of(book.ledger()) == first
    second = parties_of(go(tmp_path / "1.txt", out).ledger)
    assert set(second.values()) == set(first.values())
    with open_store(out / "ledger.db") as store:
        forms = {name.form for each in store.settled().parties.settled for name in each.names}
    assert {"Vélizion", "Vélizion Systems"} <= forms


WIRE = (
    "DAX (AFP) - Le fonds Austrion a annoncé lundi qu’il investirait 7 milliards d’euros dans un "
    "centre de données à Mimizan, « un projet que nous préparons depuis trois ans avec la région », "
    "a dit son directeur. Le chantier doit commencer au printemps sur un terrain de 60 hectares, "
    "et le site, raccordé au réseau en 2028, comptera 400 MW. {end}"
)


def test_a_copy_that_comes_later_joins_its_group(tmp_path: Path, place: str) -> None:
    ends = ("La mairie s’en réjouit.", "L’opposition demande une enquête.", "À suivre.")
    out, texts, documents = tmp_path / "out", tmp_path / "texts", set[str]()
    texts.mkdir()
    for number, end in enumerate(ends):
        path = texts / f"{number}.txt"
        path.write_text(f"PARIS, le {3 + number} mars 2025.\n" + WIRE.format(end=end), "utf-8")
        result = go(path, out, database=place)
        assert result.recorded.new_documents == 1
        assert {entry.origins for entry in result.ledger.commitments} == {1}
        with open_store(place) as store:
            copies = store.copies()
            documents = {document.id for document in store.documents()}
        assert len(documents) == number + 1
        assert len(copies) == number
        assert len(set(copies.values())) == min(number, 1)
    with Book(place) as book:
        assert {entry.origins for entry in book.ledger().commitments} == {1}
    # The same as when all come at once.
    whole = tmp_path / "whole.db"
    go(texts, tmp_path / "other", database=str(whole))
    with open_store(whole) as store:
        assert store.copies() == copies
    # What was put together stays so when one text is read again alone.
    go(texts / "1.txt", out, database=place)
    with open_store(place) as store:
        assert store.copies() == copies


def test_texts_recorded_before_there_were_sketches_are_found_too(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number, end in enumerate(("Voilà.", "C’est dit.")):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"PARIS, le {3 + number} mars 2025.\n" + WIRE.format(end=end), "utf-8")
        go(path, out)
        with open_store(out / "ledger.db") as store:
            assert len(store.copies()) == number
            assert not store.unsketched()
            with writing(store._engine) as connection:
                connection.execute(text("DELETE FROM sketches"))


@pytest.fixture(params=servers.DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "here.db")
    return str(request.getfixturevalue("server").new_database())


def told(ledger: Ledger) -> str:
    """A ledger with its parties called by their names in place of their keys."""
    words = dumps(ledger).decode()
    for entry in (*ledger.commitments, *ledger.programmes):
        for party in (*entry.investors, *entry.beneficiaries):
            words = words.replace(party.key, "/".join(party.forms))
    return words


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (2, 1, 0)])
def test_texts_come_to_one_ledger_however_they_come(tmp_path: Path, order: tuple[int, ...]) -> None:
    """But for keys, and where no name is ambiguous."""
    ours = (STEPS[0], STEPS[3], "PARIS, le 5 mars 2025. Le fonds Boralex Capital investira "
            "2 milliards d’euros dans le projet de Vélizion Systems à Dole.")  # fmt: skip
    texts = tmp_path / "texts"
    texts.mkdir()
    for number, words in enumerate(ours):
        (texts / f"{number}.txt").write_text(words, "utf-8")
    for number in order:
        go(texts / f"{number}.txt", tmp_path / "steps")
    go(texts, tmp_path / "whole")
    with Book(str(tmp_path / "steps")) as steps, Book(str(tmp_path / "whole")) as whole:
        assert told(steps.ledger()) == told(whole.ledger())
        assert len(steps.ledger().commitments) >= 2
