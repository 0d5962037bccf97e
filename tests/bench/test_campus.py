"""The campus' benchmark at its smallest size: it runs, and its figures make sense."""

from bench import campus


def test_the_smoke_size_measures_everything(tmp_path):
    size = campus.SIZES["smoke"]
    results = campus.measure(size)
    rows = {row["what"]: row for row in campus.rows(results, size)}
    whole = results[f"load_{campus.LOADS[0]}"]
    assert whole["done"] + whole["refused"] > 0.5
    assert results["plain"]["starts"] > 0
    (gap,) = [row for what, row in rows.items() if "more than one program" in what]
    assert gap["met"]


def test_made_jobs_ask_for_the_load_that_they_should():
    problem = campus.made(20_000, 100_000, load=0.6)
    asked = (problem.jobs.accelerators * problem.jobs.work_s).sum()
    assert 0.4 <= asked / (100_000 * campus.YEAR * 3600) <= 0.7
