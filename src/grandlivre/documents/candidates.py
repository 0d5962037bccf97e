"""Which of many texts may be copies of one another: an index of runs of words, in bounded memory.

Each text gives hashes of its runs; texts that share enough of them are candidates, to be compared
in full by `grandlivre.documents.copies`. The index is two flat arrays, sorted a block of hashes at
a time, so that a hundred thousand texts need some hundred megabytes and linear time.
"""

from collections.abc import Iterator
from typing import Any

_MOST_RUNS = 1 << 24
"""Runs that are held at most; beyond, every second one is dropped, the same ones of every text."""
_MOST_PAIRS = 1 << 22
"""Pairs that are held at most; beyond, those that shared a single run so far are dropped."""
_SHARED = 0.03
"""The share of the shorter text's runs that two candidates have in common."""
_ALL_PAIRS = 12
"""Up to this many texts that share a run are paired each with each; more as a chain."""
_CHAINED = 2
"""How far apart two texts of a chain are paired."""
_STOCK = 200
"""A run that so many texts share is a stock phrase, or a wire printed everywhere; each of them is
paired with the next one only, which copies are again and again, others once."""
_BLOCK = 1 << 22
"""About so many runs are sorted at a time."""


class Index:
    """Texts by number and the runs that they hold.

    Examples
    --------
    >>> import numpy
    >>> index = Index()
    >>> for place, first in enumerate((0, 500, 10)):
    ...     index.add(place, numpy.arange(first, first + 100, dtype=numpy.uint32) << 8)
    >>> index.pairs().tolist()
    [[0, 2]]
    """

    def __init__(self) -> None:
        import numpy

        self._runs = numpy.empty(1 << 16, numpy.uint32)
        self._sizes: list[int] = []
        self._held: list[int] = []
        self._count = 0
        self._halvings = 0

    def add(self, place: int, runs: Any) -> None:
        """Take in the distinct hashes (uint32) of a text; `place` goes up from call to call.

        Texts left out between two calls hold nothing.
        """
        while len(self._sizes) <= place:
            self._sizes.append(0)
            self._held.append(0)
        self._sizes[place] = len(runs)
        if self._halvings:
            runs = runs[(runs & ((1 << self._halvings) - 1)) == 0]
        self._held[place] = len(runs)
        self._put(runs)
        while self._count > _MOST_RUNS:
            self._halve()

    def _put(self, runs: Any) -> None:
        import numpy

        needed = self._count + len(runs)
        if needed > len(self._runs):
            # Grown by a quarter: doubling would hold three times what is needed.
            larger = numpy.empty(max(needed, len(self._runs) * 5 // 4), numpy.uint32)
            larger[: self._count] = self._runs[: self._count]
            self._runs = larger
        self._runs[self._count : needed] = runs
        self._count = needed

    def _halve(self) -> None:
        """Drop every second hash, whichever text it is of."""
        import numpy

        self._halvings += 1
        runs = self._runs[: self._count]
        kept = (runs & ((1 << self._halvings) - 1)) == 0
        ends = numpy.cumsum(numpy.array(self._held, numpy.int64))
        before = numpy.append(numpy.uint32(0), numpy.cumsum(kept, dtype=numpy.uint32))[ends]
        self._held = numpy.diff(before.astype(numpy.int64), prepend=0).tolist()
        runs = runs[kept]
        self._runs[: len(runs)] = runs
        self._count = len(runs)

    def pairs(self) -> Any:
        """Pairs of texts that share enough runs, in order: an array of two columns."""
        import numpy

        found, counts = self._shared()
        sizes = numpy.array(self._sizes, numpy.int64)
        both = numpy.stack([found >> numpy.uint64(32), found & numpy.uint64(0xFFFFFFFF)], axis=1)
        both = both.astype(numpy.uint32)
        least = numpy.minimum(sizes[both[:, 0]], sizes[both[:, 1]]) >> self._halvings
        enough = numpy.maximum(max(1, 3 - self._halvings), _SHARED * least)
        return both[counts >= enough]

    def _shared(self) -> tuple[Any, Any]:
        """Pairs of texts as numbers of 64 bits, sorted, and how many runs each shares."""
        import numpy

        found, counts = numpy.empty(0, numpy.uint64), numpy.empty(0, numpy.uint32)
        waiting: list[Any] = []
        held = 0
        for keys, places in self._blocks():
            pairs = _paired(keys, places)
            waiting.append(pairs)
            held += len(pairs)
            if held > _MOST_PAIRS:
                found, counts = _tallied(found, counts, waiting)
                waiting, held = [], 0
                if len(found) > _MOST_PAIRS:
                    often = counts > 1
                    found, counts = found[often], counts[often]
        return _tallied(found, counts, waiting)

    def _blocks(self) -> Iterator[tuple[Any, Any]]:
        """Runs and the texts that hold them, sorted, some millions at a time."""
        import numpy

        runs = self._runs[: self._count]
        owners = numpy.repeat(
            numpy.arange(len(self._held), dtype=numpy.uint32), numpy.array(self._held, numpy.int64)
        )
        blocks = max(1, self._count // _BLOCK)
        for block in range(blocks):
            low, high = (block << 32) // blocks, ((block + 1) << 32) // blocks
            inside = (runs >= numpy.uint32(low)) & (runs <= numpy.uint32(high - 1))
            both = (runs[inside].astype(numpy.uint64) << numpy.uint64(32)) | owners[inside]
            both.sort()
            keys = (both >> numpy.uint64(32)).astype(numpy.uint32)
            # What one text alone holds, most of all, pairs nobody.
            again = numpy.zeros(len(keys) + 1, bool)
            numpy.equal(keys[1:], keys[:-1], out=again[1:-1])
            shared = again[1:] | again[:-1]
            yield keys[shared], both[shared] & numpy.uint64(0xFFFFFFFF)


def _paired(keys: Any, places: Any) -> Any:
    """Every pair of texts that one run of a block makes."""
    import numpy

    if not len(keys):
        return numpy.empty(0, numpy.uint64)
    starts = numpy.flatnonzero(numpy.concatenate(([True], keys[1:] != keys[:-1])))
    sizes = numpy.diff(starts, append=len(keys))
    reach = numpy.where(sizes > _STOCK, 1, numpy.where(sizes > _ALL_PAIRS, _CHAINED, _ALL_PAIRS))
    reaches = numpy.repeat(reach.astype(numpy.uint8), sizes)
    pairs = []
    for distance in range(1, _ALL_PAIRS):
        same = keys[distance:] == keys[:-distance]
        same &= reaches[distance:] >= distance
        if not same.any():
            break
        pairs.append((places[:-distance][same] << numpy.uint64(32)) | places[distance:][same])
    return numpy.concatenate(pairs)


def _tallied(found: Any, counts: Any, waiting: list[Any]) -> tuple[Any, Any]:
    """Add new pairs to those counted before."""
    import numpy

    fresh, times = numpy.unique(
        numpy.concatenate([*waiting, numpy.empty(0, numpy.uint64)]), return_counts=True
    )
    if not len(found):
        return fresh, times.astype(numpy.uint32)
    both, tallies = numpy.concatenate([found, fresh]), numpy.concatenate([counts, times])
    order = numpy.argsort(both, kind="stable")
    both, tallies = both[order], tallies[order]
    starts = numpy.flatnonzero(numpy.concatenate(([True], both[1:] != both[:-1])))
    return both[starts], numpy.add.reduceat(tallies, starts).astype(numpy.uint32)


def lots(pairs: Any) -> Iterator[Any]:
    """Part pairs into lots that have no text in common, so that each can be settled by itself.

    Examples
    --------
    >>> import numpy
    >>> [lot.tolist() for lot in lots(numpy.array([[0, 1], [2, 5], [1, 4]]))]
    [[[0, 1], [1, 4]], [[2, 5]]]
    """
    import numpy

    if not len(pairs):
        return
    head = list(range(int(pairs.max()) + 1))

    def find(place: int) -> int:
        while head[place] != place:
            head[place] = head[head[place]]
            place = head[place]
        return place

    for at in range(0, len(pairs), 1 << 16):
        for first, second in pairs[at : at + (1 << 16)].tolist():
            low, high = sorted((find(first), find(second)))
            head[high] = low
    heads = numpy.array([find(place) for place in range(len(head))])[pairs[:, 0]]
    order = numpy.argsort(heads, kind="stable")
    ends = numpy.flatnonzero(numpy.diff(heads[order])) + 1
    yield from numpy.split(pairs[order], ends)
