"""Jobs on accelerators: who runs when, under power, quotas, budgets and failures."""

from grandlivre.campus.schedule.problem import Hours, Jobs, Problem, Queues, Rules, Schedule
from grandlivre.campus.schedule.run import schedule

__all__ = ["Hours", "Jobs", "Problem", "Queues", "Rules", "Schedule", "schedule"]
