from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import AS_OF, figure, large, phase, plan, project, site

from grandlivre.campus.design import (
    allowed,
    campus_of,
    design_to_toml,
    expected_load,
    parse_design,
    standing,
)
from grandlivre.campus.design.model import Mark as DesignMark
from grandlivre.campus.design.model import TenantKind
from grandlivre.campus.design.standing import opening
from grandlivre.errors import CampusError
from grandlivre.programme.model import Gate, Mark
from grandlivre.reference.parameters import generations


def made(*phases, tranches=()):
    own = plan(project("north", *phases), sites=(site("site-north", *tranches),))
    return campus_of(own.projects[0], own)


def test_phases_keep_their_dates_power_and_marks():
    design = made(
        phase("north", 1, mw=figure(240), by="2027"),
        phase("north", 2, mw=figure(460, mark=Mark.INFERRED)),
        tranches=((240, "2027"), (700, None)),
    )
    first, second = design.phases
    assert (first.opens, first.power_mw, first.mark) == ("2027", 240, DesignMark.SAID)
    assert (second.power_mw, second.mark) == (460, DesignMark.INFERRED)
    # Nobody tells the second's date: five years after the plan's day.
    assert second.opens == str(AS_OF.year + 5)
    marks = {basis.field: basis.mark for basis in design.basis}
    assert marks["phases.phase-1.power_mw"] is DesignMark.SAID
    assert marks["phases.phase-2.power_mw"] is DesignMark.INFERRED
    assert marks["tenants"] is DesignMark.JUDGED
    assert all(
        basis.reason.fr != basis.reason.en for basis in design.basis if "power" not in basis.field
    )
    # The undated tranche follows the dated one by the usual gap of two years.
    assert [(each.opens, each.total_mw, each.mark) for each in design.grid.tranches] == [
        ("2027", 240, DesignMark.SAID),
        ("2029", 700, DesignMark.INFERRED),
    ]


def test_accelerators_are_those_that_the_power_carries():
    design = made(phase("north", mw=figure(230), by="2028", generation="GB300"))
    count = sum(pool.count for pool in design.pools)
    assert count == pytest.approx(230_000 / generations()["GB300"].all_in_kw, abs=72)
    assert all(pool.count % pool.domain == 0 for pool in design.pools)


def test_accelerators_that_are_said_stand_and_draw_what_there_is():
    design = made(
        phase("north", mw=figure(100), accelerators=figure(100_000), by="2028", generation="GB300")
    )
    assert sum(pool.count for pool in design.pools) == pytest.approx(100_000, abs=72)
    drawn = sum(pool.count * pool.kw_per_accelerator for pool in design.pools)
    assert drawn < 100_000


def test_a_generation_nobody_names_is_the_newest_that_ships():
    design = made(phase("north", mw=figure(50), by="2025-06", generation=None))
    assert {pool.generation for pool in design.pools} <= {"B200", "GB200"}


def test_what_stands_already_stood_last_year():
    design = made(phase("north", mw=figure(50), reached=Gate.ENERGISED, generation="H200"))
    assert opening(design.phases[0].opens) == date(AS_OF.year, 1, 1)


def test_a_project_without_megawatts_cannot_be_run():
    with pytest.raises(CampusError, match="North"):
        made(phase("north", mw=figure()))


def test_a_tiny_phase_keeps_only_what_fits():
    design = made(phase("north", mw=figure(0.3), by="2028", generation="H200"))
    assert sum(pool.count for pool in design.pools) > 0
    assert {work.tenant for work in design.batch} <= {tenant.name for tenant in design.tenants}


def test_more_than_the_contract_gives_infers_a_tranche():
    design = made(
        phase("north", 1, mw=figure(700), by="2030"),
        phase("north", 2, mw=figure(1000), by="2031"),
        tranches=((700, "2030"),),
    )
    assert [each.mark for each in design.grid.tranches] == [DesignMark.SAID, DesignMark.INFERRED]
    assert design.grid.tranches[-1].total_mw == 1700


def test_the_whole_life_of_ai_has_tenants():
    design = made(phase("north", mw=figure(500), by="2029"))
    assert {tenant.kind for tenant in design.tenants} == set(TenantKind)
    zones = {pool.name: pool.zone for pool in design.pools}
    assert {zones[name] for name in allowed(design, "state")} == {"sovereign"}


def test_demand_keeps_up_with_what_opens():
    design = made(
        phase("north", 1, mw=figure(200), by="2028"),
        phase("north", 2, mw=figure(400), by="2030"),
        tranches=((200, "2028"), (600, "2030")),
    )
    for year in (2029, 2031):
        loads = expected_load(design, year)
        stands = sum(there for there, _ in loads.values())
        assert sum(asked for _, asked in loads.values()) / stands == pytest.approx(0.79, abs=0.03)


@pytest.mark.parametrize("seed", range(3))
def test_any_campus_of_a_plan_becomes_a_design(seed):
    own = large(12, 3, seed=seed)
    for each in own.projects:
        design = campus_of(each, own)
        assert parse_design(design_to_toml(design), design.name, source=design.source) == design
        counts = standing(design, 2040, is_full=True)
        assert (counts[0] == [pool.count for pool in design.pools]).all()
        assert np.isfinite(counts).all()


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.05, 5000),
    st.none() | st.integers(1, 2_000_000),
    st.sampled_from([*generations(), None]),
)
def test_no_size_breaks_a_rule(power, accelerators, generation):
    design = made(
        phase(
            "north",
            mw=figure(round(power, 3)),
            accelerators=figure(accelerators),
            by="2029",
            generation=generation,
        )
    )
    drawn = sum(pool.count * pool.kw_per_accelerator for pool in design.pools) / 1000
    # One domain at least stands, whatever the power.
    assert drawn <= max(design.phases[0].power_mw, 0.0)
