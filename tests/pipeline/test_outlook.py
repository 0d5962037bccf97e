"""A plan projected: the same figures whoever draws them, and files that read back."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import orjson
import pytest
from small_ledger import small_material
from small_outlook import small_plan

from grandlivre.engine import EngineOptions
from grandlivre.errors import ConfigError
from grandlivre.export.csv_tables import rows_of
from grandlivre.export.outlook_tables import SERIES
from grandlivre.outlook.codec import outlook_from_json
from grandlivre.outlook.model import Outcome, Scope
from grandlivre.pipeline.outlook import (
    OutlookAsk,
    dumped,
    outlook_json,
    prospect_of,
    report_json,
    report_prospect,
    scenario_of,
    write_outlook,
)
from grandlivre.report.outlook import Prospect

ASK = OutlookAsk(draws=256)


@cache
def drawn() -> Prospect:
    return prospect_of(small_plan(), ASK, compared=("notre-dame",))


@pytest.mark.slow  # each worker process loads the compiled loops anew
def test_the_same_seed_gives_the_same_figures_whoever_draws_them() -> None:
    again = prospect_of(small_plan(), ASK)
    spread = prospect_of(small_plan(), replace(ASK, engine=EngineOptions(workers=2)))
    assert again.outlook == drawn().outlook
    assert spread.outlook == drawn().outlook
    other = prospect_of(small_plan(), replace(ASK, seed=ASK.seed + 1))
    assert other.outlook != drawn().outlook


def test_odds_can_be_updated_by_what_became_of_earlier_promises() -> None:
    found = prospect_of(small_plan(), replace(ASK, is_calibrated=True))
    told = {name: each for name, each in found.parameters.items() if name.startswith("odds_")}
    usual = drawn().parameters
    changed = [n for n, each in told.items() if each.distribution != usual[n].distribution]
    assert "odds_announced" in changed
    assert told["odds_announced"].reason != usual["odds_announced"].reason
    assert found.outlook.promises != drawn().outlook.promises


@pytest.mark.slow  # a cluster of two processes, each of which loads the compiled loops
def test_a_dask_cluster_draws_the_same_figures() -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        engine = EngineOptions(engine="dask", scheduler=cluster.scheduler_address)
        spread = prospect_of(small_plan(), replace(ASK, engine=engine))
    assert spread.outlook == drawn().outlook


def test_other_scenarios_are_drawn_of_the_whole_alone() -> None:
    (other,) = drawn().others
    assert other.scenario.name == "notre-dame"
    assert {series.scope for series in other.series} == {Scope.ALL}
    assert other.draws == drawn().outlook.draws


def test_progress_is_told_to_the_end() -> None:
    heard: list[tuple[int, int]] = []
    prospect_of(small_plan(), replace(ASK, told=lambda done, whole: heard.append((done, whole))))
    assert heard[-1] == (256, 256)
    assert heard == sorted(heard)


def test_the_json_holds_outlook_plan_and_assumptions() -> None:
    prospect = drawn()
    plain = json.loads(dumped(outlook_json(prospect)))
    assert set(plain) >= {"about", "quarters", "series", "promises", "plan", "assumptions"}
    assert [each["name"] for each in plain["assumptions"]] == list(prospect.outlook.parameters)
    assert any(each["sources"] for each in plain["assumptions"])
    read = outlook_from_json(plain)
    assert read.promises == prospect.outlook.promises
    for one, other in zip(read.series, prospect.outlook.series, strict=True):
        for here, there in zip(one.bands, other.bands, strict=True):
            assert here.quantiles == pytest.approx(there.quantiles, rel=1e-5)
            assert here.mean == pytest.approx(there.mean, rel=1e-5)


def test_by_keeps_the_whole_and_the_parts_asked_for() -> None:
    plain = outlook_json(drawn(), Scope.SITE)
    assert {series["scope"] for series in plain["series"]} == {"all", "site"}


def test_conditions_hold_the_draws(tmp_path: Path) -> None:
    held = prospect_of(
        small_plan(), replace(ASK, draws=1024, given=("Campus Boréal energised by 2030",))
    )
    assert 0 < held.outlook.kept < held.outlook.draws
    free = prospect_of(small_plan(), replace(ASK, draws=1024))
    at = held.outlook.quarters.index("2030-Q4")

    def mean(prospect: Prospect) -> float:
        series = next(
            each
            for each in prospect.outlook.series
            if each.scope is Scope.PROJECT and each.of == "prj_0" and each.outcome is Outcome.POWER
        )
        return series.bands[at].mean

    assert mean(held) > mean(free)
    with pytest.raises(ConfigError):
        prospect_of(small_plan(), replace(ASK, given=("Nowhere energised by 2030",)))


def test_a_scenario_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "slow.toml"
    path.write_text('title = "Slow"\n[replaces.delay_ratio]\nmedian = 3.0\n', encoding="utf-8")
    assert scenario_of(str(path)).title.en == "Slow"
    with pytest.raises(ConfigError, match="no scenario called fast"):
        scenario_of("fast")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_tables_are_written(tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    paths = write_outlook(drawn(), form, tmp_path / "out", Scope.SITE)
    assert [path.name for path in paths] == [
        f"{name}.{form}" for name in ("parameters", "promises", "run", "series")
    ]
    if form == "csv":
        rows = list(rows_of(SERIES, [paths[-1].read_bytes()]))  # type: ignore[arg-type]
        assert {row[2] for row in rows} == {"all", "site"}


def test_loads_are_written_as_one_network_a_level(tmp_path: Path) -> None:
    paths = write_outlook(drawn(), "pypsa", tmp_path)
    assert {path.parent.name for path in paths} == {"mean", "p05", "p25", "p50", "p75", "p95"}
    assert (tmp_path / "mean" / "loads-p_set.csv") in paths


def test_a_report_gets_an_outlook_where_the_ledger_builds_something() -> None:
    material = small_material()
    prospect = report_prospect(material.ledger, material.claims, small_plan().as_of)
    assert prospect is not None
    assert prospect.sensitivities
    assert {each.scenario.name for each in prospect.others} >= {"notre-dame", "grid-bound"}
    plain = orjson.loads(report_json(prospect))
    assert outlook_from_json(plain).seed == prospect.outlook.seed


def test_a_report_of_nothing_has_no_outlook() -> None:
    from grandlivre.ledger import reconcile

    assert report_prospect(reconcile([], []), (), small_plan().as_of) is None
