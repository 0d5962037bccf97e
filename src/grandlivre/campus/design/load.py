"""How much of a campus is asked for: by jobs as a share of their pools, by models from demand."""

from collections import defaultdict
from collections.abc import Mapping

from grandlivre.campus.design.model import CampusDesign, Service
from grandlivre.campus.design.standing import HOURS, opening, standing


def accelerators_wanted(service: Service, generation: str, tokens_per_s: float) -> float:
    """Accelerators that keep a service's target at a mean demand.

    ``tokens a second / (tokens of one accelerator × target utilisation)``.
    """
    rate = service.tokens_per_accelerator_s[generation]
    return tokens_per_s / (rate * service.target_utilisation)


def demand_of(service: Service, design: CampusDesign, year: int) -> float:
    """A service's mean demand in a year, tokens a second: it grows from when the campus opens."""
    first = min(opening(phase.opens).year for phase in design.phases)
    return float(service.tokens_per_s * (1 + service.growth_per_year) ** max(year - first, 0))


def expected_load(
    design: CampusDesign, year: int, *, is_full: bool = False
) -> Mapping[str, tuple[float, float]]:
    """Accelerators that stand and that are asked for in the mean of a year, by partition.

    Parameters
    ----------
    design
        The campus.
    year
        Calendar year; demand of services is that year's.
    is_full
        True to have everything stand.

    Returns
    -------
    Mapping
        Partition to (standing, asked for), accelerators in the mean of the year. A service is
        counted where its first pools stand, each as far as it goes.

    Examples
    --------
    >>> from grandlivre.campus.design.read import designs
    >>> loads = expected_load(designs()["campus-ia"], 2032)
    >>> bool(0.7 < sum(asked for _, asked in loads.values()) / 516960 < 0.9)
    True
    """
    capacity = standing(design, year, is_full=is_full).sum(axis=0) / HOURS
    stands = {pool.name: float(capacity[at]) for at, pool in enumerate(design.pools)}
    generation = {pool.name: pool.generation for pool in design.pools}
    asked: dict[str, float] = defaultdict(float)
    for work in design.batch:
        for name in work.pools:
            asked[name] += work.load_share * stands[name]
    for service in design.services:
        left = demand_of(service, design, year)
        for name in service.pools:
            wanted = accelerators_wanted(service, generation[name], left)
            held = min(wanted, stands[name])
            asked[name] += held
            left *= 1 - held / wanted if wanted else 0.0
        if left > 0:
            # What finds no room is asked for all the same.
            asked[service.pools[-1]] += accelerators_wanted(
                service, generation[service.pools[-1]], left
            )
    return {
        partition.name: (
            sum(stands[name] for name in partition.pools),
            sum(asked[name] for name in partition.pools),
        )
        for partition in design.partitions
    }
