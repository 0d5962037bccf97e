"""The projection held against closed forms, and against a slow reference in plain Python."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import plans
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outlook_reference import Plain

from grandlivre.outlook import Outcome, ProjectOptions, Scenario, arrays, project, scenarios
from grandlivre.outlook.drivers import FACTORS
from grandlivre.outlook.simulate import draws_of, evaluate, outcomes_of, simulate
from grandlivre.outlook.system import quarter_index, system_of
from grandlivre.outlook.tally import _simulated
from grandlivre.programme.model import Gate, ProjectClass
from grandlivre.reference.parameters import parameters
from grandlivre.reference.parameters.model import Distribution, Scale

NORMAL = NormalDist()
REFERENCE = scenarios()["reference-class"]


def exactly(value: float) -> Distribution:
    return Distribution(scale=Scale.LINEAR, low=value, median=value, high=value)


def scenario(**replaces: Distribution) -> Scenario:
    """Without caps, delays, attrition or reductions, but for what is given."""
    plain = {
        "cap_grid_mw_per_year": 1e9, "cap_building_mw_per_year": 1e9,
        "cap_accelerators_per_year": 1e12, "cap_finance_beur_per_year": 1e9,
        "delay_ratio": 1.0, "scope_delivered_share": 1.0, "cost_overrun_ratio": 1.0,
        "odds_announced": 1.0, "odds_correlation": 0.0, "odds_taken_over": 0.0,
        "secure_years": 0.0, "permit_years": 0.0, "construction_months": 12.0,
        "connection_years_ordinary": 0.0, "fill_quarters": 1.0, "load_factor": 0.5,
    }  # fmt: skip
    every = {name: exactly(value) for name, value in plain.items()} | replaces
    return replace(REFERENCE, replaces=every)


def projected(plan, made, **options):
    return project(
        plan, parameters(), made, ProjectOptions(**{"draws": 4096, "threads": 1, **options})
    )


def series(outlook, outcome, scope="all", of=""):
    [found] = [s for s in outlook.series if (s.outcome, s.scope, s.of) == (outcome, scope, of)]
    return found.bands


def test_a_lognormal_delay_gives_its_closed_form() -> None:
    plan = plans.plan(plans.project("north", plans.phase("north", by="2029-Q4")))
    delay = Distribution(scale=Scale.LOG, low=0.7, median=1.1, high=1.1**2 / 0.7)
    outlook = projected(plan, scenario(delay_ratio=delay))
    sigma = math.log(1.1 / 0.7) / 1.6448536269514722
    system = system_of(plan, parameters(), scenario(delay_ratio=delay))
    planned = float(system.build.phases["plan_years"][0])
    for quarter, band in zip(outlook.quarters, series(outlook, Outcome.POWER), strict=True):
        end = (quarter_index(quarter, outlook.quarters) + 1) / 4
        # Ready before the quarter's end, but not before a year of building.
        expected = NORMAL.cdf(math.log(end / planned / 1.1) / sigma) if end > 1.75 else 0.0
        assert band.mean / 100 == pytest.approx(expected, abs=4 * math.sqrt(0.25 / 4096) + 0.004)


def test_independent_projects_give_a_binomial() -> None:
    count = 6
    plan = plans.plan(
        *(plans.project(f"p{i}", plans.phase(f"p{i}", by="2028")) for i in range(count))
    )
    outlook = projected(plan, scenario(odds_announced=exactly(0.3)))
    last = series(outlook, Outcome.POWER)[-1]
    assert last.mean == pytest.approx(100 * count * 0.3, abs=5 * last.error + 1e-9)
    system = system_of(plan, parameters(), scenario(odds_announced=exactly(0.3)))
    found, _ = _simulated(system, 3, 0, (0, 4096))
    built = (found.final > 0).sum(axis=1)
    for k in range(count + 1):
        expected = math.comb(count, k) * 0.3**k * 0.7 ** (count - k)
        assert (built == k).mean() == pytest.approx(expected, abs=5 * math.sqrt(expected / 4096))


def test_shared_odds_correlate_as_a_gaussian_copula_says() -> None:
    plan = plans.plan(*(plans.project(f"p{i}", plans.phase(f"p{i}", by="2028")) for i in range(2)))
    made = scenario(odds_announced=exactly(0.3), odds_correlation=exactly(0.5))
    system = system_of(plan, parameters(), made)
    found, _ = _simulated(system, 3, 0, (0, 16384))
    both = ((found.final > 0).sum(axis=1) == 2).mean()
    # P(both) = ∫ Φ((Φ⁻¹(p) - √ρ m) / √(1 - ρ))² φ(m) dm.
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    inside = [
        NORMAL.cdf((NORMAL.inv_cdf(0.3) - math.sqrt(0.5) * m) / math.sqrt(0.5)) for m in nodes
    ]
    expected = float(np.dot(weights, np.square(inside)) / math.sqrt(2 * math.pi))
    assert both == pytest.approx(expected, abs=4 * math.sqrt(expected / 16384))


def test_delays_correlate_by_their_shares() -> None:
    parts = [plans.phase(f"p{i}", by="2030", at="here" if i < 2 else "there") for i in range(3)]
    plan = plans.plan(*(plans.project(f"p{i}", part) for i, part in enumerate(parts)))
    delay = Distribution(scale=Scale.LOG, low=0.5, median=1.0, high=2.0)
    made = scenario(
        delay_ratio=delay, delay_share_nation=exactly(0.2), delay_share_site=exactly(0.4),
        construction_months=exactly(0.01),
    )  # fmt: skip
    system = system_of(plan, parameters(), made, ProjectOptions(end="2060"))
    found, _ = _simulated(system, 5, 0, (0, 8192))
    logs = np.log(found.passed[:, :, 2] + 0.5)
    [[_, near, far], *_] = np.corrcoef(logs.T)
    assert near == pytest.approx(0.6, abs=0.04)
    assert far == pytest.approx(0.2, abs=0.04)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(1, 3), st.booleans())
def test_the_kernel_equals_the_plain_reference(seed, projects, phases, tight) -> None:
    plan = plans.large(projects, phases, seed=seed)
    replaces = {}
    if tight:
        replaces = {
            "cap_grid_mw_per_year": exactly(60.0), "cap_building_mw_per_year": exactly(80.0),
            "cap_accelerators_per_year": exactly(20_000.0), "cap_finance_beur_per_year": exactly(1.0),
        }  # fmt: skip
    system = system_of(plan, parameters(), replace(REFERENCE, replaces=replaces))
    uniforms = np.random.default_rng(seed).random((6, len(FACTORS)))
    number = np.arange(6, dtype=np.uint64)
    draws, _ = draws_of(system, uniforms, number, np.array([False, True] * 3), seed)
    found = simulate(system, draws)
    for d in range(6):
        plain = Plain(system, draws, d)
        changes = np.swapaxes(found.changes[d], 1, 2)
        # What is left over of a phase is as exact as the phase, not as itself.
        most = np.abs(plain.changes).max(axis=(0, 2), keepdims=True)
        assert (np.abs(changes - plain.changes) <= 1e-7 * most + 1e-6).all()
        np.testing.assert_array_equal(found.passed[d, :, 2], plain.energised_in)
        np.testing.assert_allclose(found.promised[d], plain.promised, rtol=1e-7, atol=1e-6)


def test_phases_sum_to_projects_and_projects_to_all() -> None:
    plan = plans.large(12, 3, seed=4)
    system = system_of(
        plan, parameters(), replace(REFERENCE, replaces={"odds_taken_over": exactly(0.0)})
    )
    found, known = _simulated(system, 1, 0, (0, 64))
    every = outcomes_of(system, found, known)
    groups = [group.scope for group in system.groups]
    for scope in ("project", "site", "investor", "programme", "country"):
        rows = [i for i, each in enumerate(groups) if each == scope]
        np.testing.assert_allclose(every[rows].sum(axis=0), every[0], rtol=1e-9, atol=1e-3)
    load = system.build.phases["is_load"]
    power = every[0, list(Outcome).index(Outcome.POWER), -1]
    np.testing.assert_allclose(found.final[:, load].sum(axis=1), power, rtol=1e-9, atol=1e-6)


def test_what_is_taken_over_counts_for_its_site_and_not_for_its_first_promoter() -> None:
    plan = plans.plan(plans.project("north", cancelled=True))
    made = scenario(odds_taken_over=exactly(1.0), takeover_delay_years=exactly(1.0))
    outlook = projected(plan, made)
    assert series(outlook, Outcome.POWER)[-1].mean == pytest.approx(100)
    assert series(outlook, Outcome.POWER, "site", "site-north")[-1].mean == pytest.approx(100)
    assert series(outlook, Outcome.POWER, "project", "north")[-1].mean == 0
    assert outlook.promises[0].odds_ever == 0


def test_caps_are_never_exceeded_and_money_stays_within_cost() -> None:
    plan = plans.large(20, 3, seed=9)
    # Halls that stand already need nothing new of the grid, and are not under its cap.
    plan = replace(
        plan, projects=tuple(replace(each, kind=ProjectClass.CAMPUS) for each in plan.projects)
    )
    caps = {
        "cap_grid_mw_per_year": exactly(150.0), "cap_building_mw_per_year": exactly(200.0),
        "cap_accelerators_per_year": exactly(50_000.0), "cap_finance_beur_per_year": exactly(4.0),
        "cap_growth_per_year": exactly(0.1),
    }  # fmt: skip
    system = system_of(plan, parameters(), replace(REFERENCE, replaces=caps))
    found, known = _simulated(system, 1, 0, (0, 128))
    every = np.transpose(found.changes[:, 0], (2, 1, 0))
    years = system.build.quarter_year
    for column, cap in (
        (arrays.POWER, 150.0),
        (arrays.ACCELERATORS, 50_000.0),
        (arrays.DRAWN, 4e9),
    ):
        for year in range(years[-1] + 1):
            used = every[column, 1:][years == year].sum(axis=0)
            assert (used <= cap * 1.1**year * (1 + 1e-9)).all()
    # Drawn never exceeds what the largest overrun makes of what was promised.
    cost = 0.0
    for phase in system.build.phases:
        announced = phase["capex_high"]
        if phase["capex_from"] == arrays.FROM_POWER:
            announced = phase["mw_high"] * known["capex_all_in_meur_per_mw"].max() * 1e6
        cost += announced * 4.0
    assert (every[arrays.DRAWN].sum(axis=0) <= cost).all()


def test_energy_is_power_times_time() -> None:
    plan = plans.plan(plans.project("north", plans.phase("north", reached=Gate.FILLED)))
    outlook = projected(plan, scenario())
    for quarter, band in zip(outlook.quarters, series(outlook, Outcome.ENERGY), strict=True):
        days = {"1": 91 if int(quarter[:4]) % 4 == 0 else 90, "2": 91, "3": 92, "4": 92}[
            quarter[-1]
        ]
        assert band.mean == pytest.approx(100 * 0.5 * 24 * days)
        assert band.quantiles == pytest.approx([band.mean] * 5)


def test_the_quasi_random_error_falls_faster_than_that_of_independent_draws() -> None:
    """On a smooth outcome: the carbon of a site that runs, by its uncertain load and intensity."""
    plan = plans.plan(plans.project("north", plans.phase("north", reached=Gate.FILLED)))
    errors = []
    for draws in (512, 8192):
        means = [
            series(projected(plan, REFERENCE, draws=draws, seed=seed), Outcome.CARBON_LOCATION)[
                -1
            ].mean
            for seed in range(12)
        ]
        errors.append(float(np.std(means)) / float(np.mean(means)))
    # Independent draws would gain a factor of 4 from sixteen times as many.
    assert errors[0] / errors[1] > 8


def test_errors_that_are_told_are_those_that_are_made() -> None:
    plan = plans.large(4, 2, seed=3)
    bands = [
        series(projected(plan, REFERENCE, draws=512, seed=s), Outcome.POWER)[20] for s in range(30)
    ]
    told = float(np.mean([band.error for band in bands]))
    made = float(np.std([band.mean for band in bands], ddof=1))
    assert 0.6 < told / made < 1.6
    spread = float(np.std([band.quantiles[3] for band in bands], ddof=1))
    told = float(np.mean([band.quantile_errors[3] for band in bands]))
    assert 0.6 < told / max(spread, 1e-9) < 2.5


def test_counted_quantiles_are_those_of_the_draws() -> None:
    plan = plans.large(6, 2, seed=5)
    outlook = projected(plan, REFERENCE, draws=1024)
    system = system_of(plan, parameters(), REFERENCE)
    rows = []
    for replicate in range(16):
        found, known = _simulated(system, 109, replicate, (0, 64))
        rows.append(outcomes_of(system, found, known)[0])
    every = np.concatenate(rows, axis=-1)
    for number, outcome in enumerate(Outcome):
        for q in (8, 20, 36):
            band = series(outlook, outcome)[q]
            exact = np.quantile(
                every[number, q], (0.05, 0.25, 0.5, 0.75, 0.95), method="inverted_cdf"
            )
            around = np.quantile(every[number, q], (0.07, 0.27, 0.52, 0.77, 0.97))
            slack = 0.02 * np.abs(exact) + np.abs(around - exact) + every[number].max() / 128
            assert (np.abs(np.array(band.quantiles) - exact) <= slack).all(), (outcome, q)
            assert band.mean == pytest.approx(every[number, q].mean(), rel=1e-9)


def test_evaluations_share_their_noise() -> None:
    system = system_of(plans.large(5, 2, seed=1), parameters(), REFERENCE)
    uniforms = np.full((40, 1), 0.5)
    one = evaluate(system, uniforms, ["load_factor"], 7)
    two = evaluate(system, np.full((40, 1), 0.9), ["load_factor"], 7)
    np.testing.assert_array_equal(one[Outcome.POWER], two[Outcome.POWER])
    assert (two[Outcome.ENERGY] >= one[Outcome.ENERGY]).all()
    assert two[Outcome.ENERGY].sum() > one[Outcome.ENERGY].sum()
    other = evaluate(system, uniforms, ["load_factor"], 8)
    assert (other[Outcome.POWER] != one[Outcome.POWER]).any()


def test_compute_in_halls_that_stand_needs_no_connection() -> None:
    plan = plans.plan(plans.project("hall", plans.phase("hall"), kind=ProjectClass.COMPUTE))
    outlook = projected(plan, scenario(connection_years_ordinary=exactly(30.0)))
    assert series(outlook, Outcome.POWER)[2].mean > 0
