from decimal import Decimal

from ledger_gold import claim
from sentences import BN, CENTRE, bring, kinds, only, told

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure, Role, Stage
from grandlivre.ledger import ConflictKind

FACT = {"investors": ("Oracle",), **CENTRE}
SITE = {"investors": ("Oracle",), "projects": ("data center",), "places": ("Cambrai",)}


def _of(amount: float, day: str, text: str, publisher: str | None = None, **more: object):  # type: ignore[no-untyped-def]
    value = int(amount * BN)
    fields = {**FACT, "low": value, "high": value, **more}
    return told(f"{text} 1 Md€", ("1 Md€", fields), published=day, publisher=publisher)


def test_a_figure_repeated_after_its_source_revised_it_is_stale() -> None:
    ledger = bring(
        _of(20, "2025-01-10", "a", "Daily"),
        _of(26, "2025-05-10", "b", "Daily"),
        _of(20, "2025-09-10", "c", "Weekly"),
    )
    conflict = only(ledger, ConflictKind.STALE_COPY)
    assert conflict.size == 6 * BN
    assert "2025-09-10" in conflict.sides[0].says.en
    assert ledger.commitments[0].euros == Interval.exactly(Decimal(26 * BN))
    assert only(ledger, ConflictKind.REVISION).is_contradiction is False


def test_two_texts_that_keep_to_the_old_figure_against_one_are_a_contradiction() -> None:
    ledger = bring(
        _of(20, "2025-01-10", "a"),
        _of(26, "2025-05-10", "b"),
        _of(20, "2025-09-10", "c"),
        _of(20, "2025-09-12", "d"),
    )
    assert ConflictKind.AMOUNT in kinds(ledger)
    assert ledger.commitments[0].euros == Interval(low=Decimal(20 * BN), high=Decimal(26 * BN))


def test_one_number_in_two_currencies_is_a_mistake_in_one() -> None:
    ledger = bring(_of(20, "2025-01-10", "a"), _of(20, "2025-01-11", "b", unit="USD"))
    conflict = only(ledger, ConflictKind.MIXED_CURRENCY)
    assert {"€20bn", "$20bn"} == {side.says.en for side in conflict.sides}
    assert conflict.size is not None
    assert 0 < conflict.size < 3 * BN


def test_a_conversion_is_no_mistake() -> None:
    ledger = bring(_of(20, "2025-01-10", "a"), _of(20.6, "2025-01-11", "b", unit="USD"))
    assert ConflictKind.MIXED_CURRENCY not in kinds(ledger)


def _watts(megawatts: int, day: str, text: str):  # type: ignore[no-untyped-def]
    value = megawatts * 10**6
    fields = {**SITE, "measure": Measure.POWER, "unit": "W", "role": Role.CAPACITY,
              "low": value, "high": value}  # fmt: skip
    return told(f"{text} 1 MW", ("1 MW", fields), published=day)


def test_megawatts_contradict_one_another_as_money_does() -> None:
    ledger = bring(_watts(200, "2025-01-10", "a"), _watts(240, "2025-01-11", "b"))
    conflict = only(ledger, ConflictKind.AMOUNT)
    assert {"200\u00a0MW", "240\u00a0MW"} == {side.says.en for side in conflict.sides}
    assert ledger.commitments[0].power_mw == Interval(low=Decimal(200), high=Decimal(240))


def test_a_phase_is_no_contradiction_of_the_whole() -> None:
    ledger = bring(_watts(100, "2025-01-10", "a"), _watts(240, "2025-01-11", "b"))
    assert not ledger.conflicts


def test_megawatts_are_revised_in_time() -> None:
    ledger = bring(_watts(200, "2025-01-10", "a"), _watts(240, "2025-06-11", "b"))
    assert only(ledger, ConflictKind.REVISION).size is None
    assert ledger.commitments[0].power_mw == Interval.exactly(Decimal(240))


def test_claims_without_text_are_read_by_their_context_alone() -> None:
    source, _ = told("nothing here", published="2025-01-10")
    ledger = bring((source, [claim(source, 1, **FACT)]))
    assert len(ledger.commitments) == 1


def test_what_may_come_to_a_figure_is_no_amount() -> None:
    wide = {**SITE, "low": None, "high": 30 * BN}
    most = [told(f"{n} jusqu’à 30 Md€", ("30 Md€", wide)) for n in range(2)]
    flat = {**SITE, "low": 30 * BN, "high": 30 * BN}
    could = told("cela pourrait atteindre 30 Md€", ("30 Md€", {**flat, "stage": Stage.CONSIDERED}))
    will = told("ce sera 30 Md€", ("30 Md€", flat))
    assert ConflictKind.BOUND_AS_VALUE not in kinds(bring(*most, could))
    assert ConflictKind.BOUND_AS_VALUE in kinds(bring(*most, will))


def test_a_figure_and_its_own_conversion_do_not_contradict() -> None:
    """A paper converts at a rate of its own, which may be that of another year."""
    dollars = {**SITE, "low": 20 * BN, "high": 20 * BN, "unit": "USD"}
    euros = {**SITE, "low": 175 * BN // 10, "high": 175 * BN // 10}
    text = told("Oracle: $20bn (€17.5bn) in all.", ("$20bn", dollars), ("€17.5bn", euros))
    ledger = bring(text)
    assert not ledger.conflicts
    assert len(ledger.commitments) == 1


def test_phases_of_one_text_do_not_contradict_one_another() -> None:
    fields = {**SITE, "measure": Measure.POWER, "unit": "W", "role": Role.CAPACITY}
    first, second = ({**fields, "low": n * 10**6, "high": n * 10**6} for n in (230, 290))
    ledger = bring(told("230 MW, puis 290 MW", ("230 MW", first), ("290 MW", second)))
    assert not ledger.conflicts


def test_two_rounded_figures_that_only_meet_halfway_are_two() -> None:
    """Sixteen and seventeen, each rounded, share the point 16.5 and nothing else."""
    ledger = bring(_of(16, "2025-01-10", "a"), _of(17, "2025-01-11", "b"))
    assert {each.euros.low for each in ledger.commitments} != {Decimal("16.5e9")}
    assert all(each.euros.low in (16 * BN, 17 * BN) for each in ledger.commitments)


def test_more_than_one_is_not_told_of_four() -> None:
    """Who writes a figure and "more" means little more; "several billion" may be any number."""
    floor = {**SITE, "low": BN, "high": None}
    far = told("Oracle met 4 Md€.", ("4 Md€", {**SITE, "low": 4 * BN, "high": 4 * BN}))
    written = bring(told("plus de 1 Md€", ("plus de 1 Md€", floor)), far)
    worded = bring(told("plusieurs milliards", ("plusieurs milliards", floor)), far)
    assert len(written.commitments) == 2
    assert len(worded.commitments) == 1
