"""From demand to replicas, and from replicas to answers in time."""

from collections.abc import Mapping

import numpy as np

from grandlivre.campus.design.model import Service
from grandlivre.campus.workload.arrays import Demand, Floats
from grandlivre.campus.workload.figures import figure
from grandlivre.campus.workload.services import scatter
from grandlivre.campus.workload.spreads import moments, normal_quantile, share_below
from grandlivre.errors import CampusError

_HOUR_MINUTES = 60
_PARTS = 12
"""Equal parts of an hour's minutes, from the quietest to the busiest."""
_FULL = 0.9995
"""Waiting is worked out below this load; what comes beyond it is turned away."""
_NODES = np.array([0.4157745567834791, 2.294280360279042, 6.289945082937479])
_WEIGHTS = np.array([0.7110930099291730, 0.2785177335692408, 0.0103892565015861])
"""Gauss and Laguerre's: the mean of a function of an exponential time by three of its values."""


def speed(service: Service, generation: str) -> float:
    """Tokens that one accelerator writes a second within the latency target.

    Raises
    ------
    CampusError
        Where the service says nothing of that generation.
    """
    try:
        return service.tokens_per_accelerator_s[generation]
    except KeyError:
        known = ", ".join(service.tokens_per_accelerator_s)
        raise CampusError(
            f"no speed is given for {generation}",
            where=f"services.{service.name}.tokens_per_accelerator_s",
            remedy=f"add it beside {known}",
            code="service_speed",
        ) from None


def wanted(service: Service, demand: Demand, generation: str) -> Floats:
    """Accelerators that a service asks for, (hour,), if all were of one generation.

    Parameters
    ----------
    service
        Its replica's size, target utilisation and time to bring a replica up.
    demand
        Of the year.
    generation
        Of the accelerators.

    Notes
    -----
    ``accelerators(t) = λ(t) × output tokens / (tokens a second and accelerator × utilisation)``,
    or what the busy minute asks for at full use where that is more; in whole replicas, at least
    the least. Replicas take a while to come up, so that they are asked for ahead of what the
    coming hours need: demand moves from the middle of one hour to the middle of the next.
    """
    rate = speed(service, generation) * service.replica
    tokens = np.maximum(demand.tokens_per_s, 0.0)
    full = np.maximum(tokens / service.target_utilisation, tokens * demand.peak_ratio) / rate
    ahead = _ahead(full, service.scale_minutes / _HOUR_MINUTES)
    replicas = np.maximum(np.ceil(ahead - 1e-9), service.least_replicas)
    return np.asarray(replicas * service.replica, dtype=np.float64)


def _ahead(level: Floats, hours: float) -> Floats:
    """The most that is needed from each hour until a lag later."""
    most, whole = level.copy(), int(hours)
    for step in range(1, whole + 1):
        most = np.maximum(most, _later(level, step))
    part = hours - whole
    if part > 0:
        far = (1 - part) * _later(level, whole) + part * _later(level, whole + 1)
        most = np.maximum(most, far)
    return most


def _later(level: Floats, step: int) -> Floats:
    """The level some hours later; the last hour's where the year has ended."""
    return np.asarray(level[np.minimum(np.arange(len(level)) + step, len(level) - 1)])


def attained(service: Service, demand: Demand, held: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """What is answered, and how much of it in time.

    Parameters
    ----------
    service
        Its latency target and the lengths of its answers.
    demand
        Of the year.
    held
        By generation, (hour,): accelerators that its replicas hold.

    Returns
    -------
    tuple
        Tokens written a second, (hour,); share of all requests answered within the target,
        (hour,), 1 where nobody asked.

    Notes
    -----
    A replica writes many answers at once. The design's tokens a second hold with all places
    taken, each answer then being written at v = o₉₅ / T: the length that 95 % of answers do not
    pass, over the target. So a replica of R tokens a second has R / v places. With fewer answers
    under way each goes faster: a step takes ``v₁ (α + (1 − α) u)``, u being the share of places
    taken and α the part of a step that is the same for one answer as for many. At a load ρ of R
    there are ``u = αρ / (1 − (1 − α) ρ)`` taken.

    Requests wait where no place is free: with k places, ``P(wait) = ρ^(√(2(k+1)) − 1)`` and those
    that wait do so for an exponential time of mean ``(1 + c²)/2 × S / (k (1 − ρ))``: Sakasegawa
    (1977, Ann. Inst. Statist. Math. 29(1)) for the number of servers, Allen and Cunneen (Allen
    1990, *Probability, Statistics and Queueing Theory*, 2nd ed.) for service that is not
    exponential, c² being the squared ratio of the deviation of a service time S to its mean.

    The minutes of an hour differ: the load is a gamma law of the hour's scatter, in twelve equal
    parts. What passes all places is turned away, and counts as not answered in time.
    """
    count = len(demand.tokens_per_s)
    rate = np.zeros(count)
    for generation, accelerators in held.items():
        whole = np.floor(accelerators / service.replica + 1e-9)
        rate += whole * service.replica * speed(service, generation)
    tokens = np.maximum(demand.tokens_per_s, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_load = np.where(rate > 0, tokens / rate, np.inf)
    answered = np.zeros(count)
    in_time = np.zeros(count)
    for share in _minutes(scatter(service, demand.requests_per_s)):
        # A part without any demand is served by none.
        load = np.where(share > 0, mean_load * np.maximum(share, 1e-12), 0.0)
        admitted = 1 / np.maximum(load, 1.0)
        answered += admitted * share / _PARTS
        prompt = _prompt(service, rate, np.minimum(load, _FULL))
        # By requests: a busy minute has more of them than a quiet one.
        in_time += admitted * prompt * share / _PARTS
    is_asked = tokens > 0
    served = np.where(is_asked, tokens * np.minimum(answered, 1.0), 0.0)
    return served, np.where(is_asked, np.minimum(in_time, 1.0), 1.0)


def _minutes(spread: Floats) -> list[Floats]:
    """Load of each twelfth of an hour's minutes over the hour's mean; their mean is one."""
    s = np.minimum(spread, 4.0) / 9
    middles = (np.arange(_PARTS) + 0.5) / _PARTS
    parts = [np.maximum(1 - s + z * np.sqrt(s), 0.0) ** 3 for z in normal_quantile(middles)]
    mean = sum(parts) / _PARTS
    return [part / mean for part in parts]


def _prompt(service: Service, rate: Floats, load: Floats) -> Floats:
    """Share of admitted requests whose whole answer comes within the target."""
    out, target = service.tokens_out, service.latency_s
    mean, scatter_out = moments(out)
    slowest = min(out.high, out.most) / target
    free = figure("inference", "batch_free_share")
    taken = free * load / (1 - (1 - free) * load)
    pace = slowest / (free + (1 - free) * taken)
    places = np.maximum(np.floor(rate / slowest), 1.0)
    waiting = load ** (np.sqrt(2 * (places + 1)) - 1)
    mean_wait = (1 + scatter_out) / 2 * (mean / pace) / (places * (1 - load))
    at_once = share_below(out, pace * target)
    later = np.zeros_like(load)
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        later += weight * share_below(out, pace * np.maximum(target - node * mean_wait, 0.0))
    return np.asarray((1 - waiting) * at_once + waiting * later)
