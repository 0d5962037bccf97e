"""The one loop of a campus: plan some hours, run them, settle what was drawn, and go on."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.dispatch import Battery, Dispatch
from grandlivre.campus.operate.events import HOURS
from grandlivre.campus.operate.given import Given, failure_rate, failure_seed
from grandlivre.campus.operate.lanes import Lanes
from grandlivre.campus.operate.plan import Before, Plan, plan, settle
from grandlivre.campus.operate.site import draw_of
from grandlivre.campus.schedule import Hours, Problem, Rules, Run, Schedule, Standing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_UNLIMITED_S = 1 << 60
"""Accelerator-seconds of a tenant without a budget."""
_TOLERANCE_MW = 1e-6
"""Of the program that dispatches."""
_SPARE_SHARE = 0.05
"""Of the power for jobs, left free for what cannot wait and comes unlooked for. A judgement."""
_USUAL_HOURS = 120
"""Days whose draw counts as usual when relief is called for: the last five."""


@dataclass(slots=True)
class Log:
    """What was done, hour by hour: filled as the year goes on."""

    on: Ints
    services: Ints
    backlog_s: Ints
    allowed_w: Ints
    series: dict[str, Floats]
    """(hour,) by name: megawatts and the like."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Processor time of each stage."""

    def spent(self, stage: str, since: float) -> None:
        """Add the processor time since a moment to a stage."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - since


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A year that has been run."""

    log: Log
    schedule: Schedule
    standing: Standing
    """At the year's end."""
    budget_s: Ints
    """(month, tenant): as it was at the beginning."""


SERIES = (
    "cap", "it", "loss", "cooling", "site", "grid", "solar", "charge", "discharge", "stored",
    "backup", "unserved", "chilled", "recovered", "water",
)  # fmt: skip


def run_year(given: Given, lanes: Lanes) -> Done:
    """Run a year hour by hour.

    Parameters
    ----------
    given, lanes
        The campus, its year and its jobs.

    Returns
    -------
    Done
    """
    design, options = given.design, given.options
    log = Log(
        on=np.zeros((HOURS, len(design.pools)), dtype=np.int64),
        services=np.zeros((HOURS, len(design.services), len(design.pools)), dtype=np.int64),
        backlog_s=np.zeros((HOURS, len(given.work.lanes)), dtype=np.int64),
        allowed_w=np.zeros(HOURS, dtype=np.int64),
        series={name: np.zeros(HOURS) for name in SERIES},
    )
    since = time.process_time()
    problem = _problem(given, lanes)
    run = Run(problem)
    log.spent("schedule", since)
    stored = 0.5 * design.machines.battery_mwh
    for start, end in _windows(given):
        since = time.process_time()
        hours = np.arange(start, end + options.ahead_hours) % HOURS
        before = Before(
            stored_mwh=stored, standing=run.standing, usual_mw=_usual(log.series["grid"], start)
        )
        made = plan(given, lanes, hours, end - start, before)
        log.spent("plan", since)
        since = time.process_time()
        _advance(given, lanes, made, run, log, end)
        log.spent("schedule", since)
        since = time.process_time()
        stored = _settle(given, made, run, log, stored)
        log.spent("settle", since)
        if options.told is not None:
            options.told(end, HOURS)
    return Done(
        log=log, schedule=run.result(), standing=run.standing, budget_s=problem.hours.budget_s
    )


def _windows(given: Given) -> Iterator[tuple[int, int]]:
    """First hour of each window, and the hour before which it ends.

    An outage that nobody foresaw begins a window of its own: a plan made before does not know it.
    """
    breaks = sorted({int(hour) for hour in given.outage_began if hour > 0})
    start = 0
    while start < HOURS:
        end = min(start + given.options.window_hours, HOURS)
        end = min([end, *(each for each in breaks if each > start)])
        yield start, end
        start = end


def _problem(given: Given, lanes: Lanes) -> Problem:
    """The scheduler's problem: the most that there ever is; windows say what there is."""
    design, jobs = given.design, given.work.jobs
    tenants = design.tenants
    count = len(design.pools)
    most = given.standing
    quota = np.array([tenant.quota for tenant in tenants])[None] * given.may.T
    budget = [
        _UNLIMITED_S if each.monthly_hours is None else int(each.monthly_hours * 3600)
        for each in tenants
    ]
    # Beyond idle, no job draws more than all accelerators at work do.
    power = np.full(HOURS, int(np.ceil((given.rated_mw * 1e6).max(initial=0.0))), dtype=np.int64)
    return Problem(
        jobs=type(jobs)(
            submit_s=jobs.submit_s,
            accelerators=jobs.accelerators,
            work_s=jobs.work_s,
            estimate_s=jobs.estimate_s,
            watts=lanes.job_watts,
            queue=jobs.queue,
            checkpoint_s=jobs.checkpoint_s,
            restart_s=jobs.restart_s,
        ),
        queues=lanes.queues,
        hours=Hours(
            accelerators=most,
            watts=power,
            quota=np.floor(most[:, :, None] * quota.reshape(1, count, -1) + 1e-9).astype(np.int64),
            month=given.month,
            budget_s=np.tile(np.array(budget, dtype=np.int64), (12, 1)),
        ),
        rules=Rules(
            shares=tuple(each.share for each in tenants),
            failures_per_accelerator_s=failure_rate(given),
            node=max(pool.node for pool in design.pools),
            repair_s=int(design.interruptions.repair_hours * 3600),
            seed=failure_seed(given),
        ),
    )


def _advance(given: Given, lanes: Lanes, made: Plan, run: Run, log: Log, end: int) -> None:
    """Run the hours of a window, one by one: what may wait gives way to what has come."""
    start = run.hour
    halls, room = made.halls, made.halls.for_jobs
    firm = ~lanes.is_flexible
    step = given.design.grid.ramp_mw_per_hour
    for at, hour in enumerate(range(start, end)):
        standing = run.standing
        watts, held = int(made.room_w[at]), int(standing.held_watts.sum())
        if at > 0:
            log.backlog_s[hour - 1] = standing.backlog_s
        if np.isfinite(made.flexible_w[at]):
            asked = standing.held_watts[firm].sum()
            asked += standing.waiting[firm] @ lanes.mean_job_watts[firm]
            asked += lanes.coming_w[given.month[hour], firm].sum()
            asked += _SPARE_SHARE * float(made.room_w[at])
            # What runs goes on: holding back is for what has not begun.
            watts = min(watts, max(held, int(asked + made.flexible_w[at])))
        if step is not None:
            rise = step * 1e6 - 1e6 * (halls.base_mw[at] - halls.base_mw[max(at - 1, 0)])
            watts = min(watts, held + int(max(rise, 0.0)))
        log.allowed_w[hour] = watts
        run.advance(
            hour + 1,
            accelerators=room[at : at + 1],
            watts=log.allowed_w[hour : hour + 1],
            quota=halls.quota[at : at + 1],
            kept=halls.kept[at : at + 1],
        )
    log.backlog_s[end - 1] = run.standing.backlog_s
    log.on[start:end] = halls.on[: end - start]
    log.services[start:end] = halls.services[: end - start]


def _settle(given: Given, made: Plan, run: Run, log: Log, stored: float) -> float:
    """What was really drawn in a window, from what, and what is stored at its end."""
    end = run.hour
    start = int(made.hours[0])
    count = end - start
    when, halls = slice(start, end), made.halls
    _, energy_ws = run.used(start)
    it = halls.base_mw[:count] + energy_ws.sum(axis=1) / 3.6e9
    rated = halls.rated_mw[:count]
    drawn = draw_of(given.site, made.hours[:count], it, rated)
    found = settle(given, made, drawn.site_mw, stored)
    series = {
        "cap": made.cap_mw[:count], "it": it, "loss": drawn.loss_mw,
        "cooling": drawn.cooling.power_mw, "site": drawn.site_mw,
        "chilled": drawn.cooling.chilled_mw, "recovered": drawn.cooling.recovered_mw,
        "water": drawn.cooling.water_m3,
        **_supplied(given, made, found, drawn.site_mw, stored),
    }  # fmt: skip
    for name, values in series.items():
        log.series[name][when] = values
    return float(log.series["stored"][end - 1])


def _supplied(
    given: Given, made: Plan, found: Dispatch, site: Floats, stored: float
) -> dict[str, Floats]:
    """Where the site's power came from: the program's answer, rid of what its tolerance leaves.

    What is stored is reckoned anew from what flowed, so that energy balances to the last digit.
    """
    machines, battery, count = given.design.machines, Battery(power_mw=0, energy_mwh=0), len(site)
    into, out_of = battery.charge_efficiency, battery.discharge_efficiency
    charge = np.clip(found.charge_mw[:count], 0.0, machines.battery_mw)
    discharge = np.clip(found.discharge_mw[:count], 0.0, machines.battery_mw)
    levels = np.empty(count)
    for at in range(count):
        discharge[at] = min(discharge[at], stored * out_of, site[at] + charge[at])
        stored -= discharge[at] / out_of
        charge[at] = min(charge[at], (machines.battery_mwh - stored) / into)
        stored = min(max(stored + into * charge[at], 0.0), machines.battery_mwh)
        levels[at] = stored
    need = np.maximum(site + charge - discharge, 0.0)
    backup = np.minimum(np.clip(found.backup_mw[:count], 0.0, machines.backup_mw), need)
    solar = np.clip(np.minimum(found.pv_mw[:count], need - backup), 0.0, None)
    grid = need - backup - solar
    beyond = grid - made.grid_mw[:count]
    unserved = np.where(beyond > _TOLERANCE_MW, beyond, 0.0)
    return {
        "grid": grid - unserved, "solar": solar, "charge": charge, "discharge": discharge,
        "stored": levels, "backup": backup, "unserved": unserved,
    }  # fmt: skip


def _usual(grid: Floats, start: int) -> Floats | None:
    """Mean draw by hour of the day over the last days; None where there are none yet."""
    if start < _USUAL_HOURS:
        return None
    hours = np.arange(start - _USUAL_HOURS, start)
    return np.bincount(hours % 24, weights=grid[hours], minlength=24) / (_USUAL_HOURS / 24)
