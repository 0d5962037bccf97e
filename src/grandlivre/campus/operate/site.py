"""From the racks to the meter, and back: what the site draws, what a cap leaves to the racks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.cooling import Cooling, CoolingDesign, Loop, cool
from grandlivre.campus.design.model import Heat
from grandlivre.campus.power import PowerDesign, losses
from grandlivre.campus.weather import Weather

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_STEPS = 44
"""Halvings of the search for what a cap leaves: to a part in 10^13."""
_SAFETY = 1.0 - 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A campus' losses and cooling, in the weather of its year."""

    weather: Weather
    cooling: CoolingDesign
    heat_mw: float
    """Heat for which the cooling is sized."""
    power: PowerDesign


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the site draws, (hour,), megawatts."""

    loss_mw: Floats
    cooling: Cooling
    site_mw: Floats


def cooling_of(heat: Heat) -> CoolingDesign:
    """The loops of a design: water comes back 10 K warmer, and air 12 K.

    Examples
    --------
    >>> cooling_of(Heat(liquid_share=0.9)).air.share.__round__(3)
    0.1
    """
    usual = CoolingDesign()
    return CoolingDesign(
        liquid=Loop(
            share=heat.liquid_share,
            supply_c=heat.liquid_supply_c,
            return_c=heat.liquid_supply_c + 10.0,
            approach_k=usual.liquid.approach_k,
            pump_share=usual.liquid.pump_share,
        ),
        air=Loop(
            share=1.0 - heat.liquid_share,
            supply_c=heat.air_supply_c,
            return_c=heat.air_supply_c + 12.0,
            approach_k=usual.air.approach_k,
            pump_share=usual.air.pump_share,
        ),
        chiller_cop=heat.chiller_cop,
        recovered_share=heat.recovered_share,
    )


def site_of(heat: Heat, weather: Weather, rated_mw: float) -> Site:
    """The site of a design whose accelerators draw `rated_mw` in full, at the racks."""
    power = PowerDesign()
    full = np.array([rated_mw * (1.0 + power.storage_share)])
    most = float((full + losses(full, rated_mw, power))[0])
    # A campus of which nothing stands yet still needs a size to divide by.
    return Site(
        weather=weather, cooling=cooling_of(heat), heat_mw=max(most, 1e-6) * (1 + 1e-9), power=power
    )


def draw_of(site: Site, hours: Ints, it_mw: Floats, rated_mw: Floats) -> Drawn:
    """What the site draws for what its racks draw.

    Parameters
    ----------
    site
        Losses, cooling and weather.
    hours
        Hours of the year that are meant, (hour,).
    it_mw
        At the racks, (hour,).
    rated_mw
        Full draw of the accelerators that are switched on, (hour,).

    Returns
    -------
    Drawn

    Notes
    -----
    ``site = IT + losses(IT) + cooling(IT + losses)``: see `grandlivre.campus.power.losses` and
    `grandlivre.campus.cooling.cool`.
    """
    lost = losses(it_mw, rated_mw, site.power)
    weather = site.weather
    heat = it_mw + lost
    cooled = cool(
        heat, site.heat_mw, (weather.dry_bulb_c[hours], weather.wet_bulb_c[hours]), site.cooling
    )
    return Drawn(loss_mw=lost, cooling=cooled, site_mw=heat + cooled.power_mw)


def rack_room(site: Site, hours: Ints, site_mw: Floats, rated_mw: Floats) -> Floats:
    """Most that the racks may draw under a cap on the site, (hour,), megawatts.

    Parameters
    ----------
    site, hours
        As in `draw_of`.
    site_mw
        Cap of each hour; nought is left where losses alone pass it.
    rated_mw
        Full draw of the accelerators that are switched on, (hour,): it is never passed, with
        what storage adds to it.

    Notes
    -----
    The site's draw grows with that of the racks, so that halving an interval finds the greatest
    that keeps the cap.
    """
    low = np.zeros_like(site_mw)
    high = rated_mw * (1.0 + site.power.storage_share)
    if (draw_of(site, hours, high, rated_mw).site_mw <= site_mw).all():
        return high
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        fits = draw_of(site, hours, middle, rated_mw).site_mw <= site_mw
        low = np.where(fits, middle, low)
        high = np.where(fits, high, middle)
    full = draw_of(site, hours, high, rated_mw).site_mw <= site_mw
    room: Floats = np.where(full, high, low * _SAFETY)
    return room
