"""Several programs at one ledger: writers take turns, readers see whole batches and never wait."""

import multiprocessing
import time
from multiprocessing.synchronize import Event

import pytest
from papers import claims_of, papers

from grandlivre.store import open_store

DOCUMENTS = 24
VERSIONS = 12
READERS = 3


def write(place: str) -> None:
    for version in range(VERSIONS):
        with open_store(place) as store, store.batch({"version": version}) as batch:
            for number in range(0, DOCUMENTS, 4):
                batch.add(papers(range(number, number + 4), version=version))


def read(place: str, is_over: Event, results: "multiprocessing.Queue[object]") -> None:
    """Read again and again; tell of each state seen, and how long the longest look took."""
    states, slowest = [], 0.0
    try:
        with open_store(place) as store:
            is_last = False
            while not is_last:
                # Looked at once more when all is written, however slow the machine.
                is_last = is_over.is_set()
                begun = time.monotonic()
                last = store.last_recorded()
                claims = [] if last is None else list(store.claims(last))
                documents = [] if last is None else list(store.documents(last))
                slowest = max(slowest, time.monotonic() - begun)
                versions = {int(claim.low or 0) - 5_000_000_000 for claim in claims}
                assert len(versions) <= 1
                assert len(claims) == 2 * len(documents) == (2 * DOCUMENTS if versions else 0)
                states.append(max(versions, default=-1))
    except Exception as error:
        results.put(repr(error))
    else:
        results.put((states, slowest))


def add_own(place: str, numbers: range) -> None:
    with open_store(place) as store:
        for step in range(0, len(numbers), 5):
            with store.batch() as batch:
                batch.add(papers([0, *numbers[step : step + 5]]))


@pytest.mark.timeout(120)
def test_readers_see_whole_batches_while_one_writes(place: str) -> None:
    context = multiprocessing.get_context("fork")
    open_store(place, create=True).close()
    is_over, results = context.Event(), context.Queue()
    readers = [context.Process(target=read, args=(place, is_over, results)) for _ in range(READERS)]
    writer = context.Process(target=write, args=(place,))
    for process in (*readers, writer):
        process.start()
    writer.join()
    is_over.set()
    seen = [results.get(timeout=60) for _ in readers]
    for process in readers:
        process.join()
    assert writer.exitcode == 0
    for each in seen:
        assert isinstance(each, tuple), each
        states, _ = each
        assert states == sorted(states)
        assert states[-1] == VERSIONS - 1
    assert any(len(set(states)) > 2 for states, _ in seen)


@pytest.mark.timeout(120)
def test_two_writers_lose_nothing(place: str) -> None:
    context = multiprocessing.get_context("fork")
    open_store(place, create=True).close()
    shares = [range(1, 41), range(41, 81), range(21, 61)]
    writers = [context.Process(target=add_own, args=(place, share)) for share in shares]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0, 0, 0]
    with open_store(place) as store:
        found = sorted(store.documents(), key=lambda each: int(each.id.removeprefix("doc_")))
        assert found == [document for document, _ in papers(range(81))]
        assert len(list(store.claims())) == len(claims_of(papers(range(81))))
        moments = [batch.recorded_at for batch in store.batches()]
        assert len(set(moments)) == 24
        store.check()


def test_two_programs_may_make_the_same_ledger(place: str) -> None:
    context = multiprocessing.get_context("fork")
    makers = [context.Process(target=make, args=(place,)) for _ in range(4)]
    for process in makers:
        process.start()
    for process in makers:
        process.join()
    assert [process.exitcode for process in makers] == [0] * 4
    with open_store(place) as store:
        assert store.batches() == ()


def make(place: str) -> None:
    open_store(place, create=True).close()
