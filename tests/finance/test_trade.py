"""What a built campus sells and costs, against figures worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest
from built import PARAMETERS, build, shared
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.finance import Covers, Operations, trade
from grandlivre.finance.assumed import Assumed, assumed, names_of, terms_of
from grandlivre.finance.trade import HOURS, hour_prices

OPERATIONS = Operations(origin="parameters")


def fixed(draws=4, covers=Covers.ALL_IN, **values):
    """Every assumption at its median, those named at another figure."""
    found = assumed(PARAMETERS, covers, 1, shared(draws)).median(draws)
    drawn = {**found.draws, **{name: np.full(draws, float(v)) for name, v in values.items()}}
    return Assumed(draws=drawn, medians=found.medians)


TERMS = terms_of(PARAMETERS, Covers.ALL_IN, 2027)
LIFE = next(asset.life_years for asset in TERMS.assets if asset.name == "servers")


def test_an_hours_price_by_hand():
    """60 % ahead at 40 % off for two years, the rest posted, falling by a fifth a year."""
    prices = hour_prices(
        fixed(
            1, launch_rent_eur_per_hour=5.0, contracted_share=0.6, contracted_discount_share=0.4,
            contract_years=2.0, rental_price_decline_per_year=0.2,
        ),
        TERMS, LIFE + 1,
    )[0]  # fmt: skip
    assert prices[0] == pytest.approx(5 * (0.6 * 0.6 + 0.4))
    assert prices[1] == pytest.approx(5 * (0.6 * 0.6 + 0.4 * 0.8))
    assert prices[2] == pytest.approx(5 * 0.8**2 * (0.6 * 0.6 + 0.4))
    # New machines rent as new ones, in proportion to what they cost.
    servers = next(asset for asset in TERMS.assets if asset.name == "servers")
    assert prices[LIFE] == pytest.approx(prices[0] * servers.renewal_share)


def test_hours_revenue_and_energy_by_hand():
    found = trade(
        build(draws=1), fixed(1, utilisation_share=0.7, load_factor=0.5, inflation_share=0.0),
        OPERATIONS, TERMS, Covers.ALL_IN,
    )  # fmt: skip
    assert found.case.sold_hours[0, 3] == pytest.approx(40_000 * HOURS * 0.7)
    assert not found.case.sold_hours[0, :3].any()
    drawn = fixed(1).draws
    price = sum(
        drawn[name][0]
        for name in ("electricity_price_eur_per_mwh", "turpe_eur_per_mwh", "accise_eur_per_mwh")
    )
    assert found.costs_eur["energy"][0, 3] == pytest.approx(100 * HOURS * 0.5 * price)
    assert found.case.revenue_eur[0, 3] == pytest.approx(
        found.case.sold_hours[0, 3] * hour_prices(fixed(1), TERMS, 1)[0, 0]
    )
    total = np.sum(list(found.costs_eur.values()), axis=0)
    assert found.case.opex_eur == pytest.approx(total)


def test_a_year_that_was_operated_gives_its_shares():
    ran = Operations(
        origin="year", sold_share=0.5, load_share=0.4, price_ratio=0.9, tokens_per_hour=1e6
    )
    found = trade(build(draws=1), fixed(1), ran, TERMS, Covers.ALL_IN)
    assert found.case.sold_hours[0, 5] == pytest.approx(40_000 * HOURS * 0.5)
    assert found.case.sold_tokens == pytest.approx(found.case.sold_hours * 1e6)
    dearer = trade(build(draws=1), fixed(1), replace(ran, price_ratio=1.2), TERMS, Covers.ALL_IN)
    assert (dearer.costs_eur["energy"][0, 5] > found.costs_eur["energy"][0, 5]).all()


def test_machines_cost_what_is_announced_or_what_they_are_worth_if_that_is_more():
    whole = 40_000 * 44_000.0
    spent = np.zeros((2, 20))
    spent[0, 3], spent[1, 3] = 0.25 * whole, 2 * whole
    phase = build(draws=2, servers_eur=spent, added=np.repeat(build(draws=1).added, 2, axis=0))
    found = trade(phase, fixed(2), OPERATIONS, TERMS, Covers.ALL_IN)
    servers = found.case.capex_eur[[asset.name for asset in TERMS.assets].index("servers")]
    assert servers.sum(axis=1) == pytest.approx([whole, 2 * whole])
    assert found.added_eur.sum(axis=1) == pytest.approx([0.75 * whole, 0.0])


def test_money_of_building_is_parted_and_none_is_lost():
    found = trade(build(), fixed(), OPERATIONS, TERMS, Covers.ALL_IN)
    names = [asset.name for asset in TERMS.assets]
    shell, grid = (found.case.capex_eur[names.index(name)] for name in ("shell", "grid"))
    assert shell + grid == pytest.approx(build().shell_eur)
    assert (grid.sum(axis=1) > 0).all()


def test_machines_are_replaced_where_that_pays_and_the_campus_ends_with_them_elsewhere():
    rents = np.array([0.5, 2.0, 8.0, 20.0])
    drawn = fixed()
    drawn = Assumed(draws={**drawn.draws, "launch_rent_eur_per_hour": rents}, medians=drawn.medians)
    case = trade(build(), drawn, OPERATIONS, TERMS, Covers.ALL_IN).case
    assert case.renews is not None
    assert case.renews.tolist() == sorted(case.renews.tolist())
    assert not case.renews[0]
    assert case.renews[-1]
    ended = 3 + LIFE
    assert not case.revenue_eur[0, ended:].any()
    assert not case.opex_eur[0, ended:].any()
    assert (case.revenue_eur[-1, ended:] > 0).all()


def test_a_hall_earns_its_rent_by_hand():
    terms = terms_of(PARAMETERS, Covers.HOSTING, 2027)
    drawn = fixed(
        1, Covers.HOSTING, pue=1.25, hosting_rent_eur_per_kw_month=100.0, hosting_let_share=0.9,
        inflation_share=0.0,
    )  # fmt: skip
    found = trade(build(draws=1), drawn, OPERATIONS, terms, Covers.HOSTING)
    assert found.case.revenue_eur[0, 6] == pytest.approx(100e3 / 1.25 * 0.9 * 100 * 12)
    assert "energy" not in found.costs_eur
    assert [asset.name for asset in terms.assets] == ["shell", "grid"]
    assert not found.added_eur.any()


@given(st.integers(0, 2**32), st.sampled_from(list(Covers)))
def test_whatever_is_drawn_makes_a_case(seed, covers):
    drawn = assumed(PARAMETERS, covers, seed, shared())
    terms = terms_of(PARAMETERS, covers, 2027)
    found = trade(build(), drawn, OPERATIONS, terms, covers)
    assert (found.case.revenue_eur >= 0).all()
    assert set(drawn.draws) <= set(names_of(covers))


def test_a_draw_keeps_its_luck_whatever_else_is_drawn():
    few = assumed(PARAMETERS, Covers.ALL_IN, 7, shared(4), np.array([0, 2, 5, 6]))
    many = assumed(PARAMETERS, Covers.ALL_IN, 7, shared(8))
    hosted = assumed(PARAMETERS, Covers.HOSTING, 7, shared(8))
    name = "contracted_share"
    assert few.draws[name].tolist() == many.draws[name][[0, 2, 5, 6]].tolist()
    staff = "staff_cost_eur_per_job_year"
    assert hosted.draws[staff].tolist() == many.draws[staff].tolist()
