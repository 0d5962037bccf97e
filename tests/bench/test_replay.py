"""The replay of recorded clusters at its smallest size: it runs, and its figures make sense."""

import pytest
from bench import clusters, replay


@pytest.mark.skipif(not replay.DATA.exists(), reason="outside data is not beside the project")
def test_the_smoke_size_compares():
    lines = {each.what: each for each in replay.measured(replay.DATA, "smoke")}
    assert lines["openb: mean wait"].ours <= lines["openb: mean wait"].theirs
    for name in ("conversation", "coding"):
        usual = lines[f"a week of {name}: median hour over the busiest"]
        assert usual.ours == pytest.approx(usual.theirs, abs=0.1)
        varied = lines[f"a week of {name}: scatter of hours over their mean"]
        assert varied.ours == pytest.approx(varied.theirs, rel=0.05)
    answered = lines["Azure: answered within 20 s by 8 H200s"]
    assert answered.ours == pytest.approx(answered.theirs, abs=3)
    busy = lines["Azure: busy minute (95 %) over the mean, tokens"]
    assert busy.ours == pytest.approx(busy.theirs, rel=0.1)
    assert "| openb: mean wait |" in replay.shown(list(lines.values()), "smoke")


@pytest.mark.slow
@pytest.mark.skipif(not replay.DATA.exists(), reason="outside data is not beside the project")
def test_a_cluster_of_these_classes_is_shaped_like_published_ones():
    published = clusters.summary(replay.DATA / "acme_cluster_summary.csv")
    ours, seren = clusters.compared(), published["Seren"]
    for figure in ("gpu_job_num", "avg_gpu_num", "avg_run_time_gpu", "med_run_time_gpu"):
        assert ours[figure] == pytest.approx(seren[figure], rel=0.2), figure
    assert ours["med_gpu_num"] == 1
    # The tail is as heavy as those of the five clusters are.
    tails = [each["avg_run_time_gpu"] / each["med_run_time_gpu"] for each in published.values()]
    assert min(tails) * 0.9 <= ours["avg_run_time_gpu"] / ours["med_run_time_gpu"] <= max(tails)
    waits = [each["avg_que_time_gpu"] for each in published.values()]
    assert 0.5 * min(waits) <= ours["avg_que_time_gpu"] <= 2 * max(waits)
