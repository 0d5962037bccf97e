"""Whether a design holds together: names that exist, limits that can be kept, sizes that fit."""

import math
from collections import defaultdict
from collections.abc import Iterator

from grandlivre.base.periods import Period
from grandlivre.campus.design.model import (
    BatchWork,
    CampusDesign,
    Phase,
    Pool,
    Service,
    Tranche,
    WorkClass,
)
from grandlivre.campus.design.standing import allowed
from grandlivre.campus.design.tables import nearest
from grandlivre.campus.weather import climates
from grandlivre.errors import ConfigError
from grandlivre.reference.parameters.catalogue import parameters

Faults = Iterator[ConfigError]
SERVED = (WorkClass.INFERENCE, WorkClass.DEPLOYMENT)
"""Classes that are services; the others are jobs."""
_MORE = 1.02
"""Pools may pass their phase's power by this much: published figures are rounded."""


def check(design: CampusDesign, where: str) -> None:
    """See that a design holds together.

    Parameters
    ----------
    design
        The design, its defaults filled in.
    where
        Its file, for messages.

    Raises
    ------
    ConfigError
        The first fault that is found, with its entry and what to do.
    """
    for rule in (_site, _pools, _sizes, _tenants, _reserved, _batch, _services, _grid, _basis):
        for error in rule(design):
            raise ConfigError(error.what, where=f"{where}, {error.where}", remedy=error.remedy)


def _missing(kind: str, name: str, known: list[str], where: str) -> ConfigError:
    return ConfigError(
        f"there is no {kind} {name}", where=where, remedy=f"known here: {nearest(name, known)}"
    )


def _between(value: float, low: float, high: float, where: str) -> Faults:
    if not low <= value <= high:
        yield ConfigError(
            f"{value:g} is not between {low:g} and {high:g}",
            where=where,
            remedy="correct the figure or its unit",
        )


def _positive(value: float, where: str) -> Faults:
    if not (value > 0 and math.isfinite(value)):
        yield ConfigError(
            f"{value:g} is not positive", where=where, remedy="correct the figure or its unit"
        )


def _not_negative(value: float, where: str) -> Faults:
    if not (value >= 0 and math.isfinite(value)):
        yield ConfigError(
            f"{value:g} is negative", where=where, remedy="correct the figure or its unit"
        )


def _site(design: CampusDesign) -> Faults:
    if design.climate not in climates():
        yield _missing("climate", design.climate, list(climates()), "climate")
    for kind in ("phases", "pools", "tenants"):
        if not getattr(design, kind):
            yield ConfigError(
                f"{kind} is empty", where=kind, remedy=f"write one [{kind}.NAME] at least"
            )
    for phase in design.phases:
        yield from _positive(phase.power_mw, f"phases.{phase.name}.power_mw")
        yield from _date(phase, f"phases.{phase.name}.opens")
    phases = [phase.name for phase in design.phases]
    for hall in design.halls:
        if hall.phase not in phases:
            yield _missing("phase", hall.phase, phases, f"halls.{hall.name}.phase")
        yield from _positive(hall.transformers, f"halls.{hall.name}.transformers")
    heat = design.heat
    for name in ("liquid_share", "recovered_share"):
        yield from _between(getattr(heat, name), 0, 1, f"heat.{name}")
    # Water leaves the racks ten degrees warmer, air twelve: see the cooling.
    yield from _between(heat.liquid_supply_c, 10, 41, "heat.liquid_supply_c")
    yield from _between(heat.air_supply_c, 10, 35, "heat.air_supply_c")
    yield from _positive(heat.chiller_cop, "heat.chiller_cop")
    yield from _not_negative(
        design.interruptions.per_accelerator_day, "interruptions.per_accelerator_day"
    )
    yield from _not_negative(design.interruptions.repair_hours, "interruptions.repair_hours")


def _date(of: Phase | Tranche, where: str) -> Faults:
    try:
        Period.parse(of.opens)
    except ValueError:
        yield ConfigError(
            f"{of.opens!r} is no partial date",
            where=where,
            remedy="write 2028, 2028-H1, 2028-Q3, 2028-05 or 2028-05-31",
        )


def _pools(design: CampusDesign) -> Faults:
    halls = [hall.name for hall in design.halls]
    for pool in design.pools:
        at = f"pools.{pool.name}"
        if pool.hall not in halls:
            yield _missing("hall", pool.hall, halls, f"{at}.hall")
        for name in ("count", "node", "domain", "kw_per_accelerator"):
            yield from _positive(getattr(pool, name), f"{at}.{name}")
        if pool.domain % pool.node:
            yield ConfigError(
                f"a domain of {pool.domain} is no whole number of servers of {pool.node}",
                where=at,
                remedy="give a domain that servers fill",
            )
        if pool.count % pool.node:
            yield ConfigError(
                f"{pool.count} accelerators are no whole number of servers of {pool.node}",
                where=at,
                remedy="give a count that servers fill",
            )
    pools = [pool.name for pool in design.pools]
    for partition in design.partitions:
        for name in partition.pools:
            if name not in pools:
                yield _missing("pool", name, pools, f"partitions.{partition.name}.pools")
    held = {name for partition in design.partitions for name in partition.pools}
    for name in pools:
        if name not in held:
            yield ConfigError(
                f"pool {name} is in no partition",
                where="partitions",
                remedy="add it to the partition whose work it runs",
            )


def _sizes(design: CampusDesign) -> Faults:
    """Whether what the pools draw fits into the power of their phases."""
    pue = parameters()["pue"].distribution.median
    phase_of = {hall.name: hall.phase for hall in design.halls}
    drawn: dict[str, float] = defaultdict(float)
    for pool in design.pools:
        drawn[phase_of[pool.hall]] += pool.count * pool.kw_per_accelerator * pue / 1000
    for phase in design.phases:
        if drawn[phase.name] > phase.power_mw * _MORE:
            yield ConfigError(
                f"its pools would draw {drawn[phase.name]:.0f} MW at a PUE of {pue:.2f}, "
                f"and it has {phase.power_mw:g}",
                where=f"phases.{phase.name}",
                remedy="lessen counts or kw_per_accelerator, or raise power_mw",
            )


def _tenants(design: CampusDesign) -> Faults:
    zones = sorted({pool.zone for pool in design.pools})
    zone_of = {pool.name: pool.zone for pool in design.pools}
    for tenant in design.tenants:
        at = f"tenants.{tenant.name}"
        yield from _positive(tenant.share, f"{at}.share")
        yield from _between(tenant.quota, 0, 1, f"{at}.quota")
        yield from _between(tenant.reserved, 0, 1, f"{at}.reserved")
        if tenant.monthly_hours is not None:
            yield from _not_negative(tenant.monthly_hours, f"{at}.monthly_hours")
        for zone in tenant.zones:
            if zone not in zones:
                yield _missing("zone", zone, zones, f"{at}.zones")
        for name in tenant.pools:
            if name not in zone_of:
                yield _missing("pool", name, list(zone_of), f"{at}.pools")
            elif zone_of[name] not in tenant.zones:
                yield ConfigError(
                    f"pool {name} stands in zone {zone_of[name]}, which its work may not touch",
                    where=f"{at}.pools",
                    remedy="add the zone to its zones, or take the pool away",
                )


def _reserved(design: CampusDesign) -> Faults:
    kept: dict[str, float] = defaultdict(float)
    for tenant in design.tenants:
        for name in allowed(design, tenant.name):
            kept[name] += tenant.reserved
    for name, share in kept.items():
        if share > 1 + 1e-9:
            yield ConfigError(
                f"{share:.0%} of pool {name} is reserved",
                where="tenants",
                remedy="lessen what tenants have reserved to 1 together",
            )


def _work(design: CampusDesign, work: BatchWork | Service, at: str) -> Faults:
    """What jobs and services have in common: a tenant, and pools that it may use for this."""
    tenants = [tenant.name for tenant in design.tenants]
    if work.tenant not in tenants:
        yield _missing("tenant", work.tenant, tenants, f"{at}.tenant")
        return
    if not work.pools:
        yield ConfigError("it has no pool", where=f"{at}.pools", remedy="name one at least")
    pools = [pool.name for pool in design.pools]
    may = allowed(design, work.tenant)
    for name in work.pools:
        if name not in pools:
            yield _missing("pool", name, pools, f"{at}.pools")
        elif name not in may:
            yield ConfigError(
                f"tenant {work.tenant} may not touch pool {name}",
                where=f"{at}.pools",
                remedy="use a pool of its zones, or let its zones and pools have it",
            )
        elif not any(name in p.pools and work.kind in p.classes for p in design.partitions):
            yield ConfigError(
                f"no partition with pool {name} runs {work.kind.value}",
                where=f"{at}.pools",
                remedy="add the class to the partition, or use another pool",
            )
    yield from _between(work.power_share, 0, 1, f"{at}.power_share")


def _batch(design: CampusDesign) -> Faults:
    pools = {pool.name: pool for pool in design.pools}
    quotas = {tenant.name: tenant.quota for tenant in design.tenants}
    for work in design.batch:
        at = f"batch.{work.name}"
        if work.kind in SERVED:
            yield ConfigError(
                f"{work.kind.value} is no class of jobs",
                where=f"{at}.kind",
                remedy="write it under [services.NAME]",
            )
        yield from _work(design, work, at)
        yield from _between(work.load_share, 0, 10, f"{at}.load_share")
        yield from _between(work.rank, 0, 99, f"{at}.rank")
        yield from _not_negative(work.restart_minutes, f"{at}.restart_minutes")
        if work.checkpoint_minutes is not None:
            yield from _not_negative(work.checkpoint_minutes, f"{at}.checkpoint_minutes")
        if work.kind is WorkClass.REPLAY and not work.trace:
            yield ConfigError("a replay needs its recording", where=at, remedy='say trace = "FILE"')
        for name in work.pools:
            most = pools[name].count * quotas[work.tenant]
            if max(work.gang.median, work.gang.least) > most:
                yield ConfigError(
                    f"its jobs take {work.gang.median:g} accelerators, and may hold {most:g} "
                    f"of pool {name}",
                    where=f"{at}.gang",
                    remedy="use a larger pool, a smaller gang or a larger quota",
                )


def _services(design: CampusDesign) -> Faults:
    pools: dict[str, Pool] = {pool.name: pool for pool in design.pools}
    for service in design.services:
        at = f"services.{service.name}"
        if service.kind not in SERVED:
            yield ConfigError(
                f"{service.kind.value} is no class of services",
                where=f"{at}.kind",
                remedy="write it under [batch.NAME]",
            )
        yield from _work(design, service, at)
        yield from _not_negative(service.tokens_per_s, f"{at}.tokens_per_s")
        yield from _between(service.target_utilisation, 0.01, 1, f"{at}.target_utilisation")
        yield from _not_negative(service.least_replicas, f"{at}.least_replicas")
        for name in ("latency_s", "scale_minutes", "burstiness", "replica"):
            yield from _positive(getattr(service, name), f"{at}.{name}")
        yield from _between(service.growth_per_year, -0.99, 100, f"{at}.growth_per_year")
        rates = service.tokens_per_accelerator_s
        for generation, rate in rates.items():
            yield from _positive(rate, f"{at}.tokens_per_accelerator_s.{generation}")
        for name in service.pools:
            if pools[name].generation not in rates:
                yield ConfigError(
                    f"nothing is said of {pools[name].generation}, which pool {name} has",
                    where=f"{at}.tokens_per_accelerator_s",
                    remedy="say how many tokens a second one accelerator of it writes",
                )
            if service.replica > pools[name].count:
                yield ConfigError(
                    f"a copy takes {service.replica} accelerators, more than pool {name} has",
                    where=f"{at}.replica",
                    remedy="use a larger pool or a smaller copy",
                )


def _grid(design: CampusDesign) -> Faults:
    grid, machines = design.grid, design.machines
    if not grid.tranches:
        yield ConfigError(
            "no tranche of power",
            where="grid.tranches",
            remedy="give one at least, or leave it out",
        )
    for at, tranche in enumerate(grid.tranches):
        yield from _date(tranche, f"grid.tranches[{at}].opens")
        yield from _positive(tranche.total_mw, f"grid.tranches[{at}].total_mw")
    for at, (one, other) in enumerate(zip(grid.tranches, grid.tranches[1:], strict=False), 1):
        is_later = Period.parse(one.opens).last <= Period.parse(other.opens).last
        if not (is_later and one.total_mw <= other.total_mw):
            yield ConfigError(
                f"{other.total_mw:g} MW by {other.opens} after {one.total_mw:g} MW by {one.opens}",
                where=f"grid.tranches[{at}]",
                remedy="give tranches by date, each with the power that there is in all",
            )
    yield from _between(grid.band_share, 0, 1, "grid.band_share")
    for name in (
        "turpe_eur_per_mwh", "turpe_eur_per_mw_year", "accise_eur_per_mwh", "relief_mw",
        "relief_hours", "relief_eur_per_mw_year", "market_carbon_g_per_kwh",
        "carbon_price_eur_per_t",
    ):  # fmt: skip
        yield from _not_negative(getattr(grid, name), f"grid.{name}")
    if grid.ramp_mw_per_hour is not None:
        yield from _positive(grid.ramp_mw_per_hour, "grid.ramp_mw_per_hour")
    for name in (
        "battery_mw", "battery_mwh", "battery_wear_eur_per_mwh", "solar_mw", "backup_mw",
        "backup_eur_per_mwh", "backup_t_per_mwh",
    ):  # fmt: skip
        yield from _not_negative(getattr(machines, name), f"machines.{name}")


def _basis(design: CampusDesign) -> Faults:
    """Whether what figures rest on speaks of entries that exist."""
    for basis in design.basis:
        at: object = design
        for step in basis.field.split("."):
            if isinstance(at, tuple):
                found = {each.name: each for each in at if hasattr(each, "name")}
                at = found.get(step)
            else:
                at = getattr(at, step, None)
            if at is None:
                yield ConfigError(
                    f"there is no entry {basis.field}",
                    where="basis",
                    remedy="write the path of a table or a figure of this file",
                )
                break
