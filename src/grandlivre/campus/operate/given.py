"""What a year of a campus is given before it begins: what stands, weather, prices, work."""

import calendar
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.base.draws import generator, stream_key
from grandlivre.campus.design import allowed, standing
from grandlivre.campus.design.model import BatchWork, CampusDesign
from grandlivre.campus.energy import carbon_year, price_year, solar_year
from grandlivre.campus.operate.befall import (
    demanded,
    grid_limits,
    of_kind,
    priced,
    redesigned,
    reworked,
    stands,
    weathered,
)
from grandlivre.campus.operate.events import HOURS, span
from grandlivre.campus.operate.model import EventKind, OperateOptions
from grandlivre.campus.operate.services import Serving, serving_of
from grandlivre.campus.operate.site import Site, site_of
from grandlivre.campus.weather import climate, weather_year
from grandlivre.campus.workload import work_of
from grandlivre.campus.workload.arrays import Work

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_SECONDS_A_DAY = 86_400.0
_INVERTER = 0.96
"""Of the panels' direct current, what comes out as alternating. A judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A campus and its year, with events; arrays are (hour,) where nothing else is said."""

    design: CampusDesign
    options: OperateOptions
    standing: Ints
    """(hour, pool)"""
    may: Bools
    """(tenant, pool): whether a tenant's work may touch a pool."""
    grid_mw: Floats
    """What the grid gives, outages included, relief not."""
    calm_mw: Floats
    """The same, had nothing unforeseen happened."""
    outage_began: Ints
    """Hour at which an outage that nobody foresaw began; 0 where there is none."""
    connection_mw: Floats
    """What the tranches give, and is paid for."""
    cap_mw: Floats
    """Of a cap on the site; infinite where there is none."""
    relief_mw: Floats
    """By which the draw on the grid is to fall short of the usual, where relief is called for."""
    solar_mw: Floats
    spot_eur_per_mwh: Floats
    price_eur_per_mwh: Floats
    """Of the next megawatt-hour: spot, grid charge by volume, tax."""
    carbon_g_per_kwh: Floats
    site: Site
    work: Work
    watts: Ints
    """(job,): at the racks, of the whole gang."""
    serving: Serving
    month: Ints
    kw: Floats
    """(pool,): full draw of one accelerator, at the racks."""

    @property
    def rated_mw(self) -> Floats:
        """Full draw of all accelerators that stand, at the racks."""
        rated: Floats = self.standing @ self.kw / 1000.0
        return rated

    def batch(self, lane: int) -> BatchWork:
        """The work whose jobs a lane holds."""
        name = self.work.lanes[lane].work
        return next(each for each in self.design.batch if each.name == name)


def months() -> Ints:
    """Month of each hour of a plain year, from 0.

    Examples
    --------
    >>> months()[[0, 743, 744, 8759]].tolist()
    [0, 0, 1, 11]
    """
    days = [calendar.monthrange(2001, month)[1] for month in range(1, 13)]
    return np.repeat(np.arange(12), np.array(days) * 24)


def given(design: CampusDesign, options: OperateOptions) -> Given:
    """Everything that the year does not decide itself.

    Parameters
    ----------
    design
        The campus.
    options
        Year, seed and events.

    Returns
    -------
    Given

    Notes
    -----
    Each thing drawn has a stream of its own, named after the design, the year and the thing; and
    work is drawn for what would stand without the events. So two runs that differ in an event
    have the same jobs, the same faults, the same weather and prices, but for what the event
    changes (common random numbers).
    """
    year = str(options.year)

    def luck(what: str) -> np.random.Generator:
        return generator(options.seed, "campus", design.name, what, year)

    changed = redesigned(design, options)
    counts, granted = stands(changed, options)
    grid, cap, began = grid_limits(changed, options, granted)
    calm = np.minimum(granted, cap)
    calmly = weather_year(climate(changed.climate), luck("weather"))
    weather = weathered(calmly, options)
    # Prices and carbon know the weather but not the events: each event stands alone.
    prices = price_year(changed.grid.spot, luck("price"), weather=calmly)
    carbon = carbon_year(changed.grid.carbon, luck("carbon"), weather=calmly, price=prices)
    spot = priced(prices, options)
    whole = standing(design, options.year, is_full=options.is_full)
    work = work_of(design, whole, options.seed, year=options.year)
    work = reworked(work, design, changed)
    may = np.array(
        [
            [pool.name in allowed(changed, tenant.name) for pool in changed.pools]
            for tenant in changed.tenants
        ],
        dtype=bool,
    )
    kw = np.array([pool.kw_per_accelerator for pool in changed.pools])
    contract = changed.grid
    return Given(
        design=changed,
        options=options,
        standing=counts,
        may=may,
        grid_mw=grid,
        calm_mw=calm,
        outage_began=began,
        connection_mw=granted,
        cap_mw=cap,
        relief_mw=_relief(changed, options, spot),
        solar_mw=solar_year(changed.climate, luck("solar")) * changed.machines.solar_mw * _INVERTER,
        spot_eur_per_mwh=spot,
        price_eur_per_mwh=spot + contract.turpe_eur_per_mwh + contract.accise_eur_per_mwh,
        carbon_g_per_kwh=carbon,
        site=site_of(changed.heat, weather, float((counts @ kw).max(initial=0.0)) / 1000.0),
        work=work,
        watts=work.jobs.watts,
        serving=serving_of(changed, demanded(work.demands, options), may),
        month=months(),
        kw=kw,
    )


def _relief(design: CampusDesign, options: OperateOptions, spot: Floats) -> Floats:
    """What the grid operator calls for: in the dearest hours, and in those of events.

    A judgement: calls come when power is short, and then it is dear.
    """
    called = np.zeros(HOURS)
    contract = design.grid
    if contract.relief_mw > 0 and contract.relief_hours >= 1:
        dearest = np.argsort(-spot, kind="stable")[: int(contract.relief_hours)]
        called[dearest] = contract.relief_mw
    for event in of_kind(options, EventKind.RELIEF):
        called[span(event)] = contract.relief_mw if event.power_mw is None else event.power_mw
    return called


def failure_seed(of: Given) -> int:
    """Seed of the faults: of the design and the year, whatever the events."""
    options = of.options
    key = stream_key(options.seed, "campus", of.design.name, "failures", str(options.year))
    return key >> 2


def failure_rate(of: Given) -> float:
    """Interruptions of one accelerator at work, a second."""
    return of.design.interruptions.per_accelerator_day / _SECONDS_A_DAY
