"""Programmes side by side: the same sum gives the same, whatever the country."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_ledger import small_material

from grandlivre.entities.model import Place
from grandlivre.ledger.model import Words
from grandlivre.outlook.comparators import PART_EUR, as_plan, comparators, territory_of
from grandlivre.outlook.model import ProjectOptions, Scenario
from grandlivre.reference.economies import economies
from grandlivre.reference.parameters import parameters

AS_OF = date(2026, 10, 1)
KNOWN = parameters()
TITLE = Words(fr="", en="")
REFERENCE = Scenario(name="reference", title=TITLE, says=TITLE, replaces={})
LEDGER = small_material().ledger
(NATIONAL,) = [each for each in LEDGER.programmes if each.aside is None]
ELSEWHERE = replace(
    NATIONAL,
    id="prg_elsewhere",
    places=(Place(key="us", name="United States", country="US", level=2),),
)
OVER = replace(NATIONAL, id="prg_over", ends=("2024",))
INSIDE = replace(NATIONAL, id="prg_nowhere", places=())


def test_a_sum_becomes_equal_undertakings() -> None:
    plan = as_plan(NATIONAL, Decimal(40 * 10**9), AS_OF, KNOWN)
    money = [phase.capex_eur.best for phase in plan.phases]
    assert len(money) == 40 * 10**9 / PART_EUR
    assert sum(money) == 40 * 10**9
    assert len({phase.site for phase in plan.phases}) == len(money)
    per_mw = KNOWN["capex_all_in_meur_per_mw"].distribution.median * 1e6
    megawatts = sum(float(phase.power_mw.best) for phase in plan.phases)
    assert megawatts == pytest.approx(40e9 / per_mw)
    small = as_plan(NATIONAL, Decimal(10**8), AS_OF, KNOWN)
    assert [phase.capex_eur.best for phase in small.phases] == [10**8]


def test_whose_programme_it_is() -> None:
    assert territory_of(NATIONAL) == "FR"
    assert territory_of(ELSEWHERE) == "US"
    assert territory_of(INSIDE) is None


def test_one_sum_in_two_countries() -> None:
    """No country has better odds here: only heads and products differ."""
    ledger = replace(LEDGER, programmes=(NATIONAL, ELSEWHERE, OVER, INSIDE))
    options = ProjectOptions(draws=256, end="2035-Q4", threads=1)
    found = comparators(ledger, KNOWN, REFERENCE, as_of=AS_OF, options=options)
    assert [each.economy.code for each in found] == ["FR", "US"]
    home, away = found
    assert home.stated_eur_per_head == pytest.approx(40e9 / economies()["FR"].population)
    assert home.stated_share_of_gdp == pytest.approx(40e9 / economies()["FR"].gdp_eur)
    assert home.quarter == away.quarter == "2035-Q4"
    assert 0 < home.expected_mw.mean < 40e9 / 10e6
    assert home.expected_mw.mean == pytest.approx(away.expected_mw.mean, rel=0.25)
    assert 0 < home.expected_share_of_gdp < 2 * home.stated_share_of_gdp
    heads = economies()["US"].population / economies()["FR"].population
    ratio = home.expected_w_per_head / away.expected_w_per_head
    assert ratio == pytest.approx(heads * home.expected_mw.mean / away.expected_mw.mean)
    assert home.basis
