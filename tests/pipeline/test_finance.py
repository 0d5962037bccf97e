"""From a design, a plan and a year to a financing."""

import csv
import io
from dataclasses import replace
from datetime import date

import numpy as np
import orjson
import plans
import pytest
import years

from grandlivre.campus.design import design_named
from grandlivre.errors import ConfigError, FinanceError
from grandlivre.finance import Covers, financing_from_json, financing_to_json
from grandlivre.pipeline.designed import plan_of_design, project_of
from grandlivre.pipeline.finance import (
    FinanceAsk,
    finance_csv,
    finance_json,
    financing_of,
    subject_named,
    subject_of,
)
from grandlivre.pipeline.operated import operations_of
from grandlivre.pipeline.outlook import dumped
from grandlivre.programme.model import Gate, Mark, ProjectClass
from grandlivre.reference.parameters import parameters

DAY = date(2026, 10, 1)
FEW = FinanceAsk(draws=64)
CAMPUS = replace(
    design_named("campus-ia"),
    name="windmill",
    project="Windmill Park",
    place="Arles, Bouches-du-Rhône",
)


def arles(name="windmill", mw=1000.0, **changed):
    """A project of two phases at Arles, each with its owners."""
    site = replace(plans.site(f"site-{name}"), title=plans.words("Arles"))
    owners = (plans.funder("north", 0.7), plans.funder("south", 0.3))
    made = plans.project(
        name,
        plans.phase(
            name,
            1,
            mw=plans.figure(mw / 4),
            accelerators=plans.figure(mw * 100),
            capex=plans.figure(mw * 8e6),
            by="2029",
            funders=owners,
            reached=Gate.CONNECTED,
        ),
        plans.phase(
            name,
            2,
            mw=plans.figure(3 * mw / 4),
            accelerators=plans.figure(mw * 300),
            capex=plans.figure(mw * 2e7),
            by="2032",
            funders=owners,
        ),
        **changed,
    )
    return made, site


def test_a_design_finds_its_project_by_place_then_name_then_size() -> None:
    (near, here), (far, _) = arles("alpha"), arles("beta", 40.0)
    named = replace(
        plans.project("gamma", plans.phase("gamma")), title=plans.words("The Windmill Park network")
    )
    wires, _ = arles("delta", kind=ProjectClass.ENERGY)
    moved = replace(far, phases=tuple(replace(each, site="site-alpha") for each in far.phases))
    wires = replace(wires, phases=tuple(replace(each, site="site-alpha") for each in wires.phases))
    plan = plans.plan(wires, named, moved, near, sites=(here,))
    assert project_of(CAMPUS, plan) is near
    assert project_of(CAMPUS, plans.plan(named)) is named
    assert project_of(CAMPUS, plans.plan(plans.project("other"))) is None
    gone = replace(near, is_cancelled=True)
    assert project_of(CAMPUS, plans.plan(gone, moved, sites=(here,))) is moved


def test_an_article_before_a_place_makes_no_difference() -> None:
    made, here = arles()
    there = replace(CAMPUS, place="L’Arles, Camargue", project=None, name="x")
    assert project_of(there, plans.plan(made, sites=(here,))) is made


def test_without_a_ledger_the_plan_is_the_designs_own_with_its_marks() -> None:
    plan = plan_of_design(CAMPUS, parameters(), DAY)
    (project,) = plan.projects
    assert [float(each.power_mw.best or 0) for each in project.phases] == [
        each.power_mw for each in CAMPUS.phases
    ]
    for phase, told in zip(project.phases, CAMPUS.phases, strict=True):
        (date_of,) = phase.milestones
        assert (date_of.by, date_of.mark.value) == (told.opens, told.mark.value)
        assert phase.capex_eur.mark is Mark.INFERRED
        assert phase.capex_eur.assumes
        assert phase.funders[0].party == ""
    count = sum(pool.count for pool in CAMPUS.pools)
    assert sum(float(each.accelerators.best or 0) for each in project.phases) == count
    subject = subject_of(CAMPUS, None, day=DAY)
    assert not subject.is_from_ledger
    assert subject.plan == plan


@pytest.mark.parametrize("covers", list(Covers))
def test_a_campus_of_a_ledger_is_financed_with_its_owners(covers) -> None:
    project, site = arles()
    subject = subject_of(CAMPUS, plans.plan(project, sites=(site,)), day=DAY)
    told = financing_of(subject, replace(FEW, covers=covers)).financing
    assert told.is_from_ledger
    assert [each.name for each in told.investors] == ["North", "South"]
    assert [each.share for each in told.investors] == pytest.approx([0.7, 0.3])
    assert all(each.is_said for each in told.investors)
    assert told.built <= told.kept == 64
    assert len(told.years) == len(told.series[0].mean)
    whole = told.by_year("owners_eur")
    assert whole is not None
    parts = [each.by_year.mean for each in told.investors]
    assert np.sum(parts, axis=0) == pytest.approx(whole.mean, rel=1e-9, abs=1.0)
    assert told.metric("cost_per_million_tokens") is None


def test_a_financing_reads_back_from_its_json_and_fills_its_table() -> None:
    accounts = financing_of(subject_of(CAMPUS, None, day=DAY), FEW)
    told = accounts.financing
    assert financing_from_json(orjson.loads(orjson.dumps(financing_to_json(told)))) == told
    plain = orjson.loads(dumped(finance_json(accounts)))
    names = {each["name"] for each in plain["parameters"]}
    assert set(told.assumptions) <= names
    assert all(each["sources"] or each["reason"] for each in plain["parameters"])
    rows = list(csv.DictReader(io.StringIO(finance_csv(accounts).decode("utf-8"))))
    assert {each["what"] for each in rows} == {"metric", "series", "cover", "owner", "cost"}
    (npv,) = [each for each in rows if each["of"] == "equity_npv"]
    value = told.metric("equity_npv")
    assert value is not None
    assert float(npv["p50"]) == value.quantiles[2]


def test_a_scenario_and_own_figures_change_the_result(tmp_path) -> None:
    subject = subject_of(CAMPUS, None, day=DAY)
    own = tmp_path / "mine.toml"
    own.write_text(
        'launch_rent_eur_per_hour = { median = 40.0, reason = "what if", source = "me" }\n',
        encoding="utf-8",
    )
    usual = financing_of(subject, FEW).financing
    rich = financing_of(subject, replace(FEW, own=own)).financing
    kept = financing_of(subject, replace(FEW, scenario="notre-dame")).financing
    assert rich.odds.value_positive == 1.0 > usual.odds.value_positive
    assert kept.odds.built == 1.0 >= usual.odds.built
    assert kept.scenario == "notre-dame"


def test_a_project_is_financed_by_a_part_of_its_title() -> None:
    project, site = arles()
    plan = plans.plan(project, sites=(site,))
    subject = subject_named("wind", plan)
    assert subject.project is project
    with pytest.raises(ConfigError, match="is called nowhere"):
        subject_named("nowhere", plan)
    gone = replace(project, is_cancelled=True)
    with pytest.raises(FinanceError, match="no draw builds"):
        financing_of(subject_named("wind", plans.plan(gone, sites=(site,))), FEW)
    again = replace(project, id="project:again")
    assert subject_named("WIND", plans.plan(gone, again, sites=(site,))).project is again
    with pytest.raises(ConfigError, match="2 projects are called wind"):
        subject_named("wind", plans.plan(project, again, sites=(site,)))


def test_a_year_gives_its_shares_to_the_financing() -> None:
    ran = years.year(CAMPUS, used=0.4, served=0.2, load=0.55, ratio=0.9)
    found = operations_of(ran)
    assert found.origin == "year"
    assert found.sold_share == pytest.approx(0.6)
    assert found.load_share == pytest.approx(0.55)
    assert found.price_ratio == pytest.approx(0.9)
    assert found.tokens_per_hour == pytest.approx(500 * 3600)
    subject = subject_of(CAMPUS, None, day=DAY)
    told = financing_of(subject, FEW, ran).financing
    busier = financing_of(
        subject, FEW, years.year(CAMPUS, used=0.7, served=0.2, load=0.55, ratio=0.9)
    ).financing
    cost, less = (each.metric("cost_per_accelerator_hour") for each in (told, busier))
    assert cost is not None
    assert less is not None
    assert less.quantiles[2] < cost.quantiles[2]
    tokens = told.metric("cost_per_million_tokens")
    assert tokens is not None
    assert tokens.quantiles[2] > 0
