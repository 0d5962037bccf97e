"""The closed form of a statement's odds against the projection of a plan of one phase."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from plans import EMPTY, figure, phase, plan, project

from grandlivre.base.periods import Period
from grandlivre.outlook import ProjectOptions, scenarios
from grandlivre.outlook import project as run
from grandlivre.outlook.calibration import Case, Ending, odds, worlds
from grandlivre.programme.model import Gate, ProjectClass
from grandlivre.reference.parameters import Distribution, Scale, parameters

ONE = Distribution(scale=Scale.LINEAR, low=1, median=1, high=1)
KNOWN = parameters()
# All that is promised is delivered, so that a promise is kept where its power comes at all.
KNOWN = {
    **KNOWN,
    "scope_delivered_share": replace(KNOWN["scope_delivered_share"], distribution=ONE),
}
WORLDS = worlds(KNOWN)


def case(reached: Gate, by: str) -> Case:
    return Case(
        id="hall", group="hall", party="Novacalc", place="Sens", country="FR",
        kind=ProjectClass.CAMPUS, is_fast_track=False, power_mw=None, amount_eur=None,
        stated_on=Period.parse("2026-10-01"), reached=reached, promised=Gate.ENERGISED,
        by=Period.parse(by), is_dated=True, resolved_on=date(2040, 1, 1), ending=Ending.NOT_YET,
        passed_on=None, seen_on=date(2040, 1, 1), then=reached, says=EMPTY, ended=EMPTY,
        stated_url="", resolved_url="",
    )  # fmt: skip


@pytest.mark.parametrize("by", ["2028", "2034"])
@pytest.mark.parametrize("reached", [Gate.ANNOUNCED, Gate.SECURED, Gate.CONNECTED, Gate.BUILT])
def test_both_give_the_same_odds(reached: Gate, by: str) -> None:
    """Ten megawatts, so that no cap binds; Monte-Carlo error is about 0.003."""
    made = plan(
        project("hall", phase("hall", mw=figure(10), capex=figure(1e8), by=by, reached=reached))
    )
    options = ProjectOptions(draws=8192, scopes=(), end="2045-Q4", threads=1)
    (promise,) = run(made, KNOWN, scenarios()["reference-class"], options).promises
    assert promise.odds_by_date == pytest.approx(np.mean(odds(case(reached, by), WORLDS)), abs=0.01)
    if by == "2028":
        assert promise.odds_ever == pytest.approx(np.mean(WORLDS.ever(reached)), abs=0.015)
