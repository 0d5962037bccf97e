"""The projection of draws: time runs by quarters.

What phases share within a quarter (yearly caps, a site's grid contract) goes to those that were
ready first. Times are years since the start of the first quarter. `grandlivre.outlook.simulate`
says what goes in and comes out, and ``docs/explanation/outlook.md`` gives every equation with its
source.
"""

import math

from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Build, Draws, Found, State
from grandlivre.outlook.compiled.before import FULL, realise, schedule, sites, size
from grandlivre.outlook.compiled.noise import beginning, inlined, jit

QUARTER = 0.25
GRID, BUILDING, CHIPS, MONEY = range(4)
Left = tuple[float, float, float, float]
"""What is left of the year's caps."""


@jit
def project(b: Build, w: Draws, s: State, found: Found) -> None:
    """Simulate every draw: the columns in, what is found of each filled in."""
    for d in range(len(w.rows)):
        base = beginning(w, d)
        sites(b, w, d, base, s)
        count = realise(b, w, d, base, s)
        size(b, w, d, base, count, s)
        schedule(b, w, d, base, count, s)
        _begin(b, d, count, s, found)
        _sort(count, s)
        _wake(len(b.quarter_year), count, s)
        _quarters(b, w, d, s, found)
        _conclude(b, d, count, s, found)


# --- what a phase adds to its cells -------------------------------------------------------------


@inlined
def _drawn(b: Build, s: State, found: Found, k: int, place: tuple[int, int], euros: float) -> None:
    """Add euros to every cell of a phase; `place`: draw, quarter + 1."""
    for i in range(s.phases[k].first, s.phases[k].last):
        cell, weight = b.members[i].cell, b.members[i].weight
        found.changes[place[0], cell, place[1], arrays.DRAWN] += euros * weight


@inlined
def _powered(b: Build, s: State, found: Found, k: int, place: tuple[int, int], mw: float) -> None:
    """Add megawatts that are energised."""
    s.sites[s.phases[k].site].mw += mw
    for i in range(s.phases[k].first, s.phases[k].last):
        cell, weight = b.members[i].cell, b.members[i].weight
        found.changes[place[0], cell, place[1], arrays.POWER] += mw * weight


@inlined
def _filled(b: Build, s: State, found: Found, k: int, place: tuple[int, int], share: float) -> None:
    """Add a share that is filled in, and paid."""
    mw, chips = share * s.phases[k].load_mw, share * s.phases[k].accelerators
    flops, (d, when) = chips * s.phases[k].pflops, place
    # What is filled in already has been paid.
    euros = share * s.phases[k].equipment if when > 0 else 0.0
    for i in range(s.phases[k].first, s.phases[k].last):
        cell, weight = b.members[i].cell, b.members[i].weight
        found.changes[d, cell, when, arrays.FILLED] += mw * weight
        found.changes[d, cell, when, arrays.ACCELERATORS] += chips * weight
        found.changes[d, cell, when, arrays.FLOPS] += flops * weight
        found.changes[d, cell, when, arrays.DRAWN] += euros * weight


# --- before the first quarter -------------------------------------------------------------------


@jit
def _begin(b: Build, d: int, count: int, s: State, found: Found) -> None:
    """What each phase takes from the plan, and what stands already."""
    for k in range(count):
        p = s.phases[k].phase
        s.phases[k].due = b.phases[p].promised_quarter
        s.phases[k].is_capped = b.phases[p].is_capped and not b.as_promised
        s.phases[k].pflops = b.phases[p].pflops
        s.phases[k].first, s.phases[k].last = b.phases[p].own_first, b.phases[p].own_last
        if not s.phases[k].is_own:
            s.phases[k].first, s.phases[k].last = b.phases[p].taken_first, b.phases[p].taken_last
        if s.phases[k].energised > 0.0:
            found.promised[d, p] = s.phases[k].mw
            _powered(b, s, found, k, (d, 0), s.phases[k].load_mw)
            _filled(b, s, found, k, (d, 0), s.phases[k].filled)


@jit
def _sort(count: int, s: State) -> None:
    """Sort by readiness: into bins of an eighth of a year, then by inserting.

    The plan's order stays where two are ready at once.
    """
    bins = len(s.bins) - 1
    for i in range(bins + 1):
        s.bins[i] = 0
    for k in range(count):
        s.bins[int(min(8.0 * s.phases[k].ready, bins - 1.0)) + 1] += 1
    for i in range(bins):
        s.bins[i + 1] += s.bins[i]
    for k in range(count):
        place = int(min(8.0 * s.phases[k].ready, bins - 1.0))
        s.order[s.bins[place]] = k
        s.bins[place] += 1
    for i in range(1, count):
        k, at = s.order[i], i
        ready = s.phases[k].ready
        while at > 0 and s.phases[s.order[at - 1]].ready > ready:
            s.order[at] = s.order[at - 1]
            at -= 1
        s.order[at] = k


@inlined
def _later(place: int, time: float, s: State) -> None:
    """Wake a phase in the quarter of a time: until then it is not looked at."""
    quarter = max(0, int(time / QUARTER))
    if quarter < len(s.waking):
        s.after[place] = s.waking[quarter]
        s.waking[quarter] = place


@jit
def _wake(quarters: int, count: int, s: State) -> None:
    """Say of each phase in order in which quarter there is first something to do for it."""
    for q in range(quarters):
        s.waking[q] = -1
    for place in range(count - 1, -1, -1):
        k = s.order[place]
        if s.phases[k].built < FULL:
            _later(place, s.phases[k].ready - s.phases[k].duration, s)
        elif s.phases[k].energised < FULL:
            _later(place, max(s.phases[k].ready, s.phases[k].connected), s)
        elif s.phases[k].filled < FULL:
            _later(place, 0.0, s)


# --- time runs ----------------------------------------------------------------------------------


@inlined
def _joined(s: State, count: int, q: int) -> int:
    """Insert those that wake in a quarter among those at work; returns how many these are."""
    place = s.waking[q]
    while place >= 0:
        at = count
        while at > 0 and s.at_work[at - 1] > place:
            s.at_work[at] = s.at_work[at - 1]
            at -= 1
        s.at_work[at] = place
        count += 1
        place = s.after[place]
    return count


@jit
def _quarters(b: Build, w: Draws, d: int, s: State, found: Found) -> None:
    """Let time run: build, energise and fill, within what each year allows."""
    year, count = -1, 0
    pace = 1.0 / max(1.0, w.rows[d].fill_quarters)
    left = (0.0, 0.0, 0.0, 0.0)
    for q in range(len(b.quarter_year)):
        if b.quarter_year[q] != year:
            year = b.quarter_year[q]
            left = (0.0, 0.0, 0.0, 0.0)
        # A quarter's part of the caps; what is not used waits until the year's end.
        left = (
            left[GRID] + QUARTER * w.caps[d, year, GRID],
            left[BUILDING] + QUARTER * w.caps[d, year, BUILDING],
            left[CHIPS] + QUARTER * w.caps[d, year, CHIPS],
            left[MONEY] + QUARTER * w.caps[d, year, MONEY],
        )
        count, kept = _joined(s, count, q), 0
        for i in range(count):
            place = s.at_work[i]
            k = s.order[place]
            if s.phases[k].built < FULL:
                left = _build_on(b, (d, q, k), s, found, left)
                there = max(s.phases[k].ready, s.phases[k].connected)
                if s.phases[k].built >= FULL and there >= QUARTER * (q + 1):
                    _later(place, there, s)
                    continue
            if s.phases[k].built >= FULL:
                if s.phases[k].energised < FULL:
                    left = _energise_on(b, (d, q, k), s, found, left)
                if s.phases[k].filled < s.phases[k].energised:
                    left = _fill_on(b, (d, q, k), s, found, left, pace)
                if s.phases[k].filled >= FULL:
                    continue
            s.at_work[kept] = place
            kept += 1
        count = kept


@inlined
def _granted(had: float, money: float, amount: float, euros: float) -> tuple[float, float, float]:
    """The share of a wish that the year's caps leave: of one resource and of money.

    Returns the share, and what is left of both.
    """
    share = 1.0
    if amount > had:
        share = had / amount
    if euros * share > money:
        # Nothing at all is left: rounding would leave crumbs to every phase that waits.
        share = money / euros
        return share, max(0.0, had - share * amount), 0.0
    return share, 0.0 if share < 1.0 else had - amount, max(0.0, money - share * euros)


@inlined
def _build_on(b: Build, place: tuple[int, int, int], s: State, found: Found, left: Left) -> Left:
    """A quarter of building, at the phase's own pace; `place`: draw, quarter, place of the phase.

    Each of these steps returns what is left of the year's caps.
    """
    d, q, k = place
    new, shell, is_capped = s.phases[k].new_mw, s.phases[k].shell, s.phases[k].is_capped
    grid, building, chips, money = left
    # Nothing is left of what it needs: most phases that wait are told so here.
    if is_capped and ((new > 0.0 and building <= 0.0) or (shell > 0.0 and money <= 0.0)):
        return left
    duration, now = s.phases[k].duration, QUARTER * (q + 1)
    begin = max(s.phases[k].ready - duration, QUARTER * q, b.offset_years)
    share = 1.0 - s.phases[k].built
    if duration > 0.0:
        share = min(share, (now - begin) / duration)
    if is_capped:
        granted, building, money = _granted(building, money, share * new, share * shell)
        share *= granted
    if share <= 0.0:
        return left
    s.phases[k].built += share
    _drawn(b, s, found, k, (d, q + 1), share * shell)
    if s.phases[k].built >= FULL:
        s.phases[k].built = 1.0
        found.passed[d, s.phases[k].phase, 1] = q
    return grid, building, chips, money


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
def _energise_on(b: Build, place: tuple[int, int, int], s: State, found: Found, left: Left) -> Left:
    """Energise what connection, contract, cap and earlier phases allow."""
    d, q, k = place
    now, before, new = QUARTER * (q + 1), s.phases[k].before, s.phases[k].new_mw
    grid, building, chips, money = left
    # Phases of a project stand one after the other, and are realised from the first on.
    if before >= 0 and s.phases[before].energised < FULL:
        return left
    if s.phases[k].is_capped and new > 0.0 and grid <= 0.0:
        return left
    if s.phases[k].ready >= now or s.phases[k].connected >= now:
        return left
    share = 1.0 - s.phases[k].energised
    wish = share * new
    if wish > 0.0:
        site = s.phases[k].site
        if s.phases[k].has_contract:
            share *= min(1.0, max(0.0, _available(b, s, site, now) - s.sites[site].mw) / wish)
        if s.phases[k].is_capped:
            granted, grid, money = _granted(grid, money, share * new, 0.0)
            share *= granted
    if share <= 0.0:
        return left
    s.phases[k].energised += share
    _powered(b, s, found, k, (d, q + 1), share * s.phases[k].load_mw)
    if s.phases[k].energised >= FULL:
        s.phases[k].energised = 1.0
        found.passed[d, s.phases[k].phase, 2] = q
    if q <= s.phases[k].due:
        found.promised[d, s.phases[k].phase] = s.phases[k].energised * s.phases[k].mw
    return grid, building, chips, money


@inlined
def _fill_on(
    b: Build, place: tuple[int, int, int], s: State, found: Found, left: Left, pace: float
) -> Left:
    """Fill in accelerators, at the pace of deliveries."""
    d, q, k = place
    needed, euros = s.phases[k].accelerators, s.phases[k].equipment
    is_capped = s.phases[k].is_capped
    grid, building, chips, money = left
    if is_capped and ((needed > 0.0 and chips <= 0.0) or (euros > 0.0 and money <= 0.0)):
        return left
    share = min(s.phases[k].energised - s.phases[k].filled, pace)
    if is_capped:
        granted, chips, money = _granted(chips, money, share * needed, share * euros)
        share *= granted
    if share <= 0.0:
        return left
    s.phases[k].filled += share
    _filled(b, s, found, k, (d, q + 1), share)
    if s.phases[k].filled >= FULL:
        s.phases[k].filled = 1.0
        found.passed[d, s.phases[k].phase, 3] = q
    return grid, building, chips, money


# --- what became of the promises --------------------------------------------------------------


@jit
def _conclude(b: Build, d: int, count: int, s: State, found: Found) -> None:
    """Milestones in quarters, and why a promise is missed where it is.

    What its promoter does not realise stays as it was before: withdrawn, and never passed.
    """
    quarters = len(b.quarter_year)
    for k in range(count):
        p = s.phases[k].phase
        if not s.phases[k].is_own:
            found.promised[d, p] = 0.0
            for step in range(4):
                found.passed[d, p, step] = quarters
            continue
        had = s.phases[k].energised * s.phases[k].mw
        found.final[d, p] = had
        if s.phases[k].due < 0:
            found.promised[d, p] = had
        site, connected = s.phases[k].site, s.phases[k].connected
        if connected == 0.0 and s.phases[k].has_contract:
            connected = s.tranche[b.sites[site].first]
        found.passed[d, p, 0] = min(quarters, int(connected / QUARTER))
        for step in range(1, 4):
            done = (s.phases[k].built, s.phases[k].energised, s.phases[k].filled)[step - 1]
            # What stood before the first quarter was never passed in one.
            if found.passed[d, p, step] == quarters and done >= FULL:
                found.passed[d, p, step] = 0
        found.causes[d, p] = _why(b, d, k, s, found)


@inlined
def _why(b: Build, d: int, k: int, s: State, found: Found) -> int:
    """The causes of a missed promise as bits; 0 where it is kept."""
    p, due = s.phases[k].phase, s.phases[k].due
    enough, had = b.phases[p].promised_mw, found.promised[d, p]
    if had > 0.0 and had >= enough * (1.0 - 1e-9):
        return 0
    due = due if due >= 0 else len(b.quarter_year) - 1
    now, why = QUARTER * (due + 1), 0
    if s.phases[k].mw < enough * (1.0 - 1e-9):
        why |= 1 << arrays.REDUCED
    if s.phases[k].ready >= now:
        why |= 1 << arrays.LATE
    elif found.passed[d, p, 1] > due:
        why |= 1 << arrays.UNBUILT
    if s.phases[k].connected >= now or _available(b, s, s.phases[k].site, now) < min(
        enough, s.phases[k].mw
    ):
        why |= 1 << arrays.UNCONNECTED
    return why or 1 << arrays.UNSERVED


# Compiled from: 9d50fd5168e268ae
