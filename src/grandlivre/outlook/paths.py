"""One project draw by draw and year by year: what a financing is worked out from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from grandlivre.errors import ConfigError
from grandlivre.ledger.model import Words
from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Floats, Found
from grandlivre.outlook.conditions import kept
from grandlivre.outlook.model import ProjectOptions, Scenario, Scope
from grandlivre.outlook.simulate import simulate, sized
from grandlivre.outlook.system import System, system_of
from grandlivre.outlook.tally import REPLICATES, block_size, blocks_of, drawn, draws_in
from grandlivre.programme.model import Phase, Plan
from grandlivre.reference.parameters.model import Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPaths:
    """One project or site over the draws; axes: ``phase``, ``draw``, ``year``."""

    of: str
    """Id of the project or site."""
    title: Words
    phases: tuple[Phase, ...]
    years: tuple[int, ...]
    """Calendar years; the first counts from the plan's day on."""
    power_mw: Floats
    """Energised at the end of the year."""
    filled_mw: Floats
    """Power of halls that hold running accelerators, mean of the year."""
    accelerators: Floats
    """Running, mean of the year."""
    accelerators_at_end: Floats
    shell_eur: Floats
    """Drawn in the year for building, power and cooling."""
    equipment_eur: Floats
    """Drawn in the year for accelerators, as far as the announced money pays for them."""
    assumptions: Mapping[str, Floats]
    """(draw,): every assumption of the projection in each draw, by name."""
    draws: int
    """How many were made; those that met the conditions are kept."""

    @property
    def kept(self) -> int:
        """How many draws the arrays hold."""
        return int(self.power_mw.shape[1])


def paths(
    plan: Plan,
    parameters: Mapping[str, Parameter],
    scenario: Scenario,
    options: ProjectOptions,
    of: str,
) -> ProjectPaths:
    """The draws of one project, with all others beside it.

    Parameters
    ----------
    plan, parameters, scenario, options
        As for `grandlivre.outlook.project`: the draws are the same, to the bit.
    of
        Id of a project, whose first promoter's build is told; or of a site, whoever builds.

    Returns
    -------
    ProjectPaths

    Raises
    ------
    ConfigError
        Where the plan has no phase there, or no draw meets the conditions.

    Notes
    -----
    Money drawn is parted by what it pays for: accelerators are paid for as they are filled in, so
    that in each quarter their part is the share filled in it times the phase's euros of
    accelerators, and the rest is building.
    """
    system, chosen = _narrowed(system_of(plan, parameters, scenario, _narrow(options)), of)
    parts: list[list[Floats]] = []
    known: list[Mapping[str, Floats]] = []
    for replicate in range(REPLICATES):
        for block in blocks_of(draws_in(options.draws, replicate), block_size(system)):
            if not block[1]:
                continue
            draws, values = drawn(system, options.seed, replicate, block)
            found = simulate(system, draws)
            mask = kept(options.given, system, found.passed)
            sizes = sized(system, draws)[:, chosen]
            parts.append([each[:, mask] for each in _yearly(system, found, sizes)])
            known.append({name: each[mask] for name, each in values.items()})
    columns = [np.concatenate(column, axis=1) for column in zip(*parts, strict=True)]
    if not columns or not columns[0].shape[1]:
        raise ConfigError(
            "no draw meets the conditions", remedy="ask for more draws, or for a later date"
        )
    power, filled, running, at_end, shell, equipment = columns
    return ProjectPaths(
        of=of,
        title=_title(plan, of),
        phases=tuple(system.phases[each] for each in chosen),
        years=tuple(sorted({int(each[:4]) for each in system.quarters})),
        power_mw=power,
        filled_mw=filled,
        accelerators=running,
        accelerators_at_end=at_end,
        shell_eur=shell,
        equipment_eur=equipment,
        assumptions={name: np.concatenate([each[name] for each in known]) for name in known[0]},
        draws=options.draws,
    )


def _narrow(options: ProjectOptions) -> ProjectOptions:
    return replace(options, scopes=(Scope.ALL,))


def _narrowed(system: System, of: str) -> tuple[System, list[int]]:
    """The system with a group for each phase of one project or site, and none else."""
    chosen = [
        index for index, phase in enumerate(system.phases) if of in (phase.project, phase.site)
    ]
    if not chosen:
        raise ConfigError(
            f"the plan builds nothing called {of}", remedy="name a project or site with phases"
        )
    is_site = of == system.phases[chosen[0]].site
    phases = system.build.phases.copy()
    for name in ("own_first", "own_last", "taken_first", "taken_last"):
        phases[name] = 0
    members = np.zeros(len(chosen), dtype=arrays.MEMBER)
    members["cell"], members["weight"] = np.arange(len(chosen)), 1.0
    for group, index in enumerate(chosen):
        # What another promoter builds on the site is the site's, not the project's.
        for kind in ("own", "taken") if is_site else ("own",):
            phases[f"{kind}_first"][index], phases[f"{kind}_last"][index] = group, group + 1
    build = system.build._replace(
        phases=phases, members=members, cells=len(chosen), mix=np.zeros((0, 0))
    )
    return replace(system, build=build), chosen


def _yearly(system: System, found: Found, sizes: Floats) -> list[Floats]:
    """Columns of (phase, draw, year), from changes by quarter.

    `sizes` is (draw, phase, 4), of `grandlivre.outlook.simulate.sized`.
    """
    # (phase, column, draw, quarter + 1); the first is what stands already.
    changes = np.ascontiguousarray(found.changes.transpose(1, 3, 0, 2))
    levels = np.cumsum(changes, axis=3)
    mw, equipment = sizes[:, :, 0].T[:, :, None], sizes[:, :, 3].T[:, :, None]
    filled = np.divide(
        changes[:, arrays.FILLED, :, 1:], mw, out=np.zeros_like(changes[:, 0, :, 1:]), where=mw > 0
    )
    paid = filled * equipment
    shell = np.maximum(changes[:, arrays.DRAWN, :, 1:] - paid, 0.0)
    means = 0.5 * (levels[..., :-1] + levels[..., 1:]) * _weights(system)
    last = _last_quarters(system)
    return [
        levels[:, arrays.POWER, :, 1:][..., last],
        _summed(means[:, arrays.FILLED], system),
        _summed(means[:, arrays.ACCELERATORS], system),
        levels[:, arrays.ACCELERATORS, :, 1:][..., last],
        _summed(shell, system),
        _summed(paid, system),
    ]


def _weights(system: System) -> Floats:
    """Each quarter's part of a year's hours, (Q,)."""
    hours: Floats = system.hours / np.where(_leap(system), 8784.0, 8760.0)
    return hours


def _leap(system: System) -> NDArray[np.bool_]:
    years = np.array([int(each[:4]) for each in system.quarters])
    return np.asarray((years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0)))


def _starts(system: System) -> NDArray[np.int64]:
    """Where each year's quarters begin."""
    years = np.array([int(each[:4]) for each in system.quarters])
    return np.flatnonzero(np.diff(years, prepend=years[0] - 1))


def _last_quarters(system: System) -> NDArray[np.int64]:
    return np.append(_starts(system)[1:], len(system.quarters)) - 1


def _summed(values: Floats, system: System) -> Floats:
    summed: Floats = np.add.reduceat(values, _starts(system), axis=-1)
    return summed


def _title(plan: Plan, of: str) -> Words:
    titles = {site.id: site.title for site in plan.sites}
    titles |= {project.id: project.title for project in plan.projects}
    return titles[of]
