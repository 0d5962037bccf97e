"""What a year's energy costs, by parts."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.operate.befall import stands
from grandlivre.campus.operate.year import CampusYear, Power

Floats = NDArray[np.float64]

PARTS = ("band", "spot", "turpe_energy", "turpe_power", "accise", "wear", "backup")
"""In the order in which they are told."""
_HOURS = 8760


def energy_cost(design: CampusDesign, power: Power, connection_mw: Floats) -> Mapping[str, Floats]:
    """Euros of each hour by part, (hour,) each.

    Parameters
    ----------
    design
        Its contract and machines.
    power
        What was drawn.
    connection_mw
        That is paid for, (hour,).

    Notes
    -----
    A flat band is bought for a share of the connection at its own price; what is drawn beyond it
    is bought at spot, and what is not used of it is sold at spot. Charges of the network go with
    energy and with the connection (TURPE), and so does the excise (accise); the battery wears
    with what it gives, and generators burn fuel.
    """
    contract, machines = design.grid, design.machines
    spot = power.price_eur_per_mwh - contract.turpe_eur_per_mwh - contract.accise_eur_per_mwh
    band = contract.band_share * connection_mw
    return {
        "band": band * contract.band_eur_per_mwh,
        "spot": (power.grid_mw - band) * spot,
        "turpe_energy": power.grid_mw * contract.turpe_eur_per_mwh,
        "turpe_power": connection_mw * contract.turpe_eur_per_mw_year / _HOURS,
        "accise": power.grid_mw * contract.accise_eur_per_mwh,
        "wear": power.discharge_mw * machines.battery_wear_eur_per_mwh,
        "backup": power.backup_mw * machines.backup_eur_per_mwh,
    }


def cost_by_part(year: CampusYear) -> Mapping[str, float]:
    """Euros of a year's energy by part; together they are the sum of `Power.cost_eur`."""
    _, connection = stands(year.design, year.options)
    parts = energy_cost(year.design, year.power, connection)
    return {name: float(parts[name].sum()) for name in PARTS}


def relief_income_eur(year: CampusYear) -> float:
    """What the grid operator pays for relief on call; it is not within the cost of energy."""
    contract = year.design.grid
    return contract.relief_mw * contract.relief_eur_per_mw_year
