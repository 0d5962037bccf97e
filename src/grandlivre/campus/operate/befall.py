"""What events change: the design, what stands, the grid, the weather, work and prices."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design import connection, standing
from grandlivre.campus.design.model import CampusDesign, Pool, Service
from grandlivre.campus.design.read import reference_pue
from grandlivre.campus.operate.events import HOURS, span, start_hour
from grandlivre.campus.operate.model import Event, EventKind, OperateOptions
from grandlivre.campus.weather import Weather, heat_wave
from grandlivre.campus.workload.arrays import Demand, Work
from grandlivre.errors import CampusError
from grandlivre.reference.parameters import generations

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def of_kind(options: OperateOptions, kind: EventKind) -> tuple[Event, ...]:
    """Events of one kind, in their order."""
    return tuple(event for event in options.events if event.kind is kind)


def redesigned(design: CampusDesign, options: OperateOptions) -> CampusDesign:
    """The design with pools of another generation, in the power that they had.

    Raises
    ------
    CampusError
        Where an event names a pool or a generation that there is not.
    """
    for event in of_kind(options, EventKind.ACCELERATORS):
        name = event.target or max(design.pools, key=_pool_kw).name
        if name not in {pool.name for pool in design.pools}:
            raise _missing(
                event, f"there is no pool called {name}", [pool.name for pool in design.pools]
            )
        pools = tuple(
            _of_generation(pool, event) if pool.name == name else pool for pool in design.pools
        )
        design = replace(design, pools=pools, services=_served_by(design, pools))
    return design


def stands(design: CampusDesign, options: OperateOptions) -> tuple[Ints, Floats]:
    """Accelerators that stand, (hour, pool), and the connection, (hour,) in MW: with events.

    Raises
    ------
    CampusError
        Where an event names a tranche or a hall that there is not.
    """
    counts = standing(design, options.year, is_full=options.is_full).copy()
    granted = connection(design, options.year, is_full=options.is_full).copy()
    for event in of_kind(options, EventKind.DELAYED_TRANCHE):
        less, without, hours = _late(design, options, event)
        granted[hours] = np.minimum(granted[hours], without[hours])
        counts[hours] = np.minimum(counts[hours], less[hours])
    for event in of_kind(options, EventKind.TRANSFORMER):
        _fail(design, event, counts)
    return counts, granted


def _late(
    design: CampusDesign, options: OperateOptions, event: Event
) -> tuple[Ints, Floats, slice]:
    """What stands and is granted without a tranche, and the hours for which it is missing.

    One that is open before the event begins is held to be due then: the question is what it
    would be to do without it for so long.
    """
    tranches = design.grid.tranches
    if event.target is None:
        at = len(tranches) - 1
    else:
        names = [tranche.opens for tranche in tranches]
        if event.target not in names:
            raise _missing(event, f"there is no tranche called {event.target}", names)
        at = names.index(event.target)
    others = tuple(each for place, each in enumerate(tranches) if place != at)
    without = replace(design, grid=replace(design.grid, tranches=others))
    granted = connection(without, options.year, is_full=options.is_full)
    whole = connection(design, options.year, is_full=options.is_full)
    opened = np.flatnonzero(whole > granted)
    due = max(int(opened[0]) if len(opened) else HOURS, start_hour(event))
    hours = slice(due, min(due + 24 * (event.days or 0), HOURS))
    try:
        counts = standing(without, options.year, is_full=options.is_full)
    except CampusError:
        # Without its only tranche nothing stands.
        counts = np.zeros((HOURS, len(design.pools)), dtype=np.int64)
    return counts, granted, hours


def _fail(design: CampusDesign, event: Event, counts: Ints) -> None:
    """Take one transformer's part of a hall away, in whole nodes."""
    halls = {hall.name: hall for hall in design.halls}
    size = {name: sum(_pool_kw(p) for p in design.pools if p.hall == name) for name in halls}
    name = event.target or max(size, key=lambda each: size[each])
    if name not in halls:
        raise _missing(event, f"there is no hall called {name}", list(halls))
    hours, left = span(event), 1.0 - 1.0 / max(halls[name].transformers, 1)
    for at, pool in enumerate(design.pools):
        if pool.hall == name:
            counts[hours, at] = np.floor(counts[hours, at] * left / pool.node) * pool.node


def grid_limits(
    design: CampusDesign, options: OperateOptions, granted: Floats
) -> tuple[Floats, Floats, Ints]:
    """What the grid gives once all is known, a cap on the site, and when an outage began.

    Returns
    -------
    tuple
        (hour,) megawatts; (hour,) megawatts, infinite where there is no cap; (hour,) the hour at
        which an outage that nobody foresaw began, 0 where there is none.
    """
    grid, cap, began = granted.copy(), np.full(HOURS, np.inf), np.zeros(HOURS, dtype=np.int64)
    for event in of_kind(options, EventKind.CAP):
        hours = span(event)
        share = np.inf if event.share is None else event.share
        power = np.inf if event.power_mw is None else event.power_mw
        limit = np.minimum(
            power, np.where(np.isinf(share), np.inf, granted[hours] * min(share, 1e9))
        )
        cap[hours] = np.minimum(cap[hours], limit)
    grid = np.minimum(grid, cap)
    for event in of_kind(options, EventKind.GRID_OUTAGE):
        hours = span(event)
        grid[hours] = np.minimum(grid[hours], granted[hours] * (event.share or 0.0))
        began[hours] = hours.start
    return grid, cap, began


def weathered(weather: Weather, options: OperateOptions) -> Weather:
    """The year's weather with its heat waves."""
    for event in of_kind(options, EventKind.HEAT_WAVE):
        hours = span(event)
        weather = heat_wave(weather, hours.start, hours.stop - hours.start, event.degrees_k or 0.0)
    return weather


def priced(spot: Floats, options: OperateOptions) -> Floats:
    """Spot prices with their spikes: negative ones stay what they are."""
    spot = spot.copy()
    for event in of_kind(options, EventKind.PRICE):
        hours, share = span(event), 1.0 if event.share is None else event.share
        spot[hours] = np.where(spot[hours] > 0, spot[hours] * share, spot[hours])
    return spot


def demanded(demands: tuple[Demand, ...], options: OperateOptions) -> tuple[Demand, ...]:
    """Demand on services with its surges."""
    factor = np.ones(HOURS)
    for event in of_kind(options, EventKind.DEMAND):
        factor[span(event)] *= 1.0 if event.share is None else event.share
    if (factor == 1.0).all():
        return demands
    return tuple(
        replace(
            each,
            tokens_per_s=each.tokens_per_s * factor,
            requests_per_s=each.requests_per_s * factor,
        )
        for each in demands
    )


def reworked(work: Work, before: CampusDesign, after: CampusDesign) -> Work:
    """The same work on pools of another generation: the same arithmetic for each job.

    Gangs shrink or grow as their pool did, and work as long as the same operations take.
    """
    if before.pools == after.pools:
        return work
    jobs = work.jobs
    gangs, lasts = np.ones(len(work.lanes)), np.ones(len(work.lanes))
    watts = np.ones(len(work.lanes))
    pools = {pool.name: (pool, new) for pool, new in zip(before.pools, after.pools, strict=True)}
    for at, lane in enumerate(work.lanes):
        old, new = pools[lane.pool]
        if old != new:
            gangs[at] = new.count / old.count
            lasts[at] = _speed(old.generation) / _speed(new.generation)
            watts[at] = new.kw_per_accelerator / old.kw_per_accelerator
    gang = np.maximum(np.rint(jobs.accelerators * gangs[jobs.queue]), 1).astype(np.int64)
    longer = lasts[jobs.queue] * jobs.accelerators / gang
    each = jobs.watts / jobs.accelerators * watts[jobs.queue]
    done = np.maximum(np.rint(jobs.work_s * longer), 1).astype(np.int64)
    changed = replace(
        jobs,
        accelerators=gang,
        work_s=done,
        estimate_s=np.maximum(np.rint(jobs.estimate_s * longer), done).astype(np.int64),
        watts=np.rint(each * gang).astype(np.int64),
    )
    return replace(work, jobs=changed)


def _pool_kw(pool: Pool) -> float:
    return pool.count * pool.kw_per_accelerator


def _speed(generation: str) -> float:
    """Dense operations a second at 16 bits, the precision that all generations have.

    Raises
    ------
    CampusError
        Where the table of accelerators does not know it.
    """
    if generation not in generations():
        raise CampusError(
            f"nothing is known of the speed of {generation}",
            where="generation",
            remedy=f"name one of {', '.join(generations())}",
            code="unknown_target",
        )
    return dict(generations()[generation].dense_tflops)["bf16"]


def _of_generation(pool: Pool, event: Event) -> Pool:
    generation = event.generation or ""
    if generation not in generations():
        raise _missing(event, f"there is no generation called {generation}", list(generations()))
    # The table counts cooling and conversion in.
    kw = generations()[generation].all_in_kw / reference_pue()
    domain = generations()[generation].domain
    count = int(_pool_kw(pool) / kw) // domain * domain
    return replace(
        pool,
        generation=generation,
        count=max(count, domain),
        kw_per_accelerator=kw,
        domain=domain,
    )


def _served_by(design: CampusDesign, pools: tuple[Pool, ...]) -> tuple[Service, ...]:
    """Services that know how fast the new generation is: as its arithmetic goes."""
    used = {pool.generation for pool in pools}
    services = []
    for service in design.services:
        speeds = dict(service.tokens_per_accelerator_s)
        for generation in sorted(used - set(speeds)):
            if generation not in generations():
                continue
            old, known = max(speeds.items(), key=lambda pair: _speed(pair[0]))
            speeds[generation] = known * _speed(generation) / _speed(old)
        services.append(replace(service, tokens_per_accelerator_s=speeds))
    return tuple(services)


def _missing(event: Event, what: str, known: list[str]) -> CampusError:
    return CampusError(
        what,
        where=event.name,
        remedy=f"name one of {', '.join(known)}",
        code="unknown_target",
    )
