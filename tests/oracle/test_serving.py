"""Answers in time: the formula against requests that are run one by one."""

import heapq
import math

import numpy as np
import pytest
from campus_works import service
from queueing import erlang_c

from grandlivre.campus.workload import Demand, attained
from grandlivre.campus.workload.figures import figure
from grandlivre.campus.workload.services import busy_minute, scatter
from grandlivre.campus.workload.spreads import drawn, moments


def simulated(of, replicas, load, seed, count=40_000):
    """Share answered in time: all answers under way advance together, the faster the fewer they are."""
    random = np.random.default_rng(seed)
    rate = replicas * of.replica * of.tokens_per_accelerator_s["GB300"]
    places = math.floor(rate * of.latency_s / of.tokens_out.high)
    slowest = rate / places
    free = figure("inference", "batch_free_share")
    lengths = drawn(of.tokens_out, random.standard_normal(count))
    arrivals = np.cumsum(random.exponential(moments(of.tokens_out)[0] / (load * rate), count))
    now, written, late, queue, ends = 0.0, 0.0, 0, [], []
    coming = 0

    def pace():
        return slowest / (free + (1 - free) * len(ends) / places)

    while coming < count or ends:
        until = arrivals[coming] if coming < count else math.inf
        if ends:
            end = now + (ends[0][0] - written) / pace()
            if end <= until:
                written, now = ends[0][0], end
                late += now - heapq.heappop(ends)[1] > of.latency_s
                if queue:
                    came, length = queue.pop(0)
                    heapq.heappush(ends, (written + length, came))
                continue
            written += (until - now) * pace()
        now = until
        if len(ends) < places:
            heapq.heappush(ends, (written + lengths[coming], now))
        else:
            queue.append((now, lengths[coming]))
        coming += 1
    return 1 - late / count


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
