"""Run jobs through a campus' queues, hour after hour, under its caps."""

import numpy as np

from grandlivre.campus.schedule.problem import Ints, Problem, Schedule
from grandlivre.campus.schedule.state import (
    END,
    ESTIMATE,
    EVENTS,
    FAILURES,
    FIRST_START,
    GANG,
    LOST,
    PREEMPTIONS,
    Q_POOL,
    Q_TENANT,
    QUEUE,
    REFUSED,
    STARTS,
    WATTS,
    State,
    fresh,
)


def schedule(problem: Problem) -> Schedule:
    """Start, interrupt and end jobs as the rules say.

    Parameters
    ----------
    problem
        Jobs, queues, hours and rules.

    Returns
    -------
    Schedule
        Of each job its start, end and interruptions; of each hour what was held and drawn.

    Notes
    -----
    In each pool the next job is the most urgent, then that of the tenant with the least recent
    usage for its share, then the first to come. It starts if its gang fits, if all power stays
    under the cap and if its tenant's quota and budget allow. A job that is held up is given a
    start from the foreseen ends of those that run, and others go ahead of it only if they do not
    delay it (EASY backfill, Lifka 1995; Mu'alem and Feitelson, IEEE TPDS 12(6), 2001). Where an
    hour gives less than is held, jobs are interrupted: those that may be first, the least urgent,
    the latest started. Failures strike each attempt after an exponential time in proportion to
    its gang; a part of a node is then out of service until repaired.
    """
    # Compiled code is loaded only by those who run it: it takes a second to import.
    from grandlivre.campus.schedule.kernel import run

    rules, state = problem.rules, fresh(problem)
    state.job[:, REFUSED] = _never_fits(problem, state)
    run(
        state,
        rules.forget_hours,
        (rules.seed, rules.failures_per_accelerator_s, rules.node, rules.repair_s),
        (rules.backfill_depth, rules.bucket_s),
    )
    return Schedule(
        first_start_s=state.job[:, FIRST_START],
        end_s=state.job[:, END],
        starts=state.job[:, STARTS],
        failures=state.job[:, FAILURES],
        preemptions=state.job[:, PREEMPTIONS],
        lost_s=state.job[:, LOST],
        is_refused=state.job[:, REFUSED].astype(bool),
        used_s=state.tally[:, :, 0],
        energy_ws=state.tally[:, :, 1],
        events=int(state.counters[EVENTS]),
    )


def _never_fits(problem: Problem, state: State) -> Ints:
    """Jobs that ask for more than their pool, power, quota or budget ever holds."""
    hours, tenants = problem.hours, len(problem.rules.shares)
    queue = state.job[:, QUEUE]
    pool = state.queue[queue, Q_POOL]
    tenant = state.queue[queue, Q_TENANT]
    most = state.quota.max(axis=0, initial=0)[pool * tenants + tenant]
    most = np.minimum(most, hours.accelerators.max(axis=0, initial=0)[pool])
    refused = state.job[:, GANG] > most
    refused |= state.job[:, WATTS] > hours.watts.max(initial=0)
    refused |= (
        state.job[:, GANG] * state.job[:, ESTIMATE] > state.budget.max(axis=0, initial=0)[tenant]
    )
    return np.asarray(refused, dtype=np.int64)
