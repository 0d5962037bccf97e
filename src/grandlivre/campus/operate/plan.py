"""The hourly plan: what is switched on, what services get, what is left to jobs, and for how much.

A plan is made for a window of hours and some beyond it, from the state that the window before
has left: what is stored, what runs and what waits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.dispatch import Backup, Battery, Demand, Dispatch, Shift, dispatch_from
from grandlivre.campus.operate.given import Given
from grandlivre.campus.operate.lanes import Lanes
from grandlivre.campus.operate.services import by_tenant, granted, still_kept
from grandlivre.campus.operate.site import draw_of, rack_room
from grandlivre.campus.schedule import Standing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DELAY_HOURS = 24
"""Flexible work is done within so many hours, where there is room for it."""
_SETTLING_HOURS = 48.0
"""Over which what runs beyond the expected is held to end. A judgement."""
_TINY_MW = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Halls:
    """What is switched on in some hours and who has it, (hour, …)."""

    on: Ints
    """(hour, pool): accelerators with power."""
    services: Ints
    """(hour, service, pool)"""
    kept: Ints
    """(hour, pool, tenant): what jobs of others may not take."""
    quota: Ints
    """(hour, pool, tenant): most that a tenant's jobs may hold; nought where it may not be."""
    base_mw: Floats
    """At the racks, without any job: idle draw, storage and services."""
    rated_mw: Floats
    """Full draw of what is on."""

    @property
    def for_jobs(self) -> Ints:
        """(hour, pool): accelerators that services leave."""
        left: Ints = self.on - self.services.sum(axis=1)
        return left


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the window before has left."""

    stored_mwh: float
    standing: Standing
    usual_mw: Floats | None
    """(24,): mean draw on the grid by hour of the day, of the last days; None at the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan of some hours, (hour,); those beyond the window are only foreseen."""

    hours: Ints
    """Hours of the year; after its last comes its first."""
    halls: Halls
    grid_mw: Floats
    """Most that the grid gives, relief taken off."""
    cap_mw: Floats
    """Most that the site may draw."""
    room_w: Ints
    """Most that jobs may draw beyond idle, at the racks: never passed."""
    flexible_w: Floats
    """Of it, what work that may wait should draw; infinite where nothing is held back."""
    foreseen_mw: Floats
    """What the site is expected to draw."""


def halls(given: Given, hours: Ints, on: Ints, services_of: Ints | None = None) -> Halls:
    """Who gets what of the accelerators that are switched on.

    Parameters
    ----------
    given, hours
        The campus, and which of its hours.
    on
        (hour, pool): accelerators with power.
    services_of
        (hour, pool): accelerators from which services may take; None for all that are on.
    """
    design = given.design
    reserved = np.array([tenant.reserved for tenant in design.tenants]) * given.may.T
    quota = np.array([tenant.quota for tenant in design.tenants]) * given.may.T
    whole = np.floor(on[:, :, None] * reserved[None] + 1e-9).astype(np.int64)
    room = on if services_of is None else np.minimum(services_of, on)
    given_to = granted(given.serving, hours, room, whole if services_of is None else 0 * whole)
    left = on - given_to.sum(axis=1)
    kept = still_kept(whole, by_tenant(given.serving, given_to), left)
    held = np.floor(on[:, :, None] * quota[None] + 1e-9).astype(np.int64)
    share = np.array([service.power_share for service in design.services])
    kw = given.kw / 1000.0
    rated, power = on @ kw, given.site.power
    by_service = given_to @ kw
    serving = by_service.sum(axis=1)
    base = power.storage_share * rated + power.idle_share * (rated - serving) + by_service @ share
    return Halls(
        on=on,
        services=given_to,
        kept=kept,
        quota=held,
        base_mw=base,
        rated_mw=rated,
    )


def plan(given: Given, lanes: Lanes, hours: Ints, kept: int, before: Before) -> Plan:
    """Plan some hours.

    Parameters
    ----------
    given, lanes
        The campus, its year and its jobs.
    hours
        Hours of the year: those to be run, and some beyond.
    kept
        How many of them are to be run: outages that begin later are not foreseen.
    before
        What the window before has left.

    Returns
    -------
    Plan

    Notes
    -----
    First the dispatch of the hours at least cost, with services, idle draw and work that cannot
    wait as load, and with flexible work as energy to be served within a day. It says how much
    battery and generators add where the grid gives too little, and when flexible work is cheap.
    Then what the site may draw, hence what is switched on: services come first. Then, in the
    weather of the hour, what jobs may draw so that heat and losses stay under the cap too.
    """
    full = halls(given, hours, given.standing[hours])
    firm, flexible, waits, most = _expected(given, lanes, hours, full, before.standing)
    it = np.minimum(full.base_mw + firm, full.rated_mw * (1 + given.site.power.storage_share))
    load = draw_of(given.site, hours, it, full.rated_mw).site_mw
    step = np.minimum(0.02 * full.rated_mw, it) + _TINY_MW
    factor = (load - draw_of(given.site, hours, it - step, full.rated_mw).site_mw) / step
    factor = np.maximum(factor, 1.0)
    base = draw_of(given.site, hours, full.base_mw, full.rated_mw).site_mw
    grid = _grid(given, hours, kept)
    usual = load + flexible * factor
    if before.usual_mw is not None:
        usual = before.usual_mw[hours % 24]
    called = given.relief_mw[hours]
    limited = np.maximum(np.minimum(usual - called, grid), np.minimum(base, grid))
    grid = np.where(called > 0, np.maximum(limited, 0.0), grid)
    energy = flexible * factor
    energy[0] += waits * factor[0]
    found = dispatch_from(
        _demand(given, hours, load, grid, energy, most * float(factor.max())), before.stored_mwh
    )
    cap = _cap(given, hours, grid, found)
    # In hours without power some of the flexible energy is "served" by nothing.
    done = np.maximum(found.served_mwh - found.unserved_mw, 0.0) / factor
    is_held_back = (done < 0.97 * most) & bool(lanes.is_flexible.any()) & (energy.sum() > 0)
    on = switched_on(given, lanes, hours, cap, full)
    room = rack_room(given.site, hours, cap, on.rated_mw) - on.base_mw
    return Plan(
        hours=hours,
        halls=on,
        grid_mw=grid,
        cap_mw=cap,
        room_w=np.floor(np.maximum(room, 0.0) * 1e6).astype(np.int64),
        flexible_w=np.where(is_held_back, done * 1e6, np.inf),
        foreseen_mw=np.minimum(np.maximum(load + found.served_mwh - found.unserved_mw, 0.0), cap),
    )


def _grid(given: Given, hours: Ints, kept: int) -> Floats:
    """What the grid is held to give: outages that begin beyond the window are not foreseen."""
    grid, ahead = given.grid_mw[hours].copy(), np.arange(len(hours)) >= kept
    end = int(hours[kept - 1]) + 1
    unknown = ahead & (given.outage_began[hours] >= end)
    grid[unknown] = given.calm_mw[hours][unknown]
    return grid


def _expected(
    given: Given, lanes: Lanes, hours: Ints, full: Halls, standing: Standing
) -> tuple[Floats, Floats, float, float]:
    """Draw of work that cannot wait and of work that can, (hour,); what of it waits; its most.

    Megawatts and megawatt-hours beyond idle, at the racks.
    """
    flexible, month = lanes.is_flexible, given.month[hours]
    space = _space(given, lanes, full)
    coming = lanes.expected_w[month] / 1e6
    after = np.arange(len(hours))
    runs = float(standing.held_watts[~flexible].sum()) / 1e6
    waiting = standing.backlog_s * lanes.done_over_asked * lanes.watts / 3.6e9
    drained = np.where(after < DELAY_HOURS, waiting[~flexible].sum() / DELAY_HOURS, 0.0)
    firm = np.maximum(coming[:, ~flexible].sum(axis=1), runs * np.exp(-after / _SETTLING_HOURS))
    firm = np.minimum(firm + drained, space)
    most = float((space - firm).max(initial=0.0))
    goes_on = standing.running_s * lanes.done_over_asked * lanes.watts / 3.6e9
    waits = float((waiting + goes_on)[flexible].sum())
    # More than there is room for would leave the dispatch no way to be in time.
    comes = np.minimum(coming[:, flexible].sum(axis=1), most)
    return firm, comes, min(waits, DELAY_HOURS * most), most


def _space(given: Given, lanes: Lanes, full: Halls) -> Floats:
    """What jobs draw beyond idle where they hold all that services leave, (hour,), megawatts."""
    count = len(given.design.pools)
    expected = lanes.expected_w.sum(axis=0)
    weight = np.bincount(lanes.queues.pool, weights=expected, minlength=count)
    drawn = np.bincount(lanes.queues.pool, weights=expected * lanes.watts, minlength=count)
    each = np.where(weight > 0, drawn / np.maximum(weight, 1e-300), 0.0)
    space: Floats = full.for_jobs @ each / 1e6
    return space


def _demand(
    given: Given, hours: Ints, load: Floats, grid: Floats, flexible: Floats, most_mw: float
) -> Demand:
    """The dispatch's problem of some hours."""
    design = given.design
    machines = design.machines
    # Generators are for want of the grid, whatever its price: they may not run to save money.
    dearest = given.price_eur_per_mwh + (
        design.grid.carbon_price_eur_per_t * given.carbon_g_per_kwh / 1000.0
    )
    last_resort = max(machines.backup_eur_per_mwh, float(dearest.max()) + 1.0)
    return Demand(
        load_mw=load,
        flexible_mwh=flexible,
        grid_mw=grid,
        pv_mw=given.solar_mw[hours],
        price_eur_per_mwh=given.price_eur_per_mwh[hours],
        carbon_t_per_mwh=given.carbon_g_per_kwh[hours] / 1000.0,
        battery=Battery(
            power_mw=machines.battery_mw,
            energy_mwh=machines.battery_mwh,
            wear_eur_per_mwh=machines.battery_wear_eur_per_mwh,
        ),
        shift=Shift(delay_hours=DELAY_HOURS, power_mw=most_mw),
        backup=Backup(
            power_mw=machines.backup_mw,
            cost_eur_per_mwh=last_resort,
            carbon_t_per_mwh=machines.backup_t_per_mwh,
        ),
        carbon_price_eur_per_t=design.grid.carbon_price_eur_per_t,
    )


def settle(given: Given, made: Plan, site_mw: Floats, stored_mwh: float) -> Dispatch:
    """The dispatch of what the site really drew, and foresees to draw beyond the window."""
    load = made.foreseen_mw.copy()
    load[: len(site_mw)] = site_mw
    nothing = np.zeros(len(load))
    return dispatch_from(_demand(given, made.hours, load, made.grid_mw, nothing, 0.0), stored_mwh)


def _cap(given: Given, hours: Ints, grid: Floats, found: Dispatch) -> Floats:
    """Most that the site may draw: what is sure to be there for it, under a cap of its own.

    Where the grid and the panels give enough, they are counted alone, so that the battery is free
    to do as it will; where they do not, what the dispatch draws from it is needed, and so is what
    it stores beforehand.
    """
    sure = grid + given.solar_mw[hours]
    machines = found.discharge_mw + found.backup_mw
    drawn = found.grid_mw + found.pv_mw + machines - found.charge_mw + found.unserved_mw
    is_short = drawn > sure + _TINY_MW
    if not is_short.any():
        return np.minimum(sure, given.cap_mw[hours])
    until = np.arange(len(hours)) <= np.flatnonzero(is_short)[-1]
    needed = sure + np.where(until, machines - found.charge_mw, found.backup_mw)
    return np.maximum(np.minimum(needed, given.cap_mw[hours]), 0.0)


def switched_on(given: Given, lanes: Lanes, hours: Ints, cap: Floats, full: Halls) -> Halls:
    """What is switched on under a cap: services first, and of the rest what the cap can feed.

    Accelerators that could never be at work under the cap draw power for nothing: they are
    switched off, hall by hall, with their part of storage and conversion.
    """
    power, room = given.site.power, rack_room(given.site, hours, cap, full.rated_mw)
    serving = full.services.sum(axis=1)
    rated_services = serving @ given.kw / 1000.0
    drawn = (
        full.base_mw
        - power.idle_share * (full.rated_mw - rated_services)
        - power.storage_share * (full.rated_mw - rated_services)
    )
    rest = full.rated_mw - rated_services
    share = max(lanes.busy_share, power.idle_share) + power.storage_share
    of_services = np.clip(room / np.maximum(drawn, 1e-12), 0.0, 1.0)
    of_rest = np.clip((room - drawn) / np.maximum(rest * share, 1e-12), 0.0, 1.0)
    of_services = np.where(room >= drawn, 1.0, of_services)
    if (of_services == 1.0).all() and (of_rest == 1.0).all():
        return full
    for _ in range(60):
        fed = np.floor(serving * of_services[:, None] + 1e-9).astype(np.int64)
        others = given.standing[hours] - serving
        on = fed + np.floor(others * of_rest[:, None] + 1e-9).astype(np.int64)
        found = halls(given, hours, on, fed)
        passes = found.base_mw > rack_room(given.site, hours, cap, found.rated_mw)
        if not passes.any():
            return found
        # What is idle comes off first, then services.
        of_services = np.where(passes & (of_rest == 0.0), of_services * 0.9, of_services)
        of_rest = np.where(passes, np.where(of_rest > 1e-3, of_rest * 0.9, 0.0), of_rest)
    nothing = np.where(passes[:, None], 0, on)
    return halls(given, hours, nothing, np.where(passes[:, None], 0, fed))
