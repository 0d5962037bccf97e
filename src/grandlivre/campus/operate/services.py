"""Models in use: the replicas that demand asks for, what they get, how many answers come in time."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design.model import CampusDesign, Service
from grandlivre.campus.workload.arrays import Demand

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_QUANTILE_95 = 1.645


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A campus' services with their demand and the speed of each pool."""

    design: CampusDesign
    demands: tuple[Demand, ...]
    wanted_tokens_per_s: Floats
    """(hour, service): what replicas are kept for."""
    tokens_per_accelerator_s: Floats
    """(service, pool): 0 where a service may not, or cannot, use a pool."""
    tenant: Ints
    """(service,): place of its tenant."""


def serving_of(design: CampusDesign, demands: tuple[Demand, ...], may: NDArray[np.bool_]) -> Serving:
    """Services ready to be given accelerators.

    Parameters
    ----------
    design
        The campus.
    demands
        One for each service, in order.
    may
        (tenant, pool): whether a tenant's work may touch a pool.

    Notes
    -----
    Replicas are kept for the hour's busiest minute, and so that they are used to
    `Service.target_utilisation` on average, whichever is more. They follow demand by
    `Service.scale_minutes`: a part of each hour is served with those of the hour before.
    """
    tenants = {tenant.name: at for at, tenant in enumerate(design.tenants)}
    speed = np.zeros((len(design.services), len(design.pools)))
    hours = len(demands[0].tokens_per_s) if demands else 0
    wanted = np.zeros((hours, len(demands)))
    for at, (service, demand) in enumerate(zip(design.services, demands, strict=True)):
        for place, pool in enumerate(design.pools):
            if pool.name in service.pools and may[tenants[service.tenant], place]:
                speed[at, place] = service.tokens_per_accelerator_s.get(pool.generation, 0.0)
        spare = np.maximum(demand.peak_ratio, 1.0 / service.target_utilisation)
        target = demand.tokens_per_s * spare
        late = min(service.scale_minutes / 60.0, 1.0)
        # The year is a ring: what its first hour follows is its last.
        wanted[:, at] = (1.0 - late) * target + late * np.roll(target, 1)
    return Serving(
        design=design,
        demands=demands,
        wanted_tokens_per_s=wanted,
        tokens_per_accelerator_s=speed,
        tenant=np.array([tenants[each.tenant] for each in design.services], dtype=np.int64),
    )


def granted(serving: Serving, hours: Ints, room: Ints, kept: Ints) -> Ints:
    """Accelerators that services get in some hours.

    Parameters
    ----------
    serving
        Services and their demand.
    hours
        Hours of the year, (n,).
    room
        (n, pool): accelerators that stand with power.
    kept
        (n, pool, tenant): reserved shares: no service of another tenant takes of them.

    Returns
    -------
    Ints
        (n, service, pool), whole replicas. A service that stands first in the design is served
        first, and each fills its pools in its own order.
    """
    design = serving.design
    places = {pool.name: at for at, pool in enumerate(design.pools)}
    given = np.zeros((len(hours), len(design.services), len(design.pools)), dtype=np.int64)
    left, reserved = room.astype(np.int64), kept.astype(np.int64)
    for at, service in enumerate(design.services):
        need, tenant = serving.wanted_tokens_per_s[hours, at].copy(), serving.tenant[at]
        least = np.full(len(hours), service.least_replicas)
        for pool in service.pools:
            place = places[pool]
            speed = serving.tokens_per_accelerator_s[at, place] * service.replica
            if speed <= 0:
                continue
            others = reserved[:, place].sum(axis=1) - reserved[:, place, tenant]
            most = np.maximum(left[:, place] - others, 0) // service.replica
            asked = np.maximum(np.ceil(need / speed - 1e-9).astype(np.int64), least)
            replicas = np.minimum(asked, most)
            taken = replicas * service.replica
            given[:, at, place] = taken
            left[:, place] -= taken
            reserved[:, place, tenant] = np.maximum(reserved[:, place, tenant] - taken, 0)
            need = np.maximum(need - replicas * speed, 0.0)
            least = np.maximum(least - replicas, 0)
    return given


def by_tenant(serving: Serving, given: Ints) -> Ints:
    """Accelerators of services by their tenants, (n, pool, tenant)."""
    found = np.zeros((len(given), given.shape[2], len(serving.design.tenants)), dtype=np.int64)
    for at, tenant in enumerate(serving.tenant):
        found[:, :, tenant] += given[:, at]
    return found


def still_kept(reserved: Ints, services: Ints, left: Ints) -> Ints:
    """Reserved accelerators once services have theirs: what jobs of others may not take.

    Parameters
    ----------
    reserved
        (n, pool, tenant): as the design has it.
    services
        (n, pool, tenant): held by a tenant's own services, which count as its own.
    left
        (n, pool): what services leave. Where it is less than is reserved, tenants that stand
        first in the design come first.

    Examples
    --------
    >>> still_kept(np.array([[[10, 6]]]), np.array([[[4, 0]]]), np.array([[9]])).tolist()
    [[[6, 3]]]
    """
    found, rest = np.zeros_like(reserved), left.copy()
    for tenant in range(reserved.shape[2]):
        wanted = np.maximum(reserved[:, :, tenant] - services[:, :, tenant], 0)
        found[:, :, tenant] = np.minimum(wanted, rest)
        rest -= found[:, :, tenant]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How a service was served, (hour,)."""

    wanted: Floats
    """Accelerators that its demand asked for."""
    tokens_served_per_s: Floats
    attainment: Floats


def served(serving: Serving, at: int, given: Ints) -> Served:
    """Tokens and answers in time of one service.

    Parameters
    ----------
    serving
        Services and their demand.
    at
        Which service.
    given
        (hour, pool): its accelerators, of the whole year.

    Notes
    -----
    Demand varies from minute to minute within its hour; taken as normal with the hour's mean m
    and a 95 % quantile of ``peak_ratio m``, what capacity C answers in time is
    ``E[min(D, C)] = m − σ (φ(z) − z (1 − Φ(z)))`` with ``z = (C − m)/σ``: the loss function of
    inventory theory (Silver, Pyke, Thomas 2017, app. III).
    """
    service: Service = serving.design.services[at]
    demand, speed = serving.demands[at], serving.tokens_per_accelerator_s[at]
    capacity = given @ speed
    mean = demand.tokens_per_s
    spread = np.maximum((demand.peak_ratio - 1.0) / _QUANTILE_95 * mean, 1e-12)
    z = np.clip((capacity - mean) / spread, -40.0, 40.0)
    density = np.exp(-0.5 * z**2) / math.sqrt(2.0 * math.pi)
    short = spread * (density - z * (1.0 - _normal(z)))
    in_time = np.clip(np.minimum(mean - short, np.minimum(mean, capacity)), 0.0, None)
    share = np.where(mean > 0, in_time / np.maximum(mean, 1e-12), 1.0)
    # What is still wanted is counted at the speed of the pool that it turns to first.
    usable = speed[speed > 0]
    first = float(usable.max()) * service.replica if len(usable) else 1.0
    unmet = np.maximum(serving.wanted_tokens_per_s[:, at] - capacity, 0.0)
    more = np.ceil(unmet / first - 1e-9) * service.replica
    return Served(
        wanted=given.sum(axis=1) + more, tokens_served_per_s=in_time, attainment=share
    )


def _normal(z: Floats) -> Floats:
    """The normal distribution, within 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26)."""
    x = np.abs(z) / math.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * x)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741
                  + t * (-1.453152027 + t * 1.061405429))))  # fmt: skip
    half = 0.5 * series * np.exp(-(x**2))
    below: Floats = np.where(z >= 0, 1.0 - half, half)
    return below
