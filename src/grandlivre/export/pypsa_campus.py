"""A campus' power for PyPSA: one bus with grid, battery, panels, generators and its load.

The folder is read by ``pypsa.Network(folder)`` as it stands, and ``optimize()`` finds the
cheapest dispatch of the year with the whole of it foreseen.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import numpy as np

from grandlivre.campus.dispatch import Backup, Battery, Demand
from grandlivre.campus.operate.befall import grid_limits, stands
from grandlivre.campus.operate.year import CampusYear
from grandlivre.export.pypsa import lines_of

BUS = "campus"
GRID, SOLAR, BACKUP, UNSERVED, LOAD = "grid", "solar", "backup", "unserved", "load"
BATTERY_IN, BATTERY_OUT, BATTERY = "battery charge", "battery discharge", "battery"
_CARRIERS = ("AC", "battery", "grid", "solar", "diesel", "unserved")
Rows = list[list[object]]
_DIGITS = 9
_LONGEST_DAY = (2, 29)


def network(demand: Demand, *, name: str, year: int) -> dict[str, Iterable[bytes]]:
    """The files of a network, by name.

    Parameters
    ----------
    demand
        Loads, limits and prices by hour, and the machines. What may wait is part of the load
        once it is placed: it must be nought here.
    name
        What the network is called.
    year
        Of its snapshots; 29 February is left out.

    Returns
    -------
    dict
        ``network.csv``, ``snapshots.csv``, ``carriers.csv``, ``buses.csv``, ``generators.csv``,
        ``loads.csv``, and where there is a battery ``stores.csv`` and ``links.csv``, with the
        series of each that changes by the hour.

    Notes
    -----
    Carbon is paid for in the marginal costs, at the demand's price of it. The battery is a store
    behind two links, whose capacities are those at the campus' bus.
    """
    hours = len(demand.load_mw)
    carbon = demand.carbon_price_eur_per_t
    grid_cost = demand.price_eur_per_mwh + carbon * demand.carbon_t_per_mwh
    backup_cost = demand.backup.cost_eur_per_mwh + carbon * demand.backup.carbon_t_per_mwh
    grid_most, sun_most = _most(demand.grid_mw), _most(demand.pv_mw)
    most = max(float(demand.load_mw.max(initial=0.0)) * 2, 1.0)
    generators: Rows = [
        ["name", "bus", "carrier", "p_nom", "marginal_cost"],
        [GRID, BUS, "grid", grid_most, 0.0],
        [SOLAR, BUS, "solar", sun_most, 0.0],
        [BACKUP, BUS, "diesel", demand.backup.power_mw, backup_cost],
        [UNSERVED, BUS, "unserved", most, demand.unserved_eur_per_mwh],
    ]
    shares: Rows = [["", GRID, SOLAR]]
    shares += _numbered(demand.grid_mw / grid_most, demand.pv_mw / sun_most)
    files: dict[str, Rows] = {
        "network.csv": [["name"], [name]],
        "snapshots.csv": [
            ["", "snapshot", "objective", "stores", "generators"],
            *([at, when, 1.0, 1.0, 1.0] for at, when in enumerate(_moments(year, hours))),
        ],
        "carriers.csv": [["name"], *_column(_CARRIERS)],
        "buses.csv": [["name", "carrier"], [BUS, "AC"]],
        "generators.csv": generators,
        "generators-p_max_pu.csv": shares,
        "generators-marginal_cost.csv": [["", GRID], *_numbered(grid_cost)],
        "loads.csv": [["name", "bus", "carrier"], [LOAD, BUS, "AC"]],
        "loads-p_set.csv": [["", LOAD], *_numbered(demand.load_mw)],
    }
    if demand.battery.power_mw > 0 and demand.battery.energy_mwh > 0:
        files |= _battery(demand, hours)
    if demand.ramp_mw is not None:
        generators[0] += ["ramp_limit_up", "ramp_limit_down"]
        generators[1] += [demand.ramp_mw / grid_most] * 2
        for row in generators[2:]:
            row += ["", ""]
    return {file: lines_of(rows) for file, rows in files.items()}


def _battery(demand: Demand, hours: int) -> Mapping[str, Rows]:
    """A store and its two links: capacities and wear are counted at the campus' bus."""
    battery = demand.battery
    out = battery.discharge_efficiency
    share = battery.start_mwh / battery.energy_mwh
    least = np.zeros(hours)
    # It ends as full as it began.
    least[-1] = share
    return {
        "buses.csv": [["name", "carrier"], [BUS, "AC"], [BATTERY, "battery"]],
        "links.csv": [
            ["name", "bus0", "bus1", "carrier", "p_nom", "efficiency", "marginal_cost"],
            [BATTERY_IN, BUS, BATTERY, "battery", battery.power_mw, battery.charge_efficiency, 0.0],
            # A link's capacity and cost are of what goes in; the campus counts what comes out.
            [BATTERY_OUT, BATTERY, BUS, "battery", battery.power_mw / out, out,
             battery.wear_eur_per_mwh * out],
        ],
        "stores.csv": [
            ["name", "bus", "carrier", "e_nom", "e_initial", "standing_loss", "e_cyclic"],
            # PyPSA lets nothing be lost in the first hour.
            [BATTERY, BATTERY, "battery", battery.energy_mwh,
             battery.start_mwh * (1.0 - battery.loss_per_hour), battery.loss_per_hour, False],
        ],
        "stores-e_min_pu.csv": [["", BATTERY], *_numbered(least)],
    }  # fmt: skip


def _most(values: np.ndarray) -> float:
    return float(values.max(initial=0.0)) or 1.0


def _numbered(*columns: np.ndarray) -> Rows:
    lists = [np.round(column, _DIGITS).tolist() for column in columns]
    return [[at, *values] for at, values in enumerate(zip(*lists, strict=True))]


def _column(names: Iterable[str]) -> Rows:
    return [[name] for name in names]


def _moments(year: int, hours: int) -> list[str]:
    """Hours of a year without 29 February."""
    found: list[str] = []
    when = datetime(year, 1, 1)  # noqa: DTZ001
    while len(found) < hours:
        if (when.month, when.day) != _LONGEST_DAY:
            found.append(when.isoformat(sep=" "))
        when += timedelta(hours=1)
    return found


def demand_of(year: CampusYear) -> Demand:
    """What a year's power was found under: its site's draw as the load, its limits and prices.

    Notes
    -----
    The draw of work that may wait is part of the load where it was placed. Calls for relief ask
    for less than the usual draw; they are no limit here.
    """
    design, options, power = year.design, year.options, year.power
    _, granted = stands(design, options)
    grid, _, _ = grid_limits(design, options, granted)
    machines = design.machines
    return Demand(
        load_mw=power.site_mw,
        flexible_mwh=np.zeros(year.hours),
        # What was drawn was granted, to the last digit.
        grid_mw=np.maximum(grid, np.maximum(power.grid_mw, 0.0)),
        pv_mw=np.maximum(power.solar_mw, 0.0),
        price_eur_per_mwh=power.price_eur_per_mwh,
        carbon_t_per_mwh=power.carbon_g_per_kwh / 1000.0,
        battery=Battery(
            power_mw=machines.battery_mw,
            energy_mwh=machines.battery_mwh,
            wear_eur_per_mwh=machines.battery_wear_eur_per_mwh,
        ),
        backup=Backup(
            power_mw=machines.backup_mw,
            cost_eur_per_mwh=machines.backup_eur_per_mwh,
            carbon_t_per_mwh=machines.backup_t_per_mwh,
        ),
        carbon_price_eur_per_t=design.grid.carbon_price_eur_per_t,
    )


def campus_network(year: CampusYear) -> dict[str, Iterable[bytes]]:
    """The files of a year's network, by name: see `network`."""
    name = f"Grand Livre, {year.design.name}, {year.options.year}, seed {year.options.seed}"
    return network(demand_of(year), name=name, year=year.options.year)
