"""How far a phase has come, and how long the rest of the way usually takes."""

from datetime import date
from decimal import Decimal

from grandlivre.claims.model import Stage
from grandlivre.programme.model import GATES, Gate
from grandlivre.programme.spreads import Reference, Spread

_GATES = {
    Stage.CONSIDERED: Gate.ANNOUNCED,
    Stage.ANNOUNCED: Gate.ANNOUNCED,
    Stage.CONFIRMED: Gate.SECURED,
    # Nothing is built without a permit.
    Stage.UNDER_CONSTRUCTION: Gate.PERMITTED,
    Stage.OPERATIONAL: Gate.FILLED,
    Stage.CANCELLED: Gate.ANNOUNCED,
}
_DAYS_A_YEAR = Decimal("365.25")
_MONTHS_A_YEAR = 12


def gate_of(stage: Stage, *, has_town: bool) -> Gate:
    """The furthest gate that a stage says has been passed.

    A confirmed project has secured its site only where a text names it.
    """
    found = _GATES[stage]
    return Gate.ANNOUNCED if found is Gate.SECURED and not has_town else found


def is_past(gate: Gate, other: Gate) -> bool:
    """True where `gate` is `other` or comes after it."""
    return GATES.index(gate) >= GATES.index(other)


def years_left(reached: Gate, reference: Reference, *, is_fast_track: bool) -> Spread:
    """Years from a gate until power flows, as they usually are.

    Notes
    -----
    Securing the site comes first; then the connection on one side, permit and construction on
    the other, whichever takes longer. Quantiles are added as they are: right where all steps are
    slow together, wide otherwise.
    """
    secure, permit, connection = (
        reference.spread(name)
        for name in (
            "secure_years",
            "permit_years",
            "connection_years_fast_track" if is_fast_track else "connection_years_ordinary",
        )
    )
    building = reference.spread("construction_months")
    found = []
    for name in ("low", "median", "high"):
        build = getattr(building, name) / _MONTHS_A_YEAR
        allowed = Decimal(0) if is_past(reached, Gate.PERMITTED) else getattr(permit, name)
        wired = Decimal(0) if is_past(reached, Gate.CONNECTED) else getattr(connection, name)
        years = max(wired, allowed + build)
        if is_past(reached, Gate.BUILT):
            years = Decimal(0)
        if not is_past(reached, Gate.SECURED):
            years += getattr(secure, name)
        found.append(Decimal(0) if is_past(reached, Gate.ENERGISED) else years)
    return Spread(*found)


def decimal_year(day: date) -> Decimal:
    """A day as a year and its fraction."""
    start = date(day.year, 1, 1)
    length = (date(day.year + 1, 1, 1) - start).days if day.year < date.max.year else 365
    return day.year + Decimal((day - start).days) / length


def years_between(first: date, last: date) -> Decimal:
    """Years from one day to another; negative where the second comes first."""
    return (last - first).days / _DAYS_A_YEAR
