from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.campus.design import allowed, connection, designs, open_phases, standing
from grandlivre.campus.design.model import Tranche
from grandlivre.campus.design.standing import hour_of_opening, opening
from grandlivre.errors import CampusError

CAMPUS = designs()["campus-ia"]


def test_the_end_of_a_partial_date_counts():
    assert str(opening("2029-Q4")) == str(opening("2029")) == "2030-01-01"
    assert hour_of_opening("2027", 2027) == 8760
    assert hour_of_opening("2027", 2028) == 0
    assert hour_of_opening("2028-03", 2028) == (31 + 28 + 31) * 24


def test_the_leap_day_is_left_out():
    # 28 February ends on the 29th in a leap year, which the year of 8,760 hours does not have.
    assert hour_of_opening("2028-02-28", 2028) == hour_of_opening("2028-02-29", 2028) == 59 * 24
    assert hour_of_opening("2027-02-28", 2027) == 59 * 24


@given(st.integers(2024, 2040), st.integers(1, 12), st.integers(2024, 2040))
def test_opening_hours_go_with_dates(at, month, year):
    hour = hour_of_opening(f"{at}-{month:02}", year)
    assert 0 <= hour <= 8760
    assert hour % 24 == 0
    if at < year:
        assert hour == 0
    if at > year:
        assert hour == 8760


def test_campus_ia_stands_as_its_tranches_open():
    found = [int(standing(CAMPUS, year, is_full=False)[-1].sum()) for year in (2028, 2030, 2032)]
    assert found == [100_800, 266_400, 516_960]
    assert connection(CAMPUS, 2029, is_full=False)[0] == 240
    assert connection(CAMPUS, 2029, is_full=True)[0] == 1400
    assert [phase.name for phase in open_phases(CAMPUS, 2031, is_full=False)] == ["first", "second"]
    assert len(open_phases(CAMPUS, 2028, is_full=True)) == 3


def test_a_year_in_which_nothing_stands_is_told():
    with pytest.raises(CampusError, match="2026"):
        standing(CAMPUS, 2026, is_full=False)


def test_less_power_leaves_part_of_the_later_phases():
    grid = replace(CAMPUS.grid, tranches=(Tranche(opens="2027", total_mw=470),))
    held = replace(CAMPUS, grid=grid)
    counts = standing(held, 2032, is_full=False)[0]
    full = standing(CAMPUS, 2032, is_full=False)[0]
    phase_of = {hall.name: hall.phase for hall in CAMPUS.halls}
    for pool, stands, most in zip(CAMPUS.pools, counts, full, strict=True):
        part = {"first": 1.0, "second": 0.5, "third": 0.0}[phase_of[pool.hall]]
        assert stands == pytest.approx(most * part, abs=pool.domain)
        assert stands % pool.domain == 0


@given(st.floats(1, 2000), st.floats(1, 2000))
def test_more_power_never_leaves_fewer(one, other):
    def stands(power):
        grid = replace(CAMPUS.grid, tranches=(Tranche(opens="2026", total_mw=power),))
        try:
            return standing(replace(CAMPUS, grid=grid), 2033, is_full=False)[0]
        except CampusError:
            return np.zeros(len(CAMPUS.pools))

    low, high = sorted((one, other))
    assert (stands(low) <= stands(high)).all()


def test_zones_and_lists_of_pools_both_bind():
    zones = {pool.name: pool.zone for pool in CAMPUS.pools}
    for tenant in CAMPUS.tenants:
        found = allowed(CAMPUS, tenant.name)
        assert found
        assert {zones[name] for name in found} <= set(tenant.zones)
        if tenant.pools:
            assert set(found) <= set(tenant.pools)
    with pytest.raises(CampusError, match="nobody"):
        allowed(CAMPUS, "nobody")
