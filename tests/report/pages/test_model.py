from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from grandlivre.claims.model import Purpose, Stage
from grandlivre.ledger.natures import Nature
from grandlivre.report.pages.model import Query, Role, Sort, Viewer

WORDS = st.text(st.characters(categories=("L", "N")), max_size=20)
YEARS = st.none() | st.integers(1900, 2200)
QUERIES = st.builds(
    Query,
    text=WORDS,
    party=WORDS,
    place=WORDS,
    purpose=st.none() | st.sampled_from(Purpose),
    nature=st.none() | st.sampled_from(Nature),
    stage=st.none() | st.sampled_from(Stage),
    year_from=YEARS,
    year_to=YEARS,
    sort=st.sampled_from(Sort),
    as_of=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    page=st.integers(1, 9999),
)


@given(QUERIES)
def test_a_query_survives_the_way_through_an_address(query: Query) -> None:
    assert Query.from_params(query.to_params()) == query


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "text",
                "party",
                "place",
                "purpose",
                "nature",
                "stage",
                "year_from",
                "year_to",
                "sort",
                "as_of",
                "page",
            ]
        ),
        st.text(),
    )
)
def test_whatever_is_asked_gives_a_query(params: dict[str, str]) -> None:
    query = Query.from_params(params)
    assert query.page >= 1
    assert Query.from_params(query.to_params()) == query


def test_order_day_and_page_narrow_nothing() -> None:
    assert not Query(sort=Sort.DATE, as_of=date(2025, 1, 1), page=3).narrows
    assert Query(text="x").narrows


def test_only_analysts_and_administrators_write() -> None:
    assert [role for role in Role if Viewer(role=role).may_write] == [
        Role.ANALYST,
        Role.ADMINISTRATOR,
    ]
