"""The projection of draws: time runs by quarters.

What phases share within a quarter (yearly caps, a site's grid contract) goes to those that were
ready first. Times are years since the start of the first quarter. `grandlivre.outlook.simulate`
says what goes in and comes out, and ``docs/explanation/outlook.md`` gives every equation with its
source.
"""

import math

import numpy as np

from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Build, Draws, Floats, Found, Records, State
from grandlivre.outlook.compiled.before import (
    FULL,
    NONE,
    OWN,
    realise,
    schedule,
    sites,
    size,
)
from grandlivre.outlook.compiled.noise import inlined, jit, mixed

QUARTER = 0.25
GRID, BUILDING, CHIPS, MONEY = range(4)


@jit
def project(b: Build, w: Draws, s: State, found: Found) -> None:
    """Simulate every draw: the columns in, what is found of each filled in."""
    for d in range(len(w.rows)):
        base = mixed(w.seed + w.rows[d].number * np.uint64(0x9E3779B97F4A7C15))
        sites(b, w, d, base, s)
        realise(b, w, d, base, s)
        for p in range(len(b.phases)):
            size(b, w, d, base, p, s)
        schedule(b, w, d, base, s)
        active = _begin(b, d, s, found)
        _quarters(b, w, d, active, s, found)
        _conclude(b, d, s, found)


@inlined
def _into_groups(changes: Floats, members: Records, span: tuple[int, int],
                 place: tuple[int, int, int], value: float) -> None:  # fmt: skip
    """Add a change to the groups of a span of members: column, quarter + 1, draw."""
    column, when, d = place
    tile, lane = d // arrays.TILE, d % arrays.TILE
    for i in range(span[0], span[1]):
        changes[tile, members[i].group, column, when, lane] += value * members[i].weight


@inlined
def _add(
    b: Build, s: State, found: Found, p: int, place: tuple[int, int, int], value: float
) -> None:
    """Add a change to every group of a phase: column, quarter + 1, draw."""
    span = (b.phases[p].own_first, b.phases[p].own_last)
    if s.phases[p].realised != OWN:
        span = (b.phases[p].taken_first, b.phases[p].taken_last)
    _into_groups(found.changes, b.members, span, place, value)


@jit
def _begin(b: Build, d: int, s: State, found: Found) -> int:
    """What stands already; then the phases still to come, in the order of readiness."""
    count = 0
    for p in range(len(b.phases)):
        if s.phases[p].realised == NONE:
            continue
        if s.phases[p].energised > 0.0:
            _energise(b, s, found, p, (0, d), 1.0)
            _fill(b, s, found, p, (0, d), s.phases[p].filled)
        s.order[count] = p
        count += 1
    _sort(s, count)
    return count


@jit
def _sort(s: State, count: int) -> None:
    """Sort by readiness, by merging runs: the plan's order stays where two are ready at once."""
    run = 1
    while run < count:
        for first in range(0, count, 2 * run):
            middle, last = min(first + run, count), min(first + 2 * run, count)
            left, right = first, middle
            for i in range(first, last):
                take = right >= last
                if left < middle and right < last:
                    take = s.phases[s.order[left]].ready <= s.phases[s.order[right]].ready
                if take:
                    s.merged[i] = s.order[left]
                    left += 1
                else:
                    s.merged[i] = s.order[right]
                    right += 1
        for i in range(count):
            s.order[i] = s.merged[i]
        run *= 2


@inlined
def _energise(
    b: Build, s: State, found: Found, p: int, place: tuple[int, int], share: float
) -> None:
    if b.phases[p].is_load:
        _add(b, s, found, p, (arrays.POWER, place[0], place[1]), share * s.phases[p].mw)
        s.sites[b.phases[p].site].mw += share * s.phases[p].mw


@inlined
def _fill(b: Build, s: State, found: Found, p: int, place: tuple[int, int], share: float) -> None:
    if b.phases[p].is_load:
        chips = share * s.phases[p].accelerators
        _add(b, s, found, p, (arrays.FILLED, place[0], place[1]), share * s.phases[p].mw)
        _add(b, s, found, p, (arrays.ACCELERATORS, place[0], place[1]), chips)
        _add(b, s, found, p, (arrays.FLOPS, place[0], place[1]), chips * b.phases[p].pflops)


@jit
def _wake(b: Build, active: int, s: State) -> None:
    """Say of each phase in order in which quarter there is first something to do for it.

    Until then, most of the time of most phases, it is not looked at.
    """
    quarters = len(b.quarter_year)
    for q in range(quarters + 3):
        s.woken[q] = 0
    for i in range(active):
        p, quarter = s.order[i], 0
        if s.phases[p].built < FULL:
            begins = s.phases[p].ready - s.phases[p].duration
            quarter = min(quarters, max(0, int(begins / QUARTER)))
        s.quarter[i] = quarter
        s.woken[quarter + 2] += 1
    for q in range(1, quarters + 3):
        s.woken[q] += s.woken[q - 1]
    for i in range(active):
        s.waking[s.woken[s.quarter[i] + 1]] = i
        s.woken[s.quarter[i] + 1] += 1


@jit
def _joined(s: State, count: int, q: int) -> int:
    """Merge those that wake in a quarter into those at work, in order; returns how many."""
    first, last = s.woken[q], s.woken[q + 1]
    at, end = count - 1, count + last - first
    for new in range(last - 1, first - 1, -1):
        while at >= 0 and s.at_work[at] > s.waking[new]:
            end -= 1
            s.at_work[end] = s.at_work[at]
            at -= 1
        end -= 1
        s.at_work[end] = s.waking[new]
    return count + last - first


@jit
def _quarters(b: Build, w: Draws, d: int, active: int, s: State, found: Found) -> None:
    """Let time run: build, energise and fill, within what each year allows."""
    _wake(b, active, s)
    year, count = -1, 0
    for q in range(len(b.quarter_year)):
        if b.quarter_year[q] != year:
            year = b.quarter_year[q]
            for i in range(4):
                s.left[i] = 0.0
        # A quarter's part of the caps; what is not used waits until the year's end.
        for i in range(4):
            s.left[i] += QUARTER * w.caps[d, year, i]
        count, kept = _joined(s, count, q), 0
        for i in range(count):
            p = s.order[s.at_work[i]]
            if s.phases[p].built < FULL:
                _build_on(b, d, q, p, s, found)
            if s.phases[p].built >= FULL and s.phases[p].energised < FULL:
                _energise_on(b, d, q, p, s, found)
            if s.phases[p].filled < s.phases[p].energised:
                _fill_on(b, w, d, q, p, s, found)
            if q == b.phases[p].promised_quarter:
                found.promised[d, p] = s.phases[p].energised * s.phases[p].mw
            if s.phases[p].filled < FULL or q < b.phases[p].promised_quarter:
                s.at_work[kept] = s.at_work[i]
                kept += 1
        count = kept


@inlined
def _is_spent(b: Build, s: State, p: int, resource: int, euros: float) -> bool:
    """True where nothing is left of what a phase needs: most phases that wait are told so here."""
    if b.as_promised or not b.phases[p].is_capped:
        return False
    if euros > 0.0 and s.left[MONEY] <= 0.0:
        return True
    if not b.phases[p].is_load or s.left[resource] > 0.0:
        return False
    if resource == CHIPS:
        return s.phases[p].accelerators > 0.0
    return b.phases[p].is_built_here and s.phases[p].mw > 0.0


@inlined
def _granted(left: Floats, resource: int, amount: float, euros: float) -> float:
    """The share of a wish that the year's caps leave: of one resource and of money."""
    share, bound = 1.0, -1
    if amount > left[resource]:
        share, bound = left[resource] / amount, resource
    if euros * share > left[MONEY]:
        share, bound = left[MONEY] / euros, MONEY
    left[resource] = max(0.0, left[resource] - share * amount)
    left[MONEY] = max(0.0, left[MONEY] - share * euros)
    if bound >= 0:
        # Nothing at all is left: rounding would leave crumbs to every phase that waits.
        left[bound] = 0.0
    return share


@inlined
def _build_on(b: Build, d: int, q: int, p: int, s: State, found: Found) -> None:
    """A quarter of building, at the phase's own pace."""
    start, now = s.phases[p].ready - s.phases[p].duration, QUARTER * (q + 1)
    begin = max(start, QUARTER * q, b.offset_years)
    if begin >= now or _is_spent(b, s, p, BUILDING, s.phases[p].shell):
        return
    wish = 1.0 - s.phases[p].built
    if s.phases[p].duration > 0.0:
        wish = min(wish, (now - begin) / s.phases[p].duration)
    megawatts = wish * s.phases[p].mw if b.phases[p].is_load and b.phases[p].is_built_here else 0.0
    share = wish
    if b.phases[p].is_capped and not b.as_promised:
        share *= _granted(s.left, BUILDING, megawatts, wish * s.phases[p].shell)
    if share <= 0.0:
        return
    s.phases[p].built += share
    _add(b, s, found, p, (arrays.DRAWN, q + 1, d), share * s.phases[p].shell)
    if s.phases[p].built >= FULL:
        s.phases[p].built = 1.0
        found.passed[d, p, 1] = q


@inlined
def _available(b: Build, s: State, site: int, now: float) -> float:
    """Megawatts that a site's grid contract gives before a time."""
    first, last = b.sites[site].first, b.sites[site].last
    if first == last or s.sites[site].beyond < now:
        return math.inf
    found = 0.0
    for t in range(first, last):
        if s.tranche[t] < now:
            found = max(found, b.tranches[t].mw)
    return found


@inlined
def _energise_on(b: Build, d: int, q: int, p: int, s: State, found: Found) -> None:
    """Energise what connection, contract, cap and earlier phases allow."""
    now = QUARTER * (q + 1)
    if s.phases[p].ready >= now or s.phases[p].connected >= now:
        return
    # Phases of a project stand one after the other, and are realised from the first on.
    if not b.phases[p].is_first and s.phases[p - 1].energised < FULL:
        return
    share = 1.0 - s.phases[p].energised
    wish = share * s.phases[p].mw
    if wish > 0.0 and b.phases[p].is_load and b.phases[p].is_built_here:
        site = b.phases[p].site
        if b.sites[site].first < b.sites[site].last:
            share *= min(1.0, max(0.0, _available(b, s, site, now) - s.sites[site].mw) / wish)
        if b.phases[p].is_capped and not b.as_promised:
            share *= _granted(s.left, GRID, share * s.phases[p].mw, 0.0)
    if share <= 0.0:
        return
    s.phases[p].energised += share
    _energise(b, s, found, p, (q + 1, d), share)
    if s.phases[p].energised >= FULL:
        s.phases[p].energised = 1.0
        found.passed[d, p, 2] = q


@inlined
def _fill_on(b: Build, w: Draws, d: int, q: int, p: int, s: State, found: Found) -> None:
    """Fill in accelerators, at the pace of deliveries."""
    if _is_spent(b, s, p, CHIPS, s.phases[p].equipment):
        return
    wish = s.phases[p].energised - s.phases[p].filled
    if w.rows[d].fill_quarters > 1.0:
        wish = min(wish, 1.0 / w.rows[d].fill_quarters)
    chips = wish * s.phases[p].accelerators if b.phases[p].is_load else 0.0
    share = wish
    if b.phases[p].is_capped and not b.as_promised:
        share *= _granted(s.left, CHIPS, chips, wish * s.phases[p].equipment)
    if share <= 0.0:
        return
    s.phases[p].filled += share
    _fill(b, s, found, p, (q + 1, d), share)
    _add(b, s, found, p, (arrays.DRAWN, q + 1, d), share * s.phases[p].equipment)
    if s.phases[p].filled >= FULL:
        s.phases[p].filled = 1.0
        found.passed[d, p, 3] = q


# --- what became of the promises --------------------------------------------------------------


@jit
def _conclude(b: Build, d: int, s: State, found: Found) -> None:
    """Milestones in quarters, and why a promise is missed where it is."""
    quarters = len(b.quarter_year)
    for p in range(len(b.phases)):
        due = b.phases[p].promised_quarter if b.phases[p].promised_quarter >= 0 else quarters - 1
        if s.phases[p].realised != OWN:
            found.promised[d, p] = 0.0
            found.causes[d, p] = 1 << arrays.WITHDRAWN
            for step in range(4):
                found.passed[d, p, step] = quarters
            continue
        if b.phases[p].promised_quarter < 0:
            found.promised[d, p] = s.phases[p].energised * s.phases[p].mw
        found.final[d, p] = s.phases[p].energised * s.phases[p].mw
        site = b.phases[p].site
        connected = s.phases[p].connected
        if connected == 0.0 and b.sites[site].first < b.sites[site].last:
            connected = s.tranche[b.sites[site].first]
        found.passed[d, p, 0] = min(quarters, int(connected / QUARTER))
        for step in range(1, 4):
            done = (s.phases[p].built, s.phases[p].energised, s.phases[p].filled)[step - 1]
            # What stood before the first quarter was never passed in one.
            if found.passed[d, p, step] == quarters and done >= FULL:
                found.passed[d, p, step] = 0
        found.causes[d, p] = _why(b, d, p, due, s, found)


@jit
def _why(b: Build, d: int, p: int, due: int, s: State, found: Found) -> int:
    """The causes of a missed promise as bits; 0 where it is kept."""
    enough, had = b.phases[p].promised_mw, found.promised[d, p]
    if had > 0.0 and had >= enough * (1.0 - 1e-9):
        return 0
    now, why = QUARTER * (due + 1), 0
    if s.phases[p].mw < enough * (1.0 - 1e-9):
        why |= 1 << arrays.REDUCED
    if s.phases[p].ready >= now:
        why |= 1 << arrays.LATE
    elif found.passed[d, p, 1] > due:
        why |= 1 << arrays.UNBUILT
    if s.phases[p].connected >= now or _available(b, s, b.phases[p].site, now) < min(
        enough, s.phases[p].mw
    ):
        why |= 1 << arrays.UNCONNECTED
    return why or 1 << arrays.UNSERVED


# Compiled from: df5cefc8ce67bda1
