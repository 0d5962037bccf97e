"""The plan and the draws as columns, the form in which the kernel reads them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]

OWN, FROM_MONEY, FROM_ACCELERATORS, FROM_POWER = 0, 1, 2, 3
"""What a phase's figure is worked out from in a draw: itself, or another figure of the phase."""

POWER, FILLED, ACCELERATORS, FLOPS, DRAWN = range(5)
"""Columns of what the kernel adds up: MW energised, MW filled, accelerators, PFLOP/s, euros."""
COLUMNS = 5

WITHDRAWN, REDUCED, LATE, UNCONNECTED, UNBUILT, UNSERVED = range(6)
"""Why a promise is missed: not realised, smaller, its own dates slip, the connection is late,
the yearly caps on building and money hold it back, those on the grid or an earlier phase do."""
CAUSES = 6


class Build(NamedTuple):
    """Phases, sorted by project and order, with their projects, sites and groups."""

    phase_start: Ints
    """(J + 1,): phases of project j are ``phase_start[j]`` to ``phase_start[j + 1]``."""
    project_key: Keys
    is_cancelled: Flags
    can_be_taken_over: Flags
    site: Ints
    """(P,)"""
    is_first: Flags
    """(P,): of its project."""
    phase_key: Keys
    kind: Ints
    """(P,): place in `ProjectClass`."""
    gate: Ints
    """(P,): place in `GATES`."""
    plan_years: Floats
    """(P,): from `as_of` to the promised date; NaN where no text promises one."""
    is_built_here: Flags
    """(P,): needs a building and a grid connection of its own."""
    is_load: Flags
    """(P,): its megawatts are drawn from the grid; False for generation."""
    is_capped: Flags
    """(P,): the yearly caps hold for it."""
    mw: Floats
    """(P, 3): least, best, most."""
    mw_from: Ints
    capex: Floats
    """(P, 3), euros."""
    capex_from: Ints
    accelerators: Floats
    """(P, 3)"""
    accelerators_from: Ints
    kw_factor: Floats
    """(P,): site power of its generation over that of the accelerator of unknown generation."""
    pflops: Floats
    """(P,): dense bf16 PFLOP/s of one of its accelerators."""
    includes_it: Flags
    promised_quarter: Ints
    """(P,): -1 where no date is promised."""
    promised_mw: Floats
    """(P,): what is enough to keep the promise; 0 where any power will do."""
    site_key: Keys
    is_fast_track: Flags
    tranche_start: Ints
    """(S + 1,)"""
    tranche_mw: Floats
    """Power available in all from then on."""
    tranche_years: Floats
    """From `as_of`; NaN where the contract names no date."""
    own_start: Ints
    """(P + 1,): groups of phase p, with its weight in each."""
    own_group: Ints
    own_weight: Floats
    taken_start: Ints
    """(P + 1,): groups of phase p where another promoter has taken the site over."""
    taken_group: Ints
    groups: int
    offset_years: float
    """From the first quarter's start to `as_of`."""
    quarter_year: Ints
    """(Q,): years since the first, by quarter."""
    as_promised: bool


class Draws(NamedTuple):
    """Assumptions in each of n draws, and the tables by which phases differ."""

    number: Keys
    """(n,): which draw it is, the key of its noise."""
    is_mirrored: Flags
    """(n,): its noise is the mirror image of that of the draw with the same number."""
    nation_odds: Floats
    nation_delay: Floats
    nation_overrun: Floats
    nation_scope: Floats
    """(n,): standard normal."""
    odds: Floats
    """(n, gates, classes)"""
    caps: Floats
    """(n, years, 4): grid MW, building MW, accelerators, euros."""
    odds_taken_over: Floats
    odds_correlation: Floats
    share_nation: Floats
    share_site: Floats
    secure_years: Floats
    permit_years: Floats
    connection_years: Floats
    """(n, 2): ordinary, fast track."""
    construction_years: Floats
    fill_quarters: Floats
    phase_gap_years: Floats
    takeover_delay_years: Floats
    all_in_kw: Floats
    capex_hosting: Floats
    """(n,), euros for a megawatt."""
    capex_all_in: Floats
    share_it: Floats
    delay_table: Floats
    overrun_table: Floats
    scope_table: Floats
    """Quantiles at the standard normal's values `TABLE_Z`."""
    seed: np.uint64


class Found(NamedTuple):
    """What the kernel finds of n draws."""

    changes: Floats
    """(groups, COLUMNS, Q + 1, n): what is added in each quarter; the first is what stands at
    `as_of`."""
    passed: NDArray[np.int16]
    """(n, P, 4): quarter of connection, building, energising, filling; Q for none."""
    promised: Floats
    """(n, P): MW energised by the promised date, or at the end where there is none."""
    final: Floats
    """(n, P): MW energised at the end."""
    causes: NDArray[np.uint8]
    """(n, P): a bit for each cause of a missed promise."""


TABLE_END = 8.25
"""The tables of quantiles reach this many standard deviations either way."""
TABLE_STEPS = 8192
