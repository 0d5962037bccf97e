"""What the ledger would build: a plan projected, for people, for programs, and into files."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from grandlivre.base.codec import encode
from grandlivre.claims.model import Claim
from grandlivre.engine import EngineOptions, map_shards, write_together
from grandlivre.errors import ConfigError, OutputError
from grandlivre.export import outlook_tables, pypsa
from grandlivre.ledger import Ledger
from grandlivre.outlook import (
    Outcome,
    Outlook,
    ProjectOptions,
    Scenario,
    Scope,
    project,
    read_condition,
    read_scenario,
    scenarios,
)
from grandlivre.outlook.calibration import calibrated, resolved_cases
from grandlivre.outlook.codec import outlook_to_json, sensitivity_to_json
from grandlivre.outlook.sensitivity import SensitivityOptions, sensitivity
from grandlivre.pipeline.beside import (
    backtests,
    backtests_json,
    programmes_beside,
    programmes_json,
)
from grandlivre.pipeline.plan import plan_from
from grandlivre.programme import plan_to_json
from grandlivre.programme.model import Plan
from grandlivre.reference.parameters import parameters
from grandlivre.reference.parameters.model import Parameter
from grandlivre.report.answers import Paper
from grandlivre.report.outlook import Prospect
from grandlivre.report.outlook.axes import Times
from grandlivre.report.outlook.promised import key_year
from grandlivre.report.outlook.terminal import comparison_answer, outlook_answer

USUAL_SCENARIO = "reference-class"
"""What past programmes met: the scenario unless another is named."""
FOLDERS = ("csv", "parquet", "pypsa")
"""Forms that are folders of files."""
_MANY_DRAWS = 20_000
_DIGITS = 6
"""Digits of a draw's figure in a file: two are meant, the rest is for arithmetic."""
_REPORT_DRAWS, _REPORT_SAMPLES = 2048, 64
"""Enough for two digits of what a report shows, within seconds."""
_FOR_REPORT = (
    Outcome.POWER, Outcome.ACCELERATORS, Outcome.ENERGY, Outcome.DRAWN, Outcome.DRAWN_TO_DATE,
)  # fmt: skip
_PARTS_SHOWN = (Scope.PROJECT, Scope.SITE, Scope.INVESTOR)
_OF_PARTS_SHOWN = (Outcome.POWER, Outcome.DRAWN_TO_DATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookAsk:
    """How a plan is to be projected."""

    scenario: str = USUAL_SCENARIO
    """A name that comes with the package, or the path of a TOML file."""
    draws: int = ProjectOptions().draws
    seed: int = ProjectOptions().seed
    given: tuple[str, ...] = ()
    """Conditions, as a person writes them."""
    own: Path | None = None
    """A user's own file that replaces reference figures by name."""
    is_calibrated: bool = False
    """True to update odds and delays by what became of earlier promises, as known on that day."""
    engine: EngineOptions = field(default_factory=EngineOptions)
    told: Callable[[int, int], None] | None = None
    """Hears how many draws are done, of how many."""


def scenario_of(name: str) -> Scenario:
    """The scenario of that name, or of that file.

    Raises
    ------
    ConfigError
        Where there is none, or its file is malformed.

    Examples
    --------
    >>> scenario_of("reference-class").name
    'reference-class'
    """
    known = scenarios()
    if name in known:
        return known[name]
    if name.endswith(".toml") or os.path.exists(name):
        return read_scenario(Path(name))
    raise ConfigError(
        f"there is no scenario called {name}",
        where="--scenario",
        remedy=f"use one of {', '.join(known)}, or name a TOML file",
    )


def prospect_of(plan: Plan, ask: OutlookAsk, *, compared: Sequence[str] = ()) -> Prospect:
    """Project a plan, and the same plan under other scenarios with the same random numbers.

    Parameters
    ----------
    plan
        From `grandlivre.pipeline.plan`.
    ask
        Scenario, draws, seed, conditions, and where the work is done.
    compared
        Names of the other scenarios, of which only the whole is kept.

    Raises
    ------
    ConfigError
        Where a name is unknown, a condition is none, or no draw meets the conditions.
    """
    known: Mapping[str, Parameter] = parameters(ask.own)
    if ask.is_calibrated:
        known = calibrated(known, resolved_cases(), plan.as_of)
    options = _options(plan, ask)
    outlook = project(plan, known, scenario_of(ask.scenario), options)
    narrow = replace(options, scopes=(Scope.ALL,))
    others = tuple(project(plan, known, scenario_of(name), narrow) for name in compared)
    return Prospect(plan=plan, parameters=known, outlook=outlook, others=others)


def report_prospect(
    ledger: Ledger,
    claims: Iterable[Claim],
    as_of: date,
    *,
    told: Callable[[int, int], None] | None = None,
    most_whole: int | None = None,
) -> Prospect | None:
    """What a report shows of a ledger's outlook; None where the ledger builds nothing.

    Parameters
    ----------
    ledger, claims
        What was promised.
    as_of
        The day to look ahead from.
    told
        Hears how many draws are done, of how many.
    most_whole
        Projects up to which all outcomes of all parts are kept; of a larger plan's parts, only
        those that pages show are. None for any number.
    """
    known = parameters()
    plan = plan_from(ledger, claims, as_of)
    if not any(project.phases and not project.is_cancelled for project in plan.projects):
        return None
    usual = scenario_of(USUAL_SCENARIO)
    options = ProjectOptions(draws=_REPORT_DRAWS, told=told)
    if most_whole is None or len(plan.projects) <= most_whole:
        main = project(plan, known, usual, options)
    else:
        # The same draws twice: all outcomes of thousands of parts would fill the memory.
        main = project(plan, known, usual, replace(options, scopes=(Scope.ALL,)))
        few = replace(options, scopes=_PARTS_SHOWN, outcomes=_OF_PARTS_SHOWN)
        main = replace(main, series=main.series + project(plan, known, usual, few).series)
    narrow = replace(options, scopes=(Scope.ALL,), outcomes=_FOR_REPORT)
    others = [name for name in scenarios() if name != USUAL_SCENARIO]
    return Prospect(
        plan=plan,
        parameters=known,
        outlook=main,
        others=tuple(project(plan, known, scenario_of(name), narrow) for name in others),
        sensitivities=sensitivity(plan, known, usual, _sensitivity_options(main, plan)),
        comparators=programmes_beside(ledger, known, usual, as_of),
        backtests=backtests(),
    )


def _sensitivity_options(outlook: Outlook, plan: Plan) -> SensitivityOptions:
    """What moves megawatts and euros by the year that the findings are said for."""
    year = key_year(plan, Times(quarters=outlook.quarters))
    return SensitivityOptions(
        outcomes=(Outcome.POWER, Outcome.DRAWN_TO_DATE),
        quarters=(f"{year}-Q4",),
        samples=_REPORT_SAMPLES,
        held=_REPORT_SAMPLES,
        seed=outlook.seed,
    )


def _options(plan: Plan, ask: OutlookAsk) -> ProjectOptions:
    many = ask.engine.workers > 1 or ask.engine.engine != "local"
    return ProjectOptions(
        draws=ask.draws,
        seed=ask.seed,
        given=tuple(read_condition(each, plan) for each in ask.given),
        mapper=partial(_spread, ask.engine) if many else map,
        # In shares a long run can tell how far it is; a short one is done at once.
        shares=4 * ask.engine.workers if many or ask.draws > _MANY_DRAWS else 1,
        threads=1 if many else 2,
        told=ask.told,
    )


def _spread(
    engine: EngineOptions, function: Callable[[Any], Any], items: Iterable[Any]
) -> Iterator[Any]:
    """As `map`, over the engine: results in the order of the items."""
    shards = ((item,) for item in items)
    for piece in map_shards(partial(_each, function), shards, options=engine):
        yield from piece.results


def _each(function: Callable[[Any], Any], items: tuple[Any, ...]) -> list[Any]:
    return [function(item) for item in items]


def outlook_text(
    prospect: Prospect, paper: Paper, by: Scope = Scope.PROJECT, *, everything: bool = False
) -> str:
    """The outlook for people: the finding, year by year, and what each part would give."""
    return outlook_answer(prospect, paper, by, everything=everything)


def comparison_text(prospect: Prospect, paper: Paper) -> str:
    """Scenarios side by side for people."""
    return comparison_answer(prospect, paper)


def outlook_json(prospect: Prospect, by: Scope | None = None) -> dict[str, Any]:
    """The outlook with its plan and its assumptions.

    Parameters
    ----------
    prospect
        What to write.
    by
        Keep only the whole and the parts of this kind; None for all.

    Returns
    -------
    dict
        As `grandlivre.outlook.codec.outlook_to_json`, with ``plan``, ``assumptions``,
        ``sensitivities`` and, of other scenarios, ``others`` beside; ``programmes`` and
        ``backtests`` where they were worked out.
    """
    found = outlook_to_json(_kept(prospect.outlook, by), digits=_DIGITS)
    found["plan"] = plan_to_json(prospect.plan)
    found["assumptions"] = [
        assumption(prospect.parameters[name]) for name in prospect.outlook.parameters
    ]
    found["sensitivities"] = [sensitivity_to_json(each) for each in prospect.sensitivities]
    found["others"] = [outlook_to_json(each, digits=_DIGITS) for each in prospect.others]
    found["programmes"] = programmes_json(prospect.comparators)
    found["backtests"] = backtests_json(prospect.backtests)
    return found


def _kept(outlook: Outlook, by: Scope | None) -> Outlook:
    """The outlook with the series that are asked for."""
    if by is None:
        return outlook
    series = tuple(each for each in outlook.series if each.scope in (Scope.ALL, by))
    return replace(outlook, series=series)


def assumption(known: Parameter) -> dict[str, Any]:
    """One assumption with its spread and its sources, as plain values."""
    return {
        "name": known.name,
        "unit": known.unit,
        "meaning": known.meaning_en,
        "distribution": encode(known.distribution),
        "reason": known.reason,
        "origin": known.origin,
        "sources": [outlook_tables.source_of(row) for row in known.rows],
    }


def report_json(prospect: Prospect) -> bytes:
    """What a run keeps of an outlook: all outcomes of the whole, the main ones of its parts."""
    series = tuple(
        each
        for each in prospect.outlook.series
        if each.scope is Scope.ALL or each.outcome in _FOR_REPORT
    )
    kept = replace(prospect, outlook=replace(prospect.outlook, series=series))
    return orjson.dumps(_plainly(outlook_json(kept)))


def dumped(plain: Mapping[str, Any]) -> bytes:
    """JSON for people and programs to read."""
    return orjson.dumps(_plainly(plain), option=orjson.OPT_INDENT_2) + b"\n"


def _plainly(plain: Any) -> Any:
    """Decimals as the floats they come from: orjson knows no other numbers."""
    if isinstance(plain, dict):
        return {key: _plainly(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_plainly(value) for value in plain]
    return plain if isinstance(plain, str | int | float | None | bool) else float(plain)


def write_outlook(prospect: Prospect, form: str, out: Path, by: Scope | None = None) -> list[Path]:
    """Write an outlook as a folder of tables, or of networks that PyPSA reads.

    Parameters
    ----------
    prospect
        What to write.
    form
        One of `FOLDERS`.
    out
        The folder; made where it does not exist.
    by
        Keep only the series of the whole and of this kind; None for all. PyPSA's are of sites.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    out = Path(os.path.abspath(out))
    files: dict[Path, Iterable[bytes]] = {}
    if form == "pypsa":
        for level in pypsa.LEVELS:
            made = pypsa.loads(prospect.outlook, prospect.plan, level=level)
            files |= {out / level / name: parts for name, parts in made.items()}
    else:
        make = outlook_tables.as_csv if form == "csv" else outlook_tables.as_parquet
        made = make(_kept(prospect.outlook, by), prospect.parameters)
        files |= {out / name: parts for name, parts in made.items()}
    try:
        for folder in {path.parent for path in files}:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(out),
            remedy="choose another --out",
        ) from error
    write_together(files)
    return sorted(files)
