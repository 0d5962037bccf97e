"""What a grid operator asks of a campus: how long it draws how much, and what it could shed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.dispatch import Battery
from grandlivre.campus.operate.bearing import site_over_it
from grandlivre.campus.operate.year import CampusYear
from grandlivre.campus.power import PowerDesign

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flexibility:
    """Megawatts that the campus could take off the grid, (hour,), by what gives them."""

    work_1h_mw: Floats
    """Flexible jobs that run, and would pause."""
    work_4h_mw: Floats
    battery_1h_mw: Floats
    """Charging that stops, and what is stored."""
    battery_4h_mw: Floats
    generators_mw: Floats

    @property
    def one_hour_mw(self) -> Floats:
        """For an hour: work and battery, without burning fuel."""
        total: Floats = self.work_1h_mw + self.battery_1h_mw
        return total

    @property
    def four_hours_mw(self) -> Floats:
        """For four hours on end."""
        total: Floats = self.work_4h_mw + self.battery_4h_mw
        return total


def flexibility(year: CampusYear) -> Flexibility:
    """What the campus could shed in each hour, for one hour and for four.

    Parameters
    ----------
    year
        From `grandlivre.campus.operate.operate`.

    Notes
    -----
    Jobs that may wait give what they draw beyond their accelerators' idling, with the losses and
    the cooling that go with it; for four hours, the least of the next four. The battery stops
    charging and gives what it holds, evenly over the time, within its power. Neither takes the
    draw on the grid below nought. Services never give way.
    """
    power, machines, battery = year.power, year.design.machines, Battery(power_mw=0, energy_mwh=0)
    flexible = {work.name: work.is_flexible for work in year.design.batch}
    kilowatts = {pool.name: pool.kw_per_accelerator for pool in year.design.pools}
    idle = PowerDesign().idle_share
    work = np.zeros(year.hours)
    for at, lane in enumerate(year.lanes):
        if flexible[lane.work]:
            idles = year.used[:, at] * kilowatts[lane.pool] * idle / 1000.0
            work += np.maximum(year.drawn_mw[:, at] - idles, 0.0)
    work = work * site_over_it(year)
    long = np.min([np.roll(work, -ahead) for ahead in range(4)], axis=0)
    # At the hour's beginning: what the hour before has left.
    stored = np.roll(power.stored_mwh, 1) * battery.discharge_efficiency
    spare = np.maximum(machines.battery_mw - power.discharge_mw, 0.0)

    def from_battery(hours: int) -> Floats:
        gives = np.maximum(stored / hours - power.discharge_mw, 0.0)
        return power.charge_mw + np.minimum(spare, gives)

    def within(mw: Floats, others: Floats) -> Floats:
        room: Floats = np.minimum(mw, np.maximum(power.grid_mw - others, 0.0))
        return room

    nothing = np.zeros(year.hours)
    one, four = within(work, nothing), within(long, nothing)
    return Flexibility(
        work_1h_mw=one,
        work_4h_mw=four,
        battery_1h_mw=within(from_battery(1), one),
        battery_4h_mw=within(from_battery(4), four),
        generators_mw=np.maximum(machines.backup_mw - power.backup_mw, 0.0),
    )


def load_duration_mw(year: CampusYear) -> Floats:
    """The site's draw, hour by hour from the greatest to the least, (hour,)."""
    return np.sort(year.power.site_mw)[::-1]


def ramps_mw(year: CampusYear) -> Floats:
    """Change of the draw on the grid from hour to hour, (hour − 1,): up is positive."""
    return np.diff(year.power.grid_mw)
