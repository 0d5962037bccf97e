"""Experiments and design sweeps: many small jobs sent together, in office hours."""

import numpy as np

from grandlivre.campus.design.model import Spread
from grandlivre.campus.workload.asking import (
    Ask,
    Draft,
    estimates,
    filled,
    lengths,
    moments_of_sending,
)
from grandlivre.campus.workload.figures import week_shape
from grandlivre.campus.workload.gangs import fitted, powers_of_two, raw
from grandlivre.campus.workload.spreads import drawn


def jobs(ask: Ask) -> Draft:
    """Sweeps at random times of the working week; the jobs of one have one gang, a power of two."""
    factors = ask.clock.by_week(week_shape("office", f"batch.{ask.work.name}"))
    many = Spread(
        median=ask.options["jobs_median"], high=ask.options["jobs_high"], least=1.0, most=1e5
    )
    alike = Spread(median=1.0, high=ask.options["alike_ratio"])

    def draw(count: int) -> Draft:
        sweeps = max(count // int(many.median), 16)
        sizes = np.rint(drawn(many, ask.generator.standard_normal(sweeps))).astype(np.int64)
        sent, pool = moments_of_sending(ask, factors, sweeps)
        gang = fitted(ask, powers_of_two(raw(ask, sweeps)), pool)
        work = np.repeat(lengths(ask, sweeps), sizes)
        work = work * drawn(alike, ask.generator.standard_normal(len(work)))
        work = np.maximum(np.minimum(work, ask.work.hours.most * 3600), 1.0)
        return Draft(
            submit_s=np.repeat(sent, sizes),
            pool=np.repeat(pool, sizes),
            gang=np.repeat(gang, sizes),
            work_s=work,
            estimate_s=estimates(ask, work),
        )

    return filled(ask, draw)
