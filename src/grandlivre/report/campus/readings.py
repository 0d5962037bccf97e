"""What faces read from a year: its outcomes gathered by the site, by tenant and by class."""

from dataclasses import dataclass
from math import isnan

import numpy as np

from grandlivre.campus.design.model import CampusDesign, WorkClass
from grandlivre.campus.operate.events import HOURS, start_hour
from grandlivre.campus.operate.outcomes import Axis, Outcome, outcomes, value_of
from grandlivre.campus.operate.year import CampusYear, Floats

MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Of a year without 29 February."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """A year in a few figures."""

    accelerators: float
    """That stood with power, mean of the hours."""
    utilisation: float
    """Accelerator-hours held by jobs and services, over those that stood."""
    kept: float
    """Of the accelerator-hours held by jobs, the share of work that was kept."""
    sold_hours: float
    """Accelerator-hours held by jobs and services."""
    useful_hours: float
    """Of these, work of jobs that was kept, and replicas that answered in time."""
    site_mwh: float
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
    return totals_of(outcomes(year), kept_share(year))


def totals_of(found: tuple[Outcome, ...], kept: float) -> Totals:
    """A year in a few figures, from its outcomes."""

    def site(key: str, otherwise: float = 0.0) -> float:
        value = value_of(found, key)
        return otherwise if isnan(value) else value

    return Totals(
        accelerators=site("accelerators"),
        utilisation=site("utilisation"),
        kept=kept,
        sold_hours=site("sold_hours"),
        useful_hours=site("goodput") * site("accelerators") * HOURS,
        site_mwh=site("site_energy"),
        pue=site("pue", 1.0),
        wue_l_per_kwh=site("wue"),
        recovered_mwh=site("recovered"),
        cost_eur=site("cost"),
        carbon_t=site("carbon_location"),
        market_carbon_t=site("carbon_market"),
        peak_mw=site("peak"),
        least_mw=site("least"),
        ramp_mw=max(site("ramp_up"), site("ramp_down")),
        jobs=int(site("jobs")),
        finished=int(site("finished")),
        tokens=site("tokens"),
        attainment=site("attainment", 1.0),
        unserved_mwh=site("unserved"),
    )


def kept_share(year: CampusYear) -> float:
    """Of the accelerator-hours held by jobs, the share of work that was kept; 1 without jobs."""
    used = sum(each.used_hours for each in year.jobs)
    return sum(each.good_hours for each in year.jobs) / used if used else 1.0


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
    wait_h: tuple[float, float] | None
    """50 and 95 % of its jobs' waits; None without jobs that started."""
    attainment: float | None
    """None without a service."""
    budget: float | None
    """Of a year's budget, the share that its jobs used; None without a budget."""


def tenant_readings(year: CampusYear, found: tuple[Outcome, ...]) -> tuple[TenantReading, ...]:
    """Each tenant of the design, in its order; `found` are the year's outcomes."""
    tenants = year.design.tenants
    asked = _asked(year)
    all_asked = sum(asked.values()) or 1.0
    shares = sum(tenant.share for tenant in tenants) or 1.0
    held = {each.name: _or(found, "sold_hours", each.name, 0.0) or 0.0 for each in tenants}
    all_held = sum(held.values()) or 1.0
    readings = []
    for tenant in tenants:
        name, budget = tenant.name, tenant.monthly_hours
        used = sum(each.used_hours for each in year.jobs if each.lane.tenant == name)
        readings.append(
            TenantReading(
                name=name,
                entitled=tenant.share / shares,
                asked=asked.get(name, 0.0) / all_asked,
                held=held[name] / all_held,
                held_hours=held[name],
                wait_h=_waits(year, f"tenant:{name}"),
                attainment=_or(found, "attainment", name, None),
                budget=used / (12 * budget) if budget else None,
            )
        )
    return tuple(readings)


def _or(found: tuple[Outcome, ...], key: str, tenant: str, otherwise: float | None) -> float | None:
    value = value_of(found, key, Axis.TENANT, tenant)
    return otherwise if isnan(value) else value


def _asked(year: CampusYear) -> dict[str, float]:
    """Accelerator-hours asked for by tenant: of jobs sent, and for services' demand."""
    of_service = {service.name: service.tenant for service in year.design.services}
    found: dict[str, float] = {}
    for job in year.jobs:
        found[job.lane.tenant] = found.get(job.lane.tenant, 0.0) + job.asked_hours
    for each in year.services:
        tenant = of_service[each.service]
        found[tenant] = found.get(tenant, 0.0) + float(each.wanted.sum())
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
    kept: float
    """Of these hours, the share of work that was kept."""
    energy_mwh: float
    """At the racks."""
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
                kept=sum(each.good_hours for each in jobs) / used if used else 1.0,
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
