"""Dispatch a campus' power over any number of hours, window by window."""

from dataclasses import dataclass

import numpy as np

from grandlivre.campus.dispatch.problem import Demand, Dispatch, Floats
from grandlivre.errors import CampusError


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """How far the dispatch looks, and how much of it is kept."""

    kept_hours: int = 336
    """Hours of each window that are decided."""
    ahead_hours: int = 72
    """Hours beyond them that the window sees, and the next decides anew."""


def dispatch(demand: Demand, horizon: Horizon | None = None) -> Dispatch:
    """The cheapest way to serve a campus hour by hour.

    Parameters
    ----------
    demand
        Loads, limits and prices.
    horizon
        Windows; None for the usual ones.

    Returns
    -------
    Dispatch
        Arrays of (hour,).

    Raises
    ------
    CampusError
        Where a window has no solution: what is not served has a price, so that only a ramp limit
        can bring this about.

    Notes
    -----
    Each window minimises ``Σ (price + carbon) grid + wear discharge + backup + unserved`` under

        grid + pv + discharge + backup + unserved = load + charge + served
        stored_t = (1 − loss) stored_{t−1} + η_c charge − discharge / η_d
        backlog_t = backlog_{t−1} + flexible − served

    and hands on what is stored, what waits and what is drawn: a rolling horizon. Prices repeat by
    the day, so that three days of foresight leave next to nothing to be won by more; the tests
    hold it against the whole year in one program.
    """
    # The solver is loaded only by those who dispatch.
    from grandlivre.campus.dispatch.program import (
        BACKLOG,
        BLOCKS,
        GRID,
        STORED,
        Window,
    )

    horizon = horizon or Horizon()
    hours = len(demand.load_mw)
    if hours == 0:
        raise CampusError("there is no hour to dispatch", where="load_mw",
                          remedy="give at least one hour", code="dispatch_series")  # fmt: skip
    found = np.zeros((BLOCKS, hours))
    state = (demand.battery.start_mwh, 0.0, float("nan"))
    windows: dict[int, Window] = {}
    for start in range(0, hours, horizon.kept_hours):
        length = min(horizon.kept_hours + horizon.ahead_hours, hours - start)
        # All windows but the last ones have one length, and share one program.
        if length not in windows:
            windows = {length: Window(demand, length)}
        columns = windows[length].solve(start, state, is_last=start + length == hours)
        kept = min(horizon.kept_hours, hours - start)
        found[:, start : start + kept] = columns[:, :kept]
        end = start + kept - 1
        state = (
            float(np.clip(found[STORED, end], 0.0, demand.battery.energy_mwh)),
            max(float(found[BACKLOG, end]), 0.0),
            float(found[GRID, end]),
        )
    return _dispatched(demand, found)


def dispatch_from(demand: Demand, stored_mwh: float) -> Dispatch:
    """The cheapest way through some hours of a longer run, in one program.

    Parameters
    ----------
    demand
        Loads, limits and prices of the hours to be decided and of some ahead of them; what
        already waits stands in the first hour's `Demand.flexible_mwh`.
    stored_mwh
        In the battery at the start; `Battery.start_mwh` plays no part.

    Returns
    -------
    Dispatch
        Of all the hours. The battery may end empty and work may be left to wait: whoever runs
        on keeps the first hours alone, and decides the others anew.

    Raises
    ------
    CampusError
        Where there is no solution, which only a ramp limit can bring about.
    """
    # The solver is loaded only by those who dispatch.
    from grandlivre.campus.dispatch.program import Window

    hours = len(demand.load_mw)
    found = Window(demand, hours).solve(0, (stored_mwh, 0.0, float("nan")), is_last=False)
    return _dispatched(demand, found)


def _dispatched(demand: Demand, found: Floats) -> Dispatch:
    grid, pv, charge, discharge, stored, served, backlog, backup, unserved = found
    return Dispatch(
        grid_mw=grid,
        pv_mw=pv,
        charge_mw=charge,
        discharge_mw=discharge,
        stored_mwh=stored,
        served_mwh=served,
        backlog_mwh=backlog,
        backup_mw=backup,
        unserved_mw=unserved,
        cost_eur=_cost(demand, grid, discharge, backup, unserved),
    )


def _cost(
    demand: Demand, grid: Floats, discharged: Floats, backup: Floats, unserved: Floats
) -> float:
    carbon = demand.carbon_price_eur_per_t
    price = demand.price_eur_per_mwh + carbon * demand.carbon_t_per_mwh
    generators = demand.backup.cost_eur_per_mwh + carbon * demand.backup.carbon_t_per_mwh
    return float(
        grid @ price
        + discharged.sum() * demand.battery.wear_eur_per_mwh
        + backup.sum() * generators
        + unserved.sum() * demand.unserved_eur_per_mwh
    )
