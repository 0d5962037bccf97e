import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.campus.cooling import CoolingDesign, Loop, cool
from grandlivre.campus.power import PowerDesign, draw, pue, ramps
from grandlivre.campus.weather import climate, climates, weather_year
from grandlivre.errors import CampusError


def site(city="Paris", busy=0.8, design=None, seed=0):
    weather = weather_year(climate(city), np.random.default_rng(seed))
    power = draw(np.full(8760, 1000.0 * busy), 1000.0, PowerDesign())
    cooled = cool(
        power.with_losses_mw,
        1200.0,
        (weather.dry_bulb_c, weather.wet_bulb_c),
        design or CoolingDesign(),
    )
    return power, cooled


@pytest.mark.parametrize("city", climates())
def test_the_reference_design_has_a_pue_of_its_time(city):
    power, cooled = site(city)
    found = pue(power.it_mw, power.with_losses_mw + cooled.power_mw)
    assert 1.05 <= found <= 1.25


@given(st.floats(-10, 30), st.floats(0.0, 12.0), st.floats(50, 1000), st.floats(0.0, 1.0))
def test_cooling_never_takes_less_where_the_wet_bulb_is_higher(wet, more, heat, liquid):
    design = dataclasses.replace(
        CoolingDesign(),
        liquid=dataclasses.replace(CoolingDesign().liquid, share=liquid),
        air=dataclasses.replace(CoolingDesign().air, share=1 - liquid),
    )
    dry = np.array([35.0, 35.0])
    cooled = cool(np.array([heat, heat]), 1000.0, (dry, np.array([wet, wet + more])), design)
    assert cooled.power_mw[1] >= cooled.power_mw[0] - 1e-9


@given(st.lists(st.floats(0.0, 1000.0), min_size=2, max_size=6), st.floats(-5, 28))
def test_more_heat_never_takes_less_power_or_water(heats, wet):
    heat = np.sort(np.array(heats))
    weather = (np.full(len(heat), 30.0), np.full(len(heat), wet))
    cooled = cool(heat, 1000.0, weather, CoolingDesign())
    assert (np.diff(cooled.power_mw) >= -1e-9).all()
    assert (np.diff(cooled.water_m3) >= -1e-9).all()


def test_cold_days_need_neither_chillers_nor_water():
    cooled = cool(np.array([900.0]), 1000.0, (np.array([5.0]), np.array([3.0])), CoolingDesign())
    assert cooled.chilled_mw[0] == 0
    assert cooled.water_m3[0] == 0


def test_heat_given_to_a_network_is_not_cooled_away():
    giving = dataclasses.replace(CoolingDesign(), recovered_share=0.4)
    cold = (np.array([5.0]), np.array([3.0]))
    cooled = cool(np.array([800.0]), 1000.0, cold, giving)
    assert cooled.recovered_mw[0] == pytest.approx(0.4 * 0.85 * 800)


def test_water_by_hand():
    """A hundred megawatts rejected wet for an hour: 147 tonnes of vapour, and a quarter more."""
    design = dataclasses.replace(
        CoolingDesign(),
        liquid=Loop(share=1.0, supply_c=32, return_c=42, approach_k=6, pump_share=0.0),
        air=Loop(share=0.0, supply_c=24, return_c=36, approach_k=6, pump_share=0.0),
    )
    cooled = cool(np.array([100.0]), 100.0, (np.array([20.0]), np.array([15.0])), design)
    assert cooled.water_m3[0] == pytest.approx(100 / 0.679 * 1.25)


def test_too_much_heat_for_the_machines_is_refused():
    with pytest.raises(CampusError, match="MW of heat"):
        cool(np.array([101.0]), 100.0, (np.array([20.0]), np.array([15.0])), CoolingDesign())


@given(st.floats(0.0, 1.0))
def test_conversion_always_loses_and_idle_halls_always_draw(busy):
    drawn = draw(np.array([busy * 500.0]), 500.0, PowerDesign())
    assert drawn.loss_mw[0] > 0
    assert drawn.it_mw[0] >= 0.2 * 500


def test_conversion_by_hand():
    """Each step takes in (P + c) / η."""
    design = PowerDesign(idle_share=0.0, storage_share=0.0)
    drawn = draw(np.array([100.0]), 100.0, design)
    passed, size = 100.0, 100.0
    for stage in design.stages:
        passed = (passed + stage.standing_share * size) / stage.efficiency
        size /= stage.efficiency
    assert drawn.with_losses_mw[0] == pytest.approx(passed)


def test_ramps_of_a_flat_year_are_none():
    assert ramps(np.full(10, 5.0)) == {"up_most": 0.0, "down_most": 0.0, "p99": 0.0}
    assert ramps(np.array([1.0]))["p99"] == 0.0
