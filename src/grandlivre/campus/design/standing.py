"""What stands and has power, hour by hour: phases, tranches, and which pools a tenant may touch."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from grandlivre.base.periods import Period
from grandlivre.campus.design.model import CampusDesign, Phase
from grandlivre.errors import CampusError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
HOURS = 8760


def opening(partial: str) -> date:
    """The first day on which what opens by a partial date is there: the day after its end.

    Examples
    --------
    >>> opening("2027"), opening("2029-Q4"), opening("2027-03-30")
    (datetime.date(2028, 1, 1), datetime.date(2030, 1, 1), datetime.date(2027, 3, 31))
    """
    return Period.parse(partial).last + timedelta(days=1)


def hour_of_opening(partial: str, year: int) -> int:
    """The hour of a year from which on something stands: 0 to 8,760, where 8,760 is not yet.

    29 February is left out of the year: what opens on it opens on 1 March.

    Examples
    --------
    >>> hour_of_opening("2027", 2028), hour_of_opening("2028-01", 2028)
    (0, 744)
    >>> hour_of_opening("2029", 2028)
    8760
    """
    day = opening(partial)
    if day.year != year:
        return 0 if day.year < year else HOURS
    # Counted in a plain year, so that months lie where the year of 8,760 hours has them.
    if (day.month, day.day) == (2, 29):
        day = day.replace(month=3, day=1)
    return (date(2001, day.month, day.day) - date(2001, 1, 1)).days * 24


def open_phases(design: CampusDesign, year: int, is_full: bool) -> tuple[Phase, ...]:
    """Phases that are energised at some time of a year or before it.

    Parameters
    ----------
    design
        The campus.
    year
        Calendar year.
    is_full
        True for all of them, whatever their dates.
    """
    return tuple(
        phase for phase in design.phases if is_full or hour_of_opening(phase.opens, year) < HOURS
    )


def connection(design: CampusDesign, year: int, *, is_full: bool) -> Floats:
    """Megawatts that the grid's tranches give, (hour,).

    Parameters
    ----------
    design
        The campus.
    year
        Calendar year.
    is_full
        True for the whole connection all year.

    Returns
    -------
    Floats
        Of 8,760 hours; nought before the first tranche.
    """
    power = np.zeros(HOURS)
    for tranche in design.grid.tranches:
        start = 0 if is_full else hour_of_opening(tranche.opens, year)
        power[start:] = np.maximum(power[start:], tranche.total_mw)
    return power


def standing(design: CampusDesign, year: int, *, is_full: bool) -> Ints:
    """Accelerators that stand with power, (hour, pool) in the order of the design's pools.

    A pool stands from the day after its phase's date. Where the tranches give less than the phases
    that stand, later phases get only the part that is left, in whole fast-link domains.

    Parameters
    ----------
    design
        The campus.
    year
        Calendar year.
    is_full
        True to have all phases and tranches open.

    Raises
    ------
    CampusError
        Where nothing stands that year.
    """
    granted = connection(design, year, is_full=is_full)
    phase_of = {hall.name: hall.phase for hall in design.halls}
    counts = np.zeros((HOURS, len(design.pools)), dtype=np.int64)
    used = np.zeros(HOURS)
    for phase in _by_date(design):
        start = 0 if is_full else hour_of_opening(phase.opens, year)
        is_open = np.zeros(HOURS)
        is_open[start:] = 1.0
        given = np.clip(granted - used, 0.0, phase.power_mw) * is_open
        used += given
        for at, pool in enumerate(design.pools):
            if phase_of[pool.hall] == phase.name:
                # A millionth is rounding of megawatts, not a domain less.
                domains = pool.count / pool.domain * given / phase.power_mw
                part = np.floor(domains * (1 + 1e-9) + 1e-6) * pool.domain
                counts[:, at] = np.where(given >= phase.power_mw * (1 - 1e-9), pool.count, part)
    if not counts.any():
        raise CampusError(
            f"nothing of {design.name} stands in {year}",
            where="year",
            remedy="choose a later year, or run the campus as if it were full",
            code="nothing_stands",
        )
    return counts


def _by_date(design: CampusDesign) -> list[Phase]:
    return sorted(design.phases, key=lambda phase: opening(phase.opens))


def allowed(design: CampusDesign, tenant: str) -> tuple[str, ...]:
    """Pools that a tenant's work may touch: those of its zones, and of its list where it has one.

    Raises
    ------
    CampusError
        Where no tenant has that name.

    Examples
    --------
    >>> from grandlivre.campus.design.read import designs
    >>> design = designs()["campus-ia"]
    >>> zones = {pool.name: pool.zone for pool in design.pools}
    >>> {zones[pool] for pool in allowed(design, "state")}
    {'sovereign'}
    """
    for each in design.tenants:
        if each.name == tenant:
            return tuple(
                pool.name
                for pool in design.pools
                if pool.zone in each.zones and (not each.pools or pool.name in each.pools)
            )
    raise CampusError(
        f"no tenant is called {tenant}",
        where="tenant",
        remedy=f"name one of {', '.join(each.name for each in design.tenants)}",
    )
