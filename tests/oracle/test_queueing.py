"""The scheduler against what queueing theory says of waiting, within confidence bounds.

Erlang (1917) for M/M/k; Pollaczek and Khinchine for M/G/1; Allen and Cunneen for M/G/k; Cobham
(1954, Operations Research 2(1)) for priorities. Times are whole seconds and mean services last an
hour, so that rounding does not show.
"""

import math

import numpy as np
import pytest
from queueing import erlang_c

from grandlivre.campus.schedule import Hours, Jobs, Problem, Queues, Rules, schedule

MEAN_S = 3600
SEEDS = 8
STUDENT = 3.5
"""Of seven degrees of freedom, 99 % on both sides."""


def run(services, k, load, seed, **how):
    """Waits of jobs that come at random, each holding `gang` accelerators of k times as many."""
    how = {"gang": 1, "watts": 1, "cap": 10**12, "quota": None, "pool": k, "ranks": (5,), **how}
    random = np.random.default_rng(seed)
    count = len(services)
    apart = random.exponential(MEAN_S / load, count)
    submit = np.cumsum(apart).astype(np.int64)
    work = np.maximum(np.rint(services), 1).astype(np.int64)
    queue = random.integers(0, len(how["ranks"]), count)
    ones = np.ones(count, dtype=np.int64)
    jobs = Jobs(
        submit_s=submit, accelerators=how["gang"] * ones, work_s=work, estimate_s=work,
        watts=how["watts"] * ones, queue=queue, checkpoint_s=ones, restart_s=0 * ones,
    )  # fmt: skip
    lines = len(how["ranks"])
    zeros = np.zeros(lines, dtype=np.int64)
    preempts = np.full(lines, int(how.get("interrupts", False)))
    queues = Queues(pool=zeros, tenant=zeros, rank=np.array(how["ranks"]), preempts=preempts,
                    yields=preempts)  # fmt: skip
    hours = int(submit[-1] // 3600) + 200
    size = how["pool"] * how["gang"]
    quota = size if how["quota"] is None else how["quota"] * how["gang"]
    problem = Problem(
        jobs=jobs, queues=queues,
        hours=Hours(
            accelerators=np.full((hours, 1), size),
            watts=np.full(hours, how["cap"]),
            quota=np.full((hours, 1, 1), quota),
            month=np.zeros(hours, dtype=np.int64),
            budget_s=np.full((1, 1), 10**15),
        ),
        rules=Rules(shares=(1.0,)),
    )  # fmt: skip
    return problem, schedule(problem)


def waits(services, k, load, seed, **how):
    """Waits of the jobs after the first tenth, which begins with an empty house."""
    problem, found = run(services, k, load, seed, **how)
    wait = found.first_start_s - problem.jobs.submit_s
    late = slice(len(wait) // 10, None)
    assert (found.first_start_s[late] >= 0).all()
    return wait[late], problem.jobs.queue[late], (found.end_s - problem.jobs.submit_s)[late]


def agrees(samples, expected):
    """True where the expected value lies within the confidence bounds of the seeds' means."""
    mean = np.mean(samples)
    width = STUDENT * np.std(samples, ddof=1) / math.sqrt(len(samples))
    assert abs(mean - expected) <= width, (mean, expected, width)
    # Bounds that would hold anything prove nothing.
    assert width <= 0.25 * expected, (width, expected)


def exponential(seed, count):
    return np.random.default_rng(10_000 + seed).exponential(MEAN_S, count)


def lognormal(seed, count, scatter):
    """Of mean one hour and that squared ratio of deviation to mean."""
    sigma = math.sqrt(math.log(1 + scatter))
    normal = np.random.default_rng(20_000 + seed).standard_normal(count)
    return MEAN_S * np.exp(sigma * normal - sigma**2 / 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("k", "use", "gang"), [(1, 0.7, 1), (4, 0.8, 1), (16, 0.9, 8), (64, 0.9, 72)]
)
def test_waiting_is_as_erlang_has_it(k, use, gang):
    load = k * use
    chance = erlang_c(k, load)
    count = 60_000 if k < 64 else 150_000
    samples = [waits(exponential(s, count), k, load, s, gang=gang)[0] for s in range(SEEDS)]
    agrees([float((each > 0).mean()) for each in samples], chance)
    agrees([float(each.mean()) for each in samples], chance * MEAN_S / (k - load))


@pytest.mark.slow
@pytest.mark.parametrize("scatter", [0.0, 0.5, 2.0])
def test_waiting_of_one_server_is_as_pollaczek_and_khinchine_have_it(scatter):
    use = 0.7
    expected = use / (1 - use) * (1 + scatter) / 2 * MEAN_S
    samples = [
        float(waits(lognormal(s, 60_000, scatter), 1, use, s)[0].mean()) for s in range(SEEDS)
    ]
    agrees(samples, expected)


@pytest.mark.slow
@pytest.mark.parametrize(("k", "use", "scatter"), [(4, 0.8, 0.5), (8, 0.9, 0.25), (16, 0.9, 2.0)])
def test_waiting_of_many_servers_is_near_allen_and_cunneen(k, use, scatter):
    load = k * use
    expected = erlang_c(k, load) * MEAN_S / (k - load) * (1 + scatter) / 2
    samples = [
        float(waits(lognormal(s, 60_000, scatter), k, load, s)[0].mean()) for s in range(SEEDS)
    ]
    # The formula itself is near, not exact: a tenth beside what chance allows.
    width = STUDENT * np.std(samples, ddof=1) / math.sqrt(SEEDS)
    assert abs(np.mean(samples) - expected) <= 0.1 * expected + width
    assert width <= 0.25 * expected


@pytest.mark.parametrize("how", [{"cap": 3 * 500, "watts": 500}, {"quota": 3}])
def test_a_cap_or_a_quota_is_a_smaller_house(how):
    services = exponential(1, 5_000)
    _, small = run(services, 3, 2.4, 1)
    _, capped = run(services, 3, 2.4, 1, **{"pool": 7, **how})
    assert (small.first_start_s == capped.first_start_s).all()
    assert (small.end_s == capped.end_s).all()


@pytest.mark.slow
def test_a_capped_house_waits_as_erlang_has_it_for_the_smaller_one():
    chance = erlang_c(4, 3.2)
    samples = [
        waits(exponential(s, 60_000), 4, 3.2, s, pool=9, watts=700, cap=4 * 700)[0]
        for s in range(SEEDS)
    ]
    agrees([float(each.mean()) for each in samples], chance * MEAN_S / 0.8)


@pytest.mark.slow
def test_the_urgent_wait_less_as_cobham_has_it():
    use = 0.8
    first, second = [], []
    for seed in range(SEEDS):
        wait, queue, _ = waits(exponential(seed, 60_000), 1, use, seed, ranks=(1, 5))
        first.append(float(wait[queue == 0].mean()))
        second.append(float(wait[queue == 1].mean()))
    left = use * MEAN_S
    agrees(first, left / (1 - use / 2))
    agrees(second, left / ((1 - use / 2) * (1 - use)))


@pytest.mark.slow
def test_the_urgent_interrupt_as_preemptive_resumption_has_it():
    """Checkpoints of a second and free restarts lose nothing: M/M/1 with preemptive resumption."""
    use = 0.7
    first, second = [], []
    for seed in range(SEEDS):
        _, queue, stay = waits(
            exponential(seed, 60_000), 1, use, seed, ranks=(1, 5), interrupts=True, quota=2
        )
        first.append(float(stay[queue == 0].mean()))
        second.append(float(stay[queue == 1].mean()))
    agrees(first, MEAN_S / (1 - use / 2))
    agrees(second, MEAN_S / ((1 - use / 2) * (1 - use)))
