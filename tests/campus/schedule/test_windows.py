"""A run that is cut into windows, with caps that may be set anew before each."""

import dataclasses

import numpy as np
import pytest
from campus_problems import HOUR, ints, problem, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.campus.schedule import Run, schedule
from grandlivre.errors import CampusError


def alike(one, other):
    for field in dataclasses.fields(one):
        assert np.array_equal(getattr(one, field.name), getattr(other, field.name)), field.name


@settings(max_examples=300, deadline=None)
@given(problems, st.lists(st.integers(0, 8), max_size=4))
def test_windows_change_nothing(problem, cuts):
    hours = len(problem.hours.watts)
    run = Run(problem)
    for cut in sorted(min(cut, hours) for cut in cuts):
        run.advance(cut)
    run.advance(hours)
    alike(run.result(), schedule(problem))


@settings(max_examples=200, deadline=None)
@given(problems, st.integers(0, 2**32))
def test_caps_that_are_set_on_the_way_are_as_if_they_had_been_known(problem, seed):
    """The scheduler never looks ahead of the hour: when it is told makes no difference."""
    rng = np.random.default_rng(seed)
    hours = problem.hours
    count = len(hours.watts)
    lower = dataclasses.replace(
        hours,
        accelerators=rng.integers(0, hours.accelerators + 1),
        watts=rng.integers(0, hours.watts + 1),
        quota=rng.integers(0, hours.quota + 1),
    )
    # One hour as at first keeps what is refused the same.
    for name in ("accelerators", "watts", "quota"):
        getattr(lower, name)[count - 1] = getattr(hours, name).max(axis=0)
    run = Run(dataclasses.replace(problem, hours=dataclasses.replace(
        hours,
        accelerators=np.broadcast_to(hours.accelerators.max(axis=0), hours.accelerators.shape),
        watts=np.full(count, hours.watts.max()),
        quota=np.broadcast_to(hours.quota.max(axis=0), hours.quota.shape),
    )))  # fmt: skip
    while run.hour < count:
        until = min(run.hour + 1 + int(rng.integers(0, 3)), count)
        window = slice(run.hour, until)
        run.advance(
            until,
            accelerators=lower.accelerators[window],
            watts=lower.watts[window],
            quota=lower.quota[window],
        )
    alike(run.result(), schedule(dataclasses.replace(problem, hours=lower)))


@settings(max_examples=300, deadline=None)
@given(problems, st.integers(0, 8))
def test_what_stands_is_what_has_come_less_what_is_done(problem, cut):
    run = Run(problem)
    run.advance(min(cut, len(problem.hours.watts)))
    standing, done, jobs = run.standing, run.result(), problem.jobs
    now = run.hour * HOUR
    here = (jobs.submit_s < now) & (done.end_s < 0) & ~done.is_refused
    queues = len(problem.queues.pool)
    # An attempt is open where more of them began than ended.
    runs = here & (done.starts > done.failures + done.preemptions)
    held = np.bincount(jobs.queue[runs], jobs.accelerators[runs], queues)
    assert standing.held.tolist() == held.tolist()
    watts = np.bincount(jobs.queue[runs], jobs.watts[runs], queues)
    assert standing.held_watts.tolist() == watts.tolist()
    assert standing.waiting.tolist() == np.bincount(jobs.queue[here & ~runs], None, queues).tolist()
    fresh = here & ~runs & (done.starts == 0)
    asked = np.bincount(jobs.queue[fresh], (jobs.accelerators * jobs.estimate_s)[fresh], queues)
    assert (standing.backlog_s >= asked).all()
    assert (standing.running_s >= 0).all()
    if not done.starts[here & ~runs].any():
        assert standing.backlog_s.tolist() == asked.tolist()


@settings(max_examples=300, deadline=None)
@given(problems)
def test_time_held_by_jobs_is_time_held_in_hours(problem):
    done, jobs = schedule(problem), problem.jobs
    assert (done.held_s * jobs.accelerators).sum() == done.used_s.sum()
    assert (done.held_s * jobs.watts).sum() == done.energy_ws.sum()


def test_a_window_says_what_is_wrong_with_it():
    given_problem = problem(3)
    count, pools = given_problem.hours.accelerators.shape
    run = Run(given_problem)
    with pytest.raises(CampusError) as caught:
        run.advance(count + 1)
    assert caught.value.where == "until_hour"
    with pytest.raises(CampusError) as caught:
        run.advance(count, watts=ints([1] * (count + 1)))
    assert caught.value.where == "watts"
    with pytest.raises(CampusError) as caught:
        run.advance(count, accelerators=np.full((count, pools), 10**6))
    assert caught.value.where == "accelerators"
