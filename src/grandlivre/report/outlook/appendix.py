"""What figures of the outlook are followed to: assumptions, phases, questions and the run."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from grandlivre.base.wording import number, period
from grandlivre.outlook.model import Outcome, Scope, Series
from grandlivre.programme.model import Figure as PlanFigure
from grandlivre.programme.model import Mark, Phase
from grandlivre.reference.parameters.model import Parameter, Row
from grandlivre.reference.parameters.units import with_unit
from grandlivre.report.figures import Figure
from grandlivre.report.outlook.fan import SPENT
from grandlivre.report.outlook.model import FlagView, ParameterView, PlanView, YearRow
from grandlivre.report.outlook.promised import Desk, parameter_id, phase_id
from grandlivre.report.outlook.texts import OUTCOMES, said
from grandlivre.report.outlook.words import (
    capital,
    gate_words,
    middle_and_range,
    plan_count,
    plan_money,
    plan_power,
    quantity,
)

_STOCKS = (Outcome.POWER.value, Outcome.ACCELERATORS.value, SPENT)
_FLOWS = (Outcome.ENERGY, Outcome.CARBON_LOCATION, Outcome.WATER)
_WEB = ("http://", "https://")


def parameter_views(desk: Desk, parameters: Mapping[str, Parameter]) -> tuple[ParameterView, ...]:
    """Every assumption that the draws used."""
    return tuple(_parameter(desk, parameters[name]) for name in desk.outlook.parameters)


def _parameter(desk: Desk, known: Parameter) -> ParameterView:
    replaced = desk.outlook.scenario.replaces.get(known.name)
    if replaced is None:
        return parameter_view(known, desk.language)
    origin = desk.outlook.scenario.title.of(desk.language)
    return replace(
        parameter_view(replace(known, distribution=replaced), desk.language),
        replaced=said("parameter_replaced", desk.language, name=origin),
    )


def parameter_view(known: Parameter, language: str) -> ParameterView:
    """One assumption with its spread, its reason and its sources."""
    spread = known.distribution
    values = [number(_four(each), language) for each in spread.ends]
    shown = values[1] if values[0] == values[2] else " · ".join(values)
    return ParameterView(
        id=parameter_id(known.name),
        name=known.name,
        meaning=capital(known.meaning_fr if language == "fr" else known.meaning_en),
        spread=with_unit(shown, known.unit, language),
        replaced="",
        reason=_reason(known, language),
        sources=tuple(_source(row) for row in known.rows),
    )


def _reason(known: Parameter, language: str) -> str:
    return known.reason_fr if language == "fr" and known.reason_fr else known.reason


def _source(row: Row) -> tuple[str, str | None]:
    dated = f", {row.source_date}" if row.source_date else ""
    address = row.source_url if row.source_url.startswith(_WEB) else None
    return f"#{row.number} {row.source_name}{dated}", address


def _four(value: float) -> Decimal:
    """Four digits of a float, without the tail of its binary form."""
    return Decimal(f"{value:.4g}")


def phase_views(desk: Desk) -> tuple[PlanView, ...]:
    """Every phase: what texts say of it, and what was worked out."""
    found = []
    titles = desk.entry_titles
    for project in desk.plan.projects:
        several = len(project.phases) > 1
        for phase in project.phases:
            title = project.title.of(desk.language)
            part = phase.title.of(desk.language)
            if several and part and part not in title:
                title = f"{title}, {part}"
            found.append(
                PlanView(
                    id=phase_id(phase.id),
                    title=title,
                    gate=gate_words(phase.reached, desk.language),
                    facts=tuple(_facts(desk, phase)),
                    entries=tuple(
                        (entry, titles[entry]) for entry in phase.entries if entry in titles
                    ),
                )
            )
    return tuple(found)


def _facts(desk: Desk, phase: Phase) -> list[tuple[str, Figure, str, Figure | None]]:
    language = desk.language
    kinds = (
        ("fact_power", phase.power_mw, plan_power),
        ("fact_capex", phase.capex_eur, plan_money),
        ("fact_accelerators", phase.accelerators, plan_count),
    )
    found: list[tuple[str, Figure, str, Figure | None]] = []
    for key, told, shown in kinds:
        if told.mark is not Mark.UNKNOWN:
            basis = _basis(told, phase)
            figure, how = desk.told(shown(told, language), basis), told.how.of(language)
            label = said(key, language)
            found.append((label, figure, told.mark.value, desk.told(how, basis) if how else None))
    for milestone in phase.milestones:
        basis = [*milestone.basis, *phase.entries]
        figure, how = desk.told(period(milestone.by, language), basis), milestone.how.of(language)
        label = capital(gate_words(milestone.gate, language))
        found.append((label, figure, milestone.mark.value, desk.told(how, basis) if how else None))
    return found


def _basis(told: PlanFigure, phase: Phase) -> list[str]:
    return [*told.basis, *phase.entries]


def flag_views(desk: Desk) -> tuple[FlagView, ...]:
    """What an analyst would ask."""
    titles = {project.id: project.title.of(desk.language) for project in desk.plan.projects}
    phases = {phase.id: phase for phase in desk.plan.phases}
    found = []
    for flag in desk.plan.flags:
        phase = phases.get(flag.phase or "")
        if phase is None:
            project = desk.projects.get(flag.project)
            phase = project.phases[0] if project is not None and project.phases else None
        entries = phase.entries if phase is not None else ()
        found.append(
            FlagView(
                title=titles.get(flag.project, ""),
                target=phase_id(phase.id) if phase is not None else "",
                says=desk.told(flag.says.of(desk.language), [*flag.basis, *entries]),
            )
        )
    return tuple(found)


def year_table(desk: Desk) -> tuple[tuple[str, ...], tuple[YearRow, ...]]:
    """Columns and rows of the outlook at the end of each year."""
    language, outlook = desk.language, desk.outlook
    stocks = [each for name in _STOCKS if (each := desk.series(name, Scope.ALL)) is not None]
    flows = [each for name in _FLOWS if (each := desk.series(name, Scope.ALL)) is not None]
    rows = []
    for at, quarter in enumerate(outlook.quarters):
        if not quarter.endswith("Q4"):
            continue
        cells: list[Figure | None] = [_stock(desk, each, at) for each in stocks]
        cells += [_flow(desk, each, at) for each in flows]
        rows.append(YearRow(year=quarter[:4], cells=tuple(cells)))
    names = tuple(OUTCOMES[each.outcome.value].of(language) for each in (*stocks, *flows))
    return names, tuple(rows)


def _stock(desk: Desk, series: Series, at: int) -> Figure:
    band = series.bands[at]
    return desk.drawn(middle_and_range(band, series.outcome, desk.language))


def _flow(desk: Desk, series: Series, at: int) -> Figure | None:
    """The mean over a year: means add up, quantiles do not."""
    if at < 3:
        return None
    total = sum(band.mean for band in series.bands[at - 3 : at + 1])
    return desk.drawn(quantity(total, series.outcome, desk.language))


def run_facts(desk: Desk) -> tuple[tuple[str, str], ...]:
    """What the draws were made with, so that anyone can make them again."""
    language, outlook = desk.language, desk.outlook
    draws = said("draws", language, number=number(outlook.draws, language))
    if outlook.kept != outlook.draws:
        kept = number(outlook.kept, language)
        draws = said("run_kept", language, kept=kept, draws=number(outlook.draws, language))
    facts = [
        (said("run_scenario", language), outlook.scenario.title.of(language)),
        (said("run_day", language), period(outlook.as_of.isoformat(), language)),
        (said("run_draws", language), draws),
        (said("run_seed", language), str(outlook.seed)),
    ]
    if outlook.given:
        facts.append(
            (said("run_given", language), " · ".join(each.of(language) for each in outlook.given))
        )
    power = desk.series(Outcome.POWER, Scope.ALL)
    if power is not None:
        error = quantity(power.bands[-1].error, Outcome.POWER, language)
        facts.append((said("run_error", language), f"± {error}"))
    given = "".join(f' --given "{each.of(language)}"' for each in outlook.given)
    command = (
        f"grandlivre outlook --scenario {outlook.scenario.name} --draws {outlook.draws} "
        f"--seed {outlook.seed}{given}"
    )
    facts.append((said("run_command", language), command))
    return tuple(facts)
