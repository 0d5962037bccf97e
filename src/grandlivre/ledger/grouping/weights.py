"""How much each statement weighs, and what the independent origins elect together."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from grandlivre.ledger.grouping.statements import Statement

_T = TypeVar("_T")

CERTAIN = 300
"""Weight of a row of statements: what an analyst wrote down outweighs what was read."""
GOOD = 80
"""From which weight on one reading stands on its own."""
FAINT = 50
"""Below which weight one reading alone is hardly worth anything."""


def weight_of(statement: Statement) -> int:
    """Weight of a statement: its claim's confidence in per cent; more for a row of statements."""
    if statement.claim.reader == "statement":
        return CERTAIN
    return round(statement.claim.confidence * 100)


class Ballot(Generic[_T]):
    """Votes for things: each origin votes once for each, with its weightiest statement.

    Weights are whole numbers, so that sums do not depend on the order of the votes.
    """

    def __init__(self) -> None:
        self._votes: dict[_T, dict[str, int]] = {}

    def add(self, thing: _T, statement: Statement) -> None:
        """Let a statement vote for a thing."""
        votes = self._votes.setdefault(thing, {})
        votes[statement.origin] = max(votes.get(statement.origin, 0), weight_of(statement))

    def __bool__(self) -> bool:
        return bool(self._votes)

    def __contains__(self, thing: object) -> bool:
        return thing in self._votes

    def things(self) -> Iterable[_T]:
        """What was voted for."""
        return self._votes.keys()

    def origins(self, thing: _T) -> int:
        """How many origins voted for a thing."""
        return len(self._votes.get(thing, ()))

    def weight(self, thing: _T) -> int:
        """The weight of all votes for a thing."""
        return sum(self._votes.get(thing, {}).values())

    def ranked(self, order: Callable[[_T], Any]) -> list[_T]:
        """Things by weight, the heaviest first; ties by `order`."""
        return sorted(self._votes, key=lambda each: (-self.weight(each), order(each)))

    def is_doubtful(self, thing: _T) -> bool:
        """True where one origin alone says so, unsurely, against others of more weight."""
        weight = self.weight(thing)
        if self.origins(thing) != 1 or weight >= GOOD:
            return False
        return any(
            self.weight(other) > weight and self._others(thing, other) for other in self._votes
        )

    def _others(self, thing: _T, other: _T) -> bool:
        """True where an origin that does not say `thing` says `other`."""
        return other != thing and bool(self._votes[other].keys() - self._votes[thing].keys())


def ballot_of(
    statements: Iterable[Statement], of: Callable[[Statement], Iterable[_T]]
) -> Ballot[_T]:
    """Count the votes of statements for what each of them says."""
    ballot: Ballot[_T] = Ballot()
    for each in statements:
        for thing in of(each):
            ballot.add(thing, each)
    return ballot


def is_faint(statements: Iterable[Statement]) -> bool:
    """True where one origin alone says it and no statement of it was read with any confidence."""
    told = list(statements)
    return len({each.origin for each in told}) == 1 and max(map(weight_of, told)) < FAINT
