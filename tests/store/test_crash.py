"""A writer killed at any instant: nothing acknowledged is lost, and no half batch is ever seen."""

import multiprocessing
import random
import signal
import time
from collections import Counter
from functools import partial
from itertools import accumulate
from multiprocessing.connection import Connection
from pathlib import Path

import crashing
import pytest
from papers import Read, claims_of
from sqlalchemy import text

from grandlivre.entities.model import Settled
from grandlivre.errors import StoreError
from grandlivre.store import Store, open_store
from grandlivre.store.connections import writing

KILLS = 200
"""On each database, in as many ledgers as there are seeds: tests of their own, so that two
processes may share them."""
SEEDS = (20, 21, 22, 23)
# Half of the writers die by the clock, half at an event of the database's: before or after a
# statement or a commit.
EVENTS = 90


def expected(last: int) -> tuple[list[str], dict[str, str]]:
    """Claims and copies once that version is complete, from nothing: -1 is before the first."""
    claims = [] if last < 0 else sorted(map(repr, claims_of(crashing.version(last))))
    origins = {} if last < 0 else crashing.origins(last)
    return claims, {key: origin for key, origin in origins.items() if key != origin}


def settled(place: str) -> Store | None:
    """The store once the server has noticed that its client died; None where there is none."""
    try:
        store = open_store(place)
    except StoreError as error:
        assert "there is no ledger here" in str(error)
        return None
    with writing(store._engine):
        return store


class Killer:
    """Lets writers begin, kills them, and looks at what they leave."""

    def __init__(self, place: str, seed: int) -> None:
        self.place = place
        self.chance = random.Random(seed)
        # From this process as it is: it holds no connection then, and all modules are loaded.
        self.context = multiprocessing.get_context("fork")
        self.version = 0
        """The version that is to be recorded now."""
        self.settled = Settled()
        """Who is who before it."""
        self.opening_seconds = self.seconds = 0.3
        """What the last writer that lived took to open the database, and to record."""
        self.killed: Counter[str] = Counter()

    def one(self, *, is_let_live: bool = False) -> None:
        """Let one writer begin, and kill it: by the clock, by its count, or while it opens."""
        way = "none" if is_let_live else self.chance.choice(["clock", "clock", "count", "opening"])
        dies_at = self.chance.randrange(EVENTS) if way == "count" else None
        ours, theirs = self.context.Pipe(duplex=False)
        writer = self.context.Process(
            target=crashing.write, args=(self.place, self.version, theirs, dies_at)
        )
        writer.start()
        theirs.close()
        told: list[object] = []
        begun = time.monotonic()
        if way == "opening":
            time.sleep(self.chance.uniform(0, self.opening_seconds))
            writer.kill()
        self.hear(ours, told)
        opened = time.monotonic()
        if way == "clock":
            time.sleep(self.chance.uniform(0, self.seconds))
            writer.kill()
        while self.hear(ours, told):
            pass
        writer.join()
        ours.close()
        if writer.exitcode == 0:
            self.opening_seconds, self.seconds = opened - begun, time.monotonic() - opened
        else:
            assert writer.exitcode == -signal.SIGKILL, writer.exitcode
            phase = _phase(told)
            self.killed[phase] += 1
            if way == "opening" and phase != "opening":
                # It opened sooner than the last one that lived: that one's machine was busier.
                self.opening_seconds /= 2
        self.check(told)

    def hear(self, ours: Connection, told: list[object]) -> bool:
        """What the writer says next; false where it is dead."""
        try:
            told.append(ours.recv())
        except EOFError:
            return False
        return True

    def check(self, told: list[object]) -> None:
        store = settled(self.place)
        if store is None:
            assert told == []
            assert self.version == 0
            return
        with store:
            seen = sorted(map(repr, store.claims())), store.copies()
            complete = len(store.batches())
            if complete > self.version:
                # Complete, though it may not have lived to say so.
                assert complete == self.version + 1
                self.version += 1
                self.settled = crashing.settled(self.version - 1)
            else:
                assert "complete" not in told
            assert seen == expected(self.version - 1)
            assert store.settled().parties.settled == self.settled.parties.settled
            assert set(store.settled().parties.decisions) == set(self.settled.parties.decisions)
            self.check_pieces(store, told)

    def check_pieces(self, store: Store, told: list[object]) -> None:
        """Whole pieces only, and all that were acknowledged."""
        acknowledged = [each for each in told if isinstance(each, tuple)]
        if not acknowledged:
            return
        batch, documents, new_documents = acknowledged[-1]
        query = text(
            "SELECT count(*), count(readings.id), sum(readings.claims), (SELECT count(*) FROM "
            "recordings r JOIN claims c ON c.reading_id = r.reading_id WHERE r.batch_id = :batch) "
            "FROM recordings LEFT JOIN readings ON readings.id = reading_id WHERE batch_id = :batch"
        )
        with store._engine.connect() as connection:
            recorded, read, claimed, found = connection.execute(query, {"batch": batch}).one()
        assert recorded == read
        assert (claimed or 0) == found == 2 * recorded
        number = store_version(store, batch)
        ends = list(accumulate(map(len, changed(number)), initial=0))
        assert new_documents == ends[documents // crashing.PIECE]
        assert recorded in ends
        assert recorded >= new_documents


def _phase(told: list[object]) -> str:
    if not told:
        return "opening"
    return str(told[-1]) if isinstance(told[-1], str) else "adding"


def store_version(store: Store, batch: int) -> int:
    """Which version that batch was to record."""
    [found] = [each for each in store.batches(include_open=True) if each.id == batch]
    return int(str(found.asked["version"]))


def changed(number: int) -> list[list[Read]]:
    """What is new in each piece of a version, the one before being complete."""
    before = crashing.version(number - 1) if number else []
    return [[each for each in piece if each not in before] for piece in crashing.pieces(number)]


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", SEEDS)
def test_killed_at_random(place: str, tmp_path: Path, seed: int) -> None:
    killer, most = Killer(place, seed), KILLS // len(SEEDS)
    while (kills := sum(killer.killed.values())) < most:
        # The first die while the tables are made; then some live, so that there is a past.
        killer.one(is_let_live=kills > 10 and killer.version < kills // 10)
    assert killer.killed["opening"] > most / 20
    assert killer.killed["adding"] > most / 10
    assert killer.version >= most // 10 - 1
    with open_store(place) as store, open_store(tmp_path / "whole.db", create=True) as whole:
        assert all(data == bytes([int(key[4:])] * 4) for key, data in store.sketches())
        store.check()
        record(store, killer.version)
        for number in range(killer.version + 1):
            record(whole, number)
        for one, other in zip(store.batches(), whole.batches(), strict=True):
            assert one.new_documents == other.new_documents
            assert one.new_claims == other.new_claims
            seen, uninterrupted = (
                (
                    list(each.documents(then)),
                    list(each.claims(then)),
                    each.copies(then),
                    each.settled(then),
                )
                for each, then in ((store, one.recorded_at), (whole, other.recorded_at))
            )
            assert seen == uninterrupted


def record(store: Store, number: int) -> None:
    batch = store.batch({"version": number}).begin()
    for piece in crashing.pieces(number):
        batch.add(piece)
    batch.set_copies(crashing.origins(number))
    batch.complete(partial(crashing.settle, number))
