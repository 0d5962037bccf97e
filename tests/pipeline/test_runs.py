"""Runs as jobs: what may be asked of them, and a campus run in a process apart."""

from pathlib import Path

import pytest
from made_up_year import made_up_year

from grandlivre.errors import ConfigError
from grandlivre.pipeline.runs import checked, record_campus, run_campus
from grandlivre.report.campus import Run
from grandlivre.store import JobState, open_store


def test_a_campus_is_asked_for_by_name_year_and_events() -> None:
    asked = checked("campus", {"design": "jean-zay", "year": "2027", "events": "heat-wave"})
    assert asked.options == {"design": "jean-zay", "year": 2027, "events": ["heat-wave"], "seed": 0}


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"design": "/etc/passwd"}, "no campus called"),
        ({"design": "campus.toml"}, "no campus called"),
        ({"events": "rain of frogs"}, "no event called"),
        ({"year": "next"}, "is no whole number"),
        ({"year": "1789"}, "is out of range"),
    ],
)
def test_what_makes_no_sense_is_refused_before_it_is_a_job(
    options: dict[str, str], what: str
) -> None:
    with pytest.raises(ConfigError, match=what):
        checked("campus", options)


def test_a_campus_runs_apart_and_brings_its_part_of_the_pages(tmp_path: Path) -> None:
    place = str(tmp_path / "ledger.db")
    with open_store(place, create=True):
        pass
    told: list[tuple[int, int]] = []
    asked = checked("campus", {"design": "teaching-10mw", "year": 2029})
    found = run_campus(place, asked.options, told=lambda done, of: told.append((done, of)))
    assert found["design"] == "teaching-10mw"
    assert found["audit"]["breaches"] == []
    assert set(found["sections"]) == {"fr", "en"}
    assert "<svg" in found["sections"]["fr"]
    assert 'id="finance-run"' in found["sections"]["en"]
    assert told[-1] == (8760, 8760)


def test_a_year_that_a_run_simulated_is_there_for_the_application(tmp_path: Path) -> None:
    place = str(tmp_path / "ledger.db")
    with open_store(place, create=True):
        pass
    for seed in (1, 2):
        record_campus(place, Run(year=made_up_year(seed=seed)))
    with open_store(place) as store:
        (job,) = store.jobs.jobs()
        assert (job.kind, job.state) == ("campus", JobState.DONE)
        found = store.jobs.result(store.jobs.last_done("campus"))
        assert "<svg" in found["sections"]["en"]
        assert store.accounts.writes()[0].action == "run"
