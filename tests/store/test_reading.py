"""What is read back: the last readings, as they stood at any moment, on both databases."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from papers import JUDGED, claim, claims_of, document, papers

from grandlivre.store import Store, open_store


@pytest.fixture
def store(place: str):
    with open_store(place, create=True) as opened:
        yield opened


def record(store: Store, read, copies=None) -> datetime:
    with store.batch({"sources": ["here"]}) as batch:
        batch.add(read)
        if copies:
            batch.set_copies(copies)
    assert batch.recorded_at is not None
    return batch.recorded_at


def test_an_empty_store_has_nothing(store: Store) -> None:
    assert store.batches() == ()
    assert store.last_recorded() is None
    assert list(store.documents()) == list(store.claims()) == []
    assert store.copies() == {}
    assert store.judgements() == ()


def test_what_is_recorded_is_read_back_in_its_order(store: Store) -> None:
    read = papers(range(1200))
    record(store, read)
    assert list(store.documents()) == [each for each, _ in read]
    assert list(store.claims()) == claims_of(read)
    bare = next(store.documents(with_text=False))
    assert bare == replace(read[0][0], text="")


def test_a_batch_says_what_it_brought(store: Store) -> None:
    before = datetime.now(UTC)
    record(store, papers(range(3)))
    [batch] = store.batches()
    assert batch.id == 1
    assert batch.is_complete
    assert batch.recorded_at is not None
    assert before <= batch.started_at <= batch.recorded_at
    assert batch.asked == {"sources": ["here"]}
    assert (batch.documents, batch.new_documents, batch.new_claims) == (3, 3, 6)


def test_the_same_again_is_nothing_but_a_batch(store: Store) -> None:
    read = papers(range(5))
    record(store, read, {"doc_1": "doc_0"})
    record(store, list(reversed(read)), {"doc_1": "doc_0", "doc_0": "doc_0"})
    assert list(store.claims()) == claims_of(read)
    last = store.batches()[-1]
    assert (last.documents, last.new_documents, last.new_claims) == (5, 0, 0)


def test_a_newer_reading_stands_and_the_earlier_is_kept(store: Store) -> None:
    first = papers(range(4))
    again = papers([1, 2], version=1)
    then = record(store, first)
    record(store, again)
    expected = [first[0], first[3], *again]
    assert list(store.documents()) == [each for each, _ in expected]
    assert list(store.claims()) == claims_of(expected)
    assert list(store.claims(then)) == claims_of(first)
    assert list(store.documents(then)) == [each for each, _ in first]
    just_before = then - timedelta(microseconds=1)
    assert list(store.documents(just_before)) == list(store.claims(just_before)) == []


def test_a_reading_that_comes_back_stands_again(store: Store) -> None:
    first, again = papers([1]), papers([1], version=1)
    moments = [record(store, read) for read in (first, again, first)]
    assert list(store.claims()) == claims_of(first)
    assert list(store.claims(moments[1])) == claims_of(again)
    assert [batch.new_documents for batch in store.batches()] == [1, 1, 1]


def test_the_same_bytes_read_into_another_text_are_the_same_source(store: Store) -> None:
    """A better reader of pages gives another text, and so another document, of one article."""
    old = document(1)
    new = replace(old, id="doc_1b", text="Le fonds Boréal investira 5 Md€.")
    record(store, [(old, (claim(1),))])
    record(store, [(new, (claim(1, document_id="doc_1b"),))])
    assert [each.id for each in store.documents()] == ["doc_1b"]
    assert [each.document_id for each in store.claims()] == ["doc_1b"]


def test_a_document_twice_in_a_batch_counts_once(store: Store) -> None:
    record(store, [*papers([1]), *papers([1]), *papers([1], version=1)])
    assert list(store.claims()) == claims_of(papers([1], version=1))


def test_an_open_batch_is_not_seen_and_not_lost(store: Store) -> None:
    read = papers(range(6))
    batch = store.batch()
    with suppress(KeyboardInterrupt), batch:
        batch.add(read[:4])
        batch.set_copies({"doc_1": "doc_0"})
        assert list(store.documents()) == []
        raise KeyboardInterrupt
    assert list(store.claims()) == []
    assert store.copies() == {}
    assert store.batches() == ()
    [left] = store.batches(include_open=True)
    assert not left.is_complete
    record(store, read)
    assert list(store.claims()) == claims_of(read)
    assert [each.id for each in store.batches(include_open=True)] == [2, 1]


def test_only_what_was_surely_published_by_a_day(store: Store) -> None:
    days = ["2025-02", "2025-02-28", "2025", "2024-H2", None, "2025-03-01"]
    read = [(document(i, published=day), (claim(i), claim(i, 1))) for i, day in enumerate(days)]
    seen = replace(document(9, published=None), retrieved="2025-01-05T10:00:00Z")
    record(store, [*read, (seen, ())])
    found = store.documents(published_until=date(2025, 2, 28))
    assert [each.id for each in found] == ["doc_0", "doc_1", "doc_3", "doc_9"]
    found = store.claims(published_until=date(2025, 2, 27))
    assert [each.document_id for each in found] == ["doc_3", "doc_3"]


def test_copies_follow_the_last_word(store: Store) -> None:
    first = record(store, papers(range(4)), {"doc_1": "doc_0", "doc_0": "doc_0"})
    second = record(store, (), {"doc_0": "doc_3", "doc_3": "doc_3", "doc_2": "doc_3"})
    assert store.copies(first) == {"doc_1": "doc_0"}
    # What goes back to a copy goes back to that copy's own origin.
    assert store.copies() == {"doc_0": "doc_3", "doc_1": "doc_3", "doc_2": "doc_3"}
    record(store, (), {"doc_0": "doc_0", "doc_1": "doc_0"})
    assert store.copies() == {"doc_1": "doc_0", "doc_2": "doc_3"}
    assert store.copies(second) == {"doc_0": "doc_3", "doc_1": "doc_3", "doc_2": "doc_3"}


def test_times_of_recording_never_go_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = record(store, papers([1]))

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return first - timedelta(days=1)

    monkeypatch.setattr("grandlivre.store.ingest.datetime", Earlier)
    second = record(store, papers([1], version=1))
    assert second > first
    assert list(store.claims(first)) == claims_of(papers([1]))
    assert list(store.claims()) == claims_of(papers([1], version=1))


def test_a_text_that_came_later_is_there_from_then_on(store: Store) -> None:
    [(paper, found)] = papers([1])
    record(store, [(replace(paper, text=""), ())])
    assert next(store.documents()).text == ""
    record(store, [(paper, found)])
    assert next(store.documents()) == paper


def test_kept_ledgers_can_be_thrown_away(store: Store) -> None:
    assert store.kept_ledger("a") is None
    store.keep_ledger("a", {"total": 1, "title": "Écu\x00"})
    store.keep_ledger("a", {"total": 2, "title": "Écu\x00"})
    assert store.kept_ledger("a") == {"total": 2, "title": "Écu\x00"}
    store.forget_ledgers()
    assert store.kept_ledger("a") is None


def test_the_newest_ledgers_only_are_kept(store: Store) -> None:
    for number in range(30):
        store.keep_ledger(f"key {number}", {"number": number})
    store.keep_ledger("key 29", {"number": 29})
    kept = [store.kept_ledger(f"key {number}") for number in range(30)]
    assert kept[:6] == [None] * 6
    assert kept[6:] == [{"number": number} for number in range(6, 30)]


def test_some_are_fetched_by_their_ids(store: Store) -> None:
    first, second = papers(range(4)), papers([1], version=1)
    with store.batch() as batch:
        batch.add(first)
    then = store.last_recorded()
    with store.batch() as batch:
        batch.add(second)
    assert store.last_recorded(then) == then
    wanted = ["clm_1_0", "clm_3_1", "clm_gone"]
    [now] = [each for each in store.claims_by_id(wanted) if each.document_id == "doc_1"]
    assert now == claims_of(second)[0]
    past = store.claims_by_id(wanted, recorded_until=then)
    assert sorted(past, key=lambda each: each.id) == [claims_of(first)[2], claims_of(first)[7]]
    assert store.texts(["doc_1", "doc_gone"]) == {"doc_1": first[1][0].text}
    assert store.documents_by_id(["doc_1", "doc_gone"]) == [second[0][0]]


def test_sketches_are_kept_once(store: Store) -> None:
    with store.batch() as batch:
        batch.add(papers(range(3)))
        assert store.unsketched() == []  # nobody sees it before the batch is complete
    assert [each.id for each in store.unsketched()] == ["doc_0", "doc_1", "doc_2"]
    with store.batch() as batch:
        batch.add_sketches({"doc_1": b"\x01\x02\x03\x04", "doc_2": b""})
        batch.add_sketches({"doc_1": b"else"})
    assert dict(store.sketches()) == {"doc_1": b"\x01\x02\x03\x04", "doc_2": b""}
    assert [each.id for each in store.unsketched()] == ["doc_0"]


def test_a_reader_sees_one_state_though_a_writer_goes_on(store: Store, place: str) -> None:
    first = papers(range(1500))
    record(store, first)
    found = store.claims()
    begun = [next(found)]
    with open_store(place) as other:
        record(other, papers(range(1500), version=1))
    assert [*begun, *found] == claims_of(first)
    assert list(store.claims()) == claims_of(papers(range(1500), version=1))


def test_a_time_without_a_zone_is_utc(store: Store) -> None:
    then = record(store, papers([1]))
    record(store, papers([1], version=1))
    assert list(store.claims(then.replace(tzinfo=None))) == claims_of(papers([1]))
    elsewhere = then.astimezone(timezone(timedelta(hours=9)))
    assert list(store.claims(elsewhere)) == claims_of(papers([1]))


def test_the_state_changes_with_all_that_is_recorded(store: Store) -> None:
    states = [store.state()]
    record(store, papers([1]))
    states.append(store.state())
    store.record_judgement(JUDGED)
    states.append(store.state())
    store.keep_ledger(states[-1], {})
    assert len(set(states)) == 3
    assert store.state() == states[-1]
