import numpy as np
import pytest
from campus_works import BATCH, batch, design, replace, service, standing
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.campus.design.model import Spread, Tenant, TenantKind, WorkClass
from grandlivre.campus.schedule import Hours, Problem, Queues, Rules
from grandlivre.campus.workload import missed, work_of
from grandlivre.campus.workload.clock import clock_of
from grandlivre.errors import CampusError

YEAR = 8760 * 3600


def of(work, name):
    """Columns of one work's jobs."""
    lanes = [place for place, lane in enumerate(work.lanes) if lane.work == name]
    which = np.isin(work.jobs.queue, lanes)
    return {
        field: getattr(work.jobs, field)[which]
        for field in ("submit_s", "accelerators", "work_s", "estimate_s", "watts", "checkpoint_s")
    } | {"pool": np.array([lane.pool for lane in work.lanes])[work.jobs.queue[which]]}


def drawn(kind, seed=1, **changes):
    campus = design(batch(kind, **changes))
    return of(work_of(campus, standing(campus), seed, year=2030), kind.value)


@pytest.mark.parametrize("kind", list(BATCH))
def test_each_class_asks_for_its_share(kind):
    campus = design(batch(kind))
    shares = []
    for seed in range(5):
        jobs = of(work_of(campus, standing(campus), seed, year=2030), kind.value)
        worked = np.minimum(jobs["work_s"], YEAR - jobs["submit_s"])
        shares.append((jobs["accelerators"] * worked).sum() / standing(campus).sum() / 3600)
    # Runs of pre-training are few: their share scatters.
    allowed = 0.15 if kind is WorkClass.PRETRAINING else 0.02
    assert np.mean(shares) == pytest.approx(BATCH[kind]["load_share"], rel=allowed)


def test_one_work_more_changes_no_other():
    few = design(batch(WorkClass.SWEEP), services=[service()])
    more = design(
        batch(WorkClass.HPC), batch(WorkClass.SWEEP),
        services=[service(name="code"), service()],
    )  # fmt: skip
    a = work_of(few, standing(few), 3, year=2030)
    b = work_of(more, standing(more), 3, year=2030)
    for field, values in of(a, "sweep").items():
        assert (values == of(b, "sweep")[field]).all(), field
    assert (a.demands[0].tokens_per_s == b.demands[1].tokens_per_s).all()
    other = work_of(few, standing(few), 4, year=2030)
    assert not np.array_equal(other.jobs.work_s, a.jobs.work_s)


def test_jobs_are_as_the_scheduler_takes_them():
    campus = design(*[batch(kind) for kind in BATCH])
    work = work_of(campus, standing(campus), 1, year=2030)
    jobs = work.jobs
    assert (np.diff(jobs.submit_s) >= 0).all()
    assert jobs.submit_s.min() >= 0
    assert jobs.submit_s.max() < YEAR
    assert (jobs.accelerators >= 1).all()
    assert (jobs.work_s >= 1).all()
    assert (jobs.estimate_s >= jobs.work_s).all()
    places = [[pool.name for pool in campus.pools].index(lane.pool) for lane in work.lanes]
    assert places == sorted(places)
    for lane, pool in zip(work.lanes, places, strict=True):
        mine = jobs.queue == work.lanes.index(lane)
        assert (jobs.accelerators[mine] <= campus.pools[pool].count).all()
        domain = campus.pools[pool].domain
        spanning = jobs.accelerators[mine][jobs.accelerators[mine] > domain]
        assert (spanning % domain == 0).all()


def test_watts_are_those_of_the_rack():
    jobs = drawn(WorkClass.FINETUNING, power_share=0.5, pools=("servers",))
    assert (jobs["watts"] == np.rint(jobs["accelerators"] * 600.0)).all()


def test_nothing_goes_where_the_tenant_may_not():
    bound = Tenant(name="lab", title={"en": "Lab"}, kind=TenantKind.LABORATORY, share=1.0,
                   zones=("open",), pools=("servers",), quota=0.25)  # fmt: skip
    campus = design(batch(WorkClass.HPC), tenants=(bound,))
    jobs = of(work_of(campus, standing(campus), 1, year=2030), "hpc")
    assert set(jobs["pool"]) == {"servers"}
    assert jobs["accelerators"].max() <= 128
    away = design(batch(WorkClass.HPC), tenants=(replace(bound, zones=("elsewhere",)),))
    with pytest.raises(CampusError, match="may touch none"):
        work_of(away, standing(away), 1, year=2030)


def test_work_comes_as_the_campus_grows():
    campus = design(*[batch(kind) for kind in BATCH])
    capacity = standing(campus)
    capacity[: 8760 // 2] = 0
    work = work_of(campus, capacity, 1, year=2030)
    assert len(work.jobs.submit_s)
    assert work.jobs.submit_s.min() >= YEAR // 2 - 3600


def test_runs_of_a_team_follow_one_another():
    jobs = drawn(WorkClass.PRETRAINING, pools=("servers",))
    for gang in np.unique(jobs["accelerators"]):
        mine = jobs["accelerators"] == gang
        ends = jobs["submit_s"][mine] + jobs["work_s"][mine]
        assert (jobs["submit_s"][mine][1:] >= ends[:-1]).all()
    # 336 accelerators fail every six days or so; a minute's checkpoint pays every two hours.
    assert 3600 < np.median(jobs["checkpoint_s"]) < 4 * 3600


def test_sweeps_are_sent_together_in_powers_of_two():
    jobs = drawn(WorkClass.SWEEP, pools=("servers",))
    gang = jobs["accelerators"]
    assert (gang & (gang - 1) == 0).all()
    _, many = np.unique(jobs["submit_s"], return_counts=True)
    assert np.median(many) > 8
    clock = clock_of(2030)
    hour = jobs["submit_s"] // 3600
    at_work = (clock.weekday[hour] < 5) & (clock.hour[hour] >= 9) & (clock.hour[hour] < 18)
    assert at_work.mean() > 0.5


def test_hpc_takes_whole_nodes_and_round_limits():
    jobs = drawn(WorkClass.HPC)
    node = np.where(jobs["pool"] == "racks", 4, 8)
    assert (jobs["accelerators"] % node == 0).all()
    assert jobs["work_s"].max() <= 24 * 3600
    assert (jobs["estimate_s"] % 1800 == 0).mean() > 0.99
    assert jobs["estimate_s"].mean() > 1.3 * jobs["work_s"].mean()


def test_classes_are_held_on_the_hour_of_school_days():
    jobs = drawn(WorkClass.TEACHING)
    clock = clock_of(2030)
    hour = jobs["submit_s"] // 3600
    assert (jobs["submit_s"] % 3600 < 300).all()
    assert (clock.weekday[hour] < 5).all()
    assert not clock.is_holiday[hour].any()
    assert set(clock.hour[hour]) == {8, 10, 14, 16}
    assert (jobs["submit_s"] % 3600 + jobs["estimate_s"] <= 7201).all()
    assert not jobs["checkpoint_s"].any()
    assert not missed(jobs["submit_s"], jobs["submit_s"] + 599).any()
    assert missed(jobs["submit_s"], jobs["submit_s"] + 601).all()


def test_what_there_is_not_is_refused():
    with pytest.raises(CampusError, match="no option"):
        drawn(WorkClass.SWEEP, options={"jobs": 3.0})
    with pytest.raises(CampusError, match="no tenant"):
        drawn(WorkClass.SWEEP, tenant="nobody")
    campus = design(batch(WorkClass.SWEEP), services=[service(shape="lunar")])
    with pytest.raises(CampusError, match="no shape"):
        work_of(campus, standing(campus), 1, year=2030)
    with pytest.raises(CampusError, match="hours of"):
        work_of(campus, standing(campus)[:, :1], 1, year=2030)


# At most twenty-three years: the scheduler counts seconds up to thirty-four, and refuses more.
spreads = st.builds(
    lambda median, ratio, room: Spread(median=median, high=median * ratio, least=median / room, most=median * room),
    st.floats(0.05, 2000.0), st.floats(1.0, 30.0), st.floats(1.5, 100.0),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(list(BATCH)), spreads, spreads, st.floats(0.0, 1.5), st.integers(0, 2**32),
    st.lists(st.integers(0, 900), min_size=2, max_size=300),
)  # fmt: skip
def test_whatever_is_asked_the_scheduler_can_take(kind, gang, hours, load, seed, stands):
    campus = design(batch(kind, gang=gang, hours=hours, load_share=load))
    capacity = np.array([[each, 2 * each // 3] for each in stands], dtype=np.int64)
    work = work_of(campus, capacity, seed, year=2029)
    count, lanes = len(stands), len(work.lanes)
    Problem(  # refuses what is out of order, astray, or longer than it asks for
        jobs=work.jobs,
        queues=Queues(
            pool=np.arange(lanes), tenant=np.zeros(lanes, dtype=np.int64),
            rank=np.zeros(lanes, dtype=np.int64), preempts=np.zeros(lanes, dtype=np.int64),
            yields=np.zeros(lanes, dtype=np.int64),
        ),
        hours=Hours(
            accelerators=capacity, watts=np.ones(count, dtype=np.int64),
            quota=np.ones((count, 2, 1), dtype=np.int64), month=np.zeros(count, dtype=np.int64),
            budget_s=np.ones((1, 1), dtype=np.int64),
        ),
        rules=Rules(shares=(1.0,)),
    )  # fmt: skip
    jobs = work.jobs
    assert (jobs.submit_s < count * 3600).all()
    most = np.maximum(capacity.max(axis=0), 1)
    assert (jobs.accelerators <= most[jobs.queue]).all()
    assert (jobs.checkpoint_s >= 0).all()


def test_more_jobs_than_memory_holds_are_refused():
    tiny = Spread(median=0.01, high=0.01)
    campus = design(
        batch(WorkClass.FINETUNING, gang=Spread(median=1, high=1), hours=tiny, load_share=1.0)
    )
    with pytest.raises(CampusError, match="more than 20,000,000 jobs"):
        work_of(campus, 100 * standing(campus), 1, year=2030)


def test_nothing_is_asked_where_nothing_stands():
    campus = design(*[batch(kind) for kind in BATCH])
    assert not len(work_of(campus, 0 * standing(campus), 1, year=2030).jobs.submit_s)
    bare = design()
    assert work_of(bare, standing(bare), 1, year=2030).lanes == ()
