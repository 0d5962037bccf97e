from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.campus.energy import Kind, read_hourly
from grandlivre.errors import CampusError

SHARED = Path(__file__).parents[4] / "shared" / "benchmarks" / "energy"


def write(folder: Path, heading: str, lines) -> Path:
    path = folder / "hours.csv"
    path.write_text(heading + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def stamps(year: int):
    at = datetime(year, 1, 1, tzinfo=UTC)
    while at.year == year:
        yield at
        at += timedelta(hours=1)


def prices(hour: int) -> float:
    return 50 + hour % 24 + (hour // 24) / 10


def test_hours_may_be_counted(tmp_path):
    found = read_hourly(
        write(tmp_path, "hour,value", (f"{h},{prices(h)}" for h in range(8760))), Kind.PRICE
    )
    assert found.year is None
    assert (found.filled, found.doubled) == (0, 0)
    assert found.values[25] == prices(25)
    assert not found.values.flags.writeable


def test_gaps_are_filled_and_counted(tmp_path):
    gone = {10, 500, 501, *range(3000, 3030)}
    lines = (f"{h},{prices(h)}" for h in range(8760) if h not in gone)
    found = read_hourly(write(tmp_path, "hour,value", lines), Kind.PRICE)
    assert (found.filled, found.longest_gap) == (33, 30)
    assert found.values[10] == pytest.approx((prices(9) + prices(11)) / 2)
    # A long gap is like the same hours a week before and after.
    assert found.values[3005] == pytest.approx((prices(3005 - 168) + prices(3005 + 168)) / 2)


def test_a_leap_day_is_left_out(tmp_path):
    lines = (f"{at:%Y-%m-%d %H:%M:%S},{at.month}" for at in stamps(2024))
    found = read_hourly(write(tmp_path, "Datetime,Price (EUR/MWh)", lines), Kind.PRICE)
    assert found.year == 2024
    assert found.filled == 0
    assert found.values[59 * 24 - 1] == 2
    assert found.values[59 * 24] == 3


def test_the_export_of_entso_e_is_read(tmp_path):
    """Its times are spans of local time: one hour is missing in March, one doubled in October."""
    lines = []
    for at in stamps(2023):
        if (at.month, at.day, at.hour) == (3, 26, 2):
            continue
        end = at + timedelta(hours=1)
        line = f"{at:%d.%m.%Y %H:%M} - {end:%d.%m.%Y %H:%M},80.5,EUR"
        lines.append(line)
        if (at.month, at.day, at.hour) == (10, 29, 2):
            lines.append(line.replace("80.5", "90.5"))
    path = write(tmp_path, "MTU (CET/CEST),Day-ahead Price [EUR/MWh],Currency", lines)
    found = read_hourly(path, Kind.PRICE)
    assert (found.filled, found.doubled, found.year) == (1, 1, 2023)
    autumn = (sum((31, 28, 31, 30, 31, 30, 31, 31, 30)) + 28) * 24 + 2
    assert found.values[autumn] == 85.5


def test_half_hours_become_hours(tmp_path):
    lines = []
    for at in stamps(2021):
        lines += [f"{at:%Y-%m-%d %H:00:00},40", f"{at:%Y-%m-%d %H:30:00},60"]
    found = read_hourly(write(tmp_path, "Time,Carbon Intensity", lines), Kind.CARBON)
    assert (found.values == 50).all()
    assert found.doubled == 0


def test_the_export_of_electricity_maps_names_its_definition(tmp_path):
    heading = (
        "Datetime (UTC),Country,Zone name,Zone id,Carbon intensity gCO₂eq/kWh (direct),"
        "Carbon intensity gCO₂eq/kWh (Life cycle),Carbon-free percentage (CFE%)"
    )
    lines = (f"{at:%Y-%m-%d %H:%M:%S},France,France,FR,21.5,56.5,94" for at in stamps(2023))
    found = read_hourly(write(tmp_path, heading, lines), Kind.CARBON)
    assert "(direct)" in found.heading
    assert found.values[0] == 21.5


@pytest.mark.parametrize(
    ("heading", "kind", "given", "wanted"),
    [
        ("hour,price EUR/kWh", Kind.PRICE, 0.08, 80),
        ("hour,prix c€/kWh", Kind.PRICE, 8, 80),
        ("hour,carbon kg/kWh", Kind.CARBON, 0.05, 50),
        ("hour,carbon kg/MWh", Kind.CARBON, 50, 50),
        ("hour,carbon gCO2eq/kWh", Kind.CARBON, 50, 50),
        ("hour;prix €/MWh", Kind.PRICE, "80,5", 80.5),
    ],
)
def test_units_of_the_heading_are_turned(tmp_path, heading, kind, given, wanted):
    mark = ";" if ";" in heading else ","
    lines = (f"{h}{mark}{given}" for h in range(8760))
    assert read_hourly(write(tmp_path, heading, lines), kind).values[0] == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("heading", "lines", "what"),
    [
        ("hour,value", [f"{h},0.08" for h in range(8760)], "0.08"),
        ("hour,value", [f"{h},80" for h in range(7000)], "1760"),
        ("hour,value", ["yesterday,80"], "yesterday"),
        ("when,2023-02-31", ["2023-02-31 00:00,80"], "2023-02-31"),
        ("hour,value", [], "no hours"),
        ("a,b,c", ["1,2,3"], "a, b, c"),
    ],
)
def test_what_is_of_no_use_is_told(tmp_path, heading, lines, what):
    with pytest.raises(CampusError, match=what) as told:
        read_hourly(write(tmp_path, heading, lines), Kind.PRICE)
    assert "hours.csv" in told.value.where
    assert told.value.remedy


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CampusError, match="cannot be read"):
        read_hourly(tmp_path / "none.csv", Kind.PRICE)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_no_text_gives_a_traceback(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "hours.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CampusError):
        read_hourly(path, Kind.PRICE)


@settings(max_examples=25, deadline=None)
@given(gone=st.sets(st.integers(0, 8759), max_size=700))
def test_what_is_known_stays_and_what_is_filled_lies_within(tmp_path_factory, gone):
    lines = (f"{h},{prices(h)}" for h in range(8760) if h not in gone)
    found = read_hourly(write(tmp_path_factory.mktemp("gaps"), "hour,value", lines), Kind.PRICE)
    assert found.filled == len(gone)
    known = np.array([prices(h) for h in range(8760)])
    kept = np.array([h not in gone for h in range(8760)])
    assert (found.values[kept] == known[kept]).all()
    assert found.values.min() >= known.min()
    assert found.values.max() <= known.max()


@pytest.mark.parametrize(("year", "missing"), [(2022, 24), (2023, 24), (2024, 0)])
def test_real_files_are_read_and_their_gaps_counted(year, missing):
    path = SHARED / f"fr_day_ahead_{year}.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    found = read_hourly(path, Kind.PRICE)
    assert (found.year, found.filled) == (year, missing)


def test_a_real_half_hourly_file_is_read():
    path = SHARED / "fr_carbon_2020.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    found = read_hourly(path, Kind.CARBON)
    assert (found.year, found.filled) == (2020, 0)
    assert found.values.mean() == pytest.approx(56.4, abs=0.1)
