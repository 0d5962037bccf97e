"""The lightest set of claims that has one of each contradictory subset."""

from collections import Counter
from collections.abc import Mapping, Sequence

_MOST_NODES = 4_000
"""Places of the search after which the best found so far is taken."""


def lightest_hitting_set(
    subsets: Sequence[frozenset[int]], weight: Mapping[int, float]
) -> tuple[frozenset[int], bool]:
    """Find the lightest set that meets every subset.

    Parameters
    ----------
    subsets
        Each with one element at least.
    weight
        Positive weight of each element.

    Returns
    -------
    tuple
        The set, and whether it is proven to be the lightest. Of equally light ones, the one
        of fewest elements, then of elements in most subsets, then of the least numbers.

    Notes
    -----
    Branch and bound: an element of a subset that is not met yet is in the set, or is not and
    stays out. The bound adds the lightest elements of subsets that share none.

    Examples
    --------
    >>> lightest_hitting_set([frozenset({1, 2}), frozenset({2, 3})], {1: 1.0, 2: 1.0, 3: 1.0})
    (frozenset({2}), True)
    """
    often = Counter(element for subset in subsets for element in subset)
    chosen: set[int] = set()
    is_proven = True
    for cluster in _clusters(subsets):
        search = _Search(weight, often)
        search.best = _greedy(cluster, weight)
        search.cost = search.price(search.best)
        search.descend(sorted(cluster, key=lambda each: (len(each), sorted(each))), (), frozenset())
        chosen.update(search.best)
        is_proven &= search.nodes < _MOST_NODES
    return frozenset(chosen), is_proven


def _clusters(subsets: Sequence[frozenset[int]]) -> list[list[frozenset[int]]]:
    """Subsets that share elements, at any remove, together: each cluster is hit apart."""
    clusters: list[tuple[set[int], list[frozenset[int]]]] = []
    for subset in dict.fromkeys(subsets):
        joined, members = set(subset), [subset]
        rest = []
        for elements, others in clusters:
            if elements.isdisjoint(joined):
                rest.append((elements, others))
            else:
                joined |= elements
                members += others
        clusters = [*rest, (joined, members)]
    return [members for _, members in clusters]


def _greedy(subsets: Sequence[frozenset[int]], weight: Mapping[int, float]) -> tuple[int, ...]:
    """A set that meets all: by turns the element that meets most for its weight."""
    left, chosen = list(subsets), list[int]()
    while left:
        met = Counter(element for subset in left for element in subset)
        chosen.append(min(met, key=lambda each: (weight[each] / met[each], each)))
        left = [subset for subset in left if chosen[-1] not in subset]
    return tuple(chosen)


def _apart(subsets: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Subsets that share nothing, taken in turn."""
    seen: set[int] = set()
    kept = []
    for subset in subsets:
        if seen.isdisjoint(subset):
            seen.update(subset)
            kept.append(subset)
    return kept


class _Search:
    """State of one branch and bound."""

    def __init__(self, weight: Mapping[int, float], often: Mapping[int, int]) -> None:
        self.weight = weight
        self.often = often
        self.best: tuple[int, ...] = ()
        self.cost: tuple[float, int, int, list[int]] = (float("inf"), 0, 0, [])
        self.nodes = 0

    def price(self, chosen: Sequence[int]) -> tuple[float, int, int, list[int]]:
        return (
            sum(self.weight[each] for each in chosen),
            len(chosen),
            -sum(self.often[each] for each in chosen),
            sorted(chosen),
        )

    def descend(
        self, left: Sequence[frozenset[int]], chosen: tuple[int, ...], banned: frozenset[int]
    ) -> None:
        self.nodes += 1
        if self.nodes >= _MOST_NODES:
            return
        if not left:
            price = self.price(chosen)
            if price < self.cost:
                self.best, self.cost = chosen, price
            return
        open_subsets = [subset - banned for subset in left]
        if not all(open_subsets):
            return
        bound = sum(min(map(self.weight.__getitem__, each)) for each in _apart(open_subsets))
        if sum(map(self.weight.__getitem__, chosen)) + bound > self.cost[0]:
            return
        narrow = min(open_subsets, key=lambda each: (len(each), sorted(each)))
        tried = banned
        order = sorted(narrow, key=lambda each: (self.weight[each], -self.often[each], each))
        for element in order:
            rest = [subset for subset in left if element not in subset]
            self.descend(rest, (*chosen, element), tried)
            tried |= {element}
