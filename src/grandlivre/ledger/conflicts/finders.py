"""All finders of conflicts, in two lists: within one entry, and between entries."""

from collections.abc import Callable

from grandlivre.ledger.conflicts import (
    amounts,
    parts,
    places,
    scopes,
    slips,
    sums,
    tellings,
    vehicles,
)
from grandlivre.ledger.conflicts.sides import Case, Scene
from grandlivre.ledger.model import Conflict

_WITHIN: tuple[Callable[[Case], Conflict | None], ...] = (
    amounts.amount,
    amounts.bound_as_value,
    amounts.revision,
    amounts.stale_copy,
    amounts.same_number,
    amounts.power_told,
    tellings.parties,
    tellings.horizon,
    tellings.stage,
    places.place,
    places.refined,
    places.one_use,
    places.first_tranche,
    vehicles.vehicle,
)
_BETWEEN: tuple[Callable[[Scene], list[Conflict]], ...] = (
    sums.mixed_sums,
    sums.over_full,
    sums.exhausted,
    sums.too_large,
    scopes.one_name,
    scopes.claimed_whole,
    scopes.nature,
    scopes.membership,
    parts.whole_and_part,
    parts.part_or_error,
    parts.refined_by_part,
    slips.unit_slips,
    slips.out_of_scale,
)


def conflicts_of(case: Case) -> list[Conflict]:
    """Every conflict among the claims of one entry."""
    found = (finder(case) for finder in _WITHIN)
    return [conflict for conflict in found if conflict is not None]


def conflicts_between(scene: Scene) -> list[Conflict]:
    """Every conflict between entries, or between the figures of one text."""
    return [conflict for finder in _BETWEEN for conflict in finder(scene)]
