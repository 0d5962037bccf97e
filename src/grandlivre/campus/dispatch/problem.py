"""What the dispatch is given: loads, limits and prices by hour, and what can shift them."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from grandlivre.errors import CampusError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """A store of energy on the campus' side of the meter."""

    power_mw: float
    """Both of charge and of discharge."""
    energy_mwh: float
    charge_efficiency: float = 0.95
    discharge_efficiency: float = 0.95
    loss_per_hour: float = 0.0
    """Share of what is stored that is lost in an hour."""
    wear_eur_per_mwh: float = 0.0
    """Cost of wear for each megawatt-hour discharged."""
    start_mwh: float = 0.0
    """Stored at the start; as much is left at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Work that can wait: training that pauses, batches that start later."""

    delay_hours: int = 24
    """Each hour's energy is served within so many hours."""
    power_mw: float = np.inf
    """Most of it that can be served at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """Generators for when the grid gives too little."""

    power_mw: float = 0.0
    cost_eur_per_mwh: float = 400.0
    carbon_t_per_mwh: float = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A campus' demand and what it can draw on; arrays are (hour,)."""

    load_mw: Floats
    """What must be served in its hour."""
    flexible_mwh: Floats
    """What arrives in an hour and may wait."""
    grid_mw: Floats
    """Most that the grid gives: the contract, a tranche, an outage, a call for relief."""
    pv_mw: Floats
    """What panels would give: it can be left unused."""
    price_eur_per_mwh: Floats
    """Energy, grid charges by volume and taxes."""
    carbon_t_per_mwh: Floats
    battery: Battery = field(default_factory=lambda: Battery(power_mw=0.0, energy_mwh=0.0))
    shift: Shift = field(default_factory=Shift)
    backup: Backup = field(default_factory=Backup)
    carbon_price_eur_per_t: float = 0.0
    unserved_eur_per_mwh: float = 20_000.0
    """What a megawatt-hour not served is held to cost: it is refused last."""
    ramp_mw: float | None = None
    """Most that the draw on the grid may change from hour to hour; None for no limit."""

    def __post_init__(self) -> None:
        hours = len(self.load_mw)
        for name in ("load_mw", "flexible_mwh", "grid_mw", "pv_mw", "price_eur_per_mwh",
                     "carbon_t_per_mwh"):  # fmt: skip
            values = getattr(self, name)
            if values.shape != (hours,) or not np.isfinite(values).all():
                raise CampusError(
                    f"{values.shape} is not one finite value for each of {hours} hours",
                    where=name,
                    remedy="fill the gaps and give every series the same hours",
                    code="dispatch_series",
                )
            if name not in ("price_eur_per_mwh", "carbon_t_per_mwh") and (values < 0).any():
                raise CampusError(
                    "a power or an energy is negative",
                    where=name,
                    remedy="give loads and limits as positive figures",
                    code="dispatch_negative",
                )
        battery = self.battery
        if not 0 <= battery.start_mwh <= battery.energy_mwh:
            raise CampusError(
                f"{battery.start_mwh} MWh are not within 0 and {battery.energy_mwh} MWh",
                where="battery.start_mwh",
                remedy="start between empty and full",
                code="dispatch_battery",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """What is drawn, stored, shifted and given up; arrays are (hour,), MW or MWh."""

    grid_mw: Floats
    pv_mw: Floats
    charge_mw: Floats
    discharge_mw: Floats
    stored_mwh: Floats
    """At the hour's end."""
    served_mwh: Floats
    """Of what may wait."""
    backlog_mwh: Floats
    """Waiting at the hour's end."""
    backup_mw: Floats
    unserved_mw: Floats
    cost_eur: float
    """What was minimised: energy, carbon, wear, backup and what was not served."""
