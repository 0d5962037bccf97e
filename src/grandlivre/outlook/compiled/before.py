"""What is drawn of a plan before time runs: what is realised, how large, and when at best."""

import math

import numpy as np

from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Build, Draws, State
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


@jit
def _connection(b: Build, w: Draws, d: int, site: int) -> float:
    """Years that a grid connection takes there."""
    if b.sites[site].is_fast_track:
        return w.rows[d].connection_fast
    return w.rows[d].connection_ordinary


@jit
def sites(b: Build, w: Draws, d: int, base: np.uint64, s: State) -> None:
    """Each site's factor, and when each tranche of its grid contract is there."""
    share = w.rows[d].share_nation
    usual = looked_up(w.delay_table, 0.0)
    for i in range(len(b.sites)):
        s.sites[i].mw = 0.0
        s.sites[i].normal = normal(uniform(w, d, base, b.sites[i].key, SITE))
        ratio, typical = 1.0, 1.0
        if not b.as_promised:
            z = (
                math.sqrt(share) * w.rows[d].nation_delay
                + math.sqrt(1.0 - share) * s.sites[i].normal
            )
            ratio = looked_up(w.delay_table, z)
            typical = ratio / usual
        last = b.offset_years
        more = _connection(b, w, d, i) * typical
        for t in range(b.sites[i].first, b.sites[i].last):
            if math.isnan(b.tranches[t].years):
                last += more
            else:
                last = max(last, b.offset_years + b.tranches[t].years * ratio)
            s.tranche[t] = last
        s.sites[i].beyond = last + more


@jit
def realise(b: Build, w: Draws, d: int, base: np.uint64, s: State) -> None:
    """Which phases are ever energised, and which withdrawn sites are taken over."""
    rho = w.rows[d].odds_correlation
    for j in range(len(b.projects)):
        key = b.projects[j].key
        z = normal(uniform(w, d, base, key, REALISED))
        z = math.sqrt(rho) * w.rows[d].nation_odds + math.sqrt(1.0 - rho) * z
        level = 0.5 * math.erfc(-z / math.sqrt(2.0))
        odds, first = 1.0, b.projects[j].first
        for p in range(first, b.projects[j].last):
            odds = min(odds, w.odds[d, b.phases[p].gate, b.phases[p].kind])
            own = (b.as_promised or level < odds) and not b.projects[j].is_cancelled
            stands = b.phases[p].gate >= ENERGISED
            s.phases[p].realised = OWN if own or stands else NONE
        if b.projects[j].last == first or s.phases[first].realised == OWN or b.as_promised:
            continue
        if b.projects[j].can_be_taken_over and (
            uniform(w, d, base, key, TAKEN_OVER) < w.rows[d].odds_taken_over
        ):
            for p in range(first, b.projects[j].last):
                s.phases[p].realised = TAKEN


@jit
def _between(least: float, best: float, most: float, u: float) -> float:
    """Linear between least, best (at one half) and most."""
    if u < 0.5:
        return least + (best - least) * 2.0 * u
    return best + (most - best) * (2.0 * u - 1.0)


@jit
def size(b: Build, w: Draws, d: int, base: np.uint64, p: int, s: State) -> None:
    """A phase's power, accelerators and cost in this draw."""
    if s.phases[p].realised == NONE:
        s.phases[p].mw = 0.0
        return
    u = 0.5 if b.as_promised else uniform(w, d, base, b.phases[p].key, SIZE)
    said = b.phases[p]
    money = _between(said.capex_low, said.capex, said.capex_high, u)
    chips = _between(said.chips_low, said.chips, said.chips_high, u)
    per_mw = w.rows[d].capex_all_in if b.phases[p].includes_it else w.rows[d].capex_hosting
    kw = w.rows[d].all_in_kw * b.phases[p].kw_factor
    mw = _between(said.mw_low, said.mw, said.mw_high, u)
    if b.phases[p].mw_from == arrays.FROM_MONEY:
        mw = money / per_mw
    elif b.phases[p].mw_from == arrays.FROM_ACCELERATORS:
        mw = chips * kw / 1000.0
    if b.phases[p].capex_from == arrays.FROM_POWER:
        money = mw * per_mw
    if b.phases[p].chips_from == arrays.FROM_POWER:
        chips = mw * 1000.0 / kw
    scope, overrun = 1.0, 1.0
    if not b.as_promised and b.phases[p].gate < ENERGISED:
        own = math.sqrt(1.0 - w.rows[d].share_nation)
        shared = math.sqrt(w.rows[d].share_nation)
        z = normal(uniform(w, d, base, b.phases[p].key, OVERRUN))
        overrun = looked_up(w.overrun_table, shared * w.rows[d].nation_overrun + own * z)
        if b.phases[p].gate < BUILT:
            z = normal(uniform(w, d, base, b.phases[p].key, SCOPE))
            scope = looked_up(w.scope_table, shared * w.rows[d].nation_scope + own * z)
    cost = money * scope * overrun
    s.phases[p].mw = mw * scope
    s.phases[p].accelerators = chips * scope
    s.phases[p].equipment = cost * w.rows[d].share_it if b.phases[p].includes_it else 0.0
    s.phases[p].shell = cost - s.phases[p].equipment


@jit
def _steps(b: Build, w: Draws, d: int, p: int, gate: int, left: float) -> tuple[float, float]:
    """Years left of site, permit and building, and of the grid connection, from a gate.

    Of the step that is under way the share `left` is still to come.
    """
    if not b.phases[p].is_built_here or gate >= BUILT:
        return 0.0, 0.0
    grid = _connection(b, w, d, b.phases[p].site)
    permit, building = w.rows[d].permit_years, w.rows[d].construction_years
    if gate == ANNOUNCED:
        secure = left * w.rows[d].secure_years
        return secure + permit + building, secure + grid
    if gate == SECURED:
        return left * permit + building, left * grid
    return left * building, left * grid


@jit
def schedule(b: Build, w: Draws, d: int, base: np.uint64, s: State) -> None:
    """When each phase is ready and connected, if nothing is short."""
    usual = looked_up(w.delay_table, 0.0)
    nation, site = math.sqrt(w.rows[d].share_nation), math.sqrt(w.rows[d].share_site)
    own = math.sqrt(max(0.0, 1.0 - w.rows[d].share_nation - w.rows[d].share_site))
    for j in range(len(b.projects)):
        left = 0.5 if b.as_promised else uniform(w, d, base, b.projects[j].key, ELAPSED)
        before = 0.0
        for p in range(b.projects[j].first, b.projects[j].last):
            if s.phases[p].realised == NONE:
                continue
            ratio, typical = 1.0, 1.0
            if not b.as_promised:
                z = normal(uniform(w, d, base, b.phases[p].key, DELAY))
                z = (
                    nation * w.rows[d].nation_delay
                    + site * s.sites[b.phases[p].site].normal
                    + own * z
                )
                ratio = looked_up(w.delay_table, z)
                typical = ratio / usual
            before = _times(b, w, d, p, (left, ratio, typical, before), s)


@jit
def _times(
    b: Build, w: Draws, d: int, p: int, drawn: tuple[float, float, float, float], s: State
) -> float:
    """Set a phase's times; returns when it is ready."""
    left, ratio, typical, before = drawn
    site, start = b.phases[p].site, b.offset_years
    gate = b.phases[p].gate
    dated = not math.isnan(b.phases[p].plan_years)
    if s.phases[p].realised == TAKEN:
        # Another promoter starts afresh on a secured site: permits and wires from the beginning,
        # and as long to go as the first one had. Else a withdrawal would bring power forward.
        gate, left = max(gate, SECURED), 1.0
        start += w.rows[d].takeover_delay_years
    chain, grid = _steps(b, w, d, p, gate, left)
    ready = start + chain * typical
    s.phases[p].connected = start + grid * typical
    if b.sites[site].last > b.sites[site].first and b.phases[p].is_load:
        s.phases[p].connected = 0.0
    if gate >= ENERGISED:
        ready = 0.0
    elif dated:
        planned = start + b.phases[p].plan_years * ratio
        ready = planned if b.as_promised else max(ready, planned)
        if b.as_promised:
            s.phases[p].connected = 0.0
    elif before > 0.0:
        ready = max(ready, before + w.rows[d].phase_gap_years * typical)
    s.phases[p].ready = max(ready, before)
    s.phases[p].duration = (
        w.rows[d].construction_years * typical if b.phases[p].is_built_here else 0.0
    )
    s.phases[p].built, s.phases[p].energised, s.phases[p].filled = 0.0, 0.0, 0.0
    if gate >= BUILT:
        s.phases[p].built = 1.0
    elif s.phases[p].duration > 0.0:
        # What was built before `as_of` is neither built nor paid again.
        begun = (b.offset_years - s.phases[p].ready) / s.phases[p].duration + 1.0
        s.phases[p].built = min(max(begun, 0.0), FULL - 1e-6)
    if gate >= ENERGISED:
        s.phases[p].energised = 1.0
        s.phases[p].filled = 1.0 if gate == FILLED else 1.0 - left
    return s.phases[p].ready


# Compiled from: df5cefc8ce67bda1
