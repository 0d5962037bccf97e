"""PyPSA itself reads the loads and dispatches a campus; skipped where it is not installed (it weighs 0.5 GB)."""

import json
from pathlib import Path

import pytest
from made_up_year import made_up_year
from small_outlook import small_outlook, small_plan

from grandlivre.campus.dispatch import dispatch
from grandlivre.export.pypsa import loads
from grandlivre.export.pypsa_campus import campus_network, demand_of
from grandlivre.outlook.model import Outcome, Scope


def test_pypsa_reads_the_folder_and_finds_the_energy(tmp_path: Path) -> None:
    pypsa = pytest.importorskip("pypsa", reason="PyPSA is not installed here")
    outlook = small_outlook()
    for name, parts in loads(outlook, small_plan()).items():
        (tmp_path / name).write_bytes(b"".join(parts))
    network = pypsa.Network(tmp_path)
    assert list(network.investment_periods) == sorted({int(q[:4]) for q in outlook.quarters})
    assert len(network.snapshots) == len(outlook.quarters)
    power = network.get_switchable_as_dense("Load", "p_set")
    energy = power.mul(network.snapshot_weightings.generators, axis=0).sum()
    for series in outlook.series:
        if series.scope is Scope.SITE and series.outcome is Outcome.ENERGY:
            load = network.loads.index[network.loads.site == series.of][0]
            assert energy[load] == pytest.approx(sum(b.mean for b in series.bands), rel=1e-4)
    assert network.buses.x["Cambrai"] == pytest.approx(3.24)
    network.consistency_check()


@pytest.mark.slow
def test_pypsa_dispatches_a_campus_at_the_same_cost(tmp_path: Path) -> None:
    """The exported year in one program, beside our windows: within one part in a thousand."""
    pypsa = pytest.importorskip("pypsa", reason="PyPSA is not installed here")
    year = made_up_year()
    for name, parts in campus_network(year).items():
        (tmp_path / name).write_bytes(b"".join(parts))
    network = pypsa.Network(tmp_path)
    network.consistency_check()
    status, _ = network.optimize(solver_name="highs")
    assert status == "ok"
    ours = dispatch(demand_of(year))
    assert ours.cost_eur == pytest.approx(network.objective, rel=1e-3)
    assert ours.cost_eur >= network.objective * (1 - 1e-7)


def test_our_dispatch_costs_what_pypsa_found() -> None:
    """The figure that ``scripts/pypsa_figures.py`` kept: within one part in a thousand."""
    kept = json.loads((Path(__file__).parent / "data" / "pypsa_campus.json").read_text())
    ours = dispatch(demand_of(made_up_year()))
    assert ours.cost_eur == pytest.approx(kept["cost_eur"], rel=1e-3)
    assert ours.cost_eur >= kept["cost_eur"] * (1 - 1e-7)
    assert ours.grid_mw.sum() == pytest.approx(kept["energy_mwh"]["grid"], rel=1e-3)
