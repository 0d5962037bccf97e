import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_campus import small

from grandlivre.campus.operate.services import (
    by_tenant,
    granted,
    served,
    serving_of,
    still_kept,
)
from grandlivre.campus.workload import Demand

HOURS = np.arange(4)
MAY = np.array([[1, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 0]], dtype=bool)


def serving(tokens=30_000.0):
    level = np.array([0.2, 1.0, 3.0, 0.0]) * tokens
    demands = tuple(
        Demand(service=each.name, tokens_per_s=level, requests_per_s=level / 129,
               peak_ratio=np.full(4, 1.2))
        for each in small().services
    )  # fmt: skip
    return serving_of(small(), demands, MAY)


def test_no_service_touches_a_pool_that_its_tenant_may_not():
    given_to = granted(serving(1e6), HOURS, np.tile([320, 128, 128], (4, 1)),
                       np.zeros((4, 3, 4), dtype=np.int64))  # fmt: skip
    assert given_to[:, 0, 1].sum() == 0
    assert given_to[:, 1, [0, 2]].sum() == 0


@settings(deadline=None)
@given(st.floats(0, 1e6), st.integers(0, 300), st.integers(0, 128))
def test_services_take_whole_replicas_within_what_there_is_and_is_not_kept(tokens, big, kept):
    room = np.tile([big, 128, 128], (4, 1))
    reserved = np.zeros((4, 3, 4), dtype=np.int64)
    reserved[:, 2, 1] = kept
    found = granted(serving(tokens), HOURS, room, reserved)
    assert (found % 4 == 0).all()
    assert (found.sum(axis=1) <= room).all()
    assert (found[:, :, 2].sum(axis=1) <= 128 - kept).all()


def test_more_demand_gets_more_and_none_gets_the_least():
    found = granted(serving(), HOURS, np.tile([3200, 1280, 1280], (4, 1)),
                    np.zeros((4, 3, 4), dtype=np.int64)).sum(axis=2)  # fmt: skip
    assert (found[0] <= found[1]).all()
    assert (found[1] < found[2]).all()
    assert (found > 0).all()


def test_a_service_that_got_what_it_wants_answers_nearly_all_in_time():
    made = serving()
    found = granted(made, HOURS, np.tile([3200, 1280, 1280], (4, 1)),
                    np.zeros((4, 3, 4), dtype=np.int64))  # fmt: skip
    well = served(made, 0, found[:, 0])
    assert np.allclose(well.wanted, found[:, 0].sum(axis=1))
    assert (well.attainment > 0.9).all()
    badly = served(made, 0, found[:, 0] // 8 * 4)
    assert (badly.wanted >= well.wanted - 4).all()
    assert (badly.attainment <= well.attainment + 1e-9).all()


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=4, max_size=4),
       st.lists(st.integers(0, 40), min_size=4, max_size=4), st.integers(0, 100))  # fmt: skip
def test_what_is_kept_never_passes_what_is_left(reserved, services, left):
    found = still_kept(np.array([[reserved]]), np.array([[services]]), np.array([[left]]))
    assert found.sum() <= left
    assert (found >= 0).all()
    assert (found <= np.array(reserved)).all()


def test_services_count_for_their_tenants():
    found = np.zeros((1, 2, 3), dtype=np.int64)
    found[0, 0, 2], found[0, 1, 1] = 8, 4
    assert by_tenant(serving(), found)[0].tolist() == [[0] * 4, [0, 0, 0, 4], [8, 0, 0, 0]]
