"""Who bears what of the site's draw: by class, tenant, partition or service, hour by hour."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design.model import CampusDesign, WorkClass
from grandlivre.campus.operate.ran import partition_of
from grandlivre.campus.operate.year import CampusYear

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """One lane's jobs, or one service in one pool; arrays are (hour,)."""

    tenant: str
    partition: str
    kind: WorkClass
    pool: str
    service: str | None
    """None for jobs."""
    lane: int | None
    """None for services."""
    accelerators: Floats
    it_mw: Floats
    """At the racks."""


def bearers(year: CampusYear) -> tuple[Bearer, ...]:
    """Everyone who drew power, lanes first."""
    design = year.design
    kinds = {work.name: work.kind for work in design.batch}
    found = [
        Bearer(
            tenant=lane.tenant,
            partition=partition_of(design, lane),
            kind=kinds[lane.work],
            pool=lane.pool,
            service=None,
            lane=at,
            accelerators=year.used[:, at],
            it_mw=year.drawn_mw[:, at],
        )
        for at, lane in enumerate(year.lanes)
    ]
    kilowatts = {pool.name: pool.kw_per_accelerator for pool in design.pools}
    for service, ran in zip(design.services, year.services, strict=True):
        for at, pool in enumerate(ran.pools):
            held = ran.by_pool[:, at]
            found.append(
                Bearer(
                    tenant=service.tenant,
                    partition=_partition(design, pool, service.kind),
                    kind=service.kind,
                    pool=pool,
                    service=service.name,
                    lane=None,
                    accelerators=held,
                    it_mw=held * kilowatts[pool] * service.power_share / 1000.0,
                )
            )
    return tuple(found)


def _partition(design: CampusDesign, pool: str, kind: WorkClass) -> str:
    holding = [each for each in design.partitions if pool in each.pools]
    for each in holding:
        if kind in each.classes:
            return each.name
    return holding[0].name if holding else pool


def together(
    found: tuple[Bearer, ...], key: Callable[[Bearer], str | None]
) -> Mapping[str, tuple[Bearer, ...]]:
    """Bearers by a key, in the order of their coming; those whose key is None are left out."""
    groups: dict[str, list[Bearer]] = {}
    for each in found:
        name = key(each)
        if name is not None:
            groups.setdefault(name, []).append(each)
    return {name: tuple(group) for name, group in groups.items()}


def class_mw(year: CampusYear) -> Mapping[WorkClass, Floats]:
    """Draw at the racks by class of work, (hour,); the rest of `it_mw` is idle and storage."""
    groups = together(bearers(year), lambda each: each.kind.value)
    return {
        WorkClass(name): np.sum([each.it_mw for each in group], axis=0)
        for name, group in groups.items()
    }


def site_over_it(year: CampusYear) -> Floats:
    """Draw of the site for each megawatt at the racks, (hour,); 1 where nothing was drawn."""
    it, site = year.power.it_mw, year.power.site_mw
    return np.where(it > 0, site / np.maximum(it, 1e-12), 1.0)


def carbon_t_per_mwh(year: CampusYear) -> tuple[Floats, Floats]:
    """Of what the site draws, tonnes a megawatt-hour, (hour,): location and market based.

    Generators' fuel is counted in both; what the battery gives is counted when it is stored.
    """
    power, design = year.power, year.design
    fuel = power.backup_mw * design.machines.backup_t_per_mwh
    location = power.grid_mw * power.carbon_g_per_kwh / 1000.0 + fuel
    market = power.grid_mw * design.grid.market_carbon_g_per_kwh / 1000.0 + fuel
    site = np.maximum(power.site_mw, 1e-12)
    drawn = power.site_mw > 0
    return np.where(drawn, location / site, 0.0), np.where(drawn, market / site, 0.0)
