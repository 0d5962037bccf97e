"""Statements that say the same of the same: one from the start, before anything is scored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from grandlivre.claims.model import Role
from grandlivre.ledger.grouping.conversions import conversions
from grandlivre.ledger.grouping.statements import Statement


def same(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Gather statements with one meaning, word for word.

    A sum's conversion in brackets goes with it, and so does what the text says that it was before
    (`grandlivre.ledger.grouping.former`).
    """
    found: dict[object, list[Statement]] = defaultdict(list)
    ordered = sorted(statements, key=lambda one: one.claim.id)
    again = conversions(ordered)
    again.update({one.claim.id: one.replaced_by for one in ordered if one.replaced_by})
    home: dict[str, list[Statement]] = {}
    for each in ordered:
        claim = each.claim
        if claim.id in again:
            continue
        known_by = (
            frozenset(party.key for party in each.principals),
            frozenset(project.key for project in each.projects),
            frozenset(place.key for place in each.places),
        )
        # Without a party, a name or a place nothing says that two equal figures are one.
        alone = claim.id if not any(known_by[:2]) and claim.role is not Role.PROGRAMME else ""
        same = home[claim.id] = found[
            claim.measure, claim.role, claim.low, claim.high, claim.unit, claim.purpose, *known_by,
            alone,
        ]  # fmt: skip
        same.append(each)
    for each in ordered:
        if each.claim.id in again:
            home[_last(again, each.claim.id)].append(each)
    return list(found.values())


def _last(again: Mapping[str, str], claim: str) -> str:
    """The claim that a conversion, or a sum that is over, leads to in the end."""
    while claim in again:
        claim = again[claim]
    return claim
