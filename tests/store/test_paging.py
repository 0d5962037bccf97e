"""Pages of claims and documents together are what the whole is, whatever was read again."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers import claims_of, papers

from grandlivre.base.codec import loads
from grandlivre.claims.model import Claim, Measure
from grandlivre.documents.model import Document
from grandlivre.store import open_store

batches = st.lists(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), max_size=5), min_size=1, max_size=5
)


def pages(after, most, until):
    found, place = [], None
    while True:
        page = after(place, most, until)
        found += page.records
        assert len(page.records) <= most
        if page.after is None:
            return found
        assert len(page.records) == most
        place = page.after


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches, st.integers(1, 4))
def test_pages_make_the_whole(tmp_path_factory, recorded, most):
    place = str(tmp_path_factory.mktemp("paging") / "ledger.db")
    with open_store(place, create=True) as store:
        for batch in recorded:
            with store.batch() as writer:
                for number, version in batch:
                    writer.add(papers([number], version=version))
        moments = [each.recorded_at for each in store.batches()]
        for until in (None, moments[0]):
            claims, documents = (
                list(store.claims(until)),
                list(store.documents(until, with_text=False)),
            )
            records = pages(store.claim_records_after, most, until)
            assert [loads(Claim, each) for each in records] == claims
            records = pages(store.document_records_after, most, until)
            assert [loads(Document, each) for each in records] == documents
            for measure in {each.measure for each in claims} | {Measure.AREA}:
                some = [each for each in claims if each.measure is measure]
                assert list(store.claims_measuring([measure], until)) == some
            assert store.counted(until) == (len(documents), len(claims))
            assert store.reading_of("doc_of_nobody", until) is None
            for each in documents:
                mine = [one for one in claims if one.document_id == each.id]
                read, told = store.reading_of(each.id, until)
                assert (replace(read, text=""), told) == (each, mine)
                assert read.text == store.texts([each.id])[each.id]
                assert store.claim_counts([each.id], until) == {each.id: len(mine)}
                assert store.facts_by_id([each.id], until) == [each]


@pytest.mark.parametrize("most", [1, 7])
def test_pages_on_both_databases(place, most):
    with open_store(place, create=True) as store:
        with store.batch() as writer:
            writer.add(papers(range(5)))
        with store.batch() as writer:
            writer.add(papers([1], version=1))
        records = pages(store.claim_records_after, most, None)
        found = [loads(Claim, each) for each in records]
        assert found == claims_of(papers([0, 2, 3, 4])) + claims_of(papers([1], version=1))
