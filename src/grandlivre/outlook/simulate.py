"""A system simulated under given assumptions: the door between columns and compiled loops."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Draws, Factors, Flags, Floats, Found, Ints, Keys, State
from grandlivre.outlook.drivers import FACTORS, NATION_ODDS, uniforms_of, values
from grandlivre.outlook.model import Outcome
from grandlivre.outlook.system import KINDS, System
from grandlivre.outlook.tables import by_normal, normals
from grandlivre.programme.model import GATES, Gate
from grandlivre.reference.parameters.quantiles import standard_normal

OUTCOMES = tuple(Outcome)
AT_END, MEAN, CHANGE = range(3)
# The column that an outcome is read from, and how: at the quarter's end, the mean of its two
# ends, or what the quarter adds.
_RECIPES: Mapping[Outcome, tuple[int, int]] = {
    Outcome.POWER: (arrays.POWER, AT_END),
    Outcome.ACCELERATORS: (arrays.ACCELERATORS, AT_END),
    Outcome.PEAK_FLOPS: (arrays.FLOPS, AT_END),
    Outcome.DELIVERED_FLOPS: (arrays.FLOPS, AT_END),
    Outcome.ACCELERATOR_HOURS: (arrays.ACCELERATORS, MEAN),
    Outcome.ENERGY: (arrays.FILLED, MEAN),
    Outcome.CARBON_LOCATION: (arrays.FILLED, MEAN),
    Outcome.CARBON_MARKET: (arrays.FILLED, MEAN),
    Outcome.WATER: (arrays.FILLED, MEAN),
    Outcome.DRAWN: (arrays.DRAWN, CHANGE),
    Outcome.DRAWN_TO_DATE: (arrays.DRAWN, AT_END),
    Outcome.JOBS: (arrays.POWER, AT_END),
}
# Columns of draws that are parameters as they come.
_SAME = {
    "odds_taken_over": "odds_taken_over",
    "secure_years": "secure_years",
    "permit_years": "permit_years",
    "connection_ordinary": "connection_years_ordinary",
    "connection_fast": "connection_years_fast_track",
    "fill_quarters": "fill_quarters",
    "phase_gap_years": "phase_gap_years",
    "takeover_delay_years": "takeover_delay_years",
    "all_in_kw": "all_in_power_kw",
    "share_it": "share_it_of_capex",
}
FLOWS = tuple(each for each in OUTCOMES if _RECIPES[each][1] != AT_END)
"""Outcomes of a quarter, which add up over quarters; the others are states at its end."""
_PETA = 1e15
_BLOCK = 512
_YEAR = 4


def evaluate(
    system: System, uniforms: Floats, names: Sequence[str], noise_seed: int, *, threads: int = 2
) -> dict[Outcome, Floats]:
    """Outcomes of the whole plan at the horizon, under assumptions of one's own choice.

    Parameters
    ----------
    system
        What is projected (`system_of`).
    uniforms
        Shape (n, k): in row i, each assumption is at its quantile at this uniform.
    names
        The k columns' names, any of `drivers.FACTORS`; the others stand at their medians.
    noise_seed
        What differs from phase to phase: the same for the same row number and seed, whatever
        the assumptions are.

    Returns
    -------
    dict
        Arrays of shape (n,): states at the end of the last quarter; what a quarter adds, summed
        over the last four; euros drawn to date.

    Raises
    ------
    ConfigError
        Where a name is no factor of the projection.
    """
    every = uniforms_of(names, uniforms)
    parts = [(start, every[start : start + _BLOCK]) for start in range(0, len(every), _BLOCK)]

    def part(each: tuple[int, Floats]) -> dict[Outcome, Floats]:
        start, rows = each
        number = np.arange(start, start + len(rows), dtype=np.uint64)
        return _at_horizon(system, rows, number, noise_seed)

    if threads > 1 and len(parts) > 1:
        part(parts[0])  # compiled once, before threads would all compile it
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(part, parts))
    else:
        found = [part(each) for each in parts]
    return {outcome: np.concatenate([each[outcome] for each in found]) for outcome in OUTCOMES}


def _at_horizon(
    system: System, uniforms: Floats, number: Keys, noise_seed: int
) -> dict[Outcome, Floats]:
    mirrored = np.zeros(len(number), dtype=np.bool_)
    draws, known = draws_of(system, uniforms, number, mirrored, noise_seed)
    found = simulate(system, draws)
    series = outcomes_of(system, found, known)
    return {
        outcome: rows[-_YEAR:].sum(axis=0) if outcome in FLOWS else rows[-1]
        for outcome, rows in zip(OUTCOMES, series[0], strict=True)
    }


class Room:
    """Memory for some draws at a time, used again and again."""

    def __init__(self, system: System, draws: int) -> None:
        phases, quarters = len(system.phases), len(system.quarters)
        self.never = quarters
        self.state = state_of(system)
        self.found = Found(
            changes=np.empty((draws, system.build.cells, quarters + 1, arrays.COLUMNS)),
            passed=np.empty((draws, phases, 4), dtype=np.int16),
            promised=np.empty((draws, phases)),
            final=np.empty((draws, phases)),
            causes=np.empty((draws, phases), dtype=np.uint8),
        )

    def emptied(self, draws: int) -> Found:
        """Room for so many draws, as before anything is built: all withdrawn, nothing passed."""
        whole = self.found
        found = Found(
            changes=whole.changes[:draws],
            passed=whole.passed[:draws],
            promised=whole.promised[:draws],
            final=whole.final[:draws],
            causes=whole.causes[:draws],
        )
        for each in (found.changes, found.promised, found.final):
            each.fill(0.0)
        found.passed.fill(self.never)
        found.causes.fill(1 << arrays.WITHDRAWN)
        return found


def simulate(system: System, draws: Draws, room: Room | None = None) -> Found:
    """Run the compiled loops over some draws.

    Parameters
    ----------
    system, draws
        What is projected, and under which assumptions.
    room
        Where it is to be found: what is found for one run of draws is then there until the next.
        Fresh memory costs more than the loops that fill it.
    """
    # Imported here: numba takes a second, and only projections need it.
    from grandlivre.outlook.compiled.run import project

    n = len(draws.rows)
    room = room or Room(system, n)
    found = room.emptied(n)
    project(system.build, draws, room.state, found)
    return found


def sized(system: System, draws: Draws) -> Floats:
    """What each phase is in each draw, whenever it comes.

    Returns
    -------
    Floats
        Shape (n, P, 4): MW, accelerators, euros of building, euros of accelerators.
    """
    from grandlivre.outlook.compiled.sizes import sizes

    found = np.zeros((len(draws.rows), len(system.phases), 4))
    sizes(system.build, draws, state_of(system), found)
    return found


def state_of(system: System) -> State:
    """Room for one draw's phases and sites."""
    phases, quarters = len(system.phases), len(system.build.quarter_year)
    return State(
        phases=np.zeros(phases, dtype=arrays.PHASE_STATE),
        sites=np.zeros(len(system.build.sites), dtype=arrays.SITE_STATE),
        tranche=np.zeros(len(system.build.tranches)),
        bins=np.zeros(arrays.STARTS + 1, dtype=np.int64),
        order=np.zeros(phases, dtype=np.int64),
        waking=np.zeros(quarters, dtype=np.int64),
        after=np.zeros(phases, dtype=np.int64),
        at_work=np.zeros(phases, dtype=np.int64),
    )


def outcomes_of(system: System, found: Found, known: Mapping[str, Floats]) -> Floats:
    """Every outcome of every group in every draw, for small systems and tests.

    Returns
    -------
    Floats
        Shape (groups, outcomes, Q, n), in the order of `OUTCOMES`.
    """
    changes, mix = found.changes, system.build.mix
    if mix.size:
        changes = np.einsum("gc,ncqk->ngqk", mix, changes)
    levels = np.moveaxis(np.cumsum(changes, axis=2), 0, 3)
    by = factors_of(system, known)
    result = np.empty((levels.shape[0], len(OUTCOMES), levels.shape[1] - 1, levels.shape[3]))
    for row, (column, reading) in enumerate(recipes()):
        before, after = levels[:, :-1, column], levels[:, 1:, column]
        read = (after, 0.5 * (before + after), after - before)[reading]
        result[:, row] = read * by.of_draw[row] * by.of_quarter[row][:, None]
    return result


def recipes() -> Ints:
    """Column and reading of each outcome, (outcomes, 2), for the compiled counting."""
    return np.array([_RECIPES[each] for each in OUTCOMES], dtype=np.int64)


def factors_of(system: System, known: Mapping[str, Floats]) -> Factors:
    """What an outcome's column is multiplied by.

    Notes
    -----
    Energy is the mean power of filled phases times the load factor times the quarter's hours;
    carbon is energy times its intensity; water is computing energy (energy over PUE) times the
    water usage effectiveness; delivered FLOP/s is the peak times the share of accelerator-hours
    that are used times the model FLOP/s utilisation.
    """
    one, load = np.ones(len(known["pue"])), known["load_factor"]
    by = {
        Outcome.POWER: one,
        Outcome.ACCELERATORS: one,
        Outcome.PEAK_FLOPS: _PETA * one,
        Outcome.DELIVERED_FLOPS: _PETA * known["utilisation_share"] * known["mfu_share"],
        Outcome.ACCELERATOR_HOURS: known["utilisation_share"],
        Outcome.ENERGY: load,
        Outcome.CARBON_LOCATION: load * known["carbon_location_g_per_kwh"] / 1e3,
        Outcome.CARBON_MARKET: load * known["carbon_market_g_per_kwh"] / 1e3,
        Outcome.WATER: load / known["pue"] * known["wue_l_per_kwh"],
        Outcome.DRAWN: one,
        Outcome.DRAWN_TO_DATE: one,
        Outcome.JOBS: known["jobs_per_mw"],
    }
    hours = [
        system.hours if _RECIPES[each][1] == MEAN else np.ones_like(system.hours)
        for each in OUTCOMES
    ]
    return Factors(of_draw=np.stack([by[each] for each in OUTCOMES]), of_quarter=np.stack(hours))


def draws_of(
    system: System, uniforms: Floats, number: Keys, mirrored: Flags, seed: int
) -> tuple[Draws, Mapping[str, Floats]]:
    """Assumptions in each draw, as the kernel reads them, and by name.

    Parameters
    ----------
    uniforms
        Shape (n, len(FACTORS)).
    number, mirrored
        (n,): key of each draw's noise, and whether it is the mirror image of that noise.
    seed
        Of the noise.
    """
    known = values(system.distributions, uniforms)
    nation, site = known["delay_share_nation"], known["delay_share_site"]
    both = np.maximum(nation + site, 1.0)
    nation, site, odds = nation / both, site / both, known["odds_correlation"]
    rows = np.zeros(len(uniforms), dtype=arrays.DRAW)
    rows["number"], rows["mirror"] = number, np.where(mirrored, np.uint64(2**53 - 1), np.uint64(0))
    rows["nation_odds"] = _factor(uniforms, NATION_ODDS)
    rows["nation_delay"] = _factor(uniforms, "delay_ratio")
    rows["nation_overrun"] = _factor(uniforms, "cost_overrun_ratio")
    rows["nation_scope"] = _factor(uniforms, "scope_delivered_share")
    rows["root_nation"], rows["root_site"] = np.sqrt(nation), np.sqrt(site)
    rows["root_phase"] = np.sqrt(np.maximum(0.0, 1.0 - nation - site))
    rows["root_rest"] = np.sqrt(1.0 - nation)
    rows["root_odds"], rows["root_odds_own"] = np.sqrt(odds), np.sqrt(1.0 - odds)
    rows["construction_years"] = known["construction_months"] / 12
    rows["capex_hosting"] = known["capex_hosting_meur_per_mw"] * 1e6
    rows["capex_all_in"] = known["capex_all_in_meur_per_mw"] * 1e6
    for column, name in _SAME.items():
        rows[column] = known[name]
    draws = Draws(
        rows=rows,
        odds=_odds(known),
        caps=_caps(system, known),
        delay_table=by_normal(system.distributions["delay_ratio"]),
        overrun_table=by_normal(system.distributions["cost_overrun_ratio"]),
        scope_table=by_normal(system.distributions["scope_delivered_share"]),
        normal_table=normals(),
        seed=np.uint64(seed % 2**64),
    )
    return draws, known


def _factor(uniforms: Floats, name: str) -> Floats:
    """A standard normal factor, by the uniforms of its name."""
    return standard_normal(np.clip(uniforms[:, FACTORS.index(name)], 2**-53, 1 - 2**-53))


def _odds(known: Mapping[str, Floats]) -> Floats:
    """Probability of ever being energised, (n, gates, classes), by the gate's odds and a ratio."""
    stands = np.ones_like(known["odds_built"])
    by_gate = [stands if gate is Gate.FILLED else known[f"odds_{gate.value}"] for gate in GATES]
    odds = np.stack(by_gate, axis=1)[:, :, None]
    ratio = np.stack([known[f"odds_ratio_{kind.value}"] for kind in KINDS], axis=1)[:, None, :]
    return np.asarray(odds * ratio / (1 - odds + odds * ratio))


def _caps(system: System, known: Mapping[str, Floats]) -> Floats:
    """What each year allows: (n, years, 4)."""
    first = np.stack(
        [
            known["cap_grid_mw_per_year"],
            known["cap_building_mw_per_year"],
            known["cap_accelerators_per_year"],
            known["cap_finance_beur_per_year"] * 1e9,
        ],
        axis=1,
    )
    years = np.arange(int(system.build.quarter_year[-1]) + 1)
    growth = np.maximum(1 + known["cap_growth_per_year"], 0.0)
    return np.asarray(first[:, None, :] * (growth[:, None] ** years)[:, :, None])
