"""The projection of draws: time runs by quarters.

What phases share within a quarter (yearly caps, a site's grid contract) goes to those that were
ready first. Times are years since the start of the first quarter. `grandlivre.outlook.simulate`
says what goes in and comes out, and ``docs/explanation/outlook.md`` gives every equation with its
source.
"""

import math

import numpy as np

from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Build, Draws, Found
from grandlivre.outlook.compiled.before import (
    FULL,
    NONE,
    OWN,
    State,
    realise,
    schedule,
    sites,
    size,
)
from grandlivre.outlook.compiled.noise import jit, mixed

QUARTER = 0.25
GRID, BUILDING, CHIPS, MONEY = range(4)


@jit
def project(b: Build, w: Draws) -> Found:
    """Simulate every draw; the columns in, the changes by quarter out."""
    n, phases, quarters = len(w.number), len(b.site), len(b.quarter_year)
    found = Found(
        np.zeros((b.groups, arrays.COLUMNS, quarters + 1, n)),
        np.full((n, phases, 4), quarters, dtype=np.int16),
        np.zeros((n, phases)),
        np.zeros((n, phases)),
        np.zeros((n, phases), dtype=np.uint8),
    )
    s = _scratch(b)
    for d in range(n):
        base = mixed(w.seed + w.number[d] * np.uint64(0x9E3779B97F4A7C15))
        sites(b, w, d, base, s)
        realise(b, w, d, base, s)
        for p in range(phases):
            size(b, w, d, base, p, s)
        schedule(b, w, d, base, s)
        active = _begin(b, d, s, found)
        _quarters(b, w, d, active, s, found)
        _conclude(b, d, s, found)
    return found


@jit
def _scratch(b: Build) -> State:
    p, count = len(b.site), len(b.site_key)
    return State(
        np.zeros(p, dtype=np.int64), np.zeros(p), np.zeros(p), np.zeros(p), np.zeros(p),
        np.zeros(p), np.zeros(p), np.zeros(p), np.zeros(p), np.zeros(p), np.zeros(p),
        np.zeros(count), np.zeros(count), np.zeros(len(b.tranche_mw)), np.zeros(count),
        np.zeros(4), np.zeros(p, dtype=np.int64),
    )  # fmt: skip


@jit
def _add(
    b: Build, s: State, found: Found, p: int, place: tuple[int, int, int], value: float
) -> None:
    """Add a change to every group of a phase: column, quarter + 1, draw."""
    column, when, d = place
    if s.realised[p] == OWN:
        for i in range(b.own_start[p], b.own_start[p + 1]):
            found.changes[b.own_group[i], column, when, d] += value * b.own_weight[i]
    else:
        for i in range(b.taken_start[p], b.taken_start[p + 1]):
            found.changes[b.taken_group[i], column, when, d] += value


@jit
def _begin(b: Build, d: int, s: State, found: Found) -> int:
    """What stands already; then the phases still to come, in the order of readiness."""
    count = 0
    for p in range(len(b.site)):
        if s.realised[p] == NONE:
            continue
        if s.energised[p] > 0.0:
            _energise(b, s, found, p, (0, d), 1.0)
            _fill(b, s, found, p, (0, d), s.filled[p])
        s.order[count] = p
        count += 1
    times = np.empty(count)
    for i in range(count):
        times[i] = s.ready[s.order[i]]
    # Mergesort keeps the plan's order where two are ready at the same time.
    ranks = np.argsort(times, kind="mergesort")
    phases = s.order[:count].copy()
    for i in range(count):
        s.order[i] = phases[ranks[i]]
    return count


@jit
def _energise(
    b: Build, s: State, found: Found, p: int, place: tuple[int, int], share: float
) -> None:
    if b.is_load[p]:
        _add(b, s, found, p, (arrays.POWER, place[0], place[1]), share * s.mw[p])
        s.site_mw[b.site[p]] += share * s.mw[p]


@jit
def _fill(b: Build, s: State, found: Found, p: int, place: tuple[int, int], share: float) -> None:
    if b.is_load[p]:
        chips = share * s.accelerators[p]
        _add(b, s, found, p, (arrays.FILLED, place[0], place[1]), share * s.mw[p])
        _add(b, s, found, p, (arrays.ACCELERATORS, place[0], place[1]), chips)
        _add(b, s, found, p, (arrays.FLOPS, place[0], place[1]), chips * b.pflops[p])


@jit
def _quarters(b: Build, w: Draws, d: int, active: int, s: State, found: Found) -> None:
    """Let time run: build, energise and fill, within what each year allows."""
    year = -1
    for q in range(len(b.quarter_year)):
        if b.quarter_year[q] != year:
            year = b.quarter_year[q]
            s.left[:] = 0.0
        # A quarter's part of the caps; what is not used waits until the year's end.
        for i in range(4):
            s.left[i] += QUARTER * w.caps[d, year, i]
        kept = 0
        for i in range(active):
            p = s.order[i]
            if s.built[p] < FULL:
                _build_on(b, d, q, p, s, found)
            if s.built[p] >= FULL and s.energised[p] < FULL:
                _energise_on(b, d, q, p, s, found)
            if s.filled[p] < s.energised[p]:
                _fill_on(b, w, d, q, p, s, found)
            if q == b.promised_quarter[p]:
                found.promised[d, p] = s.energised[p] * s.mw[p]
            if s.filled[p] < FULL or q < b.promised_quarter[p]:
                s.order[kept] = p
                kept += 1
        active = kept


@jit
def _granted(b: Build, s: State, p: int, wants: tuple[int, float, float]) -> float:
    """The share of a wish that the year's caps leave: of one resource and of money."""
    resource, amount, euros = wants
    if b.as_promised or not b.is_capped[p]:
        return 1.0
    share = 1.0
    if amount > s.left[resource]:
        share = s.left[resource] / amount
    if euros * share > s.left[MONEY]:
        share = s.left[MONEY] / euros
    s.left[resource] -= share * amount
    s.left[MONEY] -= share * euros
    return share


@jit
def _build_on(b: Build, d: int, q: int, p: int, s: State, found: Found) -> None:
    """A quarter of building, at the phase's own pace."""
    start, now = s.ready[p] - s.duration[p], QUARTER * (q + 1)
    begin = max(start, QUARTER * q, b.offset_years)
    if begin >= now:
        return
    wish = 1.0 - s.built[p]
    if s.duration[p] > 0.0:
        wish = min(wish, (now - begin) / s.duration[p])
    megawatts = wish * s.mw[p] if b.is_load[p] and b.is_built_here[p] else 0.0
    share = wish * _granted(b, s, p, (BUILDING, megawatts, wish * s.shell[p]))
    s.built[p] += share
    _add(b, s, found, p, (arrays.DRAWN, q + 1, d), share * s.shell[p])
    if s.built[p] >= FULL:
        s.built[p] = 1.0
        found.passed[d, p, 1] = q


@jit
def _available(b: Build, s: State, site: int, now: float) -> float:
    """Megawatts that a site's grid contract gives before a time."""
    first, last = b.tranche_start[site], b.tranche_start[site + 1]
    if first == last or s.beyond[site] < now:
        return math.inf
    found = 0.0
    for t in range(first, last):
        if s.tranche[t] < now:
            found = max(found, b.tranche_mw[t])
    return found


@jit
def _energise_on(b: Build, d: int, q: int, p: int, s: State, found: Found) -> None:
    """Energise what connection, contract, cap and earlier phases allow."""
    now = QUARTER * (q + 1)
    if s.ready[p] >= now or s.connected[p] >= now:
        return
    # Phases of a project stand one after the other, and are realised from the first on.
    if not b.is_first[p] and s.energised[p - 1] < FULL:
        return
    share = 1.0 - s.energised[p]
    wish = share * s.mw[p]
    if wish > 0.0 and b.is_load[p] and b.is_built_here[p]:
        room = max(0.0, _available(b, s, b.site[p], now) - s.site_mw[b.site[p]])
        share *= min(1.0, room / wish)
        share *= _granted(b, s, p, (GRID, share * s.mw[p], 0.0))
    s.energised[p] += share
    _energise(b, s, found, p, (q + 1, d), share)
    if s.energised[p] >= FULL:
        s.energised[p] = 1.0
        found.passed[d, p, 2] = q


@jit
def _fill_on(b: Build, w: Draws, d: int, q: int, p: int, s: State, found: Found) -> None:
    """Fill in accelerators, at the pace of deliveries."""
    wish = s.energised[p] - s.filled[p]
    if w.fill_quarters[d] > 1.0:
        wish = min(wish, 1.0 / w.fill_quarters[d])
    chips = wish * s.accelerators[p] if b.is_load[p] else 0.0
    share = wish * _granted(b, s, p, (CHIPS, chips, wish * s.equipment[p]))
    s.filled[p] += share
    _fill(b, s, found, p, (q + 1, d), share)
    _add(b, s, found, p, (arrays.DRAWN, q + 1, d), share * s.equipment[p])
    if s.filled[p] >= FULL:
        s.filled[p] = 1.0
        found.passed[d, p, 3] = q


# --- what became of the promises --------------------------------------------------------------


@jit
def _conclude(b: Build, d: int, s: State, found: Found) -> None:
    """Milestones in quarters, and why a promise is missed where it is."""
    quarters = len(b.quarter_year)
    for p in range(len(b.site)):
        due = b.promised_quarter[p] if b.promised_quarter[p] >= 0 else quarters - 1
        if s.realised[p] != OWN:
            found.promised[d, p] = 0.0
            found.causes[d, p] = 1 << arrays.WITHDRAWN
            found.passed[d, p, :] = quarters
            continue
        if b.promised_quarter[p] < 0:
            found.promised[d, p] = s.energised[p] * s.mw[p]
        found.final[d, p] = s.energised[p] * s.mw[p]
        site = b.site[p]
        connected = s.connected[p]
        if connected == 0.0 and b.tranche_start[site] < b.tranche_start[site + 1]:
            connected = s.tranche[b.tranche_start[site]]
        found.passed[d, p, 0] = min(quarters, int(connected / QUARTER))
        for step in range(1, 4):
            done = (s.built[p], s.energised[p], s.filled[p])[step - 1]
            # What stood before the first quarter was never passed in one.
            if found.passed[d, p, step] == quarters and done >= FULL:
                found.passed[d, p, step] = 0
        found.causes[d, p] = _why(b, d, p, due, s, found)


@jit
def _why(b: Build, d: int, p: int, due: int, s: State, found: Found) -> int:
    """The causes of a missed promise as bits; 0 where it is kept."""
    enough, had = b.promised_mw[p], found.promised[d, p]
    if had > 0.0 and had >= enough * (1.0 - 1e-9):
        return 0
    now, why = QUARTER * (due + 1), 0
    if s.mw[p] < enough * (1.0 - 1e-9):
        why |= 1 << arrays.REDUCED
    if s.ready[p] >= now:
        why |= 1 << arrays.LATE
    elif found.passed[d, p, 1] > due:
        why |= 1 << arrays.UNBUILT
    if s.connected[p] >= now or _available(b, s, b.site[p], now) < min(enough, s.mw[p]):
        why |= 1 << arrays.UNCONNECTED
    return why if why else 1 << arrays.UNSERVED
