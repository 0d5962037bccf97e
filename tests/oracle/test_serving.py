"""Answers in time: the formula against requests that are run one by one."""

import math

import numpy as np
import pytest
from bench.serving import waits_and_stays
from campus_works import service
from queueing import erlang_c

from grandlivre.campus.workload import Demand, attained
from grandlivre.campus.workload.services import busy_minute, scatter
from grandlivre.campus.workload.spreads import drawn, moments


def simulated(of, replicas, load, seed, count=40_000):
    """Share answered in time of requests that are run one by one."""
    random = np.random.default_rng(seed)
    rate = replicas * of.replica * of.tokens_per_accelerator_s["GB300"]
    lengths = drawn(of.tokens_out, random.standard_normal(count))
    apart = random.exponential(moments(of.tokens_out)[0] / (load * rate), count)
    _, stayed = waits_and_stays(of, rate, np.cumsum(apart), lengths)
    return (stayed <= of.latency_s).mean()


@pytest.mark.parametrize(("replicas", "load"), [(1, 0.5), (1, 0.8), (1, 0.92), (4, 0.8), (4, 0.95)])
def test_as_many_are_in_time_as_when_run_one_by_one(replicas, load):
    # Slow accelerators, so that a replica has few places: 8 × 50 tokens a second in all.
    of = service(tokens_per_accelerator_s={"GB300": 50.0}, burstiness=1.0, latency_s=20.0)
    tokens = np.array([load * replicas * 400.0])
    requests = tokens / moments(of.tokens_out)[0]
    # Within a minute all is chance, and the simulation has that already.
    asked = Demand(service="chat", tokens_per_s=tokens, requests_per_s=1e9 * requests,
                   peak_ratio=busy_minute(scatter(of, requests)))  # fmt: skip
    told = attained(of, asked, {"GB300": np.array([8.0 * replicas])})[1][0]
    found = np.mean([simulated(of, replicas, load, seed) for seed in range(3)])
    assert told == pytest.approx(found, abs=0.03)


@pytest.mark.parametrize("k", [1, 4, 32, 256])
def test_the_chance_of_waiting_is_near_erlangs(k):
    for use in (0.5, 0.8, 0.95):
        near = use ** (math.sqrt(2 * (k + 1)) - 1)
        assert near == pytest.approx(erlang_c(k, use * k), abs=0.06)
