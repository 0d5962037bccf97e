from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_gold import FakeLookup, claim, document

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.entities import resolve
from grandlivre.ledger.entries.bounds import Outcome, Reconciled, reconcile_amounts
from grandlivre.ledger.grouping.statements import Statement, read_statements

BN = 10**9
Bounds = tuple[int | None, int | None]


def _statements(
    *bounds: Bounds, dates: tuple[str | None, ...] = (), unit: str = "EUR", scale: int = BN
) -> tuple[Statement, ...]:
    documents: list[Document] = []
    claims: list[Claim] = []
    for number, (low, high) in enumerate(bounds):
        published = dates[number] if dates else None
        source = document(f"{number}.txt", str(number), published=published)
        documents.append(source)
        claims.append(
            claim(
                source,
                investors=("Brookfield",),
                low=None if low is None else low * scale,
                high=None if high is None else high * scale,
                unit=unit,
            )
        )
    linker = resolve(claims, lookup=FakeLookup())
    return read_statements(claims, documents, linker, lambda key: key, None)[0]


def _reconciled(*bounds: Bounds, dates: tuple[str | None, ...] = ()) -> Reconciled:
    return reconcile_amounts(_statements(*bounds, dates=dates))


def _bn(low: int | Decimal | None, high: int | Decimal | None) -> Interval:
    return Interval(
        low=None if low is None else Decimal(low * BN),
        high=None if high is None else Decimal(high * BN),
    )


def test_ranges_that_overlap_are_intersected() -> None:
    found = _reconciled((30, 50), (40, 60), (None, 45))
    assert found.euros == _bn(40, 45)
    assert found.outcome is Outcome.AGREE


def test_an_open_end_stays_open() -> None:
    assert _reconciled((2, None), (2, None)).euros == _bn(2, None)


def test_figures_that_exclude_one_another_give_their_hull_and_both_sides() -> None:
    found = _reconciled((15, 15), (20, 20), (20, 20))
    assert found.outcome is Outcome.CONTRADICT
    assert found.euros == _bn(15, 20)
    assert [len(side) for side in found.sides] == [1, 2]


def test_one_billion_and_half_a_billion_are_two_figures() -> None:
    found = reconcile_amounts(_statements((1000, 1000), (500, 500), scale=BN // 1000))
    assert found.outcome is Outcome.CONTRADICT
    assert found.euros == _bn(Decimal("0.5"), 1)


def test_one_billion_may_be_a_rounder_word_for_twelve_hundred_million() -> None:
    found = reconcile_amounts(_statements((1000, 1000), (1200, 1200), scale=BN // 1000))
    assert found.outcome is Outcome.AGREE
    assert found.euros == _bn(Decimal("1.2"), Decimal("1.2"))


def test_an_end_of_anothers_range_does_not_narrow_it() -> None:
    found = _reconciled((30, 50), (50, 50), (50, 50))
    assert found.outcome is Outcome.BOUND_AS_VALUE
    assert found.euros == _bn(30, 50)
    assert len(found.bounds_taken) == 2


def test_up_to_ten_beside_ten_is_up_to_ten() -> None:
    found = _reconciled((None, 10), (10, 10))
    assert found.outcome is Outcome.BOUND_AS_VALUE
    assert found.euros == _bn(None, 10)


def test_one_range_against_three_figures_gives_way() -> None:
    found = _reconciled((None, 10), (10, 10), (10, 10), (10, 10))
    assert found.euros == _bn(10, 10)


def test_more_than_seventeen_beside_seventeen_is_seventeen() -> None:
    found = _reconciled((17, None), (17, 17))
    assert found.outcome is Outcome.AGREE
    assert found.euros == _bn(17, 17)


def test_a_figure_that_rises_with_time_is_a_revision() -> None:
    found = _reconciled((20, 20), (30, 30), dates=("2025-02-10", "2026-06-01"))
    assert found.outcome is Outcome.REVISED
    assert found.euros == _bn(30, 30)


def test_without_dates_it_is_a_contradiction() -> None:
    found = _reconciled((20, 20), (30, 30), dates=("2025-02-10", None))
    assert found.outcome is Outcome.CONTRADICT


def test_no_amount_leaves_all_open() -> None:
    assert reconcile_amounts(()).euros == Interval()


def _any_bounds() -> st.SearchStrategy[Bounds]:
    value = st.one_of(st.none(), st.integers(min_value=1, max_value=60))
    return st.tuples(value, value).filter(
        lambda ends: (
            ends != (None, None) and (ends[0] is None or ends[1] is None or ends[0] <= ends[1])
        )
    )


@settings(deadline=None)
@given(st.lists(_any_bounds(), min_size=1, max_size=6), _any_bounds())
def test_adding_a_compatible_claim_never_widens_a_bound(bounds: list[Bounds], more: Bounds) -> None:
    before, after = _reconciled(*bounds), _reconciled(*bounds, more)
    lows = [low for low, _ in (*bounds, more) if low is not None]
    highs = [high for _, high in (*bounds, more) if high is not None]
    # "At least 19" and "at most 18" meet only in what rounding leaves open: one of them gives way.
    if lows and highs and max(lows) > min(highs):
        return
    if before.outcome is not Outcome.AGREE or after.outcome is not Outcome.AGREE:
        return
    if before.euros.low is not None:
        assert after.euros.low is not None
        assert after.euros.low >= before.euros.low
    if before.euros.high is not None:
        assert after.euros.high is not None
        assert after.euros.high <= before.euros.high


@settings(deadline=None)
@given(st.lists(_any_bounds(), min_size=1, max_size=6))
def test_bounds_hold_every_side_of_a_contradiction(bounds: list[Bounds]) -> None:
    statements = _statements(*bounds)
    found = reconcile_amounts(statements)
    if found.outcome is Outcome.CONTRADICT:
        for side in found.sides:
            for each in side:
                assert each.amount is not None
                euros = each.amount.euros
                assert euros.hull(found.euros) == found.euros
