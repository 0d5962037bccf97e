"""Models in use: what their replicas get of each pool, and how they answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.workload import Demand, attained, wanted

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A campus' services, their demand and what they ask for."""

    design: CampusDesign
    demands: tuple[Demand, ...]
    pools: tuple[tuple[int, ...], ...]
    """Of each service: places of the pools that it may use and can, in its order."""
    wanted: tuple[tuple[Floats, ...], ...]
    """Of each service and such pool, (hour,): accelerators asked for if all stood there."""
    tenant: Ints
    """(service,): place of its tenant."""


def serving_of(
    design: CampusDesign, demands: tuple[Demand, ...], may: NDArray[np.bool_]
) -> Serving:
    """Services ready to be given accelerators.

    Parameters
    ----------
    design
        The campus.
    demands
        One for each service, in order.
    may
        (tenant, pool): whether a tenant's work may touch a pool.
    """
    tenants = {tenant.name: at for at, tenant in enumerate(design.tenants)}
    places = {pool.name: at for at, pool in enumerate(design.pools)}
    usable, asked = [], []
    for service, demand in zip(design.services, demands, strict=True):
        speeds = service.tokens_per_accelerator_s
        can = tuple(
            places[name]
            for name in service.pools
            if may[tenants[service.tenant], places[name]]
            and speeds.get(design.pools[places[name]].generation, 0.0) > 0
        )
        by_generation = {
            name: wanted(service, demand, name)
            for name in {design.pools[place].generation for place in can}
        }
        usable.append(can)
        asked.append(tuple(by_generation[design.pools[place].generation] for place in can))
    return Serving(
        design=design,
        demands=demands,
        pools=tuple(usable),
        wanted=tuple(asked),
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
        first, and each uses its pools in its own order; neighbours of one generation are used
        alike, so that jobs find room in each.
    """
    design = serving.design
    given = np.zeros((len(hours), len(design.services), len(design.pools)), dtype=np.int64)
    left, reserved = room.astype(np.int64), kept.astype(np.int64)
    for at, service in enumerate(design.services):
        tenant, short = serving.tenant[at], np.ones(len(hours))
        for places, asked in _alike(serving, at):
            others = reserved[:, places].sum(axis=2) - reserved[:, places, tenant]
            most = np.maximum(left[:, places] - others, 0) // service.replica
            need = np.ceil(asked[hours] * short / service.replica - 1e-6).astype(np.int64)
            taken = _spread(need, most) * service.replica
            given[:, at, places] = taken
            left[:, places] -= taken
            reserved[:, places, tenant] = np.maximum(reserved[:, places, tenant] - taken, 0)
            short = np.maximum(short - taken.sum(axis=1) / np.maximum(asked[hours], 1.0), 0.0)
    return given


def _alike(serving: Serving, at: int) -> list[tuple[list[int], Floats]]:
    """A service's pools in its order, neighbours of one generation together."""
    found: list[tuple[list[int], Floats]] = []
    pools = serving.design.pools
    for place, asked in zip(serving.pools[at], serving.wanted[at], strict=True):
        if found and pools[found[-1][0][0]].generation == pools[place].generation:
            found[-1][0].append(place)
        else:
            found.append(([place], asked))
    return found


def _spread(need: Ints, most: Ints) -> Ints:
    """Replicas over pools in proportion to what each has room for, (n, pool).

    Examples
    --------
    >>> _spread(np.array([5, 9]), np.array([[4, 4], [2, 6]])).tolist()
    [[3, 2], [2, 6]]
    """
    room = most.sum(axis=1)
    total = np.minimum(need, room)
    found: Ints = most * total[:, None] // np.maximum(room, 1)[:, None]
    rest = total - found.sum(axis=1)
    for place in range(most.shape[1]):
        more = np.minimum(most[:, place] - found[:, place], rest)
        found[:, place] += more
        rest = rest - more
    return found


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
        want = np.maximum(reserved[:, :, tenant] - services[:, :, tenant], 0)
        found[:, :, tenant] = np.minimum(want, rest)
        rest -= found[:, :, tenant]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How a service was served, (hour,)."""

    wanted: Floats
    """Accelerators that its demand asked for: what it got, and what it still lacked."""
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
    """
    service, held = serving.design.services[at], given.sum(axis=1).astype(np.float64)
    short = np.ones(len(given))
    by_generation: dict[str, Floats] = {}
    for place, asked in zip(serving.pools[at], serving.wanted[at], strict=True):
        name = serving.design.pools[place].generation
        here = given[:, place].astype(np.float64)
        by_generation[name] = by_generation.get(name, 0.0) + here
        short = np.maximum(short - given[:, place] / np.maximum(asked, 1.0), 0.0)
    tokens, in_time = attained(service, serving.demands[at], by_generation)
    first = serving.wanted[at][0] if serving.wanted[at] else np.zeros(len(given))
    # What it lacks is counted as it would stand in the pool that it turns to first.
    lacks = np.ceil(first * short / service.replica - 1e-6) * service.replica
    return Served(wanted=held + lacks, tokens_served_per_s=tokens, attainment=in_time)
