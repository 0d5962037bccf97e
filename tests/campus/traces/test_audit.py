from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.campus.traces import FindingKind, TraceError, audit, capacity_of

HEAD = "JobID|Submit|Start|End|AllocTRES|Timelimit|State"
SHARED = Path(__file__).parents[4] / "shared" / "benchmarks" / "traces"


def stamp(second):
    return f"2026-01-{1 + second // 86400:02d}T{second % 86400 // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}"


def written(path, jobs):
    """Jobs of (name, submit, start, end, accelerators)."""
    lines = [HEAD]
    for name, submit, start, end, gang in jobs:
        times = [stamp(t) if t is not None else "Unknown" for t in (submit, start, end)]
        lines.append(f"{name}|{times[0]}|{times[1]}|{times[2]}|gres/gpu={gang}|01:00:00|COMPLETED")
    file = path / "jobs.txt"
    file.write_text("\n".join(lines))
    return file


def kinds(found):
    return {finding.kind: finding for finding in found.findings}


def test_a_clean_trace_is_clean(tmp_path):
    found = audit(written(tmp_path, [("a", 0, 10, 110, 4), ("b", 5, 10, 60, 2)]), capacity=8)
    assert found.is_clean
    assert found.peak_held == 6
    assert found.accelerator_hours == pytest.approx((400 + 100) / 3600)
    assert found.wait_mean_s == pytest.approx(7.5)
    assert found.over_share == 0


def test_each_fault_is_found_and_placed(tmp_path):
    found = kinds(
        audit(
            written(
                tmp_path,
                [
                    ("a", 0, 10, 110, 4),
                    ("a", 20, 30, 90, 5),
                    ("b", 25, 5, 60, 2),
                    ("c", 24, 50, 40, 2),
                    ("d", 60, None, None, 2),
                    ("e", 61, 62, 63, 0),
                ],
            ),
            capacity=8,
        )
    )
    assert found[FindingKind.DUPLICATE].count == 1
    assert found[FindingKind.DISORDER].lines == (
        4,
        5,
    )
    assert found[FindingKind.UNSORTED].lines == (5,)
    assert found[FindingKind.MISSING_TIME].lines == (6,)
    assert found[FindingKind.NO_ACCELERATOR].lines == (7,)
    assert found[FindingKind.OVER_CAPACITY].size == pytest.approx(4 + 5 + 2 - 8)


def test_a_silence_is_found_and_chance_is_not(tmp_path):
    rng = np.random.default_rng(5)
    steady = np.cumsum(rng.exponential(100, 400)).astype(int)
    jobs = [(f"j{k}", int(t), int(t), int(t) + 10, 1) for k, t in enumerate(steady)]
    assert FindingKind.GAP not in kinds(audit(written(tmp_path, jobs)))
    broken = [(n, s + 40_000 * (k > 200), t + 40_000 * (k > 200), e + 40_000 * (k > 200), g)
              for k, (n, s, t, e, g) in enumerate(jobs)]  # fmt: skip
    gap = kinds(audit(written(tmp_path, broken)))[FindingKind.GAP]
    assert gap.count == 1
    assert gap.size == pytest.approx(40_000, rel=0.05)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5000), st.integers(0, 500), st.integers(1, 900), st.integers(1, 9)),
        min_size=1, max_size=15,
    )
)  # fmt: skip
def test_what_is_held_is_counted_second_by_second(tmp_path_factory, jobs):
    rows = [(f"j{k}", s, s + w, s + w + r, g) for k, (s, w, r, g) in enumerate(sorted(jobs))]
    found = audit(written(tmp_path_factory.mktemp("held"), rows))
    held = np.zeros(8000)
    for _, _, start, end, gang in rows:
        held[start:end] += gang
    assert found.peak_held == held.max()
    assert found.accelerator_hours == pytest.approx(held.sum() / 3600)


def test_nodes_are_counted(tmp_path):
    nodes = tmp_path / "nodes.csv"
    nodes.write_text("sn,gpu,model\nn1,8,X\nn2,,X\n")
    assert capacity_of(nodes) == 8
    nodes.write_text("sn,cpu\nn1,8\n")
    with pytest.raises(TraceError):
        capacity_of(nodes)


@pytest.mark.skipif(not SHARED.exists(), reason="the outside traces are not at hand")
def test_outside_traces_are_read_whole():
    pods = audit(SHARED / "openb_pods.csv", capacity=capacity_of(SHARED / "openb_gpu_nodes.csv"))
    assert (pods.rows, pods.capacity) == (8152, 6212)
    assert FindingKind.UNREADABLE not in kinds(pods)
    asked = audit(SHARED / "azure_llm_2023_conv.csv")
    # The means that the publishers of the models' speeds work with.
    assert (round(asked.tokens_in or 0), round(asked.tokens_out or 0)) == (1155, 211)
