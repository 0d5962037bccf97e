"""Run jobs through a campus' queues, hour after hour, under its caps."""

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.schedule.problem import (
    HOUR,
    Attempts,
    Ints,
    Problem,
    Schedule,
    Standing,
    refuse,
)
from grandlivre.campus.schedule.state import (
    BEGUN,
    END,
    EVENTS,
    FAILURES,
    FIRST_START,
    H_POOLS,
    H_WATTS,
    HELD_S,
    LOGGED,
    LOST,
    NEXT_HOUR,
    P_DOWN,
    PREEMPTIONS,
    Q_BACKLOG,
    Q_ENDS,
    Q_HELD,
    Q_WAITING,
    Q_WATTS,
    REFUSED,
    STARTS,
    STOPS,
    budgets,
    fresh,
    quotas,
    reserves,
    tallies,
)


class Run:
    """A run of the scheduler that goes on from window to window.

    Before each window the caps of its hours may be set anew, by a plan that knows what waits and
    what runs (`standing`). Cutting a run into windows changes nothing by itself: with the same
    caps the events are the same to the bit.

    Parameters
    ----------
    problem
        Jobs, queues, hours and rules. Its hours are what a window has where nothing else is
        said, and the most that there ever is: a job that asks for more is refused.

    Attributes
    ----------
    hour : int
        The first hour that has not been run.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._state = fresh(problem)
        self._most = problem.hours.accelerators.max(axis=0, initial=0)
        self._state.job[:, REFUSED] = _never_fits(problem)

    @property
    def hour(self) -> int:
        """The first hour that has not been run."""
        return int(self._state.counters[NEXT_HOUR])

    def advance(
        self,
        until_hour: int,
        *,
        accelerators: Ints | None = None,
        watts: Ints | None = None,
        quota: Ints | None = None,
        kept: Ints | None = None,
    ) -> None:
        """Run the hours up to `until_hour`, which itself is left to the next window.

        Parameters
        ----------
        until_hour
            From `hour` to the number of the problem's hours.
        accelerators
            (window hour, pool): instead of the problem's.
        watts
            (window hour,)
        quota, kept
            (window hour, pool, tenant)

        Raises
        ------
        CampusError
            If the window ends before it begins or after the last hour, a cap has another shape
            than it, or gives more accelerators than the problem has in any of its hours.
        """
        # Compiled code is loaded only by those who run it: it takes a second to import.
        from grandlivre.campus.schedule.kernel import run

        state = self._state
        refuse(not self.hour <= until_hour <= len(state.hour),
               f"a window from hour {self.hour} cannot end at hour {until_hour}", "until_hour",
               f"end it by hour {len(state.hour)}, and not before it begins")  # fmt: skip
        self._set(until_hour, accelerators=accelerators, watts=watts, quota=quota, kept=kept)
        run(state, until_hour)

    def _set(self, until: int, **caps: Ints | None) -> None:
        """Set the caps of a window's hours."""
        state, window = self._state, slice(self.hour, until)
        pools, tenants = len(state.pool), len(state.tenant)
        shapes = {"accelerators": (pools,), "watts": (), "quota": (pools, tenants),
                  "kept": (pools, tenants)}  # fmt: skip
        for name, cap in caps.items():
            if cap is None:
                continue
            wanted = (until - self.hour, *shapes[name])
            refuse(np.shape(cap) != wanted, f"the shape is {np.shape(cap)}, not {wanted}", name,
                   "give one value for each hour of the window, pool and tenant")  # fmt: skip
        accelerators, watts, quota = caps["accelerators"], caps["watts"], caps["quota"]
        if accelerators is not None:
            refuse(bool((accelerators > self._most).any()), "a window gives more than there is",
                   "accelerators", "let the problem have the most there is")  # fmt: skip
            state.hour[window, H_POOLS : H_POOLS + pools] = accelerators
        if watts is not None:
            state.hour[window, H_WATTS] = watts
        if quota is not None:
            state.hour[window, quotas(state)] = quota.reshape(len(quota), -1)
        if caps["kept"] is not None:
            state.hour[window, reserves(state)] = caps["kept"].reshape(until - self.hour, -1)

    @property
    def standing(self) -> Standing:
        """What waits and what runs at the beginning of `hour`, before anything happens in it."""
        queue = self._state.queue
        held, now = queue[:, Q_HELD].copy(), self.hour * HOUR
        return Standing(
            waiting=queue[:, Q_WAITING].copy(),
            backlog_s=queue[:, Q_BACKLOG].copy(),
            held=held,
            held_watts=queue[:, Q_WATTS].copy(),
            running_s=queue[:, Q_ENDS] - now * held,
            down=self._state.pool[:, P_DOWN].copy(),
            budget_s=self._state.tenant[:, budgets(self._state)].T.copy(),
        )

    def used(self, from_hour: int) -> tuple[Ints, Ints]:
        """What queues held and drew since an hour: accelerator-seconds and watt-seconds.

        Returns
        -------
        tuple
            (hour, queue) each, of the hours from `from_hour` to the last that was run.
        """
        tally = self._state.hour[from_hour : self.hour, tallies(self._state)]
        return tally[:, ::2].copy(), tally[:, 1::2].copy()

    def attempts(self) -> Attempts:
        """Every stretch of time for which a job held its gang.

        A run does not keep them: its hours are run once more, with the caps that each had.
        """
        from grandlivre.campus.schedule.kernel import run

        done = self._state.job[:, STARTS]
        again = fresh(self._problem, int(done.sum()))
        caps = slice(0, tallies(again).start)
        again.hour[:, caps] = self._state.hour[:, caps]
        again.job[:, REFUSED] = self._state.job[:, REFUSED]
        run(again, self.hour)
        (runs,) = np.nonzero(again.job[:, STOPS] >= 0)
        begun = again.job[runs, BEGUN].astype(np.int64)
        over = again.log[: again.counters[LOGGED]]
        job = np.concatenate([over[:, 0], runs])
        begin_s = np.concatenate([over[:, 1], begun])
        end_s = np.concatenate([over[:, 2], np.full(len(runs), self.hour * HOUR)])
        order = np.lexsort((job, begin_s))
        return Attempts(job=job[order], begin_s=begin_s[order], end_s=end_s[order])

    def result(self) -> Schedule:
        """What became of each job and each hour so far."""
        job = self._state.job
        tally = self._state.hour[: self.hour, tallies(self._state)]
        runs = job[:, STOPS] >= 0
        held_s = job[:, HELD_S] + np.where(runs, self.hour * HOUR - job[:, BEGUN], 0)
        return Schedule(
            first_start_s=job[:, FIRST_START].astype(np.int64),
            end_s=job[:, END].astype(np.int64),
            starts=job[:, STARTS].astype(np.int64),
            failures=job[:, FAILURES].astype(np.int64),
            preemptions=job[:, PREEMPTIONS].astype(np.int64),
            lost_s=job[:, LOST].astype(np.int64),
            held_s=held_s.astype(np.int64),
            is_refused=job[:, REFUSED].astype(bool),
            used_s=tally[:, ::2].copy(),
            energy_ws=tally[:, 1::2].copy(),
            events=int(self._state.counters[EVENTS]),
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
    run = Run(problem)
    run.advance(len(problem.hours.watts))
    return run.result()


def _never_fits(problem: Problem) -> NDArray[np.bool_]:
    """Jobs that ask for more than their pool, power, quota or budget ever holds."""
    jobs, queues, hours = problem.jobs, problem.queues, problem.hours
    pool, tenant = queues.pool[jobs.queue], queues.tenant[jobs.queue]
    most = np.minimum(
        hours.quota.max(axis=0, initial=0)[pool, tenant],
        hours.accelerators.max(axis=0, initial=0)[pool],
    )
    refused = (jobs.accelerators > most) | (jobs.watts > hours.watts.max(initial=0))
    budget = hours.budget_s.max(axis=0, initial=0)[tenant]
    return np.asarray(refused | (jobs.accelerators * jobs.estimate_s > budget))
