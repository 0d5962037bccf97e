import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.campus.design.model import Heat
from grandlivre.campus.operate.site import draw_of, rack_room, site_of
from grandlivre.campus.weather import Weather

HOURS = np.arange(3)


def site(wet, rated=100.0, heat=None):
    wet = np.array([wet, wet + 3.0, wet + 6.0])
    return site_of(heat or Heat(), Weather(dry_bulb_c=wet + 5.0, wet_bulb_c=wet), rated)


@settings(deadline=None)
@given(st.floats(-10, 24), st.floats(0.0, 140.0), st.floats(0.05, 1.0))
def test_what_a_cap_leaves_keeps_the_cap_and_wastes_nothing(wet, cap, on):
    made, rated = site(wet), np.full(3, 100.0 * on)
    room = rack_room(made, HOURS, np.full(3, cap), rated)
    drawn = draw_of(made, HOURS, room, rated).site_mw
    most = rated * (1 + made.power.storage_share)
    # Where not even the losses of nothing fit, nothing is left; else the cap is met or all fits.
    assert ((drawn <= cap * (1 + 1e-12)) | (room == 0)).all()
    more = draw_of(made, HOURS, np.minimum(room * (1 + 1e-6) + 1e-9, most), rated).site_mw
    assert ((more >= cap * (1 - 1e-6)) | (room >= most * (1 - 1e-9))).all()


@settings(deadline=None)
@given(st.floats(-10, 24), st.floats(1.0, 100.0))
def test_the_site_draws_no_less_where_the_wet_bulb_is_higher(wet, it):
    drawn = draw_of(site(wet), HOURS, np.full(3, it), np.full(3, 100.0)).site_mw
    assert (np.diff(drawn) >= -1e-9).all()


def test_nothing_is_drawn_where_all_is_off():
    drawn = draw_of(site(15.0), HOURS, np.zeros(3), np.zeros(3))
    assert (drawn.site_mw == 0).all()
