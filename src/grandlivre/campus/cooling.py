"""Heat out of the halls: free cooling, chillers, fans and pumps, water, heat given to others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.errors import CampusError

Floats = NDArray[np.float64]

# Chiller curves "DOE-2 Centrifugal/5.50COP" of EnergyPlus' data set (U.S. Department of Energy):
# capacity and electric input ratio by temperatures, and input ratio by part load.
_CAPACITY = (0.257896, 0.0389016, -0.000217080, 0.0468684, -0.000942840, -0.000343440)
_INPUT = (0.933884, -0.0582120, 0.00450036, 0.00243000, 0.000486000, -0.00121500)
_PART_LOAD = (0.222903, 0.313387, 0.463710)
_EVAPORATOR_C = (5.0, 10.0)
_CONDENSER_C = (24.0, 35.0)
"""Ranges in which the curves hold; temperatures are cut to them."""
_LATENT_MWH_PER_M3 = 0.679
"""Heat that a cubic metre of water takes away as vapour: 2,445 MJ a tonne at 24 °C."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """One circuit that carries heat away, by liquid or by air."""

    share: float
    """Of the heat of the computers, from 0 to 1."""
    supply_c: float
    """Temperature at which it enters the racks."""
    return_c: float
    """Temperature at which it leaves them."""
    approach_k: float
    """Between the wet bulb and what a tower and its exchanger can give without a chiller."""
    pump_share: float
    """Power of pumps or fans at full load, over the heat carried."""

    def __post_init__(self) -> None:
        if not (0 <= self.share <= 1 and self.return_c > self.supply_c and self.approach_k >= 0):
            raise CampusError(
                f"a share of {self.share}, {self.supply_c} °C in and {self.return_c} °C out "
                "make no sense",
                where="cooling",
                remedy="give a share from 0 to 1 and a return warmer than the supply",
                code="cooling_loop",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CoolingDesign:
    """How a campus is cooled."""

    liquid: Loop = Loop(share=0.85, supply_c=32.0, return_c=42.0, approach_k=6.0, pump_share=0.012)
    air: Loop = Loop(share=0.15, supply_c=24.0, return_c=36.0, approach_k=7.0, pump_share=0.05)
    chiller_cop: float = 5.5
    tower_fan_share: float = 0.010
    """Power of the towers' fans at full load, over the heat rejected."""
    dry_below_c: float = 12.0
    """Dry-bulb temperature under which towers need no water."""
    cycles: float = 5.0
    """Concentration of the water before it is drained: drained = evaporated / (cycles − 1)."""
    recovered_share: float = 0.0
    """Of the liquid's heat, that a heat network takes while it is colder than `heating_below_c`."""
    heating_below_c: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooling:
    """What cooling takes and gives, (hour,)."""

    power_mw: Floats
    water_m3: Floats
    """Evaporated and drained."""
    recovered_mw: Floats
    """Heat given to others."""
    chilled_mw: Floats
    """Heat that free cooling did not carry away."""


def cool(
    heat_mw: Floats, capacity_mw: float, weather: tuple[Floats, Floats], design: CoolingDesign
) -> Cooling:
    """Power and water that it takes to carry heat away.

    Parameters
    ----------
    heat_mw
        Heat of computers and of conversion, (hour,).
    capacity_mw
        Heat for which pumps, fans and chillers are sized.
    weather
        Dry and wet bulb, degrees Celsius, (hour,) each.
    design
        Loops and machines.

    Returns
    -------
    Cooling

    Notes
    -----
    A tower gives water at ``wet bulb + approach``. Of each loop's heat the part
    ``(return − that) / (return − supply)``, from 0 to 1, leaves freely; chillers take the rest,
    at an input ratio of ``EIRFT(evaporator, condenser) EIRFPLR(load) / COP`` (EnergyPlus
    Engineering Reference, Chiller:Electric:EIR). Pumps and fans go with the cube of their flow.
    Water: ``evaporated = rejected / latent heat``, and what is drained so that salts do not
    gather.
    """
    dry, wet = weather
    if capacity_mw <= 0 or (heat_mw > capacity_mw * (1 + 1e-9)).any():
        raise CampusError(
            f"{heat_mw.max(initial=0.0):.1f} MW of heat, and machines for {capacity_mw:.1f} MW",
            where="cooling.capacity",
            remedy="size the cooling for the greatest heat of the year",
            code="cooling_capacity",
        )
    load = heat_mw / capacity_mw
    recovered = np.where(
        dry < design.heating_below_c, design.recovered_share * design.liquid.share * heat_mw, 0.0
    )
    power = np.zeros_like(heat_mw)
    chilled = np.zeros_like(heat_mw)
    for loop, taken in ((design.liquid, recovered), (design.air, np.zeros_like(heat_mw))):
        heat = loop.share * heat_mw - taken
        warm = loop.return_c - (wet + loop.approach_k)
        free = np.clip(warm / (loop.return_c - loop.supply_c), 0.0, 1.0)
        left = heat * (1.0 - free)
        power += loop.pump_share * loop.share * capacity_mw * load**3
        power += left * _input_ratio(loop, wet, left / capacity_mw, design.chiller_cop)
        chilled += left
    # What chillers draw is heat as well, and the towers reject it.
    rejected = heat_mw - recovered + power
    power = power + design.tower_fan_share * capacity_mw * load**3
    evaporated = np.where(dry < design.dry_below_c, 0.0, rejected / _LATENT_MWH_PER_M3)
    return Cooling(
        power_mw=power,
        water_m3=evaporated * design.cycles / (design.cycles - 1.0),
        recovered_mw=recovered,
        chilled_mw=chilled,
    )


def _input_ratio(loop: Loop, wet: Floats, part: Floats, cop: float) -> Floats:
    """Power of chillers over the heat that they take."""
    evaporator = np.clip(np.full_like(wet, loop.supply_c - 3.0), *_EVAPORATOR_C)
    condenser = np.clip(wet + 4.0, *_CONDENSER_C)
    capacity = _biquadratic(_CAPACITY, evaporator, condenser)
    # Chillers are many and small: those that run are nearly full, and never below a fifth.
    load = np.clip(part / np.maximum(loop.share, 1e-9) / capacity, 0.2, 1.0)
    a, b, c = _PART_LOAD
    ratio: Floats = (
        _biquadratic(_INPUT, evaporator, condenser) * (a + b * load + c * load**2) / load / cop
    )
    return ratio


def _biquadratic(of: tuple[float, ...], x: Floats, y: Floats) -> Floats:
    a, b, c, d, e, f = of
    value: Floats = a + b * x + c * x**2 + d * y + e * y**2 + f * x * y
    return value
