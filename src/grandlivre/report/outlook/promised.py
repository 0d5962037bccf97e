"""What is promised, quarter by quarter: what texts say, and what was worked out beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.outlook.model import Outcome, Outlook, Scope, Series
from grandlivre.programme.model import Figure as PlanFigure
from grandlivre.programme.model import Gate, Mark, Milestone, Phase, Plan, Project
from grandlivre.report.figures import Figure
from grandlivre.report.outlook.axes import Times

RUN = "outlook-run"
"""Id of the element that says how the draws were made."""
_CLAIM = "clm_"
_ENTRIES = ("cmt_", "prg_", "cfl_")
_ON = (Gate.ENERGISED, Gate.FILLED, Gate.BUILT)
"""Milestones that may stand for "in service", the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """Promises added up along the quarters."""

    said: tuple[Decimal, ...]
    """Both the size and the date are said."""
    inferred: tuple[Decimal, ...]
    """The size or the date was worked out; comes on top."""
    said_phases: tuple[Phase, ...]
    inferred_phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every figure of the section is written with."""

    plan: Plan
    outlook: Outlook
    language: str
    on_page: frozenset[str]
    """Ids of claims and entries that the page shows."""
    meanings: Mapping[str, str]
    """What each parameter that the page shows is, by its name."""
    entry_titles: Mapping[str, str]
    """Titles of the ledger's entries, by id."""

    @property
    def parameters(self) -> frozenset[str]:
        """Names of the parameters that the page shows."""
        return frozenset(self.meanings)

    @property
    def times(self) -> Times:
        """The axis of the quarters."""
        return Times(quarters=self.outlook.quarters)

    @property
    def projects(self) -> Mapping[str, Project]:
        """Projects by id."""
        return {project.id: project for project in self.plan.projects}

    def told(self, text: str, basis: Iterable[str], *, target: str = "") -> Figure:
        """A figure of the plan, with what it rests on."""
        names = list(dict.fromkeys(basis))
        return Figure(
            text=text,
            claims=tuple(n for n in names if n.startswith(_CLAIM) and n in self.on_page),
            entries=tuple(n for n in names if n.startswith(_ENTRIES) and n in self.on_page),
            parameters=tuple(parameter_id(n) for n in names if n in self.parameters),
            target=target,
        )

    def drawn(self, text: str, *, parameters: Sequence[str] = ()) -> Figure:
        """A figure of the draws: followed to all assumptions and the seed."""
        return Figure(
            text=text, run=RUN, parameters=tuple(parameter_id(name) for name in parameters)
        )

    def series(self, outcome: Outcome | str, scope: Scope, of: str = "") -> Series | None:
        """One series of the outlook; None where it was not kept."""
        return series_of(self.outlook, outcome, scope, of)


def series_of(
    outlook: Outlook, outcome: Outcome | str, scope: Scope, of: str = ""
) -> Series | None:
    """One series of an outlook; None where it was not kept."""
    for each in outlook.series:
        if each.outcome == outcome and each.scope is scope and each.of == of:
            return each
    return None


def parameter_id(name: str) -> str:
    """Id of the element of the page that tells of a parameter."""
    return f"parameter-{name}"


def phase_id(phase: str) -> str:
    """Id of the element of the page that tells of a phase."""
    return "phase-" + "".join(char if char.isalnum() or char in "._-" else "-" for char in phase)


def in_service(phase: Phase) -> Milestone | None:
    """The milestone that says when a phase is to be energised, or the nearest to it."""
    for gate in _ON:
        for milestone in phase.milestones:
            if milestone.gate is gate:
                return milestone
    return None


def best(figure: PlanFigure) -> Decimal | None:
    """The value to add up: the best one, else the end that is known."""
    for value in (figure.best, figure.low, figure.high):
        if value is not None:
            return value
    return None


def live_phases(plan: Plan) -> list[Phase]:
    """Phases of the projects that were not withdrawn."""
    return [
        phase for project in plan.projects if not project.is_cancelled for phase in project.phases
    ]


def promised(plan: Plan, times: Times, size: Callable[[Phase], PlanFigure]) -> Promised:
    """Add up what is promised by the end of each quarter.

    Parameters
    ----------
    plan
        What is promised.
    times
        The quarters.
    size
        What is added up, such as the power of a phase.
    """
    count = len(times.quarters)
    sums = {True: [Decimal(0)] * count, False: [Decimal(0)] * count}
    phases: dict[bool, list[Phase]] = {True: [], False: []}
    for phase in live_phases(plan):
        told, milestone = size(phase), in_service(phase)
        value = best(told)
        if milestone is not None:
            due, dated = times.number_of(milestone.by), milestone.mark
        elif phase.reached in (Gate.ENERGISED, Gate.FILLED):
            due, dated = 0, Mark.SAID
        else:
            continue
        if value is None or due is None:
            continue
        is_said = told.mark is Mark.SAID and dated is Mark.SAID
        phases[is_said].append(phase)
        for number in range(due, count):
            sums[is_said][number] += value
    return Promised(
        said=tuple(sums[True]),
        inferred=tuple(sums[False]),
        said_phases=tuple(phases[True]),
        inferred_phases=tuple(phases[False]),
    )


def basis_of(phases: Iterable[Phase], size: Callable[[Phase], PlanFigure]) -> list[str]:
    """Claims, entries and parameters that sizes and dates of phases rest on."""
    found: list[str] = []
    for phase in phases:
        milestone = in_service(phase)
        found += [*size(phase).basis, *(milestone.basis if milestone else ()), *phase.entries]
    return list(dict.fromkeys(found))


def key_year(plan: Plan, times: Times) -> int:
    """The year that findings are said for: of the last promise with a stated date, in the axis."""
    said = promised(plan, times, lambda phase: phase.power_mw)
    last = int(times.quarters[-1][:4])
    full = [number for number, quarter in enumerate(times.quarters) if quarter.endswith("Q4")]
    for number in full:
        if said.said[-1] and said.said[number] == said.said[-1]:
            return int(times.quarters[number][:4])
    return min(int(times.quarters[0][:4]) + 4, last)
