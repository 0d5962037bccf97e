"""Lists against a plain walk over the ledger, and sums that count nothing twice."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pages import small_index

from grandlivre.base.fold import fold
from grandlivre.claims.model import Purpose, Stage
from grandlivre.ledger.natures import Nature
from grandlivre.report.pages.listing import listed
from grandlivre.report.pages.model import Query, Sort


def plainly(query: Query) -> set[str]:
    index = small_index()
    kept = set()
    for entry in chain(index.ledger.commitments, index.ledger.programmes):
        told = int(entry.money_date[:4]) if entry.money_date else None
        names = " ".join(
            [
                entry.title.fr,
                entry.title.en,
                *chain.from_iterable(
                    (p.name, *p.forms) for p in (*entry.investors, *entry.beneficiaries)
                ),
                *(p.name for p in (*entry.places, *entry.projects)),
            ]
        )
        if query.stage and entry.stage != query.stage:
            continue
        if query.purpose and entry.purpose != query.purpose:
            continue
        if query.nature and index.nature(entry) != query.nature:
            continue
        if query.year_from and (told is None or told < query.year_from):
            continue
        if query.year_to and (told is None or told > query.year_to):
            continue
        if not all(word in fold(names) for word in fold(query.text).split()):
            continue
        kept.add(entry.id)
    return kept


@settings(deadline=None)
@given(
    st.builds(
        Query,
        text=st.sampled_from(["", "boreal", "MARSEILLE", "tourbillon larkspur", "nowhere"]),
        purpose=st.none() | st.sampled_from(Purpose),
        nature=st.none() | st.sampled_from(Nature),
        stage=st.none() | st.sampled_from(Stage),
        year_from=st.none() | st.integers(2024, 2026),
        year_to=st.none() | st.integers(2024, 2026),
        sort=st.sampled_from(Sort),
    )
)
def test_a_list_holds_what_answers_and_nothing_else(query: Query) -> None:
    found = listed(small_index(), query, 50)
    assert {entry.id for entry in found.entries} == plainly(query)
    assert len({entry.id for entry in found.entries}) == len(found.entries)


def test_the_sum_without_a_filter_is_the_ledgers_total() -> None:
    index = small_index()
    found = listed(index, Query(), 50)
    assert index.total is not None
    assert found.sum == index.total.euros
    assert found.summed == len(index.total.sums)


@pytest.mark.parametrize("most", [1, 3, 7, 100])
def test_pages_of_a_list_make_up_the_whole(most: int) -> None:
    index = small_index()
    whole = listed(index, Query(), 10_000).entries
    pages = listed(index, Query(), most).pages
    parts = [listed(index, Query(page=page), most).shown for page in range(1, pages + 1)]
    assert tuple(chain.from_iterable(parts)) == whole
    assert listed(index, Query(page=pages + 5), most).page == pages


def test_orders() -> None:
    index = small_index()
    sources = [entry.origins for entry in listed(index, Query(sort=Sort.SOURCES), 99).entries]
    assert sources == sorted(sources, reverse=True)
    dates = [entry.money_date or "" for entry in listed(index, Query(sort=Sort.DATE), 99).entries]
    assert dates == sorted(dates, reverse=True)
