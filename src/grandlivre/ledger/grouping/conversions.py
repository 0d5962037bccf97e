"""One sum told twice in a row: "Rs 500 crore ($60m)", the second being the first, converted."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from grandlivre.ledger.grouping.statements import Statement

_RATES = Decimal("0.1")
"""How far a paper's conversion may be from ours."""


def conversions(statements: Iterable[Statement]) -> dict[str, str]:
    """Claims that tell the one before again in brackets, in another currency, with that one."""
    rows: dict[str, list[Statement]] = defaultdict(list)
    for each in statements:
        rows[each.claim.document_id].append(each)
    found: dict[str, str] = {}
    for row in rows.values():
        row.sort(key=lambda one: (one.claim.evidence.start, one.claim.id))
        for first, second in pairwise(row):
            told, again = first.claim.evidence, second.claim.evidence
            bracketed = again.prefix.rstrip().endswith("(") and again.start - told.end <= 3
            if bracketed and first.claim.id not in found and _is_converted(first, second):
                found[second.claim.id] = first.claim.id
    return found


def _is_converted(first: Statement, second: Statement) -> bool:
    """True for two sums of two currencies that are one at about the day's rate."""
    if first.amount is None or second.amount is None or first.claim.unit == second.claim.unit:
        return False
    ends = [each.compared for each in (first, second) if each.amount is not None]
    one, other = (each.low if each.high is None else each.high for each in ends)
    if not one or not other:
        return False
    return abs(one - other) <= _RATES * max(one, other)
