"""A best value inside the bounds of each entry, by the weight of those who tell it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

import numpy as np

from grandlivre.base.interval import Interval
from grandlivre.ledger.constraints import claims, relaxed, system
from grandlivre.ledger.entries.bounds import euros_of
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Best, BestMethod
from grandlivre.ledger.together.whole import Whole, relations_among

_MOVED = Decimal("1e-6")
"""A value that sums move by less than this part is where it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one origin gives as the amount, inside the bounds, and what it weighs."""

    value: Decimal
    weight: float


def best_values(
    bounds: Mapping[str, Interval],
    groups: Mapping[str, Sequence[Statement]],
    wholes: Sequence[Whole],
    weights: Mapping[str, float],
) -> dict[str, Best]:
    """Choose a value inside the bounds of each entry that has any.

    Parameters
    ----------
    bounds
        Of each entry, by its id; nothing is chosen where both ends are open.
    groups
        Statements by entry id.
    wholes
        Sums that hold between the entries within these bounds.
    weights
        Of each claim, by its id; see `grandlivre.ledger.together.rows.weights_of`.

    Returns
    -------
    dict
        By entry id, with the method.

    Notes
    -----
    Each independent origin has one vote: its figure, or the middle of its range, brought inside
    the bounds, with the weight of its heaviest claim. Alone, an entry takes the weighted median
    ``argmin Σ w |x - vote|``. Entries that sums tie together take the values that minimise the
    same over all of them, the sums and the bounds being kept: the elastic program of Chinneck
    (2008, chapter 6) with hard bounds.
    """
    votes = {key: _votes(euros, groups.get(key, ()), weights) for key, euros in bounds.items()}
    found = {
        key: best
        for key, euros in bounds.items()
        if (best := _alone(euros, votes[key], groups.get(key, ()))) is not None
    }
    for key, value in _together(bounds, votes, wholes).items():
        alone = found.get(key)
        moved = alone is None or abs(alone.euros - value) > _MOVED * max(alone.euros, value)
        if moved and bounds[key].high is not None:
            found[key] = Best(euros=value, method=BestMethod.TOGETHER)
    return found


def _votes(
    euros: Interval, statements: Sequence[Statement], weights: Mapping[str, float]
) -> list[Vote]:
    told: dict[str, list[Statement]] = defaultdict(list)
    for each in statements:
        if each.amount is not None and euros_of(each) != Interval():
            told[each.origin].append(each)
    return [
        Vote(
            value=Decimal(median(sorted(_inside(_middle(each), euros) for each in group))),
            weight=max(weights.get(each.claim.id, 1.0) for each in group),
        )
        for _, group in sorted(told.items())
    ]


def _alone(euros: Interval, votes: Sequence[Vote], statements: Sequence[Statement]) -> Best | None:
    if euros == Interval():
        return None
    if euros.is_exact and euros.low is not None:
        return Best(euros=euros.low, method=BestMethod.AGREED)
    is_open = euros.low is None or euros.high is None
    if is_open and not any(each.is_figure for each in statements):
        end = euros.low if euros.low is not None else euros.high
        return Best(euros=_whole(end or Decimal(0)), method=BestMethod.END)
    if not votes:
        return None
    return Best(euros=_whole(weighted_median(votes)), method=BestMethod.MEDIAN)


def weighted_median(votes: Sequence[Vote]) -> Decimal:
    """The value that half of the weight does not exceed; the middle where two share the weight.

    Examples
    --------
    >>> weighted_median([Vote(value=Decimal(n), weight=w) for n, w in ((15, 1), (20, 1), (40, 3))])
    Decimal('40')
    >>> weighted_median([Vote(value=Decimal(n), weight=1.0) for n in (15, 20)])
    Decimal('17.5')
    """
    ordered = sorted(votes, key=lambda vote: vote.value)
    # Weights are multiples of one part in a million: halves are told for sure.
    parts = [round(vote.weight * 10**6) for vote in ordered]
    half, below = sum(parts), 0
    for place, part in enumerate(parts):
        below += part
        if 2 * below == half and place + 1 < len(ordered):
            return (ordered[place].value + ordered[place + 1].value) / 2
        if 2 * below >= half:
            return ordered[place].value
    return ordered[-1].value


def _together(
    bounds: Mapping[str, Interval], votes: Mapping[str, Sequence[Vote]], wholes: Sequence[Whole]
) -> dict[str, Decimal]:
    """Values of the entries that sums tie, which add up."""
    keys = sorted({key for whole in wholes for key in (whole.key, *whole.parts)})
    if not keys:
        return {}
    number = {key: place for place, key in enumerate(keys)}
    rows = [(number[key], vote) for key in keys for vote in votes[key]]
    figures = [float(vote.value) for _, vote in rows]
    made = system(
        len(keys),
        claims(
            [place for place, _ in rows],
            figures,
            figures,
            weight=np.array([vote.weight for _, vote in rows], dtype=float),
        ),
        relations_among(wholes, number),
        floor=np.array([float(bounds[key].low or 0) for key in keys]),
        ceiling=np.array([_ceiling(bounds[key]) for key in keys]),
    )
    values, _ = relaxed(made)
    return {
        key: _inside(_whole(Decimal(float(values[number[key]]))), bounds[key])
        for key in keys
        if votes[key]
    }


def _ceiling(euros: Interval) -> float:
    return np.inf if euros.high is None else float(euros.high)


def _middle(statement: Statement) -> Decimal:
    euros = euros_of(statement)
    if euros.low is None or euros.high is None:
        return (euros.high if euros.low is None else euros.low) or Decimal(0)
    return (euros.low + euros.high) / 2


def _inside(value: Decimal, euros: Interval) -> Decimal:
    if euros.low is not None and value < euros.low:
        return euros.low
    if euros.high is not None and value > euros.high:
        return euros.high
    return value


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)
