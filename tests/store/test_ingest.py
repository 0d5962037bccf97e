"""Recording: nothing is overwritten, nothing is stored twice, and memory stays flat."""

import tracemalloc
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from papers import JUDGED, Read, claim, claims_of, document, papers
from sqlalchemy import event, text

from grandlivre.errors import CodecError
from grandlivre.store import Store, open_store


def count(store: Store, table: str) -> int:
    with store._engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0)


def test_rows_are_only_added(place: str) -> None:
    with open_store(place, create=True) as store:
        verbs = set()

        @event.listens_for(store._engine, "before_cursor_execute")
        def hear(_c: object, _u: object, statement: str, *_: object) -> None:
            verbs.add(statement.split()[0])

        for version in range(3):
            with store.batch() as batch:
                batch.add(papers(range(5), version=version))
                batch.set_copies({"doc_1": f"doc_{version}"})
        judged = store.record_judgement(JUDGED)
        store.reverse_judgement(judged.number)
        list(store.claims())
    assert "INSERT" in verbs
    assert verbs <= {"INSERT", "SELECT", "BEGIN", "SET"}


def test_what_an_interrupted_batch_stored_is_not_stored_again(place: str) -> None:
    read = papers(range(10))
    with open_store(place, create=True) as store:
        for end in (4, 7, 10):
            with suppress(KeyboardInterrupt), store.batch() as batch:
                batch.add(read[:end])
                raise KeyboardInterrupt
            assert (count(store, "readings"), count(store, "claims")) == (end, 2 * end)
        with store.batch() as batch:
            batch.add(read)
        assert batch.new_documents == 10
        for table, rows in (("readings", 10), ("texts", 10), ("claims", 20), ("recordings", 31)):
            assert count(store, table) == rows, table
        assert list(store.claims()) == claims_of(read)


def test_what_cannot_be_written_spoils_only_its_own_piece(place: str) -> None:
    with open_store(place, create=True) as store:
        batch = store.batch().begin()
        batch.add(papers([1]))
        absurd: list[Read] = [*papers([2]), (document(3), (claim(3, low=Decimal("1E+500")),))]
        with pytest.raises(CodecError):
            batch.add(absurd)
        batch.add(papers([4]))
        batch.complete()
        assert list(store.claims()) == claims_of(papers([1, 4]))


def test_amounts_past_64_bits_are_kept_exactly(place: str) -> None:
    huge = claim(1, low=Decimal(10) ** 30 + Decimal("0.01"), high=None)
    with open_store(place, create=True) as store:
        with store.batch() as batch:
            batch.add([(document(1), (huge,))])
        assert list(store.claims()) == [huge]
        with store._engine.connect() as connection:
            row = connection.execute(text("SELECT low_minor, high_minor FROM claims")).one()
        assert tuple(row) == (2**63 - 1, None)


def test_two_documents_of_one_id_and_two_readings(place: str) -> None:
    """A text that is named twice in one command, read by a reader that errs at random."""
    first, second = papers([1]), papers([1], version=1)
    with open_store(place, create=True) as store:
        with store.batch() as batch:
            batch.add([*first, *second, *first])
        assert batch.documents == 3
        assert list(store.claims()) == claims_of(first)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_documents(tmp_path: Path) -> None:
    peaks = []
    for number in (500, 4000):
        with open_store(tmp_path / f"{number}.db", create=True) as store:
            tracemalloc.start()
            with store.batch() as batch:
                for start in range(0, number, 100):
                    batch.add(
                        [
                            (replace(paper, text=paper.text * 100), found)
                            for paper, found in papers(range(start, start + 100))
                        ]
                    )
            assert sum(1 for _ in store.claims()) == 2 * number
            assert sum(1 for _ in store.documents()) == number
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_large_ledgers_are_read_by_their_indexes(tmp_path: Path) -> None:
    with open_store(tmp_path / "ledger.db", create=True) as store:
        for version in range(3):
            with store.batch() as batch:
                batch.add(papers(range(50), version=version))
        asked: list[tuple[str, object]] = []

        @event.listens_for(store._engine, "before_cursor_execute")
        def hear(_c: object, _u: object, statement: str, values: object, *_: object) -> None:
            asked.append((statement, values))

        list(store.claims())
        list(store.documents())
        plans = []
        with store._engine.connect() as connection:
            for statement, values in [each for each in asked if "ORDER BY rec" in each[0]]:
                found = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
                plans.append([row[3] for row in found])
    assert len(plans) == 6
    for plan in plans:
        assert not [step for step in plan if "TEMP B-TREE" in step or "SCAN" in step], plan
