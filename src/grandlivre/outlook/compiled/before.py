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
    inlined,
    jit,
    looked_up,
    mixed,
    normal,
    uniform,
)

ANNOUNCED, SECURED, PERMITTED, CONNECTED, BUILT, ENERGISED, FILLED = range(7)
"""Places in `grandlivre.programme.model.GATES`."""
FULL = 1.0 - 1e-9
"""A share from which nothing is missing."""


@inlined
def _connection(b: Build, w: Draws, d: int, site: int) -> float:
    """Years that a grid connection takes there."""
    if b.sites[site].is_fast_track:
        return w.rows[d].connection_fast
    return w.rows[d].connection_ordinary


@jit
def sites(b: Build, w: Draws, d: int, base: np.uint64, s: State) -> None:
    """Each site's factor, and when each tranche of its grid contract is there."""
    usual, mirror = looked_up(w.delay_table, 0.0), w.rows[d].mirror
    for i in range(len(b.sites)):
        s.sites[i].mw = 0.0
        s.sites[i].normal = normal(w.normal_table, mixed(base ^ b.sites[i].key), SITE, mirror)
        if b.sites[i].first == b.sites[i].last:
            continue
        ratio, typical = 1.0, 1.0
        if not b.as_promised:
            own = w.rows[d].root_rest * s.sites[i].normal
            ratio = looked_up(w.delay_table, w.rows[d].root_nation * w.rows[d].nation_delay + own)
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
def realise(b: Build, w: Draws, d: int, base: np.uint64, s: State) -> int:
    """List the phases that are ever energised, and those of withdrawn sites that are taken over.

    Returns how many there are.
    """
    count, mirror = 0, w.rows[d].mirror
    for j in range(len(b.projects)):
        first, last = b.projects[j].first, b.projects[j].last
        if first == last:
            continue
        start = mixed(base ^ b.projects[j].key)
        z = w.rows[d].root_odds * w.rows[d].nation_odds
        z += w.rows[d].root_odds_own * normal(w.normal_table, start, REALISED, mirror)
        level = 0.5 * math.erfc(-z / math.sqrt(2.0))
        odds, is_taken = 1.0, False
        for p in range(first, last):
            gate = b.phases[p].gate
            odds = min(odds, w.odds[d, gate, b.phases[p].kind])
            is_own = (b.as_promised or level < odds) and not b.projects[j].is_cancelled
            is_own = is_own or gate >= ENERGISED
            if p == first and not is_own and not b.as_promised and b.projects[j].can_be_taken_over:
                is_taken = uniform(start, TAKEN_OVER, mirror) < w.rows[d].odds_taken_over
            if is_own or is_taken:
                s.phases[count].phase, s.phases[count].project = p, j
                s.phases[count].site = b.phases[p].site
                s.phases[count].is_own = not is_taken
                is_next = p > first and count > 0 and s.phases[count - 1].phase == p - 1
                s.phases[count].before = count - 1 if is_next else -1
                count += 1
    return count


@inlined
def _between(least: float, best: float, most: float, u: float) -> float:
    """Linear between least, best (at one half) and most."""
    ends = (best - least) if u < 0.5 else (most - best)
    return best + ends * (2.0 * u - 1.0)


@inlined
def _size(b: Build, w: Draws, d: int, base: np.uint64, k: int, s: State) -> None:
    """A realised phase's power, accelerators and cost in this draw."""
    p, mirror = s.phases[k].phase, w.rows[d].mirror
    start = mixed(base ^ b.phases[p].key)
    u = 0.5 if b.as_promised else uniform(start, SIZE, mirror)
    money = _between(b.phases[p].capex_low, b.phases[p].capex, b.phases[p].capex_high, u)
    chips = _between(b.phases[p].chips_low, b.phases[p].chips, b.phases[p].chips_high, u)
    mw = _between(b.phases[p].mw_low, b.phases[p].mw, b.phases[p].mw_high, u)
    includes_it = b.phases[p].includes_it
    per_mw = w.rows[d].capex_all_in if includes_it else w.rows[d].capex_hosting
    kw = w.rows[d].all_in_kw * b.phases[p].kw_factor
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
        shared, own = w.rows[d].root_nation, w.rows[d].root_rest
        z = normal(w.normal_table, start, OVERRUN, mirror)
        overrun = looked_up(w.overrun_table, shared * w.rows[d].nation_overrun + own * z)
        if b.phases[p].gate < BUILT:
            z = normal(w.normal_table, start, SCOPE, mirror)
            scope = looked_up(w.scope_table, shared * w.rows[d].nation_scope + own * z)
    cost = money * scope * overrun
    is_load = b.phases[p].is_load
    s.phases[k].mw = mw * scope
    s.phases[k].load_mw = mw * scope if is_load else 0.0
    s.phases[k].new_mw = mw * scope if is_load and b.phases[p].is_built_here else 0.0
    s.phases[k].accelerators = chips * scope if is_load else 0.0
    s.phases[k].equipment = cost * w.rows[d].share_it if includes_it else 0.0
    s.phases[k].shell = cost - s.phases[k].equipment


@jit
def size(b: Build, w: Draws, d: int, base: np.uint64, count: int, s: State) -> None:
    """What each realised phase is in this draw."""
    for k in range(count):
        _size(b, w, d, base, k, s)


@inlined
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
def schedule(b: Build, w: Draws, d: int, base: np.uint64, count: int, s: State) -> None:
    """When each realised phase is ready and connected, if nothing is short."""
    usual, mirror = looked_up(w.delay_table, 0.0), w.rows[d].mirror
    left, before = 0.5, 0.0
    for k in range(count):
        p, j = s.phases[k].phase, s.phases[k].project
        if k == 0 or s.phases[k - 1].project != j:
            before = 0.0
            if not b.as_promised:
                left = uniform(mixed(base ^ b.projects[j].key), ELAPSED, mirror)
        ratio, typical = 1.0, 1.0
        if not b.as_promised:
            z = normal(w.normal_table, mixed(base ^ b.phases[p].key), DELAY, mirror)
            z *= w.rows[d].root_phase
            z += w.rows[d].root_nation * w.rows[d].nation_delay
            z += w.rows[d].root_site * s.sites[s.phases[k].site].normal
            ratio = looked_up(w.delay_table, z)
            typical = ratio / usual
        before = _times(b, w, d, k, (left, ratio, typical, before), s)


@inlined
def _times(
    b: Build, w: Draws, d: int, k: int, drawn: tuple[float, float, float, float], s: State
) -> float:
    """Set a phase's times; returns when it is ready."""
    left, ratio, typical, before = drawn
    p, site, start = s.phases[k].phase, s.phases[k].site, b.offset_years
    gate = b.phases[p].gate
    dated = not math.isnan(b.phases[p].plan_years)
    if not s.phases[k].is_own:
        # Another promoter starts afresh on a secured site: permits and wires from the beginning,
        # and as long to go as the first one had. Else a withdrawal would bring power forward.
        gate, left = max(gate, SECURED), 1.0
        start += w.rows[d].takeover_delay_years
    chain, grid = _steps(b, w, d, p, gate, left)
    ready = start + chain * typical
    s.phases[k].connected = start + grid * typical
    s.phases[k].has_contract = b.sites[site].last > b.sites[site].first
    if s.phases[k].has_contract and b.phases[p].is_load:
        s.phases[k].connected = 0.0
    if gate >= ENERGISED:
        ready = 0.0
    elif dated:
        planned = start + b.phases[p].plan_years * ratio
        ready = planned if b.as_promised else max(ready, planned)
        if b.as_promised:
            s.phases[k].connected = 0.0
    elif before > 0.0:
        ready = max(ready, before + w.rows[d].phase_gap_years * typical)
    ready = max(ready, before)
    duration = w.rows[d].construction_years * typical if b.phases[p].is_built_here else 0.0
    s.phases[k].ready, s.phases[k].duration = ready, duration
    s.phases[k].built, s.phases[k].energised, s.phases[k].filled = 0.0, 0.0, 0.0
    if gate >= BUILT:
        s.phases[k].built = 1.0
    elif duration > 0.0:
        # What was built before `as_of` is neither built nor paid again.
        s.phases[k].built = min(max((b.offset_years - ready) / duration + 1.0, 0.0), FULL - 1e-6)
    if gate >= ENERGISED:
        s.phases[k].energised = 1.0
        s.phases[k].filled = 1.0 if gate == FILLED else 1.0 - left
    return ready


# Compiled from: 9d50fd5168e268ae
