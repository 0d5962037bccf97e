"""The compiled scheduler against one in plain Python, event for event."""

import pytest
from campus_problems import problems
from hypothesis import given, settings
from plain_schedule import Plain

from grandlivre.campus.schedule import schedule


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None)
@given(problems)
def test_the_fast_scheduler_does_what_the_plain_one_does(problem):
    fast, plain = schedule(problem), Plain(problem).run()
    for ours, theirs in (
        ("first_start_s", "first_start"),
        ("end_s", "end"),
        ("starts", "starts"),
        ("failures", "failures"),
        ("preemptions", "preemptions"),
        ("lost_s", "lost"),
    ):
        assert getattr(fast, ours).tolist() == [getattr(job, theirs) for job in plain.jobs], ours
    assert fast.used_s.tolist() == plain.used
    assert fast.energy_ws.tolist() == plain.energy
