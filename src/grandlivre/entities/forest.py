"""Names joined so far, and what keeps groups of them apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grandlivre.entities.model import Name

Pair = tuple[int, int]


@dataclass(slots=True)
class _Group:
    """Names joined so far."""

    members: list[int]
    head: int
    ids: dict[str, str]
    known: str
    settled: str
    uses: int
    apart: set[int] = field(default_factory=set)
    """Names that must not come in."""


class Forest:
    """Disjoint groups of names (Tarjan 1975, doi 10.1145/321879.321884) that refuse some joins.

    Examples
    --------
    >>> forest = Forest([Name(form="A"), Name(form="B"), Name(form="C")], ["", "", ""])
    >>> forest.keep_apart(0, 2)
    >>> forest.join(1, 0), forest.join(2, 1), list(forest.groups())
    (True, False, [(0, 1), (2,)])
    """

    def __init__(self, names: Sequence[Name], settled: Sequence[str]) -> None:
        self._root = list(range(len(names)))
        self._group = {
            place: _Group(
                members=[place],
                head=place,
                ids=dict(_parted(each) for each in name.ids),
                known=name.known,
                settled=settled[place],
                uses=name.uses,
            )
            for place, name in enumerate(names)
        }
        self.stopped: dict[Pair, None] = {}
        """Pairs of names whose groups were settled apart."""
        heads: dict[str, int] = {}
        for place, key in enumerate(settled):
            if key and heads.setdefault(key, place) != place:
                self._merge(heads[key], place)

    def find(self, place: int) -> int:
        """The place that stands for a name's group."""
        root = self._root
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    def keep_apart(self, first: int, second: int) -> None:
        """Let two names never meet."""
        self._group[self.find(first)].apart.add(second)
        self._group[self.find(second)].apart.add(first)

    def uses(self, place: int) -> int:
        """How often the names of a group are met."""
        return self._group[self.find(place)].uses

    def members(self, place: int) -> Sequence[int]:
        """The names of a name's group."""
        return self._group[self.find(place)].members

    def standing(self, place: int) -> tuple[bool, bool]:
        """Whether a name's group was settled before, and whether a list knows it."""
        group = self._group[self.find(place)]
        return bool(group.settled), bool(group.known)

    def join(self, source: int, target: int) -> bool:
        """Bring a name's group into another's, which keeps its head.

        Returns
        -------
        bool
            False where they are one already, or where something keeps them apart.
        """
        one, other = self.find(source), self.find(target)
        if one == other:
            return False
        mine, yours = self._group[one], self._group[other]
        if mine.settled and yours.settled and mine.settled != yours.settled:
            self.stopped[min(source, target), max(source, target)] = None
            return False
        if not self._agree(mine, yours):
            return False
        self._merge(other, one)
        return True

    def groups(self) -> Iterator[tuple[int, ...]]:
        """The groups, the head of each first."""
        for group in self._group.values():
            yield (group.head, *sorted(each for each in group.members if each != group.head))

    def _agree(self, mine: _Group, yours: _Group) -> bool:
        if mine.known and yours.known and mine.known != yours.known:
            return False
        if any(yours.ids.get(scheme, value) != value for scheme, value in mine.ids.items()):
            return False
        here, there = self.find(mine.head), self.find(yours.head)
        return all(self.find(place) != there for place in mine.apart) and all(
            self.find(place) != here for place in yours.apart
        )

    def _merge(self, target: int, source: int) -> None:
        to, by = self.find(target), self.find(source)
        kept, gone = self._group[to], self._group.pop(by)
        self._root[by] = to
        kept.members.extend(gone.members)
        kept.ids.update(gone.ids)
        kept.known = kept.known or gone.known
        kept.settled = kept.settled or gone.settled
        kept.uses += gone.uses
        kept.apart |= gone.apart


def _parted(identifier: str) -> tuple[str, str]:
    scheme, _, number = identifier.partition(":")
    return scheme, number
