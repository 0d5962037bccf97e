import dataclasses

import numpy as np
import pytest
from campus_problems import HOUR, ints, problems
from hypothesis import given, settings

from grandlivre.campus.schedule import Hours, Jobs, Problem, Queues, Rules, schedule
from grandlivre.errors import CampusError


def one_pool(
    jobs, *, hours=24, top=10, cap=10**9, quota=None, rules=None, queues=None, budget=10**12
):
    """Jobs of (submit, gang, work, queue) on one pool; two tenants, the second more urgent."""
    submit, gang, work, queue = (ints(column) for column in zip(*jobs, strict=True))
    none = np.zeros_like(submit)
    return Problem(
        jobs=Jobs(
            submit_s=submit, accelerators=gang, work_s=work, estimate_s=work, watts=gang * 1000,
            queue=queue, checkpoint_s=none + 600, restart_s=none + 60,
        ),
        queues=queues
        or Queues(
            pool=ints([0, 0]), tenant=ints([0, 1]), rank=ints([1, 0]), preempts=ints([0, 1]),
            yields=ints([1, 0]),
        ),
        hours=Hours(
            accelerators=ints(np.full((hours, 1), top)),
            watts=ints(np.full(hours, cap)),
            quota=ints(np.full((hours, 1, 2), quota or 10 * top)),
            month=ints(np.zeros(hours)),
            budget_s=ints(np.full((1, 2), budget)),
        ),
        rules=rules or Rules(shares=(1.0, 1.0)),
    )  # fmt: skip


def test_a_short_job_goes_ahead_of_one_that_waits_and_a_long_one_does_not():
    done = schedule(
        one_pool([(0, 6, 3600, 0), (10, 8, 3600, 0), (20, 2, 3000, 0), (30, 4, 7200, 0)])
    )
    assert done.first_start_s.tolist() == [0, 3600, 20, 7200]


def test_a_gang_starts_together_or_not_at_all():
    done = schedule(one_pool([(0, 9, 1000, 0), (0, 2, 1000, 0)]))
    assert done.first_start_s.tolist() == [0, 1000]


def test_an_urgent_job_interrupts_and_the_other_goes_on_from_its_checkpoint():
    done = schedule(one_pool([(0, 10, 7200, 0), (3000, 10, 1000, 1)]))
    assert done.first_start_s.tolist() == [0, 3000]
    assert done.preemptions.tolist() == [1, 0]
    # 3,000 seconds are five checkpoints: nothing is lost; the rest and the restart follow.
    assert done.end_s.tolist() == [4000 + 60 + 4200, 4000]
    assert done.lost_s.tolist() == [0, 0]


def test_no_job_starts_above_the_power_cap():
    done = schedule(one_pool([(0, 4, 1000, 0), (0, 4, 1000, 0)], cap=7000))
    assert done.first_start_s.tolist() == [0, 1000]


def test_a_tenant_without_budget_holds_up_nobody():
    problem = one_pool([(0, 4, 1000, 0), (1, 4, 1000, 0), (2, 4, 1000, 1)], budget=5000)
    done = schedule(problem)
    assert done.first_start_s.tolist() == [0, -1, 2]


def test_what_can_never_run_is_refused():
    done = schedule(one_pool([(0, 11, 10, 0), (0, 10, 10, 0)]))
    assert done.is_refused.tolist() == [True, False]


def test_the_least_served_tenant_goes_first():
    level = Queues(
        pool=ints([0, 0]), tenant=ints([0, 1]), rank=ints([0, 0]), preempts=ints([0, 0]),
        yields=ints([0, 0]),
    )  # fmt: skip
    done = schedule(
        one_pool(
            [(0, 10, 1000, 0), (1, 10, 1000, 0), (2, 10, 1000, 0), (3, 10, 1000, 1)], queues=level
        )
    )
    assert done.first_start_s.tolist() == [0, 2000, 3000, 1000]


def test_luck_is_the_same_whatever_else_changes():
    """Common random numbers: a job fails after the same time under another cap."""
    rules = Rules(shares=(1.0, 1.0), failures_per_accelerator_s=1e-5, seed=3)
    jobs = [(0, 5, 40_000, 0)]
    one = schedule(one_pool(jobs, top=30, rules=rules))
    other = schedule(one_pool([*jobs, (5, 5, 40_000, 1)], top=30, rules=rules))
    assert one.failures[0] == other.failures[0] > 0
    assert one.end_s[0] == other.end_s[0]


def test_failures_come_at_their_rate():
    """As many as the time held and the rate say, within three standard errors."""
    jobs = [(k, 1, 20 * HOUR, 0) for k in range(4000)]
    rate = 2e-7
    done = schedule(
        one_pool(
            jobs,
            hours=48,
            top=4000,
            rules=Rules(shares=(1.0, 1.0), failures_per_accelerator_s=rate),
        )
    )
    expected = done.used_s.sum() * rate
    assert abs(done.failures.sum() - expected) < 3 * expected**0.5


@settings(max_examples=300, deadline=None)
@given(problems)
def test_no_hour_gives_more_than_it_has(problem):
    done = schedule(problem)
    hours, queues = problem.hours, problem.queues
    pools = hours.accelerators.shape[1]
    for pool in range(pools):
        mine = queues.pool == pool
        held = done.used_s[:, mine].sum(axis=1)
        assert (held <= hours.accelerators[:, pool] * HOUR).all()
        for tenant in range(len(problem.rules.shares)):
            theirs = done.used_s[:, mine & (queues.tenant == tenant)].sum(axis=1)
            assert (theirs <= hours.quota[:, pool, tenant] * HOUR).all()
    assert (done.energy_ws.sum(axis=1) <= hours.watts * HOUR).all()


@settings(max_examples=300, deadline=None)
@given(problems)
def test_jobs_of_others_never_take_what_is_reserved(problem):
    done, hours, queues = schedule(problem), problem.hours, problem.queues
    if hours.kept is None:
        return
    for pool in range(hours.accelerators.shape[1]):
        for tenant in range(len(problem.rules.shares)):
            others = (queues.pool == pool) & (queues.tenant != tenant)
            kept = hours.kept[:, pool, tenant]
            left = np.where(kept > 0, hours.accelerators[:, pool] - kept, 10**6)
            held = done.used_s[:, others].sum(axis=1)
            assert (held <= np.maximum(left, 0) * HOUR).all()


def test_what_is_reserved_waits_for_its_tenant():
    problem = one_pool([(0, 8, 7200, 0), (0, 6, 7200, 0), (10, 4, 600, 1)])
    kept = ints(np.zeros((24, 1, 2)))
    kept[:, 0, 1] = 4
    done = schedule(
        dataclasses.replace(problem, hours=dataclasses.replace(problem.hours, kept=kept))
    )
    assert done.first_start_s.tolist() == [-1, 0, 10]


@settings(max_examples=300, deadline=None)
@given(problems)
def test_no_tenant_passes_its_budget(problem):
    done = schedule(problem)
    # A job is charged to the month in which it starts: a sum over all months cannot pass all.
    for tenant in range(len(problem.rules.shares)):
        used = done.used_s[:, problem.queues.tenant == tenant].sum()
        assert used <= problem.hours.budget_s[:, tenant].sum()


@settings(max_examples=300, deadline=None)
@given(problems)
def test_time_held_is_work_and_waste(problem):
    """Held time is work done, work lost and resumptions: of finished jobs exactly."""
    done, jobs = schedule(problem), problem.jobs
    ended = done.end_s >= 0
    spent = jobs.work_s + done.lost_s + jobs.restart_s * np.maximum(done.starts - 1, 0)
    least = (jobs.accelerators * jobs.work_s)[ended].sum()
    most = (jobs.accelerators * spent)[ended].sum()
    assert done.used_s.sum() >= least
    if ended.all():
        assert done.used_s.sum() <= most


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"submit_s": ints([5, 0])}, "jobs.submit_s"),
        ({"work_s": ints([0, 1])}, "jobs"),
        ({"estimate_s": ints([1, 1])}, "jobs.estimate_s"),
        ({"queue": ints([0, 7])}, "jobs.queue"),
        ({"watts": ints([1])}, "jobs"),
    ],
)
def test_a_problem_that_makes_no_sense_says_where(changed, where):
    good = one_pool([(0, 1, 100, 0), (1, 1, 100, 1)])
    with pytest.raises(CampusError) as caught:
        dataclasses.replace(good, jobs=dataclasses.replace(good.jobs, **changed))
    assert caught.value.where == where


def test_a_day_without_jobs_is_a_day():
    empty = ints([])
    jobs = Jobs(
        submit_s=empty, accelerators=empty, work_s=empty, estimate_s=empty, watts=empty,
        queue=empty, checkpoint_s=empty, restart_s=empty,
    )  # fmt: skip
    done = schedule(dataclasses.replace(one_pool([(0, 1, 1, 0)]), jobs=jobs))
    assert done.used_s.sum() == 0
    assert done.events == 24
