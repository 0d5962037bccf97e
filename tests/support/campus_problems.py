"""Small problems of scheduling, of every odd shape."""

import numpy as np
from hypothesis import strategies as st

from grandlivre.campus.schedule import Hours, Jobs, Problem, Queues, Rules

HOUR = 3600


def ints(values):
    return np.array(values, dtype=np.int64)


def problem(seed):
    """A problem of a few hours, pools, tenants and jobs, with one odd thing or several."""
    rng = np.random.default_rng(seed)

    def often():
        return rng.random() < 0.5

    pools, tenants = int(rng.integers(1, 3)), int(rng.integers(1, 4))
    hours, jobs = int(rng.integers(1, 9)), int(rng.integers(0, 19))
    months, many = int(rng.integers(1, 3)), int(rng.integers(1, 6))
    grain = int(rng.choice([1, 300, 1800]))
    work = rng.integers(1, 2 * HOUR // grain + 2, jobs) * grain
    gang = rng.integers(1, 12, jobs)
    top = int(rng.choice([6, 12, 24]))
    watts = int(rng.choice([40, 120, 10**6]))
    return Problem(
        jobs=Jobs(
            submit_s=ints(np.sort(rng.integers(0, hours * HOUR // grain, jobs) * grain)),
            accelerators=ints(gang),
            work_s=ints(work),
            estimate_s=ints(work + rng.integers(0, 3, jobs) * 600),
            watts=ints(gang * rng.integers(1, 8)),
            queue=ints(rng.integers(0, many, jobs)),
            checkpoint_s=ints(rng.choice([0, 1, 600, 1800], jobs)),
            restart_s=ints(rng.choice([0, 120], jobs)),
        ),
        queues=Queues(
            pool=ints(np.sort(rng.integers(0, pools, many))),
            tenant=ints(rng.integers(0, tenants, many)),
            rank=ints(rng.integers(0, 3, many)),
            preempts=ints(rng.integers(0, 2, many)),
            yields=ints(rng.integers(0, 2, many)),
        ),
        hours=Hours(
            accelerators=ints(
                rng.integers(0, top + 1, (hours, pools))
                if often()
                else np.full((hours, pools), top)
            ),
            watts=ints(rng.integers(0, watts + 1, hours) if often() else np.full(hours, watts)),
            quota=ints(
                rng.integers(0, 15, (hours, pools, tenants))
                if often()
                else np.full((hours, pools, tenants), rng.choice([5, 10, 100]))
            ),
            month=ints(np.sort(rng.integers(0, months, hours))),
            budget_s=ints(np.full((months, tenants), rng.choice([15_000, 60_000, 10**9]))),
            kept=_kept(rng, (hours, pools, tenants)),
        ),
        rules=Rules(
            shares=tuple(float(share) for share in rng.integers(1, 4, tenants)),
            backfill_depth=int(rng.choice([0, 1, 3, 64])),
            bucket_s=int(rng.choice([60, 300, 1000])),
            forget_hours=int(rng.choice([2, 242])),
            failures_per_accelerator_s=float(rng.choice([0.0, 0.0, 1e-5, 3e-4])),
            node=int(rng.choice([1, 4, 8])),
            repair_s=int(rng.choice([60, 3 * HOUR])),
            seed=int(rng.integers(0, 1000)),
        ),
    )


def _kept(rng, shape):
    """Mostly nothing; else a little for some, in all hours or anew in each."""
    if rng.random() < 0.6:
        return None
    kept = rng.integers(0, 7, shape) * (rng.random(shape[1:]) < 0.5)
    return ints(kept if rng.random() < 0.5 else np.broadcast_to(kept[0], shape))


problems = st.builds(problem, st.integers(0, 2**48))
