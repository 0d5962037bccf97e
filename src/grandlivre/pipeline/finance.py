"""Whether a campus pays: from its design, the ledger and the outlook's draws to its owners."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design import CampusDesign, campus_of
from grandlivre.campus.operate import CampusYear, OperateOptions, operate
from grandlivre.errors import ConfigError
from grandlivre.finance import (
    Build,
    Covers,
    Financing,
    Operations,
    PhaseBuild,
    Question,
    finance,
    financing_to_json,
    shares_of,
)
from grandlivre.finance.model import YearSeries
from grandlivre.ledger.model import Commitment
from grandlivre.outlook import ProjectOptions, ProjectPaths, Scenario, paths
from grandlivre.outlook.drivers import USED
from grandlivre.pipeline.designed import plan_of_design, project_named, project_of
from grandlivre.pipeline.operated import bf16, bf16_of_services, operations_of
from grandlivre.pipeline.outlook import USUAL_SCENARIO, assumption, scenario_of
from grandlivre.programme.model import Mark, Phase, Plan, Project
from grandlivre.reference.parameters import generations, parameters
from grandlivre.reference.parameters.model import Generation, Parameter
from grandlivre.report.answers import Paper
from grandlivre.report.finance.model import Accounts
from grandlivre.report.finance.terminal import finance_answer

Floats = NDArray[np.float64]
BUILD_END = "2045-Q4"
"""Until when the outlook builds."""
LAST_YEAR = 2060
"""Until when money is counted; what is then left is worth what is not written off."""
_RENT_OF = ("B200", "GB200")
"""Generations whose posted prices `launch_rent_eur_per_hour` pools."""
_USUAL_DRAWS = 1000
_COLUMNS = ("what", "of", "unit", "year", "p05", "p25", "p50", "p75", "p95", "mean")


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceAsk:
    """How a campus is to be financed."""

    covers: Covers = Covers.ALL_IN
    scenario: str = USUAL_SCENARIO
    """A name that comes with the package, or the path of a TOML file."""
    draws: int = _USUAL_DRAWS
    seed: int = ProjectOptions().seed
    own: Path | None = None
    """A user's own file that replaces reference figures by name."""
    told: Callable[[int, int], None] | None = None
    """Hears how many steps are done, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is financed: one project of a plan, with the design that it is of."""

    name: str
    plan: Plan
    project: Project
    is_from_ledger: bool
    design: CampusDesign | None = None


def subject_of(
    design: CampusDesign,
    plan: Plan | None,
    entries: Sequence[Commitment] = (),
    *,
    day: date,
    own: Path | None = None,
) -> Subject:
    """A design's project, in a ledger's plan where it is there, else in a plan of its own.

    Parameters
    ----------
    design
        The campus.
    plan
        The ledger's plan; None where there is no ledger.
    entries
        The ledger's entries.
    day
        The day to look ahead from, where the design's own phases make the plan.
    own
        A user's file of reference figures.
    """
    if plan is not None:
        project = project_of(design, plan, entries)
        if project is not None:
            return Subject(
                name=design.name, plan=plan, project=project, is_from_ledger=True, design=design
            )
    made = plan_of_design(design, parameters(own), plan.as_of if plan is not None else day)
    return Subject(
        name=design.name, plan=made, project=made.projects[0], is_from_ledger=False, design=design
    )


def subject_named(name: str, plan: Plan) -> Subject:
    """A project of a ledger's plan, by its id or a part of its title.

    Raises
    ------
    ConfigError
        Where none is called so, or several are.
    """
    project = project_named(name, plan)
    if project is not None:
        return Subject(name=name, plan=plan, project=project, is_from_ledger=True)
    raise ConfigError(
        f"no design and no project of the ledger is called {name}",
        remedy="name a design, its TOML file, or a project that grandlivre plan shows",
    )


def financing_of(
    subject: Subject, ask: FinanceAsk, year: CampusYear | int | None = None
) -> Accounts:
    """Finance a campus over the outlook's draws.

    Parameters
    ----------
    subject
        The project.
    ask
        What is covered, scenario, draws, seed, own assumptions.
    year
        A year of its operation, from which shares of hours sold and of power are taken, or the
        calendar year to operate first; None for the parameters' own shares.

    Returns
    -------
    Accounts
        The financing with the parameters that it rests on.

    Raises
    ------
    ConfigError
        Where a name is unknown.
    FinanceError
        Where no draw builds anything.
    """
    known = parameters(ask.own)
    scenario = scenario_of(ask.scenario)
    if isinstance(year, int):
        year = _operated(subject, ask, year)
    options = ProjectOptions(draws=ask.draws, seed=ask.seed, end=BUILD_END, threads=1)
    _tell(ask, 0)
    found = paths(subject.plan, known, scenario, options, subject.project.id)
    _tell(ask, 1)
    operations = operations_of(year) if year is not None else Operations(origin="parameters")
    answer = finance(
        Question(
            phases=_phases(subject, found, generations(ask.own), year),
            parameters=_with_scenario(known, scenario),
            shared=found.assumptions,
            operations=operations,
            covers=ask.covers,
            first_year=found.years[0],
            seed=ask.seed,
        )
    )
    _tell(ask, 2)
    title = subject.design.title if subject.design is not None else subject.project.title
    financing = Financing(
        name=subject.name,
        title=title,
        project=subject.project.id,
        project_title=subject.project.title,
        is_from_ledger=subject.is_from_ledger,
        covers=ask.covers,
        scenario=scenario.name,
        scenario_title=scenario.title,
        as_of=subject.plan.as_of,
        seed=ask.seed,
        draws=ask.draws,
        kept=found.kept,
        built=answer.built,
        terms=answer.terms,
        operations=operations,
        years=tuple(range(found.years[0], LAST_YEAR + 1)),
        series=answer.series,
        cover=answer.cover,
        metrics=answer.metrics,
        costs=answer.costs,
        investors=answer.investors,
        odds=answer.odds,
        assumptions=answer.assumptions,
    )
    return Accounts(financing=financing, parameters=_with_scenario(known, scenario))


def _operated(subject: Subject, ask: FinanceAsk, year: int) -> CampusYear:
    """A year of the campus with all of it standing; standard work where nobody designed any."""
    design = subject.design or campus_of(subject.project, subject.plan, generations(ask.own))
    return operate(design, OperateOptions(year=year, seed=ask.seed, is_full=True, told=ask.told))


def finance_text(accounts: Accounts, paper: Paper, *, everything: bool = False) -> str:
    """A financing for people: the finding, the figures, the years, the owners."""
    return finance_answer(accounts, paper, everything=everything)


def finance_json(accounts: Accounts) -> dict[str, Any]:
    """A financing for programs: with its assumptions and their sources beside."""
    financing = accounts.financing
    names = dict.fromkeys((*financing.assumptions, *USED))
    return {
        **financing_to_json(financing),
        "parameters": [assumption(accounts.parameters[name]) for name in names],
    }


def finance_csv(accounts: Accounts) -> bytes:
    """A financing as one table: metrics, then figures by year, then owners' parts.

    Columns: what, of, unit, year, p05, p25, p50, p75, p95, mean; empty where there is none.
    """
    told = accounts.financing
    table: list[tuple[object, ...]] = [_COLUMNS]
    table += [("metric", each.name, each.unit, "", *each.quantiles, "") for each in told.metrics]
    for each in told.series:
        table += _series_rows("series", each.name, each, told.years)
    table += [
        ("cover", "dscr", "ratio", each.year, *each.quantiles, each.covered) for each in told.cover
    ]
    for owner in told.investors:
        for metric in (owner.paid_in, owner.received, owner.value, owner.rate):
            table.append(
                ("owner", f"{owner.name}: {metric.name}", metric.unit, "", *metric.quantiles, "")
            )
        table += _series_rows("owner", f"{owner.name}: by_year", owner.by_year, told.years)
    table += [
        ("cost", each.name, "EUR/h", "", "", "", "", "", "", each.eur_per_hour)
        for each in told.costs
    ]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(
        ["" if cell is None else cell for cell in row] for row in table
    )
    return out.getvalue().encode("utf-8")


def _series_rows(
    what: str, name: str, series: YearSeries, years: Sequence[int]
) -> list[tuple[object, ...]]:
    columns = (series.low, series.quarter, series.middle, series.most, series.high, series.mean)
    return [
        (what, name, series.unit, year, *values)
        for year, values in zip(years, zip(*columns, strict=True), strict=True)
    ]


def _tell(ask: FinanceAsk, done: int) -> None:
    if ask.told is not None:
        ask.told(done, 2)


def _with_scenario(known: Mapping[str, Parameter], scenario: Scenario) -> Mapping[str, Parameter]:
    """The parameters with what a scenario supposes in their place."""
    replaced = {
        name: replace(known[name], distribution=spread, origin=scenario.name)
        for name, spread in scenario.replaces.items()
        if name in known
    }
    return {**known, **replaced}


def _phases(
    subject: Subject,
    found: ProjectPaths,
    known: Mapping[str, Generation],
    year: CampusYear | None,
) -> tuple[PhaseBuild, ...]:
    longer = LAST_YEAR - found.years[-1]
    usual = float(np.mean([known[name].price_eur for name in _RENT_OF if name in known]))
    served = bf16_of_services(year, known) if year is not None else None
    phases = []
    for index, phase in enumerate(found.phases):
        generation = known.get(phase.generation or "")
        price = generation.price_eur if generation is not None else usual
        at_end = _lasting(found.accelerators_at_end[index], longer)
        phases.append(
            PhaseBuild(
                build=Build(
                    power_mw=_lasting(found.power_mw[index], longer),
                    filled_mw=_lasting(found.filled_mw[index], longer),
                    accelerators=_lasting(found.accelerators[index], longer),
                    added=np.maximum(np.diff(at_end, axis=1, prepend=0.0), 0.0),
                    shell_eur=_ended(found.shell_eur[index], longer),
                    servers_eur=_ended(found.equipment_eur[index], longer),
                    price_eur=price,
                    price_ratio=price / usual,
                    tokens_ratio=bf16(generation) / served if served else 1.0,
                ),
                shares=_shares(phase),
            )
        )
    return tuple(phases)


def _lasting(values: Floats, years: int) -> Floats:
    """What stands at the outlook's end goes on standing."""
    return np.concatenate([values, np.repeat(values[:, -1:], years, axis=1)], axis=1)


def _ended(values: Floats, years: int) -> Floats:
    return np.concatenate([values, np.zeros((len(values), years))], axis=1)


def _shares(phase: Phase) -> tuple[tuple[str, str, float, bool], ...]:
    return shares_of(
        [
            (each.party, each.name, float(each.share), each.mark is Mark.SAID)
            for each in phase.funders
        ]
    )
