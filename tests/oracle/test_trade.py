"""What a campus sells and costs, told again machine by machine in plain Python."""

from dataclasses import replace

import numpy as np
import pytest
from built import PARAMETERS, shared
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.finance import Build, Covers, Operations, trade
from grandlivre.finance.assumed import assumed, terms_of

YEARS, FIRST, MONEY_OF, HOURS = 18, 2027, 2026, 8760.0
TERMS = terms_of(PARAMETERS, Covers.ALL_IN, FIRST)
SERVERS = next(asset for asset in TERMS.assets if asset.name == "servers")


def told_again(build, drawn, draw):
    """Revenue, costs, hours and whether machines are replaced, of one draw, year by year."""
    one = {name: float(values[draw]) for name, values in drawn.draws.items()}
    life, k = SERVERS.life_years, SERVERS.renewal_share
    cohorts = {c: float(n) for c, n in enumerate(build.added[draw]) if n > 0}
    everything = sum(cohorts.values())

    def hour_price(age):
        cycle, within = divmod(age, life)
        posted = (1 - min(one["rental_price_decline_per_year"], 0.9)) ** within
        held = 1.0 if within < one["contract_years"] else posted
        ahead = one["contracted_share"]
        mix = ahead * (1 - one["contracted_discount_share"]) * held + (1 - ahead) * posted
        return one["launch_rent_eur_per_hour"] * build.price_ratio * k**cycle * mix

    def costs_of(year):
        rise = (1 + one["inflation_share"]) ** max(FIRST + year - MONEY_OF, 0)
        stands = build.power_mw[draw, year] > 0
        shell = build.shell_eur[draw, : year + 1].sum() if stands else 0.0
        power = one["electricity_price_eur_per_mwh"] + one["turpe_eur_per_mwh"]
        power += one["accise_eur_per_mwh"]
        energy = build.filled_mw[draw, year] * HOURS * one["load_factor"] * power * rise
        staff = build.power_mw[draw, year] * one["jobs_per_mw"]
        staff *= one["staff_cost_eur_per_job_year"] * rise
        keep = one["upkeep_shell_share"] + one["local_charges_share"]
        machines = servers[: year + 1].sum() * one["upkeep_it_share"]
        return energy + staff + keep * shell * rise + machines

    price = build.price_eur * one["accelerator_price_ratio"]
    wanted = build.added[draw] * price
    short = max(wanted.sum() - build.servers_eur[draw].sum(), 0.0)
    servers = build.servers_eur[draw] + (wanted * short / wanted.sum() if wanted.sum() > 0 else 0.0)
    sold = min(one["utilisation_share"], 0.98)
    begun = min(cohorts)
    second = 0.0
    for age in range(life):
        year = min(begun + life + age, YEARS - 1)
        earned = everything * hour_price(life + age) * HOURS * sold
        second += (earned - costs_of(year)) / (1 + TERMS.discount_rate) ** (age + 1)
    renews = second >= k * servers.sum()

    rows = []
    for year in range(YEARS):
        runs = {c: n for c, n in cohorts.items() if c <= year and (renews or year - c < life)}
        stands = sum(n for c, n in cohorts.items() if c <= year)
        share = sum(runs.values()) / stands if stands else 1.0
        hours = build.accelerators[draw, year] * HOURS * sold * share
        mean = 0.0
        if runs:
            mean = sum(n * hour_price(year - c) for c, n in runs.items()) / sum(runs.values())
        rows.append((hours * mean, costs_of(year) * share, hours))
    return np.array(rows).T, renews, servers.sum()


@st.composite
def builds(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    starts = sorted(draw(st.sets(st.integers(1, 9), min_size=1, max_size=4)))
    added = np.zeros((2, YEARS))
    added[:, starts] = rng.uniform(1e3, 5e4, (2, len(starts)))
    at_end = np.cumsum(added, axis=1)
    before = np.concatenate([np.zeros((2, 1)), at_end[:, :-1]], axis=1)
    mean = 0.5 * (at_end + before)
    shell = np.zeros((2, YEARS))
    shell[:, : starts[-1]] = rng.uniform(1e6, 3e8, (2, starts[-1]))
    return Build(
        power_mw=at_end / 400, filled_mw=mean / 400, accelerators=mean, added=added,
        shell_eur=shell, servers_eur=added * rng.uniform(0, 1e5), price_eur=44_000.0,
        price_ratio=float(rng.uniform(0.5, 5.0)), tokens_ratio=1.0,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(builds(), st.integers(0, 2**31))
def test_trade_is_what_plain_python_says(build, seed):
    drawn = assumed(PARAMETERS, Covers.ALL_IN, seed, shared(2))
    found = trade(build, drawn, Operations(origin="parameters"), TERMS, Covers.ALL_IN).case
    servers = [asset.name for asset in TERMS.assets].index("servers")
    assert found.renews is not None
    for draw in range(2):
        (revenue, costs, hours), renews, paid = told_again(build, drawn, draw)
        assert bool(found.renews[draw]) == renews
        assert found.revenue_eur[draw] == pytest.approx(revenue, rel=1e-9, abs=1e-3)
        assert found.opex_eur[draw] == pytest.approx(costs, rel=1e-9, abs=1e-3)
        assert found.sold_hours[draw] == pytest.approx(hours, rel=1e-9, abs=1e-6)
        assert found.capex_eur[servers, draw].sum() == pytest.approx(paid)


def test_a_build_scaled_sells_and_costs_as_much_more():
    from built import build

    drawn = assumed(PARAMETERS, Covers.ALL_IN, 3, shared(4))
    one = build()
    names = ("power_mw", "filled_mw", "accelerators", "added", "shell_eur", "servers_eur")
    three = replace(one, **{name: 3.0 * getattr(one, name) for name in names})
    small, large = (
        trade(each, drawn, Operations(origin="parameters"), TERMS, Covers.ALL_IN).case
        for each in (one, three)
    )
    assert large.revenue_eur == pytest.approx(3 * small.revenue_eur)
    assert large.opex_eur == pytest.approx(3 * small.opex_eur)
