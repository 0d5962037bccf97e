"""Jobs on accelerators: who runs when, under power, quotas, budgets and failures."""

from grandlivre.campus.schedule.problem import (
    Hours,
    Jobs,
    Problem,
    Queues,
    Rules,
    Schedule,
    Standing,
)
from grandlivre.campus.schedule.run import Run, schedule

__all__ = [
    "Hours",
    "Jobs",
    "Problem",
    "Queues",
    "Rules",
    "Run",
    "Schedule",
    "Standing",
    "schedule",
]
