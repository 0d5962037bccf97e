"""Sensitivity of real projections: closed forms, and what must hold whatever the plan."""

from dataclasses import replace

import numpy as np
import pytest
from plans import figure, phase, plan, project, site

from grandlivre.ledger.model import Words
from grandlivre.outlook.drivers import NATION_ODDS
from grandlivre.outlook.model import Outcome, ProjectOptions, Scenario
from grandlivre.outlook.sensitivity import SensitivityOptions, sensitivity, uncertain
from grandlivre.outlook.simulate import evaluate
from grandlivre.outlook.system import system_of
from grandlivre.programme.model import Gate
from grandlivre.reference.parameters import parameters, quantile

TITLE = Words(fr="", en="")
KNOWN = parameters()
REFERENCE = Scenario(name="reference", title=TITLE, says=TITLE, replaces={})


def only(*names: str):
    """The parameters with a spread in those alone."""
    return {
        name: each
        if name in names
        else replace(
            each,
            distribution=replace(
                each.distribution,
                low=each.distribution.median,
                high=each.distribution.median,
                tail_alpha=None,
            ),
        )
        for name, each in KNOWN.items()
    }


RUNNING = plan(
    project("hall", phase("hall", mw=figure(100), reached=Gate.FILLED)),
    sites=(site("site-hall", (200, None)),),
)
WAITING = plan(
    *(
        project(name, phase(name, mw=figure(mw), by="2029"))
        for name, mw in (("north", 400), ("south", 300), ("east", 100))
    )
)
FEW = SensitivityOptions(
    outcomes=(Outcome.POWER, Outcome.ENERGY), quarters=("2035-Q4",), samples=64, held=32, threads=1
)


def test_energy_of_what_runs_is_power_times_load_times_hours() -> None:
    """100 MW that run: nothing but the load factor moves their energy, and it moves all of it."""
    (found,) = sensitivity(
        RUNNING, only("load_factor"), REFERENCE, replace(FEW, outcomes=(Outcome.ENERGY,))
    )
    effects = {effect.parameter: effect for effect in found.effects}
    assert set(effects) == {NATION_ODDS, "load_factor"}
    assert found.effects[0].parameter == "load_factor"
    assert effects["load_factor"].total_order == pytest.approx(1, abs=0.1)
    assert effects[NATION_ODDS].total_order == 0
    ends = quantile(KNOWN["load_factor"].distribution, np.array([0.05, 0.95]))
    hours = 8760
    assert effects["load_factor"].at_low == pytest.approx(100 * hours * ends[0])
    assert effects["load_factor"].at_high == pytest.approx(100 * hours * ends[1])


def test_effects_are_ranked_and_say_their_cost() -> None:
    found = sensitivity(WAITING, KNOWN, REFERENCE, FEW)
    assert [(each.outcome, each.quarter) for each in found] == [
        (Outcome.POWER, "2035-Q4"),
        (Outcome.ENERGY, "2035-Q4"),
    ]
    names = uncertain(system_of(WAITING, KNOWN, REFERENCE, ProjectOptions(end="2035-Q4")))
    for each in found:
        orders = [effect.total_order for effect in each.effects]
        assert orders == sorted(orders, reverse=True)
        assert {effect.parameter for effect in each.effects} == set(names)
        assert each.evaluations == 64 * (len(names) + 3) + 2 * 32 * len(names)
        assert all(effect.low <= effect.high for effect in each.effects)
    power = {effect.parameter: effect for effect in found[0].effects}
    assert power["utilisation_share"].total_order == 0
    assert power["odds_announced"].total_order > 0
    assert power["odds_announced"].at_high > power["odds_announced"].at_low


def test_quarters_of_one_run_are_those_of_their_own() -> None:
    """What is read in the middle of a longer run is what a shorter run ends with."""
    both = sensitivity(WAITING, KNOWN, REFERENCE, replace(FEW, quarters=("2029-Q4", "2035-Q4")))
    alone = sensitivity(WAITING, KNOWN, REFERENCE, replace(FEW, quarters=("2029-Q4",)))
    early = [each for each in both if each.quarter == "2029-Q4"]
    for one, other in zip(early, alone, strict=True):
        assert [effect.parameter for effect in one.effects] == [
            effect.parameter for effect in other.effects
        ]
        assert [effect.at_low for effect in one.effects] == pytest.approx(
            [effect.at_low for effect in other.effects]
        )


def test_ends_are_what_the_projection_says() -> None:
    found = sensitivity(WAITING, KNOWN, REFERENCE, FEW)
    system = system_of(WAITING, KNOWN, REFERENCE, ProjectOptions(end="2035-Q4"))
    names = uncertain(system)
    rows = np.full((2000, len(names)), 0.5)
    rows[:, :] = np.random.default_rng(5).random(rows.shape)
    at = names.index("odds_announced")
    means = []
    for end in (0.05, 0.95):
        rows[:, at] = end
        means.append(np.mean(evaluate(system, rows, names, 11, threads=1)[Outcome.POWER]))
    (effect,) = [each for each in found[0].effects if each.parameter == "odds_announced"]
    # The estimate has 32 rows: its error is some 10 % of the plan's 800 MW.
    assert effect.at_low == pytest.approx(means[0], abs=130)
    assert effect.at_high == pytest.approx(means[1], abs=130)


def test_threads_change_nothing() -> None:
    asked = replace(FEW, samples=64, held=2)
    one = sensitivity(WAITING, KNOWN, REFERENCE, asked)
    two = sensitivity(WAITING, KNOWN, REFERENCE, replace(asked, threads=2))
    assert one == two
