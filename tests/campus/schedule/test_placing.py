"""Names of nodes, given after the fact."""

import numpy as np
import pytest
from campus_problems import HOUR, ints, problems
from hypothesis import given, settings

from grandlivre.campus.schedule import Hours, Jobs, Problem, Queues, Rules, Run, placements
from grandlivre.errors import CampusError


def ran(problem):
    run = Run(problem)
    run.advance(len(problem.hours.watts))
    return run


@settings(max_examples=200, deadline=None)
@given(problems)
def test_attempts_are_what_was_held(problem):
    run = ran(problem)
    done, tried = run.result(), run.attempts()
    count = len(problem.jobs.submit_s)
    assert np.bincount(tried.job, minlength=count).tolist() == done.starts.tolist()
    held = np.bincount(tried.job, tried.end_s - tried.begin_s, count)
    assert held.tolist() == done.held_s.tolist()
    assert (np.diff(tried.begin_s) >= 0).all()


@settings(max_examples=200, deadline=None)
@given(problems)
def test_no_accelerator_is_named_twice_at_once(problem):
    tried = ran(problem).attempts()
    node, domain = 2, 4
    for pool in range(problem.hours.accelerators.shape[1]):
        whole = (0, len(problem.hours.watts) * HOUR)
        placed = placements(problem, tried, pool, whole, node=node, domain=domain)
        gangs = problem.jobs.accelerators[tried.job]
        named = np.bincount(placed.part_attempt, placed.part_accelerators, len(tried.job))
        assert named[placed.attempt].tolist() == gangs[placed.attempt].tolist()
        most = int(problem.hours.accelerators[:, pool].max())
        begins = tried.begin_s[placed.part_attempt]
        ends = tried.end_s[placed.part_attempt]
        for now in np.unique(begins):
            runs = (begins <= now) & (now < ends)
            held = np.bincount(placed.part_node[runs], placed.part_accelerators[runs])
            assert (held <= node).all()
            assert held.sum() <= most
        assert (placed.domains >= -(-gangs[placed.attempt] // domain)).all()


def several(jobs, top):
    """Jobs of (submit, gang, work) in one queue."""
    submit, gang, work = (ints(column) for column in zip(*jobs, strict=True))
    none = np.zeros_like(submit)
    return Problem(
        jobs=Jobs(submit_s=submit, accelerators=gang, work_s=work, estimate_s=work, watts=gang,
                  queue=none, checkpoint_s=none, restart_s=none),
        queues=Queues(pool=ints([0]), tenant=ints([0]), rank=ints([0]), preempts=ints([0]),
                      yields=ints([0])),
        hours=Hours(accelerators=ints(np.full((2, 1), top)), watts=ints([10**9] * 2),
                    quota=ints(np.full((2, 1, 1), top)), month=ints([0, 0]),
                    budget_s=ints([[10**9]])),
        rules=Rules(shares=(1.0,)),
    )  # fmt: skip


def test_a_gang_that_fits_one_domain_has_one_and_what_is_left_over_scatters():
    # Six each in two domains of eight: the four that come then find two and two.
    problem = several([(0, 6, 3000), (1, 6, 3000), (2, 4, 60)], 16)
    placed = placements(problem, ran(problem).attempts(), 0, (0, 7200), node=2, domain=8)
    assert placed.domains.tolist() == [1, 1, 2]
    assert placed.is_whole.tolist() == [True, True, False]
    assert placed.scattered_share == pytest.approx(1 / 3)


def test_only_what_falls_into_the_stretch_is_placed():
    problem = several([(0, 4, 100), (200, 4, 100), (5000, 4, 100)], 16)
    placed = placements(problem, ran(problem).attempts(), 0, (250, 4000), node=2, domain=8)
    assert placed.attempt.tolist() == [1]


def test_a_domain_is_made_of_whole_nodes():
    problem = several([(0, 4, 100)], 16)
    with pytest.raises(CampusError) as caught:
        placements(problem, ran(problem).attempts(), 0, (0, 10), node=8, domain=12)
    assert caught.value.where == "domain"
