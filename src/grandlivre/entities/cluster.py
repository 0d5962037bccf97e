"""Names into groups, each the names of one bearer; none that were told apart ever meet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grandlivre.base.fold import fold
from grandlivre.entities.blocking import candidates
from grandlivre.entities.compare import Weighed, told, weigh
from grandlivre.entities.model import Decision, Name, Verdict
from grandlivre.entities.profile import Profile

# Weaker ways to be one, each a round of its own: a short form, a misprint or an acronym means
# the one name that it can stand for, and nobody where there are two.
_ROUNDS = (
    frozenset({"form.short", "form.branch", "form.contained"}),
    frozenset({"form.misprint", "form.misprints", "form.slip", "form.near"}),
    frozenset({"form.acronym", "form.initials"}),
)
_WEAK = frozenset().union(*_ROUNDS)
# A word or two in common leaves nearly everything open: nobody would read the list.
_IDLE = frozenset({"form.shared", "form.other"})
_LEFT_OPEN = ("left.open", "")
_CONTRADICTIONS = frozenset({"number.different", "country.different", "branch.different"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Groups of names, and what was decided on the way."""

    groups: tuple[tuple[int, ...], ...]
    """Places in the names given; the first of each group is its head, which it is called by."""
    decisions: tuple[Decision, ...]
    """What joined names, what was left open, and who is kin: best score first."""
    refused: tuple[tuple[int, int, Decision], ...]
    """Joins of two groups that were settled apart before: places and why they look like one."""


@dataclass(slots=True)
class _Group:
    """Names joined so far."""

    members: list[int]
    head: int
    ids: dict[str, str]
    known: str
    settled: str
    apart: set[int] = field(default_factory=set)
    """Names that must not come in."""


def cluster(
    names: Sequence[Name],
    *,
    settled: Sequence[str] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> Clusters:
    """Group names by their bearer.

    Parameters
    ----------
    names
        Each form once, in any order.
    settled
        For each name, the key of the group that it belongs to already; empty for a new one.
        Names of one key stay together, names of two keys stay apart.
    apart
        Pairs of forms that must not meet, not even through others.

    Returns
    -------
    Clusters
        The same whatever the order of the names.

    Notes
    -----
    Pairs whose whole names agree are joined first, best score first, as in Kruskal's algorithm;
    then, round by round, each short form, misprint and acronym is joined to the one group that
    it can stand for. A join is refused where the two sides have different identifiers or
    different names in the reference list, were judged apart or settled apart, are kin, or
    contradict one another in a number, a country or a branch.
    """
    order = sorted(
        range(len(names)), key=lambda place: (not _key(settled, place), names[place].form)
    )
    work = _Work([names[place] for place in order], [_key(settled, place) for place in order])
    work.part(apart)
    work.run()
    return Clusters(
        groups=tuple(sorted(tuple(order[each] for each in group) for group in work.groups())),
        decisions=tuple(work.decisions()),
        refused=tuple((order[a], order[b], why) for a, b, why in work.refused()),
    )


def _key(settled: Sequence[str], place: int) -> str:
    return settled[place] if place < len(settled) else ""


class _Work:
    """One clustering: a forest of names, and the pairs weighed."""

    def __init__(self, names: Sequence[Name], settled: Sequence[str]) -> None:
        self.profiles = [Profile(name) for name in names]
        self.old = sum(1 for key in settled if key)
        self.root = list(range(len(names)))
        self.group = {
            place: _Group([place], place, dict(_ids(name)), name.known, settled[place])
            for place, name in enumerate(names)
        }
        self.weighed: dict[tuple[int, int], Weighed] = {}
        self.joined: list[tuple[int, int]] = []
        self.stopped: dict[tuple[int, int], None] = {}
        heads: dict[str, int] = {}
        for place, key in enumerate(settled):
            if key and heads.setdefault(key, place) != place:
                self._merge(heads[key], place)

    def part(self, apart: Iterable[tuple[str, str]]) -> None:
        """Keep forms apart that a person told apart, in every spelling that folds alike."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, profile in enumerate(self.profiles):
            places[profile.folded].append(place)
        for first, second in apart:
            for one in places[fold(first)]:
                for other in places[fold(second)]:
                    self._keep_apart(one, other)

    def run(self) -> None:
        strong: list[tuple[int, int]] = []
        weak: list[list[tuple[int, int]]] = [[] for _ in _ROUNDS]
        for pair in candidates(self.profiles, self.old):
            weighed = weigh(self.profiles[pair[0]], self.profiles[pair[1]])
            levels = {level for level, _ in weighed.found}
            if weighed.verdict is Verdict.RELATED or levels & _CONTRADICTIONS:
                self._keep_apart(*pair)
            if weighed.verdict is Verdict.DIFFERENT:
                continue
            self.weighed[pair] = weighed
            if weighed.verdict is Verdict.SAME:
                turn = next((turn for turn, forms in enumerate(_ROUNDS) if levels & forms), None)
                (strong if turn is None else weak[turn]).append(pair)
        strong.sort(key=lambda pair: (-self.weighed[pair].score, pair))
        for first, second in strong:
            self._join(*self._directed(first, second))
        for round_pairs in weak:
            self._join_the_only_ones(round_pairs)

    def _join_the_only_ones(self, pairs: Sequence[tuple[int, int]]) -> None:
        meant: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
        for pair in sorted(pairs, key=lambda pair: (-self.weighed[pair].score, pair)):
            source, target = self._directed(*pair)
            roots = self._find(source), self._find(target)
            if roots[0] != roots[1]:
                meant[roots[0]].setdefault(roots[1], (source, target))
        for targets in meant.values():
            if len(targets) == 1:
                self._join(*next(iter(targets.values())))

    def _directed(self, first: int, second: int) -> tuple[int, int]:
        """Which of two names stands for the other: the known, whole, longer, more used is meant."""
        levels = {level for level, _ in self.weighed[first, second].found}

        def rank(place: int) -> tuple[object, ...]:
            group, profile = self.group[self._find(place)], self.profiles[place]
            used = sum(self.profiles[each].name.uses for each in group.members)
            size = len(profile.words) if levels & (_ROUNDS[0] | _ROUNDS[2]) else 0
            return bool(group.settled), bool(group.known), size, used, -place

        return (first, second) if rank(first) < rank(second) else (second, first)

    def _join(self, source: int, target: int) -> None:
        one, other = self._find(source), self._find(target)
        if one == other:
            return
        mine, yours = self.group[one], self.group[other]
        if mine.settled and yours.settled and mine.settled != yours.settled:
            self.stopped[min(source, target), max(source, target)] = None
        elif self._agree(mine, yours):
            self.joined.append((min(source, target), max(source, target)))
            self._merge(other, one)

    def _agree(self, mine: _Group, yours: _Group) -> bool:
        if mine.known and yours.known and mine.known != yours.known:
            return False
        if any(yours.ids.get(scheme, value) != value for scheme, value in mine.ids.items()):
            return False
        fewer, more = sorted((mine, yours), key=lambda group: len(group.apart))
        here = self._find(more.members[0])
        return all(self._find(place) != here for place in fewer.apart) and all(
            self._find(place) != self._find(fewer.members[0]) for place in more.apart
        )

    def _merge(self, target: int, source: int) -> None:
        """Bring a group into another, which keeps its head; the smaller list moves."""
        to, by = self._find(target), self._find(source)
        kept, gone = self.group[to], self.group.pop(by)
        self.root[by] = to
        kept.members.extend(gone.members)
        kept.ids.update(gone.ids)
        kept.known = kept.known or gone.known
        kept.settled = kept.settled or gone.settled
        kept.apart |= gone.apart

    def _keep_apart(self, first: int, second: int) -> None:
        self.group[self._find(first)].apart.add(second)
        self.group[self._find(second)].apart.add(first)

    def _find(self, place: int) -> int:
        while self.root[place] != place:
            self.root[place] = self.root[self.root[place]]
            place = self.root[place]
        return place

    def groups(self) -> Iterable[tuple[int, ...]]:
        for group in self.group.values():
            yield (group.head, *sorted(each for each in group.members if each != group.head))

    def decisions(self) -> list[Decision]:
        """What joined names, and what was left open between groups."""
        kept = set(self.joined)
        kept.update(
            pair
            for pair, weighed in self.weighed.items()
            if self._find(pair[0]) != self._find(pair[1])
            and _IDLE.isdisjoint(level for level, _ in weighed.found)
        )
        found = [self._told(pair) for pair in kept]
        return sorted(found, key=lambda each: (-each.score, each.first, each.second))

    def refused(self) -> list[tuple[int, int, Decision]]:
        return [(*pair, self._told(pair)) for pair in self.stopped]

    def _told(self, pair: tuple[int, int]) -> Decision:
        weighed = self.weighed[pair]
        is_open = self._find(pair[0]) != self._find(pair[1])
        if weighed.verdict is Verdict.SAME and is_open:
            weighed = Weighed(Verdict.UNSURE, weighed.score, (*weighed.found, _LEFT_OPEN))
        return told(self.profiles[pair[0]], self.profiles[pair[1]], weighed)


def _ids(name: Name) -> Mapping[str, str]:
    return dict(each.split(":", 1) for each in name.ids)
