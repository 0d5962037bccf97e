"""A plan as columns: what the kernel projects, with the assumptions that hold for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from grandlivre.base.draws import stream_key
from grandlivre.base.periods import Period
from grandlivre.errors import ConfigError
from grandlivre.ledger.model import Words
from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Build, Floats, Ints, Keys, Records
from grandlivre.outlook.drivers import spreads
from grandlivre.outlook.groups import Group, grouped
from grandlivre.outlook.model import ProjectOptions, Scenario
from grandlivre.programme.model import (
    GATES,
    Figure,
    Gate,
    Mark,
    Milestone,
    Phase,
    Plan,
    Project,
    ProjectClass,
    Site,
)
from grandlivre.reference.parameters import generations
from grandlivre.reference.parameters.model import Distribution, Generation, Parameter

KINDS = tuple(ProjectClass)
# A round figure is kept by what rounds to it: half a unit of its last digit, 5 % at most.
_ROUNDING = 0.05
# A text that gives one of these dates promises power by it, the first that it gives counting.
_PROMISING = (Gate.ENERGISED, Gate.FILLED, Gate.BUILT)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What is projected: columns, names, quarters and assumptions."""

    plan: Plan
    phases: tuple[Phase, ...]
    """In the columns' order."""
    quarters: tuple[str, ...]
    hours: Floats
    """(Q,): of each quarter."""
    groups: tuple[Group, ...]
    build: Build
    distributions: Mapping[str, Distribution]
    scenario: Scenario


def system_of(
    plan: Plan,
    parameters: Mapping[str, Parameter],
    scenario: Scenario,
    options: ProjectOptions | None = None,
) -> System:
    """Bring a plan into columns.

    Raises
    ------
    ConfigError
        Where the scenario names an unknown assumption, or the horizon ends before it begins.
    """
    options = options or ProjectOptions()
    quarters = quarters_between(plan.as_of, options.end)
    distributions = spreads(parameters, scenario)
    projects = plan.projects
    phases = [(each, phase) for each in projects for phase in _ordered(each)]
    groups = grouped(plan, [phase for _, phase in phases], options)
    return System(
        plan=plan,
        phases=tuple(phase for _, phase in phases),
        quarters=quarters,
        hours=_hours(quarters),
        groups=groups.groups,
        distributions=distributions,
        scenario=scenario,
        build=Build(
            projects=_records(arrays.PROJECT, _project_columns(plan)),
            phases=_records(
                arrays.PHASE,
                {
                    **_phase_columns(phases, plan, options.country),
                    **_figure_columns(phases, plan, distributions),
                    **_promise_columns(phases, plan.as_of, quarters),
                    **_spans("own", groups.own_start),
                    **_spans("taken", groups.taken_start + len(groups.own_cell)),
                },
            ),
            members=_records(
                arrays.MEMBER,
                {
                    "cell": np.concatenate([groups.own_cell, groups.taken_cell]),
                    "weight": np.concatenate([groups.own_weight, np.ones(len(groups.taken_cell))]),
                },
            ),
            cells=groups.cells,
            mix=groups.mix,
            **_site_tables(plan.sites, plan.as_of),
            quarter_year=np.array([int(each[:4]) - plan.as_of.year for each in quarters]),
            offset_years=_years(Period.parse(quarters[0]).first, plan.as_of),
            as_promised=scenario.as_promised,
        ),
    )


def _records(kind: np.dtype[np.void], columns: Mapping[str, Any]) -> Records:
    """A table of columns; every field must be given."""
    assert set(columns) == set(kind.names or ()), set(columns) ^ set(kind.names or ())
    rows = np.zeros(len(next(iter(columns.values()))), dtype=kind)
    for name, column in columns.items():
        rows[name] = column
    return rows


def _spans(name: str, starts: Ints) -> dict[str, Ints]:
    return {f"{name}_first": starts[:-1], f"{name}_last": starts[1:]}


def quarters_between(first: date, end: str) -> tuple[str, ...]:
    """Quarters from that of a day to the last of a partial date.

    Raises
    ------
    ConfigError
        Where `end` is no partial date, or comes before `first`.

    Examples
    --------
    >>> quarters_between(date(2026, 11, 22), "2027-H1")
    ('2026-Q4', '2027-Q1', '2027-Q2')
    """
    try:
        last = Period.parse(end).last
    except ValueError as error:
        raise ConfigError(f"{end} is no date", remedy="write 2035, 2035-Q4 or 2035-12") from error
    start = 4 * first.year + (first.month - 1) // 3
    stop = 4 * last.year + (last.month - 1) // 3
    if stop < start:
        raise ConfigError(
            f"the horizon {end} ends before the day of the plan, {first.isoformat()}",
            remedy="name a later one",
        )
    return tuple(f"{each // 4}-Q{each % 4 + 1}" for each in range(start, stop + 1))


def promise_of(phase: Phase) -> Milestone | None:
    """The date by which a text promises power, None where none does."""
    said = [each for each in phase.milestones if each.mark is Mark.SAID]
    for gate in _PROMISING:
        for milestone in said:
            if milestone.gate is gate:
                return milestone
    return None


def promised_mw(phase: Phase) -> tuple[float | None, float | None]:
    """Megawatts as said, least and most; (None, None) where no text says them."""
    figure = phase.power_mw
    if figure.mark is not Mark.SAID:
        return None, None
    low = figure.low if figure.low is not None or figure.high is not None else figure.best
    high = figure.high if figure.low is not None or figure.high is not None else figure.best
    return _float(low), _float(high)


def enough_mw(low: float | None) -> float:
    """The least power that keeps a promise of `low`, rounded as it was said.

    Examples
    --------
    >>> enough_mw(1400.0), enough_mw(1000.0), enough_mw(None)
    (1350.0, 950.0, 0.0)
    """
    if not low or low <= 0:
        return 0.0
    digits = Decimal(repr(low)).normalize()
    half = 0.5 * 10.0 ** int(digits.as_tuple().exponent)
    return low - min(half, _ROUNDING * low)


def _ordered(project: Project) -> list[Phase]:
    return sorted(project.phases, key=lambda phase: phase.order)


def _years(start: date, end: date) -> float:
    """Years between two days, where each quarter is a fourth, so that a quarter's last day never
    falls into the next one.
    """
    return _place(end) - _place(start)


def _place(day: date) -> float:
    quarter = (day.month - 1) // 3
    first = date(day.year, 3 * quarter + 1, 1)
    after = date(day.year + (quarter == 3), 3 * ((quarter + 1) % 4) + 1, 1)
    return day.year + (quarter + (day - first).days / (after - first).days) / 4


def _hours(quarters: tuple[str, ...]) -> Floats:
    periods = [Period.parse(each) for each in quarters]
    return np.array([24.0 * ((each.last - each.first).days + 1) for each in periods])


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _spread(figure: Figure) -> tuple[float, float, float]:
    """Least, best and most of a figure, each from the others where it is open; zeros for none."""
    low, best, high = _float(figure.low), _float(figure.best), _float(figure.high)
    known = [each for each in (low, best, high) if each is not None]
    if not known:
        return 0.0, 0.0, 0.0
    if best is None:
        best = sum(known) / len(known)
    return min(low if low is not None else best, best), best, max(high or best, best)


def _project_columns(plan: Plan) -> dict[str, Any]:
    taken = {each.takes_over for each in plan.projects if each.takes_over}
    rebuilt = (ProjectClass.CAMPUS, ProjectClass.SUPERCOMPUTER)
    counts = [len(each.phases) for each in plan.projects]
    return {
        "first": np.cumsum([0, *counts])[:-1],
        "last": np.cumsum([0, *counts])[1:],
        "key": _keys("project", [each.id for each in plan.projects]),
        "is_cancelled": np.array([each.is_cancelled for each in plan.projects], dtype=np.bool_),
        "can_be_taken_over": np.array(
            [each.kind in rebuilt and each.id not in taken for each in plan.projects],
            dtype=np.bool_,
        ),
    }


def _keys(what: str, names: list[str]) -> Keys:
    return np.array([stream_key(0, what, name) for name in names], dtype=np.uint64)


def _phase_columns(phases: list[tuple[Project, Phase]], plan: Plan, country: str) -> dict[str, Any]:
    where = {site.id: site.place.country if site.place else None for site in plan.sites}
    sites = {site.id: index for index, site in enumerate(plan.sites)}
    for _, phase in phases:
        if phase.site not in sites:
            raise ConfigError(f"phase {phase.id} stands on no site of the plan")
    kinds = [project.kind for project, _ in phases]
    plan_years = [
        _years(plan.as_of, Period.parse(promise.by).last) if promise else np.nan
        for promise in (promise_of(phase) for _, phase in phases)
    ]
    return {
        "site": np.array([sites[phase.site] for _, phase in phases], dtype=np.int64),
        "is_first": np.array(
            [i == 0 or phases[i - 1][0] is not each for i, (each, _) in enumerate(phases)], np.bool_
        ),
        "key": _keys("phase", [phase.id for _, phase in phases]),
        "kind": np.array([KINDS.index(kind) for kind in kinds], dtype=np.int64),
        "gate": np.array([GATES.index(phase.reached) for _, phase in phases], dtype=np.int64),
        # A date that has passed leaves nothing of the plan to wait for.
        "plan_years": np.maximum(np.array(plan_years, dtype=np.float64), 0.0),
        "is_built_here": np.array([kind is not ProjectClass.COMPUTE for kind in kinds], np.bool_),
        "is_load": np.array([kind is not ProjectClass.ENERGY for kind in kinds], np.bool_),
        "includes_it": np.array([phase.includes_it for _, phase in phases], np.bool_),
        "is_capped": [where[phase.site] in (None, country) for _, phase in phases],
    }


def _figure_columns(
    phases: list[tuple[Project, Phase]], plan: Plan, distributions: Mapping[str, Distribution]
) -> dict[str, Any]:
    """Power, money and accelerators, and which of them follows from which."""
    known = generations()
    usual_kw = distributions["all_in_power_kw"].median
    found: dict[str, list[Any]] = {
        "mw_from": [], "capex_from": [], "chips_from": [], "kw_factor": [], "pflops": []
    }  # fmt: skip
    for name in ("mw", "capex", "chips"):
        found |= {f"{name}_low": [], name: [], f"{name}_high": []}
    for _, phase in phases:
        power, money, chips = phase.power_mw, phase.capex_eur, phase.accelerators
        generation = known.get(phase.generation or "")
        for name, figure in (("mw", power), ("capex", money), ("chips", chips)):
            low, best, high = _spread(figure)
            found[f"{name}_low"].append(low)
            found[name].append(best)
            found[f"{name}_high"].append(high)
        found["mw_from"].append(_source_of_power(power, money, chips))
        for name, figure in (("capex", money), ("chips", chips)):
            inferred = figure.mark is Mark.INFERRED and power.best is not None
            found[f"{name}_from"].append(arrays.FROM_POWER if inferred else arrays.OWN)
        found["kw_factor"].append(generation.all_in_kw / usual_kw if generation else 1.0)
        found["pflops"].append(_bf16_tflops(generation or _newest(known, plan.as_of)) / 1e3)
    return found


def _source_of_power(power: Figure, money: Figure, chips: Figure) -> int:
    if power.mark is Mark.INFERRED and money.mark is Mark.SAID:
        return arrays.FROM_MONEY
    if power.mark is Mark.INFERRED and chips.mark is Mark.SAID:
        return arrays.FROM_ACCELERATORS
    return arrays.OWN


def _newest(known: Mapping[str, Generation], day: date) -> Generation | None:
    shipped = [each for each in known.values() if each.shipped <= day.year + day.month / 12]
    return max(shipped, key=lambda each: each.shipped, default=None)


def _bf16_tflops(generation: Generation | None) -> float:
    """Dense bf16 peak of one accelerator: half of its fp8 where its maker gives no other."""
    peaks = dict(generation.dense_tflops) if generation else {}
    return peaks.get("bf16") or peaks.get("fp8", 0.0) / 2


def _promise_columns(
    phases: list[tuple[Project, Phase]], as_of: date, quarters: tuple[str, ...]
) -> dict[str, Any]:
    by: list[int] = []
    enough = []
    for _, phase in phases:
        promise = promise_of(phase)
        by.append(quarter_index(promise.by, quarters) if promise else -1)
        enough.append(enough_mw(promised_mw(phase)[0]))
    return {
        "promised_quarter": np.array(by, dtype=np.int64),
        "promised_mw": np.array(enough, dtype=np.float64),
    }


def quarter_index(period: str, quarters: tuple[str, ...]) -> int:
    """Which of the quarters holds a partial date's last day: the first or last beyond the ends."""
    last = Period.parse(period).last
    first = 4 * int(quarters[0][:4]) + int(quarters[0][-1]) - 1
    found = 4 * last.year + (last.month - 1) // 3 - first
    return min(max(found, 0), len(quarters) - 1)


def _site_tables(sites: tuple[Site, ...], as_of: date) -> dict[str, Any]:
    starts, megawatts, years = [0], [], []
    for site in sites:
        # Dated ones first, in their order; a contract's undated rest comes after them.
        for tranche in sorted(site.tranches, key=lambda each: (each.by is None, each.total_mw)):
            megawatts.append(float(tranche.total_mw))
            there = np.nan
            if tranche.by is not None:
                there = max(_years(as_of, Period.parse(tranche.by).last), 0.0)
            years.append(there)
        starts.append(len(megawatts))
    return {
        "sites": _records(
            arrays.SITE,
            {
                "key": _keys("site", [site.id for site in sites]),
                "is_fast_track": [site.is_fast_track for site in sites],
                "first": starts[:-1],
                "last": starts[1:],
            },
        ),
        "tranches": _records(arrays.TRANCHE, {"mw": megawatts, "years": years}),
    }


def promise_index(system: System) -> Ints:
    """Indices of phases whose power or date a text promises."""
    said = [
        index
        for index, phase in enumerate(system.phases)
        if promise_of(phase) or promised_mw(phase) != (None, None)
    ]
    return np.array(said, dtype=np.int64)


def title_of(project: Project, phase: Phase) -> Words:
    """A phase's title with its project's, unless it holds it already."""
    if project.title.en in phase.title.en:
        return phase.title
    return Words(
        fr=f"{project.title.fr}, {phase.title.fr}", en=f"{project.title.en}, {phase.title.en}"
    )
