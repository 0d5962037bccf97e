"""A projection as a whole: spread, conditions, scenarios, promises."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import plans
import pytest

from grandlivre.errors import ConfigError
from grandlivre.outlook import (
    Outcome,
    ProjectOptions,
    Scope,
    compare,
    project,
    read_condition,
    read_scenario,
    scenarios,
)
from grandlivre.outlook.promises import promised_by_quarter
from grandlivre.outlook.scenarios import parse_scenario
from grandlivre.outlook.system import system_of
from grandlivre.reference.parameters import parameters

PARAMETERS = parameters()
REFERENCE, PROMISED = scenarios()["reference-class"], scenarios()["notre-dame"]
SMALL = ProjectOptions(draws=256, threads=1)


def power(outlook, scope="all", of=""):
    return next(
        s.bands for s in outlook.series if (s.outcome, s.scope, s.of) == (Outcome.POWER, scope, of)
    )


def test_the_result_is_the_same_to_the_bit_however_the_work_is_spread() -> None:
    plan = plans.large(4, 2, seed=2)
    alone = project(plan, PARAMETERS, REFERENCE, SMALL)
    threads = project(plan, PARAMETERS, REFERENCE, replace(SMALL, threads=3))
    told = []
    with ProcessPoolExecutor(2) as pool:
        spread = project(
            plan, PARAMETERS, REFERENCE,
            replace(SMALL, mapper=pool.map, shares=3, told=lambda *done: told.append(done)),
        )  # fmt: skip
    assert alone == threads == spread
    assert told[-1] == (256, 256)
    assert len(told) == 3


def test_every_scope_and_outcome_has_a_series() -> None:
    outlook = project(plans.large(3, 2), PARAMETERS, REFERENCE, SMALL)
    assert {s.scope for s in outlook.series} == set(Scope)
    assert {s.outcome for s in outlook.series} == set(Outcome)
    assert all(len(s.bands) == len(outlook.quarters) for s in outlook.series)
    for each in outlook.series:
        for band in each.bands:
            assert list(band.quantiles) == sorted(band.quantiles)
    few = replace(SMALL, scopes=(Scope.PROJECT,), outcomes=(Outcome.POWER,))
    outlook = project(plans.large(3, 2), PARAMETERS, REFERENCE, few)
    assert {(s.scope, s.outcome) for s in outlook.series} == {("project", "power_mw")}


def test_the_whole_is_the_same_whatever_parts_are_kept() -> None:
    """With few series phases share cells that are mixed into groups; with many, none do."""
    plan = plans.large(6, 3, seed=7)
    every = project(plan, PARAMETERS, REFERENCE, SMALL)
    few = project(plan, PARAMETERS, REFERENCE, replace(SMALL, scopes=(Scope.ALL, Scope.PROGRAMME)))
    assert system_of(plan, PARAMETERS, REFERENCE, SMALL).build.mix.size == 0
    compared = 0
    for one in few.series:
        [other] = [
            s
            for s in every.series
            if (s.scope, s.of, s.outcome) == (one.scope, one.of, one.outcome)
        ]
        for mine, theirs in zip(one.bands, other.bands, strict=True):
            assert mine.mean == pytest.approx(theirs.mean, rel=1e-9, abs=1e-6)
            assert mine.quantiles == pytest.approx(theirs.quantiles, rel=1e-6, abs=1e-6)
        compared += 1
    assert compared == 3 * len(Outcome)
    assert few.promises == every.promises


def test_promises_keep_date_and_size_where_they_are_taken_at_their_word() -> None:
    plan = plans.plan(
        plans.project("north", plans.phase("north", by="2028"), plans.phase("north", 2, by="2031"))
    )
    outlook = project(plan, PARAMETERS, PROMISED, SMALL)
    quarters = dict(zip(outlook.quarters, power(outlook), strict=True))
    assert quarters["2028-Q3"].quantiles[-1] == 0
    assert quarters["2028-Q4"].quantiles == pytest.approx([100] * 5)
    assert quarters["2031-Q4"].quantiles == pytest.approx([200] * 5)
    assert [each.odds_by_date for each in outlook.promises] == [1, 1]
    assert all(each.would_need == () for each in outlook.promises)
    system = system_of(plan, PARAMETERS, PROMISED, SMALL)
    assert promised_by_quarter(system)[outlook.quarters.index("2028-Q4")] == 100


def test_a_grid_contract_holds_even_the_promises() -> None:
    site = plans.site("site-north", (40, "2028"), (100, "2030"))
    plan = plans.plan(plans.project("north", plans.phase("north", by="2028")), sites=(site,))
    outlook = project(plan, PARAMETERS, PROMISED, SMALL)
    quarters = dict(zip(outlook.quarters, power(outlook), strict=True))
    assert quarters["2028-Q4"].mean == pytest.approx(40)
    assert quarters["2030-Q4"].mean == pytest.approx(100)
    [promise] = outlook.promises
    assert (promise.odds_by_date, promise.odds_ever) == (0, 1)
    assert "the grid to deliver" in promise.would_need[0].en


def test_scenarios_share_their_random_numbers() -> None:
    plan = plans.large(6, 2, seed=8)
    freer = parse_scenario(
        "[replaces.cap_grid_mw_per_year]\nmedian = 1e9", "freer", source="freer.toml"
    )
    for seed in range(3):
        one, two = compare(plan, PARAMETERS, (REFERENCE, freer), replace(SMALL, seed=seed))
        # With common numbers no draw is worse where a cap is lifted, so no quantile is.
        for a, b in zip(power(one), power(two), strict=True):
            assert all(x <= y * 1.02 + 1e-6 for x, y in zip(a.quantiles, b.quantiles, strict=True))
            assert a.mean <= b.mean + 1e-9


def test_conditions_hold_the_draws() -> None:
    plan = plans.plan(plans.project("north", plans.phase("north", by="2029")))
    condition = read_condition("North energised by 2030", plan)
    outlook = project(plan, PARAMETERS, REFERENCE, replace(SMALL, given=(condition,)))
    assert 0 < outlook.kept < outlook.draws
    assert [each.en for each in outlook.given] == ["North energised by 2030"]
    at = outlook.quarters.index("2030-Q4")
    assert power(outlook)[at].quantiles[0] > 0
    assert outlook.promises[0].odds_by_date is not None
    late = read_condition("north mis sous tension après 2030", plan)
    other = project(plan, PARAMETERS, REFERENCE, replace(SMALL, given=(late,)))
    assert other.kept + outlook.kept == outlook.draws
    # Part of it may be energised by then, never all.
    assert power(other)[at].mean < power(outlook)[at].mean / 2
    with pytest.raises(ConfigError, match="no draw"):
        project(plan, PARAMETERS, REFERENCE, replace(SMALL, given=(condition, late)))


@pytest.mark.parametrize("text", ["", "North", "North energised", "North energised by soon"])
def test_what_is_no_condition_is_said_so(text) -> None:
    with pytest.raises(ConfigError, match="not a condition"):
        read_condition(text, plans.plan(plans.project("north")))


def test_an_unknown_name_in_a_condition_is_said_so() -> None:
    with pytest.raises(ConfigError, match="nothing called"):
        read_condition("South energised by 2030", plans.plan(plans.project("north")))


def test_a_users_scenario_is_read_and_its_mistakes_told(tmp_path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('title = "Mine"\n[replaces.delay_rato]\nmedian = 2.0\n', encoding="utf-8")
    made = read_scenario(path)
    with pytest.raises(ConfigError) as caught:
        project(plans.large(2, 1), PARAMETERS, made, SMALL)
    assert "delay_ratio" in str(caught.value)
    for text in ("x = 1", "[replaces.a]\nlow = 1", "[replaces.a]\nmedian = 1\nlow = 2", "= 1",
                 'as_promised = "yes"', "[replaces.a]\nmedian = 1\nscale = 'cubic'"):  # fmt: skip
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError):
            read_scenario(path)


def test_a_cap_costs_megawatts_and_is_said_to() -> None:
    plan = plans.large(10, 3, seed=6)
    grid = scenarios()["grid-bound"]
    one, two = compare(plan, PARAMETERS, (REFERENCE, grid), SMALL)
    assert power(two)[-1].mean < power(one)[-1].mean


def test_what_stands_is_there_from_the_start() -> None:
    plan = plans.plan(plans.project("north", plans.phase("north", reached=plans.Gate.FILLED)))
    outlook = project(plan, PARAMETERS, REFERENCE, SMALL)
    assert power(outlook)[0].quantiles == pytest.approx([100] * 5)
    [promise] = outlook.promises
    assert promise.odds_ever == 1
    drawn = next(s for s in outlook.series if s.outcome is Outcome.DRAWN_TO_DATE)
    assert drawn.bands[-1].mean == 0


def test_too_few_draws_and_empty_plans_are_refused() -> None:
    with pytest.raises(ConfigError, match="too few"):
        project(plans.large(1, 1), PARAMETERS, REFERENCE, ProjectOptions(draws=10))
    with pytest.raises(ConfigError, match="builds nothing"):
        project(plans.plan(), PARAMETERS, REFERENCE, SMALL)
    with pytest.raises(ConfigError, match="horizon"):
        project(plans.large(1, 1), PARAMETERS, REFERENCE, replace(SMALL, end="2020"))
