"""Which power is a project's whole, and by which steps it grows."""

from datetime import date
from decimal import Decimal

import pytest
from reference_figures import small_generations, small_parameters

from grandlivre.claims.model import Stage
from grandlivre.programme.facts import Said
from grandlivre.programme.ladder import most_told, steps, whole_power
from grandlivre.programme.spreads import Reference

REFERENCE = Reference(small_parameters(), small_generations())
TODAY = date(2026, 1, 15)
BN = Decimal(10) ** 9


def said(
    value: float,
    by: str | None = None,
    weight: float = 1.0,
    low: float | None = None,
    stage: Stage | None = None,
) -> Said:
    return Said(
        claims=(f"clm_{value}_{by}_{weight}",),
        low=Decimal(str(value if low is None else low)),
        high=Decimal(str(value)),
        by=by,
        places=(),
        parties=frozenset(),
        documents=frozenset(),
        weight=weight,
        stage=stage,
    )


def test_the_whole_is_what_most_origins_give() -> None:
    powers = [said(800, weight=3), said(2000), said(300, weight=2)]
    found = whole_power(powers, 10 * BN, None, REFERENCE)
    assert found is not None
    assert (found.low, found.best, found.high) == (800, 800, 800)


@pytest.mark.parametrize(("money", "best"), [(1, 60), (60, 3000)])
def test_money_tells_a_part_from_the_whole(money: int, best: int) -> None:
    powers = [said(60, weight=1.0), said(3000, weight=1.2)]
    found = whole_power(powers, money * BN, None, REFERENCE)
    assert found is not None
    assert found.best == best


def test_a_power_that_nothing_could_be_of_is_not_taken() -> None:
    # A gigawatt for ten million euros, or for a hundred accelerators.
    assert whole_power([said(1000)], BN / 100, None, REFERENCE) is None
    assert whole_power([said(1000)], None, Decimal(100), REFERENCE) is None
    told = most_told([said(1000)])
    assert told is not None
    assert told.best == 1000


def test_bounds_are_those_that_the_telling_texts_give() -> None:
    found = whole_power([said(1600, low=1400, weight=2)], None, None, REFERENCE)
    assert found is not None
    assert (found.low, found.best, found.high) == (1400, 1600, 1600)


def test_steps_rise_with_their_dates() -> None:
    found = steps(
        [said(100, "2027"), said(50, "2028"), said(400, "2029"), said(900, "2031")],
        [], Decimal(900), TODAY, None,
    )  # fmt: skip
    # The fifty that come after the hundred are no step.
    assert [(each.total_mw, each.by) for each in found] == [
        (50, "2028"), (400, "2029"), (900, "2031")
    ] or [(each.total_mw, each.by) for each in found] == [
        (100, "2027"), (400, "2029"), (900, "2031")
    ]  # fmt: skip
    assert [each.total_mw for each in found] == sorted({each.total_mw for each in found})


def test_a_step_as_late_as_the_whole_is_none() -> None:
    found = steps([said(600, "2030"), said(900, "2030", 3)], [], Decimal(900), TODAY, None)
    assert [(each.total_mw, each.by) for each in found] == [(900, "2030")]


def test_the_grid_shapes_a_project_that_has_a_later_date() -> None:
    grid = [said(240, "2027"), said(700, "2030")]
    own = [said(1400, "2028", 4), said(1400, "2033")]
    found = steps(own, grid, Decimal(1400), TODAY, None)
    assert [(each.total_mw, each.by) for each in found] == [
        (240, "2027"), (700, "2030"), (1400, "2033")
    ]  # fmt: skip
    # One that wants all of it sooner keeps its own date: that is for a flag to say.
    found = steps([said(1400, "2028", 4)], [said(700, "2030")], Decimal(1400), TODAY, None)
    assert [(each.total_mw, each.by) for each in found] == [(1400, "2028")]


def test_what_runs_is_the_first_step() -> None:
    found = steps(
        [said(60, stage=Stage.OPERATIONAL), said(200, "2028")], [], Decimal(200), TODAY, None
    )
    assert [(each.total_mw, each.is_running) for each in found] == [(60, True), (200, False)]
    (alone,) = steps([said(60, stage=Stage.OPERATIONAL)], [], Decimal(60), TODAY, None)
    assert alone.is_running
