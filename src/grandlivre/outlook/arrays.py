"""The plan and the draws as columns, the form in which the compiled loops read them.

Rows are records of a few tables rather than one array a field: the compiled code is the same,
and compiling it takes a tenth of the time.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Records = NDArray[np.void]

OWN, FROM_MONEY, FROM_ACCELERATORS, FROM_POWER = 0, 1, 2, 3
"""What a phase's figure is worked out from in a draw: itself, or another figure of the phase."""

POWER, FILLED, ACCELERATORS, FLOPS, DRAWN = range(5)
"""Columns of what the kernel adds up: MW energised, MW filled, accelerators, PFLOP/s, euros."""
COLUMNS = 5

WITHDRAWN, REDUCED, LATE, UNCONNECTED, UNBUILT, UNSERVED = range(6)
"""Why a promise is missed: not realised, smaller, its own dates slip, the connection is late,
the yearly caps on building and money hold it back, those on the grid or an earlier phase do."""
CAUSES = 6

TABLE_END = 8.25
"""The tables of quantiles reach this many standard deviations either way."""
TABLE_STEPS = 2048

NORMAL_OCTAVES, NORMAL_CELLS = 53, 64
"""The table of the normal quantile: from 2⁻⁵⁴ to one half, cells in each doubling."""

STARTS = 512
"""Bins of an eighth of a year by which phases are sorted before those in one bin are."""

PROJECT = np.dtype(
    [
        ("first", "i8"), ("last", "i8"),  # its phases are first to last - 1
        ("key", "u8"), ("is_cancelled", "?"), ("can_be_taken_over", "?"),
    ],
    align=True,
)  # fmt: skip
PHASE = np.dtype(
    [
        ("site", "i8"), ("key", "u8"),
        ("kind", "i8"),  # place in ProjectClass
        ("gate", "i8"),  # place in GATES
        ("is_first", "?"),  # of its project
        ("is_built_here", "?"),  # needs a building and a grid connection of its own
        ("is_load", "?"),  # draws power from the grid; False for generation
        ("is_capped", "?"),  # the yearly caps hold for it
        ("includes_it", "?"),
        ("plan_years", "f8"),  # from as_of to the promised date; NaN where none is promised
        ("mw_low", "f8"), ("mw", "f8"), ("mw_high", "f8"), ("mw_from", "i8"),
        ("capex_low", "f8"), ("capex", "f8"), ("capex_high", "f8"), ("capex_from", "i8"),
        ("chips_low", "f8"), ("chips", "f8"), ("chips_high", "f8"), ("chips_from", "i8"),
        ("kw_factor", "f8"),  # its generation's site power over that of the unknown generation
        ("pflops", "f8"),  # dense bf16 peak of one of its accelerators
        ("promised_quarter", "i8"),  # -1 where no date is promised
        ("promised_mw", "f8"),  # enough to keep the promise; 0 where any power will do
        ("own_first", "i8"), ("own_last", "i8"),  # rows of `members`
        ("taken_first", "i8"), ("taken_last", "i8"),
    ],
    align=True,
)  # fmt: skip
SITE = np.dtype(
    [("key", "u8"), ("is_fast_track", "?"), ("first", "i8"), ("last", "i8")],  # its tranches
    align=True,
)
TRANCHE = np.dtype(
    [
        ("mw", "f8"),  # power available in all from then on
        ("years", "f8"),  # from as_of; NaN where the contract names no date
    ]
)
MEMBER = np.dtype([("cell", "i8"), ("weight", "f8")])
DRAW = np.dtype(
    [
        ("number", "u8"),  # key of its noise
        ("mirror", "u8"),  # 53 ones where its noise is the mirror image of that of the same number
        # Standard normal factors that the nation shares.
        ("nation_odds", "f8"), ("nation_delay", "f8"),
        ("nation_overrun", "f8"), ("nation_scope", "f8"),
        ("odds_taken_over", "f8"),
        # Square roots of the shares of delays and odds that nation, site and phase have.
        ("root_nation", "f8"), ("root_site", "f8"), ("root_phase", "f8"), ("root_rest", "f8"),
        ("root_odds", "f8"), ("root_odds_own", "f8"),
        ("secure_years", "f8"), ("permit_years", "f8"),
        ("connection_ordinary", "f8"), ("connection_fast", "f8"),
        ("construction_years", "f8"), ("fill_quarters", "f8"),
        ("phase_gap_years", "f8"), ("takeover_delay_years", "f8"),
        ("all_in_kw", "f8"), ("capex_hosting", "f8"), ("capex_all_in", "f8"),  # euros per MW
        ("share_it", "f8"),
    ],
    align=True,
)  # fmt: skip
PHASE_STATE = np.dtype(
    [
        ("phase", "i8"), ("project", "i8"), ("site", "i8"),  # rows of the plan's tables
        ("before", "i8"),  # place here of its project's phase before it; -1 for none
        ("due", "i8"),  # quarter of its promise; -1 for none
        ("first", "i8"), ("last", "i8"),  # rows of `members`
        ("is_own", "?"),  # realised by its promoter; else by another that took its site over
        ("is_capped", "?"), ("has_contract", "?"),
        ("ready", "f8"),  # when its building would be complete, if nothing is short
        ("duration", "f8"),  # years of building
        ("connected", "f8"),  # when the connection is complete; 0 where tranches decide
        ("mw", "f8"),
        ("load_mw", "f8"),  # the same, 0 for generation
        ("new_mw", "f8"),  # what must be built and connected for it
        ("accelerators", "f8"), ("pflops", "f8"),
        ("shell", "f8"),  # euros of building, spent as it progresses
        ("equipment", "f8"),  # euros of accelerators, spent as they are filled in
        ("built", "f8"), ("energised", "f8"), ("filled", "f8"),  # shares
    ],
    align=True,
)  # fmt: skip
SITE_STATE = np.dtype(
    [
        ("normal", "f8"),  # its own factor of delays
        ("mw", "f8"),  # energised, against its contract
        ("beyond", "f8"),  # when there is more than the contract's tranches
    ]
)


class Build(NamedTuple):
    """Phases sorted by project and order, with their projects, sites and groups."""

    projects: Records
    phases: Records
    sites: Records
    tranches: Records
    members: Records
    """Cells that each phase adds to, with its weight in each (`MEMBER`); then its cells where
    another promoter has taken the site over."""
    quarter_year: Ints
    """(Q,): years since the first, by quarter."""
    cells: int
    mix: Floats
    """(groups, cells): the share of each cell in a group; (0, 0) where each is its own."""
    offset_years: float
    """From the first quarter's start to `as_of`."""
    as_promised: bool


class Draws(NamedTuple):
    """Assumptions in each of n draws, and the tables by which phases differ."""

    rows: Records
    """(n,)"""
    odds: Floats
    """(n, gates, classes)"""
    caps: Floats
    """(n, years, 4): grid MW, building MW, accelerators, euros."""
    delay_table: Floats
    overrun_table: Floats
    scope_table: Floats
    """Quantiles at `TABLE_STEPS` + 1 even values of the standard normal."""
    normal_table: Floats
    """`grandlivre.outlook.tables.normals`."""
    seed: np.uint64


class State(NamedTuple):
    """One draw's phases and sites while it is simulated."""

    phases: Records
    """(P,): those that are realised, in the plan's order."""
    sites: Records
    tranche: Floats
    """When each tranche is there."""
    bins: Ints
    """(STARTS + 1,): room to sort them."""
    order: Ints
    """(P,): places of the realised phases, those first that are ready first."""
    waking: Ints
    """(Q,): the first place in that order of those that wake in a quarter; -1 for none."""
    after: Ints
    """(P,): the next place that wakes in the same quarter; -1 for none."""
    at_work: Ints
    """(P,): places in that order of the phases that are being built, energised or filled."""


class Found(NamedTuple):
    """What the compiled loops find of n draws."""

    changes: Floats
    """(n, cells, Q + 1, COLUMNS): what is added in each quarter; the first is what stands at
    `as_of`. What one phase adds in a quarter stands side by side."""
    passed: NDArray[np.int16]
    """(n, P, 4): quarter of connection, building, energising, filling; Q for none."""
    promised: Floats
    """(n, P): MW energised by the promised date, or at the end where there is none."""
    final: Floats
    """(n, P): MW energised at the end."""
    causes: NDArray[np.uint8]
    """(n, P): a bit for each cause of a missed promise."""


class Factors(NamedTuple):
    """What an outcome's column is multiplied by: one factor by draw, one by quarter."""

    of_draw: Floats
    """(outcomes, n)"""
    of_quarter: Floats
    """(outcomes, Q)"""
