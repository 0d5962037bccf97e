"""Contradictions of figures put through the numerical core: which claims cannot hold together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure
from grandlivre.ledger.grouping.statements import Statement, half_last_digit, loosen
from grandlivre.ledger.model import Conflict, ConflictKind
from grandlivre.ledger.together.rows import Row
from grandlivre.ledger.together.torn import Tear, tears_in
from grandlivre.ledger.together.whole import Whole

_OF_FIGURES = frozenset(
    {
        ConflictKind.AMOUNT,
        ConflictKind.SUM,
        ConflictKind.WHOLE_AND_PART,
        ConflictKind.UNIT_SLIP,
        ConflictKind.MIXED_CURRENCY,
    }
)
_OF_SUMS = frozenset({ConflictKind.SUM, ConflictKind.WHOLE_AND_PART})
"""Kinds whose first entry is the whole of the others."""
_MOST_SUBSETS = 12
"""Irreducible sets shown of one contradiction; claims that say the same make many."""


def with_subsets(
    conflict: Conflict,
    home: Mapping[str, str],
    statements: Mapping[str, Statement],
    weights: Mapping[str, float],
) -> tuple[Conflict, tuple[Tear, ...]]:
    """A conflict with the irreducible sets of its claims, where its figures contradict.

    Parameters
    ----------
    conflict
        Whatever found it.
    home
        Entry of each claim, by the claim's id.
    statements
        By claim id.
    weights
        What rejecting each claim costs, by its id.

    Returns
    -------
    tuple
        The conflict, and the tears that prove it; none where its figures could all be true, as
        in a conflict of parties or places.

    Notes
    -----
    The sides are put to the solver as what the conflict says of them: claims of one entry
    against one another; a whole against its parts, with a remainder and without; and, for a
    slip of unit or of currency, all as claims of one sum.
    """
    if conflict.kind not in _OF_FIGURES or not conflict.is_contradiction:
        return conflict, ()
    told = [statements[key] for key in conflict.claims if key in statements]
    for measure, rows, wholes in _models(conflict, told, home):
        tears = tears_in(measure, rows, wholes, weights)
        if tears:
            subsets = sorted({each.claims for each in tears}, key=lambda each: (len(each), each))
            return replace(conflict, subsets=tuple(subsets[:_MOST_SUBSETS])), tuple(tears)
    return conflict, ()


def _models(
    conflict: Conflict, told: Sequence[Statement], home: Mapping[str, str]
) -> list[tuple[Measure, list[Row], list[Whole]]]:
    """What the conflict may mean as rows and sums, the weakest meaning first."""
    money = [row_of(home[each.claim.id], each) for each in told if each.amount is not None]
    power = [row_of(home[each.claim.id], each) for each in told if each.amount is None]
    measure, rows = (Measure.MONEY, money) if money else (Measure.POWER, power)
    keys = {row.entry for row in rows}
    if len(keys) < 2:
        return [(measure, rows, [])]
    if conflict.kind not in _OF_SUMS:
        one = min(keys)
        return [(measure, [replace(row, entry=one) for row in rows], [])]
    top = next(key for key in conflict.entries if key in keys)
    whole = Whole(key=top, parts=tuple(sorted(keys - {top})))
    found = [(measure, rows, [whole])]
    if conflict.kind is ConflictKind.SUM:
        found.append((measure, rows, [replace(whole, is_exhaustive=True)]))
    return found


def row_of(entry: str, statement: Statement) -> Row:
    """A claim as a row of its own figure, in euros or in watts."""
    if statement.amount is not None:
        return Row(
            entry=entry,
            statement=statement,
            stated=statement.amount.euros,
            loosened=statement.loosened,
        )
    stated = Interval(low=statement.claim.low, high=statement.claim.high)
    ends = [end for end in (stated.low, stated.high) if end is not None]
    slack = max(map(half_last_digit, ends), default=half_last_digit(statement.slack))
    return Row(entry=entry, statement=statement, stated=stated, loosened=loosen(stated, slack))
