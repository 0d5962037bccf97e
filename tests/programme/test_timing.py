"""How far a phase has come, and how long the rest takes."""

from datetime import date
from decimal import Decimal

import pytest
from reference_figures import small_generations, small_parameters

from grandlivre.claims.model import Stage
from grandlivre.programme.model import GATES, Gate
from grandlivre.programme.spreads import Reference
from grandlivre.programme.timing import decimal_year, gate_of, years_between, years_left

REFERENCE = Reference(small_parameters(), small_generations())


@pytest.mark.parametrize(
    ("stage", "has_town", "gate"),
    [
        (Stage.ANNOUNCED, True, Gate.ANNOUNCED),
        (Stage.CONFIRMED, True, Gate.SECURED),
        (Stage.CONFIRMED, False, Gate.ANNOUNCED),
        (Stage.UNDER_CONSTRUCTION, False, Gate.PERMITTED),
        (Stage.OPERATIONAL, True, Gate.FILLED),
    ],
)
def test_a_stage_says_which_gate_is_passed(stage: Stage, has_town: bool, gate: Gate) -> None:
    assert gate_of(stage, has_town=has_town) is gate


def test_the_longer_way_decides() -> None:
    # Securing 0.7 years, then a connection of 4.5 against a permit of 1 and 18 months of works.
    left = years_left(Gate.ANNOUNCED, REFERENCE, is_fast_track=False)
    assert left.median == Decimal("5.2")
    assert years_left(Gate.SECURED, REFERENCE, is_fast_track=False).median == Decimal("4.5")
    assert years_left(Gate.SECURED, REFERENCE, is_fast_track=True).median == Decimal("3.5")
    # Once the connection is granted only the works are left.
    assert years_left(Gate.CONNECTED, REFERENCE, is_fast_track=False).median == Decimal("1.5")


@pytest.mark.parametrize("fast", [False, True])
def test_what_is_left_shrinks_from_gate_to_gate(fast: bool) -> None:
    medians = [years_left(gate, REFERENCE, is_fast_track=fast).median for gate in GATES]
    assert medians == sorted(medians, reverse=True)
    assert medians[-3:] == [0, 0, 0]
    for gate in GATES:
        left = years_left(gate, REFERENCE, is_fast_track=fast)
        assert left.low <= left.median <= left.high


def test_days_as_years() -> None:
    assert decimal_year(date(2028, 1, 1)) == 2028
    assert decimal_year(date(2028, 7, 1)) == 2028 + Decimal(182) / 366
    assert years_between(date(2026, 1, 1), date(2025, 1, 1)) < 0
