"""Work as the scheduler and the plan take it: jobs and demand for tokens."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.schedule.problem import Jobs

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One queue: the jobs of one batch work in one pool."""

    pool: str
    tenant: str
    work: str
    """Name of its `BatchWork`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a service is asked for; arrays are (hour,)."""

    service: str
    tokens_per_s: Floats
    """Mean over the hour, of tokens written."""
    requests_per_s: Floats
    peak_ratio: Floats
    """Demand of the hour's busiest minute (95 %) over its mean: what replicas are kept for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All that a campus is asked to run in a year."""

    jobs: Jobs
    """Sorted by submission; `Jobs.queue` indexes `lanes`."""
    lanes: tuple[Lane, ...]
    """Sorted by the pool's place in the design."""
    demands: tuple[Demand, ...]
    """In the order of the design's services."""
