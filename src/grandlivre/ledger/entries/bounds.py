"""What several stated amounts say together: bounds, and where they part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from grandlivre.base.interval import Interval
from grandlivre.ledger.grouping.conversions import conversions
from grandlivre.ledger.grouping.statements import Statement, loosen

_OUTVOTED = 3
"""From how many times as many origins on an exact figure stands against a range that ends there."""
_REVISED_AFTER = timedelta(days=30)


class Outcome(StrEnum):
    """How the amounts of one undertaking stand to one another."""

    AGREE = "agree"
    BOUND_AS_VALUE = "bound_as_value"
    REVISED = "revised"
    CONTRADICT = "contradict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """The bounds of an undertaking, and which statements made them."""

    euros: Interval
    outcome: Outcome
    sides: tuple[tuple[Statement, ...], ...]
    """Statements that agree among themselves, by rising amount; one side where all agree."""
    bounds_taken: tuple[Statement, ...] = ()
    """Exact statements that give only an end of what others state as a range."""
    ranges: tuple[Statement, ...] = ()
    """The statements of those ranges."""
    stale: tuple[Statement, ...] = ()
    """Statements that repeat what had been revised when they were written."""


def reconcile_amounts(statements: Sequence[Statement]) -> Reconciled:
    """Find the bounds that statements of one sum of money leave.

    Parameters
    ----------
    statements
        Statements of one undertaking; those without an amount in euros are ignored.

    Returns
    -------
    Reconciled

    Notes
    -----
    An exact figure that is merely an end of what another origin gives as a range ("50" where
    others say "30 to 50") does not narrow the range, unless three times as many origins give
    it. What is left is intersected, two figures meeting where they differ by less than half of
    their last digits. Where nothing is left in common, the latest side holds if each side was
    dated after the one before (a revision), else the hull of all (a contradiction). A text that
    tells the old figure again, well after the new one was out, is stale where the new one has
    as many voices, or was given by whoever had given the old one.
    """
    money = [each for each in sorted(statements, key=_by_claim) if _is_bounded(each)]
    if not money:
        return Reconciled(euros=Interval(), outcome=Outcome.AGREE, sides=())
    said = [each for each in money if each.replaced_by is None] or money
    taken, ranges = _bounds_as_values(said)
    counted = [each for each in said if each not in taken]
    sides = _sides(counted)
    if len(sides) > 1:
        # A paper converts at a rate of its own: its two figures are one, and the first is meant.
        again = conversions(counted)
        counted = [each for each in counted if each.claim.id not in again]
        sides = _sides(counted)
    stale = _stale(sides)
    over, late = _over(money, [each for each in counted if each not in stale])
    stale.extend(late)
    if stale or over:
        counted = [each for each in counted if each not in stale and each not in over]
        sides = _sides(counted)
    euros, outcome, sides = _held(sides, is_ranged=bool(ranges))
    if over and outcome is not Outcome.CONTRADICT:
        outcome = Outcome.REVISED
        sides = [*sorted(_sides(over), key=_told_since), *sides]
    return Reconciled(
        euros=euros,
        outcome=outcome,
        sides=tuple(tuple(side) for side in sides),
        bounds_taken=tuple(taken),
        ranges=tuple(ranges),
        stale=tuple(stale),
    )


def _held(
    sides: list[list[Statement]], *, is_ranged: bool
) -> tuple[Interval, Outcome, list[list[Statement]]]:
    """What holds of the sides: all of one, the latest of several in time, else their hull."""
    if len(sides) == 1:
        outcome = Outcome.BOUND_AS_VALUE if is_ranged else Outcome.AGREE
        return common(sides[0]), outcome, sides
    revised = _in_order_of_time(sides)
    if revised:
        return common(revised[-1]), Outcome.REVISED, revised
    return _hull([each for side in sides for each in side]), Outcome.CONTRADICT, sides


def _by_claim(statement: Statement) -> str:
    return statement.claim.id


def _is_bounded(statement: Statement) -> bool:
    return statement.amount is not None and statement.amount.euros != Interval()


def euros_of(statement: Statement) -> Interval:
    """The stated bounds in euros; open where the statement is not of money."""
    return statement.amount.euros if statement.amount is not None else Interval()


def origins_of(statements: Iterable[Statement]) -> int:
    """How many independent origins the statements come from."""
    return len({each.origin for each in statements})


def _bounds_as_values(money: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """Exact statements that only repeat an end of other origins' ranges, and those ranges."""
    taken: list[Statement] = []
    ranges: list[Statement] = []
    for wide in money:
        euros = euros_of(wide)
        # "More than 17" beside "17" is one figure rounded, not a range whose end was taken.
        if wide.is_figure or euros.high is None:
            continue
        exact = [
            each
            for each in money
            if each.is_figure
            and each.claim.document_id != wide.claim.document_id
            and _is_end(each, wide)
        ]
        rivals = [each for each in money if euros_of(each) == euros]
        if exact and origins_of(exact) < _OUTVOTED * max(1, origins_of(rivals)):
            ranges.append(wide)
            taken.extend(each for each in exact if each not in taken)
    return taken, ranges


def _is_end(exact: Statement, wide: Statement) -> bool:
    around = loosen(euros_of(exact), exact.slack)
    ends = (euros_of(wide).low, euros_of(wide).high)
    return any(end is not None and around.contains(end) for end in ends)


def _sides(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements in sets that each have a value in common, by rising amount."""
    sides: list[list[Statement]] = []
    shared: Interval | None = None
    for each in sorted(statements, key=_by_amount):
        joint = shared.intersection(each.loosened) if shared is not None else None
        if joint is None:
            sides.append([])
            joint = each.loosened
        sides[-1].append(each)
        shared = joint
    return sides


def _by_amount(statement: Statement) -> tuple[Decimal, Decimal, str]:
    """Upper ends first: then statements that share a value stand side by side."""
    unlimited = Decimal("Infinity")
    euros = euros_of(statement)
    high = unlimited if euros.high is None else euros.high
    low = -unlimited if euros.low is None else euros.low
    return high, low, statement.claim.id


def common(side: Iterable[Statement]) -> Interval:
    """What statements of one side say together, the most exactly written first."""
    shared = Interval()
    for each in sorted(side, key=_by_exactness):
        joint = shared.intersection(euros_of(each))
        shared = joint if joint is not None else shared
    return shared


def _by_exactness(statement: Statement) -> tuple[bool, Decimal, str]:
    """Euros before what was converted, then the most digits."""
    return statement.claim.unit != "EUR", statement.slack, statement.claim.id


def _hull(statements: Sequence[Statement]) -> Interval:
    hull = euros_of(statements[0])
    for each in statements[1:]:
        hull = hull.hull(euros_of(each))
    return hull


def _in_order_of_time(sides: Sequence[Sequence[Statement]]) -> list[list[Statement]]:
    """The sides from first to last, if each came well after the one before; else empty."""
    spans: list[tuple[date, date, list[Statement]]] = []
    for side in sides:
        days = [each.published for each in side if each.published is not None]
        if len(days) < len(side):
            return []
        first, last = min(day.first for day in days), max(day.last for day in days)
        spans.append((first, last, list(side)))
    spans.sort(key=lambda span: span[:2])
    for (_, ended, _), (began, _, _) in pairwise(spans):
        if began - ended < _REVISED_AFTER:
            return []
    return [side for _, _, side in spans]


def _stale(sides: Sequence[Sequence[Statement]]) -> list[Statement]:
    """Statements of old figures, told again well after a new one; none where time says nothing."""
    dated = [each for side in sides for each in side if each.published is not None]
    if len(sides) < 2 or len(dated) < sum(map(len, sides)):
        return []
    newest = max(sides, key=lambda side: (_began(side), _by_claim(side[0])))
    began = _began(newest)
    old = [each for side in sides if side is not newest for each in side]
    late = [each for each in old if _first(each) - began >= _REVISED_AFTER]
    before = [each for each in old if each not in late]
    if not late or not before or began - max(map(_last, before)) < _REVISED_AFTER:
        return []
    speakers = frozenset[str]().union(*(each.tellers for each in newest))
    is_own = any(each.tellers & speakers for each in before)
    return late if is_own or origins_of(newest) >= origins_of(late) else []


def _over(
    money: Sequence[Statement], counted: Sequence[Statement]
) -> tuple[list[Statement], list[Statement]]:
    """Sums that a text calls over, with those who had told them by then; and who still does.

    The text's own words say so: no time need lie between. Who tells the old sum afterwards is
    stale where the new one has as many voices; else nothing is over but that text's own figure.
    """
    over = {each.claim.id: each for each in money if each.replaced_by is not None}
    holding = _holding(money, over)
    by_then: list[Statement] = []
    later: list[Statement] = []
    fresh: list[Statement] = []
    for each in counted if over else ():
        if any(_is_one_sum(each, one) for one in holding):
            fresh.append(each)
            continue
        same = [one for one in over.values() if _is_one_sum(each, one)]
        if each.published is None or not same:
            continue
        is_before = any(_first(each) <= _last(one) for one in same)
        (by_then if is_before else later).append(each)
    # Where nothing else is left, nothing took its place.
    if not fresh or origins_of(later) > origins_of(fresh):
        return list(over.values()) if fresh else [], []
    return [*over.values(), *by_then], later


def _holding(money: Sequence[Statement], over: Mapping[str, Statement]) -> list[Statement]:
    """What took the place of sums that are over, and is not over itself to a later text."""
    new = {each.replaced_by for each in over.values()}
    return [
        each
        for each in money
        if each.claim.id in new
        and not any(_first(old) > _last(each) and _is_one_sum(each, old) for old in over.values())
    ]


def _is_one_sum(one: Statement, other: Statement) -> bool:
    return one.loosened.intersection(other.loosened) is not None


def _told_since(side: Sequence[Statement]) -> tuple[bool, date, Decimal]:
    """What nobody told at its time comes first: it is older than the text that calls it over."""
    own = [_first(each) for each in side if each.replaced_by is None]
    return bool(own), min(own, default=date.min), _by_amount(side[0])[0]


def _began(side: Sequence[Statement]) -> date:
    return min(map(_first, side))


def _first(statement: Statement) -> date:
    return statement.published.first if statement.published is not None else date.min


def _last(statement: Statement) -> date:
    return statement.published.last if statement.published is not None else date.max
