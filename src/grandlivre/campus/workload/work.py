"""All that a campus is asked to run in a year, drawn from its design."""

from collections.abc import Callable, Mapping

import numpy as np

from grandlivre.base.draws import generator
from grandlivre.campus.design.model import BatchWork, CampusDesign, Pool, Tenant, WorkClass
from grandlivre.campus.schedule.problem import Jobs
from grandlivre.campus.workload import finetuning, hpc, pretraining, replay, sweep, teaching
from grandlivre.campus.workload.arrays import Floats, Ints, Lane, Work
from grandlivre.campus.workload.asking import HOUR, Ask, Draft
from grandlivre.campus.workload.checkpoints import optimum
from grandlivre.campus.workload.clock import HOURS, Clock, clock_of
from grandlivre.campus.workload.figures import options
from grandlivre.campus.workload.services import demand, years_open
from grandlivre.errors import CampusError

_MINUTE = 60
_DAY = 86_400

CLASSES: Mapping[WorkClass, Callable[[Ask], Draft]] = {
    WorkClass.PRETRAINING: pretraining.jobs,
    WorkClass.SWEEP: sweep.jobs,
    WorkClass.FINETUNING: finetuning.jobs,
    WorkClass.HPC: hpc.jobs,
    WorkClass.TEACHING: teaching.jobs,
    WorkClass.REPLAY: replay.jobs,
}
"""Who draws the jobs of each class."""


def work_of(design: CampusDesign, capacity: Ints, seed: int, *, year: int) -> Work:
    """Jobs and demand of a year.

    Parameters
    ----------
    design
        The campus.
    capacity
        (hour, pool): accelerators that stand in each hour, pools as the design has them.
    seed
        Of all that is random; each work and service has a stream of its own by its name, so that
        one more changes no other.
    year
        Which: it sets weekdays, holidays and the growth of demand.

    Returns
    -------
    Work
        Watts of jobs are at the rack.

    Raises
    ------
    CampusError
        Where a work may touch none of the pools that it names, or the design names what there
        is not.
    """
    hours, pools = capacity.shape
    if pools != len(design.pools) or not 0 < hours <= HOURS:
        raise CampusError(
            f"there are {hours} hours of {pools} pools",
            where="capacity",
            remedy=f"give at most {HOURS} hours of each of {len(design.pools)} pools",
            code="work_capacity",
        )
    clock = clock_of(year, hours)
    names = {pool.name: place for place, pool in enumerate(design.pools)}
    drawn: list[tuple[BatchWork, Ints, Draft]] = []
    for work in design.batch:
        ask = _ask(
            design, work, capacity, clock, generator(seed, *_stream(design, work.name, year))
        )
        if work.kind not in CLASSES:
            raise CampusError(
                f"{work.kind.value} is no class of jobs",
                where=f"batch.{work.name}.kind",
                remedy="make it a service",
                code="work_class",
            )
        drawn.append((work, ask.pools, CLASSES[work.kind](ask)))
    lanes = tuple(
        sorted(
            (
                Lane(pool=design.pools[pool].name, tenant=work.tenant, work=work.name)
                for work, places, _ in drawn
                for pool in places
            ),
            key=lambda lane: names[lane.pool],
        )
    )
    return Work(
        jobs=_jobs(design, drawn, lanes),
        lanes=lanes,
        demands=tuple(
            demand(
                service,
                clock,
                years_open(design, year),
                generator(seed, *_stream(design, service.name, year)),
            )
            for service in design.services
        ),
    )


def _stream(design: CampusDesign, name: str, year: int) -> tuple[str, ...]:
    return ("campus", design.name, "work", name, str(year))


def _ask(
    design: CampusDesign,
    work: BatchWork,
    capacity: Ints,
    clock: Clock,
    stream: np.random.Generator,
) -> Ask:
    tenant = _tenant(design, work)
    places = np.array(
        [
            place
            for place, pool in enumerate(design.pools)
            if pool.name in work.pools and _may_touch(tenant, pool)
        ],
        dtype=np.int64,
    )
    if not len(places):
        raise CampusError(
            f"{tenant.name} may touch none of the pools of {work.name}",
            where=f"batch.{work.name}.pools",
            remedy="name a pool of its zones",
            code="work_pools",
        )
    standing = np.ascontiguousarray(capacity[:, places], dtype=np.int64)
    share = np.array([_share(design, tenant, design.pools[place]) for place in places])
    most = np.maximum(np.floor(standing.max(axis=0) * share + 1e-9), 1).astype(np.int64)
    return Ask(
        design=design, work=work, pools=places, capacity=standing, most=most, clock=clock,
        options=options(work), generator=stream,
    )  # fmt: skip


def _tenant(design: CampusDesign, work: BatchWork) -> Tenant:
    for tenant in design.tenants:
        if tenant.name == work.tenant:
            return tenant
    raise CampusError(
        f"there is no tenant {work.tenant!r}",
        where=f"batch.{work.name}.tenant",
        remedy=f"name one of {', '.join(tenant.name for tenant in design.tenants)}",
        code="work_tenant",
    )


def _may_touch(tenant: Tenant, pool: Pool) -> bool:
    return pool.zone in tenant.zones and (not tenant.pools or pool.name in tenant.pools)


def _share(design: CampusDesign, tenant: Tenant, pool: Pool) -> float:
    """Most of a pool that a tenant's jobs may ever hold: its quota, and not what others keep."""
    kept = sum(
        other.reserved
        for other in design.tenants
        if other.name != tenant.name and _may_touch(other, pool)
    )
    return max(min(tenant.quota, 1.0 - kept), 0.0)


def _jobs(
    design: CampusDesign, drawn: list[tuple[BatchWork, Ints, Draft]], lanes: tuple[Lane, ...]
) -> Jobs:
    """All jobs in the order of their submission, in whole seconds, watts and lanes."""
    lane_of = {(lane.pool, lane.work): place for place, lane in enumerate(lanes)}
    parts = [_columns(design, each, lane_of) for each in drawn]
    if not parts:
        parts = [tuple(np.zeros(0, dtype=np.int64) for _ in range(8))]
    columns = [np.concatenate(each) for each in zip(*parts, strict=True)]
    order = np.argsort(columns[0], kind="stable")
    submit, gang, work, estimate, watts, queue, checkpoint, restart = (
        column[order] for column in columns
    )
    return Jobs(
        submit_s=submit, accelerators=gang, work_s=work, estimate_s=estimate, watts=watts,
        queue=queue, checkpoint_s=checkpoint, restart_s=restart,
    )  # fmt: skip


def _columns(
    design: CampusDesign,
    each: tuple[BatchWork, Ints, Draft],
    lane_of: Mapping[tuple[str, str], int],
) -> tuple[Ints, ...]:
    """Columns of one work's jobs, in the order of `Jobs`."""
    work, places, draft = each
    seconds = np.maximum(np.rint(draft.work_s), 1).astype(np.int64)
    pools = [design.pools[place] for place in places]
    kilowatts = np.array([pool.kw_per_accelerator for pool in pools], dtype=np.float64)
    lanes = np.array([lane_of[pool.name, work.name] for pool in pools], dtype=np.int64)
    watts = draft.gang * kilowatts[draft.pool] * 1000 * work.power_share
    return (
        np.floor(draft.submit_s).astype(np.int64),
        draft.gang,
        seconds,
        np.maximum(np.ceil(draft.estimate_s).astype(np.int64), seconds),
        np.rint(watts).astype(np.int64),
        lanes[draft.pool],
        _checkpoints(design, work, draft.gang, draft.work_s),
        np.full(len(seconds), round(work.restart_minutes * _MINUTE), dtype=np.int64),
    )


def _checkpoints(design: CampusDesign, work: BatchWork, gang: Ints, work_s: Floats) -> Ints:
    """Seconds between checkpoints; 0 for none, also where a job is over before the first."""
    if work.checkpoint_minutes is not None:
        return np.full(len(gang), round(work.checkpoint_minutes * _MINUTE), dtype=np.int64)
    write = options(work)["checkpoint_write_minutes"] * _MINUTE
    rate = design.interruptions.per_accelerator_day / _DAY
    between = np.maximum(optimum(gang, rate_per_s=rate, write_s=write), _MINUTE)
    return np.where(between < work_s, np.minimum(between, HOURS * HOUR), 0).astype(np.int64)
