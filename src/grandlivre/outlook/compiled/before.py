"""What is drawn of a plan before time runs: what is realised, how large, and when at best."""

import math
from typing import NamedTuple

import numpy as np

from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Build, Draws, Floats, Ints
from grandlivre.outlook.compiled.noise import (
    DELAY,
    ELAPSED,
    OVERRUN,
    REALISED,
    SCOPE,
    SITE,
    SIZE,
    TAKEN_OVER,
    jit,
    looked_up,
    normal,
    uniform,
)

ANNOUNCED, SECURED, PERMITTED, CONNECTED, BUILT, ENERGISED, FILLED = range(7)
"""Places in `grandlivre.programme.model.GATES`."""
NONE, OWN, TAKEN = range(3)
"""Who realises a phase."""
FULL = 1.0 - 1e-9
"""A share from which nothing is missing."""


class State(NamedTuple):
    """One draw's phases and sites while it is simulated."""

    realised: Ints
    """(P,): by nobody, by its own promoter, by another that took its site over."""
    ready: Floats
    """(P,): when its building would be complete, if nothing is short."""
    duration: Floats
    """(P,): years of building."""
    connected: Floats
    """(P,): when the grid connection is complete; 0 where a contract's tranches decide."""
    mw: Floats
    shell: Floats
    """(P,): euros of building, spent as it progresses."""
    equipment: Floats
    """(P,): euros of accelerators, spent as they are filled in."""
    accelerators: Floats
    built: Floats
    energised: Floats
    filled: Floats
    """(P,): shares of the phase."""
    site_normal: Floats
    site_mw: Floats
    """(S,): energised of a site, against its contract."""
    tranche: Floats
    """(T,): when each tranche is there."""
    beyond: Floats
    """(S,): when there is more than the contract's tranches."""
    left: Floats
    """(4,): what is left of the year's caps."""
    order: Ints
    """(P,): phases not yet filled, those first that are ready first."""


@jit
def sites(b: Build, w: Draws, d: int, base: np.uint64, s: State) -> None:
    """Each site's factor, and when each tranche of its grid contract is there."""
    share = w.share_nation[d]
    usual = looked_up(w.delay_table, 0.0)
    for i in range(len(b.site_key)):
        s.site_mw[i] = 0.0
        s.site_normal[i] = normal(uniform(w, d, base, b.site_key[i], SITE))
        ratio, typical = 1.0, 1.0
        if not b.as_promised:
            z = math.sqrt(share) * w.nation_delay[d] + math.sqrt(1.0 - share) * s.site_normal[i]
            ratio = looked_up(w.delay_table, z)
            typical = ratio / usual
        last = b.offset_years
        more = w.connection_years[d, 1 if b.is_fast_track[i] else 0] * typical
        for t in range(b.tranche_start[i], b.tranche_start[i + 1]):
            if math.isnan(b.tranche_years[t]):
                last += more
            else:
                last = max(last, b.offset_years + b.tranche_years[t] * ratio)
            s.tranche[t] = last
        s.beyond[i] = last + more


@jit
def realise(b: Build, w: Draws, d: int, base: np.uint64, s: State) -> None:
    """Which phases are ever energised, and which withdrawn sites are taken over."""
    rho = w.odds_correlation[d]
    for j in range(len(b.project_key)):
        key = b.project_key[j]
        z = normal(uniform(w, d, base, key, REALISED))
        z = math.sqrt(rho) * w.nation_odds[d] + math.sqrt(1.0 - rho) * z
        level = 0.5 * math.erfc(-z / math.sqrt(2.0))
        odds, first = 1.0, b.phase_start[j]
        for p in range(first, b.phase_start[j + 1]):
            odds = min(odds, w.odds[d, b.gate[p], b.kind[p]])
            own = (b.as_promised or level < odds) and not b.is_cancelled[j]
            stands = b.gate[p] >= ENERGISED
            s.realised[p] = OWN if own or stands else NONE
        if b.phase_start[j + 1] == first or s.realised[first] == OWN or b.as_promised:
            continue
        if b.can_be_taken_over[j] and (
            uniform(w, d, base, key, TAKEN_OVER) < w.odds_taken_over[d]
        ):
            for p in range(first, b.phase_start[j + 1]):
                s.realised[p] = TAKEN


@jit
def _between(spread: Floats, u: float) -> float:
    """Linear between least, best (at one half) and most."""
    if u < 0.5:
        return spread[0] + (spread[1] - spread[0]) * 2.0 * u
    return spread[1] + (spread[2] - spread[1]) * (2.0 * u - 1.0)


@jit
def size(b: Build, w: Draws, d: int, base: np.uint64, p: int, s: State) -> None:
    """A phase's power, accelerators and cost in this draw."""
    if s.realised[p] == NONE:
        s.mw[p] = 0.0
        return
    u = 0.5 if b.as_promised else uniform(w, d, base, b.phase_key[p], SIZE)
    money, chips = _between(b.capex[p], u), _between(b.accelerators[p], u)
    per_mw = w.capex_all_in[d] if b.includes_it[p] else w.capex_hosting[d]
    kw = w.all_in_kw[d] * b.kw_factor[p]
    mw = _between(b.mw[p], u)
    if b.mw_from[p] == arrays.FROM_MONEY:
        mw = money / per_mw
    elif b.mw_from[p] == arrays.FROM_ACCELERATORS:
        mw = chips * kw / 1000.0
    if b.capex_from[p] == arrays.FROM_POWER:
        money = mw * per_mw
    if b.accelerators_from[p] == arrays.FROM_POWER:
        chips = mw * 1000.0 / kw
    scope, overrun = 1.0, 1.0
    if not b.as_promised and b.gate[p] < ENERGISED:
        own = math.sqrt(1.0 - w.share_nation[d])
        shared = math.sqrt(w.share_nation[d])
        z = normal(uniform(w, d, base, b.phase_key[p], OVERRUN))
        overrun = looked_up(w.overrun_table, shared * w.nation_overrun[d] + own * z)
        if b.gate[p] < BUILT:
            z = normal(uniform(w, d, base, b.phase_key[p], SCOPE))
            scope = looked_up(w.scope_table, shared * w.nation_scope[d] + own * z)
    cost = money * scope * overrun
    s.mw[p] = mw * scope
    s.accelerators[p] = chips * scope
    s.equipment[p] = cost * w.share_it[d] if b.includes_it[p] else 0.0
    s.shell[p] = cost - s.equipment[p]


@jit
def _steps(b: Build, w: Draws, d: int, p: int, gate: int, left: float) -> tuple[float, float]:
    """Years left of site, permit and building, and of the grid connection, from a gate.

    Of the step that is under way the share `left` is still to come.
    """
    if not b.is_built_here[p] or gate >= BUILT:
        return 0.0, 0.0
    grid = w.connection_years[d, 1 if b.is_fast_track[b.site[p]] else 0]
    permit, building = w.permit_years[d], w.construction_years[d]
    if gate == ANNOUNCED:
        secure = left * w.secure_years[d]
        return secure + permit + building, secure + grid
    if gate == SECURED:
        return left * permit + building, left * grid
    return left * building, left * grid


@jit
def schedule(b: Build, w: Draws, d: int, base: np.uint64, s: State) -> None:
    """When each phase is ready and connected, if nothing is short."""
    usual = looked_up(w.delay_table, 0.0)
    nation, site = math.sqrt(w.share_nation[d]), math.sqrt(w.share_site[d])
    own = math.sqrt(max(0.0, 1.0 - w.share_nation[d] - w.share_site[d]))
    for j in range(len(b.project_key)):
        left = 0.5 if b.as_promised else uniform(w, d, base, b.project_key[j], ELAPSED)
        before = 0.0
        for p in range(b.phase_start[j], b.phase_start[j + 1]):
            if s.realised[p] == NONE:
                continue
            ratio, typical = 1.0, 1.0
            if not b.as_promised:
                z = normal(uniform(w, d, base, b.phase_key[p], DELAY))
                z = nation * w.nation_delay[d] + site * s.site_normal[b.site[p]] + own * z
                ratio = looked_up(w.delay_table, z)
                typical = ratio / usual
            before = _times(b, w, d, p, (left, ratio, typical, before), s)


@jit
def _times(
    b: Build, w: Draws, d: int, p: int, drawn: tuple[float, float, float, float], s: State
) -> float:
    """Set a phase's times; returns when it is ready."""
    left, ratio, typical, before = drawn
    site, start = b.site[p], b.offset_years
    gate = b.gate[p]
    dated = not math.isnan(b.plan_years[p])
    if s.realised[p] == TAKEN:
        gate, dated = max(gate, SECURED), False
        start += w.takeover_delay_years[d]
    chain, grid = _steps(b, w, d, p, gate, left)
    ready = start + chain * typical
    s.connected[p] = start + grid * typical
    if b.tranche_start[site + 1] > b.tranche_start[site] and b.is_load[p]:
        s.connected[p] = 0.0
    if gate >= ENERGISED:
        ready = 0.0
    elif dated:
        planned = start + b.plan_years[p] * ratio
        ready = planned if b.as_promised else max(ready, planned)
        if b.as_promised:
            s.connected[p] = 0.0
    elif before > 0.0:
        ready = max(ready, before + w.phase_gap_years[d] * typical)
    s.ready[p] = max(ready, before)
    s.duration[p] = w.construction_years[d] * typical if b.is_built_here[p] else 0.0
    s.built[p], s.energised[p], s.filled[p] = 0.0, 0.0, 0.0
    if gate >= BUILT:
        s.built[p] = 1.0
    elif s.duration[p] > 0.0:
        # What was built before `as_of` is neither built nor paid again.
        begun = (b.offset_years - s.ready[p]) / s.duration[p] + 1.0
        s.built[p] = min(max(begun, 0.0), FULL - 1e-6)
    if gate >= ENERGISED:
        s.energised[p] = 1.0
        s.filled[p] = 1.0 if gate == FILLED else 1.0 - left
    return s.ready[p]
