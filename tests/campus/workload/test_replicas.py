import numpy as np
import pytest
from campus_works import service
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.campus.design.model import Spread
from grandlivre.campus.workload import Demand, attained, wanted
from grandlivre.campus.workload.clock import clock_of
from grandlivre.campus.workload.figures import figure
from grandlivre.campus.workload.services import busy_minute, demand, scatter
from grandlivre.campus.workload.spreads import moments
from grandlivre.errors import CampusError


def asked(of, tokens):
    """Demand of some hours."""
    tokens = np.asarray(tokens, dtype=np.float64)
    requests = tokens / moments(of.tokens_out)[0]
    return Demand(service=of.name, tokens_per_s=tokens, requests_per_s=requests,
                  peak_ratio=busy_minute(scatter(of, requests)))  # fmt: skip


def test_replicas_are_whole_and_enough():
    of = service(replica=8, target_utilisation=0.5, burstiness=1.0, scale_minutes=0.0)
    # 8 accelerators write 8,000 tokens a second, 4,000 at half use.
    found = wanted(of, asked(of, [0.0, 3_999.0, 4_001.0, 400_000.0]), "GB300")
    assert found.tolist() == [8, 8, 16, 800]
    slower = wanted(of, asked(of, [400_000.0]), "H100")
    assert slower.tolist() == [3200]
    with pytest.raises(CampusError, match="no speed is given for B300"):
        wanted(of, asked(of, [1.0]), "B300")


def test_busy_minutes_ask_for_more_than_the_mean_at_the_target():
    calm = service(target_utilisation=0.9, burstiness=1.0, scale_minutes=0.0)
    bursty = service(target_utilisation=0.9, burstiness=16.0, scale_minutes=0.0)
    tokens = [1_000_000.0]
    assert wanted(bursty, asked(bursty, tokens), "GB300") > 1.02 * wanted(
        calm, asked(calm, tokens), "GB300"
    )


def test_replicas_are_asked_for_before_demand_comes():
    rising = [100_000.0, 100_000.0, 400_000.0, 400_000.0]
    held = {
        minutes: wanted(service(scale_minutes=minutes, burstiness=1.0), asked(service(), rising), "GB300")
        for minutes in (0.0, 30.0, 60.0, 120.0)
    }  # fmt: skip
    now = held[0.0]
    assert now[0] == now[1] < held[30.0][1] < held[60.0][1] == now[2]
    assert held[120.0][0] == now[2]
    assert all((later >= now).all() for later in held.values())


@given(
    st.floats(0.0, 1e7),
    st.lists(st.integers(0, 4000), min_size=2, max_size=6),
    st.floats(1.0, 30.0),
    st.floats(1.0, 40.0),
)
def test_more_replicas_answer_no_less(tokens, held, burstiness, latency):
    of = service(burstiness=burstiness, latency_s=latency)
    held = np.sort(np.array(held, dtype=np.float64))
    served, in_time = attained(of, asked(of, [tokens] * len(held)), {"GB300": held})
    assert (served <= tokens * (1 + 1e-9)).all()
    assert (served <= np.floor(held / 8) * 8000 * (1 + 1e-9)).all()
    assert ((in_time >= 0) & (in_time <= 1)).all()
    assert (np.diff(served) >= -1e-6 * tokens).all()
    assert (np.diff(in_time) >= -1e-3).all()


def test_what_is_wanted_meets_the_target():
    for kind in ("consumer", "office", "mobility"):
        of = service(shape=kind, latency_s=10.0)
        year = demand(of, clock_of(2030), 0.0, np.random.default_rng(1))
        served, in_time = attained(of, year, {"GB300": wanted(of, year, "GB300")})
        assert served == pytest.approx(year.tokens_per_s, rel=1e-3)
        assert in_time.min() > 0.95
        short = attained(of, year, {"GB300": 0.6 * wanted(of, year, "GB300")})
        assert short[1].mean() < 0.8


def test_generations_answer_together():
    of = service()
    both = attained(
        of, asked(of, [500_000.0]), {"GB300": np.array([400.0]), "H100": np.array([800.0])}
    )
    one = attained(of, asked(of, [500_000.0]), {"GB300": np.array([600.0])})
    assert both[0] == pytest.approx(one[0])
    assert both[1] == pytest.approx(one[1])


def test_none_held_and_none_asked():
    of = service()
    served, in_time = attained(of, asked(of, [1000.0, 0.0]), {"GB300": np.zeros(2)})
    assert served.tolist() == [0, 0]
    assert in_time.tolist() == [0, 1]
    assert attained(of, asked(of, [1000.0]), {})[1].tolist() == [0]


def test_demand_has_its_mean_its_week_and_its_growth():
    clock = clock_of(2030)
    of = service(shape="office", growth_per_year=0.5)
    first = demand(of, clock, 0.0, np.random.default_rng(1))
    third = demand(of, clock, 2.0, np.random.default_rng(1))
    assert first.tokens_per_s.mean() == pytest.approx(200_000, rel=0.02)
    assert third.tokens_per_s == pytest.approx(2.25 * first.tokens_per_s)
    at_work = (clock.weekday < 5) & ~clock.is_holiday
    ratio = first.tokens_per_s[~at_work].mean() / first.tokens_per_s[at_work].mean()
    assert ratio == pytest.approx(39_572 / 124_202, rel=0.05)


def test_an_hour_like_the_trace_has_its_bursts():
    of = service(tokens_out=Spread(median=figure("inference", "tokens_out_median"),
                                   high=figure("inference", "tokens_out_high"), least=1.0))  # fmt: skip
    assert (of.burstiness, of.tokens_in) == (16.0, service().tokens_in)
    assert of.burstiness == pytest.approx(figure("inference", "burstiness"), abs=0.5)
    rate = np.array([figure("inference", "trace_requests_per_minute") / 60])
    # Requests swing by 22 % from minute to minute, tokens by half of that.
    assert np.sqrt(scatter(of, rate))[0] == pytest.approx(0.115, abs=0.005)
