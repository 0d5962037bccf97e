"""A plan projected: quantiles by quarter of every outcome, and the odds of every promise."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grandlivre.errors import ConfigError
from grandlivre.outlook.bands import bands_of
from grandlivre.outlook.conditions import words_of
from grandlivre.outlook.drivers import USED
from grandlivre.outlook.model import Outlook, ProjectOptions, Scenario, Series
from grandlivre.outlook.promises import promise_odds
from grandlivre.outlook.simulate import OUTCOMES
from grandlivre.outlook.system import System, system_of
from grandlivre.outlook.tally import REPLICATES, Share, Tally, merged, scales, tallied
from grandlivre.programme.model import Plan
from grandlivre.reference.parameters.model import Parameter


def project(
    plan: Plan,
    parameters: Mapping[str, Parameter],
    scenario: Scenario,
    options: ProjectOptions | None = None,
) -> Outlook:
    """Project a plan under a scenario.

    Parameters
    ----------
    plan
        What the ledger would build.
    parameters
        Assumptions by name.
    scenario
        What replaces some of them.
    options
        Draws, seed, horizon, conditions, and how the work is spread: none of the latter changes
        the result by a bit.

    Returns
    -------
    Outlook
        With a series for every scope and outcome asked for.

    Raises
    ------
    ConfigError
        Where a name is unknown, or no draw meets the conditions.

    Notes
    -----
    Assumptions are drawn by `REPLICATES` independent scrambles of a Sobol sequence, whose spread
    gives the errors of means; what differs from phase to phase by counter-based noise that belongs
    to the phase, mirrored in every other draw (antithetic). The same seed gives the same draws
    under any scenario (common random numbers). The model's equations are in
    ``docs/explanation/outlook.md``.
    """
    options = options or ProjectOptions()
    if options.draws < 2 * REPLICATES:
        raise ConfigError(
            f"{options.draws} draws are too few", remedy=f"ask for {2 * REPLICATES} or more"
        )
    system = system_of(plan, parameters, scenario, options)
    if not system.phases:
        raise ConfigError(
            "the plan builds nothing",
            remedy="give a plan with at least one phase",
            code="nothing_built",
        )
    by_group, by_phase = scales(system, options.seed)
    shares = [
        Share(
            system=system, draws=options.draws, seed=options.seed, replicates=replicates,
            given=options.given, scale=by_group, promise_scale=by_phase,
            threads=max(options.threads, 1),
        )
        for replicates in _parted(options.shares)
    ]  # fmt: skip
    tally = _together(shares, options)
    if not tally.kept.sum():
        raise ConfigError(
            "no draw meets the conditions", remedy="ask for more draws, or for a later date"
        )
    return Outlook(
        scenario=scenario,
        as_of=plan.as_of,
        quarters=system.quarters,
        draws=options.draws,
        seed=options.seed,
        given=tuple(words_of(each, plan) for each in options.given),
        kept=int(tally.kept.sum()),
        series=tuple(_series(system, tally, by_group, options)),
        promises=promise_odds(system, tally, by_phase),
        parameters=USED,
    )


def compare(
    plan: Plan,
    parameters: Mapping[str, Parameter],
    scenarios: Sequence[Scenario],
    options: ProjectOptions | None = None,
) -> tuple[Outlook, ...]:
    """Project a plan under several scenarios with common random numbers.

    Draw i has the same uniforms and the same noise under each, so that differences between
    scenarios are far more certain than either.
    """
    return tuple(project(plan, parameters, scenario, options) for scenario in scenarios)


def _parted(shares: int) -> list[tuple[int, ...]]:
    """Replicates in shares of about the same size."""
    count = min(max(shares, 1), REPLICATES)
    return [tuple(part.tolist()) for part in np.array_split(np.arange(REPLICATES), count)]


def _together(shares: Sequence[Share], options: ProjectOptions) -> Tally:
    """All shares' tallies merged as they come."""
    whole: Tally | None = None
    done = 0
    for share, tally in zip(shares, options.mapper(tallied, shares), strict=True):
        whole = tally if whole is None else merged((whole, tally))
        done += sum(
            options.draws // REPLICATES + (each < options.draws % REPLICATES)
            for each in share.replicates
        )
        if options.told:
            options.told(done, options.draws)
    assert whole is not None
    return whole


def _series(
    system: System, tally: Tally, scale: np.ndarray, options: ProjectOptions
) -> Iterator[Series]:
    for index, group in enumerate(system.groups):
        if group.scope not in options.scopes:
            continue
        for row, outcome in enumerate(OUTCOMES):
            if outcome in options.outcomes:
                yield Series(
                    outcome=outcome,
                    scope=group.scope,
                    of=group.of,
                    title=group.title,
                    bands=bands_of(
                        tally.counts[index, row], tally.ends[index, row],
                        tally.sums[:, index, row], tally.kept, float(scale[index, row]),
                    ),
                )  # fmt: skip
