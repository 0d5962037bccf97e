"""A year of a campus: what was planned, run, drawn, paid and given up, hour by hour."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design.model import CampusDesign, WorkClass
from grandlivre.campus.operate.model import Audit, OperateOptions
from grandlivre.campus.workload.arrays import Lane

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Megawatts by hour, (hour,)."""

    cap_mw: Floats
    """Most that the site may draw."""
    it_mw: Floats
    loss_mw: Floats
    cooling_mw: Floats
    site_mw: Floats
    """The three together: what was really drawn by the campus."""
    grid_mw: Floats
    solar_mw: Floats
    charge_mw: Floats
    discharge_mw: Floats
    stored_mwh: Floats
    backup_mw: Floats
    unserved_mw: Floats
    chilled_mw: Floats
    recovered_mw: Floats
    water_m3: Floats
    dry_bulb_c: Floats
    wet_bulb_c: Floats
    price_eur_per_mwh: Floats
    """Of the next megawatt-hour: spot, grid charge by volume, tax."""
    carbon_g_per_kwh: Floats
    """Location based."""
    cost_eur: Floats
    """Of energy, all in: band, spot, charges, taxes, wear, generators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceYear:
    """How one service was served; arrays are (hour,)."""

    service: str
    pools: tuple[str, ...]
    """Those it may use, in their order."""
    by_pool: Floats
    """(hour, pool of `pools`): accelerators held by its replicas."""
    accelerators: Floats
    """Of all pools together."""
    wanted: Floats
    """Accelerators that its demand asked for."""
    tokens_asked_per_s: Floats
    tokens_served_per_s: Floats
    attainment: Floats
    """Share of requests answered within the latency target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsYear:
    """What became of the jobs of one lane."""

    lane: Lane
    kind: WorkClass
    submitted: int
    finished: int
    running: int
    waiting: int
    refused: int
    failures: int
    preemptions: int
    asked_hours: float
    """Accelerator-hours of work that were submitted."""
    used_hours: float
    good_hours: float
    """Of the used: work that was kept, neither lost to an interruption nor spent on restarts."""
    energy_mwh: float
    """At the racks."""
    wait_h: tuple[float, float, float, float]
    """Mean, 50, 95 and 99 % of the hours from submission to first start, of those that started;
    not a number where none did."""
    finished_mwh: float = 0.0
    """At the racks, of the jobs that finished, with all of their attempts."""
    missed: int = 0
    """Of teaching: jobs that started too late for their class, or never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusYear:
    """A year of a campus; axes: ``hour`` of 8,760 (29 February is left out), ``pool``, ``lane``."""

    design: CampusDesign
    """As it stood that year, events applied."""
    options: OperateOptions
    accelerators: Ints
    """(hour, pool): that stand and have power."""
    lanes: tuple[Lane, ...]
    used: Floats
    """(hour, lane): accelerators held by jobs, mean of the hour."""
    backlog_hours: Floats
    """(hour, lane): accelerator-hours that wait at the hour's end, at what they ask for."""
    services: tuple[ServiceYear, ...]
    jobs: tuple[JobsYear, ...]
    power: Power
    plan_mw: Floats
    """(hour,): what jobs were allowed to draw beyond idle, at the racks."""
    charged_hours: Floats
    """(month, tenant): accelerator-hours booked on each month's budget: what jobs that started
    in it have used, and what those that still run may yet use."""
    booked_hours: Floats
    """(tenant,): of them, what those that run at the year's end may yet use."""
    audit: Audit
    events_done: int
    """Events of the scheduler."""
    seconds: Mapping[str, float]
    """Processor time of each stage."""
    drawn_mw: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    """(hour, lane): draw of jobs at the racks, that of their accelerators' idling included."""
    waits_h: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)
    """As `JobsYear.wait_h`, of all jobs of ``site``, ``tenant:NAME``, ``partition:NAME`` or
    ``class:NAME``: quantiles of lanes cannot be put together."""

    @property
    def hours(self) -> int:
        """Hours of the year."""
        return len(self.power.site_mw)
