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
TABLE_STEPS = 8192

TILE = 8
"""Draws whose changes stand side by side: one line of the processor's cache."""

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
MEMBER = np.dtype([("group", "i8"), ("weight", "f8")])
DRAW = np.dtype(
    [
        ("number", "u8"),  # key of its noise
        ("is_mirrored", "?"),  # its noise is the mirror image of that of the same number
        # Standard normal factors that the nation shares.
        ("nation_odds", "f8"), ("nation_delay", "f8"),
        ("nation_overrun", "f8"), ("nation_scope", "f8"),
        ("odds_taken_over", "f8"), ("odds_correlation", "f8"),
        ("share_nation", "f8"), ("share_site", "f8"),
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
        ("realised", "i8"),  # by nobody, by its promoter, by another that took its site over
        ("ready", "f8"),  # when its building would be complete, if nothing is short
        ("duration", "f8"),  # years of building
        ("connected", "f8"),  # when the connection is complete; 0 where tranches decide
        ("mw", "f8"), ("accelerators", "f8"),
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
    """Groups of each phase, with its weight in each (`MEMBER`); then its groups where another
    promoter has taken the site over."""
    quarter_year: Ints
    """(Q,): years since the first, by quarter."""
    groups: int
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
    seed: np.uint64


class State(NamedTuple):
    """One draw's phases and sites while it is simulated."""

    phases: Records
    sites: Records
    tranche: Floats
    """When each tranche is there."""
    left: Floats
    """(4,): what is left of the year's caps."""
    order: Ints
    """(P,): phases that are realised, those first that are ready first."""
    merged: Ints
    """(P,): room to sort them."""
    quarter: Ints
    """(P,): when there is first something to do, by place in that order."""
    woken: Ints
    """(Q + 3,): where in `waking` the phases of a quarter begin."""
    waking: Ints
    """(P,): places in that order, by the quarter in which they wake."""
    at_work: Ints
    """(P,): places in that order of the phases that are being built, energised or filled."""


class Found(NamedTuple):
    """What the compiled loops find of n draws."""

    changes: Floats
    """(tiles, groups, COLUMNS, Q + 1, TILE): what is added in each quarter; the first is what
    stands at `as_of`. Draws stand in tiles, so that what one draw adds stays in the cache."""
    passed: NDArray[np.int16]
    """(n, P, 4): quarter of connection, building, energising, filling; Q for none."""
    promised: Floats
    """(n, P): MW energised by the promised date, or at the end where there is none."""
    final: Floats
    """(n, P): MW energised at the end."""
    causes: NDArray[np.uint8]
    """(n, P): a bit for each cause of a missed promise."""
