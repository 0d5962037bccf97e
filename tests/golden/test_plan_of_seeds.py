"""What the founding texts would build, from perfect claims."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from ledger_gold import read_gold
from seen import look

from grandlivre.pipeline.plan import plan_from
from grandlivre.programme.model import FlagKind, Mark, Plan

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
BN = Decimal(10) ** 9
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding texts are not at hand")


@pytest.fixture(scope="module")
def plan() -> Plan:
    seen = look(*read_gold(SEEDS))
    return plan_from(seen.ledger, seen.claims.values(), date(2025, 5, 20), country="FR")


def test_the_campus_is_cut_out_of_the_money_that_it_is_part_of(plan: Plan) -> None:
    phases = [phase for each in plan.projects for phase in each.phases]
    (first,) = [each for each in phases if each.capex_eur.best == Decimal("8.5") * BN]
    assert (first.power_mw.best, first.power_mw.mark) == (1400, Mark.SAID)
    assert first.milestones[-1].by == "2028"
    (rest,) = [each for each in phases if each.capex_eur.how.en.endswith("− €8.5bn")]
    assert (rest.capex_eur.low, rest.capex_eur.high) == (Decimal("21.5") * BN, Decimal("41.5") * BN)
    assert rest.power_mw.assumes


def test_an_analyst_asks_what_six_million_a_megawatt_buy(plan: Plan) -> None:
    (flag,) = [each for each in plan.flags if each.kind is FlagKind.EUROS_PER_MW]
    assert (
        flag.says.en
        == "€8.5bn for 1.4\N{NO-BREAK SPACE}GW is €6.07m/MW: buildings without chips, or a first phase"
    )


def test_what_is_left_of_the_plan_is_what_an_auditor_finds(plan: Plan) -> None:
    (envelope,) = [each for each in plan.envelopes if each.remainder_eur.high == 44 * BN]
    assert envelope.remainder_eur.how.fr.replace("\u00a0", " ") == "109 Md€ − au moins 65 Md€"


def test_what_builds_nothing_and_what_is_elsewhere(plan: Plan) -> None:
    reasons = {each.reason.en for each in plan.not_built}
    assert "outside FR: United States" in reasons
    assert any("fund-raising" in each for each in reasons)
    assert all(each.title.fr != "Stargate" for each in plan.projects)
