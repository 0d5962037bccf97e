import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.campus.dispatch import Backup, Battery, Demand, Horizon, Shift, dispatch
from grandlivre.errors import CampusError

WHOLE = Horizon(kept_hours=10**6, ahead_hours=0)


def demand(seed=0, hours=120, **changed):
    """A campus with everything: panels, a battery, work that waits, a tight grid now and then."""
    rng = np.random.default_rng(seed)
    hour = np.arange(hours)
    given = {
        "load_mw": 50 + 5 * rng.random(hours),
        "flexible_mwh": rng.uniform(0, 20, hours),
        "grid_mw": np.where(rng.random(hours) < 0.05, 30.0, 100.0),
        "pv_mw": np.maximum(0, 15 * np.sin(2 * np.pi * (hour % 24 - 6) / 24)),
        "price_eur_per_mwh": 60 + 40 * np.sin(2 * np.pi * hour / 24) + rng.normal(0, 15, hours),
        "carbon_t_per_mwh": rng.uniform(0.01, 0.06, hours),
        "battery": Battery(
            power_mw=20, energy_mwh=80, wear_eur_per_mwh=4, start_mwh=40, loss_per_hour=0.001
        ),
        "shift": Shift(delay_hours=12, power_mw=40),
        "backup": Backup(power_mw=10),
        "carbon_price_eur_per_t": 70.0,
    }
    return Demand(**(given | changed))


def imbalance(d, found):
    supplied = (
        found.grid_mw + found.pv_mw + found.discharge_mw + found.backup_mw + found.unserved_mw
    )
    return np.abs(supplied - d.load_mw - found.charge_mw - found.served_mwh)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([24, 48, 96]))
def test_power_energy_and_work_balance(seed, kept):
    d = demand(seed)
    found = dispatch(d, Horizon(kept_hours=kept, ahead_hours=24))
    scale = float(d.load_mw.max())
    assert imbalance(d, found).max() <= 1e-9 * scale
    battery = d.battery
    before = np.concatenate([[battery.start_mwh], found.stored_mwh[:-1]])
    moved = (
        before * (1 - battery.loss_per_hour)
        + found.charge_mw * battery.charge_efficiency
        - found.discharge_mw / battery.discharge_efficiency
    )
    assert np.abs(moved - found.stored_mwh).max() <= 1e-9 * battery.energy_mwh
    waiting = np.concatenate([[0.0], found.backlog_mwh[:-1]])
    assert np.abs(waiting + d.flexible_mwh - found.served_mwh - found.backlog_mwh).max() <= 1e-7


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_nothing_passes_its_limit(seed):
    d = demand(seed)
    found = dispatch(d)
    close = 1e-6
    assert (found.grid_mw <= d.grid_mw + close).all()
    assert (found.pv_mw <= d.pv_mw + close).all()
    assert (found.stored_mwh <= d.battery.energy_mwh + close).all()
    assert (found.stored_mwh >= -close).all()
    assert found.stored_mwh[-1] >= d.battery.start_mwh - close
    assert (found.backup_mw <= d.backup.power_mw + close).all()
    assert found.backlog_mwh[-1] <= close


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 30))
def test_no_work_waits_longer_than_it_may(seed, delay):
    d = demand(seed, shift=Shift(delay_hours=delay, power_mw=np.inf))
    found = dispatch(d)
    arrived, served = np.cumsum(d.flexible_mwh), np.cumsum(found.served_mwh)
    due = (
        np.concatenate([np.zeros(delay), arrived[:-delay]]) if delay < len(arrived) else 0 * arrived
    )
    assert (served >= due - 1e-6).all()
    assert (served <= arrived + 1e-6).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_windows_cost_what_the_whole_costs(seed):
    d = demand(seed, hours=600)
    whole, windows = dispatch(d, WHOLE), dispatch(d, Horizon(kept_hours=168, ahead_hours=72))
    assert windows.cost_eur >= whole.cost_eur * (1 - 1e-9)
    assert windows.cost_eur == pytest.approx(whole.cost_eur, rel=1e-3)


def test_a_battery_earns_the_spread_less_its_losses():
    """Cheap first half, dear second half: one cycle, worked out by hand."""
    hours = 8
    price = np.array([20.0] * 4 + [120.0] * 4)
    none = np.zeros(hours)
    d = Demand(
        load_mw=none + 10, flexible_mwh=none, grid_mw=none + 100, pv_mw=none,
        price_eur_per_mwh=price, carbon_t_per_mwh=none,
        battery=Battery(power_mw=5, energy_mwh=10, charge_efficiency=0.9, discharge_efficiency=0.8),
    )  # fmt: skip
    found = dispatch(d)
    bought, sold = 10 / 0.9, 10 * 0.8
    assert found.charge_mw.sum() == pytest.approx(bought)
    assert found.discharge_mw.sum() == pytest.approx(sold)
    by_hand = 10 * price.sum() + 20 * bought - 120 * sold
    assert found.cost_eur == pytest.approx(by_hand)


def test_an_outage_is_met_by_the_battery_then_generators_then_not_at_all():
    hours = 3
    none = np.zeros(hours)
    d = Demand(
        load_mw=none + 10, flexible_mwh=none, grid_mw=np.array([0.0, 0.0, 100.0]), pv_mw=none,
        price_eur_per_mwh=none + 50, carbon_t_per_mwh=none,
        battery=Battery(
            power_mw=10, energy_mwh=6, start_mwh=6, charge_efficiency=1, discharge_efficiency=1
        ),
        backup=Backup(power_mw=5),
    )  # fmt: skip
    found = dispatch(d)
    assert found.discharge_mw.sum() == pytest.approx(6)
    assert found.backup_mw[:2].sum() == pytest.approx(10)
    assert found.unserved_mw.sum() == pytest.approx(4)


def test_a_ramp_limit_holds_across_windows():
    d = demand(3, hours=200, ramp_mw=3.0, grid_mw=np.full(200, 100.0))
    found = dispatch(d, Horizon(kept_hours=24, ahead_hours=24))
    assert np.abs(np.diff(found.grid_mw)).max() <= 3.0 + 1e-6


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["battery", "delay", "backup"]))
def test_more_means_never_cost_more(seed, means):
    d = demand(seed)
    more = {
        "battery": {"battery": dataclasses.replace(d.battery, power_mw=40, energy_mwh=160)},
        "delay": {"shift": dataclasses.replace(d.shift, delay_hours=24)},
        "backup": {"backup": dataclasses.replace(d.backup, power_mw=30)},
    }[means]
    assert dispatch(dataclasses.replace(d, **more), WHOLE).cost_eur <= dispatch(
        d, WHOLE
    ).cost_eur * (1 + 1e-9)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pv_mw": np.zeros(3)}, "dispatch_series"),
        ({"price_eur_per_mwh": np.full(120, np.nan)}, "dispatch_series"),
        ({"load_mw": np.full(120, -1.0)}, "dispatch_negative"),
        ({"battery": Battery(power_mw=1, energy_mwh=1, start_mwh=2)}, "dispatch_battery"),
    ],
)
def test_a_demand_that_makes_no_sense_says_where(changed, code):
    with pytest.raises(CampusError) as caught:
        demand(**changed)
    assert caught.value.code == code
