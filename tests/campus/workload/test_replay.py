from pathlib import Path

import numpy as np
import pytest
from campus_works import batch, design, replace, service, standing

from grandlivre.campus.design.model import WorkClass
from grandlivre.campus.workload import work_of
from grandlivre.campus.workload.clock import clock_of
from grandlivre.campus.workload.replay import recorded
from grandlivre.campus.workload.services import demand
from grandlivre.errors import CampusError

SHARED = Path(__file__).parents[4] / "shared" / "benchmarks" / "traces"
HEAD = "JobID|Submit|Start|End|AllocTRES|Timelimit|State"


def sacct(path, rows):
    """Rows of (submit, start, end, accelerators, state), in seconds of the first of January."""

    def stamp(second):
        if second is None:
            return "Unknown"
        return f"2026-01-{1 + second // 86400:02d}T{second % 86400 // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}"

    lines = [HEAD]
    for number, (submit, start, end, gang, state) in enumerate(rows):
        lines.append(
            f"{number}|{stamp(submit)}|{stamp(start)}|{stamp(end)}|gres/gpu={gang}|02:00:00|{state}"
        )
    file = path / "jobs.txt"
    file.write_text("\n".join(lines))
    return file


def replayed(file, load_share=0.0, **changes):
    given = {"name": "again", "trace": str(file), "load_share": load_share, "pools": ("servers",)}
    work = batch(WorkClass.FINETUNING, **{**given, **changes})
    campus = design(replace(work, kind=WorkClass.REPLAY))
    return campus, work_of(campus, standing(campus), 1, year=2030).jobs


def test_unfinished_jobs_and_faults_are_told_apart(tmp_path):
    file = sacct(
        tmp_path,
        [
            (0, 10, 3610, 4, "COMPLETED"),
            (60, 70, None, 2, "RUNNING"),  # until the last time told of: 7,200
            (120, None, None, 8, "PENDING"),
            (180, 190, 200, 0, "COMPLETED"),
            (240, 300, 250, 1, "COMPLETED"),
            (300, 400, 7200, 1, "COMPLETED"),
        ],
    )
    told = recorded(file)
    assert told.submit_s.tolist() == [0, 60, 300]
    assert told.work_s.tolist() == [3600, 7130, 6800]
    assert told.wait_s.tolist() == [10, 10, 100]
    assert (told.idle, told.unknown, told.cut_off) == (1, 2, 1)
    _, jobs = replayed(file)
    assert jobs.submit_s.tolist() == [0, 60, 300]
    assert jobs.accelerators.tolist() == [4, 2, 1]
    assert jobs.estimate_s.tolist() == [7200, 7200, 7200]


def test_a_trace_is_repeated_and_thinned_to_a_share(tmp_path):
    rows = [(60 * k, 60 * k, 60 * k + 1800, 1 + k % 4, "COMPLETED") for k in range(2000)]
    file = sacct(tmp_path, rows)
    for share in (0.002, 0.02, 0.3):
        campus, jobs = replayed(file, load_share=share)
        asked = (jobs.accelerators * jobs.work_s).sum() / 3600
        assert asked / standing(campus)[:, 1].sum() == pytest.approx(share, rel=0.05)
        assert jobs.submit_s.max() > 300 * 86400


def test_gaps_are_kept_or_closed(tmp_path):
    moments = [30 * k for k in range(100)] + [400_000 + 30 * k for k in range(100)]
    file = sacct(tmp_path, [(at, at, at + 60, 1, "COMPLETED") for at in moments])
    kept, closed = recorded(file), recorded(file, closes_gaps=True)
    assert kept.gaps == closed.gaps == 1
    assert kept.submit_s[-1] == 400_000 + 30 * 99
    assert closed.submit_s[-1] < 7_000
    _, jobs = replayed(file, options={"closes_gaps": 1.0})
    assert jobs.submit_s.max() < 7_000


def test_requests_are_the_demand_of_a_service_and_no_jobs(tmp_path):
    file = tmp_path / "requests.csv"
    lines = ["TIMESTAMP,ContextTokens,GeneratedTokens"]
    for hour, many in enumerate((120, 240, 60)):
        for k in range(many):
            second = k * 3600 // many
            lines.append(f"2026-01-01 {hour:02d}:{second // 60:02d}:{second % 60:02d}.0,100,{50}")
    lines.append("2026-01-01 02:59:59.0,100,50")
    file.write_text("\n".join(lines))
    asked = demand(service(shape=str(file), tokens_per_s=0.0), clock_of(2030), 0.0, None)
    assert asked.requests_per_s[:4] * 3600 == pytest.approx([120, 240, 60, 120])
    assert asked.tokens_per_s[1] == pytest.approx(240 * 50 / 3600)
    assert len(asked.tokens_per_s) == 8760
    scaled = demand(service(shape=str(file), tokens_per_s=900.0), clock_of(2030), 0.0, None)
    assert scaled.tokens_per_s.mean() == pytest.approx(900.0, rel=1e-6)
    with pytest.raises(CampusError, match="one of requests"):
        replayed(file)


def test_a_trace_of_jobs_is_no_demand(tmp_path):
    file = sacct(tmp_path, [(60 * k, 60 * k, 60 * k + 60, 1, "COMPLETED") for k in range(200)])
    with pytest.raises(CampusError, match="no hour of requests"):
        demand(service(shape=str(file)), clock_of(2030), 0.0, None)


@pytest.mark.skipif(not SHARED.exists(), reason="outside data is not beside the project")
def test_real_traces_are_replayed():
    told = recorded(SHARED / "openb_pods.csv")
    assert len(told.submit_s) + told.idle + told.unknown == 8152
    assert told.idle == 1088
    assert (np.diff(told.submit_s) >= 0).all()
    _, jobs = replayed(SHARED / "openb_pods.csv")
    assert len(jobs.submit_s) == len(told.submit_s)
    trace = str(SHARED / "azure_llm_2023_conv.csv")
    asked = demand(service(shape=trace, tokens_per_s=0.0), clock_of(2030), 0.0, None)
    assert asked.tokens_per_s.mean() == pytest.approx(1164, rel=0.02)
    assert asked.requests_per_s.mean() == pytest.approx(5.53, rel=0.01)
