"""Megawatts of one undertaking, brought together by the rules that hold for money."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure
from grandlivre.entities.model import Place
from grandlivre.ledger.entries.bounds import Reconciled, reconcile_amounts
from grandlivre.ledger.grouping.statements import Statement, half_last_digit
from grandlivre.ledger.model import Amount

_WIDEST = 2
"""From which factor on two powers are of a phase and the whole, or of two sites."""
_FINE = 3
"""From this level on (region, department, town) a place tells one site from another."""
_MEGA = Decimal(10) ** 6


def reconcile_power(statements: Sequence[Statement]) -> Reconciled | None:
    """Find what the powers that are stated of one undertaking say together.

    Parameters
    ----------
    statements
        Of one undertaking; those of money are ignored.

    Returns
    -------
    Reconciled or None
        Bounds in watts, whatever the field is called; None where no power is stated.

    Notes
    -----
    Only figures within a factor of two of the one that most origins give are of the whole:
    smaller ones are phases or single sites, larger ones what it may become. Nor are those that a
    text tells of another place than all who give that figure. The rest is as for
    money (`grandlivre.ledger.entries.bounds.reconcile_amounts`): ends given as values, revisions
    in time, contradictions.
    """
    stated = [_as_amount(each) for each in statements if each.claim.measure is Measure.POWER]
    if not stated:
        return None
    main = _most_told(stated)
    here = [one for each in stated if main in _ends(each) for one in _fine(each)]
    return reconcile_amounts(
        [each for each in stated if _is_of(each, main) and not _is_elsewhere(each, here)]
    )


def megawatts(found: Reconciled | None) -> Interval | None:
    """The bounds in megawatts."""
    if found is None:
        return None
    low, high = found.euros.low, found.euros.high
    return Interval(
        low=None if low is None else low / _MEGA, high=None if high is None else high / _MEGA
    )


def _as_amount(statement: Statement) -> Statement:
    """A statement of power as if its watts were euros, to be reconciled by the same rules."""
    watts = Interval(low=statement.claim.low, high=statement.claim.high)
    ends = [end for end in (watts.low, watts.high) if end is not None]
    return replace(
        statement,
        amount=Amount(claim=statement.claim.id, stated=watts, unit="EUR", euros=watts),
        slack=max(map(half_last_digit, ends), default=Decimal(0)),
    )


def _most_told(statements: Sequence[Statement]) -> Decimal:
    voices: dict[Decimal, set[str]] = defaultdict(set)
    for each in statements:
        value = each.claim.high or each.claim.low
        if value is not None:
            voices[value].add(each.origin)
    return max(voices, key=lambda value: (len(voices[value]), value), default=Decimal(0))


def _ends(statement: Statement) -> list[Decimal]:
    return [end for end in (statement.claim.low, statement.claim.high) if end is not None]


def _fine(statement: Statement) -> list[Place]:
    return [place for place in statement.places if place.level >= _FINE]


def _is_elsewhere(statement: Statement, here: Sequence[Place]) -> bool:
    """True where a figure is told of places that all lie apart from those of the main one."""
    mine = _fine(statement)
    return bool(mine and here) and not any(one.touches(other) for one in mine for other in here)


def _is_of(statement: Statement, main: Decimal) -> bool:
    ends = _ends(statement)
    return bool(ends) and all(main < _WIDEST * end and end < _WIDEST * main for end in ends)
