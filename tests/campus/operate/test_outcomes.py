import numpy as np
import pytest
from small_campus import year

from grandlivre.campus.operate.bearing import bearers, carbon_t_per_mwh, class_mw, site_over_it
from grandlivre.campus.operate.costs import PARTS, cost_by_part
from grandlivre.campus.operate.gridside import flexibility, load_duration_mw, ramps_mw
from grandlivre.campus.operate.outcomes import UNITS, Axis, outcomes, value_of
from grandlivre.reference.messages import messages


def test_parts_of_the_cost_are_the_cost():
    found = year()
    parts = cost_by_part(found)
    assert tuple(parts) == PARTS
    assert sum(parts.values()) == pytest.approx(found.power.cost_eur.sum(), rel=1e-12)
    assert parts["turpe_power"] == pytest.approx(1.4 * 10_000)
    band = 0.4 * 1.4 * 8760 * found.design.grid.band_eur_per_mwh
    assert parts["band"] == pytest.approx(band)


def test_classes_idling_and_storage_are_what_the_racks_draw():
    found = year()
    power, design = found.power, found.design
    kilowatts = np.array([pool.kw_per_accelerator for pool in design.pools])
    rated = found.accelerators @ kilowatts / 1000
    held = np.zeros(8760)
    by_name = dict(zip([pool.name for pool in design.pools], kilowatts, strict=True))
    for each in bearers(found):
        held += each.accelerators * by_name[each.pool] / 1000
    idle = 0.2 * (rated - held) + 0.03 * rated
    assert np.allclose(sum(class_mw(found).values()) + idle, power.it_mw, atol=1e-9)


def test_what_all_tenants_sell_is_what_the_site_sells():
    found = outcomes(year())
    for key in ("sold_hours", "it_energy", "tokens"):
        whole = value_of(found, key) if key != "it_energy" else None
        for axis in (Axis.TENANT, Axis.PARTITION, Axis.CLASS):
            total = sum(each.value for each in found if each.axis is axis and each.key == key)
            whole = total if whole is None else whole
            assert total == pytest.approx(whole), (key, axis)


def test_carbon_is_that_of_grid_and_fuel():
    found = year("outage")
    power = found.power
    location, market = carbon_t_per_mwh(found)
    fuel = power.backup_mw.sum() * found.design.machines.backup_t_per_mwh
    grid = power.grid_mw @ power.carbon_g_per_kwh / 1000
    assert power.site_mw @ location == pytest.approx(grid + fuel)
    assert power.site_mw @ market == pytest.approx(power.grid_mw.sum() * 5.0 / 1000 + fuel)
    assert fuel > 0


def test_figures_are_within_what_makes_sense():
    found = outcomes(year())
    assert 0 < value_of(found, "goodput") <= value_of(found, "utilisation") <= 1
    assert 1.05 <= value_of(found, "pue") <= 1.25
    assert value_of(found, "wait_p50") <= value_of(found, "wait_p95") <= value_of(found, "wait_p99")
    assert value_of(found, "least") <= value_of(found, "peak") <= 1.4
    runs = value_of(found, "run_energy", Axis.CLASS, "pretraining")
    jobs = [each for each in year().jobs if each.kind.value == "pretraining"]
    rack = sum(each.finished_mwh for each in jobs) / sum(each.finished for each in jobs)
    assert rack * 1.05 < runs < rack * 1.25
    assert all(np.isfinite(each.value) for each in found)
    assert {each.unit for each in found} <= set(UNITS.values())


def test_every_figure_has_a_name_in_both_languages():
    for key in UNITS:
        for language in ("fr", "en"):
            assert messages(language).say(f"campus.outcome.{key}")


def test_what_could_be_shed_is_drawn():
    found = year()
    offered = flexibility(found)
    assert (offered.one_hour_mw <= found.power.grid_mw + 1e-9).all()
    assert (offered.four_hours_mw <= offered.one_hour_mw + 1e-9).all()
    assert (offered.work_4h_mw <= offered.work_1h_mw + 1e-9).all()
    assert offered.one_hour_mw.mean() > 0


def test_the_load_duration_curve_has_every_hour_once():
    found = year()
    curve = load_duration_mw(found)
    assert (np.diff(curve) <= 0).all()
    assert curve.sum() == pytest.approx(found.power.site_mw.sum())
    assert ramps_mw(found).sum() == pytest.approx(found.power.grid_mw[-1] - found.power.grid_mw[0])


def test_the_site_draws_more_for_its_racks_where_it_is_hot():
    found = year("heat")
    hot = np.argsort(found.power.wet_bulb_c)[-200:]
    cold = np.argsort(found.power.wet_bulb_c)[:200]
    factor = site_over_it(found)
    assert factor[hot].mean() > factor[cold].mean()
