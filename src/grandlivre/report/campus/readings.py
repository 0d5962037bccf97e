"""What faces read from a year: sums over hours, lanes and services, each with its unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from grandlivre.campus.design.model import CampusDesign, WorkClass
from grandlivre.campus.operate.events import start_hour
from grandlivre.campus.operate.year import CampusYear, Floats, ServiceYear

MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Of a year without 29 February."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """A year in a few figures."""

    accelerators: float
    """That stood with power, mean of the hours."""
    utilisation: float
    """Accelerator-hours held by jobs and services, over those that stood."""
    goodput: float
    """Of the accelerator-hours held by jobs, the share of work that was kept."""
    sold_hours: float
    """Accelerator-hours held by jobs and services."""
    site_mwh: float
    it_mwh: float
    pue: float
    wue_l_per_kwh: float
    """Litres of water for each kilowatt-hour of the computers."""
    recovered_mwh: float
    cost_eur: float
    """Of energy, all in."""
    carbon_t: float
    """Location based: of the grid's electricity and of the generators' fuel."""
    market_carbon_t: float
    """Market based: of the contracts that are bought."""
    peak_mw: float
    least_mw: float
    ramp_mw: float
    """Greatest change of the site's draw from one hour to the next."""
    jobs: int
    finished: int
    tokens: float
    """Served."""
    attainment: float
    """Share of requests answered in time, over all services, by their tokens; 1 without one."""
    unserved_mwh: float


def totals(year: CampusYear) -> Totals:
    """The year in a few figures."""
    power, machines = year.power, year.design.machines
    stood = float(year.accelerators.sum())
    sold = float(year.used.sum()) + float(sum(each.accelerators.sum() for each in year.services))
    used = sum(each.used_hours for each in year.jobs)
    it, site = float(power.it_mw.sum()), float(power.site_mw.sum())
    backup_t = float(power.backup_mw.sum()) * machines.backup_t_per_mwh
    return Totals(
        accelerators=stood / year.hours,
        utilisation=sold / stood if stood else 0.0,
        goodput=sum(each.good_hours for each in year.jobs) / used if used else 1.0,
        sold_hours=sold,
        site_mwh=site,
        it_mwh=it,
        pue=site / it if it else 1.0,
        wue_l_per_kwh=float(power.water_m3.sum()) / it if it else 0.0,
        recovered_mwh=float(power.recovered_mw.sum()),
        cost_eur=float(power.cost_eur.sum()),
        carbon_t=float(power.grid_mw @ power.carbon_g_per_kwh) / 1000 + backup_t,
        market_carbon_t=float(power.grid_mw.sum()) * year.design.grid.market_carbon_g_per_kwh / 1000
        + backup_t,
        peak_mw=float(power.site_mw.max()),
        least_mw=float(power.site_mw.min()),
        ramp_mw=float(np.abs(np.diff(power.site_mw)).max(initial=0.0)),
        jobs=sum(each.submitted for each in year.jobs),
        finished=sum(each.finished for each in year.jobs),
        tokens=3600 * float(sum(each.tokens_served_per_s.sum() for each in year.services)),
        attainment=attainment(year.services),
        unserved_mwh=float(power.unserved_mw.sum()),
    )


def attainment(services: Iterable[ServiceYear]) -> float:
    """Share of requests answered in time, hours and services weighed by the tokens asked of them.

    Returns
    -------
    float
        1 where nothing was asked.
    """
    asked = kept = 0.0
    for each in services:
        asked += float(each.tokens_asked_per_s.sum())
        kept += float(each.tokens_asked_per_s @ each.attainment)
    return kept / asked if asked else 1.0


def class_mw(year: CampusYear) -> Mapping[WorkClass, Floats]:
    """Draw of the computers by class of work, (hour,) each.

    Notes
    -----
    What jobs drew, and of services what they held, times full draw, times mean draw of a replica in
    use. What `it_mw` has beyond the sum is draw of idle computers and of storage.
    """
    design, hours = year.design, year.hours
    pools = {pool.name: pool for pool in design.pools}
    works = {work.name: work for work in design.batch}
    found: dict[WorkClass, Floats] = {}
    for at, lane in enumerate(year.lanes):
        kind = works[lane.work].kind
        found[kind] = found.get(kind, np.zeros(hours)) + year.drawn_mw[:, at]
    services = {service.name: service for service in design.services}
    for each in year.services:
        service = services[each.service]
        full = np.array([pools[name].kw_per_accelerator for name in each.pools])
        before = found.get(service.kind, np.zeros(hours))
        found[service.kind] = before + each.by_pool @ full * service.power_share / 1000
    whole = sum(found.values(), np.zeros(hours))
    most = np.where(whole > year.power.it_mw, year.power.it_mw / np.maximum(whole, 1e-12), 1.0)
    return {kind: found[kind] * most for kind in WorkClass if kind in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantReading:
    """How one tenant fared."""

    name: str
    entitled: float
    """Its part of all tenants' shares."""
    asked: float
    """Its part of the accelerator-hours that all asked for."""
    held: float
    """Its part of the accelerator-hours that all held."""
    held_hours: float
    jobs: int
    wait_h: tuple[float, float] | None
    """50 and 95 % of its jobs' waits; None without jobs that started."""
    attainment: float | None
    """None without a service."""
    budget: float | None
    """Of a year's budget, the share that its jobs used; None without a budget."""


def tenant_readings(year: CampusYear) -> tuple[TenantReading, ...]:
    """Each tenant of the design, in its order."""
    design = year.design
    of_service = {service.name: service.tenant for service in design.services}
    shares = sum(tenant.share for tenant in design.tenants) or 1.0
    asked, held = _asked(year, of_service), _held(year, of_service)
    all_asked, all_held = sum(asked.values()) or 1.0, sum(held.values()) or 1.0
    found = []
    for tenant in design.tenants:
        jobs = [each for each in year.jobs if each.lane.tenant == tenant.name]
        services = [each for each in year.services if of_service[each.service] == tenant.name]
        used = sum(each.used_hours for each in jobs)
        budget = tenant.monthly_hours
        found.append(
            TenantReading(
                name=tenant.name,
                entitled=tenant.share / shares,
                asked=asked.get(tenant.name, 0.0) / all_asked,
                held=held.get(tenant.name, 0.0) / all_held,
                held_hours=held.get(tenant.name, 0.0),
                jobs=sum(each.submitted for each in jobs),
                wait_h=_waits(year, f"tenant:{tenant.name}"),
                attainment=attainment(services) if services else None,
                budget=used / (12 * budget) if budget else None,
            )
        )
    return tuple(found)


def _asked(year: CampusYear, of_service: Mapping[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for job in year.jobs:
        found[job.lane.tenant] = found.get(job.lane.tenant, 0.0) + job.asked_hours
    for each in year.services:
        tenant = of_service[each.service]
        found[tenant] = found.get(tenant, 0.0) + float(each.wanted.sum())
    return found


def _held(year: CampusYear, of_service: Mapping[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for at, lane in enumerate(year.lanes):
        found[lane.tenant] = found.get(lane.tenant, 0.0) + float(year.used[:, at].sum())
    for each in year.services:
        tenant = of_service[each.service]
        found[tenant] = found.get(tenant, 0.0) + float(each.accelerators.sum())
    return found


def _waits(year: CampusYear, of: str) -> tuple[float, float] | None:
    """50 and 95 % of the waits of a group of jobs."""
    _, half, most, _ = year.waits_h.get(of, (np.nan,) * 4)
    return None if np.isnan(most) else (half, most)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReading:
    """How one class of jobs fared."""

    kind: WorkClass
    jobs: int
    finished: int
    failures: int
    used_hours: float
    goodput: float
    energy_mwh: float
    mean_h: float
    """Mean wait of those that started; not a number where none did."""
    wait_h: tuple[float, float] | None
    """50 and 95 %; None where none started."""


def class_readings(year: CampusYear) -> tuple[ClassReading, ...]:
    """Each class of jobs that the year has, in the order of `WorkClass`."""
    found = []
    for kind in WorkClass:
        jobs = [each for each in year.jobs if each.kind is kind and each.submitted]
        if not jobs:
            continue
        used = sum(each.used_hours for each in jobs)
        of_class = f"class:{kind.value}"
        found.append(
            ClassReading(
                kind=kind,
                jobs=sum(each.submitted for each in jobs),
                finished=sum(each.finished for each in jobs),
                failures=sum(each.failures for each in jobs),
                used_hours=used,
                goodput=sum(each.good_hours for each in jobs) / used if used else 1.0,
                energy_mwh=sum(each.energy_mwh for each in jobs),
                mean_h=year.waits_h.get(of_class, (np.nan,))[0],
                wait_h=_waits(year, of_class),
            )
        )
    return tuple(found)


def utilisation(year: CampusYear) -> Floats:
    """Accelerators held over those that stand, (hour,)."""
    held = year.used.sum(axis=1) + sum(
        (each.accelerators for each in year.services), np.zeros(year.hours)
    )
    ratio: Floats = held / np.maximum(year.accelerators.sum(axis=1), 1)
    return ratio


def day_of(hour: int) -> tuple[int, int]:
    """Month from 1 and day of an hour of the year.

    Examples
    --------
    >>> day_of(0), day_of(24 * 59), day_of(8759)
    ((1, 1), (3, 1), (12, 31))
    """
    day = hour // 24
    for month, length in enumerate(MONTH_DAYS, 1):
        if day < length:
            return month, day + 1
        day -= length
    return 12, 31


def busiest_week(year: CampusYear) -> int:
    """First hour of the week (whole days) in which the site draws most; of the first event else.

    What befalls the campus is what a reader wants to see; without it, the tightest week.
    """
    starts = [start_hour(event) for event in year.options.events if event.hours < year.hours]
    weeks = max((year.hours - 168) // 24, 0)
    if starts:
        return min(max(min(starts) // 24 - 2, 0), weeks) * 24
    days = year.power.site_mw[: 24 * (year.hours // 24)].reshape(-1, 24).sum(axis=1)
    sums = np.convolve(days, np.ones(7), mode="valid")
    return 24 * int(np.argmax(sums)) if len(sums) else 0


def of_design(design: CampusDesign) -> int:
    """Accelerators of a design with all of its phases."""
    return sum(pool.count for pool in design.pools)
