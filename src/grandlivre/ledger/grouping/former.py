"""A sum that its own text says is over: "raised to 5 billion, from 3", "5 au lieu de 3".

Such a text does not set two undertakings side by side: it tells of one, as it was and as it is.
Only words right before a figure say so, and only of the same parties and places.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations

from grandlivre.base.fold import fold
from grandlivre.ledger.grouping.conversions import conversions
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.wordings import after, are_in_one_sentence, before

_NEAR = 48
_REACH = 120
_ABOUT = (
    r"(?: (?:the|its|an?|some|about|around|nearly|almost|les|l|la|le|ses|quelque|environ|pres de"
    r"|plus de|more than|initial\w*|original\w*|previous\w*|earlier|planned|announced|promised"
    r"|prevus?|annonces?|promis))*"
)
_CHANGED = re.compile(
    r"\b(?:rais(?:e|es|ed|ing)|lift\w*|increas\w+|boost\w*|up(?:s|ped|ping)|hik(?:e|es|ed|ing)"
    r"|cuts?|cutting|reduc\w+|lower\w*|trim\w*|slash\w*|scal(?:e|es|ed|ing)|revis\w+|expand\w*"
    r"|doubl\w+|grow\w*|grew|shrink\w*|shrunk|port(?:e|er|era|eront|ent|ant|ee?s?)|relev\w+"
    r"|augment\w+|accroi\w+|accru\w*|redui\w+|pass(?:e|er|era|ent|ant|ees?)|ramen\w+|abaiss\w+"
    r"|diminu\w+|tripl\w+|revoi\w*|revue?s?|gonfl\w+)\b"
)
_FROM = re.compile(rf"\b(?:from|de|d){_ABOUT}$")
_TO = re.compile(rf"\b(?:to|a|at){_ABOUT}$")
_INSTEAD = re.compile(
    r"\b(?:au lieu d(?:e|es|u)?|plutot qu[e]?|et non (?:plus|pas)|instead of|rather than|up from"
    rf"|down from){_ABOUT}$"
)
_AGAINST = re.compile(rf"\b(?:contre|against|versus|compared (?:with|to)|from){_ABOUT}$")
_FORMERLY = re.compile(
    r"\b(?:initial\w*|original\w*|d abord|auparavant|precedemment|previously|formerly|at first"
    r"|jusqu ici|jusque la|jusqu alors)"
    r" (?:chiffree?s?|estimee?s?|evaluee?s?|prevue?s?|annoncee?s?|budgetee?s?|estimated|valued"
    r"|priced|costed|put|planned|announced|expected)(?: (?:a|at|pour|for|de|of))?"
    rf"{_ABOUT}$"
)
_BEFORE = re.compile(
    r"\b(?:annonc\w+|prev\w+|initial\w*|auparavant|promis\w*|envisag\w+|jusqu ici|jusqu alors"
    r"|jusque la|d abord|announced|planned|previously|before|earlier|originally|promised|first)\b"
)


def with_former(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Mark the figures that their own text says another one replaced.

    Parameters
    ----------
    statements
        In any order.

    Returns
    -------
    tuple of Statement
        The same in the same order; `Statement.replaced_by` names the claim that holds now.
    """
    given = tuple(statements)
    rows: dict[object, list[Statement]] = defaultdict(list)
    for each in given:
        rows[each.claim.document_id, each.claim.measure].append(each)
    found: dict[str, str] = {}
    for row in rows.values():
        if len(row) > 1:
            found.update(_former(row))
    if not found:
        return given
    # "From $3bn (2.7bn euros)": what is over in one currency is over in the other.
    for again, first in conversions(given).items():
        if first in found and again not in found.values():
            found[again] = found[first]
    return tuple(replace(each, replaced_by=found.get(each.claim.id)) for each in given)


def _former(row: Sequence[Statement]) -> dict[str, str]:
    """Claims of one text and measure that are over, with those that hold instead."""
    found: dict[str, str] = {}
    ordered = sorted(row, key=lambda each: (each.claim.evidence.start, each.claim.id))
    for old, new in permutations(ordered, 2):
        if old.claim.id not in found and _is_replaced(old, new):
            found[old.claim.id] = new.claim.id
    # A figure that is over itself replaces nothing.
    return {old: new for old, new in found.items() if new not in found}


def _is_replaced(old: Statement, new: Statement) -> bool:
    """True where the words say that the one figure took the place of the other."""
    was, now = old.claim, new.claim
    if was.unit != now.unit or (was.low, was.high) == (now.low, now.high):
        return False
    if not (old.text and _are_of_one(old, new)):
        return False
    if not are_in_one_sentence(old.text, was.evidence, now.evidence):
        return False
    return _is_said_over(old, new)


def _are_of_one(old: Statement, new: Statement) -> bool:
    """True where neither parties, names nor places tell the two figures apart."""
    told = (
        [{party.key for party in each.principals} for each in (old, new)],
        [{project.key for project in each.projects if project.is_named} for each in (old, new)],
        [{place.key for place in each.places} for each in (old, new)],
    )
    return all(not mine or not theirs or mine & theirs for mine, theirs in told)


def _is_said_over(old: Statement, new: Statement) -> bool:
    """True where the words right before the figures say that the first is no longer so."""
    head, target = before(old)[-_REACH:], before(new)[-_REACH:]
    if _FORMERLY.search(head):
        return True
    was, now = old.claim.evidence, new.claim.evidence
    if was.start < now.start:
        between = old.text[was.end : now.start]
        # "Raised by 2 billion, to 5": with a comma the first is what was added.
        if "," in between or len(between) > _NEAR:
            return False
        is_moved = _FROM.search(head) is not None and _CHANGED.search(head) is not None
        return is_moved and _TO.search(fold(between)) is not None
    if _INSTEAD.search(head):
        return True
    if was.start - now.end > _NEAR:
        return False
    is_changed = _CHANGED.search(target) is not None and _TO.search(target) is not None
    is_past = is_changed or _BEFORE.search(after(old)[:_NEAR]) is not None
    return is_past and _AGAINST.search(head) is not None
