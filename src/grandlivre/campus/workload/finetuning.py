"""Fine-tuning: single jobs of all lengths, each in a power of two of accelerators."""

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


def jobs(ask: Ask) -> Draft:
    """Independent jobs, sent in office hours, log-normal in size and length."""
    factors = ask.clock.by_week(week_shape("office", f"batch.{ask.work.name}"))

    def draw(count: int) -> Draft:
        sent, pool = moments_of_sending(ask, factors, count)
        work = lengths(ask, count)
        return Draft(
            submit_s=sent,
            pool=pool,
            gang=fitted(ask, powers_of_two(raw(ask, count)), pool),
            work_s=work,
            estimate_s=estimates(ask, work),
        )

    return filled(ask, draw)
