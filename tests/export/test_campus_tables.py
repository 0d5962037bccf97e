"""A year's tables read back as they were, and its network has the year's own load."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from made_up_year import LANES, made_up_year

from grandlivre.export import campus_tables
from grandlivre.export.campus_tables import as_csv, as_parquet, tables
from grandlivre.export.pypsa_campus import campus_network, demand_of

YEAR = made_up_year()


def cells(files: dict, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(files[name]).decode("utf-8"), newline="")))


def test_hours_read_back_without_loss() -> None:
    head, *rows = cells(as_csv(YEAR), "hours.csv")
    assert len(rows) == 8760
    for name in campus_tables.POWER:
        column = head.index(name)
        values = np.array([float(row[column]) for row in rows])
        assert (values == getattr(YEAR.power, name)).all(), name


def test_columns_have_their_units() -> None:
    by_name = {column.name: column for column in campus_tables.HOURS.columns}
    assert by_name["site_mw"].unit == "MW"
    assert by_name["price_eur_per_mwh"].unit == "EUR/MWh"
    assert by_name["carbon_g_per_kwh"].unit == "g/kWh"
    assert by_name["cost_eur"].unit == "EUR"
    assert by_name["dry_bulb_c"].unit == "°C"
    assert all(column.about and column.about != column.name for column in by_name.values())


def test_tables_agree_with_one_another() -> None:
    files = as_csv(YEAR)
    head, *lanes = cells(files, "lanes.csv")
    assert len(lanes) == 8760 * len(LANES)
    held = sum(float(row[head.index("accelerators")]) for row in lanes)
    head, *jobs = cells(files, "jobs.csv")
    used = sum(float(row[head.index("used_hours")]) for row in jobs)
    assert held == pytest.approx(used) == pytest.approx(YEAR.used.sum())
    head, *tenants = cells(files, "tenants.csv")
    assert sum(float(row[head.index("job_hours")]) for row in tenants) == pytest.approx(used)
    head, run = cells(files, "run.csv")
    assert run[head.index("digest")] == YEAR.audit.digest


def test_what_has_no_bound_is_left_empty() -> None:
    power = replace(YEAR.power, cap_mw=np.full(8760, np.inf))
    head, *rows = cells(as_csv(replace(YEAR, power=power)), "hours.csv")
    assert {row[head.index("cap_mw")] for row in rows} == {""}


def test_parquet_holds_the_same_tables() -> None:
    arrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet

    files = as_parquet(YEAR)
    assert list(files) == [f"{shape.name}.parquet" for shape, _ in tables(YEAR)]
    read = pyarrow.parquet.read_table(arrow.BufferReader(b"".join(files["hours.parquet"])))
    assert (read.column("site_mw").to_numpy() == YEAR.power.site_mw).all()
    assert read.schema.field("site_mw").metadata[b"unit"] == b"MW"


def test_the_network_has_the_year_s_load_limits_and_prices() -> None:
    demand = demand_of(YEAR)
    assert (demand.load_mw == YEAR.power.site_mw).all()
    assert (demand.grid_mw >= YEAR.power.grid_mw).all()
    files = campus_network(YEAR)
    _, *loads = cells(files, "loads-p_set.csv")
    assert [float(row[1]) for row in loads] == pytest.approx(YEAR.power.site_mw.tolist())
    _, *moments = cells(files, "snapshots.csv")
    assert moments[0][1] == "2030-01-01 00:00:00"
    assert moments[-1][1] == "2030-12-31 23:00:00"
    head, *machines = cells(files, "generators.csv")
    sizes = {row[0]: float(row[head.index("p_nom")]) for row in machines}
    assert sizes["backup"] == 30.0
    leap = replace(YEAR, options=replace(YEAR.options, year=2028))
    _, *moments = cells(campus_network(leap), "snapshots.csv")
    assert not any(row[1].startswith("2028-02-29") for row in moments)
    assert len({row[1] for row in moments}) == 8760


def test_a_campus_without_a_battery_has_neither_store_nor_links() -> None:
    machines = replace(YEAR.design.machines, battery_mw=0.0, battery_mwh=0.0)
    bare = replace(YEAR, design=replace(YEAR.design, machines=machines))
    assert {"stores.csv", "links.csv"}.isdisjoint(campus_network(bare))
