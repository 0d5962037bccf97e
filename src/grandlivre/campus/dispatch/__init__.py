"""Power from grid, panels, battery and generators, hour by hour, at the least cost."""

from grandlivre.campus.dispatch.problem import Backup, Battery, Demand, Dispatch, Shift
from grandlivre.campus.dispatch.run import Horizon, dispatch, dispatch_from

__all__ = [
    "Backup",
    "Battery",
    "Demand",
    "Dispatch",
    "Horizon",
    "Shift",
    "dispatch",
    "dispatch_from",
]
