"""Who is who in the store: added to by each batch, seen with it, never moved."""

from contextlib import suppress
from functools import partial

import pytest
from papers import papers
from sqlalchemy import text

from grandlivre.entities.model import Addition, Kind, Name, Settled, Verdict
from grandlivre.entities.settling import Met, Settler
from grandlivre.errors import StoreError
from grandlivre.store import Store, open_store
from grandlivre.store.connections import writing

FIRST = Met(
    parties=(
        Name(form="Borealia", ids=("wikidata:Q42",)),
        Name(form="Zephyrion", ids=("siren:732829320",), uses=2),
    ),
    projects=(Name(form="campus alta"),),
    places=(Name(form="Trifouillis\x00"),),
)
SECOND = Met(
    parties=(
        Name(form="ZEPHYRION SA"),
        Name(form="Zephyrion", ids=("siren:732829320",), uses=5),
        Name(form="Zephyrion-Borealia", ids=("siren:732829320", "wikidata:Q42")),
    ),
    projects=(Name(form="campus altra"),),
)


def settle(met: Met, earlier: Settled) -> list[dict[Kind, Addition]]:
    return [Settler(earlier).add(met)]


def record(store: Store, met: Met, version: int = 0) -> None:
    batch = store.batch().begin()
    batch.add(papers([version]))
    batch.complete(partial(settle, met))


def test_what_is_settled_comes_back_as_it_was(place: str) -> None:
    settler = Settler()
    with open_store(place, create=True) as store:
        assert store.settled() == Settled()
        for version, met in enumerate((FIRST, SECOND)):
            record(store, met, version)
            settler.add(met)
            assert store.settled() == settler.settled()
        then = store.batches()[0].recorded_at
        first = Settler()
        first.add(FIRST)
        assert store.settled(then) == first.settled()


def test_keys_stay_and_a_merge_of_two_is_offered(place: str) -> None:
    with open_store(place, create=True) as store:
        record(store, FIRST)
        before = keys(store.settled())
        record(store, SECOND, 1)
    with open_store(place) as store:
        after = store.settled()
        assert before.items() <= keys(after).items()
        [offer] = after.parties.proposals
        assert {offer.first, offer.second} == {before["Zephyrion"], before["Borealia"]}
        assert [each.name for each in offer.decision.features] == ["id.same", "left.open"]
        assert offer.decision.score > 0


def test_a_ledger_needs_the_decisions_on_kin_alone(place: str) -> None:
    arms = Met(parties=(Name(form="Zephyrion"), Name(form="Zephyrion Canada")))
    with open_store(place, create=True) as store:
        record(store, FIRST)
        record(store, arms, 1)
        record(store, SECOND, 2)
        whole, lean = store.settled(), store.settled(is_explained=False)
    assert lean.parties.settled == whole.parties.settled
    assert {each.verdict for each in lean.parties.decisions} == {Verdict.RELATED}
    assert len(whole.parties.decisions) > len(lean.parties.decisions)
    assert lean.parties.proposals == ()


def test_the_same_again_adds_no_row(place: str) -> None:
    with open_store(place, create=True) as store:
        record(store, FIRST)
        rows = [count(store, table) for table in ("names", "decisions")]
        record(store, FIRST)
        assert [count(store, table) for table in ("names", "decisions")] == rows


def test_an_interrupted_batch_settles_nobody(place: str) -> None:
    def fails(earlier: Settled) -> list[dict[Kind, Addition]]:
        raise KeyboardInterrupt

    with open_store(place, create=True) as store:
        batch = store.batch().begin()
        batch.add(papers([1]))
        with suppress(KeyboardInterrupt):
            batch.complete(fails)
        assert batch.recorded_at is None
        assert store.settled() == Settled()
        assert store.batches() == ()


def test_a_damaged_name_is_noticed(place: str) -> None:
    with open_store(place, create=True) as store:
        record(store, FIRST)
        with writing(store._engine) as connection:
            connection.execute(text("UPDATE names SET record = replace(record, 'Z', 'X')"))
        with pytest.raises(StoreError, match="damaged"):
            store.settled()
        with pytest.raises(StoreError, match="damaged"):
            store.check()


def keys(settled: Settled) -> dict[str, str]:
    return {name.form: each.key for each in settled.parties.settled for name in each.names}


def count(store: Store, table: str) -> int:
    with store._engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0)
