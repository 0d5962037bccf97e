"""Draws counted: a share of them simulated and tallied, shares merged."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from threading import Lock, local
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grandlivre.base.draws import sobol, stream_key
from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Draws, Factors, Floats, Found, Ints
from grandlivre.outlook.conditions import kept
from grandlivre.outlook.drivers import FACTORS
from grandlivre.outlook.model import Condition
from grandlivre.outlook.simulate import (
    OUTCOMES,
    Room,
    draws_of,
    factors_of,
    outcomes_of,
    recipes,
    simulate,
)
from grandlivre.outlook.system import System

REPLICATES = 16
"""Independent scrambles that the draws are parted into: their spread tells the error."""
_PILOT = 256
_MARGIN = 1.5
# Draws come in runs of whole lines of the cache, and never part a draw from its mirror image.
_GRAIN = 8
# Bytes of what is found of the draws that are simulated at once: they stay in the cache.
_BLOCK_BYTES = 1_000_000
_LEAST_DRAWS = 16
# Draws whose assumptions are made at once, and points of a Sobol sequence.
_MOST_DRAWS, _POINTS = 512, 1024
# Runs of draws that are begun before the first of them is added up.
_AHEAD = 64
Counts = NDArray[np.unsignedinteger]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Some replicates of a projection: what a worker is given."""

    system: System
    draws: int
    """Of all replicates."""
    seed: int
    replicates: tuple[int, ...]
    given: tuple[Condition, ...]
    scale: Floats
    """(groups, outcomes): see `scales`."""
    promise_scale: Floats
    """(P,)"""
    threads: int


@dataclass(slots=True, kw_only=True)
class Tally:
    """Sums and counts over draws; G groups, O outcomes, Q quarters, P phases, R replicates."""

    kept: Ints
    """(R,): draws that met the conditions."""
    sums: Floats
    """(R, G, O, Q)"""
    ends: Floats
    """(G, O, Q, 2): least and most."""
    counts: Counts
    """(G, O, Q, bins)"""
    met_by: Ints
    """(R, P): draws in which the promise is kept by its date."""
    met_ever: Ints
    causes: Ints
    """(P, CAUSES): draws in which a cause keeps a promise from being met."""
    promised_sums: Floats
    """(R, P)"""
    promised_ends: Floats
    """(P, 1, 1, 2)"""
    promised_counts: Counts
    """(P, 1, 1, bins)"""

    def __getstate__(self) -> dict[str, Any]:
        """Counts travel between processes without their zeros, which are most of them."""
        state = {name: getattr(self, name) for name in self.__slots__}
        for name in _SPARSE:
            counts = state[name]
            where = np.flatnonzero(counts)
            state[name] = (counts.shape, counts.dtype, where, counts.ravel()[where])
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Put the zeros back."""
        for name, value in state.items():
            if name in _SPARSE:
                shape, kind, where, counts = value
                whole = np.zeros(int(np.prod(shape)), dtype=kind)
                whole[where] = counts
                value = whole.reshape(shape)
            setattr(self, name, value)


_SPARSE = ("counts", "promised_counts")


def scales(system: System, seed: int) -> tuple[Floats, Floats]:
    """The largest values that have bins of their own, by group and outcome, and by phase.

    They are one and a half times the largest of the first draws; what lies above is counted in
    the last bin, whose upper end is the largest value of all.
    """
    groups = len(system.groups)
    most, promised = np.zeros((groups, len(OUTCOMES))), np.zeros(len(system.phases))
    for start, count in blocks_of(_PILOT, block_size(system)):
        found, known = _simulated(system, seed, 0, (start, count))
        series = outcomes_of(system, found, known)
        most = np.maximum(most, series.max(axis=(2, 3)))
        promised = np.maximum(promised, found.promised.max(axis=0, initial=0.0))
    return (
        np.where(most > 0, _MARGIN * most, 1.0),
        np.where(promised > 0, _MARGIN * promised, 1.0),
    )


def tallied(share: Share) -> Tally:
    """Simulate and count the draws of some replicates.

    Runs of draws are simulated side by side. Whole numbers are counted in any order; each run's
    sums are added in the order of the draws, so that threads change nothing by a bit.
    """
    tally = _empty(share)
    runs = [
        (replicate, block)
        for replicate in share.replicates
        for block in blocks_of(draws_in(share.draws, replicate), _MOST_DRAWS)
        if block[1]
    ]
    worker = _Worker(share, tally)
    if share.threads < 2 or len(runs) < 2:
        for run in runs:
            _add(run[0], worker(run), tally)
        return tally
    with ThreadPoolExecutor(share.threads) as pool:
        # No more runs are begun than can soon be added: what they found would pile up.
        for first in range(0, len(runs), _AHEAD):
            some = runs[first : first + _AHEAD]
            for run, found in zip(some, pool.map(worker, some), strict=True):
                _add(run[0], found, tally)
    return tally


def merged(parts: Sequence[Tally]) -> Tally:
    """Tallies of different replicates together: whole numbers add up in any order, and each
    replicate's sums come from one of them.
    """
    first = parts[0]
    for part in parts[1:]:
        for name in (
            "kept", "sums", "counts", "met_by", "met_ever", "causes", "promised_sums",
            "promised_counts",
        ):  # fmt: skip
            array = getattr(first, name)
            array += getattr(part, name)
        for mine, other in (
            (first.ends, part.ends),
            (first.promised_ends, part.promised_ends),
        ):
            np.minimum(mine[..., 0], other[..., 0], out=mine[..., 0])
            np.maximum(mine[..., 1], other[..., 1], out=mine[..., 1])
    return first


def draws_in(draws: int, replicate: int) -> int:
    """How many of all draws a replicate has: equal parts, the first ones one more."""
    return draws // REPLICATES + (replicate < draws % REPLICATES)


def block_size(system: System) -> int:
    """Draws that are simulated at once, so that what is found of them stays in the cache."""
    cells = system.build.cells * arrays.COLUMNS * (len(system.quarters) + 1)
    size = _BLOCK_BYTES // (8 * cells + 25 * len(system.phases))
    return int(min(max(size // _GRAIN * _GRAIN, _LEAST_DRAWS), _MOST_DRAWS))


def blocks_of(draws: int, size: int) -> Iterator[tuple[int, int]]:
    """Starts and counts of runs of about the same length, whole grains but for the last."""
    runs = max(1, -(-draws // size))
    size = -(-draws // (_GRAIN * runs)) * _GRAIN
    for start in range(0, draws, size):
        yield start, min(size, draws - start)


def _uniforms(seed: int, replicate: int, start: int, count: int) -> Floats:
    """Points of a replicate's sequence, from runs that are kept: making one takes time."""
    first, last = start // _POINTS, (start + count - 1) // _POINTS
    runs = [_points(seed, replicate, run) for run in range(first, last + 1)]
    points = runs[0] if len(runs) == 1 else np.concatenate(runs)
    begin = start - first * _POINTS
    return points[begin : begin + count]


@lru_cache(maxsize=8)
def _points(seed: int, replicate: int, run: int) -> Floats:
    key = stream_key(seed, "assumptions", str(replicate))
    return sobol(len(FACTORS), key, start=run * _POINTS, count=_POINTS)


def _simulated(
    system: System, seed: int, replicate: int, block: tuple[int, int]
) -> tuple[Found, Mapping[str, Floats]]:
    draws, known = drawn(system, seed, replicate, block)
    return simulate(system, draws), known


def drawn(
    system: System, seed: int, replicate: int, block: tuple[int, int]
) -> tuple[Draws, Mapping[str, Floats]]:
    """Draws by their place: neighbours share their noise, mirrored."""
    start, count = block
    place = np.arange(start, start + count, dtype=np.uint64)
    number = (place >> np.uint64(1)) + np.uint64(replicate << 40)
    uniforms = _uniforms(seed, replicate, start, count)
    mirrored = (place & np.uint64(1)).astype(np.bool_)
    noise = stream_key(seed, "noise")
    return draws_of(system, uniforms, number, mirrored, noise)


def _empty(share: Share) -> Tally:
    from grandlivre.outlook.compiled.count import BINS

    groups, phases = len(share.system.groups), len(share.system.phases)
    cells = (groups, len(OUTCOMES), len(share.system.quarters))
    kind = np.uint16 if share.draws < 2**16 else np.uint32
    ends = np.empty((*cells, 2))
    ends[..., 0], ends[..., 1] = np.inf, -np.inf
    promised_ends = np.empty((phases, 1, 1, 2))
    promised_ends[..., 0], promised_ends[..., 1] = np.inf, -np.inf
    return Tally(
        kept=np.zeros(REPLICATES, dtype=np.int64),
        sums=np.zeros((REPLICATES, *cells)),
        ends=ends,
        counts=np.zeros((*cells, BINS), dtype=kind),
        met_by=np.zeros((REPLICATES, phases), dtype=np.int64),
        met_ever=np.zeros((REPLICATES, phases), dtype=np.int64),
        causes=np.zeros((phases, arrays.CAUSES), dtype=np.int64),
        promised_sums=np.zeros((REPLICATES, phases)),
        promised_ends=promised_ends,
        promised_counts=np.zeros((phases, 1, 1, BINS), dtype=kind),
    )


class _Sums(NamedTuple):
    """What is added in the order of the draws."""

    kept: int
    outcomes: Floats
    """(G, O, Q)"""
    promised: Floats
    """(P,)"""
    met: Ints
    """(2, P): by the date, and ever."""


def _add(replicate: int, found: _Sums, tally: Tally) -> None:
    tally.kept[replicate] += found.kept
    tally.sums[replicate] += found.outcomes
    tally.promised_sums[replicate] += found.promised
    tally.met_by[replicate] += found.met[0]
    tally.met_ever[replicate] += found.met[1]


class _Worker:
    """Simulates runs of draws and counts them; many threads may call it at once."""

    def __init__(self, share: Share, tally: Tally) -> None:
        self.share, self.tally = share, tally
        groups = len(share.system.groups)
        # Groups are counted in parts, each by one thread at a time.
        self.spans = _spans(groups, 4 * share.threads if share.threads > 1 else 1)
        self.locks = [Lock() for _ in self.spans]
        self.promises = Lock()
        self.own = local()

    def __call__(self, run: tuple[int, tuple[int, int]]) -> _Sums:
        """Simulate a run of draws: replicate, start and count."""
        share, (replicate, (start, count)) = self.share, run
        system, size = share.system, block_size(share.system)
        if not hasattr(self.own, "room"):
            self.own.room = Room(system, size)
        draws, known = drawn(system, share.seed, replicate, (start, count))
        phases = len(system.phases)
        sums = np.zeros((len(system.groups), len(OUTCOMES), len(system.quarters)))
        promised, met, total = np.zeros(phases), np.zeros((2, phases), dtype=np.int64), 0
        for first in range(0, count, size):
            some = slice(first, min(first + size, count))
            part = draws._replace(
                rows=draws.rows[some], odds=draws.odds[some], caps=draws.caps[some]
            )
            found = simulate(system, part, self.own.room)
            which = np.flatnonzero(kept(share.given, system, found.passed))
            total += len(which)
            factors = factors_of(system, {name: each[some][which] for name, each in known.items()})
            self._count_outcomes(found, which, factors, sums)
            self._count_promises(found, which, promised, met)
        return _Sums(kept=total, outcomes=sums, promised=promised, met=met)

    def _count_outcomes(self, found: Found, which: Ints, factors: Factors, sums: Floats) -> None:
        from grandlivre.outlook.compiled.count import tally as count

        tally, mix = self.tally, self.share.system.build.mix
        left = list(zip(self.spans, self.locks, strict=True))
        while left:
            # A part that no other thread is counting; where there is none, the first.
            at = next((i for i, (_, lock) in enumerate(left) if lock.acquire(blocking=False)), -1)
            span, lock = left.pop(max(at, 0))
            if at < 0:
                lock.acquire()
            try:
                count((found.changes, mix), which, span, factors, recipes(), self.share.scale, sums,
                      tally.ends, tally.counts)  # fmt: skip
            finally:
                lock.release()

    def _count_promises(self, found: Found, which: Ints, promised: Floats, met: Ints) -> None:
        from grandlivre.outlook.compiled.count import promises

        system, tally = self.share.system, self.tally
        phases = len(system.phases)
        with self.promises:
            promises(
                found, which, np.ascontiguousarray(system.build.phases["promised_mw"]),
                self.share.promise_scale, (met[0], met[1], tally.causes), promised,
                tally.promised_ends.reshape(phases, 2), tally.promised_counts.reshape(phases, -1),
            )  # fmt: skip


def _spans(count: int, parts: int) -> list[tuple[int, int]]:
    edges = np.linspace(0, count, min(parts, count) + 1).astype(int).tolist()
    return list(pairwise(edges))
