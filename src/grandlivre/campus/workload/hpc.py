"""High-performance computing in batch: whole nodes, round walltime limits, asked for in excess."""

import numpy as np

from grandlivre.campus.workload.asking import (
    HOUR,
    Ask,
    Draft,
    estimates,
    filled,
    lengths,
    moments_of_sending,
)
from grandlivre.campus.workload.figures import week_shape
from grandlivre.campus.workload.gangs import fitted, nodes, raw, whole


def jobs(ask: Ask) -> Draft:
    """Independent jobs on whole nodes; limits are round, and none passes the queue's."""
    factors = ask.clock.by_week(week_shape("office", f"batch.{ask.work.name}"))
    limit = ask.options["limit_hours"] * HOUR
    step = ask.options["limit_step_hours"] * HOUR

    def draw(count: int) -> Draft:
        sent, pool = moments_of_sending(ask, factors, count)
        # A job that would take longer is cut at the limit, and goes on as another.
        work = np.minimum(lengths(ask, count), limit)
        asked = np.minimum(np.ceil(estimates(ask, work) / step) * step, limit)
        return Draft(
            submit_s=sent,
            pool=pool,
            gang=fitted(ask, whole(raw(ask, count), nodes(ask, pool)), pool),
            work_s=work,
            estimate_s=np.maximum(asked, work),
        )

    return filled(ask, draw)
