"""Megawatts of a project: which of the figures said is its whole, and by which steps it grows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import exp, log

from grandlivre.base.periods import Period
from grandlivre.claims.model import Stage
from grandlivre.programme.arithmetic import NOTHING
from grandlivre.programme.facts import Said
from grandlivre.programme.model import Figure, Mark
from grandlivre.programme.spreads import Reference

_LEAST_SENSE = 0.2
"""A power so far from what its money could build was said of something else."""
_SMALLEST_STEP = Decimal("0.03")
"""A step of less than this share of the whole is a hall, not a phase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A total of megawatts and the date from which it is to be there."""

    total_mw: Decimal
    by: str | None
    is_running: bool
    basis: tuple[str, ...]


def whole_power(
    powers: Sequence[Said],
    money: Decimal | None,
    accelerators: Decimal | None,
    reference: Reference,
) -> Figure | None:
    """The power of the whole of a project, as most origins give it.

    Parameters
    ----------
    powers
        Statements of megawatts.
    money, accelerators
        Euros and accelerators of the same project, where they are known: a power that neither
        could be of counts for less.
    reference
        For what a megawatt costs and an accelerator draws.

    Returns
    -------
    Figure or None
        Megawatts; None where nothing is said, or nothing that could be of this project.
    """
    weights: dict[Decimal, float] = defaultdict(float)
    for said in powers:
        weights[said.value] += said.weight
    if not weights:
        return None
    sense = {value: _sense(value, money, accelerators, reference) for value in weights}
    best = max(weights, key=lambda value: (weights[value] * sense[value], value))
    if sense[best] < _LEAST_SENSE:
        return None
    return _figure(best, powers)


def steps(
    powers: Sequence[Said],
    tranches: Sequence[Said],
    whole: Decimal,
    as_of: date,
    latest: str | None,
) -> tuple[Step, ...]:
    """By which steps a project comes to its whole.

    Parameters
    ----------
    powers
        Statements of megawatts of the project.
    tranches
        Those of the grid's operator for its site.
    whole
        From `whole_power`.
    as_of
        The day of the plan: what runs runs by then.
    latest
        The last date by which the project says it is to be whole; None where it says none.

    Returns
    -------
    tuple of Step
        Rising totals with later dates, the last one `whole`.

    Notes
    -----
    A smaller figure is a step where it has a date of its own, or runs already; of several dates
    for one total the one with most origins counts, the latest on a tie, but never one before a
    smaller total's.
    """
    dated: dict[Decimal, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    claims: dict[Decimal, list[str]] = defaultdict(list)
    running = max(
        (said.value for said in powers if said.stage is Stage.OPERATIONAL), default=Decimal(0)
    )
    for said in (*powers, *tranches):
        if said.by is not None and said.value <= whole:
            dated[said.value][said.by] += said.weight
            claims[said.value].extend(said.claims)
    found: list[Step] = []
    last = date.min
    if 0 < running < whole and running >= _SMALLEST_STEP * whole:
        keys = [key for said in powers if said.value == running for key in said.claims]
        found.append(Step(total_mw=running, by=None, is_running=True, basis=tuple(keys)))
        last = as_of
    told = dated.get(whole, {})
    final = max(told, key=lambda each: (round(told[each], 1), each), default=None)
    end = date.max if final is None else Period.parse(final).last
    offered = {said.value for said in tranches}
    close = max(
        (Period.parse(each).last for each in (*told, *((latest,) if latest else ()))),
        default=date.max,
    )
    for total in sorted(dated):
        if total >= whole or total < _SMALLEST_STEP * whole:
            continue
        by = _date_after(dated[total], last)
        # A project's own step comes before its whole; the grid's steps shape it as long as it
        # still has a later date.
        if by is not None and Period.parse(by).last >= (close if total in offered else end):
            continue
        if by is None or (found and total <= found[-1].total_mw):
            continue
        found.append(
            Step(total_mw=total, by=by, is_running=False, basis=tuple(dict.fromkeys(claims[total])))
        )
        last = Period.parse(by).last
    keys = [key for said in powers if said.value == whole for key in said.claims]
    by = _date_after(dated[whole], last) if whole in dated else None
    is_running = running == whole and (by is None or Period.parse(by).first <= as_of)
    found.append(
        Step(total_mw=whole, by=by, is_running=is_running, basis=tuple(dict.fromkeys(keys)))
    )
    return tuple(found)


def _date_after(dates: dict[str, float], last: date) -> str | None:
    later = [each for each in dates if Period.parse(each).last > last]
    return max(later, key=lambda each: (round(dates[each], 1), each), default=None)


def _sense(
    value: Decimal, money: Decimal | None, accelerators: Decimal | None, reference: Reference
) -> float:
    """From 1 for a power that fits money and accelerators down to 0, by the factor it is off."""
    found = 1.0
    if money:
        per_mw = money / value / Decimal(10) ** 6
        low = reference.spread("capex_hosting_meur_per_mw").low
        found *= _within(per_mw, low, reference.spread("capex_all_in_meur_per_mw").high)
    if accelerators:
        kilowatts = value * 1000 / accelerators
        spread = reference.spread("all_in_power_kw")
        found *= _within(kilowatts, spread.low, spread.high)
    return found


def _within(value: Decimal, low: Decimal, high: Decimal) -> float:
    off = max(float(low / value), float(value / high), 1.0)
    return exp(-log(off))


def most_told(powers: Sequence[Said]) -> Figure | None:
    """The power that most origins give, whatever it costs; None where nothing is said."""
    weights: dict[Decimal, float] = defaultdict(float)
    for said in powers:
        weights[said.value] += said.weight
    if not weights:
        return None
    return _figure(max(weights, key=lambda value: (weights[value], value)), powers)


def _figure(best: Decimal, powers: Sequence[Said]) -> Figure:
    """A total of megawatts with the bounds that those who give it give."""
    telling = [said for said in powers if said.value == best]
    lows = [said.low for said in telling if said.low is not None]
    return Figure(
        low=max(lows, default=None),
        best=best,
        high=best if any(said.high is not None for said in telling) else None,
        mark=Mark.SAID,
        basis=tuple(dict.fromkeys(key for said in telling for key in said.claims)),
        how=NOTHING,
    )
