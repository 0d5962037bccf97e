"""Draws counted: a share of them simulated and tallied, shares merged."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grandlivre.base.draws import sobol, stream_key
from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Draws, Floats, Found, Ints
from grandlivre.outlook.conditions import kept
from grandlivre.outlook.drivers import FACTORS
from grandlivre.outlook.model import Condition
from grandlivre.outlook.simulate import (
    OUTCOMES,
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
# Bytes of one block of draws, for each thread.
_BLOCK_BYTES = 24_000_000
_MOST_DRAWS, _LEAST_DRAWS = 512, 16
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
    groups = system.build.groups
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
    """Simulate and count the draws of some replicates."""
    tally = _empty(share)
    size = block_size(share.system)
    pool = ThreadPoolExecutor(share.threads) if share.threads > 1 else None
    try:
        for replicate in share.replicates:
            blocks = list(blocks_of(draws_in(share.draws, replicate), size))
            for first in range(0, len(blocks), share.threads):
                _count(share, replicate, blocks[first : first + share.threads], tally, pool)
    finally:
        if pool:
            pool.shutdown()
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
    """Draws that are simulated at once, so that memory is bounded whatever their number."""
    cells = system.build.groups * arrays.COLUMNS * (len(system.quarters) + 1)
    size = _BLOCK_BYTES // (8 * (cells + 5 * len(system.phases)))
    return int(min(max(size // arrays.TILE * arrays.TILE, _LEAST_DRAWS), _MOST_DRAWS))


def blocks_of(draws: int, size: int) -> Iterator[tuple[int, int]]:
    """Starts and counts of runs of about the same length, whole tiles but for the last."""
    runs = max(1, -(-draws // size))
    size = -(-draws // (arrays.TILE * runs)) * arrays.TILE
    for start in range(0, draws, size):
        yield start, min(size, draws - start)


def _uniforms(seed: int, replicate: int, start: int, count: int) -> Floats:
    key = stream_key(seed, "assumptions", str(replicate))
    return sobol(len(FACTORS), key, start=start, count=count)


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

    groups, phases = share.system.build.groups, len(share.system.phases)
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


def _count(
    share: Share,
    replicate: int,
    blocks: Sequence[tuple[int, int]],
    tally: Tally,
    pool: Executor | None,
) -> None:
    """Simulate some blocks side by side, then count them in their order, groups side by side."""

    def simulated(block: tuple[int, int]) -> tuple[Found, Mapping[str, Floats]]:
        return _simulated(share.system, share.seed, replicate, block)

    apply = pool.map if pool else map
    for found, known in list(apply(simulated, blocks)):
        _count_outcomes(share, replicate, (found, known), tally, apply)
        _count_promises(share, replicate, found, tally)


def _count_outcomes(
    share: Share,
    replicate: int,
    simulated: tuple[Found, Mapping[str, Floats]],
    tally: Tally,
    apply: Callable[..., Iterable[None]],
) -> None:
    from grandlivre.outlook.compiled.count import tally as count

    found, known = simulated
    which = np.flatnonzero(kept(share.given, share.system, found.passed))
    factors = np.ascontiguousarray(factors_of(share.system, known)[..., which])
    tally.kept[replicate] += len(which)

    def part(groups: tuple[int, int]) -> None:
        count(
            found.changes, which, groups, factors, recipes(), share.scale,
            tally.sums[replicate], tally.ends, tally.counts,
        )  # fmt: skip

    for _ in apply(part, _spans(share.system.build.groups, share.threads)):
        pass


def _spans(count: int, parts: int) -> list[tuple[int, int]]:
    edges = np.linspace(0, count, min(parts, count) + 1).astype(int).tolist()
    return list(pairwise(edges))


def _count_promises(share: Share, replicate: int, found: Found, tally: Tally) -> None:
    from grandlivre.outlook.compiled.count import tally as count

    mask = kept(share.given, share.system, found.passed)
    enough = share.system.build.phases["promised_mw"] * (1 - 1e-9)
    promised, final = found.promised[mask], found.final[mask]
    tally.met_by[replicate] += ((promised >= enough) & (promised > 0)).sum(axis=0)
    tally.met_ever[replicate] += ((final >= enough) & (final > 0)).sum(axis=0)
    bits = found.causes[mask][:, :, None] >> np.arange(arrays.CAUSES, dtype=np.uint8)[None, None]
    tally.causes += (bits & np.uint8(1)).sum(axis=0, dtype=np.int64)
    # A phase is counted as a group of one outcome and one quarter.
    n, phases = promised.shape
    tiles = -(-n // arrays.TILE)
    changes = np.zeros((tiles * arrays.TILE, phases, 1, 2))
    changes[:n, :, 0, 1] = promised
    changes = changes.reshape(tiles, arrays.TILE, phases, 1, 2)
    count(
        np.ascontiguousarray(np.moveaxis(changes, 1, 4)), np.arange(n), (0, phases),
        np.ones((1, 1, n)), np.zeros((1, 2), dtype=np.int64), share.promise_scale[:, None],
        tally.promised_sums[replicate][:, None, None], tally.promised_ends,
        tally.promised_counts,
    )  # fmt: skip
