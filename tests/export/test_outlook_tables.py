import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from small_outlook import PARAMETERS, small_outlook, small_plan

from grandlivre.errors import OutputError
from grandlivre.export.csv_tables import rows_of
from grandlivre.export.outlook_tables import PROMISES, SERIES, as_csv, as_parquet, tables
from grandlivre.export.pypsa import LEVELS, loads
from grandlivre.outlook.model import Outcome, Scope

# What PyPSA's own export writes, and its import reads, of networks with investment periods.
COLUMNS = {
    "network.csv": {"name", "srid"},
    "investment_periods.csv": {"period", "objective", "years"},
    "snapshots.csv": {"", "period", "timestep", "objective", "stores", "generators"},
    "carriers.csv": {"name"},
    "buses.csv": {"name", "v_nom", "x", "y", "carrier", "country"},
    "loads.csv": {"name", "bus", "carrier", "site", "title"},
}


def test_the_series_read_back_from_csv_as_they_were() -> None:
    outlook = small_outlook()
    files = as_csv(outlook, PARAMETERS)
    assert sorted(files) == ["parameters.csv", "promises.csv", "run.csv", "series.csv"]
    written = {name: list(parts) for name, parts in files.items()}
    for shape, rows in tables(outlook, PARAMETERS):
        read = list(rows_of(shape, written[f"{shape.name}.csv"]))  # type: ignore[arg-type]
        assert read == [tuple(row) for row in rows]
    lines = b"".join(written["series.csv"]).count(b"\r\n")
    assert lines == 1 + len(outlook.series) * len(outlook.quarters)


def test_every_quantile_has_its_monte_carlo_error() -> None:
    outlook = small_outlook()
    first, *others = outlook.series
    band = replace(first.bands[0], quantile_errors=(0.1, 0.2, 0.3, 0.4, 0.5))
    known = replace(first, bands=(band, *first.bands[1:]))
    files = as_csv(replace(outlook, series=(known, *others)), PARAMETERS)
    one, two, *_ = _read(files["series.csv"])
    names = ("p05_error", "p25_error", "p50_error", "p75_error", "p95_error")
    assert [one[name] for name in names] == ["0.1", "0.2", "0.3", "0.4", "0.5"]
    assert {two[name] for name in names} == {""}
    assert set(names) <= set(_read(files["promises.csv"])[0])


def test_parquet_holds_the_same_as_csv() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    import pyarrow

    outlook = small_outlook()
    files = as_parquet(outlook, PARAMETERS)
    for shape, rows in tables(outlook, PARAMETERS):
        data = b"".join(files[f"{shape.name}.parquet"])
        table = parquet.read_table(pyarrow.BufferReader(data))
        assert table.column_names == [column.name for column in shape.columns]
        read = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
        expected = [tuple(list(c) if isinstance(c, tuple) else c for c in row) for row in rows]
        assert read == expected
    assert {column.name for column in SERIES.columns} >= {"p05", "p50", "p95", "mean", "error"}
    assert PROMISES.columns[0].name == "phase"


def _read(parts: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(parts).decode())))


@pytest.mark.parametrize("level", LEVELS)
def test_loads_have_the_columns_that_pypsa_reads_and_keep_the_energy(level: str) -> None:
    outlook, plan = small_outlook(), small_plan()
    files = {name: _read(parts) for name, parts in loads(outlook, plan, level=level).items()}
    for name, columns in COLUMNS.items():
        assert set(files[name][0]) == columns, name
    buses = {row["name"] for row in files["buses.csv"]}
    names = [row["name"] for row in files["loads.csv"]]
    assert {row["bus"] for row in files["loads.csv"]} == buses
    assert len(set(names)) == len(names) == len(plan.sites)
    assert set(files["loads-p_set.csv"][0]) == {"", *names}
    assert len(files["loads-p_set.csv"]) == len(files["snapshots.csv"]) == len(outlook.quarters)
    periods = {row["period"] for row in files["investment_periods.csv"]}
    assert {row["period"] for row in files["snapshots.csv"]} == periods
    energy = {
        series.of: series.bands
        for series in outlook.series
        if series.scope is Scope.SITE and series.outcome is Outcome.ENERGY
    }
    for row in files["loads.csv"]:
        for number, snapshot in enumerate(files["snapshots.csv"]):
            power = float(files["loads-p_set.csv"][number][row["name"]])
            band = energy[row["site"]][number]
            at = LEVELS.index(level) - 1
            told = band.mean if level == "mean" else band.quantiles[at]
            assert power * float(snapshot["generators"]) == pytest.approx(told, abs=2e-3)


def test_hours_of_a_year_are_those_of_its_calendar() -> None:
    files = {n: _read(p) for n, p in loads(small_outlook(), small_plan()).items()}
    for year, hours in (("2027", 8760), ("2028", 8784)):
        rows = [row for row in files["snapshots.csv"] if row["period"] == year]
        assert sum(int(row["objective"]) for row in rows) == hours


def test_an_outlook_without_sites_is_refused() -> None:
    from dataclasses import replace

    with pytest.raises(OutputError, match="no energy of sites"):
        loads(replace(small_outlook(), series=()), small_plan())
