"""What a campus is asked to run: jobs that wait their turn, services that must answer."""

from grandlivre.campus.workload.arrays import Demand, Lane, Work
from grandlivre.campus.workload.replicas import attained, wanted
from grandlivre.campus.workload.teaching import missed
from grandlivre.campus.workload.work import work_of

__all__ = ["Demand", "Lane", "Work", "attained", "missed", "wanted", "work_of"]
