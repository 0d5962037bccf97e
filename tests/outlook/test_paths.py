"""One project's draws: the same as the projection's, and every euro in one place."""

from dataclasses import replace

import numpy as np
import plans
import pytest

from grandlivre.errors import ConfigError
from grandlivre.outlook import (
    Outcome,
    ProjectOptions,
    Scope,
    paths,
    project,
    read_condition,
    scenarios,
)
from grandlivre.outlook.model import LEVELS
from grandlivre.reference.parameters import parameters

KNOWN = parameters()
REFERENCE, PROMISED = scenarios()["reference-class"], scenarios()["notre-dame"]
SMALL = ProjectOptions(draws=512, threads=1, end="2036-Q4")


def series(outlook, outcome, scope, of):
    return next(
        each.bands
        for each in outlook.series
        if (each.outcome, each.scope, each.of) == (outcome, scope, of)
    )


@pytest.mark.parametrize("scope", [Scope.PROJECT, Scope.SITE])
def test_quantiles_of_the_draws_are_those_of_the_projection(scope) -> None:
    plan = plans.large(5, 3, seed=4)
    outlook = project(plan, KNOWN, REFERENCE, SMALL)
    ends = [i for i, name in enumerate(outlook.quarters) if name.endswith("Q4")]
    for chosen in plan.projects:
        of = chosen.id if scope is Scope.PROJECT else chosen.phases[0].site
        found = paths(plan, KNOWN, REFERENCE, SMALL, of)
        told = {
            Outcome.POWER: found.power_mw,
            Outcome.ACCELERATORS: found.accelerators_at_end,
            Outcome.DRAWN_TO_DATE: np.cumsum(found.shell_eur + found.equipment_eur, axis=2),
        }
        for outcome, values in told.items():
            bands = [series(outlook, outcome, scope, of)[at] for at in ends]
            whole = values.sum(axis=0)
            for year, band in enumerate(bands):
                assert whole[:, year].mean() == pytest.approx(band.mean, rel=1e-9, abs=1e-6)
                mine = np.quantile(whole[:, year], LEVELS, method="inverted_cdf")
                near = np.quantile(whole[:, year], np.clip(np.array(LEVELS) + 0.01, 0, 1))
                below = np.quantile(whole[:, year], np.clip(np.array(LEVELS) - 0.01, 0, 1))
                top = 0.02 * whole[:, year].max() + 1e-6
                for quantile, exact, low, high in zip(
                    band.quantiles, mine, below, near, strict=True
                ):
                    assert low * 0.98 - top <= quantile <= high * 1.02 + top, (outcome, exact)


def test_means_of_a_year_are_those_of_its_quarters() -> None:
    plan = plans.large(3, 2, seed=1)
    outlook = project(plan, KNOWN, REFERENCE, SMALL)
    of = plan.projects[0].id
    found = paths(plan, KNOWN, REFERENCE, SMALL, of)
    used = found.assumptions["utilisation_share"]
    hours = (found.accelerators.sum(axis=0) * used[:, None]).mean(axis=0)
    bands = series(outlook, Outcome.ACCELERATOR_HOURS, Scope.PROJECT, of)
    for year, mine in zip(found.years, hours, strict=True):
        theirs = sum(
            band.mean
            for name, band in zip(outlook.quarters, bands, strict=True)
            if name.startswith(str(year))
        )
        in_year = 8784 if year % 4 == 0 else 8760
        assert mine * in_year == pytest.approx(theirs, rel=1e-9, abs=1e-6)


def test_accelerators_are_paid_for_as_they_are_filled_in_and_the_rest_is_building() -> None:
    """All in, as promised: 60 of the 100 are in the machines where their share is 0.6."""
    share = replace(
        KNOWN["share_it_of_capex"],
        distribution=replace(
            KNOWN["share_it_of_capex"].distribution, low=0.6, median=0.6, high=0.6
        ),
    )
    known = {**KNOWN, "share_it_of_capex": share}
    plan = plans.plan(
        plans.project(
            "north",
            plans.phase(
                "north", by="2033", capex=plans.figure(1e9), accelerators=plans.figure(4e4)
            ),
            plans.phase("north", 2, by="2035", capex=plans.figure(2e9), includes_it=False),
        )
    )
    whole = replace(SMALL, end="2060-Q4")
    found = paths(plan, known, PROMISED, whole, "north")
    assert found.equipment_eur.sum(axis=2).mean(axis=1) == pytest.approx([0.6e9, 0.0])
    assert found.shell_eur.sum(axis=2).mean(axis=1) == pytest.approx([0.4e9, 2e9])
    assert (found.equipment_eur >= 0).all()
    assert (found.shell_eur >= 0).all()
    # No machine is paid for before it runs.
    begun = np.cumsum(found.accelerators_at_end, axis=2) > 0
    assert not found.equipment_eur[~begun].any()


def test_draws_are_held_to_conditions() -> None:
    plan = plans.plan(plans.project("north", plans.phase("north", by="2029")))
    condition = read_condition("North energised by 2030", plan)
    asked = replace(SMALL, given=(condition,))
    found = paths(plan, KNOWN, REFERENCE, asked, "north")
    assert found.kept == project(plan, KNOWN, REFERENCE, asked).kept < found.draws
    assert (found.power_mw[0, :, found.years.index(2030)] > 0).all()
    late = read_condition("north mis sous tension après 2030", plan)
    with pytest.raises(ConfigError, match="no draw"):
        paths(plan, KNOWN, REFERENCE, replace(SMALL, given=(condition, late)), "north")


def test_what_the_plan_does_not_build_is_said_so() -> None:
    with pytest.raises(ConfigError, match="builds nothing called"):
        paths(plans.large(2, 1), KNOWN, REFERENCE, SMALL, "elsewhere")
