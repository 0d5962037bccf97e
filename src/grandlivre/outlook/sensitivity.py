"""Which assumptions move the outlook, and how far."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.base.periods import Period
from grandlivre.outlook.drivers import NATION_ODDS, USED, uniforms_of
from grandlivre.outlook.effects import Ints, Moves, moves
from grandlivre.outlook.model import (
    Effect,
    Outcome,
    ProjectOptions,
    Scenario,
    Scope,
    Sensitivity,
)
from grandlivre.outlook.simulate import FLOWS, OUTCOMES, draws_of, outcomes_of, simulate
from grandlivre.outlook.system import System, quarter_index, system_of
from grandlivre.programme.model import Plan
from grandlivre.reference.parameters.model import Parameter

Floats = NDArray[np.float64]
_BLOCK = 2048
_YEAR = 4


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
    last = max(options.quarters, key=lambda quarter: Period.parse(quarter).last)
    asked = ProjectOptions(end=last, country=options.country, scopes=(Scope.ALL,))
    system = system_of(plan, parameters, scenario, asked)
    at = [quarter_index(quarter, system.quarters) for quarter in options.quarters]
    pairs = [(outcome, quarter) for outcome in options.outcomes for quarter in at]
    names = uncertain(system)

    def results(uniforms: Floats, numbers: Ints, noise: int) -> Floats:
        every = uniforms_of(names, uniforms)
        return _results(system, pairs, every, (numbers, noise), options.threads)

    moved = moves(results, names, samples=options.samples, held=options.held, seed=options.seed)
    return tuple(
        Sensitivity(
            outcome=outcome,
            quarter=system.quarters[quarter],
            effects=_effects(moved, row),
            evaluations=moved.evaluations,
        )
        for row, (outcome, quarter) in enumerate(pairs)
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


def _results(
    system: System,
    pairs: Sequence[tuple[Outcome, int]],
    uniforms: Floats,
    noise: tuple[Ints, int],
    threads: int,
) -> Floats:
    """Each outcome at each quarter; shape (pairs, rows). `noise`: each row's number, the seed."""
    numbers, seed = noise

    def part(start: int) -> Floats:
        rows = uniforms[start : start + _BLOCK]
        own = numbers[start : start + _BLOCK].astype(np.uint64)
        draws, known = draws_of(system, rows, own, np.zeros(len(rows), dtype=np.bool_), seed)
        series = outcomes_of(system, simulate(system, draws), known)[0]
        return np.stack([_read(series, outcome, quarter) for outcome, quarter in pairs])

    starts = range(0, len(uniforms), _BLOCK)
    if threads < 2 or len(starts) < 2:
        return np.concatenate([part(start) for start in starts], axis=1)
    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate(list(pool.map(part, starts)), axis=1)


def _read(series: Floats, outcome: Outcome, quarter: int) -> Floats:
    """A state at the end of a quarter, or what the year to it adds."""
    rows = series[OUTCOMES.index(outcome)]
    if outcome in FLOWS:
        return np.asarray(np.sum(rows[max(quarter - _YEAR + 1, 0) : quarter + 1], axis=0))
    return np.asarray(rows[quarter])


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
