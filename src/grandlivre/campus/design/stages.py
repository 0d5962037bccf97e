"""Phases of the plan as a design needs them: a date, a power, accelerators in whole domains."""

from collections.abc import Mapping
from dataclasses import dataclass

from grandlivre.base.periods import Period
from grandlivre.campus.design.read import node_of, reference_pue
from grandlivre.programme.model import Figure, Gate, Mark, Phase, Plan
from grandlivre.reference.parameters.model import Generation

_UNDATED_YEARS = 5
"""After the plan's day, for phases of which nobody tells a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A phase of the plan with what is worked out from it."""

    name: str
    opens: str
    is_dated: bool
    power_mw: float
    is_sized: bool
    generation: str
    count: int
    domain: int
    kw: float
    """At the rack, of one accelerator."""
    phase: Phase


def stage_of(phase: Phase, order: int, plan: Plan, known: Mapping[str, Generation]) -> Stage:
    """What is worked out from a phase; `order` counts from 1 and becomes its name.

    A generation that the plan does not name is the newest that has shipped when the phase opens;
    a date that it does not tell is last year's for what stands, else five years ahead.
    """
    power = _best(phase.power_mw)
    opens, is_dated = _opens(phase, plan)
    generation = known.get(phase.generation or "") or _latest(opens, known)
    all_in = generation.all_in_kw
    said = phase.accelerators.best
    wanted = float(said) if said else power * 1000 / all_in
    # In whole fast-link domains, of which there is one at least.
    domain = generation.domain if wanted >= generation.domain else node_of(generation.domain)
    count = max(int(wanted // domain), 1) * domain
    return Stage(
        name=f"phase-{order}",
        opens=opens,
        is_dated=is_dated,
        power_mw=power,
        is_sized=phase.power_mw.mark is Mark.SAID,
        generation=generation.name,
        count=count,
        domain=domain,
        kw=min(all_in, power * 1000 / count) / reference_pue(),
        phase=phase,
    )


def _best(figure: Figure) -> float:
    assert figure.best is not None
    return float(figure.best)


def _opens(phase: Phase, plan: Plan) -> tuple[str, bool]:
    """When a phase is energised, and whether that is said."""
    found = [each for each in phase.milestones if each.gate is Gate.ENERGISED]
    if found:
        return found[-1].by, found[-1].mark is Mark.SAID
    if phase.reached in (Gate.ENERGISED, Gate.FILLED):
        return str(plan.as_of.year - 1), False
    return str(plan.as_of.year + _UNDATED_YEARS), False


def _latest(opens: str, known: Mapping[str, Generation]) -> Generation:
    """The newest generation that has shipped for half a year when a phase opens."""
    day = Period.parse(opens).last
    time = day.year + day.timetuple().tm_yday / 366
    shipped = [each for each in known.values() if each.shipped <= time - 0.5]
    return max(shipped, key=lambda each: each.shipped) if shipped else next(iter(known.values()))
