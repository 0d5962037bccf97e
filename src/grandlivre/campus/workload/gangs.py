"""How many accelerators a job takes: rounded as its class and its pool's network ask."""

import numpy as np

from grandlivre.campus.workload.arrays import Floats, Ints
from grandlivre.campus.workload.asking import Ask
from grandlivre.campus.workload.spreads import drawn


def raw(ask: Ask, count: int) -> Floats:
    """Gangs before they are rounded."""
    return np.maximum(drawn(ask.work.gang, ask.generator.standard_normal(count)), 1.0)


def powers_of_two(gang: Floats) -> Floats:
    """The nearest power of two, by ratio.

    Examples
    --------
    >>> powers_of_two(np.array([1.0, 3.0, 5.0, 100.0])).tolist()
    [1.0, 4.0, 4.0, 128.0]
    """
    return np.exp2(np.rint(np.log2(np.maximum(gang, 1.0))))


def whole(gang: Floats, unit: Floats) -> Floats:
    """Up to the next multiple of a unit."""
    return np.asarray(np.ceil(gang / unit) * unit)


def fitted(ask: Ask, gang: Floats, pool: Ints) -> Ints:
    """Gangs that the network carries and that could run: whole domains where they span several.

    Parameters
    ----------
    ask
        The work.
    gang
        (job,) as its class rounds it.
    pool
        (job,) place in `Ask.pools`.

    Notes
    -----
    A gang that asks for more than could ever be had is cut to that, in whole domains or nodes:
    people ask for what there is.
    """
    domain = domains(ask, pool)
    node = nodes(ask, pool)
    most = ask.most[pool]
    spanning = np.where(gang > domain, whole(gang, domain), np.ceil(gang)).astype(np.int64)
    unit = np.where(most >= domain, domain, np.where(most >= node, node, 1))
    cut = np.maximum(most // unit * unit, 1)
    return np.where(spanning > most, cut, spanning).astype(np.int64)


def domains(ask: Ask, pool: Ints) -> Floats:
    """Accelerators of a domain of each job's pool."""
    return _of_pools(ask, "domain")[pool].astype(np.float64)


def nodes(ask: Ask, pool: Ints) -> Floats:
    """Accelerators of a node of each job's pool."""
    return _of_pools(ask, "node")[pool].astype(np.float64)


def _of_pools(ask: Ask, column: str) -> Ints:
    return np.array([getattr(ask.design.pools[each], column) for each in ask.pools], dtype=np.int64)
