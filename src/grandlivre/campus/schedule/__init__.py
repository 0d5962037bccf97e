"""Jobs on accelerators: who runs when, under power, quotas, budgets and failures."""

from grandlivre.campus.schedule.placing import Placements, placements
from grandlivre.campus.schedule.problem import (
    Attempts,
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
    "Attempts",
    "Hours",
    "Jobs",
    "Placements",
    "Problem",
    "Queues",
    "Rules",
    "Run",
    "Schedule",
    "Standing",
    "placements",
    "schedule",
]
