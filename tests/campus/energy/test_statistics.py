"""The table of statistics is what the script works out from the published hours."""

from pathlib import Path

import pytest
from scripts import fit_energy

from grandlivre.reference.tables import data_rows

SHARED = Path(__file__).parents[4] / "shared" / "benchmarks" / "energy"


def test_fitted_lines_come_from_the_script(capsys):
    if not SHARED.exists():
        pytest.skip("the hourly files are not there")
    fit_energy.prices(SHARED)
    fit_energy.carbon(SHARED)
    told = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    figures = {(line[0], line[1]): float(line[2]) for line in told if len(line) == 3}
    shapes = {(line[0], line[1]): tuple(map(float, line[2:])) for line in told if len(line) == 6}
    assert len(shapes) == 48
    for row in data_rows("energy/statistics.tsv"):
        key = row["series"], row["statistic"]
        if row["mark"] == "fitted" and key in figures:
            assert row.parsed("value", float) == pytest.approx(figures.pop(key), abs=0.011), key
        elif row["mark"] == "published" and key in figures:
            # What others publish of a month is what its hours give.
            assert row.parsed("value", float) == pytest.approx(figures.pop(key), rel=0.01), key
    assert {name for _, name in figures} <= {"hour_lag"}
    for row in data_rows("energy/shapes.tsv"):
        wanted = shapes[row["series"], row["hour"]]
        terms = ("always", "summer", "saturday", "sunday")
        assert tuple(row.parsed(term, float) for term in terms) == pytest.approx(wanted, abs=0.011)
