"""Which assumptions move the outlook, and how far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.outlook.drivers import NATION_ODDS, USED
from grandlivre.outlook.effects import Moves, moves
from grandlivre.outlook.model import (
    Effect,
    Outcome,
    ProjectOptions,
    Scenario,
    Scope,
    Sensitivity,
)
from grandlivre.outlook.simulate import evaluate
from grandlivre.outlook.system import System, system_of
from grandlivre.programme.model import Plan
from grandlivre.reference.parameters.model import Parameter

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityOptions:
    """What is asked, and how many evaluations it may cost."""

    outcomes: tuple[Outcome, ...] = (
        Outcome.POWER,
        Outcome.ACCELERATORS,
        Outcome.DELIVERED_FLOPS,
        Outcome.ENERGY,
        Outcome.CARBON_LOCATION,
        Outcome.DRAWN_TO_DATE,
    )
    quarters: tuple[str, ...] = ("2030-Q4", "2035-Q4")
    country: str = "FR"
    samples: int = 512
    """Rows of each base matrix, a power of two; `moves` says what that costs."""
    held: int = 256
    seed: int = 109
    threads: int = 2


def sensitivity(
    plan: Plan,
    parameters: Mapping[str, Parameter],
    scenario: Scenario,
    options: SensitivityOptions | None = None,
) -> tuple[Sensitivity, ...]:
    """Rank the assumptions by how far each moves each outcome of the whole plan.

    Parameters
    ----------
    plan
        From `grandlivre.programme.assemble`.
    parameters
        By name.
    scenario
        What it replaces is varied over its own spread.
    options
        Outcomes, quarters and cost.

    Returns
    -------
    tuple[Sensitivity, ...]
        One for each outcome and quarter, in that order; each holds every assumption that has a
        spread, the one that moves most first, and ``odds_nation_factor``, the fortune that all
        projects share. Flows are those of the year to the quarter.

    Raises
    ------
    ConfigError
        Where a quarter lies before the plan's day, or the scenario names an unknown assumption.

    Notes
    -----
    Total-order Sobol indices (`grandlivre.outlook.effects.moves`). What differs from phase to
    phase is one input more: indices of assumptions are shares of a variance that holds it too, so
    that they need not sum to one, and no difference between two evaluations is due to it.
    """
    options = options or SensitivityOptions()
    found = {}
    for quarter in options.quarters:
        asked = ProjectOptions(end=quarter, country=options.country, scopes=(Scope.ALL,))
        system = system_of(plan, parameters, scenario, asked)
        names = uncertain(system)
        moved = _moved(system, names, options)
        for at, outcome in enumerate(options.outcomes):
            found[outcome, quarter] = Sensitivity(
                outcome=outcome,
                quarter=system.quarters[-1],
                effects=_effects(moved, at),
                evaluations=moved.evaluations,
            )
    return tuple(
        found[outcome, quarter] for outcome in options.outcomes for quarter in options.quarters
    )


def uncertain(system: System) -> tuple[str, ...]:
    """Names of what is not known for sure, in the projection's order."""
    spread = [
        name
        for name in USED
        if system.distributions[name].low < system.distributions[name].high
        or system.distributions[name].tail_alpha is not None
    ]
    return (NATION_ODDS, *spread)


def _moved(system: System, names: Sequence[str], options: SensitivityOptions) -> Moves:
    def results(uniforms: Floats, noise: int) -> Floats:
        found = evaluate(system, uniforms, names, noise, threads=options.threads)
        return np.stack([found[outcome] for outcome in options.outcomes])

    return moves(results, names, samples=options.samples, held=options.held, seed=options.seed)


def _effects(moved: Moves, at: int) -> tuple[Effect, ...]:
    effects = [
        Effect(
            parameter=name,
            total_order=float(moved.total_order[at, column]),
            low=float(moved.low[at, column]),
            high=float(moved.high[at, column]),
            at_low=float(moved.at_low[at, column]),
            at_high=float(moved.at_high[at, column]),
        )
        for column, name in enumerate(moved.names)
    ]
    return tuple(sorted(effects, key=lambda effect: (-effect.total_order, effect.parameter)))
