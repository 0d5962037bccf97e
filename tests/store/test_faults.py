"""What goes wrong with a database is said in one line that names it and the remedy."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import servers
from papers import JUDGED, claims_of, papers
from sqlalchemy import event

from grandlivre.errors import StoreError
from grandlivre.reference.messages import messages
from grandlivre.store import BatchWriter, Store, open_store


def fill(place: str | Path, numbers: int = 40) -> list:
    read = papers(range(numbers))
    with open_store(place, create=True) as store:
        with store.batch({"sources": ["here"]}) as batch:
            batch.add(read)
            batch.set_copies({"doc_1": "doc_0"})
        store.record_judgement(JUDGED)
    return read


def add_in_pieces(batch: BatchWriter, read: list) -> None:
    for start in range(0, len(read), 5):
        batch.add(read[start : start + 5])


def read_all(store: Store) -> list:
    list(store.documents())
    store.copies()
    store.judgements()
    store.batches(include_open=True)
    return list(store.claims())


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("none.db", "there is no ledger here"),
        ("no/folder/none.db", "there is no ledger here"),
        ("folder", "is a folder"),
        ("text.txt", "is no ledger of grandlivre"),
        ("recipes.db", "is no ledger of grandlivre"),
        ("empty.db", "there is no ledger here"),
        ("postgresql://ada:secret@/", "the database server does not answer"),
        ("postgresql://localhost:1/x", "the database server does not answer"),
        ("postgresql://ada:secret@localhost:x/y", "is not the address of a database"),
    ],
)
def test_what_is_no_ledger_is_said(
    tmp_path: Path, name: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("text.txt").write_text("Ceci n'est pas un grand livre. " * 40, encoding="utf-8")
    Path("empty.db").touch()
    with sqlite3.connect("recipes.db") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match=what) as caught:
        open_store(name)
    assert caught.value.remedy
    assert "secret" not in str(caught.value)
    french = messages("fr").error(caught.value)
    assert caught.value.remedy not in french
    assert caught.value.what.partition(" (")[0] not in french
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "empty.db", "folder", "recipes.db", "text.txt",
    ]  # fmt: skip


def test_a_server_says_what_it_has_against_us(server: servers.Server) -> None:
    with pytest.raises(StoreError, match="the server has no such database"):
        open_store(server.address("nothing"))
    place = server.new_database()
    name = place.partition("@/")[2].partition("?")[0]
    server.execute("postgres", "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    guest = place.replace("postgres@", "guest@")
    with pytest.raises(StoreError, match="there is no ledger here"):
        open_store(guest)
    with pytest.raises(StoreError, match=r"refuses access \(permission denied for schema public\)"):
        open_store(guest, create=True)
    fill(place)
    server.execute(name, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    with open_store(guest) as store:
        assert len(read_all(store)) == 80
        store.keep_ledger("a", {})
        assert store.kept_ledger("a") is None
        with pytest.raises(StoreError, match="refuses access"):
            store.forget_ledgers()
    with open_store(place) as store:
        assert len(read_all(store)) == 80
        server.execute(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{name}' AND pid <> pg_backend_pid()",
        )
        assert len(read_all(store)) == 80  # a connection that was cut while idle is made anew


def test_a_writer_that_does_not_end_is_not_waited_for_forever(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grandlivre.store.connections._WAIT_SECONDS", 1)
    read = fill(place)
    with open_store(place) as one, open_store(place) as other:
        from grandlivre.store.connections import writing

        with writing(one._engine), pytest.raises(StoreError, match="for too long"):
            other.record_judgement(JUDGED)
        assert list(other.claims()) == claims_of(read)
        other.record_judgement(JUDGED)


def test_a_full_disk_loses_nothing_that_was_recorded(tmp_path: Path) -> None:
    place = tmp_path / "ledger.db"
    read = fill(place)
    with open_store(place) as store:

        @event.listens_for(store._engine, "connect", insert=False)
        def limit(connection: sqlite3.Connection, _: object) -> None:
            [[pages]] = connection.execute("PRAGMA page_count")
            connection.execute(f"PRAGMA max_page_count={pages + 8}")

        store._engine.dispose()
        more = papers(range(1000, 1400))
        batch = store.batch().begin()
        with pytest.raises(StoreError, match="the disk is full") as caught:
            add_in_pieces(batch, more)
        assert caught.value.where == str(place)
        assert list(store.claims()) == claims_of(read)
        assert batch.new_documents > 0
    with open_store(place) as store, store.batch() as batch:
        batch.add(more)
    with open_store(place) as store:
        assert list(store.claims()) == claims_of([*read, *more])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_a_ledger_that_can_only_be_read_is_read(tmp_path: Path) -> None:
    """By a user without rights, in a process that has given up all others."""
    place = tmp_path / "shelf" / "ledger.db"
    place.parent.mkdir()
    read = fill(place)
    for folder in (place.parent, *place.parent.parents):
        if folder.is_relative_to(Path(tmp_path).parents[2]):
            folder.chmod(0o755)
    place.parent.chmod(0o555)
    place.chmod(0o444)
    # Once at rest, and once with its log beside it, as while another user writes.
    with open_store(place) as writer:
        writer.record_judgement(JUDGED)
        assert place.with_name("ledger.db-wal").exists()
        as_nobody(place, read)
    assert not place.with_name("ledger.db-wal").exists()
    as_nobody(place, read)


def as_nobody(place: Path, read: list) -> None:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            with open_store(place) as store:
                assert list(store.claims()) == claims_of(read)
                store.keep_ledger("a", {})
                assert store.kept_ledger("a") is None
                with pytest.raises(StoreError, match="can be read but not written here"):
                    store.record_judgement(JUDGED)
            status = 0
        except BaseException as error:
            sys.__stderr__.write(f"{error!r}\n")
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0


def test_without_its_driver_postgresql_says_how_to_get_it() -> None:
    code = (
        "import sys; sys.modules['pg8000'] = None\n"
        "from grandlivre.store import open_store\n"
        "open_store('postgresql://ada:secret@localhost/x')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].endswith(
        "postgresql://ada:***@localhost/x: PostgreSQL needs a driver that is not installed"
        " — pip install 'grandlivre[postgres]'"
    )


def damages(data: bytes, chance: random.Random) -> bytes:
    """A copy that a failing disk, or a careless program, has altered."""
    altered = bytearray(data)
    start = chance.randrange(len(data))
    match chance.randrange(5):
        case 0:
            for _ in range(chance.choice([1, 5, 50])):
                altered[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 1:
            del altered[start:]
        case 2:
            size = chance.choice([16, 512, 4096])
            altered[start : start + size] = bytes(len(altered[start : start + size]))
        case 3:
            page = start // 4096 * 4096
            other = chance.randrange(len(data)) // 4096 * 4096
            altered[page : page + 4096] = data[other : other + 4096]
        case 4:
            altered[start : start + 64] = chance.randbytes(len(altered[start : start + 64]))
    return bytes(altered)


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, seed: int) -> None:
    """Or its damage touches nothing that was recorded; never another error, never another figure."""
    place = tmp_path / "ledger.db"
    read = fill(place)
    data = place.read_bytes()
    chance = random.Random(seed)
    said = astray = 0
    for number in range(75):
        shutil.rmtree(tmp_path / "copies", ignore_errors=True)
        copy = tmp_path / "copies" / f"{number}.db"
        copy.parent.mkdir()
        copy.write_bytes(damages(data, chance))
        try:
            with open_store(copy) as store:
                found = read_all(store)
                with store.batch() as batch:
                    batch.add(papers([1, 99], version=1))
        except StoreError as error:
            said += 1
            assert error.where == str(copy)
            assert error.what.startswith(
                ("the ledger is damaged", "is no ledger", "there is no ledger", "the ledger cannot",
                 "the ledger was written by a newer", "the database reports a fault")
            ), error  # fmt: skip
        else:
            if found != claims_of(read):
                # An index that leads astray; nothing less than a look at all of it tells.
                with open_store(copy) as store, pytest.raises(StoreError, match="damaged"):
                    store.check()
                astray += 1
    assert said > 20
    assert astray < 4
