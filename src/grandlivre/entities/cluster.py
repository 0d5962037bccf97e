"""Names into groups, each the names of one bearer; none that were told apart ever meet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grandlivre.base.fold import fold
from grandlivre.entities.blocking import Pair
from grandlivre.entities.compare import Weighed, told, weigh
from grandlivre.entities.filed import Filed
from grandlivre.entities.forest import Forest
from grandlivre.entities.model import Decision, Name, Verdict
from grandlivre.entities.profile import Profile, Whole, profile

# Weaker ways to be one, each a round of its own: a short form, a misprint or an acronym means
# the one name that it can stand for, and nobody where there are two.
_SHORT = frozenset({"form.short", "form.branch", "form.contained"})
_MISPRINT = frozenset({"form.misprint", "form.misprints", "form.slip", "form.near"})
_ACRONYM = frozenset({"form.acronym", "form.initials"})
_ROUNDS = (_SHORT, _MISPRINT, _ACRONYM)
_MOST_PASSES = 4
_CONTRADICTIONS = frozenset({"number.different", "country.different", "branch.different"})
# A word or two in common leaves nearly everything open: nobody would read the list.
_IDLE = frozenset({"form.shared", "form.other"})
_LEFT_OPEN = ("left.open", "")
# As many letters as initials really use: some are much rarer than others.
_LETTERS = 18
_MOST_CHANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Groups of names, and what was decided on the way."""

    groups: tuple[tuple[int, ...], ...]
    """Places in the names given; the first of each group is its head, which it is called by."""
    decisions: tuple[Decision, ...]
    """What joined names, what was left open, and who is kin: best score first."""
    refused: tuple[tuple[int, int, Decision], ...]
    """Joins of two groups that were settled apart before: places and why they look like one."""


def cluster(
    names: Sequence[Name | Profile],
    *,
    settled: Sequence[str] = (),
    apart: Iterable[tuple[str, str]] = (),
    pairs: Iterable[Pair] | None = None,
    elsewhere: int = 0,
) -> Clusters:
    """Group names by their bearer.

    Parameters
    ----------
    names
        Each form once, in any order; those taken apart already need not be again.
    settled
        For each name, the key of the group that it belongs to already; empty for a new one.
        Names of one key stay together, names of two keys stay apart.
    apart
        Pairs of forms that must not meet, not even through others.
    pairs
        Places of the names to compare; None to search for them here. Names that are alike but
        for their spelling (`whole`) are compared in any case.
    elsewhere
        Names of several words that are known and not given, because nothing links them to
        those that are.

    Returns
    -------
    Clusters
        The same whatever the order of the names.

    Notes
    -----
    Pairs whose whole names agree are joined first, best score first, as in Kruskal's algorithm;
    then, round by round, each short form, misprint and acronym is joined to the one group that
    it can stand for, or that is met more often than it. A join is refused where the two sides
    have different identifiers or different names in the reference list, were judged apart or
    settled apart, are kin, or contradict one another in a number, a country or a branch.

    An acronym of k letters meets the initials of some name by chance with odds of about the
    number of long names over 18^k; past one in twenty it joins nobody.
    """
    keys = [settled[place] if place < len(settled) else "" for place in range(len(names))]
    profiles = [each if isinstance(each, Profile) else profile(each) for each in names]
    order = sorted(
        range(len(names)), key=lambda place: (not keys[place], profiles[place].name.form)
    )
    work = _Work([profiles[place] for place in order], [keys[place] for place in order], elsewhere)
    work.part(apart)
    place_of = {place: at for at, place in enumerate(order)}
    work.run(
        work.candidates()
        if pairs is None
        else [_sorted(place_of[one], place_of[other]) for one, other in pairs]
    )
    groups = work.forest.groups()
    return Clusters(
        groups=tuple(sorted(tuple(order[each] for each in group) for group in groups)),
        decisions=tuple(work.decisions()),
        refused=tuple((order[a], order[b], why) for a, b, why in work.refused()),
    )


def _sorted(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


class _Work:
    """One clustering: a forest of names, and the pairs weighed."""

    def __init__(self, profiles: Sequence[Profile], settled: Sequence[str], elsewhere: int) -> None:
        self.elsewhere = elsewhere
        self.profiles = profiles
        self.settled = settled
        self.forest = Forest([each.name for each in profiles], settled)
        self.weighed: dict[Pair, Weighed] = {}
        self.joined: list[Pair] = []

    def part(self, apart: Iterable[tuple[str, str]]) -> None:
        """Keep forms apart that a person told apart, in every spelling that folds alike."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(self.profiles):
            places[each.folded].append(place)
        for first, second in apart:
            for one in places[fold(first)]:
                for other in places[fold(second)]:
                    self.forest.keep_apart(one, other)

    def run(self, pairs: Iterable[Pair]) -> None:
        """Weigh pairs of names, and join those that are one."""
        strong: list[Pair] = self._one_key()
        weak: list[list[Pair]] = [[] for _ in _ROUNDS]
        for pair in sorted(pairs):
            weighed = weigh(self.profiles[pair[0]], self.profiles[pair[1]])
            levels = {level for level, _ in weighed.found}
            if weighed.verdict is Verdict.RELATED or levels & _CONTRADICTIONS:
                self.forest.keep_apart(*pair)
            if weighed.verdict is Verdict.DIFFERENT:
                continue
            self.weighed[pair] = weighed
            if weighed.verdict is Verdict.SAME:
                turn = next((turn for turn, forms in enumerate(_ROUNDS) if levels & forms), None)
                (strong if turn is None else weak[turn]).append(pair)
        strong.sort(key=lambda pair: (-self.weighed[pair].score, pair))
        for first, second in strong:
            self._join(*self._directed(first, second))
        weak[-1] = self._by_no_chance(weak[-1])
        for pairs in weak:
            self._join_the_only_ones(pairs)

    def _one_key(self) -> list[Pair]:
        """Names of one key, each beside the first: what needs no search."""
        first: dict[Whole, int] = {}
        pairs = []
        for place, each in enumerate(self.profiles):
            one = first.setdefault(each.whole, place)
            if one != place and not (self.settled[one] and self.settled[place]):
                pairs.append((one, place))
                self.weighed[one, place] = weigh(self.profiles[one], each)
        return [pair for pair in pairs if self.weighed[pair].verdict is Verdict.SAME]

    def candidates(self) -> list[Pair]:
        """Pairs of names of different keys: one name stands for all of its key."""
        fresh = next((at for at, key in enumerate(self.settled) if not key), len(self.profiles))
        place = {each.name.form: at for at, each in enumerate(self.profiles)}
        found = Filed(self.profiles[:fresh]).add(self.profiles[fresh:])
        return [_sorted(place[one], place[other]) for one, other in found]

    def _by_no_chance(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Acronyms long enough that no name of this many has their letters by accident."""
        long_names = self.elsewhere + sum(1 for each in self.profiles if each.initials)
        return [
            pair
            for pair in pairs
            if long_names / _LETTERS ** max(len(self.profiles[each].acronym) for each in pair)
            <= _MOST_CHANCE
        ]

    def _join_the_only_ones(self, pairs: Sequence[Pair]) -> None:
        ranked = sorted(pairs, key=lambda pair: (-self.weighed[pair].score, pair))
        for _ in range(_MOST_PASSES):
            meant: dict[int, dict[int, Pair]] = defaultdict(dict)
            for pair in ranked:
                source, target = self._directed(*pair)
                roots = self.forest.find(source), self.forest.find(target)
                if roots[0] != roots[1] and not self._is_taken(source, target):
                    meant[roots[0]].setdefault(roots[1], (source, target))
            before = len(self.joined)
            for source, targets in meant.items():
                # Of several, the one that is met more often: a misprint means no other misprint.
                uses = self.forest.uses(source)
                more = [each for root, each in targets.items() if self.forest.uses(root) > uses]
                if len(targets) == 1 or len(more) == 1:
                    self._join(*(more or list(targets.values()))[0])
            if len(self.joined) == before:
                break

    def _directed(self, first: int, second: int) -> Pair:
        """Which of two names stands for the other: the known, whole, more used one is meant."""
        levels = {level for level, _ in self.weighed[first, second].found}
        by_length = bool(levels & (_SHORT | _ACRONYM))

        def rank(place: int) -> tuple[object, ...]:
            size = len(self.profiles[place].words) if by_length else 0
            return (*self.forest.standing(place), size, self.forest.uses(place), -place)

        return (first, second) if rank(first) < rank(second) else (second, first)

    def _is_taken(self, one: int, other: int) -> bool:
        """True where the shorter of two names means another long name than the longer one.

        What the list knows is called by its first word: "Brookfield Infrastructure".
        """
        short, long = sorted((one, other), key=lambda place: len(self.profiles[place].words))
        few, whole = len(self.profiles[short].words), self.profiles[long]
        _, known = self.forest.standing(short)
        if known or few == len(whole.words):
            return False
        return any(
            len(each.words) > few and weigh(each, whole).verdict is not Verdict.SAME
            for each in map(self.profiles.__getitem__, self.forest.members(short))
        )

    def _join(self, source: int, target: int) -> None:
        if self.forest.join(source, target):
            self.joined.append((min(source, target), max(source, target)))

    def decisions(self) -> list[Decision]:
        """What joined names, and what was left open between groups."""
        kept = set(self.joined)
        kept.update(
            pair
            for pair, weighed in self.weighed.items()
            if self._is_open(pair) and _IDLE.isdisjoint(level for level, _ in weighed.found)
        )
        found = [self._told(pair) for pair in kept]
        return sorted(found, key=lambda each: (-each.score, each.first, each.second))

    def refused(self) -> list[tuple[int, int, Decision]]:
        return [(*pair, self._told(pair)) for pair in self.forest.stopped]

    def _is_open(self, pair: Pair) -> bool:
        return self.forest.find(pair[0]) != self.forest.find(pair[1])

    def _told(self, pair: Pair) -> Decision:
        weighed = self.weighed[pair]
        if weighed.verdict is Verdict.SAME and self._is_open(pair):
            weighed = Weighed(Verdict.UNSURE, weighed.score, (*weighed.found, _LEFT_OPEN))
        return told(self.profiles[pair[0]], self.profiles[pair[1]], weighed)
