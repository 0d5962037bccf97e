"""The public verb: a campus through a year."""

import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.operate.audit import audit_of, book_of
from grandlivre.campus.operate.costs import energy_cost
from grandlivre.campus.operate.given import Given, given
from grandlivre.campus.operate.lanes import Lanes, lanes_of
from grandlivre.campus.operate.loop import Done, run_year
from grandlivre.campus.operate.model import Audit, OperateOptions
from grandlivre.campus.operate.ran import jobs_years, waits_of
from grandlivre.campus.operate.services import served
from grandlivre.campus.operate.year import CampusYear, Power, ServiceYear

Floats = NDArray[np.float64]

_HOUR = 3600.0


def operate(design: CampusDesign, options: OperateOptions | None = None) -> CampusYear:
    """Operate a campus through a year, hour by hour.

    Parameters
    ----------
    design
        The campus.
    options
        Year, seed, events and windows; None for the usual ones.

    Returns
    -------
    CampusYear
        Of 8,760 hours: what stood, ran, was served, drawn, paid and checked.

    Raises
    ------
    CampusError
        Where nothing stands that year, or the design or an event makes no sense.

    Notes
    -----
    The year is planned in windows of two weeks that see three days beyond their end. A plan
    decides what is switched on, what services get, the most that jobs may draw in each hour under
    the cap, heat and losses included, and when work that may wait is cheap. Below it the scheduler
    starts, interrupts and ends jobs one by one. What was really drawn is then settled with grid,
    battery, panels and generators at least cost, and the next plan begins from what is stored,
    what runs and what waits.
    """
    options = options or OperateOptions()
    since = time.process_time()
    begun = given(design, options)
    lanes = lanes_of(begun)
    before = time.process_time() - since
    done = run_year(begun, lanes)
    since = time.process_time()
    year = _year(begun, lanes, done)
    year = replace(year, audit=audit_of(book_of(year)))
    seconds = {"given": before, **done.log.seconds, "outcome": time.process_time() - since}
    return replace(year, seconds=seconds)


def _year(begun: Given, lanes: Lanes, done: Done) -> CampusYear:
    """The year's record, not yet audited."""
    log, schedule = done.log, done.schedule
    held_s = done.standing.running_s
    tenants = np.zeros(len(begun.design.tenants))
    places = {tenant.name: at for at, tenant in enumerate(begun.design.tenants)}
    for lane, seconds in zip(begun.work.lanes, held_s, strict=True):
        tenants[places[lane.tenant]] += seconds
    return CampusYear(
        design=begun.design,
        options=replace(begun.options, told=None),
        accelerators=log.on,
        lanes=begun.work.lanes,
        used=schedule.used_s / _HOUR,
        backlog_hours=log.backlog_s / _HOUR,
        services=_services(begun, done),
        jobs=jobs_years(begun, schedule),
        power=_power(begun, done),
        plan_mw=log.allowed_w / 1e6,
        charged_hours=(done.budget_s - done.standing.budget_s) / _HOUR,
        booked_hours=tenants / _HOUR,
        audit=Audit(checks={}, breaches=(), digest=""),
        events_done=schedule.events,
        seconds={},
        drawn_mw=schedule.energy_ws / 3.6e9 + schedule.used_s * lanes.idle_w / 3.6e9,
        waits_h=waits_of(begun, schedule),
    )


def _services(begun: Given, done: Done) -> tuple[ServiceYear, ...]:
    design, found = begun.design, []
    places = {pool.name: at for at, pool in enumerate(design.pools)}
    for at, service in enumerate(design.services):
        held = done.log.services[:, at]
        answered = served(begun.serving, at, held)
        by_pool = held[:, [places[name] for name in service.pools]].astype(np.float64)
        found.append(
            ServiceYear(
                service=service.name,
                pools=service.pools,
                by_pool=by_pool,
                accelerators=held.sum(axis=1).astype(np.float64),
                wanted=answered.wanted,
                tokens_asked_per_s=begun.serving.demands[at].tokens_per_s,
                tokens_served_per_s=answered.tokens_served_per_s,
                attainment=answered.attainment,
            )
        )
    return tuple(found)


def _power(begun: Given, done: Done) -> Power:
    series, weather = done.log.series, begun.site.weather
    without_cost = Power(
        **{f"{name}_mw": series[name] for name in series if name not in ("stored", "water")},
        stored_mwh=series["stored"],
        water_m3=series["water"],
        dry_bulb_c=weather.dry_bulb_c,
        wet_bulb_c=weather.wet_bulb_c,
        price_eur_per_mwh=begun.price_eur_per_mwh,
        carbon_g_per_kwh=begun.carbon_g_per_kwh,
        cost_eur=np.zeros(len(begun.price_eur_per_mwh)),
    )
    parts = energy_cost(begun.design, without_cost, begun.connection_mw)
    return replace(without_cost, cost_eur=sum(parts.values(), np.zeros(len(parts["spot"]))))
